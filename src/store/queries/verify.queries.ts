/** Types generated for queries found in "src/store/queries/verify.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

/** 'ListBatchesToVerify' parameters type */
export interface IListBatchesToVerifyParams {
  after: string;
  batchId?: string | null | void;
  limit: number;
  orgId?: string | null | void;
}

/** 'ListBatchesToVerify' return type */
export interface IListBatchesToVerifyResult {
  id: string;
  orgId: string;
}

/** 'ListBatchesToVerify' query type */
export interface IListBatchesToVerifyQuery {
  params: IListBatchesToVerifyParams;
  result: IListBatchesToVerifyResult;
}

const listBatchesToVerifyIR: any = {"usedParamSet":{"after":true,"orgId":true,"batchId":true,"limit":true},"params":[{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":45,"b":51}]},{"name":"orgId","required":false,"transform":{"type":"scalar"},"locs":[{"a":78,"b":83},{"a":111,"b":116}]},{"name":"batchId","required":false,"transform":{"type":"scalar"},"locs":[{"a":124,"b":131},{"a":155,"b":162}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":183,"b":189}]}],"statement":"SELECT org_id, id\nFROM batch_jobs\nWHERE id > :after! AND part_of IS NULL AND (:orgId::text IS NULL OR org_id = :orgId) AND (:batchId::text IS NULL OR id = :batchId)\nORDER BY id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT org_id, id
 * FROM batch_jobs
 * WHERE id > :after! AND part_of IS NULL AND (:orgId::text IS NULL OR org_id = :orgId) AND (:batchId::text IS NULL OR id = :batchId)
 * ORDER BY id
 * LIMIT :limit!
 * ```
 */
export const listBatchesToVerify = new PreparedQuery<IListBatchesToVerifyParams,IListBatchesToVerifyResult>(listBatchesToVerifyIR);


/** 'TallyBatch' parameters type */
export interface ITallyBatchParams {
  batchId: string;
}

/** 'TallyBatch' return type */
export interface ITallyBatchResult {
  activityCount: number;
  co2eKg: string;
  errorCount: number;
  errors: number;
  id: string;
  orgId: string;
  otherPurpose: number;
  records: number;
  refs: number;
  successCount: number;
  totalEmissions: string;
}

/** 'TallyBatch' query type */
export interface ITallyBatchQuery {
  params: ITallyBatchParams;
  result: ITallyBatchResult;
}

const tallyBatchIR: any = {"usedParamSet":{"batchId":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":991,"b":999}]}],"statement":"-- What the batch says of itself beside what is there, in one statement and so of one moment: a batch that is at work may\n-- be verified. OFFSET 0 as in listRecords.\nSELECT\n  b.org_id, b.id, b.activity_count, b.success_count, b.error_count, trim_scale(b.total_emissions) AS \"total_emissions!\",\n  count(ref.activity_id) AS \"refs!\",\n  count(r.co2e_kg) AS \"records!\",\n  count(r.co2e_kg) FILTER (WHERE r.is_scenario <> (b.purpose = 'scenario')) AS \"other_purpose!\",\n  trim_scale(coalesce(sum(r.co2e_kg), 0)) AS \"co2e_kg!\",\n  (SELECT count(*) FROM activity_errors AS e WHERE e.org_id = b.org_id AND e.batch_id = b.id AND e.attempt = b.attempt)\n    AS \"errors!\"\nFROM batch_jobs AS b\nLEFT JOIN batch_activity_refs AS ref ON ref.org_id = b.org_id AND ref.batch_id = b.id\nLEFT JOIN LATERAL (\n  SELECT one.co2e_kg, one.is_scenario FROM emission_records AS one\n  WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id\n  OFFSET 0\n) AS r ON true\nWHERE b.id = :batchId!\nGROUP BY b.id"};

/**
 * Query generated from SQL:
 * ```
 * -- What the batch says of itself beside what is there, in one statement and so of one moment: a batch that is at work may
 * -- be verified. OFFSET 0 as in listRecords.
 * SELECT
 *   b.org_id, b.id, b.activity_count, b.success_count, b.error_count, trim_scale(b.total_emissions) AS "total_emissions!",
 *   count(ref.activity_id) AS "refs!",
 *   count(r.co2e_kg) AS "records!",
 *   count(r.co2e_kg) FILTER (WHERE r.is_scenario <> (b.purpose = 'scenario')) AS "other_purpose!",
 *   trim_scale(coalesce(sum(r.co2e_kg), 0)) AS "co2e_kg!",
 *   (SELECT count(*) FROM activity_errors AS e WHERE e.org_id = b.org_id AND e.batch_id = b.id AND e.attempt = b.attempt)
 *     AS "errors!"
 * FROM batch_jobs AS b
 * LEFT JOIN batch_activity_refs AS ref ON ref.org_id = b.org_id AND ref.batch_id = b.id
 * LEFT JOIN LATERAL (
 *   SELECT one.co2e_kg, one.is_scenario FROM emission_records AS one
 *   WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
 *   OFFSET 0
 * ) AS r ON true
 * WHERE b.id = :batchId!
 * GROUP BY b.id
 * ```
 */
export const tallyBatch = new PreparedQuery<ITallyBatchParams,ITallyBatchResult>(tallyBatchIR);


/** 'ListUnaccounted' parameters type */
export interface IListUnaccountedParams {
  after: string;
  batchId: string;
  limit: number;
}

/** 'ListUnaccounted' return type */
export interface IListUnaccountedResult {
  activityId: string;
  outcomes: number;
}

/** 'ListUnaccounted' query type */
export interface IListUnaccountedQuery {
  params: IListUnaccountedParams;
  result: IListUnaccountedResult;
}

const listUnaccountedIR: any = {"usedParamSet":{"batchId":true,"after":true,"limit":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":757,"b":765}]},{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":789,"b":795}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":944,"b":950}]}],"statement":"-- Activities with two outcomes, and those that should have one by now and have none: all of a complete batch, else those\n-- that its cursor has passed.\nSELECT ref.activity_id, (r.found + e.found)::int AS \"outcomes!\"\nFROM batch_jobs AS b\nJOIN batch_activity_refs AS ref ON ref.org_id = b.org_id AND ref.batch_id = b.id\nCROSS JOIN LATERAL (\n  SELECT count(*) AS found FROM emission_records AS one\n  WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id\n  OFFSET 0\n) AS r\nCROSS JOIN LATERAL (\n  SELECT count(*) AS found FROM activity_errors AS one\n  WHERE one.org_id = ref.org_id AND one.batch_id = ref.batch_id AND one.attempt = b.attempt\n    AND one.activity_id = ref.activity_id\n  OFFSET 0\n) AS e\nWHERE b.id = :batchId! AND ref.activity_id > :after!\n  AND (r.found + e.found > 1 OR (r.found + e.found = 0 AND (b.status = 'complete' OR ref.activity_id <= b.cursor)))\nORDER BY ref.activity_id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * -- Activities with two outcomes, and those that should have one by now and have none: all of a complete batch, else those
 * -- that its cursor has passed.
 * SELECT ref.activity_id, (r.found + e.found)::int AS "outcomes!"
 * FROM batch_jobs AS b
 * JOIN batch_activity_refs AS ref ON ref.org_id = b.org_id AND ref.batch_id = b.id
 * CROSS JOIN LATERAL (
 *   SELECT count(*) AS found FROM emission_records AS one
 *   WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
 *   OFFSET 0
 * ) AS r
 * CROSS JOIN LATERAL (
 *   SELECT count(*) AS found FROM activity_errors AS one
 *   WHERE one.org_id = ref.org_id AND one.batch_id = ref.batch_id AND one.attempt = b.attempt
 *     AND one.activity_id = ref.activity_id
 *   OFFSET 0
 * ) AS e
 * WHERE b.id = :batchId! AND ref.activity_id > :after!
 *   AND (r.found + e.found > 1 OR (r.found + e.found = 0 AND (b.status = 'complete' OR ref.activity_id <= b.cursor)))
 * ORDER BY ref.activity_id
 * LIMIT :limit!
 * ```
 */
