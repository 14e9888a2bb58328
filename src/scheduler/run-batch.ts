import { type BatchJob, JobStatus } from '../domain/batch-job.ts';
import { LeaseLostError, ProcessorFault } from '../domain/errors.ts';
import { classifyFault } from '../domain/fault-kind.ts';
import { faultText } from '../domain/fault-text.ts';
import type { Lease } from '../domain/lease.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Probe } from '../foundation/probe.ts';
import { repeatedly } from '../foundation/repeatedly.ts';
import type { ClaimedBatch, LeaseStore } from '../store/batch-store.ts';
import { type BackOff, decideAfterFault } from './retry-policy.ts';
import type { Tally } from './stats.ts';

export interface WorkSignals {
  /** The work ends at once: the lease is lost, or the node's time to stop is up. */
  readonly abort: AbortSignal;
  /** The chunk in hand is finished, the rest handed back. */
  readonly handBack: AbortSignal;
}

/**
 * Works through a claimed batch and resolves with it: ended, or as far as it came when `handBack` fired. Rejects with
 * `LeaseLostError`, with a `ProcessorFault`, or with whatever else went wrong.
 */
export type ProcessBatch = (
  claimed: ClaimedBatch,
  signals: WorkSignals,
  /** Called with the batch after each commit. */
  onCommit: (batch: BatchJob) => void,
) => Promise<BatchJob>;

export interface BatchRunnerDeps {
  readonly store: LeaseStore;
  readonly processBatch: ProcessBatch;
  readonly backOff: BackOff;
  /** A fault that the database cannot be told of is told again for at most this long. */
  readonly lockTimeoutMs: number;
  /** Called when a batch is sent back, to be due again after `delayMs`. */
  readonly onRetryScheduled: (delayMs: number) => void;
  /** Called when a batch could not be given back: the lease on it is left. */
  readonly onLeaseLeft: () => void;
  readonly tally: Tally;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly probe: Probe;
  readonly random: () => number;
}

/** One claimed batch, from its start to whatever end this node brings it to. Never rejects. */
export async function runBatch(
  deps: BatchRunnerDeps,
  claimed: ClaimedBatch,
  signals: WorkSignals,
): Promise<void> {
  const { lease } = claimed;
  const startedAtMs = deps.clock.monotonicMs();
  let batch = claimed.batch;
  const onCommit = (after: BatchJob) => {
    deps.tally.countWork(batch, after);
    batch = after;
  };
  try {
    batch = await whileLeaseHolds(deps, stopOf(signals), () => deps.store.startBatch(lease));
    deps.probe('batch.started', { batchId: lease.batchId });
    const after = await deps.processBatch({ batch, lease }, signals, onCommit);
    if (after.status === JobStatus.processing) return await handBack(deps, lease, signals.abort);
    // A part, with whose last commit the whole batch has ended.
    if (after.status === JobStatus.cancelled) return drop(deps, lease.batchId);
    deps.tally.countEnd(deps.clock.monotonicMs() - startedAtMs, after.status === JobStatus.failed);
    deps.probe('batch.finished', { batchId: lease.batchId, status: after.statusName });
  } catch (fault) {
    await dealWithFault(deps, { batch, lease }, signals, fault, startedAtMs);
  }
}

/** Returns a batch at once, burning no retry. While the database is at fault it is tried again, until `over` aborts. */
export async function handBack(deps: BatchRunnerDeps, lease: Lease, over: AbortSignal): Promise<void> {
  try {
    await whileLeaseHolds(deps, over, () => deps.store.releaseBatchLock(lease));
    deps.probe('batch.handed_back', { batchId: lease.batchId });
  } catch (error) {
    // Others have it, or it was handed back and only the answer was lost.
    if (classifyFault(error) === 'lease_lost') return drop(deps, lease.batchId);
    // The lease's end brings the batch back all the same.
    deps.onLeaseLeft();
    deps.logger.warn({ batchId: lease.batchId, error: faultText(error) }, 'a batch could not be handed back');
  }
}

async function dealWithFault(
  deps: BatchRunnerDeps,
  claimed: ClaimedBatch,
  signals: WorkSignals,
  fault: unknown,
  startedAtMs: number,
): Promise<void> {
  const { batchId } = claimed.lease;
  const isLeaseLost = (error: unknown) =>
    classifyFault(error) === 'lease_lost' || signals.abort.reason instanceof LeaseLostError;
  if (isLeaseLost(fault)) return drop(deps, batchId);
  if (signals.handBack.aborted) return handBack(deps, claimed.lease, signals.abort);
  try {
    await recordFault(deps, claimed, signals, fault, startedAtMs);
  } catch (error) {
    if (isLeaseLost(error)) return drop(deps, batchId);
    // A later poll or the lease's end mends it: whoever takes the batch back counts a retry.
    deps.onLeaseLeft();
    deps.logger.error(
      { batchId, fault: faultText(fault), error: faultText(error) },
      'a fault could not be recorded',
    );
    deps.probe('fault.unrecorded', { batchId });
  }
}

function drop({ logger, probe }: BatchRunnerDeps, batchId: string): void {
  logger.info({ batchId }, 'the lease is gone: the work is dropped');
  probe('lease.dropped', { batchId });
}

/**
 * Records what is to become of the batch. Often the fault is that the database is away, and then this fails as well: it
 * is tried again while the lease holds, so that the batch goes on as soon as the database is back and need not wait
 * for the lease to run out.
 */
async function recordFault(
  deps: BatchRunnerDeps,
  { batch, lease }: ClaimedBatch,
  signals: WorkSignals,
  fault: unknown,
  startedAtMs: number,
): Promise<void> {
  const { batchId } = lease;
  const decision = decideAfterFault(fault, batch, deps.backOff, deps.random);
  deps.logger.warn({ batchId, fault: faultText(fault), ...decision }, 'a batch met a fault');
  if (decision.kind === 'retry') {
    await whileLeaseHolds(deps, stopOf(signals), () =>
      deps.store.scheduleRetry(lease, decision.delayMs, decision.reason),
    );
    deps.tally.countRetry();
    deps.onRetryScheduled(decision.delayMs);
    deps.probe('batch.retry_scheduled', { batchId, delayMs: decision.delayMs });
    return;
  }
  const errors = errorsOf(fault);
  await whileLeaseHolds(deps, stopOf(signals), () => deps.store.failBatch(lease, decision.reason, errors));
  deps.tally.failedActivity += errors.length;
  deps.tally.countEnd(deps.clock.monotonicMs() - startedAtMs, true);
  deps.probe('batch.failed', { batchId });
}

function whileLeaseHolds<T>(
  { clock, lockTimeoutMs, probe }: BatchRunnerDeps,
  over: AbortSignal,
  act: () => Promise<T>,
): Promise<T> {
  return repeatedly(act, {
    clock,
    forMs: lockTimeoutMs,
    isWorthwhile: (error) => classifyFault(error) !== 'lease_lost',
    over,
    onWait: () => probe('fault.waiting', {}),
  });
}

function stopOf({ abort, handBack }: WorkSignals): AbortSignal {
  return AbortSignal.any([abort, handBack]);
}

function errorsOf(fault: unknown) {
  if (!(fault instanceof ProcessorFault)) return [];
  const { code, activityIds, message } = fault;
  return activityIds.map((activityId) => ({ activityId, code, details: message }));
}
