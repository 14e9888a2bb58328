import { beforeAll, expect, it } from 'vitest';
import { type StoredDifference, verify } from '../../src/app/verify.ts';
import type { Database } from '../../src/db/database.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { PostgresVerificationStore } from '../../src/store/postgres-verification-store.ts';
import { ApiUnderTest } from '../e2e/api/api-under-test.ts';
import { activityIds, fails, succeeds, withOutcomes } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';

describeOnEachDatabase('verify', (openDatabase) => {
  let db: Database;
  let api: ApiUnderTest;

  beforeAll(async () => {
    db = await openDatabase();
    api = new ApiUnderTest(db);
    // Whoever can write SQL can lie; the schema only keeps the product itself from it.
    await db.query('ALTER TABLE emission_records DISABLE TRIGGER USER');
    await db.query('ALTER TABLE batch_jobs DROP CONSTRAINT batch_jobs_complete_means_every_outcome_is_there');
  });

  async function aBatch() {
    const tenant = api.tenant();
    const batchId = await tenant.submitAndProcess();
    return { orgId: tenant.orgId, batchId };
  }

  async function verified(scope: { orgId?: string; batchId?: string }) {
    const differences: StoredDifference[] = [];
    const store = new PostgresVerificationStore(db);
    const verification = await verify(store, { orgId: null, batchId: null, ...scope }, (difference) =>
      differences.push(difference),
    );
    return { verification, differences };
  }

  it('finds nothing in what the product writes: complete, failed, retried, half done and waiting batches', async () => {
    const { orgId } = await aBatch();
    const tenant = api.tenant(orgId);
    await tenant.submit();
    const failed = await tenant.submit();
    await tenant.process(await tenant.start(failed), (id) =>
      id === 'act-0001' ? fails(id) : succeeds()(id),
    );
    const retried = await tenant.submit();
    await tenant.process(await tenant.start(retried), (id) =>
      id === 'act-0001' ? fails(id) : succeeds()(id),
    );
    await tenant.call('POST', `/batches/${retried}/retry`);
    const half = await tenant.submit();
    await tenant.process(await tenant.start(half), succeeds(), 2);
    const own = await tenant.submit();
    await tenant.process(await tenant.start(own), (activityId) => ({
      activityId,
      kind: 'result',
      result: { scope: 3, co2eKg: '1', method: 'mine' },
    }));
    expect(await verified({ orgId })).toEqual({
      verification: { batches: 6, records: 12, errors: 1, notRecomputable: 3, differences: 0 },
      differences: [],
    });
  });

  it('finds nothing in a batch that is shared in parts, at any moment of its life', async () => {
    const store = new PostgresBatchStore(db, { partSize: 4 });
    const { orgId } = api.tenant();
    await api.tenant(orgId).importActivities(activityIds(10));
    const { id: batchId } = await store.createBatch({
      orgId,
      workspaceId: 'ws-test',
      activityIds: activityIds(10),
    });
    const failing = new Set(['act-0002', 'act-0006', 'act-0010']);
    const outcomeOf = (id: string) => (failing.has(id) ? fails(id) : succeeds()(id));
    const checked = async () => expect((await verified({ orgId })).differences).toEqual([]);
    const workThrough = async () => {
      for (;;) {
        const claims = await store.claimBatches('node-a', 10, 60_000);
        const parts = claims.filter(({ batch }) => batch.partOf === batchId);
        if (parts.length === 0) return;
        for (const { lease } of parts) {
          let { cursor } = await store.startBatch(lease);
          for (let isLast = false; !isLast; ) {
            const chunk = await store.readChunk(lease, cursor, 2);
            isLast = chunk.length < 2;
            const toCursor = chunk.at(-1)?.activityId ?? cursor;
            const outcomes = withOutcomes(chunk, outcomeOf);
            await store.commitChunk(lease, { fromCursor: cursor, toCursor, outcomes, isLast });
            cursor = toCursor;
            await checked();
          }
        }
      }
    };
    await workThrough();
    expect(await store.getBatch({ orgId, batchId })).toMatchObject({ statusName: 'failed', errorCount: 3 });
    failing.delete('act-0006');
    await store.retryBatch({ orgId, batchId }, 'test');
    await checked();
    await workThrough();
    expect(await store.getBatch({ orgId, batchId })).toMatchObject({ successCount: 8, errorCount: 2 });
    failing.clear();
    await store.retryBatch({ orgId, batchId }, 'test');
    await workThrough();
    expect(await store.getBatch({ orgId, batchId })).toMatchObject({
      statusName: 'complete',
      successCount: 10,
    });
    await checked();
  });

  /** Each is a change that nobody should have made, in a batch of its own. */
  const records = 'UPDATE emission_records SET';
  const one = `WHERE org_id = $1 AND batch_id = $2 AND activity_id = 'act-0002'`;
  const batch = 'WHERE org_id = $1 AND id = $2';
  const act2 = { activityId: 'act-0002' };
  const whole = { activityId: null };
  it.each([
    [
      `${records} co2e_kg = co2e_kg + 0.000000001 ${one}`,
      [
        { ...whole, field: 'total_emissions', stored: '53.1', expected: '53.100000001' },
        { ...act2, field: 'co2e_kg', stored: '17.700000001', expected: '17.7' },
      ],
    ],
    [`${records} co2_kg = 0 ${one}`, [{ ...act2, field: 'co2_kg', stored: '0', expected: '17.5' }]],
    [
      `${records} market_co2e_kg = 1 ${one}`,
      [{ ...act2, field: 'market_co2e_kg', stored: '1', expected: '12.5' }],
    ],
    [
      `${records} market_factor = jsonb_set(market_factor, '{conversion}', '"2"') ${one}`,
      [
        { ...act2, field: 'market_co2e_kg', stored: '12.5', expected: '25' },
        { ...act2, field: 'market_factor.conversion', stored: '2', expected: '1' },
      ],
    ],
    [
      `${records} factor_value = NULL ${one}`,
      [{ ...act2, field: 'factor_value', stored: null, expected: 'a figure' }],
    ],
    [
      `${records} factor_parts = '[{"co2ePerUnit": "0.177", "co2PerUnit": "0.175", "days": 30}]' ${one}`,
      [{ ...act2, field: 'factor_parts.days', stored: '30', expected: '31' }],
    ],
    [
      `${records} is_scenario = true ${one}`,
      [{ ...whole, field: 'is_scenario', stored: '1', expected: '0' }],
    ],
    [
      `DELETE FROM emission_records ${one}`,
      [
        { ...whole, field: 'total_emissions', stored: '53.1', expected: '35.4' },
        { ...whole, field: 'success_count', stored: '3', expected: '2' },
        { ...act2, field: 'outcomes', stored: '0', expected: '1' },
      ],
    ],
    [
      `INSERT INTO activity_errors VALUES ($1, $2, 1, 'act-0002', 'NO_FACTOR', 'None.')`,
      [
        { ...whole, field: 'error_count', stored: '0', expected: '1' },
        { ...act2, field: 'outcomes', stored: '2', expected: '1' },
      ],
    ],
    [
      `UPDATE batch_jobs SET total_emissions = 53.2 ${batch}`,
      [{ ...whole, field: 'total_emissions', stored: '53.2', expected: '53.1' }],
    ],
    [
      `UPDATE batch_jobs SET success_count = 2 ${batch}`,
      [{ ...whole, field: 'success_count', stored: '2', expected: '3' }],
    ],
    [
      `UPDATE batch_jobs SET activity_count = 4 ${batch}`,
      [{ ...whole, field: 'activity_count', stored: '4', expected: '3' }],
    ],
    [
      `DELETE FROM batch_activity_refs ${one}`,
      [
        { ...whole, field: 'total_emissions', stored: '53.1', expected: '35.4' },
        { ...whole, field: 'success_count', stored: '3', expected: '2' },
        { ...whole, field: 'activity_count', stored: '3', expected: '2' },
        { ...act2, field: 'batch', stored: expect.any(String), expected: null },
      ],
    ],
  ])('finds what was planted by %s', async (sql, expected) => {
    const { orgId, batchId } = await aBatch();
    await db.query(sql, [orgId, batchId]);
    const { differences, verification } = await verified({ orgId });
    expect(differences).toEqual(expected.map((difference) => ({ orgId, batchId, ...difference })));
    expect(verification.differences).toBe(expected.length);
  });

  it('looks at one batch where one is named, and says when there is none', async () => {
    const { orgId, batchId } = await aBatch();
    const tenant = api.tenant(orgId);
    const other = await tenant.submit();
    await tenant.process(await tenant.start(other), succeeds({ co2eKg: '1' }));
    expect((await verified({ batchId })).verification).toMatchObject({ batches: 1, differences: 0 });
    expect((await verified({ batchId: other })).verification).toMatchObject({ batches: 1, differences: 3 });
    await expect(verified({ batchId: 'batch_none' })).rejects.toThrow('There is no batch batch_none.');
  });

  it('goes on from page to page', async () => {
    const tenant = api.tenant();
    const ids = activityIds(2_001);
    await tenant.importActivities(ids);
    const batchId = await tenant.submit({ activity_ids: ids });
    await tenant.process(await tenant.start(batchId), succeeds(), 5_000);
    await db.query(`${records} co2e_kg = 1 WHERE org_id = $1 AND activity_id = 'act-2001'`, [tenant.orgId]);
    const { verification, differences } = await verified({ orgId: tenant.orgId });
    expect(verification).toMatchObject({ records: 2_001, differences: 2 });
    expect(differences.at(-1)).toMatchObject({ activityId: 'act-2001', field: 'co2e_kg' });
  });
});
