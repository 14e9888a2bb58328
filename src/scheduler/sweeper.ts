import { faultText } from '../domain/fault-text.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Probe } from '../foundation/probe.ts';
import type { Service } from '../foundation/service.ts';
import type { BatchSweeping, MendedBatch } from '../store/batch-store.ts';
import type { Tally } from './stats.ts';

export interface SweeperOptions {
  readonly nodeId: string;
  readonly tally: Tally;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly probe: Probe;
  readonly random: () => number;
}

/** How often a sweep is due; one node makes it for all. */
const sweepIntervalMs = 300_000;
/** How often a node asks whether it is. */
const lookIntervalMs = 60_000;

/**
 * Finds batches that disagree with their rows, and mends them: counters that are not the number of rows, a cursor beyond
 * an activity without an outcome, an end that is none, a batch whose parts have all ended. Every statement of the engine
 * changes a batch and its rows together, so that there should be no such batch; each is logged as an error. What could
 * make one is a hand in the tables, a restored part of a backup, or a defect of ours.
 */
export class Sweeper implements Service {
  readonly #store: BatchSweeping;
  readonly #options: SweeperOptions;
  #stopping = new AbortController();
  #loop: Promise<void> | null = null;
  #isFailing = false;

  constructor(store: BatchSweeping, options: SweeperOptions) {
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
    const { clock, random } = this.#options;
    await clock.sleep(Math.round(random() * lookIntervalMs), stopping);
    while (!stopping.aborted) {
      await this.#sweepIfDue(stopping);
      await clock.sleep(lookIntervalMs, stopping);
    }
  }

  async #sweepIfDue(signal: AbortSignal): Promise<void> {
    const { nodeId, logger, probe } = this.#options;
    try {
      const mended = await this.#store.sweepBatches({ everyMs: sweepIntervalMs, actor: nodeId, signal });
      for (const batch of mended ?? []) this.#tell(batch);
      this.#isFailing = false;
      if (mended !== null) probe('batches.swept', { mended: mended.length });
    } catch (error) {
      if (!this.#isFailing)
        logger.warn({ error: faultText(error) }, 'batches cannot be compared with their rows; trying again');
      this.#isFailing = true;
      probe('sweep.failed', {});
    }
  }

  #tell({ batchId, orgId, findings, problem }: MendedBatch): void {
    const { logger, tally } = this.#options;
    if (problem !== null) {
      const error = faultText(problem);
      if (findings.length === 0)
        logger.error({ batchId, orgId, error }, 'a batch cannot be compared with its rows');
      else
        logger.error(
          { batchId, orgId, findings, error },
          'a batch disagrees with its rows and cannot be mended',
        );
      return;
    }
    tally.batchesMended += 1;
    logger.error({ batchId, orgId, findings }, 'a batch disagreed with its rows and was mended');
  }
}
