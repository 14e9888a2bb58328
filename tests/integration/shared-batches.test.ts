import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { type BatchJob, JobStatus } from '../../src/domain/batch-job.ts';
import type { Probe } from '../../src/foundation/probe.ts';
import { schedulerPresets } from '../../src/scheduler/scheduler-config.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { activityIds, anOrg, fails, succeeds } from '../support/batches.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';
import { Moments } from '../support/moments.ts';
import { heldProcessor, RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';

describe('a huge batch', () => {
  let databases: Database[];
  let fixture: SchedulingFixture;

  beforeAll(async () => {
    const url = await createTestDatabase();
    databases = await Promise.all(['a', 'b', 'c'].map(() => openAt(url)));
  });

  afterEach(async () => {
    await fixture.stop();
    await expectAllEndedWell(fixture.db);
  });

  afterAll(() => Promise.all(databases.map((db) => db.close())));

  async function submit(count: number, errorTolerance?: number): Promise<BatchJob> {
    const orgId = anOrg();
    await fixture.importActivities(orgId, activityIds(count));
    const store = new PostgresBatchStore(fixture.db, { partSize: 100 });
    const fields = { orgId, workspaceId: 'ws-test', activityIds: activityIds(count) };
    return store.createBatch({ ...fields, ...(errorTolerance !== undefined && { errorTolerance }) });
  }

  async function ended(batch: BatchJob): Promise<BatchJob> {
    for (let seen = 1; ; seen++) {
      const now = await fixture.read(batch);
      if (now.completedAt !== null) return now;
      await fixture.moments.reached('chunk.committed', {}, seen);
    }
  }

  const nodes = (processor: RecordedProcessor, db = databases) =>
    Promise.all(db.map((one) => fixture.node({ processor, chunkSize: 10, workerPoolSize: 3 }, one)));

  it('is worked on by several workers of several nodes, each activity once, with one end', async () => {
    fixture = new SchedulingFixture(databases[0] as Database);
    // Nobody goes on before each node has begun: one alone would not come to an end.
    const begun = new Set<string>();
    const allBegun = Promise.withResolvers<void>();
    const holders = databases.map((_, place) => `node-${place}`);
    const processors = holders.map(
      (holder) =>
        new RecordedProcessor(async (ids) => {
          begun.add(holder);
          if (begun.size === holders.length) allBegun.resolve();
          await allBegun.promise;
          return ids.map(succeeds());
        }),
    );
    const batch = await submit(1_000);
    for (const [place, db] of databases.entries()) {
      const processor = processors[place] as RecordedProcessor;
      await fixture.node({ processor, chunkSize: 10, workerPoolSize: 2, maxBatchesPerPoll: 2 }, db);
    }
    expect(await ended(batch)).toMatchObject({
      status: JobStatus.complete,
      successCount: 1_000,
      totalEmissions: '17700',
      retryCount: 0,
    });
    const ids = processors.flatMap((processor) => processor.ids);
    expect(ids.toSorted()).toEqual(activityIds(1_000));
    expect(new Set(processors.flatMap(({ calls }) => calls.map(({ batchId }) => batchId)))).toEqual(
      new Set([batch.id]),
    );
    expect((await fixture.events(batch)).filter((event) => event === 'completed')).toHaveLength(1);
  });

  it('is shared by all workers of two nodes with the default settings, whichever was there first', async () => {
    fixture = new SchedulingFixture(databases[0] as Database);
    const { workerPoolSize } = schedulerPresets.default;
    const batch = await submit(2 * workerPoolSize * 100);
    const { processor, goOn } = heldProcessor();
    const nodes: string[] = [];
    for (const db of databases.slice(0, 2)) {
      // The first has claimed all that it wants before the second is there.
      const polls = new Moments();
      const probe: Probe = (moment, fields) => {
        polls.probe(moment, fields);
        fixture.moments.probe(moment, fields);
      };
      nodes.push((await fixture.node({ processor, probe }, db)).nodeId);
      await polls.reached('poll.finished');
    }
    const { rows } = await fixture.db.query(
      'SELECT locked_by, count(*)::int AS parts FROM batch_jobs WHERE part_of = $1 GROUP BY locked_by',
      [batch.id],
    );
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining(nodes.map((nodeId) => ({ locked_by: nodeId, parts: workerPoolSize }))),
    );
    goOn();
    expect(await ended(batch)).toMatchObject({ status: JobStatus.complete });
  });

  it('ends as failed, once, where its workers together exceed what it tolerates', async () => {
    fixture = new SchedulingFixture(databases[0] as Database);
    const batch = await submit(2_000, 20);
    await nodes(
      new RecordedProcessor(async (ids) => ids.map((id) => (id.endsWith('5') ? fails(id) : succeeds()(id)))),
    );
    const failed = await ended(batch);
    expect(failed).toMatchObject({ status: JobStatus.failed });
    expect(failed.errorMessage).toMatch(/^Stopped early/);
    expect(failed.successCount).toBeLessThan(1_800);
    expect((await fixture.events(batch)).filter((event) => event === 'failed')).toHaveLength(1);
  });

  it('is cancelled while many work on it', async () => {
    fixture = new SchedulingFixture(databases[0] as Database);
    const batch = await submit(2_000);
    await nodes(new RecordedProcessor());
    await fixture.moments.reached('chunk.committed', {}, 30);
    await fixture.store.cancelBatch({ orgId: batch.orgId, batchId: batch.id }, 'tester');
    const cancelled = await ended(batch);
    await fixture.stop();
    expect(cancelled).toMatchObject({ status: JobStatus.cancelled });
    expect((await fixture.read(batch)).successCount).toBe(cancelled.successCount);
  });

  it('never makes those who claim parts of several batches lock each other out', async () => {
    fixture = new SchedulingFixture(databases[0] as Database);
    const store = new PostgresBatchStore(fixture.db, { partSize: 2 });
    for (let count = 0; count < 30; count++) {
      const orgId = anOrg();
      await fixture.importActivities(orgId, activityIds(12));
      await store.createBatch({ orgId, workspaceId: 'ws-test', activityIds: activityIds(12) });
    }
    // Each claim brings parts of other batches, in another order, and gives them back.
    await Promise.all(
      databases.map(async (db, place) => {
        const claiming = new PostgresBatchStore(db);
        for (let round = 0; round < 25; round++) {
          const lastOrgs = Array.from({ length: 11 }, () => `org-${(round * 7 + place * 5) % 16}`);
          const claimed = await claiming.claimBatches(`node-${place}`, 20, 60_000, null, { lastOrgs });
          await Promise.all(claimed.map(({ lease }) => claiming.releaseBatchLock(lease)));
        }
      }),
    );
    const { rows } = await fixture.db.query(
      'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
    );
    expect(rows).toEqual([{ deadlocks: 0 }]);
    await nodes(new RecordedProcessor());
    // Counted before it is asked: what is committed while it asks must not be waited for again.
    for (let before = committed(); await isAnythingLeft(); before = committed()) {
      await fixture.moments.reached('chunk.committed', {}, before + 1);
    }
  });

  const committed = () => fixture.moments.all('chunk.committed').length;

  async function isAnythingLeft(): Promise<boolean> {
    const { rows } = await fixture.db.query(
      `SELECT 1 FROM batch_jobs WHERE status IN ('pending', 'queued', 'processing') LIMIT 1`,
    );
    return rows.length > 0;
  }
});
