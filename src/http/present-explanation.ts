import Type, { type Static } from 'typebox';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import { type ExplainedRecord, explanationText } from '../emissions/explain-record.ts';
import type { RecomputedFigures } from '../emissions/recompute-record.ts';
import type { BatchFactor } from '../store/explanation-store.ts';
import { nullable } from './json-schema.ts';
import { presentRecord, RecordSchema } from './present-results.ts';

const text = nullable(Type.String());

/** What a factor set says of a factor; all null where the set is not installed. */
const factorTexts = {
  description: text,
  region: text,
  unit: text,
  co2e_kg_per_unit: text,
  co2_kg_per_unit: text,
  ch4_kg_per_unit: text,
  n2o_kg_per_unit: text,
  biogenic_co2_kg_per_unit: text,
  gwp_set: text,
  uncertainty_pct: text,
  licence: text,
  source_ref: text,
  original_value: text,
  original_unit: text,
  valid_from: text,
  valid_to: text,
  boundary: text,
  heat_basis: text,
};

const RecomputedSchema = Type.Object({
  co2e_kg_exact: Type.String(),
  co2_kg_exact: text,
  ch4_kg_exact: text,
  n2o_kg_exact: text,
  biogenic_co2_kg_exact: text,
  market_co2e_kg_exact: text,
  quantity_converted_exact: Type.String(),
});

export const ExplanationSchema = Type.Object(
  {
    record_id: Type.String(),
    record: RecordSchema,
    steps: Type.Array(
      Type.Object({ step: Type.String(), lines: Type.Array(Type.String()) }, { description: 'In words.' }),
    ),
    factors: Type.Array(
      Type.Object({
        factor_id: Type.String(),
        factor_set: text,
        used_for: Type.String({ description: 'figure or market_based' }),
        ...factorTexts,
      }),
    ),
    residual_kg_exact: nullable(
      Type.String({
        description: 'What the CO2e holds beyond CO2, CH4 and N2O; null where they are not known.',
      }),
    ),
    recomputed: Type.Union([RecomputedSchema, Type.Null()]),
    is_equal: nullable(
      Type.Boolean({ description: 'Null where the record does not carry what it takes to compute it.' }),
    ),
    differences: Type.Array(Type.Object({ field: Type.String(), stored: text, expected: text })),
    text: Type.String({ description: 'The steps as one text; the same comes for Accept: text/plain.' }),
  },
  { $id: 'Explanation' },
);

export const BatchFactorSchema = Type.Object(
  {
    used_for: Type.String({ description: 'figure or market_based' }),
    factor_set: text,
    factor_id: text,
    dataset: text,
    dataset_version: text,
    records: Type.Integer(),
    ...factorTexts,
  },
  { $id: 'BatchFactor' },
);

export function presentExplanation(explained: ExplainedRecord): Static<typeof ExplanationSchema> {
  const { record, figures } = explained;
  return {
    record_id: `${record.batchId}:${record.activityId}`,
    record: presentRecord(record),
    steps: explained.steps.map(({ step, lines }) => ({ step, lines: [...lines] })),
    factors: explained.factors.map(({ factorId, factorSet, usedFor, details }) => ({
      factor_id: factorId,
      factor_set: factorSet,
      used_for: usedFor,
      ...presentTexts(details),
    })),
    residual_kg_exact: explained.residualKg,
    recomputed: figures && presentFigures(figures),
    is_equal: explained.isEqual,
    differences: explained.differences.map((difference) => ({ ...difference })),
    text: explanationText(explained),
  };
}

function presentFigures(figures: RecomputedFigures): Static<typeof RecomputedSchema> {
  return {
    co2e_kg_exact: figures.co2eKg,
    co2_kg_exact: figures.co2Kg,
    ch4_kg_exact: figures.ch4Kg,
    n2o_kg_exact: figures.n2oKg,
    biogenic_co2_kg_exact: figures.biogenicCo2Kg,
    market_co2e_kg_exact: figures.marketCo2eKg,
    quantity_converted_exact: figures.quantityConverted,
  };
}

export function presentBatchFactor(factor: BatchFactor): Static<typeof BatchFactorSchema> {
  return {
    used_for: factor.usedFor,
    factor_set: factor.factorSet,
    factor_id: factor.factorId,
    dataset: factor.dataset,
    dataset_version: factor.datasetVersion,
    records: factor.records,
    ...presentTexts(factor.details),
  };
}

function presentTexts(details: EmissionFactor | null) {
  return {
    description: details?.description ?? null,
    region: details?.region ?? null,
    unit: details?.unit ?? null,
    co2e_kg_per_unit: details?.co2eKgPerUnit ?? null,
    co2_kg_per_unit: details?.co2KgPerUnit ?? null,
    ch4_kg_per_unit: details?.ch4KgPerUnit ?? null,
    n2o_kg_per_unit: details?.n2oKgPerUnit ?? null,
    biogenic_co2_kg_per_unit: details?.biogenicCo2KgPerUnit ?? null,
    gwp_set: details?.gwpSet ?? null,
    uncertainty_pct: details?.uncertaintyPct ?? null,
    licence: details?.licence ?? null,
    source_ref: details?.sourceRef ?? null,
    original_value: details?.originalValue ?? null,
    original_unit: details?.originalUnit ?? null,
    valid_from: details?.validFrom ?? null,
    valid_to: details?.validTo ?? null,
    boundary: details?.boundary ?? null,
    heat_basis: details?.heatBasis ?? null,
  };
}
