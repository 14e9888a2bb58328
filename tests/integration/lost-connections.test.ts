import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { isTransientDatabaseError } from '../../src/db/transient-errors.ts';
import { openAt } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { RecordedListener } from '../support/recorded-listener.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

describe('a lost connection', () => {
  let proxy: TcpProxy;
  /** Behind the proxy. */
  let db: Database;
  /** Past the proxy: sees the server whatever the proxy does. */
  let direct: Database;

  beforeEach(async () => {
    const url = inject('postgresUrl');
    proxy = await TcpProxy.to(Number(new URL(url).port));
    db = await openAt(proxy.urlFor(url));
    direct = await openAt(url);
  });

  afterEach(async () => {
    await db.close();
    await direct.close();
    proxy.close();
  });

  const answers = async () => (await db.query<{ n: number }>('SELECT 1 AS n')).rows;
  const notify = (channel: string, payload: string) =>
    direct.query('SELECT pg_notify($1, $2)', [channel, payload]);

  it('fails the statements that were under way as transient, and the next ones work', async () => {
    const underWay = Array.from({ length: 5 }, () => failureOf(db.query('SELECT pg_sleep(60)')));
    await isAtWork(direct, 'SELECT pg_sleep(60)', 5);
    proxy.cut();
    for (const failure of await Promise.all(underWay)) expect(failure).toSatisfy(isTransientDatabaseError);
    expect(await answers()).toEqual([{ n: 1 }]);
  });

  it('fails new statements as transient while the server refuses, and lets them work again after', async () => {
    proxy.refuse();
    proxy.cut();
    expect(await failureOf(answers())).toSatisfy(isTransientDatabaseError);
    await proxy.accept();
    expect(await answers()).toEqual([{ n: 1 }]);
  });

  it('does not commit the transaction that it interrupts, whose error is transient', async () => {
    await direct.query('CREATE TABLE interrupted (n int)');
    const failure = await failureOf(
      db.transaction(async (tx) => {
        await tx.query('INSERT INTO interrupted VALUES (1)');
        const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await direct.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
        await tx.query('INSERT INTO interrupted VALUES (2)');
      }),
    );
    expect(failure).toSatisfy(isTransientDatabaseError);
    expect((await direct.query('SELECT n FROM interrupted')).rows).toEqual([]);
    await direct.query('DROP TABLE interrupted');
    expect(await answers()).toEqual([{ n: 1 }]);
  });

  it('is made again by the listener, which says so and hears what is notified after', async () => {
    const listener = new RecordedListener();
    const unlisten = await db.listen(['news', 'weather'], listener);
    await notify('news', 'before');
    await listener.heard('news: before');
    proxy.cut();
    await listener.heard('reconnected');
    await notify('weather', 'after');
    await listener.heard('weather: after');
    expect(listener.events).toEqual(['news: before', 'reconnected', 'weather: after']);
    await unlisten();
  });

  it('is tried again by the listener for as long as the server refuses', async () => {
    const listener = new RecordedListener();
    const unlisten = await db.listen(['news'], listener);
    proxy.refuse();
    proxy.cut();
    await notify('news', 'missed');
    await proxy.accept();
    await listener.heard('reconnected');
    await notify('news', 'after');
    await listener.heard('news: after');
    expect(listener.events).toEqual(['reconnected', 'news: after']);
    await unlisten();
  });

  it('does not keep a listener from stopping while it tries to come back', async () => {
    const unlisten = await db.listen(['news'], new RecordedListener());
    proxy.refuse();
    proxy.cut();
    await unlisten();
    await proxy.accept();
  });

  it('is noticed when it died without a word, by a statement as by the listener', async () => {
    const listener = new RecordedListener();
    const unlisten = await db.listen(['news'], listener);
    // Of two connections, one is waiting for its answer when the silence begins; the other is asked after that.
    await Promise.all([answers(), answers()]);
    const before = failureOf(db.query('SELECT pg_sleep(1)'));
    await isAtWork(direct, 'SELECT pg_sleep(1)', 1);
    proxy.silence();
    const after = failureOf(answers());
    expect(await before).toSatisfy(isTransientDatabaseError);
    expect(await after).toSatisfy(isTransientDatabaseError);
    expect(await answers()).toEqual([{ n: 1 }]);
    await listener.heard('reconnected');
    await notify('news', 'after');
    await listener.heard('news: after');
    await unlisten();
  });
});

describe('a restart of the server', () => {
  it('is survived by pool and listener', async () => {
    const server = await startPostgres(18);
    const db = await openAt(server.urlOf('postgres'));
    const listener = new RecordedListener();
    await db.listen(['news'], listener);
    const underWay = failureOf(db.query('SELECT pg_sleep(60)'));
    await isAtWork(db, 'SELECT pg_sleep(60)', 1);
    await server.restart();
    expect(await underWay).toSatisfy(isTransientDatabaseError);
    await listener.heard('reconnected');
    await db.query(`SELECT pg_notify('news', 'after')`);
    await listener.heard('news: after');
    await db.close();
    await server.stop();
  });
});

/** Resolves once `count` sessions are at work on `statement`. */
async function isAtWork(db: Database, statement: string, count: number): Promise<void> {
  for (;;) {
    const { rows } = await db.query(
      `SELECT 1 FROM pg_stat_activity WHERE query = $1 AND wait_event = 'PgSleep'`,
      [statement],
    );
    if (rows.length >= count) return;
  }
}
