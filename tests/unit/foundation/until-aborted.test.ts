import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { untilAborted } from '../../../src/foundation/until-aborted.ts';

describe('waiting until aborted', () => {
  const never = new Promise<never>(() => {});

  it('gives what the promise gives', async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve(7), signal)).toBe(7);
    await expect(untilAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('rejects with the reason as soon as the signal aborts, or if it has before', async () => {
    const aborting = new AbortController();
    const waiting = untilAborted(never, aborting.signal);
    aborting.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(untilAborted(Promise.resolve(7), aborting.signal)).rejects.toThrow('enough');
  });

  it('waits out the grace, and ends it when the promise is there first', async () => {
    const aborting = new AbortController();
    const [answer, grace] = [Promise.withResolvers<number>(), Promise.withResolvers<void>()];
    let over: AbortSignal | undefined;
    const begin = (signal: AbortSignal) => {
      over = signal;
      return grace.promise;
    };
    const answered = untilAborted(answer.promise, aborting.signal, begin);
    const unanswered = untilAborted(never, aborting.signal, () => grace.promise);
    aborting.abort(new Error('enough'));
    answer.resolve(7);
    expect(await answered).toBe(7);
    expect(over?.aborted).toBe(true);
    grace.resolve();
    await expect(unanswered).rejects.toThrow('enough');
  });

  it('hears of no rejection that comes after it', async () => {
    const late = Promise.withResolvers<never>();
    const waiting = untilAborted(late.promise, AbortSignal.abort(new Error('enough')));
    await expect(waiting).rejects.toThrow('enough');
    // Unhandled, it would fail the test run.
    late.reject(new Error('too late'));
    await setImmediate();
  });
});
