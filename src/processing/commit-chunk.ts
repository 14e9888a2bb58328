import { isTransientDatabaseError } from '../db/transient-errors.ts';
import { type BatchJob, JobStatus } from '../domain/batch-job.ts';
import { LeaseLostError } from '../domain/errors.ts';
import type { Lease } from '../domain/lease.ts';
import { type Patience, repeatedly } from '../foundation/repeatedly.ts';
import type { ChunkCommit, ChunkStore } from '../store/batch-store.ts';

export type CommittingStore = Pick<ChunkStore, 'commitChunk' | 'getLeased'>;

/**
 * Commits a chunk, again and again while the database is at fault. A commit whose answer was lost may have happened: the
 * next one is refused then, since the cursor has moved, the batch has ended, or the outcomes of a part of a chunk are
 * there; and the batch shows whose doing that was.
 */
export async function commitChunk(
  store: CommittingStore,
  lease: Lease,
  commit: ChunkCommit,
  patience: Patience,
): Promise<BatchJob> {
  let mayHaveHappened = false;
  return repeatedly(async () => {
    try {
      return await store.commitChunk(lease, commit);
    } catch (error) {
      if (mayHaveHappened && (error instanceof LeaseLostError || isWrittenAlready(error))) {
        const batch = await store.getLeased(lease);
        if (batch !== null && isAfter(commit, batch, lease, error)) return batch;
      }
      mayHaveHappened ||= isTransientDatabaseError(error);
      throw error;
    }
  }, patience);
}

/** A fencing token stands for one holder, who commits one chunk after the other: nobody else can have moved the batch there. */
function isAfter(commit: ChunkCommit, batch: BatchJob, { fencingToken }: Lease, refusal: Error): boolean {
  if (batch.fencingToken !== fencingToken) return false;
  const hasMoved = commit.toCursor !== commit.fromCursor && batch.cursor === commit.toCursor;
  const hasEnded = batch.status === JobStatus.complete || batch.status === JobStatus.failed;
  return hasMoved || hasEnded || isWrittenAlready(refusal);
}

/** A unique violation comes after the lease was proven: within one term nobody else writes outcomes. */
function isWrittenAlready(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
