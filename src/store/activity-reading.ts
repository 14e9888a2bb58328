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
  return row && toActivity(row);
}

export function toActivity(row: queries.IGetActivityResult): Activity {
  const { source, dataQuality, metadata } = row;
  return {
    id: row.id,
    orgId: row.orgId,
    workspaceId: row.workspaceId,
    source: source as ActivitySource,
    category: row.category,
    location: row.location,
    quantity: row.quantity,
    unit: row.unit,
    periodStart: row.periodStart,
    periodEnd: row.periodEnd,
    dataQuality: dataQuality as DataQuality,
    meterId: row.meterId,
    externalId: row.externalId,
    metadata: metadata as Activity['metadata'],
    factorId: row.factorId,
    supplierFactor: row.supplierFactor,
    supplier: row.supplier,
    uncertaintyPct: row.uncertaintyPct,
    version: row.version,
  };
}

export async function findResults(
  db: Queryable,
  orgId: string,
  batchId: string,
  activityIds: readonly string[],
): Promise<ActivityResult[]> {
  const key = { orgId, batchId, activityIds: [...activityIds] };
  const [activities, records, errors] = await Promise.all([
    run(queries.findActivities, key, db),
    run(results.findRecords, key, db),
    run(results.findErrors, key, db),
  ]);
  const recordOf = new Map(records.map((row) => [row.activityId, toEmissionRecord(row)]));
  const errorOf = new Map(errors.map((row) => [row.activityId, toActivityError(row)]));
  return activities.map((row) => ({
    activity: toActivity(row),
    importId: row.importId,
    importLine: row.importLine,
    record: recordOf.get(row.id) ?? null,
    error: errorOf.get(row.id) ?? null,
  }));
}
