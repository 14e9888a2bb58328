import { beforeEach, describe, expect, it } from 'vitest';
import type { BatchJob } from '../../../src/domain/batch-job.ts';
import type { Turn, Turns } from '../../../src/store/batch-store.ts';
import { anOrg } from '../../support/batches.ts';
import { lockTimeoutMs, type StoreFixture } from './store-fixture.ts';

export function turnsContract(fixture: StoreFixture): void {
  const { submit } = fixture;

  describe('turns', () => {
    // Of every case's own: a claim takes whatever waits.
    beforeEach(async () => {
      await fixture.db.query(`UPDATE batch_jobs SET status = 'cancelled', completed_at = now(), locked_by = NULL,
        locked_until = NULL WHERE status IN ('pending', 'queued', 'processing')`);
    });

    const claim = (limit: number, turns: Turns = {}) =>
      fixture.store.claimBatches('node-a', limit, lockTimeoutMs, null, turns);
    const ids = (batches: readonly BatchJob[]) => batches.map(({ id }) => id);
    const claimedIds = (turns: readonly Turn[]) => ids(turns.map(({ batch }) => batch));
    /** Organisations whose names are in this order. */
    const orgs = (...names: string[]) => {
      const common = anOrg();
      return names.map((name) => `${common}-${name}`);
    };
    const submitMany = async (orgId: string, count: number, fields: Parameters<typeof submit>[0] = {}) => {
      const batches: BatchJob[] = [];
      while (batches.length < count) batches.push(await submit({ orgId, ...fields }));
      return batches;
    };
    const dueSince = (batch: BatchJob, seconds: number) =>
      fixture.db.query(`UPDATE batch_jobs SET not_before = now() - $2 * interval '1 second' WHERE id = $1`, [
        batch.id,
        seconds,
      ]);

    it('go round the organisations, each giving its oldest', async () => {
      const [a, b, c] = orgs('a', 'b', 'c') as [string, string, string];
      const [a1, a2, a3, a4] = await submitMany(a, 4);
      const [c1] = await submitMany(c, 1);
      const [b1, b2] = await submitMany(b, 2);
      const order = [a1, b1, c1, a2, b2, a3, a4].map((batch) => batch?.id);
      expect(claimedIds(await claim(10))).toEqual(order);
    });

    it('come to each organisation once before any has another, however many are given', async () => {
      const [a, b, c] = orgs('a', 'b', 'c') as [string, string, string];
      for (const orgId of [a, b, c]) await submitMany(orgId, 4);
      const turn = (await claim(7)).map(({ batch }) => batch.orgId);
      expect(turn).toEqual([a, b, c, a, b, c, a]);
    });

    it('begin behind the organisation that had the last one', async () => {
      const [a, b, c] = orgs('a', 'b', 'c') as [string, string, string];
      const ofA = await submitMany(a, 2);
      const ofB = await submitMany(b, 2);
      const ofC = await submitMany(c, 2);
      const lastOrgs = Array.from({ length: 11 }, () => b);
      expect(claimedIds(await claim(2, { lastOrgs }))).toEqual([ofC[0]?.id, ofA[0]?.id]);
      expect(claimedIds(await claim(1, { lastOrgs: [] }))).toEqual([ofA[1]?.id]);
      expect(claimedIds(await claim(9, { lastOrgs }))).toEqual(
        [ofC[1], ofB[0], ofB[1]].map((one) => one?.id),
      );
    });

    it('go to an organisation with one batch next, behind whatever many of another', async () => {
      const [a, b] = orgs('a', 'b') as [string, string];
      await fixture.db.query(
        `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count)
         SELECT $1 || '-' || n, $1, 'ws-test', 0 FROM generate_series(1, 3000) AS n`,
        [a],
      );
      const lastOrgs = Array.from({ length: 11 }, () => '');
      for (const { batch } of await claim(1)) lastOrgs[batch.priority] = batch.orgId;
      expect(lastOrgs[5]).toBe(a);
      const single = await submit({ orgId: b });
      expect(claimedIds(await claim(1, { lastOrgs }))).toEqual([single.id]);
    });

    it('come to higher priorities first, whoever they belong to', async () => {
      const [a, b] = orgs('a', 'b') as [string, string];
      const low = await submit({ orgId: a, priority: 0 });
      const middle = await submit({ orgId: a });
      const [high, next] = await submitMany(b, 2, { priority: 10 });
      expect(claimedIds(await claim(4))).toEqual([high?.id, next?.id, middle.id, low.id]);
    });

    it('pass over what is not due yet', async () => {
      const [a] = orgs('a') as [string];
      const [later, now] = await submitMany(a, 2);
      await dueSince(later as BatchJob, -3600);
      expect(claimedIds(await claim(2))).toEqual([now?.id]);
    });

    it('go, where they are for the aged, to what has been due for longest', async () => {
      const [a, b] = orgs('a', 'b') as [string, string];
      const urgent = await submitMany(b, 3, { priority: 10 });
      const old = await submit({ orgId: a, priority: 0 });
      const older = await submit({ orgId: a, priority: 1 });
      await dueSince(old, 100);
      await dueSince(older, 200);
      const turns = { agedTurns: 1, agedAfterMs: 50_000 };
      const [aged, ...others] = await claim(2, turns);
      expect(aged).toMatchObject({ isAged: true, batch: { id: older.id } });
      expect(others).toMatchObject([{ isAged: false, batch: { id: urgent[0]?.id } }]);
      expect(claimedIds(await claim(1, { ...turns, agedAfterMs: 150_000 }))).toEqual([urgent[1]?.id]);
      expect(claimedIds(await claim(1, turns))).toEqual([old.id]);
    });

    it('go to the aged of others where what is oldest belongs to an organisation at its limit', async () => {
      const [a, b, c] = orgs('a', 'b', 'c') as [string, string, string];
      await submit({ orgId: a });
      await claim(1);
      const [held, low, high] = [
        await submit({ orgId: a, priority: 0 }),
        await submit({ orgId: c, priority: 0 }),
        await submit({ orgId: b, priority: 1 }),
      ];
      await dueSince(held, 300);
      await dueSince(low, 200);
      await dueSince(high, 100);
      const urgent = await submitMany(b, 3, { priority: 10 });
      const turns = { agedTurns: 1, agedAfterMs: 50_000, maxPerOrg: 1 };
      expect(await claim(1, turns)).toMatchObject([{ isAged: true, batch: { id: low.id } }]);
      expect(await claim(2, { ...turns, agedTurns: 2 })).toMatchObject([
        { isAged: true, batch: { id: high.id } },
      ]);
      expect(claimedIds(await claim(2, { ...turns, maxPerOrg: 2 }))).toEqual([held.id, urgent[0]?.id]);
    });

    it('go to the aged of others where what is oldest belongs to a workspace at its limit', async () => {
      const [a, b] = orgs('a', 'b') as [string, string];
      await submit({ orgId: a, workspaceId: 'ws-x' });
      await claim(1);
      const held = await submit({ orgId: a, workspaceId: 'ws-x', priority: 0 });
      const later = await submit({ orgId: a, workspaceId: 'ws-y', priority: 0 });
      const next = await submit({ orgId: b, priority: 0 });
      await dueSince(held, 300);
      await dueSince(next, 200);
      await dueSince(later, 100);
      const turns = { agedTurns: 1, agedAfterMs: 50_000, maxPerWorkspace: 1 };
      expect(claimedIds(await claim(1, turns))).toEqual([next.id]);
      expect(claimedIds(await claim(1, turns))).toEqual([later.id]);
      expect(await claim(1, turns)).toEqual([]);
    });

    it('keep to the limit of an organisation, whatever it has waiting', async () => {
      const [a, b] = orgs('a', 'b') as [string, string];
      const ofA = await submitMany(a, 4);
      const ofB = await submitMany(b, 4);
      const first = await claim(3, { maxPerOrg: 2 });
      expect(claimedIds(first)).toEqual([ofA[0], ofB[0], ofA[1]].map((one) => one?.id));
      expect(claimedIds(await claim(9, { maxPerOrg: 2 }))).toEqual([ofB[1]?.id]);
      expect(await claim(9, { maxPerOrg: 2, agedTurns: 3 })).toEqual([]);
      const [, { lease }] = first as [Turn, Turn, Turn];
      await fixture.store.releaseBatchLock(lease);
      expect(claimedIds(await claim(9, { maxPerOrg: 2 }))).toEqual([ofB[0]?.id]);
    });

    it('keep to the limit of a workspace, whatever other organisations call theirs', async () => {
      const [a, b] = orgs('a', 'b') as [string, string];
      const [ofA] = await submitMany(a, 1);
      const [ofB] = await submitMany(b, 1);
      expect(claimedIds(await claim(2, { maxPerWorkspace: 1 }))).toEqual([ofA?.id, ofB?.id]);
    });

    it('keep to the limit of a workspace, and go on to the others of its organisation', async () => {
      const [a] = orgs('a') as [string];
      const ofX = await submitMany(a, 5, { workspaceId: 'ws-x' });
      const ofY = await submitMany(a, 2, { workspaceId: 'ws-y' });
      expect(claimedIds(await claim(9, { maxPerWorkspace: 1 }))).toEqual([ofX[0]?.id, ofY[0]?.id]);
      expect(claimedIds(await claim(9, { maxPerWorkspace: 2 }))).toEqual([ofX[1]?.id, ofY[1]?.id]);
      expect(await claim(9, { maxPerWorkspace: 2 })).toEqual([]);
    });

    it('keep to limits also where many claim at the same moment', async () => {
      const [a] = orgs('a') as [string];
      await submitMany(a, 8);
      const claims = await Promise.all(Array.from({ length: 6 }, () => claim(2, { maxPerOrg: 3 })));
      expect(claims.flat()).toHaveLength(3);
    });

    it('bring every batch to exactly one of those who claim at the same moment', async () => {
      const names = orgs('a', 'b', 'c');
      const waiting: BatchJob[] = [];
      for (const orgId of names) waiting.push(...(await submitMany(orgId, 5)));
      const claims: Turn[] = [];
      while (claims.length < waiting.length) {
        const round = await Promise.all(['a', 'b', 'c'].map(() => claim(2)));
        if (round.flat().length === 0) break;
        claims.push(...round.flat());
      }
      expect(claimedIds(claims).sort()).toEqual(ids(waiting).sort());
    });
  });
}
