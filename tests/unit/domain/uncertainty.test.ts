import { describe, expect, it } from 'vitest';
import { monteCarlo, relativeUncertaintyPct } from '../../../src/domain/uncertainty.ts';

describe('error propagation (M26)', () => {
  it('adds uncertainties in quadrature, as the IPCC guidelines do', () => {
    // IPCC 2006, volume 1, equation 3.2: 100 kg at 3 % and 100 kg at 4 % are 200 kg at sqrt(3^2 + 4^2) / 2 = 2.5 %.
    const variance = 100 ** 2 * 3 ** 2 + 100 ** 2 * 4 ** 2;
    expect(relativeUncertaintyPct(String(variance), '200')).toBe('2.5');
  });

  it('of a product is the root of the squares: 5 % of a quantity and 12 % of a factor are 13 %', () => {
    // IPCC 2006, volume 1, equation 3.1.
    expect(relativeUncertaintyPct(String(80 ** 2 * (5 ** 2 + 12 ** 2)), '80')).toBe('13');
  });

  it('rounds down at the fourth place, whatever the size of the figures', () => {
    expect(relativeUncertaintyPct('2', '1')).toBe('1.4142');
    expect(relativeUncertaintyPct(`2${'0'.repeat(60)}`, `1${'0'.repeat(30)}`)).toBe('1.4142');
    expect(relativeUncertaintyPct('0', '5')).toBe('0');
  });

  it('has no share of nothing', () => {
    expect(relativeUncertaintyPct('4', '0.000')).toBeNull();
  });
});

describe('a Monte Carlo (M27)', () => {
  const independent = { co2eKg: 1000, factorUncertaintyPct: 0, activityVariance: (1000 * 10) ** 2 };

  it('gives the same draws for the same seed, and others for another', () => {
    const first = monteCarlo([independent], 500, 7);
    expect(monteCarlo([independent], 500, 7)).toEqual(first);
    expect(monteCarlo([independent], 500, 8).meanKg).not.toBe(first.meanKg);
  });

  it('agrees with error propagation where errors are independent', () => {
    const groups = Array.from({ length: 4 }, () => independent);
    const { meanKg, relativePct } = monteCarlo(groups, 20_000, 1);
    // Four of 10 % each: 10 % / sqrt(4). A fixed seed: the figures are the same on every run.
    expect(meanKg).toBeCloseTo(4000, -1);
    expect(relativePct).toBeGreaterThan(4.8);
    expect(relativePct).toBeLessThan(5.2);
  });

  it('does not take the records of one factor for independent: their common error does not average out', () => {
    const shared = { co2eKg: 4000, factorUncertaintyPct: 10, activityVariance: 0 };
    const { relativePct } = monteCarlo([shared], 20_000, 1);
    expect(relativePct).toBeGreaterThan(9.6);
    expect(relativePct).toBeLessThan(10.4);
  });

  it('of certain figures is certain, and of nothing is nothing', () => {
    const certain = { co2eKg: 12, factorUncertaintyPct: 0, activityVariance: 0 };
    expect(monteCarlo([certain], 100, 1)).toMatchObject({
      meanKg: 12,
      lowKg: 12,
      highKg: 12,
      relativePct: 0,
    });
    expect(monteCarlo([], 100, 1)).toMatchObject({ meanKg: 0, relativePct: 0 });
  });
});
