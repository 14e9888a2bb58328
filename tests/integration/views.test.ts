import { beforeAll, expect, it } from 'vitest';
import type { Database, Queryable, Row } from '../../src/db/database.ts';
import type { BatchJob } from '../../src/domain/batch-job.ts';
import { averageOf, sumDecimals } from '../../src/domain/decimal.ts';
import { listBatches } from '../../src/store/batch-listing.ts';
import { anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';

/** Totals and the counts that they are divided by: exact halves, thirds, and more digits than a double holds. */
const totals = [
  '0',
  '0.000000001',
  '0.000000003',
  '0.000000005',
  '17.7',
  '123456789012345678.123456789',
  '-2.5',
];
const counts = [0, 1, 2, 3, 7, 8, 400_000_000];
const ends = ['complete', 'failed', 'cancelled'];

describeOnEachDatabase('views', (openDatabase) => {
  let db: Database;
  const orgId = anOrg();

  beforeAll(async () => {
    db = await openDatabase();
    for (const total of totals) {
      for (const count of counts) await insertBatch(db, orgId, count, total);
    }
    await insertBatch(db, anOrg(), 5, '1000');
    await moveSome(db, orgId);
  });

  it('show each batch as the library does', async () => {
    // One transaction has one time, so that what still runs has run equally long for both.
    const [batches, rows] = await db.transaction(async (tx) => [
      await batchesOf(tx, orgId),
      await rowsOf(tx, 'batch_job_status_view', orgId),
    ]);
    const rowOf = new Map(rows.map((row) => [row.batch_id, row]));
    expect(rowOf.size).toBe(totals.length * counts.length);
    for (const batch of batches) {
      const row = rowOf.get(batch.id) ?? {};
      expect(row).toMatchObject({
        org_id: batch.orgId,
        workspace_id: batch.workspaceId,
        status: batch.statusName,
        activity_count: batch.activityCount,
        success_count: batch.successCount,
        error_count: batch.errorCount,
        progress_percent: batch.progressPercent,
        remaining_count: batch.remainingActivities,
        retry_count: batch.retryCount,
        max_retries: batch.maxRetries,
        priority: batch.priority,
        error_message: batch.errorMessage,
        locked_by: batch.lockedBy,
        locked_until: batch.lockedUntil,
        created_at: batch.createdAt,
        updated_at: batch.updatedAt,
        started_at: batch.startedAt,
        completed_at: batch.completedAt,
      });
      expect(sumDecimals([String(row.total_emissions)])).toBe(batch.totalEmissions);
      expect(sumDecimals([String(row.avg_emissions_per_activity)])).toBe(batch.averageEmissionsPerActivity);
      if (batch.durationSeconds === null) expect(row.duration_seconds).toBeNull();
      // A Date holds milliseconds, the database microseconds.
      else expect(Math.abs(Number(row.duration_seconds) - batch.durationSeconds)).toBeLessThan(0.002);
    }
  });

  it('sum up an organisation, and it alone', async () => {
    const batches = await batchesOf(db, orgId);
    const [row] = await rowsOf(db, 'batch_statistics_view', orgId);
    const sum = (pick: (batch: BatchJob) => number) => batches.reduce((total, one) => total + pick(one), 0);
    const inStatus = (name: string) => batches.filter((batch) => batch.statusName === name).length;
    expect(row).toMatchObject({
      org_id: orgId,
      batch_count: batches.length,
      pending_count: inStatus('pending'),
      queued_count: inStatus('queued'),
      processing_count: inStatus('processing'),
      complete_count: inStatus('complete'),
      failed_count: inStatus('failed'),
      cancelled_count: inStatus('cancelled'),
      activity_count: sum((batch) => batch.activityCount),
      success_count: sum((batch) => batch.successCount),
      error_count: sum((batch) => batch.errorCount),
    });
    const total = sumDecimals(batches.map((batch) => batch.totalEmissions));
    expect(sumDecimals([String(row?.total_emissions)])).toBe(total);
    const average = averageOf(
      total,
      sum((batch) => batch.successCount),
    );
    expect(sumDecimals([String(row?.avg_emissions_per_activity)])).toBe(average);
    const ended = batches.filter((batch) => ends.includes(batch.statusName) && batch.startedAt !== null);
    const durations = ended.map((batch) => batch.durationSeconds ?? 0);
    const mean = durations.reduce((all, one) => all + one, 0) / durations.length;
    expect(Math.abs(Number(row?.avg_duration_seconds) - mean)).toBeLessThan(0.002);
  });

  it('have no average and no duration where nothing has succeeded or begun', async () => {
    const lonely = anOrg();
    await insertBatch(db, lonely, 0, '0');
    const [row] = await rowsOf(db, 'batch_statistics_view', lonely);
    expect(row).toMatchObject({ batch_count: 1, avg_duration_seconds: null });
    expect(Number(row?.avg_emissions_per_activity)).toBe(0);
    expect(await rowsOf(db, 'batch_statistics_view', anOrg())).toEqual([]);
  });
});

async function insertBatch(db: Database, orgId: string, count: number, total: string): Promise<void> {
  await db.query(
    `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count, success_count, error_count, total_emissions)
     VALUES (gen_random_uuid()::text, $1, 'ws-test', $2::int + $3::int, $2, $3, $4)`,
    [orgId, count, count % 4, total],
  );
}

/** Some wait, some run, some have ended, each for another while. */
async function moveSome(db: Database, orgId: string): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT id FROM batch_jobs WHERE org_id = $1 ORDER BY id LIMIT 1000',
    [orgId],
  );
  for (const [place, { id }] of rows.entries()) {
    if (place % 5 === 0) continue;
    const lease = `locked_by = 'node-a', locked_until = now()`;
    await db.query(`UPDATE batch_jobs SET status = 'queued', ${lease} WHERE id = $1`, [id]);
    if (place % 5 === 1) continue;
    await db.query(
      `UPDATE batch_jobs SET status = 'processing', started_at = now() - $2 * interval '1.001 seconds' WHERE id = $1`,
      [id, place],
    );
    if (place % 5 === 2) continue;
    await db.query(
      `UPDATE batch_jobs SET status = $2::batch_status, locked_by = NULL, locked_until = NULL, completed_at = now(),
         error_tolerance = 1000, error_message = 'why' WHERE id = $1`,
      [id, ends[place % 3]],
    );
  }
}

async function batchesOf(on: Queryable, orgId: string): Promise<BatchJob[]> {
  return (await listBatches(on, { orgId, limit: 1000, offset: 0 })).batches;
}

async function rowsOf(on: Queryable, view: string, orgId: string): Promise<Row[]> {
  return (await on.query(`SELECT * FROM ${view} WHERE org_id = $1`, [orgId])).rows;
}
