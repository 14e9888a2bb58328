import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { tenantDatabase } from '../../src/db/tenant-database.ts';
import { PostgresActivityStore } from '../../src/store/postgres-activity-store.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { PostgresKeyStore } from '../../src/store/postgres-key-store.ts';
import { activityIds, anActivity } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';
import { RecordedListener } from '../support/recorded-listener.ts';

const role = 'offgridflow_tenant';

describeOnEachDatabase('the role that requests run as', (openDatabase) => {
  let db: Database;
  /** Every table with an organisation, and in each a row of two of them at least where that is simple. */
  let tables: string[];

  beforeAll(async () => {
    db = await openDatabase();
    for (const orgId of ['anna', 'berta', 'o\'brien\\\'s "übung"']) {
      const activities = new PostgresActivityStore(db);
      const { id } = await activities.beginImport('test', null, { orgId, actor: 'tester' });
      await activities.importActivities(id, [{ line: 1, activity: anActivity({ orgId }) }], {
        linesDone: 1,
        rejected: 0,
      });
      await new PostgresBatchStore(db).createBatch({ orgId, workspaceId: 'ws', activityIds: activityIds(2) });
      const key = { orgId, name: 'k', role: 'viewer', workspaces: null, expiresAt: null } as const;
      await new PostgresKeyStore(db).createKey(key, 'tester');
    }
    tables = await namesOf(`
      SELECT c.relname AS name FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'org_id'
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`);
  });

  const namesOf = async (query: string) =>
    (await db.query<{ name: string }>(query)).rows.map(({ name }) => name);

  /** As the role, with no organisation said. */
  const asNobody = <T>(act: (tx: Pick<Database, 'query'>) => Promise<T>) =>
    db.transaction(act, `SET LOCAL ROLE ${role}`);

  it('is kept to its organisation on every table that has one, reading and writing', async () => {
    expect(tables.length).toBeGreaterThan(12);
    const own = `(org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))`;
    for (const table of tables) {
      const { rows } = await db.query(
        `SELECT c.relrowsecurity, p.polname, p.polroles::regrole[]::text[] AS roles, p.polcmd::text, p.polpermissive,
           pg_get_expr(p.polqual, p.polrelid) AS seen, pg_get_expr(p.polwithcheck, p.polrelid) AS written
         FROM pg_class AS c LEFT JOIN pg_policy AS p ON p.polrelid = c.oid
         WHERE c.oid = $1::regclass AND p.polname IS DISTINCT FROM $1 || '_built_in'`,
        [table],
      );
      expect([table, rows]).toEqual([
        table,
        [
          {
            ...{ relrowsecurity: true, polname: `${table}_of_tenant`, roles: [role], polcmd: '*' },
            ...{ polpermissive: true, seen: own, written: own },
          },
        ],
      ]);
    }
  });

  it('has a policy beside these for what ships with the product alone, and that only to read', async () => {
    const { rows } = await db.query(
      `SELECT tablename, cmd FROM pg_policies WHERE policyname <> tablename || '_of_tenant' ORDER BY 1`,
    );
    expect(rows).toEqual([
      { tablename: 'emission_factors', cmd: 'SELECT' },
      { tablename: 'factor_sets', cmd: 'SELECT' },
    ]);
  });

  it('cannot log in, is nobody else, owns nothing, and gets no rights by a detour', async () => {
    const { rows } = await db.query(
      `SELECT rolcanlogin OR rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS may,
         (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships,
         (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS tables,
         (SELECT count(*)::int FROM pg_proc WHERE proowner = r.oid) AS functions
       FROM pg_roles AS r WHERE rolname = $1`,
      [role],
    );
    expect(rows).toEqual([{ may: false, memberships: 0, tables: 0, functions: 0 }]);
    expect(
      await namesOf(
        `SELECT proname AS name FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace`,
      ),
    ).toEqual([]);
    expect(
      await namesOf(
        `SELECT relname AS name FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace
           AND NOT coalesce(reloptions @> '{security_invoker=true}', false)`,
      ),
    ).toEqual([]);
  });

  it('has rights on tables of organisations alone', async () => {
    const reached = await namesOf(`
      SELECT DISTINCT c.relname AS name FROM pg_class AS c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S') AND (
        has_any_column_privilege('${role}', c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
        OR (c.relkind <> 'S' AND has_table_privilege('${role}', c.oid, 'DELETE, TRUNCATE, TRIGGER'))
        OR (c.relkind = 'S' AND has_sequence_privilege('${role}', c.oid, 'USAGE, SELECT, UPDATE')))
      ORDER BY 1`);
    expect(reached.filter((name) => !tables.includes(name))).toEqual([]);
  });

  it('sees nothing and writes nothing where no organisation was said, nor after one was', async () => {
    const readable = await namesOf(`
      SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND has_any_column_privilege('${role}', oid, 'SELECT')`);
    const counts = async (tx: Pick<Database, 'query'>) => {
      const found: number[] = [];
      for (const table of readable) found.push((await tx.query(`SELECT 1 FROM ${table}`)).rows.length);
      return found;
    };
    const nothing = readable.map(() => 0);
    for (let turn = 0; turn < 2; turn++) {
      expect(await asNobody(counts)).toEqual(nothing);
      expect((await counts(tenantDatabase(db, 'anna'))).some((count) => count > 0)).toBe(true);
    }
    for (const setting of ["''", 'NULL']) {
      const setUp = `SELECT set_config('offgridflow.org_id', ${setting}, true); SET LOCAL ROLE ${role}`;
      expect(await db.transaction(counts, setUp)).toEqual(nothing);
    }
    const insert = `INSERT INTO calculation_settings (org_id, updated_by) VALUES ('', 'me')`;
    expect(await failureOf(asNobody((tx) => tx.query(insert)))).toMatchObject({ code: '42501' });
  });

  it('leaves the connection to the next as it was', async () => {
    await failureOf(tenantDatabase(db, 'anna').query('SELECT 1 / 0'));
    await tenantDatabase(db, 'anna').query('SELECT 1');
    const { rows } = await db.query(
      `SELECT current_user = session_user AS own, current_setting('offgridflow.org_id', true) AS org`,
    );
    expect(rows).toEqual([{ own: true, org: expect.toBeOneOf(['', null]) }]);
  });

  it.each(['o\'brien\\\'s "übung"', 'anna'])(
    'is that of the organisation %s, whatever its name',
    async (orgId) => {
      const seen = await tenantDatabase(db, orgId).query('SELECT DISTINCT org_id FROM batch_jobs');
      expect(seen.rows).toEqual([{ org_id: orgId }]);
    },
  );

  it('can be asked for no organisation without a name, or with one that the database would read otherwise', () => {
    for (const orgId of ['', 'a\0b', 'a\ud800']) expect(() => tenantDatabase(db, orgId)).toThrow();
  });

  it('writes nothing in the name of another, nor gives anything away', async () => {
    const anna = tenantDatabase(db, 'anna');
    const refused = [
      `INSERT INTO audit_log (org_id, actor, action, subject) VALUES ('berta', 'a', 'key_created', 'k')`,
      `UPDATE batch_jobs SET org_id = 'berta'`,
      `INSERT INTO factor_sets (org_id, id, name, edition, level, licence, source, checksum)
         VALUES ('', 'x', 'x', 'x', 'national', 'x', 'x', 'x')`,
      `INSERT INTO emission_records SELECT * FROM emission_records`,
      'UPDATE factor_sets SET name = $$mine$$',
      'UPDATE api_keys SET role = $$admin$$',
      'SELECT secret_hash FROM api_keys',
      'SELECT * FROM batch_sweeps',
      'SELECT * FROM batch_job_status_view',
      'SELECT * FROM offgridflow_migrations',
      'CREATE TABLE mine (id int)',
      'TRUNCATE batch_jobs CASCADE',
    ];
    for (const text of refused)
      expect([text, await failureOf(anna.query(text))]).toMatchObject([text, { code: '42501' }]);
    const { rowCount } = await anna.query(`UPDATE batch_jobs SET priority = 9 WHERE org_id = 'berta'`);
    expect(rowCount).toBe(0);
  });

  it('has no sessions, listeners or heartbeats of its own', async () => {
    const anna: Database = tenantDatabase(db, 'anna');
    const heartbeat = { intervalMs: 1, lifelessMsMax: 1, sessionLock: [1, 1] } as const;
    expect(() => anna.session(async () => {})).toThrow('An organisation has no sessions of its own.');
    expect(() => anna.listen([], new RecordedListener())).toThrow('has no listeners');
    expect(() => anna.startHeartbeat(heartbeat)).toThrow('has no heartbeats');
    await anna.close();
    expect((await db.query('SELECT 1')).rows).toHaveLength(1);
  });
});
