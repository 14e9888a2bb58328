import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { ConflictError } from '../../src/domain/errors.ts';
import { PostgresActivityStore } from '../../src/store/postgres-activity-store.ts';
import { anActivity, anOrg } from '../support/batches.ts';

/** What every activity store must do. The cases share one database, each with its own organisation. */
export function activityStoreContract(openDatabase: () => Promise<Database>): void {
  let store: PostgresActivityStore;

  beforeAll(async () => {
    store = new PostgresActivityStore(await openDatabase());
  });

  const progress = { linesDone: 10, rejected: 0 };

  async function begin(key: string | null = null): Promise<number> {
    return (await store.beginImport('test.csv', key)).id;
  }

  describe('importing', () => {
    it('inserts what is new, updates what changed and leaves what is equal', async () => {
      const orgId = anOrg();
      const rows = ['a', 'b', 'c'].map((id, index) => ({
        line: index + 2,
        activity: anActivity({ id, orgId }),
      }));
      expect(await store.importActivities(await begin(), rows, progress)).toEqual({
        imported: 3,
        updated: 0,
        unchanged: 0,
        duplicates: [],
        foreign: [],
      });
      const next = rows.map((row) =>
        row.activity.id === 'b'
          ? { ...row, activity: { ...row.activity, quantity: '7.50', metadata: { note: 'x' } } }
          : row,
      );
      expect(await store.importActivities(await begin(), next, progress)).toEqual({
        imported: 0,
        updated: 1,
        unchanged: 2,
        duplicates: [],
        foreign: [],
      });
      expect(await store.getActivity(orgId, 'b')).toEqual(
        anActivity({ id: 'b', orgId, quantity: '7.50', metadata: { note: 'x' }, version: 2 }),
      );
    });

    it('keeps organisations apart that use the same id', async () => {
      const [one, other] = [anOrg(), anOrg()];
      const rows = [one, other].map((orgId, index) => ({
        line: index + 2,
        activity: anActivity({ id: 'same', orgId, quantity: String(index) }),
      }));
      await store.importActivities(await begin(), rows, progress);
      expect((await store.getActivity(one, 'same'))?.quantity).toBe('0');
      expect((await store.getActivity(other, 'same'))?.quantity).toBe('1');
    });

    it('leaves activities of other workspaces as they are where it is bound to some', async () => {
      const orgId = anOrg();
      const rowOf = (line: number, id: string, fields: object) => ({
        line,
        activity: anActivity({ id, orgId, ...fields }),
      });
      await store.importActivities(
        await begin(),
        [rowOf(2, 'theirs', { workspaceId: 'theirs' }), rowOf(3, 'equal', { workspaceId: 'theirs' })],
        progress,
      );
      const importId = await begin();
      const given = [
        rowOf(2, 'new', { workspaceId: 'ours' }),
        rowOf(3, 'theirs', { workspaceId: 'ours', quantity: '666' }),
        rowOf(4, 'equal', { workspaceId: 'theirs' }),
      ];
      const bound = { linesDone: 4, rejected: 1, onlyWorkspaces: ['ours', 'also ours'] };
      expect(await store.importActivities(importId, given, bound)).toEqual({
        ...{ imported: 1, updated: 0, unchanged: 0, duplicates: [] },
        foreign: [
          { line: 3, activityId: 'theirs' },
          { line: 4, activityId: 'equal' },
        ],
      });
      expect(await store.finishImport(importId)).toMatchObject({ imported: 1, unchanged: 0, rejected: 3 });
      expect(await store.getActivity(orgId, 'theirs')).toMatchObject({ workspaceId: 'theirs', version: 1 });
      expect(await store.findOutside(orgId, ['ours'], ['new'])).toBeNull();
      expect(await store.findOutside(orgId, ['ours'], ['new', 'theirs', 'nobodys'])).toBe('theirs');
      expect(await store.findOutside(orgId, ['ours', 'theirs'], ['new', 'nobodys', 'theirs'])).toBe(
        'nobodys',
      );
    });

    it('names both lines when one import gives an id twice with other content, and lets equal content pass', async () => {
      const orgId = anOrg();
      const importId = await begin();
      const first = { line: 2, activity: anActivity({ id: 'a', orgId }) };
      await store.importActivities(importId, [first], { linesDone: 4, rejected: 0 });
      const again = [
        { line: 5, activity: anActivity({ id: 'a', orgId }) },
        { line: 6, activity: anActivity({ id: 'b', orgId }) },
      ];
      expect(await store.importActivities(importId, again, { linesDone: 6, rejected: 0 })).toEqual({
        imported: 1,
        updated: 0,
        unchanged: 1,
        duplicates: [],
        foreign: [],
      });
      const other = { line: 9, activity: anActivity({ id: 'a', orgId, quantity: '101' }) };
      expect(await store.importActivities(importId, [other], progress)).toMatchObject({
        imported: 0,
        duplicates: [{ line: 9, activityId: 'a', firstLine: 2 }],
      });
      expect((await store.getActivity(orgId, 'a'))?.quantity).toBe('100');
      expect(await store.finishImport(importId)).toMatchObject({ imported: 2, unchanged: 1, rejected: 1 });
    });

    it('finds an interrupted import by its key, with what it had done, until it is forgotten', async () => {
      const key = `key-${anOrg()}`;
      const importId = await begin(key);
      const row = { line: 2, activity: anActivity({ id: 'a', orgId: anOrg() }) };
      await store.importActivities(importId, [row], { linesDone: 3, rejected: 1 });
      expect(await store.beginImport('test.csv', key)).toMatchObject({
        id: importId,
        linesDone: 3,
        imported: 1,
        rejected: 1,
        finishedAt: null,
      });
      await store.finishImport(importId);
      expect((await store.beginImport('test.csv', key)).finishedAt).toBeInstanceOf(Date);
      await store.forgetImport(key);
      expect((await store.beginImport('test.csv', key)).id).not.toBe(importId);
    });

    it('lets one of two processes that import the same content go on, and counts each row once', async () => {
      const orgId = anOrg();
      const key = `key-${orgId}`;
      const importId = await begin(key);
      const rows = ['a', 'b', 'c', 'd'].map((id, index) => ({
        line: index + 2,
        activity: anActivity({ id, orgId }),
      }));
      const both = await Promise.allSettled(
        [1, 2].map(async () => {
          await store.importActivities(importId, rows.slice(0, 2), { linesDone: 3, rejected: 1 });
          await store.importActivities(importId, rows.slice(2), { linesDone: 5, rejected: 0 });
        }),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const refusal = both.find((one) => one.status === 'rejected');
      expect(refusal?.reason).toBeInstanceOf(ConflictError);
      expect(refusal?.reason.message).toMatch(/^Another process imports the same content .* line 3: wait/);
      expect(await store.finishImport(importId)).toMatchObject({ imported: 4, unchanged: 0, rejected: 1 });
    });

    it('writes nothing of a call that fails, its progress included', async () => {
      const orgId = anOrg();
      const key = `key-${orgId}`;
      const importId = await begin(key);
      const rows = [
        { line: 2, activity: anActivity({ id: 'good', orgId }) },
        { line: 3, activity: anActivity({ id: 'bad', orgId, quantity: '-1' }) },
      ];
      await expect(store.importActivities(importId, rows, progress)).rejects.toThrow(
        /activities_quantity_is_zero_or_more/,
      );
      expect(await store.getActivity(orgId, 'good')).toBeNull();
      expect((await store.beginImport('x', key)).linesDone).toBe(0);
    });
  });
}
