import { describe, expect, it } from 'vitest';
import { askPendingBatches, databaseProblems, pollingProblems } from '../../../src/scheduler/health.ts';
import { ManualClock } from '../../support/manual-clock.ts';

describe('the health of polling', () => {
  const state = { isRunning: true, silentMs: 0, expectedWithinMs: 75_000 };

  it('is good while a poll worked lately', () => {
    expect(pollingProblems(state)).toEqual([]);
    expect(pollingProblems({ ...state, silentMs: 75_000 })).toEqual([]);
  });

  it('is bad once no poll has worked for longer than expected', () => {
    expect(pollingProblems({ ...state, silentMs: 90_499 })).toEqual([
      'The scheduler has not polled for 90 s.',
    ]);
  });

  it('is bad when the scheduler does not run', () => {
    expect(pollingProblems({ ...state, isRunning: false })).toEqual(['The scheduler is not running.']);
  });
});

describe('the health of the database', () => {
  it('is good when it answers and can be written to', () => {
    expect(databaseProblems(0, true)).toEqual([]);
  });

  it('is bad when it does not answer either question, which is said once', () => {
    for (const [pending, isWritable] of [
      [null, null],
      [null, true],
      [3, null],
    ] as const) {
      expect(databaseProblems(pending, isWritable)).toEqual(['The database does not answer.']);
    }
  });

  it('is bad when it only reads', () => {
    expect(databaseProblems(3, false)).toEqual([
      'The database only reads: it is a standby, or set to read only.',
    ]);
  });
});

describe('asking the database', () => {
  it('gives its answer, and waits for nothing after it', async () => {
    const clock = new ManualClock();
    expect(await askPendingBatches({ countPendingBatches: async () => 7 }, clock)).toBe(7);
    expect(clock.sleeperCount).toBe(0);
  });

  it('gives null when the database says no', async () => {
    const gone = { countPendingBatches: () => Promise.reject(new Error('connection refused')) };
    expect(await askPendingBatches(gone, new ManualClock())).toBeNull();
  });

  it('gives null when the database does not answer within two seconds', async () => {
    const clock = new ManualClock();
    const silent = { countPendingBatches: () => new Promise<number>(() => {}) };
    let answer: number | null | undefined;
    const asking = askPendingBatches(silent, clock).then((pending) => {
      answer = pending;
    });
    await clock.advance(1_999);
    expect(answer).toBeUndefined();
    await clock.advance(1);
    await asking;
    expect(answer).toBeNull();
  });
});
