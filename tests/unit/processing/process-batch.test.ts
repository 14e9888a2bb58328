import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import { type BatchJob, JobStatus } from '../../../src/domain/batch-job.ts';
import { LeaseLostError, ProcessorFault, UnavailableError } from '../../../src/domain/errors.ts';
import type { Lease } from '../../../src/domain/lease.ts';
import type { ActivityProcessor } from '../../../src/processing/activity-processor.ts';
import { createBatchProcessing } from '../../../src/processing/process-batch.ts';
import type { BatchStore, ChunkCommit, ChunkStore, PendingActivity } from '../../../src/store/batch-store.ts';
import { aBatch, activityIds, aLease, anActivity, succeeds } from '../../support/batches.ts';
import { failureOf } from '../../support/failure.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** One batch in memory, and what was asked of it in which order. */
class ChunksInMemory implements Pick<ChunkStore, 'readChunk' | 'commitChunk'> {
  readonly deeds: string[] = [];
  readonly commits: ChunkCommit[] = [];
  /** The batches that `onCommit` was called with. */
  readonly told: BatchJob[] = [];
  readonly activities: readonly PendingActivity[];
  batch: BatchJob;
  /** Called at each read and commit, to fail or to hold it up. */
  beforeRead: (cursor: string) => Promise<void> = async () => {};
  beforeCommit: (commit: ChunkCommit) => Promise<void> = async () => {};

  constructor(ids: readonly string[], missing: readonly string[] = []) {
    this.activities = ids.map((activityId) => ({
      activityId,
      activity: missing.includes(activityId) ? null : anActivity({ id: activityId }),
    }));
    this.batch = aBatch({ activityCount: ids.length, status: JobStatus.processing });
  }

  readChunk = async (_: Lease, cursor: string, limit: number): Promise<PendingActivity[]> => {
    this.deeds.push(`read after ${cursor || 'the start'}`);
    await this.beforeRead(cursor);
    return this.activities.filter(({ activityId }) => activityId > cursor).slice(0, limit);
  };

  commitChunk = async (_: Lease, commit: ChunkCommit): Promise<BatchJob> => {
    await this.beforeCommit(commit);
    expect(commit.fromCursor).toBe(this.batch.cursor);
    this.deeds.push(`commit ${commit.outcomes.length}${commit.isLast ? ', the last' : ''}`);
    this.commits.push(commit);
    this.batch = aBatch({
      ...this.batch,
      cursor: commit.toCursor,
      status: commit.isLast ? JobStatus.complete : JobStatus.processing,
    });
    return this.batch;
  };

  get committedIds(): string[] {
    return this.commits.flatMap(({ outcomes }) => outcomes.map(({ activity }) => activity.activityId));
  }
}

const never = new AbortController().signal;

function processing(
  store: ChunksInMemory,
  chunkSize: number,
  process: ActivityProcessor['process'] = async (activities) => activities.map(({ id }) => succeeds()(id)),
  clock = new ManualClock(),
) {
  const run = createBatchProcessing(
    store as unknown as BatchStore,
    { name: 'custom', process },
    { chunkSize, chunkTimeoutMs: 60_000, clock },
  );
  return (signals: { abort?: AbortSignal; handBack?: AbortSignal } = {}) =>
    run({ batch: store.batch, lease: aLease() }, { abort: never, handBack: never, ...signals }, (batch) =>
      store.told.push(batch),
    );
}

