import { afterAll, beforeAll, expect, it } from 'vitest';
import { succeeds } from '../../support/batches.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

describeOnEachDatabase('corrections and recalculation over HTTP', (openDatabase) => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = new ApiUnderTest(await openDatabase());
  });
  afterAll(() => api.close());

  const good = {
    source: 'utility_bill',
    category: 'electricity',
    location: 'GB',
    quantity: '100',
    unit: 'kWh',
    period_start: '2025-03-01',
    period_end: '2025-03-31',
  };

  async function importRows(tenant: Tenant, rows: readonly Record<string, unknown>[]) {
    const answer = await tenant.call('POST', '/activities', JSON.stringify(rows), {
      'content-type': 'application/json',
    });
    expect(answer.json()).toMatchObject({ rejected: 0 });
    return answer.json();
  }

  /** Submits and processes; every result is `co2eKg`. */
  async function calculate(tenant: Tenant, body: object, co2eKg: string): Promise<string> {
    const batchId = await tenant.submit(body as { activity_ids: string[] });
    await tenant.process(await tenant.start(batchId), succeeds({ co2eKg }));
    return batchId;
  }

  const idsOf = async (tenant: Tenant, batchId: string): Promise<string[]> => {
    const { records } = (await tenant.get(`/batches/${batchId}/records`)).json();
    return records.map((record: { activity_id: string }) => record.activity_id);
  };

  it('a correction makes the record stale, recalculates exactly that one, and keeps what was (M30, M32)', async () => {
    const tenant = api.tenant();
    await importRows(
      tenant,
      ['a', 'b', 'c'].map((id) => ({ ...good, id, metadata: { meter: id } })),
    );
    const first = await calculate(tenant, { activity_ids: ['a', 'b', 'c'] }, '17.7');
    expect((await tenant.get('/activities/b')).json()).toMatchObject({
      activity: { id: 'b', version: 1, quantity_exact: '100' },
      current_record: { batch_id: first, is_stale: false },
      is_stale: false,
    });
    const before = (await tenant.get(`/batches/${first}/records`)).json();

    const corrected = { ...good, id: 'b', quantity: '120.50', metadata: { meter: 'b' } };
    expect(
      await importRows(tenant, [{ ...good, id: 'a', metadata: { meter: 'a' } }, corrected]),
    ).toMatchObject({
      updated: 1,
      unchanged: 1,
    });
    expect((await tenant.get('/activities/b')).json()).toMatchObject({
      activity: { version: 2, quantity_exact: '120.50' },
      current_record: { batch_id: first, activity_version: 1, quantity_exact: '100', is_stale: true },
      is_stale: true,
    });
    expect((await tenant.get('/records?stale=true')).json().records).toMatchObject([{ activity_id: 'b' }]);

    const second = await calculate(tenant, { filter: { stale: true } }, '21.3');
    expect(await idsOf(tenant, second)).toEqual(['b']);
    expect((await tenant.get('/records?stale=true')).json().records).toEqual([]);
    expect((await tenant.get('/activities/b')).json()).toMatchObject({
      current_record: { batch_id: second, activity_version: 2, co2e_kg_exact: '21.3' },
      is_stale: false,
    });
    const nothing = await tenant.call('POST', '/batches', { filter: { stale: true } });
    expectError(
      nothing,
      400,
      'VALIDATION_ERROR',
      'No activity of workspace ws-test is stale: there is nothing to recalculate.',
    );

    expect((await tenant.get(`/batches/${first}/records`)).json()).toEqual(before);
    const history = (await tenant.get('/activities/b/history')).json();
    expect(history).toMatchObject({
      activity: { version: 2 },
      former_versions: [
        {
          version: 1,
          quantity: 100,
          quantity_exact: '100',
          period_end: '2025-03-31',
          metadata: { meter: 'b' },
        },
      ],
      records: [{ batch_id: second }, { batch_id: first }],
    });
  });

  it('the record before becomes the current one when the batch of the newer is deleted', async () => {
    const tenant = api.tenant();
    await importRows(tenant, [{ ...good, id: 'a' }]);
    const first = await calculate(tenant, { activity_ids: ['a'] }, '1');
    const second = await calculate(tenant, { activity_ids: ['a'] }, '2');
    expect((await tenant.get('/activities/a')).json().current_record.batch_id).toBe(second);
    await tenant.call('DELETE', `/batches/${second}`);
    expect((await tenant.get('/activities/a')).json().current_record.batch_id).toBe(first);
  });

  it('a scenario never becomes current, and says so in the history', async () => {
    const tenant = api.tenant();
    await importRows(tenant, [{ ...good, id: 'a' }]);
    const scenario = await calculate(tenant, { activity_ids: ['a'], purpose: 'scenario' }, '9');
    expect((await tenant.get('/activities/a')).json()).toMatchObject({
      current_record: null,
      is_stale: false,
    });
    expect((await tenant.get('/records')).json().records).toEqual([]);
    expect((await tenant.get('/activities/a/history')).json().records).toMatchObject([
      { batch_id: scenario, is_scenario: true },
    ]);
    const batchId = await calculate(tenant, { filter: { without_record: true } }, '3');
    expect(await idsOf(tenant, batchId)).toEqual(['a']);
  });

  it('a filter takes the activities that have all that it names', async () => {
    const tenant = api.tenant();
    await importRows(tenant, [
      { ...good, id: 'power-march' },
      { ...good, id: 'power-spring', period_end: '2025-04-30' },
      { ...good, id: 'power-us', location: 'US', source: 'api' },
      { ...good, id: 'diesel', category: 'diesel', unit: 'l', source: 'fleet' },
      { ...good, id: 'elsewhere', workspace_id: 'ws-other' },
    ]);
    const cases: [object, string[]][] = [
      [{}, ['diesel', 'power-march', 'power-spring', 'power-us']],
      [{ all_workspaces: true }, ['diesel', 'elsewhere', 'power-march', 'power-spring', 'power-us']],
      [{ category: 'electricity', location: 'GB' }, ['power-march', 'power-spring']],
      [{ source: 'fleet' }, ['diesel']],
      [{ workspace: 'ws-other' }, ['elsewhere']],
      [{ period: '2025', location: 'US' }, ['power-us']],
      [{ period: '2025-04' }, ['power-spring']],
      [{ period: '2025-04-30/2026-01-01' }, ['power-spring']],
      [{ period_from: '2025-04-01' }, ['power-spring']],
      [{ period_to: '2025-03-01', category: 'diesel' }, ['diesel']],
      [{ activity_ids: ['diesel', 'power-us', 'elsewhere', 'nowhere'] }, ['diesel', 'power-us']],
    ];
    for (const [filter, ids] of cases) {
      const batchId = await calculate(tenant, { filter, purpose: 'scenario' }, '1');
      expect([filter, await idsOf(tenant, batchId)]).toEqual([filter, ids]);
      expect((await tenant.get(`/batches/${batchId}`)).json()).toMatchObject({
        activity_count: ids.length,
        purpose: 'scenario',
        workspace_id: 'ws-test',
      });
    }
    await calculate(tenant, { activity_ids: ['power-march', 'power-us'] }, '1');
    await importRows(tenant, [{ ...good, id: 'power-us', location: 'US', source: 'api', quantity: 7 }]);
    const either = await calculate(
      tenant,
      { filter: { stale: true, without_record: true, category: 'electricity' } },
      '1',
    );
    expect(await idsOf(tenant, either)).toEqual(['power-spring', 'power-us']);
  });

  it("keeps the organisation's way of computing but for what is asked", async () => {
    const tenant = api.tenant();
    await importRows(tenant, [{ ...good, id: 'a' }]);
    await api.store.factors.saveCalculationSettings(tenant.orgId, { periodPolicy: 'period_start' }, 'test');
    const batchId = await tenant.submit({ filter: {}, calculation: { gwp_set: 'AR6' } } as never);
    expect((await tenant.get(`/batches/${batchId}`)).json().calculation).toEqual({
      gwp_set: 'AR6',
      period_policy: 'period_start',
    });
  });

  const refused: [string, object, RegExp][] = [
    ['neither ids nor a filter', {}, /^activity_ids is required, or filter or import_id in place of it\.$/],
    ['both', { activity_ids: ['a'], filter: {} }, /^Give activity_ids, filter or import_id, not several/],
    [
      'a filter that matches nothing',
      { filter: { category: 'x' } },
      /^No activity of workspace ws-test matches/,
    ],
    ['a filter beside an import', { import_id: '1', filter: {} }, /^Give activity_ids, filter or import_id/],
    ['a field that there is not', { filter: { place: 'x' } }, /no field "place"/],
    ['one workspace and all', { filter: { workspace: 'x', all_workspaces: true } }, /not both/],
    ['a period that is none', { filter: { period: '2025-13' } }, /^period is "2025-13": write a year/],
    ['a period that ends before it starts', { filter: { period: '2025-02-01/2025-01-31' } }, /^period is/],
    ['a period of days that there are not', { filter: { period: '2025-02-01/2025-02-30' } }, /is not a date/],
    ['a period twice', { filter: { period: '2025', period_to: '2025-12-31' } }, /not both/],
    ['an import that is no number', { import_id: 'last' }, /^import_id must/],
    ['a source that there is not', { filter: { source: 'x' } }, /^filter.source must be one of utility_bill/],
    [
      'a day that there is not',
      { filter: { period_from: '2025-02-30' } },
      /^period_from "2025-02-30" is not a date/,
    ],
    [
      'a year before all calendars',
      { filter: { period_to: '0000-01-01' } },
      /^period_to "0000-01-01" is not a date/,
    ],
    ['an id twice', { filter: { activity_ids: ['a', 'a'] } }, /names "a" twice/],
  ];
  it.each(refused)('refuses %s', async (_, body, details) => {
    expectError(await api.tenant().call('POST', '/batches', body), 400, 'VALIDATION_ERROR', details);
  });

  it('lists current records by what they say, page by page', async () => {
    const tenant = api.tenant();
    await importRows(tenant, [
      { ...good, id: 'a' },
      { ...good, id: 'b', location: 'US', period_start: '2024-12-01', period_end: '2025-01-02' },
      { ...good, id: 'c', period_start: '2024-01-01', period_end: '2024-01-31', data_quality: 'default' },
      { ...good, id: 'd', category: 'flight', workspace_id: 'ws-other' },
    ]);
    await calculate(tenant, { activity_ids: ['a', 'b', 'c'] }, '1');
    const batchId = await tenant.submit({ activity_ids: ['d'] });
    await tenant.process(
      await tenant.start(batchId),
      succeeds({ scope: 3, scope3Category: 6, market: null, regionMatch: null, factorId: 'own' }),
    );
    const cases: [string, string[]][] = [
      ['', ['a', 'b', 'c', 'd']],
      ['year=2025', ['a', 'b', 'd']],
      ['workspace=ws-other', ['d']],
      ['scope=2&location=US', ['b']],
      ['scope3_category=6', ['d']],
      ['category=electricity&data_quality=default', ['c']],
      ['market_basis=supplier', ['a', 'b', 'c']],
      ['market_basis=none', ['d']],
      ['region_match=none', ['d']],
      ['region_match=exact&stale=false', ['a', 'b', 'c']],
      ['factor_id=own', ['d']],
      ['factor_id=', ['a', 'b', 'c', 'd']],
    ];
    for (const [query, ids] of cases) {
      const { records } = (await tenant.get(`/records?${query}`)).json();
      expect([query, records.map((record: { activity_id: string }) => record.activity_id)]).toEqual([
        query,
        ids,
      ]);
    }
    const page = (await tenant.get('/records?scope=2&limit=2')).json();
    expect(page).toMatchObject({
      records: [{ activity_id: 'a' }, { activity_id: 'b' }],
      limit: 2,
    });
    expect((await tenant.get(`/records?scope=2&limit=2&after=${page.next}`)).json()).toMatchObject({
      records: [{ activity_id: 'c' }],
      next: null,
    });
    expectError(await tenant.get('/records?scope=4'), 400, 'VALIDATION_ERROR', /scope must be from 1 to 3/);
  });

  it("never takes or shows another organisation's activities", async () => {
    const owner = api.tenant();
    const stranger = api.tenant();
    await importRows(owner, [{ ...good, id: 'ours' }]);
    await calculate(owner, { activity_ids: ['ours'] }, '1');
    await importRows(owner, [{ ...good, id: 'ours', quantity: '2' }]);
    for (const filter of [{ all_workspaces: true }, { stale: true }, { activity_ids: ['ours'] }]) {
      expectError(
        await stranger.call('POST', '/batches', { filter }),
        400,
        'VALIDATION_ERROR',
        /^No activity/,
      );
    }
    for (const path of ['/activities/ours', '/activities/ours/history']) {
      expectError(await stranger.get(path), 404, 'NOT_FOUND', 'There is no activity ours.');
    }
    expect((await stranger.get('/records')).json().records).toEqual([]);
    expect((await stranger.get('/activities')).json().activities).toEqual([]);
  });
});
