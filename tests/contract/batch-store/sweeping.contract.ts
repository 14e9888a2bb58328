import { describe, expect, it } from 'vitest';
import { type BatchJob, JobStatus } from '../../../src/domain/batch-job.ts';
import { LeaseLostError } from '../../../src/domain/errors.ts';
import type { ClaimedBatch } from '../../../src/store/batch-store.ts';
import { PostgresBatchStore } from '../../../src/store/postgres-batch-store.ts';
import { activityIds, anOrg, fails, succeeds, withOutcomes } from '../../support/batches.ts';
import { lockTimeoutMs, type StoreFixture } from './store-fixture.ts';

/** Batches that somebody has made disagree with their rows by hand. */
export function sweepingContract(fixture: StoreFixture): void {
  const { submitExisting, start, commitAll, expireLease, keyOf } = fixture;
  const kg = succeeds({ co2eKg: '1.5' });

  /** Past the triggers, as only a defect or a hand could. */
  const plant = (...statements: readonly [sql: string, ...values: unknown[]][]) =>
    fixture.db.transaction(async (tx) => {
      await tx.query(`SELECT set_config('offgridflow.mending', 'on', true)`);
      for (const [sql, ...values] of statements) await tx.query(sql, values);
    });
  const addRef = (batch: BatchJob, activityId: string) =>
    plant([`INSERT INTO batch_activity_refs VALUES ($1, $2, $3)`, batch.orgId, batch.id, activityId]);
  const read = async (batch: BatchJob) => (await fixture.store.getBatch(keyOf(batch))) as BatchJob;
  const messageOf = async (batch: BatchJob) => (await fixture.store.getProgressLog(keyOf(batch)))?.at(-1);

  /**
   * Of all that has ended within the hour, or since the batch is there: a moment ago included, also where the clock was set
   * back meanwhile.
   */
  async function sweep(batch?: BatchJob) {
    await fixture.db.query(
      `UPDATE batch_sweeps SET due_at = now() - interval '1 hour', swept_until = coalesce(
         (SELECT least(created_at, completed_at, now()) - interval '1 second' FROM batch_jobs WHERE id = $1),
         now() - interval '1 hour')`,
      [batch?.id ?? null],
    );
    const request = { everyMs: 60_000, settleMs: -60_000, actor: 'sweeper' };
    const mended = await fixture.store.sweepBatches(request);
    if (mended === null) throw new Error('No sweep was due.');
    return batch === undefined ? mended : mended.filter(({ batchId }) => batchId === batch.id);
  }

  async function complete(count: number, outcomeOf = kg, errorTolerance?: number): Promise<BatchJob> {
    const batch = await submitExisting(count, errorTolerance === undefined ? {} : { errorTolerance });
    return commitAll(await start(batch.id), outcomeOf);
  }

  /** Handed back behind its first two activities. */
  async function begun(count: number): Promise<BatchJob> {
    const batch = await submitExisting(count);
    const { lease } = await start(batch.id);
    const outcomes = withOutcomes(await fixture.store.readChunk(lease, '', 2), kg);
    await fixture.store.commitChunk(lease, { fromCursor: '', toCursor: 'act-0002', outcomes, isLast: false });
    await fixture.store.releaseBatchLock(lease);
    return read(batch);
  }

  describe('the sweep', () => {
    it('finds nothing in batches that agree with their rows, whatever they have been through', async () => {
      const batches = [
        await complete(3),
        await complete(2, fails),
        await complete(2, fails, 2),
        await begun(4),
      ];
      const retried = await complete(3, (id) => (id === 'act-0002' ? fails(id) : kg(id)));
      await fixture.store.retryBatch(keyOf(retried), 'tester');
      const cancelled = await begun(3);
      await fixture.store.cancelBatch(keyOf(cancelled), 'tester');
      const ids = [...batches, retried, cancelled].map(({ id }) => id);
      expect((await sweep()).filter(({ batchId }) => ids.includes(batchId))).toEqual([]);
    });

    it('counts the rows again where the counters are not theirs, and tells it in the log', async () => {
      const batch = await complete(3);
      await plant([
        `UPDATE batch_jobs SET activity_count = 2, success_count = 2, total_emissions = 7 WHERE id = $1`,
        batch.id,
      ]);
      const finding =
        'It said 2 activities, 2 results of 7 kg, 0 errors; there are 3 activities, 3 results of 4.5 kg, 0 errors.';
      expect(await sweep(batch)).toEqual([
        { batchId: batch.id, orgId: batch.orgId, findings: [finding], problem: null },
      ]);
      expect(await read(batch)).toMatchObject({
        status: JobStatus.complete,
        activityCount: 3,
        successCount: 3,
        totalEmissions: '4.5',
      });
      expect(await messageOf(batch)).toMatchObject({
        event: 'mended',
        actor: 'sweeper',
        message: finding,
        successCount: 3,
      });
      expect(await sweep(batch)).toEqual([]);
    });

    it('sends back a complete batch of which an outcome is missing, to go on there', async () => {
      const batch = await complete(4);
      await fixture.importActivities(batch.orgId, ['act-0002a']);
      await addRef(batch, 'act-0002a');
      expect((await sweep(batch))[0]?.findings[1]).toBe('It was complete, and act-0002a has no outcome.');
      const open = await read(batch);
      expect(open).toMatchObject({
        status: JobStatus.pending,
        activityCount: 5,
        successCount: 4,
        cursor: 'act-0002',
      });
      expect([open.completedAt, open.retryCount]).toEqual([null, 0]);
      expect(await commitAll(await start(batch.id), kg)).toMatchObject({
        status: JobStatus.complete,
        successCount: 5,
        totalEmissions: '7.5',
      });
    });

    it('sets a cursor back that has passed by an activity without an outcome', async () => {
      const batch = await begun(5);
      await plant([`UPDATE batch_jobs SET cursor = 'act-0004' WHERE id = $1`, batch.id]);
      expect((await sweep(batch))[0]?.findings).toEqual([
        'Its cursor is beyond act-0003, which has no outcome.',
      ]);
      expect(await read(batch)).toMatchObject({ status: JobStatus.pending, cursor: 'act-0002' });
      expect(await commitAll(await start(batch.id), kg)).toMatchObject({
        successCount: 5,
        totalEmissions: '7.5',
      });
    });

    it('fails a batch that is complete with more errors than it tolerates', async () => {
      const batch = await complete(3, (id) => (id === 'act-0002' ? fails(id) : kg(id)), 1);
      await plant([
        `UPDATE batch_jobs SET error_tolerance = 0, success_count = 3, error_count = 0 WHERE id = $1`,
        batch.id,
      ]);
      await sweep(batch);
      expect(await read(batch)).toMatchObject({
        status: JobStatus.failed,
        successCount: 2,
        errorCount: 1,
        errorMessage:
          '1 of 3 activities ended in an error, with 0 tolerated: mend their data, then retry the batch.',
      });
    });

    it('takes back a batch that is processing and nobody holds', async () => {
      const name = 'batch_jobs_lease_is_held_while_queued_or_processing';
      const { rows } = await fixture.db.query<{ rule: string }>(
        `SELECT pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE conname = $1`,
        [name],
      );
      const batch = await submitExisting(2);
      const { lease } = await start(batch.id);
      await fixture.db.query(`ALTER TABLE batch_jobs DROP CONSTRAINT ${name}`);
      try {
        await plant([`UPDATE batch_jobs SET locked_by = NULL, locked_until = NULL WHERE id = $1`, batch.id]);
        expect((await sweep(batch))[0]?.findings).toEqual(['It was processing and nobody held it.']);
      } finally {
        await fixture.db.query(`ALTER TABLE batch_jobs ADD CONSTRAINT ${name} ${rows[0]?.rule}`);
      }
      await expect(fixture.store.releaseBatchLock(lease)).rejects.toThrow(LeaseLostError);
      expect(await commitAll(await start(batch.id), kg)).toMatchObject({ status: JobStatus.complete });
    });

    it('leaves alone what somebody holds until it ends, and what has not been begun', async () => {
      const [held, waiting] = [await submitExisting(2), await submitExisting(2)];
      const claimed = await start(held.id);
      const lie = `UPDATE batch_jobs SET total_emissions = 7 WHERE id = $1`;
      await plant([lie, held.id], [lie, waiting.id]);
      expect(await sweep(held)).toEqual([]);
      expect(await sweep(waiting)).toEqual([]);
      expect(await commitAll(claimed, kg)).toMatchObject({ totalEmissions: '10' });
      await sweep(held);
      expect(await read(held)).toMatchObject({ totalEmissions: '3', status: JobStatus.complete });
    });

    it('takes a lease that has run out from a batch that it mends', async () => {
      const batch = await submitExisting(3);
      const { lease } = await start(batch.id);
      const outcomes = withOutcomes((await fixture.store.readChunk(lease, '', 3)).slice(0, 1), kg);
      await fixture.store.commitChunk(lease, {
        fromCursor: '',
        toCursor: 'act-0002',
        outcomes,
        isLast: false,
      });
      await expireLease(batch.id);
      expect((await sweep(batch))[0]?.findings).toEqual([
        'Its cursor is beyond act-0002, which has no outcome.',
      ]);
      const open = await read(batch);
      expect(open).toMatchObject({ status: JobStatus.pending, lockedBy: null, cursor: 'act-0001' });
      expect(open.fencingToken).toBe(lease.fencingToken + 1);
    });

    it('tells what it cannot mend, and goes on with the others', async () => {
      const [impossible, mendable] = [await complete(2), await complete(2)];
      const lie = `UPDATE batch_jobs SET total_emissions = 7 WHERE id = $1`;
      await plant(
        [lie, impossible.id],
        [lie, mendable.id],
        [
          `INSERT INTO activity_errors (org_id, batch_id, attempt, activity_id, code, details)
           VALUES ($1, $2, 1, 'act-0001', 'NO_FACTOR', 'It has a record as well.')`,
          impossible.orgId,
          impossible.id,
        ],
      );
      const mended = await sweep();
      const found = (batch: BatchJob) => mended.find(({ batchId }) => batchId === batch.id);
      expect(String(found(impossible)?.problem)).toContain('batch_jobs_counts_add_up');
      expect(found(mendable)?.problem).toBeNull();
      expect(await read(impossible)).toMatchObject({ totalEmissions: '7' });
      await plant([`DELETE FROM activity_errors WHERE batch_id = $1`, impossible.id]);
      await sweep();
    });

    it('tells what it cannot even read, and goes on with the others', async () => {
      const [unreadable, mendable] = [await complete(2), await complete(2)];
      const say = (total: string, { id }: BatchJob) =>
        plant([`UPDATE batch_jobs SET total_emissions = $2 WHERE id = $1`, id, total]);
      await say('NaN', unreadable);
      await say('7', mendable);
      const mended = await sweep();
      const found = (batch: BatchJob) => mended.find(({ batchId }) => batchId === batch.id);
      expect(found(unreadable)).toMatchObject({ orgId: unreadable.orgId, findings: [] });
      expect(String(found(unreadable)?.problem)).toContain('NaN');
      expect(found(mendable)?.problem).toBeNull();
      await say('3', unreadable);
      expect(await sweep(unreadable)).toEqual([]);
    });

    it('is made by one node in each interval, over what has ended since the last', async () => {
      const batch = await complete(2);
      await plant([`UPDATE batch_jobs SET total_emissions = 7 WHERE id = $1`, batch.id]);
      await fixture.db.query(
        `UPDATE batch_sweeps SET due_at = now(), swept_until = now() + interval '1 minute'`,
      );
      const request = { everyMs: 60_000, settleMs: 0, actor: 'sweeper' };
      const sweeps = await Promise.all([1, 2, 3].map(() => fixture.store.sweepBatches(request)));
      expect(sweeps.filter((one) => one !== null)).toEqual([[]]);
      expect(await sweep(batch)).toHaveLength(1);
    });

    it('is ended before the next batch by its signal, and begins there again', async () => {
      const batch = await complete(2);
      await plant([`UPDATE batch_jobs SET total_emissions = 7 WHERE id = $1`, batch.id]);
      await fixture.db.query(
        `UPDATE batch_sweeps SET due_at = now(), swept_until = now() - interval '1 hour'`,
      );
      const request = { everyMs: 0, settleMs: 0, actor: 'sweeper' };
      expect(await fixture.store.sweepBatches({ ...request, signal: AbortSignal.abort() })).toEqual([]);
      const mended = await fixture.store.sweepBatches(request);
      expect(mended?.map(({ batchId }) => batchId)).toContain(batch.id);
    });
  });

  describe('the sweep of a batch in parts', () => {
    const inParts = () => new PostgresBatchStore(fixture.db, { partSize: 3 });

    async function submitInParts(count: number): Promise<BatchJob> {
      const orgId = anOrg();
      await fixture.importActivities(orgId, activityIds(count));
      return inParts().createBatch({ orgId, workspaceId: 'ws-test', activityIds: activityIds(count) });
    }
    const startPart = (batch: BatchJob, number: number): Promise<ClaimedBatch> =>
      start(`${batch.id}-part-${number}`);
    const part = async (batch: BatchJob, number: number) => {
      const { rows } = await fixture.db.query(`SELECT * FROM batch_jobs WHERE id = $1`, [
        `${batch.id}-part-${number}`,
      ]);
      return rows[0];
    };
    async function completeInParts(count: number): Promise<BatchJob> {
      const batch = await submitInParts(count);
      for (let number = 1; number <= batch.partCount; number++)
        await commitAll(await startPart(batch, number), kg);
      return read(batch);
    }

    it('finds nothing where it agrees with its rows, half way and at its end', async () => {
      const batch = await submitInParts(6);
      await commitAll(await startPart(batch, 1), kg);
      expect(await sweep(batch)).toEqual([]);
      await commitAll(await startPart(batch, 2), fails);
      expect(await read(batch)).toMatchObject({ status: JobStatus.failed, successCount: 3, errorCount: 3 });
      expect(await sweep(batch)).toEqual([]);
      await fixture.store.retryBatch(keyOf(batch), 'tester');
      expect(await sweep(batch)).toEqual([]);
      expect(await commitAll(await startPart(batch, 2), kg)).toMatchObject({ successCount: 3 });
      expect(await read(batch)).toMatchObject({ status: JobStatus.complete, totalEmissions: '9' });
      expect(await sweep(batch)).toEqual([]);
    });

    it('ends it where its parts have all ended and it has not', async () => {
      const batch = await completeInParts(6);
      await plant([
        `UPDATE batch_jobs SET status = 'processing', completed_at = NULL, parts_left = 1, success_count = 5 WHERE id = $1`,
        batch.id,
      ]);
      const [mended] = await sweep(batch);
      expect(mended?.findings).toContain('It was processing, and all of its parts have ended.');
      expect(await read(batch)).toMatchObject({
        status: JobStatus.complete,
        successCount: 6,
        totalEmissions: '9',
      });
      expect(await messageOf(batch)).toMatchObject({ event: 'mended', status: 'complete' });
    });

    it('ends the parts that are open although it has ended', async () => {
      const batch = await submitInParts(6);
      const { lease } = await startPart(batch, 1);
      await plant([
        `UPDATE batch_jobs SET status = 'cancelled', completed_at = now() WHERE id = $1`,
        batch.id,
      ]);
      expect(await sweep(batch)).toMatchObject([{ problem: null }]);
      expect(await part(batch, 1)).toMatchObject({ status: 'cancelled', locked_by: null });
      expect(await part(batch, 2)).toMatchObject({ status: 'cancelled' });
      await expect(fixture.store.renewLeases([lease], lockTimeoutMs)).resolves.toEqual([]);
    });

    it('opens it again with the part of which an outcome is missing', async () => {
      const batch = await completeInParts(6);
      await fixture.importActivities(batch.orgId, ['act-0005a']);
      await addRef(batch, 'act-0005a');
      await sweep(batch);
      expect(await read(batch)).toMatchObject({
        status: JobStatus.processing,
        activityCount: 7,
        successCount: 6,
      });
      expect(await part(batch, 1)).toMatchObject({ status: 'complete' });
      expect(await part(batch, 2)).toMatchObject({ status: 'pending', cursor: 'act-0005' });
      await commitAll(await startPart(batch, 2), kg);
      expect(await read(batch)).toMatchObject({
        status: JobStatus.complete,
        successCount: 7,
        totalEmissions: '10.5',
      });
      expect(await sweep(batch)).toEqual([]);
    });

    it('counts again what its parts have while others work on', async () => {
      const batch = await submitInParts(6);
      await commitAll(await startPart(batch, 1), kg);
      const working = await startPart(batch, 2);
      await plant([`UPDATE batch_jobs SET success_count = 2, parts_left = 2 WHERE id = $1`, batch.id]);
      expect(await sweep(batch)).toHaveLength(1);
      expect(await read(batch)).toMatchObject({ status: JobStatus.processing, successCount: 3 });
      await commitAll(working, kg);
      expect(await read(batch)).toMatchObject({ status: JobStatus.complete, successCount: 6 });
    });
  });

  describe('a single outcome', () => {
    it('does not end a batch whose counters say that it is the last while another is missing', async () => {
      const batch = await submitExisting(3);
      const { lease } = await start(batch.id);
      await plant([`UPDATE batch_jobs SET activity_count = 1 WHERE id = $1`, batch.id]);
      const after = await fixture.store.markActivityFailed(lease, 'act-0001', 'NO_FACTOR', 'None.');
      expect(after).toMatchObject({ status: JobStatus.processing, errorCount: 1 });
    });
  });
}
