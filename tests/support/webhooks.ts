import type { Database } from '../../src/db/database.ts';
import type { WebhookDelivery, WebhookEvent } from '../../src/domain/webhook.ts';
import { presentBatch } from '../../src/http/present-batch.ts';
import { PostgresDeliveryStore } from '../../src/store/postgres-delivery-store.ts';
import { PostgresWebhookStore } from '../../src/store/postgres-webhook-store.ts';
import type { WebhookKey } from '../../src/store/webhook-store.ts';
import { DeliveryService, type DeliveryServiceDeps } from '../../src/webhooks/delivery-service.ts';
import { WebhookTargets } from '../../src/webhooks/targets.ts';
import { anOrg } from './batches.ts';
import { Moments } from './moments.ts';
import { RecordedLogger } from './recorded-logger.ts';
import { SchedulingFixture } from './scheduling.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

export const endings: readonly WebhookEvent[] = [
  'batch.submitted',
  'batch.completed',
  'batch.failed',
  'batch.cancelled',
  'batch.retried',
];
export const webhookNetworks = ['127.0.0.0/8'];

/** Webhooks that lead to a receiver, and nodes that deliver. */
export class WebhookFixture {
  readonly db: Database;
  readonly webhooks: PostgresWebhookStore;
  readonly batches: SchedulingFixture;
  readonly receiver: WebhookReceiver;
  readonly moments = new Moments();
  readonly #services: DeliveryService[] = [];

  private constructor(db: Database, receiver: WebhookReceiver) {
    this.db = db;
    this.receiver = receiver;
    this.webhooks = new PostgresWebhookStore(db);
    this.batches = new SchedulingFixture(db);
  }

  static async start(db: Database): Promise<WebhookFixture> {
    return new WebhookFixture(db, await WebhookReceiver.start());
  }

  async aWebhook(orgId = anOrg(), events = endings, url = this.receiver.url) {
    const wanted = { orgId, url, events, description: '' };
    const { webhook, secret } = await this.webhooks.createWebhook(wanted, 'tester');
    return { secret, key: { orgId, webhookId: webhook.id } };
  }

  /** A node that does nothing but deliver. It hears of nothing: it is woken by the case. */
  async aService(fields: Partial<DeliveryServiceDeps> = {}): Promise<DeliveryService> {
    const service = new DeliveryService({
      store: new PostgresDeliveryStore(this.db),
      targets: new WebhookTargets({ networks: webhookNetworks }),
      present: presentBatch,
      version: '1.2.3',
      nodeId: 'node-a',
      logger: new RecordedLogger(),
      probe: this.moments.probe,
      ...fields,
      pace: { pauseMs: 1, retryDelaysMs: [1, 1], timeoutMs: 10_000, ...fields.pace },
    });
    this.#services.push(service);
    await service.start();
    return service;
  }

  /** So many attempts have worked, or failed, and the database knows of it. */
  async attempted(isDelivered: boolean, count = 1): Promise<void> {
    await this.moments.reached('delivery.attempted', { isDelivered }, count);
  }

  async deliveriesOf(key: WebhookKey): Promise<WebhookDelivery[]> {
    return (await this.webhooks.listDeliveries(key, { limit: 100 })) ?? [];
  }

  async stop(): Promise<void> {
    await this.batches.stop();
    for (const service of this.#services) await service.stop();
    await this.receiver.stop();
    // What a case leaves waiting is not for the next.
    await this.db.query('DELETE FROM webhooks');
  }
}
