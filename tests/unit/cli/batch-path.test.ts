import { expect, it } from 'vitest';
import { batchPath } from '../../../src/cli/batch-path.ts';

it('encodes whatever stands in an id, so that it stays one part of the path', () => {
  expect(batchPath('batch_1')).toBe('/batches/batch_1');
  expect(batchPath('a/../b?c#d%2F')).toBe('/batches/a%2F..%2Fb%3Fc%23d%252F');
  expect(batchPath('株')).toBe('/batches/%E6%A0%AA');
});

it.each(['', '.', '..'])('refuses "%s", which leads to another path', (id) => {
  expect(() => batchPath(id)).toThrow(`Error: "${id}" is no id of a batch.`);
});
