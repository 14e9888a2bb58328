import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aborted, onInterrupt } from '../../../src/cli/interruption.ts';

describe('onInterrupt', () => {
  let nowMs: number;
  let announced: number;
  let exits: number[];
  let interruption: ReturnType<typeof onInterrupt>;

  beforeEach(() => {
    nowMs = 1_000;
    announced = 0;
    exits = [];
    interruption = onInterrupt(
      () => announced++,
      { monotonicMs: () => nowMs },
      (code) => exits.push(code),
    );
  });
  afterEach(() => interruption.dispose());

  it.each(['SIGINT', 'SIGTERM'] as const)('aborts at the first %s and says so once', async (signal) => {
    expect(interruption.signal.aborted).toBe(false);
    process.emit(signal, signal);
    await aborted(interruption.signal);
    expect(announced).toBe(1);
    expect(exits).toEqual([]);
  });

  it('takes one Ctrl-C that arrives twice, from the terminal and from npm, for one', () => {
    process.emit('SIGINT', 'SIGINT');
    nowMs += 200;
    process.emit('SIGINT', 'SIGINT');
    expect(exits).toEqual([]);
  });

  it('ends the process at once when it is pressed again', () => {
    process.emit('SIGINT', 'SIGINT');
    nowMs += 300;
    process.emit('SIGINT', 'SIGINT');
    expect(exits).toEqual([130]);
    expect(announced).toBe(1);
  });

  it('leaves signals alone once it is disposed of', () => {
    interruption.dispose();
    // Without a listener the signal would end this process.
    process.once('SIGINT', () => {});
    process.emit('SIGINT', 'SIGINT');
    expect(announced).toBe(0);
    expect(interruption.signal.aborted).toBe(false);
  });
});

it('has aborted at once for a signal that was aborted before', async () => {
  await expect(aborted(AbortSignal.abort())).resolves.toBeUndefined();
});
