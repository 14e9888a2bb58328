import { describe, expect, it } from 'vitest';
import { fails, succeeds } from '../../support/batches.ts';
import type { StoreFixture } from './store-fixture.ts';

export function viewContract(fixture: StoreFixture): void {
  const { submit, submitExisting, start, commitAll } = fixture;

  describe('views', () => {
    it('show progress, averages and duration per batch, and sums per organisation', async () => {
      const batch = await submitExisting(2);
      await commitAll(await start(batch.id), (id) => (id === 'act-0002' ? fails(id) : succeeds()(id)));
      await submit({ orgId: batch.orgId });
      const status = await fixture.db.query('SELECT * FROM batch_job_status_view WHERE batch_id = $1', [
        batch.id,
      ]);
      expect(status.rows[0]).toMatchObject({ progress_percent: 1, remaining_count: 0, status: 'failed' });
      expect(Number(status.rows[0]?.avg_emissions_per_activity)).toBe(17.7);
      const sums = await fixture.db.query('SELECT * FROM batch_statistics_view WHERE org_id = $1', [
        batch.orgId,
      ]);
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
