import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { PostgresRateStore } from '../../src/store/postgres-rate-store.ts';
import { anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';

const quota = 600;

describeOnEachDatabase('the buckets of requests', (openDatabase) => {
  let db: Database;
  let store: PostgresRateStore;
  beforeAll(async () => {
    db = await openDatabase();
    store = new PostgresRateStore(db);
  });

  /** As if so much time had passed. */
  async function age(orgId: string, seconds: number): Promise<void> {
    await db.query(`UPDATE rate_limits SET full_at = full_at - $2 * interval '1 second' WHERE org_id = $1`, [
      orgId,
      seconds,
    ]);
  }

  it('give what is asked for until they are empty, to whoever asks at the same moment', async () => {
    const key = { orgId: anOrg(), subject: '' };
    // So slow that nothing fills up meanwhile.
    const taken = await Promise.all(Array.from({ length: 12 }, () => store.takeRequests(key, 2, 10)));
    const granted = taken.map((one) => one.granted);
    expect(granted.reduce((sum, one) => sum + one, 0)).toBe(10);
    expect(granted.filter((one) => one === 2)).toHaveLength(5);
    expect(Math.max(...taken.map(({ fullInSeconds }) => fullInSeconds))).toBeCloseTo(60, -1);
  });

  it('fill up evenly, and never beyond their quota', async () => {
    const key = { orgId: anOrg(), subject: 'key:a' };
    expect(await store.takeRequests(key, quota, quota)).toMatchObject({ granted: quota, fullInSeconds: 60 });
    await age(key.orgId, 30);
    const half = (await store.takeRequests(key, quota, quota)).granted;
    // What filled up while this was asked is a little.
    expect(half).toBeGreaterThanOrEqual(300);
    expect(half).toBeLessThan(400);
    await age(key.orgId, 3_600);
    expect((await store.takeRequests(key, 10 * quota, quota)).granted).toBe(quota);
  });

  it('are apart for each organisation and each key', async () => {
    const orgId = anOrg();
    for (const key of [
      { orgId, subject: '' },
      { orgId, subject: 'key:a' },
      { orgId: anOrg(), subject: '' },
    ]) {
      expect((await store.takeRequests(key, 9, 9)).granted).toBe(9);
    }
  });

  it('give nothing, and take nothing, where the quota has become smaller than what was taken', async () => {
    const key = { orgId: anOrg(), subject: '' };
    await store.takeRequests(key, 1_000, 1_000);
    expect((await store.takeRequests(key, 5, 10)).granted).toBe(0);
  });

  it('are forgotten when they have long been full, and only then', async () => {
    const [old, used] = [anOrg(), anOrg()];
    for (const orgId of [old, used]) await store.takeRequests({ orgId, subject: '' }, 5, 10);
    await age(old, 4_000);
    await store.forgetFullBuckets();
    const { rows } = await db.query<{ org_id: string }>(
      'SELECT org_id FROM rate_limits WHERE org_id = ANY ($1)',
      [[old, used]],
    );
    expect(rows).toEqual([{ org_id: used }]);
  });
});
