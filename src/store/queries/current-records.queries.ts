/** Types generated for queries found in "src/store/queries/current-records.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** 'FindCurrentRecord' parameters type */
export interface IFindCurrentRecordParams {
  activityId: string;
  orgId: string;
}

/** 'FindCurrentRecord' return type */
export interface IFindCurrentRecordResult {
  activityId: string;
  activityUncertaintyPct: string | null;
  /** The activity has changed since where its own is higher: the record is stale then. */
  activityVersion: number;
  attempt: number;
  batchId: string;
  biogenicCo2Kg: string | null;
  biogenicCo2PerUnit: string | null;
  calculatedAt: Date;
  category: string;
  ch4Kg: string | null;
  ch4PerUnit: string | null;
  co2eBasis: string | null;
  /** For scope 2 the location-based figure. */
  co2eKg: string;
  co2Kg: string | null;
  co2PerUnit: string | null;
  conversion: string | null;
  dataQuality: string;
  dataset: string | null;
  datasetVersion: string | null;
  factorId: string | null;
  factorOrder: string | null;
  factorParts: Json | null;
  factorRegion: string | null;
  factorSet: string | null;
  factorSource: string | null;
  factorUncertaintyPct: string | null;
  factorUnit: string | null;
  factorValue: string | null;
  gwpCh4: string | null;
  gwpN2o: string | null;
  gwpSet: string | null;
  isScenario: boolean;
  location: string;
  marketBasis: string | null;
  marketCo2eKg: string | null;
  marketFactor: Json | null;
  method: string;
  n2oKg: string | null;
  n2oPerUnit: string | null;
  orgId: string;
  periodEnd: string;
  periodPolicy: string | null;
  periodStart: string;
  qualityScore: number | null;
  quantity: string;
  quantityConverted: string | null;
  regionMatch: string | null;
  scope: number;
  scope3Category: number | null;
  unit: string;
  unitMatch: string | null;
  workspaceId: string;
}

/** 'FindCurrentRecord' query type */
export interface IFindCurrentRecordQuery {
  params: IFindCurrentRecordParams;
  result: IFindCurrentRecordResult;
}

const findCurrentRecordIR: any = {"usedParamSet":{"orgId":true,"activityId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1111,"b":1117}]},{"name":"activityId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1139,"b":1150}]}],"statement":"-- The current record of an activity is, of those that are no scenario, the one that was calculated last, by the\n-- database's clock; of two at the same moment the one of the batch with the higher id. An activity has few records:\n-- they are one range of the key.\nSELECT\n  r.org_id, r.batch_id, r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start,\n  r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg,\n  r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value,\n  r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region,\n  r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,\n  r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method, r.market_co2e_kg, r.market_basis,\n  r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score, r.attempt, r.calculated_at\nFROM emission_records AS r\nWHERE r.org_id = :orgId! AND r.activity_id = :activityId! AND NOT r.is_scenario\nORDER BY r.calculated_at DESC, r.batch_id DESC\nLIMIT 1"};

/**
 * Query generated from SQL:
 * ```
 * -- The current record of an activity is, of those that are no scenario, the one that was calculated last, by the
 * -- database's clock; of two at the same moment the one of the batch with the higher id. An activity has few records:
 * -- they are one range of the key.
 * SELECT
 *   r.org_id, r.batch_id, r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start,
 *   r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg,
 *   r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value,
 *   r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region,
 *   r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,
 *   r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method, r.market_co2e_kg, r.market_basis,
 *   r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score, r.attempt, r.calculated_at
 * FROM emission_records AS r
 * WHERE r.org_id = :orgId! AND r.activity_id = :activityId! AND NOT r.is_scenario
 * ORDER BY r.calculated_at DESC, r.batch_id DESC
 * LIMIT 1
 * ```
 */
export const findCurrentRecord = new PreparedQuery<IFindCurrentRecordParams,IFindCurrentRecordResult>(findCurrentRecordIR);


