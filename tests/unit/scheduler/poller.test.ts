import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/foundation/logger.ts';
import { Poller, type PollerOptions } from '../../../src/scheduler/poller.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { Moments } from '../../support/moments.ts';

const intervalMs = 30_000;
const jitterMs = 5_000;

let running: Poller | undefined;
afterEach(() => running?.stop());

function aPoller(poll: () => Promise<void>, options: Partial<PollerOptions> = {}) {
  const clock = new ManualClock();
  const moments = new Moments();
  const poller = new Poller(poll, {
    intervalMs,
    jitterMs,
    clock,
    logger: silentLogger,
    probe: moments.probe,
    random: () => 0,
    ...options,
  });
  running = poller;
  return { poller, clock, moments };
}

/** A poll that waits until the test lets it go on, and counts how many are under way at once. */
function heldPolls() {
  const waiting: (() => void)[] = [];
  const counts = { begun: 0, running: 0, runningMax: 0 };
  const poll = async () => {
    counts.begun++;
    counts.runningMax = Math.max(counts.runningMax, ++counts.running);
    await new Promise<void>((resolve) => waiting.push(resolve));
    counts.running--;
  };
  return { poll, counts, release: () => waiting.shift()?.() };
}

describe('polling', () => {
  it('begins at once and goes on at intervals with jitter', async () => {
    const fractions = [0.5, 0, 1];
    let polls = 0;
    const { poller, clock } = aPoller(async () => void polls++, { random: () => fractions.shift() ?? 0 });
    await poller.start();
    await clock.asleep();
    expect(polls).toBe(1);
    for (const delayMs of [intervalMs + jitterMs / 2, intervalMs, intervalMs + jitterMs]) {
      const before = polls;
      expect(poller.nextPollAtMs).toBe(clock.nowMs() + delayMs);
      await clock.advance(delayMs - 1);
      expect(polls).toBe(before);
      await clock.advance(1);
      expect(polls).toBe(before + 1);
    }
  });

  it('looks at once when it is woken', async () => {
    let polls = 0;
    const { poller, clock, moments } = aPoller(async () => void polls++);
    await poller.start();
    await clock.asleep();
    poller.wake();
    await moments.reached('poll.finished', {}, 2);
    expect(polls).toBe(2);
  });

  it('makes one more poll of all wake-ups that come during a poll, and never two polls at once', async () => {
    const { poll, counts, release } = heldPolls();
    const { poller, clock } = aPoller(poll);
    await poller.start();
    for (let wakeUp = 0; wakeUp < 100; wakeUp++) poller.wake();
    await setImmediate();
    expect(counts).toEqual({ begun: 1, running: 1, runningMax: 1 });
    release();
    await setImmediate();
    expect(counts).toEqual({ begun: 2, running: 1, runningMax: 1 });
    release();
    await clock.asleep();
    expect(counts).toEqual({ begun: 2, running: 0, runningMax: 1 });
  });

  it('comes back soon after a poll that failed, and then at its pace again', async () => {
    let polls = 0;
    const { poller, clock } = aPoller(async () => {
      if (++polls <= 2) throw new Error('the database is gone');
    });
    await poller.start();
    await clock.asleep();
    expect(poller.lastPollAtMs).toBeNull();
    await clock.advance(5_000);
    expect(polls).toBe(2);
    await clock.advance(5_000);
    expect(polls).toBe(3);
    expect(poller.lastPollAtMs).toBe(clock.nowMs());
    await clock.advance(intervalMs - 1);
    expect(polls).toBe(3);
  });

  it('does not slow down after a failure when its interval is shorter', async () => {
    let polls = 0;
    const failing = async () => {
      polls++;
      throw new Error('the database is gone');
    };
    const { poller, clock } = aPoller(failing, { intervalMs: 200, jitterMs: 0 });
    await poller.start();
    await clock.asleep();
    await clock.advance(200);
    expect(polls).toBe(2);
  });

  it('knows how long it has been silent, whoever sets the wall clock', async () => {
    let isGone = false;
    const { poller, clock } = aPoller(async () => {
      if (isGone) throw new Error('the database is gone');
    });
    await poller.start();
    await clock.asleep();
    clock.setWallClock(-3_600_000);
    expect(poller.silentMs).toBe(0);
    isGone = true;
    await clock.advance(intervalMs + 60_000);
    expect(poller.silentMs).toBe(intervalMs + 60_000);
  });
});

describe('the life of a poller', () => {
  it('waits for the poll in hand when it is stopped, and polls no more', async () => {
    const { poll, counts, release } = heldPolls();
    const { poller, clock } = aPoller(poll);
    await poller.start();
    poller.wake();
    let isStopped = false;
    const stopping = poller.stop().then(() => {
      isStopped = true;
    });
    await setImmediate();
    expect(isStopped).toBe(false);
    release();
    await stopping;
    expect([counts.begun, clock.sleeperCount, poller.nextPollAtMs]).toEqual([1, 0, null]);
  });

  it('may be stopped before it starts, stopped twice, started twice and started again', async () => {
    let polls = 0;
    const { poller, clock } = aPoller(async () => void polls++);
    await poller.stop();
    await poller.start();
    await poller.start();
    await clock.asleep();
    expect([polls, clock.sleeperCount]).toEqual([1, 1]);
    await Promise.all([poller.stop(), poller.stop()]);
    expect(clock.sleeperCount).toBe(0);
    await poller.start();
    await clock.asleep();
    expect(polls).toBe(2);
  });
});

describe('what was announced', () => {
  it('is looked for when it becomes due, however many things there are', async () => {
    const { poller, clock } = aPoller(async () => void polledAtMs.push(clock.monotonicMs() - startMs));
    const startMs = clock.monotonicMs();
    const polledAtMs: number[] = [];
    await poller.start();
    await clock.asleep();
    for (const delayMs of [4_000, 1_000, 2_000, 40_000]) poller.wakeIn(delayMs);
    await setImmediate();
    expect(polledAtMs).toEqual([0]);
    await clock.advance(60_000);
    expect(polledAtMs).toEqual([0, 1_000, 2_000, 4_000, 34_000, 40_000]);
  });

  it('is looked for in time when it was announced during a poll', async () => {
    const { poller, clock } = aPoller(async () => {
      if (++polls === 1) poller.wakeIn(500);
    });
    let polls = 0;
    await poller.start();
    await clock.asleep();
    await clock.advance(499);
    expect(polls).toBe(1);
    await clock.advance(1);
    expect(polls).toBe(2);
  });

  it('does not keep a poller from stopping', async () => {
    const { poller, clock } = aPoller(async () => {});
    await poller.start();
    await clock.asleep();
    poller.wakeIn(1_000);
    await poller.stop();
    expect(clock.sleeperCount).toBe(0);
  });
});
