import { type GwpSet, gwpSetDefault, gwpSets } from './emission-factor.ts';
import { ValidationError } from './errors.ts';
import { quoted } from './row-problem.ts';

/** What happens to a period that crosses a change of factor: shared out by days, or the first day's factor throughout. */
export const periodPolicies = ['by_days', 'period_start'] as const;
export type PeriodPolicy = (typeof periodPolicies)[number];

/** How figures are computed, complete. A batch keeps what it was submitted with, whatever is set later. */
export interface Calculation {
  /** Ids of the factor sets that are asked, the preferred first. */
  readonly factorSets: readonly string[];
  /** For factors that publish their gases and no CO2e. A published CO2e stands as it was published. */
  readonly gwpSet: GwpSet;
  readonly periodPolicy: PeriodPolicy;
}

/** What an organisation or a batch asks for; what is absent is as the organisation has it, then as the product has it. */
export type CalculationChoice = Partial<Calculation>;

export function completeCalculation(
  choice: CalculationChoice,
  factorSetsDefault: readonly string[],
): Calculation {
  return {
    factorSets: choice.factorSets ?? factorSetsDefault,
    gwpSet: choice.gwpSet ?? gwpSetDefault,
    periodPolicy: choice.periodPolicy ?? 'by_days',
  };
}

/** What a program or a command line asks for may be anything. Which factor sets there are is for the store to say. */
export function checkCalculation({ factorSets, gwpSet, periodPolicy }: CalculationChoice): void {
  check('gwp_set', gwpSet, gwpSets);
  check('period_policy', periodPolicy, periodPolicies);
  if (factorSets === undefined) return;
  if (factorSets.length === 0) throw new ValidationError('factor_sets names no factor set.');
  const twice = factorSets.find((id, place) => factorSets.indexOf(id) !== place);
  if (twice !== undefined) throw new ValidationError(`factor_sets names ${quoted(twice)} twice.`);
}

function check(field: string, value: string | undefined, known: readonly string[]): void {
  if (value === undefined || known.includes(value)) return;
  throw new ValidationError(`${field} is ${quoted(value)}: it must be one of ${known.join(', ')}.`);
}

/** Whether the records of a batch are figures of the inventory, or only of a comparison with it. */
export const batchPurposes = ['inventory', 'scenario'] as const;
export type BatchPurpose = (typeof batchPurposes)[number];
