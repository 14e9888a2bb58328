import type { Database } from '../db/database.ts';
import {
  type BatchJob,
  JobStatus,
  type JobStatusName,
  jobStatusName,
  maxRetriesMax,
} from '../domain/batch-job.ts';
import { ConflictError, NotFoundError, ValidationError } from '../domain/errors.ts';
import type { ProgressEvent } from '../domain/progress-log.ts';
import { canMove } from '../domain/transitions.ts';
import { getBatch } from './batch-reading.ts';
import { firstOf, toBatchJob } from './batch-rows.ts';
import type { BatchAct, BatchKey } from './batch-store.ts';
import { checkCount } from './batch-submission.ts';
import * as queries from './queries/control.queries.ts';
import { run } from './run-query.ts';

export async function cancelBatch(db: Database, key: BatchKey, actor: string): Promise<BatchJob> {
  const row = firstOf(await run(queries.cancelBatch, { ...key, actor }, db));
  if (row !== null) return toBatchJob(row);
  throw new ConflictError(reasonAgainst('cancel', await existing(db, key)));
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
  throw new ConflictError(reasonAgainst('retry', await existing(db, key)));
}

export async function deleteBatch(db: Database, key: BatchKey, actor = 'unknown'): Promise<void> {
  const row = firstOf(await run(queries.deleteBatch, { ...key, actor }, db));
  if (row !== null) return;
  throw new ConflictError(reasonAgainst('delete', await existing(db, key)));
}

/** Why an act was not done to a batch that is as it is shown, or is not there. */
export function refusalOf(act: BatchAct, batchId: string, batch: BatchJob | undefined) {
  return batch === undefined
    ? ({ code: 'NOT_FOUND', details: noBatch(batchId) } as const)
    : ({ code: 'CONFLICT', details: reasonAgainst(act, batch) } as const);
}

function reasonAgainst(act: BatchAct, { id, statusName, maxRetries }: BatchJob): string {
  if (act === 'cancel') return `${id} is ${statusName} and cannot be cancelled any more.`;
  if (act === 'delete') return `${id} is processing: cancel it before deleting it.`;
  return statusName === 'failed'
    ? `${id} has used its ${maxRetries} retries: raise max_retries to try again.`
    : `${id} is ${statusName}: only a failed batch can be retried.`;
}

function noBatch(batchId: string): string {
  return `There is no batch ${batchId}.`;
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
  if (before.status === JobStatus.failed) return retryBatch(db, key, byHand);
  if (before.partCount > 0) {
    if (to === 'cancelled') return cancelBatch(db, key, byHand);
    throw new ConflictError(
      `${key.batchId} is worked on in ${before.partCount} parts: it can be cancelled and retried, and moves by itself otherwise.`,
    );
  }
  if (to === 'complete') refuseIncomplete(before);
  const move = { from: before.statusName, to, event: eventOfMoveTo[to], errorMessage, actor: byHand };
  const row = firstOf(await run(queries.moveBatch, { ...key, ...move }, db));
  if (row === null) throw refusal;
  return toBatchJob(row);
}

const byHand = 'updateBatchStatus';

/** What the log calls a move by hand. */
const eventOfMoveTo: Readonly<Record<JobStatusName, ProgressEvent>> = {
  pending: 'handed_back',
  queued: 'claimed',
  processing: 'progress',
  complete: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

function refuseIncomplete(batch: BatchJob): void {
  const { id, activityCount, remainingActivities, errorCount, errorsTolerated } = batch;
  if (remainingActivities > 0) {
    throw new ConflictError(
      `${id} cannot be complete: an outcome is missing for ${remainingActivities} of ${activityCount} activities.`,
    );
  }
  const tolerated = errorsTolerated ?? 0;
  if (errorCount > tolerated) {
    throw new ConflictError(
      `${id} cannot be complete: ${errorCount} of ${activityCount} activities ended in an error, with ${tolerated} tolerated.`,
    );
  }
}

async function existing(db: Database, key: BatchKey): Promise<BatchJob> {
  const batch = await getBatch(db, key);
  if (batch === null) throw new NotFoundError(noBatch(key.batchId));
  return batch;
}