/** 'ListRecordsOfActivity' parameters type */
export interface IListRecordsOfActivityParams {
  activityId: string;
  limit: number;
  orgId: string;
}

/** 'ListRecordsOfActivity' return type */
export interface IListRecordsOfActivityResult {
  activityId: string;
  activityUncertaintyPct: string | null;
  /** The activity has changed since where its own is higher: the record is stale then. */
  activityVersion: number;
  attempt: number;
  batchId: string;
  biogenicCo2Kg: string | null;
  biogenicCo2PerUnit: string | null;
  calculatedAt: Date;
  category: string;
  ch4Kg: string | null;
  ch4PerUnit: string | null;
  co2eBasis: string | null;
  /** For scope 2 the location-based figure. */
  co2eKg: string;
  co2Kg: string | null;
  co2PerUnit: string | null;
  conversion: string | null;
  dataQuality: string;
  dataset: string | null;
  datasetVersion: string | null;
  factorId: string | null;
  factorOrder: string | null;
  factorParts: Json | null;
  factorRegion: string | null;
  factorSet: string | null;
  factorSource: string | null;
  factorUncertaintyPct: string | null;
  factorUnit: string | null;
  factorValue: string | null;
  gwpCh4: string | null;
  gwpN2o: string | null;
  gwpSet: string | null;
  isScenario: boolean;
  location: string;
  marketBasis: string | null;
  marketCo2eKg: string | null;
  marketFactor: Json | null;
  method: string;
  n2oKg: string | null;
  n2oPerUnit: string | null;
  orgId: string;
  periodEnd: string;
  periodPolicy: string | null;
  periodStart: string;
  qualityScore: number | null;
  quantity: string;
  quantityConverted: string | null;
  regionMatch: string | null;
  scope: number;
  scope3Category: number | null;
  unit: string;
  unitMatch: string | null;
  workspaceId: string;
}

/** 'ListRecordsOfActivity' query type */
export interface IListRecordsOfActivityQuery {
  params: IListRecordsOfActivityParams;
  result: IListRecordsOfActivityResult;
}

