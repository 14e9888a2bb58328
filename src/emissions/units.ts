import { divideRatios, multiplyRatios, parseDecimal, type Ratio, ratio, ratioOf } from '../domain/decimal.ts';
import { currencyAliases, currencyCodes } from './currency-codes.ts';
import {
  ambiguousAsWritten,
  ambiguousSpellings,
  type Dimension,
  gallonByCountry,
  gallonSpellings,
  type UnitDefinition,
  unitDefinitions,
} from './unit-definitions.ts';

export interface Unit {
  /** As factors and records spell it. */
  readonly code: string;
  readonly dimension: Dimension;
  /** How many of the dimension's base unit it is, exactly. */
  readonly toBase: Ratio;
}

/**
 * The unit that somebody meant, however they spelled it; null where nobody knows it or it could be several. Upper and lower
 * case do not matter, except where they tell units apart: ML and mL are only taken as written. A bare gallon is that of the
 * country, an ISO code: the US gallon unless another is named.
 */
export function resolveUnit(text: string, country = 'US'): Unit | null {
  const written = text.trim();
  if (Object.hasOwn(ambiguousAsWritten, written)) return null;
  const spelled = spelling(written);
  if (gallonSpellings.includes(spelled)) return byCode(gallonByCountry[country]);
  return unitsBySpelling.get(written) ?? unitsBySpelling.get(spelled) ?? null;
}

/** Multiply by this to get from one unit to the other; null where no definition leads there. */
export function conversionBetween(from: Unit, to: Unit): Ratio | null {
  if (from.dimension !== to.dimension) return null;
  return divideRatios(from.toBase, to.toBase);
}

export function isCurrency(dimension: Dimension | undefined): boolean {
  return dimension?.startsWith('currency_') ?? false;
}

/** The units that a spelling could mean, where that is more than one or not the one that the writer may have had in mind. */
export function meaningsOf(text: string): readonly string[] {
  const written = text.trim();
  if (Object.hasOwn(ambiguousAsWritten, written)) return ambiguousAsWritten[written] ?? [];
  const spelled = spelling(written);
  if (gallonSpellings.includes(spelled)) return [...new Set(Object.values(gallonByCountry))];
  if (Object.hasOwn(ambiguousSpellings, spelled)) return ambiguousSpellings[spelled] ?? [];
  return caseAmbiguities.get(spelled) ?? [];
}

/** Every spelling of a unit that is not a currency, in lower case with spaces. */
export function unitSpellings(): Iterable<[spelled: string, code: string]> {
  return measureSpellings;
}

/** Lower case, with single spaces for whatever separates the words. */
export function spelling(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_.-]+/g, ' ')
    .trim();
}

const unitsBySpelling = new Map<string, Unit>();
const measureSpellings: [string, string][] = [];
/** Spellings that are several units once case is ignored, such as `ml`. */
const caseAmbiguities = new Map<string, string[]>();
defineUnits();

function defineUnits(): void {
  const spelled = new Map<string, Set<Unit>>();
  const define = (unit: Unit, names: readonly string[]) => {
    for (const name of names) {
      unitsBySpelling.set(name, unit);
      spelled.set(spelling(name), (spelled.get(spelling(name)) ?? new Set()).add(unit));
    }
  };
  for (const [dimension, definitions] of Object.entries(unitDefinitions)) {
    for (const { code, is, aliases = [] } of definitions) {
      define({ code, dimension: dimension as Dimension, toBase: sizeOf(is) }, [code, ...aliases]);
    }
  }
  for (const [name, units] of spelled) {
    for (const { code } of units) measureSpellings.push([name, code]);
  }
  for (const code of currencyCodes) {
    const names = [code, ...(currencyAliases[code] ?? [])];
    define({ code, dimension: `currency_${code}`, toBase: ratio(1n) }, names);
  }
  for (const [name, units] of spelled) {
    const [unit, ...others] = units;
    if (unit === undefined || unitsBySpelling.has(name)) continue;
    if (others.length === 0) unitsBySpelling.set(name, unit);
    else caseAmbiguities.set(name, [unit.code, ...others.map(({ code }) => code)]);
  }
}

function sizeOf(is: UnitDefinition['is']): Ratio {
  if (typeof is === 'string') return ratioOf(parseDecimal(is));
  const [count, of] = is;
  const part = byCode(of);
  if (part === null) throw new Error(`The unit ${of} must be defined before what is made of it.`);
  return multiplyRatios(ratioOf(parseDecimal(count)), part.toBase);
}

function byCode(code: string | undefined): Unit | null {
  return (code === undefined ? undefined : unitsBySpelling.get(code)) ?? null;
}
