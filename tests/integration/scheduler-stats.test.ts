import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { JobStatus } from '../../src/domain/batch-job.ts';
import { fails, succeeds } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';

describeOnEachDatabase('what a scheduler tells about itself', (openDatabase) => {
  let db: Database;
  let fixture: SchedulingFixture;
  /** Stands still: however slow the machine is, no answer comes too late. */
  let clock: ManualClock;

  beforeAll(async () => {
    db = await openDatabase();
  });

  beforeEach(() => {
    fixture = new SchedulingFixture(db);
    clock = new ManualClock();
  });

  afterEach(() => fixture.stop());

  it('is nothing before it starts, and that it does not run', async () => {
    const node = fixture.idleNode({ clock });
    expect(await node.getStats()).toEqual({
      batchesProcessed: 0,
      batchesFailed: 0,
      batchesRetried: 0,
      batchesMended: 0,
      totalActivities: 0,
      successfulActivity: 0,
      failedActivity: 0,
      totalEmissions: '0',
      averageProcessTime: 0,
      lastPollingTime: null,
      nextPollingTime: null,
      workersActive: 0,
      pendingBatches: 0,
    });
    expect(await node.healthCheck()).toMatchObject({
      status: 'unhealthy',
      schedulerRunning: false,
      reasons: ['The scheduler is not running.'],
    });
  });

  it('counts batches and activities, well and badly ended, its emissions exactly', async () => {
    const processor = new RecordedProcessor(async (ids) => {
      clock.jump(100);
      return ids.map((id) => (id === 'act-0002' ? fails(id) : succeeds({ co2eKg: '0.000000001' })(id)));
    });
    const node = await fixture.node({ clock, processor, chunkSize: 1 });
    expect((await fixture.ended(await fixture.submit(1))).status).toBe(JobStatus.complete);
    expect((await fixture.ended(await fixture.submit(3))).status).toBe(JobStatus.failed);
    expect(await node.getStats()).toMatchObject({
      batchesProcessed: 2,
      batchesFailed: 1,
      totalActivities: 4,
      successfulActivity: 3,
      failedActivity: 1,
      totalEmissions: '0.000000003',
      averageProcessTime: 200,
      workersActive: 0,
      pendingBatches: 0,
    });
    expect(await node.healthCheck()).toMatchObject({
      status: 'healthy',
      schedulerRunning: true,
      batchesProcessed: 2,
      totalEmissions: '0.000000003',
      reasons: [],
    });
  });

  it('counts the chunks of a batch that is still at work, its worker and what waits', async () => {
    const isInSecondChunk = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const processor = new RecordedProcessor(async (ids) => {
      if (ids.includes('act-0003')) {
        isInSecondChunk.resolve();
        await goOn.promise;
      }
      return ids.map(succeeds());
    });
    const node = await fixture.node({
      clock,
      processor,
      chunkSize: 2,
      workerPoolSize: 1,
      maxBatchesPerPoll: 1,
    });
    const running = await fixture.submit(4);
    await isInSecondChunk.promise;
    const waiting = await fixture.submit(1);
    expect(await node.getStats()).toMatchObject({
      batchesProcessed: 0,
      successfulActivity: 2,
      totalEmissions: '35.4',
      workersActive: 1,
      pendingBatches: 1,
    });
    expect(await node.healthCheck()).toMatchObject({
      status: 'healthy',
      workersActive: 1,
      pendingBatches: 1,
    });
    goOn.resolve();
    for (const batch of [running, waiting]) await fixture.ended(batch);
  });

  it('says when it polled and when it will, and is unhealthy once it has not for too long', async () => {
    const node = await fixture.node({
      clock,
      pollingInterval: 30_000,
      jitterRange: 5_000,
      random: () => 0.5,
    });
    await fixture.moments.reached('poll.finished');
    const { lastPollingTime, nextPollingTime } = await node.getStats();
    expect(lastPollingTime?.getTime()).toBe(clock.nowMs());
    expect(nextPollingTime?.getTime()).toBe(clock.nowMs() + 32_500);
    clock.jump(75_000);
    expect((await node.healthCheck()).status).toBe('healthy');
    clock.jump(1_000);
    expect(await node.healthCheck()).toMatchObject({
      status: 'unhealthy',
      schedulerRunning: true,
      reasons: ['The scheduler has not polled for 76 s.'],
    });
  });
});
