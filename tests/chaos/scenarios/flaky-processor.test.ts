import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { succeeds } from '../../support/batches.ts';
import type { Chance } from '../../support/chance.ts';
import { createTestDatabase, openAt } from '../../support/each-database.ts';
import { RecordedProcessor, SchedulingFixture } from '../../support/scheduling.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { expectAllEndedWell, expectInvariants } from '../invariants.ts';
import { chanceOfTest } from '../seed.ts';

/** So many chunks of one activity that some throws come with any seed. */
const batchCount = 12;
const activitiesEach = 10;
const cutCount = 10;
const shareThatThrows = 0.1;

describe('a processor that throws now and then, on nodes whose network is cut', { timeout: 120_000 }, () => {
  let chance: Chance;
  /** Past the proxies. */
  let direct: Database;
  let fixture: SchedulingFixture;
  let proxies: TcpProxy[];
  let thrownCount: number;

  beforeEach(async () => {
    chance = chanceOfTest();
    const url = await createTestDatabase();
    direct = await openAt(url);
    onTestFinished(() => direct.close());
    fixture = new SchedulingFixture(direct);
    thrownCount = 0;
    proxies = [];
    for (let node = 0; node < 2; node++) {
      const proxy = await TcpProxy.to(Number(new URL(url).port));
      onTestFinished(() => proxy.close());
      proxies.push(proxy);
      const db = await openAt(proxy.urlFor(url));
      onTestFinished(() => db.close());
      const options = { chunkSize: 1, pollingInterval: 50, workerPoolSize: 3, processor: aFlakyProcessor() };
      onTestFinished(() => fixture.stop());
      await fixture.node(options, db);
    }
  });

  function aFlakyProcessor(): RecordedProcessor {
    const own = chance.fork();
    return new RecordedProcessor(async (ids) => {
      if (own.happens(shareThatThrows)) {
        thrownCount += 1;
        throw new Error('bad luck');
      }
      return ids.map(succeeds({ co2eKg: '0.1' }));
    });
  }

  it('costs retries and nothing else: at every moment the database agrees with itself, and all is counted once', async () => {
    const batches = await Promise.all(
      Array.from({ length: batchCount }, () => fixture.submit(activitiesEach, { maxRetries: 1_000 })),
    );
    for (let cut = 0; cut < cutCount; cut++) {
      const proxy = chance.oneOf(proxies);
      proxy.cutAfter(chance.between(1, 4_000), chance.oneOf(['toServer', 'toClient'] as const));
      await expectInvariants(direct);
    }
    while ((await openCount()) > 0) await expectInvariants(direct);
    for (const batch of batches) {
      expect(await fixture.read(batch)).toMatchObject({
        statusName: 'complete',
        successCount: activitiesEach,
        totalEmissions: '1',
      });
    }
    expect(thrownCount).toBeGreaterThan(0);
    await expectAllEndedWell(direct);
  });

  async function openCount(): Promise<number> {
    const { rows } = await direct.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM batch_jobs WHERE status IN ('pending', 'queued', 'processing')`,
    );
    return rows[0]?.n ?? 0;
  }
});
