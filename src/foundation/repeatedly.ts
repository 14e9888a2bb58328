import type { Clock } from './clock.ts';

export interface Patience {
  readonly clock: Clock;
  /** From now on; what fails after that is not tried again. */
  readonly forMs: number;
  /** Whether another try may go better. */
  isWorthwhile(error: unknown): boolean;
  /** Nobody waits for it any more. */
  readonly over: AbortSignal;
  /** Called before each wait. */
  onWait?(): void;
}

const firstDelayMs = 100;
const delayMaxMs = 2_000;

/** Does `act` again, with a growing pause before each, until it succeeds, is hopeless or nobody waits any more. */
export async function repeatedly<T>(act: () => Promise<T>, patience: Patience): Promise<T> {
  const { clock, forMs, over } = patience;
  const giveUpAtMs = clock.monotonicMs() + forMs;
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(2 * delayMs, delayMaxMs)) {
    try {
      return await act();
    } catch (error) {
      const isHopeless = !patience.isWorthwhile(error) || clock.monotonicMs() >= giveUpAtMs;
      if (isHopeless || over.aborted) throw error;
      patience.onWait?.();
      await clock.sleep(delayMs, over);
      if (over.aborted) throw error;
    }
  }
}
