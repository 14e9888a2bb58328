import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import type { FactorPart } from '../../../src/domain/outcome.ts';
import { activityIds, fails, succeeds } from '../../support/batches.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

describeOnEachDatabase('results of batches over HTTP', (openDatabase) => {
  let api: ApiUnderTest;
  let db: Database;
  beforeAll(async () => {
    db = await openDatabase();
    api = new ApiUnderTest(db);
  });
  afterAll(() => api.close());

  describe('GET /batches/:batch_id/progress', () => {
    it('knows nothing of the time while the batch waits', async () => {
      const tenant = api.tenant();
      const batchId = await tenant.submit();
      const answer = await tenant.get(`/batches/${batchId}/progress`);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual({
        batch_id: batchId,
        processed_count: 0,
        total_count: 3,
        success_count: 0,
        error_count: 0,
        percent_complete: 0,
        estimated_remaining: null,
        total_emissions: 0,
        total_emissions_exact: '0',
        avg_emissions_per_item: 0,
        status: 'pending',
      });
    });

    it('estimates the rest by the rate so far', async () => {
      const tenant = api.tenant();
      await tenant.importActivities(activityIds(4));
      const batchId = await tenant.submit({ activity_ids: activityIds(4) });
      const started = await tenant.start(batchId);
      expect((await tenant.get(`/batches/${batchId}/progress`)).json().estimated_remaining).toBeNull();
      await tenant.process(
        started,
        (id) => (id === 'act-0001' ? fails(id) : succeeds({ co2eKg: '1.5' })(id)),
        2,
      );
      // Two of four in a thousand seconds: a thousand more, and a little for the time that this took.
      await db.query(`UPDATE batch_jobs SET started_at = now() - interval '1000 seconds' WHERE id = $1`, [
        batchId,
      ]);
      const progress = (await tenant.get(`/batches/${batchId}/progress`)).json();
      expect(progress).toMatchObject({
        processed_count: 2,
        success_count: 1,
        error_count: 1,
        percent_complete: 0.5,
        total_emissions: 1.5,
        avg_emissions_per_item: 1.5,
        status: 'processing',
      });
      expect(progress.estimated_remaining).toBeGreaterThanOrEqual(1000);
      expect(progress.estimated_remaining).toBeLessThan(1100);
      expect(Number.isInteger(progress.estimated_remaining)).toBe(true);
    });

    it('has nothing left once the batch is over', async () => {
      const tenant = api.tenant();
      const batchId = await tenant.submitAndProcess();
      const progress = (await tenant.get(`/batches/${batchId}/progress`)).json();
      expect(progress).toMatchObject({ status: 'complete', percent_complete: 1, estimated_remaining: 0 });
    });
  });

  it('shows a record with all that explains it, in exact figures too', async () => {
    const tenant = api.tenant();
    const part: FactorPart = {
      factorId: 'f1',
      dataset: 'Test',
      datasetVersion: '1',
      co2ePerUnit: '0.177',
      co2PerUnit: null,
      ch4PerUnit: null,
      n2oPerUnit: null,
      biogenicCo2PerUnit: null,
      factorSet: 'test',
      co2eBasis: 'published',
      gwpSet: 'AR5',
      gwpCh4: null,
      gwpN2o: null,
      days: 31,
    };
    const batchId = await tenant.submitAndProcess(succeeds({ co2eKg: '0.123456789', factorParts: [part] }));
    const { records } = (await tenant.get(`/batches/${batchId}/records`)).json();
    expect(records[0]).toEqual({
      activity_id: 'act-0001',
      batch_id: batchId,
      org_id: tenant.orgId,
      workspace_id: 'ws-test',
      category: 'electricity',
      location: 'GB',
      quantity: 100,
      quantity_exact: '100',
      unit: 'kWh',
      period_start: '2025-03-01',
      period_end: '2025-03-31',
      data_quality: 'measured',
      scope: 2,
      scope3_category: null,
      co2e_kg: 0.123456789,
      co2e_kg_exact: '0.123456789',
      co2_kg: 17.5,
      co2_kg_exact: '17.5',
      ch4_kg: null,
      ch4_kg_exact: null,
      n2o_kg: null,
      n2o_kg_exact: null,
      biogenic_co2_kg: null,
      biogenic_co2_kg_exact: null,
      factor_id: 'test-electricity-gb',
      factor_set: 'test',
      dataset: 'Test',
      dataset_version: '1',
      factor_value: 0.177,
      factor_value_exact: '0.177',
      factor_unit: 'kWh',
      factor_region: 'GB',
      region_match: 'exact',
      unit_match: 'exact',
      factor_source: 'matched',
      factor_order: 'test',
      co2e_basis: 'published',
      co2_per_unit_exact: '0.175',
      ch4_per_unit_exact: null,
      n2o_per_unit_exact: null,
      biogenic_co2_per_unit_exact: null,
      gwp_set: 'AR5',
      gwp_ch4_exact: null,
      gwp_n2o_exact: null,
      quantity_converted: 100,
      quantity_converted_exact: '100',
      conversion: '1',
      period_policy: 'by_days',
      factor_parts: [
        {
          factor_id: 'f1',
          dataset: 'Test',
          dataset_version: '1',
          co2e_per_unit_exact: '0.177',
          co2_per_unit_exact: null,
          ch4_per_unit_exact: null,
          n2o_per_unit_exact: null,
          biogenic_co2_per_unit_exact: null,
          factor_set: 'test',
          co2e_basis: 'published',
          gwp_set: 'AR5',
          gwp_ch4_exact: null,
          gwp_n2o_exact: null,
          days: 31,
        },
      ],
      method: 'activity_x_factor',
      market_co2e_kg: 12.5,
      market_co2e_kg_exact: '12.5',
      market_basis: 'supplier',
      market_factor: {
        factor_id: null,
        factor_set: null,
        dataset: 'Green Power Ltd',
        dataset_version: null,
        instrument: 'supplier_rate',
        region: null,
        unit: 'kWh',
        value_exact: '0.125',
        conversion: '1',
        parts: null,
      },
      activity_uncertainty_pct_exact: '2.5',
      factor_uncertainty_pct_exact: null,
      quality_score: 2,
      activity_version: 1,
      is_scenario: false,
      attempt: 1,
      calculated_at: expect.stringMatching(/Z$/),
    });
  });

  it('names the activities that failed, with code, sentence, attempt and time', async () => {
    const tenant = api.tenant();
    const batchId = await tenant.submitAndProcess((id) => (id === 'act-0002' ? fails(id) : succeeds()(id)));
    const answer = await tenant.get(`/batches/${batchId}/errors`);
    expect(answer.json()).toEqual({
      errors: [
        {
          activity_id: 'act-0002',
          code: 'UNKNOWN_UNIT',
          details: 'The unit "bucket" is not known.',
          attempt: 1,
          time: expect.stringMatching(/Z$/),
        },
      ],
      next: null,
      limit: 100,
    });
  });

  it('tells the life of a batch, oldest first', async () => {
    const tenant = api.tenant();
    const batchId = await tenant.submitAndProcess(succeeds({ co2eKg: '2' }));
    const { log } = (await tenant.get(`/batches/${batchId}/log`)).json();
    expect(log[0]).toEqual({
      id: expect.any(Number),
      batch_id: batchId,
      event: 'submitted',
      status: 'pending',
      success_count: 0,
      error_count: 0,
      total_emissions: 0,
      total_emissions_exact: '0',
      retry_count: 0,
      fencing_token: 0,
      actor: 'api',
      message: null,
      time: expect.stringMatching(/Z$/),
    });
    expect(log.at(-1)).toMatchObject({
      event: 'completed',
      success_count: 3,
      total_emissions_exact: '6',
      fencing_token: 1,
    });
  });

  describe('pages', () => {
    /** Follows `next` to the end, as a client does. */
    async function readAll(tenant: Tenant, path: string, name: string, limit: number) {
      const pages: Record<string, unknown>[][] = [];
      for (let after = ''; ; ) {
        const page = (await tenant.get(`${path}?limit=${limit}&after=${encodeURIComponent(after)}`)).json();
        expect(page.limit).toBe(limit);
        pages.push(page[name]);
        if (page.next === null) return pages;
        after = page.next;
      }
    }

    it.each([1, 2, 3, 4, 1000])('of %i go through everything once, in order', async (limit) => {
      const tenant = api.tenant();
      const ids = ['%', 'a b', 'a&after=z', 'é', '🌍'].sort();
      await tenant.importActivities(ids);
      const batchId = await tenant.submit({ activity_ids: ids });
      await tenant.process(await tenant.start(batchId), (id) => (id < 'b' ? fails(id) : succeeds()(id)));
      const failed = ids.filter((id) => id < 'b');
      const idsOf = (pages: Record<string, unknown>[][]) => pages.flat().map((row) => row.activity_id);
      const errors = await readAll(tenant, `/batches/${batchId}/errors`, 'errors', limit);
      const records = await readAll(tenant, `/batches/${batchId}/records`, 'records', limit);
      expect(idsOf(errors)).toEqual(failed);
      expect(idsOf(records)).toEqual(ids.filter((id) => id >= 'b'));
      expect(errors).toHaveLength(Math.ceil(failed.length / limit));
      const whole = (await tenant.get(`/batches/${batchId}/log`)).json().log;
      // An empty `after` is the first page of the log too.
      expect((await readAll(tenant, `/batches/${batchId}/log`, 'log', limit)).flat()).toEqual(whole);
    });

    const refused: [string, string | RegExp][] = [
      ['records?limit=0', 'limit must be from 1 to 1000, not 0.'],
      ['errors?limit=1001', 'limit must be from 1 to 1000, not 1001.'],
      ['log?after=x', /^after is not what this list gave as next/],
      ['records?after=act-0001', /^after is not what this list gave as next/],
      ['records?after=%00', /^after must/],
      [`errors?after=${'x'.repeat(3_000)}`, /^after must have at most \d+ characters, not 3000/],
      ['records?offset=3', 'There is no query parameter "offset": accepted are limit, after.'],
      ['progress?limit=3', 'There is no query parameter "limit": none is accepted here.'],
    ];
    it.each(refused)('refuse %s', async (path, details) => {
      const tenant = api.tenant();
      const batchId = await tenant.submit();
      expectError(await tenant.get(`/batches/${batchId}/${path}`), 400, 'VALIDATION_ERROR', details);
    });
  });

  it.each(['progress', 'records', 'errors', 'results', 'log'])(
    'knows no %s of an unknown batch',
    async (part) => {
      const answer = await api.tenant().get(`/batches/batch_x/${part}`);
      expectError(answer, 404, 'NOT_FOUND', 'There is no batch batch_x.');
    },
  );
});
