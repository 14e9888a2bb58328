import { setTimeout } from 'node:timers/promises';
import type { Report } from './report.ts';

/** How far the work is: batches that have not ended, and a text that changes whenever anything moves. */
export interface Position {
  readonly left: number;
  readonly state: string;
}

export interface Patience {
  readonly report: Report;
  readonly look: () => Promise<Position>;
  /** Asked when nothing moves any more: what there is to know. */
  readonly stuck: () => Promise<string>;
}

const lookAgainMs = 250;
/** Work that has not moved for this long, with all faults over, is stuck. */
const giveUpAfterMs = 60_000;

/** Resolves when every batch has ended, or when the rest is stuck, which is a violation. */
export async function waitForEnd({ report, look, stuck }: Patience): Promise<void> {
  let moved = '';
  let movedAtMs = performance.now();
  for (;;) {
    const { left, state } = await look();
    if (left === 0) return;
    if (state !== moved) movedAtMs = performance.now();
    moved = state;
    if (performance.now() - movedAtMs > giveUpAfterMs) {
      report.violation(`${left} batches are stuck: ${await stuck()}`);
      return;
    }
    await setTimeout(lookAgainMs);
  }
}
