import { describe, expect, it } from 'vitest';
import { quoted, shownValue } from '../../../src/domain/row-problem.ts';

describe('what a problem shows of a value', () => {
  it('shows a short one whole', () => {
    expect(shownValue('x'.repeat(200))).toBe('x'.repeat(200));
    expect(quoted('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
  });

  it('cuts a long one and says so with three dots', () => {
    expect(shownValue('x'.repeat(201))).toBe(`${'x'.repeat(197)}...`);
    expect(quoted('x'.repeat(1_000_000))).toBe(`"${'x'.repeat(57)}..."`);
  });

  it('never leaves half a character behind', () => {
    expect(shownValue(`${'x'.repeat(196)}😀${'x'.repeat(100)}`).isWellFormed()).toBe(true);
  });
});