describe('taking a batch through its chunks', () => {
  const boundaries: [number, number, string[]][] = [
    [0, 3, ['commit 0, the last']],
    [1, 3, ['commit 1, the last']],
    [2, 3, ['commit 2, the last']],
    [3, 3, ['commit 3', 'commit 0, the last']],
    [4, 3, ['commit 3', 'commit 1, the last']],
    [6, 3, ['commit 3', 'commit 3', 'commit 0, the last']],
    [3, 1, ['commit 1', 'commit 1', 'commit 1', 'commit 0, the last']],
  ];
  for (const [count, chunkSize, commits] of boundaries) {
    it(`commits each of ${count} activities once in chunks of ${chunkSize}, and ends with the last`, async () => {
      const ids = activityIds(count);
      const store = new ChunksInMemory(ids);
      const after = await processing(store, chunkSize)();
      expect(store.deeds.filter((deed) => deed.startsWith('commit'))).toEqual(commits);
      expect(store.committedIds).toEqual(ids);
      expect(after).toBe(store.batch);
      expect(after.status).toBe(JobStatus.complete);
    });
  }

  it('goes on from the cursor that the batch came with', async () => {
    const store = new ChunksInMemory(activityIds(5));
    store.batch = aBatch({ ...store.batch, cursor: 'act-0003' });
    await processing(store, 10)();
    expect(store.committedIds).toEqual(['act-0004', 'act-0005']);
  });

  it('reads the next chunk while the last is computed and written, and none after the end', async () => {
    const store = new ChunksInMemory(activityIds(3));
    await processing(store, 2, async (activities) => {
      store.deeds.push(`compute ${activities.length}`);
      return activities.map(({ id }) => succeeds()(id));
    })();
    expect(store.deeds).toEqual([
      'read after the start',
      'read after act-0002',
      'compute 2',
      'commit 2',
      'compute 1',
      'commit 1, the last',
    ]);
  });

  it('asks the processor only about activities that exist; the others end in an error of their own', async () => {
    const asked: string[] = [];
    const store = new ChunksInMemory(activityIds(3), ['act-0002']);
    await processing(store, 10, async (activities) => {
      asked.push(...activities.map(({ id }) => id));
      return activities.map(({ id }) => succeeds()(id));
    })();
    expect(asked).toEqual(['act-0001', 'act-0003']);
    expect(store.commits[0]?.outcomes[1]?.outcome).toEqual({
      activityId: 'act-0002',
      kind: 'error',
      code: 'ACTIVITY_NOT_FOUND',
      details: 'There is no activity "act-0002" in org-test: import it, then retry the batch.',
    });
  });

  it('does not bother the processor with a chunk in which nothing exists', async () => {
    let calls = 0;
    const store = new ChunksInMemory(activityIds(2), activityIds(2));
    await processing(store, 2, async () => {
      calls++;
      return [];
    })();
    expect(calls).toBe(0);
    expect(store.committedIds).toEqual(activityIds(2));
  });

  it('tells the processor whose batch it is and which pass', async () => {
    const contexts: unknown[] = [];
    const store = new ChunksInMemory(activityIds(1));
    const calculation = { gwpSet: 'AR6' } as const;
    store.batch = aBatch({ ...store.batch, attempt: 4, calculation });
    await processing(store, 2, async (activities, { signal: _, ...context }) => {
      contexts.push(context);
      return activities.map(({ id }) => succeeds()(id));
    })();
    const { orgId, workspaceId, id } = store.batch;
    expect(contexts).toEqual([{ orgId, workspaceId, batchId: id, attempt: 4, calculation }]);
  });

  it('does not let a processor change what is recorded as given', async () => {
    const store = new ChunksInMemory(activityIds(1));
    const run = processing(store, 2, async (activities) => {
      for (const activity of activities) (activity as { quantity: Activity['quantity'] }).quantity = '0';
      return activities.map(({ id }) => succeeds()(id));
    });
    await expect(run()).rejects.toThrow(ProcessorFault);
    expect(store.activities[0]?.activity?.quantity).toBe('100');
  });
});

