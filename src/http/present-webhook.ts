import Type, { type Static } from 'typebox';
import {
  deliveryStatuses,
  testEvent,
  type Webhook,
  type WebhookAttempt,
  type WebhookDelivery,
  webhookEvents,
} from '../domain/webhook.ts';
import { choice, nullable, Time } from './json-schema.ts';

export const WebhookEvents = Type.Array(choice(webhookEvents), {
  minItems: 1,
  maxItems: webhookEvents.length,
  uniqueItems: true,
  description: 'What it is told of.',
});

const WebhookFields = {
  id: Type.String(),
  org_id: Type.String(),
  url: Type.String(),
  description: Type.String(),
  events: WebhookEvents,
  status: choice(['enabled', 'disabled']),
  failing_since: nullable(
    Type.String({
      format: 'date-time',
      description: 'The first attempt that failed with none after it that worked.',
    }),
  ),
  disabled_at: nullable(Time),
  disabled_by: nullable(Type.String()),
  disabled_reason: nullable(Type.String()),
  created_at: Time,
  created_by: Type.String(),
  updated_at: Time,
};

export const WebhookSchema = Type.Object(WebhookFields, { $id: 'Webhook' });

const Secret = Type.String({ description: 'What deliveries are signed with. It is shown this once.' });

export const CreatedWebhookSchema = Type.Object(
  { ...WebhookFields, secret: Secret },
  { $id: 'CreatedWebhook' },
);

export const RotatedSecretSchema = Type.Object(
  {
    secret: Secret,
    former_expires_at: Type.String({
      format: 'date-time',
      description: 'Until then the former secrets sign beside it.',
    }),
  },
  { $id: 'RotatedWebhookSecret' },
);

export function presentWebhook(webhook: Webhook): Static<typeof WebhookSchema> {
  return {
    id: webhook.id,
    org_id: webhook.orgId,
    url: webhook.url,
    description: webhook.description,
    events: [...webhook.events],
    status: webhook.disabledAt === null ? 'enabled' : 'disabled',
    failing_since: webhook.failingSince?.toISOString() ?? null,
    disabled_at: webhook.disabledAt?.toISOString() ?? null,
    disabled_by: webhook.disabledBy,
    disabled_reason: webhook.disabledReason,
    created_at: webhook.createdAt.toISOString(),
    created_by: webhook.createdBy,
    updated_at: webhook.updatedAt.toISOString(),
  };
}

const DeliveryFields = {
  id: Type.String({ description: 'The webhook-id of all its attempts.' }),
  webhook_id: Type.String(),
  type: choice([...webhookEvents, testEvent]),
  batch_id: nullable(Type.String()),
  status: choice(deliveryStatuses),
  happened_at: Time,
  next_attempt_at: nullable(Time),
  attempt_count: Type.Integer(),
  ended_at: nullable(Time),
};

export const DeliverySchema = Type.Object(DeliveryFields, { $id: 'WebhookDelivery' });

const AttemptSchema = Type.Object({
  number: Type.Integer(),
  time: Type.String({ format: 'date-time', description: 'When it ended.' }),
  status_code: nullable(Type.Integer({ description: 'Null where there was no answer.' })),
  duration_ms: Type.Integer(),
  answer: nullable(Type.String({ description: "How the answer's body begins." })),
  error: nullable(Type.String({ description: 'Why it failed; null where it was delivered.' })),
  node: Type.String(),
});

export const DeliveryWithAttemptsSchema = Type.Object(
  { ...DeliveryFields, attempts: Type.Array(AttemptSchema, { description: 'The last first.' }) },
  { $id: 'WebhookDeliveryWithAttempts' },
);

export function presentDelivery(delivery: WebhookDelivery): Static<typeof DeliverySchema> {
  return {
    id: delivery.id,
    webhook_id: delivery.webhookId,
    type: delivery.type as Static<typeof DeliverySchema>['type'],
    batch_id: delivery.batchId,
    status: delivery.status,
    happened_at: delivery.happenedAt.toISOString(),
    next_attempt_at: delivery.status === 'pending' ? delivery.dueAt.toISOString() : null,
    attempt_count: delivery.attemptCount,
    ended_at: delivery.endedAt?.toISOString() ?? null,
  };
}

export function presentAttempt(attempt: WebhookAttempt): Static<typeof AttemptSchema> {
  return {
    number: attempt.number,
    time: attempt.at.toISOString(),
    status_code: attempt.statusCode,
    duration_ms: attempt.durationMs,
    answer: attempt.answer,
    error: attempt.error,
    node: attempt.node,
  };
}
