import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { JobStatus } from '../../src/domain/batch-job.ts';
import { UnavailableError } from '../../src/domain/errors.ts';
import type { BatchScheduler } from '../../src/scheduler/batch-scheduler.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { activityIds } from '../support/batches.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { heldProcessor, RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { claim, withWatchedAnswers } from '../support/watched-answers.ts';

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

  /** The database, but for the first answers to some statement: the statement is done, and the connection gone. */
  function losingAnswers(statement: RegExp, count: number): Database {
    let left = count;
    return withWatchedAnswers(direct, (text, rowCount) => {
      if (statement.test(text) && rowCount > 0 && left-- > 0) throw new UnavailableError('Gone.');
    });
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
      // Its session would be seen in place of the one that listens.
      startHeartbeat: () => null,
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

  it('hands back what it claimed when the answer to the claim was lost, without spending a try', async () => {
    const lossy = losingAnswers(claim, 1);
    await fixture.node({ pollingInterval: 20 }, lossy);
    const batch = await fixture.submit(1);
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 0 });
    expect(await fixture.events(batch)).toEqual([
      'submitted',
      'claimed',
      'handed_back',
      'claimed',
      'completed',
    ]);
  });

  it('leaves another node of its name alone when it gives back what it lost track of', async () => {
    const { processor, isBegun, goOn } = heldProcessor();
    const other = await fixture.node({ nodeId: 'node-1', processor, workerPoolSize: 1 });
    const held = await fixture.submit(1);
    await isBegun;
    const node = await fixture.node({ nodeId: 'node-1', pollingInterval: 20 }, losingAnswers(claim, 1));
    const batch = await fixture.submit(1);
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 0 });
    goOn();
    expect(await fixture.ended(held)).toMatchObject({ status: JobStatus.complete, retryCount: 0 });
    expect(processor.calls).toHaveLength(1);
    for (const { nodeId } of [node, other]) expect(nodeId).toMatch(/^node-1-[0-9a-f]{8}$/);
  });

  it('is known as gone although another node of its name has taken its place', async () => {
    const { processor, isBegun } = heldProcessor();
    await fixture.node({ nodeId: 'node-1', processor, shutdownTimeout: 50 }, db);
    const batch = await fixture.submit(1);
    await isBegun;
    goAway();
    await fixture.node({ nodeId: 'node-1' });
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 1 });
    await proxy.accept();
  });

  it('knows its commits again when their answers were lost, without spending a try', async () => {
    const processor = new RecordedProcessor();
    const lossy = losingAnswers(/INSERT INTO emission_records/, 3);
    await fixture.node({ processor, chunkSize: 2 }, lossy);
    const batch = await fixture.submit(5);
    expect(await fixture.ended(batch)).toMatchObject({
      status: JobStatus.complete,
      successCount: 5,
      retryCount: 0,
    });
    expect(processor.ids).toEqual(activityIds(5));
    await fixture.stop();
    await expectAllEndedWell(direct);
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
