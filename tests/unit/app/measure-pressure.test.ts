import { expect, it } from 'vitest';
import { measurePressure } from '../../../src/app/measure-pressure.ts';

it('reads a share of the heap, the queue of the database and a delay that is there', () => {
  const read = measurePressure({ waitingCount: 7 });
  for (const reading of [read(), read(), measurePressure({})()]) {
    expect(reading.heapShare).toBeGreaterThan(0);
    expect(reading.heapShare).toBeLessThan(1);
    expect(reading.eventLoopDelayMs).toBeGreaterThanOrEqual(0);
  }
  expect([read().databaseQueue, measurePressure({})().databaseQueue]).toEqual([7, 0]);
});
