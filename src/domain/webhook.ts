/** What a webhook can be told of; each is an entry of the log of a batch with `batch.` before its name. */
export const webhookEvents = [
  'batch.submitted',
  'batch.retry_scheduled',
  'batch.completed',
  'batch.failed',
  'batch.cancelled',
  'batch.retried',
  'batch.mended',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** What is sent where somebody asks for a test. */
export const testEvent = 'webhook.test';

export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** How long the former secrets of a webhook sign beside a new one, unless it is said. */
export const overlapHoursDefault = 24;
export const overlapHoursMax = 168;

/** Where an organisation wants to be told of its batches. Its secrets are not here: they are shown once. */
export interface Webhook {
  readonly orgId: string;
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly events: readonly WebhookEvent[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly updatedAt: Date;
  /** The first attempt that failed with none after it that worked. */
  readonly failingSince: Date | null;
  readonly disabledAt: Date | null;
  readonly disabledBy: string | null;
  readonly disabledReason: string | null;
}

/** One event on its way to one webhook. */
export interface WebhookDelivery {
  readonly webhookId: string;
  /** The same for all its attempts. */
  readonly id: string;
  /** Grows along the deliveries of a webhook. */
  readonly number: number;
  readonly type: string;
  readonly happenedAt: Date;
  readonly batchId: string | null;
  readonly status: DeliveryStatus;
  /** When it is sent next; while it is being sent, when another node would send it. */
  readonly dueAt: Date;
  readonly attemptCount: number;
  readonly endedAt: Date | null;
}

/** What became of one attempt. */
export interface WebhookAttempt {
  readonly number: number;
  /** When it ended. */
  readonly at: Date;
  readonly node: string;
  readonly durationMs: number;
  /** Null where there was no answer. */
  readonly statusCode: number | null;
  /** How the answer's body begins. */
  readonly answer: string | null;
  /** Why it failed. */
  readonly error: string | null;
}
