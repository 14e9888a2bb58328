import type { Queryable } from '../db/database.ts';
import type { ActivityError, EmissionRecord } from '../domain/outcome.ts';
import { toActivity } from './activity-reading.ts';
import { getBatch, getErrors, getRecords } from './batch-reading.ts';
import type { BatchKey, BatchResult, Page, ResultKind } from './batch-store.ts';
import * as activities from './queries/activities.queries.ts';
import * as results from './queries/results.queries.ts';
import { toActivityError, toEmissionRecord } from './result-rows.ts';
import { run } from './run-query.ts';

/** A page of activities with their outcomes: whichever of the three leads, the others are looked up by its ids. */
export async function getResults(
  db: Queryable,
  key: BatchKey,
  page: Page<string>,
  which: ResultKind = 'all',
): Promise<BatchResult[] | null> {
  if (which === 'records') {
    const records = await getRecords(db, key, page);
    if (records === null) return null;
    const ids = idsOf(records);
    return joined(ids, await findActivities(db, key, ids), { records, errors: [] });
  }
  if (which === 'errors') {
    const errors = await getErrors(db, key, page);
    if (errors === null) return null;
    const ids = idsOf(errors);
    return joined(ids, await findActivities(db, key, ids), { records: [], errors });
  }
  const { limit, after = '' } = page;
  const ids = idsOf(await run(results.listBatchActivities, { ...key, limit, after }, db));
  if (ids.length === 0) return (await getBatch(db, key)) === null ? null : [];
  const wanted = { ...key, activityIds: ids };
  const [records, errors, activityRows] = await Promise.all([
    run(results.findRecords, wanted, db),
    run(results.findErrors, wanted, db),
    findActivities(db, key, ids),
  ]);
  // Nothing is known of activities whose batch has not come to them, or was deleted a moment ago.
  const isAnyPending = records.length + errors.length < ids.length;
  if (isAnyPending && (await getBatch(db, key)) === null) return null;
  const found = { records: records.map(toEmissionRecord), errors: errors.map(toActivityError) };
  return joined(ids, activityRows, found);
}

interface Outcomes {
  readonly records: readonly EmissionRecord[];
  readonly errors: readonly ActivityError[];
}

function findActivities(db: Queryable, { orgId }: BatchKey, activityIds: string[]) {
  return run(activities.findActivities, { orgId, activityIds }, db);
}

function joined(
  activityIds: readonly string[],
  rows: readonly activities.IFindActivitiesResult[],
  { records, errors }: Outcomes,
): BatchResult[] {
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const recordOf = new Map(records.map((record) => [record.activityId, record]));
  const errorOf = new Map(errors.map((error) => [error.activityId, error]));
  return activityIds.map((activityId) => {
    const row = rowOf.get(activityId);
    return {
      activityId,
      activity: row === undefined ? null : toActivity(row),
      importLine: row?.importLine ?? null,
      record: recordOf.get(activityId) ?? null,
      error: errorOf.get(activityId) ?? null,
    };
  });
}

function idsOf(rows: readonly { readonly activityId: string }[]): string[] {
  return rows.map(({ activityId }) => activityId);
}
