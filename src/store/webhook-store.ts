import type {
  DeliveryStatus,
  Webhook,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEvent,
} from '../domain/webhook.ts';

export interface WebhookKey {
  readonly orgId: string;
  readonly webhookId: string;
}

export interface DeliveryKey extends WebhookKey {
  readonly deliveryId: string;
}

export interface NewWebhook {
  readonly orgId: string;
  readonly url: string;
  readonly description: string;
  readonly events: readonly WebhookEvent[];
}

/** The one time that the secret can be read. */
export interface CreatedWebhook {
  readonly webhook: Webhook;
  readonly secret: string;
}

/** What is left out stays as it is. */
export type WebhookChange = Partial<Omit<NewWebhook, 'orgId'>>;

export interface DeliveryPage {
  readonly limit: number;
  /** The number of the last one of the page before. */
  readonly after?: number;
  readonly status?: DeliveryStatus | undefined;
}

/** The webhooks of an organisation. All but the lists throw `NotFoundError`. */
export interface WebhookStore {
  /** Throws `ConflictError` where the organisation has as many as it may. */
  createWebhook(webhook: NewWebhook, actor: string): Promise<CreatedWebhook>;
  listWebhooks(orgId: string): Promise<Webhook[]>;
  getWebhook(key: WebhookKey): Promise<Webhook>;
  changeWebhook(key: WebhookKey, change: WebhookChange, actor: string): Promise<Webhook>;
  enableWebhook(key: WebhookKey, actor: string): Promise<Webhook>;
  /** Ends what waits to be delivered as failed. */
  disableWebhook(key: WebhookKey, actor: string, reason: string): Promise<Webhook>;
  deleteWebhook(key: WebhookKey, actor: string): Promise<void>;
  /** A new secret; the former ones sign beside it for `overlapMs`, at the longest until the time that is given back. */
  rotateSecret(
    key: WebhookKey,
    overlapMs: number,
    actor: string,
  ): Promise<{ readonly secret: string; readonly formerExpireAt: Date }>;
  /** Throws `ConflictError` where the webhook is disabled, as the replays do. */
  sendTest(key: WebhookKey, actor: string): Promise<WebhookDelivery>;
  /** The newest first. Null where there is no such webhook. */
  listDeliveries(key: WebhookKey, page: DeliveryPage): Promise<WebhookDelivery[] | null>;
  /** With its attempts, the last first. */
  getDelivery(
    key: DeliveryKey,
  ): Promise<{ readonly delivery: WebhookDelivery; readonly attempts: readonly WebhookAttempt[] }>;
  replayDelivery(key: DeliveryKey, actor: string): Promise<WebhookDelivery>;
  /** All that failed of what happened since then; how many those are. */
  replayFailed(key: WebhookKey, since: Date, actor: string): Promise<number>;
}
