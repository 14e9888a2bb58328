import type { Database, Queryable } from '../db/database.ts';
import type { BatchJob } from '../domain/batch-job.ts';
import { ConflictError, NotFoundError } from '../domain/errors.ts';
import type { Lease } from '../domain/lease.ts';
import type { ActivityOutcome } from '../domain/outcome.ts';
import { getActivity } from './activity-reading.ts';
import { commitChunk } from './batch-chunks.ts';
import { held, termOf } from './batch-leases.ts';
import * as queries from './queries/chunks.queries.ts';
import { run } from './run-query.ts';

/**
 * Writes the outcome of one activity, in any order: the cursor stays, and a chunk that is read later skips what has
 * an outcome. The engine commits whole chunks; this is for those who drive a batch by hand.
 */
export async function markActivity(db: Database, lease: Lease, outcome: ActivityOutcome): Promise<BatchJob> {
  const { activityId } = outcome;
  return db.transaction(async (tx) => {
    held(lease, await run(queries.lockBatch, termOf(lease), tx));
    const found = held(lease, await run(queries.findOutcome, { batchId: lease.batchId, activityId }, tx));
    if (!found.isInBatch) throw new NotFoundError(`${lease.batchId} has no activity ${activityId}.`);
    if (found.hasOutcome) {
      throw new ConflictError(`${activityId} has its outcome in ${lease.batchId} already.`);
    }
    const activity = await getActivity(tx, lease.orgId, activityId);
    if (activity === null && outcome.kind === 'result') {
      throw new NotFoundError(`There is no activity ${activityId} to have a result.`);
    }
    const isLastByCount = found.successCount + found.errorCount + 1 === found.activityCount;
    return commitChunk(tx, lease, {
      fromCursor: found.cursor,
      toCursor: found.cursor,
      isLast: isLastByCount && (await isAllThatIsLeft(tx, lease, found.cursor, activityId)),
      outcomes: [{ activity: { activityId, activity }, outcome }],
    });
  });
}

/** Counters do not end a batch alone: what is in the tables does. */
async function isAllThatIsLeft(
  tx: Queryable,
  { orgId, batchId }: Lease,
  cursor: string,
  activityId: string,
): Promise<boolean> {
  const left = await run(queries.readChunk, { orgId, batchId, cursor, limit: 2 }, tx);
  return left.every(({ refActivityId }) => refActivityId === activityId);
}
