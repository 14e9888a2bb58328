import { describe, expect, it } from 'vitest';
import { type Patience, repeatedly } from '../../../src/foundation/repeatedly.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const never = new AbortController().signal;

/** Something that fails as often as it is told to, and when it was tried. */
function anAct(clock: ManualClock, failures: number) {
  const triedAtMs: number[] = [];
  const beganAtMs = clock.monotonicMs();
  const act = async () => {
    triedAtMs.push(clock.monotonicMs() - beganAtMs);
    if (triedAtMs.length <= failures) throw new Error(`failure ${triedAtMs.length}`);
    return 'done';
  };
  return { act, triedAtMs };
}

function patience(clock: ManualClock, fields: Partial<Patience> = {}): Patience {
  return { clock, forMs: 60_000, isWorthwhile: () => true, over: never, ...fields };
}

describe('doing something repeatedly', () => {
  it('does it once when it succeeds, without a pause', async () => {
    const clock = new ManualClock();
    const { act, triedAtMs } = anAct(clock, 0);
    expect(await repeatedly(act, patience(clock))).toBe('done');
    expect(triedAtMs).toEqual([0]);
  });

  it('pauses twice as long before each try, up to two seconds, and says so', async () => {
    const clock = new ManualClock();
    let waits = 0;
    const { act, triedAtMs } = anAct(clock, 7);
    const done = repeatedly(act, patience(clock, { onWait: () => waits++ }));
    await clock.asleep();
    await clock.advance(20_000);
    expect(await done).toBe('done');
    expect(triedAtMs).toEqual([0, 100, 300, 700, 1_500, 3_100, 5_100, 7_100]);
    expect(waits).toBe(7);
  });

  it('passes on at once what another try cannot mend', async () => {
    const clock = new ManualClock();
    const { act, triedAtMs } = anAct(clock, 9);
    await expect(repeatedly(act, patience(clock, { isWorthwhile: () => false }))).rejects.toThrow(
      'failure 1',
    );
    expect(triedAtMs).toEqual([0]);
  });

  it('passes on the last failure when its time is up', async () => {
    const clock = new ManualClock();
    const { act, triedAtMs } = anAct(clock, 9);
    const failed = expect(repeatedly(act, patience(clock, { forMs: 650 }))).rejects.toThrow('failure 4');
    await clock.asleep();
    await clock.advance(10_000);
    await failed;
    expect(triedAtMs).toEqual([0, 100, 300, 700]);
  });

  it('stops at once, in the middle of a pause, when nobody waits any more', async () => {
    const clock = new ManualClock();
    const over = new AbortController();
    const { act, triedAtMs } = anAct(clock, 9);
    const failed = expect(repeatedly(act, patience(clock, { over: over.signal }))).rejects.toThrow(
      'failure 1',
    );
    await clock.asleep();
    over.abort();
    await failed;
    expect(triedAtMs).toEqual([0]);
  });
});
