import Type, { type Static } from 'typebox';
import type { ActivityError, EmissionRecord, FactorPart, MarketFactor } from '../domain/outcome.ts';
import type { ProgressLogEntry } from '../domain/progress-log.ts';
import { nullable, Time } from './json-schema.ts';

const text = nullable(Type.String());
const number = nullable(Type.Number());

const FactorPartSchema = Type.Object({
  factor_id: Type.String(),
  dataset: Type.String(),
  dataset_version: Type.String(),
  co2e_per_unit_exact: Type.String(),
  co2_per_unit_exact: text,
  ch4_per_unit_exact: text,
  n2o_per_unit_exact: text,
  biogenic_co2_per_unit_exact: text,
  factor_set: Type.String(),
  co2e_basis: Type.String(),
  gwp_set: text,
  gwp_ch4_exact: text,
  gwp_n2o_exact: text,
  days: Type.Integer(),
});

const MarketFactorSchema = Type.Object({
  factor_id: text,
  factor_set: text,
  dataset: Type.String(),
  dataset_version: text,
  instrument: text,
  region: text,
  unit: Type.String(),
  value_exact: text,
  conversion: Type.String(),
  parts: Type.Union([Type.Array(FactorPartSchema), Type.Null()]),
});

/** Numbers are for convenience; the `_exact` texts are the figures as they are stored. */
export const RecordSchema = Type.Object(
  {
    activity_id: Type.String(),
    batch_id: Type.String(),
    org_id: Type.String(),
    workspace_id: Type.String(),
    category: Type.String(),
    location: Type.String(),
    quantity: Type.Number(),
    quantity_exact: Type.String(),
    unit: Type.String(),
    period_start: Type.String({ format: 'date' }),
    period_end: Type.String({ format: 'date' }),
    data_quality: Type.String(),
    scope: Type.Integer(),
    scope3_category: nullable(Type.Integer()),
    co2e_kg: Type.Number(),
    co2e_kg_exact: Type.String(),
    co2_kg: number,
    co2_kg_exact: text,
    ch4_kg: number,
    ch4_kg_exact: text,
    n2o_kg: number,
    n2o_kg_exact: text,
    biogenic_co2_kg: number,
    biogenic_co2_kg_exact: text,
    factor_id: text,
    factor_set: text,
    dataset: text,
    dataset_version: text,
    factor_value: number,
    factor_value_exact: text,
    factor_unit: text,
    factor_region: text,
    region_match: text,
    unit_match: text,
    factor_source: text,
    factor_order: text,
    co2e_basis: text,
    co2_per_unit_exact: text,
    ch4_per_unit_exact: text,
    n2o_per_unit_exact: text,
    biogenic_co2_per_unit_exact: text,
    gwp_set: text,
    gwp_ch4_exact: text,
    gwp_n2o_exact: text,
    quantity_converted: number,
    quantity_converted_exact: text,
    conversion: text,
    period_policy: text,
    factor_parts: Type.Union([Type.Array(FactorPartSchema), Type.Null()]),
    method: Type.String(),
    market_co2e_kg: number,
    market_co2e_kg_exact: text,
    market_basis: text,
    market_factor: Type.Union([MarketFactorSchema, Type.Null()]),
    activity_uncertainty_pct_exact: text,
    factor_uncertainty_pct_exact: text,
    quality_score: nullable(Type.Integer()),
    activity_version: Type.Integer(),
    is_scenario: Type.Boolean(),
    attempt: Type.Integer(),
    calculated_at: Time,
  },
  { $id: 'EmissionRecord' },
);

