import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { cp } from 'node:fs/promises';
import { afterAll, describe, inject } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { openPgliteInMemory } from '../../src/db/pglite.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { templateDatabase } from './global-setup.ts';
import type { PostgresServer } from './postgres-server.ts';

/** Runs the same cases on PostgreSQL and on the embedded database, each with a migrated one of its own. */
export function describeOnEachDatabase(
  name: string,
  cases: (openDatabase: () => Promise<Database>, kind: Database['kind']) => void,
): void {
  describe(`${name}, on PostgreSQL`, () => {
    const { open, close } = openedDatabases(openTestPostgres);
    afterAll(close);
    cases(open, 'postgresql');
  });
  describe(`${name}, on the embedded database`, () => {
    const { open, close } = openedDatabases(openTestPglite);
    afterAll(close);
    cases(open, 'pglite');
  });
}

function openedDatabases(openOne: () => Promise<Database>) {
  const opened: Database[] = [];
  return {
    open: async () => {
      const db = await openOne();
      opened.push(db);
      return db;
    },
    close: async () => {
      for (const db of opened) await db.close();
    },
  };
}

/** A migrated database of its own on the test server. */
export async function openTestPostgres(): Promise<Database> {
  return openAt(await createTestDatabase());
}

/** The URL of a new database, migrated or empty. It goes with the server. */
export async function createTestDatabase(template: string = templateDatabase): Promise<string> {
  const maintenanceUrl = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const maintenance = await openAt(maintenanceUrl);
  await maintenance.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  await maintenance.close();
  return Object.assign(new URL(maintenanceUrl), { pathname: `/${name}` }).href;
}

/** The URL of a new, empty database on a server of the test's own. */
export async function createDatabaseOn(server: PostgresServer): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const maintenance = await openAt(server.urlOf('postgres'));
  await maintenance.query(`CREATE DATABASE ${name}`);
  await maintenance.close();
  return server.urlOf(name);
}

export function openAt(url: string): Promise<Database> {
  return openPostgres({ url, poolSize: 10, connectTimeoutMs: 10_000, logger: silentLogger });
}

/** Makes a directory with a migrated embedded database, for whom making one is not the point. */
export async function makeTestDirectory(path: string): Promise<string> {
  await cp(inject('pgliteDirectory'), path, { recursive: true });
  return path;
}

/** A migrated database in memory, restored from the dump that the test run began with. */
export async function openTestPglite(): Promise<Database> {
  return openPgliteInMemory(await openAsBlob(inject('pgliteDump')));
}
