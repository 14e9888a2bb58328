/** Types generated for queries found in "src/store/queries/inventory.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

/** 'SumInventory' parameters type */
export interface ISumInventoryParams {
  firstDay: string;
  lastDay: string;
  orgId: string;
  workspaceId?: string | null | void;
}

/** 'SumInventory' return type */
export interface ISumInventoryResult {
  biogenicCo2Kg: string;
  category: string;
  ch4Co2eKg: string;
  co2eKg: string;
  co2Kg: string;
  crossesYear: boolean;
  dataQuality: string;
  location: string;
  marketBasis: string | null;
  marketCo2eKg: string;
  n2oCo2eKg: string;
  records: number;
  regionMatch: string | null;
  scope: number;
  scope3Category: number | null;
  scoredCo2eKg: string;
  scoreXCo2eKg: string;
  uncertainCo2eKg: string;
  variance: string;
  workspaceId: string;
}

/** 'SumInventory' query type */
export interface ISumInventoryQuery {
  params: ISumInventoryParams;
  result: ISumInventoryResult;
}

const sumInventoryIR: any = {"usedParamSet":{"orgId":true,"firstDay":true,"lastDay":true,"workspaceId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":834,"b":840}]},{"name":"firstDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":1056,"b":1065},{"a":2113,"b":2122},{"a":2342,"b":2351}]},{"name":"lastDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":2134,"b":2142}]},{"name":"workspaceId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2157,"b":2168},{"a":2202,"b":2213}]}],"statement":"-- The current records of a year (by the last day of their period) added up by all that an inventory is divided by; the\n-- lines of an inventory are sums of these. Current is an activity's latest record that is no scenario's: the key of the\n-- table holds an activity's records together, so that nothing is sorted but these few.\nWITH latest AS (\n  SELECT DISTINCT ON (r.activity_id)\n    r.workspace_id, r.scope, r.scope3_category, r.category, r.location, r.data_quality, r.region_match, r.market_basis,\n    r.period_start, r.period_end, r.co2e_kg, coalesce(r.market_co2e_kg, r.co2e_kg) AS market_co2e_kg, r.co2_kg,\n    r.ch4_kg * r.gwp_ch4 AS ch4_co2e_kg, r.n2o_kg * r.gwp_n2o AS n2o_co2e_kg, r.biogenic_co2_kg, r.quality_score,\n    r.activity_uncertainty_pct, r.factor_uncertainty_pct\n  FROM emission_records AS r\n  WHERE r.org_id = :orgId! AND NOT r.is_scenario\n  ORDER BY r.activity_id, r.calculated_at DESC, r.batch_id DESC\n)\nSELECT\n  workspace_id, scope, scope3_category, category, location, data_quality, region_match, market_basis,\n  period_start < :firstDay!::date AS \"crosses_year!\",\n  count(*) AS \"records!\",\n  trim_scale(sum(co2e_kg)) AS \"co2e_kg!\",\n  trim_scale(sum(market_co2e_kg)) AS \"market_co2e_kg!\",\n  trim_scale(coalesce(sum(co2_kg), 0)) AS \"co2_kg!\",\n  trim_scale(coalesce(sum(ch4_co2e_kg), 0)) AS \"ch4_co2e_kg!\",\n  trim_scale(coalesce(sum(n2o_co2e_kg), 0)) AS \"n2o_co2e_kg!\",\n  trim_scale(coalesce(sum(biogenic_co2_kg), 0)) AS \"biogenic_co2_kg!\",\n  trim_scale(coalesce(sum(co2e_kg) FILTER (WHERE quality_score IS NOT NULL), 0)) AS \"scored_co2e_kg!\",\n  trim_scale(coalesce(sum(co2e_kg * quality_score), 0)) AS \"score_x_co2e_kg!\",\n  trim_scale(coalesce(sum(co2e_kg) FILTER (\n    WHERE activity_uncertainty_pct IS NOT NULL OR factor_uncertainty_pct IS NOT NULL\n  ), 0)) AS \"uncertain_co2e_kg!\",\n  -- Percent squared, and multiplied out: a power would be rounded.\n  trim_scale(sum(co2e_kg * co2e_kg * (\n    coalesce(activity_uncertainty_pct * activity_uncertainty_pct, 0)\n    + coalesce(factor_uncertainty_pct * factor_uncertainty_pct, 0)\n  ))) AS \"variance!\"\nFROM latest\nWHERE period_end BETWEEN :firstDay!::date AND :lastDay!::date\n  AND (:workspaceId::text IS NULL OR workspace_id = :workspaceId)\nGROUP BY workspace_id, scope, scope3_category, category, location, data_quality, region_match, market_basis,\n  period_start < :firstDay!::date\nORDER BY scope, scope3_category, category, location, workspace_id, data_quality, region_match, market_basis"};

/**
 * Query generated from SQL:
 * ```
 * -- The current records of a year (by the last day of their period) added up by all that an inventory is divided by; the
 * -- lines of an inventory are sums of these. Current is an activity's latest record that is no scenario's: the key of the
 * -- table holds an activity's records together, so that nothing is sorted but these few.
 * WITH latest AS (
 *   SELECT DISTINCT ON (r.activity_id)
 *     r.workspace_id, r.scope, r.scope3_category, r.category, r.location, r.data_quality, r.region_match, r.market_basis,
 *     r.period_start, r.period_end, r.co2e_kg, coalesce(r.market_co2e_kg, r.co2e_kg) AS market_co2e_kg, r.co2_kg,
 *     r.ch4_kg * r.gwp_ch4 AS ch4_co2e_kg, r.n2o_kg * r.gwp_n2o AS n2o_co2e_kg, r.biogenic_co2_kg, r.quality_score,
 *     r.activity_uncertainty_pct, r.factor_uncertainty_pct
 *   FROM emission_records AS r
 *   WHERE r.org_id = :orgId! AND NOT r.is_scenario
 *   ORDER BY r.activity_id, r.calculated_at DESC, r.batch_id DESC
 * )
 * SELECT
 *   workspace_id, scope, scope3_category, category, location, data_quality, region_match, market_basis,
 *   period_start < :firstDay!::date AS "crosses_year!",
 *   count(*) AS "records!",
 *   trim_scale(sum(co2e_kg)) AS "co2e_kg!",
 *   trim_scale(sum(market_co2e_kg)) AS "market_co2e_kg!",
 *   trim_scale(coalesce(sum(co2_kg), 0)) AS "co2_kg!",
 *   trim_scale(coalesce(sum(ch4_co2e_kg), 0)) AS "ch4_co2e_kg!",
 *   trim_scale(coalesce(sum(n2o_co2e_kg), 0)) AS "n2o_co2e_kg!",
 *   trim_scale(coalesce(sum(biogenic_co2_kg), 0)) AS "biogenic_co2_kg!",
 *   trim_scale(coalesce(sum(co2e_kg) FILTER (WHERE quality_score IS NOT NULL), 0)) AS "scored_co2e_kg!",
 *   trim_scale(coalesce(sum(co2e_kg * quality_score), 0)) AS "score_x_co2e_kg!",
 *   trim_scale(coalesce(sum(co2e_kg) FILTER (
 *     WHERE activity_uncertainty_pct IS NOT NULL OR factor_uncertainty_pct IS NOT NULL
 *   ), 0)) AS "uncertain_co2e_kg!",
 *   -- Percent squared, and multiplied out: a power would be rounded.
 *   trim_scale(sum(co2e_kg * co2e_kg * (
 *     coalesce(activity_uncertainty_pct * activity_uncertainty_pct, 0)
 *     + coalesce(factor_uncertainty_pct * factor_uncertainty_pct, 0)
 *   ))) AS "variance!"
 * FROM latest
 * WHERE period_end BETWEEN :firstDay!::date AND :lastDay!::date
 *   AND (:workspaceId::text IS NULL OR workspace_id = :workspaceId)
 * GROUP BY workspace_id, scope, scope3_category, category, location, data_quality, region_match, market_basis,
 *   period_start < :firstDay!::date
 * ORDER BY scope, scope3_category, category, location, workspace_id, data_quality, region_match, market_basis
 * ```
 */
export const sumInventory = new PreparedQuery<ISumInventoryParams,ISumInventoryResult>(sumInventoryIR);


/** 'SumInventoryByFactor' parameters type */
export interface ISumInventoryByFactorParams {
  firstDay: string;
  lastDay: string;
  orgId: string;
  workspaceId?: string | null | void;
}

/** 'SumInventoryByFactor' return type */
export interface ISumInventoryByFactorResult {
  activityVariance: string;
  co2eKg: string;
  factorId: string | null;
  factorSet: string | null;
  factorUncertaintyPct: string | null;
}

/** 'SumInventoryByFactor' query type */
export interface ISumInventoryByFactorQuery {
  params: ISumInventoryByFactorParams;
  result: ISumInventoryByFactorResult;
}

const sumInventoryByFactorIR: any = {"usedParamSet":{"orgId":true,"firstDay":true,"lastDay":true,"workspaceId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":339,"b":345}]},{"name":"firstDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":674,"b":683}]},{"name":"lastDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":695,"b":703}]},{"name":"workspaceId","required":false,"transform":{"type":"scalar"},"locs":[{"a":718,"b":729},{"a":763,"b":774}]}],"statement":"-- For a Monte Carlo: the error of a factor is shared by all its records, that of each quantity is its own.\nWITH latest AS (\n  SELECT DISTINCT ON (r.activity_id)\n    r.workspace_id, r.period_end, r.co2e_kg, r.factor_id, r.factor_set, r.factor_uncertainty_pct,\n    r.activity_uncertainty_pct\n  FROM emission_records AS r\n  WHERE r.org_id = :orgId! AND NOT r.is_scenario\n  ORDER BY r.activity_id, r.calculated_at DESC, r.batch_id DESC\n)\nSELECT\n  factor_set, factor_id, factor_uncertainty_pct,\n  sum(co2e_kg) AS \"co2e_kg!\",\n  sum(co2e_kg * co2e_kg * coalesce(activity_uncertainty_pct * activity_uncertainty_pct, 0)) AS \"activity_variance!\"\nFROM latest\nWHERE period_end BETWEEN :firstDay!::date AND :lastDay!::date\n  AND (:workspaceId::text IS NULL OR workspace_id = :workspaceId)\nGROUP BY factor_set, factor_id, factor_uncertainty_pct\nORDER BY factor_set, factor_id, factor_uncertainty_pct"};

