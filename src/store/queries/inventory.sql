/* @name sumInventory */
-- The current records of a year (by the last day of their period) added up by all that an inventory is divided by; the
-- lines of an inventory are sums of these. Current is an activity's latest record that is no scenario's: the key of the
-- table holds an activity's records together, so that nothing is sorted but these few.
WITH latest AS (
  SELECT DISTINCT ON (r.activity_id)
    r.workspace_id, r.scope, r.scope3_category, r.category, r.location, r.data_quality, r.region_match, r.market_basis,
    r.period_start, r.period_end, r.co2e_kg, coalesce(r.market_co2e_kg, r.co2e_kg) AS market_co2e_kg, r.co2_kg,
    r.ch4_kg * r.gwp_ch4 AS ch4_co2e_kg, r.n2o_kg * r.gwp_n2o AS n2o_co2e_kg, r.biogenic_co2_kg, r.quality_score,
    r.activity_uncertainty_pct, r.factor_uncertainty_pct
  FROM emission_records AS r
  WHERE r.org_id = :orgId! AND NOT r.is_scenario
  ORDER BY r.activity_id, r.calculated_at DESC, r.batch_id DESC
)
SELECT
  workspace_id, scope, scope3_category, category, location, data_quality, region_match, market_basis,
  period_start < :firstDay!::date AS "crosses_year!",
  count(*) AS "records!",
  trim_scale(sum(co2e_kg)) AS "co2e_kg!",
  trim_scale(sum(market_co2e_kg)) AS "market_co2e_kg!",
  trim_scale(coalesce(sum(co2_kg), 0)) AS "co2_kg!",
  trim_scale(coalesce(sum(ch4_co2e_kg), 0)) AS "ch4_co2e_kg!",
  trim_scale(coalesce(sum(n2o_co2e_kg), 0)) AS "n2o_co2e_kg!",
  trim_scale(coalesce(sum(biogenic_co2_kg), 0)) AS "biogenic_co2_kg!",
  trim_scale(coalesce(sum(co2e_kg) FILTER (WHERE quality_score IS NOT NULL), 0)) AS "scored_co2e_kg!",
  trim_scale(coalesce(sum(co2e_kg * quality_score), 0)) AS "score_x_co2e_kg!",
  trim_scale(coalesce(sum(co2e_kg) FILTER (
    WHERE activity_uncertainty_pct IS NOT NULL OR factor_uncertainty_pct IS NOT NULL
  ), 0)) AS "uncertain_co2e_kg!",
  -- Percent squared, and multiplied out: a power would be rounded.
  trim_scale(sum(co2e_kg * co2e_kg * (
    coalesce(activity_uncertainty_pct * activity_uncertainty_pct, 0)
    + coalesce(factor_uncertainty_pct * factor_uncertainty_pct, 0)
  ))) AS "variance!"
FROM latest
WHERE period_end BETWEEN :firstDay!::date AND :lastDay!::date
  AND (:workspaceId::text IS NULL OR workspace_id = :workspaceId)
GROUP BY workspace_id, scope, scope3_category, category, location, data_quality, region_match, market_basis,
  period_start < :firstDay!::date
ORDER BY scope, scope3_category, category, location, workspace_id, data_quality, region_match, market_basis;

/* @name sumInventoryByFactor */
-- For a Monte Carlo: the error of a factor is shared by all its records, that of each quantity is its own.
WITH latest AS (
  SELECT DISTINCT ON (r.activity_id)
    r.workspace_id, r.period_end, r.co2e_kg, r.factor_id, r.factor_set, r.factor_uncertainty_pct,
    r.activity_uncertainty_pct
  FROM emission_records AS r
  WHERE r.org_id = :orgId! AND NOT r.is_scenario
  ORDER BY r.activity_id, r.calculated_at DESC, r.batch_id DESC
)
SELECT
  factor_set, factor_id, factor_uncertainty_pct,
  sum(co2e_kg) AS "co2e_kg!",
  sum(co2e_kg * co2e_kg * coalesce(activity_uncertainty_pct * activity_uncertainty_pct, 0)) AS "activity_variance!"
FROM latest
WHERE period_end BETWEEN :firstDay!::date AND :lastDay!::date
  AND (:workspaceId::text IS NULL OR workspace_id = :workspaceId)
GROUP BY factor_set, factor_id, factor_uncertainty_pct
ORDER BY factor_set, factor_id, factor_uncertainty_pct;

/* @name countUnsettled */
-- What an inventory leaves open: activities of the year that have no record, and records of it that are stale.
WITH latest AS (
  SELECT DISTINCT ON (r.activity_id) r.activity_id, r.workspace_id, r.period_end, r.activity_version
  FROM emission_records AS r
  WHERE r.org_id = :orgId! AND NOT r.is_scenario
  ORDER BY r.activity_id, r.calculated_at DESC, r.batch_id DESC
)
SELECT
  count(*) FILTER (WHERE latest.activity_id IS NULL)::int AS "without_record!",
  count(*) FILTER (WHERE latest.activity_version < a.version)::int AS "stale!"
FROM activities AS a
LEFT JOIN latest ON latest.activity_id = a.id
WHERE a.org_id = :orgId!
  AND coalesce(latest.period_end, a.period_end) BETWEEN :firstDay!::date AND :lastDay!::date
  AND (:workspaceId::text IS NULL OR coalesce(latest.workspace_id, a.workspace_id) = :workspaceId);
