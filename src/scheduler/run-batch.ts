import { type BatchJob, JobStatus } from '../domain/batch-job.ts';
import { LeaseLostError, ProcessorFault } from '../domain/errors.ts';
import type { Lease } from '../domain/lease.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Probe } from '../foundation/probe.ts';
import type { BatchReader, ClaimedBatch, LeaseStore } from '../store/batch-store.ts';
import { type BackOff, classifyFault, decideAfterFault } from './retry-policy.ts';
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
export type ProcessBatch = (claimed: ClaimedBatch, signals: WorkSignals) => Promise<BatchJob>;

export interface BatchRunnerDeps {
  readonly store: LeaseStore & Pick<BatchReader, 'getBatch'>;
  readonly processBatch: ProcessBatch;
  readonly backOff: BackOff;
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
  let before = claimed.batch;
  try {
    before = await deps.store.startBatch(lease);
    deps.probe('batch.started', { batchId: lease.batchId });
    const after = await deps.processBatch({ batch: before, lease }, signals);
    deps.tally.countWork(before, after);
    if (after.status === JobStatus.processing) return await handBack(deps, lease);
    deps.tally.countEnd(deps.clock.monotonicMs() - startedAtMs, after.status === JobStatus.failed);
    deps.probe('batch.finished', { batchId: lease.batchId, status: after.statusName });
  } catch (fault) {
    await dealWithFault(deps, before, lease, signals, fault, startedAtMs);
  }
}

/** Returns a batch at once, burning no retry. */
export async function handBack(deps: BatchRunnerDeps, lease: Lease): Promise<void> {
  try {
    await deps.store.releaseBatchLock(lease);
    deps.probe('batch.handed_back', { batchId: lease.batchId });
  } catch (error) {
    // Whether the lease is lost or the database gone: the lease's end brings the batch back all the same.
    deps.logger.warn({ batchId: lease.batchId, error: String(error) }, 'a batch could not be handed back');
  }
}

async function dealWithFault(
  deps: BatchRunnerDeps,
  before: BatchJob,
  lease: Lease,
  signals: WorkSignals,
  fault: unknown,
  startedAtMs: number,
): Promise<void> {
  const { batchId } = lease;
  if (classifyFault(fault) === 'lease_lost' || signals.abort.reason instanceof LeaseLostError) {
    deps.logger.info({ batchId }, 'the lease is gone: the work is dropped');
    deps.probe('lease.dropped', { batchId });
    return;
  }
  if (signals.handBack.aborted) return handBack(deps, lease);
  try {
    await countWorkSoFar(deps, before);
    await scheduleNextTry(deps, before, lease, fault, startedAtMs);
  } catch (error) {
    // The fault's bookkeeping met a fault itself, such as a database that is gone: the lease's end mends it.
    deps.logger.error(
      { batchId, fault: String(fault), error: String(error) },
      'a fault could not be recorded',
    );
    deps.probe('fault.unrecorded', { batchId });
  }
}

async function scheduleNextTry(
  deps: BatchRunnerDeps,
  before: BatchJob,
  lease: Lease,
  fault: unknown,
  startedAtMs: number,
): Promise<void> {
  const { batchId } = lease;
  const decision = decideAfterFault(fault, before, deps.backOff, deps.random);
  deps.logger.warn({ batchId, fault: String(fault), ...decision }, 'a batch met a transient fault');
  if (decision.kind === 'retry') {
    await deps.store.scheduleRetry(lease, decision.delayMs, decision.reason);
    deps.tally.countRetry();
    deps.probe('batch.retry_scheduled', { batchId, delayMs: decision.delayMs });
    return;
  }
  const errors = errorsOf(fault);
  await deps.store.failBatch(lease, decision.reason, errors);
  deps.tally.failedActivity += errors.length;
  deps.tally.countEnd(deps.clock.monotonicMs() - startedAtMs, true);
  deps.probe('batch.failed', { batchId });
}

/** The chunks that were committed before the fault. */
async function countWorkSoFar(deps: BatchRunnerDeps, before: BatchJob): Promise<void> {
  const after = await deps.store.getBatch({ orgId: before.orgId, batchId: before.id });
  if (after !== null && after.attempt === before.attempt) deps.tally.countWork(before, after);
}

function errorsOf(fault: unknown) {
  if (!(fault instanceof ProcessorFault)) return [];
  const { code, activityIds, message } = fault;
  return activityIds.map((activityId) => ({ activityId, code, details: message }));
}
