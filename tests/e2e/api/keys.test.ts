import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticationOf } from '../../../src/app/authentication.ts';
import { readConfig } from '../../../src/app/config.ts';
import type { Database } from '../../../src/db/database.ts';
import type { Role } from '../../../src/domain/access.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { fails } from '../../support/batches.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

describe('keys over HTTP', () => {
  let db: Database;
  let api: ApiUnderTest;
  beforeAll(async () => {
    db = await openTestPostgres();
    const authentication = { methods: ['headers', 'keys'] as const, keys: new PostgresKeyStore(db) };
    api = new ApiUnderTest(db, { authentication });
  });
  afterAll(async () => {
    await api.close();
    await db.close();
  });

  async function createKey(tenant: Tenant, fields: object = {}) {
    const answer = await tenant.call('POST', '/keys', { name: 'nightly import', role: 'admin', ...fields });
    expect(answer.statusCode).toBe(201);
    return answer.json();
  }

  const authorization = (key: string) => ({ authorization: `Bearer ${key}` });

  it('are made, used, listed and revoked', async () => {
    const tenant = api.tenant();
    const { key, ...made } = await createKey(tenant, { expires_at: '2999-01-01T00:00:00+01:00' });
    expect(made).toEqual({
      id: key.slice(0, 20),
      org_id: tenant.orgId,
      ...{ name: 'nightly import', role: 'admin', workspaces: null, status: 'usable' },
      created_at: expect.any(String),
      created_by: 'api',
      expires_at: '2998-12-31T23:00:00.000Z',
      ...{ last_used_at: null, revoked_at: null, revoked_by: null },
    });
    const listed = await tenant.call('GET', '/keys', undefined, authorization(key));
    expect(listed.json()).toEqual({ keys: [made] });
    expect(listed.body).not.toContain(key);
    const revoked = await tenant.call('DELETE', `/keys/${made.id}`, undefined, authorization(key));
    expect([revoked.statusCode, revoked.body]).toEqual([204, '']);
    expectError(await tenant.call('GET', '/keys', undefined, authorization(key)), 401, 'UNAUTHENTICATED');
    expect((await tenant.get('/keys')).json().keys).toMatchObject([
      { id: made.id, status: 'revoked', revoked_by: `key:${made.id}` },
    ]);
    // Again is no mistake, and changes nothing.
    expect((await tenant.call('DELETE', `/keys/${made.id}`)).statusCode).toBe(204);
    expect((await tenant.get('/keys')).json().keys).toMatchObject([{ revoked_by: `key:${made.id}` }]);
  });

  it('of another organisation are a 404', async () => {
    const { id } = await createKey(api.tenant());
    expectError(await api.tenant().call('DELETE', `/keys/${id}`), 404, 'NOT_FOUND', `There is no key ${id}.`);
    expect((await api.tenant().get('/keys')).json()).toEqual({ keys: [] });
  });

  const refused: [string, object, RegExp][] = [
    [
      'a role that there is not',
      { role: 'king' },
      /^role must be one of viewer, operator, admin, not "king"/,
    ],
    ['no name', { name: ' ' }, /^name must have 1 to 100 characters/],
    ['no workspace of several', { workspaces: [] }, /^workspaces cannot be empty/],
    ['a workspace twice', { workspaces: ['a', 'a'] }, /^workspaces names "a" twice/],
    [
      'an end in the past',
      { expires_at: '2020-01-01T00:00:00Z' },
      /^expires_at must be a time in the future/,
    ],
    [
      'an end by a clock on the wall',
      { expires_at: '2999-01-01T00:00:00' },
      /^expires_at "2999-01-01T00:00:00" is not a time/,
    ],
    ['a field that there is not', { scope: 'all' }, /^There is no field "scope"/],
  ];
  it.each(refused)('are refused with %s', async (_, fields, details) => {
    const answer = await api.tenant().call('POST', '/keys', { name: 'a', role: 'viewer', ...fields });
    expectError(answer, 400, 'VALIDATION_ERROR', details);
  });

  it('stand in the audit trail of what they do; without one it is the actor that the gateway names', async () => {
    const tenant = api.tenant();
    const { id, key } = await createKey(tenant);
    const headers = authorization(key);
    await tenant.importActivities(['act-0001']);
    const submitted = await tenant.call('POST', '/batches', { activity_ids: ['act-0001'] }, headers);
    const batch = submitted.json().batch_id;
    await tenant.process(await tenant.start(batch), fails);
    await tenant.call('POST', `/batches/${batch}/retry`, undefined, headers);
    await tenant.call('POST', `/batches/${batch}/cancel`, undefined, { 'x-actor': 'Ann Köln' });
    const { log } = (await tenant.get(`/batches/${batch}/log`)).json();
    const actors = log.map(({ event, actor }: { event: string; actor: string }) => [event, actor]);
    expect(actors).toContainEqual(['submitted', `key:${id}`]);
    expect(actors).toContainEqual(['retried', `key:${id}`]);
    expect(actors).toContainEqual(['cancelled', 'Ann Köln']);
    expect((await createKey(tenant, { name: 'b' })).created_by).toBe('api');
  });

  it('do not let who asks name another actor', async () => {
    const tenant = api.tenant();
    const { id, key } = await createKey(tenant);
    const headers = { ...authorization(key), 'x-actor': 'somebody else' };
    const { created_by } = (
      await tenant.call('POST', '/keys', { name: 'b', role: 'viewer' }, headers)
    ).json();
    expect(created_by).toBe(`key:${id}`);
  });

  describe('that are bound to workspaces', () => {
    const row = (id: string, fields: object = {}) => ({
      ...{ id, source: 'api', category: 'electricity', location: 'GB', quantity: '1', unit: 'kWh' },
      ...{ period_start: '2025-01-01', period_end: '2025-01-31', ...fields },
    });

    /** A tenant, and one that asks with a key of these workspaces and no owner headers. */
    async function bound(workspaces: string[], role: Role = 'operator') {
      const tenant = api.tenant();
      const { key } = await createKey(tenant, { role, workspaces });
      const call = (
        method: 'GET' | 'POST',
        path: string,
        payload?: object,
        headers: Record<string, string> = {},
      ) =>
        api.app.inject({
          ...{ method, url: `/api/v1${path}`, headers: { ...authorization(key), ...headers } },
          ...(payload !== undefined && { payload }),
        });
      return { tenant, call };
    }

    it('import into their workspaces and leave the activities of others as they are', async () => {
      const { tenant, call } = await bound(['plant', 'office']);
      const others = { 'x-workspace-id': 'elsewhere' };
      await tenant.call('POST', '/activities', [row('taken'), row('same')], others);
      const answer = await call('POST', '/activities', [
        row('mine', { workspace_id: 'plant' }),
        row('taken', { workspace_id: 'office', quantity: '666' }),
        row('same', { workspace_id: 'plant' }),
        row('foreign', { workspace_id: 'elsewhere' }),
      ]);
      const code = 'WRONG_OWNER';
      expect(answer.json()).toMatchObject({
        ...{ imported: 1, updated: 0, unchanged: 0, rejected: 3 },
        errors: [
          {
            line: 2,
            column: 'id',
            value: 'taken',
            code,
            details:
              /* of what it is not told whose it is */ 'The id "taken" is that of an activity in a workspace which is not one of yours.',
          },
          { line: 3, column: 'id', value: 'same', code },
          { line: 4, column: 'workspace_id', value: 'elsewhere', code },
        ],
      });
      const kept = (await tenant.get('/activities/taken')).json().activity;
      expect(kept).toMatchObject({ workspace_id: 'elsewhere', quantity_exact: '1', version: 1 });
      expectError(await call('GET', '/activities/taken'), 404, 'NOT_FOUND');
      expect((await call('GET', '/activities/mine')).json().activity).toMatchObject({
        workspace_id: 'plant',
      });
      // Their own rows they change as everybody does, and move between their workspaces.
      const moved = await call('POST', '/activities', [row('mine', { workspace_id: 'office' })]);
      expect(moved.json()).toMatchObject({ updated: 1, rejected: 0 });
    });

    it('submit activities that are theirs, and learn nothing of others', async () => {
      const { tenant, call } = await bound(['plant']);
      await tenant.call('POST', '/activities', [row('theirs')], { 'x-workspace-id': 'elsewhere' });
      // The one workspace need not be named.
      await call('POST', '/activities', [row('a'), row('b')]);
      const submitted = await call('POST', '/batches', { activity_ids: ['a', 'b'] });
      expect([submitted.statusCode, submitted.json().activity_count]).toEqual([201, 2]);
      for (const id of ['theirs', 'nobodys']) {
        const answer = await call('POST', '/batches', { activity_ids: ['a', id] });
        expectError(
          answer,
          400,
          'VALIDATION_ERROR',
          `There is no activity "${id}" in the workspaces of the credentials.`,
        );
      }
      const filtered = await call('POST', '/batches', { filter: { activity_ids: ['a', 'theirs'] } });
      expect(filtered.json().activity_count).toBe(1);
      const everything = await call('POST', '/batches', { filter: { all_workspaces: true } });
      expectError(everything, 403, 'FORBIDDEN', /^all_workspaces is for credentials that are not bound/);
    });

    it('see the batches of their workspaces, counted as if there were no others', async () => {
      const { tenant, call } = await bound(['plant', 'office'], 'viewer');
      const submit = async (workspace: string) =>
        (
          await tenant.call('POST', '/batches', { activity_ids: ['a'] }, { 'x-workspace-id': workspace })
        ).json().batch_id;
      const [plant, elsewhere, office] = [
        await submit('plant'),
        await submit('elsewhere'),
        await submit('office'),
      ];
      await tenant.call('POST', `/batches/${plant}/cancel`);
      const list = async (query: string) => {
        const { batches, total } = (await call('GET', `/batches${query}`)).json();
        return [batches.map(({ id }: { id: string }) => id), total];
      };
      expect(await list('')).toEqual([[office, plant], 2]);
      expect(await list('?limit=1&offset=1')).toEqual([[plant], 2]);
      expect(await list('?status=cancelled')).toEqual([[plant], 1]);
      expectError(
        await call('GET', `/batches/${elsewhere}`),
        404,
        'NOT_FOUND',
        `There is no batch ${elsewhere}.`,
      );
      expectError(
        await call('GET', `/batches/${plant}/comparison?base=${elsewhere}`),
        404,
        'NOT_FOUND',
        `There is no batch ${elsewhere}.`,
      );
    });

    it('see current records and totals of one of their workspaces at a time', async () => {
      const { tenant, call } = await bound(['ws-test', 'office'], 'viewer');
      await tenant.submitAndProcess();
      expect((await call('GET', '/records?workspace=ws-test')).json().records).toHaveLength(3);
      expect((await call('GET', '/records?workspace=office')).json().records).toEqual([]);
      expect((await call('GET', '/inventory?year=2025&workspace=ws-test')).statusCode).toBe(200);
      for (const path of ['/records', '/activities', '/inventory?year=2025']) {
        expectError(
          await call('GET', path),
          403,
          'FORBIDDEN',
          /^Name one of your workspaces .*: ws-test, office\.$/,
        );
        const other = await call('GET', `${path}${path.includes('?') ? '&' : '?'}workspace=elsewhere`);
        expectError(other, 403, 'FORBIDDEN', /not for the workspace that is asked for/);
      }
      const one = await bound(['office'], 'viewer');
      await one.tenant.submitAndProcess();
      expect((await one.call('GET', '/records')).json().records).toEqual([]);
    });

    it('do not see what an activity was while it belonged to another workspace', async () => {
      const { tenant, call } = await bound(['plant'], 'viewer');
      await tenant.submitAndProcess();
      expectError(await call('GET', '/activities/act-0001'), 404, 'NOT_FOUND');
      await tenant.call('POST', '/activities', [row('act-0001')], { 'x-workspace-id': 'plant' });
      expect((await call('GET', '/activities/act-0001')).json()).toMatchObject({
        current_record: null,
        is_stale: false,
      });
      const history = (await call('GET', '/activities/act-0001/history')).json();
      expect(history).toMatchObject({
        activity: { workspace_id: 'plant' },
        former_versions: [],
        records: [],
      });
      const all = (await tenant.get('/activities/act-0001/history')).json();
      expect([all.former_versions.length, all.records.length]).toEqual([1, 1]);
    });
  });
});

