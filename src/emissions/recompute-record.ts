import {
  addRatios,
  emissionDecimalPlaces,
  formatDecimal,
  formatRatio,
  multiplyRatios,
  parseDecimal,
  type Ratio,
  ratio,
  ratioOf,
  roundRatio,
} from '../domain/decimal.ts';
import { type GwpSet, gwpSets } from '../domain/emission-factor.ts';
import type { EmissionRecord, FactorPart } from '../domain/outcome.ts';
import { dayNumber } from './calendar.ts';
import { globalWarmingPotentials } from './gwp.ts';
import { countryOf } from './regions.ts';
import { conversionBetween, resolveUnit } from './units.ts';

/** A field of a record, as the API spells it, that is not what the rest of the record makes it. */
export interface Difference {
  readonly field: string;
  readonly stored: string | null;
  readonly expected: string | null;
}

/** The figures of a record, computed again. */
export interface RecomputedFigures {
  readonly co2eKg: string;
  readonly co2Kg: string | null;
  readonly ch4Kg: string | null;
  readonly n2oKg: string | null;
  readonly biogenicCo2Kg: string | null;
  readonly marketCo2eKg: string | null;
  readonly quantityConverted: string;
}

export interface Recomputation {
  /** Null where the record does not carry what it takes, as those of other processors need not. */
  readonly figures: RecomputedFigures | null;
  readonly differences: readonly Difference[];
  /** Null where there is nothing to compare. */
  readonly isEqual: boolean | null;
}

const convertedDecimalPlaces = 15;

/** One factor's share, whether the record has parts or is a single one. */
interface Share {
  /** Of the field, in differences. */
  readonly name: string;
  readonly value: string;
  readonly days: number;
  readonly part: Pick<
    FactorPart,
    | 'co2PerUnit'
    | 'ch4PerUnit'
    | 'n2oPerUnit'
    | 'biogenicCo2PerUnit'
    | 'co2eBasis'
    | 'gwpSet'
    | 'gwpCh4'
    | 'gwpN2o'
  > | null;
}

/** A stored figure that is no number: nothing can be computed from it. */
class UnreadableFigure extends Error {
  readonly difference: Difference;
  constructor(field: string, stored: string | null, expected: string) {
    super(`${field} is ${stored}.`);
    this.difference = { field, stored, expected };
  }
}

/**
 * Computes the figures of a record from what the record itself carries, and compares. It does not share the formula of
 * `calculate.ts`: here masses are made share by share, in the factor's unit, and added. No factor set is asked, so that
 * a record of ten years ago is still proven when its factors are long gone.
 */
export function recompute(record: EmissionRecord): Recomputation {
  try {
    return recomputeShares(record);
  } catch (error) {
    if (!(error instanceof UnreadableFigure)) throw error;
    return { figures: null, differences: [error.difference], isEqual: false };
  }
}

function recomputeShares(record: EmissionRecord): Recomputation {
  // The built-in processor always says where its factor is from, and then everything else has to be there.
  const isOwn = record.factorSource !== null;
  const shares = sharesOf(record);
  if (record.conversion === null || shares === null) {
    if (!isOwn) return { figures: null, differences: [], isEqual: null };
    const field = record.conversion === null ? 'conversion' : 'factor_value';
    throw new UnreadableFigure(field, null, 'a figure');
  }
  const quantity = fraction('quantity', record.quantity);
  const inFactorUnit = multiplyRatios(quantity, fraction('conversion', record.conversion));
  const gas = (of: GasField) =>
    massOf(
      inFactorUnit,
      shares.map((share) => [share, `${share.name}${fieldOf(of)}`, share.part?.[of] ?? null]),
    );
  const co2eKg =
    massOf(
      inFactorUnit,
      shares.map((share) => [share, valueField(share), share.value]),
    ) ?? '0';
  const figures: RecomputedFigures = {
    co2eKg,
    co2Kg: gas('co2PerUnit'),
    ch4Kg: gas('ch4PerUnit'),
    n2oKg: gas('n2oPerUnit'),
    biogenicCo2Kg: gas('biogenicCo2PerUnit'),
    marketCo2eKg: marketOf(record, quantity, co2eKg),
    quantityConverted: roundRatio(inFactorUnit, convertedDecimalPlaces),
  };
  const differences = [
    ...differencesOfFigures(record, figures, isOwn),
    ...differencesOfConversion('conversion', record, record.factorUnit, record.conversion),
    ...differencesOfUnitMatch(record),
    ...shares.flatMap(differencesOfGases),
    ...differencesOfDays('factor_parts.days', record, record.factorParts),
    ...differencesOfMarket(record, isOwn),
  ];
  return { figures, differences, isEqual: differences.length === 0 };
}

