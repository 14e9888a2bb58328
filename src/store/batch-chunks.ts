import type { Database, Queryable } from '../db/database.ts';
import type { Activity, ActivitySource, DataQuality } from '../domain/activity.ts';
import { type BatchJob, JobStatus } from '../domain/batch-job.ts';
import type { Lease } from '../domain/lease.ts';
import { held, termOf } from './batch-leases.ts';
import { firstOf, toBatchJob } from './batch-rows.ts';
import type { ChunkCommit, PendingActivity } from './batch-store.ts';
import { columnsOfOutcomes } from './outcome-columns.ts';
import * as queries from './queries/chunks.queries.ts';
import { run } from './run-query.ts';

export async function readChunk(
  db: Database,
  lease: Lease,
  cursor: string,
  limit: number,
): Promise<PendingActivity[]> {
  const rows = await run(
    queries.readChunk,
    { orgId: lease.orgId, batchId: lease.batchId, cursor, limit },
    db,
  );
  return rows.map((row) => ({ activityId: row.refActivityId, activity: toActivity(row, lease.orgId) }));
}

export async function getLeased(db: Queryable, { orgId, batchId }: Lease): Promise<BatchJob | null> {
  const row = firstOf(await run(queries.getLeased, { orgId, batchId }, db));
  return row && toBatchJob(row);
}

export async function commitChunk(db: Queryable, lease: Lease, commit: ChunkCommit): Promise<BatchJob> {
  const rows = await run(
    queries.commitChunk,
    {
      ...termOf(lease),
      holder: lease.holder,
      fromCursor: commit.fromCursor,
      toCursor: commit.toCursor,
      isLast: commit.isLast,
      ...columnsOfOutcomes(commit.outcomes),
    },
    db,
  );
  const batch = toBatchJob(held(lease, rows));
  return batch.partOf === null || batch.status !== JobStatus.processing
    ? batch
    : asItIsAfter(db, lease, batch);
}

/** The whole batch may have ended with the commit of a part, which has then ended this part too. */
async function asItIsAfter(db: Queryable, lease: Lease, committed: BatchJob): Promise<BatchJob> {
  const now = await getLeased(db, lease);
  return now?.status === JobStatus.cancelled ? now : committed;
}

function toActivity(row: queries.IReadChunkResult, orgId: string): Activity | null {
  // The join found the activity or it did not: its columns are all there or all absent.
  if (row.id === null) return null;
  return {
    id: row.id,
    orgId,
    workspaceId: row.workspaceId as string,
    source: row.source as ActivitySource,
    category: row.category as string,
    location: row.location as string,
    quantity: row.quantity as string,
    unit: row.unit as string,
    periodStart: row.periodStart as string,
    periodEnd: row.periodEnd as string,
    dataQuality: row.dataQuality as DataQuality,
    meterId: row.meterId,
    externalId: row.externalId,
    metadata: row.metadata as Activity['metadata'],
    factorId: row.factorId,
    supplierFactor: row.supplierFactor,
    supplier: row.supplier,
    uncertaintyPct: row.uncertaintyPct,
    version: row.version as number,
  };
}
