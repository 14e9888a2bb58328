import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import type { Calculation } from '../../../src/domain/calculation.ts';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import type { EmissionResult } from '../../../src/domain/outcome.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { recompute } from '../../../src/emissions/recompute-record.ts';
import { anActivity, aRecord } from '../../support/batches.ts';
import { inSlowTerms } from '../../support/engine-outcome.ts';
import { aFactor } from '../../support/factors.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { slowOutcome } from '../../support/slow-calculation.ts';

/**
 * Small worlds of factors in which much goes wrong: sets that overlap, units that convert into each other, windows with
 * gaps, instruments of one meter. Each world is asked about many activities.
 */
const worlds = 1_000;
const activitiesPerWorld = 100;
/** Another seed tries others: `RESOLVING_SEED=7 npx vitest run tests/unit/emissions/resolving.test.ts`. */
const seed = Number(process.env.RESOLVING_SEED ?? 20_251_123);
const { below, oneOf, chance, decimal } = seededRandom(seed);

const sets = ['own/ours', 'national', 'international'];
const units = ['kWh', 'MWh', 'mmBtu', 'kg', 'lb', 'USD'];
const workspaces = ['ws-a', 'ws-b'];
const meters = ['m-1', 'm-2', null];
/** One scope each but the last, which is of two. */
const scopes: Record<string, [1 | 2 | 3, number | null][]> = {
  electricity: [[2, null]],
  natural_gas: [[1, null]],
  hotel_stay: [[3, 6]],
  odd: [
    [1, null],
    [3, 1],
  ],
};
const categories = [...Object.keys(scopes), 'electricity'];

function day(offset: number): string {
  return new Date(Date.UTC(2024, 11, 1 + offset)).toISOString().slice(0, 10);
}

function randomFactor(index: number): EmissionFactor {
  const category = oneOf(categories);
  const [scope, scope3Category] = oneOf(scopes[category] ?? []);
  const hasCo2e = chance(0.5);
  const hasGases = !hasCo2e || chance(0.5);
  const gas = () => (hasGases && chance(0.8) ? decimal(6) : null);
  const isInstrument = scope === 2 && chance(0.5);
  const validFrom = oneOf([-400, -30, 0, 31, below(60)]);
  return aFactor({
    // Now and then two sets have a factor of the same id.
    id: `f-${chance(0.1) ? below(5) : index}`,
    setId: oneOf(sets),
    scope,
    scope3Category,
    category,
    region: oneOf(['US-CAMX', 'US', 'US', 'GB', 'GLOBAL']),
    unit: category === 'hotel_stay' ? oneOf(['kg', 'lb', 'USD']) : oneOf(units),
    co2eKgPerUnit: hasCo2e ? decimal(6) : null,
    co2KgPerUnit: hasGases ? decimal(6) : null,
    ch4KgPerUnit: gas(),
    n2oKgPerUnit: gas(),
    biogenicCo2KgPerUnit: gas(),
    gwpSet: oneOf(['AR4', 'AR5', null]),
    methaneOrigin: oneOf(['fossil', 'non_fossil', null]),
    validFrom: day(validFrom),
    validTo: chance(0.3) ? null : day(validFrom + oneOf([9, 30, 365, 800])),
    instrument: isInstrument
      ? oneOf(['energy_certificate', 'contract', 'supplier_rate', 'residual_mix'])
      : null,
    workspaceId: isInstrument && chance(0.3) ? oneOf(workspaces) : null,
    meterId: isInstrument && chance(0.3) ? oneOf(meters) : null,
  });
}

function randomActivity(factors: readonly EmissionFactor[]): Activity {
  const first = oneOf([-1, 0, 20, 30, below(90)]);
  const way = below(10);
  const aim = chance(0.6) ? oneOf(factors) : null;
  return anActivity({
    workspaceId: oneOf(workspaces),
    meterId: oneOf(meters),
    source: oneOf(['utility_bill', 'fleet', 'purchases', 'waste', 'travel']),
    category: chance(0.02) ? 'unicorn_grooming' : (aim?.category ?? oneOf(categories)),
    location: oneOf(['US-CAMX', 'US-CAMX', 'US', 'GB', 'FR']),
    unit: aim?.unit ?? oneOf(units),
    quantity: decimal(below(8)),
    periodStart: day(first),
    periodEnd: day(first + oneOf([0, 0, 1, 12, 30])),
    factorId: way < 2 ? (chance(0.05) ? 'f-none' : oneOf(factors).id) : null,
    supplierFactor: way === 2 ? decimal(5) : null,
  });
}

function randomCalculation(): Calculation {
  return {
    factorSets: sets.toSorted(() => (chance(0.5) ? 1 : -1)).slice(0, 1 + below(3)),
    gwpSet: oneOf(['AR4', 'AR5', 'AR6']),
    periodPolicy: oneOf(['by_days', 'by_days', 'period_start']),
  };
}

function expectToRecompute(activity: Activity, result: EmissionResult, world: number): void {
  const { isEqual, differences } = recompute(aRecord(activity, result));
  if (isEqual === true) return;
  const what = `seed ${seed}, world ${world}: ${JSON.stringify({ activity, result })}`;
  expect({ isEqual, differences }, what).toEqual({ isEqual: true, differences: [] });
}

describe('resolving (M1 to M17, M20 to M22)', () => {
  it('agrees with a slow and obvious second one on 100,000 random activities, and records compute again from themselves', () => {
    const kinds = new Map<string, number>();
    for (let world = 0; world < worlds; world++) {
      const factors = Array.from({ length: 4 + below(24) }, (_, index) => randomFactor(index));
      const calculation = randomCalculation();
      const calculate = createCalculator(new FactorIndex(factors, calculation.factorSets), calculation);
      for (let count = 0; count < activitiesPerWorld; count++) {
        const activity = randomActivity(factors);
        const outcome = calculate(activity);
        if (outcome.kind === 'result') expectToRecompute(activity, outcome.result, world);
        const found = inSlowTerms(outcome);
        const expected = slowOutcome(factors, activity, calculation);
        if (JSON.stringify(found) !== JSON.stringify(expected)) {
          const what = `seed ${seed}, world ${world}: ${JSON.stringify({ calculation, activity, factors })}`;
          expect(found, what).toEqual(expected);
        }
        const kind = typeof expected === 'string' ? expected : (expected.market?.basis ?? 'no market');
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      }
    }
    // Agreement means little where a way is never gone.
    const ways = ['NO_FACTOR', 'INCOMPATIBLE_UNIT', 'NO_VALID_FACTOR_FOR_DATE', 'no market'];
    for (const way of [...ways, 'location_based', 'instrument', 'residual_mix', 'supplier']) {
      expect(kinds.get(way), way).toBeGreaterThan(200);
    }
  });
});
