import { isTransientDatabaseError } from '../db/transient-errors.ts';
import { type BatchJob, JobStatus } from '../domain/batch-job.ts';
import { ProcessorFault } from '../domain/errors.ts';
import type { ActivityOutcome } from '../domain/outcome.ts';
import { type Clock, systemClock } from '../foundation/clock.ts';
import { noProbe, type Probe } from '../foundation/probe.ts';
import { repeatedly } from '../foundation/repeatedly.ts';
import { untilAborted } from '../foundation/until-aborted.ts';
import type { ChunkStore, ClaimedBatch, PendingActivity } from '../store/batch-store.ts';
import type { ActivityProcessor } from './activity-processor.ts';
import { callProcessor } from './call-processor.ts';
import { commitChunk } from './commit-chunk.ts';

export interface ProcessingOptions {
  /** Activities for each transaction. */
  readonly chunkSize: number;
  /** How long a processor may take over one chunk. */
  readonly chunkTimeoutMs: number;
  readonly probe?: Probe;
  readonly clock?: Clock;
}

/** For how long a read or a commit is tried again that the database is at fault for, before the batch loses a try. */
const patienceMs = 60_000;

/** How long a commit may go unanswered after an abort. */
const commitGraceMs = 1_000;

interface Signals {
  readonly abort: AbortSignal;
  readonly handBack: AbortSignal;
}

/**
 * Takes batches through their chunks: read, compute, commit, one transaction each. The next chunk is read while this
 * one is computed and written. `onCommit` gets the batch after each; the result is the batch as the last commit left
 * it: ended, or still processing when it was asked to hand back.
 *
 * An abort is answered at once. Only a commit that is on its way is given a moment to be answered: the lease may be
 * gone because that very commit has ended the batch, and what it did counts. A database that keeps silent beyond that
 * moment is not waited for; the commit happens or not, as its lease decides.
 *
 * While the database is away, out of connections or in a deadlock, reads and commits are tried again for a while: such
 * faults are not the batch's, and would use up its tries within seconds.
 */
export function createBatchProcessing(
  store: ChunkStore,
  processor: ActivityProcessor,
  options: ProcessingOptions,
): (claimed: ClaimedBatch, signals: Signals, onCommit?: (batch: BatchJob) => void) => Promise<BatchJob> {
  const { chunkSize, probe = noProbe, clock = systemClock } = options;
  return async ({ batch: claimedBatch, lease }, { abort, handBack }, onCommit = () => {}) => {
    let batch = claimedBatch;
    const patience = {
      clock,
      forMs: patienceMs,
      isWorthwhile: isTransientDatabaseError,
      over: AbortSignal.any([abort, handBack]),
      onWait: () => probe('fault.waiting', {}),
    };
    const read = (cursor: string) =>
      observed(repeatedly(() => store.readChunk(lease, cursor, chunkSize), patience));
    let reading = read(batch.cursor);
    while (!handBack.aborted && batch.status === JobStatus.processing) {
      const chunk = await untilAborted(reading, abort);
      const toCursor = chunk.at(-1)?.activityId ?? batch.cursor;
      const isLast = chunk.length < chunkSize;
      if (!isLast) reading = read(toCursor);
      const outcomes = await outcomesOf(processor, chunk, batch, abort, options);
      abort.throwIfAborted();
      const commit = { fromCursor: batch.cursor, toCursor, outcomes, isLast };
      batch = await untilAborted(commitChunk(store, lease, commit, patience), abort, (over) =>
        clock.sleep(commitGraceMs, over),
      );
      onCommit(batch);
      probe('chunk.committed', { batchId: batch.id, size: chunk.length });
    }
    return batch;
  };
}

/** A read-ahead that nobody comes to await, because the chunk before it failed, must not end the process. */
function observed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

async function outcomesOf(
  processor: ActivityProcessor,
  chunk: readonly PendingActivity[],
  batch: BatchJob,
  abort: AbortSignal,
  options: ProcessingOptions,
): Promise<{ activity: PendingActivity; outcome: ActivityOutcome }[]> {
  // Frozen, since the record says the quantity as given and not as a processor left it.
  const activities = chunk.flatMap(({ activity }) => (activity === null ? [] : Object.freeze(activity)));
  const { orgId, workspaceId, attempt, calculation } = batch;
  const found =
    activities.length === 0
      ? new Map<string, ActivityOutcome>()
      : await callProcessor(
          processor,
          activities,
          { orgId, workspaceId, batchId: batch.wholeId, attempt, calculation, signal: abort },
          options.chunkTimeoutMs,
        );
  return chunk.map((activity) => ({
    activity,
    outcome: found.get(activity.activityId) ?? notFound(activity, batch),
  }));
}

function notFound({ activityId, activity }: PendingActivity, { orgId }: BatchJob): ActivityOutcome {
  if (activity !== null) throw new ProcessorFault('PROCESSOR_ERROR', [activityId], 'An outcome was lost.');
  return {
    activityId,
    kind: 'error',
    code: 'ACTIVITY_NOT_FOUND',
    details: `There is no activity "${activityId}" in ${orgId}: import it, then retry the batch.`,
  };
}
