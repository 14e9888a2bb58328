import { describe, expect, it } from 'vitest';
import { JobStatus, jobStatusNames } from '../../../src/domain/batch-job.ts';
import { ConflictError, LeaseLostError } from '../../../src/domain/errors.ts';
import { canMove } from '../../../src/domain/transitions.ts';
import { fails, succeeds } from '../../support/batches.ts';
import type { StoreFixture } from './store-fixture.ts';

export function stateMachineContract(fixture: StoreFixture): void {
  const { submitExisting, claim, start, commitAll, eventsOf, keyOf } = fixture;

  describe('the state machine', () => {
    /** Walks a fresh batch to `status` by the shortest way. */
    async function batchIn(status: JobStatus) {
      const batch = await submitExisting(1);
      if (status === JobStatus.pending) return batch;
      if (status === JobStatus.cancelled) return fixture.store.cancelBatch(keyOf(batch), 'tester');
      const { lease } = await claim(batch.id);
      if (status === JobStatus.queued) return batch;
      const started = { batch: await fixture.store.startBatch(lease), lease };
      if (status === JobStatus.processing) return batch;
      return commitAll(started, status === JobStatus.failed ? fails : succeeds());
    }

    for (const from of jobStatusNames) {
      for (const to of jobStatusNames) {
        const isAllowed = canMove(JobStatus[from], JobStatus[to]);
        // Completing takes every outcome as well as the right status; see below.
        if (from === 'processing' && to === 'complete') continue;
        it(`${isAllowed ? 'allows' : 'refuses'} the move from ${from} to ${to} by hand`, async () => {
          const batch = await batchIn(JobStatus[from]);
          const move = fixture.store.updateBatchStatus(keyOf(batch), JobStatus[to]);
          if (isAllowed) expect(await move).toMatchObject({ statusName: to });
          else {
            await expect(move).rejects.toThrow(ConflictError);
            expect(await fixture.store.getBatch(keyOf(batch))).toMatchObject({ statusName: from });
          }
        });
      }
    }

    it('writes a log entry for every move by hand, with its message', async () => {
      const batch = await submitExisting(1);
      for (const to of [JobStatus.queued, JobStatus.processing, JobStatus.pending, JobStatus.queued]) {
        await fixture.store.updateBatchStatus(keyOf(batch), to);
      }
      await fixture.store.updateBatchStatus(keyOf(batch), JobStatus.processing);
      await fixture.store.updateBatchStatus(keyOf(batch), JobStatus.failed, 'I had enough.');
      const log = await fixture.store.getProgressLog(keyOf(batch));
      expect(log?.map(({ event, status }) => `${event}: ${status}`)).toEqual([
        'submitted: pending',
        'claimed: queued',
        'progress: processing',
        'handed_back: pending',
        'claimed: queued',
        'progress: processing',
        'failed: failed',
      ]);
      expect(log?.at(-1)).toMatchObject({ actor: 'updateBatchStatus', message: 'I had enough.' });
    });

    it('retries a failed batch that is moved to pending by hand', async () => {
      const batch = await batchIn(JobStatus.failed);
      const retried = await fixture.store.updateBatchStatus(keyOf(batch), JobStatus.pending);
      expect(retried).toMatchObject({ attempt: 2, retryCount: 1, errorCount: 0, cursor: '' });
      expect(await eventsOf(batch)).toEqual(['submitted', 'claimed', 'failed', 'retried']);
      expect(await commitAll(await start(batch.id))).toMatchObject({
        statusName: 'complete',
        successCount: 1,
      });
    });

    it('tells listeners of what becomes available or is cancelled by hand', async () => {
      const heard: string[] = [];
      const cancelled = Promise.withResolvers<void>();
      const unlisten = await fixture.store.listenForWakeUps({
        onBatchAvailable: () => heard.push('available'),
        onBatchCancelled: (batchId) => {
          heard.push(batchId);
          cancelled.resolve();
        },
        onReconnect: () => {},
      });
      const batch = await batchIn(JobStatus.queued);
      await fixture.store.updateBatchStatus(keyOf(batch), JobStatus.pending);
      await fixture.store.updateBatchStatus(keyOf(batch), JobStatus.cancelled);
      await cancelled.promise;
      await unlisten();
      expect(heard).toEqual(['available', 'available', batch.id]);
    });

    it('completes a batch by hand when every outcome is there and the errors are tolerated', async () => {
      const batch = await batchIn(JobStatus.processing);
      const complete = () => fixture.store.updateBatchStatus(keyOf(batch), JobStatus.complete);
      await expect(complete()).rejects.toThrow(/an outcome is missing for 1 of 1 activities/);
      await fixture.db.query('UPDATE batch_jobs SET error_count = 1 WHERE id = $1', [batch.id]);
      await expect(complete()).rejects.toThrow(/1 of 1 activities ended in an error, with 0 tolerated/);
      await fixture.db.query('UPDATE batch_jobs SET error_tolerance = 1 WHERE id = $1', [batch.id]);
      expect(await complete()).toMatchObject({ statusName: 'complete', lockedBy: null });
    });

    it('takes the lease from its holder with a move by hand', async () => {
      const batch = await submitExisting(1);
      const claimed = await start(batch.id);
      await fixture.store.updateBatchStatus(keyOf(batch), JobStatus.pending);
      await expect(commitAll(claimed)).rejects.toThrow(LeaseLostError);
    });
  });
}
