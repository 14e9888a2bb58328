import { describe, expect, it } from 'vitest';
import { JobStatus } from '../../../src/domain/batch-job.ts';
import { ConflictError, LeaseLostError, NotFoundError } from '../../../src/domain/errors.ts';
import { anActivity, anOrg, aResult, fails, succeeds, withOutcomes } from '../../support/batches.ts';
import type { StoreFixture } from './store-fixture.ts';

export function chunkContract(fixture: StoreFixture): void {
  const { submit, submitExisting, importActivities, claim, start, commitAll, eventsOf, keyOf } = fixture;

  describe('chunks', () => {
    it('reads in byte order from the cursor and tells missing activities apart', async () => {
      const orgId = anOrg();
      await importActivities(orgId, ['a', 'B', 'ä']);
      const batch = await submit({ orgId, activityIds: ['ä', 'a', 'gone', 'B'] });
      const { lease } = await claim(batch.id);
      const chunk = await fixture.store.readChunk(lease, '', 3);
      expect(chunk.map((one) => one.activityId)).toEqual(['B', 'a', 'gone']);
      expect(chunk[0]?.activity).toEqual(anActivity({ id: 'B', orgId }));
      expect(chunk[2]?.activity).toBeNull();
      expect((await fixture.store.readChunk(lease, 'gone', 3)).map((one) => one.activityId)).toEqual(['ä']);
    });

    it('writes records, errors, cursor and counters together and ends the batch with its last chunk', async () => {
      const batch = await submitExisting(3);
      const { lease } = await start(batch.id);
      const [first, ...rest] = await fixture.store.readChunk(lease, '', 10);
      if (first === undefined) throw new Error('no chunk');
      const after = await fixture.store.commitChunk(lease, {
        fromCursor: '',
        toCursor: first.activityId,
        outcomes: withOutcomes([first], succeeds({ co2eKg: '0.1' })),
        isLast: false,
      });
      expect(after).toMatchObject({
        status: JobStatus.processing,
        successCount: 1,
        totalEmissions: '0.1',
        progressPercent: 1 / 3,
      });
      const [second, third] = rest;
      if (second === undefined || third === undefined) throw new Error('no rest');
      const ended = await fixture.store.commitChunk(lease, {
        fromCursor: first.activityId,
        toCursor: third.activityId,
        outcomes: [...withOutcomes([second], succeeds({ co2eKg: '0.2' })), ...withOutcomes([third], fails)],
        isLast: true,
      });
      expect(ended).toMatchObject({
        status: JobStatus.failed,
        successCount: 2,
        errorCount: 1,
        totalEmissions: '0.3',
        lockedBy: null,
        remainingActivities: 0,
        averageEmissionsPerActivity: '0.15',
      });
      expect(ended.errorMessage).toMatch(/^1 of 3 activities ended in an error/);
      expect(ended.completedAt).not.toBeNull();
      const records = await fixture.store.getRecords(keyOf(batch), { limit: 10 });
      expect(records).toMatchObject([
        {
          activityId: 'act-0001',
          co2eKg: '0.1',
          quantity: '100',
          unit: 'kWh',
          periodStart: '2025-03-01',
          attempt: 1,
        },
        { activityId: 'act-0002', co2eKg: '0.2' },
      ]);
      expect(await fixture.store.getErrors(keyOf(batch), { limit: 10 })).toMatchObject([
        { activityId: 'act-0003', code: 'UNKNOWN_UNIT', attempt: 1 },
      ]);
      expect(await eventsOf(batch)).toEqual(['submitted', 'claimed', 'progress', 'failed']);
      expect(await fixture.store.sumRecordsByCategory(keyOf(batch))).toEqual([
        { scope: 2, category: 'electricity', activities: 2, co2eKg: '0.3', marketCo2eKg: '25' },
      ]);
      expect(await fixture.store.countErrorsByCode(keyOf(batch))).toMatchObject([
        { code: 'UNKNOWN_UNIT', count: 1, examples: [{ activityId: 'act-0003' }] },
      ]);
    });

    it('keeps every field of a record as it was given', async () => {
      const batch = await submitExisting(1);
      const result = aResult({
        market: null,
        scope: 3,
        scope3Category: 6,
        ch4Kg: '0.000000001',
        n2oKg: '0',
        biogenicCo2Kg: '12.5',
        factorId: 'a+b',
        factorValue: null,
        regionMatch: 'country',
        conversion: '125/473176473',
        quantityConverted: '0.264172052358148',
        factorParts: [
          {
            factorId: 'a',
            dataset: 'D',
            datasetVersion: '1',
            co2ePerUnit: '1.10',
            co2PerUnit: null,
            ch4PerUnit: null,
            n2oPerUnit: null,
            biogenicCo2PerUnit: null,
            factorSet: 'test',
            co2eBasis: 'published',
            gwpSet: 'AR5',
            gwpCh4: null,
            gwpN2o: null,
            days: 16,
          },
        ],
      });
      await commitAll(await start(batch.id), succeeds(result));
      const [record] = (await fixture.store.getRecords(keyOf(batch), { limit: 10 })) ?? [];
      expect(record).toMatchObject({
        ...result,
        category: 'electricity',
        location: 'GB',
        dataQuality: 'measured',
      });
    });

    it('completes with errors within the tolerance', async () => {
      const batch = await submitExisting(2, { errorTolerance: 2 });
      const ended = await commitAll(await start(batch.id), fails);
      expect(ended).toMatchObject({ status: JobStatus.complete, errorCount: 2, errorMessage: null });
    });

    it('refuses a chunk that was committed before or read from another cursor', async () => {
      const batch = await submitExisting(2);
      const { lease } = await start(batch.id);
      const chunk = await fixture.store.readChunk(lease, '', 1);
      const commit = {
        fromCursor: '',
        toCursor: 'act-0001',
        outcomes: withOutcomes(chunk, succeeds()),
        isLast: false,
      };
      await fixture.store.commitChunk(lease, commit);
      await expect(fixture.store.commitChunk(lease, commit)).rejects.toThrow(LeaseLostError);
      expect(await fixture.store.getBatch(keyOf(batch))).toMatchObject({
        successCount: 1,
        totalEmissions: '17.7',
      });
    });

    it('takes the part of a chunk that is there without moving the cursor, and reads only what is missing again', async () => {
      const batch = await submitExisting(5);
      const { lease } = await start(batch.id);
      const chunk = await fixture.store.readChunk(lease, '', 4);
      const part = {
        fromCursor: '',
        toCursor: '',
        outcomes: [
          ...withOutcomes(chunk.slice(0, 1), succeeds({ co2eKg: '0.1' })),
          ...withOutcomes(chunk.slice(2, 3), fails),
        ],
        isLast: false,
      };
      expect(await fixture.store.commitChunk(lease, part)).toMatchObject({
        status: JobStatus.processing,
        cursor: '',
        successCount: 1,
        errorCount: 1,
        totalEmissions: '0.1',
      });
      await expect(fixture.store.commitChunk(lease, part)).rejects.toThrow(/unique/);
      await fixture.store.scheduleRetry(lease, 0, 'Activity "act-0002": it broke.');
      await expect(fixture.store.commitChunk(lease, part)).rejects.toThrow(LeaseLostError);
      const again = await start(batch.id, 'node-b');
      await expect(fixture.store.commitChunk(lease, part)).rejects.toThrow(LeaseLostError);
      const rest = await fixture.store.readChunk(again.lease, again.batch.cursor, 4);
      expect(rest.map(({ activityId }) => activityId)).toEqual(['act-0002', 'act-0004', 'act-0005']);
      expect(await commitAll(again, succeeds({ co2eKg: '1' }))).toMatchObject({
        status: JobStatus.failed,
        successCount: 4,
        errorCount: 1,
        totalEmissions: '3.1',
        retryCount: 1,
      });
    });

    it('takes single outcomes in any order and ends with the last', async () => {
      const batch = await submitExisting(3);
      const { lease } = await start(batch.id);
      await fixture.store.markActivityComplete(lease, 'act-0003', aResult({ co2eKg: '1' }));
      await expect(fixture.store.markActivityComplete(lease, 'act-0003', aResult())).rejects.toThrow(
        ConflictError,
      );
      await expect(fixture.store.markActivityComplete(lease, 'act-9999', aResult())).rejects.toThrow(
        NotFoundError,
      );
      expect((await fixture.store.readChunk(lease, '', 10)).map((one) => one.activityId)).toEqual([
        'act-0001',
        'act-0002',
      ]);
      await fixture.store.markActivityFailed(lease, 'act-0001', 'NO_FACTOR', 'None.');
      const ended = await fixture.store.markActivityComplete(lease, 'act-0002', aResult({ co2eKg: '2' }));
      expect(ended).toMatchObject({
        status: JobStatus.failed,
        successCount: 2,
        errorCount: 1,
        totalEmissions: '3',
      });
    });
  });
}
