import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { exchange } from '../../support/raw-http.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

describeOnEachDatabase('HTTP itself', (openDatabase) => {
  let api: ApiUnderTest;
  let tenant: Tenant;
  beforeAll(async () => {
    api = new ApiUnderTest(await openDatabase(), { limits: { bodyBytes: 100_000, nestingDepth: 5 } });
    tenant = api.tenant();
  });
  afterAll(() => api.close());

  const json = { 'content-type': 'application/json' };

  describe('unknown routes', () => {
    it.each(['/', '/nope', '/api/v1', '/api/v1/batches/b/nope', '/api/v2/batches', '//'])(
      'answers %s with 404',
      async (url) => {
        for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE'] as const) {
          expectError(await api.app.inject({ method, url }), 404, 'NOT_FOUND', /^There is nothing at /);
        }
      },
    );

    it.each([
      ['PUT', '/health', 'GET, HEAD, OPTIONS'],
      ['POST', '/api/v1/health', 'GET, HEAD, OPTIONS'],
      ['DELETE', '/api/v1/batches', 'GET, HEAD, OPTIONS, POST'],
      ['PATCH', '/api/v1/batches/b', 'DELETE, GET, HEAD, OPTIONS'],
      ['GET', '/api/v1/batches/b/cancel', 'OPTIONS, POST'],
      ['PUT', '/api/v1/batches/cancel', 'DELETE, GET, HEAD, OPTIONS, POST'],
      ['GET', '/api/v1/batches/b/retry?x=1', 'OPTIONS, POST'],
      ['POST', '/api/v1/batches/b/progress', 'GET, HEAD, OPTIONS'],
      ['PUT', '/api/v1/batches/b/records', 'GET, HEAD, OPTIONS'],
      ['PUT', '/api/v1/activities', 'GET, HEAD, OPTIONS, POST'],
    ] as const)('answers %s %s with 405 and what is allowed', async (method, url, allow) => {
      const answer = await api.app.inject({ method, url });
      expectError(answer, 405, 'METHOD_NOT_ALLOWED', `${method} is not allowed here: use one of ${allow}.`);
      expect(answer.headers.allow).toBe(allow);
      const options = await api.app.inject({ method: 'OPTIONS', url });
      expect([options.statusCode, options.headers.allow, options.body]).toEqual([204, allow, '']);
    });

    it('takes a slash at the end for nothing', async () => {
      expect((await tenant.get('/batches/')).json()).toMatchObject({ limit: 10, offset: 0 });
      expectError(await tenant.call('DELETE', '/batches/'), 405, 'METHOD_NOT_ALLOWED');
    });

    it('answers them before it reads a body', async () => {
      const answer = await api.app.inject({ method: 'POST', url: '/nope', headers: json, payload: '{' });
      expectError(answer, 404, 'NOT_FOUND');
    });

    it.each(['/api/v1/batches/%zz', '/%', '/api/v1/batches/%c3%28/log'])(
      'refuses the URL %s',
      async (url) => {
        const answer = await api.app.inject({ url, headers: tenant.headers });
        expectError(answer, 400, 'VALIDATION_ERROR', 'The URL has a broken percent-encoding.');
        expect(answer.headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
        });
      },
    );

    it('refuses an endless part of a URL', async () => {
      const answer = await tenant.get(`/batches/${'x'.repeat(3000)}`);
      expectError(answer, 400, 'VALIDATION_ERROR', 'A part of the URL is too long.');
    });
  });

  describe('bodies', () => {
    const refused: [string, string | Buffer, string | RegExp][] = [
      ['nothing', '', 'The body is empty.'],
      ['null', 'null', 'The body is empty.'],
      ['a word', 'hello', /^The body is not valid JSON: /],
      ['half an object', '{"activity_ids": ["a"', /^The body is not valid JSON: /],
      ['two objects', '{}{}', /^The body is not valid JSON: /],
      ['a text', '"activity_ids"', 'The body must be an object, not "activity_ids".'],
      ['__proto__', '{"activity_ids":["a"],"__proto__":{"priority":1}}', /^There is no field "__proto__"/],
      [
        'constructor',
        '{"activity_ids":["a"],"constructor":{"prototype":{}}}',
        /^There is no field "constructor"/,
      ],
      ['too deep an array', `${'['.repeat(6)}${']'.repeat(6)}`, /deeper than 5 levels/],
      ['a hundred thousand arrays', '['.repeat(100_000), /deeper than 5 levels/],
      [
        'bytes that are not UTF-8',
        Buffer.from('{"activity_ids":["\xff"]}', 'latin1'),
        'The body is not UTF-8.',
      ],
      ['half a surrogate pair', '{"activity_ids":["\\ud800"]}', /broken Unicode/],
      ['NUL in an id', '{"activity_ids":["\\u0000"]}', /control characters/],
      ['NUL in a field', '{"activity_ids":["a"],"\\u0000":1}', /^There is no field "\\u0000"/],
    ];
    it.each(refused)('refuses %s', async (_, body, details) => {
      expectError(await tenant.call('POST', '/batches', body, json), 400, 'VALIDATION_ERROR', details);
    });

    it('does not take brackets in a text for depth', async () => {
      const id = `${'[{'.repeat(20)}"\\`;
      expect(await tenant.submit({ activity_ids: [id] })).toMatch(/^batch_/);
    });

    it('reads a body with a byte order mark', async () => {
      const answer = await tenant.call('POST', '/batches', '\ufeff{"activity_ids":["a"]}', json);
      expect(answer.statusCode).toBe(201);
    });

    it('refuses one that is too large', async () => {
      const body = JSON.stringify({ activity_ids: ['x'.repeat(100_000)] });
      expectError(await tenant.call('POST', '/batches', body, json), 413, 'PAYLOAD_TOO_LARGE', /too large/);
    });

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'text/csv', 'nonsense', 'a/b; c='])(
      'refuses the media type %s',
      async (type) => {
        const answer = await tenant.call('POST', '/batches', '{"activity_ids":["a"]}', {
          'content-type': type,
        });
        expectError(answer, 415, 'UNSUPPORTED_MEDIA_TYPE', /application\/json/);
      },
    );
  });

  it('unpacks a body that is packed with gzip, within the same limits, and no other encoding', async () => {
    const post = (body: Buffer, encoding: string) =>
      tenant.call('POST', '/batches', body, { ...json, 'content-encoding': encoding });
    const packed = gzipSync('{"activity_ids":["a"]}');
    expect((await post(packed, 'gzip')).statusCode).toBe(201);
    expect((await post(packed, 'X-GZIP')).statusCode).toBe(201);
    expectError(await post(packed.subarray(0, -1), 'gzip'), 400, 'VALIDATION_ERROR', /ends too early/);
    const blown = gzipSync(`{"activity_ids":["${'x'.repeat(200_000)}"]}`);
    expectError(await post(blown, 'gzip'), 413, 'PAYLOAD_TOO_LARGE', /too large/);
    for (const encoding of ['br', 'deflate', 'gzip, gzip', 'nonsense']) {
      const answer = await post(packed, encoding);
      expectError(answer, 415, 'UNSUPPORTED_MEDIA_TYPE', /send the body as it is, or with gzip\.$/);
      expect(answer.headers['accept-encoding']).toBe('gzip');
    }
  });

  describe('headers', () => {
    it('forbids browsers to guess, frame, run or keep an answer', async () => {
      for (const url of ['/health', '/nope']) {
        expect((await api.app.inject({ url })).headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
          'cache-control': 'no-store',
        });
      }
    });

    it('gives every answer an id: the one that came where it is fit, else a new one', async () => {
      const idFor = async (id: string) =>
        (await api.app.inject({ url: '/nope', headers: { 'x-request-id': id } })).headers['x-request-id'];
      expect(await idFor('trace-1:a.b')).toBe('trace-1:a.b');
      expect(await idFor('a b')).toMatch(/^[0-9a-f-]{36}$/);
      expect(await idFor('x'.repeat(101))).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  it('logs what went wrong inside under the id of the request, and tells the client nothing of it', async () => {
    const lines = new PassThrough({ encoding: 'utf8' });
    const broken = async () => {
      throw new Error('the password is hunter2');
    };
    const logged = new ApiUnderTest(await openDatabase(), {
      logger: pino({}, lines),
      scheduler: { healthCheck: broken },
    });
    const answer = await logged.app.inject({ url: '/health', headers: { 'x-request-id': 'trace-7' } });
    await logged.close();
    expectError(answer, 500, 'INTERNAL_ERROR');
    expect(answer.body).not.toMatch(/hunter2|\.ts|node_modules/);
    const failure =
      String(lines.read())
        .split('\n')
        .find((line) => line.includes('hunter2')) ?? '{}';
    expect(JSON.parse(failure)).toMatchObject({ level: 50, reqId: 'trace-7', msg: 'request failed' });
  });

  it('answers 503 with Retry-After while there is no database', async () => {
    const db = await openDatabase();
    const cutOff = new ApiUnderTest(db);
    await db.close();
    const answer = await cutOff.tenant().get('/batches');
    await cutOff.close();
    expectError(answer, 503, 'UNAVAILABLE', /cannot be reached/);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describeOnEachDatabase('HTTP on a real port', (openDatabase) => {
  let api: ApiUnderTest;
  let port: number;
  beforeAll(async () => {
    api = new ApiUnderTest(await openDatabase(), { limits: { bodyBytes: 100_000 } });
    port = Number(new URL(await api.app.listen({ port: 0, host: '127.0.0.1' })).port);
  });
  afterAll(() => api.close());

  const refused: [string, string, number, string, RegExp][] = [
    ['noise', 'hello\r\n\r\n', 400, 'VALIDATION_ERROR', /not valid HTTP/],
    ['a bad version', 'GET / HTTP/9.9\r\n\r\n', 400, 'VALIDATION_ERROR', /not valid HTTP/],
    [
      'endless headers',
      `GET /health HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
      /headers are too large/,
    ],
    [
      'a method that nobody has',
      'PROPFIND /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      405,
      'METHOD_NOT_ALLOWED',
      /PROPFIND is not allowed/,
    ],
    ['no Host', 'GET /nope HTTP/1.1\r\nConnection: close\r\n\r\n', 404, 'NOT_FOUND', /nothing at GET/],
    [
      'a wish that nobody fulfils',
      'GET /nope HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\nConnection: close\r\n\r\n',
      404,
      'NOT_FOUND',
      /nothing at GET/,
    ],
    [
      'a body that is announced too large',
      'POST /api/v1/batches HTTP/1.1\r\nHost: a\r\nX-Org-ID: o\r\nContent-Type: application/json\r\nContent-Length: 100001\r\n\r\n',
      413,
      'PAYLOAD_TOO_LARGE',
      /too large/,
    ],
  ];
  it.each(refused)('answers %s in the one shape', async (_, request, status, code, details) => {
    const answer = await exchange(port, request);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({
      error: code,
      code,
      details: expect.stringMatching(details),
      timestamp: expect.stringMatching(/Z$/),
    });
  });

  it('submits and shows a batch to an ordinary client', async () => {
    const url = `http://127.0.0.1:${port}/api/v1/batches`;
    const headers = { 'X-Org-ID': 'org-http', 'X-Workspace-ID': 'ws', 'Content-Type': 'application/json' };
    const body = JSON.stringify({ activity_ids: ['a'] });
    const submitted = await fetch(url, { method: 'POST', headers, body });
    expect(submitted.status).toBe(201);
    const shown = await fetch(new URL(submitted.headers.get('location') ?? '', url), { headers });
    expect(await shown.json()).toMatchObject({ org_id: 'org-http', workspace_id: 'ws', status: 'pending' });
  });
});
