import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { parseFactorPack } from '../../../src/emissions/factor-pack.ts';
import { anActivity } from '../../support/batches.ts';
import { citedUnits } from '../../support/cited-units.ts';
import { curatedFactors } from '../../support/curated-factors.ts';
import { inSlowTerms } from '../../support/engine-outcome.ts';
import { slowOutcome } from '../../support/slow-calculation.ts';

const factors = await curatedFactors();
const csvText = await readFile(new URL('../../../data/factors/curated-2025.csv', import.meta.url), 'utf8');
const calculate = createCalculator(new FactorIndex(parseFactorPack(csvText, 'curated-2025')));

/** Codes that convert to the unit, itself first. */
function unitsLike(unit: string): string[] {
  const dimension = citedUnits[unit]?.dimension;
  const others = Object.keys(citedUnits).filter(
    (code) => code !== unit && citedUnits[code]?.dimension === dimension,
  );
  return dimension === undefined ? [unit] : [unit, ...others];
}

function fastOutcome(activity: Activity) {
  return inSlowTerms(calculate(activity));
}

describe('every factor of the curated pack', () => {
  it('is read as it stands in the file', () => {
    expect(parseFactorPack(csvText, 'curated-2025')).toEqual(factors);
    expect(factors).toHaveLength(655);
  });

  it('has a source, a licence and what the source prints', () => {
    const incomplete = factors.filter(({ sourceRef, licence, originalValue, originalUnit }) =>
      [sourceRef, licence, originalValue, originalUnit].includes(''),
    );
    expect(incomplete).toEqual([]);
  });

  it('is the only one for its category, region, unit and day', () => {
    const clashes = factors.flatMap((a, index) =>
      factors
        .slice(index + 1)
        .filter(
          (b) =>
            a.category === b.category &&
            a.region === b.region &&
            a.unit === b.unit &&
            (a.validTo === null || b.validFrom <= a.validTo) &&
            (b.validTo === null || a.validFrom <= b.validTo),
        ),
    );
    expect(clashes).toEqual([]);
  });

  it('is of the one scope of its category', () => {
    const scopes = new Map<string, Set<string>>();
    for (const { category, scope, scope3Category } of factors) {
      const key = `${scope}.${scope3Category}`;
      scopes.set(category, (scopes.get(category) ?? new Set()).add(key));
    }
    expect([...scopes].filter(([, found]) => found.size > 1)).toEqual([]);
  });
});

describe('random activities', () => {
  const categories = [...new Set(factors.map(({ category }) => category)), 'unicorn_grooming'];
  const locations = [...new Set(factors.map(({ region }) => region)), 'US-ZZZZ', 'GB-SCT', 'FR-IDF', 'XX'];
  const units = [...Object.keys(citedUnits), 'USD', 'EUR'];
  const activities = fc
    .record({
      // Half of them are about a factor, so that most outcomes are results; the others are about nothing in particular.
      factor: fc.constantFrom(...factors),
      isAimed: fc.boolean(),
      category: fc.constantFrom(...categories),
      location: fc.constantFrom(...locations),
      unit: fc.constantFrom(...units),
      place: fc.nat(),
      quantity: fc
        .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat({ max: 15 }))
        .map(([count, places]) => decimalText(count, places)),
      firstDay: fc.integer({ min: -400, max: 900 }),
      days: fc.oneof(fc.constant(1), fc.constant(30), fc.integer({ min: 1, max: 500 })),
    })
    .map(({ factor, isAimed, category, location, unit, place, quantity, firstDay, days }) => {
      const like = unitsLike(factor.unit);
      return anActivity({
        quantity,
        category: isAimed ? factor.category : category,
        location: isAimed ? factor.region : location,
        unit: isAimed ? (like[place % like.length] ?? unit) : unit,
        periodStart: dateAfter2024(firstDay),
        periodEnd: dateAfter2024(firstDay + days - 1),
      });
    });

  function decimalText(count: bigint, places: number): string {
    const digits = String(count).padStart(places + 1, '0');
    return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }

  function dateAfter2024(day: number): string {
    return new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
  }

  it('have the outcome of the slow and obvious calculation', () => {
    fc.assert(
      fc.property(activities, (activity) => {
        expect(fastOutcome(activity)).toEqual(slowOutcome(factors, activity));
      }),
      { numRuns: 3_000 },
    );
  });
});