const listRecordsOfActivityIR: any = {"usedParamSet":{"orgId":true,"activityId":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":897,"b":903}]},{"name":"activityId","required":true,"transform":{"type":"scalar"},"locs":[{"a":925,"b":936}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":991,"b":997}]}],"statement":"-- All of them, also scenarios, the newest first.\nSELECT\n  r.org_id, r.batch_id, r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start,\n  r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg,\n  r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value,\n  r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region,\n  r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,\n  r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method, r.market_co2e_kg, r.market_basis,\n  r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score, r.attempt, r.calculated_at\nFROM emission_records AS r\nWHERE r.org_id = :orgId! AND r.activity_id = :activityId!\nORDER BY r.calculated_at DESC, r.batch_id DESC\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * -- All of them, also scenarios, the newest first.
 * SELECT
 *   r.org_id, r.batch_id, r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start,
 *   r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg,
 *   r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value,
 *   r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region,
 *   r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,
 *   r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method, r.market_co2e_kg, r.market_basis,
 *   r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score, r.attempt, r.calculated_at
 * FROM emission_records AS r
 * WHERE r.org_id = :orgId! AND r.activity_id = :activityId!
 * ORDER BY r.calculated_at DESC, r.batch_id DESC
 * LIMIT :limit!
 * ```
 */
export const listRecordsOfActivity = new PreparedQuery<IListRecordsOfActivityParams,IListRecordsOfActivityResult>(listRecordsOfActivityIR);


/** 'ListVersionsOfActivity' parameters type */
export interface IListVersionsOfActivityParams {
  activityId: string;
  limit: number;
  orgId: string;
}

/** 'ListVersionsOfActivity' return type */
export interface IListVersionsOfActivityResult {
  category: string;
  dataQuality: string;
  externalId: string | null;
  factorId: string | null;
  id: string;
  location: string;
  metadata: Json | null;
  meterId: string | null;
  orgId: string;
  periodEnd: string;
  periodStart: string;
  quantity: string;
  replacedAt: Date;
  source: string;
  supplier: string | null;
  supplierFactor: string | null;
  uncertaintyPct: string | null;
  unit: string;
  version: number;
  workspaceId: string;
}

/** 'ListVersionsOfActivity' query type */
export interface IListVersionsOfActivityQuery {
  params: IListVersionsOfActivityParams;
  result: IListVersionsOfActivityResult;
}

const listVersionsOfActivityIR: any = {"usedParamSet":{"orgId":true,"activityId":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":609,"b":615}]},{"name":"activityId","required":true,"transform":{"type":"scalar"},"locs":[{"a":637,"b":648}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":680,"b":686}]}],"statement":"-- What the activity was before, the newest first.\nSELECT\n  a.org_id AS \"org_id!\", a.id AS \"id!\", a.workspace_id AS \"workspace_id!\", a.source AS \"source!\",\n  a.category AS \"category!\", a.location AS \"location!\", a.quantity AS \"quantity!\", a.unit AS \"unit!\",\n  a.period_start AS \"period_start!\", a.period_end AS \"period_end!\", a.data_quality AS \"data_quality!\",\n  a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier, a.uncertainty_pct,\n  v.version, v.replaced_at\nFROM activity_versions AS v\nCROSS JOIN LATERAL jsonb_populate_record(NULL::activities, v.data) AS a\nWHERE v.org_id = :orgId! AND v.activity_id = :activityId!\nORDER BY v.version DESC\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * -- What the activity was before, the newest first.
 * SELECT
 *   a.org_id AS "org_id!", a.id AS "id!", a.workspace_id AS "workspace_id!", a.source AS "source!",
 *   a.category AS "category!", a.location AS "location!", a.quantity AS "quantity!", a.unit AS "unit!",
 *   a.period_start AS "period_start!", a.period_end AS "period_end!", a.data_quality AS "data_quality!",
 *   a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier, a.uncertainty_pct,
 *   v.version, v.replaced_at
 * FROM activity_versions AS v
 * CROSS JOIN LATERAL jsonb_populate_record(NULL::activities, v.data) AS a
 * WHERE v.org_id = :orgId! AND v.activity_id = :activityId!
 * ORDER BY v.version DESC
 * LIMIT :limit!
 * ```
 */
export const listVersionsOfActivity = new PreparedQuery<IListVersionsOfActivityParams,IListVersionsOfActivityResult>(listVersionsOfActivityIR);


/** 'ListCurrentRecords' parameters type */
export interface IListCurrentRecordsParams {
  after: string;
  category?: string | null | void;
  dataQuality?: string | null | void;
  factorId?: string | null | void;
  limit: number;
  location?: string | null | void;
  marketBasis?: string | null | void;
  orgId: string;
  regionMatch?: string | null | void;
  scope?: number | null | void;
  scope3Category?: number | null | void;
  stale?: boolean | null | void;
  workspaceId?: string | null | void;
  year?: number | null | void;
}

