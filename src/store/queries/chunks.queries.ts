/** Types generated for queries found in "src/store/queries/chunks.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type batch_status = 'cancelled' | 'complete' | 'failed' | 'pending' | 'processing' | 'queued';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type numberArray = (number)[];

export type stringArray = (string)[];

/** 'ReadChunk' parameters type */
export interface IReadChunkParams {
  batchId: string;
  cursor: string;
  limit: number;
  orgId: string;
}

/** 'ReadChunk' return type */
export interface IReadChunkResult {
  category: string | null;
  dataQuality: string | null;
  externalId: string | null;
  /** The factor to use, in place of the one that would be found. */
  factorId: string | null;
  id: string | null;
  location: string | null;
  metadata: Json | null;
  meterId: string | null;
  periodEnd: string | null;
  periodStart: string | null;
  quantity: string | null;
  refActivityId: string;
  source: string | null;
  supplier: string | null;
  /** kg CO2e per unit as the supplier states it; used in place of a factor. */
  supplierFactor: string | null;
  /** Of the quantity, at 95 % confidence. */
  uncertaintyPct: string | null;
  unit: string | null;
  /** One more with each change of its data; records keep the one that they were made from. */
  version: number | null;
  workspaceId: string | null;
}

/** 'ReadChunk' query type */
export interface IReadChunkQuery {
  params: IReadChunkParams;
  result: IReadChunkResult;
}

