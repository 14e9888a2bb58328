import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import type { BatchScheduler } from '../../src/scheduler/batch-scheduler.ts';
import { ApiUnderTest, expectError, type Tenant } from '../e2e/api/api-under-test.ts';
import { activityIds } from '../support/batches.ts';
import { openAt } from '../support/each-database.ts';
import { SchedulingFixture } from '../support/scheduling.ts';
import { expectAllEndedWell } from './invariants.ts';

const activityCount = 8;
const pauseMs = 10;
const lookAgainMs = 20;

/**
 * Two nodes at work, each on connections of its own, and a client that submits batches to one of them without end and
 * keeps book of what was acknowledged. What a fault of the database may do to all that is judged at the end.
 */
export class BusyNodes {
  readonly fixture: SchedulingFixture;
  readonly nodes: readonly BatchScheduler[];
  readonly tenant: Tenant;
  readonly acknowledged: string[] = [];
  refusedCount = 0;
  readonly #databases: readonly Database[];
  readonly #api: ApiUnderTest;
  #isOver = false;
  #submitting: Promise<void> = Promise.resolve();

  private constructor(databases: readonly Database[], fixture: SchedulingFixture, nodes: BatchScheduler[]) {
    const [first] = databases as [Database];
    this.#databases = databases;
    this.fixture = fixture;
    this.nodes = nodes;
    // The API asks a real node after its health.
    this.#api = new ApiUnderTest(first, { scheduler: nodes[0] as BatchScheduler });
    this.tenant = this.#api.tenant();
  }

  static async on(url: string): Promise<BusyNodes> {
    const databases = await Promise.all(['a', 'b'].map(() => openAt(url)));
    const fixture = new SchedulingFixture(databases[0] as Database);
    // One activity for each transaction: there are many moments for a fault to come.
    const options = { chunkSize: 1, workerPoolSize: 3 };
    const nodes = await Promise.all(databases.map((db) => fixture.node(options, db)));
    const busy = new BusyNodes(databases, fixture, nodes);
    await busy.tenant.importActivities(activityIds(activityCount));
    busy.#submitting = busy.#submit();
    await busy.atWork();
    return busy;
  }

  /** Resolves once more batches have been acknowledged and more chunks committed than up to now. */
  async atWork(): Promise<void> {
    const committed = this.fixture.moments.all('chunk.committed').length;
    await this.#until(this.acknowledged, 3);
    await this.fixture.moments.reached('chunk.committed', {}, committed + 10);
  }

  /** Resolves once a submission is refused that is made from now on. */
  async refused(): Promise<void> {
    const before = this.refusedCount;
    while (this.refusedCount <= before + 1) await setTimeout(lookAgainMs);
  }

  /** Resolves once a node's health gives this as its only reason to be unhealthy. */
  async reports(reason: string): Promise<void> {
    for (;;) {
      const answer = await this.tenant.get('/health');
      if (answer.statusCode === 503 && answer.json().reasons.join() === reason) return;
      await setTimeout(lookAgainMs);
    }
  }

  /**
   * Lets all work come to its end, then judges: every acknowledged batch is complete, nothing else is there but what may
   * have been submitted unacknowledged, no batch has lost more than `retries` tries, and all figures are right.
   */
  async endWell({ retries }: { readonly retries: number }): Promise<void> {
    this.#isOver = true;
    await this.#submitting;
    const batches = await this.#ended();
    const byId = new Map(batches.map((batch) => [batch.id, batch]));
    for (const id of this.acknowledged) expect(byId.has(id), `${id} was acknowledged`).toBe(true);
    expect(batches.length).toBeLessThanOrEqual(this.acknowledged.length + this.refusedCount);
    for (const batch of batches) {
      expect(batch).toMatchObject({ status: 'complete', success_count: activityCount });
      expect(batch.retry_count).toBeLessThanOrEqual(retries);
    }
    await expectAllEndedWell(this.fixture.db);
    expect((await this.tenant.get('/health')).json()).toMatchObject({ status: 'healthy', reasons: [] });
  }

  async close(): Promise<void> {
    this.#isOver = true;
    await this.#submitting;
    await this.fixture.stop();
    await this.#api.close();
    await Promise.all(this.#databases.map((db) => db.close()));
  }

  async #submit(): Promise<void> {
    while (!this.#isOver) {
      const answer = await this.tenant.call('POST', '/batches', { activity_ids: activityIds(activityCount) });
      if (answer.statusCode === 201) this.acknowledged.push(answer.json().batch_id);
      else {
        expectError(answer, 503, 'UNAVAILABLE');
        expect(answer.headers['retry-after']).toBe('5');
        this.refusedCount += 1;
      }
      await setTimeout(pauseMs);
    }
  }

  async #until(list: readonly unknown[], more: number): Promise<void> {
    const before = list.length;
    while (list.length < before + more) {
      await Promise.race([setTimeout(lookAgainMs), this.#submitting]);
    }
  }

  async #ended() {
    for (;;) {
      const { rows } = await this.fixture.db.query<{ id: string; status: string; retry_count: number }>(
        'SELECT id, status, success_count, retry_count FROM batch_jobs WHERE org_id = $1',
        [this.tenant.orgId],
      );
      if (rows.every(({ status }) => status === 'complete' || status === 'failed')) return rows;
      await setTimeout(lookAgainMs);
    }
  }
}
