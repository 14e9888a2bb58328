/* @name listRecords */
-- OFFSET 0 keeps each record a look into the index by its whole key, whatever the planner believes of new tables.
SELECT
  r.activity_id, r.batch_id, r.org_id, r.workspace_id, r.category, r.location, r.quantity, r.unit,
  r.period_start, r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category,
  r.co2e_kg, r.co2_kg, r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset,
  r.dataset_version, r.factor_value, r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit,
  r.factor_unit, r.factor_region, r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis,
  r.gwp_set, r.gwp_ch4, r.gwp_n2o, r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method,
  r.market_co2e_kg, r.market_basis, r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct,
  r.quality_score, r.attempt, r.calculated_at
FROM batch_activity_refs AS ref
CROSS JOIN LATERAL (
  SELECT * FROM emission_records AS one
  WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
  OFFSET 0
) AS r
WHERE ref.org_id = :orgId! AND ref.batch_id = :batchId! AND ref.activity_id > :after!
ORDER BY ref.activity_id
LIMIT :limit!;

/* @name findRecords */
SELECT
  r.activity_id, r.batch_id, r.org_id, r.workspace_id, r.category, r.location, r.quantity, r.unit,
  r.period_start, r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category,
  r.co2e_kg, r.co2_kg, r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset,
  r.dataset_version, r.factor_value, r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit,
  r.factor_unit, r.factor_region, r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis,
  r.gwp_set, r.gwp_ch4, r.gwp_n2o, r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method,
  r.market_co2e_kg, r.market_basis, r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct,
  r.quality_score, r.attempt, r.calculated_at
FROM emission_records AS r
WHERE r.org_id = :orgId! AND r.batch_id = :batchId! AND r.activity_id = ANY (:activityIds!::text[]);

/* @name listErrors */
-- Those of the latest pass; the errors of earlier ones are history.
SELECT e.activity_id, e.batch_id, e.code, e.details, e.attempt, e.at
FROM activity_errors AS e
JOIN batch_jobs AS b ON b.id = e.batch_id AND b.org_id = e.org_id AND b.attempt = e.attempt
WHERE e.org_id = :orgId! AND e.batch_id = :batchId! AND e.activity_id > :after!
ORDER BY e.activity_id
LIMIT :limit!;

/* @name findErrors */
SELECT e.activity_id, e.batch_id, e.code, e.details, e.attempt, e.at
FROM activity_errors AS e
JOIN batch_jobs AS b ON b.id = e.batch_id AND b.org_id = e.org_id AND b.attempt = e.attempt
WHERE e.org_id = :orgId! AND e.batch_id = :batchId! AND e.activity_id = ANY (:activityIds!::text[]);

/* @name sumRecordsByCategory */
-- OFFSET 0 as in listRecords.
SELECT r.scope, r.category, count(*) AS "activities!", trim_scale(sum(r.co2e_kg)) AS "co2e_kg!",
  trim_scale(sum(coalesce(r.market_co2e_kg, r.co2e_kg))) AS "market_co2e_kg!"
FROM batch_activity_refs AS ref
CROSS JOIN LATERAL (
  SELECT one.scope, one.category, one.co2e_kg, one.market_co2e_kg FROM emission_records AS one
  WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
  OFFSET 0
) AS r
WHERE ref.org_id = :orgId! AND ref.batch_id = :batchId!
GROUP BY r.scope, r.category
ORDER BY r.scope, r.category COLLATE "C";

/* @name countErrorsByCode */
-- With the first three activities of each code, by id.
SELECT code, count(*) AS "count!",
  (array_agg(activity_id ORDER BY activity_id) FILTER (WHERE place <= 3))::text[] AS "example_ids!",
  (array_agg(details ORDER BY activity_id) FILTER (WHERE place <= 3))::text[] AS "example_details!"
FROM (
  SELECT e.code, e.activity_id, e.details, row_number() OVER (PARTITION BY e.code ORDER BY e.activity_id) AS place
  FROM activity_errors AS e
  JOIN batch_jobs AS b ON b.id = e.batch_id AND b.org_id = e.org_id AND b.attempt = e.attempt
  WHERE e.org_id = :orgId! AND e.batch_id = :batchId!
) AS placed
GROUP BY code
ORDER BY count(*) DESC, code;

/* @name listBatchActivities */
SELECT ref.activity_id
FROM batch_activity_refs AS ref
WHERE ref.org_id = :orgId! AND ref.batch_id = :batchId! AND ref.activity_id > :after!
ORDER BY ref.activity_id
LIMIT :limit!;
