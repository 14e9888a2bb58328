import type { LeaseTerm } from '../domain/lease.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Probe } from '../foundation/probe.ts';
import type { Service } from '../foundation/service.ts';
import type { LeaseStore } from '../store/batch-store.ts';

export interface LeaseReaperOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly probe: Probe;
}

type ReaperStore = Pick<LeaseStore, 'findAbandonedLeases' | 'reapLeases'>;

/** Twice this passes at the most before the batches of a node that died are taken back. */
const lookIntervalMs = 500;

/**
 * Takes back the batches of nodes that died, so that any node can claim them. A killed process is known by its database
 * session being gone. A session may also be lost for a moment and come back, as all are when the database fails over:
 * only what is found abandoned in two looks in a row is taken. The lease's end is the net beneath: it catches nodes that
 * are paused or cut off and whose session the server still believes in. Whoever is taken for dead and lives is stopped by
 * the fencing token; its batch has merely lost a try.
 */
export class LeaseReaper implements Service {
  readonly #store: ReaperStore;
  readonly #options: LeaseReaperOptions;
  #stopping = new AbortController();
  #loop: Promise<void> | null = null;
  /** Found abandoned in the last look. */
  #suspects = new Set<string>();
  #isFailing = false;

  constructor(store: ReaperStore, options: LeaseReaperOptions) {
    this.#store = store;
    this.#options = options;
  }

  async start(): Promise<void> {
    if (this.#loop !== null) return;
    this.#stopping = new AbortController();
    this.#loop = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    this.#loop = null;
  }

  async #run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      await this.#lookOnce();
      await this.#options.clock.sleep(lookIntervalMs, stopping);
    }
  }

  async #lookOnce(): Promise<void> {
    const { logger, probe } = this.#options;
    try {
      const found = await this.#store.findAbandonedLeases();
      const abandoned = found.filter((term) => this.#suspects.has(nameOf(term)));
      this.#suspects = new Set(found.map(nameOf));
      const reaped = await this.#store.reapLeases(abandoned);
      if (reaped.handedBack + reaped.failed > 0)
        logger.warn(reaped, 'leases of dead workers were taken back');
      probe('leases.reaped', reaped);
      this.#isFailing = false;
    } catch (error) {
      // What was seen before the database went away says nothing about who comes back.
      this.#suspects.clear();
      if (!this.#isFailing)
        logger.warn({ error: String(error) }, 'dead workers cannot be looked for; trying again');
      this.#isFailing = true;
    }
  }
}

function nameOf({ batchId, fencingToken }: LeaseTerm): string {
  return `${batchId} ${fencingToken}`;
}
