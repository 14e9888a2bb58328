import pg from 'pg';
import type { Logger } from '../foundation/logger.ts';
import { disconnect, processIdOf, socketOf } from './postgres-socket.ts';

/*
 * Finds the statements whose answer will never come, because their connection died without a word: a cut cable, a
 * frozen proxy, a machine that is gone. TCP itself gives up after a quarter of an hour at the earliest.
 *
 * A time limit cannot tell such a statement from one that takes long, so the server is asked, on a connection of its
 * own, what the session is doing. A session that is gone or idle has answered, and the answer was lost: the connection
 * is destroyed, which fails its statement with a transient error. A session at work is left alone, however long.
 *
 * Limits: two looks in a row must agree, since an answer may be on its way. While the server cannot be asked, nothing
 * is known, so nothing is done.
 */

export interface SilenceLimits {
  /** A statement that is unanswered for longer is asked after. */
  readonly patienceMs: number;
  readonly intervalMs: number;
}

const defaults: SilenceLimits = { patienceMs: 5_000, intervalMs: 2_500 };

interface Unanswered {
  readonly client: pg.ClientBase;
  readonly sinceMs: number;
  /** What had been received at the last look. */
  bytesRead: number;
  /** The last look found the server idle and nothing received. */
  isSuspect: boolean;
}

export class SilenceWatch {
  readonly #config: pg.ClientConfig;
  readonly #logger: Logger;
  readonly #limits: SilenceLimits;
  readonly #unanswered = new Set<Unanswered>();
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | null = null;

  constructor(config: pg.ClientConfig, logger: Logger, limits: SilenceLimits = defaults) {
    this.#config = { ...config, query_timeout: limits.patienceMs };
    this.#logger = logger;
    this.#limits = limits;
    this.#timer = setInterval(() => this.#lookOnce(), limits.intervalMs).unref();
  }

  /** Awaits the answer to a statement on `client`, and sees to it that there is an end to that. */
  async answered<T>(client: pg.ClientBase, answer: Promise<T>): Promise<T> {
    const statement = {
      client,
      sinceMs: performance.now(),
      bytesRead: socketOf(client).bytesRead,
      isSuspect: false,
    };
    this.#unanswered.add(statement);
    try {
      return await answer;
    } finally {
      this.#unanswered.delete(statement);
    }
  }

  /** Fails every statement that is not answered yet. */
  destroyAll(): void {
    for (const { client } of this.#unanswered) socketOf(client).destroy();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  #lookOnce(): void {
    this.#looking ??= this.#look()
      .catch((error) =>
        this.#logger.debug({ error: String(error) }, 'silent statements cannot be asked after'),
      )
      .finally(() => {
        this.#looking = null;
      });
  }

  async #look(): Promise<void> {
    const overdueMs = performance.now() - this.#limits.patienceMs;
    const overdue = [...this.#unanswered].filter(({ sinceMs }) => sinceMs < overdueMs);
    const silent = overdue.filter((statement) => !hasReceived(statement));
    if (silent.length === 0) return;
    const working = await this.#askWhoWorks(silent.map(({ client }) => processIdOf(client)));
    for (const statement of silent) {
      const isLost = !working.has(processIdOf(statement.client));
      if (isLost && statement.isSuspect && this.#unanswered.has(statement)) this.#drop(statement);
      statement.isSuspect = isLost;
    }
  }

  #drop({ client, sinceMs }: Unanswered): void {
    const silentForMs = Math.round(performance.now() - sinceMs);
    this.#logger.warn({ silentForMs }, 'a database connection died without a word; it is dropped');
    socketOf(client).destroy();
  }

  /** Sessions whose state is not known, because the server does not track it, count as working. */
  async #askWhoWorks(processIds: readonly number[]): Promise<Set<number>> {
    const client = new pg.Client(this.#config);
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity
         WHERE pid = ANY ($1) AND coalesce(state, 'unknown') NOT LIKE 'idle%'
           AND NOT (state = 'active' AND wait_event_type IS NOT DISTINCT FROM 'Client')`,
        [processIds],
      );
      return new Set(rows.map(({ pid }) => pid));
    } finally {
      await disconnect(client);
    }
  }
}

function hasReceived(statement: Unanswered): boolean {
  const { bytesRead } = socketOf(statement.client);
  if (bytesRead === statement.bytesRead) return false;
  statement.bytesRead = bytesRead;
  statement.isSuspect = false;
  return true;
}
