import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import { sumDecimals } from '../../../src/domain/decimal.ts';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { anActivity } from '../../support/batches.ts';
import { aFactor } from '../../support/factors.ts';

function resultOf(factors: readonly EmissionFactor[], fields: Partial<Activity> = {}) {
  const outcome = createCalculator(new FactorIndex(factors))(anActivity(fields));
  if (outcome.kind === 'error') throw new Error(outcome.details);
  return outcome.result;
}

const gases = { co2KgPerUnit: '2', ch4KgPerUnit: '0.1', n2oKgPerUnit: '0.01' };

describe('a period across a change of factor (M11)', () => {
  const of2024 = aFactor({
    ...gases,
    id: '2024',
    dataset: 'Old',
    datasetVersion: '2024',
    validFrom: '2024-01-01',
    validTo: '2024-12-31',
    co2eKgPerUnit: '0.31',
    gwpSet: 'AR4',
  });
  const of2025 = aFactor({
    ...gases,
    id: '2025',
    datasetVersion: '2025',
    co2eKgPerUnit: '0.62',
    ch4KgPerUnit: '0.2',
  });
  const across = { quantity: '3100', periodStart: '2024-12-16', periodEnd: '2025-01-15' };

  it('is apportioned by days, and the record shows the parts', () => {
    // 16 days at 0.31 and 15 at 0.62: 100 a day.
    expect(resultOf([of2025, of2024], across)).toMatchObject({
      co2eKg: '1426',
      co2Kg: '6200',
      ch4Kg: '460',
      n2oKg: '31',
      factorId: '2024+2025',
      dataset: 'Old+Test',
      datasetVersion: '2024+2025',
      factorValue: null,
      gwpSet: 'AR4+AR5',
      method: 'activity_x_factor_by_days',
      factorParts: [
        {
          factorId: '2024',
          dataset: 'Old',
          datasetVersion: '2024',
          co2ePerUnit: '0.31',
          co2PerUnit: '2',
          ch4PerUnit: '0.1',
          n2oPerUnit: '0.01',
          biogenicCo2PerUnit: null,
          days: 16,
        },
        {
          factorId: '2025',
          dataset: 'Test',
          datasetVersion: '2025',
          co2ePerUnit: '0.62',
          co2PerUnit: '2',
          ch4PerUnit: '0.2',
          n2oPerUnit: '0.01',
          biogenicCo2PerUnit: null,
          days: 15,
        },
      ],
    });
  });

  it('gives what its two halves give, each by its own factor', () => {
    const first = resultOf([of2025, of2024], {
      quantity: '1600',
      periodStart: '2024-12-16',
      periodEnd: '2024-12-31',
    });
    const second = resultOf([of2025, of2024], {
      quantity: '1500',
      periodStart: '2025-01-01',
      periodEnd: '2025-01-15',
    });
    expect(sumDecimals([first.co2eKg, second.co2eKg])).toBe(resultOf([of2025, of2024], across).co2eKg);
  });

  it('counts leap days', () => {
    const february = aFactor({
      id: 'february',
      validFrom: '2024-02-01',
      validTo: '2024-02-29',
      co2eKgPerUnit: '1',
    });
    const march = aFactor({
      id: 'march',
      validFrom: '2024-03-01',
      validTo: '2024-03-31',
      co2eKgPerUnit: '0',
    });
    const both = { quantity: '60', periodStart: '2024-02-01', periodEnd: '2024-03-31' };
    expect(resultOf([february, march], both).co2eKg).toBe('29');
  });

  it('knows a gas only where every part does', () => {
    const without = { ...of2025, n2oKgPerUnit: null, biogenicCo2KgPerUnit: '1' };
    expect(resultOf([of2024, without], across)).toMatchObject({
      co2Kg: '6200',
      n2oKg: null,
      biogenicCo2Kg: null,
    });
  });

  it('is rounded once, after the parts are added', () => {
    const parts = [
      { ...of2024, co2eKgPerUnit: '0.0000000005' },
      { ...of2025, co2eKgPerUnit: '0.0000000005' },
    ];
    const day = { quantity: '3', periodStart: '2024-12-31', periodEnd: '2025-01-01' };
    // Twice 0.00000000075, which would be 0.000000001 each.
    expect(resultOf(parts, day).co2eKg).toBe('0.000000002');
    expect(resultOf(parts, { ...day, quantity: '1' }).co2eKg).toBe('0');
  });
});
