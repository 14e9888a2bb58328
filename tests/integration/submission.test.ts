import { beforeAll, expect, it } from 'vitest';
import type { Database, Queryable } from '../../src/db/database.ts';
import { ValidationError } from '../../src/domain/errors.ts';
import { createBatch, createBatchFromImport } from '../../src/store/batch-submission.ts';
import { PostgresActivityStore } from '../../src/store/postgres-activity-store.ts';
import { activityIds, anActivity, anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { RecordedListener } from '../support/recorded-listener.ts';

const tables = ['batch_jobs', 'batch_activity_refs', 'batch_progress_log'];

describeOnEachDatabase('submission', (openDatabase) => {
  let db: Database;

  beforeAll(async () => {
    db = await openDatabase();
    // What a fault in the last step looks like: the log refuses this actor.
    await db.query(`ALTER TABLE batch_progress_log ADD CONSTRAINT faulty CHECK (actor <> 'faulty')`);
  });

  type Submit = (on: Queryable, orgId: string, actor?: string) => Promise<unknown>;
  const ways: [string, Submit][] = [
    [
      'a list of ids',
      (on, orgId, actor = 'tester') =>
        createBatch(on, { orgId, workspaceId: 'ws-test', activityIds: activityIds(3), actor }),
    ],
    [
      'an import',
      async (on, orgId, actor = 'tester') => {
        const activities = new PostgresActivityStore(db);
        const { id: importId } = await activities.beginImport('file.csv', `key-${orgId}`);
        return createBatchFromImport(on, { importId, orgId, workspaceId: 'ws-test', actor });
      },
    ],
  ];

  /** Activities for the way that needs them, under the key that it looks for. */
  async function importThree(orgId: string): Promise<void> {
    const activities = new PostgresActivityStore(db);
    const { id } = await activities.beginImport('file.csv', `key-${orgId}`);
    const rows = activityIds(3).map((activityId, index) => ({
      line: index + 2,
      activity: anActivity({ id: activityId, orgId }),
    }));
    await activities.importActivities(id, rows, { linesDone: 4, rejected: 0 });
  }

  async function rowsOf(orgId: string): Promise<number[]> {
    const counts = [];
    for (const table of tables) {
      const { rows } = await db.query(`SELECT 1 FROM ${table} WHERE org_id = $1`, [orgId]);
      counts.push(rows.length);
    }
    return counts;
  }

  for (const [name, submit] of ways) {
    it(`of ${name} writes batch, refs and log entry, and then wakes`, async () => {
      const orgId = anOrg();
      await importThree(orgId);
      const listener = new RecordedListener();
      const unlisten = await db.listen(['offgridflow_available', 'marker'], listener);
      const batch = (await submit(db, orgId)) as { id: string };
      await listener.heard(`offgridflow_available: ${batch.id}`);
      expect(await rowsOf(orgId)).toEqual([1, 3, 1]);
      await unlisten();
    });

    it(`of ${name} leaves nothing and wakes nobody when its last step fails`, async () => {
      const orgId = anOrg();
      await importThree(orgId);
      const listener = new RecordedListener();
      const unlisten = await db.listen(['offgridflow_available', 'marker'], listener);
      await expect(submit(db, orgId, 'faulty')).rejects.toMatchObject({ constraint: 'faulty' });
      await db.query(`SELECT pg_notify('marker', '')`);
      await listener.heard('marker: ');
      expect(listener.events).toEqual(['marker: ']);
      expect(await rowsOf(orgId)).toEqual([0, 0, 0]);
      await unlisten();
    });
  }

  it('wakes nobody before it is committed', async () => {
    const orgId = anOrg();
    const listener = new RecordedListener();
    const unlisten = await db.listen(['offgridflow_available', 'marker'], listener);
    const batchId = await db.transaction(async (tx) => {
      const batch = await createBatch(tx, { orgId, workspaceId: 'ws-test', activityIds: ['a'] });
      // Another connection's wake-up arrives while this transaction is open; the embedded database has no other.
      if (db.kind === 'postgresql') {
        await db.query(`SELECT pg_notify('marker', '')`);
        await listener.heard('marker: ');
      }
      expect(listener.events).not.toContain(`offgridflow_available: ${batch.id}`);
      return batch.id;
    });
    await listener.heard(`offgridflow_available: ${batchId}`);
    await unlisten();
  });

  it('leaves nothing when it is rolled back, and nothing of what breaks a rule', async () => {
    const orgId = anOrg();
    const rolledBack = db.transaction(async (tx) => {
      await createBatch(tx, { orgId, workspaceId: 'ws-test', activityIds: ['a'] });
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    const broken = createBatch(db, { orgId, workspaceId: 'ws-test', activityIds: ['a', 'a'] });
    await expect(broken).rejects.toThrow(ValidationError);
    expect(await rowsOf(orgId)).toEqual([0, 0, 0]);
  });
});
