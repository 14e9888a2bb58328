import type { Activity } from '../domain/activity.ts';
import type { Calculation } from '../domain/calculation.ts';
import {
  addRatios,
  type Decimal,
  formatDecimal,
  formatRatio,
  multiplyRatios,
  type Ratio,
  ratio,
  ratioOf,
} from '../domain/decimal.ts';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import type { Explanation, FactorPart, FactorSource, MarketBasis, MarketFactor } from '../domain/outcome.ts';
import { type FactorRates, ratesOf } from './factor-rates.ts';
import type { FactorMatch } from './match-factor.ts';
import { qualityScoreOf } from './quality-score.ts';

/** What is the same for every activity of a key: the rates per unit of activity, exact, and what explains them. */
export interface Formula {
  readonly scope: 1 | 2 | 3;
  readonly method: string;
  readonly conversion: Ratio;
  readonly co2e: Ratio;
  readonly co2: Ratio | null;
  readonly ch4: Ratio | null;
  readonly n2o: Ratio | null;
  readonly biogenicCo2: Ratio | null;
  readonly market: MarketFormula | null;
  readonly explanation: FormulaExplanation;
}

/** The market-based rate of scope 2, in kg CO2e per unit of activity, and what it rests on. */
export interface MarketFormula {
  readonly co2e: Ratio;
  readonly basis: MarketBasis;
  readonly factor: MarketFactor | null;
}

type FormulaExplanation = Omit<
  Explanation,
  'co2Kg' | 'ch4Kg' | 'n2oKg' | 'biogenicCo2Kg' | 'quantityConverted' | 'market' | 'activityUncertaintyPct'
>;

interface WeightedFactor {
  readonly factor: EmissionFactor;
  readonly rates: FactorRates;
  readonly days: number;
  /** Of the activity's quantity, in the factor's unit. */
  readonly weight: Ratio;
}

/** The formula of a match. `days` are the days of the activity's period. */
export function formulaOf(
  match: FactorMatch,
  activity: Activity,
  calculation: Calculation,
  source: FactorSource,
): Omit<Formula, 'market'> {
  const weighted = weigh(match, calculation);
  const [first, ...others] = weighted;
  if (first === undefined) throw new Error('A match without a factor.');
  return {
    scope: first.factor.scope,
    method: others.length === 0 ? 'activity_x_factor' : 'activity_x_factor_by_days',
    conversion: match.conversion,
    co2e: rateOf(weighted, ({ co2e }) => co2e) ?? ratio(0n),
    co2: rateOf(weighted, ({ co2 }) => co2),
    ch4: rateOf(weighted, ({ ch4 }) => ch4),
    n2o: rateOf(weighted, ({ n2o }) => n2o),
    biogenicCo2: rateOf(weighted, ({ biogenicCo2 }) => biogenicCo2),
    explanation: {
      ...explanationOf(match, weighted),
      factorSource: source,
      factorOrder: calculation.factorSets.join(','),
      periodPolicy: calculation.periodPolicy,
      qualityScore: qualityScoreOf(activity, {
        source,
        regionMatch: match.regionMatch,
        factor: first.factor,
      }),
    },
  };
}

export function weigh(match: FactorMatch, { gwpSet }: Calculation): WeightedFactor[] {
  const days = match.parts.reduce((sum, part) => sum + part.days, 0);
  return match.parts.map(({ entry, days: partDays }) => ({
    factor: entry.factor,
    rates: ratesOf(entry.factor, gwpSet),
    days: partDays,
    weight: multiplyRatios(match.conversion, ratio(BigInt(partDays), BigInt(days))),
  }));
}

/** Per unit of activity. What one part does not publish is unknown for the whole. */
export function rateOf(
  weighted: readonly WeightedFactor[],
  perUnit: (rates: FactorRates) => Decimal | null,
): Ratio | null {
  let sum = ratio(0n);
  for (const { rates, weight } of weighted) {
    const value = perUnit(rates);
    if (value === null) return null;
    sum = addRatios(sum, multiplyRatios(ratioOf(value), weight));
  }
  return sum;
}

function explanationOf(match: FactorMatch, weighted: readonly WeightedFactor[]) {
  const [first] = weighted;
  if (first === undefined) throw new Error('A match without a factor.');
  const factors = weighted.map(({ factor }) => factor);
  const whole = weighted.length === 1 ? first.rates : null;
  return {
    scope3Category: first.factor.scope3Category,
    factorId: joined(factors.map((factor) => factor.id)),
    factorSet: joined(factors.map((factor) => factor.setId)),
    dataset: joined(factors.map((factor) => factor.dataset)),
    datasetVersion: joined(factors.map((factor) => factor.datasetVersion)),
    factorValue: whole && formatDecimal(whole.co2e),
    co2PerUnit: whole && first.factor.co2KgPerUnit,
    ch4PerUnit: whole && first.factor.ch4KgPerUnit,
    n2oPerUnit: whole && first.factor.n2oKgPerUnit,
    biogenicCo2PerUnit: whole && first.factor.biogenicCo2KgPerUnit,
    factorUnit: match.unit.code,
    factorRegion: first.factor.region,
    regionMatch: match.regionMatch,
    unitMatch: isOne(match.conversion) ? ('exact' as const) : ('converted' as const),
    co2eBasis: common(weighted.map(({ rates }) => rates.basis)),
    gwpSet: joined(weighted.flatMap(({ rates }) => rates.gwpSet ?? [])) || null,
    gwpCh4: common(weighted.map(({ rates }) => rates.gwpCh4)),
    gwpN2o: common(weighted.map(({ rates }) => rates.gwpN2o)),
    conversion: formatRatio(match.conversion),
    factorParts: whole ? null : partsOf(weighted),
    factorUncertaintyPct: largest(factors.map((factor) => factor.uncertaintyPct)),
  };
}

export function partsOf(weighted: readonly WeightedFactor[]): FactorPart[] {
  return weighted.map(({ factor, rates, days }) => ({
    factorId: factor.id,
    factorSet: factor.setId,
    dataset: factor.dataset,
    datasetVersion: factor.datasetVersion,
    co2ePerUnit: formatDecimal(rates.co2e),
    co2PerUnit: factor.co2KgPerUnit,
    ch4PerUnit: factor.ch4KgPerUnit,
    n2oPerUnit: factor.n2oKgPerUnit,
    biogenicCo2PerUnit: factor.biogenicCo2KgPerUnit,
    co2eBasis: rates.basis,
    gwpSet: rates.gwpSet,
    gwpCh4: rates.gwpCh4,
    gwpN2o: rates.gwpN2o,
    days,
  }));
}

export function joined(values: readonly string[]): string {
  return [...new Set(values)].join('+');
}

export function isOne({ numerator, denominator }: Ratio): boolean {
  return numerator === denominator;
}

/** The value where all have the same. */
function common<Value>(values: readonly Value[]): Value | null {
  const [first = null, ...others] = values;
  return others.every((other) => other === first) ? first : null;
}

/** Of several factors the least certain speaks for the whole; null where one of them does not say. */
function largest(percentages: readonly (string | null)[]): string | null {
  const known = percentages.filter((percentage) => percentage !== null);
  if (known.length < percentages.length || known.length === 0) return null;
  return known.reduce((most, next) => (Number(next) > Number(most) ? next : most));
}