/** 'ListCurrentRecords' return type */
export interface IListCurrentRecordsResult {
  activityId: string;
  activityUncertaintyPct: string | null;
  /** The activity has changed since where its own is higher: the record is stale then. */
  activityVersion: number;
  attempt: number;
  batchId: string;
  biogenicCo2Kg: string | null;
  biogenicCo2PerUnit: string | null;
  calculatedAt: Date;
  category: string;
  ch4Kg: string | null;
  ch4PerUnit: string | null;
  co2eBasis: string | null;
  /** For scope 2 the location-based figure. */
  co2eKg: string;
  co2Kg: string | null;
  co2PerUnit: string | null;
  conversion: string | null;
  dataQuality: string;
  dataset: string | null;
  datasetVersion: string | null;
  factorId: string | null;
  factorOrder: string | null;
  factorParts: Json | null;
  factorRegion: string | null;
  factorSet: string | null;
  factorSource: string | null;
  factorUncertaintyPct: string | null;
  factorUnit: string | null;
  factorValue: string | null;
  gwpCh4: string | null;
  gwpN2o: string | null;
  gwpSet: string | null;
  isScenario: boolean;
  isStale: boolean;
  location: string;
  marketBasis: string | null;
  marketCo2eKg: string | null;
  marketFactor: Json | null;
  method: string;
  n2oKg: string | null;
  n2oPerUnit: string | null;
  orgId: string;
  periodEnd: string;
  periodPolicy: string | null;
  periodStart: string;
  qualityScore: number | null;
  quantity: string;
  quantityConverted: string | null;
  regionMatch: string | null;
  scope: number;
  scope3Category: number | null;
  unit: string;
  unitMatch: string | null;
  workspaceId: string;
}

/** 'ListCurrentRecords' query type */
export interface IListCurrentRecordsQuery {
  params: IListCurrentRecordsParams;
  result: IListCurrentRecordsResult;
}