describe('stopping in the middle of a batch', () => {
  it('finishes the chunk in hand and leaves the rest when asked to hand back', async () => {
    const handingBack = new AbortController();
    const store = new ChunksInMemory(activityIds(5));
    const after = await processing(store, 2, async (activities) => {
      handingBack.abort();
      return activities.map(({ id }) => succeeds()(id));
    })({ handBack: handingBack.signal });
    expect(after.status).toBe(JobStatus.processing);
    expect(store.committedIds).toEqual(['act-0001', 'act-0002']);
  });

  it('does not begin with a chunk that is still being read when it is asked to hand back', async () => {
    const handingBack = new AbortController();
    const store = new ChunksInMemory(activityIds(5));
    let isAsked = false;
    store.beforeRead = async () => handingBack.abort();
    const after = await processing(store, 2, async () => {
      isAsked = true;
      return [];
    })({ handBack: handingBack.signal });
    expect(after).toBe(store.batch);
    expect([isAsked, store.commits]).toEqual([false, []]);
  });

  it('touches nothing when it is asked to hand back before it begins', async () => {
    const store = new ChunksInMemory(activityIds(5));
    const after = await processing(store, 2)({ handBack: AbortSignal.abort() });
    expect(after).toBe(store.batch);
    expect(store.commits).toEqual([]);
  });

  it('ends all the same when the chunk in hand was the last', async () => {
    const handingBack = new AbortController();
    const store = new ChunksInMemory(activityIds(2));
    const after = await processing(store, 5, async (activities) => {
      handingBack.abort();
      return activities.map(({ id }) => succeeds()(id));
    })({ handBack: handingBack.signal });
    expect(after.status).toBe(JobStatus.complete);
  });

  it('rejects at once with the reason of an abort and writes nothing more', async () => {
    const aborting = new AbortController();
    const reason = new LeaseLostError('batch_test');
    const store = new ChunksInMemory(activityIds(5));
    let chunks = 0;
    const run = processing(store, 2, async (activities) => {
      if (++chunks === 1) return activities.map(({ id }) => succeeds()(id));
      aborting.abort(reason);
      return new Promise(() => {});
    });
    await expect(run({ abort: aborting.signal })).rejects.toBe(reason);
    expect(store.committedIds).toEqual(['act-0001', 'act-0002']);
  });

  it('does not wait for a chunk to be read once it is aborted', async () => {
    const aborting = new AbortController();
    const store = new ChunksInMemory(activityIds(5));
    store.beforeRead = () => new Promise(() => {});
    const run = processing(store, 2)({ abort: aborting.signal });
    aborting.abort(new Error('enough'));
    await expect(run).rejects.toThrow('enough');
  });

  it('counts the commit that was on its way when it was aborted, and no other', async () => {
    const aborting = new AbortController();
    const store = new ChunksInMemory(activityIds(5));
    store.beforeCommit = async () => aborting.abort(new LeaseLostError('batch_test'));
    await expect(processing(store, 2)({ abort: aborting.signal })).rejects.toThrow(LeaseLostError);
    expect(store.committedIds).toEqual(['act-0001', 'act-0002']);
    expect(store.told).toEqual([store.batch]);
  });

  it('is told of the end although the lease was missed before the last commit was answered', async () => {
    const aborting = new AbortController();
    const store = new ChunksInMemory(activityIds(1));
    store.beforeCommit = async () => aborting.abort(new LeaseLostError('batch_test'));
    const after = await processing(store, 2)({ abort: aborting.signal });
    expect(after.status).toBe(JobStatus.complete);
  });

  it('does not wait for long for a commit once it is aborted', async () => {
    const clock = new ManualClock();
    const aborting = new AbortController();
    const isCommitting = Promise.withResolvers<void>();
    const store = new ChunksInMemory(activityIds(5));
    store.beforeCommit = () => {
      isCommitting.resolve();
      return new Promise(() => {});
    };
    const run = failureOf(processing(store, 2, undefined, clock)({ abort: aborting.signal }));
    await isCommitting.promise;
    const reason = new Error('enough');
    aborting.abort(reason);
    await clock.asleep();
    await clock.advance(1_000);
    expect(await run).toBe(reason);
  });

  it('passes on what the store says, without a stray rejection of the chunk read ahead', async () => {
    const store = new ChunksInMemory(activityIds(5));
    store.beforeRead = async (cursor) => {
      if (cursor !== '') throw new Error('connection lost while reading ahead');
    };
    store.beforeCommit = () => Promise.reject(new LeaseLostError('batch_test'));
    await expect(processing(store, 2)()).rejects.toThrow(LeaseLostError);
  });

  it('meets the fault of a chunk read ahead when its turn has come, after the chunk before is safe', async () => {
    const store = new ChunksInMemory(activityIds(5));
    store.beforeRead = async (cursor) => {
      if (cursor !== '') throw new Error('connection lost while reading ahead');
    };
    await expect(processing(store, 2)()).rejects.toThrow('connection lost while reading ahead');
    expect(store.committedIds).toEqual(['act-0001', 'act-0002']);
  });
});

describe('a database that is at fault for a while', () => {
  /** Fails the first times, as if the database were away. */
  function awayFor(times: number): () => Promise<void> {
    let left = times;
    return async () => {
      if (left-- > 0) throw new UnavailableError('The database is away.');
    };
  }

  it('is waited for by reads and commits, without computing anything twice', async () => {
    const clock = new ManualClock();
    const store = new ChunksInMemory(activityIds(3));
    store.beforeRead = awayFor(3);
    store.beforeCommit = awayFor(3);
    const computed: string[] = [];
    const run = processing(
      store,
      2,
      async (activities) => {
        computed.push(...activities.map(({ id }) => id));
        return activities.map(({ id }) => succeeds()(id));
      },
      clock,
    )();
    await clock.asleep();
    await clock.advance(30_000);
    expect((await run).status).toBe(JobStatus.complete);
    expect(store.committedIds).toEqual(activityIds(3));
    expect(computed).toEqual(activityIds(3));
  });

  it('is waited for no longer than a minute: then the batch is tried again as a whole', async () => {
    const clock = new ManualClock();
    const store = new ChunksInMemory(activityIds(3));
    store.beforeCommit = awayFor(Number.POSITIVE_INFINITY);
    const failed = expect(processing(store, 2, undefined, clock)()).rejects.toThrow(UnavailableError);
    await clock.asleep();
    await clock.advance(59_000);
    expect(clock.sleeperCount).toBe(1);
    await clock.advance(5_000);
    await failed;
  });

  it('is not waited for once the node is to stop', async () => {
    const clock = new ManualClock();
    const handingBack = new AbortController();
    const store = new ChunksInMemory(activityIds(3));
    store.beforeCommit = awayFor(Number.POSITIVE_INFINITY);
    const run = processing(store, 2, undefined, clock)({ handBack: handingBack.signal });
    const failed = expect(run).rejects.toThrow(UnavailableError);
    await clock.asleep();
    handingBack.abort();
    await failed;
  });
});
