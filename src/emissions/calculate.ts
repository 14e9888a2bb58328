import type { Activity } from '../domain/activity.ts';
import {
  add,
  addRatios,
  type Decimal,
  emissionDecimalPlaces,
  formatDecimal,
  formatRatio,
  multiply,
  multiplyRatios,
  parseDecimal,
  powerOfTen,
  type Ratio,
  ratio,
  ratioOf,
  roundFraction,
} from '../domain/decimal.ts';
import type { EmissionFactor, GwpSet } from '../domain/emission-factor.ts';
import type { ActivityErrorCode, ActivityOutcome, EmissionResult, FactorPart } from '../domain/outcome.ts';
import { dayNumber } from './calendar.ts';
import type { FactorIndex } from './factor-index.ts';
import { globalWarmingPotentials, gwpSetDefault } from './gwp.ts';
import { type FactorMatch, type FactorMiss, matchFactor, unitsFor } from './match-factor.ts';
import { countryOf } from './regions.ts';
import { resolveUnit } from './units.ts';
import { whyUnknownUnit } from './unknown-unit.ts';

/** Turns one activity into its outcome. Pure: the same activity and factors give the same outcome. */
export type Calculate = (activity: Activity) => ActivityOutcome;

/** Distinct (category, location, unit, period) keys that are remembered before the memory is emptied. */
const rememberedKeysMax = 50_000;
/** For people and for joins; the exact figure is `quantity x conversion`. */
const convertedDecimalPlaces = 15;

/**
 * A calculator over these factors. The factor of a key is matched once; then each activity is one exact multiplication
 * and one rounding.
 */
export function createCalculator(index: FactorIndex): Calculate {
  const remembered = new Map<string, Formula | FactorMiss>();
  return (activity) => {
    const quantity = quantityOf(activity);
    if (quantity === null) return failure(activity, 'INVALID_QUANTITY', whyInvalidQuantity(activity));
    const key = [
      activity.category,
      activity.location,
      activity.unit,
      activity.periodStart,
      activity.periodEnd,
    ].join('\n');
    let formula = remembered.get(key);
    if (formula === undefined) {
      if (remembered.size >= rememberedKeysMax) remembered.clear();
      formula = formulaFor(index, activity);
      remembered.set(key, formula);
    }
    if ('code' in formula) return failure(activity, formula.code, formula.details);
    return { activityId: activity.id, kind: 'result', result: apply(formula, quantity) };
  };
}

/** What is the same for every activity of a key: the rates per unit of activity, exact, and the explanation. */
interface Formula {
  readonly conversion: Ratio;
  readonly co2e: Ratio;
  readonly co2: Ratio | null;
  readonly ch4: Ratio | null;
  readonly n2o: Ratio | null;
  readonly biogenicCo2: Ratio | null;
  readonly explanation: Omit<
    EmissionResult,
    'co2eKg' | 'co2Kg' | 'ch4Kg' | 'n2oKg' | 'biogenicCo2Kg' | 'quantityConverted'
  >;
}

function formulaFor(index: FactorIndex, activity: Activity): Formula | FactorMiss {
  const firstDay = dayNumber(activity.periodStart);
  const lastDay = dayNumber(activity.periodEnd);
  if (firstDay === null || lastDay === null || lastDay < firstDay) {
    return {
      code: 'INVALID_PERIOD',
      details: `The period "${activity.periodStart}" to "${activity.periodEnd}" is not a range of calendar dates: give dates like 2025-01-31, the end on or after the start.`,
    };
  }
  const { location } = activity;
  const category = activity.category.trim().toLowerCase();
  const unit = resolveUnit(activity.unit, countryOf(location));
  if (unit === null) {
    const usable = { what: `${category} for "${location}"`, units: unitsFor(index, category, location) };
    return { code: 'UNKNOWN_UNIT', details: whyUnknownUnit(activity.unit, usable) };
  }
  const match = matchFactor(index, { category, location, unit, firstDay, lastDay });
  return 'code' in match ? match : formulaOf(match, lastDay - firstDay + 1);
}

function formulaOf(match: FactorMatch, days: number): Formula {
  const weighted = match.parts.map(({ entry, days: partDays }) => ({
    factor: entry.factor,
    days: partDays,
    weight: multiplyRatios(match.conversion, ratio(BigInt(partDays), BigInt(days))),
  }));
  const rate = (perUnit: (factor: EmissionFactor) => Decimal | null): Ratio | null => {
    let sum = ratio(0n);
    for (const { factor, weight } of weighted) {
      const value = perUnit(factor);
      // A gas that one part does not publish is unknown for the whole.
      if (value === null) return null;
      sum = addRatios(sum, multiplyRatios(ratioOf(value), weight));
    }
    return sum;
  };
  return {
    conversion: match.conversion,
    co2e: rate(co2ePerUnit) ?? ratio(0n),
    co2: rate((factor) => decimalOrNull(factor.co2KgPerUnit)),
    ch4: rate((factor) => decimalOrNull(factor.ch4KgPerUnit)),
    n2o: rate((factor) => decimalOrNull(factor.n2oKgPerUnit)),
    biogenicCo2: rate((factor) => decimalOrNull(factor.biogenicCo2KgPerUnit)),
    explanation: explanationOf(match, weighted),
  };
}

