import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { isTransientDatabaseError } from '../../src/db/transient-errors.ts';
import type { BatchJob } from '../../src/domain/batch-job.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { activityIds, anOrg, fails, succeeds } from '../support/batches.ts';
import { Chance } from '../support/chance.ts';
import { createTestDatabase, describeOnEachDatabase, openAt } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';
import { RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

describeOnEachDatabase('sweeping while nodes are at work', (openDatabase) => {
  let db: Database;
  let fixture: SchedulingFixture;

  beforeAll(async () => {
    db = await openDatabase();
  });
  beforeEach(() => {
    fixture = new SchedulingFixture(db);
  });
  afterEach(() => fixture.stop());
  afterAll(() => expectAllEndedWell(db));

  /** Of a few chunks, or of a few parts. */
  async function submit(place: number): Promise<BatchJob> {
    const orgId = anOrg();
    const ids = activityIds(40);
    await fixture.importActivities(orgId, ids);
    const store = new PostgresBatchStore(db, place % 2 === 0 ? { partSize: 12 } : {});
    const tolerance = place % 3 === 0 ? { errorTolerance: place } : {};
    return store.createBatch({
      orgId,
      workspaceId: 'ws-test',
      activityIds: ids,
      maxRetries: 100,
      ...tolerance,
    });
  }

  it('finds nothing, whatever they do: chunks, parts, retries, isolation, early ends, cancellation', async () => {
    const chance = new Chance(12);
    const processor = new RecordedProcessor(async (ids) => {
      if (chance.happens(0.2)) throw new Error('the model is down');
      return ids.map((id) => (chance.happens(0.05) ? fails(id) : succeeds({ co2eKg: '0.1' })(id)));
    });
    await Promise.all([fixture.node({ processor, chunkSize: 5 }), fixture.node({ processor, chunkSize: 7 })]);
    const sweep = async () => {
      let mended = null;
      // A node may take a sweep that is due.
      while (mended === null) {
        await db.query(`UPDATE batch_sweeps SET due_at = now(), swept_until = now() - interval '1 hour'`);
        mended = await fixture.store.sweepBatches({ everyMs: 0, settleMs: 0, actor: 'sweeper' });
      }
      expect(mended).toEqual([]);
    };
    let open: BatchJob[] = [];
    for (let place = 0; place < 10; place++) {
      const batch = await submit(place);
      open.push(batch);
      // It may have ended before.
      if (place % 4 === 3)
        await fixture.store.cancelBatch({ orgId: batch.orgId, batchId: batch.id }, 'alice').catch(() => {});
      await sweep();
    }
    while (open.length > 0) {
      await sweep();
      const now = await Promise.all(open.map((batch) => fixture.read(batch)));
      open = now.filter(({ completedAt }) => completedAt === null);
    }
    await sweep();
  });
});

describe('a sweep', () => {
  let url: string;
  let db: Database;
  const request = { everyMs: 60_000, settleMs: 0, actor: 'sweeper' };

  beforeAll(async () => {
    url = await createTestDatabase();
    db = await openAt(url);
  });
  afterAll(() => db.close());

  /** So many in each moment, and all but those whose numbers are given as their rows say. */
  async function endBatches(count: number, perMoment: number, ...wrong: number[]): Promise<void> {
    await db.transaction(async (tx) => {
      await tx.query(`SELECT set_config('offgridflow.mending', 'on', true)`);
      await tx.query(
        `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count, total_emissions)
         SELECT 'b-' || lpad(n::text, 5, '0'), 'org-test', 'ws-test', 0, CASE WHEN n = ANY ($2::int[]) THEN 7 ELSE 0 END
         FROM generate_series(1, $1::int) AS n`,
        [count, wrong],
      );
      await tx.query(
        `UPDATE batch_jobs SET status = 'complete',
           completed_at = now() - interval '30 seconds' + right(id, 5)::int / $1::int * interval '1 microsecond'`,
        [perMoment],
      );
      await tx.query(`UPDATE batch_sweeps SET due_at = now(), swept_until = now() - interval '1 minute'`);
    });
  }

  it('comes to the end of what has ended, however many have, and is not due again before its time', async () => {
    await endBatches(1_100, 1_050, 1, 1_100);
    const store = new PostgresBatchStore(db);
    const mended = await store.sweepBatches(request);
    expect(mended?.map(({ batchId, problem }) => [batchId, problem])).toEqual([
      ['b-00001', null],
      ['b-01100', null],
    ]);
    expect(await store.sweepBatches(request)).toBeNull();
  });

  it('ends with its database, and the next goes on where it came to', async () => {
    await db.query('DELETE FROM batch_jobs');
    await endBatches(600, 10, 599);
    const proxy = await TcpProxy.to(Number(new URL(url).port));
    const cut = await openAt(proxy.urlFor(url));
    let looks = 0;
    const failing: Database = Object.assign(Object.create(cut), {
      query: (text: string, values?: unknown[]) => {
        if (text.includes('truth.first_missing') && ++looks === 550) proxy.cut();
        return cut.query(text, values);
      },
    });
    const failure = await failureOf(new PostgresBatchStore(failing).sweepBatches(request));
    expect(isTransientDatabaseError(failure)).toBe(true);
    expect(looks).toBe(550);
    await db.query('UPDATE batch_sweeps SET due_at = now()');
    const mended = await new PostgresBatchStore(failing).sweepBatches(request);
    expect(mended?.map(({ batchId }) => batchId)).toEqual(['b-00599']);
    // Those of the moment in which the first page ended, once more.
    expect(looks).toBe(550 + 101);
    await cut.close();
    proxy.close();
  });
});
