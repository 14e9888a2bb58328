import { describe, expect, it } from 'vitest';
import { JobStatus } from '../../../src/domain/batch-job.ts';
import { LeaseLostError } from '../../../src/domain/errors.ts';
import { anOrg, aResult } from '../../support/batches.ts';
import { lockTimeoutMs, type StoreFixture } from './store-fixture.ts';

export function leaseContract(fixture: StoreFixture): void {
  const { submit, submitExisting, claim, start, commitAll, expireLease, eventsOf, keyOf } = fixture;

  describe('claiming', () => {
    it('gives each batch to one holder, the higher priority first, then the older', async () => {
      const orgId = anOrg();
      const low = await submit({ orgId, priority: 9 });
      const high = await submit({ orgId, priority: 10 });
      const low2 = await submit({ orgId, priority: 9 });
      const ours = new Set([low.id, high.id, low2.id]);
      const turn = (await fixture.store.getPendingBatches(1000))
        .map((batch) => batch.id)
        .filter((id) => ours.has(id));
      expect(turn).toEqual([high.id, low.id, low2.id]);
      const claims = await Promise.all(
        ['node-a', 'node-b', 'node-c'].map((holder) => fixture.store.claimBatches(holder, 1, lockTimeoutMs)),
      );
      const claimed = claims.flat().map(({ batch }) => batch.id);
      expect(new Set(claimed).size).toBe(claimed.length);
      expect(claimed.filter((id) => ours.has(id)).length).toBe(3);
      expect(claims.flat()[0]).toMatchObject({ batch: { status: JobStatus.queued, isLocked: true } });
    });

    it('refuses a batch that is held, and gives an expired lease to another holder as a retry', async () => {
      const batch = await submit();
      const first = await claim(batch.id, 'node-a');
      expect(first.lease).toMatchObject({ holder: 'node-a', fencingToken: 1 });
      expect(await fixture.store.acquireBatchLock(batch.id, 'node-b', lockTimeoutMs)).toBeNull();
      await expireLease(batch.id);
      const second = await claim(batch.id, 'node-b');
      expect(second.lease).toMatchObject({ holder: 'node-b', fencingToken: 2 });
      expect(second.batch).toMatchObject({ lockedBy: 'node-b', retryCount: 1 });
      const log = (await fixture.store.getProgressLog(keyOf(batch))) ?? [];
      expect(log.map(({ event, actor, retryCount }) => [event, actor, retryCount])).toEqual([
        ['submitted', 'tester', 0],
        ['claimed', 'node-a', 0],
        ['lease_expired', 'node-a', 1],
        ['claimed', 'node-b', 1],
      ]);
    });

    it('lets a former holder write, extend, release and finish nothing', async () => {
      const batch = await submitExisting();
      const former = await start(batch.id, 'node-a');
      await expireLease(batch.id);
      const present = await claim(batch.id, 'node-b');
      await expect(commitAll(former)).rejects.toThrow(LeaseLostError);
      await expect(fixture.store.startBatch(former.lease)).rejects.toThrow(LeaseLostError);
      await expect(fixture.store.releaseBatchLock(former.lease)).rejects.toThrow(LeaseLostError);
      await expect(fixture.store.scheduleRetry(former.lease, 0, 'x')).rejects.toThrow(LeaseLostError);
      await expect(fixture.store.failBatch(former.lease, 'x')).rejects.toThrow(LeaseLostError);
      await expect(fixture.store.markActivityComplete(former.lease, 'act-0001', aResult())).rejects.toThrow(
        LeaseLostError,
      );
      expect(await fixture.store.renewLeases([former.lease], lockTimeoutMs)).toEqual([]);
      expect(await fixture.store.findLostLeases([former.lease, present.lease])).toEqual([former.lease]);
      expect(await fixture.store.getBatch(keyOf(batch))).toMatchObject({
        lockedBy: 'node-b',
        successCount: 0,
      });
      expect(await fixture.store.getRecords(keyOf(batch), { limit: 10 })).toEqual([]);
    });

    it('does not trust a lease that ran out even before another holder takes it', async () => {
      const batch = await submitExisting();
      const claimed = await start(batch.id);
      await expireLease(batch.id);
      await expect(commitAll(claimed)).rejects.toThrow(LeaseLostError);
      expect(await fixture.store.renewLeases([claimed.lease], lockTimeoutMs)).toEqual([]);
    });

    it('tells a lease that its holder ended from one that was lost', async () => {
      const completed = await start((await submitExisting()).id);
      await commitAll(completed);
      const handedBack = await start((await submit()).id);
      await fixture.store.releaseBatchLock(handedBack.lease);
      const retried = await start((await submit()).id);
      await fixture.store.scheduleRetry(retried.lease, 0, 'why');
      const failed = await start((await submit()).id);
      await fixture.store.failBatch(failed.lease, 'why');
      const ended = [completed, handedBack, retried, failed].map(({ lease }) => lease);
      const deleted = await claim((await submit()).id);
      await fixture.store.deleteBatch(keyOf(deleted.batch));
      const expired = await claim((await submit()).id);
      await expireLease(expired.batch.id);
      const movedByHand = await start((await submit()).id);
      await fixture.store.updateBatchStatus(keyOf(movedByHand.batch), JobStatus.failed);
      const lost = [deleted, expired, movedByHand].map(({ lease }) => lease);
      expect(await fixture.store.findLostLeases([...ended, ...lost])).toEqual(lost);
    });

    it('extends the leases that are still held', async () => {
      const { lease } = await claim((await submit()).id);
      const [renewed] = await fixture.store.renewLeases([lease], 10 * lockTimeoutMs);
      expect(renewed?.lockedUntil.getTime()).toBeGreaterThan(lease.lockedUntil.getTime());
    });

    it('tells the terms of one batch apart when a holder names several', async () => {
      const batch = await submit();
      const terms = [await claim(batch.id)];
      for (let term = 2; term <= 3; term++) {
        await expireLease(batch.id);
        terms.push(await claim(batch.id));
      }
      const [first, second, third] = terms.map(({ lease }) => lease);
      const all = [first, second, third].filter((lease) => lease !== undefined);
      expect(
        (await fixture.store.renewLeases(all, lockTimeoutMs)).map((lease) => lease.fencingToken),
      ).toEqual([3]);
      expect(await fixture.store.findLostLeases(all)).toEqual([first, second]);
    });

    it('hands a batch back at once without burning a retry', async () => {
      const batch = await submit();
      const { lease } = await start(batch.id);
      await fixture.store.releaseBatchLock(lease);
      expect(await fixture.store.getBatch(keyOf(batch))).toMatchObject({
        status: JobStatus.pending,
        retryCount: 0,
        lockedBy: null,
      });
      expect(await eventsOf(batch)).toEqual(['submitted', 'claimed', 'handed_back']);
      expect((await claim(batch.id, 'node-b')).lease.fencingToken).toBe(2);
    });

    it('takes back expired leases: pending as a retry, failed when the retries are used up', async () => {
      const retried = await submit({ maxRetries: 1 });
      await start(retried.id, 'node-a');
      await expireLease(retried.id);
      await fixture.store.reapLeases();
      expect(await fixture.store.getBatch(keyOf(retried))).toMatchObject({
        status: JobStatus.pending,
        retryCount: 1,
      });
      await start(retried.id, 'node-b');
      await expireLease(retried.id);
      await fixture.store.reapLeases();
      const failed = await fixture.store.getBatch(keyOf(retried));
      expect(failed).toMatchObject({ status: JobStatus.failed, retryCount: 1, lockedBy: null });
      expect(failed?.errorMessage).toContain('node-b');
      expect(await eventsOf(retried)).toEqual(['submitted', 'claimed', 'lease_expired', 'claimed', 'failed']);
    });

    it('takes back the leases of a holder whose session is gone, and of no other', async () => {
      const [presenceKey, otherKey] = [4711, 4712];
      const deaf = { onBatchAvailable: () => {}, onBatchCancelled: () => {}, onReconnect: () => {} };
      const leaveOther = await fixture.store.listenForWakeUps(deaf, otherKey);
      const leave = await fixture.store.listenForWakeUps(deaf, presenceKey);
      const dying = await submit({ priority: 10 });
      const [first] = await fixture.store.claimBatches('node-dying', 1, lockTimeoutMs, presenceKey);
      const living = await submit({ priority: 10 });
      const [second] = await fixture.store.claimBatches('node-living', 1, lockTimeoutMs, otherKey);
      expect([first?.batch.id, second?.batch.id]).toEqual([dying.id, living.id]);
      expect(await fixture.store.findAbandonedLeases()).toEqual([]);
      await leave();
      const abandoned = await fixture.store.findAbandonedLeases();
      expect(abandoned).toEqual([{ batchId: dying.id, fencingToken: 1 }]);
      await fixture.store.reapLeases(abandoned);
      await leaveOther();
      expect(await fixture.store.getBatch(keyOf(dying))).toMatchObject({
        status: JobStatus.pending,
        retryCount: 1,
      });
      expect(await fixture.store.getBatch(keyOf(living))).toMatchObject({
        status: JobStatus.queued,
        retryCount: 0,
      });
    });

    it('leaves a batch alone whose abandoned term is over', async () => {
      const batch = await submit();
      await start(batch.id);
      await fixture.store.reapLeases([{ batchId: batch.id, fencingToken: 0 }]);
      expect(await fixture.store.getBatch(keyOf(batch))).toMatchObject({ status: JobStatus.processing });
    });

    it('postpones a retry until its time', async () => {
      const batch = await submit();
      const { lease } = await start(batch.id);
      await fixture.store.scheduleRetry(lease, 3_600_000, 'The database was gone.');
      expect(await fixture.store.getBatch(keyOf(batch))).toMatchObject({
        status: JobStatus.pending,
        retryCount: 1,
        errorMessage: 'The database was gone.',
      });
      expect(await fixture.store.acquireBatchLock(batch.id, 'node-a', lockTimeoutMs)).toBeNull();
      await fixture.db.query('UPDATE batch_jobs SET not_before = now() WHERE id = $1', [batch.id]);
      expect((await claim(batch.id)).batch.status).toBe(JobStatus.queued);
    });
  });
}