const readChunkIR: any = {"usedParamSet":{"batchId":true,"orgId":true,"cursor":true,"limit":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":844,"b":852}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":973,"b":979}]},{"name":"cursor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1057,"b":1064}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1619,"b":1625}]}],"statement":"-- The next activities of the batch without an outcome in this pass, with their data where they exist. In a first\n-- pass nothing beyond the cursor has one and the probes find nothing; in a retry they skip what is done.\n-- OFFSET 0 keeps each probe a look into the index by the whole key. Turned into a join, as the planner would have it\n-- while it knows nothing of tables that were filled a moment ago, every ref is compared with every outcome.\n-- A part has its own range of the whole batch's activities; no id is behind 201 times the last character.\n-- An activity that was moved out of the workspaces that its submitter is bound to is not there any more.\nWITH span AS MATERIALIZED (\n  SELECT\n    coalesce(part_of, id) AS batch_id, attempt, coalesce(range_until, repeat(chr(1114111), 201)) AS last_id, bound_to\n  FROM batch_jobs WHERE id = :batchId!\n), chunk AS MATERIALIZED (\n  SELECT ref.org_id, ref.activity_id\n  FROM batch_activity_refs AS ref\n  WHERE ref.org_id = :orgId! AND ref.batch_id = (SELECT s.batch_id FROM span AS s) AND ref.activity_id > :cursor!\n    AND ref.activity_id <= (SELECT s.last_id FROM span AS s)\n    AND NOT EXISTS (\n      SELECT 1 FROM emission_records AS done\n      WHERE done.org_id = ref.org_id AND done.batch_id = ref.batch_id AND done.activity_id = ref.activity_id\n      OFFSET 0\n    )\n    AND NOT EXISTS (\n      SELECT 1 FROM activity_errors AS ended\n      WHERE ended.org_id = ref.org_id AND ended.batch_id = ref.batch_id AND ended.activity_id = ref.activity_id\n        AND ended.attempt = (SELECT s.attempt FROM span AS s)\n      OFFSET 0\n    )\n  ORDER BY ref.activity_id\n  LIMIT :limit!\n)\nSELECT\n  chunk.activity_id AS \"ref_activity_id!\", a.id AS \"id?\", a.workspace_id AS \"workspace_id?\", a.source AS \"source?\",\n  a.category AS \"category?\", a.location AS \"location?\", a.quantity AS \"quantity?\", a.unit AS \"unit?\",\n  a.period_start AS \"period_start?\", a.period_end AS \"period_end?\", a.data_quality AS \"data_quality?\",\n  a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier, a.uncertainty_pct,\n  a.version AS \"version?\"\nFROM chunk\nLEFT JOIN activities AS a ON a.org_id = chunk.org_id AND a.id = chunk.activity_id\n  AND coalesce(a.workspace_id = ANY ((SELECT s.bound_to FROM span AS s)::text[]), true)\nORDER BY chunk.activity_id"};

/**
 * Query generated from SQL:
 * ```
 * -- The next activities of the batch without an outcome in this pass, with their data where they exist. In a first
 * -- pass nothing beyond the cursor has one and the probes find nothing; in a retry they skip what is done.
 * -- OFFSET 0 keeps each probe a look into the index by the whole key. Turned into a join, as the planner would have it
 * -- while it knows nothing of tables that were filled a moment ago, every ref is compared with every outcome.
 * -- A part has its own range of the whole batch's activities; no id is behind 201 times the last character.
 * -- An activity that was moved out of the workspaces that its submitter is bound to is not there any more.
 * WITH span AS MATERIALIZED (
 *   SELECT
 *     coalesce(part_of, id) AS batch_id, attempt, coalesce(range_until, repeat(chr(1114111), 201)) AS last_id, bound_to
 *   FROM batch_jobs WHERE id = :batchId!
 * ), chunk AS MATERIALIZED (
 *   SELECT ref.org_id, ref.activity_id
 *   FROM batch_activity_refs AS ref
 *   WHERE ref.org_id = :orgId! AND ref.batch_id = (SELECT s.batch_id FROM span AS s) AND ref.activity_id > :cursor!
 *     AND ref.activity_id <= (SELECT s.last_id FROM span AS s)
 *     AND NOT EXISTS (
 *       SELECT 1 FROM emission_records AS done
 *       WHERE done.org_id = ref.org_id AND done.batch_id = ref.batch_id AND done.activity_id = ref.activity_id
 *       OFFSET 0
 *     )
 *     AND NOT EXISTS (
 *       SELECT 1 FROM activity_errors AS ended
 *       WHERE ended.org_id = ref.org_id AND ended.batch_id = ref.batch_id AND ended.activity_id = ref.activity_id
 *         AND ended.attempt = (SELECT s.attempt FROM span AS s)
 *       OFFSET 0
 *     )
 *   ORDER BY ref.activity_id
 *   LIMIT :limit!
 * )
 * SELECT
 *   chunk.activity_id AS "ref_activity_id!", a.id AS "id?", a.workspace_id AS "workspace_id?", a.source AS "source?",
 *   a.category AS "category?", a.location AS "location?", a.quantity AS "quantity?", a.unit AS "unit?",
 *   a.period_start AS "period_start?", a.period_end AS "period_end?", a.data_quality AS "data_quality?",
 *   a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier, a.uncertainty_pct,
 *   a.version AS "version?"
 * FROM chunk
 * LEFT JOIN activities AS a ON a.org_id = chunk.org_id AND a.id = chunk.activity_id
 *   AND coalesce(a.workspace_id = ANY ((SELECT s.bound_to FROM span AS s)::text[]), true)
 * ORDER BY chunk.activity_id
 * ```
 */
export const readChunk = new PreparedQuery<IReadChunkParams,IReadChunkResult>(readChunkIR);


/** 'GetLeased' parameters type */
export interface IGetLeasedParams {
  batchId: string;
  orgId: string;
}

/** 'GetLeased' return type */
export interface IGetLeasedResult {
  activityCount: number;
  /** The pass over the activities without a result: 1, one more for each user's retry. */
  attempt: number;
  /** What was asked for and what the organisation's settings were at submission; absent is the product's default. */
  calculation: Json;
  completedAt: Date | null;
  createdAt: Date;
  /** The activity id, in byte order, up to which all have their outcome in this pass. */
  cursor: string;
  errorCount: number;
  errorMessage: string | null;
  /** One error more ends the batch as failed at once. Null where no tolerance was stated: it is worked through to its end, and any error makes it failed there. */
  errorsTolerated: number | null;
  errorTolerance: number | null;
  errorToleranceShare: string | null;
  /** One higher with every claim and every forced end of a lease; a write that names another is refused. */
  fencingToken: number;
  id: string;
  lockedBy: string | null;
  lockedUntil: Date | null;
  maxRetries: number;
  /** Not claimed before this time: a retry's back-off. */
  notBefore: Date;
  orgId: string;
  /** Parts that a large batch was split into: they are claimed in its place, and it holds no lease. */
  partCount: number;
  /** The batch that this row is a part of; null for a batch. Refs, records and errors carry the whole batch's id. */
  partOf: string | null;
  priority: number;
  /** Records of a scenario are compared with the inventory and never counted in it. */
  purpose: string;
  readAt: Date;
  retryCount: number;
  startedAt: Date | null;
  status: batch_status;
  successCount: number;
  totalEmissions: string;
  updatedAt: Date;
  workspaceId: string;
}

/** 'GetLeased' query type */
export interface IGetLeasedQuery {
  params: IGetLeasedParams;
  result: IGetLeasedResult;
}

const getLeasedIR: any = {"usedParamSet":{"orgId":true,"batchId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":543,"b":549}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":560,"b":568}]}],"statement":"-- The row of a lease, whoever holds it by now: a batch, or a part of one.\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM batch_jobs\nWHERE org_id = :orgId! AND id = :batchId!"};

/**
 * Query generated from SQL:
 * ```
 * -- The row of a lease, whoever holds it by now: a batch, or a part of one.
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
 * FROM batch_jobs
 * WHERE org_id = :orgId! AND id = :batchId!
 * ```
 */
export const getLeased = new PreparedQuery<IGetLeasedParams,IGetLeasedResult>(getLeasedIR);


/** 'LockBatch' parameters type */
export interface ILockBatchParams {
  batchId: string;
  fencingToken: number;
}

/** 'LockBatch' return type */
export interface ILockBatchResult {
  id: string;
}

/** 'LockBatch' query type */
export interface ILockBatchQuery {
  params: ILockBatchParams;
  result: ILockBatchResult;
}

const lockBatchIR: any = {"usedParamSet":{"batchId":true,"fencingToken":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":254,"b":262}]},{"name":"fencingToken","required":true,"transform":{"type":"scalar"},"locs":[{"a":284,"b":297}]}],"statement":"-- Holds the batch's row, so that no outcome is written between this and the end of the transaction. What depends on\n-- other tables is for a later statement to ask: this one may have waited with an old view of them.\nSELECT id FROM batch_jobs\nWHERE id = :batchId! AND fencing_token = :fencingToken! AND status = 'processing' AND locked_until > now()\nFOR UPDATE"};

/**
 * Query generated from SQL:
 * ```
 * -- Holds the batch's row, so that no outcome is written between this and the end of the transaction. What depends on
 * -- other tables is for a later statement to ask: this one may have waited with an old view of them.
 * SELECT id FROM batch_jobs
 * WHERE id = :batchId! AND fencing_token = :fencingToken! AND status = 'processing' AND locked_until > now()
 * FOR UPDATE
 * ```
 */
export const lockBatch = new PreparedQuery<ILockBatchParams,ILockBatchResult>(lockBatchIR);


/** 'FindOutcome' parameters type */
export interface IFindOutcomeParams {
  activityId: string;
  batchId: string;
}

/** 'FindOutcome' return type */
export interface IFindOutcomeResult {
  activityCount: number;
  /** The activity id, in byte order, up to which all have their outcome in this pass. */
  cursor: string;
  errorCount: number;
  hasOutcome: boolean;
  isInBatch: boolean;
  successCount: number;
}

/** 'FindOutcome' query type */
export interface IFindOutcomeQuery {
  params: IFindOutcomeParams;
  result: IFindOutcomeResult;
}

const findOutcomeIR: any = {"usedParamSet":{"activityId":true,"batchId":true},"params":[{"name":"activityId","required":true,"transform":{"type":"scalar"},"locs":[{"a":302,"b":313},{"a":588,"b":599},{"a":775,"b":786}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":844,"b":852}]}],"statement":"-- Whether the activity belongs to the batch, and what this pass knows of it.\nSELECT\n  b.cursor, b.activity_count, b.success_count, b.error_count,\n  EXISTS (\n    SELECT 1 FROM batch_activity_refs AS ref\n    WHERE ref.org_id = b.org_id AND ref.batch_id = coalesce(b.part_of, b.id) AND ref.activity_id = :activityId!\n      AND ref.activity_id > b.range_after AND (b.range_until IS NULL OR ref.activity_id <= b.range_until)\n  ) AS \"is_in_batch!\",\n  EXISTS (\n    SELECT 1 FROM emission_records AS r\n    WHERE r.org_id = b.org_id AND r.batch_id = coalesce(b.part_of, b.id) AND r.activity_id = :activityId!\n  ) OR EXISTS (\n    SELECT 1 FROM activity_errors AS e\n    WHERE e.org_id = b.org_id AND e.batch_id = coalesce(b.part_of, b.id) AND e.attempt = b.attempt AND e.activity_id = :activityId!\n  ) AS \"has_outcome!\"\nFROM batch_jobs AS b\nWHERE b.id = :batchId!"};

/**
 * Query generated from SQL:
 * ```
 * -- Whether the activity belongs to the batch, and what this pass knows of it.
 * SELECT
 *   b.cursor, b.activity_count, b.success_count, b.error_count,
 *   EXISTS (
 *     SELECT 1 FROM batch_activity_refs AS ref
 *     WHERE ref.org_id = b.org_id AND ref.batch_id = coalesce(b.part_of, b.id) AND ref.activity_id = :activityId!
 *       AND ref.activity_id > b.range_after AND (b.range_until IS NULL OR ref.activity_id <= b.range_until)
 *   ) AS "is_in_batch!",
 *   EXISTS (
 *     SELECT 1 FROM emission_records AS r
 *     WHERE r.org_id = b.org_id AND r.batch_id = coalesce(b.part_of, b.id) AND r.activity_id = :activityId!
 *   ) OR EXISTS (
 *     SELECT 1 FROM activity_errors AS e
 *     WHERE e.org_id = b.org_id AND e.batch_id = coalesce(b.part_of, b.id) AND e.attempt = b.attempt AND e.activity_id = :activityId!
 *   ) AS "has_outcome!"
 * FROM batch_jobs AS b
 * WHERE b.id = :batchId!
 * ```
 */
export const findOutcome = new PreparedQuery<IFindOutcomeParams,IFindOutcomeResult>(findOutcomeIR);


/** 'CommitChunk' parameters type */
export interface ICommitChunkParams {
  activityUncertaintyPcts: stringArray;
  activityVersions: numberArray;
  batchId: string;
  biogenicCo2Kg: stringArray;
  biogenicCo2PerUnit: stringArray;
  categories: stringArray;
  ch4Kg: stringArray;
  ch4PerUnit: stringArray;
  co2eBases: stringArray;
  co2eKg: stringArray;
  co2Kg: stringArray;
  co2PerUnit: stringArray;
  conversions: stringArray;
  dataQualities: stringArray;
  datasets: stringArray;
  datasetVersions: stringArray;
  errorActivityIds: stringArray;
  errorCodes: stringArray;
  errorDetails: stringArray;
  factorIds: stringArray;
  factorOrders: stringArray;
  factorParts: stringArray;
  factorRegions: stringArray;
  factorSets: stringArray;
  factorSources: stringArray;
  factorUncertaintyPcts: stringArray;
  factorUnits: stringArray;
  factorValues: stringArray;
  fencingToken: number;
  fromCursor: string;
  gwpCh4: stringArray;
  gwpN2o: stringArray;
  gwpSets: stringArray;
  holder: string;
  isLast: boolean;
  locations: stringArray;
  marketBases: stringArray;
  marketCo2eKg: stringArray;
  marketFactors: stringArray;
  methods: stringArray;
  n2oKg: stringArray;
  n2oPerUnit: stringArray;
  periodEnds: stringArray;
  periodPolicies: stringArray;
  periodStarts: stringArray;
  qualityScores: numberArray;
  quantities: stringArray;
  quantitiesConverted: stringArray;
  recordActivityIds: stringArray;
  regionMatches: stringArray;
  scope3Categories: numberArray;
  scopes: numberArray;
  toCursor: string;
  unitMatches: stringArray;
  units: stringArray;
  workspaceIds: stringArray;
}

/** 'CommitChunk' return type */
export interface ICommitChunkResult {
  activityCount: number;
  /** The pass over the activities without a result: 1, one more for each user's retry. */
  attempt: number;
  /** What was asked for and what the organisation's settings were at submission; absent is the product's default. */
  calculation: Json;
  completedAt: Date | null;
  createdAt: Date;
  /** The activity id, in byte order, up to which all have their outcome in this pass. */
  cursor: string;
  errorCount: number;
  errorMessage: string | null;
  /** One error more ends the batch as failed at once. Null where no tolerance was stated: it is worked through to its end, and any error makes it failed there. */
  errorsTolerated: number | null;
  errorTolerance: number | null;
  errorToleranceShare: string | null;
  /** One higher with every claim and every forced end of a lease; a write that names another is refused. */
  fencingToken: number;
  id: string;
  lockedBy: string | null;
  lockedUntil: Date | null;
  maxRetries: number;
  /** Not claimed before this time: a retry's back-off. */
  notBefore: Date;
  orgId: string;
  /** Parts that a large batch was split into: they are claimed in its place, and it holds no lease. */
  partCount: number;
  /** The batch that this row is a part of; null for a batch. Refs, records and errors carry the whole batch's id. */
  partOf: string | null;
  priority: number;
  /** Records of a scenario are compared with the inventory and never counted in it. */
  purpose: string;
  readAt: Date;
  retryCount: number;
  startedAt: Date | null;
  status: batch_status;
  successCount: number;
  totalEmissions: string;
  updatedAt: Date;
  workspaceId: string;
}

/** 'CommitChunk' query type */
export interface ICommitChunkQuery {
  params: ICommitChunkParams;
  result: ICommitChunkResult;
}

const commitChunkIR: any = {"usedParamSet":{"toCursor":true,"recordActivityIds":true,"errorActivityIds":true,"co2eKg":true,"isLast":true,"batchId":true,"fencingToken":true,"fromCursor":true,"workspaceIds":true,"categories":true,"locations":true,"quantities":true,"units":true,"periodStarts":true,"periodEnds":true,"dataQualities":true,"activityVersions":true,"scopes":true,"scope3Categories":true,"co2Kg":true,"ch4Kg":true,"n2oKg":true,"biogenicCo2Kg":true,"factorIds":true,"factorSets":true,"datasets":true,"datasetVersions":true,"factorValues":true,"co2PerUnit":true,"ch4PerUnit":true,"n2oPerUnit":true,"biogenicCo2PerUnit":true,"factorUnits":true,"factorRegions":true,"regionMatches":true,"unitMatches":true,"factorSources":true,"factorOrders":true,"co2eBases":true,"gwpSets":true,"gwpCh4":true,"gwpN2o":true,"quantitiesConverted":true,"conversions":true,"periodPolicies":true,"factorParts":true,"methods":true,"marketCo2eKg":true,"marketBases":true,"marketFactors":true,"activityUncertaintyPcts":true,"factorUncertaintyPcts":true,"qualityScores":true,"errorCodes":true,"errorDetails":true,"holder":true},"params":[{"name":"toCursor","required":true,"transform":{"type":"scalar"},"locs":[{"a":390,"b":399}]},{"name":"recordActivityIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":452,"b":470},{"a":1489,"b":1507},{"a":3599,"b":3617}]},{"name":"errorActivityIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":528,"b":545},{"a":1389,"b":1406},{"a":5690,"b":5707}]},{"name":"co2eKg","required":true,"transform":{"type":"scalar"},"locs":[{"a":649,"b":656},{"a":3905,"b":3912}]},{"name":"isLast","required":true,"transform":{"type":"scalar"},"locs":[{"a":833,"b":840},{"a":1640,"b":1647},{"a":1740,"b":1747}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1825,"b":1833}]},{"name":"fencingToken","required":true,"transform":{"type":"scalar"},"locs":[{"a":1855,"b":1868}]},{"name":"fromCursor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1938,"b":1949}]},{"name":"workspaceIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":3628,"b":3641}]},{"name":"categories","required":true,"transform":{"type":"scalar"},"locs":[{"a":3652,"b":3663}]},{"name":"locations","required":true,"transform":{"type":"scalar"},"locs":[{"a":3674,"b":3684}]},{"name":"quantities","required":true,"transform":{"type":"scalar"},"locs":[{"a":3699,"b":3710}]},{"name":"units","required":true,"transform":{"type":"scalar"},"locs":[{"a":3724,"b":3730}]},{"name":"periodStarts","required":true,"transform":{"type":"scalar"},"locs":[{"a":3741,"b":3754}]},{"name":"periodEnds","required":true,"transform":{"type":"scalar"},"locs":[{"a":3765,"b":3776}]},{"name":"dataQualities","required":true,"transform":{"type":"scalar"},"locs":[{"a":3791,"b":3805}]},{"name":"activityVersions","required":true,"transform":{"type":"scalar"},"locs":[{"a":3816,"b":3833}]},{"name":"scopes","required":true,"transform":{"type":"scalar"},"locs":[{"a":3847,"b":3854}]},{"name":"scope3Categories","required":true,"transform":{"type":"scalar"},"locs":[{"a":3869,"b":3886}]},{"name":"co2Kg","required":true,"transform":{"type":"scalar"},"locs":[{"a":3926,"b":3932}]},{"name":"ch4Kg","required":true,"transform":{"type":"scalar"},"locs":[{"a":3946,"b":3952}]},{"name":"n2oKg","required":true,"transform":{"type":"scalar"},"locs":[{"a":3966,"b":3972}]},{"name":"biogenicCo2Kg","required":true,"transform":{"type":"scalar"},"locs":[{"a":3986,"b":4000}]},{"name":"factorIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":4018,"b":4028}]},{"name":"factorSets","required":true,"transform":{"type":"scalar"},"locs":[{"a":4039,"b":4050}]},{"name":"datasets","required":true,"transform":{"type":"scalar"},"locs":[{"a":4061,"b":4070}]},{"name":"datasetVersions","required":true,"transform":{"type":"scalar"},"locs":[{"a":4081,"b":4097}]},{"name":"factorValues","required":true,"transform":{"type":"scalar"},"locs":[{"a":4112,"b":4125}]},{"name":"co2PerUnit","required":true,"transform":{"type":"scalar"},"locs":[{"a":4139,"b":4150}]},{"name":"ch4PerUnit","required":true,"transform":{"type":"scalar"},"locs":[{"a":4164,"b":4175}]},{"name":"n2oPerUnit","required":true,"transform":{"type":"scalar"},"locs":[{"a":4189,"b":4200}]},{"name":"biogenicCo2PerUnit","required":true,"transform":{"type":"scalar"},"locs":[{"a":4218,"b":4237}]},{"name":"factorUnits","required":true,"transform":{"type":"scalar"},"locs":[{"a":4251,"b":4263}]},{"name":"factorRegions","required":true,"transform":{"type":"scalar"},"locs":[{"a":4274,"b":4288}]},{"name":"regionMatches","required":true,"transform":{"type":"scalar"},"locs":[{"a":4299,"b":4313}]},{"name":"unitMatches","required":true,"transform":{"type":"scalar"},"locs":[{"a":4328,"b":4340}]},{"name":"factorSources","required":true,"transform":{"type":"scalar"},"locs":[{"a":4351,"b":4365}]},{"name":"factorOrders","required":true,"transform":{"type":"scalar"},"locs":[{"a":4376,"b":4389}]},{"name":"co2eBases","required":true,"transform":{"type":"scalar"},"locs":[{"a":4400,"b":4410}]},{"name":"gwpSets","required":true,"transform":{"type":"scalar"},"locs":[{"a":4425,"b":4433}]},{"name":"gwpCh4","required":true,"transform":{"type":"scalar"},"locs":[{"a":4444,"b":4451}]},{"name":"gwpN2o","required":true,"transform":{"type":"scalar"},"locs":[{"a":4465,"b":4472}]},{"name":"quantitiesConverted","required":true,"transform":{"type":"scalar"},"locs":[{"a":4486,"b":4506}]},{"name":"conversions","required":true,"transform":{"type":"scalar"},"locs":[{"a":4524,"b":4536}]},{"name":"periodPolicies","required":true,"transform":{"type":"scalar"},"locs":[{"a":4547,"b":4562}]},{"name":"factorParts","required":true,"transform":{"type":"scalar"},"locs":[{"a":4573,"b":4585}]},{"name":"methods","required":true,"transform":{"type":"scalar"},"locs":[{"a":4596,"b":4604}]},{"name":"marketCo2eKg","required":true,"transform":{"type":"scalar"},"locs":[{"a":4619,"b":4632}]},{"name":"marketBases","required":true,"transform":{"type":"scalar"},"locs":[{"a":4646,"b":4658}]},{"name":"marketFactors","required":true,"transform":{"type":"scalar"},"locs":[{"a":4669,"b":4683}]},{"name":"activityUncertaintyPcts","required":true,"transform":{"type":"scalar"},"locs":[{"a":4698,"b":4722}]},{"name":"factorUncertaintyPcts","required":true,"transform":{"type":"scalar"},"locs":[{"a":4736,"b":4758}]},{"name":"qualityScores","required":true,"transform":{"type":"scalar"},"locs":[{"a":4772,"b":4786}]},{"name":"errorCodes","required":true,"transform":{"type":"scalar"},"locs":[{"a":5718,"b":5729}]},{"name":"errorDetails","required":true,"transform":{"type":"scalar"},"locs":[{"a":5740,"b":5753}]},{"name":"holder","required":true,"transform":{"type":"scalar"},"locs":[{"a":6199,"b":6206}]}],"statement":"-- One chunk, one statement, one transaction: the batch's row proves the lease and moves on from exactly the cursor\n-- the chunk was read from, and only then are records and errors written. No row: the lease was lost.\n-- One error more than a stated tolerance ends the batch here and now; without one it is worked through to its end.\nWITH batch AS (\n  UPDATE batch_jobs AS b\n  SET cursor = :toCursor!,\n      success_count = success_count + cardinality(:recordActivityIds!::text[]),\n      error_count = error_count + cardinality(:errorActivityIds!::text[]),\n      total_emissions = total_emissions\n        + coalesce((SELECT sum(co2e_kg) FROM unnest(:co2eKg!::numeric[]) AS figure (co2e_kg)), 0),\n      (status, locked_by, locked_until, completed_at, error_message) = (\n        SELECT\n          CASE WHEN is_beyond THEN 'failed' WHEN :isLast!::boolean THEN 'complete' ELSE b.status END,\n          CASE WHEN NOT is_over THEN b.locked_by END,\n          CASE WHEN NOT is_over THEN b.locked_until END,\n          CASE WHEN is_over THEN now() END,\n          CASE\n            WHEN NOT is_over THEN b.error_message\n            WHEN is_beyond\n              THEN batch_jobs_error_sentence(\n                errors, b.activity_count, b.errors_tolerated, without_result, b.retry_count < b.max_retries\n              )\n          END\n        FROM (\n          SELECT\n            b.error_count + cardinality(:errorActivityIds!::text[]) AS errors,\n            b.activity_count - b.success_count - cardinality(:recordActivityIds!::text[]) AS without_result\n        ) AS tally, LATERAL (\n          SELECT coalesce(errors > coalesce(b.errors_tolerated, CASE WHEN :isLast!::boolean THEN 0 END), false)\n        ) AS judged (is_beyond), LATERAL (SELECT is_beyond OR :isLast!::boolean) AS ended (is_over)\n      ),\n      updated_at = now()\n  WHERE id = :batchId! AND fencing_token = :fencingToken! AND status = 'processing' AND locked_until > now()\n    AND cursor = :fromCursor!\n  RETURNING *\n), records AS (\n  INSERT INTO emission_records (\n    org_id, batch_id, attempt, is_scenario,\n    activity_id, workspace_id, category, location, quantity, unit, period_start, period_end, data_quality,\n    activity_version, scope, scope3_category, co2e_kg, co2_kg, ch4_kg, n2o_kg, biogenic_co2_kg, factor_id,\n    factor_set, dataset, dataset_version, factor_value, co2_per_unit, ch4_per_unit, n2o_per_unit,\n    biogenic_co2_per_unit, factor_unit, factor_region, region_match, unit_match, factor_source, factor_order,\n    co2e_basis, gwp_set, gwp_ch4, gwp_n2o, quantity_converted, conversion, period_policy, factor_parts, method,\n    market_co2e_kg, market_basis, market_factor, activity_uncertainty_pct, factor_uncertainty_pct, quality_score\n  )\n  SELECT\n    batch.org_id, coalesce(batch.part_of, batch.id), batch.attempt, batch.purpose = 'scenario',\n    r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start, r.period_end,\n    r.data_quality, r.activity_version, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg, r.ch4_kg, r.n2o_kg,\n    r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value, r.co2_per_unit,\n    r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region, r.region_match,\n    r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,\n    r.quantity_converted, r.conversion, r.period_policy, r.factor_parts::jsonb, r.method, r.market_co2e_kg,\n    r.market_basis, r.market_factor::jsonb, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score\n  FROM batch, unnest(\n    :recordActivityIds!::text[], :workspaceIds!::text[], :categories!::text[], :locations!::text[],\n    :quantities!::numeric[], :units!::text[], :periodStarts!::date[], :periodEnds!::date[],\n    :dataQualities!::text[], :activityVersions!::integer[], :scopes!::smallint[], :scope3Categories!::smallint[],\n    :co2eKg!::numeric[], :co2Kg!::numeric[], :ch4Kg!::numeric[], :n2oKg!::numeric[], :biogenicCo2Kg!::numeric[],\n    :factorIds!::text[], :factorSets!::text[], :datasets!::text[], :datasetVersions!::text[],\n    :factorValues!::numeric[], :co2PerUnit!::numeric[], :ch4PerUnit!::numeric[], :n2oPerUnit!::numeric[],\n    :biogenicCo2PerUnit!::numeric[], :factorUnits!::text[], :factorRegions!::text[], :regionMatches!::text[],\n    :unitMatches!::text[], :factorSources!::text[], :factorOrders!::text[], :co2eBases!::text[],\n    :gwpSets!::text[], :gwpCh4!::numeric[], :gwpN2o!::numeric[], :quantitiesConverted!::numeric[],\n    :conversions!::text[], :periodPolicies!::text[], :factorParts!::text[], :methods!::text[],\n    :marketCo2eKg!::numeric[], :marketBases!::text[], :marketFactors!::text[],\n    :activityUncertaintyPcts!::numeric[], :factorUncertaintyPcts!::numeric[], :qualityScores!::smallint[]\n  ) AS r (\n    activity_id, workspace_id, category, location, quantity, unit, period_start, period_end, data_quality,\n    activity_version, scope, scope3_category, co2e_kg, co2_kg, ch4_kg, n2o_kg, biogenic_co2_kg, factor_id,\n    factor_set, dataset, dataset_version, factor_value, co2_per_unit, ch4_per_unit, n2o_per_unit,\n    biogenic_co2_per_unit, factor_unit, factor_region, region_match, unit_match, factor_source, factor_order,\n    co2e_basis, gwp_set, gwp_ch4, gwp_n2o, quantity_converted, conversion, period_policy, factor_parts, method,\n    market_co2e_kg, market_basis, market_factor, activity_uncertainty_pct, factor_uncertainty_pct, quality_score\n  )\n), errors AS (\n  INSERT INTO activity_errors (org_id, batch_id, attempt, activity_id, code, details)\n  SELECT batch.org_id, coalesce(batch.part_of, batch.id), batch.attempt, e.activity_id, e.code, e.details\n  FROM batch, unnest(:errorActivityIds!::text[], :errorCodes!::text[], :errorDetails!::text[])\n    AS e (activity_id, code, details)\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id,\n         CASE status WHEN 'complete' THEN 'completed' WHEN 'failed' THEN 'failed' ELSE 'progress' END,\n         status, success_count, error_count, total_emissions, retry_count, fencing_token, :holder!,\n         CASE WHEN status = 'failed' THEN error_message END\n  FROM batch\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM batch"};

/**
 * Query generated from SQL:
 * ```
 * -- One chunk, one statement, one transaction: the batch's row proves the lease and moves on from exactly the cursor
 * -- the chunk was read from, and only then are records and errors written. No row: the lease was lost.
 * -- One error more than a stated tolerance ends the batch here and now; without one it is worked through to its end.
 * WITH batch AS (
 *   UPDATE batch_jobs AS b
 *   SET cursor = :toCursor!,
 *       success_count = success_count + cardinality(:recordActivityIds!::text[]),
 *       error_count = error_count + cardinality(:errorActivityIds!::text[]),
 *       total_emissions = total_emissions
 *         + coalesce((SELECT sum(co2e_kg) FROM unnest(:co2eKg!::numeric[]) AS figure (co2e_kg)), 0),
 *       (status, locked_by, locked_until, completed_at, error_message) = (
 *         SELECT
 *           CASE WHEN is_beyond THEN 'failed' WHEN :isLast!::boolean THEN 'complete' ELSE b.status END,
 *           CASE WHEN NOT is_over THEN b.locked_by END,
 *           CASE WHEN NOT is_over THEN b.locked_until END,
 *           CASE WHEN is_over THEN now() END,
 *           CASE
 *             WHEN NOT is_over THEN b.error_message
 *             WHEN is_beyond
 *               THEN batch_jobs_error_sentence(
 *                 errors, b.activity_count, b.errors_tolerated, without_result, b.retry_count < b.max_retries
 *               )
 *           END
 *         FROM (
 *           SELECT
 *             b.error_count + cardinality(:errorActivityIds!::text[]) AS errors,
 *             b.activity_count - b.success_count - cardinality(:recordActivityIds!::text[]) AS without_result
 *         ) AS tally, LATERAL (
 *           SELECT coalesce(errors > coalesce(b.errors_tolerated, CASE WHEN :isLast!::boolean THEN 0 END), false)
 *         ) AS judged (is_beyond), LATERAL (SELECT is_beyond OR :isLast!::boolean) AS ended (is_over)
 *       ),
 *       updated_at = now()
 *   WHERE id = :batchId! AND fencing_token = :fencingToken! AND status = 'processing' AND locked_until > now()
 *     AND cursor = :fromCursor!
 *   RETURNING *
 * ), records AS (
 *   INSERT INTO emission_records (
 *     org_id, batch_id, attempt, is_scenario,
 *     activity_id, workspace_id, category, location, quantity, unit, period_start, period_end, data_quality,
 *     activity_version, scope, scope3_category, co2e_kg, co2_kg, ch4_kg, n2o_kg, biogenic_co2_kg, factor_id,
 *     factor_set, dataset, dataset_version, factor_value, co2_per_unit, ch4_per_unit, n2o_per_unit,
 *     biogenic_co2_per_unit, factor_unit, factor_region, region_match, unit_match, factor_source, factor_order,
 *     co2e_basis, gwp_set, gwp_ch4, gwp_n2o, quantity_converted, conversion, period_policy, factor_parts, method,
 *     market_co2e_kg, market_basis, market_factor, activity_uncertainty_pct, factor_uncertainty_pct, quality_score
 *   )
 *   SELECT
 *     batch.org_id, coalesce(batch.part_of, batch.id), batch.attempt, batch.purpose = 'scenario',
 *     r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start, r.period_end,
 *     r.data_quality, r.activity_version, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg, r.ch4_kg, r.n2o_kg,
 *     r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value, r.co2_per_unit,
 *     r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region, r.region_match,
 *     r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,
 *     r.quantity_converted, r.conversion, r.period_policy, r.factor_parts::jsonb, r.method, r.market_co2e_kg,
 *     r.market_basis, r.market_factor::jsonb, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score
 *   FROM batch, unnest(
 *     :recordActivityIds!::text[], :workspaceIds!::text[], :categories!::text[], :locations!::text[],
 *     :quantities!::numeric[], :units!::text[], :periodStarts!::date[], :periodEnds!::date[],
 *     :dataQualities!::text[], :activityVersions!::integer[], :scopes!::smallint[], :scope3Categories!::smallint[],
 *     :co2eKg!::numeric[], :co2Kg!::numeric[], :ch4Kg!::numeric[], :n2oKg!::numeric[], :biogenicCo2Kg!::numeric[],
 *     :factorIds!::text[], :factorSets!::text[], :datasets!::text[], :datasetVersions!::text[],
 *     :factorValues!::numeric[], :co2PerUnit!::numeric[], :ch4PerUnit!::numeric[], :n2oPerUnit!::numeric[],
 *     :biogenicCo2PerUnit!::numeric[], :factorUnits!::text[], :factorRegions!::text[], :regionMatches!::text[],
 *     :unitMatches!::text[], :factorSources!::text[], :factorOrders!::text[], :co2eBases!::text[],
 *     :gwpSets!::text[], :gwpCh4!::numeric[], :gwpN2o!::numeric[], :quantitiesConverted!::numeric[],
 *     :conversions!::text[], :periodPolicies!::text[], :factorParts!::text[], :methods!::text[],
 *     :marketCo2eKg!::numeric[], :marketBases!::text[], :marketFactors!::text[],
 *     :activityUncertaintyPcts!::numeric[], :factorUncertaintyPcts!::numeric[], :qualityScores!::smallint[]
 *   ) AS r (
 *     activity_id, workspace_id, category, location, quantity, unit, period_start, period_end, data_quality,
 *     activity_version, scope, scope3_category, co2e_kg, co2_kg, ch4_kg, n2o_kg, biogenic_co2_kg, factor_id,
 *     factor_set, dataset, dataset_version, factor_value, co2_per_unit, ch4_per_unit, n2o_per_unit,
 *     biogenic_co2_per_unit, factor_unit, factor_region, region_match, unit_match, factor_source, factor_order,
 *     co2e_basis, gwp_set, gwp_ch4, gwp_n2o, quantity_converted, conversion, period_policy, factor_parts, method,
 *     market_co2e_kg, market_basis, market_factor, activity_uncertainty_pct, factor_uncertainty_pct, quality_score
 *   )
 * ), errors AS (
 *   INSERT INTO activity_errors (org_id, batch_id, attempt, activity_id, code, details)
 *   SELECT batch.org_id, coalesce(batch.part_of, batch.id), batch.attempt, e.activity_id, e.code, e.details
 *   FROM batch, unnest(:errorActivityIds!::text[], :errorCodes!::text[], :errorDetails!::text[])
 *     AS e (activity_id, code, details)
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id,
 *          CASE status WHEN 'complete' THEN 'completed' WHEN 'failed' THEN 'failed' ELSE 'progress' END,
 *          status, success_count, error_count, total_emissions, retry_count, fencing_token, :holder!,
 *          CASE WHEN status = 'failed' THEN error_message END
 *   FROM batch
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
 * FROM batch
 * ```
 */
export const commitChunk = new PreparedQuery<ICommitChunkParams,ICommitChunkResult>(commitChunkIR);


