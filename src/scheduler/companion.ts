import type { Service } from '../foundation/service.ts';

/** What else a node does beside its batches: it starts and stops with the scheduler, and shares its ear to the database. */
export interface Companion extends Service {
  /** Something may be to be done: look at once. */
  wake(): void;
  /** Finishes or hands back what it has in hand, and waits for nothing any more once the deadline aborts. */
  stop(deadline?: AbortSignal): Promise<void>;
}
