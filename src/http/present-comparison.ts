import Type, { type Static } from 'typebox';
import {
  type ComparedFigure,
  type ComparedTotal,
  type Comparison,
  differenceCauses,
} from '../domain/comparison.ts';
import { choice, nullable } from './json-schema.ts';

const FigureSchema = Type.Object({
  base_kg: Type.Number(),
  base_kg_exact: Type.String(),
  new_kg: Type.Number(),
  new_kg_exact: Type.String(),
  difference_kg: Type.Number({ description: 'new - base' }),
  difference_kg_exact: Type.String(),
});

const total = {
  base_activities: Type.Integer({ description: 'With a record in the base.' }),
  new_activities: Type.Integer({ description: 'With a record in the batch.' }),
  location_based: FigureSchema,
  market_based: FigureSchema,
};

export const ComparisonSchema = Type.Object(
  {
    batch_id: Type.String(),
    base_batch_id: nullable(
      Type.String({
        description: "Null: each activity's latest record of the inventory before the batch's.",
      }),
    ),
    total: Type.Object(total),
    by_scope: Type.Array(Type.Object({ scope: Type.Integer(), ...total })),
    by_category: Type.Array(Type.Object({ scope: Type.Integer(), category: Type.String(), ...total })),
    by_cause: Type.Array(Type.Object({ cause: choice(differenceCauses), ...total })),
  },
  { $id: 'Comparison' },
);

export function presentComparison(
  comparison: Comparison,
  batchId: string,
  baseId: string | undefined,
): Static<typeof ComparisonSchema> {
  const { total, byScope, byCategory, byCause } = comparison;
  return {
    batch_id: batchId,
    base_batch_id: baseId ?? null,
    total: presentTotal(total),
    by_scope: byScope.map((line) => ({ scope: line.scope, ...presentTotal(line) })),
    by_category: byCategory.map((line) => ({
      scope: line.scope,
      category: line.category,
      ...presentTotal(line),
    })),
    by_cause: byCause.map((line) => ({ cause: line.cause, ...presentTotal(line) })),
  };
}

function presentTotal({ baseActivities, newActivities, locationBased, marketBased }: ComparedTotal) {
  return {
    base_activities: baseActivities,
    new_activities: newActivities,
    location_based: presentFigure(locationBased),
    market_based: presentFigure(marketBased),
  };
}

function presentFigure({ baseKg, newKg, differenceKg }: ComparedFigure): Static<typeof FigureSchema> {
  return {
    base_kg: Number(baseKg),
    base_kg_exact: baseKg,
    new_kg: Number(newKg),
    new_kg_exact: newKg,
    difference_kg: Number(differenceKg),
    difference_kg_exact: differenceKg,
  };
}