/**
 * Query generated from SQL:
 * ```
 * -- For a Monte Carlo: the error of a factor is shared by all its records, that of each quantity is its own.
 * WITH latest AS (
 *   SELECT DISTINCT ON (r.activity_id)
 *     r.workspace_id, r.period_end, r.co2e_kg, r.factor_id, r.factor_set, r.factor_uncertainty_pct,
 *     r.activity_uncertainty_pct
 *   FROM emission_records AS r
 *   WHERE r.org_id = :orgId! AND NOT r.is_scenario
 *   ORDER BY r.activity_id, r.calculated_at DESC, r.batch_id DESC
 * )
 * SELECT
 *   factor_set, factor_id, factor_uncertainty_pct,
 *   sum(co2e_kg) AS "co2e_kg!",
 *   sum(co2e_kg * co2e_kg * coalesce(activity_uncertainty_pct * activity_uncertainty_pct, 0)) AS "activity_variance!"
 * FROM latest
 * WHERE period_end BETWEEN :firstDay!::date AND :lastDay!::date
 *   AND (:workspaceId::text IS NULL OR workspace_id = :workspaceId)
 * GROUP BY factor_set, factor_id, factor_uncertainty_pct
 * ORDER BY factor_set, factor_id, factor_uncertainty_pct
 * ```
 */
