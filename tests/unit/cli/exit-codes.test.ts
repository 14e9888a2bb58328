import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandError, exitCodes, reportError } from '../../../src/cli/exit-codes.ts';
import { UnavailableError } from '../../../src/domain/errors.ts';

describe('reportError', () => {
  let said: string;

  beforeEach(() => {
    said = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += text;
      return true;
    });
  });
  afterEach(() => vi.restoreAllMocks());

  it('gives a command the exit code and the line that it chose', () => {
    expect(reportError(new CommandError('Interrupted.', exitCodes.interrupted), false)).toBe(130);
    expect(said).toBe('Interrupted.\n');
  });

  it('ends with 1 where a command chose none, and says nothing where it said all', () => {
    expect(reportError(new CommandError(''), false)).toBe(1);
    expect(said).toBe('');
  });

  it('shows the sentence of an expected failure and nothing else', () => {
    expect(reportError(new UnavailableError('The database is gone.'), false)).toBe(1);
    expect(said).toBe('Error: The database is gone.\n');
  });

  it('tells how to see more of an unexpected one, and shows it when it is asked', () => {
    expect(reportError(new Error('broken'), false)).toBe(1);
    expect(said).toBe('Error: broken (--log-level debug shows more)\n');
    said = '';
    reportError(new Error('broken'), true);
    expect(said).toMatch(/^Error: broken\nError: broken\n {4}at /);
    reportError('a text that was thrown', false);
    expect(said).toContain('Error: a text that was thrown');
  });
});
