import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { JobStatus } from '../../src/domain/batch-job.ts';
import type { BatchScheduler } from '../../src/scheduler/batch-scheduler.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { succeeds } from '../support/batches.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

describe('a scheduler whose database goes away', () => {
  let proxy: TcpProxy;
  /** Past the proxy: sees the database whatever happens. */
  let direct: Database;
  /** What the scheduler sees. */
  let db: Database;
  let fixture: SchedulingFixture;

  beforeEach(async () => {
    const url = await createTestDatabase();
    proxy = await TcpProxy.to(Number(new URL(url).port));
    direct = await openAt(url);
    db = await openAt(proxy.urlFor(url));
    fixture = new SchedulingFixture(direct);
  });

  afterEach(async () => {
    await fixture.stop();
    await db.close();
    await direct.close();
    proxy.close();
  });

  function goAway(): void {
    proxy.refuse();
    proxy.cut();
  }

  /** A processor that is held in its first chunk until the case lets it go on. */
  function heldProcessor() {
    const isBegun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const processor = new RecordedProcessor(async (ids) => {
      isBegun.resolve();
      await goOn.promise;
      return ids.map(succeeds());
    });
    return { processor, isBegun: isBegun.promise, goOn: goOn.resolve };
  }

  async function expectHealthy(node: BatchScheduler): Promise<void> {
    expect(await node.healthCheck()).toMatchObject({
      status: 'healthy',
      schedulerRunning: true,
      reasons: [],
    });
  }

  it('says so while it lasts, in health and stats, and is well again after', async () => {
    // By a clock that stands still no answer comes too late, however slow the machine is.
    const node = await fixture.node({ clock: new ManualClock() }, db);
    await fixture.ended(await fixture.submit(2));
    await expectHealthy(node);
    goAway();
    expect(await node.healthCheck()).toMatchObject({
      status: 'unhealthy',
      schedulerRunning: true,
      pendingBatches: null,
      batchesProcessed: 1,
      totalEmissions: '35.4',
      reasons: ['The database does not answer.'],
    });
    expect(await node.getStats()).toMatchObject({
      pendingBatches: null,
      batchesProcessed: 1,
      successfulActivity: 2,
    });
    await proxy.accept();
    await expectHealthy(node);
    expect(await node.getStats()).toMatchObject({ pendingBatches: 0, batchesProcessed: 1 });
  });

  it('goes on with the batch in hand when it is back, without waiting for the lease to run out', async () => {
    const { processor, isBegun, goOn } = heldProcessor();
    await fixture.node({ processor, chunkSize: 2 }, db);
    const batch = await fixture.submit(5);
    await isBegun;
    goAway();
    goOn();
    await fixture.moments.reached('fault.waiting');
    await proxy.accept();
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, successCount: 5 });
    await fixture.stop();
    await expectAllEndedWell(direct);
  });

  it('finds what was submitted meanwhile as soon as it is back', async () => {
    await fixture.node({}, db);
    await fixture.moments.reached('poll.finished');
    goAway();
    const batch = await fixture.submit(2);
    await proxy.accept();
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 0 });
  });

  it('keeps what it claims while only its listening connection cannot come back', async () => {
    const deaf: Database = {
      kind: direct.kind,
      location: direct.location,
      query: (...args) => direct.query(...args),
      transaction: (act) => direct.transaction(act),
      session: (act) => direct.session(act),
      listen: (...args) => db.listen(...args),
      close: async () => {},
    };
    const { processor, isBegun, goOn } = heldProcessor();
    await fixture.node({ processor, pollingInterval: 20 }, deaf);
    goAway();
    const batch = await fixture.submit(1);
    await isBegun;
    await fixture.moments.reached('leases.reaped', {}, fixture.moments.all('leases.reaped').length + 4);
    goOn();
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 0 });
    await proxy.accept();
  });

  it('does not start without one, says why, and starts once it is there', async () => {
    goAway();
    const node = fixture.idleNode({}, db);
    await expect(node.start()).rejects.toThrow();
    expect(node.isRunning()).toBe(false);
    expect(await node.healthCheck()).toMatchObject({
      status: 'unhealthy',
      schedulerRunning: false,
      reasons: ['The database does not answer.', 'The scheduler is not running.'],
    });
    await proxy.accept();
    await node.start();
    expect(await fixture.ended(await fixture.submit(1))).toMatchObject({ status: JobStatus.complete });
  });

  it('stops in time although the database keeps silent, and leaves its batch to others', async () => {
    const { processor, isBegun } = heldProcessor();
    const node = await fixture.node({ processor, shutdownTimeout: 50 }, db);
    const batch = await fixture.submit(1);
    await isBegun;
    proxy.silence();
    proxy.refuse();
    await node.stop();
    expect(node.isRunning()).toBe(false);
    proxy.cut();
    await proxy.accept();
    await fixture.node();
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete });
  });
});
