import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { migrateDown, migrateUp } from '../../src/db/migrator.ts';
import { tenantDatabase } from '../../src/db/tenant-database.ts';
import { ConfigurationError } from '../../src/domain/errors.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { openAt } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

const up = (db: Database) => migrateUp(db, silentLogger);
const downAll = (db: Database) => migrateDown(db, silentLogger, 100);

/** Databases on a server, each with an owner that is no superuser. */
class Deployment {
  readonly #admin: Database;
  readonly #url: string;
  readonly #opened: Database[] = [];

  constructor(admin: Database, url: string) {
    this.#admin = admin;
    this.#url = url;
  }

  /** A user with these attributes, and a database of its own. */
  async database(attributes = ''): Promise<{ name: string; db: Database }> {
    const name = `user_${randomUUID().replaceAll('-', '')}`;
    await this.#admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret' ${attributes}`);
    await this.#admin.query(`CREATE DATABASE ${name} OWNER ${name} TEMPLATE template0`);
    return { name, db: await this.open(name, name) };
  }

  async open(database: string, user: string): Promise<Database> {
    const url = new URL(this.#url);
    const db = await openAt(
      Object.assign(url, { pathname: `/${database}`, username: user, password: 'secret' }).href,
    );
    this.#opened.push(db);
    return db;
  }

  admin(text: string) {
    return this.#admin.query(text);
  }

  async hasRole(): Promise<boolean> {
    return (
      (await this.#admin.query(`SELECT FROM pg_roles WHERE rolname = 'offgridflow_tenant'`)).rowCount > 0
    );
  }

  async end(): Promise<void> {
    for (const db of this.#opened.splice(0)) await db.close();
  }
}

/** A request of an organisation is possible. */
async function serves(db: Database): Promise<boolean> {
  const { rows } = await tenantDatabase(db, 'anna').query(
    'SELECT current_user::text AS who FROM (SELECT 1) AS one',
  );
  return rows[0]?.who === 'offgridflow_tenant';
}

describe('a server without the role, PostgreSQL 15', () => {
  let server: PostgresServer;
  let admin: Database;
  let deployment: Deployment;

  beforeAll(async () => {
    server = await startPostgres(15);
    admin = await openAt(server.urlOf('postgres'));
  });
  afterAll(async () => {
    await admin?.close();
    await server.stop();
  });
  afterEach(() => deployment.end());

  it('gets it from whoever may create roles, and loses it with the last database', async () => {
    deployment = new Deployment(admin, server.urlOf('postgres'));
    const { db } = await deployment.database('CREATEROLE');
    await up(db);
    expect(await serves(db)).toBe(true);
    await downAll(db);
    expect(await deployment.hasRole()).toBe(false);
  });

  it('tells whoever may not which two statements an administrator must run, and goes on when they were', async () => {
    deployment = new Deployment(admin, server.urlOf('postgres'));
    const { name, db } = await deployment.database();
    const failure = await failureOf(up(db));
    expect(failure).toBeInstanceOf(ConfigurationError);
    const wanted = `CREATE ROLE offgridflow_tenant NOLOGIN; GRANT offgridflow_tenant TO ${name};`;
    expect((failure as Error).message).toContain(`run this once, then migrate again: ${wanted}`);
    await deployment.admin(wanted);
    expect((await up(db))[0]).toBe('007_tenant_isolation');
    expect(await serves(db)).toBe(true);
    // It may not drop what it did not make.
    await downAll(db);
    expect(await deployment.hasRole()).toBe(true);
    await deployment.admin('DROP ROLE offgridflow_tenant');
  });

  it('gets it once from databases that are migrated at the same moment, up and down', async () => {
    deployment = new Deployment(admin, server.urlOf('postgres'));
    const made = [];
    for (let n = 0; n < 4; n++) made.push((await deployment.database('SUPERUSER')).db);
    for (let turn = 0; turn < 2; turn++) {
      await Promise.all(made.map(up));
      expect(await Promise.all(made.map(serves))).toEqual([true, true, true, true]);
      const [one, two, ...others] = made as [Database, Database, ...Database[]];
      // Some come while others go.
      await Promise.all([
        downAll(one).then(() => up(one)),
        downAll(two).then(() => up(two)),
        ...others.map(downAll),
      ]);
      expect(await Promise.all([one, two].map(serves))).toEqual([true, true]);
      for (const last of [one, two]) await downAll(last);
      expect(await deployment.hasRole()).toBe(false);
    }
  });
});

describe('a server that has the role', () => {
  let admin: Database;
  let deployment: Deployment;

  beforeAll(async () => {
    admin = await openAt(inject('postgresUrl'));
    deployment = new Deployment(admin, inject('postgresUrl'));
  });
  afterAll(async () => {
    await deployment.end();
    await admin.close();
  });

  it('has it granted to another user by the one statement that is missing', async () => {
    const { name, db } = await deployment.database('CREATEROLE');
    const wanted = `GRANT offgridflow_tenant TO ${name} WITH INHERIT FALSE, SET TRUE;`;
    const failure = await failureOf(up(db));
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect((failure as Error).message).toContain(`then migrate again: ${wanted}`);
    await deployment.admin(wanted);
    await up(db);
    expect(await serves(db)).toBe(true);
    // The right to become the role is none to see what it sees.
    expect((await db.query(`SELECT pg_has_role('offgridflow_tenant', 'USAGE') AS inherits`)).rows).toEqual([
      { inherits: false },
    ]);
  });

  it('is no place for a node whose user does not own the tables, or may not become the role', async () => {
    const { name: owner, db } = await deployment.database('SUPERUSER');
    await up(db);
    const { name } = await deployment.database();
    await db.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${name}`);
    const node = await deployment.open(owner, name);
    const refused = await failureOf(up(node));
    expect(refused).toBeInstanceOf(ConfigurationError);
    expect((refused as Error).message).toContain(`GRANT ${owner} TO ${name};`);
    await deployment.admin(`GRANT ${owner} TO ${name}`);
    expect(((await failureOf(up(node))) as Error).message).toContain(
      `run this once: GRANT offgridflow_tenant TO ${name} WITH INHERIT FALSE, SET TRUE;`,
    );
    await deployment.admin(`GRANT offgridflow_tenant TO ${name} WITH INHERIT FALSE, SET TRUE`);
    expect(await up(node)).toEqual([]);
    expect(await serves(node)).toBe(true);
  });
});
