import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { WebhookTargets } from '../../src/webhooks/targets.ts';
import { anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { RecordedLogger } from '../support/recorded-logger.ts';
import { verified, WebhookReceiver } from '../support/webhook-receiver.ts';
import { endings, WebhookFixture } from '../support/webhooks.ts';

describeOnEachDatabase('deliveries to webhooks', (openDatabase, kind) => {
  let db: Database;
  let fixture: WebhookFixture;
  beforeAll(async () => {
    db = await openDatabase();
  });
  beforeEach(async () => {
    fixture = await WebhookFixture.start(db);
  });
  afterEach(() => fixture.stop());

  it('are tried again until the receiver is back, under the same id, with every attempt to be seen', async () => {
    const { key, secret } = await fixture.aWebhook();
    fixture.receiver.behave = (response, number) => {
      if (number === 1) response.writeHead(500).end('out of\norder \u0000');
      else if (number === 2) response.destroy();
      else response.writeHead(200).end();
    };
    await fixture.batches.submit(1, { orgId: key.orgId });
    await fixture.aService();
    await fixture.attempted(true);
    const [first, second, third] = fixture.receiver.received;
    expect(new Set([first, second, third].map((event) => event?.headers['webhook-id'])).size).toBe(1);
    expect(new Set([first, second, third].map((event) => event?.body)).size).toBe(1);
    expect(third && verified(third, secret).type).toBe('batch.submitted');
    const [delivery] = await fixture.deliveriesOf(key);
    expect(delivery).toMatchObject({
      status: 'delivered',
      attemptCount: 3,
      id: first?.headers['webhook-id'],
    });
    const { attempts } = await fixture.webhooks.getDelivery({ ...key, deliveryId: delivery?.id ?? '' });
    expect(attempts).toMatchObject([
      { number: 3, statusCode: 200, error: null, answer: null, node: 'node-a' },
      { number: 2, statusCode: null, error: 'socket hang up' },
      { number: 1, statusCode: 500, error: 'The endpoint answered 500.', answer: 'out of order' },
    ]);
    expect((await fixture.webhooks.getWebhook(key)).failingSince).toBeNull();
  });

  it('fail when all attempts have, and are delivered when they are replayed', async () => {
    const { key } = await fixture.aWebhook();
    fixture.receiver.behave = (response) => response.writeHead(302, { location: '/elsewhere' }).end();
    const before = new Date();
    await fixture.batches.submit(1, { orgId: key.orgId });
    const service = await fixture.aService();
    await fixture.attempted(false, 3);
    const [failed] = await fixture.deliveriesOf(key);
    expect(failed).toMatchObject({ status: 'failed', attemptCount: 3 });
    expect((await fixture.webhooks.getWebhook(key)).failingSince).not.toBeNull();

    fixture.receiver.behave = (response) => response.writeHead(204).end();
    expect(await fixture.webhooks.replayFailed(key, new Date(Date.now() + 3_600_000), 'tester')).toBe(0);
    expect(await fixture.webhooks.replayFailed(key, new Date(before.getTime() - 60_000), 'tester')).toBe(1);
    service.wake();
    await fixture.attempted(true);
    expect((await fixture.deliveriesOf(key))[0]?.status).toBe('delivered');
    await fixture.webhooks.replayDelivery({ ...key, deliveryId: failed?.id ?? '' }, 'tester');
    service.wake();
    await fixture.receiver.count(5);
    expect(new Set(fixture.receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([failed?.id]),
    );
  });

  it('end at once where the endpoint is gone, which disables the webhook, and the audit log says so', async () => {
    const { key } = await fixture.aWebhook();
    fixture.receiver.behave = (response) => response.writeHead(410).end();
    await fixture.batches.submit(1, { orgId: key.orgId });
    await fixture.batches.submit(1, { orgId: key.orgId });
    const logger = new RecordedLogger();
    const service = await fixture.aService({ logger });
    await fixture.attempted(false);
    // Another attempt may be under way, and would disable it once more.
    await service.stop();
    expect(await fixture.webhooks.getWebhook(key)).toMatchObject({
      disabledBy: 'node-a',
      disabledReason: 'The endpoint answered 410 Gone.',
    });
    expect(logger.messages).toContain('a webhook was disabled');
    expect((await fixture.deliveriesOf(key)).map(({ status }) => status)).toEqual(['failed', 'failed']);
    const { rows } = await fixture.db.query(
      `SELECT actor, subject, details FROM audit_log WHERE org_id = $1 AND action = 'webhook_disabled'`,
      [key.orgId],
    );
    expect(rows).toEqual([
      { actor: 'node-a', subject: key.webhookId, details: { reason: 'The endpoint answered 410 Gone.' } },
    ]);
    await fixture.webhooks.enableWebhook(key, 'tester');
    expect(await fixture.webhooks.getWebhook(key)).toMatchObject({ disabledAt: null, failingSince: null });
    await fixture.batches.submit(1, { orgId: key.orgId });
    expect((await fixture.deliveriesOf(key))[0]?.status).toBe('pending');
  });

  it('end where no attempt has worked for five days', async () => {
    const { key } = await fixture.aWebhook();
    fixture.receiver.behave = (response) => response.writeHead(503).end();
    await fixture.db.query(
      `UPDATE webhooks SET failing_since = now() - interval '4 days 23 hours' WHERE id = $1`,
      [key.webhookId],
    );
    await fixture.batches.submit(1, { orgId: key.orgId });
    const service = await fixture.aService({ pace: { retryDelaysMs: [3_600_000] } });
    await fixture.attempted(false);
    expect((await fixture.webhooks.getWebhook(key)).disabledAt).toBeNull();
    await fixture.db.query(`UPDATE webhooks SET failing_since = now() - interval '5 days' WHERE id = $1`, [
      key.webhookId,
    ]);
    await fixture.batches.submit(1, { orgId: key.orgId });
    service.wake();
    await fixture.attempted(false, 2);
    // It may have been idle since it failed long ago: what failed now is tried again.
    expect((await fixture.webhooks.getWebhook(key)).disabledAt).toBeNull();
    expect((await fixture.deliveriesOf(key)).map(({ status }) => status)).toEqual(['pending', 'pending']);
    await fixture.db.query('UPDATE webhook_deliveries SET due_at = now(), tries = 1 WHERE webhook_id = $1', [
      key.webhookId,
    ]);
    service.wake();
    await fixture.attempted(false, 3);
    expect((await fixture.webhooks.getWebhook(key)).disabledReason).toBe('No attempt has worked for 5 days.');
    expect((await fixture.deliveriesOf(key)).map(({ status }) => status)).toEqual(['failed', 'failed']);
  });

  it('are signed with the former secret too until its time is over', async () => {
    const { key, secret } = await fixture.aWebhook();
    const rotated = await fixture.webhooks.rotateSecret(key, 3_600_000, 'tester');
    await fixture.batches.submit(1, { orgId: key.orgId });
    const service = await fixture.aService();
    const [first] = await fixture.receiver.count(1);
    for (const known of [secret, rotated.secret])
      expect(first && verified(first, known).type).toBe('batch.submitted');
    const last = await fixture.webhooks.rotateSecret(key, 0, 'tester');
    await fixture.batches.submit(1, { orgId: key.orgId });
    service.wake();
    const [, second] = await fixture.receiver.count(2);
    expect(second && verified(second, last.secret).type).toBe('batch.submitted');
    for (const former of [secret, rotated.secret])
      expect(() => second && verified(second, former)).toThrow(/No matching signature/);
  });

  it('of others are not held up by an endpoint that does not answer', async () => {
    const slow = await WebhookReceiver.start();
    slow.behave = () => {};
    const { key } = await fixture.aWebhook(anOrg(), endings, slow.url);
    for (let count = 0; count < 8; count += 1) await fixture.batches.submit(1, { orgId: key.orgId });
    const service = await fixture.aService();
    await slow.count(5);
    const quick = await fixture.aWebhook();
    await fixture.batches.submit(1, { orgId: quick.key.orgId });
    service.wake();
    await fixture.receiver.count(1);
    expect(slow.received).toHaveLength(5);
    await slow.stop();
  });

  it('are given back by a node that stops before the endpoint answers', async () => {
    const { key } = await fixture.aWebhook();
    fixture.receiver.behave = () => {};
    await fixture.batches.submit(1, { orgId: key.orgId });
    const service = await fixture.aService();
    await fixture.receiver.count(1);
    await service.stop(AbortSignal.abort());
    expect(await fixture.deliveriesOf(key)).toMatchObject([{ status: 'pending', attemptCount: 0 }]);
    fixture.receiver.behave = (response) => response.writeHead(200).end();
    await fixture.aService({ nodeId: 'node-b' });
    await fixture.attempted(true);
    expect(new Set(fixture.receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it.runIf(kind === 'postgresql')('are shared by nodes, each sent by one of them', async () => {
    const { key } = await fixture.aWebhook();
    for (let count = 0; count < 20; count += 1) await fixture.batches.submit(1, { orgId: key.orgId });
    await Promise.all(['node-a', 'node-b', 'node-c'].map((nodeId) => fixture.aService({ nodeId })));
    await fixture.attempted(true, 20);
    expect(fixture.receiver.received).toHaveLength(20);
    const deliveries = await fixture.deliveriesOf(key);
    expect(
      deliveries.filter(({ status, attemptCount }) => status === 'delivered' && attemptCount === 1),
    ).toHaveLength(20);
  });

  it('never go where it is not allowed, also where the webhook was made before', async () => {
    const { key } = await fixture.aWebhook();
    await fixture.batches.submit(1, { orgId: key.orgId });
    await fixture.aService({ targets: new WebhookTargets(), pace: { retryDelaysMs: [] } });
    await fixture.attempted(false);
    const { attempts } = await fixture.webhooks.getDelivery({
      ...key,
      deliveryId: (await fixture.deliveriesOf(key))[0]?.id ?? '',
    });
    expect(attempts[0]?.error).toMatch(/^The URL leads to an address that is not public/);
    expect(fixture.receiver.received).toEqual([]);
  });

  it('of one organisation do not take all the room of a node', async () => {
    const slow = await WebhookReceiver.start();
    slow.behave = () => {};
    const orgId = anOrg();
    for (let count = 0; count < 6; count += 1) await fixture.aWebhook(orgId, ['batch.submitted'], slow.url);
    for (let count = 0; count < 5; count += 1) await fixture.batches.submit(1, { orgId });
    const service = await fixture.aService();
    await slow.count(20);
    const other = await fixture.aWebhook();
    await fixture.batches.submit(1, { orgId: other.key.orgId });
    service.wake();
    await fixture.receiver.count(1);
    expect(slow.received).toHaveLength(20);
    await slow.stop();
  });
});
