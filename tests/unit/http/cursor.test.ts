import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ValidationError } from '../../../src/domain/errors.ts';
import { readCursor, readNumberCursor, writeCursor } from '../../../src/http/cursor.ts';

const list = ['records', 'org-a', 'batch-1'];
const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 });
const refusal = /^after is not what this list gave/;

it('gives back the key that a cursor was made of, in a text that a URL takes as it is', () => {
  fc.assert(
    fc.property(key, (key) => {
      const cursor = writeCursor(list, key);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(readCursor(list, cursor)).toBe(key);
    }),
  );
});

it('refuses a cursor that was changed in any place, cut or made longer', () => {
  const cursor = writeCursor(list, 'act-0001');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (let place = 0; place < cursor.length; place++) {
    for (const letter of letters) {
      const changed = cursor.slice(0, place) + letter + cursor.slice(place + 1);
      if (changed !== cursor) expect(() => readCursor(list, changed)).toThrow(refusal);
    }
    expect(() => readCursor(list, cursor.slice(0, place))).toThrow(ValidationError);
  }
  expect(() => readCursor(list, `${cursor}A`)).toThrow(refusal);
});

it('refuses the cursor of another organisation, batch or route', () => {
  const cursor = writeCursor(list, 'act-0001');
  for (const other of [
    ['records', 'org-b', 'batch-1'],
    ['records', 'org-a', 'batch-2'],
    ['errors', 'org-a', 'batch-1'],
  ])
    expect(() => readCursor(other, cursor)).toThrow(refusal);
});

it('refuses a key that no row could have, also where the digest was made up to fit', () => {
  expect(() => readCursor(list, writeCursor(list, 'a\u0000'))).toThrow(refusal);
  expect(() => readNumberCursor(list, writeCursor(list, '1e3'))).toThrow(refusal);
  expect(() => readNumberCursor(list, writeCursor(list, '9'.repeat(16)))).toThrow(refusal);
  expect(readNumberCursor(list, writeCursor(list, '42'))).toBe(42);
});
