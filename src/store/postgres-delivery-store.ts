import type { Database } from '../db/database.ts';
import { type BatchRow, firstOf, toBatchJob } from './batch-rows.ts';
import type {
  AttemptOutcome,
  ClaimedDelivery,
  DeliveryClaim,
  DeliveryStore,
  DeliveryTerm,
} from './delivery-store.ts';
import * as queries from './queries/webhook-deliveries.queries.ts';
import { run } from './run-query.ts';

export class PostgresDeliveryStore implements DeliveryStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async findDueInMs(full: readonly string[]): Promise<number | null> {
    return firstOf(await run(queries.findDueDelivery, { full: [...full] }, this.#db))?.dueInMs ?? null;
  }

  async claimDeliveries({ busy, ...claim }: DeliveryClaim): Promise<ClaimedDelivery[]> {
    const columns = {
      ...claim,
      busyOrgs: busy.map(({ orgId }) => orgId),
      busyIds: busy.map(({ webhookId }) => webhookId),
      busyCounts: busy.map(({ sent }) => sent),
    };
    const rows = await run(queries.claimDeliveries, columns, this.#db);
    return rows.map(({ orgId, webhookId, deliveryId, claim, claimedAt, type, happenedAt, ...row }) => ({
      ...{ orgId, webhookId, deliveryId, claim, claimedAt, type, happenedAt },
      ...{ tries: row.tries, url: row.url, secrets: row.secrets },
      // The database made a row of batch_jobs of it again, with all that such a row has.
      batch: row.hasBatch ? toBatchJob({ ...row, orgId } as BatchRow) : null,
    }));
  }

  async saveAttempt(term: DeliveryTerm, outcome: AttemptOutcome) {
    const columns = { ...term, ...outcome, isDelivered: outcome.error === null };
    const row = firstOf(await run(queries.saveAttempt, columns, this.#db));
    return { disabledReason: row?.disabledReason ?? null };
  }

  async handBackDelivery({ orgId, deliveryId, claim }: DeliveryTerm): Promise<void> {
    await run(queries.handBackDelivery, { orgId, deliveryId, claim }, this.#db);
  }

  async deleteOldDeliveries(keepMs: number, limit: number): Promise<number> {
    await run(queries.deleteOrphans, undefined, this.#db);
    return firstOf(await run(queries.deleteOldDeliveries, { keepMs, limit }, this.#db))?.deleted ?? 0;
  }
}
