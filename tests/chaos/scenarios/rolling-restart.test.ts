import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activityIds } from '../../support/batches.ts';
import { SchedulingFixture } from '../../support/scheduling.ts';
import { Cluster } from '../cluster.ts';
import { expectAllEndedWell } from '../invariants.ts';

/** Each of the workers that were there first, and each of those that took their place. */
const restarts = 4;
/** More than the workers hold, the one that is ending included. */
const unfinishedMin = 10;
const activityCount = 60;
const orgId = 'org-rolling';
/** Nothing here comes from polling: what is handed back is taken up because somebody is woken. One transaction for each activity. */
const flags = [
  ...['--polling-interval', '1h', '--chunk-size', '1'],
  ...['--worker-pool-size', '2', '--max-batches-per-poll', '4'],
];

type Worker = Awaited<ReturnType<Cluster['worker']>>;

describe('a rolling restart of the workers under load', { timeout: 180_000 }, () => {
  let cluster: Cluster;
  let fixture: SchedulingFixture;
  let submitted: number;

  beforeEach(async () => {
    cluster = await Cluster.open();
    fixture = new SchedulingFixture(cluster.db);
    submitted = 0;
  });

  afterEach(() => cluster.close());

  it('loses nothing and spends no retry: what is handed back goes on with the others', async () => {
    await fixture.importActivities(orgId, activityIds(activityCount));
    await load();
    const workers = await Promise.all([cluster.worker(...flags), cluster.worker(...flags)]);
    for (let restart = 0; restart < restarts; restart++) {
      await load();
      const [oldest] = workers.splice(0, 1) as [Worker];
      await isInTheMiddle(oldest);
      const [ended, replacement] = await Promise.all([
        oldest.process.kill('SIGTERM'),
        cluster.worker(...flags),
      ]);
      expect([ended.code, ended.signal, complaintsIn(ended.stdout)]).toEqual([0, null, []]);
      workers.push(replacement);
    }
    await cluster.sees(
      `SELECT 1 FROM batch_jobs HAVING count(*) FILTER (WHERE status IN ('complete', 'failed')) = $1`,
      [submitted],
    );

    expect(await cluster.countBatches('complete')).toBe(submitted);
    await expectAllEndedWell(cluster.db);
    const { rows } = await cluster.db.query(
      `SELECT sum(retry_count)::int AS retries, sum(success_count)::int AS activities,
         (SELECT count(*)::int FROM batch_progress_log WHERE event IN ('lease_expired', 'retry_scheduled')) AS faults
       FROM batch_jobs`,
    );
    expect(rows).toEqual([{ retries: 0, activities: submitted * activityCount, faults: 0 }]);
    const handedBack = await takenUp();
    expect(new Set(handedBack.map(({ by }) => by)).size).toBe(restarts);
    expect(handedBack.filter(({ by, next, after }) => next !== 'claimed' || after === by)).toEqual([]);
    expect(await cluster.stop()).toEqual([0, 0]);
  });

  /** Submits until there is enough to do. */
  async function load(): Promise<void> {
    const { rows } = await cluster.db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM batch_jobs WHERE status IN ('pending', 'queued', 'processing')`,
    );
    for (let count = rows[0]?.count ?? 0; count < unfinishedMin; count++) {
      await fixture.store.createBatch({
        orgId,
        workspaceId: 'ws-test',
        activityIds: activityIds(activityCount),
      });
      submitted++;
    }
  }

  /** It has done something of a batch, and not all. */
  function isInTheMiddle({ nodeId }: Worker): Promise<unknown> {
    return cluster.sees(`SELECT 1 FROM batch_jobs WHERE locked_by = $1 HAVING bool_or(success_count > 0)`, [
      nodeId,
    ]);
  }

  /** Each time that a batch was handed back: by whom, and what came next, by whom. */
  async function takenUp() {
    const { rows } = await cluster.db.query<{ by: string; next: string; after: string }>(
      `SELECT by, next, after FROM (
         SELECT event, actor AS by, lead(event) OVER log AS next, lead(actor) OVER log AS after
         FROM batch_progress_log WINDOW log AS (PARTITION BY batch_id ORDER BY id)
       ) AS step
       WHERE event = 'handed_back'`,
    );
    return rows;
  }
});

/** What a worker logged that is a warning or worse. */
function complaintsIn(log: string): unknown[] {
  const lines = log.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40);
}
