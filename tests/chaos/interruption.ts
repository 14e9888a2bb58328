import { keepSignals } from '../support/postgres-server.ts';

/**
 * Aborts when a signal asks this process to end, or when something fails that nobody waits for: then the run is left, and
 * every `finally` on its way removes what was made. A second signal ends the process at once.
 */
export async function interruption(): Promise<AbortSignal> {
  const controller = new AbortController();
  await keepSignals();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(1);
      controller.abort(new Error(`interrupted by ${signal}`));
    });
  }
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(event, (error) => controller.abort(error));
  }
  return controller.signal;
}

/** What `act` gives, or the reason of the interruption as soon as there is one. What was begun is then left alone. */
export async function unlessInterrupted<T>(interrupted: AbortSignal, act: () => Promise<T>): Promise<T> {
  interrupted.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const leave = () => reject(interrupted.reason);
  interrupted.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([act(), promise]);
  } finally {
    interrupted.removeEventListener('abort', leave);
  }
}
