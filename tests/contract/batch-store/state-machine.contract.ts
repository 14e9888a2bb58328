import { describe, expect, it } from 'vitest';
import { JobStatus, jobStatusNames } from '../../../src/domain/batch-job.ts';
import { ConflictError } from '../../../src/domain/errors.ts';
import { canMove } from '../../../src/domain/transitions.ts';
import { fails, succeeds } from '../../support/batches.ts';
import type { StoreFixture } from './store-fixture.ts';

export function stateMachineContract(fixture: StoreFixture): void {
  const { submitExisting, claim, commitAll, keyOf } = fixture;

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

    const statuses = Object.values(JobStatus);
    for (const from of statuses) {
      for (const to of statuses.filter((status) => status !== from)) {
        const move = `${jobStatusNames[from]} -> ${jobStatusNames[to]}`;
        // Completing takes every outcome as well as the right status, which a move by hand does not bring.
        if (from === JobStatus.processing && to === JobStatus.complete) continue;
        it(`${canMove(from, to) ? 'allows' : 'refuses'} ${move}, in SQL as in code`, async () => {
          const batch = await batchIn(from);
          const byHand = fixture.store.updateBatchStatus(keyOf(batch), to);
          if (canMove(from, to)) expect((await byHand).status).toBe(to);
          else await expect(byHand).rejects.toThrow(ConflictError);
          if (canMove(from, to)) return;
          const inSql = fixture.db.query(
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
      await expect(fixture.store.updateBatchStatus(keyOf(batch), JobStatus.complete)).rejects.toThrow(
        /batch_jobs_complete_means_every_outcome_is_there/,
      );
    });

    it('refuses a batch that begins as anything but pending, and a change to a record', async () => {
      const batch = await batchIn(JobStatus.complete);
      await expect(
        fixture.db.query(`INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count, status, locked_by, locked_until)
                  VALUES ('batch_x', 'o', 'w', 1, 'processing', 'x', now())`),
      ).rejects.toThrow(/begins as pending/);
      await expect(
        fixture.db.query('UPDATE emission_records SET co2e_kg = 0 WHERE batch_id = $1', [batch.id]),
      ).rejects.toThrow(/never changed/);
    });
  });
}
