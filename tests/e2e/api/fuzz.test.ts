import fc from 'fast-check';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError } from './api-under-test.ts';

/** Whatever is sent: an answer below 500, and every refusal in the one shape. */
describeOnEachDatabase('whatever is sent over HTTP', (openDatabase) => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = new ApiUnderTest(await openDatabase(), { limits: { bodyBytes: 100_000 } });
  });
  afterAll(() => api.close());

  const runs = { numRuns: 150 };
  const owner = { 'x-org-id': 'org-fuzz', 'x-workspace-id': 'ws' };
  const anyText = fc.string({ unit: 'binary', maxLength: 300 });
  const anyCharacters = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 });
  /** Also halves of surrogate pairs, which other arbitraries leave out. */
  const brokenText = anyCharacters.map((codes) => String.fromCharCode(...codes));
  const codes = [
    'VALIDATION_ERROR',
    'NOT_FOUND',
    'METHOD_NOT_ALLOWED',
    'CONFLICT',
    'PAYLOAD_TOO_LARGE',
    'UNSUPPORTED_MEDIA_TYPE',
  ];

  async function expectGoodManners(request: InjectOptions): Promise<LightMyRequestResponse> {
    const answer = await api.app.inject(request);
    expect(answer.statusCode).toBeLessThan(500);
    if (answer.statusCode < 400) return answer;
    const { code } = answer.json();
    expect(codes).toContain(code);
    expectError(answer, answer.statusCode, code);
    return answer;
  }

  it('any JSON as a batch', async () => {
    const almostFilter = {
      activity_ids: fc.array(anyText),
      category: fc.oneof(anyText, brokenText),
      period_from: fc.oneof(anyText, fc.date().map(String), fc.constant('0000-01-01')),
      stale: fc.oneof(fc.boolean(), fc.jsonValue()),
    };
    const almostBatch = fc.record(
      {
        activity_ids: fc.oneof(fc.array(fc.oneof(anyText, brokenText, fc.jsonValue())), fc.jsonValue()),
        filter: fc.oneof(fc.record(almostFilter, { requiredKeys: [] }), fc.jsonValue()),
        max_retries: fc.oneof(fc.integer(), fc.double(), fc.jsonValue()),
        priority: fc.oneof(fc.integer({ min: -2, max: 12 }), fc.jsonValue()),
        error_tolerance: fc.oneof(fc.integer(), fc.jsonValue()),
        error_tolerance_share: fc.oneof(fc.double({ min: 0, max: 1 }), fc.jsonValue()),
        extra: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(almostBatch, fc.jsonValue()), async (body) => {
        const headers = { ...owner, 'content-type': 'application/json' };
        const payload = JSON.stringify(body);
        const answer = await expectGoodManners({ method: 'POST', url: '/api/v1/batches', headers, payload });
        expect([201, 400]).toContain(answer.statusCode);
      }),
      runs,
    );
  });

  it('any bytes of any type to any route', async () => {
    const path = fc.constantFrom('/batches', '/batches/b/cancel', '/batches/b/retry', '/activities');
    const type = fc.constantFrom('application/json', 'text/csv', 'application/x-ndjson', 'text/plain', 'x');
    await fc.assert(
      fc.asyncProperty(path, type, fc.uint8Array({ maxLength: 500 }), async (url, contentType, bytes) => {
        await expectGoodManners({
          method: 'POST',
          url: `/api/v1${url}`,
          headers: { ...owner, 'content-type': contentType },
          payload: Buffer.from(bytes),
        });
      }),
      runs,
    );
  });

  it('any query', async () => {
    const batchId = await api.tenant('org-fuzz').submit();
    const path = fc.constantFrom(
      '/records',
      '/batches',
      ...['', '/records', '/errors', '/log', '/progress'].map((part) => `/batches/${batchId}${part}`),
    );
    const name = fc.constantFrom(
      'limit',
      'offset',
      'after',
      'status',
      'year',
      'location',
      '__proto__',
      'constructor',
      '',
    );
    const value = fc.oneof(fc.integer().map(String), fc.double().map(String), anyText);
    const encoded = fc.tuple(name, value).map(([key, text]) => `${key}=${encodeURIComponent(text)}`);
    const raw = fc.stringMatching(/^[!-~]{0,40}$/).filter((text) => !text.includes('#'));
    const query = fc.oneof(
      fc.array(encoded, { maxLength: 4 }).map((parts) => parts.join('&')),
      raw,
    );
    await fc.assert(
      fc.asyncProperty(path, query, async (part, search) => {
        await expectGoodManners({ url: `/api/v1${part}?${search}`, headers: owner });
      }),
      runs,
    );
  });

  it('any id in the path', async () => {
    const part = fc
      .oneof(anyText.map(encodeURIComponent), fc.stringMatching(/^[!-~]{1,60}$/))
      .filter((text) => !/[?#/]/.test(text));
    const method = fc.constantFrom('GET', 'DELETE') as fc.Arbitrary<'GET' | 'DELETE'>;
    await fc.assert(
      fc.asyncProperty(part, method, async (id, verb) => {
        await expectGoodManners({ method: verb, url: `/api/v1/batches/${id}`, headers: owner });
        await expectGoodManners({ url: `/api/v1/activities/${id}`, headers: owner });
      }),
      runs,
    );
  });
});
