import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Row } from '../../../src/db/database.ts';
import type { ApiDependencies } from '../../../src/http/api-dependencies.ts';
import { PostgresEventStore } from '../../../src/store/postgres-event-store.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { EventClient } from '../../support/event-client.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

const neverMs = 3_600_000;

describe('event streams', () => {
  let db: Database;
  let keys: PostgresKeyStore;
  const nodes: ApiUnderTest[] = [];
  const clients: EventClient[] = [];
  beforeAll(async () => {
    db = await openTestPostgres();
    keys = new PostgresKeyStore(db);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await Promise.all(nodes.splice(0).map((node) => node.close()));
  });
  afterAll(() => db.close());

  async function start(
    eventLimits: ApiDependencies['eventLimits'] = {},
    deps: Partial<ApiDependencies> = {},
  ) {
    const api = new ApiUnderTest(db, {
      authentication: { methods: ['headers', 'keys'], keys },
      ...deps,
      eventLimits: { intervalMs: 10, heartbeatMs: neverMs, ...eventLimits },
    });
    nodes.push(api);
    const url = `${await api.app.listen({ port: 0, host: '127.0.0.1' })}/api/v1`;
    const open = async (tenant: Pick<Tenant, 'headers'>, path: string, lastEventId: string | null = null) => {
      const client = await EventClient.open(`${url}${path}`, tenant.headers, lastEventId);
      clients.push(client);
      return client;
    };
    return { api, url, open };
  }

  it('refuse what they cannot go on from, as a 400', async () => {
    const { api } = await start();
    const tenant = api.tenant();
    const other = api.tenant();
    const [batchId, later] = [await tenant.submit(), await tenant.submit()];
    const { open } = await start();
    const foreign = await open(other, '/events');
    await foreign.received(1);
    const own = await open(tenant, '/events');
    await own.received(1);
    const idOfLater = (await open(tenant, `/batches/${later}/events`)).received(1);
    const batchIds = [
      (await idOfLater)[0]?.id ?? '',
      '0',
      '-1',
      '01',
      '1e3',
      'x',
      '9'.repeat(16),
      own.lastEventId,
    ];
    const orgIds = [foreign.lastEventId, '1', 'x', own.lastEventId?.slice(1), `${own.lastEventId}A`];
    const asked = [
      ...batchIds.map((id) => [`/batches/${batchId}/events`, id] as const),
      ...orgIds.map((id) => ['/events', id] as const),
    ];
    for (const [path, id] of asked) {
      const answer = await tenant.call('GET', path, undefined, { 'last-event-id': id ?? '' });
      expectError(
        answer,
        400,
        'VALIDATION_ERROR',
        /^Last-Event-ID \(or last_event_id\) is not the id of an event/,
      );
    }
    const unknown = await tenant.get('/events?lastEventId=1');
    expectError(unknown, 400, 'VALIDATION_ERROR', /lastEventId/);
    const twice = await tenant.get(`/batches/${batchId}/events?last_event_id=1&last_event_id=2`);
    expectError(twice, 400, 'VALIDATION_ERROR');
  });

  it('do not show the batch of another organisation or workspace, nor a part as a batch', async () => {
    const { api, open } = await start();
    const tenant = api.tenant();
    const batchId = await tenant.submit();
    expectError(await api.tenant().get(`/batches/${batchId}/events`), 404, 'NOT_FOUND');
    expectError(await tenant.get(`/batches/${batchId}-part-1/events`), 404, 'NOT_FOUND');
    const wanted = { orgId: tenant.orgId, name: 'test', role: 'viewer', expiresAt: null } as const;
    const { key } = await keys.createKey({ ...wanted, workspaces: ['ws-other'] }, 'tester');
    const bound = { headers: { authorization: `Bearer ${key}` } };
    const hidden = await open(bound, `/batches/${batchId}/events`);
    expect(hidden.status).toBe(404);

    const stream = await open(bound, '/events');
    await stream.received(1);
    await tenant.submit();
    const headers = { 'x-workspace-id': 'ws-other' };
    const seen = (await tenant.call('POST', '/batches', { activity_ids: ['a'] }, headers)).json().batch_id;
    await stream.received(2);
    expect(stream.events.map(({ name, data }) => [name, data.batch_id])).toEqual([
      ['ready', undefined],
      ['status', seen],
    ]);
    // Nor when it comes back for what it has missed.
    const again = await open(bound, '/events', stream.events[0]?.id ?? '');
    await again.received(1);
    expect(again.events.map(({ data }) => data.batch_id)).toEqual([seen]);
  });

  it('are a 406 where events are not accepted, a 405 for other methods, and answer HEAD without a stream', async () => {
    const { api } = await start();
    const tenant = api.tenant();
    const path = `/batches/${await tenant.submit()}/events`;
    for (const accept of ['application/json', 'text/event-stream;q=0', 'text/html, */*;q=0']) {
      const refused = await tenant.call('GET', path, undefined, { accept });
      expectError(refused, 406, 'NOT_ACCEPTABLE', /text\/event-stream/);
    }
    expectError(await tenant.call('POST', '/events', {}), 405, 'METHOD_NOT_ALLOWED');
    for (const asked of [path, '/events']) {
      const head = await tenant.call('HEAD', asked);
      expect([head.statusCode, head.headers['content-type'], head.body]).toEqual([
        200,
        'text/event-stream; charset=utf-8',
        '',
      ]);
    }
    expect((await tenant.call('HEAD', '/batches/nobodys/events')).statusCode).toBe(404);
  });

  it('end within a heartbeat after their key was revoked or has expired, and show signs of life until then', async () => {
    const { api, open } = await start({ heartbeatMs: 20 });
    const { orgId } = api.tenant();
    const wanted = { orgId, name: 'test', role: 'viewer', workspaces: null, expiresAt: null } as const;
    const made = await Promise.all(
      ['revoked', 'expired', 'kept'].map((name) => keys.createKey({ ...wanted, name }, 'me')),
    );
    const streams = await Promise.all(
      made.map(({ key }) => open({ headers: { authorization: `Bearer ${key}` } }, '/events')),
    );
    const [revoked, expired, kept] = streams as [EventClient, EventClient, EventClient];
    await kept.beaten(2);
    await keys.revokeKey(orgId, made[0]?.apiKey.id ?? '', 'me');
    expect(await revoked.ended).toBe('');
    await db.query('UPDATE api_keys SET expires_at = now() WHERE id = $1', [made[1]?.apiKey.id]);
    expect(await expired.ended).toBe('');
    await kept.beaten(kept.beats + 2);
    const again = await open({ headers: { authorization: `Bearer ${made[0]?.key}` } }, '/events');
    expect(again.status).toBe(401);
  });

  it('are so many for an organisation and a node, and give their places back', async () => {
    const { api, open } = await start({ streams: 3, streamsPerOrg: 2 });
    const [one, other] = [api.tenant(), api.tenant()];
    const first = await open(one, '/events');
    await open(one, '/events');
    const tooMany = await open(one, '/events');
    expect([tooMany.status, tooMany.headers['retry-after']]).toEqual([429, '10']);
    expect(JSON.parse(await tooMany.ended)).toMatchObject({
      code: 'RATE_LIMITED',
      details: /2 event streams/,
    });
    await open(other, '/events');
    const full = await open(other, '/events');
    expect([full.status, full.headers['retry-after']]).toEqual([503, '10']);
    // What was refused takes no place, and what is over gives its own back.
    first.close();
    const place = async (): Promise<number> => {
      const next = await open(one, '/events');
      return next.status === 429 ? place() : next.status;
    };
    expect(await place()).toBe(200);
  });

  it('cut off a client that takes nothing, which comes back for the rest and has each event once', async () => {
    const { api, open } = await start({ bufferBytes: 20_000 });
    const tenant = api.tenant();
    const batchId = await tenant.submit();
    const slow = await open(tenant, '/events');
    await slow.received(1);
    slow.pause();
    // More than the buffers of the sockets hold on the way.
    const count = 2_000;
    await db.query(
      `INSERT INTO batch_progress_log (org_id, batch_id, event, status, success_count, error_count, total_emissions,
         retry_count, fencing_token, actor, message)
       SELECT $1, $2, 'progress', 'processing', n, 0, 0, 0, 1, 'node-a', repeat('x', 12000)
       FROM generate_series(1, $3::integer) AS n`,
      [tenant.orgId, batchId, count],
    );
    // Whoever takes its events is told all of them meanwhile.
    const quick = await open(tenant, '/events', slow.lastEventId);
    await quick.received(count);
    slow.resume();
    await slow.ended;
    const counts = slow.events.slice(1).map(({ data }) => data.log.success_count);
    expect(counts.length).toBeLessThan(count);
    const rest = await open(tenant, '/events', slow.lastEventId);
    await rest.received(count - counts.length);
    counts.push(...rest.events.map(({ data }) => data.log.success_count));
    expect(counts).toEqual(Array.from({ length: count }, (_, place) => place + 1));
  });

  it('end at once when the node stops, and are not begun any more', async () => {
    const { api, open } = await start();
    const tenant = api.tenant();
    const streams = await Promise.all([
      open(tenant, '/events'),
      open(tenant, `/batches/${await tenant.submit()}/events`),
    ]);
    await Promise.all(streams.map((stream) => stream.received(1)));
    await api.close();
    expect(await Promise.all(streams.map((stream) => stream.ended))).toEqual(['', '']);
  });

  it('cost one reader a node, and nothing while nobody listens', async () => {
    const asked: string[] = [];
    const counted: Database = Object.assign(Object.create(db), {
      query: <R extends Row>(text: string, values?: unknown[]) => {
        asked.push(text);
        return db.query<R>(text, values);
      },
    });
    const { api, open } = await start({ intervalMs: 1 }, { events: new PostgresEventStore(counted) });
    const tenant = api.tenant();
    expect(asked).toEqual([]);
    const streams = await Promise.all(Array.from({ length: 20 }, () => open(tenant, '/events')));
    await Promise.all(streams.map((stream) => stream.received(1)));
    const before = asked.length;
    const batchId = await tenant.submit();
    await Promise.all(streams.map((stream) => stream.received(2)));
    expect(new Set(streams.map(({ events }) => events[1]?.data.batch_id))).toEqual(new Set([batchId]));
    const since = asked.slice(before).filter((text) => text.includes('batch_progress_log'));
    expect(since.length).toBeGreaterThan(0);
    for (const stream of streams) stream.close();
    // It looks once more at the most, and then no more.
    const quiet = async (): Promise<void> => {
      const count = asked.length;
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (asked.length > count) await quiet();
    };
    await quiet();
  });
});
