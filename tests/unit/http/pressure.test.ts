import { beforeEach, describe, expect, it } from 'vitest';
import { apiLimitsDefault } from '../../../src/http/api-limits.ts';
import { Pressure, type PressureReading } from '../../../src/http/pressure.ts';
import { RecordedLogger } from '../../support/recorded-logger.ts';

const limits = {
  ...apiLimitsDefault,
  ...{ eventLoopDelayMs: 100, heapPercent: 80, databaseQueue: 10, bodyBytesInFlight: 1_000 },
};
const calm: PressureReading = { eventLoopDelayMs: 0, heapShare: 0, databaseQueue: 0 };

describe('the pressure on a node', () => {
  let reading: PressureReading;
  let logger: RecordedLogger;
  let pressure: Pressure;
  beforeEach(() => {
    reading = calm;
    logger = new RecordedLogger();
    pressure = new Pressure(() => reading, limits, logger);
  });

  function look(next: Partial<PressureReading>): void {
    reading = { ...calm, ...next };
    pressure.look();
  }

  it.each([
    ['event_loop', { eventLoopDelayMs: 100 }],
    ['heap', { heapShare: 0.8 }],
    ['database_queue', { databaseQueue: 10 }],
  ] as const)(
    'is too much where two readings in a row find it of %s, and over with one that does not',
    (strain, high) => {
      look(high);
      expect(pressure.strains()).toEqual([]);
      look(high);
      expect(pressure.strains()).toEqual([strain]);
      look({});
      expect(pressure.strains()).toEqual([]);
      look(high);
      expect(pressure.strains()).toEqual([]);
      expect(logger.messages).toEqual([
        'this node has more to do than it can: requests are refused',
        'requests are no longer refused',
      ]);
    },
  );

  it('is too much for heavy requests at three quarters', () => {
    for (const delayMs of [74, 75, 75]) {
      expect(pressure.strains(true)).toEqual([]);
      look({ eventLoopDelayMs: delayMs });
    }
    expect(pressure.strains(true)).toEqual(['event_loop']);
    expect(pressure.strains()).toEqual([]);
  });

  it('is never too much where there is no limit', () => {
    const free = { ...limits, eventLoopDelayMs: 0, heapPercent: 0, databaseQueue: 0, bodyBytesInFlight: 0 };
    const high = { eventLoopDelayMs: 1e9, heapShare: 1, databaseQueue: 1e9 };
    pressure = new Pressure(() => high, free, logger);
    for (let time = 0; time < 3; time++) pressure.look();
    expect(pressure.strains(true)).toEqual([]);
    expect([pressure.takeBody('org', 1e12), pressure.takeBody('org', 1e12)]).not.toContain(null);
  });

  it('has room for so many bytes of bodies, and for one alone whatever its size', () => {
    const giveBack = pressure.takeBody('org', 600);
    expect(pressure.takeBody('other', 401)).toBeNull();
    const other = pressure.takeBody('other', 400);
    giveBack?.();
    giveBack?.();
    expect(pressure.takeBody('org', 601)).toBeNull();
    other?.();
    expect(pressure.takeBody('org', 5_000)).not.toBeNull();
    expect(pressure.takeBody('other', 1)).toBeNull();
  });

  it('has half of that room for one organisation, so that others always find some', () => {
    const bodies = [300, 200].map((bytes) => pressure.takeBody('org', bytes));
    expect(pressure.takeBody('org', 1)).toBeNull();
    expect(pressure.takeBody('other', 500)).not.toBeNull();
    for (const giveBack of bodies) giveBack?.();
    expect(pressure.takeBody('org', 500)).not.toBeNull();
  });
});