export const listUnaccounted = new PreparedQuery<IListUnaccountedParams,IListUnaccountedResult>(listUnaccountedIR);


/** 'ListRecordKeys' parameters type */
export interface IListRecordKeysParams {
  afterActivityId: string;
  afterBatchId: string;
  afterOrgId: string;
  limit: number;
  orgId?: string | null | void;
}

/** 'ListRecordKeys' return type */
export interface IListRecordKeysResult {
  activityId: string;
  batchId: string;
  isStray: boolean;
  orgId: string;
}

/** 'ListRecordKeys' query type */
export interface IListRecordKeysQuery {
  params: IListRecordKeysParams;
  result: IListRecordKeysResult;
}

const listRecordKeysIR: any = {"usedParamSet":{"afterOrgId":true,"afterActivityId":true,"afterBatchId":true,"orgId":true,"limit":true},"params":[{"name":"afterOrgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":356,"b":367}]},{"name":"afterActivityId","required":true,"transform":{"type":"scalar"},"locs":[{"a":370,"b":386}]},{"name":"afterBatchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":389,"b":402}]},{"name":"orgId","required":false,"transform":{"type":"scalar"},"locs":[{"a":414,"b":419},{"a":447,"b":452}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":504,"b":510}]}],"statement":"-- Every record in the order of the key, and whether a batch accounts for it: one that none does would still count in the\n-- inventory. OFFSET 0 as in listRecords.\nSELECT r.org_id, r.activity_id, r.batch_id, accounted.found = 0 AS \"is_stray!\"\nFROM (\n  SELECT org_id, activity_id, batch_id\n  FROM emission_records\n  WHERE (org_id, activity_id, batch_id) > (:afterOrgId!, :afterActivityId!, :afterBatchId!)\n    AND (:orgId::text IS NULL OR org_id = :orgId)\n  ORDER BY org_id, activity_id, batch_id\n  LIMIT :limit!\n) AS r\nCROSS JOIN LATERAL (\n  SELECT count(*) AS found\n  FROM batch_activity_refs AS ref, batch_jobs AS b\n  WHERE ref.org_id = r.org_id AND ref.batch_id = r.batch_id AND ref.activity_id = r.activity_id\n    AND b.id = r.batch_id AND b.org_id = r.org_id\n  OFFSET 0\n) AS accounted\nORDER BY r.org_id, r.activity_id, r.batch_id"};

/**
 * Query generated from SQL:
 * ```
 * -- Every record in the order of the key, and whether a batch accounts for it: one that none does would still count in the
 * -- inventory. OFFSET 0 as in listRecords.
 * SELECT r.org_id, r.activity_id, r.batch_id, accounted.found = 0 AS "is_stray!"
 * FROM (
 *   SELECT org_id, activity_id, batch_id
 *   FROM emission_records
 *   WHERE (org_id, activity_id, batch_id) > (:afterOrgId!, :afterActivityId!, :afterBatchId!)
 *     AND (:orgId::text IS NULL OR org_id = :orgId)
 *   ORDER BY org_id, activity_id, batch_id
 *   LIMIT :limit!
 * ) AS r
 * CROSS JOIN LATERAL (
 *   SELECT count(*) AS found
 *   FROM batch_activity_refs AS ref, batch_jobs AS b
 *   WHERE ref.org_id = r.org_id AND ref.batch_id = r.batch_id AND ref.activity_id = r.activity_id
 *     AND b.id = r.batch_id AND b.org_id = r.org_id
 *   OFFSET 0
 * ) AS accounted
 * ORDER BY r.org_id, r.activity_id, r.batch_id
 * ```
 */
export const listRecordKeys = new PreparedQuery<IListRecordKeysParams,IListRecordKeysResult>(listRecordKeysIR);


