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

describe('scaling and splitting (M13)', () => {
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

/** Any rate and any conversion: here figures are rounded, and what holds is stated with what rounding leaves. */
describe('rounding (M13)', () => {
  const digits = fc.bigInt({ min: 0n, max: 10n ** 15n }).map((count) => {
    const text = String(count).padStart(12, '0');
    return `${text.slice(0, -11)}.${text.slice(-11)}`;
  });
  const billionths = (kg: string) => {
    const [whole = '', fraction = ''] = kg.split('.');
    return BigInt(whole + fraction.padEnd(9, '0'));
  };

  it('of n parts differs from that of the whole by at most n + 1 half billionths of a kilogram', () => {
    fc.assert(
      fc.property(fc.array(digits, { minLength: 1, maxLength: 12 }), digits, (parts, rate) => {
        const factors = [aFactor({ co2eKgPerUnit: rate, unit: 'mmBtu' })];
        const sum = sumDecimals(parts.map((quantity) => resultOf(factors, { quantity }).co2eKg));
        const whole = resultOf(factors, { quantity: sumDecimals(parts) }).co2eKg;
        const difference = billionths(sum) - billionths(whole);
        expect(Number(difference < 0n ? -difference : difference) * 2).toBeLessThanOrEqual(parts.length + 1);
      }),
    );
  });

  it('never depends on the other activities, their order or their chunks: totals are the same to the last digit', () => {
    fc.assert(
      fc.property(fc.array(digits, { maxLength: 30 }), digits, fc.nat(), (quantities, rate, cut) => {
        const factors = [aFactor({ co2eKgPerUnit: rate, unit: 'mmBtu' })];
        const kg = quantities.map((quantity) => resultOf(factors, { quantity }).co2eKg);
        const at = kg.length === 0 ? 0 : cut % kg.length;
        const chunked = [sumDecimals(kg.slice(at)), sumDecimals(kg.slice(0, at))];
        expect(sumDecimals(kg.toReversed())).toBe(sumDecimals(kg));
        expect(sumDecimals(chunked)).toBe(sumDecimals(kg));
      }),
    );
  });
});

describe('a sum over scopes, over categories or over all (M31)', () => {
  const factors = [
    aFactor({ id: 'grid', region: 'GB' }),
    aFactor({ id: 'gas', category: 'natural_gas', scope: 1, co2eKgPerUnit: '0.183' }),
    aFactor({
      id: 'losses',
      category: 'losses',
      scope: 3,
      scope3Category: 3,
      co2eKgPerUnit: '0.0187',
      unit: 'MWh',
    }),
    aFactor({
      id: 'travel',
      category: 'travel',
      scope: 3,
      scope3Category: 6,
      co2eKgPerUnit: '0.07',
      unit: 'MJ',
    }),
  ];
  const activity = fc.record({
    category: fc.constantFrom('electricity', 'natural_gas', 'losses', 'travel'),
    quantity: fc.bigInt({ min: 0n, max: 10n ** 12n }).map((count) => `${count / 1000n}.${count % 1000n}`),
    unit: fc.constantFrom('kWh', 'MJ', 'therm'),
  });

  it('is one total, to the last digit', () => {
    fc.assert(
      fc.property(fc.array(activity, { maxLength: 40 }), (activities) => {
        const results = activities.map((fields) => ({
          ...resultOf(factors, fields),
          category: fields.category,
        }));
        const total = sumDecimals(results.map(({ co2eKg }) => co2eKg));
        for (const keyOf of [
          (result: (typeof results)[number]) => String(result.scope),
          (result: (typeof results)[number]) => String(result.scope3Category),
          (result: (typeof results)[number]) => result.category,
        ]) {
          const groups = [...Map.groupBy(results, keyOf).values()];
          const sums = groups.map((group) => sumDecimals(group.map(({ co2eKg }) => co2eKg)));
          expect(sumDecimals(sums)).toBe(total);
        }
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
