import pg from 'pg';
import { ConfigurationError, UnavailableError } from '../domain/errors.ts';
import { systemClock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { AdvisoryLock, Database, Listener, Queryable, Row } from './database.ts';
import { PostgresListener } from './postgres-listener.ts';
import { rowTypes } from './row-types.ts';
import { isTransientDatabaseError } from './transient-errors.ts';

export interface PostgresOptions {
  readonly url: string;
  readonly poolSize: number;
  /** How long the first connection is tried for before giving up. */
  readonly connectTimeoutMs: number;
  readonly logger: Logger;
}

/** The oldest PostgreSQL whose statements are all understood. */
const oldestMajorVersion = 15;
/** One attempt to connect may take this long. */
const attemptTimeoutMs = 5_000;

/** Opens a pool, trying with back-off until the server answers. Throws `UnavailableError`, `ConfigurationError`. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const config = connectionConfig(options.url);
  const pool = new pg.Pool({ ...config, max: options.poolSize, idleTimeoutMillis: 30_000 });
  // A server that goes away cuts idle clients; the pool drops them and makes new ones when asked.
  pool.on('error', (error) =>
    options.logger.warn({ error: error.message }, 'an idle database connection was lost'),
  );
  const location = locationOf(options.url);
  try {
    await connectWithBackOff(pool, location, options);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return new PostgresDatabase(pool, config, location, options.logger);
}

class PostgresDatabase implements Database {
  readonly kind = 'postgresql';
  readonly location: string;
  readonly #pool: pg.Pool;
  readonly #config: pg.ClientConfig;
  readonly #logger: Logger;
  readonly #listeners = new Set<PostgresListener>();

  constructor(pool: pg.Pool, config: pg.ClientConfig, location: string, logger: Logger) {
    this.#pool = pool;
    this.#config = config;
    this.location = location;
    this.#logger = logger;
  }

  async query<R extends Row>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number }> {
    return answer(await this.#pool.query<R>(text, values));
  }

  transaction<T>(act: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.session(async (connection) => {
      await connection.query('BEGIN');
      try {
        const result = await act(connection);
        await connection.query('COMMIT');
        return result;
      } catch (error) {
        // A connection that is broken cannot roll back; the server does when it notices. The first error tells more.
        await connection.query('ROLLBACK').catch(() => {});
        throw error;
      }
    });
  }

  async session<T>(act: (connection: Queryable) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    const noteBroken = (error: Error) => {
      broken = error;
    };
    client.on('error', noteBroken);
    const connection: Queryable = {
      query: async <R extends Row>(text: string, values?: unknown[]) => {
        try {
          return answer(await client.query<R>(text, values));
        } catch (error) {
          if (!(error instanceof pg.DatabaseError) || isTransientDatabaseError(error))
            broken = error as Error;
          throw error;
        }
      },
    };
    try {
      return await act(connection);
    } finally {
      client.off('error', noteBroken);
      // A client that may be broken or still hold a transaction never goes back to the pool.
      client.release(broken);
    }
  }

  async listen(
    channels: readonly string[],
    listener: Listener,
    sessionLock?: AdvisoryLock,
  ): Promise<() => Promise<void>> {
    const session = { channels, ...(sessionLock && { sessionLock }) };
    const listening = new PostgresListener(this.#config, session, listener, this.#logger, systemClock);
    this.#listeners.add(listening);
    await listening.start();
    return async () => {
      this.#listeners.delete(listening);
      await listening.stop();
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#listeners].map((listener) => listener.stop()));
    this.#listeners.clear();
    if (!this.#pool.ended) await this.#pool.end();
  }
}

/** With several statements in a text, node-postgres answers with a list: the last one counts. */
function answer<R extends Row>(result: pg.QueryResult<R> | pg.QueryResult<R>[]) {
  const last = Array.isArray(result) ? result.at(-1) : result;
  return { rows: last?.rows ?? [], rowCount: last?.rowCount ?? 0 };
}

function connectionConfig(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'offgridflow',
    keepAlive: true,
    connectionTimeoutMillis: attemptTimeoutMs,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        rowTypes[id] ?? pg.types.getTypeParser(id, format as 'text'),
    } as pg.CustomTypesConfig,
  };
}

async function connectWithBackOff(pool: pg.Pool, location: string, options: PostgresOptions): Promise<void> {
  const { logger, connectTimeoutMs } = options;
  const giveUpAtMs = systemClock.nowMs() + connectTimeoutMs;
  for (let delayMs = 250; ; delayMs = Math.min(delayMs * 2, 5_000)) {
    try {
      return await checkVersion(pool, location);
    } catch (error) {
      if (!isTransientDatabaseError(error)) throw refused(error, location);
      const reason = messageOf(error);
      const leftMs = giveUpAtMs - systemClock.nowMs();
      if (leftMs <= 0) {
        throw new UnavailableError(
          `The database at ${location} could not be reached for ${connectTimeoutMs / 1000} s (${reason}). ` +
            'Check DATABASE_URL and that the server runs.',
          { cause: error },
        );
      }
      logger.warn(
        { location, reason, retryInMs: delayMs },
        'the database cannot be reached yet; trying again',
      );
      await systemClock.sleep(Math.min(delayMs, leftMs));
    }
  }
}

async function checkVersion(pool: pg.Pool, location: string): Promise<void> {
  const { rows } = await pool.query<{ version: string }>(
    `SELECT current_setting('server_version_num') AS version`,
  );
  const majorVersion = Math.floor(Number(rows[0]?.version) / 10_000);
  if (majorVersion < oldestMajorVersion) {
    throw new ConfigurationError(
      `DATABASE_URL names PostgreSQL ${majorVersion} at ${location}: PostgreSQL ${oldestMajorVersion} or newer is needed.`,
    );
  }
}

/** The server answered and said no: another try would hear the same. */
function refused(error: unknown, location: string): unknown {
  if (error instanceof ConfigurationError) return error;
  return new ConfigurationError(`DATABASE_URL cannot be used: ${location} answered "${messageOf(error)}".`, {
    cause: error,
  });
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/** Host, port and database, without user and password. Throws `ConfigurationError` for what is no PostgreSQL URL. */
function locationOf(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch (cause) {
    throw new ConfigurationError(
      'DATABASE_URL is not a URL: write postgres://user:password@host:5432/database.',
      { cause },
    );
  }
  if (!/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new ConfigurationError(
      `DATABASE_URL begins with "${parsed.protocol}//": write postgres://user:password@host:5432/database.`,
    );
  }
  return `${parsed.hostname || 'localhost'}:${parsed.port || 5432}${parsed.pathname}`;
}
