import { beforeEach, describe, expect, it } from 'vitest';
import { type BatchJob, JobStatus } from '../../../src/domain/batch-job.ts';
import { LeaseLostError } from '../../../src/domain/errors.ts';
import type { ClaimedBatch } from '../../../src/store/batch-store.ts';
import { PostgresBatchStore } from '../../../src/store/postgres-batch-store.ts';
import { activityIds, anOrg, fails, succeeds, withOutcomes } from '../../support/batches.ts';
import type { StoreFixture } from './store-fixture.ts';

/** A part whose row somebody holds, to renew its lease, at the moment in which the whole batch ends early. */
export function passedOverPartsContract(fixture: StoreFixture): void {
  describe('a part that was passed over when the whole batch ended early', () => {
    let batch: BatchJob;
    let first: ClaimedBatch;
    let second: ClaimedBatch;

    const { keyOf, start, commitAll } = fixture;
    const read = async () => (await fixture.store.getBatch(keyOf(batch))) as BatchJob;
    const commit = async ({ lease, batch: part }: ClaimedBatch, limit: number, outcomeOf = succeeds()) => {
      const chunk = await fixture.store.readChunk(lease, part.cursor, limit);
      return fixture.store.commitChunk(lease, {
        fromCursor: part.cursor,
        toCursor: chunk.at(-1)?.activityId ?? part.cursor,
        outcomes: withOutcomes(chunk, outcomeOf),
        isLast: false,
      });
    };
    const partsLeft = async () => {
      const { rows } = await fixture.db.query('SELECT parts_left FROM batch_jobs WHERE id = $1', [batch.id]);
      return rows[0]?.parts_left;
    };
    const sweep = async () => {
      await fixture.db.query(
        `UPDATE batch_sweeps SET due_at = now(), swept_until = (SELECT created_at FROM batch_jobs WHERE id = $1)`,
        [batch.id],
      );
      const swept = await fixture.store.sweepBatches({ everyMs: 0, settleMs: -60_000, actor: 'sweeper' });
      return swept?.filter(({ batchId }) => batchId === batch.id);
    };

    /** With the one connection of an embedded database nobody holds a row meanwhile: it is set back by hand. */
    async function failEarlyPassing({ lease }: ClaimedBatch): Promise<void> {
      if (fixture.db.kind === 'postgresql') {
        await fixture.db.transaction(async (tx) => {
          await tx.query('SELECT 1 FROM batch_jobs WHERE id = $1 FOR UPDATE', [lease.batchId]);
          await commit(first, 1, fails);
        });
        return;
      }
      await commit(first, 1, fails);
      await fixture.db.transaction(async (tx) => {
        await tx.query(`SELECT set_config('offgridflow.mending', 'on', true)`);
        await tx.query(
          `UPDATE batch_jobs SET status = 'processing', locked_by = $2, fencing_token = $3, completed_at = NULL,
             locked_until = now() + interval '1 minute'
           WHERE id = $1`,
          [lease.batchId, lease.holder, lease.fencingToken],
        );
        await tx.query('UPDATE batch_jobs SET parts_left = 1 WHERE id = $1', [batch.id]);
      });
    }

    beforeEach(async () => {
      const orgId = anOrg();
      await fixture.importActivities(orgId, activityIds(8));
      batch = await new PostgresBatchStore(fixture.db, { partSize: 4 }).createBatch({
        ...{ orgId, workspaceId: 'ws-test', activityIds: activityIds(8), errorTolerance: 1 },
      });
      first = await start(`${batch.id}-part-1`);
      second = await start(`${batch.id}-part-2`);
      second = { ...second, batch: await commit(second, 1, fails) };
      await failEarlyPassing(second);
      expect(await read()).toMatchObject({ status: JobStatus.failed, errorCount: 2 });
      expect(await partsLeft()).toBe(1);
    });

    it('ends with its next commit, which counts and is told of', async () => {
      const part = await commit(second, 2, (id) => (id === 'act-0006' ? fails(id) : succeeds()(id)));
      expect(part).toMatchObject({ status: JobStatus.cancelled, successCount: 1, errorCount: 2 });
      const ended = await read();
      expect(ended).toMatchObject({ status: JobStatus.failed, successCount: 1, errorCount: 3 });
      expect(ended.errorMessage).toBe(
        'Stopped early: 3 of 8 activities ended in an error, with 1 tolerated. Mend their data, then retry the batch: it goes on with the 7 activities without a result.',
      );
      expect(await partsLeft()).toBe(0);
      expect(await sweep()).toEqual([]);
    });

    it('ends with its last commit as well', async () => {
      await commitAll(second);
      expect(await read()).toMatchObject({
        status: JobStatus.failed,
        successCount: 3,
        errorMessage: expect.stringContaining('it goes on with the 5 activities without a result'),
      });
      expect(await partsLeft()).toBe(0);
    });

    it('is taken from its holder by a retry, which begins it anew', async () => {
      const retried = await fixture.store.retryBatch(keyOf(batch), 'tester');
      expect(retried).toMatchObject({ status: JobStatus.pending, errorCount: 0, successCount: 0 });
      expect(await read()).toMatchObject({ status: JobStatus.pending, errorCount: 0 });
      expect(await partsLeft()).toBe(2);
      await expect(commit(second, 1)).rejects.toThrow(LeaseLostError);
      for (const number of [1, 2]) await commitAll(await start(`${batch.id}-part-${number}`));
      expect(await read()).toMatchObject({ status: JobStatus.complete, successCount: 8, errorCount: 0 });
      expect(await sweep()).toEqual([]);
    });

    it('is deleted with the whole batch', async () => {
      await fixture.store.deleteBatch(keyOf(batch));
      await expect(commit(second, 1)).rejects.toThrow(LeaseLostError);
      const { rows } = await fixture.db.query('SELECT id FROM batch_jobs WHERE org_id = $1', [batch.orgId]);
      expect(rows).toEqual([]);
    });

    it('is no disagreement as long as somebody holds it', async () => {
      expect(await sweep()).toEqual([]);
      expect(await fixture.store.getLeased(second.lease)).toMatchObject({ status: JobStatus.processing });
    });

    it('ends when its holder hands it back, or its lease runs out', async () => {
      await fixture.store.releaseBatchLock(second.lease);
      expect(await fixture.store.getLeased(second.lease)).toMatchObject({ status: JobStatus.cancelled });
      expect(await partsLeft()).toBe(0);
      expect(await sweep()).toEqual([]);
    });
  });
}
