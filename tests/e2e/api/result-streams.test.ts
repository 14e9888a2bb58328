import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTenants } from '../../../src/app/tenants.ts';
import type { Database } from '../../../src/db/database.ts';
import type { Tenant as Stores, Tenants } from '../../../src/http/tenant.ts';
import { resultsColumns } from '../../../src/importing/results-csv.ts';
import { activityIds, fails, succeeds } from '../../support/batches.ts';
import { describeOnEachDatabase, openTestPostgres } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

const failsOn =
  (...ids: string[]) =>
  (id: string) =>
    ids.includes(id) ? fails(id) : succeeds()(id);

describeOnEachDatabase('results of a batch as streams', (openDatabase) => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = new ApiUnderTest(await openDatabase());
  });
  afterAll(() => api.close());

  const ask = (tenant: Tenant, path: string, accept: string, headers: Record<string, string> = {}) =>
    tenant.call('GET', path, undefined, { accept, ...headers });

  const csvRows = (body: string): Record<string, string>[] => parse(body, { columns: true });
  const jsonRows = (body: string) =>
    body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('are the rows of the pages as NDJSON, all of them, whatever a page and a read hold', async () => {
    const tenant = api.tenant();
    const ids = activityIds(300);
    await tenant.importActivities(ids);
    const batchId = await tenant.submit({ activity_ids: ids });
    await tenant.process(await tenant.start(batchId), failsOn('act-0002'));
    const answer = await ask(tenant, `/batches/${batchId}/records`, 'application/x-ndjson');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      200,
      'application/x-ndjson; charset=utf-8',
    ]);
    expect(answer.headers).toMatchObject({
      'content-disposition': `attachment; filename="${batchId}-records.ndjson"`,
      vary: 'Accept, Accept-Encoding',
    });
    const page = (await tenant.get(`/batches/${batchId}/records?limit=1000`)).json();
    expect(page.records).toHaveLength(299);
    expect(jsonRows(answer.body)).toEqual(page.records);
    const errors = await ask(tenant, `/batches/${batchId}/errors`, 'application/jsonl');
    expect(errors.headers['content-type']).toBe('application/jsonl; charset=utf-8');
    expect(jsonRows(errors.body)).toMatchObject([{ activity_id: 'act-0002', code: 'UNKNOWN_UNIT' }]);
    const results = jsonRows((await ask(tenant, `/batches/${batchId}/results`, 'application/ndjson')).body);
    expect(results.map(({ activity_id }) => activity_id)).toEqual(ids);
    expect(results.slice(0, 2)).toEqual([
      { activity_id: 'act-0001', status: 'success', record: page.records[0], error: null },
      {
        activity_id: 'act-0002',
        status: 'error',
        record: null,
        error: expect.objectContaining({ attempt: 1 }),
      },
    ]);
  });

  it('are the lines of results.csv as CSV: the records, the errors, or all with what is pending', async () => {
    const tenant = api.tenant();
    await tenant.importActivities(activityIds(3));
    const batchId = await tenant.submit({ activity_ids: [...activityIds(3), 'unknown'] });
    await tenant.process(await tenant.start(batchId), failsOn('act-0002'), 2);
    const bodyOf = async (name: string) =>
      (await ask(tenant, `/batches/${batchId}/${name}`, 'text/csv;q=0.9, text/html')).body;
    const all = csvRows(await bodyOf('results'));
    expect(Object.keys(all[0] ?? {})).toEqual([...resultsColumns]);
    expect(all.map(({ activity_id, status }) => [activity_id, status])).toEqual([
      ['act-0001', 'success'],
      ['act-0002', 'error'],
      ['act-0003', 'pending'],
      ['unknown', 'pending'],
    ]);
    expect(all[1]).toMatchObject({ category: 'electricity', error_code: 'UNKNOWN_UNIT', line: '2' });
    expect(all[3]).toMatchObject({ org_id: tenant.orgId, workspace_id: 'ws-test', category: '', line: '' });
    expect(csvRows(await bodyOf('records'))).toEqual(all.slice(0, 1));
    expect(csvRows(await bodyOf('errors'))).toEqual(all.slice(1, 2));
  });

  it('have a header and no line where there is no row', async () => {
    const tenant = api.tenant();
    const batchId = await tenant.submit();
    const csv = await ask(tenant, `/batches/${batchId}/records`, 'text/csv');
    expect([csv.statusCode, csv.body]).toEqual([200, `${resultsColumns.join(',')}\n`]);
    const ndjson = await ask(tenant, `/batches/${batchId}/records`, 'application/x-ndjson');
    expect([ndjson.statusCode, ndjson.body]).toEqual([200, '']);
  });

  it('go on behind the cursor of a page, and end where a limit says', async () => {
    const tenant = api.tenant();
    const batchId = await tenant.submitAndProcess();
    const path = `/batches/${batchId}/records`;
    const { next } = (await tenant.get(`${path}?limit=1`)).json();
    const ids = async (query: string, accept = 'text/csv') =>
      csvRows((await ask(tenant, `${path}?${query}`, accept)).body).map(({ activity_id }) => activity_id);
    expect(await ids(`after=${next}`)).toEqual(['act-0002', 'act-0003']);
    expect(await ids(`after=${next}&limit=1`)).toEqual(['act-0002']);
    expect(await ids('limit=3')).toEqual(['act-0001', 'act-0002', 'act-0003']);
    for (const accept of ['application/json', 'text/csv', 'application/x-ndjson']) {
      const answer = await ask(tenant, `${path}?after=${next}A`, accept);
      expectError(answer, 400, 'VALIDATION_ERROR', /^after is not what this list gave/);
    }
  });

  it('come packed to whom can unpack them', async () => {
    const tenant = api.tenant();
    const batchId = await tenant.submitAndProcess();
    const path = `/batches/${batchId}/results`;
    const plain = await ask(tenant, path, 'text/csv');
    const packed = await ask(tenant, path, 'text/csv', { 'accept-encoding': 'br, gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
    expect(plain.headers['content-encoding']).toBeUndefined();
  });

  it.each(['text/csv', 'application/x-ndjson', 'application/json'])(
    'have a head of %s without a body',
    async (accept) => {
      const tenant = api.tenant();
      const batchId = await tenant.submitAndProcess();
      const path = `/batches/${batchId}/records`;
      const head = await tenant.call('HEAD', path, undefined, { accept });
      const { headers } = await ask(tenant, path, accept);
      expect([head.statusCode, head.body]).toEqual([200, '']);
      expect(head.headers['content-type']).toBe(headers['content-type']);
      expect(head.headers['content-disposition']).toBe(headers['content-disposition']);
    },
  );

  it('are a 406 where nothing that can be given is accepted, and a 404 as ever', async () => {
    const tenant = api.tenant();
    const batchId = await tenant.submit();
    for (const name of ['records', 'errors', 'results']) {
      expectError(
        await ask(tenant, `/batches/${batchId}/${name}`, 'text/html'),
        406,
        'NOT_ACCEPTABLE',
        /text\/csv/,
      );
      expectError(await ask(tenant, `/batches/batch_x/${name}`, 'text/csv'), 404, 'NOT_FOUND');
      expectError(await ask(api.tenant(), `/batches/${batchId}/${name}`, 'text/csv'), 404, 'NOT_FOUND');
    }
  });
});

