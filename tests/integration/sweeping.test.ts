import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import type { BatchJob } from '../../src/domain/batch-job.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { activityIds, anOrg, fails, succeeds } from '../support/batches.ts';
import { Chance } from '../support/chance.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';

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
      await db.query(`UPDATE batch_sweeps SET due_at = now(), swept_until = now() - interval '1 hour'`);
      expect(await fixture.store.sweepBatches({ everyMs: 0, settleMs: 0, actor: 'sweeper' })).toEqual([]);
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
