/** Types generated for queries found in "src/store/queries/factors.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** 'CreateFactorSet' parameters type */
export interface ICreateFactorSetParams {
  checksum: string;
  edition: string;
  id: string;
  name: string;
}

/** 'CreateFactorSet' return type */
export interface ICreateFactorSetResult {
  id: string;
}

/** 'CreateFactorSet' query type */
export interface ICreateFactorSetQuery {
  params: ICreateFactorSetParams;
  result: ICreateFactorSetResult;
}

const createFactorSetIR: any = {"usedParamSet":{"id":true,"name":true,"edition":true,"checksum":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":106,"b":109}]},{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":112,"b":117}]},{"name":"edition","required":true,"transform":{"type":"scalar"},"locs":[{"a":120,"b":128}]},{"name":"checksum","required":true,"transform":{"type":"scalar"},"locs":[{"a":131,"b":140}]}],"statement":"-- No row: the set is there (getFactorSet).\nINSERT INTO factor_sets (id, name, edition, checksum)\nVALUES (:id!, :name!, :edition!, :checksum!)\nON CONFLICT (id) DO NOTHING\nRETURNING id"};

/**
 * Query generated from SQL:
 * ```
 * -- No row: the set is there (getFactorSet).
 * INSERT INTO factor_sets (id, name, edition, checksum)
 * VALUES (:id!, :name!, :edition!, :checksum!)
 * ON CONFLICT (id) DO NOTHING
 * RETURNING id
 * ```
 */
export const createFactorSet = new PreparedQuery<ICreateFactorSetParams,ICreateFactorSetResult>(createFactorSetIR);


/** 'GetFactorSet' parameters type */
export interface IGetFactorSetParams {
  id: string;
}

/** 'GetFactorSet' return type */
export interface IGetFactorSetResult {
  checksum: string;
  edition: string;
  id: string;
  name: string;
}

/** 'GetFactorSet' query type */
export interface IGetFactorSetQuery {
  params: IGetFactorSetParams;
  result: IGetFactorSetResult;
}

const getFactorSetIR: any = {"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":63,"b":66}]}],"statement":"SELECT id, name, edition, checksum FROM factor_sets WHERE id = :id!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT id, name, edition, checksum FROM factor_sets WHERE id = :id!
 * ```
 */
export const getFactorSet = new PreparedQuery<IGetFactorSetParams,IGetFactorSetResult>(getFactorSetIR);


/** 'InsertFactors' parameters type */
export interface IInsertFactorsParams {
  factors: Json;
}

/** 'InsertFactors' return type */
export type IInsertFactorsResult = void;

/** 'InsertFactors' query type */
export interface IInsertFactorsQuery {
  params: IInsertFactorsParams;
  result: IInsertFactorsResult;
}

const insertFactorsIR: any = {"usedParamSet":{"factors":true},"params":[{"name":"factors","required":true,"transform":{"type":"scalar"},"locs":[{"a":736,"b":744}]}],"statement":"INSERT INTO emission_factors (\n  id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,\n  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,\n  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis\n)\nSELECT\n  id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,\n  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,\n  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis\nFROM jsonb_populate_recordset(NULL::emission_factors, :factors!::jsonb)"};

/**
 * Query generated from SQL:
 * ```
 * INSERT INTO emission_factors (
 *   id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
 *   co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
 *   source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis
 * )
 * SELECT
 *   id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
 *   co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
 *   source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis
 * FROM jsonb_populate_recordset(NULL::emission_factors, :factors!::jsonb)
 * ```
 */
export const insertFactors = new PreparedQuery<IInsertFactorsParams,IInsertFactorsResult>(insertFactorsIR);


/** 'ListFactorSets' parameters type */
export type IListFactorSetsParams = void;

/** 'ListFactorSets' return type */
export interface IListFactorSetsResult {
  checksum: string;
  edition: string;
  factorCount: number;
  id: string;
  installedAt: Date;
  name: string;
}

/** 'ListFactorSets' query type */
export interface IListFactorSetsQuery {
  params: IListFactorSetsParams;
  result: IListFactorSetsResult;
}

const listFactorSetsIR: any = {"usedParamSet":{},"params":[],"statement":"SELECT s.id, s.name, s.edition, s.checksum, s.installed_at,\n  (SELECT count(*) FROM emission_factors AS f WHERE f.set_id = s.id) AS \"factor_count!\"\nFROM factor_sets AS s\nORDER BY s.id"};

/**
 * Query generated from SQL:
 * ```
 * SELECT s.id, s.name, s.edition, s.checksum, s.installed_at,
 *   (SELECT count(*) FROM emission_factors AS f WHERE f.set_id = s.id) AS "factor_count!"
 * FROM factor_sets AS s
 * ORDER BY s.id
 * ```
 */
export const listFactorSets = new PreparedQuery<IListFactorSetsParams,IListFactorSetsResult>(listFactorSetsIR);


/** 'LoadFactors' parameters type */
export type ILoadFactorsParams = void;

/** 'LoadFactors' return type */
export interface ILoadFactorsResult {
  biogenicCo2KgPerUnit: string | null;
  boundary: string;
  category: string;
  ch4KgPerUnit: string | null;
  /** As published; wins over the gases. */
  co2eKgPerUnit: string | null;
  co2KgPerUnit: string | null;
  dataset: string;
  datasetVersion: string;
  description: string;
  gwpSet: string | null;
  heatBasis: string | null;
  id: string;
  licence: string;
  n2oKgPerUnit: string | null;
  originalUnit: string;
  originalValue: string;
  region: string;
  scope: number;
  scope3Category: number | null;
  setId: string;
  sourceRef: string;
  uncertaintyPct: string | null;
  unit: string;
  validFrom: string;
  /** Inclusive; null is open. */
  validTo: string | null;
}

/** 'LoadFactors' query type */
export interface ILoadFactorsQuery {
  params: ILoadFactorsParams;
  result: ILoadFactorsResult;
}

const loadFactorsIR: any = {"usedParamSet":{},"params":[],"statement":"SELECT\n  id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,\n  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,\n  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis\nFROM emission_factors\nORDER BY set_id, id"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
 *   co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
 *   source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis
 * FROM emission_factors
 * ORDER BY set_id, id
 * ```
 */
export const loadFactors = new PreparedQuery<ILoadFactorsParams,ILoadFactorsResult>(loadFactorsIR);


