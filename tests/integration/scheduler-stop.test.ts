import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { type BatchJob, JobStatus } from '../../src/domain/batch-job.ts';
import { expectAllEndedWell, expectInvariants } from '../chaos/invariants.ts';
import { activityIds, anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { heldProcessor, RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';
import { withHeldClaim } from '../support/watched-answers.ts';

describeOnEachDatabase('stopping a scheduler', (openDatabase) => {
  let db: Database;
  let fixture: SchedulingFixture;

  beforeAll(async () => {
    db = await openDatabase();
  });

  beforeEach(() => {
    fixture = new SchedulingFixture(db);
  });

  afterEach(async () => {
    await fixture.stop();
    await expectAllEndedWell(db);
  });

  it('finishes the chunk in hand and hands the rest back, with no retry burned', async () => {
    const { processor, isBegun, goOn } = heldProcessor();
    const node = await fixture.node({ processor, chunkSize: 2 });
    const batch = await fixture.submit(5);
    await isBegun;
    const stopping = node.stop();
    goOn();
    await stopping;
    expect(await fixture.read(batch)).toMatchObject({
      status: JobStatus.pending,
      successCount: 2,
      retryCount: 0,
      lockedBy: null,
    });
    expect((await fixture.log(batch)).at(-1)).toMatchObject({
      event: 'handed_back',
      actor: node.nodeId,
      successCount: 2,
    });
    await expectInvariants(db);

    const next = new RecordedProcessor();
    await fixture.node({ processor: next, chunkSize: 2 });
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 0 });
    expect([...processor.ids, ...next.ids]).toEqual(activityIds(5));
  });

  it('hands back at the deadline what a processor does not let go of, and nothing of it is written later', async () => {
    const { processor, isBegun, goOn } = heldProcessor();
    const node = await fixture.node({ processor, shutdownTimeout: 50 });
    const batch = await fixture.submit(3);
    await isBegun;
    await node.stop();
    expect(node.isRunning()).toBe(false);
    goOn();
    expect(await fixture.read(batch)).toMatchObject({
      status: JobStatus.pending,
      successCount: 0,
      retryCount: 0,
    });
    await fixture.node();
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 0 });
    expect((await fixture.events(batch)).filter((event) => event !== 'progress')).toEqual([
      'submitted',
      'claimed',
      'handed_back',
      'claimed',
      'completed',
    ]);
  });

  it('hands back what it was claiming when the stop began, in the order of its turn', async () => {
    // Of one organisation: among several the turns go round.
    const orgId = anOrg();
    const batches: BatchJob[] = [];
    for (let index = 0; index < 3; index++) batches.push(await fixture.submit(1, { orgId }));
    const processor = new RecordedProcessor();
    const late = withHeldClaim(db);
    const node = await fixture.node({ processor }, late.db);
    await late.isClaimed;
    const stopping = node.stop();
    late.answer();
    await stopping;
    for (const batch of batches) {
      expect(await fixture.read(batch)).toMatchObject({ status: JobStatus.pending, retryCount: 0 });
      expect(await fixture.events(batch)).toEqual(['submitted', 'claimed', 'handed_back']);
    }
    expect(processor.calls).toEqual([]);
    const next = new RecordedProcessor();
    await fixture.node({ processor: next, workerPoolSize: 1 });
    for (const batch of batches) await fixture.ended(batch);
    expect(next.calls.map(({ batchId }) => batchId)).toEqual(batches.map(({ id }) => id));
  });

  it('wakes the nodes that are left', async () => {
    const isBegun = Promise.withResolvers<void>();
    const stuck = new RecordedProcessor(() => {
      isBegun.resolve();
      return new Promise(() => {});
    });
    const node = await fixture.node({ processor: stuck, shutdownTimeout: 0 });
    const batch = await fixture.submit(1);
    await isBegun.promise;
    await fixture.node();
    await fixture.moments.reached('poll.finished', {}, 2);
    await node.stop();
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 0 });
  });

  it('leaves what is submitted afterwards for the next start', async () => {
    const node = await fixture.node();
    await node.stop();
    const batch = await fixture.submit(1);
    expect((await fixture.read(batch)).status).toBe(JobStatus.pending);
    await node.start();
    expect((await fixture.ended(batch)).status).toBe(JobStatus.complete);
  });
});
