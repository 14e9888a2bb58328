import pg from 'pg';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { AdvisoryLock, Listener } from './database.ts';
import { disconnect } from './postgres-socket.ts';

/** How often a silent connection is asked whether it still lives. */
const heartbeatMs = 5_000;
const answerTimeoutMs = 5_000;
const firstReconnectDelayMs = 50;
/** Short: a node whose session is missing for a second after the database is back is taken for dead. */
const reconnectDelayMaxMs = 250;

/**
 * Keeps one connection listening. What is notified while it is lost is lost too, so that each return is announced
 * and the listener polls. A connection that died without a word (a cut cable, a frozen proxy) is found by a query
 * that is not answered.
 */
export class PostgresListener {
  readonly #config: pg.ClientConfig;
  readonly #session: ListeningSession;
  readonly #listener: Listener;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #stopping = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(
    config: pg.ClientConfig,
    session: ListeningSession,
    listener: Listener,
    logger: Logger,
    clock: Clock,
  ) {
    this.#config = config;
    this.#session = session;
    this.#listener = listener;
    this.#logger = logger;
    this.#clock = clock;
  }

  /** Rejects when the first connection cannot be made; later ones are made again without end. */
  async start(): Promise<void> {
    this.#loop = this.#keepConnected(await this.#connect());
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #keepConnected(first: Connection): Promise<void> {
    for (let connection: Connection | null = first; connection !== null; ) {
      await connection.lost;
      await disconnect(connection.client);
      connection = await this.#reconnect();
      if (connection !== null) this.#listener.onReconnect();
    }
  }

  /** Null when it was stopped before it succeeded. */
  async #reconnect(): Promise<Connection | null> {
    const { signal } = this.#stopping;
    for (
      let delayMs = firstReconnectDelayMs;
      !signal.aborted;
      delayMs = Math.min(delayMs * 2, reconnectDelayMaxMs)
    ) {
      try {
        const connection = await this.#connect();
        this.#logger.info({}, 'listening for wake-ups again');
        return connection;
      } catch (error) {
        if (delayMs === firstReconnectDelayMs) {
          this.#logger.warn({ error: String(error) }, 'listening for wake-ups is interrupted; trying again');
        }
        await this.#clock.sleep(delayMs, signal);
      }
    }
    return null;
  }

  async #prepare(client: pg.Client): Promise<void> {
    const { channels, sessionLock } = this.#session;
    if (sessionLock) await client.query('SELECT pg_advisory_lock_shared($1, $2)', [...sessionLock]);
    for (const channel of channels) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  }

  async #connect(): Promise<Connection> {
    const client = new pg.Client({ ...this.#config, query_timeout: answerTimeoutMs });
    const { promise: lost, resolve: lose } = Promise.withResolvers<void>();
    client.on('error', () => lose());
    client.on('end', () => lose());
    client.on('notification', ({ channel, payload }) =>
      this.#listener.onNotification(channel, payload ?? ''),
    );
    try {
      await client.connect();
      await this.#prepare(client);
    } catch (error) {
      await disconnect(client);
      throw error;
    }
    const heartbeat = setInterval(() => client.query('SELECT 1').catch(() => lose()), heartbeatMs);
    const stop = () => lose();
    this.#stopping.signal.addEventListener('abort', stop, { once: true });
    if (this.#stopping.signal.aborted) lose();
    const ended = lost.then(() => {
      clearInterval(heartbeat);
      this.#stopping.signal.removeEventListener('abort', stop);
    });
    return { client, lost: ended };
  }
}

/** What the connection is for, made anew with each one. */
export interface ListeningSession {
  readonly channels: readonly string[];
  readonly sessionLock?: AdvisoryLock;
}

interface Connection {
  readonly client: pg.Client;
  /** Resolves when the connection is lost or the listener stops. */
  readonly lost: Promise<void>;
}