describe('a key in a URL', () => {
  let db: Database;
  let api: ApiUnderTest;
  let lines = '';

  beforeAll(async () => {
    db = await openTestPostgres();
    const stream = new Writable({
      write(chunk, _, done) {
        lines += chunk;
        done();
      },
    });
    const authentication = { methods: ['headers', 'keys'] as const, keys: new PostgresKeyStore(db) };
    api = new ApiUnderTest(db, { authentication, logger: pino({ level: 'trace' }, stream) });
  });
  afterAll(async () => {
    await api.close();
    await db.close();
  });

  it('is refused before anything else, and stands in no line of the log, nor does that of the header', async () => {
    const tenant = api.tenant();
    const { key } = (await tenant.call('POST', '/keys', { name: 'a', role: 'viewer' })).json();
    const secret = key.slice(21);
    for (const path of [`/batches?api_key=${key}`, `/batches/${key}`, `/nothing/${key}`]) {
      const answer = await tenant.get(path);
      expectError(answer, 400, 'VALIDATION_ERROR', /^The URL holds a credential: revoke it/);
      expect(answer.body).not.toContain(secret);
    }
    const fine = await tenant.call('GET', '/batches', undefined, { authorization: `Bearer ${key}` });
    expect(fine.statusCode).toBe(200);
    await tenant.call('GET', '/batches', undefined, { authorization: `Bearer ${key.slice(0, -1)}` });
    expect(lines).toContain('/api/v1/batches?api_key=***');
    expect(lines).not.toContain(secret);
    expect(lines).not.toContain(secret.slice(0, 40));
  });
});

