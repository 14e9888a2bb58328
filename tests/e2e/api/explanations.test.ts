import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { completeCalculation } from '../../../src/domain/calculation.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { anActivity, anOrg, succeeds } from '../../support/batches.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { aFactor } from '../../support/factors.ts';
import { ApiUnderTest, expectError } from './api-under-test.ts';

describeOnEachDatabase('explanations over HTTP', (openDatabase) => {
  let db: Database;
  let api: ApiUnderTest;

  beforeAll(async () => {
    db = await openDatabase();
    api = new ApiUnderTest(db);
  });
  afterAll(() => api.close());

  /** Electricity over a change of factor, with a residual mix, by a set of the organisation's own. */
  async function aBatchOfItsOwnFactors() {
    const orgId = anOrg();
    const tenant = api.tenant(orgId);
    const own = { orgId, setId: 'own/test' };
    const factors = [
      aFactor({ ...own, id: 'a', validTo: '2025-03-15', sourceRef: '=1+1' }),
      aFactor({ ...own, id: 'b', validFrom: '2025-03-16', co2eKgPerUnit: '0.3' }),
      aFactor({ ...own, id: 'mix', instrument: 'residual_mix', co2eKgPerUnit: '0.4' }),
    ];
    await api.store.factors.installFactorSet(
      {
        orgId,
        id: 'own/test',
        name: 'Test',
        edition: '1',
        level: 'own',
        licence: 'CC0',
        source: 'made up',
        checksum: 'x',
      },
      factors,
    );
    const calculate = createCalculator(new FactorIndex(factors), completeCalculation({}, ['own/test']));
    const outcome = calculate(anActivity({ orgId }));
    const batchId = await tenant.submitAndProcess((activityId) => ({ ...outcome, activityId }));
    return { tenant, batchId };
  }

  it('show the calculation, the factors with their sources, and that it yields the same figures', async () => {
    const { tenant, batchId } = await aBatchOfItsOwnFactors();
    const id = encodeURIComponent(`${batchId}:act-0001`);
    const answer = (await tenant.get(`/records/${id}/explain`)).json();
    expect(answer).toMatchObject({
      record_id: `${batchId}:act-0001`,
      record: { activity_id: 'act-0001', co2e_kg_exact: '25.161290323', market_co2e_kg_exact: '40' },
      recomputed: { co2e_kg_exact: '25.161290323', market_co2e_kg_exact: '40' },
      is_equal: true,
      differences: [],
      factors: [
        { factor_id: 'a', factor_set: 'own/test', used_for: 'figure', licence: 'CC0', source_ref: '=1+1' },
        { factor_id: 'b', used_for: 'figure', source_ref: 'made up' },
        { factor_id: 'mix', used_for: 'market_based', source_ref: 'made up' },
      ],
    });
    expect(answer.text).toContain('100 x (0.2 x 15/31 + 0.3 x 16/31)');
  });

  it('come as plain text where that is asked for', async () => {
    const { tenant, batchId } = await aBatchOfItsOwnFactors();
    const path = `/records/${batchId}:act-0002/explain`;
    const answer = await tenant.call('GET', path, undefined, { accept: 'text/plain' });
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.body).toBe((await tenant.get(path)).json().text);
  });

  it('list the factors of a batch, parts and market-based ones too', async () => {
    const { tenant, batchId } = await aBatchOfItsOwnFactors();
    expect((await tenant.get(`/batches/${batchId}/factors`)).json().factors).toMatchObject([
      { used_for: 'figure', factor_set: 'own/test', factor_id: 'a', records: 3, licence: 'CC0' },
      { used_for: 'figure', factor_set: 'own/test', factor_id: 'b', records: 3 },
      { used_for: 'market_based', factor_set: 'own/test', factor_id: 'mix', records: 3 },
    ]);
  });

  it('name what does not fit together', async () => {
    const tenant = api.tenant();
    const batchId = await tenant.submitAndProcess(succeeds({ co2eKg: '17.8' }));
    expect((await tenant.get(`/records/${batchId}:act-0001/explain`)).json()).toMatchObject({
      is_equal: false,
      differences: [{ field: 'co2e_kg', stored: '17.8', expected: '17.7' }],
      factors: [{ factor_id: 'test-electricity-gb', licence: null }],
    });
  });

  it('are of records of the organisation alone', async () => {
    const tenant = api.tenant();
    const batchId = await tenant.submitAndProcess();
    for (const id of [`${batchId}:act-0009`, batchId, ':act-0001']) {
      expectError(await tenant.get(`/records/${id}/explain`), 404, 'NOT_FOUND', /There is no record/);
    }
    const other = api.tenant();
    expectError(await other.get(`/records/${batchId}:act-0001/explain`), 404, 'NOT_FOUND');
    expectError(await other.get(`/batches/${batchId}/factors`), 404, 'NOT_FOUND');
  });
});
