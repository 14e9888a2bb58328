/**
 * `npm run bench:failover`: how soon the batches of a node go on elsewhere when it is killed (kill -9) and when it is asked
 * to stop (SIGTERM), both in the middle of five batches. The nodes are workers of the command line, with every setting at its
 * default but the size of chunks: the lock timeout is five minutes, the polling interval half a minute. Moments are those
 * of the database: just before the signal is sent, and as the log of each batch has them.
 *
 *   npm run bench:failover -- [--rounds 10] [--results bench/results/failover.json]
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import type { Database } from '../../src/db/database.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { startPostgres } from '../../tests/support/postgres-server.ts';
import { writeResults } from '../support/results-file.ts';

const resultsDefault = fileURLToPath(new URL('../results/failover.json', import.meta.url));
const commandLine = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const orgId = 'org-bench';
/** As many as a node works on at a time. */
const batchCount = 5;
/** Enough to be in the middle of for a while, in chunks of ten. */
const activityCount = 20_000;
const chunkSize = 10;
const lookAgainMs = 20;

const signals = { killed: 'SIGKILL', stopped: 'SIGTERM' } as const;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    results: { type: 'string', default: resultsDefault },
  },
});
const rounds = Number(values.rounds);
assert(
  Number.isInteger(rounds) && rounds > 0,
  `--rounds is "${values.rounds}": give a whole number above 0.`,
);

interface Round {
  /** From the signal until each batch was claimed by the other node, and until its first chunk there was committed. */
  readonly claimed: readonly number[];
  readonly goneOn: readonly number[];
  readonly exitCode: number | null;
  readonly exited: number;
  readonly retries: number;
}

const server = await startPostgres(18, ['-c', 'fsync=on']);
const url = server.urlOf('postgres');
const db = await openPostgres({ url, poolSize: 5, connectTimeoutMs: 10_000, logger: silentLogger });
const nodes = new Set<ChildProcess>();
try {
  await migrateUp(db, silentLogger, installBuiltInFactors);
  await db.query(
    `INSERT INTO activities (org_id, id, workspace_id, source, category, location, quantity, unit, period_start,
       period_end, data_quality)
     SELECT $1, 'act-' || lpad(n::text, 9, '0'), 'ws', 'api', 'electricity', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31',
       'measured'
     FROM generate_series(1, $2::integer) AS n`,
    [orgId, activityCount],
  );
  await db.query('VACUUM ANALYZE');
  const result = { scenario: 'failover', rounds, batches: batchCount } as Record<string, unknown>;
  for (const [end, signal] of Object.entries(signals)) {
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) measured.push(await measure(db, signal));
    result[end] = summaryOf(measured);
    process.stdout.write(`${end.padEnd(8)} ${JSON.stringify(result[end])}\n`);
  }
  await writeResults(values.results, result, { postgresql: String(server.version) });
} finally {
  for (const node of nodes) node.kill('SIGKILL');
  await db.close();
  await server.stop();
}

/** One node in the middle of its batches, another that is idle, and the signal to the first. */
async function measure(db: Database, signal: NodeJS.Signals): Promise<Round> {
  const store = new PostgresBatchStore(db);
  const first = await startNode();
  for (let count = 0; count < batchCount; count++) {
    await store.createBatchFromFilter({ orgId, workspaceId: 'ws', filter: {} });
  }
  await sees(db, `SELECT 1 FROM batch_jobs HAVING count(*) FILTER (WHERE success_count > 0) = $1`, [
    batchCount,
  ]);
  const second = await startNode();
  const { at } = await sees(db, 'SELECT clock_timestamp()::text AS at', []);
  const sentAtMs = performance.now();
  first.child.kill(signal);
  const [exitCode] = await first.exited;
  const exited = (performance.now() - sentAtMs) / 1_000;
  await sees(db, `SELECT 1 FROM ${firstOf('progress')} HAVING count(*) = $2`, [second.nodeId, batchCount]);
  const round = {
    claimed: await secondsUntil(db, 'claimed', second.nodeId, at),
    goneOn: await secondsUntil(db, 'progress', second.nodeId, at),
    exitCode,
    exited,
    retries: Number((await sees(db, 'SELECT sum(retry_count) AS n FROM batch_jobs', [])).n),
  };
  second.child.kill('SIGTERM');
  await second.exited;
  await db.query(`UPDATE batch_jobs SET status = 'cancelled', completed_at = now()`);
  await db.query('DELETE FROM batch_jobs');
  return round;
}

async function startNode() {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [commandLine, 'worker', '--chunk-size', String(chunkSize)], {
    env: { PATH, DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  nodes.add(child);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  exited.finally(() => nodes.delete(child));
  let said = '';
  for (;;) {
    const [data] = await Promise.race([once(child.stderr, 'data'), exited]);
    said += data;
    const nodeId = /works as (\S+)/.exec(said)?.[1];
    if (nodeId !== undefined) return { child, nodeId, exited };
    assert.equal(child.exitCode, null, said);
  }
}

/** The first such entry of each batch by the node `$1`. */
function firstOf(event: string): string {
  return `(
    SELECT DISTINCT ON (batch_id) batch_id, at FROM batch_progress_log
    WHERE event = '${event}' AND actor = $1 ORDER BY batch_id, id
  ) AS first`;
}

async function secondsUntil(db: Database, event: string, nodeId: string, since: unknown): Promise<number[]> {
  const { rows } = await db.query<{ seconds: number }>(
    `SELECT extract(epoch FROM at - $2::timestamptz)::float8 AS seconds FROM ${firstOf(event)}`,
    [nodeId, since],
  );
  return rows.map(({ seconds }) => seconds);
}

async function sees(
  db: Database,
  statement: string,
  parameters: unknown[],
): Promise<Record<string, unknown>> {
  for (;;) {
    const { rows } = await db.query(statement, parameters);
    if (rows[0] !== undefined) return rows[0];
    await setTimeout(lookAgainMs);
  }
}

function summaryOf(measured: readonly Round[]) {
  return {
    exitCodes: [...new Set(measured.map(({ exitCode }) => exitCode))],
    retries: measured.reduce((sum, { retries }) => sum + retries, 0),
    exitSeconds: spread(measured.map(({ exited }) => exited)),
    claimedSeconds: spread(measured.flatMap(({ claimed }) => claimed)),
    goneOnSeconds: spread(measured.flatMap(({ goneOn }) => goneOn)),
  };
}

function spread(seconds: readonly number[]) {
  const sorted = seconds.toSorted((a, b) => a - b);
  const rounded = (value = Number.NaN) => Math.round(value * 1_000) / 1_000;
  return { median: rounded(sorted[Math.floor(sorted.length / 2)]), most: rounded(sorted.at(-1)) };
}
