import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { JobStatus } from '../../src/domain/batch-job.ts';
import { LeaseLostError } from '../../src/domain/errors.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { succeeds } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';
import { withHeldClaim } from '../support/watched-answers.ts';

/** Lets the first chunk succeed and then waits until its signal aborts, and answers all the same. */
function stubbornProcessor() {
  const isInSecondChunk = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<unknown>();
  const processor = new RecordedProcessor(async (ids, { signal }) => {
    if (processor.calls.length > 1) {
      isInSecondChunk.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      aborted.resolve(signal.reason);
    }
    return ids.map(succeeds());
  });
  return { processor, isInSecondChunk: isInSecondChunk.promise, aborted: aborted.promise };
}

describeOnEachDatabase('cancelling a batch', (openDatabase) => {
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

  it('stops the work at once, keeps the results there are and writes nothing afterwards', async () => {
    const { processor, isInSecondChunk, aborted } = stubbornProcessor();
    const node = await fixture.node({ processor, chunkSize: 2 });
    const batch = await fixture.submit(6);
    await isInSecondChunk;
    const cancelled = await fixture.store.cancelBatch({ orgId: batch.orgId, batchId: batch.id }, 'alice');
    expect(cancelled).toMatchObject({ status: JobStatus.cancelled, successCount: 2, lockedBy: null });
    expect(await aborted).toBeInstanceOf(LeaseLostError);
    await fixture.moments.reached('lease.dropped', { batchId: batch.id });
    await fixture.stop();
    expect(await fixture.read(batch)).toMatchObject({
      status: JobStatus.cancelled,
      successCount: 2,
      totalEmissions: '35.4',
      retryCount: 0,
      updatedAt: cancelled.updatedAt,
    });
    expect((await fixture.log(batch)).at(-1)).toMatchObject({
      event: 'cancelled',
      actor: 'alice',
      successCount: 2,
    });
    expect(await node.getStats()).toMatchObject({
      batchesProcessed: 0,
      batchesRetried: 0,
      successfulActivity: 2,
      totalEmissions: '35.4',
    });
  });

  it('is noticed when its notification is lost', async () => {
    const { processor, isInSecondChunk, aborted } = stubbornProcessor();
    await fixture.node({ processor, chunkSize: 2 });
    const batch = await fixture.submit(6);
    await isInSecondChunk;
    await db.query(
      `UPDATE batch_jobs SET status = 'cancelled', locked_by = NULL, locked_until = NULL,
         fencing_token = fencing_token + 1, completed_at = now() WHERE id = $1`,
      [batch.id],
    );
    expect(await aborted).toBeInstanceOf(LeaseLostError);
    await fixture.stop();
    await fixture.store.deleteBatch({ orgId: batch.orgId, batchId: batch.id });
  });

  it('frees the worker for the next batch', async () => {
    const { processor, isInSecondChunk } = stubbornProcessor();
    await fixture.node({ processor, chunkSize: 2, workerPoolSize: 1 });
    const batch = await fixture.submit(6);
    await isInSecondChunk;
    await fixture.store.cancelBatch({ orgId: batch.orgId, batchId: batch.id }, 'alice');
    const next = await fixture.submit(1);
    await fixture.moments.reached('batch.started', { batchId: next.id });
    await fixture.store.cancelBatch({ orgId: next.orgId, batchId: next.id }, 'alice');
  });

  it('keeps a claimed batch from its worker that has not begun with it', async () => {
    const cancelled = await fixture.submit(1);
    const deleted = await fixture.submit(1);
    const processor = new RecordedProcessor();
    const late = withHeldClaim(db);
    await fixture.node({ processor }, late.db);
    await late.isClaimed;
    await fixture.store.cancelBatch({ orgId: cancelled.orgId, batchId: cancelled.id }, 'alice');
    await fixture.store.deleteBatch({ orgId: deleted.orgId, batchId: deleted.id });
    late.answer();
    for (const { id } of [cancelled, deleted]) {
      await fixture.moments.reached('lease.dropped', { batchId: id });
    }
    expect(processor.calls).toEqual([]);
    expect(await fixture.events(cancelled)).toEqual(['submitted', 'claimed', 'cancelled']);
  });
});
