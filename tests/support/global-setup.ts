import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { openPglite } from '../../src/db/pglite.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of the test server's maintenance database. */
    postgresUrl: string;
    /** The file that holds a migrated embedded database. */
    pgliteDump: string;
    /** The directory of one, to be copied. */
    pgliteDirectory: string;
  }
}

/** The migrated database that each test's own is cloned from. */
export const templateDatabase = 'offgridflow_template';

/**
 * One PostgreSQL for all tests and one embedded database, both migrated: what a test uses is a copy. Making an embedded
 * one takes more than two seconds of a processor, copying it a tenth.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'offgridflow-tests-'));
  const pglite = { directory: join(directory, 'pglite'), dump: join(directory, 'dump.tar') };
  const [server] = await Promise.all([startPostgres(18), makePglite(pglite)]);
  await migrateTemplate(server);
  project.provide('postgresUrl', server.urlOf('postgres'));
  project.provide('pgliteDump', pglite.dump);
  project.provide('pgliteDirectory', pglite.directory);
  // Hundreds of processes start from the same sources: three quarters of what a start takes is to compile them.
  process.env.NODE_COMPILE_CACHE ??= join(directory, 'compiled');
  return async () => {
    await server.stop();
    // A worker that is ending may still be writing what it has compiled.
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
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

async function makePglite(pglite: { directory: string; dump: string }): Promise<void> {
  const db = await openPglite(pglite.directory);
  await migrateUp(db, silentLogger, installBuiltInFactors);
  const dump = await db.dump();
  await db.close();
  await writeFile(pglite.dump, Buffer.from(await dump.arrayBuffer()));
}

function open(url: string) {
  return openPostgres({ url, poolSize: 3, connectTimeoutMs: 10_000, logger: silentLogger });
}
