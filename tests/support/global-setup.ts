import type { TestProject } from 'vitest/node';
import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of the test server's maintenance database. */
    postgresUrl: string;
  }
}

/** The migrated database that each test's own is cloned from. */
export const templateDatabase = 'offgridflow_template';

/** One PostgreSQL for all tests; a database for each file is cloned from a template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres(18);
  const maintenance = await open(server.urlOf('postgres'));
  await maintenance.query(`CREATE DATABASE ${templateDatabase}`);
  await maintenance.close();
  const template = await open(server.urlOf(templateDatabase));
  await migrateUp(template, silentLogger, installBuiltInFactors);
  await template.close();
  project.provide('postgresUrl', server.urlOf('postgres'));
  return () => server.stop();
}

function open(url: string) {
  return openPostgres({ url, poolSize: 3, connectTimeoutMs: 10_000, logger: silentLogger });
}
