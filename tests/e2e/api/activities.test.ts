import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

const header = 'id,source,category,location,quantity,unit,period_start,period_end';
const line = (id: string, quantity = '10') =>
  `${id},utility_bill,electricity,GB,${quantity},kWh,2025-03-01,2025-03-31`;
const csv = (...lines: string[]) => [header, ...lines, ''].join('\n');

const row = (id: string, fields: object = {}) => ({
  id,
  source: 'utility_bill',
  category: 'electricity',
  location: 'GB',
  quantity: '10',
  unit: 'kWh',
  period_start: '2025-03-01',
  period_end: '2025-03-31',
  ...fields,
});

describeOnEachDatabase('activities over HTTP', (openDatabase) => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = new ApiUnderTest(await openDatabase(), { limits: { bodyBytes: 100_000 } });
  });
  afterAll(() => api.close());

  function post(tenant: Tenant, type: string, body: string | Buffer | Readable) {
    return tenant.call('POST', '/activities', body, { 'content-type': type });
  }

  const bodyOf: Record<string, (ids: string[]) => string> = {
    'application/json': (ids) => JSON.stringify(ids.map((id) => row(id))),
    'application/x-ndjson': (ids) => ids.map((id) => JSON.stringify(row(id))).join('\n'),
    'application/ndjson': (ids) => ids.map((id) => JSON.stringify(row(id))).join('\n'),
    'application/jsonl': (ids) => ids.map((id) => JSON.stringify(row(id))).join('\n'),
    'text/csv': (ids) => csv(...ids.map((id) => line(id))),
    'Text/CSV; charset=UTF-8': (ids) => csv(...ids.map((id) => line(id))),
  };

  it.each(Object.keys(bodyOf))('imports %s, and finds nothing new the second time', async (type) => {
    const tenant = api.tenant();
    const body = bodyOf[type]?.(['a', 'b']) ?? '';
    const first = await post(tenant, type, body);
    expect([first.statusCode, first.json()]).toEqual([
      200,
      {
        imported: 2,
        updated: 0,
        unchanged: 0,
        rejected: 0,
        errors: [],
        import_id: expect.stringMatching(/^\d+$/),
      },
    ]);
    expect((await post(tenant, type, body)).json()).toMatchObject({ imported: 0, updated: 0, unchanged: 2 });
    expect(await api.activities.getActivity(tenant.orgId, 'a')).toMatchObject({
      orgId: tenant.orgId,
      workspaceId: 'ws-test',
      quantity: '10',
      periodEnd: '2025-03-31',
    });
  });

  it('updates an activity by its id', async () => {
    const tenant = api.tenant();
    await post(tenant, 'text/csv', csv(line('a', '10')));
    const answer = await post(
      tenant,
      'application/json',
      JSON.stringify([row('a', { quantity: '11.5' }), row('b')]),
    );
    expect(answer.json()).toMatchObject({ imported: 1, updated: 1, unchanged: 0 });
    expect((await api.activities.getActivity(tenant.orgId, 'a'))?.quantity).toBe('11.5');
  });

  it('keeps every digit of a quantity that is a JSON number', async () => {
    const tenant = api.tenant();
    const body = JSON.stringify([row('a')]).replace('"10"', '0.1234567890123456789'.slice(0, 20));
    expect((await post(tenant, 'application/json', body)).json()).toMatchObject({ imported: 1 });
    expect((await api.activities.getActivity(tenant.orgId, 'a'))?.quantity).toBe('0.123456789012345678');
  });

  it('names what is wrong with a row and takes the others', async () => {
    const tenant = api.tenant();
    const answer = await post(
      tenant,
      'text/csv',
      csv(line('a'), line('b', '-1'), line('c', 'NaN'), line('d')),
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      import_id: expect.any(String),
      imported: 2,
      updated: 0,
      unchanged: 0,
      rejected: 2,
      errors: [
        {
          line: 3,
          column: 'quantity',
          value: '-1',
          code: 'INVALID_QUANTITY',
          details: expect.stringMatching(/-1/),
        },
        {
          line: 4,
          column: 'quantity',
          value: 'NaN',
          code: 'INVALID_QUANTITY',
          details: expect.stringMatching(/NaN/),
        },
      ],
    });
  });

  it('counts all rejected rows and names the first hundred', async () => {
    const tenant = api.tenant();
    const bad = Array.from({ length: 150 }, (_, index) => line(`a${index}`, 'x'));
    const answer = (await post(tenant, 'text/csv', csv(...bad))).json();
    expect(answer).toMatchObject({ imported: 0, rejected: 150 });
    expect(answer.errors).toHaveLength(100);
    expect([answer.errors[0].line, answer.errors[99].line]).toEqual([2, 101]);
  });

  it('rejects rows that name another organisation, whose activities stay as they are', async () => {
    const tenant = api.tenant();
    const other = api.tenant();
    await post(other, 'application/json', JSON.stringify([row('a')]));
    const rows = [row('a', { org_id: other.orgId, quantity: '99' }), row('b', { org_id: tenant.orgId })];
    const answer = (await post(tenant, 'application/json', JSON.stringify(rows))).json();
    expect(answer).toMatchObject({ imported: 1, rejected: 1 });
    expect(answer.errors).toMatchObject([
      { line: 1, column: 'org_id', value: other.orgId, code: 'WRONG_OWNER' },
    ]);
    expect((await api.activities.getActivity(other.orgId, 'a'))?.quantity).toBe('10');
  });

  it('takes the workspace of a row before that of the header, and needs one of them', async () => {
    const tenant = api.tenant();
    await post(tenant, 'application/json', JSON.stringify([row('a', { workspace_id: 'ws-row' })]));
    expect((await api.activities.getActivity(tenant.orgId, 'a'))?.workspaceId).toBe('ws-row');
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/v1/activities',
      headers: { 'x-org-id': tenant.orgId, 'content-type': 'application/json' },
      payload: JSON.stringify([row('b'), row('c', { workspace_id: 'ws-row' })]),
    });
    expect(answer.json()).toMatchObject({ imported: 1, rejected: 1, errors: [{ column: 'workspace_id' }] });
  });

  it('makes activities that a batch can then process', async () => {
    const tenant = api.tenant();
    await post(tenant, 'text/csv', csv(line('a'), line('b')));
    const batchId = await tenant.submit({ activity_ids: ['a', 'b'] });
    await tenant.process(await tenant.start(batchId));
    expect((await tenant.get(`/batches/${batchId}`)).json()).toMatchObject({
      status: 'complete',
      success_count: 2,
    });
  });

  describe('bodies that cannot be read', () => {
    const refused: [string, string, string | Buffer, RegExp][] = [
      ['an empty CSV', 'text/csv', '', /empty/],
      ['an empty NDJSON', 'application/x-ndjson', '\n\n', /empty/],
      ['an empty JSON', 'application/json', '', /empty/],
      ['an empty array', 'application/json', '[]', /empty/],
      ['an object instead of an array', 'application/json', '{}', /array/],
      ['half an array', 'application/json', '[{}', /not JSON/],
      ['too deep an array', 'application/json', '['.repeat(90_000), /deeper than 20 levels/],
      ['a CSV without a column', 'text/csv', csv(line('a')).replace(',unit', ''), /columns? .*unit/],
      [
        'a CSV with a misspelt column',
        'text/csv',
        csv(line('a')).replace('quantity', 'quantty'),
        /quantty.*quantity/,
      ],
      [
        'a CSV with a column twice',
        'text/csv',
        csv(`${line('a')},b`).replace('period_end', 'period_end,id'),
        /"id"/,
      ],
      ['a CSV with a header alone', 'text/csv', `${header}\n`, /no rows/],
      ['a CSV that is JSON', 'text/csv', JSON.stringify([row('a')]), /JSON, not CSV/],
      ['a CSV in UTF-16', 'text/csv', Buffer.from(`\ufeff${csv(line('a'))}`, 'utf16le'), /UTF-8/],
      ['a CSV in Latin-1', 'text/csv', Buffer.from(csv(line('\xe9')), 'latin1'), /UTF-8/],
      ['JSON in Latin-1', 'application/json', Buffer.from(JSON.stringify([row('\xe9')]), 'latin1'), /UTF-8/],
    ];
    it.each(refused)('refuses %s and writes nothing', async (_, type, body, details) => {
      const tenant = api.tenant();
      expectError(await post(tenant, type, body), 400, 'VALIDATION_ERROR', details);
      expect(await api.activities.getActivity(tenant.orgId, 'a')).toBeNull();
    });

    it('refuses no body at all', async () => {
      expectError(
        await api.tenant().call('POST', '/activities'),
        400,
        'VALIDATION_ERROR',
        'The body is empty.',
      );
    });

    it.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x'])(
      'refuses %s',
      async (type) => {
        const answer = await post(api.tenant(), type, csv(line('a')));
        expectError(answer, 415, 'UNSUPPORTED_MEDIA_TYPE', /text\/csv/);
      },
    );

    it.each(['application/json', 'text/csv', 'application/x-ndjson'])(
      'reads %s of any size',
      async (type) => {
        const tenant = api.tenant();
        const ids = Array.from({ length: 2_500 }, (_, index) => `activity-${index}`);
        const body = bodyOf[type]?.(ids) ?? '';
        expect(body.length).toBeGreaterThan(100_000);
        expect((await post(tenant, type, body)).json()).toMatchObject({ imported: 2_500 });
      },
    );

    it.each([25, 500, 2_000, 5_000, 50_000, 400_000])(
      'rejects metadata that nests %i deep, in a line of its own or in a cell',
      async (depth) => {
        const tenant = api.tenant();
        const metadata = `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
        const ndjson = `${JSON.stringify(row('a')).slice(0, -1)},"metadata":${metadata}}\n${JSON.stringify(row('b'))}`;
        const answer = await post(tenant, 'application/x-ndjson', ndjson);
        expect([answer.statusCode, answer.json()]).toMatchObject([200, { imported: 1, rejected: 1 }]);
        const cell = `${header},metadata\n${line('c')},"${metadata.replaceAll('"', '""')}"\n${line('d')},\n`;
        const celled = await post(tenant, 'text/csv', cell);
        expect([celled.statusCode, celled.json()]).toMatchObject([200, { imported: 1, rejected: 1 }]);
      },
    );

    it.each(['\\u0000', '\\ud800'])('rejects a row with %s in a text, also in metadata', async (escaped) => {
      const bodies = [row('a').category, 'po'].map((word) =>
        JSON.stringify([row('a', { metadata: { po: 'po' } })]).replaceAll(`"${word}"`, `"${escaped}"`),
      );
      for (const body of bodies) {
        const answer = await post(api.tenant(), 'application/json', body);
        expect([answer.statusCode, answer.json()]).toMatchObject([200, { imported: 0, rejected: 1 }]);
      }
    });
  });
});

