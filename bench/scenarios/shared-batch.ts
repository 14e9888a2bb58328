/**
 * `npm run bench:shared`: how long one batch of a million activities takes on one node and on two, when the processor waits
 * for a service. Each node is a process of its own with five workers; PostgreSQL is one of its own that syncs its disk.
 * The two are measured in turn.
 *
 *   npm run bench:shared -- [--activities 1000000] [--wait-ms 400] [--rounds 2] [--results bench/results/shared-batch.json]
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { JobStatus } from '../../src/domain/batch-job.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { numberOption, readOptions } from '../../tests/support/number-options.ts';
import { startPostgres } from '../../tests/support/postgres-server.ts';
import { writeResults } from '../support/results-file.ts';

const resultsDefault = fileURLToPath(new URL('../results/shared-batch.json', import.meta.url));
const nodeProgram = fileURLToPath(new URL('../support/waiting-node.ts', import.meta.url));
const orgId = 'org-bench';
const lookAgainMs = 100;

const values = readOptions({
  activities: { type: 'string', default: '1000000' },
  'wait-ms': { type: 'string', default: '400' },
  rounds: { type: 'string', default: '2' },
  results: { type: 'string', default: resultsDefault },
});
const partCount = 20;
const whole = (name: 'activities' | 'wait-ms' | 'rounds', least: number) =>
  numberOption(`--${name}`, values[name], { least, isWhole: true });
const activities = whole('activities', 2 * partCount);
const waitMs = whole('wait-ms', 0);
const rounds = whole('rounds', 1);

const server = await startPostgres(18, ['-c', 'fsync=on']);
const url = server.urlOf('postgres');
const db = await openPostgres({ url, poolSize: 5, connectTimeoutMs: 10_000, logger: silentLogger });
try {
  await migrateUp(db, silentLogger, installBuiltInFactors);
  await db.query(
    `INSERT INTO activities (org_id, id, workspace_id, source, category, location, quantity, unit, period_start,
       period_end, data_quality)
     SELECT $1, 'act-' || lpad(n::text, 9, '0'), 'ws', 'api', 'electricity', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31',
       'measured'
     FROM generate_series(1, $2::integer) AS n`,
    [orgId, activities],
  );
  await db.query('VACUUM ANALYZE');
  const store = new PostgresBatchStore(db, { partSize: Math.ceil(activities / partCount) });
  const seconds: Record<string, number[]> = { one: [], two: [] };
  for (let round = 0; round < rounds; round++) {
    seconds.one?.push(await measure(store, 1));
    seconds.two?.push(await measure(store, 2));
  }
  const measured = { one: median(seconds.one), two: median(seconds.two) };
  const ratio = Math.round((100 * measured.one) / measured.two) / 100;
  process.stdout.write(
    `${activities} activities: ${measured.one.toFixed(1)} s on one node, ${measured.two.toFixed(1)} s on two, ratio ${ratio}\n`,
  );
  const result = {
    scenario: 'shared-batch',
    activities,
    waitMs,
    rounds,
    seconds,
    ratio,
  };
  await writeResults(values.results, result, { postgresql: String(server.version) });
} finally {
  await db.close();
  await server.stop();
}

/** Seconds from the submission to the end of the whole batch. */
async function measure(store: PostgresBatchStore, nodeCount: number): Promise<number> {
  const nodes = await Promise.all(
    Array.from({ length: nodeCount }, async () => {
      const node = fork(nodeProgram, [url, String(waitMs)], { stdio: 'inherit' });
      await once(node, 'message');
      return node;
    }),
  );
  const batch = await store.createBatchFromFilter({ orgId, workspaceId: 'ws', filter: {} });
  assert.equal(batch.partCount, partCount, 'the batch is split');
  const startedAtMs = performance.now();
  for (;;) {
    const now = await store.getBatch({ orgId, batchId: batch.id });
    if (now?.completedAt) {
      assert.equal(now.status, JobStatus.complete);
      assert.equal(now.totalEmissions, String(activities), 'each activity is counted once');
      break;
    }
    await setTimeout(lookAgainMs);
  }
  const seconds = (performance.now() - startedAtMs) / 1_000;
  await Promise.all(
    nodes.map(async (node) => {
      node.send('stop');
      await once(node, 'exit');
    }),
  );
  return seconds;
}

function median(values: readonly number[] = []): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
