import { type Clock, systemClock } from '../foundation/clock.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * One Ctrl-C can arrive twice: from the terminal, which sends it to every process in front, and from npm or the launcher,
 * which pass on what they get. Nobody presses it again this fast.
 */
const sameWithinMs = 250;

/**
 * An AbortSignal for SIGINT and SIGTERM. The first asks to stop in good order; a second ends the process at once.
 */
export function onInterrupt(
  announce: () => void,
  clock: Pick<Clock, 'monotonicMs'> = systemClock,
  exit: (code: number) => void = process.exit,
): { signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  let firstAtMs = 0;
  const onSignal = () => {
    if (!controller.signal.aborted) {
      firstAtMs = clock.monotonicMs();
      announce();
      controller.abort(new Error('interrupted'));
    } else if (clock.monotonicMs() - firstAtMs > sameWithinMs) exit(exitCodes.interrupted);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    dispose: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
