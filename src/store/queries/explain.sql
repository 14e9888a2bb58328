/* @name findFactors */
-- By their keys, so that a set of thousands is not read for the few that a record names.
SELECT
  org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,
  workspace_id, meter_id
FROM emission_factors
WHERE org_id IN ('', :orgId!) AND set_id = ANY (:setIds!::text[]) AND id = ANY (:factorIds!::text[])
ORDER BY set_id, id;

/* @name listUsedFactors */
-- Every factor that the records of a batch name, parts and market-based ones too, and how often. OFFSET 0 as in
-- listRecords.
WITH records AS (
  SELECT r.factor_set, r.factor_id, r.dataset, r.dataset_version, r.factor_parts, r.market_factor
  FROM batch_activity_refs AS ref
  CROSS JOIN LATERAL (
    SELECT * FROM emission_records AS one
    WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
    OFFSET 0
  ) AS r
  WHERE ref.org_id = :orgId! AND ref.batch_id = :batchId!
), used AS (
  SELECT 'figure' AS used_for, factor_set, factor_id, dataset, dataset_version
  FROM records
  WHERE factor_parts IS NULL AND dataset IS NOT NULL
  UNION ALL
  SELECT 'figure', part->>'factorSet', part->>'factorId', part->>'dataset', part->>'datasetVersion'
  FROM records, jsonb_array_elements(factor_parts) AS part
  UNION ALL
  SELECT 'market_based', market_factor->>'factorSet', market_factor->>'factorId', market_factor->>'dataset',
    market_factor->>'datasetVersion'
  FROM records
  WHERE market_factor IS NOT NULL AND jsonb_typeof(market_factor->'parts') IS DISTINCT FROM 'array'
  UNION ALL
  SELECT 'market_based', part->>'factorSet', part->>'factorId', part->>'dataset', part->>'datasetVersion'
  FROM records, jsonb_array_elements(market_factor->'parts') AS part
  WHERE jsonb_typeof(market_factor->'parts') = 'array'
)
SELECT used_for AS "used_for!", factor_set, factor_id, dataset, dataset_version, count(*) AS "records!"
FROM used
GROUP BY used_for, factor_set, factor_id, dataset, dataset_version
ORDER BY used_for, factor_set, factor_id, dataset, dataset_version;
