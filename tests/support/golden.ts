import { readFile } from 'node:fs/promises';
import type { Activity } from '../../src/domain/activity.ts';
import { type CalculationChoice, completeCalculation } from '../../src/domain/calculation.ts';
import { createCalculator } from '../../src/emissions/calculate.ts';
import { FactorIndex } from '../../src/emissions/factor-index.ts';
import { parseFactorPack } from '../../src/emissions/factor-pack.ts';
import { anActivity } from './batches.ts';

const csvText = await readFile(new URL('../../data/factors/curated-2025.csv', import.meta.url), 'utf8');
const index = new FactorIndex(parseFactorPack(csvText, 'curated-2025'), ['curated-2025']);

/** The product's outcome by the pack that ships with it, in January 2025 unless another period is given. */
export function goldenOutcome(fields: Partial<Activity>, choice: CalculationChoice = {}) {
  const calculate = createCalculator(index, completeCalculation(choice, ['curated-2025']));
  return calculate(
    anActivity({ quantity: '1', periodStart: '2025-01-01', periodEnd: '2025-01-31', ...fields }),
  );
}

export function goldenResult(fields: Partial<Activity>, choice: CalculationChoice = {}) {
  const outcome = goldenOutcome(fields, choice);
  if (outcome.kind === 'error') throw new Error(outcome.details);
  return outcome.result;
}

export function goldenError(fields: Partial<Activity>, choice: CalculationChoice = {}) {
  const outcome = goldenOutcome(fields, choice);
  if (outcome.kind === 'result') throw new Error(`${outcome.result.co2eKg} kg were computed.`);
  return { code: outcome.code, details: outcome.details };
}
