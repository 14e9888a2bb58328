import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database, Queryable, Row } from '../../src/db/database.ts';
import { PostgresActivityStore } from '../../src/store/postgres-activity-store.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { readChunk } from '../../src/store/queries/chunks.queries.ts';
import { listRecords, sumRecordsByCategory } from '../../src/store/queries/results.queries.ts';
import { activityIds, anActivity, anOrg, fails, succeeds, withOutcomes } from '../support/batches.ts';
import { openTestPostgres } from '../support/each-database.ts';

/*
 * A batch that was imported a moment ago stands in tables without statistics, in which the planner expects a row or two.
 * It then likes to compare every ref with every record: twenty thousand activities took as long as a million should.
 */

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

const size = 400;
const done = 300;

let db: Database;
let orgId: string;
let batchId: string;

beforeAll(async () => {
  db = await openTestPostgres();
});
afterAll(() => db.close());

/** Three batches of the same 400 activities, and 300 of each are done. */
beforeEach(async () => {
  const activities = new PostgresActivityStore(db);
  orgId = anOrg();
  const { id: importId } = await activities.beginImport('test', null);
  const rows = activityIds(size).map((id, place) => ({
    line: place + 1,
    activity: anActivity({ id, orgId }),
  }));
  await activities.importActivities(importId, rows, { linesDone: size, rejected: 0 });
  await aHalfDoneBatch();
  await aHalfDoneBatch();
  batchId = await aHalfDoneBatch();
});

/** The odd activities have a record, the even ones an error. */
async function aHalfDoneBatch(): Promise<string> {
  const store = new PostgresBatchStore(db);
  const { id } = await store.createBatch({ orgId, workspaceId: 'ws-test', activityIds: activityIds(size) });
  const claimed = await store.acquireBatchLock(id, 'node-a', 60_000);
  if (claimed === null) throw new Error('The batch could not be claimed.');
  const { cursor } = await store.startBatch(claimed.lease);
  const outcomes = withOutcomes(await store.readChunk(claimed.lease, cursor, done), (activityId) =>
    Number(activityId.slice(-1)) % 2 === 0 ? fails(activityId) : succeeds()(activityId),
  );
  const toCursor = `act-0${done}`;
  await store.commitChunk(claimed.lease, { fromCursor: cursor, toCursor, outcomes, isLast: false });
  return id;
}

it('a chunk is read with one look for each outcome', async () => {
  const plan = await explain((explaining) =>
    readChunk.run({ orgId, batchId, cursor: '', limit: 1000 }, explaining),
  );
  expect(rowsRead(plan, 'emission_records')).toBeLessThanOrEqual(done);
  expect(rowsRead(plan, 'activity_errors')).toBeLessThanOrEqual(done);
});

it('records are listed and summed with one look for each', async () => {
  const listing = await explain((explaining) =>
    listRecords.run({ orgId, batchId, after: '', limit: 1000 }, explaining),
  );
  expect(rowsRead(listing, 'emission_records')).toBeLessThanOrEqual(done);
  const summing = await explain((explaining) => sumRecordsByCategory.run({ orgId, batchId }, explaining));
  expect(rowsRead(summing, 'emission_records')).toBeLessThanOrEqual(done);
});

it('a batch is deleted with one look for each record', async () => {
  await new PostgresBatchStore(db).cancelBatch({ orgId, batchId }, 'tester');
  await db.transaction(async (tx) => {
    const before = await rowsReadOfRecords(tx);
    await tx.query('DELETE FROM batch_jobs WHERE id = $1', [batchId]);
    // Each is found once and taken out once.
    expect((await rowsReadOfRecords(tx)) - before).toBeLessThanOrEqual(done);
  });
  const left = await db.query('SELECT count(*) AS count FROM emission_records WHERE org_id = $1', [orgId]);
  expect(left.rows).toEqual([{ count: done }]);
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
  // The plan gives the average of the loops, rounded.
  const own = node['Relation Name'] === relation ? node['Actual Rows'] * node['Actual Loops'] : 0;
  return (node.Plans ?? []).reduce((sum, part) => sum + rowsRead(part, relation), own);
}

/** By this transaction, also inside of triggers. */
async function rowsReadOfRecords(tx: Queryable): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `SELECT seq_tup_read + idx_tup_fetch AS count FROM pg_stat_xact_user_tables WHERE relname = 'emission_records'`,
  );
  return rows[0]?.count ?? 0;
}
