import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchJob, type BatchJobFields, JobStatus } from '../../../src/domain/batch-job.ts';
import {
  LeaseLostError,
  PermanentProcessorError,
  ProcessorFault,
  TransientProcessorError,
} from '../../../src/domain/errors.ts';
import type { ActivityOutcome } from '../../../src/domain/outcome.ts';
import type { ActivityProcessor } from '../../../src/processing/activity-processor.ts';
import { createBatchProcessing } from '../../../src/processing/process-batch.ts';
import { decideAfterFault } from '../../../src/scheduler/retry-policy.ts';
import type { ChunkCommit, ChunkStore, PendingActivity } from '../../../src/store/batch-store.ts';
import { aBatch, activityIds, aLease, anActivity, fails, succeeds } from '../../support/batches.ts';
import { failureOf } from '../../support/failure.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** One batch in memory, by the rules of the database: an outcome is written once, and what has one is not read again. */
class OutcomesInMemory implements Pick<ChunkStore, 'readChunk' | 'commitChunk'> {
  readonly outcomes = new Map<string, ActivityOutcome>();
  readonly commits: ChunkCommit[] = [];
  readonly activities: readonly PendingActivity[];
  batch: BatchJob;

  constructor(ids: readonly string[], fields: Partial<BatchJobFields> = {}) {
    this.activities = ids.map((id) => ({ activityId: id, activity: anActivity({ id }) }));
    this.batch = aBatch({ activityCount: ids.length, status: JobStatus.processing, ...fields });
  }

  readChunk = async (_: unknown, cursor: string, limit: number): Promise<PendingActivity[]> =>
    this.activities
      .filter(({ activityId }) => activityId > cursor && !this.outcomes.has(activityId))
      .slice(0, limit);

  commitChunk = async (_: unknown, commit: ChunkCommit): Promise<BatchJob> => {
    expect(commit.fromCursor).toBe(this.batch.cursor);
    this.commits.push(commit);
    for (const { outcome } of commit.outcomes) this.#write(outcome);
    const errorCount = this.#count('error');
    const isBeyond = errorCount > (this.batch.errorsTolerated ?? (commit.isLast ? 0 : Infinity));
    this.batch = aBatch({
      ...this.batch,
      cursor: commit.toCursor,
      errorCount,
      successCount: this.#count('result'),
      status: isBeyond ? JobStatus.failed : commit.isLast ? JobStatus.complete : JobStatus.processing,
    });
    return this.batch;
  };

  /** After the last try, as `failBatch`. */
  fail({ activityIds: ids, code, message }: ProcessorFault): void {
    for (const activityId of ids) this.#write({ activityId, kind: 'error', code, details: message });
    this.batch = aBatch({ ...this.batch, errorCount: this.#count('error'), status: JobStatus.failed });
  }

  retry(): void {
    this.batch = aBatch({ ...this.batch, retryCount: this.batch.retryCount + 1 });
  }

  idsOf(kind: ActivityOutcome['kind']): string[] {
    return [...this.outcomes.values()].flatMap((one) => (one.kind === kind ? [one.activityId] : [])).sort();
  }

  #count(kind: ActivityOutcome['kind']): number {
    return this.idsOf(kind).length;
  }

  #write(outcome: ActivityOutcome): void {
    expect(this.outcomes.has(outcome.activityId), outcome.activityId).toBe(false);
    this.outcomes.set(outcome.activityId, outcome);
  }
}

const never = new AbortController().signal;

interface Setting {
  readonly chunkSize: number;
  readonly process: ActivityProcessor['process'];
  readonly clock?: ManualClock;
  readonly chunkTimeoutMs?: number;
  readonly signals?: { readonly abort?: AbortSignal; readonly handBack?: AbortSignal };
}

