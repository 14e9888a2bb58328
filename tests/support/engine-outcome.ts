import type { ActivityOutcome } from '../../src/domain/outcome.ts';
import type { SlowOutcome } from './slow-calculation.ts';

/** The engine's outcome in the terms of the slow one. */
export function inSlowTerms(outcome: ActivityOutcome): SlowOutcome {
  if (outcome.kind === 'error') return outcome.code;
  const { scope, scope3Category, co2eKg, co2Kg, ch4Kg, n2oKg, biogenicCo2Kg, ...rest } = outcome.result;
  const { factorId, factorRegion, market } = rest;
  return {
    scope,
    scope3Category: scope3Category ?? null,
    co2eKg,
    co2Kg: co2Kg ?? null,
    ch4Kg: ch4Kg ?? null,
    n2oKg: n2oKg ?? null,
    biogenicCo2Kg: biogenicCo2Kg ?? null,
    factorId: factorId ?? null,
    factorRegion: factorRegion ?? null,
    market: market
      ? { co2eKg: market.co2eKg, basis: market.basis, factorId: market.factor?.factorId ?? null }
      : null,
  };
}
