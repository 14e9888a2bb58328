import pg from 'pg';
import type { Database, Queryable, Row } from '../../src/db/database.ts';

/** A step of a plan, as EXPLAIN (FORMAT JSON) shows it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  /** By which an insertion finds that the row is there. */
  readonly 'Conflict Arbiter Indexes'?: readonly string[];
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** The plan of the one statement that `act` asks, every step of it. With `ANALYZE` the statement is run as well. */
export async function planOf(
  db: Database,
  act: (explaining: Queryable) => Promise<unknown>,
  options: 'ANALYZE, ' | '' = '',
): Promise<PlanNode[]> {
  const plans: PlanNode[] = [];
  const explaining: Queryable = {
    async query<R extends Row>(text: string, values?: unknown[]) {
      const { rows } = await db.query(`EXPLAIN (${options}FORMAT JSON) ${text}`, values);
      const [explained] = rows as unknown as { 'QUERY PLAN': [{ Plan: PlanNode }] }[];
      if (explained !== undefined) plans.push(explained['QUERY PLAN'][0].Plan);
      return { rows: [] as R[], rowCount: 0 };
    },
  };
  await act(explaining);
  const [plan] = plans;
  if (plan === undefined || plans.length > 1) throw new Error(`${plans.length} statements instead of one.`);
  return stepsOf(plan);
}

/**
 * The plans of all statements that run within the functions that `act` calls, every step of them. What `act` does is
 * rolled back.
 */
export async function nestedPlansOf(
  url: string,
  act: (explaining: Queryable) => Promise<unknown>,
): Promise<PlanNode[]> {
  const client = new pg.Client(url);
  await client.connect();
  const plans: PlanNode[] = [];
  client.on('notice', ({ message = '' }) => {
    const [, plan] = /plan:\s*(\{[\s\S]*)$/.exec(message) ?? [];
    if (plan !== undefined) plans.push((JSON.parse(plan) as { Plan: PlanNode }).Plan);
  });
  try {
    await client.query(`
      LOAD 'auto_explain';
      SET auto_explain.log_min_duration = 0;
      SET auto_explain.log_nested_statements = on;
      SET auto_explain.log_format = json;
      SET client_min_messages = log;
      BEGIN`);
    await act({
      query: async <R extends Row>(text: string, values?: unknown[]) => {
        const { rows, rowCount } = await client.query(text, values);
        return { rows: rows as R[], rowCount: rowCount ?? 0 };
      },
    });
    await client.query('ROLLBACK');
    return plans.flatMap(stepsOf);
  } finally {
    await client.end();
  }
}

function stepsOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(stepsOf)];
}
