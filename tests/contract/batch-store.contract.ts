import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { JobStatus, jobStatusNames } from '../../src/domain/batch-job.ts';
import { ConflictError, LeaseLostError, NotFoundError, ValidationError } from '../../src/domain/errors.ts';
import { canMove } from '../../src/domain/transitions.ts';
import type { ClaimedBatch, NewBatch } from '../../src/store/batch-store.ts';
import { PostgresActivityStore } from '../../src/store/postgres-activity-store.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import {
  activityIds,
  anActivity,
  anOrg,
  aResult,
  fails,
  succeeds,
  withOutcomes,
} from '../support/batches.ts';

const lockTimeoutMs = 60_000;

/** What every store must do, whichever driver is beneath it. The cases share one database, each with its own organisation. */
export function batchStoreContract(openDatabase: () => Promise<Database>): void {
  let db: Database;
  let store: PostgresBatchStore;
  let activities: PostgresActivityStore;

  beforeAll(async () => {
    db = await openDatabase();
    store = new PostgresBatchStore(db);
    activities = new PostgresActivityStore(db);
  });

  async function submit(fields: Partial<NewBatch> = {}) {
    const orgId = fields.orgId ?? anOrg();
    return store.createBatch({
      orgId,
      workspaceId: 'ws-test',
      activityIds: activityIds(3),
      actor: 'tester',
      ...fields,
    });
  }

  async function submitExisting(count = 3, fields: Partial<NewBatch> = {}) {
    const orgId = fields.orgId ?? anOrg();
    await importActivities(orgId, activityIds(count));
    return submit({ ...fields, orgId, activityIds: activityIds(count) });
  }

  async function importActivities(orgId: string, ids: readonly string[]) {
    const { id } = await activities.beginImport('test', null);
    const rows = ids.map((activityId, index) => ({
      line: index + 2,
      activity: anActivity({ id: activityId, orgId }),
    }));
    await activities.importActivities(id, rows, { linesDone: ids.length + 1, rejected: 0 });
  }

  async function claim(batchId: string, holder = 'node-a'): Promise<ClaimedBatch> {
    const claimed = await store.acquireBatchLock(batchId, holder, lockTimeoutMs);
    if (claimed === null) throw new Error(`${batchId} could not be claimed`);
    return claimed;
  }

  async function start(batchId: string, holder = 'node-a'): Promise<ClaimedBatch> {
    const { lease } = await claim(batchId, holder);
    return { batch: await store.startBatch(lease), lease };
  }

  async function commitAll({ batch, lease }: ClaimedBatch, outcomeOf = succeeds()) {
    const chunk = await store.readChunk(lease, batch.cursor, 1000);
    return store.commitChunk(lease, {
      fromCursor: batch.cursor,
      toCursor: chunk.at(-1)?.activityId ?? batch.cursor,
      outcomes: withOutcomes(chunk, outcomeOf),
      isLast: true,
    });
  }

  async function expireLease(batchId: string) {
    await db.query(`UPDATE batch_jobs SET locked_until = now() - interval '1 second' WHERE id = $1`, [
      batchId,
    ]);
  }

  async function eventsOf(key: { orgId: string; id: string }) {
    const log = await store.getProgressLog({ orgId: key.orgId, batchId: key.id });
    return log?.map((entry) => entry.event);
  }

  const keyOf = (batch: { orgId: string; id: string }) => ({ orgId: batch.orgId, batchId: batch.id });

  describe('submission', () => {
    it('writes the batch with its defaults, its refs and its log entry', async () => {
      const batch = await submit();
      expect(batch).toMatchObject({
        status: JobStatus.pending,
        workspaceId: 'ws-test',
        activityCount: 3,
        successCount: 0,
        errorCount: 0,
        totalEmissions: '0',
        retryCount: 0,
        maxRetries: 3,
        priority: 5,
        errorMessage: null,
        lockedBy: null,
        lockedUntil: null,
        startedAt: null,
        completedAt: null,
      });
      expect(batch.id).toMatch(/^batch_[0-9a-f]{32}$/);
      expect(await store.getBatch(keyOf(batch))).toMatchObject({ id: batch.id, activityCount: 3 });
      const log = await store.getProgressLog(keyOf(batch));
      expect(log).toMatchObject([
        { event: 'submitted', status: 'pending', actor: 'tester', successCount: 0 },
      ]);
    });

    it('refuses what breaks a rule and writes nothing', async () => {
      const orgId = anOrg();
      const refused: [Partial<NewBatch>, RegExp][] = [
        [{ activityIds: [] }, /activity_ids cannot be empty/],
        [{ activityIds: ['a', 'b', 'a'] }, /names "a" twice/],
        [{ activityIds: [''] }, /activity_ids must not be empty/],
        [{ activityIds: ['x'.repeat(201)] }, /at most 200 characters/],
        [{ activityIds: ['a\u0000b'] }, /control characters/],
        [{ activityIds: ['\ud800'] }, /broken Unicode/],
        [{ priority: 11 }, /priority must be a whole number from 0 to 10, not 11/],
        [{ priority: -1 }, /priority/],
        [{ priority: 1.5 }, /priority/],
        [{ maxRetries: -1 }, /max_retries/],
        [{ workspaceId: '' }, /workspace_id must not be empty/],
      ];
      for (const [fields, message] of refused) {
        const attempt = submit({ orgId, ...fields });
        await expect(attempt).rejects.toThrow(ValidationError);
        await expect(attempt).rejects.toThrow(message);
      }
      expect(await store.listBatches({ orgId, limit: 10, offset: 0 })).toEqual({ batches: [], total: 0 });
    });

    it('tells listeners that a batch is available', async () => {
      const told = Promise.withResolvers<void>();
      const unlisten = await store.listenForWakeUps({
        onBatchAvailable: () => told.resolve(),
        onBatchCancelled: () => {},
        onReconnect: () => {},
      });
      await submit();
      await told.promise;
      await unlisten();
    });

    it('takes the activities of an import without their ids, once', async () => {
      const orgId = anOrg();
      const { id: importId } = await activities.beginImport('file.csv', `key-${orgId}`);
      const rows = ['b', 'a', 'c'].map((id, index) => ({
        line: index + 2,
        activity: anActivity({ id, orgId, workspaceId: id === 'c' ? 'ws-other' : 'ws-test' }),
      }));
      await activities.importActivities(importId, rows, { linesDone: 4, rejected: 0 });
      expect(await activities.listImportOwners(importId)).toEqual([
        { orgId, workspaceId: 'ws-other', activityCount: 1 },
        { orgId, workspaceId: 'ws-test', activityCount: 2 },
      ]);
      const request = { importId, orgId, workspaceId: 'ws-test' };
      const batch = await store.createBatchFromImport(request);
      expect(batch).toMatchObject({ activityCount: 2, workspaceId: 'ws-test' });
      expect((await store.createBatchFromImport(request))?.id).toBe(batch?.id);
      expect(await store.createBatchFromImport({ ...request, workspaceId: 'ws-none' })).toBeNull();
      const { lease } = await claim(batch?.id ?? '');
      const chunk = await store.readChunk(lease, '', 10);
      expect(chunk.map((one) => one.activityId)).toEqual(['a', 'b']);
    });

    it('adds activities to a batch until it is claimed for the first time', async () => {
      const batch = await submit({ activityIds: ['a'] });
      await store.addActivityRef(keyOf(batch), 'b');
      await store.addActivityRef(keyOf(batch), 'b');
      expect((await store.getBatch(keyOf(batch)))?.activityCount).toBe(2);
      await expect(store.addActivityRef({ orgId: anOrg(), batchId: batch.id }, 'c')).rejects.toThrow(
        NotFoundError,
      );
      await claim(batch.id);
      await expect(store.addActivityRef(keyOf(batch), 'c')).rejects.toThrow(ConflictError);
    });
  });

  describe('reading', () => {
    it('lists newest first, by status, page by page, with the total of all that match', async () => {
      const orgId = anOrg();
      const made = [];
      for (let index = 0; index < 5; index++) made.push((await submit({ orgId })).id);
      await store.cancelBatch({ orgId, batchId: made[2] ?? '' }, 'tester');
      const page = await store.listBatches({ orgId, limit: 2, offset: 1 });
      expect(page.total).toBe(5);
      expect(page.batches.map((batch) => batch.id)).toEqual([made[3], made[2]]);
      const pending = await store.listBatches({ orgId, status: JobStatus.pending, limit: 10, offset: 0 });
      expect(pending.total).toBe(4);
      expect(pending.batches.map((batch) => batch.id)).toEqual([made[4], made[3], made[1], made[0]]);
    });

    it("never shows one organisation another's batch", async () => {
      const batch = await submitExisting();
      const stranger = { orgId: anOrg(), batchId: batch.id };
      await commitAll(await start(batch.id));
      expect(await store.getBatch(stranger)).toBeNull();
      expect(await store.getProgressLog(stranger)).toBeNull();
      expect(await store.getRecords(stranger, { limit: 10 })).toBeNull();
      expect(await store.getErrors(stranger, { limit: 10 })).toBeNull();
      expect((await store.listBatches({ orgId: stranger.orgId, limit: 10, offset: 0 })).total).toBe(0);
      await expect(store.cancelBatch(stranger, 'x')).rejects.toThrow(NotFoundError);
      await expect(store.retryBatch(stranger, 'x')).rejects.toThrow(NotFoundError);
      await expect(store.deleteBatch(stranger)).rejects.toThrow(NotFoundError);
      await expect(store.updateBatchStatus(stranger, JobStatus.cancelled)).rejects.toThrow(NotFoundError);
    });

    it("does not read another organisation's activity of the same id", async () => {
      const other = anOrg();
      await importActivities(other, ['shared-id']);
      const batch = await submit({ activityIds: ['shared-id'] });
      const { lease } = await claim(batch.id);
      expect(await store.readChunk(lease, '', 10)).toEqual([{ activityId: 'shared-id', activity: null }]);
    });
  });

  describe('claiming', () => {
    it('gives each batch to one holder, the higher priority first, then the older', async () => {
      const orgId = anOrg();
      const low = await submit({ orgId, priority: 9 });
      const high = await submit({ orgId, priority: 10 });
      const low2 = await submit({ orgId, priority: 9 });
      const ours = new Set([low.id, high.id, low2.id]);
      const turn = (await store.getPendingBatches(1000))
        .map((batch) => batch.id)
        .filter((id) => ours.has(id));
      expect(turn).toEqual([high.id, low.id, low2.id]);
      const claims = await Promise.all(
        ['node-a', 'node-b', 'node-c'].map((holder) => store.claimBatches(holder, 1, lockTimeoutMs)),
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
      expect(await store.acquireBatchLock(batch.id, 'node-b', lockTimeoutMs)).toBeNull();
      await expireLease(batch.id);
      const second = await claim(batch.id, 'node-b');
      expect(second.lease).toMatchObject({ holder: 'node-b', fencingToken: 2 });
      expect(second.batch).toMatchObject({ lockedBy: 'node-b', retryCount: 1 });
    });

    it('lets a former holder write, extend, release and finish nothing', async () => {
      const batch = await submitExisting();
      const former = await start(batch.id, 'node-a');
      await expireLease(batch.id);
      const present = await claim(batch.id, 'node-b');
      await expect(commitAll(former)).rejects.toThrow(LeaseLostError);
      await expect(store.startBatch(former.lease)).rejects.toThrow(LeaseLostError);
      await expect(store.releaseBatchLock(former.lease)).rejects.toThrow(LeaseLostError);
      await expect(store.scheduleRetry(former.lease, 0, 'x')).rejects.toThrow(LeaseLostError);
      await expect(store.failBatch(former.lease, 'x')).rejects.toThrow(LeaseLostError);
      await expect(store.markActivityComplete(former.lease, 'act-0001', aResult())).rejects.toThrow(
        LeaseLostError,
      );
      expect(await store.renewLeases([former.lease], lockTimeoutMs)).toEqual([]);
      expect(await store.findLostLeases([former.lease, present.lease])).toEqual([former.lease]);
      expect(await store.getBatch(keyOf(batch))).toMatchObject({ lockedBy: 'node-b', successCount: 0 });
      expect(await store.getRecords(keyOf(batch), { limit: 10 })).toEqual([]);
    });

    it('does not trust a lease that ran out even before another holder takes it', async () => {
      const batch = await submitExisting();
      const claimed = await start(batch.id);
      await expireLease(batch.id);
      await expect(commitAll(claimed)).rejects.toThrow(LeaseLostError);
      expect(await store.renewLeases([claimed.lease], lockTimeoutMs)).toEqual([]);
    });

    it('extends the leases that are still held', async () => {
      const { lease } = await claim((await submit()).id);
      const [renewed] = await store.renewLeases([lease], 10 * lockTimeoutMs);
      expect(renewed?.lockedUntil.getTime()).toBeGreaterThan(lease.lockedUntil.getTime());
    });

    it('hands a batch back at once without burning a retry', async () => {
      const batch = await submit();
      const { lease } = await start(batch.id);
      await store.releaseBatchLock(lease);
      expect(await store.getBatch(keyOf(batch))).toMatchObject({
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
      await store.reapLeases();
      expect(await store.getBatch(keyOf(retried))).toMatchObject({
        status: JobStatus.pending,
        retryCount: 1,
      });
      await start(retried.id, 'node-b');
      await expireLease(retried.id);
      await store.reapLeases();
      const failed = await store.getBatch(keyOf(retried));
      expect(failed).toMatchObject({ status: JobStatus.failed, retryCount: 1, lockedBy: null });
      expect(failed?.errorMessage).toContain('node-b');
      expect(await eventsOf(retried)).toEqual(['submitted', 'claimed', 'lease_expired', 'claimed', 'failed']);
    });

    it('takes back the leases of a holder whose session is gone, and of no other', async () => {
      const [presenceKey, otherKey] = [4711, 4712];
      const deaf = { onBatchAvailable: () => {}, onBatchCancelled: () => {}, onReconnect: () => {} };
      const leaveOther = await store.listenForWakeUps(deaf, otherKey);
      const leave = await store.listenForWakeUps(deaf, presenceKey);
      const dying = await submit({ priority: 10 });
      const [first] = await store.claimBatches('node-dying', 1, lockTimeoutMs, presenceKey);
      const living = await submit({ priority: 10 });
      const [second] = await store.claimBatches('node-living', 1, lockTimeoutMs, otherKey);
      expect([first?.batch.id, second?.batch.id]).toEqual([dying.id, living.id]);
      expect(await store.findAbandonedLeases()).toEqual([]);
      await leave();
      const abandoned = await store.findAbandonedLeases();
      expect(abandoned).toEqual([{ batchId: dying.id, fencingToken: 1 }]);
      await store.reapLeases(abandoned);
      await leaveOther();
      expect(await store.getBatch(keyOf(dying))).toMatchObject({ status: JobStatus.pending, retryCount: 1 });
      expect(await store.getBatch(keyOf(living))).toMatchObject({ status: JobStatus.queued, retryCount: 0 });
    });

    it('leaves a batch alone whose abandoned term is over', async () => {
      const batch = await submit();
      await start(batch.id);
      await store.reapLeases([{ batchId: batch.id, fencingToken: 0 }]);
      expect(await store.getBatch(keyOf(batch))).toMatchObject({ status: JobStatus.processing });
    });

    it('postpones a retry until its time', async () => {
      const batch = await submit();
      const { lease } = await start(batch.id);
      await store.scheduleRetry(lease, 3_600_000, 'The database was gone.');
      expect(await store.getBatch(keyOf(batch))).toMatchObject({
        status: JobStatus.pending,
        retryCount: 1,
        errorMessage: 'The database was gone.',
      });
      expect(await store.acquireBatchLock(batch.id, 'node-a', lockTimeoutMs)).toBeNull();
      await db.query('UPDATE batch_jobs SET not_before = now() WHERE id = $1', [batch.id]);
      expect((await claim(batch.id)).batch.status).toBe(JobStatus.queued);
    });
  });

  describe('chunks', () => {
    it('reads in byte order from the cursor and tells missing activities apart', async () => {
      const orgId = anOrg();
      await importActivities(orgId, ['a', 'B', 'ä']);
      const batch = await submit({ orgId, activityIds: ['ä', 'a', 'gone', 'B'] });
      const { lease } = await claim(batch.id);
      const chunk = await store.readChunk(lease, '', 3);
      expect(chunk.map((one) => one.activityId)).toEqual(['B', 'a', 'gone']);
      expect(chunk[0]?.activity).toEqual(anActivity({ id: 'B', orgId }));
      expect(chunk[2]?.activity).toBeNull();
      expect((await store.readChunk(lease, 'gone', 3)).map((one) => one.activityId)).toEqual(['ä']);
    });

    it('writes records, errors, cursor and counters together and ends the batch with its last chunk', async () => {
      const batch = await submitExisting(3);
      const { lease } = await start(batch.id);
      const [first, ...rest] = await store.readChunk(lease, '', 10);
      if (first === undefined) throw new Error('no chunk');
      const after = await store.commitChunk(lease, {
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
      const ended = await store.commitChunk(lease, {
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
      const records = await store.getRecords(keyOf(batch), { limit: 10 });
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
      expect(await store.getErrors(keyOf(batch), { limit: 10 })).toMatchObject([
        { activityId: 'act-0003', code: 'UNKNOWN_UNIT', attempt: 1 },
      ]);
      expect(await eventsOf(batch)).toEqual(['submitted', 'claimed', 'progress', 'failed']);
      expect(await store.sumRecordsByCategory(keyOf(batch))).toEqual([
        { scope: 2, category: 'electricity', activities: 2, co2eKg: '0.3' },
      ]);
      expect(await store.countErrorsByCode(keyOf(batch))).toMatchObject([
        { code: 'UNKNOWN_UNIT', count: 1, examples: [{ activityId: 'act-0003' }] },
      ]);
    });

    it('keeps every field of a record as it was given', async () => {
      const batch = await submitExisting(1);
      const result = aResult({
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
            days: 16,
          },
        ],
      });
      await commitAll(await start(batch.id), succeeds(result));
      const [record] = (await store.getRecords(keyOf(batch), { limit: 10 })) ?? [];
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
      const chunk = await store.readChunk(lease, '', 1);
      const commit = {
        fromCursor: '',
        toCursor: 'act-0001',
        outcomes: withOutcomes(chunk, succeeds()),
        isLast: false,
      };
      await store.commitChunk(lease, commit);
      await expect(store.commitChunk(lease, commit)).rejects.toThrow(LeaseLostError);
      expect(await store.getBatch(keyOf(batch))).toMatchObject({ successCount: 1, totalEmissions: '17.7' });
    });

    it('takes single outcomes in any order and ends with the last', async () => {
      const batch = await submitExisting(3);
      const { lease } = await start(batch.id);
      await store.markActivityComplete(lease, 'act-0003', aResult({ co2eKg: '1' }));
      await expect(store.markActivityComplete(lease, 'act-0003', aResult())).rejects.toThrow(ConflictError);
      await expect(store.markActivityComplete(lease, 'act-9999', aResult())).rejects.toThrow(NotFoundError);
      expect((await store.readChunk(lease, '', 10)).map((one) => one.activityId)).toEqual([
        'act-0001',
        'act-0002',
      ]);
      await store.markActivityFailed(lease, 'act-0001', 'NO_FACTOR', 'None.');
      const ended = await store.markActivityComplete(lease, 'act-0002', aResult({ co2eKg: '2' }));
      expect(ended).toMatchObject({
        status: JobStatus.failed,
        successCount: 2,
        errorCount: 1,
        totalEmissions: '3',
      });
    });
  });

  describe('control', () => {
    it('retries only the activities without a result and keeps the results that exist', async () => {
      const batch = await submitExisting(3);
      await commitAll(await start(batch.id), (id) => (id === 'act-0002' ? fails(id) : succeeds()(id)));
      const retried = await store.retryBatch(keyOf(batch), 'tester');
      expect(retried).toMatchObject({
        status: JobStatus.pending,
        retryCount: 1,
        attempt: 2,
        successCount: 2,
        errorCount: 0,
        errorMessage: null,
        completedAt: null,
      });
      expect(await store.getErrors(keyOf(batch), { limit: 10 })).toEqual([]);
      const again = await start(batch.id);
      expect(
        (await store.readChunk(again.lease, again.batch.cursor, 10)).map((one) => one.activityId),
      ).toEqual(['act-0002']);
      const ended = await commitAll(again);
      expect(ended).toMatchObject({
        status: JobStatus.complete,
        successCount: 3,
        errorCount: 0,
        totalEmissions: '53.1',
      });
      expect((await store.getRecords(keyOf(batch), { limit: 10 }))?.map((record) => record.attempt)).toEqual([
        1, 2, 1,
      ]);
      await expect(store.retryBatch(keyOf(batch), 'tester')).rejects.toThrow(ConflictError);
    });

    it('refuses a retry without retries left until max_retries is raised', async () => {
      const batch = await submitExisting(1, { maxRetries: 0 });
      await commitAll(await start(batch.id), fails);
      await expect(store.retryBatch(keyOf(batch), 'tester')).rejects.toThrow(/raise max_retries/);
      await expect(store.retryBatch(keyOf(batch), 'tester', 0)).rejects.toThrow(ConflictError);
      expect(await store.retryBatch(keyOf(batch), 'tester', 2)).toMatchObject({
        retryCount: 1,
        maxRetries: 2,
      });
    });

    it('cancels at once, fences the worker off, keeps results and tells listeners', async () => {
      const batch = await submitExisting(2);
      const claimed = await start(batch.id);
      const chunk = await store.readChunk(claimed.lease, '', 1);
      await store.commitChunk(claimed.lease, {
        fromCursor: '',
        toCursor: 'act-0001',
        outcomes: withOutcomes(chunk, succeeds()),
        isLast: false,
      });
      const told = Promise.withResolvers<string>();
      const unlisten = await store.listenForWakeUps({
        onBatchAvailable: () => {},
        onBatchCancelled: (batchId) => told.resolve(batchId),
        onReconnect: () => {},
      });
      const cancelled = await store.cancelBatch(keyOf(batch), 'tester');
      expect(await told.promise).toBe(batch.id);
      await unlisten();
      expect(cancelled).toMatchObject({ status: JobStatus.cancelled, successCount: 1, lockedBy: null });
      expect(await store.findLostLeases([claimed.lease])).toEqual([claimed.lease]);
      await expect(
        store.commitChunk(claimed.lease, {
          fromCursor: 'act-0001',
          toCursor: 'act-0002',
          outcomes: [],
          isLast: true,
        }),
      ).rejects.toThrow(LeaseLostError);
      expect(await store.getRecords(keyOf(batch), { limit: 10 })).toHaveLength(1);
      await expect(store.cancelBatch(keyOf(batch), 'tester')).rejects.toThrow(ConflictError);
    });

    it('fails a batch with the errors of the chunk that used up its tries', async () => {
      const batch = await submitExisting(2);
      const { lease } = await start(batch.id);
      await store.failBatch(lease, 'The processor failed 4 times.', [
        { activityId: 'act-0001', code: 'PROCESSOR_ERROR', details: 'boom' },
      ]);
      expect(await store.getBatch(keyOf(batch))).toMatchObject({
        status: JobStatus.failed,
        errorCount: 1,
        errorMessage: 'The processor failed 4 times.',
      });
      expect(await store.getErrors(keyOf(batch), { limit: 10 })).toMatchObject([{ code: 'PROCESSOR_ERROR' }]);
    });

    it('deletes a batch with refs, records, errors and log, but not while it is processing', async () => {
      const batch = await submitExisting(2);
      const claimed = await start(batch.id);
      await expect(store.deleteBatch(keyOf(batch))).rejects.toThrow(ConflictError);
      await commitAll(claimed, (id) => (id === 'act-0002' ? fails(id) : succeeds()(id)));
      await store.deleteBatch(keyOf(batch));
      expect(await store.getBatch(keyOf(batch))).toBeNull();
      for (const table of [
        'batch_activity_refs',
        'emission_records',
        'activity_errors',
        'batch_progress_log',
      ]) {
        const { rows } = await db.query(`SELECT 1 FROM ${table} WHERE batch_id = $1`, [batch.id]);
        expect(rows, table).toEqual([]);
      }
      await expect(store.deleteBatch(keyOf(batch))).rejects.toThrow(NotFoundError);
    });
  });

  describe('the state machine', () => {
    /** Walks a fresh batch to `status` by the shortest way. */
    async function batchIn(status: JobStatus) {
      const batch = await submitExisting(1);
      if (status === JobStatus.pending) return batch;
      if (status === JobStatus.cancelled) return store.cancelBatch(keyOf(batch), 'tester');
      const { lease } = await claim(batch.id);
      if (status === JobStatus.queued) return batch;
      const started = { batch: await store.startBatch(lease), lease };
      if (status === JobStatus.processing) return batch;
      return commitAll(started, status === JobStatus.failed ? fails : succeeds());
    }

    const statuses = Object.values(JobStatus);
    for (const from of statuses) {
      for (const to of statuses.filter((status) => status !== from)) {
        const move = `${jobStatusNames[from]} -> ${jobStatusNames[to]}`;
        // Completing takes every outcome as well as the right status, which a move by hand does not bring.
        if (from === JobStatus.processing && to === JobStatus.complete) continue;
        it(`${canMove(from, to) ? 'allows' : 'refuses'} ${move}, in SQL as in code`, async () => {
          const batch = await batchIn(from);
          const byHand = store.updateBatchStatus(keyOf(batch), to);
          if (canMove(from, to)) expect((await byHand).status).toBe(to);
          else await expect(byHand).rejects.toThrow(ConflictError);
          if (canMove(from, to)) return;
          const inSql = db.query(
            `UPDATE batch_jobs SET status = $2::batch_status,
               locked_by = CASE WHEN $2 IN ('queued', 'processing') THEN 'x' END,
               locked_until = CASE WHEN $2 IN ('queued', 'processing') THEN now() END,
               completed_at = CASE WHEN $2 IN ('complete', 'failed', 'cancelled') THEN now() END
             WHERE id = $1`,
            [batch.id, jobStatusNames[to]],
          );
          await expect(inSql).rejects.toThrow(/cannot move from/);
        });
      }
    }

    it('refuses to complete a batch whose outcomes are not all there', async () => {
      const batch = await batchIn(JobStatus.processing);
      await expect(store.updateBatchStatus(keyOf(batch), JobStatus.complete)).rejects.toThrow(
        /batch_jobs_complete_means_every_outcome_is_there/,
      );
    });

    it('refuses a batch that begins as anything but pending, and a change to a record', async () => {
      const batch = await batchIn(JobStatus.complete);
      await expect(
        db.query(`INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count, status, locked_by, locked_until)
                  VALUES ('batch_x', 'o', 'w', 1, 'processing', 'x', now())`),
      ).rejects.toThrow(/begins as pending/);
      await expect(
        db.query('UPDATE emission_records SET co2e_kg = 0 WHERE batch_id = $1', [batch.id]),
      ).rejects.toThrow(/never changed/);
    });
  });

  describe('views', () => {
    it('show progress, averages and duration per batch, and sums per organisation', async () => {
      const batch = await submitExisting(2);
      await commitAll(await start(batch.id), (id) => (id === 'act-0002' ? fails(id) : succeeds()(id)));
      await submit({ orgId: batch.orgId });
      const status = await db.query('SELECT * FROM batch_job_status_view WHERE batch_id = $1', [batch.id]);
      expect(status.rows[0]).toMatchObject({ progress_percent: 1, remaining_count: 0, status: 'failed' });
      expect(Number(status.rows[0]?.avg_emissions_per_activity)).toBe(17.7);
      const sums = await db.query('SELECT * FROM batch_statistics_view WHERE org_id = $1', [batch.orgId]);
      expect(sums.rows[0]).toMatchObject({
        batch_count: 2,
        failed_count: 1,
        pending_count: 1,
        activity_count: 5,
        success_count: 1,
      });
      expect(Number(sums.rows[0]?.total_emissions)).toBe(17.7);
    });
  });
}
