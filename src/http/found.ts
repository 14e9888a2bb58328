import { NotFoundError } from '../domain/errors.ts';

/** What the store found of a batch, or the same 404 whether it is another organisation's or nobody's. */
export function found<Value>(value: Value | null, batchId: string): Value {
  if (value === null) throw new NotFoundError(`There is no batch ${batchId}.`);
  return value;
}