/** One try. */
function work(store: OutcomesInMemory, setting: Setting): Promise<BatchJob> {
  const { chunkSize, process, clock = new ManualClock(), chunkTimeoutMs = 60_000, signals } = setting;
  const processor = { name: 'custom', process };
  const run = createBatchProcessing(store as unknown as ChunkStore, processor, {
    chunkSize,
    chunkTimeoutMs,
    clock,
  });
  return run({ batch: store.batch, lease: aLease() }, { abort: never, handBack: never, ...signals });
}

/** All tries until the batch has ended, as the scheduler makes them. The reasons of those that failed. */
async function workToTheEnd(store: OutcomesInMemory, setting: Setting): Promise<string[]> {
  const reasons: string[] = [];
  while (store.batch.status === JobStatus.processing) {
    const fault = await work(store, setting).catch((error) => error);
    if (fault === store.batch) break;
    if (!(fault instanceof ProcessorFault)) throw fault;
    const decision = decideAfterFault(fault, store.batch, { baseMs: 1, maxMs: 1 }, () => 0);
    reasons.push(decision.reason);
    if (decision.kind === 'retry') store.retry();
    else store.fail(fault);
  }
  return reasons;
}

/** Succeeds on a chunk in which none of these is, and throws on any other. */
function throwingOn(poison: readonly string[], calls: string[][] = [], makeError = () => new Error('boom')) {
  const bad = new Set(poison);
  const process: ActivityProcessor['process'] = async (activities) => {
    calls.push(activities.map(({ id }) => id));
    if (activities.some(({ id }) => bad.has(id))) throw makeError();
    return activities.map(({ id }) => succeeds()(id));
  };
  return process;
}

