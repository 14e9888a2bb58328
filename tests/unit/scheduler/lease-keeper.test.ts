import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { LeaseLostError } from '../../../src/domain/errors.ts';
import type { Lease, LeaseTerm } from '../../../src/domain/lease.ts';
import { silentLogger } from '../../../src/foundation/logger.ts';
import { LeaseKeeper } from '../../../src/scheduler/lease-keeper.ts';
import type { LeaseHeartbeat, LeaseHeartbeatOptions, LeaseRenewal } from '../../../src/store/batch-store.ts';
import { aLease } from '../../support/batches.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { Moments } from '../../support/moments.ts';

const lockTimeoutMs = 60_000;
/** The lease's length less its margin. */
const trustedForMs = 59_000;
/** Where there is no heartbeat, a lease lasts for this much longer. */
const blockMsMax = 0;
const presenceKey = 4711;

/** What the database would say: every lease is held unless a case decides otherwise. */
class LeasesInMemory {
  readonly renewals: string[][] = [];
  readonly checks: string[][] = [];
  readonly lost = new Set<string>();
  answer: () => Promise<void> = async () => {};
  /** Null where no other process can use the database. */
  heartbeat: HeartbeatInMemory | null = null;

  startLeaseHeartbeat = (options: LeaseHeartbeatOptions): LeaseHeartbeat | null => {
    this.heartbeat?.starts.push(options);
    return this.heartbeat;
  };

  renewLeases = async (leases: readonly Lease[]): Promise<Lease[]> => {
    this.renewals.push(leases.map(termOf));
    await this.answer();
    return leases.filter((lease) => !this.lost.has(termOf(lease)));
  };

  findLostLeases = async (leases: readonly Lease[]): Promise<Lease[]> => {
    this.checks.push(leases.map(termOf));
    await this.answer();
    return leases.filter((lease) => this.lost.has(termOf(lease)));
  };
}

/** A thread that does what a case tells it to. */
class HeartbeatInMemory implements LeaseHeartbeat {
  readonly starts: LeaseHeartbeatOptions[] = [];
  readonly told: string[][] = [];
  /** What it has renewed and not been asked for yet. */
  renewals: LeaseRenewal[] = [];
  looks = 0;
  stops = 0;

  hold = (terms: readonly LeaseTerm[]) => void this.told.push(terms.map(termOf));
  takeRenewals = () => {
    this.looks += 1;
    return this.renewals.splice(0);
  };
  stop = async () => {
    this.stops += 1;
  };
}

const termOf = ({ batchId, fencingToken }: LeaseTerm) => `${batchId} ${fencingToken}`;
const leaseOn = (batchId: string, fencingToken = 1) => aLease({ batchId, fencingToken });

let running: LeaseKeeper | undefined;
afterEach(() => running?.stop());

function anIdleKeeper({ heartbeat = null as HeartbeatInMemory | null, blockMs = blockMsMax } = {}) {
  const clock = new ManualClock();
  const moments = new Moments();
  const store = new LeasesInMemory();
  store.heartbeat = heartbeat;
  const keeper = new LeaseKeeper(store, {
    lockTimeoutMs,
    blockMsMax: blockMs,
    presenceKey,
    clock,
    logger: silentLogger,
    probe: moments.probe,
  });
  running = keeper;
  const keep = (lease: Lease) => keeper.keep(lease, clock.monotonicMs());
  return { keeper, clock, moments, store, keep };
}

async function aKeeper(options: Parameters<typeof anIdleKeeper>[0] = {}) {
  const made = anIdleKeeper(options);
  await made.keeper.start();
  await made.clock.asleep();
  return made;
}

function expectLost(signal: AbortSignal): void {
  expect(signal.aborted).toBe(true);
  expect(signal.reason).toBeInstanceOf(LeaseLostError);
}

