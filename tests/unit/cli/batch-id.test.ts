import { expect, it } from 'vitest';
import { ofBatch } from '../../../src/cli/batch-id.ts';

it('takes an id as it is', () => {
  expect(ofBatch('a/../b?c')).toEqual({ path: { batch_id: 'a/../b?c' } });
});

it.each(['', '.', '..'])('refuses "%s", which leads to another path', (id) => {
  expect(() => ofBatch(id)).toThrow(`Error: "${id}" is no id of a batch.`);
});
