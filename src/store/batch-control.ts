import type { Database } from '../db/database.ts';
import { type BatchJob, type JobStatus, jobStatusName, maxRetriesMax } from '../domain/batch-job.ts';
import { ConflictError, NotFoundError, ValidationError } from '../domain/errors.ts';
import { canMove } from '../domain/transitions.ts';
import { getBatch } from './batch-reading.ts';
import { firstOf, toBatchJob } from './batch-rows.ts';
import type { BatchKey } from './batch-store.ts';
import { checkCount } from './batch-submission.ts';
import * as queries from './queries/control.queries.ts';
import { run } from './run-query.ts';

export async function cancelBatch(db: Database, key: BatchKey, actor: string): Promise<BatchJob> {
  const row = firstOf(await run(queries.cancelBatch, { ...key, actor }, db));
  if (row !== null) return toBatchJob(row);
  const batch = await existing(db, key);
  throw new ConflictError(`${key.batchId} is ${batch.statusName} and cannot be cancelled any more.`);
}

export async function retryBatch(
  db: Database,
  key: BatchKey,
  actor: string,
  maxRetries?: number,
): Promise<BatchJob> {
  if (maxRetries !== undefined) {
    checkCount('max_retries', maxRetries, maxRetriesMax);
    const before = await existing(db, key);
    if (maxRetries < before.maxRetries) {
      throw new ValidationError(
        `max_retries can only be raised: ${key.batchId} has ${before.maxRetries}, not ${maxRetries}.`,
      );
    }
  }
  const row = firstOf(await run(queries.retryBatch, { ...key, actor, maxRetries: maxRetries ?? null }, db));
  if (row !== null) return toBatchJob(row);
  const batch = await existing(db, key);
  throw new ConflictError(
    batch.statusName === 'failed'
      ? `${key.batchId} has used its ${batch.maxRetries} retries: raise max_retries to try again.`
      : `${key.batchId} is ${batch.statusName}: only a failed batch can be retried.`,
  );
}

export async function deleteBatch(db: Database, key: BatchKey): Promise<void> {
  const row = firstOf(await run(queries.deleteBatch, key, db));
  if (row !== null) return;
  await existing(db, key);
  throw new ConflictError(`${key.batchId} is processing: cancel it before deleting it.`);
}

export async function updateBatchStatus(
  db: Database,
  key: BatchKey,
  status: JobStatus,
  errorMessage: string | null = null,
): Promise<BatchJob> {
  const before = await existing(db, key);
  const to = jobStatusName(status);
  const refusal = new ConflictError(`${key.batchId} cannot move from ${before.statusName} to ${to}.`);
  if (!canMove(before.status, status)) throw refusal;
  const move = { ...key, from: before.statusName, to, errorMessage, actor: 'updateBatchStatus' };
  const row = firstOf(await run(queries.moveBatch, move, db));
  if (row === null) throw refusal;
  return toBatchJob(row);
}

async function existing(db: Database, key: BatchKey): Promise<BatchJob> {
  const batch = await getBatch(db, key);
  if (batch === null) throw new NotFoundError(`There is no batch ${key.batchId}.`);
  return batch;
}