describe('keeping leases', () => {
  it('renews them all in one statement at a third of their length, and again and again', async () => {
    const { clock, store, keep } = await aKeeper();
    const signals = [keep(leaseOn('a')), keep(leaseOn('b'))];
    await clock.advance(lockTimeoutMs / 3 - 1_000);
    expect(store.renewals).toEqual([]);
    await clock.advance(1_000);
    expect(store.renewals).toEqual([['a 1', 'b 1']]);
    await clock.advance(10 * lockTimeoutMs);
    expect(store.renewals.length).toBe(31);
    expect(signals.map((signal) => signal.aborted)).toEqual([false, false]);
  });

  it('asks nothing while it holds nothing', async () => {
    const { clock, keeper, store, keep } = await aKeeper();
    await clock.advance(lockTimeoutMs);
    keep(leaseOn('a'));
    keeper.letGo(leaseOn('a'));
    await clock.advance(lockTimeoutMs);
    expect([store.renewals, store.checks]).toEqual([[], []]);
  });

  it('notices within a second that a lease is gone, and leaves the others alone', async () => {
    const { clock, moments, store, keep } = await aKeeper();
    const [a, b] = [keep(leaseOn('a')), keep(leaseOn('b'))];
    store.lost.add('a 1');
    await clock.advance(1_000);
    expectLost(a);
    expect(b.aborted).toBe(false);
    expect(moments.all('lease.lost')).toEqual([{ batchId: 'a' }]);
    await clock.advance(1_000);
    expect(store.checks.at(-1)).toEqual(['b 1']);
  });

  it('asks after a lease that is missing from a renewal at once', async () => {
    const { clock, store, keep } = await aKeeper();
    const [a, b] = [keep(leaseOn('a')), keep(leaseOn('b'))];
    await clock.advance(lockTimeoutMs / 3 - 1_000);
    store.lost.add('b 1');
    store.checks.length = 0;
    await clock.advance(1_000);
    expect([store.renewals, store.checks]).toEqual([[['a 1', 'b 1']], [['b 1']]]);
    expect(a.aborted).toBe(false);
    expectLost(b);
  });

  it('does not abort work whose batch has just ended by its own commit', async () => {
    const { clock, store, keep } = await aKeeper();
    const ended = keep(leaseOn('a'));
    // No longer leased, but not lost: the answer to the commit is on its way.
    store.renewLeases = async () => [];
    await clock.advance(lockTimeoutMs / 3);
    expect(ended.aborted).toBe(false);
  });

  it('ends the work on a cancelled batch at once', async () => {
    const { keeper, keep } = await aKeeper();
    const [a, b] = [keep(leaseOn('a')), keep(leaseOn('b'))];
    keeper.lose('a');
    keeper.lose('unheard-of');
    expectLost(a);
    expect(b.aborted).toBe(false);
  });

  it('tells a term from the next one on the same batch', async () => {
    const { clock, keeper, store, keep } = await aKeeper();
    const older = keep(leaseOn('a', 1));
    const newer = keep(leaseOn('a', 2));
    expectLost(older);
    keeper.letGo(leaseOn('a', 1));
    store.lost.add('a 1');
    await clock.advance(1_000);
    expect(store.checks.at(-1)).toEqual(['a 2']);
    expect(newer.aborted).toBe(false);
  });

  it('does not take the answer about one term for an answer about the next', async () => {
    const { clock, keeper, store, keep } = await aKeeper();
    keep(leaseOn('a', 1));
    const answered = Promise.withResolvers<void>();
    store.answer = () => answered.promise;
    store.lost.add('a 1');
    await clock.advance(1_000);
    keeper.letGo(leaseOn('a', 1));
    const newer = keep(leaseOn('a', 2));
    answered.resolve();
    await setImmediate();
    expect(newer.aborted).toBe(false);
  });
});

