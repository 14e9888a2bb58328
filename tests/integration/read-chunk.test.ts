import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, Queryable, Row } from '../../src/db/database.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { readChunk } from '../../src/store/queries/chunks.queries.ts';
import { activityIds, anOrg, fails, withOutcomes } from '../support/batches.ts';
import { openTestPostgres } from '../support/each-database.ts';

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

let db: Database;

beforeAll(async () => {
  db = await openTestPostgres();
});
afterAll(() => db.close());

it('looks at each outcome of a batch once at most, also in tables that the planner knows nothing of yet', async () => {
  const store = new PostgresBatchStore(db);
  const orgId = anOrg();
  const ids = activityIds(400);
  const { id: batchId } = await store.createBatch({ orgId, workspaceId: 'ws-test', activityIds: ids });
  const claimed = await store.acquireBatchLock(batchId, 'node-a', 60_000);
  if (claimed === null) throw new Error('The batch could not be claimed.');
  const { cursor } = await store.startBatch(claimed.lease);
  const outcomes = withOutcomes(await store.readChunk(claimed.lease, cursor, 300), fails);
  await store.commitChunk(claimed.lease, {
    fromCursor: cursor,
    toCursor: 'act-0300',
    outcomes,
    isLast: false,
  });

  const plan = await explain((explaining) =>
    readChunk.run({ orgId, batchId, cursor, limit: 1000 }, explaining),
  );

  expect(rowsRead(plan, 'activity_errors')).toBeLessThanOrEqual(300);
  expect(rowsRead(plan, 'emission_records')).toBe(0);
});

/** Runs the statement of `act` and gives the plan that it took. */
async function explain(act: (explaining: Queryable) => Promise<unknown>): Promise<PlanNode> {
  let plan: PlanNode | null = null;
  await act({
    async query<R extends Row>(text: string, values?: unknown[]) {
      const { rows } = await db.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
      const [explained] = rows as unknown as { 'QUERY PLAN': [{ Plan: PlanNode }] }[];
      plan = explained?.['QUERY PLAN'][0].Plan ?? null;
      return { rows: [] as R[], rowCount: 0 };
    },
  });
  if (plan === null) throw new Error('Nothing was run.');
  return plan;
}

function rowsRead(node: PlanNode, relation: string): number {
  const own = node['Relation Name'] === relation ? Math.round(node['Actual Rows'] * node['Actual Loops']) : 0;
  return (node.Plans ?? []).reduce((sum, part) => sum + rowsRead(part, relation), own);
}
