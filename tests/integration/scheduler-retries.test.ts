import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { JobStatus } from '../../src/domain/batch-job.ts';
import { PermanentProcessorError, TransientProcessorError } from '../../src/domain/errors.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { activityIds, fails, succeeds } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';

describeOnEachDatabase('a batch that meets faults', (openDatabase) => {
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

  it('completes when the fault goes, after a back-off for each retry, and computes no result twice', async () => {
    let faults = 0;
    const processor = new RecordedProcessor(async (ids) => {
      if (ids.includes('act-0003') && ++faults <= 2) throw new TransientProcessorError('the model is down');
      return ids.map(succeeds());
    });
    const node = await fixture.node({ processor, chunkSize: 2, random: () => 0.5 });
    const batch = await fixture.submit(5);
    expect(await fixture.ended(batch)).toMatchObject({
      status: JobStatus.complete,
      successCount: 5,
      totalEmissions: '88.5',
      retryCount: 2,
      attempt: 1,
      errorMessage: null,
    });
    expect(processor.calls.map(({ ids }) => ids.join())).toEqual([
      'act-0001,act-0002',
      'act-0003,act-0004',
      'act-0003,act-0004',
      'act-0003,act-0004',
      'act-0005',
    ]);
    expect(fixture.moments.all('batch.retry_scheduled')).toMatchObject([{ delayMs: 5 }, { delayMs: 10 }]);
    expect(await node.getStats()).toMatchObject({
      batchesProcessed: 1,
      batchesFailed: 0,
      batchesRetried: 2,
      totalActivities: 5,
      successfulActivity: 5,
      failedActivity: 0,
      totalEmissions: '88.5',
    });
  });

  it('tells in its log what happened, with counts, who and when', async () => {
    let isDown = true;
    const processor = new RecordedProcessor(async (ids) => {
      if (ids.includes('act-0003') && isDown) {
        isDown = false;
        throw new TransientProcessorError('the model is down');
      }
      return ids.map(succeeds());
    });
    const { nodeId } = await fixture.node({ processor, chunkSize: 2 });
    const batch = await fixture.submit(3, { actor: 'alice' });
    await fixture.ended(batch);
    const log = await fixture.log(batch);
    const none = { actor: nodeId, message: null, retryCount: 0 };
    const two = { successCount: 2, errorCount: 0, totalEmissions: '35.4' };
    expect(log).toMatchObject([
      { event: 'submitted', status: 'pending', actor: 'alice', successCount: 0, totalEmissions: '0' },
      { event: 'claimed', status: 'queued', ...none, successCount: 0 },
      { event: 'progress', status: 'processing', ...none, ...two },
      {
        event: 'retry_scheduled',
        status: 'pending',
        actor: nodeId,
        message: 'The processor "recorded" failed: the model is down.',
        retryCount: 1,
        ...two,
      },
      { event: 'claimed', status: 'queued', ...none, ...two, retryCount: 1 },
      {
        event: 'completed',
        status: 'complete',
        ...none,
        successCount: 3,
        totalEmissions: '53.1',
        retryCount: 1,
      },
    ]);
    const times = log.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('fails when its retries are used up: the chunk with codes and the batch with a sentence, results kept', async () => {
    const processor = new RecordedProcessor(async (ids) => {
      if (ids.includes('act-0004')) throw new TransientProcessorError('the model is\u0000down');
      return ids.map(succeeds());
    });
    const node = await fixture.node({ processor, chunkSize: 2 });
    const batch = await fixture.submit(7, { maxRetries: 2 });
    const ended = await fixture.ended(batch);
    expect(ended).toMatchObject({
      status: JobStatus.failed,
      successCount: 2,
      errorCount: 2,
      remainingActivities: 3,
      retryCount: 2,
      canRetry: false,
      errorMessage:
        'All 3 tries failed, the last time: The processor "recorded" failed: the model is down. Mend the cause, then retry the batch with a higher max_retries.',
    });
    expect(processor.calls).toHaveLength(4);
    const key = { orgId: batch.orgId, batchId: batch.id };
    const details = 'The processor "recorded" failed: the model is down';
    expect(await fixture.store.getErrors(key, { limit: 10 })).toMatchObject([
      { activityId: 'act-0003', code: 'PROCESSOR_ERROR', details },
      { activityId: 'act-0004', code: 'PROCESSOR_ERROR', details },
    ]);
    expect((await fixture.log(batch)).at(-1)).toMatchObject({
      event: 'failed',
      actor: node.nodeId,
      message: ended.errorMessage,
      errorCount: 2,
    });
    expect(await node.getStats()).toMatchObject({ batchesProcessed: 1, batchesFailed: 1, failedActivity: 2 });
  });

  it('fails with PROCESSOR_TIMEOUT when the processor never answers', async () => {
    const processor = new RecordedProcessor(() => new Promise(() => {}));
    await fixture.node({ processor, chunkTimeout: 20 });
    const batch = await fixture.submit(2, { maxRetries: 1 });
    expect(await fixture.ended(batch)).toMatchObject({
      status: JobStatus.failed,
      errorCount: 2,
      errorMessage: expect.stringContaining('took longer than 0.02 s over 2 activities.'),
    });
    const key = { orgId: batch.orgId, batchId: batch.id };
    const errors = await fixture.store.getErrors(key, { limit: 10 });
    expect(errors?.map(({ code }) => code)).toEqual(['PROCESSOR_TIMEOUT', 'PROCESSOR_TIMEOUT']);
  });

  it('fails at the first fault when it allows no retry', async () => {
    const processor = new RecordedProcessor(() => Promise.reject(new Error('no')));
    await fixture.node({ processor });
    const ended = await fixture.ended(await fixture.submit(1, { maxRetries: 0 }));
    expect(ended).toMatchObject({ status: JobStatus.failed, retryCount: 0 });
    expect(ended.errorMessage).toContain('The only try failed');
  });

  it("works after a user's retry only on what has no result, at once", async () => {
    let isMended = false;
    const processor = new RecordedProcessor(async (ids) =>
      ids.map((id) => (isMended || id !== 'act-0002' ? succeeds()(id) : fails(id))),
    );
    await fixture.node({ processor, chunkSize: 2 });
    const batch = await fixture.submit(5);
    expect(await fixture.ended(batch)).toMatchObject({
      status: JobStatus.failed,
      successCount: 4,
      errorCount: 1,
      errorMessage: '1 of 5 activities ended in an error: mend their data, then retry the batch.',
    });
    isMended = true;
    processor.calls.length = 0;
    await fixture.store.retryBatch({ orgId: batch.orgId, batchId: batch.id }, 'alice');
    await fixture.moments.reached('batch.finished', { batchId: batch.id, status: 'complete' });
    expect(processor.ids).toEqual(['act-0002']);
    expect(await fixture.read(batch)).toMatchObject({
      status: JobStatus.complete,
      successCount: 5,
      errorCount: 0,
      totalEmissions: '88.5',
      retryCount: 1,
      attempt: 2,
    });
    expect((await fixture.events(batch)).filter((event) => event !== 'progress')).toEqual([
      'submitted',
      'claimed',
      'failed',
      'retried',
      'claimed',
      'completed',
    ]);
  });

  it("goes through every activity that is left after a user's retry of a batch that faults had ended", async () => {
    let isMended = false;
    const processor = new RecordedProcessor(async (ids) => {
      if (!isMended && ids.includes('act-0003')) throw new TransientProcessorError('the model is down');
      return ids.map(succeeds());
    });
    await fixture.node({ processor, chunkSize: 2 });
    const batch = await fixture.submit(7, { maxRetries: 0 });
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.failed, successCount: 2 });
    isMended = true;
    processor.calls.length = 0;
    await fixture.store.retryBatch({ orgId: batch.orgId, batchId: batch.id }, 'alice', 1);
    await fixture.moments.reached('batch.finished', { batchId: batch.id, status: 'complete' });
    expect(processor.ids).toEqual(activityIds(7).slice(2));
  });

  it('keeps the good ones of a chunk, tries the bad one again, and goes on behind it with an error of its own', async () => {
    const processor = new RecordedProcessor(async (ids) => {
      if (ids.includes('act-0003')) throw new Error('the model is down');
      return ids.map((id) => (id === 'act-0002' ? fails(id) : succeeds()(id)));
    });
    const node = await fixture.node({ processor, chunkSize: 4 });
    const batch = await fixture.submit(9, { maxRetries: 2 });
    const ended = await fixture.ended(batch);
    expect(ended).toMatchObject({
      status: JobStatus.failed,
      successCount: 7,
      errorCount: 2,
      totalEmissions: '123.9',
      retryCount: 2,
      errorMessage:
        '2 of 9 activities ended in an error: mend their data, then retry the batch with a higher max_retries.',
    });
    const searched = ['act-0001,act-0002', 'act-0003,act-0004', 'act-0003', 'act-0004'];
    // What came back is not asked for again; with each retry the chunk is filled up from behind.
    expect(processor.calls.map(({ ids }) => ids.join()).slice(0, 6)).toEqual([
      'act-0001,act-0002,act-0003,act-0004',
      ...searched,
      'act-0003,act-0005,act-0006,act-0007',
    ]);
    expect(processor.ids.filter((id) => id === 'act-0004')).toHaveLength(3);
    const key = { orgId: batch.orgId, batchId: batch.id };
    const details = 'The processor "recorded" failed: the model is down';
    expect(await fixture.store.getErrors(key, { limit: 10 })).toMatchObject([
      { activityId: 'act-0002', code: 'UNKNOWN_UNIT', attempt: 1 },
      { activityId: 'act-0003', code: 'PROCESSOR_ERROR', details, attempt: 1, at: expect.any(Date) },
    ]);
    const log = await fixture.log(batch);
    expect(log.map(({ event, successCount, errorCount }) => [event, successCount, errorCount])).toEqual([
      ['submitted', 0, 0],
      ['claimed', 0, 0],
      ['progress', 2, 1],
      ['retry_scheduled', 2, 1],
      ['claimed', 2, 1],
      ['progress', 5, 1],
      ['retry_scheduled', 5, 1],
      ['claimed', 5, 1],
      ['failed', 7, 2],
    ]);
    expect(log[3]?.message).toBe(`Activity "act-0003": ${details}.`);
    expect(await node.getStats()).toMatchObject({
      successfulActivity: 7,
      failedActivity: 2,
      batchesRetried: 2,
    });
  });

  it("takes up in a user's retry what a processor had failed on", async () => {
    let isMended = false;
    const processor = new RecordedProcessor(async (ids) => {
      if (!isMended && ids.includes('act-0002')) throw new PermanentProcessorError('No such site.');
      return ids.map(succeeds());
    });
    await fixture.node({ processor, chunkSize: 2 });
    const batch = await fixture.submit(5);
    expect(await fixture.ended(batch)).toMatchObject({
      status: JobStatus.failed,
      successCount: 4,
      errorCount: 1,
      retryCount: 0,
    });
    isMended = true;
    processor.calls.length = 0;
    await fixture.store.retryBatch({ orgId: batch.orgId, batchId: batch.id }, 'alice');
    await fixture.moments.reached('batch.finished', { batchId: batch.id, status: 'complete' });
    expect(processor.ids).toEqual(['act-0002']);
    expect(await fixture.read(batch)).toMatchObject({
      successCount: 5,
      errorCount: 0,
      totalEmissions: '88.5',
    });
  });

  it('completes a thousand activities but for the one that makes the processor hang', async () => {
    const processor = new RecordedProcessor(async (ids) => {
      if (ids.includes('act-0500')) await new Promise(() => {});
      return ids.map(succeeds({ co2eKg: '0.1' }));
    });
    await fixture.node({ processor, chunkSize: 1_000, chunkTimeout: 160 });
    const batch = await fixture.submit(1_000, { maxRetries: 1, errorTolerance: 1 });
    expect(await fixture.ended(batch)).toMatchObject({
      status: JobStatus.complete,
      successCount: 999,
      errorCount: 1,
      totalEmissions: '99.9',
    });
    const key = { orgId: batch.orgId, batchId: batch.id };
    expect(await fixture.store.getErrors(key, { limit: 10 })).toMatchObject([
      { activityId: 'act-0500', code: 'PROCESSOR_TIMEOUT' },
    ]);
  });

  it('takes nonsense from a processor for a fault, and stores none of it', async () => {
    const processor = new RecordedProcessor(async (ids) => ids.map(succeeds({ co2eKg: 'NaN' })));
    await fixture.node({ processor });
    const batch = await fixture.submit(2, { maxRetries: 0 });
    expect(await fixture.ended(batch)).toMatchObject({
      status: JobStatus.failed,
      totalEmissions: '0',
      errorMessage: expect.stringContaining('for "act-0001" a result whose co2eKg is "NaN"'),
    });
  });
});
