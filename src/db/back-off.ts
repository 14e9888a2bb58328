import { UnavailableError } from '../domain/errors.ts';
import { systemClock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { isTransientDatabaseError } from './transient-errors.ts';

export interface Insistence {
  /** Of the database, for whoever reads what is said about it. */
  readonly location: string;
  readonly connectTimeoutMs: number;
  readonly logger: Logger;
}

/**
 * Does what a start needs of the database, again with back-off while that is away. Anything else that goes wrong is
 * thrown at once, and `UnavailableError` after `connectTimeoutMs`.
 */
export async function insist<T>(
  act: (leftMs: number) => Promise<T>,
  { location, connectTimeoutMs, logger }: Insistence,
): Promise<T> {
  const giveUpAtMs = systemClock.nowMs() + connectTimeoutMs;
  for (let delayMs = 250; ; delayMs = Math.min(delayMs * 2, 5_000)) {
    try {
      return await act(giveUpAtMs - systemClock.nowMs());
    } catch (error) {
      if (!isTransientDatabaseError(error)) throw error;
      const reason = messageOf(error);
      const leftMs = giveUpAtMs - systemClock.nowMs();
      if (leftMs <= 0) {
        throw new UnavailableError(
          `The database at ${location} could not be reached for ${connectTimeoutMs / 1000} s (${reason}). ` +
            'Check DATABASE_URL and that the server runs.',
          { cause: error },
        );
      }
      logger.warn(
        { location, reason, retryInMs: delayMs },
        'the database cannot be reached yet; trying again',
      );
      await systemClock.sleep(Math.min(delayMs, leftMs));
    }
  }
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
