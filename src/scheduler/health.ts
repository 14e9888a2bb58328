import type { Clock } from '../foundation/clock.ts';
import type { BatchReader } from '../store/batch-store.ts';

export interface Health {
  readonly status: 'healthy' | 'unhealthy';
  readonly schedulerRunning: boolean;
  readonly batchesProcessed: number;
  readonly workersActive: number;
  /** Null while the database cannot be reached. */
  readonly pendingBatches: number | null;
  /** kg CO2e, an exact decimal. */
  readonly totalEmissions: string;
  readonly timestamp: Date;
  /** Why it is unhealthy, in plain words; empty when it is healthy. */
  readonly reasons: readonly string[];
}

export interface PollingState {
  readonly isRunning: boolean;
  /** How long ago a poll worked, or polling began. */
  readonly silentMs: number;
  /** A poll that worked is expected at least this often. */
  readonly expectedWithinMs: number;
}

const answerTimeoutMs = 2_000;

/** Why the scheduler should not be trusted with work now. */
export function pollingProblems({ isRunning, silentMs, expectedWithinMs }: PollingState): string[] {
  if (!isRunning) return ['The scheduler is not running.'];
  if (silentMs <= expectedWithinMs) return [];
  return [`The scheduler has not polled for ${Math.round(silentMs / 1000)} s.`];
}

/** What is wrong with the database; `null` stands for an answer that did not come. */
export function databaseProblems(pendingBatches: number | null, isWritable: boolean | null): string[] {
  if (pendingBatches === null || isWritable === null) return ['The database does not answer.'];
  if (isWritable) return [];
  return ['The database only reads: it is a standby, or set to read only.'];
}

/** Asks the database, but not for long: null where it does not answer. Never rejects. */
export function askPendingBatches(
  store: Pick<BatchReader, 'countPendingBatches'>,
  clock: Clock,
): Promise<number | null> {
  return soon(store.countPendingBatches(), clock);
}

/** Asks the same way whether it can be written to. */
export function askWritable(store: Pick<BatchReader, 'isWritable'>, clock: Clock): Promise<boolean | null> {
  return soon(store.isWritable(), clock);
}

async function soon<T>(asked: Promise<T>, clock: Clock): Promise<T | null> {
  const timeout = new AbortController();
  const answer = asked.catch(() => null);
  const first = await Promise.race([answer, clock.sleep(answerTimeoutMs, timeout.signal).then(() => null)]);
  timeout.abort();
  return first;
}
