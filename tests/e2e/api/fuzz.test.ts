import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { activityIds, anOrg } from '../../support/batches.ts';
import { DocumentRequests, type DraftRequest, type KnownValues } from '../../support/document-requests.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { OpenApiDocument } from '../../support/openapi-document.ts';
import { ApiUnderTest } from './api-under-test.ts';

/** `npm run test:fuzz -- --requests 200000 --seed 1`; a failure names the seed of its round. */
const requestsAsked = Number(process.env.FUZZ_REQUESTS ?? 10_000);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000);
const requestsPerRound = 500;

/** No matter what is sent: an answer below 500, as the OpenAPI document has it, with nothing of another organisation. */
describeOnEachDatabase('whatever is sent over HTTP', (openDatabase, kind) => {
  let api: ApiUnderTest;
  let document: OpenApiDocument;
  const orgId = anOrg();
  const others = anOrg();
  beforeAll(async () => {
    // Event streams would stay open; they have tests of their own.
    const limits = { bodyBytes: 100_000 };
    api = new ApiUnderTest(await openDatabase(), { limits, eventLimits: { streamsPerOrg: 0 } });
    await api.tenant(others).submitAndProcess();
    document = await OpenApiDocument.make();
  });
  afterAll(() => api.close());

  // The embedded database answers slower, and the statements are the same.
  const requestCount = kind === 'postgresql' ? requestsAsked : Math.ceil(requestsAsked / 20);
  it(`answers ${requestCount} valid, nearly valid and hostile requests as documented, and its memory stays flat`, {
    timeout: requestCount * 100,
  }, async () => {
    const rounds = Math.ceil(requestCount / requestsPerRound);
    const heapSizes: number[] = [];
    const statuses = new Map<number, number>();
    for (let round = 0; round < rounds; round++) {
      // Requests of the round before have deleted some of it.
      const requests = new DocumentRequests(document, await knownValues());
      await fc.assert(
        fc.asyncProperty(requests.any(), async (draft) => {
          const status = await statusOf(draft);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }),
        { numRuns: Math.min(requestsPerRound, requestCount), seed: seed + round },
      );
      heapSizes.push(heapUsed());
      // A run of minutes says how far it is.
      if (requestsAsked > 10_000 && round % 20 === 19) {
        console.log(`${(round + 1) * requestsPerRound} requests on ${kind}, seed ${seed}:`, statuses);
      }
    }
    // The first half has compiled every schema and filled every cache.
    const [middle, last] = [heapSizes[Math.floor((rounds - 1) / 2)] ?? 0, heapSizes.at(-1) ?? 0];
    expect((last - middle) / 2 ** 20).toBeLessThan(20);
    // A fuzzer whose requests were all refused at the door would try nothing.
    const taken = [...statuses].filter(([status]) => status < 400).reduce((sum, [, count]) => sum + count, 0);
    expect(taken / requestCount).toBeGreaterThan(0.1);
  });

  /** What is there of each kind, so that not all ids lead to a 404. */
  async function knownValues(): Promise<KnownValues> {
    const tenant = api.tenant(orgId);
    const batchIds = [await tenant.submitAndProcess(), await tenant.submit()];
    await tenant.call('POST', '/webhooks', {
      url: 'https://hooks.example.com/fuzz',
      events: ['batch.completed'],
    });
    const { webhooks } = (await tenant.get('/webhooks')).json();
    const { keys } = (await tenant.get('/keys')).json();
    const { imports } = (await tenant.get('/imports')).json();
    const { factors } = (await tenant.get('/factors?limit=5')).json();
    const { factor_sets } = (await tenant.get('/factor-sets')).json();
    return {
      batch_id: batchIds,
      base: batchIds,
      activity_id: activityIds(3),
      record_id: activityIds(3).map((id) => `${batchIds[0]}:${id}`),
      import_id: imports.map(({ import_id }: { import_id: string }) => import_id),
      factor_id: factors.map(({ id }: { id: string }) => id),
      factor_set_id: factor_sets.map(({ id }: { id: string }) => id),
      webhook_id: webhooks.map(({ id }: { id: string }) => id),
      key_id: keys.map(({ id }: { id: string }) => id),
      year: ['2024', '2025'],
    };
  }

  async function statusOf({ method, path, query, headers, body }: DraftRequest): Promise<number> {
    const search = query.map((pair) => pair.map((text) => encodeURIComponent(text.toWellFormed())).join('='));
    const answer = await api.app.inject({
      method: method as NonNullable<InjectOptions['method']>,
      url: `/api/v1${path}${search.length === 0 ? '' : `?${search.join('&')}`}`,
      headers: { 'x-org-id': orgId, 'x-workspace-id': 'ws-test', ...headers },
      ...(body !== undefined && { payload: payloadOf(body) }),
    });
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.payload).not.toContain(others);
    return answer.statusCode;
  }
});

function payloadOf(body: unknown): string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}

/** Bytes, after what is no longer needed is gone. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
