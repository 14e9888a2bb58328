import { describe, expect, it } from 'vitest';
import { JobStatus } from '../../../src/domain/batch-job.ts';
import { ConflictError, NotFoundError, ValidationError } from '../../../src/domain/errors.ts';
import type { NewBatch } from '../../../src/store/batch-store.ts';
import { anActivity, anOrg } from '../../support/batches.ts';
import type { StoreFixture } from './store-fixture.ts';

export function submissionContract(fixture: StoreFixture): void {
  const { submit, claim, keyOf } = fixture;

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
      expect(await fixture.store.getBatch(keyOf(batch))).toMatchObject({ id: batch.id, activityCount: 3 });
      const log = await fixture.store.getProgressLog(keyOf(batch));
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
      expect(await fixture.store.listBatches({ orgId, limit: 10, offset: 0 })).toEqual({
        batches: [],
        total: 0,
        next: null,
      });
    });

    it('tells listeners that a batch is available', async () => {
      const told = Promise.withResolvers<void>();
      const unlisten = await fixture.store.listenForWakeUps({
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
      const { id: importId } = await fixture.activities.beginImport('file.csv', `key-${orgId}`);
      const rows = ['b', 'a', 'c'].map((id, index) => ({
        line: index + 2,
        activity: anActivity({ id, orgId, workspaceId: id === 'c' ? 'ws-other' : 'ws-test' }),
      }));
      await fixture.activities.importActivities(importId, rows, { linesDone: 4, rejected: 0 });
      expect(await fixture.activities.listImportOwners(importId)).toEqual([
        { orgId, workspaceId: 'ws-other', activityCount: 1 },
        { orgId, workspaceId: 'ws-test', activityCount: 2 },
      ]);
      const request = { importId, orgId, workspaceId: 'ws-test' };
      const batch = await fixture.store.createBatchFromImport(request);
      expect(batch).toMatchObject({ activityCount: 2, workspaceId: 'ws-test' });
      expect((await fixture.store.createBatchFromImport(request))?.id).toBe(batch?.id);
      expect(await fixture.store.createBatchFromImport({ ...request, workspaceId: 'ws-none' })).toBeNull();
      const { lease } = await claim(batch?.id ?? '');
      const chunk = await fixture.store.readChunk(lease, '', 10);
      expect(chunk.map((one) => one.activityId)).toEqual(['a', 'b']);
    });

    it('adds activities to a batch until it is claimed for the first time', async () => {
      const batch = await submit({ activityIds: ['a'] });
      await fixture.store.addActivityRef(keyOf(batch), 'b');
      await fixture.store.addActivityRef(keyOf(batch), 'b');
      expect((await fixture.store.getBatch(keyOf(batch)))?.activityCount).toBe(2);
      await expect(fixture.store.addActivityRef({ orgId: anOrg(), batchId: batch.id }, 'c')).rejects.toThrow(
        NotFoundError,
      );
      await claim(batch.id);
      await expect(fixture.store.addActivityRef(keyOf(batch), 'c')).rejects.toThrow(ConflictError);
    });
  });
}
