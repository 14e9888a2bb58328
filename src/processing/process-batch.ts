import { isTransientDatabaseError } from '../db/transient-errors.ts';
import { type BatchJob, JobStatus } from '../domain/batch-job.ts';
import { type Clock, systemClock } from '../foundation/clock.ts';
import { noProbe, type Probe } from '../foundation/probe.ts';
import { repeatedly } from '../foundation/repeatedly.ts';
import { untilAborted } from '../foundation/until-aborted.ts';
import type { ChunkCommit, ChunkStore, ClaimedBatch } from '../store/batch-store.ts';
import type { ActivityProcessor } from './activity-processor.ts';
import { commitChunk } from './commit-chunk.ts';
import { ChunkComputer } from './compute-chunk.ts';

export interface ProcessingOptions {
  /** Activities for each transaction. */
  readonly chunkSize: number;
  /** How long a processor may take over one chunk; a smaller piece of one has a smaller share of it. */
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
 * it: ended, or still processing when it was asked to hand back. Where the processor fails on some activities of a
 * chunk, the others are committed, and then it rejects with the `ProcessorFault`.
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
    const computer = new ChunkComputer({ ...options, processor, clock }, { abort, handBack });
    const commit = async (change: ChunkCommit) => {
      abort.throwIfAborted();
      batch = await untilAborted(commitChunk(store, lease, change, patience), abort, (over) =>
        clock.sleep(commitGraceMs, over),
      );
      onCommit(batch);
      probe('chunk.committed', { batchId: batch.id, size: change.outcomes.length });
    };
    const read = (cursor: string) =>
      observed(repeatedly(() => store.readChunk(lease, cursor, chunkSize), patience));
    let reading = read(batch.cursor);
    while (!handBack.aborted && batch.status === JobStatus.processing) {
      const chunk = await untilAborted(reading, abort);
      // Nobody has begun with it: others may as well.
      if (handBack.aborted) break;
      const isLast = chunk.length < chunkSize;
      const fromCursor = batch.cursor;
      const toCursor = chunk.at(-1)?.activityId ?? fromCursor;
      if (!isLast) reading = read(toCursor);
      const { outcomes, fault } = await computer.compute(chunk, batch, isLast);
      if (fault === null) await commit({ fromCursor, toCursor, outcomes, isLast });
      else {
        // What is there is kept. The cursor stays: whoever reads from it finds what is missing, and no other.
        if (outcomes.length > 0) await commit({ fromCursor, toCursor: fromCursor, outcomes, isLast: false });
        if (batch.status === JobStatus.processing) throw fault;
      }
    }
    return batch;
  };
}

/** A read-ahead that nobody comes to await, because the chunk before it failed, must not end the process. */
function observed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
