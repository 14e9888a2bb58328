import type { Activity } from '../domain/activity.ts';
import { type Calculation, completeCalculation } from '../domain/calculation.ts';
import {
  type Decimal,
  emissionDecimalPlaces,
  parseDecimal,
  powerOfTen,
  type Ratio,
  roundFraction,
} from '../domain/decimal.ts';
import { nearestWord } from '../domain/edit-distance.ts';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import type { ActivityErrorCode, ActivityOutcome, EmissionResult } from '../domain/outcome.ts';
import { dayNumber } from './calendar.ts';
import { type FactorIndex, type IndexedFactor, isInstrumentOf, isOfWorkspace } from './factor-index.ts';
import { type Formula, formulaOf } from './formula.ts';
import { marketFormula } from './market-based.ts';
import {
  type FactorKey,
  type FactorMatch,
  type FactorMiss,
  matchFactor,
  matchPinned,
  unitsFor,
} from './match-factor.ts';
import { countryOf } from './regions.ts';
import { scopeOfSupplierFactor, supplierFormula } from './supplier-factor.ts';
import { resolveUnit } from './units.ts';
import { whyUnknownUnit } from './unknown-unit.ts';

/** Turns one activity into its outcome. Pure: the same activity and factors give the same outcome. */
export type Calculate = (activity: Activity) => ActivityOutcome;

/** Distinct keys that are remembered before the memory is emptied. */
const rememberedKeysMax = 50_000;
/** For people and for joins; the exact figure is `quantity x conversion`. */
const convertedDecimalPlaces = 15;

/**
 * A calculator over these factors. The formula of a key is found once; then each activity is one exact multiplication
 * and one rounding.
 */
export function createCalculator(
  index: FactorIndex,
  calculation: Calculation = completeCalculation({}, []),
): Calculate {
  const remembered = new Map<string, Formula | FactorMiss>();
  return (activity) => {
    const quantity = quantityOf(activity);
    if (quantity === null) return failure(activity, 'INVALID_QUANTITY', whyInvalidQuantity(activity));
    const key = keyOf(activity, index.hasOwnersInstruments);
    let formula = remembered.get(key);
    if (formula === undefined) {
      if (remembered.size >= rememberedKeysMax) remembered.clear();
      formula = formulaFor(index, activity, calculation);
      remembered.set(key, formula);
    }
    if ('code' in formula) return failure(activity, formula.code, formula.details);
    return { activityId: activity.id, kind: 'result', result: apply(formula, quantity, activity) };
  };
}

/**
 * What the formula depends on. Activities that share it share their formula. Only a meter's id may have several lines: it
 * comes last, behind as many fields as there always are, so that no two activities have one key by accident.
 */
function keyOf(activity: Activity, withOwner: boolean): string {
  const { category, location, unit, periodStart, periodEnd, dataQuality } = activity;
  const common = `${category}\n${location}\n${unit}\n${periodStart}\n${periodEnd}\n${dataQuality}`;
  const { factorId, supplierFactor, supplier, source, workspaceId, meterId } = activity;
  const isMatched = factorId === null && supplierFactor === null;
  const pinned = isMatched
    ? '\n\n\n'
    : `${factorId ?? ''}\n${supplierFactor ?? ''}\n${supplier ?? ''}\n${source}`;
  return withOwner ? `${common}\n${pinned}\n${workspaceId}\n${meterId ?? ''}` : `${common}\n${pinned}`;
}

