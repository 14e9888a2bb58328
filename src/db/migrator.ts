import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type { ClientBase } from 'pg';
import { ConfigurationError } from '../domain/errors.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Database, Queryable } from './database.ts';
import { checkTenantRole } from './tenant-role.ts';

const directory = fileURLToPath(new URL('../../migrations', import.meta.url));
const table = 'offgridflow_migrations';
/** The advisory lock that nodes starting together queue for: "offgrid" in ASCII, as a number. */
const lockValue = 0x6f666667726964;

export interface MigrationStatus {
  readonly name: string;
  /** Null while it is pending. */
  readonly appliedAt: Date | null;
}

/**
 * Brings the schema up to date and returns what was applied. Each migration is one transaction. Whoever else starts
 * at the same time waits for the lock and finds nothing left to do. `afterUp` runs on the same connection, once the
 * schema is there.
 */
export async function migrateUp(
  db: Database,
  logger: Logger,
  afterUp: (connection: Queryable) => Promise<void> = async () => {},
): Promise<string[]> {
  return db.session((connection) =>
    locked(connection, logger, async () => {
      await refuseNewerSchema(connection);
      const applied = await migrate(connection, logger, 'up', Number.POSITIVE_INFINITY);
      await checkTenantRole(connection);
      await afterUp(connection);
      return applied;
    }),
  );
}

/** Takes the last `count` migrations back, with all that they hold. The last one leaves nothing behind. */
export async function migrateDown(db: Database, logger: Logger, count = 1): Promise<string[]> {
  return db.session((connection) =>
    locked(connection, logger, async () => {
      await refuseNewerSchema(connection);
      const undone = await migrate(connection, logger, 'down', count);
      if ((await appliedMigrations(connection)).length === 0) await connection.query(`DROP TABLE ${table}`);
      return undone;
    }),
  );
}

/** Every migration of this version and of newer ones that are there, and when it was applied. Changes nothing. */
export async function migrationStatus(db: Database): Promise<MigrationStatus[]> {
  const applied = new Map((await appliedMigrations(db)).map(({ name, appliedAt }) => [name, appliedAt]));
  const names = new Set([...(await migrationNames()), ...applied.keys()]);
  return [...names].map((name) => ({ name, appliedAt: applied.get(name) ?? null }));
}

async function locked<T>(connection: Queryable, logger: Logger, act: () => Promise<T>): Promise<T> {
  const { rows } = await connection.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
    lockValue,
  ]);
  if (rows[0]?.locked !== true) {
    logger.info({}, 'another node is migrating the database; waiting for it');
    await connection.query('SELECT pg_advisory_lock($1)', [lockValue]);
  }
  try {
    return await act();
  } finally {
    // A lost connection has let go of the lock by itself, and its error is already on its way.
    await connection.query('SELECT pg_advisory_unlock($1)', [lockValue]).catch(() => {});
  }
}

async function migrate(
  connection: Queryable,
  logger: Logger,
  direction: 'up' | 'down',
  count: number,
): Promise<string[]> {
  const client = new RunnersClient(connection);
  const done = await runner({
    dbClient: client as unknown as ClientBase,
    dir: directory,
    migrationsTable: table,
    direction,
    count,
    noLock: true,
    migrationLoaderStrategies: [{ extensions: ['.sql'], loader: 'sql' }],
    logger: {
      debug: () => {},
      info: () => {},
      warn: (message: string) => logger.warn({}, message),
      error: (message: string) => logger.error({}, message),
    },
  }).catch((error) => {
    // The runner makes texts of some errors, in which nobody sees whether another try could help.
    throw explained(client.failure ?? error);
  });
  for (const { name } of done) logger.info({ migration: name, direction }, 'migrated');
  return done.map(({ name }) => name);
}

/** What a migration asks of an administrator, it says itself. */
function explained(failure: unknown): unknown {
  const { code, message } = failure as { code?: unknown; message: string };
  return code === 'OGF01' ? new ConfigurationError(message, { cause: failure }) : failure;
}

/** A node starting with an older version must not work on a schema that it does not know. */
async function refuseNewerSchema(connection: Queryable): Promise<void> {
  const known = new Set(await migrationNames());
  const unknown = (await appliedMigrations(connection)).find(({ name }) => !known.has(name));
  if (unknown === undefined) return;
  throw new ConfigurationError(
    `The database was migrated by a newer version of OffGridFlow (${unknown.name}): upgrade this node, or name another database.`,
  );
}

async function appliedMigrations(connection: Queryable): Promise<{ name: string; appliedAt: Date }[]> {
  const { rows } = await connection.query<{ present: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS present',
    [table],
  );
  if (rows[0]?.present !== true) return [];
  const applied = await connection.query<{ name: string; applied_at: Date }>(
    `SELECT name, run_on AT TIME ZONE 'UTC' AS applied_at FROM ${table} ORDER BY id LIMIT 10000`,
  );
  return applied.rows.map((row) => ({ name: row.name, appliedAt: row.applied_at }));
}

async function migrationNames(): Promise<string[]> {
  const files = await readdir(directory);
  return files
    .filter((file) => file.endsWith('.up.sql'))
    .map((file) => file.replace(/\.up\.sql$/, ''))
    .sort();
}

/** What the runner takes for a node-postgres client. */
class RunnersClient {
  /** The first error of the database, as it was. */
  failure: unknown = null;
  readonly #connection: Queryable;

  constructor(connection: Queryable) {
    this.#connection = connection;
  }

  async query(query: string | { text: string; values?: unknown[] }, values?: unknown[]) {
    const { text, ...own } = typeof query === 'string' ? { text: query } : query;
    try {
      return await this.#connection.query(text, own.values ?? values);
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }
}
