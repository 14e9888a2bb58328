/**
 * `npm run bench:isolation`: what it costs that requests run as a role of their own under row-level security. The same
 * requests are sent in turn to two APIs on one database: one as it is, and one whose stores ask as the owner of the
 * tables, each statement by itself. Without a network on either side of the API, which would hide what is measured, on a
 * PostgreSQL of its own that syncs its disk.
 *
 *   npm run bench:isolation -- [--rounds 500] [--batches 10000] [--results bench/results/tenant-isolation.json]
 */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { composeOn } from '../../src/app/compose.ts';
import { readConfig } from '../../src/app/config.ts';
import type { Database } from '../../src/db/database.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { buildApp } from '../../src/http/build-app.ts';
import type { Tenant, Tenants } from '../../src/http/tenant.ts';
import { activityIds, anActivity, succeeds, withOutcomes } from '../../tests/support/batches.ts';
import { startPostgres } from '../../tests/support/postgres-server.ts';
import { writeResults } from '../support/results-file.ts';

const resultsDefault = fileURLToPath(new URL('../results/tenant-isolation.json', import.meta.url));
const orgId = 'org-bench';
const warmUpRounds = 30;
const recordCount = 1_000;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '500' },
    batches: { type: 'string', default: '10000' },
    results: { type: 'string', default: resultsDefault },
  },
});
const rounds = Number(values.rounds);
const batches = Number(values.batches);
assert(
  [rounds, batches].every((count) => Number.isInteger(count) && count > 0),
  '--rounds and --batches take whole numbers above 0.',
);

const server = await startPostgres(18, ['-c', 'fsync=on']);
const url = server.urlOf('postgres');
const db = await openPostgres({ url, poolSize: 5, connectTimeoutMs: 10_000, logger: silentLogger });
try {
  await migrateUp(db, silentLogger);
  const batchId = await fill(db);
  const apis = { role: apiOn(db), owner: apiOn(db, asOwner(db)) };
  const measured: object[] = [];
  for (const [name, request] of Object.entries(requestsFor(batchId))) {
    measured.push({ request: name, ...(await compare(apis, request)) });
  }
  report(measured);
  await writeResults(
    values.results,
    { scenario: 'tenant-isolation', rounds, batches, measured },
    { postgresql: String(server.version) },
  );
  await Promise.all(Object.values(apis).map((api) => api.close()));
} finally {
  await db.close();
  await server.stop();
}

function requestsFor(batchId: string): Record<string, InjectOptions> {
  const submission = { activity_ids: activityIds(3) };
  return {
    'a batch': { url: `/api/v1/batches/${batchId}` },
    'a page of the list': { url: '/api/v1/batches' },
    'a submission of 3 activities': { method: 'POST', url: '/api/v1/batches', payload: submission },
    'a page of 1,000 records': { url: `/api/v1/batches/${batchId}/records?limit=${recordCount}` },
  };
}

/** One after the other, in turn, so that whatever else the machine does meets both alike. */
async function compare(apis: Record<'role' | 'owner', FastifyInstance>, request: InjectOptions) {
  const tookMs = { role: [] as number[], owner: [] as number[] };
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const as of ['role', 'owner'] as const) {
      const startedAtMs = performance.now();
      const answer = await apis[as].inject({
        ...request,
        headers: { 'x-org-id': orgId, 'x-workspace-id': 'ws-test' },
      });
      if (round >= 0) tookMs[as].push(performance.now() - startedAtMs);
      assert(answer.statusCode < 300, answer.body);
    }
  }
  const [roleMs, ownerMs] = [median(tookMs.role), median(tookMs.owner)];
  return { roleMs, ownerMs, ratio: roleMs / ownerMs };
}

/** The stores of everybody, in place of an organisation's. */
function asOwner(db: Database): Tenants {
  const { store, ...others } = composeOn(db, readConfig({}), { logger: silentLogger });
  const everybody = { ...others, batches: store } as unknown as Tenant;
  return { of: () => everybody, transaction: (_, act) => act(everybody) };
}

function apiOn(db: Database, tenants?: Tenants): FastifyInstance {
  const flow = composeOn(db, readConfig({}), { logger: silentLogger });
  return buildApp({
    ...flow,
    tenants: tenants ?? flow.tenants,
    authentication: { methods: ['headers'], keys: flow.keys },
    logger: false,
    version: 'bench',
  });
}

/** A batch with its records, among many batches of its organisation and of others. */
async function fill(db: Database): Promise<string> {
  const { store, activities } = composeOn(db, readConfig({}), { logger: silentLogger });
  const ids = activityIds(recordCount);
  const { id } = await activities.beginImport('bench', null);
  const rows = ids.map((activityId, place) => ({
    line: place + 1,
    activity: anActivity({ id: activityId, orgId }),
  }));
  await activities.importActivities(id, rows, { linesDone: ids.length, rejected: 0 });
  const { id: batchId } = await store.createBatch({ orgId, workspaceId: 'ws-test', activityIds: ids });
  const claimed = await store.acquireBatchLock(batchId, 'bench', 60_000);
  assert(claimed !== null, 'The batch is there to be claimed.');
  const { cursor } = await store.startBatch(claimed.lease);
  const chunk = await store.readChunk(claimed.lease, cursor, recordCount);
  await store.commitChunk(claimed.lease, {
    fromCursor: cursor,
    toCursor: ids.at(-1) ?? cursor,
    outcomes: withOutcomes(chunk, succeeds()),
    isLast: true,
  });
  await db.query(
    `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count, not_before)
     SELECT 'batch_' || n, CASE WHEN n % 2 = 0 THEN $1 ELSE 'org-' || n % 100 END, 'ws-test', 0, now() + interval '1 day'
     FROM generate_series(1, 2 * $2::int) AS n`,
    [orgId, batches],
  );
  await db.query('VACUUM ANALYZE');
  return batchId;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function report(measured: readonly object[]): void {
  for (const one of measured) {
    const { request, roleMs, ownerMs, ratio } = one as Record<string, number>;
    process.stdout.write(
      `${String(request).padEnd(30)} as the role ${roleMs?.toFixed(2)} ms, as the owner ${ownerMs?.toFixed(2)} ms: ${ratio?.toFixed(2)} times\n`,
    );
  }
}
