import Type, { type Static } from 'typebox';
import { type CalculationChoice, periodPolicies } from '../domain/calculation.ts';
import { gwpSets } from '../domain/emission-factor.ts';
import { choice } from './json-schema.ts';

/** How figures are computed. What is absent is as the organisation has it, then as the product has it. */
export const CalculationSchema = Type.Object(
  {
    factor_sets: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        minItems: 1,
        maxItems: 100,
        description: 'Ids of factor sets, the preferred first.',
      }),
    ),
    gwp_set: Type.Optional(
      choice(gwpSets, { description: 'For factors that publish gases and no CO2e; default AR5.' }),
    ),
    period_policy: Type.Optional(
      choice(periodPolicies, {
        description: 'What happens to a period that crosses a change of factor; default by_days.',
      }),
    ),
  },
  { $id: 'Calculation', additionalProperties: false },
);

export function presentCalculation(calculation: CalculationChoice): Static<typeof CalculationSchema> {
  const { factorSets, gwpSet, periodPolicy } = calculation;
  return {
    ...(factorSets !== undefined && { factor_sets: [...factorSets] }),
    ...(gwpSet !== undefined && { gwp_set: gwpSet }),
    ...(periodPolicy !== undefined && { period_policy: periodPolicy }),
  };
}

export function readCalculation(given: Static<typeof CalculationSchema>): CalculationChoice {
  return {
    ...(given.factor_sets !== undefined && { factorSets: given.factor_sets }),
    ...(given.gwp_set !== undefined && { gwpSet: given.gwp_set }),
    ...(given.period_policy !== undefined && { periodPolicy: given.period_policy }),
  };
}