export const sumInventoryByFactor = new PreparedQuery<ISumInventoryByFactorParams,ISumInventoryByFactorResult>(sumInventoryByFactorIR);


/** 'CountUnsettled' parameters type */
export interface ICountUnsettledParams {
  firstDay: string;
  lastDay: string;
  orgId: string;
  workspaceId?: string | null | void;
}

/** 'CountUnsettled' return type */
export interface ICountUnsettledResult {
  stale: number;
  withoutRecord: number;
}

/** 'CountUnsettled' query type */
export interface ICountUnsettledQuery {
  params: ICountUnsettledParams;
  result: ICountUnsettledResult;
}

const countUnsettledIR: any = {"usedParamSet":{"orgId":true,"firstDay":true,"lastDay":true,"workspaceId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":278,"b":284},{"a":624,"b":630}]},{"name":"firstDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":688,"b":697}]},{"name":"lastDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":709,"b":717}]},{"name":"workspaceId","required":false,"transform":{"type":"scalar"},"locs":[{"a":732,"b":743},{"a":810,"b":821}]}],"statement":"-- What an inventory leaves open: activities of the year that have no record, and records of it that are stale.\nWITH latest AS (\n  SELECT DISTINCT ON (r.activity_id) r.activity_id, r.workspace_id, r.period_end, r.activity_version\n  FROM emission_records AS r\n  WHERE r.org_id = :orgId! AND NOT r.is_scenario\n  ORDER BY r.activity_id, r.calculated_at DESC, r.batch_id DESC\n)\nSELECT\n  count(*) FILTER (WHERE latest.activity_id IS NULL)::int AS \"without_record!\",\n  count(*) FILTER (WHERE latest.activity_version < a.version)::int AS \"stale!\"\nFROM activities AS a\nLEFT JOIN latest ON latest.activity_id = a.id\nWHERE a.org_id = :orgId!\n  AND coalesce(latest.period_end, a.period_end) BETWEEN :firstDay!::date AND :lastDay!::date\n  AND (:workspaceId::text IS NULL OR coalesce(latest.workspace_id, a.workspace_id) = :workspaceId)"};

/**
 * Query generated from SQL:
 * ```
 * -- What an inventory leaves open: activities of the year that have no record, and records of it that are stale.
 * WITH latest AS (
 *   SELECT DISTINCT ON (r.activity_id) r.activity_id, r.workspace_id, r.period_end, r.activity_version
 *   FROM emission_records AS r
 *   WHERE r.org_id = :orgId! AND NOT r.is_scenario
 *   ORDER BY r.activity_id, r.calculated_at DESC, r.batch_id DESC
 * )
 * SELECT
 *   count(*) FILTER (WHERE latest.activity_id IS NULL)::int AS "without_record!",
 *   count(*) FILTER (WHERE latest.activity_version < a.version)::int AS "stale!"
 * FROM activities AS a
 * LEFT JOIN latest ON latest.activity_id = a.id
 * WHERE a.org_id = :orgId!
 *   AND coalesce(latest.period_end, a.period_end) BETWEEN :firstDay!::date AND :lastDay!::date
 *   AND (:workspaceId::text IS NULL OR coalesce(latest.workspace_id, a.workspace_id) = :workspaceId)
 * ```
 */
export const countUnsettled = new PreparedQuery<ICountUnsettledParams,ICountUnsettledResult>(countUnsettledIR);


