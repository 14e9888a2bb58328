import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { JobStatus } from '../../src/domain/batch-job.ts';
import { expectAllEndedWell, expectInvariants } from '../chaos/invariants.ts';
import { ApiUnderTest, expectError, type Tenant } from '../e2e/api/api-under-test.ts';
import { activityIds } from '../support/batches.ts';
import { DatabaseTrouble, hasFullDevice } from '../support/database-trouble.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';
import { heldProcessor, SchedulingFixture } from '../support/scheduling.ts';

/** Found at the beginning of the statement that commits a chunk, and of none other. */
const commitText = 'SET cursor =';

describe('a database in trouble', () => {
  let url: string;
  let trouble: DatabaseTrouble;
  /** Opened while nothing was wrong, so that nothing concerns it. */
  let calm: Database;
  const opened: Database[] = [];
  let fixture: SchedulingFixture;
  let api: ApiUnderTest;
  let tenant: Tenant;

  beforeEach(async () => {
    url = await createTestDatabase();
    trouble = await DatabaseTrouble.at(url);
    calm = await openAt(url);
    fixture = new SchedulingFixture(calm);
  });

  afterEach(async () => {
    await fixture.stop();
    await api?.close();
    for (const db of [...opened.splice(0), calm]) await db.close();
    await trouble.close();
  });

  /** A node at work on a batch, whose processor waits in its first chunk to be let go on, and an API beside it. */
  async function nodeInTheMiddle(at = url) {
    const db = await openAt(at);
    opened.push(db);
    const { processor, isBegun, goOn } = heldProcessor();
    const node = await fixture.node({ processor, chunkSize: 2 }, db);
    api = new ApiUnderTest(db, { scheduler: node });
    tenant = api.tenant();
    const batch = await fixture.submit(3);
    await isBegun;
    return { node, batch, processor, goOn };
  }

  const submit = () => tenant.call('POST', '/batches', { activity_ids: activityIds(2) });

  /** The batch comes to its end as if nothing had happened: each activity computed once, no try spent. */
  async function expectUndisturbed({ batch, processor }: Awaited<ReturnType<typeof nodeInTheMiddle>>) {
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, successCount: 3 });
    expect(await fixture.read(batch)).toMatchObject({ retryCount: 0 });
    expect(processor.ids.slice(0, 3)).toEqual(activityIds(3));
  }

  /** Every submission is, with a 503; first by connections of the pool that were cut, then for this reason. */
  async function isRefused(details: string): Promise<void> {
    for (;;) {
      const answer = await submit();
      expectError(answer, 503, 'UNAVAILABLE');
      expect(answer.headers['retry-after']).toBe('5');
      if (answer.json().details === details) return;
      expect(answer.json().details).toBe('The database cannot be reached at the moment: try again soon.');
    }
  }

  /** Old sessions of a pool may still fail, once each. */
  async function isAcceptedAgain(): Promise<void> {
    for (;;) {
      const answer = await submit();
      if (answer.statusCode === 201) return;
      expectError(answer, 503, 'UNAVAILABLE');
    }
  }

  it('that has no connection left refuses requests and holds the work up, no longer than that lasts', async () => {
    const work = await nodeInTheMiddle(await trouble.urlOfCommoner());
    await trouble.leaveConnections(0);
    await trouble.endSessions();
    work.goOn();
    await fixture.moments.reached('fault.waiting');
    await isRefused('The database has no connection to spare at the moment: try again soon.');
    expect((await work.node.healthCheck()).reasons).toEqual(['The database does not answer.']);
    await trouble.leaveConnections(null);
    await expectUndisturbed(work);
    await isAcceptedAgain();
    await becomesHealthy(work.node);
  });

  it('that only reads answers what reads, says so of the rest, and is worked on once it can be written to', async () => {
    const work = await nodeInTheMiddle();
    await trouble.set('default_transaction_read_only', 'on');
    await trouble.endSessions();
    work.goOn();
    await fixture.moments.reached('fault.waiting');
    await isRefused('The database only reads at the moment, as a standby does: try again soon.');
    expect((await tenant.get('/batches')).json()).toMatchObject({ total: 0 });
    const health = await tenant.get('/health');
    expect(health.statusCode).toBe(503);
    expect(health.json().reasons).toEqual(['The database only reads: it is a standby, or set to read only.']);
    await trouble.set('default_transaction_read_only', null);
    await expectUndisturbed(work);
    await isAcceptedAgain();
    await becomesHealthy(work.node);
  });

  it.each(['statement_timeout', 'lock_timeout'])(
    'whose %s is exceeded refuses the request, and the chunk is committed when the way is free',
    async (setting) => {
      await trouble.set(setting, '100ms');
      const work = await nodeInTheMiddle();
      await trouble.on(async (other) => {
        await other.query('BEGIN; LOCK TABLE batch_jobs IN SHARE MODE');
        work.goOn();
        await fixture.moments.reached('fault.waiting');
        await isRefused('The database took too long: try again soon.');
        await other.query('ROLLBACK');
      });
      await expectUndisturbed(work);
      expect((await submit()).statusCode).toBe(201);
    },
  );

  it('that makes a chunk the victim of a deadlock commits it a moment later', async () => {
    await trouble.set('deadlock_timeout', '300ms');
    const work = await nodeInTheMiddle();
    await trouble.deadlock(
      commitText,
      'LOCK TABLE emission_records IN SHARE MODE',
      'LOCK TABLE batch_jobs IN SHARE MODE',
      async () => work.goOn(),
    );
    await expectUndisturbed(work);
    expect(await trouble.countDeadlocks()).toBe(1);
  });

  it('that makes requests the victims of a deadlock fulfils them all the same, once', async () => {
    await trouble.set('deadlock_timeout', '300ms');
    const db = await openAt(url);
    opened.push(db);
    api = new ApiUnderTest(db);
    tenant = api.tenant();
    await tenant.importActivities(activityIds(2));
    const touch = (id: string) =>
      `UPDATE activities SET updated_at = updated_at WHERE org_id = '${tenant.orgId}' AND id = '${id}'`;
    const rows = activityIds(2).map((id) => ({
      ...{ id, source: 'manual', category: 'diesel', location: 'GB', quantity: 7, unit: 'litre' },
      ...{ period_start: '2025-01-01', period_end: '2025-01-31' },
    }));
    const imported = await trouble.deadlock(
      'INSERT INTO activities',
      touch('act-0002'),
      touch('act-0001'),
      () => tenant.call('POST', '/activities', rows),
    );
    expect(imported.json()).toMatchObject({ updated: 2, rejected: 0 });
    const submitted = await trouble.deadlock(
      'INSERT INTO batch_jobs',
      'LOCK TABLE batch_progress_log IN SHARE MODE',
      'LOCK TABLE batch_jobs IN SHARE MODE',
      submit,
    );
    expect(submitted.statusCode).toBe(201);
    expect((await tenant.get('/batches')).json()).toMatchObject({ total: 1 });
    expect(await trouble.countDeadlocks()).toBe(2);
  });

  it('that cannot serialise, as a trigger says in its place, is asked again until it can', async () => {
    const work = await nodeInTheMiddle();
    await trouble.on((client) =>
      client.query(`
        CREATE SEQUENCE failures;
        GRANT USAGE ON SEQUENCE failures TO PUBLIC;
        CREATE FUNCTION fail_twice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF nextval('failures') <= 2 THEN RAISE 'not now' USING ERRCODE = 'serialization_failure'; END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER fail_twice AFTER INSERT ON batch_progress_log EXECUTE FUNCTION fail_twice()`),
    );
    expect((await submit()).statusCode).toBe(201);
    await trouble.on((client) => client.query(`SELECT setval('failures', 1, false)`));
    work.goOn();
    await expectUndisturbed(work);
  });

  it.skipIf(!hasFullDevice)(
    'whose disk is full holds the work up until there is room, and writes nothing by halves',
    async () => {
      const work = await nodeInTheMiddle();
      const makeRoom = await trouble.fillDisk('emission_records');
      work.goOn();
      await fixture.moments.reached('fault.waiting');
      expect(await fixture.read(work.batch)).toMatchObject({ successCount: 0, cursor: '' });
      await makeRoom();
      await expectUndisturbed(work);
      await fixture.stop();
      await expectAllEndedWell(calm);
    },
  );

  it.skipIf(!hasFullDevice)('whose disk is full refuses requests, of which nothing is left', async () => {
    api = new ApiUnderTest(calm);
    tenant = api.tenant();
    const makeRoom = await trouble.fillDisk('batch_activity_refs');
    await isRefused('The disk of the database is full: try again soon.');
    expect((await tenant.get('/batches')).json()).toMatchObject({ total: 0 });
    await makeRoom();
    expect((await submit()).statusCode).toBe(201);
    await expectInvariants(calm);
  });
});

async function becomesHealthy(node: { healthCheck(): Promise<{ status: string }> }): Promise<void> {
  while ((await node.healthCheck()).status !== 'healthy') await setTimeout(10);
}
