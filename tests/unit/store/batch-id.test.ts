import { expect, it } from 'vitest';
import { newBatchId } from '../../../src/store/batch-id.ts';

it('makes ids that sort in the order they were made, also thousands in one millisecond', () => {
  const ids = Array.from({ length: 10_000 }, () => newBatchId(1_800_000_000_000));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^batch_[0-9a-f]{32}$/);
});

it('keeps the order when the clock is set back', () => {
  const before = newBatchId(1_900_000_000_000);
  expect(newBatchId(1_850_000_000_000) > before).toBe(true);
});

it('makes ids that nobody guesses', () => {
  const endings = Array.from({ length: 1_000 }, () => newBatchId().slice(-18));
  expect(new Set(endings).size).toBe(endings.length);
});
