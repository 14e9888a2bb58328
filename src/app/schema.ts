import type { Database } from '../db/database.ts';
import { type MigrationStatus, migrateDown, migrateUp, migrationStatus } from '../db/migrator.ts';
import type { Logger } from '../foundation/logger.ts';
import { installBuiltInFactors } from './built-in-factors.ts';
import { openConfiguredDatabase } from './compose.ts';
import type { Config } from './config.ts';

/** Migrates and installs the built-in factors. Returns the names of what was applied. */
export function upgradeSchema(config: Config, logger: Logger): Promise<string[]> {
  return onDatabase(config, logger, (db) => migrateUp(db, logger, installBuiltInFactors));
}

/** Takes the last `count` migrations back, with all that they hold. */
export function downgradeSchema(config: Config, logger: Logger, count: number): Promise<string[]> {
  return onDatabase(config, logger, (db) => migrateDown(db, logger, count));
}

export function schemaStatus(config: Config, logger: Logger): Promise<MigrationStatus[]> {
  return onDatabase(config, logger, migrationStatus);
}

async function onDatabase<T>(config: Config, logger: Logger, act: (db: Database) => Promise<T>): Promise<T> {
  const db = await openConfiguredDatabase(config, logger);
  try {
    return await act(db);
  } finally {
    await db.close();
  }
}
