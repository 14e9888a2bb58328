import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dumpSchema } from '../../scripts/schema-dump.ts';
import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import type { Database } from '../../src/db/database.ts';
import { migrateDown, migrateUp, migrationStatus } from '../../src/db/migrator.ts';
import { openPgliteInMemory } from '../../src/db/pglite.ts';
import { isTransientDatabaseError } from '../../src/db/transient-errors.ts';
import { ConfigurationError } from '../../src/domain/errors.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { catalogueOf } from '../support/catalogue.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

const all = [
  '001_activities_and_factors',
  '002_batch_processor',
  '003_api_keys',
  '004_audit_log',
  '005_batch_bounds',
  '006_batch_events',
  '007_tenant_isolation',
  '008_idempotency_keys',
  '009_webhooks',
  '010_rate_limits',
  '011_batch_counts',
  '012_import_state',
];
const up = (db: Database) => migrateUp(db, silentLogger, installBuiltInFactors);
const down = (db: Database, count?: number) => migrateDown(db, silentLogger, count);
const reviewedSchema = () => readFile(new URL('schema.sql', import.meta.url), 'utf8');

let postgres15: PostgresServer;

beforeAll(async () => {
  postgres15 = await startPostgres(15, ['-c', 'timezone=Asia/Tokyo']);
});
afterAll(() => postgres15.stop());

const databases: [string, () => Promise<Database>][] = [
  ['PostgreSQL 18', async () => openAt(await createTestDatabase('template0'))],
  ['PostgreSQL 15', async () => openAt(postgres15.urlOf('postgres'))],
  ['the embedded database', openPgliteInMemory],
];

for (const [name, openEmpty] of databases) {
  describe(`migrations on ${name}`, () => {
    let db: Database;
    let empty: string[];

    beforeAll(async () => {
      db = await openEmpty();
      empty = await catalogueOf(db);
    });
    afterAll(() => db.close());

    beforeEach(async () => {
      await down(db, all.length);
    });

    it('go up to the schema that was reviewed, once', async () => {
      expect(await up(db)).toEqual(all);
      expect(await up(db)).toEqual([]);
      expect(unqualified(await dumpSchema(db))).toBe(unqualified(await reviewedSchema()));
    });

    it('say when each was applied', async () => {
      await up(db);
      const { rows } = await db.query<{ now: Date }>('SELECT now() AS now');
      const status = await migrationStatus(db);
      expect(status.map(({ name }) => name)).toEqual(all);
      for (const { appliedAt } of status) {
        const ageMs = (rows[0]?.now.getTime() ?? 0) - (appliedAt?.getTime() ?? 0);
        expect(ageMs).toBeGreaterThanOrEqual(0);
        expect(ageMs).toBeLessThan(600_000);
      }
    });

    it('go down one at a time to nothing at all, and up again to the same', async () => {
      await up(db);
      for (const [place, name] of [...all.entries()].reverse()) {
        expect(await down(db)).toEqual([name]);
        const applied = (await migrationStatus(db)).filter(({ appliedAt }) => appliedAt !== null);
        expect(applied.map((migration) => migration.name)).toEqual(all.slice(0, place));
      }
      expect(await catalogueOf(db)).toEqual(empty);
      expect(await down(db)).toEqual([]);
      expect(await catalogueOf(db)).toEqual(empty);
      expect(await up(db)).toEqual(all);
      expect(unqualified(await dumpSchema(db))).toBe(unqualified(await reviewedSchema()));
      expect(await down(db, all.length)).toEqual([...all].reverse());
      expect(await catalogueOf(db)).toEqual(empty);
    });

    it('leave nothing of a migration that fails, and those before it in place', async () => {
      await db.query('CREATE TABLE emission_records (in_the_way int)');
      await expect(up(db)).rejects.toThrow(/emission_records/);
      const applied = (await migrationStatus(db)).filter(({ appliedAt }) => appliedAt !== null);
      expect(applied.map((migration) => migration.name)).toEqual(['001_activities_and_factors']);
      expect(await catalogueOf(db)).not.toContain('type batch_status');
      await db.query('DROP TABLE emission_records');
      expect(await up(db)).toEqual(all.slice(1));
    });

    it('refuse a schema of a newer version by its name, and show it', async () => {
      await up(db);
      await db.query(
        `INSERT INTO offgridflow_migrations (name, run_on) VALUES ('903_from_the_future', now())`,
      );
      for (const attempt of [up, down]) {
        const failure = await failureOf(attempt(db));
        expect(failure).toBeInstanceOf(ConfigurationError);
        expect((failure as Error).message).toContain(
          'newer version of OffGridFlow (903_from_the_future): upgrade this node',
        );
      }
      expect((await migrationStatus(db)).map(({ name }) => name)).toEqual([...all, '903_from_the_future']);
      await db.query(`DELETE FROM offgridflow_migrations WHERE name = '903_from_the_future'`);
    });
  });
}

