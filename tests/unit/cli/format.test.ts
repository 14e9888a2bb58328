import { describe, expect, it } from 'vitest';
import { alignedDecimals, count, duration, grouped, table } from '../../../src/cli/format.ts';

describe('grouped', () => {
  it.each([
    ['0', '0'],
    ['999', '999'],
    ['1000', '1,000'],
    ['1234567', '1,234,567'],
    ['-1234.5', '-1,234.5'],
    // Exact decimals keep every digit: they never become a number on their way.
    ['12345678901234567890.000000001', '12,345,678,901,234,567,890.000000001'],
    ['0.123456789', '0.123456789'],
  ])('parts the thousands of %s and no decimals', (text, expected) => {
    expect(grouped(text)).toBe(expected);
  });
});

describe('table', () => {
  it('makes each column as wide as its widest cell, and ends no line with blanks', () => {
    const text = table([
      ['a', 'long name', ''],
      ['longer', 'b', 'c'],
    ]);
    expect(text).toBe('  a       long name\n  longer  b          c');
  });

  it('aligns the named columns to the right', () => {
    expect(
      table(
        [
          ['n', '1'],
          ['m', '1,000'],
        ],
        [1],
      ),
    ).toBe('  n      1\n  m  1,000');
  });
});

describe('alignedDecimals', () => {
  it('brings the points of decimals under one another', () => {
    expect(alignedDecimals(['1', '1.25', '1234.5'])).toEqual(['1   ', '1.25', '1,234.5 ']);
  });

  it('leaves whole numbers alone, and has nothing to do for none', () => {
    expect(alignedDecimals(['1', '20'])).toEqual(['1', '20']);
    expect(alignedDecimals([])).toEqual([]);
  });
});

describe('count', () => {
  it('speaks of one and of many', () => {
    expect(count(1, 'row')).toBe('1 row');
    expect(count(0, 'row')).toBe('0 rows');
    expect(count(2_000, 'activity', 'activities')).toBe('2,000 activities');
  });
});

describe('duration', () => {
  it.each([
    [-1, '0s'],
    [0.4, '0s'],
    [59.4, '59s'],
    [59.6, '1m 00s'],
    [65, '1m 05s'],
    [3_599.6, '1h 00m'],
    [7_380, '2h 03m'],
  ])('writes %d seconds as %s', (seconds, expected) => {
    expect(duration(seconds)).toBe(expected);
  });
});
