import type { Database } from '../db/database.ts';
import type { BatchJob } from '../domain/batch-job.ts';
import { isCalendarDate } from '../domain/calendar-date.ts';
import { ValidationError } from '../domain/errors.ts';
import { newBatchId } from './batch-id.ts';
import { firstOf, toBatchJob } from './batch-rows.ts';
import type { ActivityFilter, NewBatchFromFilter } from './batch-store.ts';
import {
  checkActivityIds,
  checkedChoices,
  checkOwner,
  partSizeDefault,
  splitWhereLarge,
} from './batch-submission.ts';
import * as queries from './queries/submission.queries.ts';
import { run } from './run-query.ts';

/** Submits what matches at this moment: an activity that changes later is computed with the data it has at its turn. */
export async function createBatchFromFilter(
  db: Database,
  batch: NewBatchFromFilter,
  partSize = partSizeDefault,
): Promise<BatchJob> {
  const { orgId, workspaceId, filter } = batch;
  checkOwner(orgId, workspaceId);
  const choices = checkedChoices(batch);
  const submission = {
    batchId: newBatchId(),
    orgId,
    workspaceId,
    onlyWorkspaceId: filter.allWorkspaces ? null : (filter.workspaceId ?? workspaceId),
    ...checkedFilter(filter),
    ...choices,
  };
  return db.transaction(async (tx) => {
    const row = firstOf(await run(queries.createBatchFromFilter, submission, tx));
    if (row === null) throw new ValidationError(whyNothing(workspaceId, filter));
    return toBatchJob(await splitWhereLarge(tx, row, partSize));
  });
}

function checkedFilter(filter: ActivityFilter) {
  if (filter.activityIds !== undefined) checkActivityIds(filter.activityIds);
  return {
    activityIds: filter.activityIds === undefined ? null : [...filter.activityIds],
    importId: filter.importId ?? null,
    source: filter.source ?? null,
    category: filter.category ?? null,
    location: filter.location ?? null,
    periodFrom: checkedDate('period_from', filter.periodFrom),
    periodTo: checkedDate('period_to', filter.periodTo),
    stale: filter.stale ?? false,
    withoutRecord: filter.withoutRecord ?? false,
  };
}

/** Years outside these are slips, and the database knows no year 0. */
function checkedDate(field: string, date: string | undefined): string | null {
  if (date === undefined) return null;
  if (/^(19|20|21)\d\d-\d\d-\d\d$/.test(date) && isCalendarDate(date)) return date;
  throw new ValidationError(`${field} ${JSON.stringify(date)} is not a date: write it like 2025-01-31.`);
}

function whyNothing(workspaceId: string, filter: ActivityFilter): string {
  const place = filter.allWorkspaces ? 'the organisation' : `workspace ${filter.workspaceId ?? workspaceId}`;
  const isOnly = (name: keyof ActivityFilter) =>
    Object.entries(filter).every(
      ([key, value]) => key === name || key === 'allWorkspaces' || key === 'workspaceId' || !value,
    );
  if (filter.stale && isOnly('stale'))
    return `No activity of ${place} is stale: there is nothing to recalculate.`;
  if (filter.withoutRecord && isOnly('withoutRecord'))
    return `Every activity of ${place} has a current record.`;
  if (filter.importId !== undefined && isOnly('importId'))
    return `No activity of ${place} was named last by the import ${filter.importId}.`;
  return `No activity of ${place} matches the filter.`;
}
