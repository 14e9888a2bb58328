import { LeaseLostError, ProcessorFault } from '../domain/errors.ts';
import { faultText } from '../domain/fault-text.ts';

export interface BackOff {
  readonly baseMs: number;
  readonly maxMs: number;
}

export type FaultKind = 'lease_lost' | 'transient';

export type RetryDecision =
  | { readonly kind: 'retry'; readonly delayMs: number; readonly reason: string }
  | { readonly kind: 'fail'; readonly reason: string };

/** The one place that tells faults apart. What an activity does wrong is an outcome and never comes here. */
export function classifyFault(fault: unknown): FaultKind {
  return fault instanceof LeaseLostError ? 'lease_lost' : 'transient';
}

/** Full jitter: anything from 0 to base x 2^retries, capped, so that batches that failed together come back apart. */
export function backOffMs(retryCount: number, { baseMs, maxMs }: BackOff, random: () => number): number {
  return Math.round(random() * Math.min(maxMs, baseMs * 2 ** Math.min(retryCount, 40)));
}

/** What to do after a transient fault of a batch that has been retried `retryCount` times. */
export function decideAfterFault(
  fault: unknown,
  tries: { readonly retryCount: number; readonly maxRetries: number },
  backOff: BackOff,
  random: () => number,
): RetryDecision {
  const cause = describeFault(fault);
  if (tries.retryCount < tries.maxRetries) {
    return { kind: 'retry', delayMs: backOffMs(tries.retryCount, backOff, random), reason: cause };
  }
  const attempts = tries.retryCount + 1;
  const times = attempts === 1 ? 'The only try failed' : `All ${attempts} tries failed, the last time`;
  return {
    kind: 'fail',
    reason: `${times}: ${cause} Mend the cause, then retry the batch with a higher max_retries.`,
  };
}

/** One sentence for a person. */
export function describeFault(fault: unknown): string {
  const sentence = faultText(fault);
  const ended = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
  return fault instanceof ProcessorFault ? ended : `The work was interrupted: ${ended}`;
}
