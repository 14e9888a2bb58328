import type { Queryable } from '../db/database.ts';
import { isReadOnly } from '../db/transient-errors.ts';
import type { BatchJob } from '../domain/batch-job.ts';
import type { ActivityError, EmissionRecord } from '../domain/outcome.ts';
import type { ProgressLogEntry } from '../domain/progress-log.ts';
import { firstOf, toBatchJob } from './batch-rows.ts';
import type { BatchKey, CategoryTotal, ErrorGroup, Page } from './batch-store.ts';
import * as batches from './queries/batches.queries.ts';
import * as results from './queries/results.queries.ts';
import { toActivityError, toEmissionRecord } from './result-rows.ts';
import { run } from './run-query.ts';

const wholeLog = 10_000;

export async function getBatch(db: Queryable, key: BatchKey): Promise<BatchJob | null> {
  const row = firstOf(await run(batches.getBatch, key, db));
  return row && toBatchJob(row);
}

export async function getPendingBatches(db: Queryable, limit: number): Promise<BatchJob[]> {
  const rows = await run(batches.listPendingBatches, { limit }, db);
  return rows.map(toBatchJob);
}

export async function isWritable(db: Queryable): Promise<boolean> {
  try {
    await run(batches.checkWritable, undefined, db);
    return true;
  } catch (error) {
    if (isReadOnly(error)) return false;
    throw error;
  }
}

export async function countPendingBatches(db: Queryable): Promise<number> {
  return firstOf(await run(batches.countPendingBatches, undefined, db))?.total ?? 0;
}

export async function getProgressLog(
  db: Queryable,
  key: BatchKey,
  page: Page<number> = { limit: wholeLog },
): Promise<ProgressLogEntry[] | null> {
  const rows = await run(batches.listProgressLog, { ...key, limit: page.limit, after: page.after ?? 0 }, db);
  if (rows.length === 0 && (await getBatch(db, key)) === null) return null;
  return rows.map((row) => ({ ...row, event: row.event as ProgressLogEntry['event'] }));
}

export async function getRecords(
  db: Queryable,
  key: BatchKey,
  page: Page<string>,
): Promise<EmissionRecord[] | null> {
  const rows = await run(results.listRecords, { ...key, limit: page.limit, after: page.after ?? '' }, db);
  if (rows.length === 0 && (await getBatch(db, key)) === null) return null;
  return rows.map(toEmissionRecord);
}

export async function getErrors(
  db: Queryable,
  key: BatchKey,
  page: Page<string>,
): Promise<ActivityError[] | null> {
  const rows = await run(results.listErrors, { ...key, limit: page.limit, after: page.after ?? '' }, db);
  if (rows.length === 0 && (await getBatch(db, key)) === null) return null;
  return rows.map(toActivityError);
}

export async function sumRecordsByCategory(db: Queryable, key: BatchKey): Promise<CategoryTotal[]> {
  return run(results.sumRecordsByCategory, key, db);
}

export async function countErrorsByCode(db: Queryable, key: BatchKey): Promise<ErrorGroup[]> {
  const rows = await run(results.countErrorsByCode, key, db);
  return rows.map((row) => ({
    code: row.code as ErrorGroup['code'],
    count: row.count,
    examples: row.exampleIds.map((activityId, place) => ({
      activityId,
      details: row.exampleDetails[place] ?? '',
    })),
  }));
}
