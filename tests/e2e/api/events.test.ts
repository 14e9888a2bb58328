import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { activityIds, fails, succeeds } from '../../support/batches.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { EventClient } from '../../support/event-client.ts';
import { ApiUnderTest, type Tenant } from './api-under-test.ts';

/** Nothing that a case waits for takes long, and none of it waits for a time. */
const eventLimits = { intervalMs: 10, heartbeatMs: 3_600_000 };

describeOnEachDatabase('event streams', (openDatabase) => {
  let db: Database;
  /** Two nodes on one database. */
  const nodes: ApiUnderTest[] = [];
  const urls: string[] = [];
  const clients: EventClient[] = [];

  async function start(options: object = {}): Promise<{ node: ApiUnderTest; url: string }> {
    const node = new ApiUnderTest(db, { eventLimits: { ...eventLimits, ...options } });
    return { node, url: `${await node.app.listen({ port: 0, host: '127.0.0.1' })}/api/v1` };
  }

  beforeAll(async () => {
    db = await openDatabase();
    for (let count = 0; count < 2; count += 1) {
      const { node, url } = await start();
      nodes.push(node);
      urls.push(url);
    }
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.close()));
  });

  const tenantOf = (node = 0): Tenant => (nodes[node] as ApiUnderTest).tenant();

  async function follow(
    tenant: Pick<Tenant, 'headers'>,
    path: string,
    lastEventId: string | null = null,
    url = urls[0] as string,
  ): Promise<EventClient> {
    const client = await EventClient.open(`${url}${path}`, tenant.headers, lastEventId);
    clients.push(client);
    return client;
  }

  const summary = (client: EventClient) =>
    client.events.map(({ name, data }) => [
      name,
      data.log.event,
      data.progress.status,
      data.progress.processed_count,
    ]);

  it('begin with the present state, tell a life in order and end with it', async () => {
    const tenant = tenantOf();
    await tenant.importActivities(activityIds(3));
    const batchId = await tenant.submit();
    const client = await follow(tenant, `/batches/${batchId}/events`);
    expect([client.status, client.headers]).toMatchObject([
      200,
      {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      },
    ]);
    const started = await tenant.start(batchId);
    await tenant.process({ ...started, batch: await tenant.process(started, undefined, 2) });
    expect(await client.ended).toBe('');

    expect(summary(client)).toEqual([
      ['status', 'submitted', 'pending', 0],
      ['status', 'claimed', 'queued', 0],
      ['status', 'progress', 'processing', 2],
      ['status', 'completed', 'complete', 3],
    ]);
    const log = (await tenant.get(`/batches/${batchId}/log`)).json().log;
    expect(client.events.map(({ data }) => data.log)).toEqual(log);
    expect(client.events.map(({ id }) => id)).toEqual(log.map(({ id }: { id: number }) => String(id)));
    const { progress } = client.events.at(-1)?.data ?? {};
    expect(progress).toEqual((await tenant.get(`/batches/${batchId}/progress`)).json());
    expect(client.retryMs).toBeGreaterThanOrEqual(1_000);
  });

  it('go on at another node behind the last event, and are over with a 204', async () => {
    const tenant = tenantOf();
    await tenant.importActivities(activityIds(3));
    const batchId = await tenant.submit();
    const path = `/batches/${batchId}/events`;
    const first = await follow(tenant, path);
    await first.received(1);
    first.close();
    const started = await tenant.start(batchId);
    const batch = await tenant.process(started, undefined, 1);
    const second = await follow(tenant, path, first.lastEventId, urls[1]);
    await second.received(2);
    second.close();
    await tenant.process({ ...started, batch }, (id) => (id === 'act-0002' ? fails(id) : succeeds()(id)));
    const third = await follow(tenant, `${path}?last_event_id=1`, second.lastEventId);
    await third.ended;

    expect(summary(second).concat(summary(third))).toEqual([
      ['status', 'claimed', 'queued', 0],
      ['status', 'progress', 'processing', 1],
      ['status', 'failed', 'failed', 3],
    ]);
    const fourth = await follow(tenant, path, third.lastEventId, urls[1]);
    expect([fourth.status, await fourth.ended]).toEqual([204, '']);
    // Whoever comes without an id gets the state as it is, and the end.
    const fifth = await follow(tenant, path);
    await fifth.ended;
    expect(summary(fifth)).toEqual([['status', 'failed', 'failed', 3]]);

    await tenant.call('POST', `${'/batches'}/${batchId}/retry`);
    const again = await follow(tenant, path, third.lastEventId);
    await again.received(1);
    expect(summary(again)).toEqual([['status', 'retried', 'pending', 2]]);
  });

  it('tell that the batch was deleted, and end', async () => {
    const tenant = tenantOf();
    const batchId = await tenant.submit();
    const client = await follow(tenant, `/batches/${batchId}/events`);
    await client.received(1);
    await tenant.call('DELETE', `/batches/${batchId}`);
    await client.ended;
    expect(client.events.at(-1)).toMatchObject({
      name: 'deleted',
      data: { batch_id: batchId, workspace_id: 'ws-test', actor: 'api' },
    });
    const again = await follow(tenant, `/batches/${batchId}/events`, client.lastEventId);
    expect(again.status).toBe(404);
  });

  it('tell of all batches of an organisation, and go on at another node', async () => {
    const tenant = tenantOf();
    const other = tenantOf();
    const first = await follow(tenant, '/events');
    const stranger = await follow(other, '/events');
    await Promise.all([first.received(1), stranger.received(1)]);
    const a = await tenant.submit();
    const b = await tenant.submit();
    await first.received(3);
    first.close();
    await tenant.call('POST', `/batches/${a}/cancel`);
    await tenant.call('DELETE', `/batches/${b}`);
    const second = await follow(tenant, '/events', first.lastEventId, urls[1]);
    await second.received(2);
    await tenant.call('DELETE', `/batches/${a}`);
    await second.received(3);

    expect(first.names).toEqual(['ready', 'status', 'status']);
    expect(first.events.slice(1).map(({ data }) => data.batch_id)).toEqual([a, b]);
    expect(second.events.map(({ name, data }) => [name, data.batch_id])).toEqual([
      ['status', a],
      ['deleted', b],
      ['deleted', a],
    ]);
    expect(stranger.names).toEqual(['ready']);
    // Every event can be gone on from, at any place.
    for (const [place, { id }] of second.events.entries()) {
      const again = await follow(tenant, '/events', id);
      await again.received(2 - place);
      expect(again.events.map((event) => event.data)).toEqual(
        second.events.slice(place + 1).map((event) => event.data),
      );
    }
  });
});
