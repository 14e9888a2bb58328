import { describe, expect, it } from 'vitest';
import { type BatchJob, JobStatus } from '../../../src/domain/batch-job.ts';
import { LeaseLostError, ProcessorFault } from '../../../src/domain/errors.ts';
import { silentLogger } from '../../../src/foundation/logger.ts';
import {
  type BatchRunnerDeps,
  handBack,
  type ProcessBatch,
  runBatch,
} from '../../../src/scheduler/run-batch.ts';
import { Tally } from '../../../src/scheduler/stats.ts';
import type { LeaseStore } from '../../../src/store/batch-store.ts';
import { aBatch, aLease } from '../../support/batches.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { Moments } from '../../support/moments.ts';

const lockTimeoutMs = 60_000;
const lease = aLease();

interface Setting {
  readonly batch?: BatchJob;
  readonly processBatch: ProcessBatch;
  /** Called before each write, by the name of the operation. */
  readonly beforeWrite?: (name: string) => void;
}

/** One batch and the machinery around it; `deeds` is what the database was told. */
function aRun({ batch = aBatch(), processBatch, beforeWrite = () => {} }: Setting) {
  const clock = new ManualClock();
  const moments = new Moments();
  const deeds: unknown[][] = [];
  const retriesScheduled: number[] = [];
  const abort = new AbortController();
  const handingBack = new AbortController();
  const write =
    (name: string) =>
    async (...args: unknown[]) => {
      beforeWrite(name);
      deeds.push([name, ...args.slice(1)]);
    };
  const store = {
    startBatch: async () => {
      await write('start')();
      return aBatch({ ...batch, status: JobStatus.processing });
    },
    releaseBatchLock: write('release'),
    scheduleRetry: write('retry'),
    failBatch: write('fail'),
  } as unknown as LeaseStore;
  const deps: BatchRunnerDeps = {
    store,
    processBatch,
    backOff: { baseMs: 1_000, maxMs: 60_000 },
    lockTimeoutMs,
    tally: new Tally(),
    onRetryScheduled: (delayMs) => retriesScheduled.push(delayMs),
    onLeaseLeft: () => {},
    clock,
    logger: silentLogger,
    probe: moments.probe,
    random: () => 0.5,
  };
  const run = () => runBatch(deps, { batch, lease }, { abort: abort.signal, handBack: handingBack.signal });
  return { run, deps, clock, moments, deeds, retriesScheduled, abort, handingBack, tally: deps.tally };
}

const fault = new ProcessorFault('PROCESSOR_TIMEOUT', ['a', 'b'], 'The processor "x" took too long.');
const failing: ProcessBatch = () => Promise.reject(fault);
const afterOneChunk = (batch: BatchJob) =>
  aBatch({ ...batch, successCount: batch.successCount + 2, totalEmissions: '4.5' });

describe('a batch that goes well', () => {
  it('is started, worked through and counted, with the time it took', async () => {
    const { run, deeds, moments, tally, clock } = aRun({
      processBatch: async ({ batch }, _, onCommit) => {
        onCommit(afterOneChunk(batch));
        const ended = aBatch({ ...afterOneChunk(batch), errorCount: 1, status: JobStatus.complete });
        onCommit(ended);
        clock.jump(700);
        return ended;
      },
    });
    await run();
    expect(deeds).toEqual([['start']]);
    expect(tally).toMatchObject({
      batchesProcessed: 1,
      batchesFailed: 0,
      successfulActivity: 2,
      failedActivity: 1,
      totalEmissions: '4.5',
      averageProcessTime: 700,
    });
    expect(moments.all('batch.finished')).toEqual([{ batchId: 'batch_test', status: 'complete' }]);
  });

  it('counts as failed when too many of its activities ended in errors', async () => {
    const { run, tally } = aRun({ processBatch: async () => aBatch({ status: JobStatus.failed }) });
    await run();
    expect(tally).toMatchObject({ batchesProcessed: 1, batchesFailed: 1 });
  });

  it('is handed back when it was left in the middle', async () => {
    const { run, deeds, tally } = aRun({
      processBatch: async () => aBatch({ status: JobStatus.processing }),
    });
    await run();
    expect(deeds).toEqual([['start'], ['release']]);
    expect(tally.batchesProcessed).toBe(0);
  });
});

