import assert from 'node:assert/strict';
import type { PreparedQuery } from '@pgtyped/runtime';
import type { Queryable, Row, Statement } from '../db/database.ts';

/**
 * Runs a generated query. Its rows come with the camelCase names that their generated types promise. PgTyped's own
 * renaming is passed by: it deletes fields, which makes a slow dictionary of every row.
 */
export async function run<Params, Result>(
  query: PreparedQuery<Params, Result>,
  params: Params,
  db: Queryable,
): Promise<Result[]> {
  let rows: Row[] = [];
  await query.run(params, {
    query: async (text, values) => {
      rows = (await db.query(text, values)).rows;
      return { rows: [], rowCount: 0 };
    },
  });
  return renamed(rows);
}

/** What `run` would send. PgTyped hands it over before it waits for anything. */
export function statementOf<Params>(query: PreparedQuery<Params, unknown>, params: Params): Statement {
  const sent: Statement[] = [];
  const connection = {
    query: async (text: string, values: unknown[]) => {
      sent.push({ text, values });
      return { rows: [], rowCount: 0 };
    },
  };
  query.run(params, connection).catch(() => {});
  const [statement] = sent;
  assert(statement !== undefined);
  return statement;
}

/** Rows of a generated query as its types promise them. */
export function renamed<Result>(rows: readonly Row[]): Result[] {
  const [first] = rows;
  if (first === undefined) return [];
  const names = Object.keys(first).map((column) => [column, fieldName(column)] as const);
  return rows.map((row) => {
    const result: Row = {};
    for (const [column, name] of names) result[name] = row[column];
    return result as Result;
  });
}

const fieldNames = new Map<string, string>();

/** As the generator names it: `co2e_kg` is `co2eKg`, without the mark that says whether it can be null. */
function fieldName(column: string): string {
  let name = fieldNames.get(column);
  if (name === undefined) {
    name = column.replace(/[!?]$/, '').replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    fieldNames.set(column, name);
  }
  return name;
}
