import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { openAt } from '../support/each-database.ts';
import type { PostgresServer } from '../support/postgres-server.ts';

/** Brings the schema to a server of a test's own, and gives its URL. */
export async function migratedDatabase(server: PostgresServer): Promise<string> {
  const url = server.urlOf('postgres');
  const db = await openAt(url);
  await migrateUp(db, silentLogger, installBuiltInFactors);
  await db.close();
  return url;
}
