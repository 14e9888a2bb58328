import type { Database, Queryable } from '../db/database.ts';
import {
  type BatchJob,
  errorToleranceMax,
  maxRetriesDefault,
  maxRetriesMax,
  priorityDefault,
  priorityMax,
} from '../domain/batch-job.ts';
import { checkCalculation } from '../domain/calculation.ts';
import { ConflictError, NotFoundError, ValidationError } from '../domain/errors.ts';
import { newBatchId } from './batch-id.ts';
import { getBatch } from './batch-reading.ts';
import { type BatchRow, firstOf, toBatchJob } from './batch-rows.ts';
import type { BatchKey, NewBatch, NewBatchFromImport } from './batch-store.ts';
import * as queries from './queries/submission.queries.ts';
import { run } from './run-query.ts';

/** Ids longer than this are refused: a key that long is a mistake, and an index entry has a limit. */
const idLengthMax = 200;

/** Activities of a batch beyond which it is split into parts. */
export const partSizeDefault = 100_000;

export async function createBatch(
  db: Database | Queryable,
  batch: NewBatch,
  partSize = partSizeDefault,
): Promise<BatchJob> {
  checkOwner(batch.orgId, batch.workspaceId);
  checkActivityIds(batch.activityIds);
  const options = checkedChoices(batch);
  const create = async (on: Queryable) => {
    const rows = await run(
      queries.createBatch,
      {
        batchId: newBatchId(),
        orgId: batch.orgId,
        workspaceId: batch.workspaceId,
        activityIds: [...batch.activityIds],
        ...options,
      },
      on,
    );
    const row = firstOf(rows);
    if (row === null) throw new Error('An inserted batch was not returned.');
    return row;
  };
  // One statement is one round trip, and no transaction but its own.
  if (batch.activityIds.length <= partSize) return toBatchJob(await create(db));
  return together(db, async (tx) => toBatchJob(await splitWhereLarge(tx, await create(tx), partSize)));
}

/** In a transaction of its own, or in the one that the caller has begun. */
function together<Result>(
  on: Database | Queryable,
  act: (tx: Queryable) => Promise<Result>,
): Promise<Result> {
  return 'transaction' in on ? on.transaction(act) : act(on);
}

/** Makes parts of a batch that is too large for one worker, in the transaction that submits it. */
export async function splitWhereLarge<Row extends BatchRow>(
  tx: Queryable,
  batch: Row,
  partSize: number,
): Promise<BatchRow> {
  if (batch.activityCount <= partSize) return batch;
  const partCount = Math.ceil(batch.activityCount / partSize);
  const split = firstOf(await run(queries.splitBatch, { batchId: batch.id, partCount }, tx));
  if (split === null) throw new Error(`${batch.id} could not be split.`);
  return split;
}

export async function createBatchFromImport(
  db: Database | Queryable,
  batch: NewBatchFromImport,
  partSize = partSizeDefault,
): Promise<BatchJob | null> {
  checkOwner(batch.orgId, batch.workspaceId);
  const key = { importId: batch.importId, orgId: batch.orgId, workspaceId: batch.workspaceId };
  const { purpose: _, boundTo: __, ...options } = checkedChoices(batch);
  const existing = firstOf(await run(queries.findBatchOfImport, key, db));
  if (existing !== null) return toBatchJob(existing);
  try {
    return await together(db, async (tx) => {
      const created = await run(
        queries.createBatchFromImport,
        { ...key, batchId: newBatchId(), ...options },
        tx,
      );
      const row = firstOf(created);
      return row && toBatchJob(await splitWhereLarge(tx, row, partSize));
    });
  } catch (error) {
    if (!isSubmittedAlready(error)) throw error;
    // Another process submitted the same import between the look and the insert: its batch is the batch.
    const raced = firstOf(await run(queries.findBatchOfImport, key, db));
    return raced && toBatchJob(raced);
  }
}

function isSubmittedAlready(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'batch_jobs_by_import';
}

export async function addActivityRef(db: Queryable, key: BatchKey, activityId: string): Promise<void> {
  checkActivityIds([activityId]);
  const rows = await run(queries.addActivityRef, { ...key, activityId }, db);
  if (rows.length > 0) return;
  const batch = await getBatch(db, key);
  if (batch === null) throw new NotFoundError(`There is no batch ${key.batchId}.`);
  if (batch.partCount > 0) {
    throw new ConflictError(
      `${key.batchId} is split into ${batch.partCount} parts and takes no more activities.`,
    );
  }
  throw new ConflictError(
    `${key.batchId} is ${batch.statusName} and takes no more activities: only a pending batch that was never started does.`,
  );
}

/** What may be chosen for a batch, however its activities are named. */
export function checkedChoices(batch: Omit<NewBatch, 'activityIds'>) {
  checkCalculation(batch.calculation ?? {});
  return {
    ...checkedOptions(batch),
    actor: batch.actor ?? 'unknown',
    purpose: batch.purpose ?? 'inventory',
    boundTo: batch.boundTo ? [...batch.boundTo] : null,
    calculation: JSON.parse(JSON.stringify(batch.calculation ?? {})),
  };
}

type Options = Pick<NewBatch, 'maxRetries' | 'priority' | 'errorTolerance' | 'errorToleranceShare'>;

function checkedOptions(options: Options) {
  return {
    maxRetries: checkCount('max_retries', options.maxRetries ?? maxRetriesDefault, maxRetriesMax),
    priority: checkCount('priority', options.priority ?? priorityDefault, priorityMax),
    ...checkedTolerance(options),
  };
}

/** Null where none is stated. A share goes to the database as it was written, where it is judged exactly. */
function checkedTolerance({ errorTolerance: count, errorToleranceShare: share }: Options) {
  if (count !== undefined && share !== undefined) {
    throw new ValidationError('Give error_tolerance or error_tolerance_share, not both.');
  }
  if (share !== undefined && !(typeof share === 'number' && share >= 0 && share <= 1)) {
    throw new ValidationError(`error_tolerance_share must be a number from 0 to 1, not ${share}.`);
  }
  return {
    errorTolerance: count === undefined ? null : checkCount('error_tolerance', count, errorToleranceMax),
    errorToleranceShare: share === undefined ? null : String(share),
  };
}

export function checkCount(field: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new ValidationError(`${field} must be a whole number from 0 to ${max}, not ${value}.`);
}

export function checkOwner(orgId: string, workspaceId: string): void {
  checkId('org_id', orgId);
  checkId('workspace_id', workspaceId);
}

export function checkActivityIds(ids: readonly string[]): void {
  if (ids.length === 0) throw new ValidationError('activity_ids cannot be empty');
  const seen = new Set<string>();
  for (const [place, id] of ids.entries()) {
    checkId('activity_ids', id);
    if (seen.has(id)) {
      throw new ValidationError(
        `activity_ids names ${JSON.stringify(id)} twice, at [${ids.indexOf(id)}] and [${place}].`,
      );
    }
    seen.add(id);
  }
}

function checkId(field: string, id: string): void {
  if (typeof id !== 'string' || id === '') throw new ValidationError(`${field} must not be empty.`);
  if (id.length > idLengthMax) {
    throw new ValidationError(`${field} must have at most ${idLengthMax} characters, not ${id.length}.`);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  if (/[\u0000-\u001f\u007f]/.test(id) || !id.isWellFormed()) {
    throw new ValidationError(`${field} must not contain control characters or broken Unicode.`);
  }
}
