import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Database, Queryable } from '../../src/db/database.ts';
import { openPgliteInMemory } from '../../src/db/pglite.ts';
import { isFaultOfOneStatement, isTransientDatabaseError } from '../../src/db/transient-errors.ts';
import { UnavailableError, ValidationError } from '../../src/domain/errors.ts';
import { openAt } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';
import { freePort } from '../support/postgres-server.ts';

const url = inject('postgresUrl');
let db: Database;

beforeAll(async () => {
  db = await openAt(url);
  await db.query('CREATE TABLE trouble (id int PRIMARY KEY, n int CONSTRAINT n_is_small CHECK (n < 10))');
  await db.query('INSERT INTO trouble VALUES (1, 1), (2, 2)');
});

afterAll(async () => {
  await db.query('DROP TABLE trouble');
  await db.close();
});

/** Each way to fail, and the code by which it is known; none where only the message tells. */
type Ways = Record<string, [code: string | undefined, fail: () => Promise<unknown>]>;

const transient: Ways = {
  'a deadlock': [
    '40P01',
    () => {
      const locked = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
      // In sessions: what a transaction meets is tried again.
      const lockBoth = (mine: 0 | 1, other: 0 | 1) =>
        db.session(async (tx) => {
          await tx.query(`BEGIN; SET LOCAL deadlock_timeout = '10ms'`);
          await tx.query('SELECT 1 FROM trouble WHERE id = $1 FOR UPDATE', [mine + 1]);
          locked[mine].resolve();
          await locked[other].promise;
          await tx.query('SELECT 1 FROM trouble WHERE id = $1 FOR UPDATE', [other + 1]);
          await tx.query('COMMIT');
        });
      return Promise.all([lockBoth(0, 1), lockBoth(1, 0)]);
    },
  ],
  'a serialization failure': [
    '40001',
    () =>
      db.session(async (tx) => {
        await tx.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
        await tx.query('SELECT 1 FROM trouble');
        await db.query('UPDATE trouble SET n = n WHERE id = 1');
        await tx.query('UPDATE trouble SET n = n WHERE id = 1');
      }),
  ],
  'a lock that is not to be had': [
    '55P03',
    () =>
      db.transaction(async (tx) => {
        await tx.query('SELECT 1 FROM trouble FOR UPDATE');
        await db.query('SELECT 1 FROM trouble FOR UPDATE NOWAIT');
      }),
  ],
  'a statement that took too long': [
    '57014',
    () => inTransaction(`SET LOCAL statement_timeout = 1`, 'SELECT pg_sleep(60)'),
  ],
  'a transaction that took too long': [
    '25P04',
    () => inTransaction(`SET LOCAL transaction_timeout = 1`, 'SELECT pg_sleep(60)'),
  ],
  'a session that an administrator ended': [
    '57P01',
    () => db.query('SELECT pg_terminate_backend(pg_backend_pid())'),
  ],
  'a server that only reads': [
    '25006',
    () => inTransaction('SET TRANSACTION READ ONLY', 'DELETE FROM trouble'),
  ],
  'too many connections': [
    '53300',
    async () => {
      await db.query(`CREATE ROLE crowded LOGIN PASSWORD 'crowded' CONNECTION LIMIT 0`);
      try {
        await connectTo(Object.assign(new URL(url), { username: 'crowded', password: 'crowded' }).href);
      } finally {
        await db.query('DROP ROLE crowded');
      }
    },
  ],
  'a server that is not there': [
    'ECONNREFUSED',
    async () => connectTo(Object.assign(new URL(url), { port: await freePort() }).href),
  ],
  'a connection that is not made in time': [
    undefined,
    async () => {
      const silent = createServer().listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const { port } = silent.address() as AddressInfo;
      try {
        await connectTo(`postgres://127.0.0.1:${port}/`, { connectionTimeoutMillis: 50 });
      } finally {
        silent.close();
      }
    },
  ],
  'a pool without a free connection': [
    undefined,
    async () => {
      const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 1_000 });
      const only = await pool.connect();
      try {
        await pool.connect();
      } finally {
        only.release();
        await pool.end();
      }
    },
  ],
  'a pool that was closed': [
    undefined,
    async () => {
      const closed = await openAt(url);
      await closed.close();
      await closed.query('SELECT 1');
    },
  ],
  'a client that was closed': [
    undefined,
    async () => {
      const client = new pg.Client(url);
      await client.connect();
      await client.end();
      await client.query('SELECT 1');
    },
  ],
  'an embedded database that was closed': [
    undefined,
    async () => {
      const closed = await openPgliteInMemory();
      await closed.close();
      await closed.query('SELECT 1');
    },
  ],
};

