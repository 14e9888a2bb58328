/**
 * Local time, passed in wherever it is used so that tests can move it. It paces polling, shortens trust in a
 * lease and measures durations; what is true in the database is decided by the database's clock alone.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Milliseconds from some fixed point; never set back or forth. */
  monotonicMs(): number;
  /** Resolves after `durationMs`, or at once when `signal` aborts; never rejects. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** The longest that a timer of Node can wait, about 24 days; with more it would fire at once. */
export const timerMsMax = 2 ** 31 - 1;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const finish = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, Math.min(durationMs, timerMsMax));
      signal?.addEventListener('abort', finish, { once: true });
    }),
};
