import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticationOf } from '../../../src/app/authentication.ts';
import { readConfig } from '../../../src/app/config.ts';
import type { Database } from '../../../src/db/database.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { ApiUnderTest, expectError } from './api-under-test.ts';

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

  it.each([
    'Forwarded',
    'Via',
    'X-Real-IP',
    'X-Forwarded-For',
    'X-Forwarded-Proto',
    'X-Forwarded-Host',
    'X-Forwarded-Whatever',
  ])('are not believed of requests that a proxy passed on, as %s tells; a key is', async (name) => {
    const tenant = api.tenant();
    const passedOn = { host: '127.0.0.1:8080', [name]: '203.0.113.7' };
    expectError(
      await tenant.call('GET', '/batches', undefined, passedOn),
      403,
      'FORBIDDEN',
      `Without --auth, owner headers are believed only of requests that no proxy passed on, and this one has ${name.toLowerCase()}: start the server with --auth keys, or with --auth headers where the proxy sets X-Org-ID itself.`,
    );
    const { key } = (await tenant.call('POST', '/keys', { name: 'a', role: 'viewer' })).json();
    const withKey = { ...passedOn, authorization: `Bearer ${key}` };
    expect((await tenant.call('GET', '/batches', undefined, withKey)).statusCode).toBe(200);
  });
});

describe('owner headers, where they are asked for by name', () => {
  let db: Database;
  let api: ApiUnderTest;

  beforeAll(async () => {
    db = await openTestPostgres();
    const authenticationWith = await authenticationOf(readConfig({}, { auth: 'headers,keys' }));
    api = new ApiUnderTest(db, { authentication: authenticationWith(new PostgresKeyStore(db)) });
  });
  afterAll(async () => {
    await api.close();
    await db.close();
  });

  it('are believed through a proxy, to whatever host', async () => {
    const passedOn = { host: 'api.example.com', 'x-forwarded-for': '203.0.113.7', via: '1.1 gateway' };
    expect((await api.tenant().call('GET', '/batches', undefined, passedOn)).statusCode).toBe(200);
  });

  it.each([
    'key:ogf_0123456789abcdef',
    'jwt:ann',
    'KEY:x',
    ' jwt:ann',
    'j\u200bwt:ann',
    'k\ufe0fey:x',
    '\u3164key:x',
    '\u00a0key:x',
    '\uff4bey\uff1ax',
  ])('name no actor that looks like a key or a token in the audit trail: %j', async (actor) => {
    const tenant = api.tenant();
    const headers = { 'x-actor': Buffer.from(actor, 'utf8').toString('latin1') };
    const answer = await tenant.call('POST', '/keys', { name: 'a', role: 'viewer' }, headers);
    expectError(answer, 400, 'VALIDATION_ERROR', /^The header X-Actor must not begin with key: or jwt:/);
    expect((await tenant.get('/keys')).json().keys).toEqual([]);
  });

  it('name any other actor, of whatever shape', async () => {
    for (const actor of ['ann@example.com', 'user:7', 'keymaster', 'monkey: bob']) {
      const headers = { 'x-actor': actor };
      const made = await api.tenant().call('POST', '/keys', { name: 'a', role: 'viewer' }, headers);
      expect(made.json().created_by).toBe(actor);
    }
  });
});
