import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SeenRows } from '../../../src/app/seen-rows.ts';

it('tells what a Map of the first rows would tell', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.nat()), {
    maxLength: 3_000,
    size: 'max',
  });
  fc.assert(
    fc.property(rows, (keysAndMarks) => {
      const seen = new SeenRows();
      const expected = new Map<string, { line: number; mark: number }>();
      for (const [index, [number, mark]] of keysAndMarks.entries()) {
        const key = `org\nact-${number}`;
        const row = { line: index + 2, mark };
        expect(seen.firstOf(key, row.line, () => row.mark)).toEqual(expected.get(key) ?? null);
        if (!expected.has(key)) expected.set(key, row);
      }
    }),
    { numRuns: 20 },
  );
});

it('remembers a hundred thousand rows', () => {
  const seen = new SeenRows();
  const keys = Array.from({ length: 100_000 }, (_, index) => `key-${index}`);
  for (const [index, key] of keys.entries()) expect(seen.firstOf(key, index + 2, () => index)).toBeNull();
  for (const [index, key] of keys.entries()) {
    if (index % 100 === 0) expect(seen.firstOf(key, 7, () => 7)).toEqual({ line: index + 2, mark: index });
  }
});

it('works out the mark of a row only when it has to be noted', () => {
  const seen = new SeenRows();
  seen.firstOf('key', 2, () => 5);
  expect(
    seen.firstOf('key', 3, () => {
      throw new Error('worked out');
    }),
  ).toEqual({ line: 2, mark: 5 });
});
