import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import { completeCalculation } from '../../../src/domain/calculation.ts';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { anActivity } from '../../support/batches.ts';
import { aFactor } from '../../support/factors.ts';

function outcomeOf(factors: readonly EmissionFactor[], fields: Partial<Activity> = {}) {
  return createCalculator(new FactorIndex(factors), completeCalculation({}, ['test']))(anActivity(fields));
}

function resultOf(factors: readonly EmissionFactor[], fields: Partial<Activity> = {}) {
  const outcome = outcomeOf(factors, fields);
  if (outcome.kind === 'error') throw new Error(outcome.details);
  return outcome.result;
}

function errorOf(factors: readonly EmissionFactor[], fields: Partial<Activity> = {}) {
  const outcome = outcomeOf(factors, fields);
  if (outcome.kind === 'result') throw new Error(`${outcome.result.co2eKg} kg was computed.`);
  return { code: outcome.code, details: outcome.details };
}

const byGases = aFactor({
  co2eKgPerUnit: null,
  co2KgPerUnit: '2',
  ch4KgPerUnit: '0.1',
  n2oKgPerUnit: '0.01',
});

describe('an emission (M1, M13)', () => {
  it('is quantity times factor, with all that explains it (M33)', () => {
    expect(outcomeOf([aFactor()], { id: 'act-1', quantity: '1234.5' })).toEqual({
      activityId: 'act-1',
      kind: 'result',
      result: {
        scope: 2,
        scope3Category: null,
        co2eKg: '246.9',
        co2Kg: null,
        ch4Kg: null,
        n2oKg: null,
        biogenicCo2Kg: null,
        factorId: 'test-electricity-gb',
        factorSet: 'test',
        dataset: 'Test',
        datasetVersion: '1',
        factorValue: '0.2',
        co2PerUnit: null,
        ch4PerUnit: null,
        n2oPerUnit: null,
        biogenicCo2PerUnit: null,
        factorUnit: 'kWh',
        factorRegion: 'GB',
        regionMatch: 'exact',
        unitMatch: 'exact',
        factorSource: 'matched',
        factorOrder: 'test',
        co2eBasis: 'published',
        gwpSet: 'AR5',
        gwpCh4: null,
        gwpN2o: null,
        quantityConverted: '1234.5',
        conversion: '1',
        periodPolicy: 'by_days',
        factorParts: null,
        method: 'activity_x_factor',
        market: { co2eKg: '246.9', basis: 'location_based', factor: null },
        activityUncertaintyPct: null,
        factorUncertaintyPct: null,
        qualityScore: 2,
      },
    });
  });

  it('has the scope and category of its factor', () => {
    const travel = aFactor({ scope: 3, scope3Category: 6, category: 'rail', unit: 'passenger_km' });
    expect(resultOf([travel], { category: 'rail', unit: 'pkm' })).toMatchObject({
      scope: 3,
      scope3Category: 6,
    });
  });

  it('is exact where binary floating point is not', () => {
    expect(resultOf([aFactor({ co2eKgPerUnit: '0.1' })], { quantity: '3' }).co2eKg).toBe('0.3');
    expect(resultOf([aFactor({ co2eKgPerUnit: '1.1' })], { quantity: '1.1' }).co2eKg).toBe('1.21');
    const large = { quantity: '99999999999999999999.999999999' };
    expect(resultOf([aFactor({ co2eKgPerUnit: '1' })], large).co2eKg).toBe('99999999999999999999.999999999');
  });

  it.each([
    ['0.0000000005', '0'],
    ['0.0000000015', '0.000000002'],
    ['0.0000000025', '0.000000002'],
    ['0.00000000250000000001', '0.000000003'],
    ['0.0000000034999999', '0.000000003'],
  ])('of %s kg is rounded to %s, once, half to even', (exact, rounded) => {
    const tiny = aFactor({
      co2eKgPerUnit: exact,
      co2KgPerUnit: exact,
      ch4KgPerUnit: exact,
      n2oKgPerUnit: exact,
      biogenicCo2KgPerUnit: exact,
    });
    expect(resultOf([tiny], { quantity: '1' })).toMatchObject({
      co2eKg: rounded,
      co2Kg: rounded,
      ch4Kg: rounded,
      n2oKg: rounded,
      biogenicCo2Kg: rounded,
    });
  });

  it('is not rounded before the conversion: a third of a day, in kWh, is a third', () => {
    // 1 MJ is 1/3.6 kWh, no decimal; 3.6 of them are exactly one.
    expect(resultOf([aFactor()], { quantity: '3.6', unit: 'MJ' })).toMatchObject({
      co2eKg: '0.2',
      conversion: '5/18',
      quantityConverted: '1',
    });
    expect(resultOf([aFactor()], { quantity: '1', unit: 'MJ' })).toMatchObject({
      co2eKg: '0.055555556',
      quantityConverted: '0.277777777777778',
    });
  });

  it('of nothing is zero', () => {
    expect(resultOf([aFactor()], { quantity: '0' }).co2eKg).toBe('0');
    expect(resultOf([aFactor()], { quantity: '0.00' }).co2eKg).toBe('0');
  });

  it('of a true zero factor is zero, and no error', () => {
    expect(resultOf([aFactor({ co2eKgPerUnit: '0' })])).toMatchObject({ co2eKg: '0', factorValue: '0' });
  });

  it('may be negative where the factor is', () => {
    expect(resultOf([aFactor({ co2eKgPerUnit: '-0.5' })], { quantity: '3' }).co2eKg).toBe('-1.5');
  });
});

