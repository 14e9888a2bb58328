import fastify, { type LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { hasRole, type Role, roles } from '../../../src/domain/access.ts';
import { type AccessRule, accessRules } from '../../../src/http/access-rules.ts';
import { authorize } from '../../../src/http/plugins/authorize.ts';
import { newKey } from '../../../src/store/key-token.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { anOrg } from '../../support/batches.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

const rules = Object.entries(accessRules);
const routesWith = (reach: AccessRule['reach']) => rules.filter(([, rule]) => rule.reach === reach);
/** What a route needs, and what makes a refusal of an answer that would go on for ever. */
const queries: Record<string, string> = { '/inventory': '?year=2025', '/events': '?last_event_id=none' };
const allowedOrNotFound = [200, 201, 204, 400, 404, 409, 415];

describe('the routes, under keys alone', () => {
  let db: Database;
  let keys: PostgresKeyStore;
  let api: ApiUnderTest;
  /** Whose batch and activities the routes are asked for; they are in the workspace ws-test. */
  let owner: Tenant;
  let batchId: string;
  let wrong: Record<string, string>[];

  beforeAll(async () => {
    db = await openTestPostgres();
    keys = new PostgresKeyStore(db);
    const trusting = new ApiUnderTest(db);
    owner = trusting.tenant();
    batchId = await owner.submitAndProcess();
    await trusting.close();
    api = new ApiUnderTest(db, { authentication: { methods: ['keys'], keys } });
    wrong = await wrongCredentials();
  });
  afterAll(async () => {
    await api.close();
    await db.close();
  });

  async function aKey(role: Role, workspaces: string[] | null = null, orgId = owner.orgId): Promise<string> {
    return (await keys.createKey({ orgId, name: 'test', role, workspaces, expiresAt: null }, 'tester')).key;
  }

  /** Asks a route for the owner's batch, records and activities; a body that is needed is missing, which is a 400. */
  function ask(
    route: string,
    headers: Record<string, string>,
    batch = batchId,
  ): Promise<LightMyRequestResponse> {
    const [method, path = ''] = route.split(' ');
    const url = path
      .replace(':batch_id', batch)
      .replace(':record_id', `${batch}:act-0001`)
      .replace(':activity_id', 'act-0001')
      .replace(':factor_set_id', 'curated-2025')
      .replace(':factor_id', 'epa-2025-stationary-natural-gas-mmbtu')
      .replace(':key_id', 'ogf_0000000000000000')
      .replace(':webhook_id', 'wh_nobodys')
      .replace(':delivery_id', 'msg_nobodys');
    return api.app.inject({ method: method as 'GET', url: `/api/v1${url}${queries[path] ?? ''}`, headers });
  }

  /** Of the organisation that is asked for, and none of them counts. */
  async function wrongCredentials(): Promise<Record<string, string>[]> {
    const expired = await aKey('admin');
    await db.query(`UPDATE api_keys SET expires_at = now() WHERE id = $1`, [idOf(expired)]);
    const revoked = await aKey('admin');
    await keys.revokeKey(owner.orgId, idOf(revoked), 'tester');
    const [right, other] = [await aKey('admin'), await aKey('admin')];
    return [
      {},
      withKey(`${idOf(right)}${other.slice(idOf(other).length)}`),
      withKey(newKey().key),
      withKey(expired),
      withKey(revoked),
      withKey(right.slice(0, -1)),
      withKey('ogf_'),
      { authorization: right },
      { authorization: `Basic ${right}` },
      { authorization: 'Bearer' },
      { 'x-org-id': owner.orgId, 'x-workspace-id': 'ws-test', 'x-actor': 'admin' },
    ];
  }

  const withKey = (key: string) => ({ authorization: `Bearer ${key}` });

  it('are all in the table of access rules, which names no other', async () => {
    await api.app.ready();
    for (const [route] of rules) {
      const [method = '', url = ''] = route.split(' ');
      expect([route, api.app.hasRoute({ method: method as 'GET', url: `/api/v1${url}` })]).toEqual([
        route,
        true,
      ]);
    }
    const other = fastify();
    authorize(other);
    expect(() => other.get('/forgotten', async () => 'everything')).toThrow(
      'There is no access rule for GET /forgotten: say in access-rules.ts who may use it.',
    );
  });

  it.each(rules)('%s is a 401, and always the same one, without a key that counts', async (route) => {
    const answers = await Promise.all(wrong.map((headers) => ask(route, headers)));
    for (const answer of answers) {
      expectError(answer, 401, 'UNAUTHENTICATED', /^The credentials are missing, wrong, revoked or expired/);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="offgridflow"');
      expect(answer.json().details).toBe(answers[0]?.json().details);
      expect(Object.keys(answer.headers).sort()).toEqual(Object.keys(answers[0]?.headers ?? {}).sort());
    }
  });

  it.each(rules)('%s is for its role and those above, and a 403 for the others', async (route, rule) => {
    for (const role of roles) {
      const answer = await ask(route, withKey(await aKey(role)), 'batch_nobodys');
      if (hasRole({ role }, rule.role)) expect(allowedOrNotFound).toContain(answer.statusCode);
      else
        expectError(
          answer,
          403,
          'FORBIDDEN',
          `This takes the role ${rule.role}; the credentials have the role ${role}.`,
        );
    }
  });

  it.each(rules)(
    '%s is a 403 where X-Org-ID names another organisation than the key is for',
    async (route) => {
      const headers = { ...withKey(await aKey('admin')), 'x-org-id': anOrg() };
      expectError(await ask(route, headers), 403, 'FORBIDDEN', /organisation that X-Org-ID names/);
      const same = { ...withKey(await aKey('admin')), 'x-org-id': owner.orgId };
      expect(allowedOrNotFound).toContain((await ask(route, same, 'batch_nobodys')).statusCode);
    },
  );

  it.each(rules)('%s is a 403 where X-Workspace-ID names one that the key is not bound to', async (route) => {
    const headers = { ...withKey(await aKey('admin', ['ws-test'])), 'x-workspace-id': 'ws-other' };
    expectError(await ask(route, headers), 403, 'FORBIDDEN', /workspace that X-Workspace-ID names/);
  });

  it.each(rules.filter(([route]) => /:(batch|record|activity)_id/.test(route)))(
    '%s is a 404 for the key of another organisation, as for what nobody has',
    async (route) => {
      const stranger = await aKey('admin', null, anOrg());
      expectError(await ask(route, withKey(stranger)), 404, 'NOT_FOUND');
      expect((await api.store.getBatch({ orgId: owner.orgId, batchId }))?.statusName).toBe('complete');
    },
  );

  it.each([...routesWith('batch'), ...rules.filter(([route]) => route.includes(':activity_id'))])(
    '%s is a 404 for a key that is bound to another workspace',
    async (route) => {
      expectError(await ask(route, withKey(await aKey('admin', ['ws-other']))), 404, 'NOT_FOUND');
      expect((await api.store.getBatch({ orgId: owner.orgId, batchId }))?.statusName).toBe('complete');
    },
  );

  const ofJson = ([route]: (typeof rules)[number]) => route.startsWith('GET') && !route.endsWith('/events');
  it.each([...routesWith('batch'), ...routesWith('shared')].filter(ofJson))(
    '%s answers a key that is bound to the workspace as one that is not',
    async (route) => {
      const [bound, free] = [await aKey('viewer', ['ws-other', 'ws-test']), await aKey('viewer')];
      const answers = [await ask(route, withKey(bound)), await ask(route, withKey(free))];
      expect(answers[0]?.statusCode).toBe(200);
      expect(withoutTimes(answers[0]?.json())).toEqual(withoutTimes(answers[1]?.json()));
    },
  );

  it.each(routesWith('organisation'))('%s is a 403 for a key that is bound to workspaces', async (route) => {
    const answer = await ask(route, withKey(await aKey('admin', ['ws-test'])));
    expectError(answer, 403, 'FORBIDDEN', /^This concerns the whole organisation/);
  });

  it('HEAD is asked for the same as GET', async () => {
    expect((await ask('HEAD /batches', {})).statusCode).toBe(401);
    expect((await ask('HEAD /keys', withKey(await aKey('viewer')))).statusCode).toBe(403);
    expect((await ask('HEAD /batches', withKey(await aKey('viewer')))).statusCode).toBe(200);
  });

  it('leave health to whoever asks, and unknown routes unknown', async () => {
    expect((await ask('GET /health', {})).statusCode).toBe(200);
    expectError(await ask('GET /nothing', {}), 404, 'NOT_FOUND');
    expectError(await ask('PATCH /batches', {}), 405, 'METHOD_NOT_ALLOWED');
  });

  it('read the key from one header, whatever the case of its scheme', async () => {
    const key = await aKey('viewer');
    expect((await ask('GET /batches', { authorization: `bearer  ${key} ` })).statusCode).toBe(200);
    const twice = await api.app.inject({
      url: '/api/v1/batches',
      headers: { authorization: [`Bearer ${key}`, `Bearer ${key}`] as never },
    });
    expectError(twice, 400, 'VALIDATION_ERROR', 'The header Authorization is given more than once.');
  });

  it('note when a key was used last', async () => {
    const key = await aKey('viewer');
    await ask('GET /batches', withKey(key));
    // It is written once the answer is out.
    const lastUse = async () =>
      (await keys.listKeys(owner.orgId, { limit: 1000 })).find(({ id }) => id === idOf(key))?.lastUsedAt;
    while ((await lastUse()) === null);
    expect(await lastUse()).toBeInstanceOf(Date);
  });
});

function idOf(key: string): string {
  return key.split('_').slice(0, 2).join('_');
}

/** Durations of what is still to come differ from call to call. */
function withoutTimes(answer: Record<string, unknown> | undefined): unknown {
  return { ...answer, duration_seconds: null };
}