describe('ten nodes that start together', () => {
  it('migrate once and install the factors once', async () => {
    const url = await createTestDatabase('template0');
    const nodes = await Promise.all(Array.from({ length: 10 }, () => openAt(url)));
    const setsFound: number[] = [];
    const applied = await Promise.all(
      nodes.map((node) =>
        migrateUp(node, silentLogger, async (connection) => {
          setsFound.push((await connection.query('SELECT 1 FROM factor_sets')).rows.length);
          await installBuiltInFactors(connection);
        }),
      ),
    );
    expect(applied.filter((names) => names.length > 0)).toEqual([all]);
    expect(setsFound).toEqual([0, ...Array(9).fill(1)]);
    expect((await nodes[0]?.query('SELECT 1 FROM factor_sets'))?.rows).toHaveLength(1);
    await Promise.all(nodes.map((node) => node.close()));
  });

  it('wait for the one that migrates, and say so', async () => {
    const url = await createTestDatabase('template0');
    const [first, second] = [await openAt(url), await openAt(url)];
    const said = Promise.withResolvers<string>();
    const logger = { ...silentLogger, info: (_: object, message: string) => said.resolve(message) };
    let isOver = false;
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    const migrating = migrateUp(first, silentLogger, () => over);
    await isThere(first, 'batch_jobs');
    const other = migrateUp(second, logger, async () => expect(isOver).toBe(true));
    expect(await said.promise).toBe('another node is migrating the database; waiting for it');
    isOver = true;
    end();
    expect(await migrating).toEqual(all);
    expect(await other).toEqual([]);
    await first.close();
    await second.close();
  });
});

describe('a node that submits while another migrates', () => {
  it('has its batch counted, whichever of the two is first', async () => {
    const url = await createTestDatabase();
    const [older, newer] = [await openAt(url), await openAt(url)];
    await down(newer, all.length - all.indexOf('011_batch_counts'));
    const migrating = await older.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count) VALUES ('batch_1', 'anna', 'main', 0)`,
      );
      const begun = up(newer);
      await waitsForLock(older);
      return { begun };
    });
    await migrating.begun;
    const { rows } = await newer.query('SELECT sum(batches)::int AS batches FROM batch_counts');
    expect(rows).toEqual([{ batches: 1 }]);
    await older.close();
    await newer.close();
  });
});

/** Resolves once somebody on the database waits for another's lock on a table. */
async function waitsForLock(db: Database): Promise<void> {
  for (;;) {
    const { rowCount } = await db.query(
      `SELECT FROM pg_locks WHERE NOT granted AND relation = 'batch_jobs'::regclass
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    if (rowCount > 0) return;
  }
}

/** Resolves once the table is there. */
async function isThere(db: Database, table: string): Promise<void> {
  for (;;) {
    const { rows } = await db.query('SELECT to_regclass($1) AS found', [table]);
    if (rows[0]?.found !== null) return;
  }
}

/** Older versions of PostgreSQL show the columns of views with their tables. */
function unqualified(schema: string): string {
  return schema.replaceAll('batch_jobs.', '');
}

describe('a check of the schema whose connection is cut', () => {
  it('fails, at whichever byte, with an error of which one sees that another try may help', async () => {
    const url = await createTestDatabase();
    const proxy = await TcpProxy.to(Number(new URL(url).port));
    const db = await openAt(proxy.urlFor(url));
    const failures: unknown[] = [];
    for (let bytes = 0; ; bytes += 40) {
      // The pool has a connection from here on.
      await db.query('SELECT 1');
      proxy.cutAfter(bytes, 'toServer');
      const failure = await up(db).then(
        () => null,
        (error: unknown) => error,
      );
      if (failure === null) break;
      failures.push(failure);
    }
    expect(failures.length).toBeGreaterThan(10);
    expect(failures.filter((failure) => !isTransientDatabaseError(failure))).toEqual([]);
    await db.close();
    proxy.close();
  });
});