describe('a batch with activities that its processor fails on', () => {
  it('gives every good one its result and every bad one its error, once, whatever the chunks and tries', async () => {
    const anyBatch = fc
      .record({
        count: fc.integer({ min: 1, max: 80 }),
        chunkSize: fc.integer({ min: 1, max: 50 }),
        maxRetries: fc.integer({ min: 0, max: 3 }),
        isPermanent: fc.boolean(),
      })
      .chain((batch) =>
        fc.record({
          ...Object.fromEntries(Object.entries(batch).map(([name, value]) => [name, fc.constant(value)])),
          poison: fc.subarray(activityIds(batch.count), { maxLength: Math.min(15, batch.count) }),
        } as { [Name in keyof typeof batch]: fc.Arbitrary<(typeof batch)[Name]> } & {
          poison: fc.Arbitrary<string[]>;
        }),
      );
    await fc.assert(
      fc.asyncProperty(anyBatch, async ({ count, chunkSize, maxRetries, isPermanent, poison }) => {
        const store = new OutcomesInMemory(activityIds(count), { maxRetries });
        const calls: string[][] = [];
        const makeError = () => (isPermanent ? new PermanentProcessorError('boom') : new Error('boom'));
        await workToTheEnd(store, { chunkSize, process: throwingOn(poison, calls, makeError) });
        expect(store.idsOf('error')).toEqual(poison);
        expect(store.idsOf('result')).toEqual(activityIds(count).filter((id) => !poison.includes(id)));
        expect(store.batch.status).toBe(poison.length === 0 ? JobStatus.complete : JobStatus.failed);
        expect(store.batch.retryCount).toBe(poison.length === 0 || isPermanent ? 0 : maxRetries);
        const tries = store.batch.retryCount + 1;
        const chunks = Math.ceil(count / chunkSize) + 1;
        const searches = 2 * poison.length * Math.ceil(Math.log2(chunkSize) + 1) + 16;
        expect(calls.length).toBeLessThanOrEqual(tries * (chunks + searches));
      }),
    );
  });

  it('names the first of them in the reason of each retry, and goes on behind them with the last try', async () => {
    const store = new OutcomesInMemory(activityIds(10), { maxRetries: 2 });
    const reasons = await workToTheEnd(store, {
      chunkSize: 5,
      process: throwingOn(['act-0002', 'act-0004']),
    });
    const reason = 'Activity "act-0002" and 1 more: The processor "custom" failed: boom.';
    expect(reasons).toEqual([reason, reason]);
    expect(store.outcomes.get('act-0004')).toEqual({
      activityId: 'act-0004',
      kind: 'error',
      code: 'PROCESSOR_ERROR',
      details: 'The processor "custom" failed: boom',
    });
    expect(store.batch).toMatchObject({ successCount: 8, errorCount: 2, cursor: 'act-0010' });
  });

  it('commits what came back without moving the cursor while there are tries left', async () => {
    const store = new OutcomesInMemory(activityIds(10));
    await expect(work(store, { chunkSize: 5, process: throwingOn(['act-0002']) })).rejects.toThrow(
      'Activity "act-0002"',
    );
    expect(store.commits).toMatchObject([{ fromCursor: '', toCursor: '', isLast: false }]);
    expect(store.idsOf('result')).toEqual(['act-0001', 'act-0003', 'act-0004', 'act-0005']);
  });

  it('finds the one that hangs and the one that makes it return nonsense', async () => {
    const store = new OutcomesInMemory(activityIds(6), { maxRetries: 0 });
    await work(store, {
      chunkSize: 6,
      chunkTimeoutMs: 40,
      process: async (activities) => {
        const ids = activities.map(({ id }) => id);
        if (ids.includes('act-0002')) await new Promise(() => {});
        return ids.filter((id) => id !== 'act-0005').map(succeeds());
      },
    });
    const codes = [...store.outcomes.values()].flatMap((one) => (one.kind === 'error' ? [one.code] : []));
    expect(store.idsOf('error')).toEqual(['act-0002', 'act-0005']);
    expect(codes.sort()).toEqual(['PROCESSOR_ERROR', 'PROCESSOR_TIMEOUT']);
    const timedOut = store.outcomes.get('act-0002');
    expect(timedOut).toMatchObject({
      details: expect.stringMatching(/took longer than 0\.007 s over 1 activity\.$/),
    });
  });

  it('takes no retry where the processor says that none can help', async () => {
    const store = new OutcomesInMemory(activityIds(6));
    const process = throwingOn(['act-0003'], [], () => new PermanentProcessorError('No such site.'));
    const batch = await work(store, { chunkSize: 3, process });
    expect(batch).toMatchObject({ status: JobStatus.failed, successCount: 5, errorCount: 1, retryCount: 0 });
  });

  it('ends early when the errors of a search are more than it tolerates', async () => {
    const store = new OutcomesInMemory(activityIds(8), { errorsTolerated: 0 });
    const process: ActivityProcessor['process'] = async (activities) => {
      if (activities.some(({ id }) => id === 'act-0001')) throw new Error('boom');
      return activities.map(({ id }) => (id === 'act-0003' ? fails(id) : succeeds()(id)));
    };
    const batch = await work(store, { chunkSize: 4, process });
    expect(batch).toMatchObject({ status: JobStatus.failed, successCount: 2, errorCount: 1 });
  });

  it('is called off after four times the time of a chunk while tries are left, and keeps what it found', async () => {
    const clock = new ManualClock();
    const store = new OutcomesInMemory(activityIds(64));
    let calls = 0;
    const process: ActivityProcessor['process'] = async (activities) => {
      if (++calls > 4) clock.jump(40_000);
      if (activities.some(({ id }) => id === 'act-0001')) throw new Error('boom');
      return activities.map(({ id }) => succeeds()(id));
    };
    const setting = { chunkSize: 64, process, clock, chunkTimeoutMs: 10_000 };
    await expect(work(store, setting)).rejects.toThrow('The processor "custom" failed: boom');
    expect(calls).toBe(5);
    expect(store.idsOf('result')).toEqual(activityIds(64).slice(16));
  });
});

