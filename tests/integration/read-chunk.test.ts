import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { readChunk } from '../../src/store/queries/chunks.queries.ts';
import { activityIds, anOrg, fails, withOutcomes } from '../support/batches.ts';
import { openTestPostgres } from '../support/each-database.ts';
import { type PlanNode, planOf } from '../support/query-plan.ts';

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

  const steps = await planOf(
    db,
    (explaining) => readChunk.run({ orgId, batchId, cursor, limit: 1000 }, explaining),
    'ANALYZE, ',
  );

  expect(rowsRead(steps, 'activity_errors')).toBeLessThanOrEqual(300);
  expect(rowsRead(steps, 'emission_records')).toBe(0);
});

function rowsRead(steps: readonly PlanNode[], relation: string): number {
  return steps
    .filter((step) => step['Relation Name'] === relation)
    .reduce((sum, step) => sum + Math.round((step['Actual Rows'] ?? 0) * (step['Actual Loops'] ?? 0)), 0);
}
