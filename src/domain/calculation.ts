import { type GwpSet, gwpSetDefault } from './emission-factor.ts';

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

/** Whether the records of a batch are figures of the inventory, or only of a comparison with it. */
export const batchPurposes = ['inventory', 'scenario'] as const;
export type BatchPurpose = (typeof batchPurposes)[number];
