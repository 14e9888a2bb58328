import { expect, it } from 'vitest';
import { isStorableJson } from '../../../src/domain/storable-json.ts';
import { WrittenNumber } from '../../../src/domain/written-json.ts';

it.each([null, true, 'text', { a: ['ä', { b: '😀' }] }, 'a line\nbreak'])('finds %j storable', (value) => {
  expect(isStorableJson(value, 16)).toBe(true);
});

it.each(['a\u0000b', { a: ['\ud800'] }, { 'a\u0000': 1 }, { '\udfff': 1 }])(
  'finds %j not storable: it holds a NUL or half a character',
  (value) => {
    expect(isStorableJson(value, 16)).toBe(false);
  },
);

it('counts lists and objects as levels, and numbers as none', () => {
  expect(isStorableJson([[new WrittenNumber('1')]], 2)).toBe(true);
  expect(isStorableJson([[[]]], 2)).toBe(false);
  expect(isStorableJson({ a: { b: {} } }, 2)).toBe(false);
});