/** Behind these the database is there for the next statement. */
const ofOneStatement = new Set([
  'a deadlock',
  'a serialization failure',
  'a lock that is not to be had',
  'a statement that took too long',
  'a transaction that took too long',
]);

const lasting: Ways = {
  'a key that is taken': ['23505', () => db.query('INSERT INTO trouble VALUES (1, 1)')],
  'a broken constraint': ['23514', () => db.query('INSERT INTO trouble VALUES (3, 10)')],
  'a statement that cannot be read': ['42601', () => db.query('SELEKT 1')],
  'a table that is not there': ['42P01', () => db.query('SELECT 1 FROM nowhere')],
  'a division by zero': ['22012', () => db.query('SELECT 1 / 0')],
  'a text with a NUL character': ['22021', () => db.query('SELECT $1::text', ['a\u0000b'])],
  'a transaction that swallowed a failure': [
    '25P02',
    () => db.transaction((tx) => tx.query('SELECT 1 / 0').catch(() => {})),
  ],
  'a wrong password': ['28P01', () => connectTo(Object.assign(new URL(url), { password: 'wrong' }).href)],
  'a database that is not there': [
    '3D000',
    () => connectTo(Object.assign(new URL(url), { pathname: '/nowhere' }).href),
  ],
  'a bigint that does not fit': [undefined, () => db.query('SELECT 9007199254740993::bigint')],
};

describe('isTransientDatabaseError', () => {
  for (const [name, [code, fail]] of Object.entries(transient)) {
    it(`says yes to ${name}`, async () => {
      const error = await failureOf(fail());
      if (code !== undefined) expect(error).toMatchObject({ code });
      expect(error).toSatisfy(isTransientDatabaseError);
      expect(isFaultOfOneStatement(error)).toBe(ofOneStatement.has(name));
    });
  }

  for (const [name, [code, fail]] of Object.entries(lasting)) {
    it(`says no to ${name}`, async () => {
      const error = await failureOf(fail());
      if (code !== undefined) expect(error).toMatchObject({ code });
      expect(error).not.toSatisfy(isTransientDatabaseError);
    });
  }

  it('looks at the causes of an error, and at each of several', () => {
    const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
    expect(isTransientDatabaseError(new Error('could not', { cause: refused }))).toBe(true);
    expect(isTransientDatabaseError(new AggregateError([new Error('other'), refused]))).toBe(true);
    expect(isTransientDatabaseError(new UnavailableError('gone'))).toBe(true);
    expect(isTransientDatabaseError(new ValidationError('wrong'))).toBe(false);
    expect(isTransientDatabaseError(new AggregateError([new Error('other')]))).toBe(false);
    for (const other of [undefined, null, 'ECONNREFUSED', { code: 'ECONNREFUSED' }, new TypeError('bug')]) {
      expect(isTransientDatabaseError(other)).toBe(false);
    }
  });
});

function inTransaction(...statements: string[]): Promise<unknown> {
  return db.transaction(async (tx: Queryable) => {
    for (const statement of statements) await tx.query(statement);
  });
}

async function connectTo(connectionString: string, config: pg.ClientConfig = {}): Promise<void> {
  const client = new pg.Client({ connectionString, ...config });
  client.on('error', () => {});
  await client.connect();
  await client.end();
}