describe('trust in a lease', () => {
  it('ends a margin before the lease does when no renewal is heard of', async () => {
    const { clock, store, keep } = await aKeeper();
    store.answer = () => Promise.reject(new Error('the database is gone'));
    const signal = keep(leaseOn('a'));
    await clock.advance(trustedForMs - 1_000);
    expect(signal.aborted).toBe(false);
    expect(store.renewals.length).toBeGreaterThan(30);
    await clock.advance(1_000);
    expectLost(signal);
  });

  it('ends in time while the database keeps silent', async () => {
    const { clock, store, keep } = await aKeeper();
    const answered = Promise.withResolvers<void>();
    store.answer = () => answered.promise;
    const signal = keep(leaseOn('a'));
    await clock.advance(trustedForMs - 1_000);
    expect(signal.aborted).toBe(false);
    await clock.advance(1_000);
    expectLost(signal);
    expect(store.renewals.length + store.checks.length).toBe(1);
    answered.resolve();
  });

  it('counts from when the claim was sent, not from when its answer came', async () => {
    const { clock, keeper, store } = await aKeeper();
    store.answer = () => Promise.reject(new Error('the database is gone'));
    const signal = keeper.keep(leaseOn('a'), clock.monotonicMs() - 10_000);
    await clock.advance(trustedForMs - 10_000);
    expectLost(signal);
  });

  it('counts from when a renewal was sent, not from when its answer came', async () => {
    const { clock, store, keep } = await aKeeper();
    const signal = keep(leaseOn('a'));
    await clock.advance(19_000);
    const answered = Promise.withResolvers<void>();
    store.answer = () => answered.promise;
    await clock.advance(1_000);
    expect(store.renewals.length).toBe(1);
    await clock.advance(30_000);
    store.answer = () => Promise.reject(new Error('the database is gone'));
    answered.resolve();
    await clock.advance(trustedForMs - 30_000 - 1_000);
    expect(signal.aborted).toBe(false);
    await clock.advance(1_000);
    expectLost(signal);
  });

  it('is gone when a process wakes up that was stopped beyond it, before it asks anybody', async () => {
    const { clock, store, keep } = await aKeeper();
    const signal = keep(leaseOn('a'));
    clock.jump(trustedForMs);
    await clock.advance(0);
    expectLost(signal);
    expect([store.renewals, store.checks]).toEqual([[], []]);
  });

  it('lives on when the wall clock is set', async () => {
    const { clock, keep } = await aKeeper();
    const signal = keep(leaseOn('a'));
    clock.setWallClock(86_400_000);
    await clock.advance(1_000);
    clock.setWallClock(-2 * 86_400_000);
    await clock.advance(lockTimeoutMs);
    expect(signal.aborted).toBe(false);
  });

  it('goes on when the database was gone for a while', async () => {
    const { clock, store, keep } = await aKeeper();
    const signal = keep(leaseOn('a'));
    store.answer = () => Promise.reject(new Error('the database is gone'));
    await clock.advance(40_000);
    store.answer = async () => {};
    await clock.advance(2 * lockTimeoutMs);
    expect(signal.aborted).toBe(false);
  });
});

