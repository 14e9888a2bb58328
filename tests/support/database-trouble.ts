import { existsSync } from 'node:fs';
import { rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

const lookAgainMs = 5;

/** A database that has trouble made for it, by somebody whom it does not concern. */
export class DatabaseTrouble {
  readonly #url: string;
  readonly #database: string;
  /** On the maintenance database: settings of the other one do not concern it. */
  readonly #outside: pg.Client;

  private constructor(url: string, outside: pg.Client) {
    this.#url = url;
    this.#outside = outside;
    this.#database = new URL(url).pathname.slice(1);
  }

  static async at(url: string): Promise<DatabaseTrouble> {
    const outside = new pg.Client(Object.assign(new URL(url), { pathname: '/postgres' }).href);
    await outside.connect();
    return new DatabaseTrouble(url, outside);
  }

  /** The settings of sessions from now on; null takes a setting back. */
  async set(setting: string, value: string | null): Promise<void> {
    const change = value === null ? `RESET ${setting}` : `SET ${setting} = '${value}'`;
    await this.#outside.query(`ALTER DATABASE ${this.#database} ${change}`);
  }

  /** The URL for a user of its own, who is no superuser, since limits do not hold for those, and works as the owner all the same. */
  async urlOfCommoner(): Promise<string> {
    const name = `commoner_of_${this.#database}`;
    await this.on(async (client) => {
      await client.query(`CREATE ROLE ${name} LOGIN PASSWORD 'commoner'`);
      await client.query(`GRANT postgres, offgridflow_tenant TO ${name}`);
    });
    return Object.assign(new URL(this.#url), { username: name, password: 'commoner' }).href;
  }

  /** How many connections others leave; null for as many as one likes. */
  async leaveConnections(count: number | null): Promise<void> {
    await this.#outside.query(`ALTER DATABASE ${this.#database} CONNECTION LIMIT ${count ?? -1}`);
  }

  async endSessions(): Promise<void> {
    await this.#outside.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
      this.#database,
    ]);
  }

  /** Resolves once a statement waits for a lock that contains the text, in what the server shows: the first 1,024 bytes. */
  async waitsForLock(text: string): Promise<void> {
    for (;;) {
      const { rowCount } = await this.#outside.query(
        `SELECT 1 FROM pg_stat_activity
         WHERE datname = $1 AND wait_event_type = 'Lock' AND position($2 IN query) > 0`,
        [this.#database, text],
      );
      if (rowCount !== 0) return;
      await setTimeout(lookAgainMs);
    }
  }

  /**
   * Makes `act` the victim of a real deadlock: its statement (which contains `text`) waits for what somebody else locked
   * with `first`, who then wants what it has with `second`. Resolves with what came of it.
   */
  async deadlock<T>(text: string, first: string, second: string, act: () => Promise<T>): Promise<T> {
    return this.on(async (other) => {
      // Whose wait is examined first is the victim: never this one, unless the machine stands still for so long.
      await other.query(`BEGIN; SET LOCAL deadlock_timeout = '10s'`);
      await other.query(first);
      const acting = act();
      await this.waitsForLock(text);
      await other.query(second);
      await other.query('COMMIT');
      return acting;
    });
  }

  async countDeadlocks(): Promise<number> {
    await this.#outside.query('SELECT pg_stat_clear_snapshot()');
    const { rows } = await this.#outside.query('SELECT deadlocks FROM pg_stat_database WHERE datname = $1', [
      this.#database,
    ]);
    return Number(rows[0].deadlocks);
  }

  /**
   * Fills the disk, as far as an empty table is concerned: its file becomes the device that has no room, so that the
   * operating system itself refuses every write to it. Returns what makes room again.
   */
  async fillDisk(table: string): Promise<() => Promise<void>> {
    await this.#truncate(table);
    const path = await this.on(async (client) => {
      const { rows } = await client.query(
        `SELECT current_setting('data_directory') AS directory, pg_relation_filepath($1) AS file`,
        [table],
      );
      return join(rows[0].directory, rows[0].file);
    });
    await rename(path, `${path}.away`);
    await symlink('/dev/full', path);
    return () => this.#truncate(table);
  }

  /** As no product statement may: the triggers that guard records are passed by. */
  async #truncate(table: string): Promise<void> {
    await this.on((client) =>
      client.query(`SET session_replication_role = replica; TRUNCATE ${table} CASCADE`),
    );
  }

  /** On a session of its own, that nobody else comes to have. */
  async on<T>(act: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client(this.#url);
    client.on('error', () => {});
    await client.connect();
    try {
      return await act(client);
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await this.#outside.end();
  }
}

/** Linux has a device that is always full. */
export const hasFullDevice = existsSync('/dev/full');
