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
});
