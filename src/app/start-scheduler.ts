import { insist } from '../db/back-off.ts';
import type { Logger } from '../foundation/logger.ts';
import type { OffGridFlow } from './compose.ts';
import type { Config } from './config.ts';

/** Once the rest has started: a database that is gone at this very moment is waited for as at the beginning. */
export function startScheduler(
  { db, scheduler }: OffGridFlow,
  { databaseConnectTimeoutMs: connectTimeoutMs }: Config,
  logger: Logger,
): Promise<void> {
  return insist(() => scheduler.start(), { location: db.location, connectTimeoutMs, logger });
}
