import type { Chance } from '../support/chance.ts';
import { ChaosDatabase } from './chaos-database.ts';
import { ChaosNode } from './chaos-node.ts';
import type { NetworkedNode } from './faults/fault.ts';
import { faults } from './faults/faults.ts';
import { type Extent, injectFaults } from './inject-faults.ts';
import { unlessInterrupted } from './interruption.ts';
import { failedByFaults, judge, outcomesIn } from './judge.ts';
import { Load } from './load/load.ts';
import type { Report } from './report.ts';
import { type Position, waitForEnd } from './wait-for-end.ts';
import { watchRules } from './watch-rules.ts';

export interface Run {
  readonly report: Report;
  readonly chance: Chance;
  /** A long one has more activities to choose from, and more at a time. */
  readonly isLong: boolean;
  readonly extent: Extent;
  readonly interrupted: AbortSignal;
}

const leaseMs = 3_000;
const stopMaxMs = 20_000;
/** A batch of the larger ones is split. */
const partSize = 2_000;
const kinds = ['serve', 'serve', 'worker', 'worker'] as const;
/** Small and large chunks: many moments, and much work. */
const chunkSizes = [50, 500, 200, 1_000];

const shortScale = { electricity: 5_000, gas: 4_000, wrong: 40, mendable: 20 };
const longScale = { electricity: 8_000, gas: 25_000, wrong: 100, mendable: 100 };

/** Servers and workers on one PostgreSQL, all of whom meet faults while clients submit. Gives the figures of the run. */
export async function runCluster(run: Run): Promise<Record<string, number | string>> {
  const database = await ChaosDatabase.start();
  const nodes: NetworkedNode[] = [];
  try {
    for (const [index, kind] of kinds.entries()) nodes.push(await aNode(database, run, kind, index));
    return await unlessInterrupted(run.interrupted, async () => {
      await Promise.all(nodes.map(({ node }) => node.start()));
      run.report.say(`${nodes.length} nodes work`);
      return stormAndJudge(run, database, nodes);
    });
  } finally {
    await Promise.all(nodes.map(({ node }) => node.close()));
    await database.stop();
  }
}

async function stormAndJudge(run: Run, database: ChaosDatabase, nodes: readonly NetworkedNode[]) {
  const { report, chance, isLong, extent, interrupted } = run;
  const servers = nodes.map(({ node }) => node).filter(({ isServer }) => isServer);
  const load = new Load({
    report,
    chance: chance.fork(),
    scale: isLong ? longScale : shortScale,
    clientsPerOrg: isLong ? 4 : 2,
    activitiesMax: isLong ? 25_000 : 8_000,
    urls: () => servers.flatMap(({ url }) => url ?? []),
  });
  await load.importActivities();
  report.say('the activities are imported; submissions and faults begin');
  load.start();
  const endWatch = watchRules(database.db, report, (act) => database.again(act));
  await injectFaults({
    world: { nodes, database, leaseMs },
    faults,
    chance: chance.fork(),
    report,
    gapMaxMs: 1_000,
    extent,
    interrupted,
  });
  await load.stop();
  const looks = await endWatch();
  report.say('the faults are over; what is open comes to its end');

  const atEnd = { report, look: () => position(database), stuck: () => stuck(database, nodes) };
  await waitForEnd(atEnd);
  for (const batch of await failedByFaults(database.db, load.activities)) await load.retry(batch);
  await waitForEnd(atEnd);
  await Promise.all(nodes.map(({ node }) => node.acts.alone(() => node.stop())));
  report.say('everything has ended; the database is judged');
  await judge({
    db: database.db,
    ledger: load.ledger,
    orgIds: load.orgIds,
    activities: load.activities,
    report,
  });
  return { ...load.figures(), ...(await outcomesIn(database.db)), 'looks at a rule amid the faults': looks };
}

async function aNode(database: ChaosDatabase, { report }: Run, kind: 'serve' | 'worker', index: number) {
  const network = await database.newAddress();
  const flags = {
    'database-url': database.urlAt(network),
    'database-pool-size': 10,
    'lock-timeout': `${leaseMs}ms`,
    'polling-interval': '1s',
    'jitter-range': '500ms',
    'worker-pool-size': 3,
    'max-batches-per-poll': 6,
    'part-size': partSize,
    'chunk-size': chunkSizes[index] ?? 100,
    'shutdown-timeout': '5s',
    'log-level': 'warn',
  };
  const args = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, String(value)]);
  return { node: new ChaosNode({ name: `${kind} ${index + 1}`, kind, args, stopMaxMs, report }), network };
}

async function position(database: ChaosDatabase): Promise<Position> {
  // Back-offs grow to minutes, and nobody would learn anything from waiting.
  await database.query(
    `UPDATE batch_jobs SET not_before = now() WHERE status = 'pending' AND not_before > now()`,
  );
  const [now] = await database.query<{ left: number; state: string }>(`
    SELECT count(*) FILTER (WHERE status IN ('pending', 'queued', 'processing'))::int AS left,
      concat_ws(' ', count(*), sum(success_count), sum(error_count), sum(fencing_token)) AS state
    FROM batch_jobs`);
  return now ?? { left: 0, state: '' };
}

async function stuck(database: ChaosDatabase, nodes: readonly NetworkedNode[]): Promise<string> {
  const rows = await database.query(`
    SELECT id, status, activity_count, success_count, error_count, retry_count, max_retries, locked_by, locked_until,
      not_before, cursor, part_of, part_count, parts_left, error_message
    FROM batch_jobs WHERE status IN ('pending', 'queued', 'processing') ORDER BY id LIMIT 5`);
  const lastWords = nodes.map(({ node }) => `${node.name}: ${node.lastWords()}`);
  return [...rows.map((row) => JSON.stringify(row)), ...lastWords].join('\n');
}