/** Reads pages of records as the stores do, and tells how many; `whenRead` may throw in its place. */
class WatchedReads {
  reads = 0;
  whenRead: () => void = () => {};

  on(tenants: Tenants): Tenants {
    const watched = (store: Stores['batches']): Stores['batches'] => {
      const getRecords: Stores['batches']['getRecords'] = (key, page) => {
        this.reads += 1;
        this.whenRead();
        return store.getRecords(key, page);
      };
      return { ...store, getRecords };
    };
    // No other store is asked here.
    return { ...tenants, of: (orgId) => ({ batches: watched(tenants.of(orgId).batches) }) as Stores };
  }
}

describe('a stream of results on a real port', () => {
  const rows = 16_000;
  let db: Database;
  let api: ApiUnderTest;
  let base: string;
  let tenant: Tenant;
  let batchId: string;
  let watched: WatchedReads;
  beforeAll(async () => {
    db = await openTestPostgres();
    watched = new WatchedReads();
    api = new ApiUnderTest(db, { tenants: watched.on(createTenants(db)) });
    base = await api.app.listen({ port: 0, host: '127.0.0.1' });
    tenant = new ApiUnderTest(db).tenant();
    await tenant.importActivities(activityIds(rows));
    batchId = await tenant.submit({ activity_ids: activityIds(rows) });
    const started = await tenant.start(batchId);
    await tenant.process(started, succeeds(), rows + 1);
  });
  afterAll(async () => {
    await api.close();
    await db.close();
  });

  async function open(headers: Record<string, string> = {}): Promise<IncomingMessage> {
    watched.reads = 0;
    watched.whenRead = () => {};
    const sent = request(`${base}/api/v1/batches/${batchId}/records`, {
      headers: { ...tenant.headers, accept: 'application/x-ndjson', ...headers },
    });
    sent.end();
    const [response] = await once(sent, 'response');
    return response;
  }

  /** Until nothing more is read: reads that follow one another come within far less. */
  async function untilReadingStops(): Promise<number> {
    for (let before = -1; before !== watched.reads; ) {
      before = watched.reads;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return watched.reads;
  }

  const readsOfAll = Math.ceil(rows / 500);

  it('reads no further than the client takes, and to the end once it does', async () => {
    const response = await open();
    const held = await untilReadingStops();
    expect(held).toBeLessThan(readsOfAll / 2);
    expect((await text(response)).split('\n')).toHaveLength(rows + 1);
    expect(watched.reads).toBeGreaterThan(held);
  });

  it('stops reading when the client goes away', async () => {
    const response = await open();
    response.destroy();
    await once(response, 'close');
    expect(await untilReadingStops()).toBeLessThan(readsOfAll / 2);
  });

  it.each(['identity', 'gzip'])('is cut and not ended where it breaks, as %s', async (coding) => {
    const response = await open({ 'accept-encoding': coding });
    watched.whenRead = () => {
      throw new Error('the database went away');
    };
    await expect(text(response)).rejects.toThrow(/aborted/);
    expect(response.complete).toBe(false);
  });

  it.each(['application/x-ndjson', 'text/csv'])(
    'is cut where the batch is retried meanwhile, as %s',
    async (accept) => {
      const count = 1_001;
      const plain = new ApiUnderTest(db).tenant();
      const failed = await plain.submit({ activity_ids: activityIds(count) });
      await plain.process(await plain.start(failed), fails, count + 1);
      const tenants = createTenants(db);
      const retriedInTheMiddle = ({ batches }: Stores): Stores['batches'] => {
        const behind = async (key: Parameters<typeof batches.getBatch>[0], page: { after?: string }) => {
          if (page.after === 'act-0500') await batches.retryBatch(key, 'tester');
        };
        return {
          ...batches,
          getBatch: (key) => batches.getBatch(key),
          getErrors: async (key, page) => {
            await behind(key, page);
            return batches.getErrors(key, page);
          },
          getResults: async (key, page, which) => {
            await behind(key, page);
            return batches.getResults(key, page, which);
          },
        };
      };
      const of = (orgId: string) => ({ batches: retriedInTheMiddle(tenants.of(orgId)) }) as Stores;
      const node = new ApiUnderTest(db, { tenants: { ...tenants, of } });
      const url = await node.app.listen({ port: 0, host: '127.0.0.1' });
      try {
        const answer = await fetch(`${url}/api/v1/batches/${failed}/errors`, {
          headers: { ...plain.headers, accept },
        });
        expect(answer.status).toBe(200);
        await expect(answer.text()).rejects.toThrow();
      } finally {
        await node.app.close();
      }
    },
  );
});
