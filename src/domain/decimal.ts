/**
 * Exact decimals on integers: `coefficient / 10^scale`. Figures cross modules as plain decimal strings ("12.5");
 * this is what computes with them. Nothing passes through binary floating point.
 */
export interface Decimal {
  readonly coefficient: bigint;
  /** Digits after the point, zero or more. */
  readonly scale: number;
}

/** An exact fraction in lowest terms, its denominator positive. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Decimal places of a kilogram that an emission is rounded to, once, half to even. */
export const emissionDecimalPlaces = 9;

const decimalForm = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Reads plain decimal notation only: no exponent, no separators, no sign but `-`. Throws a RangeError. */
export function parseDecimal(text: string): Decimal {
  const match = decimalForm.exec(text);
  if (match === null) throw new RangeError(`"${text}" is not a decimal number.`);
  const [, sign, whole = '', fraction = ''] = match;
  const coefficient = BigInt(whole + fraction);
  return { coefficient: sign === '-' ? -coefficient : coefficient, scale: fraction.length };
}

/** The shortest plain notation: no exponent, no zeros after the last digit, "0" for zero. */
export function formatDecimal({ coefficient, scale }: Decimal): string {
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? '' : digits.slice(-scale).replace(/0+$/, '');
  return `${coefficient < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { coefficient: scaledTo(a, scale) + scaledTo(b, scale), scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { coefficient: -b.coefficient, scale: b.scale });
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, scale: a.scale + b.scale };
}

export function addDecimals(a: string, b: string): string {
  return formatDecimal(add(parseDecimal(a), parseDecimal(b)));
}

export function subtractDecimals(a: string, b: string): string {
  return formatDecimal(subtract(parseDecimal(a), parseDecimal(b)));
}

export function sumDecimals(texts: Iterable<string>): string {
  let sum: Decimal = { coefficient: 0n, scale: 0 };
  for (const text of texts) sum = add(sum, parseDecimal(text));
  return formatDecimal(sum);
}

/** `quantity x kgPerUnit`, exactly, rounded once, half to even, at 9 decimal places of a kilogram. */
export function emissionKg(quantity: string, kgPerUnit: string): string {
  const exact = multiply(parseDecimal(quantity), parseDecimal(kgPerUnit));
  return roundRatio(ratioOf(exact), emissionDecimalPlaces);
}

/** `total / count` to 9 decimal places, half to even; "0" for none. */
export function averageOf(total: string, count: number): string {
  if (count === 0) return '0';
  return roundRatio(divideRatios(ratioOf(parseDecimal(total)), ratio(BigInt(count))), emissionDecimalPlaces);
}

/** The fraction in lowest terms. Throws a RangeError for a denominator of zero. */
export function ratio(numerator: bigint, denominator = 1n): Ratio {
  if (denominator === 0n) throw new RangeError('A ratio cannot have the denominator 0.');
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(numerator, denominator) * sign;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

export function ratioOf({ coefficient, scale }: Decimal): Ratio {
  return ratio(coefficient, powerOfTen(scale));
}

export function multiplyRatios(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function divideRatios(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator, a.denominator * b.numerator);
}

export function addRatios(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** Rounds to `decimalPlaces`, half to even. */
export function roundRatio(value: Ratio, decimalPlaces: number): string {
  return roundFraction(value.numerator, value.denominator, decimalPlaces);
}

/** The same for a fraction that need not be in lowest terms; its denominator is positive. */
export function roundFraction(numerator: bigint, denominator: bigint, decimalPlaces: number): string {
  const scaled = numerator * powerOfTen(decimalPlaces);
  const magnitude = scaled < 0n ? -scaled : scaled;
  let quotient = magnitude / denominator;
  const twice = (magnitude % denominator) * 2n;
  if (twice > denominator || (twice === denominator && quotient % 2n === 1n)) quotient += 1n;
  return formatDecimal({ coefficient: scaled < 0n ? -quotient : quotient, scale: decimalPlaces });
}

/** A decimal where the fraction is one ("0.1"), else the fraction ("125/473176473"). */
export function formatRatio({ numerator, denominator }: Ratio): string {
  const scale = decimalScaleOf(denominator);
  if (scale === null) return `${numerator}/${denominator}`;
  return formatDecimal({ coefficient: (numerator * powerOfTen(scale)) / denominator, scale });
}

/** 10^exponent. The small ones, which every multiplication asks for, are made once. */
export function powerOfTen(exponent: number): bigint {
  return powersOfTen[exponent] ?? 10n ** BigInt(exponent);
}

const powersOfTen = Array.from({ length: 64 }, (_, exponent) => 10n ** BigInt(exponent));

function scaledTo(value: Decimal, scale: number): bigint {
  return value.coefficient * powerOfTen(scale - value.scale);
}

/** How many decimal places 1/denominator needs, or null where it never ends. */
function decimalScaleOf(denominator: bigint): number | null {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n ? Math.max(twos, fives) : null;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0n ? 1n : larger;
}