/** Finds out how an activity is computed: its dates and unit, then its factor, then, for scope 2, the market-based one. */
function formulaFor(index: FactorIndex, activity: Activity, calculation: Calculation): Formula | FactorMiss {
  const key = factorKeyOf(index, activity);
  if ('code' in key) return key;
  const pinned =
    activity.factorId === null ? null : pinnedFactor(index, activity.factorId, activity, calculation);
  if (pinned !== null && 'code' in pinned) return pinned;
  const asked = calculation.periodPolicy === 'period_start' ? { ...key, lastDay: key.firstDay } : key;

  const supplierScope = scopeOfSupplierFactor(index, activity, key.category);
  if (supplierScope !== null && 'code' in supplierScope) return supplierScope;
  if (supplierScope !== null && supplierScope.scope !== 2) {
    return { ...supplierFormula(activity, supplierScope, calculation), market: null };
  }

  const isInstrument = pinned !== null && pinned.factor.instrument !== null;
  if (isInstrument && !isInstrumentOf(pinned.factor, activity)) return notItsInstrument(pinned.factor);
  const found = pinned === null || isInstrument ? matchFactor(index, asked) : matchPinned(pinned, asked);
  if ('code' in found) return found;
  const source = pinned === null || isInstrument ? 'matched' : 'pinned';
  const formula = formulaOf(found, activity, calculation, source);
  if (formula.scope !== 2) {
    return isInstrument
      ? noUseForInstrument(pinned.factor, key.category, formula.scope)
      : { ...formula, market: null };
  }
  const instrument: FactorMatch | FactorMiss | null = isInstrument ? matchPinned(pinned, asked) : null;
  if (instrument !== null && 'code' in instrument) return instrument;
  return { ...formula, market: marketFormula(index, activity, asked, calculation, formula, instrument) };
}

function factorKeyOf(index: FactorIndex, activity: Activity): FactorKey | FactorMiss {
  const firstDay = dayNumber(activity.periodStart);
  const lastDay = dayNumber(activity.periodEnd);
  if (firstDay === null || lastDay === null || lastDay < firstDay) {
    return {
      code: 'INVALID_PERIOD',
      details: `The period "${activity.periodStart}" to "${activity.periodEnd}" is not a range of calendar dates: give dates like 2025-01-31, the end on or after the start.`,
    };
  }
  const category = activity.category.trim().toLowerCase();
  const unit = resolveUnit(activity.unit, countryOf(activity.location));
  if (unit === null) {
    const usable = {
      what: `${category} for "${activity.location}"`,
      units: unitsFor(index, category, activity.location),
    };
    return { code: 'UNKNOWN_UNIT', details: whyUnknownUnit(activity.unit, usable) };
  }
  return { category, location: activity.location, unit, firstDay, lastDay };
}

/** Of another workspace's instruments nothing is told, not even that they are there. */
function pinnedFactor(
  index: FactorIndex,
  factorId: string,
  { workspaceId }: Activity,
  { factorSets }: Calculation,
): IndexedFactor | FactorMiss {
  const entry = index.factorById(factorId);
  if (entry !== null && isOfWorkspace(entry.factor, workspaceId)) return entry;
  const near = nearestWord(factorId, index.idsFor(workspaceId));
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  return {
    code: 'NO_FACTOR',
    details: `There is no factor "${factorId}" in the factor sets in use (${factorSets.join(', ')}).${hint}`,
  };
}

function notItsInstrument({ id, meterId }: EmissionFactor): FactorMiss {
  return { code: 'NO_FACTOR', details: `The instrument "${id}" holds for the meter "${meterId}" only.` };
}

function noUseForInstrument({ id }: EmissionFactor, category: string, scope: number): FactorMiss {
  return {
    code: 'NO_FACTOR',
    details: `The factor "${id}" is an instrument of market-based scope 2, and ${category} is scope ${scope}.`,
  };
}

/** Exact until here, rounded once, half to even. */
function apply(formula: Formula, quantity: Decimal, activity: Activity): EmissionResult {
  const { market } = formula;
  return {
    ...formula.explanation,
    scope: formula.scope,
    method: formula.method,
    co2eKg: kilograms(quantity, formula.co2e),
    co2Kg: formula.co2 && kilograms(quantity, formula.co2),
    ch4Kg: formula.ch4 && kilograms(quantity, formula.ch4),
    n2oKg: formula.n2o && kilograms(quantity, formula.n2o),
    biogenicCo2Kg: formula.biogenicCo2 && kilograms(quantity, formula.biogenicCo2),
    quantityConverted: times(quantity, formula.conversion, convertedDecimalPlaces),
    market: market && {
      co2eKg: kilograms(quantity, market.co2e),
      basis: market.basis,
      factor: market.factor,
    },
    activityUncertaintyPct: activity.uncertaintyPct,
  };
}

function kilograms(quantity: Decimal, rate: Ratio): string {
  return times(quantity, rate, emissionDecimalPlaces);
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
