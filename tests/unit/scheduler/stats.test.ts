import { describe, expect, it } from 'vitest';
import { Tally } from '../../../src/scheduler/stats.ts';
import { aBatch } from '../../support/batches.ts';

describe('the tally of a scheduler', () => {
  it('counts what this node added to a batch, not what it came with', () => {
    const tally = new Tally();
    const before = aBatch({ activityCount: 100, successCount: 40, errorCount: 2, totalEmissions: '0.1' });
    tally.countWork(before, aBatch({ ...before, successCount: 50, errorCount: 3, totalEmissions: '0.3' }));
    expect(tally).toMatchObject({ successfulActivity: 10, failedActivity: 1, totalEmissions: '0.2' });
  });

  it('adds emissions exactly, however many', () => {
    const tally = new Tally();
    for (let count = 0; count < 1_000; count++) {
      tally.countWork(aBatch(), aBatch({ successCount: 1, totalEmissions: '0.000000001' }));
    }
    tally.countWork(aBatch(), aBatch({ successCount: 1, totalEmissions: '98765432109876543210' }));
    expect(tally.totalEmissions).toBe('98765432109876543210.000001');
    expect(tally.successfulActivity).toBe(1_001);
  });

  it('takes back what a recalculation lowers', () => {
    const tally = new Tally();
    tally.countWork(aBatch({ totalEmissions: '5' }), aBatch({ totalEmissions: '-1.5' }));
    expect(tally.totalEmissions).toBe('-6.5');
  });

  it('averages the time of the batches that it brought to an end', () => {
    const tally = new Tally();
    expect(tally.averageProcessTime).toBe(0);
    tally.countEnd(100, false);
    tally.countEnd(300, true);
    tally.countRetry();
    expect(tally).toMatchObject({ batchesProcessed: 2, batchesFailed: 1, batchesRetried: 1 });
    expect(tally.averageProcessTime).toBe(200);
  });
});
