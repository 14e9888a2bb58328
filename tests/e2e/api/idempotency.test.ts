import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTenants } from '../../../src/app/tenants.ts';
import type { Database } from '../../../src/db/database.ts';
import type { Tenants } from '../../../src/http/tenant.ts';
import { PostgresBatchStore } from '../../../src/store/postgres-batch-store.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { activityIds, fails } from '../../support/batches.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

const csvOf = (...ids: string[]) =>
  [
    'id,source,category,location,quantity,unit,period_start,period_end',
    ...ids.map((id) => `${id},utility_bill,electricity,GB,10,kWh,2025-03-01,2025-03-31`),
    '',
  ].join('\n');
const submission = { activity_ids: activityIds(3), priority: 7 };

describeOnEachDatabase('a POST with an Idempotency-Key', (openDatabase) => {
  let db: Database;
  let api: ApiUnderTest;
  beforeAll(async () => {
    db = await openDatabase();
    const authentication = { methods: ['headers', 'keys'] as const, keys: new PostgresKeyStore(db) };
    api = new ApiUnderTest(db, { authentication });
  });
  afterAll(() => api.close());

  const post = (
    tenant: Tenant,
    path: string,
    key: string,
    body: string | object | undefined = submission,
    headers: Record<string, string> = {},
  ) => tenant.call('POST', path, body, { 'idempotency-key': key, ...headers });
  const csv = { 'content-type': 'text/csv' };
  const countBatches = async (tenant: Tenant) => (await tenant.get('/batches')).json().total;
  const replayed = (answer: Awaited<ReturnType<typeof post>>) => answer.headers['idempotency-replayed'];

  it('is done once, and answered the same again, to the byte', async () => {
    const tenant = api.tenant();
    const key = randomUUID();
    const first = await post(tenant, '/batches', key);
    expect([first.statusCode, replayed(first)]).toEqual([201, undefined]);
    const again = await post(tenant, '/batches', key);
    expect([again.statusCode, again.body, again.headers.location]).toEqual([
      201,
      first.body,
      first.headers.location,
    ]);
    expect(again.headers['content-type']).toBe(first.headers['content-type']);
    expect(replayed(again)).toBe('true');
    expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    expect(await countBatches(tenant)).toBe(1);
    // Without a key, and with another, it is another batch.
    await tenant.submit(submission);
    await post(tenant, '/batches', randomUUID());
    expect(await countBatches(tenant)).toBe(3);
  });

  it('is done once where it comes many times at once, on two nodes', async () => {
    const tenant = api.tenant();
    const other = new ApiUnderTest(db).tenant(tenant.orgId);
    const key = randomUUID();
    const calls = Array.from({ length: 60 }, (_, place) => post(place % 2 ? tenant : other, '/batches', key));
    const answers = await Promise.all(calls);
    expect(new Set(answers.map((answer) => `${answer.statusCode} ${answer.body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(201);
    expect(answers.filter((answer) => !replayed(answer))).toHaveLength(1);
    expect(await countBatches(tenant)).toBe(1);
  });

  it('is refused where the key came with something else, whatever that was', async () => {
    const tenant = api.tenant();
    const key = randomUUID();
    const { batch_id } = (await post(tenant, '/batches', key)).json();
    const others = [
      post(tenant, '/batches', key, { ...submission, priority: 6 }),
      post(tenant, '/batches', key, submission, { 'x-workspace-id': 'ws-other' }),
      post(tenant, `/batches/${batch_id}/cancel`, key, {}),
      post(tenant, '/activities', key, csvOf('a-1'), csv),
      post(tenant, '/activities?on_error=abort', key, csvOf('a-1'), csv),
    ];
    for (const answer of await Promise.all(others))
      expectError(answer, 409, 'CONFLICT', /^This Idempotency-Key came before with another request/);
    expect(await countBatches(tenant)).toBe(1);
    expect((await tenant.get('/activities/a-1')).statusCode).toBe(404);
    expect((await tenant.get(`/batches/${batch_id}`)).json().status).toBe('pending');
    // The order of fields is nothing that a client promises.
    const { priority, activity_ids } = submission;
    expect((await post(tenant, '/batches', key, { priority, activity_ids })).json()).toMatchObject({
      batch_id,
    });
  });

  it('lets one of several through that come at once with the same key', async () => {
    const tenant = api.tenant();
    const key = randomUUID();
    const bodies = [1, 2, 3, 4].map((priority) => ({ ...submission, priority }));
    const answers = await Promise.all(bodies.map((body) => post(tenant, '/batches', key, body)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409]);
    expect(await countBatches(tenant)).toBe(1);
  });

  it('may have its key in quotes or without', async () => {
    const tenant = api.tenant();
    const { batch_id } = (await post(tenant, '/batches', 'month-2025/03')).json();
    expect((await post(tenant, '/batches', ' "month-2025/03" ')).json().batch_id).toBe(batch_id);
    const odd = await post(tenant, '/batches', '"a, \\"b\\"; \\\\"');
    expect([odd.statusCode, replayed(odd)]).toEqual([201, undefined]);
  });

  it.each([
    ['', /must have 1 to 255 characters, not 0/],
    ['""', /must have 1 to 255 characters, not 0/],
    ['x'.repeat(256), /must have 1 to 255 characters, not 256/],
    ['two words', /is malformed/],
    ['a, b', /is malformed/],
    ['"a"; b', /is malformed/],
    ['"a', /is malformed/],
    ['"a\\x"', /is malformed/],
    ['schlüssel', /is malformed/],
    [`ogf_${'0'.repeat(16)}_${'a'.repeat(40)}`, /holds a credential/],
  ])('is refused with the key %j', async (key, details) => {
    const tenant = api.tenant();
    const sent = Buffer.from(key, 'utf8').toString('latin1');
    expectError(await post(tenant, '/batches', sent), 400, 'VALIDATION_ERROR', details);
    expect(await countBatches(tenant)).toBe(0);
  });

  it('shares its key with nobody: not with other organisations, nor other credentials', async () => {
    const [tenant, stranger] = [api.tenant(), api.tenant()];
    const key = randomUUID();
    const { batch_id } = (await post(tenant, '/batches', key)).json();
    const others = [
      await post(stranger, '/batches', key),
      await post(tenant, '/batches', key, submission, { 'x-actor': 'somebody else' }),
    ];
    for (const answer of others) {
      expect([answer.statusCode, replayed(answer)]).toEqual([201, undefined]);
      expect(answer.json().batch_id).not.toBe(batch_id);
    }
  });

  it('is answered again only to who may still ask it', async () => {
    const tenant = api.tenant();
    const make = async (role: string) =>
      (await tenant.call('POST', '/keys', { name: 'x', role })).json() as { id: string; key: string };
    const operator = await make('operator');
    const authorization = { authorization: `Bearer ${operator.key}` };
    const key = randomUUID();
    expect((await post(tenant, '/batches', key, submission, authorization)).statusCode).toBe(201);
    const otherWorkspaces = { ...authorization, 'x-workspace-id': 'ws-other' };
    expectError(await post(tenant, '/batches', key, submission, otherWorkspaces), 409, 'CONFLICT');
    await tenant.call('DELETE', `/keys/${operator.id}`);
    expectError(await post(tenant, '/batches', key, submission, authorization), 401, 'UNAUTHENTICATED');
  });

  it('keeps a refusal by what was there, and not one of the request itself', async () => {
    const tenant = api.tenant();
    const key = randomUUID();
    const missing = await post(tenant, '/batches/batch_nowhere/cancel', key, {});
    expectError(missing, 404, 'NOT_FOUND');
    const missingAgain = await post(tenant, '/batches/batch_nowhere/cancel', key, {});
    expect([missingAgain.body, replayed(missingAgain)]).toEqual([missing.body, 'true']);

    await tenant.importActivities(activityIds(3));
    const batchId = await tenant.submit();
    const refused = await post(tenant, `/batches/${batchId}/retry`, 'r-1', {});
    expectError(refused, 409, 'CONFLICT');
    await tenant.process(await tenant.start(batchId), fails);
    expect((await post(tenant, `/batches/${batchId}/retry`, 'r-1', {})).body).toBe(refused.body);
    expect((await post(tenant, `/batches/${batchId}/retry`, 'r-2', {})).json().status).toBe('pending');

    const unknown = { ...submission, calculation: { factor_sets: ['no-such-set'] } };
    expectError(await post(tenant, '/batches', 'b-1', unknown), 400, 'VALIDATION_ERROR');
    expectError(await post(tenant, '/batches', 'b-1', { activity_ids: [] }), 400, 'VALIDATION_ERROR');
    const mended = await post(tenant, '/batches', 'b-1');
    expect([mended.statusCode, replayed(mended)]).toEqual([201, undefined]);
  });

  it('leaves neither batch nor key behind where the node dies before it has answered', async () => {
    const real = createTenants(db);
    const dying: Tenants = {
      of: (orgId) => real.of(orgId),
      transaction: (orgId, act) =>
        real.transaction(orgId, async (tenant) => {
          await act(tenant);
          throw new Error('killed');
        }),
    };
    const tenant = api.tenant();
    const key = randomUUID();
    const failed = await post(new ApiUnderTest(db, { tenants: dying }).tenant(tenant.orgId), '/batches', key);
    expectError(failed, 500, 'INTERNAL_ERROR');
    expect(failed.headers.location).toBeUndefined();
    expect(await countBatches(tenant)).toBe(0);
    // Also with another body: nothing was done with that key.
    const again = await post(tenant, '/batches', key, { ...submission, priority: 1 });
    expect([again.statusCode, replayed(again)]).toEqual([201, undefined]);
  });

  it('makes one key of the API, and keeps its secret nowhere', async () => {
    const tenant = api.tenant();
    const wanted = { name: 'nightly', role: 'viewer' };
    const { id, key } = (await post(tenant, '/keys', 'k-1', wanted)).json() as { id: string; key: string };
    const again = await post(tenant, '/keys', 'k-1', wanted);
    expectError(
      again,
      409,
      'CONFLICT',
      `The first request with this Idempotency-Key was answered for ${id} with a secret, which is shown once: where it was lost, make another with a new Idempotency-Key.`,
    );
    expect((await tenant.get('/keys')).json().keys).toHaveLength(1);
    const { rows } = await db.query('SELECT k::text AS text FROM idempotency_keys AS k');
    expect(JSON.stringify(rows)).toContain(id);
    expect(JSON.stringify(rows)).not.toContain(key.slice(id.length + 1));
  });

  describe('of activities', () => {
    it('takes them once, and answers with the counts of that time', async () => {
      const tenant = api.tenant();
      const first = await post(tenant, '/activities', 'i-1', csvOf('a-1', 'a-2', ''), csv);
      expect(first.json()).toMatchObject({ imported: 2, rejected: 1, errors: [{ line: 4 }] });
      await tenant.call('POST', '/activities', csvOf('a-1').replace(',10,', ',11,'), csv);
      const again = await post(tenant, '/activities', 'i-1', csvOf('a-1', 'a-2', ''), csv);
      expect([again.body, replayed(again)]).toEqual([first.body, 'true']);
      expect((await tenant.get('/activities/a-1')).json().activity.quantity_exact).toBe('11');
      expect((await tenant.get('/imports')).json().imports).toHaveLength(2);
      const other = await post(tenant, '/activities', 'i-1', csvOf('a-1', 'a-3'), csv);
      expectError(other, 409, 'CONFLICT');
      const asJson = await post(tenant, '/activities', 'i-1', csvOf('a-1', 'a-2', ''), {
        'content-type': 'application/x-ndjson',
      });
      expectError(asJson, 409, 'CONFLICT');
      expect((await tenant.get('/activities/a-3')).statusCode).toBe(404);
    });

    it('takes all or none, and nothing of what cannot be read to its end', async () => {
      const tenant = api.tenant();
      const path = '/activities?on_error=abort';
      const refused = await post(tenant, path, 'i-2', csvOf('b-1', ''), csv);
      expect([refused.statusCode, refused.json().details]).toEqual([
        400,
        expect.stringMatching(/^Nothing was taken: 1 row is at fault, the first is line 3/),
      ]);
      const broken = `[${Array.from({ length: 4_100 }, (_, place) =>
        JSON.stringify({
          ...{ id: `b-${place}`, source: 'api', category: 'electricity', location: 'GB', quantity: '1' },
          ...{ unit: 'kWh', period_start: '2025-03-01', period_end: '2025-03-31' },
        }),
      ).join()}, {"id": `;
      const cut = await post(tenant, '/activities', 'i-2', broken, { 'content-type': 'application/json' });
      expect(cut.statusCode).toBe(400);
      expect(cut.json()).not.toHaveProperty('import_id');
      expect((await tenant.get('/activities/b-1')).statusCode).toBe(404);
      expect((await tenant.get('/imports')).json().imports).toEqual([]);
      const mended = await post(tenant, path, 'i-2', csvOf('b-1', 'b-2'), csv);
      expect(mended.json()).toMatchObject({ imported: 2, rejected: 0 });
      expect((await post(tenant, path, 'i-2', csvOf('b-1', 'b-2'), csv)).body).toBe(mended.body);
    });

    it('takes them once where they come several times at once', async () => {
      const tenant = api.tenant();
      const other = new ApiUnderTest(db).tenant(tenant.orgId);
      const ids = activityIds(2_500);
      const calls = [tenant, other, tenant, other].map((one) =>
        post(one, '/activities', 'i-3', csvOf(...ids), csv),
      );
      const answers = await Promise.all(calls);
      expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
      expect(answers[0]?.json()).toMatchObject({ imported: 2_500, unchanged: 0 });
      expect((await tenant.get('/imports')).json().imports).toHaveLength(1);
    });
  });

  it('is forgotten after 24 hours, at use or by the sweep', async () => {
    const tenant = api.tenant();
    for (const key of ['old-1', 'old-2', 'young']) await post(tenant, '/batches', key);
    await db.query(
      `UPDATE idempotency_keys SET created_at = now() - CASE key WHEN 'young' THEN interval '23 hours 59 minutes' ELSE interval '24 hours' END
       WHERE org_id = $1`,
      [tenant.orgId],
    );
    const anew = await post(tenant, '/batches', 'old-1', { ...submission, priority: 2 });
    expect([anew.statusCode, replayed(anew)]).toEqual([201, undefined]);
    await new PostgresBatchStore(db).sweepBatches({ everyMs: 0, actor: 'sweeper' });
    const { rows } = await db.query('SELECT key FROM idempotency_keys WHERE org_id = $1 ORDER BY key', [
      tenant.orgId,
    ]);
    expect(rows).toEqual([{ key: 'old-1' }, { key: 'young' }]);
    expect(replayed(await post(tenant, '/batches', 'young'))).toBe('true');
  });

  it('may not have two keys', async () => {
    const tenant = api.tenant();
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/v1/batches',
      headers: { ...tenant.headers, 'idempotency-key': ['a', 'b'] as unknown as string },
      payload: submission,
    });
    expect(answer.statusCode).toBe(400);
  });
});