describe('a part with whose last commit the whole batch has ended', () => {
  it('is dropped: nothing of it is to be handed back or counted', async () => {
    const { run, deeds, moments, tally } = aRun({
      processBatch: async () => aBatch({ status: JobStatus.cancelled }),
    });
    await run();
    expect(deeds).toEqual([['start']]);
    expect(moments.all('lease.dropped')).toHaveLength(1);
    expect(tally.batchesProcessed).toBe(0);
  });
});

describe('a batch that meets a fault', () => {
  it('is sent back with its back-off and reason, and what was committed before counts', async () => {
    const { run, deeds, tally, retriesScheduled } = aRun({
      batch: aBatch({ retryCount: 1 }),
      processBatch: async ({ batch }, _, onCommit) => {
        onCommit(afterOneChunk(batch));
        throw fault;
      },
    });
    await run();
    expect(deeds).toEqual([['start'], ['retry', 1_000, 'The processor "x" took too long.']]);
    expect(retriesScheduled).toEqual([1_000]);
    expect(tally).toMatchObject({ batchesRetried: 1, batchesProcessed: 0, successfulActivity: 2 });
  });

  it('fails when its retries are used up, with an error for each activity of the chunk', async () => {
    const { run, deeds, tally } = aRun({ batch: aBatch({ retryCount: 3 }), processBatch: failing });
    await run();
    expect(deeds[1]).toEqual([
      'fail',
      expect.stringContaining('All 4 tries failed, the last time: The processor "x" took too long.'),
      ['a', 'b'].map((activityId) => ({ activityId, code: 'PROCESSOR_TIMEOUT', details: fault.message })),
    ]);
    expect(tally).toMatchObject({ batchesProcessed: 1, batchesFailed: 1, failedActivity: 2 });
  });

  it('names no activities where the fault was not of a chunk', async () => {
    const { run, deeds } = aRun({
      batch: aBatch({ maxRetries: 0 }),
      processBatch: () => Promise.reject(new Error('terminating connection')),
    });
    await run();
    expect(deeds[1]).toEqual([
      'fail',
      expect.stringContaining('The only try failed: The work was interrupted: terminating connection.'),
      [],
    ]);
  });

  it('survives a fault that cannot even be shown', async () => {
    const { run, deeds } = aRun({ processBatch: () => Promise.reject(Object.create(null)) });
    await run();
    expect(deeds[1]?.[0]).toBe('retry');
  });

  it('is recorded as soon as the database is back, and not given up while the lease holds', async () => {
    let isGone = false;
    const { run, deeds, clock, moments } = aRun({
      processBatch: async () => {
        isGone = true;
        throw new Error('the database is gone');
      },
      beforeWrite: () => {
        if (isGone) throw new Error('connection refused');
      },
    });
    const running = run();
    await clock.asleep();
    await clock.advance(30_000);
    expect(deeds).toEqual([['start']]);
    isGone = false;
    await clock.advance(2_000);
    await running;
    expect(deeds[1]?.[0]).toBe('retry');
    expect(moments.all('fault.unrecorded')).toEqual([]);
  });

  const ends: [string, (handingBack: AbortController, clock: ManualClock) => unknown][] = [
    ['the node stops', (handingBack) => handingBack.abort()],
    ['a lease would have run out', (_, clock) => clock.advance(lockTimeoutMs + 2_000)],
  ];
  for (const [what, happens] of ends) {
    it(`is left to the lease's end when the database stays away until ${what}`, async () => {
      const { run, clock, moments, handingBack } = aRun({
        processBatch: failing,
        beforeWrite: (name) => {
          if (name === 'retry') throw new Error('connection refused');
        },
      });
      const running = run();
      await clock.asleep();
      await happens(handingBack, clock);
      await running;
      expect(moments.all('fault.unrecorded')).toHaveLength(1);
      expect(clock.sleeperCount).toBe(0);
    });
  }

  it('is not recorded twice when it was heard the first time and only the answer was lost', async () => {
    let writes = 0;
    const { run, clock, moments } = aRun({
      processBatch: failing,
      beforeWrite: (name) => {
        if (name === 'retry') throw ++writes === 1 ? new Error('connection lost') : new LeaseLostError('x');
      },
    });
    const running = run();
    await clock.asleep();
    await clock.advance(100);
    await running;
    expect(writes).toBe(2);
    expect(moments.all('lease.dropped')).toHaveLength(1);
  });
});