type GasField = 'co2PerUnit' | 'ch4PerUnit' | 'n2oPerUnit' | 'biogenicCo2PerUnit';

function sharesOf(record: EmissionRecord): Share[] | null {
  if (record.factorParts !== null) return sharesOfParts('factor_parts', record.factorParts);
  if (record.factorValue === null) return null;
  const part = { ...record, co2eBasis: record.co2eBasis ?? 'published' };
  return [{ name: '', value: record.factorValue, days: 1, part }];
}

/** Null where another processor keeps something else there. */
function sharesOfParts(name: string, parts: readonly FactorPart[]): Share[] | null {
  const areParts =
    Array.isArray(parts) &&
    parts.length > 0 &&
    parts.every((part: unknown) => {
      const { days, co2ePerUnit } = (part ?? {}) as Partial<FactorPart>;
      return Number.isInteger(days) && (days ?? 0) > 0 && typeof co2ePerUnit === 'string';
    });
  if (!areParts) return null;
  return parts.map((part, place) => ({
    name: `${name}[${place}].`,
    value: part.co2ePerUnit,
    days: part.days,
    part,
  }));
}

/** Sum of `quantity x value x days / all days`. What one share does not publish is unknown for the whole. */
function massOf(
  inFactorUnit: Ratio,
  terms: readonly (readonly [share: Share, field: string, perUnit: string | null])[],
): string | null {
  const days = terms.reduce((sum, [share]) => sum + share.days, 0);
  let mass = ratio(0n);
  for (const [share, field, perUnit] of terms) {
    if (perUnit === null) return null;
    const ofShare = multiplyRatios(inFactorUnit, fraction(field, perUnit));
    mass = addRatios(mass, ratio(ofShare.numerator * BigInt(share.days), ofShare.denominator * BigInt(days)));
  }
  return roundRatio(mass, emissionDecimalPlaces);
}

/** What the market-based figure is made of; null where the record has none, or its maker does not say. */
function marketOf({ market }: EmissionRecord, quantity: Ratio, co2eKg: string): string | null {
  if (market === null) return null;
  if (market.factor === null) return market.basis === 'location_based' ? co2eKg : null;
  const { conversion, value, parts } = market.factor;
  const shares =
    value === null
      ? sharesOfParts('market_factor.parts', parts ?? [])
      : [{ name: 'market_factor.', value, days: 1, part: null }];
  if (shares === null || typeof conversion !== 'string') return null;
  return massOf(
    multiplyRatios(quantity, fraction('market_factor.conversion', conversion)),
    shares.map((share) => [share, valueField(share), share.value]),
  );
}

function differencesOfFigures(
  record: EmissionRecord,
  figures: RecomputedFigures,
  isOwn: boolean,
): Difference[] {
  const gases = [
    ['co2_kg', record.co2Kg, figures.co2Kg],
    ['ch4_kg', record.ch4Kg, figures.ch4Kg],
    ['n2o_kg', record.n2oKg, figures.n2oKg],
    ['biogenic_co2_kg', record.biogenicCo2Kg, figures.biogenicCo2Kg],
    ['quantity_converted', record.quantityConverted, figures.quantityConverted],
  ] as const;
  const compared: (readonly [string, string | null, string | null])[] = [
    ['co2e_kg', record.co2eKg, figures.co2eKg],
    // Other processors may know a mass and not say what it is made of, or the other way round.
    ...gases.filter(([, stored, expected]) => isOwn || (stored !== null && expected !== null)),
  ];
  if (figures.marketCo2eKg !== null) {
    compared.push(['market_co2e_kg', record.market?.co2eKg ?? null, figures.marketCo2eKg]);
  }
  return compared.flatMap(([field, stored, expected]) => differenceOf(field, stored, expected));
}

/** The conversion has to be the one that the definitions of the units make. */
function differencesOfConversion(
  field: string,
  { unit, location }: EmissionRecord,
  to: string | null,
  stored: string,
): Difference[] {
  const given = resolveUnit(unit, countryOf(location));
  const wanted = to === null ? null : resolveUnit(to, countryOf(location));
  // A unit that only its processor knows.
  if (given === null || wanted === null) return [];
  const expected = conversionBetween(given, wanted);
  if (expected === null) return [{ field, stored, expected: null }];
  const isSame = compare(fraction(field, stored), expected);
  return isSame ? [] : [{ field, stored, expected: formatRatio(expected) }];
}

