/* @name findCurrentRecord */
-- The current record of an activity is, of those that are no scenario, the one that was calculated last, by the
-- database's clock; of two at the same moment the one of the batch with the higher id. An activity has few records:
-- they are one range of the key.
SELECT
  r.org_id, r.batch_id, r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start,
  r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg,
  r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value,
  r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region,
  r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,
  r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method, r.market_co2e_kg, r.market_basis,
  r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score, r.attempt, r.calculated_at
FROM emission_records AS r
WHERE r.org_id = :orgId! AND r.activity_id = :activityId! AND NOT r.is_scenario
ORDER BY r.calculated_at DESC, r.batch_id DESC
LIMIT 1;

/* @name listRecordsOfActivity */
-- All of them, also scenarios, the newest first.
SELECT
  r.org_id, r.batch_id, r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start,
  r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg,
  r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value,
  r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region,
  r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,
  r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method, r.market_co2e_kg, r.market_basis,
  r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score, r.attempt, r.calculated_at
FROM emission_records AS r
WHERE r.org_id = :orgId! AND r.activity_id = :activityId!
ORDER BY r.calculated_at DESC, r.batch_id DESC
LIMIT :limit!;

/* @name listVersionsOfActivity */
-- What the activity was before, the newest first.
SELECT
  a.org_id AS "org_id!", a.id AS "id!", a.workspace_id AS "workspace_id!", a.source AS "source!",
  a.category AS "category!", a.location AS "location!", a.quantity AS "quantity!", a.unit AS "unit!",
  a.period_start AS "period_start!", a.period_end AS "period_end!", a.data_quality AS "data_quality!",
  a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier, a.uncertainty_pct,
  v.version, v.replaced_at
FROM activity_versions AS v
CROSS JOIN LATERAL jsonb_populate_record(NULL::activities, v.data) AS a
WHERE v.org_id = :orgId! AND v.activity_id = :activityId!
ORDER BY v.version DESC
LIMIT :limit!;

/* @name listCurrentRecords */
-- Streams in the order of the key and ends with the page: the ids come sorted off the index, whatever the planner
-- expects the filters to leave, and each takes one look at its records. All pages together read everything once.
SELECT
  r.org_id, r.batch_id, r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start,
  r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg,
  r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value,
  r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region,
  r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,
  r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method, r.market_co2e_kg, r.market_basis,
  r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score, r.attempt, r.calculated_at,
  (SELECT a.version > r.activity_version FROM activities AS a WHERE a.org_id = :orgId! AND a.id = r.activity_id)
    AS "is_stale!"
FROM (
  SELECT one.id FROM activities AS one
  WHERE one.org_id = :orgId! AND one.id > :after!
  ORDER BY one.id
  OFFSET 0
) AS known
CROSS JOIN LATERAL (
  SELECT * FROM emission_records AS one
  WHERE one.org_id = :orgId! AND one.activity_id = known.id AND NOT one.is_scenario
  ORDER BY one.calculated_at DESC, one.batch_id DESC
  LIMIT 1
) AS r
WHERE (:workspaceId::text IS NULL OR r.workspace_id = :workspaceId)
  AND (:year::int IS NULL OR extract(year FROM r.period_end) = :year)
  AND (:scope::int IS NULL OR r.scope = :scope)
  AND (:scope3Category::int IS NULL OR r.scope3_category = :scope3Category)
  AND (:category::text IS NULL OR r.category = :category)
  AND (:location::text IS NULL OR r.location = :location)
  AND (:dataQuality::text IS NULL OR r.data_quality = :dataQuality)
  AND (:regionMatch::text IS NULL OR coalesce(r.region_match, 'none') = :regionMatch)
  AND (:marketBasis::text IS NULL OR coalesce(r.market_basis, 'none') = :marketBasis)
  AND (:factorId::text IS NULL OR r.factor_id = :factorId)
  AND (:stale::boolean IS NULL OR :stale = (
    SELECT a.version > r.activity_version FROM activities AS a WHERE a.org_id = :orgId! AND a.id = r.activity_id
  ))
ORDER BY known.id
LIMIT :limit!;

/* @name listActivities */
-- Streams in the order of the key and ends with the page; each activity takes at most one look at its records.
SELECT
  a.org_id, a.id, a.workspace_id, a.source, a.category, a.location, a.quantity, a.unit, a.period_start, a.period_end,
  a.data_quality, a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier, a.uncertainty_pct,
  a.version
FROM activities AS a
WHERE a.org_id = :orgId! AND a.id > :after!
  AND (:workspaceId::text IS NULL OR a.workspace_id = :workspaceId)
  AND (:year::int IS NULL OR extract(year FROM a.period_end) = :year)
  AND (:withoutRecord::boolean IS NULL OR :withoutRecord = ((
    SELECT one.activity_version FROM emission_records AS one
    WHERE one.org_id = :orgId! AND one.activity_id = a.id AND NOT one.is_scenario
    LIMIT 1
  ) IS NULL))
ORDER BY a.id
LIMIT :limit!;
