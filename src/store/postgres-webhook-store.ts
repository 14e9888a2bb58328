import { randomBytes } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { ConflictError, NotFoundError } from '../domain/errors.ts';
import type { DeliveryStatus, Webhook, WebhookDelivery, WebhookEvent } from '../domain/webhook.ts';
import { firstOf } from './batch-rows.ts';
import * as queries from './queries/webhooks.queries.ts';
import { run } from './run-query.ts';
import type {
  CreatedWebhook,
  DeliveryKey,
  DeliveryPage,
  NewWebhook,
  WebhookChange,
  WebhookKey,
  WebhookStore,
} from './webhook-store.ts';

/** Each event of each batch is written once for each webhook. */
export const webhooksMax = 20;
/** More attempts than a delivery has before it is given up, several times over. */
const attemptsListed = 100;

export class PostgresWebhookStore implements WebhookStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async createWebhook(given: NewWebhook, actor: string): Promise<CreatedWebhook> {
    const secret = newSecret();
    const columns = {
      ...given,
      ...{ actor, secret, id: `wh_${randomBytes(12).toString('hex')}` },
      events: [...given.events],
      host: new URL(given.url).host,
      most: webhooksMax,
    };
    const row = firstOf(await run(queries.createWebhook, columns, this.#db));
    if (row === null) throw new ConflictError(`An organisation may have ${webhooksMax} webhooks.`);
    return { webhook: toWebhook(row), secret };
  }

  async listWebhooks(orgId: string): Promise<Webhook[]> {
    // By a race there may be one more than the most.
    const rows = await run(queries.listWebhooks, { orgId, limit: 2 * webhooksMax }, this.#db);
    return rows.map(toWebhook);
  }

  async getWebhook(key: WebhookKey): Promise<Webhook> {
    return toWebhook(found(firstOf(await run(queries.getWebhook, idsOf(key), this.#db)), key));
  }

  async changeWebhook(key: WebhookKey, change: WebhookChange, actor: string): Promise<Webhook> {
    const columns = {
      ...idsOf(key),
      url: change.url ?? null,
      host: change.url === undefined ? null : new URL(change.url).host,
      description: change.description ?? null,
      events: change.events ? [...change.events] : null,
      actor,
    };
    return toWebhook(found(firstOf(await run(queries.changeWebhook, columns, this.#db)), key));
  }

  async enableWebhook(key: WebhookKey, actor: string): Promise<Webhook> {
    const row = firstOf(await run(queries.enableWebhook, { ...idsOf(key), actor }, this.#db));
    return toWebhook(found(row, key));
  }

  async disableWebhook(key: WebhookKey, actor: string, reason: string): Promise<Webhook> {
    const row = firstOf(await run(queries.disableWebhook, { ...idsOf(key), actor, reason }, this.#db));
    return toWebhook(found(row, key));
  }

  async deleteWebhook(key: WebhookKey, actor: string): Promise<void> {
    found(firstOf(await run(queries.deleteWebhook, { ...idsOf(key), actor }, this.#db)), key);
  }

  async rotateSecret(key: WebhookKey, overlapMs: number, actor: string) {
    const secret = newSecret();
    return this.#db.transaction(async (tx) => {
      found(firstOf(await run(queries.lockWebhook, idsOf(key), tx)), key);
      const columns = { ...idsOf(key), secret, overlapMs, actor };
      const row = found(firstOf(await run(queries.rotateWebhookSecret, columns, tx)), key);
      return { secret, formerExpireAt: row.formerExpiresAt };
    });
  }

  async sendTest(key: WebhookKey, actor: string): Promise<WebhookDelivery> {
    const row = firstOf(await run(queries.testWebhook, { ...idsOf(key), actor }, this.#db));
    return toDelivery(row ?? (await this.#refusal(key)));
  }

  async listDeliveries(key: WebhookKey, { limit, after, status }: DeliveryPage) {
    const page = { ...key, limit, before: after ?? Number.MAX_SAFE_INTEGER };
    const rows =
      status === undefined
        ? await run(queries.listDeliveries, page, this.#db)
        : await run(queries.listDeliveriesWithStatus, { ...page, status }, this.#db);
    if (rows.length === 0) await this.getWebhook(key);
    return rows.map(toDelivery);
  }

  async getDelivery(key: DeliveryKey) {
    const { orgId, webhookId, deliveryId } = key;
    const row = firstOf(await run(queries.getDelivery, { orgId, webhookId, id: deliveryId }, this.#db));
    if (row === null) throw noDelivery(deliveryId);
    const attempts = { orgId, deliveryId, limit: attemptsListed };
    return { delivery: toDelivery(row), attempts: await run(queries.listAttempts, attempts, this.#db) };
  }

  async replayDelivery(key: DeliveryKey, actor: string): Promise<WebhookDelivery> {
    const { orgId, webhookId, deliveryId } = key;
    const columns = { orgId, webhookId, id: deliveryId, actor };
    const row = firstOf(await run(queries.replayDelivery, columns, this.#db));
    if (row !== null) return toDelivery(row);
    await this.getDelivery(key);
    return this.#refusal(key);
  }

  async replayFailed(key: WebhookKey, since: Date, actor: string): Promise<number> {
    const row = firstOf(await run(queries.replayDeliveries, { ...key, since, actor }, this.#db));
    return (row ?? (await this.#refusal(key))).replayed;
  }

  /** Why nothing can be sent to it. */
  async #refusal(key: WebhookKey): Promise<never> {
    await this.getWebhook(key);
    throw new ConflictError(`The webhook ${key.webhookId} is disabled: enable it first.`);
  }
}

/** 256 random bits, in the form of the Standard Webhooks specification. */
function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

function idsOf({ orgId, webhookId }: WebhookKey) {
  return { orgId, id: webhookId };
}

function found<Row>(row: Row | null, { webhookId }: WebhookKey): Row {
  if (row === null) throw new NotFoundError(`There is no webhook ${webhookId}.`);
  return row;
}

function noDelivery(deliveryId: string): NotFoundError {
  return new NotFoundError(`There is no delivery ${deliveryId} of this webhook.`);
}

function toWebhook(row: queries.IGetWebhookResult): Webhook {
  return { ...row, events: row.events as WebhookEvent[] };
}

function toDelivery(row: queries.IGetDeliveryResult): WebhookDelivery {
  return { ...row, status: row.status as DeliveryStatus };
}
