import type { Command } from 'commander';
import type { CalculationChoice, PeriodPolicy } from '../domain/calculation.ts';
import type { GwpSet } from '../domain/emission-factor.ts';

export interface CalculationOptions {
  readonly gwpSet?: string;
  readonly factorSets?: string;
  readonly periodPolicy?: string;
}

/** How figures are computed, in place of what the organisation has set. */
export function withCalculation(command: Command): Command {
  return command
    .option('--factor-sets <ids>', 'ids of factor sets with commas between them, the preferred first')
    .option('--gwp-set <name>', 'AR4, AR5 or AR6, for factors that publish gases and no CO2e')
    .option('--period-policy <name>', 'by_days or period_start, for periods that cross a change of factor');
}

/** As it was given: whether there is such a set or policy is for who takes it to check. */
export function calculationOf({ gwpSet, factorSets, periodPolicy }: CalculationOptions): CalculationChoice {
  return {
    ...(factorSets !== undefined && { factorSets: factorSets.split(',').map((id) => id.trim()) }),
    ...(gwpSet !== undefined && { gwpSet: gwpSet as GwpSet }),
    ...(periodPolicy !== undefined && { periodPolicy: periodPolicy as PeriodPolicy }),
  };
}

/** As the API spells it. */
export function apiCalculationOf(options: CalculationOptions) {
  const { factorSets, gwpSet, periodPolicy } = calculationOf(options);
  return {
    ...(factorSets !== undefined && { factor_sets: factorSets }),
    ...(gwpSet !== undefined && { gwp_set: gwpSet }),
    ...(periodPolicy !== undefined && { period_policy: periodPolicy }),
  };
}
