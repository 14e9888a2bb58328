import Type, { type Static } from 'typebox';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import type { FactorSetView } from './factor-sets.ts';
import { nullable } from './json-schema.ts';

const text = nullable(Type.String());

export const FactorSetSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    edition: Type.String(),
    level: Type.String({ description: 'own, national or international.' }),
    licence: Type.String(),
    source: Type.String(),
    factor_count: nullable(Type.Integer({ description: 'Null until somebody has switched it on.' })),
    enabled: Type.Boolean(),
    position: nullable(
      Type.Integer({ description: 'From 1, the preferred first; null where it is not in use.' }),
    ),
  },
  { $id: 'FactorSet' },
);

export function presentFactorSet(set: FactorSetView): Static<typeof FactorSetSchema> {
  return {
    id: set.id,
    name: set.name,
    edition: set.edition,
    level: set.level,
    licence: set.licence,
    source: set.source,
    factor_count: set.factorCount,
    enabled: set.position !== null,
    position: set.position,
  };
}

/** Figures are exact decimals, in kg per unit; null is "not published". */
export const FactorSchema = Type.Object(
  {
    id: Type.String(),
    factor_set: Type.String(),
    dataset: Type.String(),
    dataset_version: Type.String(),
    licence: Type.String(),
    scope: Type.Integer(),
    scope3_category: nullable(Type.Integer()),
    category: Type.String(),
    description: Type.String(),
    region: Type.String(),
    unit: Type.String(),
    co2e_kg_per_unit: text,
    co2_kg_per_unit: text,
    ch4_kg_per_unit: text,
    n2o_kg_per_unit: text,
    biogenic_co2_kg_per_unit: text,
    gwp_set: text,
    valid_from: Type.String({ format: 'date' }),
    valid_to: text,
    uncertainty_pct: text,
    source_ref: Type.String(),
    original_value: Type.String(),
    original_unit: Type.String(),
    boundary: Type.String(),
    heat_basis: text,
    methane_origin: text,
    instrument: text,
    workspace_id: text,
    meter_id: text,
  },
  { $id: 'Factor' },
);

export function presentFactor(factor: EmissionFactor): Static<typeof FactorSchema> {
  return {
    id: factor.id,
    factor_set: factor.setId,
    dataset: factor.dataset,
    dataset_version: factor.datasetVersion,
    licence: factor.licence,
    scope: factor.scope,
    scope3_category: factor.scope3Category,
    category: factor.category,
    description: factor.description,
    region: factor.region,
    unit: factor.unit,
    co2e_kg_per_unit: factor.co2eKgPerUnit,
    co2_kg_per_unit: factor.co2KgPerUnit,
    ch4_kg_per_unit: factor.ch4KgPerUnit,
    n2o_kg_per_unit: factor.n2oKgPerUnit,
    biogenic_co2_kg_per_unit: factor.biogenicCo2KgPerUnit,
    gwp_set: factor.gwpSet,
    valid_from: factor.validFrom,
    valid_to: factor.validTo,
    uncertainty_pct: factor.uncertaintyPct,
    source_ref: factor.sourceRef,
    original_value: factor.originalValue,
    original_unit: factor.originalUnit,
    boundary: factor.boundary,
    heat_basis: factor.heatBasis,
    methane_origin: factor.methaneOrigin,
    instrument: factor.instrument,
    workspace_id: factor.workspaceId,
    meter_id: factor.meterId,
  };
}
