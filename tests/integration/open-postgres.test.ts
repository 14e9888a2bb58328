import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, inject, it } from 'vitest';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { ConfigurationError, UnavailableError } from '../../src/domain/errors.ts';
import { type Logger, silentLogger } from '../../src/foundation/logger.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';
import { freePort } from '../support/postgres-server.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

const open = (url: string, connectTimeoutMs = 300, logger: Logger = silentLogger) =>
  openPostgres({ url, poolSize: 2, connectTimeoutMs, logger });

/** The test server's URL with some of its parts changed. */
const changed = (parts: Partial<Record<'port' | 'password' | 'pathname', string>>) =>
  Object.assign(new URL(inject('postgresUrl')), parts).href;

describe('opening a PostgreSQL', () => {
  it('says where it is, without user and password', async () => {
    const db = await open(inject('postgresUrl'));
    const { host } = new URL(inject('postgresUrl'));
    expect(db.location).toBe(`${host}/postgres`);
    await db.close();
  });

  it('tries again until the server answers, and says so', async () => {
    const url = inject('postgresUrl');
    const proxy = await TcpProxy.to(Number(new URL(url).port));
    proxy.refuse();
    const warned: object[] = [];
    const logger = {
      ...silentLogger,
      warn: (fields: object) => {
        if (warned.push(fields) === 1) void proxy.accept();
      },
    };
    const db = await open(proxy.urlFor(url), 60_000, logger);
    expect((await db.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
    expect(warned[0]).toMatchObject({
      location: `127.0.0.1:${proxy.port}/postgres`,
      reason: expect.stringContaining('ECONNREFUSED'),
    });
    await db.close();
    proxy.close();
  });

  it('gives up after the time that it was given, with a sentence that helps', async () => {
    const port = String(await freePort());
    const failure = await failureOf(open(changed({ port })));
    expect(failure).toBeInstanceOf(UnavailableError);
    expect((failure as Error).message).toMatch(
      new RegExp(
        `^The database at 127.0.0.1:${port}/postgres could not be reached for 0.3 s \\(.*ECONNREFUSED.*\\)\\. Check DATABASE_URL`,
      ),
    );
  });

  it('gives up on a server that takes connections and never answers', async () => {
    const silent = createServer((socket) => socket.resume().on('error', () => {}));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    expect(await failureOf(open(changed({ port: String(port) }), 100))).toBeInstanceOf(UnavailableError);
    await new Promise((resolve) => silent.close(resolve));
  });

  const refused: [string, () => string, RegExp][] = [
    ['a wrong password', () => changed({ password: 'secret' }), /password authentication failed/],
    ['a database that is not there', () => changed({ pathname: '/nowhere' }), /"nowhere" does not exist/],
    ['what is no URL', () => 'localhost', /DATABASE_URL is not a URL: write postgres:/],
    ['the URL of something else', () => 'mysql://localhost/x', /DATABASE_URL begins with "mysql:\/\/"/],
  ];
  for (const [name, url, message] of refused) {
    it(`refuses ${name} at once, in words that name DATABASE_URL and no password`, async () => {
      const failure = await failureOf(open(url(), 600_000));
      expect(failure).toBeInstanceOf(ConfigurationError);
      expect((failure as Error).message).toMatch(message);
      expect((failure as Error).message).toContain('DATABASE_URL');
      expect((failure as Error).message).not.toContain('secret');
    });
  }

  it('refuses a database whose encoding does not hold every character, and says which does', async () => {
    const admin = await openAt(inject('postgresUrl'));
    for (const encoding of ['LATIN1', 'SQL_ASCII']) {
      const name = `in_${encoding.toLowerCase()}_${randomUUID().replaceAll('-', '')}`;
      await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING '${encoding}' LOCALE 'C'`);
      const failure = await failureOf(open(changed({ pathname: `/${name}` }), 600_000));
      expect(failure).toBeInstanceOf(ConfigurationError);
      expect((failure as Error).message).toMatch(
        new RegExp(`^DATABASE_URL names a database in ${encoding} at .*/${name}: UTF8 is needed\\. Name one`),
      );
      await admin.query(`DROP DATABASE ${name}`);
    }
    await admin.close();
  });

  it('reads dates and times rightly whatever the database has for defaults', async () => {
    const url = await createTestDatabase();
    const name = new URL(url).pathname.slice(1);
    const admin = await openAt(url);
    for (const setting of [
      `DateStyle = 'German, DMY'`,
      `TimeZone = 'Asia/Tokyo'`,
      `default_transaction_isolation = 'serializable'`,
    ]) {
      await admin.query(`ALTER DATABASE ${name} SET ${setting}`);
    }
    await admin.close();
    const db = await open(url, 10_000);
    const { rows } = await db.query(
      `SELECT $1::date AS day, $2::timestamptz AS time, current_setting('transaction_isolation') AS isolation`,
      ['2025-03-31', new Date('2025-03-31T23:30:00Z')],
    );
    expect(rows).toEqual([
      { day: '2025-03-31', time: new Date('2025-03-31T23:30:00Z'), isolation: 'read committed' },
    ]);
    await db.close();
  });

  it('can be closed twice', async () => {
    const db = await open(inject('postgresUrl'));
    await Promise.all([db.close(), db.close()]);
    await db.close();
  });
});
