import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { openPostgres } from '../../../src/db/node-postgres.ts';
import { isTransientDatabaseError } from '../../../src/db/transient-errors.ts';
import { JobStatus } from '../../../src/domain/batch-job.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { silentLogger } from '../../../src/foundation/logger.ts';
import { commitChunk } from '../../../src/processing/commit-chunk.ts';
import { PostgresBatchStore } from '../../../src/store/postgres-batch-store.ts';
import { ApiUnderTest, expectError } from '../../e2e/api/api-under-test.ts';
import { activityIds, anOrg, succeeds, withOutcomes } from '../../support/batches.ts';
import type { Chance } from '../../support/chance.ts';
import { createTestDatabase, openAt } from '../../support/each-database.ts';
import { SchedulingFixture } from '../../support/scheduling.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { expectAllEndedWell, expectInvariants } from '../invariants.ts';
import { chanceOfTest } from '../seed.ts';

/** How many bytes of a conversation are tried as its last. Which ones differs from run to run. */
const cutCount = 16;
const lockTimeoutMs = 60_000;

describe('a connection that is cut at any byte', { timeout: 180_000 }, () => {
  let proxy: TcpProxy;
  /** Through the proxy, on one connection. */
  let db: Database;
  /** Past it. */
  let direct: Database;
  let url: string;
  let chance: Chance;

  beforeEach(async () => {
    chance = chanceOfTest();
    url = await createTestDatabase();
    proxy = await TcpProxy.to(Number(new URL(url).port));
    const options = { url: proxy.urlFor(url), poolSize: 1, connectTimeoutMs: 10_000, logger: silentLogger };
    db = await openPostgres(options);
    direct = await openAt(url);
    await db.query('SELECT 1');
  });

  afterEach(async () => {
    await db.close();
    await direct.close();
    proxy.close();
  });

  /**
   * Does `act` whole once, to know how long its conversation is, and then with the connection cut at bytes all over it,
   * one direction after the other. `judge` looks when the server has noticed, whatever was under way.
   */
  async function cutEverywhere(act: (cutSoon: () => void) => Promise<() => Promise<void>>): Promise<void> {
    const before = { ...proxy.received };
    const judge = await act(() => {});
    await judge();
    const whole = { ...proxy.received };
    for (const direction of ['toServer', 'toClient'] as const) {
      const length = whole[direction] - before[direction];
      for (let part = 0; part <= cutCount; part++) {
        // The last one is within the answer to the COMMIT, which is 18 bytes long.
        const byte =
          part < cutCount ? Math.ceil(((part + chance.fraction()) * length) / cutCount) : length - 8;
        await db.query('SELECT 1');
        const judgeCut = await act(() => proxy.cutAfter(byte, direction));
        proxy.cutAfter(Number.POSITIVE_INFINITY, direction);
        await hasSettled();
        await judgeCut();
      }
    }
    await expectInvariants(direct);
  }

  /** Resolves once no session but this one is at work in the database. */
  async function hasSettled(): Promise<void> {
    for (;;) {
      const { rows } = await direct.query(
        `SELECT 1 FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`,
      );
      if (rows.length === 0) return;
    }
  }

  it('leaves a submission whole or not at all, and a 201 means whole', async () => {
    const api = new ApiUnderTest(db);
    let refusedCount = 0;
    let doneUnansweredCount = 0;
    await cutEverywhere(async (cutSoon) => {
      const tenant = api.tenant();
      cutSoon();
      const answer = await tenant.call('POST', '/batches', { activity_ids: activityIds(3) });
      if (answer.statusCode !== 201) expectError(answer, 503, 'UNAVAILABLE');
      return async () => {
        const { rows } = await direct.query<{ id: string; refs: number; log: number }>(
          `SELECT b.id, (SELECT count(*)::int FROM batch_activity_refs WHERE batch_id = b.id) AS refs,
             (SELECT count(*)::int FROM batch_progress_log WHERE batch_id = b.id) AS log
           FROM batch_jobs AS b WHERE org_id = $1`,
          [tenant.orgId],
        );
        for (const row of rows) expect(row).toMatchObject({ refs: 3, log: 1 });
        if (answer.statusCode === 201) expect(rows.map(({ id }) => id)).toEqual([answer.json().batch_id]);
        else if (rows.length === 0) refusedCount += 1;
        else doneUnansweredCount += 1;
      };
    });
    // Half way to the server nothing happens; half way back all has.
    expect(refusedCount).toBeGreaterThan(0);
    expect(doneUnansweredCount).toBeGreaterThan(0);
    await api.close();
  });

  it('leaves an import whole or not at all, and sent again it is complete, each activity once', async () => {
    const api = new ApiUnderTest(db);
    const rows = activityIds(3).map((id) => ({
      ...{ id, source: 'manual', category: 'diesel', location: 'GB', quantity: 7, unit: 'litre' },
      ...{ period_start: '2025-01-01', period_end: '2025-01-31' },
    }));
    await cutEverywhere(async (cutSoon) => {
      const tenant = api.tenant();
      cutSoon();
      const answer = await tenant.call('POST', '/activities', rows);
      if (answer.statusCode !== 200)
        expect([answer.statusCode, answer.json().code]).toEqual([503, 'UNAVAILABLE']);
      return async () => {
        const count = await countActivities(tenant.orgId);
        expect(answer.statusCode === 200 ? [3] : [0, 3]).toContain(count);
        const again = await tenant.call('POST', '/activities', rows);
        expect(again.json()).toMatchObject({
          imported: 3 - count,
          updated: 0,
          unchanged: count,
          rejected: 0,
        });
        expect(await countActivities(tenant.orgId)).toBe(3);
      };
    });
    await api.close();
  });

  async function countActivities(orgId: string): Promise<number> {
    const { rows } = await direct.query('SELECT id FROM activities WHERE org_id = $1 AND version = 1', [
      orgId,
    ]);
    return rows.length;
  }

  it('costs the commit of a chunk nothing: it is done again or known again, and its records are there once', async () => {
    const fixture = new SchedulingFixture(direct);
    const store = new PostgresBatchStore(db);
    const impatient = { ...systemClock, sleep: async () => {} };
    await cutEverywhere(async (cutSoon) => {
      const { id, orgId } = await fixture.submit(3, { orgId: anOrg() });
      const claimed = await fixture.store.acquireBatchLock(id, 'node-a', lockTimeoutMs);
      if (claimed === null) throw new Error(`${id} could not be claimed`);
      const { lease } = claimed;
      await fixture.store.startBatch(lease);
      const chunk = await fixture.store.readChunk(lease, '', 3);
      const outcomes = withOutcomes(chunk, succeeds({ co2eKg: '0.1' }));
      cutSoon();
      const after = await commitChunk(
        store,
        lease,
        { fromCursor: '', toCursor: 'act-0003', outcomes, isLast: true },
        {
          clock: impatient,
          forMs: 60_000,
          isWorthwhile: isTransientDatabaseError,
          over: new AbortController().signal,
        },
      );
      return async () => {
        expect(after).toMatchObject({
          id,
          status: JobStatus.complete,
          successCount: 3,
          totalEmissions: '0.3',
        });
        const { rows } = await direct.query('SELECT co2e_kg FROM emission_records WHERE org_id = $1', [
          orgId,
        ]);
        expect(rows).toHaveLength(3);
      };
    });
  });

  it('does not keep a node from its work, wherever in whatever conversation the cuts come', async () => {
    const nodeDb = await openAt(proxy.urlFor(url));
    const fixture = new SchedulingFixture(direct);
    await fixture.node({ chunkSize: 2, pollingInterval: 100, workerPoolSize: 2 }, nodeDb);
    for (let cut = 0; cut < cutCount; cut++) {
      // Each of its connections, the one that listens among them.
      proxy.cutAfter(chance.between(1, 6_000), cut % 2 === 0 ? 'toServer' : 'toClient');
      const batch = await fixture.submit(5);
      expect((await endOf(fixture, batch)).statusName).toBe('complete');
    }
    await fixture.stop();
    await nodeDb.close();
    await expectAllEndedWell(direct);
  });

  /** A node that did not hear of the end it brought about does not tell of it. */
  async function endOf(fixture: SchedulingFixture, batch: { orgId: string; id: string }) {
    for (;;) {
      const now = await fixture.read(batch);
      if (now.status === JobStatus.complete || now.status === JobStatus.failed) return now;
      await systemClock.sleep(20);
    }
  }
});
