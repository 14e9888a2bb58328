import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { sumDecimals } from '../../../src/domain/decimal.ts';
import type { ActivityOutcome } from '../../../src/domain/outcome.ts';
import { activityIds, anActivity, succeeds } from '../../support/batches.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

describeOnEachDatabase('the inventory over HTTP', (openDatabase) => {
  let db: Database;
  let api: ApiUnderTest;

  beforeAll(async () => {
    db = await openDatabase();
    api = new ApiUnderTest(db);
  });
  afterAll(() => api.close());

  const scope1 = succeeds({ scope: 1, market: null, co2eKg: '7.5', factorUncertaintyPct: '10' });
  const mixed = (activityId: string): ActivityOutcome =>
    activityId === 'act-0001' ? scope1(activityId) : succeeds()(activityId);

  it('adds up the records of the year in every way, with a way to the records beneath', async () => {
    const tenant = api.tenant();
    await tenant.submitAndProcess(mixed);
    const inventory = (await tenant.get('/inventory?year=2025')).json();
    expect(inventory).toMatchObject({
      org_id: tenant.orgId,
      year: 2025,
      workspace: null,
      total: {
        records: 3,
        location_based_kg: 42.9,
        location_based_kg_exact: '42.9',
        market_based_kg_exact: '32.5',
      },
      by_scope: [
        { key: { scope: 1 }, location_based_kg_exact: '7.5', market_based_kg_exact: '7.5' },
        { key: { scope: 2 }, location_based_kg_exact: '35.4', market_based_kg_exact: '25' },
      ],
      by_market_basis: [{ key: { market_basis: 'supplier' }, records: 2 }],
      fallback_share_pct: 0,
      crossing_year: { records: 0 },
      quality: { weighted_score: 2, scored_share_pct: 100 },
      uncertainty: { stated_share_pct: 100, monte_carlo: null },
    });
    expect(inventory.by_scope[1].records_url).toBe('/api/v1/records?year=2025&scope=2');
    const gases = inventory.by_gas.map((line: { co2e_kg_exact: string }) => line.co2e_kg_exact);
    expect(sumDecimals(gases)).toBe('42.9');
  });

  it('knows the year by the end of the period (M28), and the workspace where one is named', async () => {
    const tenant = api.tenant();
    await tenant.submitAndProcess();
    expect((await tenant.get('/inventory?year=2024')).json().total.records).toBe(0);
    expect((await tenant.get('/inventory?year=2025&workspace=ws-test')).json().total.records).toBe(3);
    expect((await tenant.get('/inventory?year=2025&workspace=ws-other')).json().total.records).toBe(0);
    expect((await api.tenant().get('/inventory?year=2025')).json().total.records).toBe(0);
  });

  it('counts an activity once, by its latest record that is no scenario (M29)', async () => {
    const tenant = api.tenant();
    await tenant.submitAndProcess(succeeds({ co2eKg: '1', market: null }));
    const again = await tenant.submit({ activity_ids: activityIds(3) });
    await tenant.process(await tenant.start(again), succeeds({ co2eKg: '2', market: null }));
    const scenario = await tenant.submit({ activity_ids: activityIds(3), purpose: 'scenario' });
    await tenant.process(await tenant.start(scenario), succeeds({ co2eKg: '900', market: null }));
    const total = async () => (await tenant.get('/inventory?year=2025')).json().total;
    expect(await total()).toMatchObject({ records: 3, location_based_kg_exact: '6' });
    await tenant.call('DELETE', `/batches/${again}`);
    expect(await total()).toMatchObject({ records: 3, location_based_kg_exact: '3' });
  });

  it('flags what began in the year before', async () => {
    const tenant = api.tenant();
    await importOne(tenant, { periodStart: '2024-12-15', periodEnd: '2025-01-14' });
    const batch = await tenant.submit({ activity_ids: ['act-0001'] });
    await tenant.process(await tenant.start(batch));
    const inventory = (await tenant.get('/inventory?year=2025')).json();
    expect(inventory.crossing_year).toMatchObject({ records: 1, location_based_kg_exact: '17.7' });
  });

  it('tells which activities of the year it is short of, and which of its records are stale (M34)', async () => {
    const tenant = api.tenant();
    await tenant.submitAndProcess();
    const complete = (await tenant.get('/inventory?year=2025')).json().completeness;
    expect(complete).toMatchObject({ activities_without_record: 0, stale_records: 0 });
    await importOne(tenant, { id: 'act-0002', quantity: '7' });
    await importOne(tenant, { id: 'act-0004' });
    await importOne(tenant, { id: 'act-0005', workspaceId: 'ws-other' });
    await importOne(tenant, { id: 'act-0006', periodStart: '2026-01-01', periodEnd: '2026-01-31' });
    const scenario = await tenant.submit({ activity_ids: ['act-0004'], purpose: 'scenario' });
    await tenant.process(await tenant.start(scenario));
    const { completeness } = (await tenant.get('/inventory?year=2025')).json();
    expect(completeness).toMatchObject({ activities_without_record: 2, stale_records: 1 });
    const beneath = async (url: string) => (await tenant.get(url.replace('/api/v1', ''))).json();
    const { activities } = await beneath(completeness.activities_url);
    expect(activities.map(({ id }: { id: string }) => id)).toEqual(['act-0004', 'act-0005']);
    expect((await beneath(completeness.records_url)).records).toMatchObject([{ activity_id: 'act-0002' }]);
    const ofOne = (await tenant.get('/inventory?year=2025&workspace=ws-other')).json().completeness;
    expect(ofOne).toMatchObject({ activities_without_record: 1, stale_records: 0 });
    expect((await beneath(ofOne.activities_url)).activities).toMatchObject([{ id: 'act-0005' }]);
  });

  it('lists activities page by page, those with a record or those without', async () => {
    const tenant = api.tenant();
    await tenant.submitAndProcess();
    await importOne(tenant, { id: 'act-0004' });
    const ids = async (query: string) => {
      const { activities, next } = (await tenant.get(`/activities${query}`)).json();
      return [activities.map(({ id }: { id: string }) => id), next];
    };
    const [first, next] = await ids('?limit=2');
    expect(first).toEqual(['act-0001', 'act-0002']);
    expect(await ids(`?limit=2&after=${next}`)).toEqual([['act-0003', 'act-0004'], null]);
    expect(await ids('?without_record=false&limit=3')).toEqual([['act-0001', 'act-0002', 'act-0003'], null]);
    expect(await ids('?without_record=true')).toEqual([['act-0004'], null]);
    expect(await ids('?year=2024')).toEqual([[], null]);
  });

  it('draws totals on request, the same for the same seed', async () => {
    const tenant = api.tenant();
    await tenant.submitAndProcess(scope1);
    const drawn = async (seed: number) =>
      (await tenant.get(`/inventory?year=2025&monte_carlo=1000&seed=${seed}`)).json().uncertainty.monte_carlo;
    const first = await drawn(3);
    expect(first).toMatchObject({ samples: 1000, seed: 3 });
    expect(first.low_kg).toBeLessThan(22.5);
    expect(first.high_kg).toBeGreaterThan(22.5);
    expect(await drawn(3)).toEqual(first);
    expect(await drawn(4)).not.toEqual(first);
  });

  describe('refuses', () => {
    it.each([
      ['', 'year is required.'],
      ['?year=last', /year must be a whole number/],
      ['?year=2025&monte_carlo=99999999', /monte_carlo must be from 100 to 20000/],
      ['?year=2025&quarter=1', /There is no query parameter "quarter"/],
    ])('%s', async (query, details) => {
      expectError(await api.tenant().get(`/inventory${query}`), 400, 'VALIDATION_ERROR', details);
    });
  });

  async function importOne(tenant: Tenant, fields: Parameters<typeof anActivity>[0]): Promise<void> {
    const { id } = await api.activities.beginImport('test', null);
    const activity = anActivity({ orgId: tenant.orgId, ...fields });
    await api.activities.importActivities(id, [{ line: 1, activity }], { linesDone: 1, rejected: 0 });
  }
});
