import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { fails } from '../../support/batches.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

interface Listed {
  readonly keys: readonly { readonly id: string }[];
  readonly next: string | null;
  readonly limit: number;
}

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
    expect(listed.json()).toEqual({ keys: [made], next: null, limit: 100 });
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
    expect((await api.tenant().get('/keys')).json()).toMatchObject({ keys: [], next: null });
  });

  it('are listed in pages, the newest first, each once, also while others are made', async () => {
    const tenant = api.tenant();
    const made: string[] = [];
    for (let count = 0; count < 5; count++) made.unshift((await createKey(tenant)).id);
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page: Listed = (await tenant.get(`/keys?limit=2${next === null ? '' : `&after=${next}`}`)).json();
      expect([page.limit, page.keys.length <= 2]).toEqual([2, true]);
      seen.push(...page.keys.map(({ id }) => id));
      next = page.next;
      await createKey(tenant);
    } while (next !== null);
    expect(seen).toEqual(made);
  });

  it('are not listed by a cursor of another organisation, or what is none', async () => {
    const other = api.tenant();
    for (let count = 0; count < 2; count++) await createKey(other);
    const { next } = (await other.get('/keys?limit=1')).json();
    const tenant = api.tenant();
    for (const after of [next, 'ogf_0123456789abcdef']) {
      const answer = await tenant.get(`/keys?after=${after}`);
      expectError(answer, 400, 'VALIDATION_ERROR', /^after is not what this list gave as next/);
    }
    for (const query of ['limit=0', 'limit=1001', 'offset=1'])
      expectError(await tenant.get(`/keys?${query}`), 400, 'VALIDATION_ERROR');
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
    ...[
      ...[
        '2027-02-30T00:00:00Z',
        '2027-02-29T12:00:00+01:00',
        '2027-13-01T00:00:00Z',
        '2027-04-31T00:00:00Z',
      ],
      ...['2999-01-01T24:00:00Z', '2999-01-01T00:60:00Z', '2999-01-01T00:00:00+24:00', '2999-01-01'],
    ].map((text): [string, object, RegExp] => [
      `an end that there is not, ${text}`,
      { expires_at: text },
      new RegExp(`^expires_at "${text.replace('+', '\\+')}" is not a time: write it like`),
    ]),
    [
      'an end behind the last year',
      { expires_at: '9999-12-31T23:59:00-12:00' },
      /^expires_at "9999-12-31T23:59:00-12:00" is too far off: the last is 9999-12-31T23:59:59Z\.$/,
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
});
