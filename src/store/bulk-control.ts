import type { Database } from '../db/database.ts';
import { type BatchJob, JobStatus } from '../domain/batch-job.ts';
import { refusalOf } from './batch-control.ts';
import { countBatches, listBatches } from './batch-listing.ts';
import { toBatchJob } from './batch-rows.ts';
import type {
  BatchAct,
  BatchFilter,
  BatchPlace,
  BulkChange,
  BulkOutcome,
  BulkRefusal,
} from './batch-store.ts';
import * as queries from './queries/bulk-control.queries.ts';
import { run } from './run-query.ts';

/** Of one statement: deleting a batch deletes all its rows with it. */
const stepSizes: Readonly<Record<BatchAct, number>> = { cancel: 200, retry: 200, delete: 50 };
const refusalsMax = 100;

/** The statuses that an act changes anything in. */
const changeable: Readonly<Record<BatchAct, readonly JobStatus[]>> = {
  cancel: [JobStatus.pending, JobStatus.queued, JobStatus.processing],
  retry: [JobStatus.failed],
  delete: [JobStatus.pending, JobStatus.queued, JobStatus.complete, JobStatus.failed, JobStatus.cancelled],
};

/**
 * Cancels, retries or deletes many batches in steps, each a statement of its own: what is done stays done where a later one
 * fails. Every batch is judged by that statement; what this reads before only says which to try.
 */
export async function changeBatches(db: Database, change: BulkChange): Promise<BulkOutcome> {
  const outcome = { matched: 0, changed: 0, refused: 0, refusals: [] as BulkRefusal[], isMore: false };
  const refuse = (batchId: string, batch: BatchJob | undefined) => {
    outcome.refused += 1;
    if (outcome.refusals.length < refusalsMax) {
      outcome.refusals.push({ batchId, ...refusalOf(change.act, batchId, batch) });
    }
  };
  // Before anything is changed, which would then be among what cannot be.
  if (change.which.batchIds === undefined) {
    await passOver(db, change.act, { ...change.which.filter, orgId: change.orgId }, outcome, refuse);
  }
  for await (const ids of stepsOf(db, change, outcome, refuse)) {
    outcome.matched += ids.length;
    const done = new Set(await (change.isDryRun ? wouldChange : changeStep)(db, change, ids));
    outcome.changed += done.size;
    const left = ids.filter((id) => !done.has(id));
    if (left.length === 0) continue;
    const found = await find(db, change, left);
    for (const id of left) refuse(id, found.get(id));
  }
  return outcome;
}

async function* stepsOf(
  db: Database,
  change: BulkChange,
  outcome: Pick<BulkOutcome, 'changed'> & { matched: number; isMore: boolean },
  refuse: (batchId: string, batch: BatchJob) => void,
): AsyncGenerator<string[]> {
  const { act, orgId, which, limit } = change;
  const size = stepSizes[act];
  if (which.batchIds !== undefined) {
    const { batchIds } = which;
    for (let place = 0; place < batchIds.length; place += size) yield batchIds.slice(place, place + size);
    return;
  }
  const filter = { ...which.filter, orgId, status: narrowed(which.filter, changeable[act]) };
  if (filter.status.length === 0) return;
  for (let after: BatchPlace | undefined; ; ) {
    const page = { limit: size, isAscending: true, isCounted: false, ...(after && { after }) };
    const { batches, next } = await listBatches(db, { ...filter, ...page });
    // They stay what and where they are: counted towards the limit, they would be all that any request gets to.
    const spent = batches.filter((batch) => !wouldTake(change, batch));
    for (const batch of spent) refuse(batch.id, batch);
    outcome.matched += spent.length;
    const able = batches.filter((batch) => wouldTake(change, batch));
    const left = limit - outcome.changed;
    if (able.length > 0) yield able.slice(0, left).map(({ id }) => id);
    outcome.isMore = able.length > left || (next !== null && outcome.changed >= limit);
    if (next === null || outcome.isMore) return;
    after = next;
  }
}

/** What matches the filter and cannot change is counted, and the newest of it told of. */
async function passOver(
  db: Database,
  act: BatchAct,
  filter: BatchFilter,
  outcome: { matched: number; refused: number },
  refuse: (batchId: string, batch: BatchJob) => void,
): Promise<void> {
  const others = Object.values(JobStatus).filter((status) => !changeable[act].includes(status));
  const status = narrowed(filter, others);
  if (status.length === 0) return;
  const count = await countBatches(db, { ...filter, status });
  const { batches } = await listBatches(db, { ...filter, status, limit: refusalsMax, isCounted: false });
  for (const batch of batches) refuse(batch.id, batch);
  outcome.refused = Math.max(count, batches.length);
  outcome.matched = outcome.refused;
}

function narrowed({ status }: Pick<BatchFilter, 'status'>, to: readonly JobStatus[]): JobStatus[] {
  const asked = status === undefined ? null : [status].flat();
  return to.filter((one) => asked === null || asked.includes(one));
}

async function changeStep(db: Database, change: BulkChange, ids: readonly string[]): Promise<string[]> {
  const { act, actor, orgId } = change;
  const seen = [...(await find(db, change, ids)).keys()];
  if (seen.length === 0) return [];
  const step = { orgId, actor, batchIds: seen };
  const rows =
    act === 'cancel'
      ? await run(queries.cancelBatches, step, db)
      : act === 'retry'
        ? await run(queries.retryBatches, { ...step, maxRetries: change.maxRetries ?? null }, db)
        : await run(queries.deleteBatches, step, db);
  return rows.map(({ id }) => id);
}

async function wouldChange(db: Database, change: BulkChange, ids: readonly string[]): Promise<string[]> {
  const found = await find(db, change, ids);
  return [...found.values()].filter((batch) => wouldTake(change, batch)).map(({ id }) => id);
}

function wouldTake({ act, maxRetries = 0 }: BulkChange, batch: BatchJob): boolean {
  const hasRetries = batch.retryCount < Math.max(batch.maxRetries, maxRetries);
  return changeable[act].includes(batch.status) && (act !== 'retry' || hasRetries);
}

async function find(
  db: Database,
  { orgId, workspaceIds }: BulkChange,
  batchIds: readonly string[],
): Promise<Map<string, BatchJob>> {
  const wanted = { orgId, batchIds: [...batchIds], workspaceIds: workspaceIds ? [...workspaceIds] : null };
  const rows = await run(queries.findBatches, wanted, db);
  return new Map(rows.map((row) => [row.id, toBatchJob(row)]));
}
