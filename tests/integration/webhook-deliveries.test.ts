import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { tenantDatabase } from '../../src/db/tenant-database.ts';
import type { WebhookEvent } from '../../src/domain/webhook.ts';
import { presentBatch } from '../../src/http/present-batch.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { PostgresDeliveryStore } from '../../src/store/postgres-delivery-store.ts';
import { PostgresWebhookStore } from '../../src/store/postgres-webhook-store.ts';
import { DeliveryService, type DeliveryServiceDeps } from '../../src/webhooks/delivery-service.ts';
import { WebhookTargets } from '../../src/webhooks/targets.ts';
import { activityIds, anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { Moments } from '../support/moments.ts';
import { RecordedLogger } from '../support/recorded-logger.ts';
import { SchedulingFixture } from '../support/scheduling.ts';
import { verified, WebhookReceiver } from '../support/webhook-receiver.ts';

const all: WebhookEvent[] = [
  'batch.submitted',
  'batch.completed',
  'batch.failed',
  'batch.cancelled',
  'batch.retried',
];
const webhookNetworks = ['127.0.0.0/8'];

describeOnEachDatabase('events for webhooks', (openDatabase, kind) => {
  let db: Database;
  let webhooks: PostgresWebhookStore;
  let fixture: SchedulingFixture;
  let receiver: WebhookReceiver;
  let moments: Moments;
  let services: DeliveryService[];
  beforeAll(async () => {
    db = await openDatabase();
    webhooks = new PostgresWebhookStore(db);
  });
  beforeEach(async () => {
    fixture = new SchedulingFixture(db);
    receiver = await WebhookReceiver.start();
    moments = new Moments();
    services = [];
  });
  afterEach(async () => {
    await fixture.stop();
    for (const service of services) await service.stop();
    await receiver.stop();
    // What a case leaves waiting is not for the next.
    await db.query('DELETE FROM webhooks');
  });

  async function aWebhook(orgId = anOrg(), events = all, url = receiver.url) {
    const { webhook, secret } = await webhooks.createWebhook(
      { orgId, url, events, description: '' },
      'tester',
    );
    return { secret, key: { orgId, webhookId: webhook.id } };
  }

  /** A node that does nothing but deliver. It hears of nothing: it is woken by the case. */
  async function aService(fields: Partial<DeliveryServiceDeps> = {}): Promise<DeliveryService> {
    const service = new DeliveryService({
      store: new PostgresDeliveryStore(db),
      targets: new WebhookTargets({ networks: webhookNetworks }),
      present: presentBatch,
      version: '1.2.3',
      nodeId: 'node-a',
      logger: new RecordedLogger(),
      probe: moments.probe,
      ...fields,
      pace: { pauseMs: 1, retryDelaysMs: [1, 1], timeoutMs: 10_000, ...fields.pace },
    });
    services.push(service);
    await service.start();
    return service;
  }

  /** So many attempts have worked, or failed, and the database knows of it. */
  const attempted = (isDelivered: boolean, count = 1) =>
    moments.reached('delivery.attempted', { isDelivered }, count);

  const deliveriesOf = async (key: { orgId: string; webhookId: string }) =>
    (await webhooks.listDeliveries(key, { limit: 100 })) ?? [];

  it('are delivered from submission to end, signed, with the batch as the API shows it', async () => {
    const { key, secret } = await aWebhook();
    await fixture.node({ webhookNetworks });
    const batch = await fixture.ended(await fixture.submit(3, { orgId: key.orgId }));
    const events = (await receiver.count(2)).map((event) => verified(event, secret));
    const byType = new Map(events.map((event) => [event.type, event]));
    expect([...byType.keys()].sort()).toEqual(['batch.completed', 'batch.submitted']);
    expect(byType.get('batch.completed')?.data).toEqual(presentBatch(batch));
    expect(byType.get('batch.completed')?.timestamp).toBe(batch.completedAt?.toISOString());
    expect(byType.get('batch.submitted')?.data).toMatchObject({
      id: batch.id,
      status: 'pending',
      activity_count: 3,
    });
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(2);
    expect(receiver.received[0]?.headers['user-agent']).toMatch(/^OffGridFlow\/\d/);
  });

  it('are told once of a batch in parts, as of any other', async () => {
    const { key, secret } = await aWebhook();
    await fixture.node({ webhookNetworks });
    const ids = activityIds(6);
    await fixture.importActivities(key.orgId, ids);
    const splitting = new PostgresBatchStore(db, { partSize: 2 });
    const { id } = await splitting.createBatch({
      orgId: key.orgId,
      workspaceId: 'ws-test',
      activityIds: ids,
    });
    const types = (await receiver.count(2)).map((event) => verified(event, secret));
    expect(types.map(({ type }) => type).sort()).toEqual(['batch.completed', 'batch.submitted']);
    expect(types).toMatchObject([{ data: { id, activity_count: 6 } }, { data: { id, activity_count: 6 } }]);
    expect(await deliveriesOf(key)).toHaveLength(2);
  });

  it('are only those that were chosen, of the organisation alone, while it is enabled', async () => {
    const { key } = await aWebhook(anOrg(), ['batch.cancelled']);
    const other = await aWebhook(anOrg(), ['batch.cancelled']);
    const disabled = await aWebhook(key.orgId, ['batch.cancelled']);
    await webhooks.disableWebhook(disabled.key, 'tester', 'why');
    const batch = await fixture.submit(1, { orgId: key.orgId });
    await fixture.store.cancelBatch({ orgId: key.orgId, batchId: batch.id }, 'tester');
    expect(await deliveriesOf(key)).toMatchObject([
      { type: 'batch.cancelled', batchId: batch.id, status: 'pending' },
    ]);
    expect([await deliveriesOf(other.key), await deliveriesOf(disabled.key)]).toEqual([[], []]);
  });

  it('go with the transaction that they tell of: what is rolled back was never told', async () => {
    const { key } = await aWebhook();
    const batch = await fixture.submit(1, { orgId: key.orgId });
    const undone = db.transaction(async (tx) => {
      await tx.query(`UPDATE batch_jobs SET status = 'cancelled', completed_at = now() WHERE id = $1`, [
        batch.id,
      ]);
      await tx.query(
        `INSERT INTO batch_progress_log (org_id, batch_id, event, status, success_count, error_count, total_emissions,
           retry_count, fencing_token, actor) VALUES ($1, $2, 'cancelled', 'cancelled', 0, 0, 0, 0, 1, 'tester')`,
        [key.orgId, batch.id],
      );
      expect(
        (await tx.query(`SELECT 1 FROM webhook_deliveries WHERE batch_id = $1`, [batch.id])).rows,
      ).toHaveLength(2);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect((await deliveriesOf(key)).map(({ type }) => type)).toEqual(['batch.submitted']);
  });

  it('are tried again until the receiver is back, under the same id, with every attempt to be seen', async () => {
    const { key, secret } = await aWebhook();
    receiver.behave = (response, number) => {
      if (number === 1) response.writeHead(500).end('out of\norder \u0000');
      else if (number === 2) response.destroy();
      else response.writeHead(200).end();
    };
    await fixture.submit(1, { orgId: key.orgId });
    await aService();
    await attempted(true);
    const [first, second, third] = receiver.received;
    expect(new Set([first, second, third].map((event) => event?.headers['webhook-id'])).size).toBe(1);
    expect(new Set([first, second, third].map((event) => event?.body)).size).toBe(1);
    expect(third && verified(third, secret).type).toBe('batch.submitted');
    const [delivery] = await deliveriesOf(key);
    expect(delivery).toMatchObject({
      status: 'delivered',
      attemptCount: 3,
      id: first?.headers['webhook-id'],
    });
    const { attempts } = await webhooks.getDelivery({ ...key, deliveryId: delivery?.id ?? '' });
    expect(attempts).toMatchObject([
      { number: 3, statusCode: 200, error: null, answer: null, node: 'node-a' },
      { number: 2, statusCode: null, error: 'socket hang up' },
      { number: 1, statusCode: 500, error: 'The endpoint answered 500.', answer: 'out of order' },
    ]);
    expect((await webhooks.getWebhook(key)).failingSince).toBeNull();
  });

  it('fail when all attempts have, and are delivered when they are replayed', async () => {
    const { key } = await aWebhook();
    receiver.behave = (response) => response.writeHead(302, { location: '/elsewhere' }).end();
    const before = new Date();
    await fixture.submit(1, { orgId: key.orgId });
    const service = await aService();
    await attempted(false, 3);
    const [failed] = await deliveriesOf(key);
    expect(failed).toMatchObject({ status: 'failed', attemptCount: 3 });
    expect((await webhooks.getWebhook(key)).failingSince).not.toBeNull();

    receiver.behave = (response) => response.writeHead(204).end();
    expect(await webhooks.replayFailed(key, new Date(Date.now() + 3_600_000), 'tester')).toBe(0);
    expect(await webhooks.replayFailed(key, new Date(before.getTime() - 60_000), 'tester')).toBe(1);
    service.wake();
    await attempted(true);
    expect((await deliveriesOf(key))[0]?.status).toBe('delivered');
    await webhooks.replayDelivery({ ...key, deliveryId: failed?.id ?? '' }, 'tester');
    service.wake();
    await receiver.count(5);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([failed?.id]),
    );
  });

  it('end at once where the endpoint is gone, which disables the webhook, and the audit log says so', async () => {
    const { key } = await aWebhook();
    receiver.behave = (response) => response.writeHead(410).end();
    await fixture.submit(1, { orgId: key.orgId });
    await fixture.submit(1, { orgId: key.orgId });
    const logger = new RecordedLogger();
    await aService({ logger });
    await attempted(false);
    expect(await webhooks.getWebhook(key)).toMatchObject({
      disabledBy: 'node-a',
      disabledReason: 'The endpoint answered 410 Gone.',
    });
    expect(logger.messages).toContain('a webhook was disabled');
    expect((await deliveriesOf(key)).map(({ status }) => status)).toEqual(['failed', 'failed']);
    const { rows } = await db.query(
      `SELECT actor, subject, details FROM audit_log WHERE org_id = $1 AND action = 'webhook_disabled'`,
      [key.orgId],
    );
    expect(rows).toEqual([
      { actor: 'node-a', subject: key.webhookId, details: { reason: 'The endpoint answered 410 Gone.' } },
    ]);
    await webhooks.enableWebhook(key, 'tester');
    expect(await webhooks.getWebhook(key)).toMatchObject({ disabledAt: null, failingSince: null });
    await fixture.submit(1, { orgId: key.orgId });
    expect((await deliveriesOf(key))[0]?.status).toBe('pending');
  });

  it('end where no attempt has worked for five days', async () => {
    const { key } = await aWebhook();
    receiver.behave = (response) => response.writeHead(503).end();
    await db.query(`UPDATE webhooks SET failing_since = now() - interval '4 days 23 hours' WHERE id = $1`, [
      key.webhookId,
    ]);
    await fixture.submit(1, { orgId: key.orgId });
    const service = await aService({ pace: { retryDelaysMs: [3_600_000] } });
    await attempted(false);
    expect((await webhooks.getWebhook(key)).disabledAt).toBeNull();
    await db.query(`UPDATE webhooks SET failing_since = now() - interval '5 days' WHERE id = $1`, [
      key.webhookId,
    ]);
    await fixture.submit(1, { orgId: key.orgId });
    service.wake();
    await attempted(false, 2);
    expect((await webhooks.getWebhook(key)).disabledReason).toBe('No attempt has worked for 5 days.');
    expect((await deliveriesOf(key)).map(({ status }) => status)).toEqual(['failed', 'failed']);
  });

  it('are signed with the former secret too until its time is over', async () => {
    const { key, secret } = await aWebhook();
    const rotated = await webhooks.rotateSecret(key, 3_600_000, 'tester');
    await fixture.submit(1, { orgId: key.orgId });
    const service = await aService();
    const [first] = await receiver.count(1);
    for (const known of [secret, rotated.secret])
      expect(first && verified(first, known).type).toBe('batch.submitted');
    const last = await webhooks.rotateSecret(key, 0, 'tester');
    await fixture.submit(1, { orgId: key.orgId });
    service.wake();
    const [, second] = await receiver.count(2);
    expect(second && verified(second, last.secret).type).toBe('batch.submitted');
    for (const former of [secret, rotated.secret])
      expect(() => second && verified(second, former)).toThrow(/No matching signature/);
  });

  it('of others are not held up by an endpoint that does not answer', async () => {
    const slow = await WebhookReceiver.start();
    slow.behave = () => {};
    const { key } = await aWebhook(anOrg(), all, slow.url);
    for (let count = 0; count < 8; count += 1) await fixture.submit(1, { orgId: key.orgId });
    const service = await aService();
    await slow.count(5);
    const quick = await aWebhook();
    await fixture.submit(1, { orgId: quick.key.orgId });
    service.wake();
    await receiver.count(1);
    expect(slow.received).toHaveLength(5);
    await slow.stop();
  });

  it('are given back by a node that stops before the endpoint answers', async () => {
    const { key } = await aWebhook();
    receiver.behave = () => {};
    await fixture.submit(1, { orgId: key.orgId });
    const service = await aService();
    await receiver.count(1);
    await service.stop(AbortSignal.abort());
    expect(await deliveriesOf(key)).toMatchObject([{ status: 'pending', attemptCount: 0 }]);
    receiver.behave = (response) => response.writeHead(200).end();
    await aService({ nodeId: 'node-b' });
    await attempted(true);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it.runIf(kind === 'postgresql')('are shared by nodes, each sent by one of them', async () => {
    const { key } = await aWebhook();
    for (let count = 0; count < 20; count += 1) await fixture.submit(1, { orgId: key.orgId });
    await Promise.all(['node-a', 'node-b', 'node-c'].map((nodeId) => aService({ nodeId })));
    await attempted(true, 20);
    expect(receiver.received).toHaveLength(20);
    const deliveries = await deliveriesOf(key);
    expect(
      deliveries.filter(({ status, attemptCount }) => status === 'delivered' && attemptCount === 1),
    ).toHaveLength(20);
  });

  it('never go where it is not allowed, also where the webhook was made before', async () => {
    const { key } = await aWebhook();
    await fixture.submit(1, { orgId: key.orgId });
    await aService({ targets: new WebhookTargets(), pace: { retryDelaysMs: [] } });
    await attempted(false);
    const { attempts } = await webhooks.getDelivery({
      ...key,
      deliveryId: (await deliveriesOf(key))[0]?.id ?? '',
    });
    expect(attempts[0]?.error).toMatch(/^The URL leads to an address that is not public/);
    expect(receiver.received).toEqual([]);
  });

  it('of one organisation do not take all the room of a node', async () => {
    const slow = await WebhookReceiver.start();
    slow.behave = () => {};
    const orgId = anOrg();
    for (let count = 0; count < 6; count += 1) await aWebhook(orgId, ['batch.submitted'], slow.url);
    for (let count = 0; count < 5; count += 1) await fixture.submit(1, { orgId });
    const service = await aService();
    await slow.count(20);
    const other = await aWebhook();
    await fixture.submit(1, { orgId: other.key.orgId });
    service.wake();
    await receiver.count(1);
    expect(slow.received).toHaveLength(20);
    await slow.stop();
  });

  it('are forgotten 30 days after their end, with their attempts, and those of no webhook at once', async () => {
    const { key } = await aWebhook();
    for (let count = 0; count < 3; count += 1) await fixture.submit(1, { orgId: key.orgId });
    await aService();
    await attempted(true, 3);
    const [, recent, old] = await deliveriesOf(key);
    const end = (id: string | undefined, days: number) =>
      db.query(`UPDATE webhook_deliveries SET ended_at = now() - $1 * interval '1 day' WHERE id = $2`, [
        days,
        id,
      ]);
    await end(old?.id, 31);
    await end(recent?.id, 29);
    await db.query(
      `INSERT INTO webhook_deliveries (org_id, webhook_id, type) VALUES ($1, 'wh_gone', 'webhook.test')`,
      [key.orgId],
    );
    const store = new PostgresDeliveryStore(db);
    expect(await store.deleteOldDeliveries(30 * 86_400_000, 100)).toBe(1);
    const { rows } = await db.query(
      `SELECT d.id FROM webhook_deliveries AS d JOIN webhook_attempts AS a ON a.org_id = d.org_id AND a.delivery_id = d.id
       WHERE d.org_id = $1`,
      [key.orgId],
    );
    expect(rows).toHaveLength(2);
    const left = await db.query('SELECT 1 FROM webhook_attempts WHERE org_id = $1 AND delivery_id = $2', [
      key.orgId,
      old?.id,
    ]);
    expect(left.rows).toEqual([]);
    expect((await db.query(`SELECT 1 FROM webhook_deliveries WHERE webhook_id = 'wh_gone'`)).rows).toEqual(
      [],
    );
  });

  it('have secrets that no request can read, whatever it asks the database', async () => {
    const { key, secret } = await aWebhook();
    const asTenant = tenantDatabase(db, key.orgId);
    expect((await asTenant.query('SELECT number FROM webhook_secrets')).rows).toEqual([{ number: 1 }]);
    for (const reading of [
      'SELECT secret FROM webhook_secrets',
      'SELECT * FROM webhook_secrets',
      'UPDATE webhook_secrets SET expires_at = now() RETURNING secret',
    ])
      await expect(asTenant.query(reading), reading).rejects.toThrow(/permission denied/);
    const stranger = tenantDatabase(db, anOrg());
    for (const table of ['webhooks', 'webhook_deliveries', 'webhook_attempts'])
      expect((await stranger.query(`SELECT 1 FROM ${table}`)).rows).toEqual([]);
    expect(secret).toMatch(/^whsec_/);
  });
});