function differencesOfUnitMatch({ unitMatch, conversion }: EmissionRecord): Difference[] {
  if (unitMatch === null || conversion === null) return [];
  const isExact = compare(fraction('conversion', conversion), ratio(1n));
  return differenceOfText('unit_match', unitMatch, isExact ? 'exact' : 'converted');
}

/** Where the dataset publishes no CO2e, it is the gases, weighted; and the weights are those of their set. */
function differencesOfGases(share: Share): Difference[] {
  const { name, part } = share;
  if (part === null) return [];
  const differences = differencesOfPotentials(name, part);
  if (part.co2eBasis !== 'gases') return differences;
  const term = (field: string, gas: string | null, potential: string | null) =>
    gas === null
      ? ratio(0n)
      : multiplyRatios(
          fraction(`${name}${field}_per_unit`, gas),
          fraction(`${name}gwp_${field}`, potential ?? '0'),
        );
  const weighted = [
    term('co2', part.co2PerUnit, '1'),
    term('ch4', part.ch4PerUnit, part.gwpCh4),
    term('n2o', part.n2oPerUnit, part.gwpN2o),
  ].reduce(addRatios);
  return [...differences, ...differenceOf(valueField(share), share.value, formatRatio(weighted))];
}

function differencesOfPotentials(
  name: string,
  { gwpSet, gwpCh4, gwpN2o }: NonNullable<Share['part']>,
): Difference[] {
  if (!gwpSets.includes(gwpSet as GwpSet)) return [];
  const { ch4, n2o } = globalWarmingPotentials[gwpSet as GwpSet];
  const known = Object.values(ch4).map(formatDecimal);
  return [
    ...(gwpCh4 === null || known.includes(canonical(gwpCh4) ?? '')
      ? []
      : [{ field: `${name}gwp_ch4`, stored: gwpCh4, expected: [...new Set(known)].join(' or ') }]),
    ...(gwpN2o === null ? [] : differenceOf(`${name}gwp_n2o`, gwpN2o, formatDecimal(n2o))),
  ];
}

/** The days of the parts are those of the period, each once. */
function differencesOfDays(
  field: string,
  { periodStart, periodEnd }: EmissionRecord,
  parts: readonly FactorPart[] | null,
): Difference[] {
  const [first, last] = [dayNumber(periodStart), dayNumber(periodEnd)];
  if (parts === null || first === null || last === null || sharesOfParts(field, parts) === null) return [];
  const days = parts.reduce((sum, part) => sum + part.days, 0);
  return differenceOfText(field, String(days), String(last - first + 1));
}

function differencesOfMarket(record: EmissionRecord, isOwn: boolean): Difference[] {
  const { market } = record;
  if (market === null) {
    const isMissing = isOwn && record.scope === 2;
    return isMissing ? [{ field: 'market_co2e_kg', stored: null, expected: 'a figure' }] : [];
  }
  if (market.factor === null) {
    return isOwn ? differenceOfText('market_basis', market.basis, 'location_based') : [];
  }
  const { unit, conversion, parts } = market.factor;
  if (typeof unit !== 'string' || typeof conversion !== 'string') return [];
  return [
    ...differencesOfConversion('market_factor.conversion', record, unit, conversion),
    ...(sharesOfParts('market_factor.parts', parts ?? []) ?? []).flatMap(differencesOfGases),
    ...differencesOfDays('market_factor.parts.days', record, parts),
  ];
}

function differenceOfText(field: string, stored: string, expected: string): Difference[] {
  return stored === expected ? [] : [{ field, stored, expected }];
}

/** Digit for digit; zeros after the last digit are no difference. */
function differenceOf(field: string, stored: string | null, expected: string | null): Difference[] {
  return canonical(stored) === canonical(expected) ? [] : [{ field, stored, expected }];
}

function canonical(text: string | null): string | null {
  if (text === null) return null;
  try {
    return formatDecimal(parseDecimal(text));
  } catch {
    return text;
  }
}

/** A decimal or `a/b`. */
function fraction(field: string, text: string): Ratio {
  try {
    const [numerator = '', denominator] = text.split('/');
    if (denominator === undefined) return ratioOf(parseDecimal(numerator));
    return ratio(BigInt(numerator), BigInt(denominator));
  } catch {
    throw new UnreadableFigure(field, text, 'a number');
  }
}

function compare(a: Ratio, b: Ratio): boolean {
  return a.numerator * b.denominator === b.numerator * a.denominator;
}

function valueField({ name }: Share): string {
  if (name === '') return 'factor_value';
  return name === 'market_factor.' ? 'market_factor.value' : `${name}co2e_per_unit`;
}

function fieldOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
