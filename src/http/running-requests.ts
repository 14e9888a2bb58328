import { untilAborted } from '../foundation/until-aborted.ts';
import type { Answer, AskedOnce } from '../store/answer-store.ts';
import { HttpError } from './http-error.ts';

export interface Answered {
  readonly answer: Answer;
  /** It is that of an earlier request. */
  readonly isReplayed: boolean;
}

interface Running {
  readonly requestHash: string;
  readonly answered: Promise<Answered>;
}

/**
 * The requests with a key that this node works on. Those that come again meanwhile wait here and not in the database, where
 * a thousand of them would hold every connection that the first one needs to go on.
 */
export class RunningRequests {
  readonly #running = new Map<string, Running>();
  readonly #waitMs: number;

  constructor(waitMs: number) {
    this.#waitMs = waitMs;
  }

  /**
   * Calls `answer` for one request of each key at a time. The same request that comes meanwhile shares what becomes of it;
   * another with that key comes after it. Throws an `HttpError` where that takes too long.
   */
  async run(asked: AskedOnce, answer: () => Promise<Answered>): Promise<Answered> {
    const { orgId, actor, key, requestHash } = asked;
    const name = JSON.stringify([orgId, actor, key]);
    const patience = AbortSignal.timeout(this.#waitMs);
    for (;;) {
      const first = this.#running.get(name);
      if (first === undefined) break;
      if (first.requestHash === requestHash)
        return { ...(await inTime(first.answered, patience)), isReplayed: true };
      await inTime(
        first.answered.catch(() => {}),
        patience,
      );
    }
    const answered = answer();
    this.#running.set(name, { requestHash, answered });
    try {
      return await answered;
    } finally {
      this.#running.delete(name);
    }
  }
}

async function inTime<T>(promise: Promise<T>, patience: AbortSignal): Promise<T> {
  try {
    return await untilAborted(promise, patience);
  } catch (error) {
    throw patience.aborted && error === patience.reason ? stillRunning() : error;
  }
}

export function stillRunning(): HttpError {
  return new HttpError(
    'UNAVAILABLE',
    'The first request with this Idempotency-Key is still running: try again soon, with the same key.',
    { 'retry-after': '5' },
  );
}
