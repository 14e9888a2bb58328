import type { Queryable } from '../db/database.ts';
import { JobStatus, priorityMax } from '../domain/batch-job.ts';
import { firstOf, toBatchJob } from './batch-rows.ts';
import type { BatchFilter, BatchList, BatchListRequest, BatchPlace } from './batch-store.ts';
import * as queries from './queries/batches.queries.ts';
import { run } from './run-query.ts';

/** A page of an organisation's batches. It reads no row that does not match, and none before the page but by `offset`. */
export async function listBatches(db: Queryable, request: BatchListRequest): Promise<BatchList> {
  const { limit, offset = 0, order = 'created_at', isAscending = false } = request;
  const conditions = conditionsOf(request);
  const page = {
    ...conditions,
    ...beginningOf(request, conditions.priorities),
    // The row behind the page tells that there is another one.
    ...{ limit: limit + 1, offset, isByPriority: order === 'priority' },
  };
  const rows = await readPage(db, page, isAscending);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next: BatchPlace | null =
    rows.length > limit && last !== undefined
      ? { priority: last.priority, createdAt: last.createdExactly, batchId: last.id }
      : null;
  const total = request.isCounted === false ? null : await countBatches(db, request);
  return { batches: shown.map(toBatchJob), total, next };
}

/** Exactly, and with no more work for a million unless they are to be of a time. */
export async function countBatches(db: Queryable, filter: BatchFilter): Promise<number> {
  const { workspaceIds, ...conditions } = conditionsOf(filter);
  if (filter.createdFrom !== undefined || filter.createdBefore !== undefined) {
    const counted =
      workspaceIds === null
        ? await run(queries.countBatchesBetween, conditions, db)
        : await run(queries.countBatchesOfWorkspacesBetween, { ...conditions, workspaceIds }, db);
    return firstOf(counted)?.total ?? 0;
  }
  const { orgId, priorities, statuses } = conditions;
  const wanted = { orgId, priorities, ...signsOf(statuses) };
  const counted =
    workspaceIds === null
      ? await run(queries.countBatches, wanted, db)
      : await run(queries.countBatchesOfWorkspaces, { ...wanted, workspaceIds }, db);
  return firstOf(counted)?.total ?? 0;
}

interface PageConditions extends ReturnType<typeof conditionsOf>, ReturnType<typeof beginningOf> {
  limit: number;
  offset: number;
  isByPriority: boolean;
}

function readPage(db: Queryable, { workspaceIds, ...page }: PageConditions, isAscending: boolean) {
  if (workspaceIds === null) {
    return run(isAscending ? queries.listOldestBatches : queries.listNewestBatches, page, db);
  }
  const query = isAscending ? queries.listOldestBatchesOfWorkspaces : queries.listNewestBatchesOfWorkspaces;
  return run(query, { ...page, workspaceIds }, db);
}

/** Each once: a lane that is named twice would be read twice. */
function conditionsOf({ orgId, status, workspaceIds, priorities, ...created }: BatchFilter) {
  return {
    orgId,
    statuses: [...new Set([status ?? allStatuses].flat())],
    workspaceIds: workspaceIds === undefined ? null : [...new Set(workspaceIds)],
    priorities: [...new Set(priorities ?? allPriorities)],
    createdFrom: created.createdFrom?.toISOString() ?? '-infinity',
    createdBefore: created.createdBefore?.toISOString() ?? 'infinity',
  };
}

const allStatuses: readonly JobStatus[] = Object.values(JobStatus);
const allPriorities = Array.from({ length: priorityMax + 1 }, (_, priority) => priority);

/** The lanes that the page goes on in, and behind what. */
function beginningOf({ after, order, isAscending }: BatchListRequest, wanted: number[]) {
  if (after === undefined) {
    return { priorities: wanted, begunPriorities: [], afterCreated: 'infinity', afterId: '' };
  }
  const { priority, createdAt: afterCreated, batchId: afterId } = after;
  if (order !== 'priority') return { priorities: wanted, begunPriorities: wanted, afterCreated, afterId };
  const priorities = wanted.filter((one) => (isAscending ? one >= priority : one <= priority));
  return { priorities, begunPriorities: [priority], afterCreated, afterId };
}

/** How what is kept adds up to the statuses that are asked for. */
function signsOf(statuses: readonly JobStatus[]) {
  const { pending, queued, processing, complete, failed, cancelled } = JobStatus;
  const signOf = (status: JobStatus) => (statuses.includes(status) ? 1 : 0);
  const isOpenCounted = statuses.includes(pending);
  const claimedStatuses = [queued, processing].filter(
    (status) => statuses.includes(status) !== isOpenCounted,
  );
  return {
    signs: [signOf(pending), signOf(complete), signOf(failed), signOf(cancelled), isOpenCounted ? -1 : 1],
    claimedStatuses,
  };
}
