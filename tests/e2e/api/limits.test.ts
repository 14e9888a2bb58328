import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTenants } from '../../../src/app/tenants.ts';
import type { Database } from '../../../src/db/database.ts';
import { silentLogger } from '../../../src/foundation/logger.ts';
import { type ApiLimits, apiLimitsDefault } from '../../../src/http/api-limits.ts';
import { Pressure } from '../../../src/http/pressure.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { anOrg } from '../../support/batches.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { exchange } from '../../support/raw-http.ts';
import { ApiUnderTest, expectError } from './api-under-test.ts';

describe('the limits of the API', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openTestPostgres();
  });
  afterAll(() => db.close());

  /** On a real port, for as long as `act` takes. */
  async function serving<T>(
    limits: Partial<ApiLimits>,
    act: (port: number, api: ApiUnderTest) => Promise<T>,
  ): Promise<T> {
    const api = new ApiUnderTest(db, { limits });
    try {
      return await act(Number(new URL(await api.app.listen({ port: 0, host: '127.0.0.1' })).port), api);
    } finally {
      await api.close();
    }
  }

  function expectRefusal(answer: Awaited<ReturnType<typeof exchange>>, status: number, code: string): void {
    expect(answer.status, answer.head).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({
      error: code,
      code,
      details: expect.stringMatching(/\.$/),
      timestamp: expect.stringMatching(/Z$/),
    });
  }

  describe('on hostile requests, byte by byte', () => {
    const start = (line: string) =>
      `${line} HTTP/1.1\r\nHost: a\r\nX-Org-ID: org-hostile\r\nX-Workspace-ID: w\r\nConnection: close\r\n`;
    const get = (path: string, more = '') => `${start(`GET /api/v1${path}`)}${more}\r\n`;
    const post = (body: string, more = '') =>
      `${start('POST /api/v1/batches')}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;
    const batch = '{"activity_ids":["a"]}';
    const key = `ogf_0123456789abcdef_${'A'.repeat(43)}`;

    const refused: [string, string, number, string][] = [
      ['a URL that is too long', get(`/batches?status=${'x'.repeat(8_100)}`), 414, 'URI_TOO_LONG'],
      [
        'a URL that no header has room beside',
        get(`/batches?status=${'x'.repeat(20_000)}`),
        431,
        'HEADERS_TOO_LARGE',
      ],
      [
        'a header that is too long',
        post(batch, `X-Long: ${'x'.repeat(17_000)}\r\n`),
        431,
        'HEADERS_TOO_LARGE',
      ],
      ['too many headers', post(batch, 'X-A: 1\r\n'.repeat(101)), 431, 'HEADERS_TOO_LARGE'],
      ['far too many headers', post(batch, 'a:\r\n'.repeat(3_000)), 431, 'HEADERS_TOO_LARGE'],
      ['two lengths', post(batch, 'Content-Length: 3\r\n'), 400, 'VALIDATION_ERROR'],
      ['a length and chunks', post(batch, 'Transfer-Encoding: chunked\r\n'), 400, 'VALIDATION_ERROR'],
      [
        'a broken chunk',
        `${start('POST /api/v1/batches')}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
        400,
        'VALIDATION_ERROR',
      ],
      ['a NUL in a header', post(batch, 'X-Nul: a\0b\r\n'), 400, 'VALIDATION_ERROR'],
      ['two owners', post(batch, 'X-Org-ID: org-other\r\n'), 400, 'VALIDATION_ERROR'],
      ['an unknown query parameter', get('/batches?colour=red'), 400, 'VALIDATION_ERROR'],
      ['a query parameter twice', get('/batches?limit=1&limit=2'), 400, 'VALIDATION_ERROR'],
      ['a query parameter as a list', get('/batches?limit[]=1'), 400, 'VALIDATION_ERROR'],
      ['a huge number', get('/batches?limit=99999999999999999999'), 400, 'VALIDATION_ERROR'],
      ['a number beyond doubles', get('/batches?offset=1e400'), 400, 'VALIDATION_ERROR'],
      ['a huge number in a body', post('{"activity_ids":["a"],"priority":1e400}'), 400, 'VALIDATION_ERROR'],
      [
        'a number of many digits',
        post(`{"activity_ids":["a"],"max_retries":${'9'.repeat(400)}}`),
        400,
        'VALIDATION_ERROR',
      ],
      ['deep JSON', post('['.repeat(15_000)), 400, 'VALIDATION_ERROR'],
      [
        'deep JSON in a field',
        post(`{"activity_ids":${'['.repeat(500)}${']'.repeat(500)}}`),
        400,
        'VALIDATION_ERROR',
      ],
      ['a key in the query', get(`/batches?key=${key}`), 400, 'VALIDATION_ERROR'],
      [
        'a key in the query of a submission',
        `${start(`POST /api/v1/batches?token=${key}`)}Content-Length: 0\r\n\r\n`,
        400,
        'VALIDATION_ERROR',
      ],
      ['too many ids', post(JSON.stringify({ activity_ids: ['a', 'b', 'c', 'd'] })), 400, 'VALIDATION_ERROR'],
    ];
    it('answers each in the one shape, and changes nothing', async () => {
      await serving({ idsPerBatch: 3 }, async (port) => {
        for (const [name, request, status, code] of refused) {
          const answer = await exchange(port, request);
          expect([name, answer.status]).toEqual([name, status]);
          expectRefusal(answer, status, code);
        }
        expect(JSON.parse((await exchange(port, get('/batches'))).body).total).toBe(0);
        expect((await exchange(port, post(batch, 'X-A: 1\r\n'.repeat(80)))).status).toBe(201);
      });
    });
  });

  it('ends the wait for headers and for a body that do not come', async () => {
    await serving({ headersTimeoutMs: 20, requestTimeoutMs: 40 }, async (port) => {
      const answers = await Promise.all([
        exchange(port, 'GET /health HTTP/1.1\r\nHost: a\r\nX-Half: '),
        exchange(
          port,
          'POST /api/v1/batches HTTP/1.1\r\nHost: a\r\nX-Org-ID: o\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
        ),
      ]);
      for (const answer of answers) expectRefusal(answer, 408, 'REQUEST_TIMEOUT');
    });
  });

  it('closes a connection whose answers are not read', async () => {
    await serving({ idleTimeoutMs: 50 }, async (port, api) => {
      const accepted = once(api.app.server, 'connection');
      const client = connect(port, '127.0.0.1');
      client.pause();
      const [served] = (await accepted) as [Socket];
      // More than the kernel keeps for a reader.
      client.write('GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(200));
      await once(served, 'close');
      expect(served.bytesWritten).toBeGreaterThan(100_000);
      client.destroy();
    });
  });

  it('takes no more connections than it may have', async () => {
    await serving({ connections: 1 }, async (port) => {
      const first = connect(port, '127.0.0.1');
      first.write('GET /health HTTP/1.1\r\nHost: a\r\n\r\n');
      await once(first, 'data');
      const second = await exchange(port, '').catch(() => ({ status: Number.NaN }));
      expect(second.status).toBeNaN();
      first.destroy();
    });
  });

  it('gives up a statement that takes too long with 503, and nothing of it happens', async () => {
    const api = new ApiUnderTest(db, { tenants: createTenants(db, { statementTimeoutMs: 50 }) });
    const tenant = api.tenant();
    const batchId = await tenant.submit();
    const answer = await db.transaction(async (tx) => {
      await tx.query('SELECT id FROM batch_jobs WHERE id = $1 FOR UPDATE', [batchId]);
      return tenant.call('POST', `/batches/${batchId}/cancel`);
    });
    expectError(answer, 503, 'UNAVAILABLE', 'The database took too long: try again soon.');
    expect(answer.headers['retry-after']).toBe('5');
    expect((await tenant.get(`/batches/${batchId}`)).json().status).toBe('pending');
    expect((await tenant.call('POST', `/batches/${batchId}/cancel`)).statusCode).toBe(200);
    await api.close();
  });

  it('looks at no more credentials from an address where many were wrong, but at those that were right', async () => {
    const keys = new PostgresKeyStore(db);
    const authentication = { methods: ['keys'] as const, keys };
    const api = new ApiUnderTest(db, { authentication, limits: { failedLoginsPerMinute: 3 } });
    const aKey = async () =>
      (
        await keys.createKey(
          { orgId: 'org-l', name: 'k', role: 'viewer', workspaces: null, expiresAt: null },
          't',
        )
      ).key;
    const ask = (key: string) =>
      api.app.inject({ url: '/api/v1/batches', headers: { authorization: `Bearer ${key}` } });
    const [known, unknown] = [await aKey(), await aKey()];
    expect((await ask(known)).statusCode).toBe(200);
    for (let time = 0; time < 3; time++) expectError(await ask(`ogf_${time}`), 401, 'UNAUTHENTICATED');
    for (const key of ['ogf_4', unknown]) {
      const answer = await ask(key);
      expectError(answer, 429, 'RATE_LIMITED', /wrong credentials/);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await ask(known)).statusCode).toBe(200);
    expectError(await api.app.inject({ url: '/api/v1/batches' }), 401, 'UNAUTHENTICATED');
    await api.close();
  });

  it('counts the requests of a key and of an organisation on all nodes, and says so in every answer', async () => {
    const keys = new PostgresKeyStore(db);
    const limits = { requestsPerKey: 4, requestsPerOrg: 6 };
    const authentication = { methods: ['keys'] as const, keys };
    const nodes = [1, 2].map(() => new ApiUnderTest(db, { authentication, limits }));
    const orgId = anOrg();
    const aKey = async () =>
      (await keys.createKey({ orgId, name: 'k', role: 'viewer', workspaces: null, expiresAt: null }, 't'))
        .key;
    const [first, second] = [await aKey(), await aKey()];
    const ask = (key: string, node: number, url = '/api/v1/batches') =>
      (nodes[node] as ApiUnderTest).app.inject({ url, headers: { authorization: `Bearer ${key}` } });
    const useUp = (subject: string) =>
      db.query(
        `UPDATE rate_limits SET full_at = now() + interval '1 hour' WHERE org_id = $1 AND subject LIKE $2`,
        [orgId, subject],
      );
    const begun = await ask(first, 0);
    expect(begun.headers).toMatchObject({
      'ratelimit-policy': '"key";q=4;w=60, "organisation";q=6;w=60',
      ratelimit: '"key";r=3;t=15, "organisation";r=5;t=10',
    });
    // What the handler refuses counts too, and what another node answers.
    expectError(await ask(first, 1, '/api/v1/batches/batch_none'), 404, 'NOT_FOUND');
    const { rows } = await db.query<{ used: number }>(
      'SELECT round(extract(epoch FROM full_at - now()) / 60 * 6)::int AS used FROM rate_limits WHERE org_id = $1 AND subject = $2',
      [orgId, ''],
    );
    expect(rows).toEqual([{ used: 2 }]);
    await useUp('key:%');
    for (const node of [0, 1]) {
      const refused = await ask(first, node);
      expectError(
        refused,
        429,
        'RATE_LIMITED',
        /^The key may make 4 requests a minute, and has: try again in \d+ s\.$/,
      );
      expect(refused.headers.ratelimit).toMatch(/^"key";r=0;t=/);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }
    for (const node of [0, 1]) expect((await ask(second, node)).statusCode).toBe(200);
    await useUp('');
    expectError(await ask(second, 1), 429, 'RATE_LIMITED', /^The organisation may make 6 requests a minute/);
    expect((await (nodes[0] as ApiUnderTest).app.inject({ url: '/health' })).headers).not.toHaveProperty(
      'ratelimit',
    );
    for (const node of nodes) await node.close();
  });

  it('lets requests pass while their rate cannot be counted', async () => {
    const takeRequests = async () => {
      throw new Error('The database is away.');
    };
    const rateLimits = { takeRequests, forgetFullBuckets: async () => {} };
    const api = new ApiUnderTest(db, { rateLimits, limits: { requestsPerOrg: 1 } });
    const tenant = api.tenant();
    for (let time = 0; time < 3; time++) expect((await tenant.get('/batches')).statusCode).toBe(200);
    await api.close();
  });

  it('refuses requests while the node has more to do than it can, heavy ones first, and tells its health', async () => {
    let eventLoopDelayMs = 0;
    const limits = { ...apiLimitsDefault, eventLoopDelayMs: 100 };
    const pressure = new Pressure(
      () => ({ eventLoopDelayMs, heapShare: 0, databaseQueue: 0 }),
      limits,
      silentLogger,
    );
    const strain = (delayMs: number) => {
      eventLoopDelayMs = delayMs;
      for (let time = 0; time < 2; time++) pressure.look();
    };
    const api = new ApiUnderTest(db, { pressure });
    const tenant = api.tenant();
    const csv = { 'content-type': 'text/csv' };
    const answers = async () => [
      await tenant.get('/batches'),
      await tenant.call('POST', '/batches', { activity_ids: ['a'] }),
      await tenant.call('GET', '/batches', undefined, { accept: 'application/x-ndjson, */*' }),
      await tenant.call('POST', '/activities', '', csv),
    ];
    const statuses = async () => (await answers()).map(({ statusCode }) => statusCode);
    expect(await statuses()).toEqual([200, 201, 200, 400]);
    strain(80);
    expect(await statuses()).toEqual([200, 201, 503, 503]);
    strain(100);
    for (const answer of await answers()) {
      expectError(answer, 503, 'UNAVAILABLE', /more to do at the moment than it can/);
      expect(answer.headers['retry-after']).toBe('2');
    }
    const health = await api.app.inject({ url: '/health' });
    expect([health.statusCode, health.json().strains]).toEqual([200, ['event_loop']]);
    strain(0);
    expect(await statuses()).toEqual([200, 201, 200, 400]);
    expect((await tenant.get('/batches')).json().total).toBe(3);
    await api.close();
  });

  it('lets no organisation take all the room for bodies, however slowly its own come', async () => {
    await serving({ bodyBytesInFlight: 360 }, async (port, api) => {
      const slowly = async () => {
        const begun = once(api.app.server, 'request');
        const socket = connect(port, '127.0.0.1');
        socket.write(
          `POST /api/v1/batches HTTP/1.1\r\nHost: a\r\nX-Org-ID: slow\r\nX-Workspace-ID: w\r\nContent-Type: application/json\r\nContent-Length: 150\r\n\r\n{`,
        );
        await begun;
        return socket;
      };
      const sockets = [await slowly(), await slowly(), await slowly()];
      await api.tenant().submit({ activity_ids: ['x'.repeat(60)] });
      for (const socket of sockets) socket.destroy();
    });
  });

  it('keeps no more bodies in memory than there is room for, and gives the room back', async () => {
    await serving({ bodyBytesInFlight: 100 }, async (port, api) => {
      const head =
        'POST /api/v1/batches HTTP/1.1\r\nHost: a\r\nX-Org-ID: o\r\nX-Workspace-ID: w\r\nContent-Type: application/json\r\n';
      const body = JSON.stringify({ activity_ids: ['x'.repeat(60)] });
      const submit = `${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
      const slow = connect(port, '127.0.0.1');
      const begun = once(api.app.server, 'request');
      slow.write(`${head}Content-Length: 90\r\n\r\n{`);
      await begun;
      expectRefusal(await exchange(port, submit), 503, 'UNAVAILABLE');
      const [, response] = await begun;
      slow.destroy();
      await once(response, 'close');
      expect((await exchange(port, submit)).status).toBe(201);
      const tenant = api.tenant();
      for (let time = 0; time < 3; time++) await tenant.submit({ activity_ids: ['x'.repeat(60)] });
    });
  });
});
