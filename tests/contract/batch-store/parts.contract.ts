import { beforeEach, describe, expect, it } from 'vitest';
import { type BatchJob, JobStatus } from '../../../src/domain/batch-job.ts';
import { ConflictError, LeaseLostError } from '../../../src/domain/errors.ts';
import type { ClaimedBatch, NewBatch } from '../../../src/store/batch-store.ts';
import { PostgresBatchStore } from '../../../src/store/postgres-batch-store.ts';
import { activityIds, anOrg, aResult, fails, succeeds, withOutcomes } from '../../support/batches.ts';
import { lockTimeoutMs, type StoreFixture } from './store-fixture.ts';

export function partsContract(fixture: StoreFixture): void {
  describe('a batch that is split into parts', () => {
    let store: PostgresBatchStore;

    beforeEach(async () => {
      store = new PostgresBatchStore(fixture.db, { partSize: 4 });
      // Of every case's own: a claim takes whatever waits.
      await fixture.db.query(`UPDATE batch_jobs SET status = 'cancelled', completed_at = now(), locked_by = NULL,
        locked_until = NULL WHERE status IN ('pending', 'queued', 'processing') AND part_of IS NULL AND part_count = 0`);
    });

    const keyOf = fixture.keyOf;
    const submit = async (count: number, fields: Partial<NewBatch> = {}) => {
      const orgId = anOrg();
      await fixture.importActivities(orgId, activityIds(count));
      return store.createBatch({ orgId, workspaceId: 'ws-test', activityIds: activityIds(count), ...fields });
    };
    const read = async (batch: BatchJob) => (await store.getBatch(keyOf(batch))) as BatchJob;
    const claimParts = async (batch: BatchJob, holder = 'node-a') => {
      const claims = await store.claimBatches(holder, 10, lockTimeoutMs);
      const parts = claims.filter((claim) => claim.batch.partOf === batch.id);
      return Promise.all(
        parts.map(
          async ({ lease }): Promise<ClaimedBatch> => ({ lease, batch: await store.startBatch(lease) }),
        ),
      );
    };
    const idsOf = async ({ lease, batch }: ClaimedBatch) =>
      (await store.readChunk(lease, batch.cursor, 1000)).map(({ activityId }) => activityId);
    const commit = async ({ lease, batch }: ClaimedBatch, outcomeOf = succeeds(), limit = 1000) => {
      const chunk = await store.readChunk(lease, batch.cursor, limit);
      const toCursor = chunk.at(-1)?.activityId ?? batch.cursor;
      const isLast = chunk.length < limit;
      const outcomes = withOutcomes(chunk, outcomeOf);
      return store.commitChunk(lease, { fromCursor: batch.cursor, toCursor, outcomes, isLast });
    };
    const failsAt =
      (...places: number[]) =>
      (activityId: string) =>
        places.includes(Number(activityId.slice(-4))) ? fails(activityId) : succeeds()(activityId);
    const logOf = async (batch: BatchJob) => (await store.getProgressLog(keyOf(batch))) ?? [];

    it('has each of its activities in exactly one part, and is listed as one batch', async () => {
      const batch = await submit(10);
      expect(batch).toMatchObject({ partCount: 3, status: JobStatus.pending, activityCount: 10 });
      const parts = await claimParts(batch);
      expect(parts).toHaveLength(3);
      const ids = await Promise.all(parts.map(idsOf));
      expect(ids.map((part) => part.length)).toEqual([4, 3, 3]);
      expect(ids.flat()).toEqual(activityIds(10));
      const { batches, total } = await store.listBatches({ orgId: batch.orgId, limit: 10, offset: 0 });
      expect([batches.map(({ id }) => id), total]).toEqual([[batch.id], 1]);
      expect(await store.getBatch({ orgId: batch.orgId, batchId: parts[0]?.lease.batchId ?? '' })).toBeNull();
      expect(await store.acquireBatchLock(batch.id, 'node-b', lockTimeoutMs)).toBeNull();
    });

    it('is not split where one part would hold it', async () => {
      expect(await submit(4)).toMatchObject({ partCount: 0 });
    });

    it('is split in the same way when a filter names its activities', async () => {
      const orgId = anOrg();
      await fixture.importActivities(orgId, activityIds(9));
      const batch = await store.createBatchFromFilter({ orgId, workspaceId: 'ws-test', filter: {} });
      expect(batch).toMatchObject({ partCount: 3, activityCount: 9 });
      const ids = await Promise.all((await claimParts(batch)).map(idsOf));
      expect(ids.flat()).toEqual(activityIds(9));
    });

    it('has one set of counters and one end, whatever the order in which its parts are done', async () => {
      const batch = await submit(10);
      const [first, second, third] = (await claimParts(batch)) as [ClaimedBatch, ClaimedBatch, ClaimedBatch];
      expect(await read(batch)).toMatchObject({ status: JobStatus.processing, lockedBy: null });
      await commit(third);
      await commit(first, succeeds(), 2);
      expect(await read(batch)).toMatchObject({
        successCount: 5,
        totalEmissions: '88.5',
        status: JobStatus.processing,
      });
      await Promise.all([
        commit(second),
        commit({ ...first, batch: { ...first.batch, cursor: 'act-0002' } as BatchJob }),
      ]);
      expect(await read(batch)).toMatchObject({
        status: JobStatus.complete,
        successCount: 10,
        errorCount: 0,
        totalEmissions: '177',
        retryCount: 0,
      });
      const records = await store.getRecords(keyOf(batch), { limit: 100 });
      expect(records?.map(({ activityId }) => activityId)).toEqual(activityIds(10));
      expect(new Set(records?.map(({ batchId }) => batchId))).toEqual(new Set([batch.id]));
      const log = await logOf(batch);
      expect(log.map(({ event }) => event)).toEqual([
        ...['submitted', 'claimed', 'claimed', 'claimed'],
        ...['progress', 'progress', 'progress', 'completed'],
      ]);
      expect(log.map(({ successCount }) => successCount)).toEqual(
        log.map(({ successCount: n }) => n).toSorted((a, b) => a - b),
      );
    });

    it('fails when an activity of any part ends in an error, and retries only the parts that had one', async () => {
      const batch = await submit(10);
      for (const part of await claimParts(batch)) await commit(part, failsAt(6));
      expect(await read(batch)).toMatchObject({
        status: JobStatus.failed,
        successCount: 9,
        errorCount: 1,
        errorMessage: '1 of 10 activities ended in an error: mend their data, then retry the batch.',
      });
      const retried = await store.retryBatch(keyOf(batch), 'tester');
      expect(retried).toMatchObject({ status: JobStatus.pending, errorCount: 0, retryCount: 1, attempt: 2 });
      const parts = await claimParts(batch, 'node-b');
      expect(await Promise.all(parts.map(idsOf))).toEqual([['act-0006']]);
      await commit(parts[0] as ClaimedBatch);
      expect(await read(batch)).toMatchObject({
        status: JobStatus.complete,
        successCount: 10,
        errorCount: 0,
      });
      expect(await store.getErrors(keyOf(batch), { limit: 10 })).toEqual([]);
    });

    it('ends with the last of its parts, whatever number of them it says that are left', async () => {
      for (const said of [1, 3]) {
        const batch = await submit(10);
        const [first, ...others] = (await claimParts(batch)) as [ClaimedBatch, ClaimedBatch, ClaimedBatch];
        await fixture.db.query('UPDATE batch_jobs SET parts_left = $2 WHERE id = $1', [batch.id, said]);
        await commit(first);
        expect(await read(batch)).toMatchObject({ status: JobStatus.processing, successCount: 4 });
        for (const part of others) await commit(part);
        expect(await read(batch)).toMatchObject({ status: JobStatus.complete, successCount: 10 });
      }
    });

    it('completes with as many errors as it tolerates in all its parts together', async () => {
      const batch = await submit(10, { errorTolerance: 2 });
      for (const part of await claimParts(batch)) await commit(part, failsAt(1, 9));
      expect(await read(batch)).toMatchObject({ status: JobStatus.complete, successCount: 8, errorCount: 2 });
    });

    it('ends early with one error more, and takes the leases of the parts that are left', async () => {
      const batch = await submit(10, { errorTolerance: 1 });
      const [first, second, third] = (await claimParts(batch)) as [ClaimedBatch, ClaimedBatch, ClaimedBatch];
      await commit(first, failsAt(1));
      expect(await commit(second, failsAt(5), 1)).toMatchObject({ status: JobStatus.cancelled });
      const ended = await read(batch);
      expect(ended).toMatchObject({ status: JobStatus.failed, successCount: 3, errorCount: 2 });
      expect(ended.errorMessage).toMatch(
        /^Stopped early: 2 of 10 activities ended in an error, with 1 tolerated/,
      );
      await expect(commit(third)).rejects.toThrow(LeaseLostError);
      await expect(commit(second)).rejects.toThrow(LeaseLostError);
      expect(await read(batch)).toEqual({ ...ended, readAt: expect.any(Date) });
      await store.retryBatch(keyOf(batch), 'tester');
      const parts = await claimParts(batch, 'node-b');
      expect((await Promise.all(parts.map(idsOf))).flat()).toEqual(
        ['0001', '0005', '0006', '0007', '0008', '0009', '0010'].map((place) => `act-${place}`),
      );
      for (const part of parts) await commit(part);
      expect(await read(batch)).toMatchObject({
        status: JobStatus.complete,
        successCount: 10,
        errorCount: 0,
      });
    });

    it('counts the retries of its most retried part, and says why a part could not be done', async () => {
      const batch = await submit(8, { maxRetries: 1 });
      const [first, second] = (await claimParts(batch)) as [ClaimedBatch, ClaimedBatch];
      await commit(second);
      await store.scheduleRetry(first.lease, 0, 'The model is down.');
      expect(await read(batch)).toMatchObject({ retryCount: 1, status: JobStatus.processing });
      const [again] = (await claimParts(batch)) as [ClaimedBatch];
      await store.failBatch(again.lease, 'All 2 tries failed.', [
        { activityId: 'act-0001', code: 'PROCESSOR_ERROR', details: 'It is down.' },
      ]);
      expect(await read(batch)).toMatchObject({
        status: JobStatus.failed,
        successCount: 4,
        errorCount: 1,
        errorMessage: 'All 2 tries failed.',
      });
      expect(await store.getErrors(keyOf(batch), { limit: 10 })).toMatchObject([{ activityId: 'act-0001' }]);
      expect((await logOf(batch)).map(({ event }) => event)).toEqual([
        'submitted',
        'claimed',
        'claimed',
        'progress',
        'retry_scheduled',
        'claimed',
        'failed',
      ]);
      await store.retryBatch(keyOf(batch), 'tester', 5);
      const [last] = (await claimParts(batch)) as [ClaimedBatch];
      expect(last.batch).toMatchObject({ maxRetries: 5, retryCount: 2, attempt: 2 });
      await commit(last);
      expect(await read(batch)).toMatchObject({ status: JobStatus.complete, successCount: 8 });
    });

    it('goes on when the holder of a part dies', async () => {
      const batch = await submit(8);
      const [first, second] = (await claimParts(batch)) as [ClaimedBatch, ClaimedBatch];
      await commit(first, succeeds(), 1);
      await fixture.expireLease(first.lease.batchId);
      await store.reapLeases();
      await expect(commit(first)).rejects.toThrow(LeaseLostError);
      await commit(second);
      const [taken] = (await claimParts(batch, 'node-b')) as [ClaimedBatch];
      await commit(taken);
      expect(await read(batch)).toMatchObject({ status: JobStatus.complete, successCount: 8, retryCount: 1 });
      expect((await logOf(batch)).map(({ event }) => event)).toContain('lease_expired');
    });

    it('is cancelled whole, also for those who work on its parts', async () => {
      const batch = await submit(10);
      const [first, second] = (await claimParts(batch)) as [ClaimedBatch, ClaimedBatch];
      await commit(first);
      expect(await store.cancelBatch(keyOf(batch), 'tester')).toMatchObject({ status: JobStatus.cancelled });
      await expect(commit(second)).rejects.toThrow(LeaseLostError);
      expect(await store.claimBatches('node-b', 10, lockTimeoutMs)).toEqual([]);
      expect(await read(batch)).toMatchObject({ status: JobStatus.cancelled, successCount: 4 });
      expect((await logOf(batch)).at(-1)).toMatchObject({
        event: 'cancelled',
        successCount: 4,
        actor: 'tester',
      });
    });

    it('takes its parts along when it is deleted, and is not deleted while one is worked on', async () => {
      const batch = await submit(10);
      const parts = await claimParts(batch);
      await expect(store.deleteBatch(keyOf(batch))).rejects.toThrow(ConflictError);
      for (const part of parts) await commit(part);
      await store.deleteBatch(keyOf(batch));
      for (const table of ['batch_jobs', 'batch_activity_refs', 'batch_progress_log', 'emission_records']) {
        const { rows } = await fixture.db.query(`SELECT 1 FROM ${table} WHERE org_id = $1`, [batch.orgId]);
        expect(rows, table).toEqual([]);
      }
    });

    it('shows a part to whoever holds its lease', async () => {
      const batch = await submit(5);
      const [first] = (await claimParts(batch)) as [ClaimedBatch];
      await commit(first, succeeds(), 1);
      expect(await store.getLeased(first.lease)).toMatchObject({ partOf: batch.id, cursor: 'act-0001' });
    });

    it('takes single outcomes for the activities of a part, by whoever holds it', async () => {
      const batch = await submit(5);
      const [first, second] = (await claimParts(batch)) as [ClaimedBatch, ClaimedBatch];
      await expect(store.markActivityComplete(first.lease, 'act-0005', aResult())).rejects.toThrow(
        /has no activity/,
      );
      for (const id of activityIds(3)) await store.markActivityComplete(first.lease, id, aResult());
      await store.markActivityComplete(second.lease, 'act-0005', aResult());
      await store.markActivityFailed(second.lease, 'act-0004', 'NO_FACTOR', 'None.');
      expect(await read(batch)).toMatchObject({ status: JobStatus.failed, successCount: 4, errorCount: 1 });
    });

    it('cannot be added to, nor moved by hand but to be cancelled or retried', async () => {
      const batch = await submit(10);
      await expect(store.addActivityRef(keyOf(batch), 'act-9999')).rejects.toThrow(/split into 3 parts/);
      await expect(store.updateBatchStatus(keyOf(batch), JobStatus.queued)).rejects.toThrow(/3 parts/);
      expect(await store.updateBatchStatus(keyOf(batch), JobStatus.cancelled)).toMatchObject({
        status: JobStatus.cancelled,
      });
    });
  });
}
