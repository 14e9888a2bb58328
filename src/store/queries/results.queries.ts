/** Types generated for queries found in "src/store/queries/results.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type stringArray = (string)[];

/** 'ListRecords' parameters type */
export interface IListRecordsParams {
  after: string;
  batchId: string;
  limit: number;
  orgId: string;
}

/** 'ListRecords' return type */
export interface IListRecordsResult {
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

/** 'ListRecords' query type */
export interface IListRecordsQuery {
  params: IListRecordsParams;
  result: IListRecordsResult;
}

const listRecordsIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"after":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1152,"b":1158}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1179,"b":1187}]},{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":1211,"b":1217}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1250,"b":1256}]}],"statement":"-- OFFSET 0 keeps each record a look into the index by its whole key, whatever the planner believes of new tables.\nSELECT\n  r.activity_id, r.batch_id, r.org_id, r.workspace_id, r.category, r.location, r.quantity, r.unit,\n  r.period_start, r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category,\n  r.co2e_kg, r.co2_kg, r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset,\n  r.dataset_version, r.factor_value, r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit,\n  r.factor_unit, r.factor_region, r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis,\n  r.gwp_set, r.gwp_ch4, r.gwp_n2o, r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method,\n  r.market_co2e_kg, r.market_basis, r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct,\n  r.quality_score, r.attempt, r.calculated_at\nFROM batch_activity_refs AS ref\nCROSS JOIN LATERAL (\n  SELECT * FROM emission_records AS one\n  WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id\n  OFFSET 0\n) AS r\nWHERE ref.org_id = :orgId! AND ref.batch_id = :batchId! AND ref.activity_id > :after!\nORDER BY ref.activity_id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * -- OFFSET 0 keeps each record a look into the index by its whole key, whatever the planner believes of new tables.
 * SELECT
 *   r.activity_id, r.batch_id, r.org_id, r.workspace_id, r.category, r.location, r.quantity, r.unit,
 *   r.period_start, r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category,
 *   r.co2e_kg, r.co2_kg, r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset,
 *   r.dataset_version, r.factor_value, r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit,
 *   r.factor_unit, r.factor_region, r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis,
 *   r.gwp_set, r.gwp_ch4, r.gwp_n2o, r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method,
 *   r.market_co2e_kg, r.market_basis, r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct,
 *   r.quality_score, r.attempt, r.calculated_at
 * FROM batch_activity_refs AS ref
 * CROSS JOIN LATERAL (
 *   SELECT * FROM emission_records AS one
 *   WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
 *   OFFSET 0
 * ) AS r
 * WHERE ref.org_id = :orgId! AND ref.batch_id = :batchId! AND ref.activity_id > :after!
 * ORDER BY ref.activity_id
 * LIMIT :limit!
 * ```
 */
export const listRecords = new PreparedQuery<IListRecordsParams,IListRecordsResult>(listRecordsIR);


/** 'FindRecords' parameters type */
export interface IFindRecordsParams {
  activityIds: stringArray;
  batchId: string;
  orgId: string;
}

/** 'FindRecords' return type */
export interface IFindRecordsResult {
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

/** 'FindRecords' query type */
export interface IFindRecordsQuery {
  params: IFindRecordsParams;
  result: IFindRecordsResult;
}

const findRecordsIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"activityIds":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":849,"b":855}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":874,"b":882}]},{"name":"activityIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":909,"b":921}]}],"statement":"SELECT\n  r.activity_id, r.batch_id, r.org_id, r.workspace_id, r.category, r.location, r.quantity, r.unit,\n  r.period_start, r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category,\n  r.co2e_kg, r.co2_kg, r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset,\n  r.dataset_version, r.factor_value, r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit,\n  r.factor_unit, r.factor_region, r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis,\n  r.gwp_set, r.gwp_ch4, r.gwp_n2o, r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method,\n  r.market_co2e_kg, r.market_basis, r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct,\n  r.quality_score, r.attempt, r.calculated_at\nFROM emission_records AS r\nWHERE r.org_id = :orgId! AND r.batch_id = :batchId! AND r.activity_id = ANY (:activityIds!::text[])"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   r.activity_id, r.batch_id, r.org_id, r.workspace_id, r.category, r.location, r.quantity, r.unit,
 *   r.period_start, r.period_end, r.data_quality, r.activity_version, r.is_scenario, r.scope, r.scope3_category,
 *   r.co2e_kg, r.co2_kg, r.ch4_kg, r.n2o_kg, r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset,
 *   r.dataset_version, r.factor_value, r.co2_per_unit, r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit,
 *   r.factor_unit, r.factor_region, r.region_match, r.unit_match, r.factor_source, r.factor_order, r.co2e_basis,
 *   r.gwp_set, r.gwp_ch4, r.gwp_n2o, r.quantity_converted, r.conversion, r.period_policy, r.factor_parts, r.method,
 *   r.market_co2e_kg, r.market_basis, r.market_factor, r.activity_uncertainty_pct, r.factor_uncertainty_pct,
 *   r.quality_score, r.attempt, r.calculated_at
 * FROM emission_records AS r
 * WHERE r.org_id = :orgId! AND r.batch_id = :batchId! AND r.activity_id = ANY (:activityIds!::text[])
 * ```
 */
export const findRecords = new PreparedQuery<IFindRecordsParams,IFindRecordsResult>(findRecordsIR);


/** 'ListErrors' parameters type */
export interface IListErrorsParams {
  after: string;
  batchId: string;
  limit: number;
  orgId: string;
}

/** 'ListErrors' return type */
export interface IListErrorsResult {
  activityId: string;
  at: Date;
  attempt: number;
  batchId: string;
  code: string;
  details: string;
}

/** 'ListErrors' query type */
export interface IListErrorsQuery {
  params: IListErrorsParams;
  result: IListErrorsResult;
}

const listErrorsIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"after":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":273,"b":279}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":298,"b":306}]},{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":328,"b":334}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":365,"b":371}]}],"statement":"-- Those of the latest pass; the errors of earlier ones are history.\nSELECT e.activity_id, e.batch_id, e.code, e.details, e.attempt, e.at\nFROM activity_errors AS e\nJOIN batch_jobs AS b ON b.id = e.batch_id AND b.org_id = e.org_id AND b.attempt = e.attempt\nWHERE e.org_id = :orgId! AND e.batch_id = :batchId! AND e.activity_id > :after!\nORDER BY e.activity_id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * -- Those of the latest pass; the errors of earlier ones are history.
 * SELECT e.activity_id, e.batch_id, e.code, e.details, e.attempt, e.at
 * FROM activity_errors AS e
 * JOIN batch_jobs AS b ON b.id = e.batch_id AND b.org_id = e.org_id AND b.attempt = e.attempt
 * WHERE e.org_id = :orgId! AND e.batch_id = :batchId! AND e.activity_id > :after!
 * ORDER BY e.activity_id
 * LIMIT :limit!
 * ```
 */
export const listErrors = new PreparedQuery<IListErrorsParams,IListErrorsResult>(listErrorsIR);


/** 'FindErrors' parameters type */
export interface IFindErrorsParams {
  activityIds: stringArray;
  batchId: string;
  orgId: string;
}

/** 'FindErrors' return type */
export interface IFindErrorsResult {
  activityId: string;
  at: Date;
  attempt: number;
  batchId: string;
  code: string;
  details: string;
}

/** 'FindErrors' query type */
export interface IFindErrorsQuery {
  params: IFindErrorsParams;
  result: IFindErrorsResult;
}

const findErrorsIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"activityIds":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":204,"b":210}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":229,"b":237}]},{"name":"activityIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":264,"b":276}]}],"statement":"SELECT e.activity_id, e.batch_id, e.code, e.details, e.attempt, e.at\nFROM activity_errors AS e\nJOIN batch_jobs AS b ON b.id = e.batch_id AND b.org_id = e.org_id AND b.attempt = e.attempt\nWHERE e.org_id = :orgId! AND e.batch_id = :batchId! AND e.activity_id = ANY (:activityIds!::text[])"};

/**
 * Query generated from SQL:
 * ```
 * SELECT e.activity_id, e.batch_id, e.code, e.details, e.attempt, e.at
 * FROM activity_errors AS e
 * JOIN batch_jobs AS b ON b.id = e.batch_id AND b.org_id = e.org_id AND b.attempt = e.attempt
 * WHERE e.org_id = :orgId! AND e.batch_id = :batchId! AND e.activity_id = ANY (:activityIds!::text[])
 * ```
 */
export const findErrors = new PreparedQuery<IFindErrorsParams,IFindErrorsResult>(findErrorsIR);


/** 'SumRecordsByCategory' parameters type */
export interface ISumRecordsByCategoryParams {
  batchId: string;
  orgId: string;
}

/** 'SumRecordsByCategory' return type */
export interface ISumRecordsByCategoryResult {
  activities: number;
  category: string;
  co2eKg: string;
  marketCo2eKg: string;
  scope: number;
}

/** 'SumRecordsByCategory' query type */
export interface ISumRecordsByCategoryQuery {
  params: ISumRecordsByCategoryParams;
  result: ISumRecordsByCategoryResult;
}

const sumRecordsByCategoryIR: any = {"usedParamSet":{"orgId":true,"batchId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":493,"b":499}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":520,"b":528}]}],"statement":"-- OFFSET 0 as in listRecords.\nSELECT r.scope, r.category, count(*) AS \"activities!\", trim_scale(sum(r.co2e_kg)) AS \"co2e_kg!\",\n  trim_scale(sum(coalesce(r.market_co2e_kg, r.co2e_kg))) AS \"market_co2e_kg!\"\nFROM batch_activity_refs AS ref\nCROSS JOIN LATERAL (\n  SELECT one.scope, one.category, one.co2e_kg, one.market_co2e_kg FROM emission_records AS one\n  WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id\n  OFFSET 0\n) AS r\nWHERE ref.org_id = :orgId! AND ref.batch_id = :batchId!\nGROUP BY r.scope, r.category\nORDER BY r.scope, r.category COLLATE \"C\""};

/**
 * Query generated from SQL:
 * ```
 * -- OFFSET 0 as in listRecords.
 * SELECT r.scope, r.category, count(*) AS "activities!", trim_scale(sum(r.co2e_kg)) AS "co2e_kg!",
 *   trim_scale(sum(coalesce(r.market_co2e_kg, r.co2e_kg))) AS "market_co2e_kg!"
 * FROM batch_activity_refs AS ref
 * CROSS JOIN LATERAL (
 *   SELECT one.scope, one.category, one.co2e_kg, one.market_co2e_kg FROM emission_records AS one
 *   WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
 *   OFFSET 0
 * ) AS r
 * WHERE ref.org_id = :orgId! AND ref.batch_id = :batchId!
 * GROUP BY r.scope, r.category
 * ORDER BY r.scope, r.category COLLATE "C"
 * ```
 */
export const sumRecordsByCategory = new PreparedQuery<ISumRecordsByCategoryParams,ISumRecordsByCategoryResult>(sumRecordsByCategoryIR);


/** 'CountErrorsByCode' parameters type */
export interface ICountErrorsByCodeParams {
  batchId: string;
  orgId: string;
}

/** 'CountErrorsByCode' return type */
export interface ICountErrorsByCodeResult {
  code: string;
  count: number;
  exampleDetails: stringArray;
  exampleIds: stringArray;
}

/** 'CountErrorsByCode' query type */
export interface ICountErrorsByCodeQuery {
  params: ICountErrorsByCodeParams;
  result: ICountErrorsByCodeResult;
}

const countErrorsByCodeIR: any = {"usedParamSet":{"orgId":true,"batchId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":555,"b":561}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":580,"b":588}]}],"statement":"-- With the first three activities of each code, by id.\nSELECT code, count(*) AS \"count!\",\n  (array_agg(activity_id ORDER BY activity_id) FILTER (WHERE place <= 3))::text[] AS \"example_ids!\",\n  (array_agg(details ORDER BY activity_id) FILTER (WHERE place <= 3))::text[] AS \"example_details!\"\nFROM (\n  SELECT e.code, e.activity_id, e.details, row_number() OVER (PARTITION BY e.code ORDER BY e.activity_id) AS place\n  FROM activity_errors AS e\n  JOIN batch_jobs AS b ON b.id = e.batch_id AND b.org_id = e.org_id AND b.attempt = e.attempt\n  WHERE e.org_id = :orgId! AND e.batch_id = :batchId!\n) AS placed\nGROUP BY code\nORDER BY count(*) DESC, code"};

/**
 * Query generated from SQL:
 * ```
 * -- With the first three activities of each code, by id.
 * SELECT code, count(*) AS "count!",
 *   (array_agg(activity_id ORDER BY activity_id) FILTER (WHERE place <= 3))::text[] AS "example_ids!",
 *   (array_agg(details ORDER BY activity_id) FILTER (WHERE place <= 3))::text[] AS "example_details!"
 * FROM (
 *   SELECT e.code, e.activity_id, e.details, row_number() OVER (PARTITION BY e.code ORDER BY e.activity_id) AS place
 *   FROM activity_errors AS e
 *   JOIN batch_jobs AS b ON b.id = e.batch_id AND b.org_id = e.org_id AND b.attempt = e.attempt
 *   WHERE e.org_id = :orgId! AND e.batch_id = :batchId!
 * ) AS placed
 * GROUP BY code
 * ORDER BY count(*) DESC, code
 * ```
 */
export const countErrorsByCode = new PreparedQuery<ICountErrorsByCodeParams,ICountErrorsByCodeResult>(countErrorsByCodeIR);


/** 'ListBatchActivities' parameters type */
export interface IListBatchActivitiesParams {
  after: string;
  batchId: string;
  limit: number;
  orgId: string;
}

/** 'ListBatchActivities' return type */
export interface IListBatchActivitiesResult {
  activityId: string;
}

/** 'ListBatchActivities' query type */
export interface IListBatchActivitiesQuery {
  params: IListBatchActivitiesParams;
  result: IListBatchActivitiesResult;
}

const listBatchActivitiesIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"after":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":74,"b":80}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":101,"b":109}]},{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":133,"b":139}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":172,"b":178}]}],"statement":"SELECT ref.activity_id\nFROM batch_activity_refs AS ref\nWHERE ref.org_id = :orgId! AND ref.batch_id = :batchId! AND ref.activity_id > :after!\nORDER BY ref.activity_id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT ref.activity_id
 * FROM batch_activity_refs AS ref
 * WHERE ref.org_id = :orgId! AND ref.batch_id = :batchId! AND ref.activity_id > :after!
 * ORDER BY ref.activity_id
 * LIMIT :limit!
 * ```
 */
export const listBatchActivities = new PreparedQuery<IListBatchActivitiesParams,IListBatchActivitiesResult>(listBatchActivitiesIR);


