import { setTimeout } from 'node:timers/promises';
import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import type { Database, Row } from '../../src/db/database.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { type StandbyServer, startStandby } from '../support/postgres-standby.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { OneAtATime } from './one-at-a-time.ts';

/** It is to be as durable as in production, and to recover soon when it was killed. */
const flags = ['-c', 'fsync=on', '-c', 'max_wal_size=256MB', '-c', 'checkpoint_timeout=30s'];
const lookAgainMs = 200;

/** PostgreSQL behind addresses that stay the same, whichever server is behind them. */
export class ChaosDatabase {
  /** One fault at a time. */
  readonly acts = new OneAtATime();
  #server: PostgresServer;
  #standby: StandbyServer | null = null;
  readonly #proxies: TcpProxy[] = [];
  #db: Database | null = null;
  #isOver = false;

  private constructor(server: PostgresServer) {
    this.#server = server;
  }

  static async start(): Promise<ChaosDatabase> {
    const database = new ChaosDatabase(await startPostgres(18, flags));
    try {
      const url = database.urlAt(await database.newAddress());
      database.#db = await openPostgres({ url, poolSize: 4, connectTimeoutMs: 60_000, logger: silentLogger });
      await migrateUp(database.db, silentLogger, installBuiltInFactors);
      return database;
    } catch (error) {
      await database.stop();
      throw error;
    }
  }

  /** Past all faults but those of the server itself. */
  get db(): Database {
    if (this.#db === null) throw new Error('The database is not open yet.');
    return this.#db;
  }

  async newAddress(): Promise<TcpProxy> {
    const proxy = await TcpProxy.to(this.#server.port);
    this.#proxies.push(proxy);
    return proxy;
  }

  urlAt(proxy: TcpProxy): string {
    return proxy.urlFor(this.#server.urlOf('postgres'));
  }

  /** Asks again while the server is away. Only for what may be done twice. */
  async query<R extends Row>(text: string, values?: unknown[]): Promise<R[]> {
    return (await this.again(() => this.db.query<R>(text, values))).rows;
  }

  /** The same for whatever asks the database. */
  async again<T>(act: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await act();
      } catch (error) {
        if (tries === 300 || this.#isOver) throw error;
        await setTimeout(lookAgainMs);
      }
    }
  }

  async restart(mode: 'fast' | 'immediate'): Promise<void> {
    if (!this.#isOver) await this.#server.restart(mode);
  }

  async crash(): Promise<void> {
    if (this.#isOver) return;
    await this.#server.crash();
    await this.#server.start();
  }

  /** The server is gone for good, and one that has followed it until then takes its place. */
  async failOver(): Promise<void> {
    if (this.#isOver) return;
    this.#standby = await startStandby(this.#server, flags);
    const former = this.#server;
    await former.crash();
    await this.#standby.promote();
    this.#server = this.#standby;
    this.#standby = null;
    for (const proxy of this.#proxies) proxy.leadTo(this.#server.port);
    await former.stop();
  }

  /** Once the fault that is being made has been made; no other is. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.acts.alone(async () => {
      for (const proxy of this.#proxies) proxy.close();
      await this.#db?.close();
      await this.#standby?.stop();
      await this.#server.stop();
    });
  }
}
