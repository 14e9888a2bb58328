/**
 * `npm run bench:lists`: what a page of batches, its `total` and a whole short life of a batch cost, beside an organisation
 * of a million batches. Each is asked as requests are, as the organisation, on a PostgreSQL of its own that syncs its disk.
 *
 *   npm run bench:lists -- [--batches 1000000] [--rounds 50] [--results bench/results/batch-lists.json]
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { tenantDatabase } from '../../src/db/tenant-database.ts';
import { JobStatus } from '../../src/domain/batch-job.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import type { BatchListRequest } from '../../src/store/batch-store.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { startPostgres } from '../../tests/support/postgres-server.ts';
import { writeResults } from '../support/results-file.ts';

const { values } = parseArgs({
  options: {
    batches: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '50' },
    results: {
      type: 'string',
      default: fileURLToPath(new URL('../results/batch-lists.json', import.meta.url)),
    },
  },
});
const batches = Number(values.batches);
const rounds = Number(values.rounds);
const orgId = 'acme';
const server = await startPostgres(18, ['-c', 'fsync=on']);
const db = await openPostgres({
  url: server.urlOf('postgres'),
  poolSize: 3,
  connectTimeoutMs: 10_000,
  logger: silentLogger,
});
try {
  await migrateUp(db, silentLogger, installBuiltInFactors);
  // A second apart, of ten workspaces and four priorities; one in a hundred failed, the last hundred wait. Past the triggers,
  // since every batch would begin as pending.
  await db.query('ALTER TABLE batch_jobs DISABLE TRIGGER USER');
  await db.query(
    `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count, priority, created_at, status, completed_at)
     SELECT 'batch-' || n, $2, 'ws-' || n % 10, 0, 3 + n % 4, now() - ($1::integer - n) * interval '1 second',
       CASE WHEN n > $1 - 100 THEN 'pending' WHEN n % 100 = 7 THEN 'failed' ELSE 'complete' END::batch_status,
       CASE WHEN n <= $1 - 100 THEN now() END
     FROM generate_series(1, $1) AS n`,
    [batches, orgId],
  );
  await db.query(
    `INSERT INTO batch_counts (org_id, workspace_id, priority, batches, complete, failed)
     SELECT org_id, workspace_id, priority, count(*), count(*) FILTER (WHERE status = 'complete'),
       count(*) FILTER (WHERE status = 'failed')
     FROM batch_jobs GROUP BY org_id, workspace_id, priority`,
  );
  await db.query('ALTER TABLE batch_jobs ENABLE TRIGGER USER');
  await db.query('VACUUM ANALYZE');
  const tenant = tenantDatabase(db, orgId);
  const store = new PostgresBatchStore(tenant);
  const page = { orgId, limit: 10, offset: 0 };
  const hourAgo = new Date(Date.now() - 3_600_000);
  const middle = (await store.listBatches({ ...page, offset: Math.floor(batches / 2) })).next;
  const lists: Record<string, BatchListRequest> = {
    'the newest': page,
    'the newest, uncounted': { ...page, isCounted: false },
    'the oldest': { ...page, isAscending: true },
    'by priority': { ...page, order: 'priority' },
    'by priority, a page of 1,000': { ...page, order: 'priority', limit: 1000 },
    'behind the middle': { ...page, ...(middle && { after: middle }) },
    'failed and cancelled ones': { ...page, status: [JobStatus.failed, JobStatus.cancelled] },
    'processing ones, of which there are none': { ...page, status: JobStatus.processing },
    'of a workspace': { ...page, workspaceIds: ['ws-3'] },
    'of a workspace that there is not': { ...page, workspaceIds: ['nowhere'] },
    'of three workspaces, by priority': {
      ...page,
      workspaceIds: ['ws-1', 'ws-2', 'ws-3'],
      order: 'priority',
    },
    'of the last hour': { ...page, createdFrom: hourAgo },
    'before the last hour': { ...page, createdBefore: hourAgo },
    'before the last hour, uncounted': { ...page, createdBefore: hourAgo, isCounted: false },
  };
  const measured: Record<string, { p50Ms: number; maxMs: number }> = {};
  for (const [name, request] of Object.entries(lists)) {
    measured[name] = await timed(() => store.listBatches(request));
  }
  const countAll = 'SELECT count(*) FROM batch_jobs WHERE org_id = $1 AND part_of IS NULL';
  measured['for comparison: counting all rows'] = await timed(() => tenant.query(countAll, [orgId]));
  measured['submit a batch'] = await timed(() =>
    store.createBatch({ orgId, workspaceId: 'ws-1', activityIds: ['a'] }),
  );
  for (const [name, { p50Ms, maxMs }] of Object.entries(measured)) {
    process.stdout.write(`${name.padEnd(45)} p50 ${p50Ms} ms, longest ${maxMs} ms\n`);
  }
  const versions = { postgresql: String(server.version) };
  await writeResults(values.results, { scenario: 'batch-lists', batches, rounds, measured }, versions);
} finally {
  await db.close();
  await server.stop();
}

async function timed(act: () => Promise<unknown>): Promise<{ p50Ms: number; maxMs: number }> {
  const took: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const startedAtMs = performance.now();
    await act();
    if (round >= 0) took.push(performance.now() - startedAtMs);
  }
  took.sort((one, other) => one - other);
  const rounded = (ms: number | undefined) => Math.round((ms ?? 0) * 10) / 10;
  return { p50Ms: rounded(took[Math.floor(took.length / 2)]), maxMs: rounded(took.at(-1)) };
}