describe('a lease keeper with a heartbeat', () => {
  const renewed = (terms: Lease[], ageMs: number): LeaseRenewal => ({ terms, ageMs });

  it('starts it with what it needs, stops it, and starts another', async () => {
    const heartbeat = new HeartbeatInMemory();
    const { keeper } = await aKeeper({ heartbeat, blockMs: 300_000 });
    const options = { lockTimeoutMs, lifelessMsMax: 360_000, presenceKey };
    expect(heartbeat.starts).toEqual([options]);
    await keeper.stop();
    expect(heartbeat.stops).toBe(1);
    await keeper.start();
    expect(heartbeat.starts).toEqual([options, options]);
  });

  it('tells it what is held before any work can begin, and what is not with the next beat', async () => {
    const heartbeat = new HeartbeatInMemory();
    const { clock, keeper, keep } = await aKeeper({ heartbeat });
    keep(leaseOn('a'));
    keep(leaseOn('b'));
    await Promise.resolve();
    expect(heartbeat.told).toEqual([['a 1', 'b 1']]);
    keeper.letGo(leaseOn('a'));
    keep(leaseOn('c'));
    await Promise.resolve();
    expect(heartbeat.told.at(-1)).toEqual(['b 1', 'c 1']);
    keeper.letGo(leaseOn('b'));
    keeper.lose('c');
    await clock.advance(1_000);
    expect(heartbeat.told.at(-1)).toEqual([]);
    expect(heartbeat.told).toHaveLength(3);
    await clock.advance(lockTimeoutMs);
    expect(heartbeat.told).toHaveLength(3);
  });

  it('shows it life every second, whether anything is held or not', async () => {
    const heartbeat = new HeartbeatInMemory();
    const { clock } = await aKeeper({ heartbeat });
    await clock.advance(10_000);
    expect(heartbeat.looks).toBe(10);
  });

  it('trusts a lease that was renewed while this thread was blocked, before it asks anybody', async () => {
    const heartbeat = new HeartbeatInMemory();
    const { clock, moments, store, keep } = await aKeeper({ heartbeat });
    const signal = keep(leaseOn('a'));
    clock.jump(10 * lockTimeoutMs);
    heartbeat.renewals.push(renewed([leaseOn('a')], 30_000), renewed([leaseOn('a')], 10_000));
    await clock.advance(0);
    expect(signal.aborted).toBe(false);
    expect(store.renewals).toEqual([]);
    expect(moments.all('leases.renewed').at(-1)).toEqual({ count: 1, by: 'heartbeat' });
  });

  it('counts trust from when the renewal was sent, whenever it hears of it', async () => {
    const heartbeat = new HeartbeatInMemory();
    const { clock, store, keep } = await aKeeper({ heartbeat });
    store.answer = () => Promise.reject(new Error('the database is gone'));
    const signal = keep(leaseOn('a'));
    clock.jump(lockTimeoutMs);
    heartbeat.renewals.push(renewed([leaseOn('a')], 20_000));
    await clock.advance(trustedForMs - 20_000 - 1_000);
    expect(signal.aborted).toBe(false);
    await clock.advance(1_000);
    expectLost(signal);
  });

  it('does not trust a lease whose last renewal was too long ago: the whole process stood still', async () => {
    const heartbeat = new HeartbeatInMemory();
    const { clock, keep } = await aKeeper({ heartbeat });
    const signal = keep(leaseOn('a'));
    clock.jump(lockTimeoutMs);
    heartbeat.renewals.push(renewed([leaseOn('a')], trustedForMs));
    await clock.advance(0);
    expectLost(signal);
    expect(heartbeat.told.at(-1)).toEqual([]);
  });

  it('does not take the renewal of one term for that of the next', async () => {
    const heartbeat = new HeartbeatInMemory();
    const { clock, keep } = await aKeeper({ heartbeat });
    keep(leaseOn('a', 1));
    const newer = keep(leaseOn('a', 2));
    clock.jump(trustedForMs);
    heartbeat.renewals.push(renewed([leaseOn('a', 1)], 0));
    await clock.advance(0);
    expectLost(newer);
  });

  it('leaves the renewing to it, and renews by itself what it did not renew for half of the length', async () => {
    const heartbeat = new HeartbeatInMemory();
    const { clock, store, keep } = await aKeeper({ heartbeat });
    const signals = [keep(leaseOn('a')), keep(leaseOn('b'))];
    for (let beat = 0; beat < 5; beat++) {
      await clock.advance(lockTimeoutMs / 3);
      heartbeat.renewals.push(renewed([leaseOn('a'), leaseOn('b')], 0));
    }
    expect(store.renewals).toEqual([]);
    heartbeat.renewals = [];
    await clock.advance(2 * lockTimeoutMs);
    expect(store.renewals.length).toBeGreaterThanOrEqual(3);
    expect(signals.map((signal) => signal.aborted)).toEqual([false, false]);
  });
});

describe('a lease keeper without a heartbeat', () => {
  it('gives leases the time that work may block this thread on top, and renews them as often as ever', async () => {
    const { clock, keeper, store, keep } = await aKeeper({ blockMs: 300_000 });
    expect(keeper.leaseMs).toBe(360_000);
    const signal = keep(leaseOn('a'));
    await clock.advance(lockTimeoutMs / 3);
    expect(store.renewals).toHaveLength(1);
    clock.jump(358_000);
    await clock.advance(0);
    expect(signal.aborted).toBe(false);
  });

  it('with one, they last for the lock timeout', async () => {
    const { keeper } = await aKeeper({ heartbeat: new HeartbeatInMemory(), blockMs: 300_000 });
    expect(keeper.leaseMs).toBe(lockTimeoutMs);
  });
});

describe('the life of a lease keeper', () => {
  it('may be stopped before it starts, stopped twice, started twice and started again', async () => {
    const { clock, keeper, store, keep } = anIdleKeeper();
    await keeper.stop();
    await keeper.start();
    await keeper.start();
    await clock.asleep();
    expect(clock.sleeperCount).toBe(1);
    await Promise.all([keeper.stop(), keeper.stop()]);
    expect(clock.sleeperCount).toBe(0);
    await keeper.start();
    keep(leaseOn('a'));
    await clock.asleep();
    await clock.advance(1_000);
    expect(store.checks).toEqual([['a 1']]);
  });

  it('waits for the answer it has asked for when it is stopped', async () => {
    const { clock, keeper, store, keep } = await aKeeper();
    const answered = Promise.withResolvers<void>();
    store.answer = () => answered.promise;
    keep(leaseOn('a'));
    await clock.advance(1_000);
    let isStopped = false;
    const stopping = keeper.stop().then(() => {
      isStopped = true;
    });
    await setImmediate();
    expect(isStopped).toBe(false);
    answered.resolve();
    await stopping;
  });
});
