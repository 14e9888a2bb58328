import { CommandError } from './exit-codes.ts';

/** What a call on a batch takes. An id that would lead to another path is refused: none of ours looks like that. */
export function ofBatch(id: string): { readonly path: { readonly batch_id: string } } {
  if (/^\.{0,2}$/.test(id)) throw new CommandError(`Error: "${id}" is no id of a batch.`);
  return { path: { batch_id: id } };
}
