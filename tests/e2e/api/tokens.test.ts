import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/app/config.ts';
import type { TokenSettings } from '../../../src/app/issuer-keys.ts';
import { createTokenVerifier } from '../../../src/app/token-verifier.ts';
import type { Database } from '../../../src/db/database.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { anOrg } from '../../support/batches.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { type Claims, TokenIssuer } from '../../support/token-issuer.ts';
import { ApiUnderTest, expectError } from './api-under-test.ts';

describe('tokens of an issuer', () => {
  let db: Database;
  let issuer: TokenIssuer;
  let api: ApiUnderTest;
  const orgId = anOrg();

  beforeAll(async () => {
    db = await openTestPostgres();
  });
  afterAll(() => db.close());

  beforeEach(async () => {
    issuer = await TokenIssuer.start();
    api = anApi();
  });
  afterEach(async () => {
    await api.close();
    await issuer.stop();
  });

  function anApi(settings: Partial<TokenSettings> = {}): ApiUnderTest {
    const verifyToken = createTokenVerifier({
      ...readConfig({}).tokens,
      ...{ issuer: issuer.url, audience: issuer.audience, keysKeptMs: 600_000, refetchedAfterMs: 0 },
      ...settings,
    });
    const keys = new PostgresKeyStore(db);
    return new ApiUnderTest(db, { authentication: { methods: ['keys', 'jwt'], keys, verifyToken } });
  }

  const operator = { org_id: orgId, role: 'operator' };

  function ask(
    token: string,
    path = '/batches',
    method: 'GET' | 'POST' | 'DELETE' = 'GET',
    payload?: object,
  ) {
    const headers = { authorization: `Bearer ${token}` };
    return api.app.inject({
      method,
      url: `/api/v1${path}`,
      headers,
      ...(payload !== undefined && { payload }),
    });
  }

  it('say for whom they are, what they may and which workspaces they see, and stand in the audit trail', async () => {
    const token = await issuer.token({ ...operator, workspaces: ['plant'] });
    const tenant = api.tenant(orgId);
    const row = {
      ...{ id: 'a', source: 'api', category: 'electricity', location: 'GB', quantity: '1', unit: 'kWh' },
      ...{ period_start: '2025-01-01', period_end: '2025-01-31' },
    };
    expect((await ask(token, '/activities', 'POST', [row])).json()).toMatchObject({ imported: 1 });
    const submitted = await ask(token, '/batches', 'POST', { activity_ids: ['a'] });
    expect(submitted.statusCode).toBe(201);
    const { id, org_id, workspace_id } = (await ask(token)).json().batches[0];
    expect([org_id, workspace_id]).toEqual([tenant.orgId, 'plant']);
    expect((await ask(token, `/batches/${id}/log`)).json().log).toMatchObject([
      { event: 'submitted', actor: 'jwt:ann' },
    ]);
    expectError(await ask(token, `/batches/${id}`, 'DELETE'), 403, 'FORBIDDEN', /^This takes the role admin/);
    const admin = await issuer.token({ org_id: orgId, role: ['auditor', 'viewer', 'admin'] });
    expect((await ask(admin, `/batches/${id}`, 'DELETE')).statusCode).toBe(204);
    expect((await ask(admin, '/audit-log')).json().entries.at(-1)).toMatchObject({
      action: 'batch_deleted',
      actor: 'jwt:ann',
    });
  });

  it('of another organisation see nothing of this one', async () => {
    const token = await issuer.token({ ...operator, org_id: anOrg() });
    expect((await ask(token)).json()).toMatchObject({ batches: [] });
    const named = await api.app.inject({
      url: '/api/v1/batches',
      headers: { authorization: `Bearer ${token}`, 'x-org-id': orgId },
    });
    expectError(named, 403, 'FORBIDDEN', /organisation that X-Org-ID names/);
  });

  const now = Math.floor(Date.now() / 1000);
  const wrong: [string, (issuer: TokenIssuer) => Promise<string>][] = [
    ['is over', (issuer) => issuer.token({ ...operator, exp: now - 60 })],
    ['has not begun', (issuer) => issuer.token({ ...operator, nbf: now + 36_000 })],
    ['never ends', (issuer) => issuer.token({ ...operator, exp: undefined })],
    ['is of another issuer', (issuer) => issuer.token({ ...operator, iss: 'https://login.example.com' })],
    ['is for somebody else', (issuer) => issuer.token({ ...operator, aud: 'another-api' })],
    ['is for nobody', (issuer) => issuer.token({ ...operator, aud: undefined })],
    ['names no subject', (issuer) => issuer.token({ ...operator, sub: undefined })],
    ['names its subject by a number', (issuer) => issuer.token({ ...operator, sub: 7 as never })],
    ['names its subject by a list', (issuer) => issuer.token({ ...operator, sub: ['ann'] as never })],
    ['names a subject that no log could show', (issuer) => issuer.token({ ...operator, sub: 'a\nb' })],
    [
      'is signed by somebody else',
      async (issuer) => {
        const stranger = await TokenIssuer.start();
        const token = await stranger.token({ ...operator, iss: issuer.url });
        await stranger.stop();
        return token;
      },
    ],
    [
      'was changed',
      async (issuer) => {
        const [header, , signature] = (await issuer.token(operator)).split('.');
        const [, admin] = (await issuer.token({ ...operator, role: 'admin' })).split('.');
        return [header, admin, signature].join('.');
      },
    ],
    [
      'is signed by nobody',
      async (issuer) => {
        const [, payload] = (await issuer.token(operator)).split('.');
        return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
      },
    ],
    [
      'is signed with the public key as if it were a secret',
      async (issuer) =>
        new SignJWT({ ...operator, sub: 'ann', iss: issuer.url, aud: issuer.audience, exp: now + 3600 })
          .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
          .sign(Buffer.from(JSON.stringify(await issuer.publicKey()))),
    ],
    [
      'is signed in a way that is not allowed',
      async (issuer) => {
        await issuer.addKey('ES384');
        return issuer.token(operator, 'ES384');
      },
    ],
    [
      'is signed by a key that its issuer does not show as one',
      async (issuer) => {
        await issuer.addBrokenKey();
        return issuer.token(operator);
      },
    ],
    ['is none', async () => 'open-sesame'],
  ];
  it.each(wrong)('are a 401, like every other, where one %s', async (_, make) => {
    expect((await ask(await issuer.token(operator))).statusCode).toBe(200);
    const answer = await ask(await make(issuer));
    expectError(answer, 401, 'UNAUTHENTICATED', /^The credentials are missing, wrong, revoked or expired/);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="offgridflow"');
  });

  const lacking: [string, Claims, RegExp][] = [
    [
      'no organisation',
      { role: 'viewer' },
      /^The token names no organisation: its claim org_id must be one\.$/,
    ],
    ['two organisations', { org_id: ['a', 'b'], role: 'viewer' }, /^The token names no organisation/],
    [
      'no role',
      { org_id: orgId },
      /^The token has no role: its claim role must be or have one of viewer, operator, admin/,
    ],
    ['a role that is not ours', { org_id: orgId, role: 'Admin' }, /^The token has no role/],
    ['an empty list of workspaces', { ...operator, workspaces: [] }, /^The token is bound to no workspace/],
    ['null for workspaces', { ...operator, workspaces: null }, /^The token is bound to no workspace/],
    ['workspaces that are none', { ...operator, workspaces: [7] }, /^The token is bound to no workspace/],
  ];
  it.each(lacking)('are a 403 where one that is right has %s', async (_, claims, details) => {
    expectError(await ask(await issuer.token(claims)), 403, 'FORBIDDEN', details);
  });

  it('are read by the claims that the settings name, with the clocks as far apart as they allow', async () => {
    await api.close();
    api = anApi({ orgClaim: 'https://example.com/tenant', roleClaim: 'groups', clockToleranceMs: 3_600_000 });
    const claims = { 'https://example.com/tenant': orgId, groups: ['staff', 'viewer'] };
    expect((await ask(await issuer.token({ ...claims, exp: now - 60 }))).statusCode).toBe(200);
    expect((await ask(await issuer.token({ ...claims, exp: now - 36_000 }))).statusCode).toBe(401);
  });

  it('are checked by keys that are fetched once, and again when a new one signs', async () => {
    const former = await issuer.token(operator);
    for (let call = 0; call < 5; call++) expect((await ask(former)).statusCode).toBe(200);
    expect(issuer.keysAskedFor).toBe(1);
    await issuer.addKey();
    const next = await issuer.token(operator);
    expect((await ask(next)).statusCode).toBe(200);
    expect((await ask(former)).statusCode).toBe(200);
    expect(issuer.keysAskedFor).toBe(2);
    // Withdrawn, a key counts until the keys are fetched the next time.
    await issuer.addKey();
    issuer.withdrawFormerKeys();
    expect((await ask(await issuer.token(operator))).statusCode).toBe(200);
    expect((await ask(former)).statusCode).toBe(401);
    expect((await ask(next)).statusCode).toBe(401);
  });

  it('that name unknown keys do not have the keys fetched again and again', async () => {
    await api.close();
    api = anApi({ refetchedAfterMs: 600_000 });
    expect((await ask(await issuer.token(operator))).statusCode).toBe(200);
    await issuer.addKey();
    for (let call = 0; call < 5; call++)
      expect((await ask(await issuer.token(operator))).statusCode).toBe(401);
    expect(issuer.keysAskedFor).toBe(1);
  });

  it('are a 503 while the issuer is away, and count again when it is back; keys do all the while', async () => {
    const token = await issuer.token(operator);
    const { key } = await new PostgresKeyStore(db).createKey(
      { orgId, name: 'a', role: 'viewer', workspaces: null, expiresAt: null },
      'tester',
    );
    issuer.claimedIssuer = null;
    expectError(await ask(token), 503, 'UNAVAILABLE', /^The keys of the issuer of tokens cannot be fetched/);
    expect((await ask(key)).statusCode).toBe(200);
    issuer.claimedIssuer = 'https://somebody-else.example';
    expectError(await ask(token), 503, 'UNAVAILABLE');
    issuer.claimedIssuer = issuer.url;
    expect((await ask(token)).statusCode).toBe(200);
    issuer.claimedIssuer = null;
    expect((await ask(token)).statusCode).toBe(200);
  });

  it('are checked by the keys at a URL that is given, without discovery', async () => {
    await api.close();
    api = anApi({ keysUrl: `${issuer.url}/keys` });
    const token = await issuer.token(operator);
    issuer.claimedIssuer = 'https://somebody-else.example';
    expect((await ask(token)).statusCode).toBe(200);
  });
});
