import { openPglite } from '../../src/db/pglite.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { ChaosNode } from './chaos-node.ts';
import type { Run } from './cluster-run.ts';
import type { Fault } from './faults/fault.ts';
import * as processes from './faults/processes.ts';
import { injectFaults } from './inject-faults.ts';
import { unlessInterrupted } from './interruption.ts';
import { failedByFaults, judge, outcomesIn } from './judge.ts';
import { Load } from './load/load.ts';
import { waitForEnd } from './wait-for-end.ts';

const leaseMs = 3_000;
const stopMaxMs = 20_000;
const scale = { electricity: 1_000, gas: 1_200, wrong: 20, mendable: 10 };

/** What can go wrong with the one process that has the database in it. */
export const embeddedFaults: readonly Fault<processes.Nodes>[] = [
  { name: 'server killed (kill -9)', weight: 3, inject: processes.kill },
  { name: 'server killed while it starts', weight: 1, inject: processes.killAtStart },
  { name: 'server paused beyond its leases (SIGSTOP, SIGCONT)', weight: 1, inject: processes.pause },
  { name: 'server restarted (SIGTERM)', weight: 1, inject: processes.restart },
];

/** One server on the embedded database, killed again and again while clients submit. Gives the figures of the run. */
export async function runEmbedded(run: Run): Promise<Record<string, number | string>> {
  const directory = await temporaryDirectory();
  const path = directory.path('data');
  const node = aNode(path, run);
  try {
    return await unlessInterrupted(run.interrupted, () => stormAndJudge(run, path, node));
  } finally {
    await node.close();
    await directory.remove();
  }
}

function aNode(path: string, { report }: Run): ChaosNode {
  const flags = { 'data-dir': path, 'lock-timeout': `${leaseMs}ms`, 'chunk-size': 50, 'part-size': 1_000 };
  const quiet = { 'polling-interval': '1s', 'log-level': 'warn', 'shutdown-timeout': '5s' };
  const args = Object.entries({ ...flags, ...quiet }).flatMap(([flag, value]) => [
    `--${flag}`,
    String(value),
  ]);
  return new ChaosNode({ name: 'serve', kind: 'serve', args, stopMaxMs, report });
}

async function stormAndJudge({ report, chance, extent, interrupted }: Run, path: string, node: ChaosNode) {
  const urls = () => (node.url === null ? [] : [node.url]);
  const load = new Load({
    report,
    chance: chance.fork(),
    scale,
    clientsPerOrg: 2,
    activitiesMax: 1_500,
    urls,
  });
  const atEnd = { report, look: () => load.position(), stuck: async () => node.lastWords() };
  await node.start();
  await load.importActivities();
  report.say('the activities are imported; submissions and faults begin');
  load.start();
  const world = { nodes: [{ node }], leaseMs };
  await injectFaults({
    world,
    faults: embeddedFaults,
    chance: chance.fork(),
    report,
    gapMaxMs: 3_000,
    extent,
    interrupted,
  });
  await load.stop();
  report.say('the faults are over; what is open comes to its end');
  await waitForEnd(atEnd);
  await node.stop();
  const failed = await opened(path, (db) => failedByFaults(db, load.activities));
  if (failed.length > 0) {
    await node.start();
    for (const batch of failed) await load.retry(batch);
    await waitForEnd(atEnd);
    await node.stop();
  }
  report.say('everything has ended; the database is judged');
  const { ledger, orgIds, activities } = load;
  return await opened(path, async (db) => {
    await judge({ db, ledger, orgIds, activities, report });
    return { ...load.figures(), ...(await outcomesIn(db)) };
  });
}

async function opened<T>(
  path: string,
  act: (db: Awaited<ReturnType<typeof openPglite>>) => Promise<T>,
): Promise<T> {
  const db = await openPglite(path);
  try {
    return await act(db);
  } finally {
    await db.close();
  }
}
