/**
 * `npm run bench:claims`: what a claim costs with 1,000, 100,000 and 1,000,000 batches waiting, for one organisation that
 * they all belong to and for a thousand that share them, on a PostgreSQL of its own that syncs its disk. The depths are
 * measured in turn, claim by claim, so that whatever else the machine does meets them all alike.
 *
 *   npm run bench:claims -- [--depths 1000,100000,1000000] [--claims 500] [--results bench/results/claims.json]
 */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import type { Database } from '../../src/db/database.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { TurnKeeper } from '../../src/scheduler/turn-keeper.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { startPostgres } from '../../tests/support/postgres-server.ts';
import { writeResults } from '../support/results-file.ts';

const resultsDefault = fileURLToPath(new URL('../results/claims.json', import.meta.url));
const lockTimeoutMs = 300_000;
const warmUpClaims = 20;

const { values } = parseArgs({
  options: {
    depths: { type: 'string', default: '1000,100000,1000000' },
    claims: { type: 'string', default: '500' },
    results: { type: 'string', default: resultsDefault },
  },
});
const depths = values.depths.split(',').map(Number);
const claims = Number(values.claims);
assert(
  [...depths, claims].every((count) => Number.isInteger(count) && count > 0),
  '--depths and --claims take whole numbers above 0.',
);

interface Queue {
  readonly depth: number;
  readonly organisations: number;
  readonly db: Database;
  readonly claim: () => Promise<void>;
  readonly tookMs: number[];
}

const server = await startPostgres(18, ['-c', 'fsync=on']);
const queues: Queue[] = [];
try {
  for (const organisations of [1, 1_000]) {
    for (const depth of depths) queues.push(await fillQueue(depth, organisations));
  }
  for (let round = -warmUpClaims; round < claims; round++) {
    for (const { claim, tookMs } of queues) {
      const startedAtMs = performance.now();
      await claim();
      if (round >= 0) tookMs.push(performance.now() - startedAtMs);
    }
  }
  const measured = queues.map(({ depth, organisations, tookMs }) => ({
    organisations,
    depth,
    p50Ms: quantile(tookMs, 0.5),
    p99Ms: quantile(tookMs, 0.99),
    ofShallowest: ratioToShallowest(organisations, tookMs),
  }));
  report(measured);
  await writeResults(
    values.results,
    { scenario: 'claims', claims, measured },
    { postgresql: String(server.version) },
  );
} finally {
  await Promise.all(queues.map(({ db }) => db.close()));
  await server.stop();
}

/** A database with so many batches waiting. A claim takes one of them. */
async function fillQueue(depth: number, organisations: number): Promise<Queue> {
  const name = `queue_${depth}_${organisations}`;
  const maintenance = await open('postgres');
  await maintenance.query(`CREATE DATABASE ${name}`);
  await maintenance.close();
  const db = await open(name);
  await migrateUp(db, silentLogger, installBuiltInFactors);
  await db.query(
    `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count, not_before)
     SELECT 'batch-' || n, 'org-' || n % $2, 'ws', 3, now() - ($1::integer - n) * interval '1 millisecond'
     FROM generate_series(1, $1) AS n`,
    [depth, organisations],
  );
  await db.query('VACUUM ANALYZE');
  const store = new PostgresBatchStore(db);
  const turns = new TurnKeeper({
    maxInFlightPerOrg: null,
    maxInFlightPerWorkspace: null,
    ageingAfterMs: 300_000,
  });
  const claim = async () => {
    const claimed = await store.claimBatches('node-a', 1, lockTimeoutMs, null, turns.next(1));
    turns.given(claimed);
    assert.equal(claimed.length, 1, 'a batch was waiting');
  };
  return { depth, organisations, db, claim, tookMs: [] };
}

function open(database: string): Promise<Database> {
  return openPostgres({
    url: server.urlOf(database),
    poolSize: 3,
    connectTimeoutMs: 10_000,
    logger: silentLogger,
  });
}

function ratioToShallowest(organisations: number, tookMs: readonly number[]): number {
  const [shallowest] = queues.filter((queue) => queue.organisations === organisations);
  return rounded(quantile(tookMs, 0.5) / quantile(shallowest?.tookMs ?? tookMs, 0.5));
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function report(measured: readonly { [name: string]: number }[]): void {
  const lines = measured.map(
    ({ organisations, depth, p50Ms, p99Ms, ofShallowest }) =>
      `${String(depth).padStart(9)} waiting, ${String(organisations).padStart(4)} organisations: p50 ${p50Ms} ms, p99 ${p99Ms} ms, ${ofShallowest} times the shallowest`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}
