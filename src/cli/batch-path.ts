import { CommandError } from './exit-codes.ts';

/** The path of a batch in the API. An id that would lead to another path is refused: none of ours looks like that. */
export function batchPath(id: string): string {
  if (/^\.{0,2}$/.test(id)) throw new CommandError(`Error: "${id}" is no id of a batch.`);
  return `/batches/${encodeURIComponent(id)}`;
}
