import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { openPgliteInMemory } from '../../src/db/pglite.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of the test server's maintenance database. */
    postgresUrl: string;
    /** The file that holds a migrated embedded database. */
    pgliteDump: string;
  }
}

/** The migrated database that each test's own is cloned from. */
export const templateDatabase = 'offgridflow_template';

/** One PostgreSQL for all tests and one embedded database, both migrated: what a test uses is a copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'offgridflow-pglite-'));
  const [server] = await Promise.all([startPostgres(18), dumpPglite(join(directory, 'dump.tar'))]);
  await migrateTemplate(server);
  project.provide('postgresUrl', server.urlOf('postgres'));
  project.provide('pgliteDump', join(directory, 'dump.tar'));
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

async function migrateTemplate(server: PostgresServer): Promise<void> {
  const maintenance = await open(server.urlOf('postgres'));
  await maintenance.query(`CREATE DATABASE ${templateDatabase}`);
  await maintenance.close();
  const template = await open(server.urlOf(templateDatabase));
  await migrateUp(template, silentLogger, installBuiltInFactors);
  await template.close();
}

async function dumpPglite(path: string): Promise<void> {
  const db = await openPgliteInMemory();
  await migrateUp(db, silentLogger, installBuiltInFactors);
  const dump = await db.dump();
  await db.close();
  await writeFile(path, Buffer.from(await dump.arrayBuffer()));
}

function open(url: string) {
  return openPostgres({ url, poolSize: 3, connectTimeoutMs: 10_000, logger: silentLogger });
}
