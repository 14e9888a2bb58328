import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { type BatchJob, JobStatus } from '../../src/domain/batch-job.ts';
import { schedulerPresets } from '../../src/scheduler/scheduler-config.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { anOrg, fails, succeeds } from '../support/batches.ts';
import {
  createTestDatabase,
  describeOnEachDatabase,
  openAt,
  openTestPostgres,
} from '../support/each-database.ts';
import { heldProcessor, RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';

describeOnEachDatabase('a scheduler that hardly ever polls', (openDatabase) => {
  let db: Database;
  let fixture: SchedulingFixture;

  beforeAll(async () => {
    db = await openDatabase();
  });

  afterEach(async () => {
    await fixture.stop();
    await expectAllEndedWell(db);
  });

  it('works on a batch as soon as it is submitted', async () => {
    fixture = new SchedulingFixture(db);
    const node = await fixture.node();
    await fixture.moments.reached('poll.finished');
    const orgId = anOrg();
    await fixture.importActivities(orgId, ['a', 'b']);
    const batch = await node.submitBatch(orgId, 'ws-test', ['a', 'b', 'unheard-of'], { errorTolerance: 1 });
    const ended = await fixture.ended(batch);
    expect(ended).toMatchObject({
      status: JobStatus.complete,
      successCount: 2,
      errorCount: 1,
      totalEmissions: '35.4',
    });
  });

  it('leaves the rest of a batch that has met more errors than it tolerates', async () => {
    fixture = new SchedulingFixture(db);
    const processor = new RecordedProcessor(async (ids) => ids.map(fails));
    const node = await fixture.node({ processor, chunkSize: 2 });
    const ended = await fixture.ended(await fixture.submit(6, { errorTolerance: 2 }));
    expect(ended).toMatchObject({ status: JobStatus.failed, errorCount: 4, remainingActivities: 2 });
    expect(ended.errorMessage).toMatch(
      /^Stopped early: 4 of 6 activities ended in an error, with 2 tolerated/,
    );
    expect(processor.calls).toHaveLength(2);
    expect(await node.getStats()).toMatchObject({ batchesFailed: 1, failedActivity: 4 });
  });

  it('finds what was waiting when it starts', async () => {
    fixture = new SchedulingFixture(db);
    const batch = await fixture.submit(3);
    await fixture.node();
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, totalEmissions: '53.1' });
  });

  it('works on the higher priority first, then on the older', async () => {
    fixture = new SchedulingFixture(db);
    const batches: BatchJob[] = [];
    const orgId = anOrg();
    for (const priority of [5, 10, 0, 10, 5]) batches.push(await fixture.submit(1, { orgId, priority }));
    const processor = new RecordedProcessor();
    await fixture.node({ processor, workerPoolSize: 1 });
    for (const batch of batches) await fixture.ended(batch);
    const turns = [1, 3, 0, 4, 2].map((index) => batches[index]?.id);
    expect(processor.calls.map(({ batchId }) => batchId)).toEqual(turns);
  });

  const { workerPoolSize } = schedulerPresets.default;

  /** A node with the default settings, all workers of which are held until `goOn`, with as many batches waiting. */
  async function aBusyNode(orgId = anOrg()) {
    const held = heldProcessor();
    const crowd: BatchJob[] = [];
    while (crowd.length < 2 * workerPoolSize) crowd.push(await fixture.submit(1, { orgId }));
    const node = await fixture.node({ processor: held.processor });
    await fixture.moments.reached('batch.started', {}, workerPoolSize);
    const goOn = async () => {
      held.goOn();
      for (const batch of crowd) await fixture.ended(batch);
    };
    return { node, goOn };
  }

  const nextClaimed = () => fixture.moments.reached('batch.claimed', {}, workerPoolSize + 1);

  it('claims no batch that it has no free worker for', async () => {
    fixture = new SchedulingFixture(db);
    const { node, goOn } = await aBusyNode();
    expect(fixture.moments.all('batch.claimed')).toHaveLength(workerPoolSize);
    expect(await node.getStats()).toMatchObject({
      workersActive: workerPoolSize,
      pendingBatches: workerPoolSize,
    });
    await goOn();
  });

  it('gives the next free worker to an urgent batch, however many came before it', async () => {
    fixture = new SchedulingFixture(db);
    const { goOn } = await aBusyNode();
    const urgent = await fixture.submit(1, { priority: 10 });
    await goOn();
    expect(await nextClaimed()).toEqual({ batchId: urgent.id });
  });

  it('gives the next free worker to the only batch of a second organisation', async () => {
    fixture = new SchedulingFixture(db);
    const common = anOrg();
    const { goOn } = await aBusyNode(`${common}-a`);
    const single = await fixture.submit(1, { orgId: `${common}-b` });
    await goOn();
    expect(await nextClaimed()).toEqual({ batchId: single.id });
  });

  it('gives each organisation its turn, also over many claims', async () => {
    fixture = new SchedulingFixture(db);
    const common = anOrg();
    const batches: BatchJob[] = [];
    for (const org of ['a', 'a', 'a', 'a', 'b', 'b', 'c']) {
      batches.push(await fixture.submit(1, { orgId: `${common}-${org}` }));
    }
    const processor = new RecordedProcessor();
    await fixture.node({ processor, workerPoolSize: 1, maxBatchesPerPoll: 1 });
    for (const batch of batches) await fixture.ended(batch);
    const turns = [0, 4, 6, 1, 5, 2, 3].map((index) => batches[index]?.id);
    expect(processor.calls.map(({ batchId }) => batchId)).toEqual(turns);
  });

  it('gives one turn in ten to what has been due for long, whatever its priority', async () => {
    fixture = new SchedulingFixture(db);
    const orgId = anOrg();
    const old = await fixture.submit(1, { orgId, priority: 0 });
    await db.query(`UPDATE batch_jobs SET not_before = now() - interval '10 minutes' WHERE id = $1`, [
      old.id,
    ]);
    const urgent: BatchJob[] = [];
    while (urgent.length < 12) urgent.push(await fixture.submit(1, { orgId, priority: 10 }));
    const processor = new RecordedProcessor();
    await fixture.node({ processor, workerPoolSize: 1, maxBatchesPerPoll: 1 });
    for (const batch of [old, ...urgent]) await fixture.ended(batch);
    expect(processor.calls.findIndex(({ batchId }) => batchId === old.id)).toBe(9);
  });

  it('uses all its workers, also when a poll brings fewer batches than it has', async () => {
    fixture = new SchedulingFixture(db);
    const batches: BatchJob[] = [];
    for (let index = 0; index < 3; index++) batches.push(await fixture.submit(1));
    const goOn = Promise.withResolvers<void>();
    const processor = new RecordedProcessor(async (ids) => {
      if (processor.calls.length === 3) goOn.resolve();
      await goOn.promise;
      return ids.map(succeeds());
    });
    await fixture.node({ processor, workerPoolSize: 3, maxBatchesPerPoll: 1 });
    for (const batch of batches) await fixture.ended(batch);
  });

  it('works through more batches than it has workers, without waiting for a poll', async () => {
    fixture = new SchedulingFixture(db);
    const batches: BatchJob[] = [];
    for (let index = 0; index < 25; index++) batches.push(await fixture.submit(1));
    const node = await fixture.node({ workerPoolSize: 2, maxBatchesPerPoll: 4 });
    for (const batch of batches) await fixture.ended(batch);
    expect(await node.getStats()).toMatchObject({
      batchesProcessed: 25,
      successfulActivity: 25,
      pendingBatches: 0,
    });
  });

  it('may be stopped before it starts, started twice, stopped twice and started again', async () => {
    fixture = new SchedulingFixture(db);
    const node = fixture.idleNode();
    await node.stop();
    await Promise.all([node.start(), node.start()]);
    expect(node.isRunning()).toBe(true);
    await Promise.all([node.stop(), node.stop()]);
    expect(node.isRunning()).toBe(false);
    expect(fixture.moments.all('scheduler.stopped')).toHaveLength(1);
    await node.start();
    expect(await fixture.ended(await fixture.submit(1))).toMatchObject({ status: JobStatus.complete });
  });
});

