import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { ApiUnderTest, expectError } from './api-under-test.ts';

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
    const encoded = key.replace('ogf_', '%6Fgf%5f');
    for (const path of [
      ...[`/batches?api_key=${key}`, `/batches/${key}`, `/nothing/${key}`],
      ...[`/batches/${encoded}`, `/batches?q=api%3D${key}`, `/batches?q=api_${key}`, `/batches/${key}/%zz`],
    ]) {
      const answer = await tenant.get(path);
      expectError(
        answer,
        400,
        'VALIDATION_ERROR',
        /^The URL (holds a credential: revoke it|has a broken percent)/,
      );
      expect(answer.body).not.toContain(secret);
    }
    const fine = await tenant.call('GET', '/batches', undefined, { authorization: `Bearer ${key}` });
    expect(fine.statusCode).toBe(200);
    await tenant.call('GET', '/batches', undefined, { authorization: `Bearer ${key.slice(0, -1)}` });
    for (const headers of [{ 'x-request-id': key }, { 'x-request-id': `run.${key}` }, { host: key }]) {
      const answer = await tenant.call('GET', '/batches', undefined, headers);
      expect(JSON.stringify(answer.headers)).not.toContain(secret.slice(0, 40));
    }
    await tenant.call('POST', '/keys', { name: 'a', role: 'viewer', expires_at: key });
    await tenant.call('POST', '/keys', { name: 'a', role: key });
    expect(lines).toContain('/api/v1/batches?api_key=***');
    expect(lines).not.toContain(secret);
    expect(lines).not.toContain(secret.slice(0, 40));
  });
});
