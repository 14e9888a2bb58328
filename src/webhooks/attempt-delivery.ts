import type { BatchJob } from '../domain/batch-job.ts';
import { faultText } from '../domain/fault-text.ts';
import type { Clock } from '../foundation/clock.ts';
import { untilAborted } from '../foundation/until-aborted.ts';
import type { AttemptOutcome, ClaimedDelivery } from '../store/delivery-store.ts';
import { readRetryAfter } from './retry-schedule.ts';
import { send } from './send.ts';
import { signedHeaders } from './sign.ts';
import type { WebhookTargets } from './targets.ts';

export interface Sender {
  readonly targets: WebhookTargets;
  readonly present: (batch: BatchJob) => unknown;
  readonly version: string;
  readonly clock: Clock;
  readonly timeoutMs: number;
}

type AttemptResult = Pick<AttemptOutcome, 'durationMs' | 'statusCode' | 'answer' | 'error' | 'isGone'> & {
  readonly retryAfterMs: number | null;
};

/** Sends it once. Whatever comes of it is a result; nothing is thrown. */
export async function attemptDelivery(
  delivery: ClaimedDelivery,
  sender: Sender,
  cutOff: AbortSignal,
): Promise<AttemptResult> {
  const { clock, timeoutMs } = sender;
  const startedAtMs = clock.monotonicMs();
  const isOver = new AbortController();
  const timeout = new AbortController();
  clock
    .sleep(timeoutMs, isOver.signal)
    .then(() => timeout.abort(new Error(`No answer within ${timeoutMs} ms.`)));
  const result = (rest: Omit<AttemptResult, 'durationMs'>): AttemptResult => ({
    durationMs: Math.round(clock.monotonicMs() - startedAtMs),
    ...rest,
  });
  try {
    const answer = await post(delivery, sender, startedAtMs, AbortSignal.any([timeout.signal, cutOff]));
    const { statusCode, text, retryAfter } = answer;
    return result({
      statusCode,
      answer: text === '' ? null : faultText(text),
      error: problemOf(statusCode),
      isGone: statusCode === 410,
      retryAfterMs: readRetryAfter(retryAfter, clock.nowMs()),
    });
  } catch (thrown) {
    // Node's own error says only that it was aborted.
    const reason = timeout.signal.aborted ? timeout.signal.reason : thrown;
    return result({ ...noAnswer, error: faultText(reason) });
  } finally {
    isOver.abort();
  }
}

const noAnswer = { statusCode: null, answer: null, isGone: false, retryAfterMs: null };

async function post(
  delivery: ClaimedDelivery,
  { targets, present, version, clock }: Sender,
  startedAtMs: number,
  signal: AbortSignal,
) {
  const body = JSON.stringify(payloadOf(delivery, present));
  const target = await untilAborted(targets.resolve(delivery.url, signal), signal);
  // Receivers refuse what was signed long ago, so that it is not for this machine's clock to say.
  const sentAt = new Date(delivery.claimedAt.getTime() + clock.monotonicMs() - startedAtMs);
  const signed = { id: delivery.deliveryId, sentAt, body };
  const headers = { 'user-agent': `OffGridFlow/${version}`, ...signedHeaders(signed, delivery.secrets) };
  return send(target, { headers, body }, signal);
}

/** The same at every attempt. */
function payloadOf({ type, happenedAt, batch, webhookId }: ClaimedDelivery, present: Sender['present']) {
  return {
    type,
    timestamp: happenedAt.toISOString(),
    data: batch === null ? { webhook_id: webhookId } : present(batch),
  };
}

/** Any 2xx is taken for delivered, and nothing else. */
function problemOf(statusCode: number): string | null {
  if (statusCode >= 200 && statusCode < 300) return null;
  if (statusCode >= 300 && statusCode < 400)
    return `The endpoint answered ${statusCode}; redirects are not followed.`;
  return `The endpoint answered ${statusCode}.`;
}
