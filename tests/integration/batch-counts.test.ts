import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Queryable } from '../../src/db/database.ts';
import type { BatchStore } from '../../src/store/batch-store.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { rules } from '../chaos/invariants.ts';
import { openTestPostgres } from '../support/each-database.ts';

const orgId = 'anna';
const countsAreRight =
  rules['the counts say how many batches there are of each workspace, priority and status'] ?? '';

describe('the counts of batches', () => {
  let db: Database;
  let store: BatchStore;

  beforeAll(async () => {
    db = await openTestPostgres();
    store = new PostgresBatchStore(db);
  });
  afterAll(() => db.close());

  it('are right after many did, took back and undid changes at the same time', async () => {
    const given = new Error('taken back');
    const work = async (on: Queryable, worker: number, step: number) => {
      const id = `batch_${worker}_${step}`;
      await on.query(
        `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count, priority) VALUES ($1, $2, 'main', 0, $3)`,
        [id, orgId, step % 3],
      );
      await on.query('SAVEPOINT undone');
      await on.query(`UPDATE batch_jobs SET status = 'cancelled', completed_at = now() WHERE id = $1`, [id]);
      if (step % 5 === 0) await on.query('ROLLBACK TO SAVEPOINT undone');
      if (step % 4 === 0) await on.query('DELETE FROM batch_jobs WHERE id = $1', [id]);
      if (step % 7 === 0) throw given;
    };
    const worker = async (number: number) => {
      for (let step = 1; step <= 60; step++) {
        await db
          .transaction((tx) => work(tx, number, step))
          .catch((error: unknown) => {
            if (error !== given) throw error;
          });
      }
    };
    let isOver = false;
    const readers = async () => {
      // Each look is one moment: what is counted then is what is there then.
      while (!isOver) expect((await db.query(countsAreRight)).rows).toEqual([]);
    };
    const reading = readers();
    await Promise.all(Array.from({ length: 8 }, (_, number) => worker(number))).finally(() => {
      isOver = true;
    });
    await reading;
    expect((await db.query(countsAreRight)).rows).toEqual([]);
    const { rows } = await db.query('SELECT count(*)::int AS n FROM batch_jobs');
    expect((await store.listBatches({ orgId, limit: 1, offset: 0 })).total).toBe(rows[0]?.n);
    expect(rows[0]?.n).toBeGreaterThan(100);
    // They were added up meanwhile: of about a thousand changes few rows are left.
    const left = await db.query('SELECT count(*)::int AS n FROM batch_counts');
    expect(left.rows[0]?.n).toBeLessThan(500);
  });

  it('are right where several cancel and delete the same many batches at once, from either end', async () => {
    const ids: string[] = [];
    for (let made = 0; made < 60; made++) {
      ids.push((await store.createBatch({ orgId, workspaceId: 'bulk', activityIds: ['a'] })).id);
    }
    const change = (act: 'cancel' | 'delete', batchIds: string[]) =>
      store.changeBatches({
        act,
        orgId,
        actor: 'ann',
        workspaceIds: null,
        which: { batchIds },
        limit: 1000,
        isDryRun: false,
      });
    const outcomes = await Promise.all([
      change('cancel', ids),
      change('cancel', ids.toReversed()),
      change(
        'delete',
        ids.filter((_, place) => place % 2 === 0),
      ),
      change('delete', ids.filter((_, place) => place % 3 === 0).toReversed()),
    ]);
    expect(outcomes.map(({ matched }) => matched)).toEqual([60, 60, 30, 20]);
    // 30 + 20, of which ten are in both.
    expect((outcomes[2]?.changed ?? 0) + (outcomes[3]?.changed ?? 0)).toBe(40);
    expect((await store.listBatches({ orgId, workspaceIds: ['bulk'], limit: 1, offset: 0 })).total).toBe(20);
    expect((await db.query(countsAreRight)).rows).toEqual([]);
  });
});
