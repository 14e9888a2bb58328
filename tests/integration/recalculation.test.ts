import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeOn, type OffGridFlow } from '../../src/app/compose.ts';
import { readConfig } from '../../src/app/config.ts';
import { importActivities, type NewActivity } from '../../src/app/import-activities.ts';
import { waitForBatch } from '../../src/app/wait-for-batch.ts';
import type { ComparedTotal } from '../../src/domain/comparison.ts';
import { sumDecimals } from '../../src/domain/decimal.ts';
import { ConflictError, NotFoundError } from '../../src/domain/errors.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import type { NewBatchFromFilter } from '../../src/store/batch-store.ts';
import { anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { aFactor } from '../support/factors.ts';

const workspaceId = 'main';

describeOnEachDatabase('a recalculation', (openDatabase) => {
  let flow: OffGridFlow;
  beforeAll(async () => {
    flow = composeOn(await openDatabase(), readConfig({}), { logger: silentLogger });
    await flow.scheduler.start();
  });
  afterAll(() => flow.scheduler.stop());

  const march = { periodStart: '2025-03-01', periodEnd: '2025-03-31' };
  const power = {
    source: 'utility_bill',
    category: 'electricity',
    location: 'GB',
    unit: 'kWh',
    ...march,
  } as const;
  const diesel = { ...power, source: 'fleet', category: 'diesel', unit: 'l' } as const;
  const gas = { ...power, category: 'natural_gas' } as const;

  const bring = async (orgId: string, activities: readonly NewActivity[]) => {
    const summary = await importActivities(flow, activities, { orgId, workspaceId });
    expect(summary).toMatchObject({ rejected: 0 });
  };

  const calculate = async (orgId: string, fields: Partial<NewBatchFromFilter> = {}) => {
    const { id } = await flow.store.createBatchFromFilter({
      orgId,
      workspaceId,
      filter: {},
      errorTolerance: 9,
      ...fields,
    });
    return waitForBatch(flow, { orgId, batchId: id });
  };

  const brief = ({ baseActivities, newActivities, locationBased, marketBased }: ComparedTotal) => [
    baseActivities,
    newActivities,
    locationBased.differenceKg,
    marketBased.differenceKg,
  ];

  it('is told apart by its causes, which add up to the whole difference', async () => {
    const orgId = anOrg();
    await bring(orgId, [
      { ...power, id: 'by-other-factor', quantity: '1000' },
      { ...diesel, id: 'corrected', quantity: '100' },
      { ...power, id: 'corrected-place', quantity: '10', location: 'US' },
      { ...gas, id: 'across-years', quantity: '310', periodStart: '2024-12-16', periodEnd: '2025-01-15' },
      { ...gas, id: 'by-other-gwp', quantity: '10', unit: 'therm', location: 'US' },
      { ...diesel, id: 'lost', quantity: '1' },
      { ...diesel, id: 'same', quantity: '50' },
    ]);
    const base = await calculate(orgId);
    const setId = 'own/green';
    await flow.factors.installFactorSet(
      { orgId, id: setId, name: 'x', edition: '1', level: 'own', licence: 'x', source: 'x', checksum: 'x' },
      [
        aFactor({
          orgId,
          setId,
          id: 'green',
          category: 'electricity',
          region: 'GB',
          unit: 'kWh',
          scope: 2,
          co2eKgPerUnit: '0.1',
          validFrom: '2025-01-01',
          validTo: null,
        }),
      ],
    );
    await bring(orgId, [
      { ...diesel, id: 'corrected', quantity: '110' },
      { ...power, id: 'corrected-place', quantity: '10' },
      { ...diesel, id: 'lost', quantity: '1', unit: 'bucket' },
      { ...diesel, id: 'new', quantity: '2' },
    ]);
    const asked = {
      gwpSet: 'AR6',
      periodPolicy: 'period_start',
      factorSets: [setId, 'curated-2025'],
    } as const;
    const scenario = await calculate(orgId, { calculation: asked, purpose: 'scenario' });

    const comparison = await flow.comparisons.compareBatch({ orgId, batchId: scenario.id });
    const causes = Object.fromEntries(comparison.byCause.map((line) => [line.cause, brief(line)]));
    expect(Object.keys(causes)).toEqual([
      'activity_data',
      'factor',
      'method',
      'several',
      'added',
      'removed',
      'none',
    ]);
    const records = new Map<string, { before: string | undefined; after: string | undefined }>();
    for (const [side, batch] of [
      ['before', base],
      ['after', scenario],
    ] as const) {
      for (const record of (await flow.store.getRecords({ orgId, batchId: batch.id }, { limit: 100 })) ??
        []) {
        const figures = records.get(record.activityId) ?? { before: undefined, after: undefined };
        records.set(record.activityId, { ...figures, [side]: record.co2eKg });
      }
    }
    const difference = (...ids: string[]) =>
      sumDecimals(ids.flatMap((id) => [records.get(id)?.after ?? '0', `-${records.get(id)?.before ?? '0'}`]));
    expect(causes).toMatchObject({
      activity_data: [1, 1, difference('corrected'), difference('corrected')],
      factor: [1, 1, '-77', '-77'],
      method: [2, 2, difference('across-years', 'by-other-gwp'), difference('across-years', 'by-other-gwp')],
      several: [1, 1, difference('corrected-place'), difference('corrected-place')],
      added: [0, 1, difference('new'), difference('new')],
      removed: [1, 0, difference('lost'), difference('lost')],
      none: [1, 1, '0', '0'],
    });
    expect(difference('by-other-gwp')).not.toBe('0');
    expect(difference('across-years')).not.toBe('0');
    expect(comparison.total.locationBased).toEqual({
      baseKg: base.totalEmissions,
      newKg: scenario.totalEmissions,
      differenceKg: sumDecimals(comparison.byCause.map(({ locationBased }) => locationBased.differenceKg)),
    });
    expect(comparison.byScope.map(({ scope }) => scope)).toEqual([1, 2]);
    expect(comparison.byCategory.map(({ category }) => category)).toEqual([
      'diesel',
      'natural_gas',
      'electricity',
    ]);
    // Nothing counts before it; against the base that is named it is the same.
    expect(await flow.comparisons.compareBatch({ orgId, batchId: scenario.id }, base.id)).toEqual(comparison);

    // Adopted, it is what counts, and a scenario of the same differs in nothing.
    const adopted = await calculate(orgId, { calculation: asked });
    expect(await flow.comparisons.compareBatch({ orgId, batchId: adopted.id })).toEqual(comparison);
    const again = await calculate(orgId, { calculation: asked, purpose: 'scenario' });
    const { byCause } = await flow.comparisons.compareBatch({ orgId, batchId: again.id });
    expect(byCause.map((line) => [line.cause, ...brief(line)])).toEqual([
      ['removed', 1, 0, difference('lost'), difference('lost')],
      ['none', 7, 7, '0', '0'],
    ]);
  });

  it('sees an instrument that was bought since as another factor of the market-based figure alone', async () => {
    const orgId = anOrg();
    await bring(orgId, [{ ...power, id: 'office', quantity: '1000' }]);
    await calculate(orgId);
    const setId = 'own/instruments';
    await flow.factors.installFactorSet(
      { orgId, id: setId, name: 'x', edition: '1', level: 'own', licence: 'x', source: 'x', checksum: 'x' },
      [
        aFactor({
          orgId,
          setId,
          id: 'rego',
          category: 'electricity',
          region: 'GB',
          unit: 'kWh',
          scope: 2,
          co2eKgPerUnit: '0',
          instrument: 'energy_certificate',
          validFrom: '2025-01-01',
          validTo: null,
        }),
      ],
    );
    const { id: batchId } = await calculate(orgId, { calculation: { factorSets: [setId, 'curated-2025'] } });
    const { byCause } = await flow.comparisons.compareBatch({ orgId, batchId });
    expect(byCause.map((line) => [line.cause, ...brief(line)])).toEqual([['factor', 1, 1, '0', '-177']]);
  });

  it('is compared only when it is over, and with batches of the same organisation', async () => {
    const orgId = anOrg();
    await bring(orgId, [{ ...power, id: 'a', quantity: '1' }]);
    const over = await calculate(orgId);
    await flow.scheduler.stop();
    const pending = await flow.store.createBatchFromFilter({ orgId, workspaceId, filter: {} });
    const compare = (batchId: string, baseId?: string, asker = orgId) =>
      flow.comparisons.compareBatch({ orgId: asker, batchId }, baseId);
    await expect(compare(pending.id)).rejects.toThrow(ConflictError);
    await expect(compare(over.id, pending.id)).rejects.toThrow(`${pending.id} is pending`);
    await expect(compare(over.id, 'batch_x')).rejects.toThrow(NotFoundError);
    await expect(compare(over.id, undefined, anOrg())).rejects.toThrow(NotFoundError);
    const stranger = anOrg();
    await flow.scheduler.start();
    await bring(stranger, [{ ...power, id: 'a', quantity: '1' }]);
    const theirs = await calculate(stranger);
    await expect(compare(over.id, theirs.id)).rejects.toThrow(NotFoundError);
    expect((await compare(over.id)).total).toMatchObject({ baseActivities: 0, newActivities: 1 });
  });
});
