import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import type { Calculation } from '../../../src/domain/calculation.ts';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import type { EmissionResult } from '../../../src/domain/outcome.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { recompute } from '../../../src/emissions/recompute-record.ts';
import { anActivity, aRecord } from '../../support/batches.ts';
import { Chance } from '../../support/chance.ts';
import { inSlowTerms } from '../../support/engine-outcome.ts';
import { aFactor } from '../../support/factors.ts';
import { slowOutcome } from '../../support/slow-calculation.ts';

/**
 * Small worlds of factors in which much goes wrong: sets that overlap, units that convert into each other, windows with
 * gaps, instruments of one meter. Each world is asked about many activities.
 */
const worlds = 1_000;
const activitiesPerWorld = 100;
/** Another seed tries others: `RESOLVING_SEED=7 npx vitest run tests/unit/emissions/resolving.test.ts`. */
const seed = Number(process.env.RESOLVING_SEED ?? 20_251_123);
const random = new Chance(seed);

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
  const category = random.oneOf(categories);
  const [scope, scope3Category] = random.oneOf(scopes[category] ?? []);
  const hasCo2e = random.happens(0.5);
  const hasGases = !hasCo2e || random.happens(0.5);
  const gas = () => (hasGases && random.happens(0.8) ? decimal(6) : null);
  const isInstrument = scope === 2 && random.happens(0.5);
  const validFrom = random.oneOf([-400, -30, 0, 31, below(60)]);
  return aFactor({
    // Now and then two sets have a factor of the same id.
    id: `f-${random.happens(0.1) ? below(5) : index}`,
    setId: random.oneOf(sets),
    scope,
    scope3Category,
    category,
    region: random.oneOf(['US-CAMX', 'US', 'US', 'GB', 'GLOBAL']),
    unit: category === 'hotel_stay' ? random.oneOf(['kg', 'lb', 'USD']) : random.oneOf(units),
    co2eKgPerUnit: hasCo2e ? decimal(6) : null,
    co2KgPerUnit: hasGases ? decimal(6) : null,
    ch4KgPerUnit: gas(),
    n2oKgPerUnit: gas(),
    biogenicCo2KgPerUnit: gas(),
    gwpSet: random.oneOf(['AR4', 'AR5', null]),
    methaneOrigin: random.oneOf(['fossil', 'non_fossil', null]),
    validFrom: day(validFrom),
    validTo: random.happens(0.3) ? null : day(validFrom + random.oneOf([9, 30, 365, 800])),
    instrument: isInstrument
      ? random.oneOf(['energy_certificate', 'contract', 'supplier_rate', 'residual_mix'])
      : null,
    workspaceId: isInstrument && random.happens(0.3) ? random.oneOf(workspaces) : null,
    meterId: isInstrument && random.happens(0.3) ? random.oneOf(meters) : null,
  });
}

function randomActivity(factors: readonly EmissionFactor[]): Activity {
  const first = random.oneOf([-1, 0, 20, 30, below(90)]);
  const way = below(10);
  const aim = random.happens(0.6) ? random.oneOf(factors) : null;
  return anActivity({
    workspaceId: random.oneOf(workspaces),
    meterId: random.oneOf(meters),
    source: random.oneOf(['utility_bill', 'fleet', 'purchases', 'waste', 'travel']),
    category: random.happens(0.02) ? 'unicorn_grooming' : (aim?.category ?? random.oneOf(categories)),
    location: random.oneOf(['US-CAMX', 'US-CAMX', 'US', 'GB', 'FR']),
    unit: aim?.unit ?? random.oneOf(units),
    quantity: decimal(below(8)),
    periodStart: day(first),
    periodEnd: day(first + random.oneOf([0, 0, 1, 12, 30])),
    factorId: way < 2 ? (random.happens(0.05) ? 'f-none' : random.oneOf(factors).id) : null,
    supplierFactor: way === 2 ? decimal(5) : null,
  });
}

function randomCalculation(): Calculation {
  return {
    factorSets: sets.toSorted(() => (random.happens(0.5) ? 1 : -1)).slice(0, 1 + below(3)),
    gwpSet: random.oneOf(['AR4', 'AR5', 'AR6']),
    periodPolicy: random.oneOf(['by_days', 'by_days', 'period_start']),
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

/** A whole number from 0, less than this. */
function below(limit: number): number {
  return random.between(0, limit - 1);
}

/** Four digits before the point at most. */
function decimal(places: number): string {
  const digits = String(below(10 ** Math.min(4 + places, 12))).padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
