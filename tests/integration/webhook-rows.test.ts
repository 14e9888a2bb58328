import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { tenantDatabase } from '../../src/db/tenant-database.ts';
import { PostgresDeliveryStore } from '../../src/store/postgres-delivery-store.ts';
import { anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { WebhookFixture } from '../support/webhooks.ts';

describeOnEachDatabase('the rows of webhooks', (openDatabase) => {
  let db: Database;
  let fixture: WebhookFixture;
  beforeAll(async () => {
    db = await openDatabase();
  });
  beforeEach(async () => {
    fixture = await WebhookFixture.start(db);
  });
  afterEach(() => fixture.stop());

  it('are forgotten 30 days after their end, with their attempts, and those of no webhook at once', async () => {
    const { key } = await fixture.aWebhook();
    for (let count = 0; count < 3; count += 1) await fixture.batches.submit(1, { orgId: key.orgId });
    await fixture.aService();
    await fixture.attempted(true, 3);
    const [, recent, old] = await fixture.deliveriesOf(key);
    const end = (id: string | undefined, days: number) =>
      fixture.db.query(
        `UPDATE webhook_deliveries SET ended_at = now() - $1 * interval '1 day' WHERE id = $2`,
        [days, id],
      );
    await end(old?.id, 31);
    await end(recent?.id, 29);
    await fixture.db.query(
      `INSERT INTO webhook_deliveries (org_id, webhook_id, type) VALUES ($1, 'wh_gone', 'webhook.test')`,
      [key.orgId],
    );
    const store = new PostgresDeliveryStore(fixture.db);
    expect(await store.deleteOldDeliveries(30 * 86_400_000, 100)).toBe(1);
    const { rows } = await fixture.db.query(
      `SELECT d.id FROM webhook_deliveries AS d JOIN webhook_attempts AS a ON a.org_id = d.org_id AND a.delivery_id = d.id
       WHERE d.org_id = $1`,
      [key.orgId],
    );
    expect(rows).toHaveLength(2);
    const left = await fixture.db.query(
      'SELECT 1 FROM webhook_attempts WHERE org_id = $1 AND delivery_id = $2',
      [key.orgId, old?.id],
    );
    expect(left.rows).toEqual([]);
    expect(
      (await fixture.db.query(`SELECT 1 FROM webhook_deliveries WHERE webhook_id = 'wh_gone'`)).rows,
    ).toEqual([]);
  });

  it('have secrets that no request can read, whatever it asks the database', async () => {
    const { key, secret } = await fixture.aWebhook();
    const asTenant = tenantDatabase(fixture.db, key.orgId);
    expect((await asTenant.query('SELECT number FROM webhook_secrets')).rows).toEqual([{ number: 1 }]);
    for (const reading of [
      'SELECT secret FROM webhook_secrets',
      'SELECT * FROM webhook_secrets',
      'UPDATE webhook_secrets SET expires_at = now() RETURNING secret',
    ])
      await expect(asTenant.query(reading), reading).rejects.toThrow(/permission denied/);
    const stranger = tenantDatabase(fixture.db, anOrg());
    for (const table of ['webhooks', 'webhook_deliveries', 'webhook_attempts'])
      expect((await stranger.query(`SELECT 1 FROM ${table}`)).rows).toEqual([]);
    expect(secret).toMatch(/^whsec_/);
  });

  it('are claimed of whom the least is being sent, however long others wait', async () => {
    const [slow, quick] = [await fixture.aWebhook(), await fixture.aWebhook()];
    const beside = await fixture.aWebhook(slow.key.orgId);
    for (const [{ key }, minutes] of [
      [slow, 60],
      [slow, 50],
      [beside, 40],
      [quick, 30],
    ] as const)
      await fixture.db.query(
        `INSERT INTO webhook_deliveries (org_id, webhook_id, type, due_at)
         VALUES ($1, $2, 'webhook.test', now() - $3 * interval '1 minute')`,
        [key.orgId, key.webhookId, minutes],
      );
    const store = new PostgresDeliveryStore(fixture.db);
    const busy = [{ ...slow.key, sent: 3 }];
    const order: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const claim = { limit: 1, perWebhook: 5, perOrg: 20, busy, leaseMs: 60_000 };
      for (const { webhookId } of await store.claimDeliveries(claim)) order.push(webhookId);
    }
    expect(order).toEqual([quick, beside, slow].map(({ key }) => key.webhookId));
  });

  it('heed what the holder of an older claim says of the past, and nothing of the future', async () => {
    const { key } = await fixture.aWebhook();
    await fixture.batches.submit(1, { orgId: key.orgId });
    const store = new PostgresDeliveryStore(fixture.db);
    const claim = { limit: 10, perWebhook: 5, perOrg: 20, busy: [], leaseMs: 60_000 };
    const [older] = await store.claimDeliveries(claim);
    expect(await store.claimDeliveries(claim)).toEqual([]);
    expect(await store.findDueInMs([])).toBeGreaterThan(50_000);
    expect(await store.findDueInMs([key.webhookId])).toBeNull();
    if (older === undefined) throw new Error('Nothing was claimed.');
    await fixture.webhooks.replayDelivery({ ...key, deliveryId: older.deliveryId }, 'tester');
    const [newer] = await store.claimDeliveries(claim);
    expect(newer).toMatchObject({ deliveryId: older.deliveryId, claim: older.claim + 2, tries: 0 });
    const outcome = {
      node: 'node-a',
      durationMs: 1,
      statusCode: 500,
      answer: null,
      isGone: false,
      giveUpMs: 1e9,
    };
    await store.saveAttempt(older, { ...outcome, error: 'why', delayMs: null });
    await store.handBackDelivery(older);
    expect(await fixture.deliveriesOf(key)).toMatchObject([{ status: 'pending', attemptCount: 1 }]);
    expect(await store.findDueInMs([])).toBeGreaterThan(50_000);
    await store.saveAttempt(older, { ...outcome, statusCode: 200, error: null, delayMs: null });
    expect(await fixture.deliveriesOf(key)).toMatchObject([{ status: 'delivered', attemptCount: 2 }]);
    if (newer) await store.saveAttempt(newer, { ...outcome, error: 'why', delayMs: 1 });
    expect(await fixture.deliveriesOf(key)).toMatchObject([{ status: 'delivered', attemptCount: 3 }]);
  });

  it('let the answer of a former URL end neither the webhook nor the delivery', async () => {
    const { key } = await fixture.aWebhook();
    await fixture.batches.submit(1, { orgId: key.orgId });
    const store = new PostgresDeliveryStore(fixture.db);
    const [sent] = await store.claimDeliveries({
      ...{ limit: 1, perWebhook: 5, perOrg: 20, busy: [], leaseMs: 60_000 },
    });
    if (sent === undefined) throw new Error('Nothing was claimed.');
    await fixture.webhooks.changeWebhook(key, { url: 'https://new.example.com' }, 'tester');
    await store.saveAttempt(sent, {
      ...{ node: 'node-a', durationMs: 1, statusCode: 410, answer: null, error: 'gone', isGone: true },
      ...{ delayMs: 1, giveUpMs: 1 },
    });
    expect(await fixture.webhooks.getWebhook(key)).toMatchObject({ disabledAt: null, failingSince: null });
    expect(await fixture.deliveriesOf(key)).toMatchObject([{ status: 'pending', attemptCount: 1 }]);
  });
});
