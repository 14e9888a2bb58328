import type { PreparedQuery } from '@pgtyped/runtime';
import type { Queryable } from '../db/database.ts';

/** Runs a generated query. Its rows come with the camelCase names that their generated types promise. */
export async function run<Params, Result>(
  query: PreparedQuery<Params, Result>,
  params: Params,
  db: Queryable,
): Promise<Result[]> {
  const rows: unknown[] = await query.run(params, db);
  const first = rows[0];
  if (first === undefined) return [];
  const names = Object.keys(first as object).map((column) => [column, camelCased(column)] as const);
  return rows.map((row) => renamed(row as Record<string, unknown>, names) as Result);
}

function renamed(row: Record<string, unknown>, names: readonly (readonly [string, string])[]) {
  const result: Record<string, unknown> = {};
  for (const [column, name] of names) result[name] = row[column];
  return result;
}

const camelCaseOf = new Map<string, string>();

/** As the generator names it: `co2e_kg` is `co2eKg`. */
function camelCased(column: string): string {
  let name = camelCaseOf.get(column);
  if (name === undefined) {
    name = column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    camelCaseOf.set(column, name);
  }
  return name;
}
