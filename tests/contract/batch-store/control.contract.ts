import { describe, expect, it } from 'vitest';
import { JobStatus } from '../../../src/domain/batch-job.ts';
import { ConflictError, LeaseLostError, NotFoundError } from '../../../src/domain/errors.ts';
import { fails, succeeds, withOutcomes } from '../../support/batches.ts';
import type { StoreFixture } from './store-fixture.ts';

export function controlContract(fixture: StoreFixture): void {
  const { submitExisting, start, commitAll, keyOf } = fixture;

  describe('control', () => {
    it('retries only the activities without a result and keeps the results that exist', async () => {
      const batch = await submitExisting(3);
      await commitAll(await start(batch.id), (id) => (id === 'act-0002' ? fails(id) : succeeds()(id)));
      const retried = await fixture.store.retryBatch(keyOf(batch), 'tester');
      expect(retried).toMatchObject({
        status: JobStatus.pending,
        retryCount: 1,
        attempt: 2,
        successCount: 2,
        errorCount: 0,
        errorMessage: null,
        completedAt: null,
      });
      expect(await fixture.store.getErrors(keyOf(batch), { limit: 10 })).toEqual([]);
      const again = await start(batch.id);
      expect(
        (await fixture.store.readChunk(again.lease, again.batch.cursor, 10)).map((one) => one.activityId),
      ).toEqual(['act-0002']);
      const ended = await commitAll(again);
      expect(ended).toMatchObject({
        status: JobStatus.complete,
        successCount: 3,
        errorCount: 0,
        totalEmissions: '53.1',
      });
      expect(
        (await fixture.store.getRecords(keyOf(batch), { limit: 10 }))?.map((record) => record.attempt),
      ).toEqual([1, 2, 1]);
      await expect(fixture.store.retryBatch(keyOf(batch), 'tester')).rejects.toThrow(ConflictError);
    });

    it('refuses a retry without retries left until max_retries is raised', async () => {
      const batch = await submitExisting(1, { maxRetries: 0 });
      await commitAll(await start(batch.id), fails);
      await expect(fixture.store.retryBatch(keyOf(batch), 'tester')).rejects.toThrow(/raise max_retries/);
      await expect(fixture.store.retryBatch(keyOf(batch), 'tester', 0)).rejects.toThrow(ConflictError);
      expect(await fixture.store.retryBatch(keyOf(batch), 'tester', 2)).toMatchObject({
        retryCount: 1,
        maxRetries: 2,
      });
    });

    it('cancels at once, fences the worker off, keeps results and tells listeners', async () => {
      const batch = await submitExisting(2);
      const claimed = await start(batch.id);
      const chunk = await fixture.store.readChunk(claimed.lease, '', 1);
      await fixture.store.commitChunk(claimed.lease, {
        fromCursor: '',
        toCursor: 'act-0001',
        outcomes: withOutcomes(chunk, succeeds()),
        isLast: false,
      });
      const told = Promise.withResolvers<string>();
      const unlisten = await fixture.store.listenForWakeUps({
        onBatchAvailable: () => {},
        onBatchCancelled: (batchId) => told.resolve(batchId),
        onReconnect: () => {},
      });
      const cancelled = await fixture.store.cancelBatch(keyOf(batch), 'tester');
      expect(await told.promise).toBe(batch.id);
      await unlisten();
      expect(cancelled).toMatchObject({ status: JobStatus.cancelled, successCount: 1, lockedBy: null });
      expect(await fixture.store.findLostLeases([claimed.lease])).toEqual([claimed.lease]);
      await expect(
        fixture.store.commitChunk(claimed.lease, {
          fromCursor: 'act-0001',
          toCursor: 'act-0002',
          outcomes: [],
          isLast: true,
        }),
      ).rejects.toThrow(LeaseLostError);
      expect(await fixture.store.getRecords(keyOf(batch), { limit: 10 })).toHaveLength(1);
      await expect(fixture.store.cancelBatch(keyOf(batch), 'tester')).rejects.toThrow(ConflictError);
    });

    it('leaves no reason to fail on a batch that was cancelled', async () => {
      const batch = await submitExisting(1);
      const { lease } = await start(batch.id);
      await fixture.store.scheduleRetry(lease, 0, 'The database was gone.');
      const cancelled = await fixture.store.cancelBatch(keyOf(batch), 'tester');
      expect(cancelled).toMatchObject({ statusName: 'cancelled', errorMessage: null });
    });

    it('fails a batch with the errors of the chunk that used up its tries', async () => {
      const batch = await submitExisting(2);
      const { lease } = await start(batch.id);
      await fixture.store.failBatch(lease, 'The processor failed 4 times.', [
        { activityId: 'act-0001', code: 'PROCESSOR_ERROR', details: 'boom' },
      ]);
      expect(await fixture.store.getBatch(keyOf(batch))).toMatchObject({
        status: JobStatus.failed,
        errorCount: 1,
        errorMessage: 'The processor failed 4 times.',
      });
      expect(await fixture.store.getErrors(keyOf(batch), { limit: 10 })).toMatchObject([
        { code: 'PROCESSOR_ERROR' },
      ]);
    });

    it('deletes a batch with refs, records, errors and log, but not while it is processing', async () => {
      const batch = await submitExisting(2);
      const claimed = await start(batch.id);
      await expect(fixture.store.deleteBatch(keyOf(batch))).rejects.toThrow(ConflictError);
      await commitAll(claimed, (id) => (id === 'act-0002' ? fails(id) : succeeds()(id)));
      await fixture.store.deleteBatch(keyOf(batch));
      expect(await fixture.store.getBatch(keyOf(batch))).toBeNull();
      for (const table of [
        'batch_activity_refs',
        'emission_records',
        'activity_errors',
        'batch_progress_log',
      ]) {
        const { rows } = await fixture.db.query(`SELECT 1 FROM ${table} WHERE batch_id = $1`, [batch.id]);
        expect(rows, table).toEqual([]);
      }
      await expect(fixture.store.deleteBatch(keyOf(batch))).rejects.toThrow(NotFoundError);
    });
  });
}
