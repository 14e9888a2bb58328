import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { ApiUnderTest } from './api-under-test.ts';

const page = 'https://app.example.com';
const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-org-id' };

describe('web pages of other origins', () => {
  let db: Database;
  let closed: ApiUnderTest;
  let open: ApiUnderTest;

  beforeAll(async () => {
    db = await openTestPostgres();
    closed = new ApiUnderTest(db);
    open = new ApiUnderTest(db, { corsOrigins: [page, 'http://localhost:5173'] });
  });
  afterAll(async () => {
    await closed.close();
    await open.close();
    await db.close();
  });

  const granted = (headers: Record<string, unknown>) =>
    Object.keys(headers).filter((name) => name.startsWith('access-control-'));

  it('are kept out by browsers where none is named: nothing says that they may', async () => {
    for (const method of ['GET', 'OPTIONS'] as const) {
      const answer = await closed
        .tenant()
        .call(method, '/batches', undefined, { ...preflight, origin: page });
      expect([granted(answer.headers), answer.headers.vary]).toEqual([[], undefined]);
    }
  });

  it('are answered where theirs is named, and told beforehand what they may send', async () => {
    const asked = await open.app.inject({
      method: 'OPTIONS',
      url: '/api/v1/batches',
      headers: { ...preflight, origin: page },
    });
    expect([asked.statusCode, asked.headers]).toMatchObject([
      204,
      {
        'access-control-allow-origin': page,
        'access-control-allow-methods': expect.stringContaining('POST'),
        'access-control-allow-headers': expect.stringMatching(/Authorization.*If-Match.*X-Org-ID/),
        vary: 'Origin',
      },
    ]);
    const answer = await open.tenant().call('GET', '/batches', undefined, { origin: page });
    expect([answer.statusCode, answer.headers]).toMatchObject([
      200,
      {
        'access-control-allow-origin': page,
        'access-control-expose-headers': expect.stringContaining('ETag'),
      },
    ]);
    // A page must be able to read why it is refused, by the framework too.
    const tooLong = `/api/v1/batches/${'a'.repeat(3_000)}`;
    for (const url of ['/api/v1/batches', '/api/v1/batches/%zz', tooLong]) {
      const refused = await open.app.inject({ url, headers: { origin: page } });
      const { vary, 'access-control-allow-origin': allowed } = refused.headers;
      expect([refused.statusCode, allowed, vary]).toEqual([400, page, 'Origin']);
    }
    // Cookies never count.
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it.each(['https://evil.example', 'http://app.example.com', `${page}.evil.example`, `${page}:8443`, 'null'])(
    'are kept out where another is named: %s',
    async (origin) => {
      for (const method of ['GET', 'OPTIONS'] as const) {
        const answer = await open.tenant().call(method, '/batches', undefined, { ...preflight, origin });
        expect([granted(answer.headers), answer.headers.vary]).toEqual([[], 'Origin']);
      }
    },
  );
});