describeOnEachDatabase('uploads of activities on a real port', (openDatabase) => {
  let api: ApiUnderTest;
  let url: URL;
  beforeAll(async () => {
    api = new ApiUnderTest(await openDatabase());
    url = new URL('/api/v1/activities', await api.app.listen({ port: 0, host: '127.0.0.1' }));
  });
  afterAll(() => api.close());

  function upload(tenant: Tenant, agent = new Agent()) {
    const headers = { ...tenant.headers, 'content-type': 'text/csv' };
    return request(url, { method: 'POST', headers, agent });
  }

  async function answerOf(sent: ReturnType<typeof upload>) {
    const [response] = await once(sent, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) };
  }

  it('writes rows while the rest is still on its way', async () => {
    const tenant = api.tenant();
    const sent = upload(tenant);
    const answered = answerOf(sent);
    sent.write(csv(...Array.from({ length: 5_000 }, (_, index) => line(`a${index}`))));
    while ((await api.activities.getActivity(tenant.orgId, 'a0')) === null) await new Promise(setImmediate);
    sent.end(`${line('last')}\n`);
    expect(await answered).toMatchObject({ status: 200, body: { imported: 5_001, rejected: 0 } });
  });

  it('refuses a wrong header while the file is still being sent, and serves the next request', async () => {
    const tenant = api.tenant();
    const oneConnection = new Agent({ keepAlive: true, maxSockets: 1 });
    const sent = upload(tenant, oneConnection);
    const answered = answerOf(sent);
    sent.write(`nonsense\n${`${line('a')}\n`.repeat(20_000)}`);
    expect(await answered).toMatchObject({ status: 400, body: { code: 'VALIDATION_ERROR' } });
    const connection = sent.socket;
    sent.end(`${line('b')}\n`);
    // On the same connection, which the rest of the refused file must not block.
    const next = upload(tenant, oneConnection);
    next.end(csv(line('c')));
    expect(await answerOf(next)).toMatchObject({ status: 200, body: { imported: 1 } });
    expect(next.socket === connection).toBe(true);
    oneConnection.destroy();
  });

  it('survives an upload that breaks off: what was written counts when it is sent again', async () => {
    const tenant = api.tenant();
    const lines = Array.from({ length: 5_000 }, (_, index) => line(`a${index}`));
    const sent = upload(tenant);
    sent.on('error', () => {});
    sent.write(csv(...lines));
    while ((await api.activities.getActivity(tenant.orgId, 'a0')) === null) await new Promise(setImmediate);
    sent.destroy();
    const again = upload(tenant);
    again.end(csv(...lines));
    const { status, body } = await answerOf(again);
    expect(status).toBe(200);
    expect(body.imported + body.unchanged).toBe(5_000);
    expect(body.unchanged).toBeGreaterThan(0);
  });
});