describe('owner headers, where nothing says whom to believe', () => {
  let db: Database;
  let api: ApiUnderTest;

  beforeAll(async () => {
    db = await openTestPostgres();
    const authenticationWith = await authenticationOf(readConfig({}));
    api = new ApiUnderTest(db, { authentication: authenticationWith(new PostgresKeyStore(db)) });
  });
  afterAll(async () => {
    await api.close();
    await db.close();
  });

  it.each(['localhost', 'localhost:8080', '127.0.0.1:8080', '[::1]:8080'])(
    'are believed of requests to %s',
    async (host) => {
      expect((await api.tenant().call('GET', '/batches', undefined, { host })).statusCode).toBe(200);
    },
  );

  it.each(['evil.example', 'evil.example:8080', '127.0.0.1.evil.example', '10.0.0.1:8080'])(
    'are not believed of requests to %s, as a web page has them that points its name here',
    async (host) => {
      const tenant = api.tenant();
      const answer = await tenant.call('GET', '/batches', undefined, { host });
      expectError(
        answer,
        403,
        'FORBIDDEN',
        /^Without --auth, owner headers are believed only of requests to this machine/,
      );
      const { key } = (await tenant.call('POST', '/keys', { name: 'a', role: 'viewer' })).json();
      const withKey = await tenant.call('GET', '/batches', undefined, {
        host,
        authorization: `Bearer ${key}`,
      });
      expect(withKey.statusCode).toBe(200);
    },
  );
});
