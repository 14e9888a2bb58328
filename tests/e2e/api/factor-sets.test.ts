import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { createEmissionsProcessor } from '../../../src/processing/emissions-processor.ts';
import { anActivity } from '../../support/batches.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

const csv = { 'content-type': 'text/csv' };
const ownElectricity = [
  'factor_id,scope,scope3_category,category,region,unit,valid_from,co2e_kg_per_unit,instrument,uncertainty_pct',
  'grid,2,,electricity,GB,kWh,2025-01-01,0.111,,5',
  'green,2,,electricity,GB,kWh,2025-01-01,0.001,contract,',
  'crickets,3,1,cricket_feed,GB,kg,2025-01-01,1.5,,',
].join('\n');

describeOnEachDatabase('factor sets over HTTP', (openDatabase) => {
  let db: Database;
  let api: ApiUnderTest;

  beforeAll(async () => {
    db = await openDatabase();
    api = new ApiUnderTest(db);
  });
  afterAll(() => api.close());

  const orderOf = async (tenant: Tenant) => (await tenant.get('/calculation-settings')).json().factor_sets;
  const importOwn = (tenant: Tenant, body = ownElectricity, edition = '2025') =>
    tenant.call('POST', `/factor-sets?name=Acme%20Energy&edition=${edition}&licence=ours`, body, csv);

  /** The record of one activity of electricity in GB, processed as a node would. */
  async function recordOf(tenant: Tenant, body: object = {}, fields: Parameters<typeof anActivity>[0] = {}) {
    const { id } = await api.activities.beginImport('test', null);
    const activity = anActivity({ id: 'power', orgId: tenant.orgId, quantity: '1000', ...fields });
    await api.activities.importActivities(id, [{ line: 1, activity }], { linesDone: 1, rejected: 0 });
    const batchId = await tenant.submit({ activity_ids: ['power'], ...body });
    const started = await tenant.start(batchId);
    const processor = createEmissionsProcessor({
      factorSetsDefault: ['curated-2025'],
      loadFactors: (orgId, setId) => api.store.factors.loadFactors(orgId, setId),
    });
    const { calculation } = started.batch;
    const signal = new AbortController().signal;
    const context = { orgId: tenant.orgId, workspaceId: 'ws-test', batchId, attempt: 1, calculation, signal };
    const [outcome] = await processor.process([activity], context);
    if (outcome === undefined) throw new Error('There is no outcome.');
    await tenant.process(started, () => outcome);
    return (await tenant.get(`/batches/${batchId}/records`)).json().records[0];
  }

  it('lists what is in use, in its order, and what ships beside it and is off', async () => {
    const { factor_sets: sets } = (await api.tenant().get('/factor-sets')).json();
    expect(sets[0]).toMatchObject({ id: 'curated-2025', enabled: true, position: 1, factor_count: 655 });
    expect(sets.find(({ id }: { id: string }) => id === 'ember-2024')).toMatchObject({
      enabled: false,
      position: null,
      level: 'international',
      licence: 'CC BY 4.0',
    });
    expect(sets).toHaveLength(12);
  });

  it('puts an international set behind the national ones, and as the organisation says where it says so', async () => {
    const tenant = api.tenant();
    await tenant.call('POST', '/factor-sets/ember-2024/enable');
    await tenant.call('POST', '/factor-sets/desnz-defra-2025/enable');
    expect(await orderOf(tenant)).toEqual(['curated-2025', 'desnz-defra-2025', 'ember-2024']);
    expect(await recordOf(tenant)).toMatchObject({
      factor_set: 'curated-2025',
      factor_order: 'curated-2025,desnz-defra-2025,ember-2024',
      co2e_kg_exact: '177',
    });
    const reversed = { factor_sets: ['ember-2024', 'curated-2025'] };
    expect((await tenant.call('PUT', '/calculation-settings', reversed)).json()).toEqual({
      ...reversed,
      gwp_set: 'AR5',
      period_policy: 'by_days',
    });
    expect(await recordOf(tenant)).toMatchObject({
      factor_set: 'ember-2024',
      dataset: expect.stringContaining('Ember'),
    });
    expect(await recordOf(tenant, { calculation: { factor_sets: ['curated-2025'] } })).toMatchObject({
      factor_set: 'curated-2025',
    });
  });

  it("takes an organisation's own set, which comes first and is nobody else's", async () => {
    const [tenant, stranger] = [api.tenant(), api.tenant()];
    const answer = await importOwn(tenant);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      status: 'installed',
      factor_set: { id: 'own/acme-energy-2025', factor_count: 3, position: 1, level: 'own', licence: 'ours' },
    });
    expect(await orderOf(tenant)).toEqual(['own/acme-energy-2025', 'curated-2025']);
    expect(await recordOf(tenant)).toMatchObject({
      factor_id: 'grid',
      factor_set: 'own/acme-energy-2025',
      co2e_kg_exact: '111',
      market_co2e_kg_exact: '1',
      market_basis: 'instrument',
      factor_uncertainty_pct_exact: '5',
    });
    expect(await recordOf(stranger)).toMatchObject({
      factor_set: 'curated-2025',
      market_basis: 'location_based',
    });
    expectError(await stranger.get('/factors/grid'), 404, 'NOT_FOUND');
    const naming = { activity_ids: ['x'], calculation: { factor_sets: ['own/acme-energy-2025'] } };
    expectError(
      await stranger.call('POST', '/batches', naming),
      400,
      'VALIDATION_ERROR',
      /There is no factor set "own\/acme-energy-2025"/,
    );
  });

  it('lets a set be imported again as it is, and refuses other figures or terms under the same edition', async () => {
    const tenant = api.tenant();
    await importOwn(tenant);
    const again = await importOwn(tenant);
    expect([again.statusCode, again.json().status]).toEqual([200, 'present']);
    const changed = ownElectricity.replace('0.111', '0.112');
    expectError(await importOwn(tenant, changed), 409, 'CONFLICT', /never changes/);
    const otherTerms = '/factor-sets?name=Acme%20Energy&edition=2025&licence=theirs';
    expectError(await tenant.call('POST', otherTerms, ownElectricity, csv), 409, 'CONFLICT', /never changes/);
    expect((await importOwn(tenant, changed, '2025b')).statusCode).toBe(201);
    expect((await orderOf(tenant))[0]).toBe('own/acme-energy-2025b');
  });

  it('names every row that is wrong, with line and column, and takes none', async () => {
    const tenant = api.tenant();
    const body = [
      'factor_id,scope,category,region,unit,valid_from,valid_to,co2e_kg_per_unit',
      'a,1,diesel,GB,L,2025-01-01,2025-12-31,2.5',
      'b,4,diesel,GB,L,2025-01-01,,2.5',
      'c,1,diesel,FR,bucket,2025-01-01,,2.5',
      'd,1,petrol,GB,L,2025-01-01,,"2,5"',
      'a,1,petrol,GB,L,2025-01-01,,2.5',
      'e,1,diesel,GB,L,2025-06-01,,2.6',
    ].join('\n');
    const answer = await importOwn(tenant, body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().details).toMatch(
      /^Nothing was taken: 5 rows are at fault, the first is line 3, scope: /,
    );
    const { errors } = answer.json();
    expect(errors.map(({ line, column }: { line: number; column: string }) => [line, column])).toEqual([
      [3, 'scope'],
      [4, 'unit'],
      [5, 'co2e_kg_per_unit'],
      [6, 'factor_id'],
      [7, 'valid_from'],
    ]);
    expect(errors[4].details).toContain('"a" on line 2');
    expect(await orderOf(tenant)).toEqual(['curated-2025']);
  });

  it('finds factors by what they are for, page by page, and shows one in every set that has it', async () => {
    const tenant = api.tenant();
    const gas = (await tenant.get('/factors?set=curated-2025&category=natural_gas&region=US')).json().factors;
    expect(new Set(gas.map(({ unit }: { unit: string }) => unit))).toEqual(new Set(['mmBtu', 'scf']));
    const spelled = '/factors?set=curated-2025&category=Diesel&region=uk&unit=litres';
    expect((await tenant.get(spelled)).json().factors).toMatchObject([
      { category: 'diesel', region: 'GB', unit: 'L' },
      { category: 'diesel', region: 'GB', unit: 'L' },
    ]);
    const first = (await tenant.get('/factors?search=Natural%20GAS&limit=2')).json();
    const second = (
      await tenant.get(`/factors?search=Natural%20GAS&limit=2&after=${encodeURIComponent(first.next)}`)
    ).json();
    const ids = [...first.factors, ...second.factors].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(4);
    expect((await tenant.get('/factors/defra-2025-electricity-kwh')).json().factors[0]).toMatchObject({
      region: 'GB',
      licence: 'Open Government Licence v3.0',
      co2e_kg_per_unit: '0.177',
    });
  });

  it('changes settings only as they were read where it is asked to', async () => {
    const tenant = api.tenant();
    const put = (body: object, ifMatch?: string) =>
      tenant.call('PUT', '/calculation-settings', body, ifMatch === undefined ? {} : { 'if-match': ifMatch });
    const unset = await tenant.get('/calculation-settings');
    expect(unset.headers.etag).toBe('"0"');
    const first = await put({ gwp_set: 'AR4' }, '"0"');
    expect([first.statusCode, first.headers.etag]).toEqual([200, '"1"']);
    expectError(await put({ gwp_set: 'AR6' }, '"0"'), 409, 'CONFLICT', /changed by somebody else/);
    expect((await tenant.get('/calculation-settings')).json().gwp_set).toBe('AR4');
    expect((await put({ gwp_set: 'AR6' }, 'W/"1"')).json().gwp_set).toBe('AR6');
    expect((await put({ gwp_set: 'AR5' }, '*')).headers.etag).toBe('"3"');
    expect((await put({ gwp_set: 'AR4' })).headers.etag).toBe('"4"');
    expectError(await put({}, '3'), 400, 'VALIDATION_ERROR', /^If-Match must be the ETag/);
  });

  it('loses none of the sets that are switched on at the same time', async () => {
    const tenant = api.tenant();
    const sets = ['ember-2024', 'egrid2023', 'us-epa-hub-2025', 'ember-2023'];
    const answers = await Promise.all(sets.map((id) => tenant.call('POST', `/factor-sets/${id}/enable`)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect((await orderOf(tenant)).toSorted()).toEqual(['curated-2025', ...sets].toSorted());
    await Promise.all(sets.map((id) => tenant.call('POST', `/factor-sets/${id}/disable`)));
    expect(await orderOf(tenant)).toEqual(['curated-2025']);
  });

  it('leaves the order alone when a set is switched on that is on already', async () => {
    const tenant = api.tenant();
    const order = { factor_sets: ['ember-2024', 'curated-2025'] };
    await tenant.call('PUT', '/calculation-settings', order);
    const answer = await tenant.call('POST', '/factor-sets/ember-2024/enable');
    expect(answer.statusCode).toBe(200);
    expect(await orderOf(tenant)).toEqual(order.factor_sets);
  });

  it('keeps at least one set in use', async () => {
    const tenant = api.tenant();
    expectError(
      await tenant.call('POST', '/factor-sets/curated-2025/disable'),
      409,
      'CONFLICT',
      /only factor set in use/,
    );
    await tenant.call('POST', '/factor-sets/egrid2023/enable');
    const answer = await tenant.call('POST', '/factor-sets/curated-2025/disable');
    expect(answer.json().factor_sets[0]).toMatchObject({ id: 'egrid2023', position: 1 });
  });

  describe('refuses', () => {
    it.each([
      ['PUT', '/calculation-settings', { factor_sets: ['nothing'] }, /There is no factor set "nothing"/],
      ['PUT', '/calculation-settings', { factor_sets: ['egrid2023', 'egrid2023'] }, /"egrid2023" twice/],
      ['PUT', '/calculation-settings', { gwp_set: 'AR9' }, /gwp_set must be one of AR4, AR5, AR6/],
      ['PUT', '/calculation-settings', { gwp: 'AR6' }, /There is no field "gwp"/],
    ] as const)('%s %s %j', async (method, path, body, details) => {
      expectError(await api.tenant().call(method, path, body), 400, 'VALIDATION_ERROR', details);
    });

    it.each([
      ['', 'The body is empty.'],
      ['factor_id,scope\na,1', /missing columns: category, region, unit, valid_from/],
      ['factor_id,scope,category,region,unit,valid_from,co2e\na,1,c,GB,L,2025-01-01,1', /no such column/],
    ])('a pack that is %j', async (body, details) => {
      expectError(await importOwn(api.tenant(), body), 400, 'VALIDATION_ERROR', details);
    });
  });
});
