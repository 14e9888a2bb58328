import { citedUnits } from './cited-units.ts';

/** `[numerator, denominator]`, in any terms: arithmetic that shares nothing with the product's. */
export type Fraction = readonly [bigint, bigint];

export function conversion(from: string, to: string): Fraction {
  if (from === to) return [1n, 1n];
  const [numerator, denominator] = citedUnits[from]?.size ?? [0n, 1n];
  const [toNumerator, toDenominator] = citedUnits[to]?.size ?? [0n, 1n];
  return [numerator * toDenominator, denominator * toNumerator];
}

export function fractionOf(decimal: string): Fraction {
  const places = decimal.includes('.') ? decimal.length - decimal.indexOf('.') - 1 : 0;
  return [BigInt(decimal.replace('.', '')), 10n ** BigInt(places)];
}

export function times([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * c, b * d];
}

export function plus([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * d + c * b, b * d];
}

/** Half to even, by comparing the distances to the two neighbours. */
export function rounded([numerator, denominator]: Fraction, places: number): string {
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
