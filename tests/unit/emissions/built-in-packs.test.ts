import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { parseFactorPack } from '../../../src/emissions/factor-pack.ts';
import { anActivity } from '../../support/batches.ts';
import { citedUnits } from '../../support/cited-units.ts';
import { builtInPacks } from '../../support/curated-factors.ts';
import { inSlowTerms } from '../../support/engine-outcome.ts';
import { slowOutcome } from '../../support/slow-calculation.ts';

const packs = await builtInPacks();

/** Quantities with few and many digits, so that some results end early and some have to be rounded. */
const quantities = ['1', '0', '1234.5', '0.000000123456789', '98765432109.87654321'];

/** The factor's own unit first, then two that convert to it: all of them where the pack is small. */
function unitsFor({ unit }: EmissionFactor, index: number, isSmall: boolean): string[] {
  const dimension = citedUnits[unit]?.dimension;
  const others = Object.keys(citedUnits).filter(
    (code) => code !== unit && citedUnits[code]?.dimension === dimension,
  );
  if (dimension === undefined || others.length === 0) return [unit];
  return isSmall ? [unit, ...others] : [unit, others[index % others.length] ?? unit];
}

function activitiesFor(factor: EmissionFactor, index: number, isSmall: boolean): Activity[] {
  return unitsFor(factor, index, isSmall).map((unit, place) =>
    anActivity({
      id: factor.id,
      category: factor.category,
      location: factor.region,
      unit,
      quantity: quantities[(index + place) % quantities.length] ?? '1',
      periodStart: factor.validFrom,
      // The whole window once, else a day: the slow calculation looks at each.
      periodEnd: isSmall && place === 0 ? (factor.validTo ?? factor.validFrom) : factor.validFrom,
    }),
  );
}

describe.each(packs)('every factor of $id (M1, M8)', ({ id, csvText, factors }) => {
  const parsed = parseFactorPack(csvText, id);

  it('is read as it stands in the file', () => {
    expect(parsed).toEqual(factors);
  });

  it('computes what an independent calculation does, in its own unit and in those that convert', () => {
    const calculate = createCalculator(new FactorIndex(parsed));
    const alike = Map.groupBy(factors, ({ category, region }) => `${category} ${region}`);
    const isSmall = factors.length < 1_000;
    const unused: string[] = [];
    for (const [index, factor] of factors.entries()) {
      const { category, region } = factor;
      // Nothing else is on the way from the region to the world: the factor's own region has it.
      const candidates = alike.get(`${category} ${region}`) ?? [];
      for (const activity of activitiesFor(factor, index, isSmall)) {
        const found = inSlowTerms(calculate(activity));
        const expected = slowOutcome(candidates, activity);
        if (JSON.stringify(found) !== JSON.stringify(expected)) {
          expect(found, `${activity.quantity} ${activity.unit} by ${factor.id}`).toEqual(expected);
        }
        const isUsed = typeof found === 'object' && found.factorId === factor.id;
        if (activity.unit === factor.unit && !isUsed) unused.push(factor.id);
      }
    }
    expect(unused).toEqual([]);
  });
});

it('the packs hold as many factors as their sources were read to have', () => {
  const count = (ids: readonly string[]) =>
    packs.filter(({ id }) => ids.includes(id)).reduce((sum, { factors }) => sum + factors.length, 0);
  const full = packs.map(({ id }) => id).filter((id) => id !== 'curated-2025');
  expect(count(['curated-2025'])).toBe(655);
  expect(count(full)).toBe(13_684);
});