/** Published CO2e wins, for it may hold gases that are not published apart; otherwise CO2 + GWP x CH4 + GWP x N2O. */
export function co2ePerUnit(factor: EmissionFactor): Decimal {
  if (factor.co2eKgPerUnit !== null) return parseDecimal(factor.co2eKgPerUnit);
  const { ch4, n2o } = globalWarmingPotentials[factor.gwpSet ?? gwpSetDefault];
  const gas = (text: string | null) => parseDecimal(text ?? '0');
  return add(
    gas(factor.co2KgPerUnit),
    add(multiply(gas(factor.ch4KgPerUnit), ch4), multiply(gas(factor.n2oKgPerUnit), n2o)),
  );
}

function explanationOf(
  match: FactorMatch,
  weighted: readonly { factor: EmissionFactor; days: number }[],
): Formula['explanation'] {
  const factors = weighted.map(({ factor }) => factor);
  const [first] = factors;
  if (first === undefined) throw new Error('A match without a factor.');
  const isWhole = factors.length === 1;
  return {
    scope: first.scope,
    scope3Category: first.scope3Category,
    factorId: joined(factors.map((factor) => factor.id)),
    dataset: joined(factors.map((factor) => factor.dataset)),
    datasetVersion: joined(factors.map((factor) => factor.datasetVersion)),
    factorValue: isWhole ? formatDecimal(co2ePerUnit(first)) : null,
    factorUnit: match.unit.code,
    factorRegion: first.region,
    regionMatch: match.regionMatch,
    gwpSet: joined(factors.map(gwpSetOf).filter((set) => set !== null)) || null,
    conversion: formatRatio(match.conversion),
    factorParts: isWhole ? null : weighted.map(partOf),
    method: isWhole ? 'activity_x_factor' : 'activity_x_factor_by_days',
  };
}

/** The set that the factor's CO2e was computed with, by us or by its publisher; null where the publisher does not say. */
function gwpSetOf(factor: EmissionFactor): GwpSet | null {
  return factor.gwpSet ?? (factor.co2eKgPerUnit === null ? gwpSetDefault : null);
}

function partOf({ factor, days }: { factor: EmissionFactor; days: number }): FactorPart {
  return {
    factorId: factor.id,
    dataset: factor.dataset,
    datasetVersion: factor.datasetVersion,
    co2ePerUnit: formatDecimal(co2ePerUnit(factor)),
    co2PerUnit: factor.co2KgPerUnit,
    ch4PerUnit: factor.ch4KgPerUnit,
    n2oPerUnit: factor.n2oKgPerUnit,
    biogenicCo2PerUnit: factor.biogenicCo2KgPerUnit,
    days,
  };
}

/** Exact until here, rounded once, half to even. */
function apply(formula: Formula, quantity: Decimal): EmissionResult {
  return {
    ...formula.explanation,
    co2eKg: times(quantity, formula.co2e, emissionDecimalPlaces),
    co2Kg: formula.co2 && times(quantity, formula.co2, emissionDecimalPlaces),
    ch4Kg: formula.ch4 && times(quantity, formula.ch4, emissionDecimalPlaces),
    n2oKg: formula.n2o && times(quantity, formula.n2o, emissionDecimalPlaces),
    biogenicCo2Kg: formula.biogenicCo2 && times(quantity, formula.biogenicCo2, emissionDecimalPlaces),
    quantityConverted: times(quantity, formula.conversion, convertedDecimalPlaces),
  };
}

function times(quantity: Decimal, rate: Ratio, decimalPlaces: number): string {
  const denominator = powerOfTen(quantity.scale) * rate.denominator;
  return roundFraction(quantity.coefficient * rate.numerator, denominator, decimalPlaces);
}

function quantityOf(activity: Activity): Decimal | null {
  if (!/^\d{1,40}(\.\d{1,40})?$/.test(activity.quantity)) return null;
  return parseDecimal(activity.quantity);
}

function whyInvalidQuantity(activity: Activity): string {
  return `The quantity "${activity.quantity}" is not a plain decimal of zero or more: write it like 1234.5.`;
}

function failure(activity: Activity, code: ActivityErrorCode, details: string): ActivityOutcome {
  return { activityId: activity.id, kind: 'error', code, details };
}

function joined(values: readonly string[]): string {
  return [...new Set(values)].join('+');
}

function decimalOrNull(text: string | null): Decimal | null {
  return text === null ? null : parseDecimal(text);
}
