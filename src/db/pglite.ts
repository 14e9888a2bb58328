import { join } from 'node:path';
import { PGlite, type Results, type Transaction } from '@electric-sql/pglite';
import { UnavailableError } from '../domain/errors.ts';
import type { Database, Listener, Queryable, Row } from './database.ts';
import { type DirectoryLock, lockDirectory } from './directory-lock.ts';
import { rowTypes } from './row-types.ts';

/*
 * PostgreSQL inside this process. What differs from a server is handled here and nowhere else: there is one
 * connection, so that statements wait for one another; a transaction that fails is rolled back by PGlite itself before
 * the next caller has its turn; NOTIFY does not leave the process; a text of several statements takes another call.
 */

/** Opens the database in `directory`, locked against other processes; every commit is on disk before it returns. */
export async function openPglite(directory: string): Promise<Database> {
  const lock = await lockDirectory(directory);
  try {
    const pglite = await PGlite.create(join(directory, 'pgdata'), {
      parsers: rowTypes,
      relaxedDurability: false,
    });
    return new PgliteDatabase(pglite, directory, lock);
  } catch (cause) {
    lock.release();
    throw new UnavailableError(
      `The embedded database in ${directory} cannot be opened: ${cause instanceof Error ? cause.message : cause}. ` +
        'Check the disk and the rights on the directory; restore it from a copy if it is damaged.',
      { cause },
    );
  }
}

/** A database that lives in memory alone, empty or from a dump of another. */
export async function openPgliteInMemory(dump?: Blob): Promise<Database & { dump(): Promise<Blob> }> {
  const pglite = await PGlite.create({ parsers: rowTypes, ...(dump ? { loadDataDir: dump } : {}) });
  return new PgliteDatabase(pglite, 'memory', null);
}

class PgliteDatabase implements Database {
  readonly kind = 'pglite';
  readonly location: string;
  readonly #pglite: PGlite;
  readonly #lock: DirectoryLock | null;

  constructor(pglite: PGlite, location: string, lock: DirectoryLock | null) {
    this.#pglite = pglite;
    this.location = location;
    this.#lock = lock;
  }

  async query<R extends Row>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number }> {
    return answer(await this.#pglite.query<R>(text, values));
  }

  transaction<T>(act: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.#pglite.transaction((tx) => act(queryableOf(tx)));
  }

  /** The one connection there is. Sessions are for migrations, which run before anything else uses the database. */
  session<T>(act: (connection: Queryable) => Promise<T>): Promise<T> {
    return act(queryableOf(this.#pglite));
  }

  async listen(channels: readonly string[], listener: Listener): Promise<() => Promise<void>> {
    const unlisten = await Promise.all(
      channels.map((channel) =>
        this.#pglite.listen(channel, (payload) => listener.onNotification(channel, payload)),
      ),
    );
    return async () => {
      if (!this.#pglite.closed) await Promise.all(unlisten.map((end) => end()));
    };
  }

  dump(): Promise<Blob> {
    return this.#pglite.dumpDataDir('none');
  }

  async close(): Promise<void> {
    if (!this.#pglite.closed) await this.#pglite.close();
    this.#lock?.release();
  }
}

function queryableOf(connection: PGlite | Transaction): Queryable {
  return {
    query: async <R extends Row>(text: string, values?: unknown[]) => {
      if (values !== undefined) return answer(await connection.query<R>(text, values));
      const results = await connection.exec(text);
      return answer((results.at(-1) ?? { rows: [], fields: [] }) as Results<R>);
    },
  };
}

function answer<R extends Row>(result: Results<R>): { rows: R[]; rowCount: number } {
  return { rows: result.rows, rowCount: result.affectedRows || result.rows.length };
}
