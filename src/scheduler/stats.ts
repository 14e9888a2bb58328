import type { BatchJob } from '../domain/batch-job.ts';
import { addDecimals, subtractDecimals } from '../domain/decimal.ts';

/** What one scheduler did since it was made. */
export interface SchedulerStats {
  /** Batches that this scheduler brought to an end, complete or failed. */
  readonly batchesProcessed: number;
  readonly batchesFailed: number;
  /** Times that it sent a batch back for another try. */
  readonly batchesRetried: number;
  /** Batches that disagreed with their rows and that it set right. There should be none. */
  readonly batchesMended: number;
  readonly totalActivities: number;
  readonly successfulActivity: number;
  readonly failedActivity: number;
  /** kg CO2e, an exact decimal. */
  readonly totalEmissions: string;
  /** Milliseconds that a batch took, on average. */
  readonly averageProcessTime: number;
  readonly lastPollingTime: Date | null;
  readonly nextPollingTime: Date | null;
  readonly workersActive: number;
  /** Null while the database cannot be reached. */
  readonly pendingBatches: number | null;
}

/** Counts what this node did to a batch, not what the batch held when it came. */
export class Tally {
  batchesProcessed = 0;
  batchesFailed = 0;
  batchesRetried = 0;
  batchesMended = 0;
  successfulActivity = 0;
  failedActivity = 0;
  totalEmissions = '0';
  #processTimeMs = 0;

  countWork(before: BatchJob, after: BatchJob): void {
    this.successfulActivity += after.successCount - before.successCount;
    this.failedActivity += after.errorCount - before.errorCount;
    const gained = subtractDecimals(after.totalEmissions, before.totalEmissions);
    this.totalEmissions = addDecimals(this.totalEmissions, gained);
  }

  countEnd(durationMs: number, hasFailed: boolean): void {
    this.batchesProcessed += 1;
    if (hasFailed) this.batchesFailed += 1;
    this.#processTimeMs += durationMs;
  }

  countRetry(): void {
    this.batchesRetried += 1;
  }

  get averageProcessTime(): number {
    return this.batchesProcessed === 0 ? 0 : this.#processTimeMs / this.batchesProcessed;
  }
}
