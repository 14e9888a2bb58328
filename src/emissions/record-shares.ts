import {
  addRatios,
  emissionDecimalPlaces,
  multiplyRatios,
  parseDecimal,
  type Ratio,
  ratio,
  ratioOf,
  roundRatio,
} from '../domain/decimal.ts';
import type { EmissionRecord, FactorPart } from '../domain/outcome.ts';
import type { Difference } from './record-differences.ts';

/** One factor's share, whether the record has parts or is a single one. */
export interface Share {
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
export class UnreadableFigure extends Error {
  readonly difference: Difference;
  constructor(field: string, stored: string | null, expected: string) {
    super(`${field} is ${stored}.`);
    this.difference = { field, stored, expected };
  }
}

/** Null where the record has no factor to speak of. */
export function sharesOf(record: EmissionRecord): Share[] | null {
  if (record.factorParts !== null) return sharesOfParts('factor_parts', record.factorParts);
  if (record.factorValue === null) return null;
  const part = { ...record, co2eBasis: record.co2eBasis ?? 'published' };
  return [{ name: '', value: record.factorValue, days: 1, part }];
}

/** Null where another processor keeps something else there. */
export function sharesOfParts(name: string, parts: readonly FactorPart[]): Share[] | null {
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
export function massOf(
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

/** A decimal or `a/b`. */
export function fraction(field: string, text: string): Ratio {
  try {
    const [numerator = '', denominator] = text.split('/');
    if (denominator === undefined) return ratioOf(parseDecimal(numerator));
    return ratio(BigInt(numerator), BigInt(denominator));
  } catch {
    throw new UnreadableFigure(field, text, 'a number');
  }
}

/** What the figure of a share is called in differences. */
export function valueField({ name }: Share): string {
  if (name === '') return 'factor_value';
  return name === 'market_factor.' ? 'market_factor.value' : `${name}co2e_per_unit`;
}
