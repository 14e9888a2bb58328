import type { Data } from '../client/calls.ts';
import { minute, table } from './format.ts';

type WebhookView = Data<'getWebhook'>;
type DeliveryPage = Data<'listWebhookDeliveries'>;
type DeliveryView = Data<'getWebhookDelivery'>;

export function renderWebhooks(webhooks: readonly WebhookView[]): string {
  if (webhooks.length === 0) return 'There is no webhook yet: make one with "offgridflow webhooks create".';
  return table([
    ['WEBHOOK', 'STATUS', 'URL', 'EVENTS'],
    ...webhooks.map((webhook) => [webhook.id, standingOf(webhook), webhook.url, webhook.events.join(', ')]),
  ]);
}

export function renderWebhook(webhook: WebhookView): string {
  return table([
    ['Webhook', webhook.id],
    ['URL', webhook.url],
    ...(webhook.description === '' ? [] : [['Description', webhook.description]]),
    ['Events', webhook.events.join(', ')],
    ['Status', standingOf(webhook)],
  ]);
}

function standingOf({ status, failing_since, disabled_reason }: WebhookView): string {
  if (status === 'disabled') return `disabled: ${disabled_reason}`;
  return failing_since === null ? status : `failing since ${minute(failing_since)}`;
}

export function renderDeliveries({ deliveries, next }: DeliveryPage): string {
  if (deliveries.length === 0) return 'There is no such delivery.';
  const rows = deliveries.map((delivery) => [
    delivery.id,
    delivery.type,
    delivery.batch_id ?? '',
    delivery.status,
    String(delivery.attempt_count),
    minute(delivery.happened_at),
  ]);
  const shown = table([['DELIVERY', 'EVENT', 'BATCH', 'STATUS', 'ATTEMPTS', 'HAPPENED'], ...rows], [4]);
  return next === null ? shown : `${shown}\n  There are more: raise --limit.`;
}

export function renderDelivery(delivery: DeliveryView): string {
  const facts = table([
    ['Delivery', delivery.id],
    ['Event', delivery.type],
    ...(delivery.batch_id === null ? [] : [['Batch', delivery.batch_id]]),
    ['Happened', delivery.happened_at],
    ['Status', delivery.status],
    ...(delivery.next_attempt_at === null ? [] : [['Next attempt', delivery.next_attempt_at]]),
  ]);
  if (delivery.attempts.length === 0) return `${facts}\n\n  No attempt has ended yet.`;
  const rows = delivery.attempts.map((attempt) => [
    String(attempt.number),
    attempt.time,
    String(attempt.status_code ?? ''),
    String(attempt.duration_ms),
    attempt.error ?? 'delivered',
    attempt.answer ?? '',
  ]);
  return `${facts}\n\n${table([['ATTEMPT', 'ENDED', 'CODE', 'MS', 'RESULT', 'ANSWER'], ...rows], [0, 2, 3])}`;
}

/** In a sentence. */
export function lastAttemptOf({ attempts }: DeliveryView): string {
  const [last] = attempts;
  if (last === undefined) return 'No attempt has ended yet.';
  if (last.error !== null) return last.answer === null ? last.error : `${last.error} It said: ${last.answer}`;
  return `The endpoint answered ${last.status_code} in ${last.duration_ms} ms.`;
}
