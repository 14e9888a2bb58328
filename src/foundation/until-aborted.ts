/**
 * The promise's result, or a rejection with the signal's reason as soon as that aborts, whatever the promise does then.
 * What it stands for is not stopped, only no longer waited for.
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: cutOff, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  // Whoever was cut off does not come back to hear how it ended.
  promise.catch(() => {});
  try {
    signal.throwIfAborted();
    return await Promise.race([promise, cutOff]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
