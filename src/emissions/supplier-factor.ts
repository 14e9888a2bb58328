import type { Activity, ActivitySource } from '../domain/activity.ts';
import type { Calculation } from '../domain/calculation.ts';
import { parseDecimal, ratio, ratioOf } from '../domain/decimal.ts';
import type { FactorIndex } from './factor-index.ts';
import type { Formula } from './formula.ts';
import type { FactorMiss } from './match-factor.ts';
import { qualityScoreOf } from './quality-score.ts';
import { countryOf } from './regions.ts';
import { resolveUnit } from './units.ts';

export interface Scope {
  readonly scope: 1 | 2 | 3;
  readonly scope3Category: number | null;
}

/** Where no factor of the category tells the scope, the activity's source does, as far as it is unambiguous. */
const scopeOfSource: Readonly<Partial<Record<ActivitySource, Scope>>> = {
  fleet: { scope: 1, scope3Category: null },
  purchases: { scope: 3, scope3Category: 1 },
  waste: { scope: 3, scope3Category: 5 },
  travel: { scope: 3, scope3Category: 6 },
};

/** Null where the activity brings no supplier's figure. */
export function scopeOfSupplierFactor(
  index: FactorIndex,
  activity: Activity,
  category: string,
): Scope | FactorMiss | null {
  if (activity.supplierFactor === null) return null;
  const example = index.exampleOf(category, activity.location);
  if (example !== null) return { scope: example.scope, scope3Category: example.scope3Category };
  return scopeOfSource[activity.source] ?? unknownScope(activity);
}

function unknownScope({ category, source }: Activity): FactorMiss {
  return {
    code: 'NO_FACTOR',
    details: `The scope of the supplier's figure is unknown: no factor is in the category "${category}", and the source "${source}" does not tell. Use a known category, or import the figure as a factor of your own.`,
  };
}

/** The supplier's figure is per the activity's own unit: nothing is matched and nothing converted. */
export function supplierFormula(
  activity: Activity,
  { scope, scope3Category }: Scope,
  calculation: Calculation,
): Omit<Formula, 'market'> {
  const value = activity.supplierFactor ?? '0';
  return {
    scope,
    method: 'activity_x_supplier_factor',
    conversion: ratio(1n),
    co2e: ratioOf(parseDecimal(value)),
    co2: null,
    ch4: null,
    n2o: null,
    biogenicCo2: null,
    explanation: {
      scope3Category,
      factorId: null,
      factorSet: null,
      dataset: activity.supplier ?? 'supplier',
      datasetVersion: null,
      factorValue: value,
      co2PerUnit: null,
      ch4PerUnit: null,
      n2oPerUnit: null,
      biogenicCo2PerUnit: null,
      factorUnit: resolveUnit(activity.unit, countryOf(activity.location))?.code ?? activity.unit,
      factorRegion: null,
      regionMatch: null,
      unitMatch: 'exact',
      factorSource: 'supplier',
      factorOrder: calculation.factorSets.join(','),
      co2eBasis: 'published',
      gwpSet: null,
      gwpCh4: null,
      gwpN2o: null,
      conversion: '1',
      periodPolicy: calculation.periodPolicy,
      factorParts: null,
      factorUncertaintyPct: null,
      qualityScore: qualityScoreOf(activity, { source: 'supplier', regionMatch: null, factor: null }),
    },
  };
}
