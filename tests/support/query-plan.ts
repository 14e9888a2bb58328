import type { Database, Queryable, Row } from '../../src/db/database.ts';

/** A step of a plan, as EXPLAIN (FORMAT JSON) shows it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
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

function stepsOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(stepsOf)];
}