export function presentRecord(record: EmissionRecord): Static<typeof RecordSchema> {
  return {
    activity_id: record.activityId,
    batch_id: record.batchId,
    org_id: record.orgId,
    workspace_id: record.workspaceId,
    category: record.category,
    location: record.location,
    quantity: Number(record.quantity),
    quantity_exact: record.quantity,
    unit: record.unit,
    period_start: record.periodStart,
    period_end: record.periodEnd,
    data_quality: record.dataQuality,
    scope: record.scope,
    scope3_category: record.scope3Category,
    co2e_kg: Number(record.co2eKg),
    co2e_kg_exact: record.co2eKg,
    co2_kg: toNumber(record.co2Kg),
    co2_kg_exact: record.co2Kg,
    ch4_kg: toNumber(record.ch4Kg),
    ch4_kg_exact: record.ch4Kg,
    n2o_kg: toNumber(record.n2oKg),
    n2o_kg_exact: record.n2oKg,
    biogenic_co2_kg: toNumber(record.biogenicCo2Kg),
    biogenic_co2_kg_exact: record.biogenicCo2Kg,
    factor_id: record.factorId,
    factor_set: record.factorSet,
    dataset: record.dataset,
    dataset_version: record.datasetVersion,
    factor_value: toNumber(record.factorValue),
    factor_value_exact: record.factorValue,
    factor_unit: record.factorUnit,
    factor_region: record.factorRegion,
    region_match: record.regionMatch,
    unit_match: record.unitMatch,
    factor_source: record.factorSource,
    factor_order: record.factorOrder,
    co2e_basis: record.co2eBasis,
    co2_per_unit_exact: record.co2PerUnit,
    ch4_per_unit_exact: record.ch4PerUnit,
    n2o_per_unit_exact: record.n2oPerUnit,
    biogenic_co2_per_unit_exact: record.biogenicCo2PerUnit,
    gwp_set: record.gwpSet,
    gwp_ch4_exact: record.gwpCh4,
    gwp_n2o_exact: record.gwpN2o,
    quantity_converted: toNumber(record.quantityConverted),
    quantity_converted_exact: record.quantityConverted,
    conversion: record.conversion,
    period_policy: record.periodPolicy,
    factor_parts: record.factorParts?.map(presentFactorPart) ?? null,
    method: record.method,
    market_co2e_kg: toNumber(record.market?.co2eKg ?? null),
    market_co2e_kg_exact: record.market?.co2eKg ?? null,
    market_basis: record.market?.basis ?? null,
    market_factor: record.market?.factor ? presentMarketFactor(record.market.factor) : null,
    activity_uncertainty_pct_exact: record.activityUncertaintyPct,
    factor_uncertainty_pct_exact: record.factorUncertaintyPct,
    quality_score: record.qualityScore,
    activity_version: record.activityVersion,
    is_scenario: record.isScenario,
    attempt: record.attempt,
    calculated_at: record.calculatedAt.toISOString(),
  };
}

function presentFactorPart(part: FactorPart): Static<typeof FactorPartSchema> {
  return {
    factor_id: part.factorId,
    dataset: part.dataset,
    dataset_version: part.datasetVersion,
    co2e_per_unit_exact: part.co2ePerUnit,
    co2_per_unit_exact: part.co2PerUnit,
    ch4_per_unit_exact: part.ch4PerUnit,
    n2o_per_unit_exact: part.n2oPerUnit,
    biogenic_co2_per_unit_exact: part.biogenicCo2PerUnit,
    factor_set: part.factorSet,
    co2e_basis: part.co2eBasis,
    gwp_set: part.gwpSet,
    gwp_ch4_exact: part.gwpCh4,
    gwp_n2o_exact: part.gwpN2o,
    days: part.days,
  };
}

function presentMarketFactor(factor: MarketFactor): Static<typeof MarketFactorSchema> {
  return {
    factor_id: factor.factorId,
    factor_set: factor.factorSet,
    dataset: factor.dataset,
    dataset_version: factor.datasetVersion,
    instrument: factor.instrument,
    region: factor.region,
    unit: factor.unit,
    value_exact: factor.value,
    conversion: factor.conversion,
    parts: factor.parts?.map(presentFactorPart) ?? null,
  };
}

function toNumber(decimal: string | null): number | null {
  return decimal === null ? null : Number(decimal);
}

export const ActivityErrorSchema = Type.Object(
  {
    activity_id: Type.String(),
    code: Type.String(),
    details: Type.String(),
    attempt: Type.Integer({ description: 'The pass of the batch that met it.' }),
    time: Time,
  },
  { $id: 'ActivityError' },
);

export function presentActivityError(error: ActivityError): Static<typeof ActivityErrorSchema> {
  return {
    activity_id: error.activityId,
    code: error.code,
    details: error.details,
    attempt: error.attempt,
    time: error.at.toISOString(),
  };
}

export const LogEntrySchema = Type.Object(
  {
    id: Type.Integer(),
    batch_id: Type.String(),
    event: Type.String(),
    status: Type.String(),
    success_count: Type.Integer(),
    error_count: Type.Integer(),
    total_emissions: Type.Number(),
    total_emissions_exact: Type.String(),
    retry_count: Type.Integer(),
    fencing_token: Type.Integer({ description: 'The lease under which it was written.' }),
    actor: Type.String({ description: 'The node, user or key that did it.' }),
    message: text,
    time: Time,
  },
  { $id: 'LogEntry' },
);

export function presentLogEntry(entry: ProgressLogEntry): Static<typeof LogEntrySchema> {
  return {
    id: entry.id,
    batch_id: entry.batchId,
    event: entry.event,
    status: entry.status,
    success_count: entry.successCount,
    error_count: entry.errorCount,
    total_emissions: Number(entry.totalEmissions),
    total_emissions_exact: entry.totalEmissions,
    retry_count: entry.retryCount,
    fencing_token: entry.fencingToken,
    actor: entry.actor,
    message: entry.message,
    time: entry.at.toISOString(),
  };
}