describe('the gases (M14, M15)', () => {
  it('give the CO2e where none is published: CO2 + GWP x CH4 + GWP x N2O', () => {
    // 10 x (2 + 28 x 0.1 + 265 x 0.01).
    expect(resultOf([byGases], { quantity: '10' })).toMatchObject({
      co2eKg: '74.5',
      factorValue: '7.45',
      co2Kg: '20',
      ch4Kg: '1',
      n2oKg: '0.1',
      gwpSet: 'AR5',
    });
  });

  it.each([
    ['AR4', '7.48'],
    ['AR5', '7.45'],
    ['AR6', '7.52'],
  ] as const)('are weighted with the potentials of %s where that is asked for', (gwpSet, co2eKg) => {
    const calculation = completeCalculation({ gwpSet }, ['test']);
    const outcome = createCalculator(new FactorIndex([byGases]), calculation)(anActivity({ quantity: '1' }));
    expect(outcome).toMatchObject({ result: { co2eKg, gwpSet, co2eBasis: 'gases' } });
  });

  it('are weighted with the potentials of AR5 where nothing is asked for, whatever the dataset used', () => {
    expect(resultOf([{ ...byGases, gwpSet: 'AR4' }], { quantity: '1' })).toMatchObject({
      co2eKg: '7.45',
      gwpSet: 'AR5',
    });
  });

  it('stand beside a published CO2e and never change it: it may hold gases that are not published apart', () => {
    const published = { ...byGases, co2eKgPerUnit: '9' };
    expect(resultOf([published], { quantity: '10' })).toMatchObject({
      co2eKg: '90',
      co2Kg: '20',
      ch4Kg: '1',
      n2oKg: '0.1',
    });
  });

  it('that are not published count as nothing and are not said to be zero', () => {
    const co2Only = aFactor({ co2eKgPerUnit: null, co2KgPerUnit: '10.21' });
    expect(resultOf([co2Only], { quantity: '2' })).toMatchObject({
      co2eKg: '20.42',
      co2Kg: '20.42',
      ch4Kg: null,
      n2oKg: null,
    });
    const zeroMethane = { ...co2Only, ch4KgPerUnit: '0' };
    expect(resultOf([zeroMethane], { quantity: '2' })).toMatchObject({
      co2eKg: '20.42',
      ch4Kg: '0',
      n2oKg: null,
    });
  });

  it('name no GWP set where the publisher of a CO2e names none', () => {
    expect(resultOf([aFactor({ gwpSet: null })]).gwpSet).toBeNull();
  });
});

describe('biogenic CO2 (M17)', () => {
  it('is reported apart and never added', () => {
    const wood = { ...byGases, co2KgPerUnit: '0', biogenicCo2KgPerUnit: '1.6' };
    expect(resultOf([wood], { quantity: '10' })).toMatchObject({
      co2eKg: '54.5',
      co2Kg: '0',
      biogenicCo2Kg: '16',
    });
    expect(resultOf([aFactor({ biogenicCo2KgPerUnit: '5' })], { quantity: '1' })).toMatchObject({
      co2eKg: '0.2',
      biogenicCo2Kg: '5',
    });
  });
});

describe('an activity that cannot be computed', () => {
  it.each(['', '-1', '1,5', '1e3', 'NaN', 'Infinity', ' 1', '+1', '1.', '.5', '٣'])(
    'ends in INVALID_QUANTITY for the quantity %j',
    (quantity) => {
      expect(errorOf([aFactor()], { quantity })).toEqual({
        code: 'INVALID_QUANTITY',
        details: `The quantity "${quantity}" is not a plain decimal of zero or more: write it like 1234.5.`,
      });
    },
  );

  it.each([
    ['2025-03-31', '2025-03-01'],
    ['2025-02-30', '2025-03-01'],
    ['2025-01-01', '2025-13-01'],
    ['', '2025-01-01'],
    ['01.02.2025', '2025-03-01'],
  ])('ends in INVALID_PERIOD for %j to %j', (periodStart, periodEnd) => {
    expect(errorOf([aFactor()], { periodStart, periodEnd })).toEqual({
      code: 'INVALID_PERIOD',
      details: `The period "${periodStart}" to "${periodEnd}" is not a range of calendar dates: give dates like 2025-01-31, the end on or after the start.`,
    });
  });

  it('keeps its id in the error', () => {
    expect(outcomeOf([], { id: 'act-7' })).toMatchObject({ activityId: 'act-7', kind: 'error' });
  });

  it('names its first fault in the order quantity, period, unit, factor', () => {
    const bad = { quantity: 'x', periodStart: 'x', unit: 'x', category: 'x' };
    expect(errorOf([], bad).code).toBe('INVALID_QUANTITY');
    expect(errorOf([], { ...bad, quantity: '1' }).code).toBe('INVALID_PERIOD');
    expect(errorOf([], { ...bad, quantity: '1', periodStart: '2025-01-01' }).code).toBe('UNKNOWN_UNIT');
    expect(errorOf([], { category: 'x' }).code).toBe('NO_FACTOR');
  });
});
