/**
 * The promise's result, or a rejection with the signal's reason as soon as that aborts, whatever the promise does then.
 * What it stands for is not stopped, only no longer waited for. With a `grace` it is waited for until that resolves;
 * its signal says when nobody needs it any more.
 */
export async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  grace?: (over: AbortSignal) => Promise<void>,
): Promise<T> {
  const over = new AbortController();
  const { promise: cutOff, reject } = Promise.withResolvers<never>();
  const onAbort = async () => {
    await grace?.(over.signal);
    reject(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  // Whoever was cut off does not come back to hear how it ended, nor the other way round.
  promise.catch(() => {});
  cutOff.catch(() => {});
  try {
    if (signal.aborted && grace === undefined) throw signal.reason;
    if (signal.aborted) onAbort();
    return await Promise.race([promise, cutOff]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    over.abort();
  }
}
