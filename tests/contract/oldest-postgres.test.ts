import { afterAll, beforeAll, describe } from 'vitest';
import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import type { Database } from '../../src/db/database.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { openAt } from '../support/each-database.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { activityStoreContract } from './activity-store.contract.ts';
import { batchStoreContract } from './batch-store.contract.ts';

describe('on PostgreSQL 15, the oldest that is supported', () => {
  let server: PostgresServer;
  let db: Database;

  beforeAll(async () => {
    server = await startPostgres(15);
    db = await openAt(server.urlOf('postgres'));
    await migrateUp(db, silentLogger, installBuiltInFactors);
  });
  afterAll(async () => {
    await db.close();
    await server.stop();
  });

  batchStoreContract(async () => db);
  activityStoreContract(async () => db);
});
