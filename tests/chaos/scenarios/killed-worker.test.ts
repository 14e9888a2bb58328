import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activityIds } from '../../support/batches.ts';
import { Cluster } from '../cluster.ts';
import { expectAllEndedWell } from '../invariants.ts';
import { chanceOfTest } from '../seed.ts';

const batchCount = 200;
const activityCount = 5;
const headers = { 'x-org-id': 'org-chaos', 'x-workspace-id': 'ws-chaos' };

describe('a server and two workers that share 200 batches', { timeout: 180_000 }, () => {
  let cluster: Cluster;

  beforeEach(async () => {
    cluster = await Cluster.open();
  });

  afterEach(() => cluster.close());

  it('complete them all although one is killed in the middle, each activity recorded once', async () => {
    const chance = chanceOfTest();
    // One activity for each transaction: there are 1,000 moments to be killed in, and more between them.
    const flags = ['--chunk-size', '1'];
    const [url, ...workers] = await Promise.all([
      cluster.serve(...flags),
      cluster.worker(...flags),
      cluster.worker(...flags),
    ]);
    await importActivities(url);
    const submitted = submitBatches(url);

    const victim = chance.oneOf(workers);
    const completedBefore = chance.between(5, 100);
    await cluster.sees(
      `SELECT 1 FROM batch_jobs
       WHERE locked_by = $1 AND status = 'processing' AND success_count > 0
         AND (SELECT count(*) FROM batch_jobs WHERE status = 'complete') >= $2`,
      [victim.nodeId, completedBefore],
    );
    await victim.process.kill('SIGKILL');
    await submitted;
    await cluster.sees(
      `SELECT 1 FROM batch_jobs HAVING count(*) FILTER (WHERE status IN ('complete', 'failed')) = $1`,
      [batchCount],
    );

    expect(await cluster.countBatches('complete')).toBe(batchCount);
    await expectAllEndedWell(cluster.db);
    const { rows } = await cluster.db.query(
      `SELECT count(DISTINCT (batch_id, activity_id))::int AS outcomes, count(*)::int AS records,
         (SELECT count(DISTINCT actor)::int FROM batch_progress_log WHERE event = 'completed') AS nodes,
         (SELECT max(retry_count) FROM batch_jobs) AS retries,
         (SELECT count(*)::int FROM batch_progress_log WHERE event = 'lease_expired' AND actor <> $1) AS strangers
       FROM emission_records`,
      [victim.nodeId],
    );
    const all = batchCount * activityCount;
    expect(rows).toEqual([{ outcomes: all, records: all, nodes: 3, retries: 1, strangers: 0 }]);
    expect(await totalOf(url)).toEqual({ total: batchCount, wrong: [] });
    expect(await cluster.stop()).toEqual([0, 0]);
  });
});

/** 100 kWh of British electricity each: 17.7 kg. */
async function importActivities(url: string): Promise<void> {
  const lines = activityIds(activityCount).map((id) =>
    JSON.stringify({
      id,
      source: 'utility_bill',
      category: 'electricity',
      location: 'GB',
      quantity: '100',
      unit: 'kWh',
      period_start: '2025-03-01',
      period_end: '2025-03-31',
      data_quality: 'measured',
    }),
  );
  const answer = await fetch(`${url}/api/v1/activities`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  expect(await answer.json()).toMatchObject({ imported: activityCount, rejected: 0 });
}

async function submitBatches(url: string): Promise<void> {
  const body = JSON.stringify({ activity_ids: activityIds(activityCount) });
  for (let left = batchCount; left > 0; left -= 20) {
    const answers = Array.from({ length: 20 }, () =>
      fetch(`${url}/api/v1/batches`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
      }),
    );
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(201);
  }
}

interface BatchPage {
  readonly total: number;
  readonly batches: readonly { readonly success_count: number; readonly total_emissions: number }[];
}

/** How many batches the API lists as complete, and those whose figures are not what they must be. */
async function totalOf(url: string) {
  const wrong: unknown[] = [];
  let total = 0;
  for (let offset = 0; offset < batchCount; offset += 100) {
    const answer = await fetch(`${url}/api/v1/batches?status=complete&limit=100&offset=${offset}`, {
      headers,
    });
    const page = (await answer.json()) as BatchPage;
    total = page.total;
    for (const batch of page.batches) {
      if (batch.success_count !== activityCount || batch.total_emissions !== 88.5) wrong.push(batch);
    }
  }
  return { total, wrong };
}
