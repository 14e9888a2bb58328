import { afterEach, describe, expect, it } from 'vitest';
import type { LeaseTerm } from '../../../src/domain/lease.ts';
import { silentLogger } from '../../../src/foundation/logger.ts';
import { LeaseReaper } from '../../../src/scheduler/lease-reaper.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { Moments } from '../../support/moments.ts';

const lookIntervalMs = 500;
const term = (batchId: string, fencingToken = 1): LeaseTerm => ({ batchId, fencingToken });

/** What the database would say, and which terms it was told to take back. */
class LeasesInMemory {
  abandoned: LeaseTerm[] = [];
  isGone = false;
  readonly reaped: LeaseTerm[][] = [];

  findAbandonedLeases = async (): Promise<LeaseTerm[]> => {
    if (this.isGone) throw new Error('the database is gone');
    return this.abandoned;
  };

  reapLeases = async (abandoned: readonly LeaseTerm[] = []) => {
    this.reaped.push([...abandoned]);
    return { handedBack: abandoned.length, failed: 0 };
  };
}

let running: LeaseReaper | undefined;
afterEach(() => running?.stop());

function aReaper() {
  const clock = new ManualClock();
  const moments = new Moments();
  const store = new LeasesInMemory();
  const reaper = new LeaseReaper(store, { clock, logger: silentLogger, probe: moments.probe });
  running = reaper;
  return { reaper, clock, moments, store };
}

describe('taking back the leases of dead nodes', () => {
  it('believes what it sees in two looks in a row, within a second', async () => {
    const { reaper, clock, store } = aReaper();
    await reaper.start();
    await clock.asleep();
    store.abandoned = [term('a'), term('b')];
    await clock.advance(lookIntervalMs);
    expect(store.reaped.at(-1)).toEqual([]);
    await clock.advance(lookIntervalMs);
    expect(store.reaped.at(-1)).toEqual([term('a'), term('b')]);
  });

  it('leaves a node alone whose session is back at the next look', async () => {
    const { reaper, clock, store } = aReaper();
    store.abandoned = [term('a')];
    await reaper.start();
    await clock.asleep();
    for (const abandoned of [[], [term('a')], []]) {
      store.abandoned = abandoned;
      await clock.advance(lookIntervalMs);
    }
    expect(store.reaped.flat()).toEqual([]);
  });

  it('tells a term from the next one on the same batch', async () => {
    const { reaper, clock, store } = aReaper();
    store.abandoned = [term('a', 1)];
    await reaper.start();
    await clock.asleep();
    store.abandoned = [term('a', 2)];
    await clock.advance(lookIntervalMs);
    expect(store.reaped.flat()).toEqual([]);
  });

  it('lets leases that ran out be taken back at every look', async () => {
    const { reaper, clock, moments, store } = aReaper();
    await reaper.start();
    await clock.asleep();
    await clock.advance(2 * lookIntervalMs);
    expect(store.reaped).toEqual([[], [], []]);
    expect(moments.all('leases.reaped')).toHaveLength(3);
  });

  it('goes on looking after the database was gone, and forgets what it saw before', async () => {
    const { reaper, clock, store } = aReaper();
    store.abandoned = [term('a')];
    await reaper.start();
    await clock.asleep();
    store.isGone = true;
    await clock.advance(lookIntervalMs);
    store.isGone = false;
    await clock.advance(lookIntervalMs);
    expect(store.reaped.flat()).toEqual([]);
    await clock.advance(lookIntervalMs);
    expect(store.reaped.at(-1)).toEqual([term('a')]);
  });

  it('may be stopped before it starts, stopped twice, started twice and started again', async () => {
    const { reaper, clock } = aReaper();
    await reaper.stop();
    await reaper.start();
    await reaper.start();
    await clock.asleep();
    expect(clock.sleeperCount).toBe(1);
    await Promise.all([reaper.stop(), reaper.stop()]);
    expect(clock.sleeperCount).toBe(0);
    await reaper.start();
    await clock.asleep();
    expect(clock.sleeperCount).toBe(1);
  });
});
