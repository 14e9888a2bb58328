import { describe, expect, it } from 'vitest';
import { JobStatus } from '../../../src/domain/batch-job.ts';
import { anOrg } from '../../support/batches.ts';
import type { StoreFixture } from './store-fixture.ts';

export function readingContract(fixture: StoreFixture): void {
  const { submit, importActivities, claim } = fixture;

  describe('reading', () => {
    it('lists newest first, by status, page by page, with the total of all that match', async () => {
      const orgId = anOrg();
      const made = [];
      for (let index = 0; index < 5; index++) made.push((await submit({ orgId })).id);
      await fixture.store.cancelBatch({ orgId, batchId: made[2] ?? '' }, 'tester');
      const page = await fixture.store.listBatches({ orgId, limit: 2, offset: 1 });
      expect(page.total).toBe(5);
      expect(page.batches.map((batch) => batch.id)).toEqual([made[3], made[2]]);
      const pending = await fixture.store.listBatches({
        orgId,
        status: JobStatus.pending,
        limit: 10,
        offset: 0,
      });
      expect(pending.total).toBe(4);
      expect(pending.batches.map((batch) => batch.id)).toEqual([made[4], made[3], made[1], made[0]]);
    });

    it("does not read another organisation's activity of the same id", async () => {
      const other = anOrg();
      await importActivities(other, ['shared-id']);
      const batch = await submit({ activityIds: ['shared-id'] });
      const { lease } = await claim(batch.id);
      expect(await fixture.store.readChunk(lease, '', 10)).toEqual([
        { activityId: 'shared-id', activity: null },
      ]);
    });
  });
}