const listCurrentRecordsIR: any = {"usedParamSet":{"orgId":true,"after":true,"workspaceId":true,"year":true,"scope":true,"scope3Category":true,"category":true,"location":true,"dataQuality":true,"regionMatch":true,"marketBasis":true,"factorId":true,"stale":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1112,"b":1118},{"a":1232,"b":1238},{"a":1383,"b":1389},{"a":2318,"b":2324}]},{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":1253,"b":1259}]},{"name":"workspaceId","required":false,"transform":{"type":"scalar"},"locs":[{"a":1523,"b":1534},{"a":1570,"b":1581}]},{"name":"year","required":false,"transform":{"type":"scalar"},"locs":[{"a":1591,"b":1595},{"a":1647,"b":1651}]},{"name":"scope","required":false,"transform":{"type":"scalar"},"locs":[{"a":1661,"b":1666},{"a":1694,"b":1699}]},{"name":"scope3Category","required":false,"transform":{"type":"scalar"},"locs":[{"a":1709,"b":1723},{"a":1761,"b":1775}]},{"name":"category","required":false,"transform":{"type":"scalar"},"locs":[{"a":1785,"b":1793},{"a":1825,"b":1833}]},{"name":"location","required":false,"transform":{"type":"scalar"},"locs":[{"a":1843,"b":1851},{"a":1883,"b":1891}]},{"name":"dataQuality","required":false,"transform":{"type":"scalar"},"locs":[{"a":1901,"b":1912},{"a":1948,"b":1959}]},{"name":"regionMatch","required":false,"transform":{"type":"scalar"},"locs":[{"a":1969,"b":1980},{"a":2034,"b":2045}]},{"name":"marketBasis","required":false,"transform":{"type":"scalar"},"locs":[{"a":2055,"b":2066},{"a":2120,"b":2131}]},{"name":"factorId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2141,"b":2149},{"a":2182,"b":2190}]},{"name":"stale","required":false,"transform":{"type":"scalar"},"locs":[{"a":2200,"b":2205},{"a":2227,"b":2232}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2380,"b":2386}]}],"statement":"-- Streams in the order of the key and ends with the page: the ids come sorted off the index, whatever the planner\n-- expects the filters to leave, and each takes one look at its records. All pages together read everything once.\nSELECT\n  r.org_id, r.batch_id, r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start,\n  r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg,\n  r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value,\n  r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region,\n  r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,\n  r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method, r.market_co2e_kg, r.market_basis,\n  r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score, r.attempt, r.calculated_at,\n  (SELECT a.version > r.activity_version FROM activities AS a WHERE a.org_id = :orgId! AND a.id = r.activity_id)\n    AS \"is_stale!\"\nFROM (\n  SELECT one.id FROM activities AS one\n  WHERE one.org_id = :orgId! AND one.id > :after!\n  ORDER BY one.id\n  OFFSET 0\n) AS known\nCROSS JOIN LATERAL (\n  SELECT * FROM emission_records AS one\n  WHERE one.org_id = :orgId! AND one.activity_id = known.id AND NOT one.is_scenario\n  ORDER BY one.calculated_at DESC, one.batch_id DESC\n  LIMIT 1\n) AS r\nWHERE (:workspaceId::text IS NULL OR r.workspace_id = :workspaceId)\n  AND (:year::int IS NULL OR extract(year FROM r.period_end) = :year)\n  AND (:scope::int IS NULL OR r.scope = :scope)\n  AND (:scope3Category::int IS NULL OR r.scope3_category = :scope3Category)\n  AND (:category::text IS NULL OR r.category = :category)\n  AND (:location::text IS NULL OR r.location = :location)\n  AND (:dataQuality::text IS NULL OR r.data_quality = :dataQuality)\n  AND (:regionMatch::text IS NULL OR coalesce(r.region_match, 'none') = :regionMatch)\n  AND (:marketBasis::text IS NULL OR coalesce(r.market_basis, 'none') = :marketBasis)\n  AND (:factorId::text IS NULL OR r.factor_id = :factorId)\n  AND (:stale::boolean IS NULL OR :stale = (\n    SELECT a.version > r.activity_version FROM activities AS a WHERE a.org_id = :orgId! AND a.id = r.activity_id\n  ))\nORDER BY known.id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * -- Streams in the order of the key and ends with the page: the ids come sorted off the index, whatever the planner
 * -- expects the filters to leave, and each takes one look at its records. All pages together read everything once.
 * SELECT
 *   r.org_id, r.batch_id, r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start,
 *   r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg,
 *   r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value,
 *   r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region,
 *   r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,
 *   r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method, r.market_co2e_kg, r.market_basis,
 *   r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score, r.attempt, r.calculated_at,
 *   (SELECT a.version > r.activity_version FROM activities AS a WHERE a.org_id = :orgId! AND a.id = r.activity_id)
 *     AS "is_stale!"
 * FROM (
 *   SELECT one.id FROM activities AS one
 *   WHERE one.org_id = :orgId! AND one.id > :after!
 *   ORDER BY one.id
 *   OFFSET 0
 * ) AS known
 * CROSS JOIN LATERAL (
 *   SELECT * FROM emission_records AS one
 *   WHERE one.org_id = :orgId! AND one.activity_id = known.id AND NOT one.is_scenario
 *   ORDER BY one.calculated_at DESC, one.batch_id DESC
 *   LIMIT 1
 * ) AS r
 * WHERE (:workspaceId::text IS NULL OR r.workspace_id = :workspaceId)
 *   AND (:year::int IS NULL OR extract(year FROM r.period_end) = :year)
 *   AND (:scope::int IS NULL OR r.scope = :scope)
 *   AND (:scope3Category::int IS NULL OR r.scope3_category = :scope3Category)
 *   AND (:category::text IS NULL OR r.category = :category)
 *   AND (:location::text IS NULL OR r.location = :location)
 *   AND (:dataQuality::text IS NULL OR r.data_quality = :dataQuality)
 *   AND (:regionMatch::text IS NULL OR coalesce(r.region_match, 'none') = :regionMatch)
 *   AND (:marketBasis::text IS NULL OR coalesce(r.market_basis, 'none') = :marketBasis)
 *   AND (:factorId::text IS NULL OR r.factor_id = :factorId)
 *   AND (:stale::boolean IS NULL OR :stale = (
 *     SELECT a.version > r.activity_version FROM activities AS a WHERE a.org_id = :orgId! AND a.id = r.activity_id
 *   ))
 * ORDER BY known.id
 * LIMIT :limit!
 * ```
 */
export const listCurrentRecords = new PreparedQuery<IListCurrentRecordsParams,IListCurrentRecordsResult>(listCurrentRecordsIR);


/** 'ListActivities' parameters type */
export interface IListActivitiesParams {
  after: string;
  limit: number;
  orgId: string;
  withoutRecord?: boolean | null | void;
  workspaceId?: string | null | void;
  year?: number | null | void;
}

/** 'ListActivities' return type */
export interface IListActivitiesResult {
  category: string;
  dataQuality: string;
  externalId: string | null;
  /** The factor to use, in place of the one that would be found. */
  factorId: string | null;
  id: string;
  location: string;
  metadata: Json | null;
  meterId: string | null;
  orgId: string;
  periodEnd: string;
  periodStart: string;
  quantity: string;
  source: string;
  supplier: string | null;
  /** kg CO2e per unit as the supplier states it; used in place of a factor. */
  supplierFactor: string | null;
  /** Of the quantity, at 95 % confidence. */
  uncertaintyPct: string | null;
  unit: string;
  /** One more with each change of its data; records keep the one that they were made from. */
  version: number;
  workspaceId: string;
}

/** 'ListActivities' query type */
export interface IListActivitiesQuery {
  params: IListActivitiesParams;
  result: IListActivitiesResult;
}

const listActivitiesIR: any = {"usedParamSet":{"orgId":true,"after":true,"workspaceId":true,"year":true,"withoutRecord":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":407,"b":413},{"a":718,"b":724}]},{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":426,"b":432}]},{"name":"workspaceId","required":false,"transform":{"type":"scalar"},"locs":[{"a":441,"b":452},{"a":488,"b":499}]},{"name":"year","required":false,"transform":{"type":"scalar"},"locs":[{"a":509,"b":513},{"a":565,"b":569}]},{"name":"withoutRecord","required":false,"transform":{"type":"scalar"},"locs":[{"a":579,"b":592},{"a":614,"b":627}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":823,"b":829}]}],"statement":"-- Streams in the order of the key and ends with the page; each activity takes at most one look at its records.\nSELECT\n  a.org_id, a.id, a.workspace_id, a.source, a.category, a.location, a.quantity, a.unit, a.period_start, a.period_end,\n  a.data_quality, a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier, a.uncertainty_pct,\n  a.version\nFROM activities AS a\nWHERE a.org_id = :orgId! AND a.id > :after!\n  AND (:workspaceId::text IS NULL OR a.workspace_id = :workspaceId)\n  AND (:year::int IS NULL OR extract(year FROM a.period_end) = :year)\n  AND (:withoutRecord::boolean IS NULL OR :withoutRecord = ((\n    SELECT one.activity_version FROM emission_records AS one\n    WHERE one.org_id = :orgId! AND one.activity_id = a.id AND NOT one.is_scenario\n    LIMIT 1\n  ) IS NULL))\nORDER BY a.id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * -- Streams in the order of the key and ends with the page; each activity takes at most one look at its records.
 * SELECT
 *   a.org_id, a.id, a.workspace_id, a.source, a.category, a.location, a.quantity, a.unit, a.period_start, a.period_end,
 *   a.data_quality, a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier, a.uncertainty_pct,
 *   a.version
 * FROM activities AS a
 * WHERE a.org_id = :orgId! AND a.id > :after!
 *   AND (:workspaceId::text IS NULL OR a.workspace_id = :workspaceId)
 *   AND (:year::int IS NULL OR extract(year FROM a.period_end) = :year)
 *   AND (:withoutRecord::boolean IS NULL OR :withoutRecord = ((
 *     SELECT one.activity_version FROM emission_records AS one
 *     WHERE one.org_id = :orgId! AND one.activity_id = a.id AND NOT one.is_scenario
 *     LIMIT 1
 *   ) IS NULL))
 * ORDER BY a.id
 * LIMIT :limit!
 * ```
 */
export const listActivities = new PreparedQuery<IListActivitiesParams,IListActivitiesResult>(listActivitiesIR);


