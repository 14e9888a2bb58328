import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { PGlite, type Results, type Transaction } from '@electric-sql/pglite';
import { UnavailableError } from '../domain/errors.ts';
import type { AdvisoryLock, Database, Listener, Queryable, Row } from './database.ts';
import { type DirectoryLock, lockDirectory } from './directory-lock.ts';
import { durableOptions, syncTree } from './durable-node-fs.ts';
import { rowTypes } from './row-types.ts';

/*
 * PostgreSQL inside this process. What differs from a server is handled here and nowhere else: there is one
 * connection, so that statements, transactions and sessions wait for one another; what fails is rolled back before
 * the next caller has its turn; NOTIFY does not leave the process; a text of several statements takes another call.
 */

/** The event loop waits for the database no longer than this and one statement. */
const breathIntervalMs = 10;

interface DumpableDatabase extends Database {
  dump(): Promise<Blob>;
}

/** Opens the database in `directory`, locked against other processes; every commit is on disk before it returns. */
export async function openPglite(directory: string): Promise<DumpableDatabase> {
  const lock = await lockDirectory(directory);
  try {
    return new PgliteDatabase(await openFiles(join(directory, 'pgdata')), directory, lock);
  } catch (cause) {
    lock.release();
    throw new UnavailableError(
      `The embedded database in ${directory} cannot be opened: ${cause instanceof Error ? cause.message : cause}. ` +
        'Check the disk and the rights on the directory; restore it from a copy if it is damaged.',
      { cause },
    );
  }
}

async function openFiles(directory: string): Promise<PGlite> {
  const isNew = !existsSync(join(directory, 'PG_VERSION'));
  const pglite = await PGlite.create({ parsers: rowTypes, ...durableOptions(directory) });
  // What a new database is made from was written before PostgreSQL could sync it.
  if (isNew) syncTree(directory);
  return pglite;
}

/** A database that lives in memory alone, empty or from a dump of another. */
export async function openPgliteInMemory(dump?: Blob): Promise<DumpableDatabase> {
  const pglite = await PGlite.create({ parsers: rowTypes, ...(dump ? { loadDataDir: dump } : {}) });
  return new PgliteDatabase(pglite, 'memory', null);
}

class PgliteDatabase implements DumpableDatabase {
  readonly kind = 'pglite';
  readonly location: string;
  readonly #pglite: PGlite;
  readonly #lock: DirectoryLock | null;
  #last: Promise<unknown> = Promise.resolve();
  #breathedAtMs = performance.now();

  constructor(pglite: PGlite, location: string, lock: DirectoryLock | null) {
    this.#pglite = pglite;
    this.location = location;
    this.#lock = lock;
  }

  query<R extends Row>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number }> {
    return this.#alone(async () => answer(await this.#pglite.query<R>(text, values)));
  }

  transaction<T>(act: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.#alone(() =>
      this.#pglite.transaction(async (tx) => {
        const connection = new PgliteConnection(tx);
        const result = await act(connection);
        // COMMIT would quietly roll back what holds a failed statement, whoever caught its error. This says so.
        if (connection.hasFailed) await tx.query('SELECT 1');
        return result;
      }),
    );
  }

  session<T>(act: (connection: Queryable) => Promise<T>): Promise<T> {
    return this.#alone(async () => {
      try {
        return await act(new PgliteConnection(this.#pglite));
      } catch (error) {
        // The connection goes on to the next caller, so that no transaction of this one may be left on it.
        await this.#pglite.exec('ROLLBACK').catch(() => {});
        throw error;
      }
    });
  }

  async listen(
    channels: readonly string[],
    listener: Listener,
    sessionLock?: AdvisoryLock,
  ): Promise<() => Promise<void>> {
    const unlisten = await this.#alone(async () => {
      if (sessionLock) await this.#pglite.query('SELECT pg_advisory_lock_shared($1, $2)', [...sessionLock]);
      return Promise.all(
        channels.map((channel) =>
          this.#pglite.listen(channel, (payload) => listener.onNotification(channel, payload)),
        ),
      );
    });
    return () =>
      this.#alone(async () => {
        if (this.#pglite.closed) return;
        await Promise.all(unlisten.map((end) => end()));
        if (sessionLock)
          await this.#pglite.query('SELECT pg_advisory_unlock_shared($1, $2)', [...sessionLock]);
      });
  }

  startHeartbeat(): null {
    return null;
  }

  dump(): Promise<Blob> {
    return this.#pglite.dumpDataDir('none');
  }

  close(): Promise<void> {
    return this.#alone(async () => {
      try {
        if (!this.#pglite.closed) await this.#pglite.close();
      } finally {
        this.#lock?.release();
      }
    });
  }

  /** One after the other: a statement of somebody else must not end up within a transaction or a session. */
  #alone<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#breathe()).then(act);
    this.#last = result.catch(() => {});
    return result;
  }

  /** PGlite answers without ever leaving the microtasks: a busy database would keep timers and requests from their turn. */
  async #breathe(): Promise<void> {
    if (performance.now() - this.#breathedAtMs < breathIntervalMs) return;
    await setImmediate();
    this.#breathedAtMs = performance.now();
  }
}

class PgliteConnection implements Queryable {
  hasFailed = false;
  readonly #connection: PGlite | Transaction;

  constructor(connection: PGlite | Transaction) {
    this.#connection = connection;
  }

  async query<R extends Row>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number }> {
    try {
      if (values !== undefined) return answer(await this.#connection.query<R>(text, values));
      const results = await this.#connection.exec(text);
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
