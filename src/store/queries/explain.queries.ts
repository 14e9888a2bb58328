/** Types generated for queries found in "src/store/queries/explain.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type stringArray = (string)[];

/** 'FindFactors' parameters type */
export interface IFindFactorsParams {
  factorIds: stringArray;
  orgId: string;
  setIds: stringArray;
}

/** 'FindFactors' return type */
export interface IFindFactorsResult {
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
  /** Makes it a factor of market-based scope 2 alone. */
  instrument: string | null;
  licence: string;
  meterId: string | null;
  methaneOrigin: string | null;
  n2oKgPerUnit: string | null;
  orgId: string;
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
  /** Where an instrument covers one workspace only; meter_id likewise. */
  workspaceId: string | null;
}

/** 'FindFactors' query type */
export interface IFindFactorsQuery {
  params: IFindFactorsParams;
  result: IFindFactorsResult;
}

const findFactorsIR: any = {"usedParamSet":{"orgId":true,"setIds":true,"factorIds":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":523,"b":529}]},{"name":"setIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":550,"b":557}]},{"name":"factorIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":582,"b":592}]}],"statement":"-- By their keys, so that a set of thousands is not read for the few that a record names.\nSELECT\n  org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,\n  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,\n  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,\n  workspace_id, meter_id\nFROM emission_factors\nWHERE org_id IN ('', :orgId!) AND set_id = ANY (:setIds!::text[]) AND id = ANY (:factorIds!::text[])\nORDER BY set_id, id"};

/**
 * Query generated from SQL:
 * ```
 * -- By their keys, so that a set of thousands is not read for the few that a record names.
 * SELECT
 *   org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
 *   co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
 *   source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,
 *   workspace_id, meter_id
 * FROM emission_factors
 * WHERE org_id IN ('', :orgId!) AND set_id = ANY (:setIds!::text[]) AND id = ANY (:factorIds!::text[])
 * ORDER BY set_id, id
 * ```
 */
export const findFactors = new PreparedQuery<IFindFactorsParams,IFindFactorsResult>(findFactorsIR);


/** 'ListUsedFactors' parameters type */
export interface IListUsedFactorsParams {
  batchId: string;
  orgId: string;
}

/** 'ListUsedFactors' return type */
export interface IListUsedFactorsResult {
  dataset: string | null;
  datasetVersion: string | null;
  factorId: string | null;
  factorSet: string | null;
  records: number;
  usedFor: string;
}

/** 'ListUsedFactors' query type */
export interface IListUsedFactorsQuery {
  params: IListUsedFactorsParams;
  result: IListUsedFactorsResult;
}

const listUsedFactorsIR: any = {"usedParamSet":{"orgId":true,"batchId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":491,"b":497}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":518,"b":526}]}],"statement":"-- Every factor that the records of a batch name, parts and market-based ones too, and how often. OFFSET 0 as in\n-- listRecords.\nWITH records AS (\n  SELECT r.factor_set, r.factor_id, r.dataset, r.dataset_version, r.factor_parts, r.market_factor\n  FROM batch_activity_refs AS ref\n  CROSS JOIN LATERAL (\n    SELECT * FROM emission_records AS one\n    WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id\n    OFFSET 0\n  ) AS r\n  WHERE ref.org_id = :orgId! AND ref.batch_id = :batchId!\n), used AS (\n  SELECT 'figure' AS used_for, factor_set, factor_id, dataset, dataset_version\n  FROM records\n  WHERE factor_parts IS NULL AND dataset IS NOT NULL\n  UNION ALL\n  SELECT 'figure', part->>'factorSet', part->>'factorId', part->>'dataset', part->>'datasetVersion'\n  FROM records, jsonb_array_elements(factor_parts) AS part\n  UNION ALL\n  SELECT 'market_based', market_factor->>'factorSet', market_factor->>'factorId', market_factor->>'dataset',\n    market_factor->>'datasetVersion'\n  FROM records\n  WHERE market_factor IS NOT NULL AND jsonb_typeof(market_factor->'parts') IS DISTINCT FROM 'array'\n  UNION ALL\n  SELECT 'market_based', part->>'factorSet', part->>'factorId', part->>'dataset', part->>'datasetVersion'\n  FROM records, jsonb_array_elements(market_factor->'parts') AS part\n  WHERE jsonb_typeof(market_factor->'parts') = 'array'\n)\nSELECT used_for AS \"used_for!\", factor_set, factor_id, dataset, dataset_version, count(*) AS \"records!\"\nFROM used\nGROUP BY used_for, factor_set, factor_id, dataset, dataset_version\nORDER BY used_for, factor_set, factor_id, dataset, dataset_version"};

/**
 * Query generated from SQL:
 * ```
 * -- Every factor that the records of a batch name, parts and market-based ones too, and how often. OFFSET 0 as in
 * -- listRecords.
 * WITH records AS (
 *   SELECT r.factor_set, r.factor_id, r.dataset, r.dataset_version, r.factor_parts, r.market_factor
 *   FROM batch_activity_refs AS ref
 *   CROSS JOIN LATERAL (
 *     SELECT * FROM emission_records AS one
 *     WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
 *     OFFSET 0
 *   ) AS r
 *   WHERE ref.org_id = :orgId! AND ref.batch_id = :batchId!
 * ), used AS (
 *   SELECT 'figure' AS used_for, factor_set, factor_id, dataset, dataset_version
 *   FROM records
 *   WHERE factor_parts IS NULL AND dataset IS NOT NULL
 *   UNION ALL
 *   SELECT 'figure', part->>'factorSet', part->>'factorId', part->>'dataset', part->>'datasetVersion'
 *   FROM records, jsonb_array_elements(factor_parts) AS part
 *   UNION ALL
 *   SELECT 'market_based', market_factor->>'factorSet', market_factor->>'factorId', market_factor->>'dataset',
 *     market_factor->>'datasetVersion'
 *   FROM records
 *   WHERE market_factor IS NOT NULL AND jsonb_typeof(market_factor->'parts') IS DISTINCT FROM 'array'
 *   UNION ALL
 *   SELECT 'market_based', part->>'factorSet', part->>'factorId', part->>'dataset', part->>'datasetVersion'
 *   FROM records, jsonb_array_elements(market_factor->'parts') AS part
 *   WHERE jsonb_typeof(market_factor->'parts') = 'array'
 * )
 * SELECT used_for AS "used_for!", factor_set, factor_id, dataset, dataset_version, count(*) AS "records!"
 * FROM used
 * GROUP BY used_for, factor_set, factor_id, dataset, dataset_version
 * ORDER BY used_for, factor_set, factor_id, dataset, dataset_version
 * ```
 */
export const listUsedFactors = new PreparedQuery<IListUsedFactorsParams,IListUsedFactorsResult>(listUsedFactorsIR);


