import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { presentBatch } from '../../src/http/present-batch.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { activityIds, anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { verified } from '../support/webhook-receiver.ts';
import { WebhookFixture, webhookNetworks } from '../support/webhooks.ts';

describeOnEachDatabase('events for webhooks', (openDatabase) => {
  let db: Database;
  let fixture: WebhookFixture;
  beforeAll(async () => {
    db = await openDatabase();
  });
  beforeEach(async () => {
    fixture = await WebhookFixture.start(db);
  });
  afterEach(() => fixture.stop());

  it('are delivered from submission to end, signed, with the batch as the API shows it', async () => {
    const { key, secret } = await fixture.aWebhook();
    await fixture.batches.node({ webhookNetworks });
    const batch = await fixture.batches.ended(await fixture.batches.submit(3, { orgId: key.orgId }));
    const events = (await fixture.receiver.count(2)).map((event) => verified(event, secret));
    const byType = new Map(events.map((event) => [event.type, event]));
    expect([...byType.keys()].sort()).toEqual(['batch.completed', 'batch.submitted']);
    expect(byType.get('batch.completed')?.data).toEqual(presentBatch(batch));
    expect(byType.get('batch.completed')?.timestamp).toBe(batch.completedAt?.toISOString());
    expect(byType.get('batch.submitted')?.data).toMatchObject({
      id: batch.id,
      status: 'pending',
      activity_count: 3,
    });
    const ids = fixture.receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(2);
    expect(fixture.receiver.received[0]?.headers['user-agent']).toMatch(/^OffGridFlow\/\d/);
  });

  it('are told once of a batch in parts, as of any other', async () => {
    const { key, secret } = await fixture.aWebhook();
    await fixture.batches.node({ webhookNetworks });
    const ids = activityIds(6);
    await fixture.batches.importActivities(key.orgId, ids);
    const splitting = new PostgresBatchStore(fixture.db, { partSize: 2 });
    const { id } = await splitting.createBatch({
      orgId: key.orgId,
      workspaceId: 'ws-test',
      activityIds: ids,
    });
    const types = (await fixture.receiver.count(2)).map((event) => verified(event, secret));
    expect(types.map(({ type }) => type).sort()).toEqual(['batch.completed', 'batch.submitted']);
    expect(types).toMatchObject([{ data: { id, activity_count: 6 } }, { data: { id, activity_count: 6 } }]);
    expect(await fixture.deliveriesOf(key)).toHaveLength(2);
  });

  it('are only those that were chosen, of the organisation alone, while it is enabled', async () => {
    const { key } = await fixture.aWebhook(anOrg(), ['batch.cancelled']);
    const other = await fixture.aWebhook(anOrg(), ['batch.cancelled']);
    const disabled = await fixture.aWebhook(key.orgId, ['batch.cancelled']);
    await fixture.webhooks.disableWebhook(disabled.key, 'tester', 'why');
    const batch = await fixture.batches.submit(1, { orgId: key.orgId });
    await fixture.batches.store.cancelBatch({ orgId: key.orgId, batchId: batch.id }, 'tester');
    expect(await fixture.deliveriesOf(key)).toMatchObject([
      { type: 'batch.cancelled', batchId: batch.id, status: 'pending' },
    ]);
    expect([await fixture.deliveriesOf(other.key), await fixture.deliveriesOf(disabled.key)]).toEqual([
      [],
      [],
    ]);
  });

  it('go with the transaction that they tell of: what is rolled back was never told', async () => {
    const { key } = await fixture.aWebhook();
    const batch = await fixture.batches.submit(1, { orgId: key.orgId });
    const undone = fixture.db.transaction(async (tx) => {
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
    expect((await fixture.deliveriesOf(key)).map(({ type }) => type)).toEqual(['batch.submitted']);
  });
});