describe('several nodes on one PostgreSQL', () => {
  let url: string;
  let databases: Database[];

  beforeAll(async () => {
    url = await createTestDatabase();
    databases = await Promise.all(['a', 'b', 'c'].map(() => openAt(url)));
  });

  afterAll(async () => {
    await Promise.all(databases.map((db) => db.close()));
  });

  it('wake one another: a batch submitted on one is worked on by another at once', async () => {
    const [submitting, working] = databases as [Database, Database];
    const fixture = new SchedulingFixture(submitting);
    await fixture.node({}, working);
    await fixture.moments.reached('poll.finished');
    expect(await fixture.ended(await fixture.submit(2))).toMatchObject({ status: JobStatus.complete });
    await fixture.stop();
  });

  it('give the single batch of one organisation the next turn, behind 100,000 of another', async () => {
    const fixture = new SchedulingFixture(await openTestPostgres());
    const common = anOrg();
    const [crowd, single] = [`${common}-a`, `${common}-b`];
    await fixture.importActivities(crowd, ['a']);
    await fixture.db.query(
      `WITH crowd AS (
         INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count)
         SELECT $1 || '-' || n, $1, 'ws-test', 1 FROM generate_series(1, 100000) AS n
         RETURNING org_id, id
       )
       INSERT INTO batch_activity_refs (org_id, batch_id, activity_id) SELECT org_id, id, 'a' FROM crowd`,
      [crowd],
    );
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const orgs: string[] = [];
    const node = await fixture.node({
      workerPoolSize: 1,
      maxBatchesPerPoll: 1,
      processor: {
        name: 'recorded',
        process: async (activities, { orgId }) => {
          orgs.push(orgId);
          begun.resolve();
          await goOn.promise;
          return activities.map(({ id }) => succeeds()(id));
        },
      },
    });
    await begun.promise;
    const batch = await fixture.submit(1, { orgId: single });
    goOn.resolve();
    await fixture.ended(batch);
    await node.stop();
    expect(orgs.slice(0, 2)).toEqual([crowd, single]);
    await fixture.db.close();
  });

  it('share the batches, and none works on what another holds', async () => {
    const fixture = new SchedulingFixture(databases[0] as Database);
    const processor = new RecordedProcessor();
    for (const db of databases) {
      await fixture.node({ processor, workerPoolSize: 2, maxBatchesPerPoll: 2, chunkSize: 2 }, db);
    }
    const batches = await Promise.all(Array.from({ length: 30 }, () => fixture.submit(5)));
    for (const batch of batches) expect((await fixture.ended(batch)).status).toBe(JobStatus.complete);
    await fixture.stop();
    const keyed = processor.calls.flatMap(({ batchId, ids }) => ids.map((id) => `${batchId} ${id}`));
    expect(keyed).toHaveLength(30 * 5);
    expect(new Set(keyed).size).toBe(30 * 5);
    const { rows } = await fixture.db.query(
      'SELECT DISTINCT actor FROM batch_progress_log WHERE event = $1',
      ['claimed'],
    );
    expect(rows.length).toBeGreaterThan(1);
    await expectAllEndedWell(fixture.db);
  });
});
