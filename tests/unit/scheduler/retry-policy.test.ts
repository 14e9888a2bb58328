import { describe, expect, it } from 'vitest';
import { PermanentProcessorError, ProcessorFault } from '../../../src/domain/errors.ts';
import { backOffMs, decideAfterFault, describeFault } from '../../../src/scheduler/retry-policy.ts';

const backOff = { baseMs: 1_000, maxMs: 300_000 };
const justBelowOne = () => 1 - Number.EPSILON;

describe('back-off', () => {
  it('is anything from nothing to a bound that doubles with each retry, up to the most', () => {
    const bounds = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000];
    for (const [retryCount, boundMs] of bounds.entries()) {
      expect(backOffMs(retryCount, backOff, () => 0)).toBe(0);
      expect(backOffMs(retryCount, backOff, () => 0.5)).toBe(boundMs / 2);
      expect(backOffMs(retryCount, backOff, justBelowOne)).toBe(boundMs);
    }
  });

  it('stays a number of milliseconds however often it was tried', () => {
    for (const retryCount of [40, 1_000, 1_000_000]) {
      expect(backOffMs(retryCount, backOff, justBelowOne)).toBe(300_000);
    }
    expect(backOffMs(0, { baseMs: 0, maxMs: 0 }, justBelowOne)).toBe(0);
    expect(Number.isInteger(backOffMs(3, { baseMs: 7, maxMs: 1_000 }, () => 0.123))).toBe(true);
  });

  it('spreads batches that failed together over the whole of it', () => {
    const fractions = Array.from({ length: 100 }, (_, index) => index / 100);
    const delays = fractions.map((fraction) => backOffMs(3, backOff, () => fraction));
    expect(new Set(delays).size).toBe(100);
  });
});

describe('after a fault', () => {
  const fault = new ProcessorFault('PROCESSOR_ERROR', ['a'], 'The processor "x" failed: boom');
  const decide = (retryCount: number, maxRetries: number) =>
    decideAfterFault(fault, { retryCount, maxRetries }, backOff, () => 0.5);

  it('comes a retry while there are retries left', () => {
    const reason = 'The processor "x" failed: boom.';
    expect(decide(0, 3)).toEqual({ kind: 'retry', delayMs: 500, reason });
    expect(decide(2, 3)).toEqual({ kind: 'retry', delayMs: 2_000, reason });
  });

  it('comes the end when there are none, with what happened and what to do', () => {
    expect(decide(3, 3)).toEqual({
      kind: 'fail',
      reason:
        'All 4 tries failed, the last time: The processor "x" failed: boom. Mend the cause, then retry the batch with a higher max_retries.',
    });
    expect(decide(0, 0)).toMatchObject({
      kind: 'fail',
      reason: expect.stringContaining('The only try failed: The processor "x" failed: boom.'),
    });
  });

  it('comes the end at once where no other try can help', () => {
    const never = new PermanentProcessorError('The licence has ended.');
    expect(decideAfterFault(never, { retryCount: 0, maxRetries: 3 }, backOff, () => 0.5)).toEqual({
      kind: 'fail',
      reason:
        'Trying again cannot help: The work was interrupted: The licence has ended. Mend the cause, then retry the batch.',
    });
  });

  it('decides the same for the same', () => {
    expect(decide(1, 3)).toEqual(decide(1, 3));
  });
});

describe('faults', () => {
  it('are told in one sentence that can be stored, whatever was thrown', () => {
    expect(describeFault(new ProcessorFault('PROCESSOR_ERROR', [], 'It broke!'))).toBe('It broke!');
    const told: [unknown, string][] = [
      [new Error('terminating connection'), 'terminating connection.'],
      [new Error('two\nlines\u0000'), 'two lines.'],
      [new Error(''), 'an error without a message.'],
      [undefined, 'undefined.'],
      [Object.create(null), 'an error that cannot be shown.'],
    ];
    for (const [thrown, sentence] of told) {
      expect(describeFault(thrown)).toBe(`The work was interrupted: ${sentence}`);
    }
  });
});
