import pg from 'pg';
import { systemClock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { repeatedly } from '../foundation/repeatedly.ts';
import {
  attemptTimeoutMs,
  connectionConfig,
  connectWithBackOff,
  locationOf,
  prepareSession,
} from './connect-postgres.ts';
import type {
  AdvisoryLock,
  Database,
  Heartbeat,
  HeartbeatOptions,
  Listener,
  Queryable,
  Row,
} from './database.ts';
import { PostgresHeartbeat } from './postgres-heartbeat.ts';
import { PostgresListener } from './postgres-listener.ts';
import { SilenceWatch } from './silence-watch.ts';
import { isConflict, isTransientDatabaseError } from './transient-errors.ts';

export interface PostgresOptions {
  readonly url: string;
  readonly poolSize: number;
  /** How long the first connection is tried for before giving up. */
  readonly connectTimeoutMs: number;
  readonly logger: Logger;
}

/**
 * A node that vanishes within a transaction, unseen by the server, would keep its locks for hours. Nothing here waits
 * within a transaction for anything but the database.
 */
const begin = `BEGIN; SET LOCAL idle_in_transaction_session_timeout = '1min'`;
/** For how long what meets a deadlock is tried again. */
const conflictPatienceMs = 2_000;
/** At the end, statements that are still not answered are given up. */
const closeTimeoutMs = 10_000;

/** Opens a pool, trying with back-off until the server answers. Throws `UnavailableError`, `ConfigurationError`. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const location = locationOf(options.url);
  const config = connectionConfig(options.url);
  await connectWithBackOff(config, { ...options, location });
  const watch = new SilenceWatch(config, options.logger);
  const pool = new pg.Pool({
    ...config,
    max: options.poolSize,
    idleTimeoutMillis: 30_000,
    onConnect: (client) => watch.answered(client, prepareSession(client)),
  });
  // A server that goes away cuts idle clients; the pool drops them and makes new ones when asked.
  pool.on('error', (error) =>
    options.logger.warn({ error: error.message }, 'an idle database connection was lost'),
  );
  return new PostgresDatabase(pool, watch, options.url, location, options.logger);
}

class PostgresDatabase implements Database {
  readonly kind = 'postgresql';
  readonly location: string;
  readonly #pool: pg.Pool;
  readonly #watch: SilenceWatch;
  readonly #url: string;
  readonly #logger: Logger;
  readonly #listeners = new Set<PostgresListener>();
  readonly #heartbeats = new Set<PostgresHeartbeat>();
  #closing: Promise<void> | null = null;

  constructor(pool: pg.Pool, watch: SilenceWatch, url: string, location: string, logger: Logger) {
    this.#pool = pool;
    this.#watch = watch;
    this.#url = url;
    this.location = location;
    this.#logger = logger;
  }

  get waitingCount(): number {
    return this.#pool.waitingCount;
  }

  query<R extends Row>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number }> {
    return throughConflicts(() => this.#onConnection((connection) => connection.query<R>(text, values)));
  }

  transaction<T>(act: (tx: Queryable) => Promise<T>, setUp = ''): Promise<T> {
    return throughConflicts(() => this.#transaction(act, setUp));
  }

  #transaction<T>(act: (tx: Queryable) => Promise<T>, setUp: string): Promise<T> {
    return this.#onConnection(async (connection) => {
      try {
        await connection.query(`${begin}; ${setUp}`);
        const result = await act(connection);
        // COMMIT would quietly roll back what holds a failed statement, whoever caught its error. This says so.
        if (connection.hasFailed) await connection.query('SELECT 1');
        await connection.query('COMMIT');
        return result;
      } catch (error) {
        // A connection that is broken cannot roll back; the server does when it notices. The first error tells more.
        await connection.query('ROLLBACK').catch(() => connection.discard());
        throw error;
      }
    });
  }

  session<T>(act: (connection: Queryable) => Promise<T>): Promise<T> {
    return this.#onConnection(async (connection) => {
      try {
        return await act(connection);
      } catch (error) {
        // Whatever it left on the connection, a transaction or a lock, ends with the connection.
        connection.discard();
        throw error;
      }
    });
  }

  async listen(
    channels: readonly string[],
    listener: Listener,
    sessionLock?: AdvisoryLock,
  ): Promise<() => Promise<void>> {
    const session = { channels, ...(sessionLock && { sessionLock }) };
    const listening = new PostgresListener(
      connectionConfig(this.#url),
      session,
      listener,
      this.#logger,
      systemClock,
    );
    const end = async () => {
      this.#listeners.delete(listening);
      await listening.stop();
    };
    this.#listeners.add(listening);
    try {
      await listening.start();
    } catch (error) {
      await end();
      throw error;
    }
    return end;
  }

  startHeartbeat(options: HeartbeatOptions): Heartbeat {
    const task = { ...options, url: this.#url };
    const heartbeat = new PostgresHeartbeat(task, this.#logger, () => this.#heartbeats.delete(heartbeat));
    this.#heartbeats.add(heartbeat);
    return heartbeat;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#listeners, ...this.#heartbeats].map((one) => one.stop()));
    this.#listeners.clear();
    this.#heartbeats.clear();
    const giveUp = setTimeout(() => this.#watch.destroyAll(), closeTimeoutMs);
    await this.#pool.end();
    clearTimeout(giveUp);
    await this.#watch.stop();
  }

  /**
   * An attempt whose time limit went off late was not too slow: this thread was blocked, by a processor that computes,
   * and could not hear of the connection. It is worth another.
   */
  async #connect(): Promise<pg.PoolClient> {
    const beganAtMs = performance.now();
    try {
      return await this.#pool.connect();
    } catch (error) {
      if (performance.now() - beganAtMs < attemptTimeoutMs + lateMs) throw error;
      return this.#pool.connect();
    }
  }

  async #onConnection<T>(act: (connection: PostgresConnection) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    const connection = new PostgresConnection(client, this.#watch);
    client.on('error', connection.discard);
    try {
      return await act(connection);
    } finally {
      client.off('error', connection.discard);
      client.release(connection.isDiscarded);
    }
  }
}

/** Who was the victim of a deadlock tries again: nothing of it has happened. */
function throughConflicts<T>(act: () => Promise<T>): Promise<T> {
  return repeatedly(act, {
    clock: systemClock,
    forMs: conflictPatienceMs,
    isWorthwhile: isConflict,
    over: never,
  });
}

const never = new AbortController().signal;

/** A timer that goes off this late was kept from it. */
const lateMs = 1_000;

/** A client of the pool while somebody holds it. */
class PostgresConnection implements Queryable {
  hasFailed = false;
  /** Whether it may be broken: such a one never goes back to the pool. */
  isDiscarded = false;
  readonly #client: pg.PoolClient;
  readonly #watch: SilenceWatch;

  constructor(client: pg.PoolClient, watch: SilenceWatch) {
    this.#client = client;
    this.#watch = watch;
  }

  readonly discard = (): void => {
    this.isDiscarded = true;
  };

  async query<R extends Row>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number }> {
    try {
      return answer(await this.#watch.answered(this.#client, this.#client.query<R>(text, values)));
    } catch (error) {
      this.hasFailed = true;
      if (!(error instanceof pg.DatabaseError) || isTransientDatabaseError(error)) this.discard();
      throw error;
    }
  }
}

/** With several statements in a text, node-postgres answers with a list: the last one counts. */
function answer<R extends Row>(result: pg.QueryResult<R> | pg.QueryResult<R>[]) {
  const last = Array.isArray(result) ? result.at(-1) : result;
  return { rows: last?.rows ?? [], rowCount: last?.rowCount ?? 0 };
}
