import fc from 'fast-check';
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

describe('scaling and splitting', () => {
  /** Four places each, so that the product has eight and nothing is rounded. */
  const quantities = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(fourPlaces);
  const rates = fc.bigInt({ min: -(10n ** 8n), max: 10n ** 8n }).map(fourPlaces);

  function fourPlaces(count: bigint): string {
    const digits = String(count < 0n ? -count : count).padStart(5, '0');
    return `${count < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
  }

  it('the quantity scales the result', () => {
    fc.assert(
      fc.property(quantities, rates, fc.integer({ min: 1, max: 20 }), (quantity, rate, times) => {
        const factors = [aFactor({ co2eKgPerUnit: rate })];
        const single = resultOf(factors, { quantity }).co2eKg;
        const multiple = sumDecimals(Array.from({ length: times }, () => quantity));
        expect(resultOf(factors, { quantity: multiple }).co2eKg).toBe(
          sumDecimals(Array.from({ length: times }, () => single)),
        );
      }),
    );
  });

  it('an activity into parts leaves the total as it was', () => {
    fc.assert(
      fc.property(fc.array(quantities, { minLength: 1, maxLength: 10 }), rates, (parts, rate) => {
        const factors = [aFactor({ co2eKgPerUnit: rate })];
        const emissions = parts.map((quantity) => resultOf(factors, { quantity }).co2eKg);
        expect(sumDecimals(emissions)).toBe(resultOf(factors, { quantity: sumDecimals(parts) }).co2eKg);
      }),
    );
  });

  it('the same quantity in another unit gives the same emission', () => {
    fc.assert(
      fc.property(quantities, rates, (quantity, rate) => {
        const factors = [aFactor({ co2eKgPerUnit: rate })];
        const inKwh = resultOf(factors, { quantity, unit: 'kWh' });
        const inWh = resultOf(factors, { quantity: `${quantity.replace('.', '')}`, unit: 'Wh' });
        // The point moved by four places, and a Wh is a thousandth: ten times as much.
        expect(inWh.co2eKg).toBe(sumDecimals(Array.from({ length: 10 }, () => inKwh.co2eKg)));
      }),
    );
  });
});

describe('a calculator', () => {
  it('gives the same outcome whatever it computed before', () => {
    const factors = [
      aFactor(),
      aFactor({ co2eKgPerUnit: null, co2KgPerUnit: '2' }),
      aFactor({ id: 'us', region: 'US' }),
    ].map((factor, index) => ({
      ...factor,
      id: `f${index}`,
    }));
    const activities = ['1', '2', 'x'].flatMap((quantity) =>
      ['GB', 'US', 'FR'].flatMap((location) =>
        ['kWh', 'MWh', 'bucket'].flatMap((unit) =>
          ['2025-03-01', '2019-03-01', '2026-01-01'].map((periodStart) =>
            anActivity({
              id: [quantity, location, unit, periodStart].join(),
              quantity,
              location,
              unit,
              periodStart,
            }),
          ),
        ),
      ),
    );
    const alone = activities.map((activity) => createCalculator(new FactorIndex(factors))(activity));
    fc.assert(
      fc.property(fc.shuffledSubarray(activities.map((_, index) => index)), (order) => {
        const calculate = createCalculator(new FactorIndex(factors));
        for (const index of order) expect(calculate(activities[index] as Activity)).toEqual(alone[index]);
      }),
    );
  });
});
