import { divideRatios, formatDecimal, multiplyRatios, parseDecimal, type Ratio, ratioOf } from './decimal.ts';

/**
 * Error propagation (IPCC 2006 Guidelines, volume 1, chapter 3, approach 1): uncertainties of products and of sums add up
 * in quadrature, taken as independent of one another.
 *
 * `variance` is the sum of (kg x percent)^2. The answer is percent of the total, to 4 decimal places, rounded down; null
 * of a total of zero.
 */
export function relativeUncertaintyPct(variance: string, totalKg: string): string | null {
  const total = ratioOf(parseDecimal(totalKg));
  if (total.numerator === 0n) return null;
  const squared = divideRatios(ratioOf(parseDecimal(variance)), multiplyRatios(total, total));
  return formatDecimal({ coefficient: scaledRoot(squared, 4), scale: 4 });
}

/** The root x 10^decimalPlaces, rounded down. */
function scaledRoot({ numerator, denominator }: Ratio, decimalPlaces: number): bigint {
  return integerRoot((numerator * 10n ** BigInt(2 * decimalPlaces)) / denominator);
}

/** Newton's method on integers. */
function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << (BigInt(value.toString(2).length + 1) / 2n);
  for (;;) {
    const next = (root + value / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

/** Records of one factor: they share its error, while each quantity has its own. */
export interface UncertainGroup {
  readonly co2eKg: number;
  /** Percent at 95 % confidence. */
  readonly factorUncertaintyPct: number;
  /** The sum of (kg x percent)^2 over the quantities. */
  readonly activityVariance: number;
}

export interface MonteCarloResult {
  readonly seed: number;
  readonly samples: number;
  readonly meanKg: number;
  /** The 95 % interval: the 2.5th and the 97.5th percentile. */
  readonly lowKg: number;
  readonly highKg: number;
  /** Half of the interval, in percent of the mean. */
  readonly relativePct: number;
}

/** Percent at 95 % confidence are 1.96 standard deviations. */
const deviationsAt95 = 1.959963985;

/**
 * Draws totals with normally distributed errors (IPCC 2006, volume 1, chapter 3, approach 2). Unlike error propagation it
 * does not take the records of one factor for independent. The same seed gives the same result. These are statements of
 * likelihood in ordinary numbers; the inventory's own figures are exact.
 */
export function monteCarlo(
  groups: readonly UncertainGroup[],
  samples: number,
  seed: number,
): MonteCarloResult {
  const draw = normalDraws(seed);
  const totals = new Float64Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    let total = 0;
    for (const { co2eKg, factorUncertaintyPct, activityVariance } of groups) {
      const quantities = co2eKg + (draw() * Math.sqrt(activityVariance)) / 100 / deviationsAt95;
      total += quantities * (1 + (draw() * factorUncertaintyPct) / 100 / deviationsAt95);
    }
    totals[sample] = total;
  }
  totals.sort();
  const meanKg = totals.reduce((sum, total) => sum + total, 0) / samples;
  const [lowKg, highKg] = [percentile(totals, 0.025), percentile(totals, 0.975)];
  const relativePct = meanKg === 0 ? 0 : ((highKg - lowKg) / 2 / Math.abs(meanKg)) * 100;
  return { seed, samples, meanKg, lowKg, highKg, relativePct };
}

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Standard normal draws by Box and Muller. */
function normalDraws(seed: number): () => number {
  const uniform = uniformDraws(seed);
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Numbers of [0, 1) by the generator SFC32 (Doty-Humphrey, PractRand), from a seed of 32 bits. */
function uniformDraws(seed: number): () => number {
  let [a, b, c, counter] = [0, seed | 0, 0x9e3779b9 | 0, 1];
  const next = () => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    return (result >>> 0) / 4_294_967_296;
  };
  for (let warmUp = 0; warmUp < 16; warmUp++) next();
  return next;
}
