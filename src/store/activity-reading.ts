import type { Queryable } from '../db/database.ts';
import type { Activity, ActivitySource, DataQuality } from '../domain/activity.ts';
import type { ActivityResult } from './activity-store.ts';
import { firstOf } from './batch-rows.ts';
import * as queries from './queries/activities.queries.ts';
import * as results from './queries/results.queries.ts';
import { toActivityError, toEmissionRecord } from './result-rows.ts';
import { run } from './run-query.ts';

export async function getActivity(
  db: Queryable,
  orgId: string,
  activityId: string,
): Promise<Activity | null> {
  const row = firstOf(await run(queries.getActivity, { orgId, activityId }, db));
  if (row === null) return null;
  return {
    ...row,
    source: row.source as ActivitySource,
    dataQuality: row.dataQuality as DataQuality,
    metadata: row.metadata as Activity['metadata'],
  };
}

export async function findResults(
  db: Queryable,
  orgId: string,
  batchId: string,
  activityIds: readonly string[],
): Promise<ActivityResult[]> {
  const key = { orgId, batchId, activityIds: [...activityIds] };
  const [lines, records, errors] = await Promise.all([
    run(queries.findImportLines, key, db),
    run(results.findRecords, key, db),
    run(results.findErrors, key, db),
  ]);
  const recordOf = new Map(records.map((row) => [row.activityId, toEmissionRecord(row)]));
  const errorOf = new Map(errors.map((row) => [row.activityId, toActivityError(row)]));
  return lines.map((line) => ({
    activityId: line.id,
    importId: line.importId,
    importLine: line.importLine,
    record: recordOf.get(line.id) ?? null,
    error: errorOf.get(line.id) ?? null,
  }));
}
