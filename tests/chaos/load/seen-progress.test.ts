import { describe, expect, it } from 'vitest';
import { type Sight, wentBack } from './seen-progress.ts';

const atWork: Sight = {
  status: 'processing',
  successCount: 5,
  errorCount: 2,
  totalEmissions: 7.5,
  retryCount: 1,
};
const failed: Sight = { ...atWork, status: 'failed' };
const complete: Sight = { ...atWork, status: 'complete' };

describe('what a client sees of a batch', () => {
  it.each([
    [{ successCount: 4 }, 'the success count'],
    [{ totalEmissions: 7.4 }, 'the total'],
    [{ retryCount: 0 }, 'the retry count'],
    [{ errorCount: 1 }, 'the error count'],
  ])('has gone back with %j', (change, what) => {
    expect(wentBack(atWork, { ...atWork, ...change }, false)).toBe(what);
  });

  it.each([
    {},
    { successCount: 6, totalEmissions: 8 },
    { errorCount: 3 },
    { retryCount: 2, status: 'pending' },
  ])('has not gone back with %j', (change) => {
    expect(wentBack(atWork, { ...atWork, ...change }, false)).toBeNull();
  });

  it('has left its end when anything about it is another', () => {
    expect(wentBack(complete, complete, true)).toBeNull();
    expect(wentBack(complete, { ...complete, successCount: 6 }, true)).toBe('its end');
    expect(wentBack(complete, atWork, true)).toBe('its end');
    expect(wentBack(failed, atWork, false)).toBe('its end');
  });

  it('may begin a new pass after a retry that was asked for, from which no success goes', () => {
    expect(wentBack(failed, { ...atWork, errorCount: 0, retryCount: 2 }, true)).toBeNull();
    expect(wentBack(failed, { ...atWork, successCount: 4 }, true)).toBe('the success count');
  });
});
