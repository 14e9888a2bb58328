import { ProcessorFault } from '../domain/errors.ts';
import { classifyFault } from '../domain/fault-kind.ts';
import { faultText } from '../domain/fault-text.ts';

export interface BackOff {
  readonly baseMs: number;
  readonly maxMs: number;
}

export type RetryDecision =
  | { readonly kind: 'retry'; readonly delayMs: number; readonly reason: string }
  | { readonly kind: 'fail'; readonly reason: string };

/** Full jitter: anything from 0 to base x 2^retries, capped, so that batches that failed together come back apart. */
export function backOffMs(retryCount: number, { baseMs, maxMs }: BackOff, random: () => number): number {
  return Math.round(random() * Math.min(maxMs, baseMs * 2 ** Math.min(retryCount, 40)));
}

/** What to do after a fault of a batch that has been retried `retryCount` times. */
export function decideAfterFault(
  fault: unknown,
  tries: { readonly retryCount: number; readonly maxRetries: number },
  backOff: BackOff,
  random: () => number,
): RetryDecision {
  const cause = describeFault(fault);
  if (classifyFault(fault) === 'permanent') {
    return {
      kind: 'fail',
      reason: `Trying again cannot help: ${cause} Mend the cause, then retry the batch.`,
    };
  }
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
