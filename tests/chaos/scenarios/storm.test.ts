import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { type BatchJob, JobStatus } from '../../../src/domain/batch-job.ts';
import type { BatchScheduler } from '../../../src/scheduler/batch-scheduler.ts';
import { fails, succeeds } from '../../support/batches.ts';
import { createTestDatabase, openAt } from '../../support/each-database.ts';
import { RecordedProcessor, SchedulingFixture } from '../../support/scheduling.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { expectAllEndedWell, expectInvariants } from '../invariants.ts';
import { Chance } from '../seed.ts';

const nodeCount = 3;
const batchCount = 40;
const activityCount = 12;
const stepCount = 40;

/** A scheduler that sees the database through a proxy of its own. */
interface StormyNode {
  readonly proxy: TcpProxy;
  readonly db: Database;
  readonly scheduler: BatchScheduler;
}

describe('a storm of faults', { timeout: 180_000 }, () => {
  let direct: Database;
  let url: string;
  let fixture: SchedulingFixture;
  let nodes: StormyNode[];

  beforeEach(async () => {
    url = await createTestDatabase();
    direct = await openAt(url);
    fixture = new SchedulingFixture(direct);
    nodes = [];
  });

  afterEach(async () => {
    await fixture.stop();
    for (const { db, proxy } of nodes) {
      await db.close();
      proxy.close();
    }
    await direct.close();
  });

  it('loses no activity, counts none twice and ends every batch', async () => {
    const chance = new Chance();
    const processor = new RecordedProcessor(async (ids) => {
      if (chance.fraction() < 0.1) throw new Error('the model is down');
      return ids.map((id) => (id.endsWith('7') ? fails(id) : succeeds({ co2eKg: figureOf(id) })(id)));
    });
    for (let index = 0; index < nodeCount; index++) nodes.push(await aNode(processor));
    const batches: BatchJob[] = [];
    const submit = async () => {
      // Every third may have the one error that its activities bring, the others fail for it.
      const tolerance = batches.length % 3 === 0 ? { errorTolerance: 1 } : {};
      batches.push(await fixture.submit(activityCount, { maxRetries: 1_000, ...tolerance }));
    };
    const actions = {
      cutOff: async ({ proxy }: StormyNode) => proxy.cut(),
      refuse: async ({ proxy }: StormyNode) => {
        proxy.refuse();
        proxy.cut();
        await submit();
        await fixture.moments.reached('chunk.committed', {}, committed() + 3);
        await proxy.accept();
      },
      stopAndStart: async ({ scheduler }: StormyNode) => {
        await scheduler.stop();
        await scheduler.start();
      },
      expireALease: () =>
        direct.query(
          `UPDATE batch_jobs SET locked_until = now() - interval '1 second'
           WHERE id = (SELECT id FROM batch_jobs WHERE status = 'processing' ORDER BY id LIMIT 1)
             AND locked_by IS NOT NULL`,
        ),
      cancel: async () => {
        const { orgId, id } = chance.oneOf(batches);
        // It may have ended before.
        await fixture.store.cancelBatch({ orgId, batchId: id }, 'storm').catch(() => {});
      },
      submit,
      submitMore: submit,
      look: () => expectInvariants(direct),
    };
    const committed = () => fixture.moments.all('chunk.committed').length;

    while (batches.length < batchCount / 2) await submit();
    for (let step = 0; step < stepCount; step++) {
      const action = chance.oneOf(Object.values(actions));
      await action(chance.oneOf(nodes));
    }
    while (batches.length < batchCount) await submit();

    await haveAllEnded();
    await fixture.stop();
    await expectAllEndedWell(direct);
    for (const batch of batches) await expectRightEnd(await fixture.read(batch));
  });

  async function aNode(processor: RecordedProcessor): Promise<StormyNode> {
    const proxy = await TcpProxy.to(Number(new URL(url).port));
    const db = await openAt(proxy.urlFor(url));
    const options = {
      processor,
      chunkSize: 3,
      workerPoolSize: 2,
      maxBatchesPerPoll: 4,
      shutdownTimeout: 1_000,
    };
    const scheduler = await fixture.node({ ...options, pollingInterval: 500, lockTimeout: 10_000 }, db);
    return { proxy, db, scheduler };
  }

  async function haveAllEnded(): Promise<void> {
    for (;;) {
      const { rows } = await direct.query(
        `SELECT 1 FROM batch_jobs WHERE status IN ('pending', 'queued', 'processing') LIMIT 1`,
      );
      if (rows.length === 0) return;
      await Promise.race([
        fixture.moments.reached('poll.finished', {}, fixture.moments.all('poll.finished').length + 1),
        fixture.moments.reached('poll.failed', {}, fixture.moments.all('poll.failed').length + 1),
      ]);
    }
  }

  /** Whatever happened on the way, the figures are those of an undisturbed run. */
  async function expectRightEnd(batch: BatchJob): Promise<void> {
    if (batch.status === JobStatus.cancelled) return;
    expect(batch).toMatchObject({
      status: batch.errorTolerance === 1 ? JobStatus.complete : JobStatus.failed,
      successCount: activityCount - 1,
      errorCount: 1,
      // 1 + 2 + ... + 12 without 7, in millionths of a gram.
      totalEmissions: '0.000000071',
    });
  }
});

/** `act-0012` is 12 millionths of a gram. */
function figureOf(id: string): string {
  return `0.0000000${id.slice(-2)}`;
}