describe('a processor from which nothing comes back', () => {
  const down: ActivityProcessor['process'] = async () => {
    throw new Error('connect ECONNREFUSED');
  };

  it('is asked about no activity alone when it says so itself', async () => {
    const store = new OutcomesInMemory(activityIds(100), { maxRetries: 1 });
    const calls: string[][] = [];
    const process = throwingOn(activityIds(100), calls, () => new TransientProcessorError('down'));
    const reasons = await workToTheEnd(store, { chunkSize: 50, process });
    expect(calls.map((ids) => ids.length)).toEqual([50, 50]);
    expect(reasons.at(-1)).toContain(
      'All 2 tries failed, the last time: The processor "custom" failed: down.',
    );
    expect(store.idsOf('error')).toEqual(activityIds(50));
  });

  it('blames nobody while there are tries left, and leaves the rest of the batch at the end', async () => {
    const store = new OutcomesInMemory(activityIds(100), { maxRetries: 1 });
    const fault = await failureOf(work(store, { chunkSize: 50, process: down }));
    expect(fault).toMatchObject({ activityIds: activityIds(50) });
    expect(store.commits).toEqual([]);
    await workToTheEnd(store, { chunkSize: 50, process: down });
    expect(store.batch).toMatchObject({ status: JobStatus.failed, errorCount: 50, remainingActivities: 50 });
  });

  it('is noticed over small chunks as well, once sixteen activities in a row have failed alone', async () => {
    const store = new OutcomesInMemory(activityIds(100), { maxRetries: 0, successCount: 1 });
    await workToTheEnd(store, { chunkSize: 5, process: down });
    expect(store.idsOf('error')).toEqual(activityIds(20));
  });

  it('tells why, where nothing of the whole batch came back', async () => {
    const store = new OutcomesInMemory(activityIds(3), { maxRetries: 0 });
    const reasons = await workToTheEnd(store, { chunkSize: 5, process: down });
    expect(reasons).toEqual([
      'The only try failed: The processor "custom" failed: connect ECONNREFUSED. Mend the cause, then retry the batch with a higher max_retries.',
    ]);
  });

  it('does not fail a batch that tolerates as many errors as it has activities', async () => {
    const store = new OutcomesInMemory(activityIds(3), { maxRetries: 0, errorsTolerated: 3 });
    await workToTheEnd(store, { chunkSize: 5, process: down });
    expect(store.batch).toMatchObject({ status: JobStatus.complete, errorCount: 3 });
  });
});

describe('stopping during a search', () => {
  /** Fails on the chunk, and on the first half with whatever `then` does before. */
  const failingThen =
    (then: () => void): ActivityProcessor['process'] =>
    async (activities) => {
      if (activities.length < 8) then();
      if (activities.some(({ id }) => id === 'act-0008')) throw new Error('boom');
      return activities.map(({ id }) => succeeds()(id));
    };

  it('ends it at once when the lease is lost, and writes nothing', async () => {
    const aborting = new AbortController();
    const reason = new LeaseLostError('batch_test');
    const store = new OutcomesInMemory(activityIds(8));
    const process = failingThen(() => aborting.abort(reason));
    await expect(work(store, { chunkSize: 8, process, signals: { abort: aborting.signal } })).rejects.toBe(
      reason,
    );
    expect(store.commits).toEqual([]);
  });

  it('keeps what came back when the node is to stop, and blames nobody, not even with the last try', async () => {
    const stopping = new AbortController();
    const store = new OutcomesInMemory(activityIds(8), { maxRetries: 0 });
    const process = failingThen(() => stopping.abort());
    const fault = await failureOf(
      work(store, { chunkSize: 8, process, signals: { handBack: stopping.signal } }),
    );
    expect(fault).toBeInstanceOf(ProcessorFault);
    expect(store.idsOf('result')).toEqual(activityIds(4));
    expect(store.idsOf('error')).toEqual([]);
    expect(store.batch.cursor).toBe('');
  });
});
