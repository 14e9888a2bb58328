import { testEvent } from '../domain/webhook.ts';

const second = 1_000;
const hour = 3_600 * second;

/** As the Standard Webhooks specification recommends: ten attempts in about three days. */
export const retryDelaysMs: readonly number[] = [
  5 * second,
  300 * second,
  1_800 * second,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** At most this is added to each of them, so that what failed together does not come again together. */
const jitterShare = 0.2;
/** Whoever asks for more time gets no more than this. */
const retryAfterMaxMs = 24 * hour;

export interface FailedTry {
  readonly type: string;
  /** Attempts before this one. */
  readonly tries: number;
  /** What the endpoint asked for. */
  readonly retryAfterMs: number | null;
}

/** How long until the next attempt; null where this was the last. A test is sent once: whoever asked for it watches. */
export function nextDelayMs(
  { type, tries, retryAfterMs }: FailedTry,
  random: () => number,
  delaysMs = retryDelaysMs,
): number | null {
  const delayMs = delaysMs[tries];
  if (type === testEvent || delayMs === undefined) return null;
  const jittered = Math.round(delayMs * (1 + jitterShare * random()));
  return Math.max(jittered, Math.min(retryAfterMs ?? 0, retryAfterMaxMs));
}

/** Of a `Retry-After` header: seconds, or a moment. */
export function readRetryAfter(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * second;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
