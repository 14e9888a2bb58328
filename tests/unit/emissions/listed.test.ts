import { expect, it } from 'vitest';
import { listed } from '../../../src/emissions/listed.ts';

it('lists words as a sentence does', () => {
  expect(listed([], 'or')).toBe('');
  expect(listed(['a'], 'or')).toBe('a');
  expect(listed(['a', 'b'], 'and')).toBe('a and b');
  expect(listed(['a', 'b', 'c'], 'or')).toBe('a, b or c');
});
