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

/** Asks the database, but not for long: null where it does not answer. Never rejects. */
export async function askPendingBatches(
  store: Pick<BatchReader, 'countPendingBatches'>,
  clock: Clock,
): Promise<number | null> {
  const timeout = new AbortController();
  const answer = store.countPendingBatches().catch(() => null);
  const pending = await Promise.race([answer, clock.sleep(answerTimeoutMs, timeout.signal).then(() => null)]);
  timeout.abort();
  return pending;
}
