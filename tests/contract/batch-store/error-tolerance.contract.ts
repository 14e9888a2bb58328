import { describe, expect, it } from 'vitest';
import { type BatchJob, JobStatus } from '../../../src/domain/batch-job.ts';
import { LeaseLostError, ValidationError } from '../../../src/domain/errors.ts';
import type { Lease } from '../../../src/domain/lease.ts';
import type { NewBatch } from '../../../src/store/batch-store.ts';
import { activityIds, anActivity, fails, succeeds, withOutcomes } from '../../support/batches.ts';
import type { StoreFixture } from './store-fixture.ts';

/** How many errors a batch may have: stated as a count, as a share or not at all. */
export function errorToleranceContract(fixture: StoreFixture): void {
  const { submit, submitExisting, start, commitAll, eventsOf, keyOf } = fixture;

  /** The next `count` activities, of which the first `errors` end in an error. */
  async function commitNext(lease: Lease, batch: BatchJob, count: number, errors: number, isLast = false) {
    const chunk = await fixture.store.readChunk(lease, batch.cursor, count);
    const bad = new Set(chunk.slice(0, errors).map(({ activityId }) => activityId));
    return fixture.store.commitChunk(lease, {
      fromCursor: batch.cursor,
      toCursor: chunk.at(-1)?.activityId ?? batch.cursor,
      outcomes: withOutcomes(chunk, (id) => (bad.has(id) ? fails(id) : succeeds({ co2eKg: '1' })(id))),
      isLast,
    });
  }

  describe('an error tolerance', () => {
    it('ends the batch as failed in the very commit that exceeds it, and says how much was tolerated', async () => {
      const submitted = await submitExisting(10, { errorTolerance: 2 });
      expect(submitted).toMatchObject({ errorTolerance: 2, errorToleranceShare: null, errorsTolerated: 2 });
      const { lease, batch } = await start(submitted.id);
      const within = await commitNext(lease, batch, 3, 2);
      expect(within).toMatchObject({ status: JobStatus.processing, errorCount: 2, errorMessage: null });
      const ended = await commitNext(lease, within, 3, 1);
      expect(ended).toMatchObject({
        status: JobStatus.failed,
        successCount: 3,
        errorCount: 3,
        totalEmissions: '3',
        remainingActivities: 4,
        lockedBy: null,
        lockedUntil: null,
        errorMessage:
          'Stopped early: 3 of 10 activities ended in an error, with 2 tolerated. Mend their data, then retry the batch: it goes on with the 7 activities without a result.',
      });
      expect(ended.completedAt).not.toBeNull();
      expect(await eventsOf(ended)).toEqual(['submitted', 'claimed', 'progress', 'failed']);
      const log = await fixture.store.getProgressLog(keyOf(ended));
      expect(log?.at(-1)).toMatchObject({ message: ended.errorMessage, actor: 'node-a' });
      await expect(commitNext(lease, ended, 1, 0)).rejects.toThrow(LeaseLostError);
    });

    it('is judged anew, over the whole batch, by the retry of all activities without a result', async () => {
      const submitted = await submitExisting(10, { errorTolerance: 2 });
      const first = await start(submitted.id);
      await commitNext(first.lease, first.batch, 6, 3);
      const retried = await fixture.store.retryBatch(keyOf(submitted), 'tester');
      expect(retried).toMatchObject({ errorCount: 0, successCount: 3, cursor: '' });
      const second = await start(submitted.id);
      const chunk = await fixture.store.readChunk(second.lease, '', 100);
      expect(chunk.map(({ activityId }) => activityId)).toEqual([
        ...activityIds(3),
        ...activityIds(10).slice(6),
      ]);
      const ended = await commitNext(second.lease, second.batch, 100, 2, true);
      expect(ended).toMatchObject({
        status: JobStatus.complete,
        successCount: 8,
        errorCount: 2,
        errorMessage: null,
      });
    });

    it('does not say that it stopped early where nothing was left', async () => {
      const submitted = await submitExisting(4, { errorTolerance: 1 });
      const { lease, batch } = await start(submitted.id);
      expect(await commitNext(lease, batch, 4, 2)).toMatchObject({
        status: JobStatus.failed,
        errorMessage:
          '2 of 4 activities ended in an error, with 1 tolerated: mend their data, then retry the batch.',
      });
    });

    it('that is not stated lets the batch go on to its end, where any error makes it failed', async () => {
      const submitted = await submitExisting(4);
      expect(submitted).toMatchObject({
        errorTolerance: null,
        errorToleranceShare: null,
        errorsTolerated: null,
      });
      const { lease, batch } = await start(submitted.id);
      const underWay = await commitNext(lease, batch, 3, 3);
      expect(underWay.status).toBe(JobStatus.processing);
      expect(await commitNext(lease, underWay, 1, 0, true)).toMatchObject({
        status: JobStatus.failed,
        remainingActivities: 0,
        errorMessage: '3 of 4 activities ended in an error: mend their data, then retry the batch.',
      });
    });

    it('of none ends the batch at the first error', async () => {
      const submitted = await submitExisting(4, { errorTolerance: 0 });
      const { lease, batch } = await start(submitted.id);
      expect(await commitNext(lease, batch, 2, 1)).toMatchObject({
        status: JobStatus.failed,
        remainingActivities: 2,
      });
    });

    it.each([
      // In binary, 0.29 x 100 is 28.999999999999996 and 0.07 x 100 is 7.000000000000001.
      [0.29, 100, 29],
      [0.07, 100, 7],
      [0.05, 39, 1],
      [0.05, 40, 2],
      [0, 5, 0],
      [1, 5, 5],
      [0.999999999999, 5, 4],
      [1e-7, 5, 0],
    ])(
      'of a share of %d tolerates of %d activities exactly %d',
      async (errorToleranceShare, count, errorsTolerated) => {
        const batch = await submit({ activityIds: activityIds(count), errorToleranceShare });
        expect(batch).toMatchObject({ errorTolerance: null, errorsTolerated });
        expect(Number(batch.errorToleranceShare)).toBe(errorToleranceShare);
      },
    );

    it('as a share grows with an activity that is added', async () => {
      const submitted = await submitExisting(3, { errorToleranceShare: 0.25 });
      expect(submitted.errorsTolerated).toBe(0);
      await fixture.store.addActivityRef(keyOf(submitted), 'unheard-of');
      const { lease, batch } = await start(submitted.id);
      expect(batch.errorsTolerated).toBe(1);
      const within = await commitNext(lease, batch, 2, 1);
      expect(within.status).toBe(JobStatus.processing);
      expect(await commitNext(lease, within, 1, 1)).toMatchObject({
        status: JobStatus.failed,
        remainingActivities: 1,
      });
    });

    it('is judged for single outcomes too', async () => {
      const submitted = await submitExisting(5, { errorTolerance: 1 });
      const { lease } = await start(submitted.id);
      const fail = (id: string) => fixture.store.markActivityFailed(lease, id, 'NO_FACTOR', 'None.');
      expect(await fail('act-0004')).toMatchObject({ status: JobStatus.processing });
      expect(await fail('act-0002')).toMatchObject({
        status: JobStatus.failed,
        errorCount: 2,
        remainingActivities: 3,
      });
      await expect(fail('act-0003')).rejects.toThrow(LeaseLostError);
    });

    it('is kept by every way to submit', async () => {
      const existing = await submitExisting(4);
      const { orgId } = existing;
      const { id: importId } = await fixture.activities.beginImport('test', null);
      const rows = [{ line: 2, activity: anActivity({ id: 'one-more', orgId }) }];
      await fixture.activities.importActivities(importId, rows, { linesDone: 2, rejected: 0 });
      const owner = { orgId, workspaceId: 'ws-test' };
      const stated: [Partial<NewBatch>, number][] = [
        [{ errorTolerance: 3 }, 3],
        [{ errorToleranceShare: 0.4 }, 2],
      ];
      for (const [tolerance, errorsTolerated] of stated) {
        const filtered = await fixture.store.createBatchFromFilter({ ...owner, ...tolerance, filter: {} });
        expect(filtered).toMatchObject({ activityCount: 5, errorsTolerated });
      }
      const imported = await fixture.store.createBatchFromImport({
        ...owner,
        importId,
        errorToleranceShare: 1,
      });
      expect(imported).toMatchObject({ activityCount: 1, errorsTolerated: 1 });
    });

    it('is refused where it is no count, no share, or both', async () => {
      for (const tolerance of [
        { errorTolerance: -1 },
        { errorTolerance: 0.5 },
        { errorToleranceShare: -0.1 },
        { errorToleranceShare: 1.1 },
        { errorToleranceShare: Number.NaN },
        { errorTolerance: 1, errorToleranceShare: 0.5 },
      ]) {
        await expect(submit(tolerance), JSON.stringify(tolerance)).rejects.toThrow(ValidationError);
      }
    });

    it('does not save a batch whose tries are used up', async () => {
      const submitted = await submitExisting(2, { errorTolerance: 2 });
      const { lease } = await start(submitted.id);
      const errors = [{ activityId: 'act-0001', code: 'PROCESSOR_ERROR', details: 'It broke.' } as const];
      await fixture.store.failBatch(lease, 'The only try failed: it broke.', errors);
      expect(await fixture.store.getBatch(keyOf(submitted))).toMatchObject({
        status: JobStatus.failed,
        errorCount: 1,
        errorMessage: 'The only try failed: it broke.',
      });
      await fixture.store.retryBatch(keyOf(submitted), 'tester');
      expect(await commitAll(await start(submitted.id))).toMatchObject({ status: JobStatus.complete });
    });
  });
}