describe('a batch whose lease is gone', () => {
  it('is dropped when the loss is heard of while its fault waits for the database', async () => {
    const { run, clock, moments, abort } = aRun({
      processBatch: failing,
      beforeWrite: (name) => {
        if (name === 'retry') throw new Error('connection refused');
      },
    });
    const running = run();
    await clock.asleep();
    abort.abort(new LeaseLostError('batch_test'));
    await running;
    expect(moments.all('lease.dropped')).toHaveLength(1);
  });

  const losses: [string, (abort: AbortController) => ProcessBatch][] = [
    ['says so', () => () => Promise.reject(new LeaseLostError('batch_test'))],
    [
      'is heard of while the processor fails for it',
      (abort) => () => {
        abort.abort(new LeaseLostError('batch_test'));
        return Promise.reject(new Error('fetch was aborted'));
      },
    ],
  ];
  for (const [how, loss] of losses) {
    it(`is dropped without another word when the loss ${how}`, async () => {
      const aborts: AbortController[] = [];
      const { run, deeds, abort, moments, tally } = aRun({
        processBatch: (...args) => loss(aborts[0] as AbortController)(...args),
      });
      aborts.push(abort);
      await run();
      expect(deeds).toEqual([['start']]);
      expect(moments.all('lease.dropped')).toHaveLength(1);
      expect(tally).toMatchObject({ batchesProcessed: 0, batchesRetried: 0 });
    });
  }

  it('is not worked on when the loss is found at its start', async () => {
    let isWorkedOn = false;
    const { run, deeds } = aRun({
      processBatch: async () => {
        isWorkedOn = true;
        return aBatch();
      },
      beforeWrite: () => {
        throw new LeaseLostError('batch_test');
      },
    });
    await run();
    expect([isWorkedOn, deeds]).toEqual([false, []]);
  });
});

describe('handing back', () => {
  it('takes a fault while the node stops for no fault: no retry is burned', async () => {
    const { run, deeds, handingBack, tally } = aRun({
      processBatch: () => {
        handingBack.abort();
        return Promise.reject(new Error('the deadline has passed'));
      },
    });
    await run();
    expect(deeds).toEqual([['start'], ['release']]);
    expect(tally.batchesRetried).toBe(0);
  });

  it('is tried again while the database is away: its lease would end as a retry', async () => {
    let failuresLeft = 3;
    const { deps, clock, deeds, moments, abort } = aRun({
      processBatch: failing,
      beforeWrite: () => {
        if (failuresLeft-- > 0) throw new Error('connection refused');
      },
    });
    const handing = handBack(deps, lease, abort.signal);
    await clock.asleep();
    await clock.advance(10_000);
    await handing;
    expect(deeds).toEqual([['release']]);
    expect(moments.all('batch.handed_back')).toHaveLength(1);
  });

  it('leaves the batch to the end of its lease when the time to stop is up', async () => {
    let left = 0;
    const { deps, clock, moments, abort } = aRun({
      processBatch: failing,
      beforeWrite: () => {
        throw new Error('connection refused');
      },
    });
    const handing = handBack({ ...deps, onLeaseLeft: () => left++ }, lease, abort.signal);
    await clock.asleep();
    abort.abort(new Error('the scheduler is stopping'));
    await handing;
    expect(moments.all('batch.handed_back')).toEqual([]);
    expect(left).toBe(1);
  });

  it('is over when the lease is: others have the batch, or the answer to the first try was lost', async () => {
    let left = 0;
    const { deps, moments, abort } = aRun({
      processBatch: failing,
      beforeWrite: () => {
        throw new LeaseLostError('batch_test');
      },
    });
    await handBack({ ...deps, onLeaseLeft: () => left++ }, lease, abort.signal);
    expect(moments.all('lease.dropped')).toHaveLength(1);
    expect(left).toBe(0);
  });
});
