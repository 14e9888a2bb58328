import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { type BatchJob, JobStatus } from '../../src/domain/batch-job.ts';
import { LeaseLostError } from '../../src/domain/errors.ts';
import { acquireBatchLock } from '../../src/store/batch-leases.ts';
import type { ClaimedBatch } from '../../src/store/batch-store.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { activityIds, succeeds, withOutcomes } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { heldProcessor, RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';

const lockTimeoutMs = 60_000;
const presenceKey = 4711;
const deaf = { onBatchAvailable: () => {}, onBatchCancelled: () => {}, onReconnect: () => {} };

describeOnEachDatabase('the lease of a node that is gone', (openDatabase) => {
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

  /** Claims as a node that dies before it does anything more. */
  async function claimAndDie(batch: BatchJob, key?: number) {
    const [claimed] = await fixture.store.claimBatches('dead-node', 1, lockTimeoutMs, key);
    expect(claimed?.batch.id).toBe(batch.id);
    return (claimed as NonNullable<typeof claimed>).lease;
  }

  function expireLease({ id }: BatchJob) {
    return db.query(`UPDATE batch_jobs SET locked_until = now() - interval '1 second' WHERE id = $1`, [id]);
  }

  /** The lease runs out and passes to another node at once, before anybody else can take the batch back. */
  async function takeOver(batch: BatchJob): Promise<ClaimedBatch> {
    const taken = await db.transaction(async (tx) => {
      await tx.query(`UPDATE batch_jobs SET locked_until = now() - interval '1 second' WHERE id = $1`, [
        batch.id,
      ]);
      return acquireBatchLock(tx, batch.id, 'other-node', lockTimeoutMs);
    });
    if (taken === null) throw new Error(`${batch.id} could not be taken over`);
    return taken;
  }

  async function commitAll({ lease }: ClaimedBatch): Promise<BatchJob> {
    const { cursor } = await fixture.store.startBatch(lease);
    const chunk = await fixture.store.readChunk(lease, cursor, 1000);
    return fixture.store.commitChunk(lease, {
      fromCursor: cursor,
      toCursor: chunk.at(-1)?.activityId ?? cursor,
      outcomes: withOutcomes(chunk, succeeds()),
      isLast: true,
    });
  }

  it('passes on when it runs out, which counts as a retry; what was committed stays', async () => {
    const batch = await fixture.submit(5);
    const lease = await claimAndDie(batch);
    const started = await fixture.store.startBatch(lease);
    const chunk = await fixture.store.readChunk(lease, started.cursor, 2);
    const commit = { fromCursor: '', toCursor: 'act-0002', isLast: false };
    await fixture.store.commitChunk(lease, { ...commit, outcomes: withOutcomes(chunk, succeeds()) });
    await expireLease(batch);

    const processor = new RecordedProcessor();
    await fixture.node({ processor });
    expect(await fixture.ended(batch)).toMatchObject({
      status: JobStatus.complete,
      successCount: 5,
      retryCount: 1,
      errorMessage: null,
    });
    expect(processor.ids).toEqual(activityIds(5).slice(2));
    expect((await fixture.log(batch))[3]).toMatchObject({
      event: 'lease_expired',
      status: 'pending',
      actor: 'dead-node',
      message: 'The worker dead-node stopped answering; the batch goes on elsewhere.',
      successCount: 2,
      retryCount: 1,
    });
    await expect(fixture.store.commitChunk(lease, { ...commit, outcomes: [] })).rejects.toThrow(
      LeaseLostError,
    );
  });

  it("passes on long before it runs out when the node's session is gone", async () => {
    const batch = await fixture.submit(1);
    const leave = await fixture.store.listenForWakeUps(deaf, presenceKey);
    await fixture.store.startBatch(await claimAndDie(batch, presenceKey));
    await leave();
    await fixture.node();
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 1 });
  });

  it('is given back by that node itself when it starts again and its session is back', async () => {
    const batch = await fixture.submit(1);
    const node = fixture.idleNode();
    await fixture.store.claimBatches(node.nodeId, 1, lockTimeoutMs);
    await node.start();
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 0 });
  });

  it('stays with a node that lives, whoever looks', async () => {
    const { processor, isBegun, goOn } = heldProcessor();
    await fixture.node({ processor, lockTimeout: 6_000 });
    const batch = await fixture.submit(1);
    await isBegun;
    const { lockedUntil } = await fixture.read(batch);
    await fixture.node();
    await fixture.moments.reached('leases.renewed', { count: 1 });
    await fixture.moments.reached('leases.reaped', {}, fixture.moments.all('leases.reaped').length + 4);
    expect(Number((await fixture.read(batch)).lockedUntil)).toBeGreaterThan(Number(lockedUntil));
    goOn();
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 0 });
    expect(processor.calls).toHaveLength(1);
  });

  it('ends the batch as failed, with a sentence, when its workers die again and again', async () => {
    const batch = await fixture.submit(2, { maxRetries: 2 });
    for (let death = 1; death <= 3; death++) {
      await fixture.store.startBatch(await claimAndDie(batch));
      await expireLease(batch);
      expect(await fixture.store.reapLeases()).toEqual(
        death === 3 ? { handedBack: 0, failed: 1 } : { handedBack: 1, failed: 0 },
      );
    }
    const failed = await fixture.read(batch);
    expect(failed).toMatchObject({
      status: JobStatus.failed,
      retryCount: 2,
      lockedBy: null,
      successCount: 0,
    });
    expect(failed.errorMessage).toMatch(
      /^Its workers stopped answering 3 times, the last was dead-node: look at that node's logs/,
    );
    expect((await fixture.log(batch)).at(-1)).toMatchObject({
      event: 'failed',
      message: failed.errorMessage,
    });

    await fixture.store.retryBatch({ orgId: batch.orgId, batchId: batch.id }, 'alice', 3);
    await fixture.node();
    expect((await fixture.ended(batch)).status).toBe(JobStatus.complete);
  });

  it('is not written through by a node that was paused while another took over', async () => {
    const { processor: paused, isBegun, goOn } = heldProcessor(succeeds({ co2eKg: '999' }));
    await fixture.node({ processor: paused, workerPoolSize: 1, maxBatchesPerPoll: 1 });
    const batch = await fixture.submit(3);
    await isBegun;
    const taken = await takeOver(batch);
    await fixture.moments.reached('lease.dropped', { batchId: batch.id });
    const ended = await commitAll(taken);
    goOn();
    await fixture.stop();
    expect(ended).toMatchObject({ status: JobStatus.complete, totalEmissions: '53.1', retryCount: 1 });
    expect(await fixture.read(batch)).toMatchObject({ totalEmissions: '53.1', updatedAt: ended.updatedAt });
    expect((await fixture.log(batch)).at(-1)).toMatchObject({ event: 'completed', actor: 'other-node' });
  });
});
