import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';
import { BoundKeys, row } from './bound-keys.ts';

const header = 'id,source,category,location,quantity,unit,period_start,period_end';
const csvLine = (id: string, quantity = '10') =>
  `${id},utility_bill,electricity,GB,${quantity},kWh,2025-03-01,2025-03-31`;
const csv = (...lines: string[]) => [header, ...lines, ''].join('\n');
const idsOf = (count: number) => Array.from({ length: count }, (_, place) => `a-${place}`);
const csvOf = (count: number) => csv(...idsOf(count).map((id) => csvLine(id)));
const ndjsonOf = (count: number) => idsOf(count).map((id) => JSON.stringify(row(id)));

describeOnEachDatabase('imports over HTTP', (openDatabase) => {
  let db: Database;
  let api: ApiUnderTest;
  /** Where it listens, once it does. */
  let base: string | null = null;
  beforeAll(async () => {
    db = await openDatabase();
    const authentication = { methods: ['headers', 'keys'] as const, keys: new PostgresKeyStore(db) };
    api = new ApiUnderTest(db, { authentication });
  });
  afterAll(() => api.close());

  const post = (tenant: Tenant, type: string, body: string | Buffer, query = '', encoding = 'identity') =>
    tenant.call('POST', `/activities${query}`, body, { 'content-type': type, 'content-encoding': encoding });
  const importsOf = async (tenant: Tenant) => (await tenant.get('/imports')).json().imports;

  describe('bodies packed with gzip', () => {
    it.each([
      ['application/json', `[${ndjsonOf(3).join()}]`],
      ['application/x-ndjson', ndjsonOf(3).join('\n')],
      ['text/csv', csvOf(3)],
    ])('are read as %s, of one piece or of several', async (type, body) => {
      const tenant = api.tenant();
      expect((await post(tenant, type, gzipSync(body), '', 'gzip')).json()).toMatchObject({ imported: 3 });
      const pieces = Buffer.concat([gzipSync(body.slice(0, 40)), gzipSync(body.slice(40))]);
      expect((await post(tenant, type, pieces, '', 'gzip')).json()).toMatchObject({ unchanged: 3 });
    });

    const packed = gzipSync(csvOf(3));
    const damaged = Buffer.from(packed);
    damaged[20] = ~(damaged[20] as number);
    it.each<[string, Buffer | string, RegExp]>([
      ['is cut off', packed.subarray(0, packed.length - 9), /ends too early/],
      ['is damaged', damaged, /is not gzip.*or is damaged/],
      [
        'is followed by something else',
        Buffer.concat([packed, Buffer.from('more')]),
        /is not gzip.*or is damaged/,
      ],
      ['is none', csvOf(3), /is not gzip.*incorrect header check/],
      ['holds nothing', gzipSync(''), /empty/],
      ['is nothing', '', /ends too early/],
    ])('are refused, and nothing is taken, where the gzip %s', async (_, body, details) => {
      const tenant = api.tenant();
      const answer = await post(tenant, 'text/csv', body, '', 'gzip');
      const { code, details: said } = answer.json();
      expect([answer.statusCode, code]).toEqual([400, 'VALIDATION_ERROR']);
      expect(said).toMatch(details);
      expect(await api.activities.getActivity(tenant.orgId, 'a-0')).toBeNull();
    });

    // A failure that nobody listens to ends the process, and the run of these tests.
    it('do no harm where nobody reads them', async () => {
      const tenant = api.tenant();
      const answers = [
        await tenant.call('GET', '/imports', undefined, { 'content-encoding': 'gzip' }),
        await post(tenant, 'text/csv', 'no gzip', '?on_error=ignore', 'gzip'),
        await post(tenant, 'text/plain', damaged, '', 'gzip'),
        await tenant.call('POST', '/nowhere', damaged, { 'content-encoding': 'gzip' }),
      ];
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 400, 415, 404]);
    });

    it('say how much was taken before they break off', async () => {
      const tenant = api.tenant();
      const whole = gzipSync(csvOf(9_000));
      const answer = await post(tenant, 'text/csv', whole.subarray(0, whole.length - 4), '', 'gzip');
      const { code, details, import_id } = answer.json();
      expect([answer.statusCode, code]).toEqual([400, 'VALIDATION_ERROR']);
      expect(details).toMatch(
        /^The gzip of the body ends too early.* The rows up to 8001 were taken before, 8000 of them \(import \d+\)/,
      );
      const state = (await tenant.get(`/imports/${import_id}`)).json();
      expect(state).toEqual({
        ...{ import_id, status: 'failed', lines_done: 8_001 },
        ...{ imported: 8_000, updated: 0, unchanged: 0, rejected: 0, actor: 'api', finished_at: null },
        failure: 'The gzip of the body ends too early: it was cut off on its way.',
        created_at: expect.stringMatching(/Z$/),
        updated_at: expect.stringMatching(/Z$/),
      });
      expect((await post(tenant, 'text/csv', whole, '', 'gzip')).json()).toMatchObject({
        ...{ imported: 1_000, unchanged: 8_000 },
      });
    });

    it.each(['application/json', 'application/x-ndjson', 'text/csv'])(
      'are refused where far more comes out of them than went in, as %s',
      async (type) => {
        const tenant = api.tenant();
        const bomb = gzipSync(Buffer.alloc(5_000_000, '\n'));
        const answer = await post(tenant, type, bomb, '', 'gzip');
        expectError(answer, 413, 'PAYLOAD_TOO_LARGE', /unpacks to more than 200 times its size/);
        expect(await importsOf(tenant)).toEqual([]);
      },
    );
  });

  describe('one broken row among many', () => {
    const rows = 5_000;
    const lines = ndjsonOf(rows);
    lines[4_321] = '{"id": "a-4321", "source": ';
    const body = lines.join('\n');
    const problem = { line: 4_322, column: null, code: 'MALFORMED_ROW' };

    it('is reported with its line, and the others are taken', async () => {
      for (const query of ['', '?on_error=continue']) {
        const answer = (await post(api.tenant(), 'application/x-ndjson', body, query)).json();
        expect(answer).toMatchObject({ imported: rows - 1, rejected: 1, errors: [problem] });
      }
    });

    it('is reported with its line, and nothing is taken or left behind, where that was asked for', async () => {
      const tenant = api.tenant();
      const answer = await post(tenant, 'application/x-ndjson', body, '?on_error=abort');
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({
        code: 'VALIDATION_ERROR',
        details: expect.stringMatching(/^Nothing was taken: 1 row is at fault, the first is line 4322: /),
        errors: [problem],
      });
      expect(await api.activities.getActivity(tenant.orgId, 'a-0')).toBeNull();
      expect(await importsOf(tenant)).toEqual([]);
      expect((await tenant.get('/audit-log')).json().entries).toEqual([]);
    });
  });

  describe('all rows or none', () => {
    it('takes all of a body without a fault, also packed', async () => {
      const tenant = api.tenant();
      await post(tenant, 'text/csv', csv(csvLine('a-0', '9'), csvLine('a-1')));
      const answer = await post(tenant, 'text/csv', gzipSync(csvOf(2_500)), '?on_error=abort', 'gzip');
      expect(answer.json()).toMatchObject({ imported: 2_498, updated: 1, unchanged: 1, rejected: 0 });
      const { import_id } = answer.json();
      expect((await importsOf(tenant))[0]).toMatchObject({ import_id, status: 'finished', imported: 2_498 });
    });

    it('takes none where an id stands twice, however far apart, with other content', async () => {
      const tenant = api.tenant();
      const body = `${csvOf(2_500)}${csvLine('a-0', '11')}\n`;
      const answer = await post(tenant, 'text/csv', body, '?on_error=abort');
      expect([answer.statusCode, answer.json()]).toMatchObject([
        400,
        { errors: [{ line: 2_502, column: 'id', value: 'a-0', code: 'DUPLICATE_ID' }] },
      ]);
      expect(await api.activities.getActivity(tenant.orgId, 'a-1')).toBeNull();
      expect(await importsOf(tenant)).toEqual([]);
    });

    it('keeps no more of a body than there is room for, whatever it unpacks to', async () => {
      const small = new ApiUnderTest(db, { limits: { keptBytes: 100_000 } });
      const tenant = small.tenant();
      const packed = gzipSync(csvOf(2_500));
      expect(packed.length).toBeLessThan(100_000);
      for (const [body, encoding] of [
        [csvOf(2_500), 'identity'],
        [packed, 'gzip'],
      ] as const) {
        const answer = await post(tenant, 'text/csv', body, '?on_error=abort', encoding);
        expectError(answer, 413, 'PAYLOAD_TOO_LARGE', /^With on_error=abort a body may have 100000 bytes/);
        expect(await importsOf(tenant)).toEqual([]);
      }
      expect((await post(tenant, 'text/csv', packed, '', 'gzip')).json()).toMatchObject({ imported: 2_500 });
      await small.close();
    });

    it('takes nothing while the bodies of others have the room, and says when to try again', async () => {
      const small = new ApiUnderTest(db, { limits: { keptBytesInAll: 10_000 } });
      const tenant = small.tenant();
      for (const key of [{}, { 'idempotency-key': 'once' }]) {
        const answer = await tenant.call('POST', '/activities?on_error=abort', csvOf(2_500), {
          'content-type': 'text/csv',
          ...key,
        });
        expectError(
          answer,
          503,
          'UNAVAILABLE',
          /no room at the moment .* nothing was taken, try again later/,
        );
        expect(answer.headers['retry-after']).toBeDefined();
        expect(await importsOf(tenant)).toEqual([]);
      }
      // What fits finds all of the room free again.
      expect((await post(tenant, 'text/csv', csvOf(50), '?on_error=abort')).json()).toMatchObject({
        imported: 50,
      });
      await small.close();
    });

    it('takes none for a caller to whom one of them does not belong', async () => {
      const { tenant, call } = await new BoundKeys(api).make(['plant']);
      await tenant.call('POST', '/activities', [row('taken', { workspace_id: 'elsewhere' })]);
      const rows = [row('mine', { workspace_id: 'plant' }), row('taken', { workspace_id: 'plant' })];
      const answer = await call('POST', '/activities?on_error=abort', rows);
      expect(answer.json()).toMatchObject({ errors: [{ line: 2, code: 'WRONG_OWNER' }] });
      expect(await api.activities.getActivity(tenant.orgId, 'mine')).toBeNull();
    });

    it.each([
      ['a header that cannot be used', 'id,nonsense\na,b\n', /nonsense/],
      ['no rows', `${header}\n`, /no rows/],
    ])('refuses %s as ever', async (_, body, details) => {
      expectError(
        await post(api.tenant(), 'text/csv', body, '?on_error=abort'),
        400,
        'VALIDATION_ERROR',
        details,
      );
    });

    it('refuses to do anything else about faults', async () => {
      const answer = await post(api.tenant(), 'text/csv', csvOf(1), '?on_error=ignore');
      expectError(answer, 400, 'VALIDATION_ERROR', /^on_error must be one of continue, abort/);
    });
  });

  describe('how they stand', () => {
    it('is listed page by page, the newest first, and not for another organisation', async () => {
      const tenant = api.tenant();
      const ids: string[] = [];
      for (const count of [1, 2, 3])
        ids.unshift((await post(tenant, 'text/csv', csvOf(count))).json().import_id);
      const first = (await tenant.get('/imports?limit=2')).json();
      const second = (await tenant.get(`/imports?limit=2&after=${first.next}`)).json();
      const listed = [...first.imports, ...second.imports];
      expect(listed.map(({ import_id }) => import_id)).toEqual(ids);
      expect(listed[0]).toMatchObject({
        status: 'finished',
        imported: 1,
        unchanged: 2,
        failure: null,
        lines_done: 4,
      });
      const stranger = api.tenant();
      expectError(
        await stranger.get(`/imports/${ids[0]}`),
        404,
        'NOT_FOUND',
        `There is no import ${ids[0]}.`,
      );
      expectError(
        await stranger.get(`/imports?after=${first.next}`),
        400,
        'VALIDATION_ERROR',
        /^after is not/,
      );
      expect(await importsOf(stranger)).toEqual([]);
    });

    it.each(['0', '01', 'x', '9'.repeat(16), '-1'])('is refused for the id %s', async (id) => {
      expectError(await api.tenant().get(`/imports/${id}`), 400, 'VALIDATION_ERROR', /^import_id must/);
    });

    it('is seen with a bound key only of imports by those who see no more', async () => {
      const { tenant, call } = await new BoundKeys(api).make(['plant', 'office']);
      const { import_id: wide } = (await tenant.call('POST', '/activities', [row('a')])).json();
      const { import_id: own } = (
        await call('POST', '/activities', [row('b', { workspace_id: 'plant' })])
      ).json();
      expect((await call('GET', '/imports')).json().imports).toMatchObject([{ import_id: own }]);
      expectError(await call('GET', `/imports/${wide}`), 404, 'NOT_FOUND');
      expect((await call('GET', `/imports/${own}`)).statusCode).toBe(200);
      expect((await importsOf(tenant)).map(({ import_id }: { import_id: string }) => import_id)).toEqual([
        own,
        wide,
      ]);
    });
  });

  describe('submitted as a batch', () => {
    const submit = (tenant: Tenant, body: object, headers = {}) =>
      tenant.call('POST', '/batches', body, headers);
    const resultsOf = async (tenant: Tenant, batchId: string): Promise<string[]> =>
      (await tenant.get(`/batches/${batchId}/results?limit=1000`))
        .json()
        .results.map(({ activity_id }: { activity_id: string }) => activity_id);

    it('takes the activities that the import was the last to name, in the workspace of the batch', async () => {
      const tenant = api.tenant();
      const { import_id: first } = (await post(tenant, 'text/csv', csvOf(3))).json();
      const rows = [row('a-1'), row('new'), row('elsewhere', { workspace_id: 'ws-other' })];
      const { import_id: second } = (await tenant.call('POST', '/activities', rows)).json();
      const made = (await submit(tenant, { import_id: first })).json();
      expect(made).toMatchObject({ status: 'pending', activity_count: 2 });
      expect(await resultsOf(tenant, made.batch_id)).toEqual(['a-0', 'a-2']);
      const all = { filter: { import_id: second, all_workspaces: true } };
      const { batch_id } = (await submit(tenant, all)).json();
      expect(await resultsOf(tenant, batch_id)).toEqual(['a-1', 'elsewhere', 'new']);
      // Unlike a run, which finds its batch again, each submission makes one.
      expect((await submit(tenant, { import_id: first })).json().batch_id).not.toBe(made.batch_id);
    });

    it('needs no header where the filter names the workspace', async () => {
      const tenant = api.tenant();
      await post(tenant, 'text/csv', csvOf(2));
      const answer = await api.app.inject({
        ...{ method: 'POST', url: '/api/v1/batches', headers: { 'x-org-id': tenant.orgId } },
        payload: { filter: { workspace: 'ws-test', without_record: true } },
      });
      expect(answer.json()).toMatchObject({ activity_count: 2 });
      const batch = (await tenant.get(`/batches/${answer.json().batch_id}`)).json();
      expect(batch.workspace_id).toBe('ws-test');
    });

    it("is a 404 for another organisation's import, and a 400 where nothing is left of one", async () => {
      const tenant = api.tenant();
      const { import_id } = (await post(tenant, 'text/csv', csvOf(1))).json();
      expectError(
        await submit(api.tenant(), { import_id }),
        404,
        'NOT_FOUND',
        `There is no import ${import_id}.`,
      );
      await post(tenant, 'text/csv', csvOf(1));
      const said = `No activity of workspace ws-test was named last by the import ${import_id}.`;
      expectError(await submit(tenant, { import_id }), 400, 'VALIDATION_ERROR', said);
    });

    it('keeps to the workspaces of a bound key', async () => {
      const { tenant, call } = await new BoundKeys(api).make(['plant', 'office']);
      const rows = [row('p', { workspace_id: 'plant' }), row('o', { workspace_id: 'office' })];
      const { import_id: wide } = (await tenant.call('POST', '/activities', rows)).json();
      const plant = { 'x-workspace-id': 'plant' };
      expectError(await call('POST', '/batches', { import_id: wide }, plant), 404, 'NOT_FOUND');
      const { import_id } = (await call('POST', '/activities', rows)).json();
      expect((await call('POST', '/batches', { import_id }, plant)).json()).toMatchObject({
        activity_count: 1,
      });
      const filter = { workspace: 'elsewhere' };
      expectError(await call('POST', '/batches', { filter }), 403, 'FORBIDDEN', /the filter names/);
      const all = { import_id, all_workspaces: true };
      expectError(await call('POST', '/batches', { filter: all }, plant), 403, 'FORBIDDEN');
    });
  });

  it.each(['identity', 'gzip'])(
    'of an upload as %s that breaks off says so, and what it has taken',
    async (coding) => {
      const tenant = api.tenant();
      base ??= await api.app.listen({ port: 0, host: '127.0.0.1' });
      const sent = request(`${base}/api/v1/activities`, {
        method: 'POST',
        headers: { ...tenant.headers, 'content-type': 'text/csv', 'content-encoding': coding },
      });
      sent.on('error', () => {});
      const body = Buffer.from(csvOf(9_000));
      sent.write(coding === 'gzip' ? gzipSync(body).subarray(0, -100) : body);
      const seen = async (status: string) => {
        for (;;) {
          const [state] = await importsOf(tenant);
          if (state?.status === status && state.lines_done > 0) return state;
          await new Promise(setImmediate);
        }
      };
      await seen('running');
      sent.destroy();
      const failed = await seen('failed');
      expect(failed.failure).toBe('The client went away before all of it had come.');
      const { rows } = await db.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM activities WHERE org_id = $1',
        [tenant.orgId],
      );
      expect(rows[0]?.count).toBe(failed.imported);
      expect(failed.lines_done).toBe(failed.imported + 1);
    },
  );
});
