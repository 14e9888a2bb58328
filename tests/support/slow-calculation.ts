import type { Activity } from '../../src/domain/activity.ts';
import type { EmissionFactor } from '../../src/domain/emission-factor.ts';
import { citedUnits } from './cited-units.ts';

/**
 * What the engine computes, written once more in the most obvious way and sharing nothing with it: every factor is
 * looked at for every day of the period, units come from `citedUnits`, fractions are never reduced, rounding picks the
 * nearer neighbour. Units are codes, quantities and dates are sound.
 */
export function slowOutcome(factors: readonly EmissionFactor[], activity: Activity): SlowOutcome {
  const days = daysOf(activity);
  let isCategoryKnownHere = false;
  for (const region of ladderOf(activity.location)) {
    const local = factors.filter(
      (factor) => factor.category === activity.category && factor.region === region,
    );
    if (local.length > 0) isCategoryKnownHere = true;
    const units = [...new Set(local.map(({ unit }) => unit))].filter((unit) =>
      isSameKind(unit, activity.unit),
    );
    if (units.length === 0) continue;
    const covering = units
      .map((unit) => ({
        unit,
        daily: days.map((day) =>
          bestOn(
            day,
            local.filter((factor) => factor.unit === unit),
          ),
        ),
      }))
      .filter(({ daily }) => daily.every((factor) => factor !== undefined));
    const chosen = covering.find(({ unit }) => unit === activity.unit) ?? covering[0];
    if (chosen === undefined) return 'NO_VALID_FACTOR_FOR_DATE';
    if (chosen.unit !== activity.unit && covering.length > 1) return 'INCOMPATIBLE_UNIT';
    return emissionsOf(activity, chosen.unit, chosen.daily as EmissionFactor[]);
  }
  return isCategoryKnownHere ? 'INCOMPATIBLE_UNIT' : 'NO_FACTOR';
}

export type SlowOutcome = string | SlowEmissions;

export interface SlowEmissions {
  readonly scope: 1 | 2 | 3;
  readonly scope3Category: number | null;
  readonly co2eKg: string;
  readonly co2Kg: string | null;
  readonly ch4Kg: string | null;
  readonly n2oKg: string | null;
  readonly biogenicCo2Kg: string | null;
  readonly factorId: string;
  readonly factorRegion: string;
}

/** `[numerator, denominator]`, in any terms. */
type Fraction = readonly [bigint, bigint];

function emissionsOf(activity: Activity, unit: string, daily: readonly EmissionFactor[]): SlowEmissions {
  const [first] = daily;
  if (first === undefined) throw new Error('A period without a day.');
  const quantity = times(fractionOf(activity.quantity), conversion(activity.unit, unit));
  const mass = (perUnit: (factor: EmissionFactor) => Fraction | null): string | null => {
    let sum: Fraction = [0n, 1n];
    for (const factor of new Set(daily)) {
      const value = perUnit(factor);
      if (value === null) return null;
      const daysOfFactor = daily.filter((other) => other === factor).length;
      sum = plus(sum, times(value, [BigInt(daysOfFactor), BigInt(daily.length)]));
    }
    return rounded(times(quantity, sum), 9);
  };
  const published = (text: string | null) => (text === null ? null : fractionOf(text));
  return {
    scope: first.scope,
    scope3Category: first.scope3Category,
    co2eKg: mass(co2eOf) ?? '',
    co2Kg: mass((factor) => published(factor.co2KgPerUnit)),
    ch4Kg: mass((factor) => published(factor.ch4KgPerUnit)),
    n2oKg: mass((factor) => published(factor.n2oKgPerUnit)),
    biogenicCo2Kg: mass((factor) => published(factor.biogenicCo2KgPerUnit)),
    factorId: [...new Set(daily.map(({ id }) => id))].join('+'),
    factorRegion: first.region,
  };
}

const potentials: Readonly<Record<string, readonly [ch4: string, n2o: string]>> = {
  AR4: ['25', '298'],
  AR5: ['28', '265'],
  AR6: ['27.9', '273'],
};

function co2eOf(factor: EmissionFactor): Fraction {
  if (factor.co2eKgPerUnit !== null) return fractionOf(factor.co2eKgPerUnit);
  const [ch4 = '', n2o = ''] = potentials[factor.gwpSet ?? 'AR5'] ?? [];
  const co2 = fractionOf(factor.co2KgPerUnit ?? '0');
  const methane = times(fractionOf(factor.ch4KgPerUnit ?? '0'), fractionOf(ch4));
  return plus(co2, plus(methane, times(fractionOf(factor.n2oKgPerUnit ?? '0'), fractionOf(n2o))));
}

function bestOn(day: string, factors: readonly EmissionFactor[]): EmissionFactor | undefined {
  return factors
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo))
    .sort((a, b) =>
      a.validFrom === b.validFrom ? (a.id < b.id ? -1 : 1) : a.validFrom > b.validFrom ? -1 : 1,
    )[0];
}

function daysOf({ periodStart, periodEnd }: Activity): string[] {
  const days: string[] = [];
  const day = new Date(`${periodStart}T12:00:00Z`);
  for (let text = periodStart; text <= periodEnd; text = day.toISOString().slice(0, 10)) {
    days.push(text);
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return days;
}

function ladderOf(location: string): string[] {
  const hyphen = location.indexOf('-');
  return [...new Set([location, hyphen === -1 ? location : location.slice(0, hyphen), 'GLOBAL'])];
}

function isSameKind(a: string, b: string): boolean {
  const [one, other] = [citedUnits[a], citedUnits[b]];
  return one === undefined || other === undefined ? a === b : one.dimension === other.dimension;
}

function conversion(from: string, to: string): Fraction {
  if (from === to) return [1n, 1n];
  const [numerator, denominator] = citedUnits[from]?.size ?? [0n, 1n];
  const [toNumerator, toDenominator] = citedUnits[to]?.size ?? [0n, 1n];
  return [numerator * toDenominator, denominator * toNumerator];
}

function fractionOf(decimal: string): Fraction {
  const places = decimal.includes('.') ? decimal.length - decimal.indexOf('.') - 1 : 0;
  return [BigInt(decimal.replace('.', '')), 10n ** BigInt(places)];
}

function times([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * c, b * d];
}

function plus([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * d + c * b, b * d];
}

/** Half to even, by comparing the distances to the two neighbours. */
function rounded([numerator, denominator]: Fraction, places: number): string {
  const scaled = numerator * 10n ** BigInt(places);
  let below = scaled / denominator;
  while (below * denominator > scaled) below -= 1n;
  const toBelow = scaled - below * denominator;
  const toAbove = denominator - toBelow;
  const isUp = toAbove < toBelow || (toAbove === toBelow && below % 2n !== 0n);
  return decimalOf(isUp ? below + 1n : below, places);
}

function decimalOf(count: bigint, places: number): string {
  const sign = count < 0n ? '-' : '';
  const digits = String(count < 0n ? -count : count).padStart(places + 1, '0');
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return sign + text.replace(/\.?0+$/, '');
}

/** The common factors times the sum of the terms, each a product of decimals and fractions `a/b`, rounded as an emission is. */
export function exactProduct(common: readonly string[], terms: readonly (readonly string[])[]): string {
  const product = (texts: readonly string[]) => texts.map(ratioOf).reduce(times, [1n, 1n]);
  return rounded(times(product(common), terms.map(product).reduce(plus, [0n, 1n])), 9);
}

function ratioOf(text: string): Fraction {
  const [above = '', below = '1'] = text.split('/');
  const [numerator, denominator] = fractionOf(above);
  return [numerator, denominator * BigInt(below)];
}
