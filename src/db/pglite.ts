import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Results } from '@electric-sql/pglite';
import { UnavailableError } from '../domain/errors.ts';
import { type Logger, silentLogger } from '../foundation/logger.ts';
import type { AdvisoryLock, Database, Listener, Queryable, Row } from './database.ts';
import { type DirectoryLock, lockDirectory } from './directory-lock.ts';
import { durableOptions, syncTree } from './durable-node-fs.ts';
import { PgliteInstance } from './pglite-instance.ts';
import { rowTypes } from './row-types.ts';

/*
 * PostgreSQL inside this process. What differs from a server is handled here and nowhere else: there is one
 * connection, so that statements, transactions and sessions wait for one another; what fails is rolled back before
 * the next caller has its turn; NOTIFY does not leave the process; a text of several statements takes another call; and
 * nobody starts it again when it ends itself, so that this is done here.
 */

/** The event loop waits for the database no longer than this and one statement. */
const breathIntervalMs = 10;
/** A database that cannot be opened again is not tried more often than this. */
const reopenIntervalMs = 1_000;

interface DumpableDatabase extends Database {
  dump(): Promise<Blob>;
}

/** Opens the database in `directory`, locked against other processes; every commit is on disk before it returns. */
export async function openPglite(
  directory: string,
  logger: Logger = silentLogger,
): Promise<DumpableDatabase> {
  const lock = await lockDirectory(directory);
  const open = () => openFiles(directory);
  try {
    return new PgliteDatabase(await open(), directory, { lock, open, logger });
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openFiles(directory: string): Promise<PgliteInstance> {
  const path = join(directory, 'pgdata');
  const isNew = !existsSync(join(path, 'PG_VERSION'));
  try {
    const instance = await PgliteInstance.open({ parsers: rowTypes, ...durableOptions(path) });
    // What a new database is made from was written before PostgreSQL could sync it.
    if (isNew) syncTree(path);
    return instance;
  } catch (cause) {
    throw new UnavailableError(
      `The embedded database in ${directory} cannot be opened: ${cause instanceof Error ? cause.message : cause}. ` +
        'Check the disk and the rights on the directory; restore it from a copy if it is damaged.',
      { cause },
    );
  }
}

/** A database that lives in memory alone, empty or from a dump of another. */
export async function openPgliteInMemory(dump?: Blob): Promise<DumpableDatabase> {
  const instance = await PgliteInstance.open({ parsers: rowTypes, ...(dump ? { loadDataDir: dump } : {}) });
  return new PgliteDatabase(instance, 'memory', null);
}

/** What a database on a disk has: it can be opened again. */
interface Files {
  readonly lock: DirectoryLock;
  readonly open: () => Promise<PgliteInstance>;
  readonly logger: Logger;
}

/** Who listens, to be set up again on another instance. */
interface Listening {
  readonly channels: readonly string[];
  readonly listener: Listener;
  readonly sessionLock: AdvisoryLock | undefined;
  end: () => Promise<void>;
}

class PgliteDatabase implements DumpableDatabase {
  readonly kind = 'pglite';
  readonly location: string;
  readonly #files: Files | null;
  #instance: PgliteInstance;
  #reopenAtMs = 0;
  readonly #listening = new Set<Listening>();
  #last: Promise<unknown> = Promise.resolve();
  #breathedAtMs = performance.now();

  constructor(instance: PgliteInstance, location: string, files: Files | null) {
    this.#instance = instance;
    this.location = location;
    this.#files = files;
  }

  query<R extends Row>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number }> {
    return this.#alone(async (instance) =>
      answer(await instance.ask((pglite) => pglite.query<R>(text, values))),
    );
  }

  transaction<T>(act: (tx: Queryable) => Promise<T>, setUp = ''): Promise<T> {
    return this.#alone(async (instance) => {
      const connection = new PgliteConnection(instance);
      try {
        await connection.query(`BEGIN; ${setUp}`);
        const result = await act(connection);
        // COMMIT would quietly roll back what holds a failed statement, whoever caught its error. This says so.
        if (connection.hasFailed) await connection.query('SELECT 1');
        await connection.query('COMMIT');
        return result;
      } catch (error) {
        await rollBack(instance);
        throw error;
      }
    });
  }

  session<T>(act: (connection: Queryable) => Promise<T>): Promise<T> {
    return this.#alone(async (instance) => {
      try {
        return await act(new PgliteConnection(instance));
      } catch (error) {
        // The connection goes on to the next caller, so that no transaction of this one may be left on it.
        await rollBack(instance);
        throw error;
      }
    });
  }

  async listen(
    channels: readonly string[],
    listener: Listener,
    sessionLock?: AdvisoryLock,
  ): Promise<() => Promise<void>> {
    const listening: Listening = { channels, listener, sessionLock, end: async () => {} };
    await this.#alone((instance) => listenOn(instance, listening));
    this.#listening.add(listening);
    return () =>
      this.#afterLast(async () => {
        this.#listening.delete(listening);
        if (!this.#instance.hasEnded) await listening.end();
      });
  }

  startHeartbeat(): null {
    return null;
  }

  dump(): Promise<Blob> {
    return this.#alone((instance) => instance.ask((pglite) => pglite.dumpDataDir('none')));
  }

  close(): Promise<void> {
    return this.#afterLast(async () => {
      try {
        if (!this.#instance.hasEnded) {
          await this.#instance.ask(async (pglite) => {
            if (!pglite.closed) await pglite.close();
          });
        }
      } finally {
        this.#files?.lock.release();
      }
    });
  }

  #alone<T>(act: (instance: PgliteInstance) => Promise<T>): Promise<T> {
    return this.#afterLast(async () => act(await this.#living()));
  }

  /** One after the other: a statement of somebody else must not end up within a transaction or a session. */
  #afterLast<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#breathe()).then(act);
    this.#last = result.catch(() => {});
    return result;
  }

  /** The instance, or another one in the same directory where it has ended; while the disk is full that fails too. */
  async #living(): Promise<PgliteInstance> {
    if (!this.#instance.hasEnded || this.#files === null) return this.#instance;
    const { open, logger } = this.#files;
    if (performance.now() < this.#reopenAtMs) throw new UnavailableError(ended);
    try {
      logger.error({ location: this.location }, 'the embedded database has ended; it is opened again');
      const instance = await open();
      for (const listening of this.#listening) await listenOn(instance, listening);
      this.#instance = instance;
    } catch (cause) {
      this.#reopenAtMs = performance.now() + reopenIntervalMs;
      throw new UnavailableError(ended, { cause });
    }
    for (const { listener } of this.#listening) listener.onReconnect();
    return this.#instance;
  }

  /** PGlite answers without ever leaving the microtasks: a busy database would keep timers and requests from their turn. */
  async #breathe(): Promise<void> {
    if (performance.now() - this.#breathedAtMs < breathIntervalMs) return;
    await setImmediate();
    this.#breathedAtMs = performance.now();
  }
}

const ended = 'The embedded database has ended and cannot be opened again yet: is the disk full?';

async function listenOn(instance: PgliteInstance, listening: Listening): Promise<void> {
  const { channels, listener, sessionLock } = listening;
  const lock = (statement: string) =>
    sessionLock && instance.ask((pglite) => pglite.query(statement, [...sessionLock]));
  await lock('SELECT pg_advisory_lock_shared($1, $2)');
  const ends = await instance.ask((pglite) =>
    Promise.all(
      channels.map((channel) =>
        pglite.listen(channel, (payload) => listener.onNotification(channel, payload)),
      ),
    ),
  );
  listening.end = async () => {
    if (await instance.ask(async (pglite) => pglite.closed)) return;
    await Promise.all(ends.map((end) => instance.ask(() => end())));
    await lock('SELECT pg_advisory_unlock_shared($1, $2)');
  };
}

async function rollBack(instance: PgliteInstance): Promise<void> {
  await instance.ask((pglite) => pglite.exec('ROLLBACK')).catch(() => {});
}

class PgliteConnection implements Queryable {
  hasFailed = false;
  readonly #instance: PgliteInstance;

  constructor(instance: PgliteInstance) {
    this.#instance = instance;
  }

  async query<R extends Row>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number }> {
    try {
      if (values !== undefined)
        return answer(await this.#instance.ask((pglite) => pglite.query<R>(text, values)));
      const results = await this.#instance.ask((pglite) => pglite.exec(text));
      return answer((results.at(-1) ?? { rows: [], fields: [] }) as Results<R>);
    } catch (error) {
      this.hasFailed = true;
      throw error;
    }
  }
}

function answer<R extends Row>(result: Results<R>): { rows: R[]; rowCount: number } {
  return { rows: result.rows, rowCount: result.affectedRows || result.rows.length };
}
