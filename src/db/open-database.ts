import { resolve } from 'node:path';
import type { Logger } from '../foundation/logger.ts';
import type { Database } from './database.ts';

export interface DatabaseOptions {
  /** A PostgreSQL server; without it the database is embedded in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly poolSize: number;
  readonly connectTimeoutMs: number;
  readonly logger: Logger;
}

/** Throws `UnavailableError` and `ConfigurationError`, each naming the setting to look at. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.databaseUrl !== null) {
    const { openPostgres } = await import('./node-postgres.ts');
    return openPostgres({ ...options, url: options.databaseUrl });
  }
  // Loaded only when it is used: PGlite brings a whole PostgreSQL along.
  const { openPglite } = await import('./pglite.ts');
  return openPglite(resolve(options.dataDir), options.logger);
}
