import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import { completeCalculation } from '../../../src/domain/calculation.ts';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { anActivity } from '../../support/batches.ts';
import { aFactor } from '../../support/factors.ts';

const own = aFactor({ id: 'own', setId: 'own/ours', orgId: 'org-test' });
const builtIn = aFactor({ id: 'built-in', setId: 'built-in' });

/** The ids of the factors that were used, or the code of the error. */
function chosen(
  factors: readonly EmissionFactor[],
  factorSets: readonly string[],
  fields: Partial<Activity> = {},
): string {
  const calculation = completeCalculation({ factorSets }, []);
  const outcome = createCalculator(new FactorIndex(factors, factorSets), calculation)(anActivity(fields));
  return outcome.kind === 'error' ? outcome.code : (outcome.result.factorId ?? '');
}

describe('the order of factor sets (M5)', () => {
  it.each([
    [['own/ours', 'built-in'], 'own'],
    [['built-in', 'own/ours'], 'built-in'],
  ])('%j takes the factor %s', (order, expected) => {
    for (const factors of [
      [own, builtIn],
      [builtIn, own],
    ]) {
      expect(chosen(factors, order)).toBe(expected);
    }
  });

  it('comes before the unit: a preferred factor per MWh before another one per kWh', () => {
    const perMwh = { ...own, unit: 'MWh' };
    expect(chosen([perMwh, builtIn], ['own/ours', 'built-in'])).toBe('own');
    expect(chosen([perMwh, builtIn], ['built-in', 'own/ours'])).toBe('built-in');
    // Nor is it ambiguous then, where neither is in the unit of the activity.
    expect(chosen([perMwh, builtIn], ['own/ours', 'built-in'], { unit: 'GWh' })).toBe('own');
    const alsoPerMwh = { ...own, id: 'also', unit: 'MWh' };
    expect(chosen([own, alsoPerMwh], ['own/ours'], { unit: 'GWh' })).toBe('INCOMPATIBLE_UNIT');
  });

  it('comes after the region: a nearer factor of another set before a preferred one for the country', () => {
    const near = { ...builtIn, region: 'US-CAMX' };
    const far = { ...own, region: 'US' };
    expect(chosen([near, far], ['own/ours', 'built-in'], { location: 'US-CAMX' })).toBe('built-in');
  });

  it('decides for each day by itself', () => {
    const half = { ...own, validTo: '2025-03-15' };
    expect(chosen([half, builtIn], ['own/ours', 'built-in'])).toBe('own+built-in');
  });

  it('leaves a preferred set aside whose unit does not cover the period', () => {
    const half = { ...own, unit: 'MWh', validTo: '2025-03-15' };
    expect(chosen([half, builtIn], ['own/ours', 'built-in'])).toBe('built-in');
  });

  it('is in the record', () => {
    const calculation = completeCalculation({ factorSets: ['own/ours', 'built-in'] }, []);
    const outcome = createCalculator(
      new FactorIndex([own], calculation.factorSets),
      calculation,
    )(anActivity());
    expect(outcome).toMatchObject({ result: { factorOrder: 'own/ours,built-in', factorSet: 'own/ours' } });
  });
});

describe('a pinned factor (M9)', () => {
  it('is the one of the preferred set, where two sets have the id', () => {
    const same = { ...builtIn, id: 'own', co2eKgPerUnit: '7' };
    const calculation = completeCalculation({ factorSets: ['own/ours', 'built-in'] }, []);
    const index = new FactorIndex([same, own], calculation.factorSets);
    const outcome = createCalculator(index, calculation)(anActivity({ factorId: 'own' }));
    expect(outcome).toMatchObject({ result: { factorSet: 'own/ours', factorSource: 'pinned' } });
  });

  it('is not found in a set that is not in use', () => {
    expect(chosen([builtIn], ['built-in'], { factorId: 'own' })).toBe('NO_FACTOR');
  });
});

describe("a supplier's figure (M10)", () => {
  const fuel = aFactor({ id: 'fuel', category: 'fuel', scope: 1 });

  it('is of the scope that the category has nearest to the activity', () => {
    const elsewhere = aFactor({
      id: 'aa',
      category: 'fuel',
      scope: 3,
      scope3Category: 3,
      region: 'AA',
    });
    const calculate = createCalculator(new FactorIndex([elsewhere, fuel]));
    const activity = anActivity({ category: 'fuel', supplierFactor: '2', quantity: '3' });
    expect(calculate(activity)).toMatchObject({
      result: { scope: 1, co2eKg: '6', factorSource: 'supplier' },
    });
  });

  it('is refused where neither category nor source tells the scope', () => {
    const outcome = createCalculator(new FactorIndex([fuel]))(
      anActivity({ category: 'widgets', supplierFactor: '2', source: 'api' }),
    );
    expect(outcome).toMatchObject({
      kind: 'error',
      code: 'NO_FACTOR',
      details: expect.stringContaining("The scope of the supplier's figure is unknown"),
    });
  });
});
