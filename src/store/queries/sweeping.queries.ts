/** Types generated for queries found in "src/store/queries/sweeping.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type batch_status = 'cancelled' | 'complete' | 'failed' | 'pending' | 'processing' | 'queued';

/** 'ClaimSweep' parameters type */
export interface IClaimSweepParams {
  everyMs: number;
  settleMs: number;
}

/** 'ClaimSweep' return type */
export interface IClaimSweepResult {
  sweptUntil: string;
  until: string;
}

/** 'ClaimSweep' query type */
export interface IClaimSweepQuery {
  params: IClaimSweepParams;
  result: IClaimSweepResult;
}

const claimSweepIR: any = {"usedParamSet":{"everyMs":true,"settleMs":true},"params":[{"name":"everyMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":144,"b":152}]},{"name":"settleMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":267,"b":276}]}],"statement":"-- One node in each interval compares batches with their rows, for all of them. No row: it is not due.\nUPDATE batch_sweeps\nSET due_at = now() + :everyMs!::float8 * interval '1 millisecond'\nWHERE due_at <= now()\nRETURNING swept_until::text AS \"swept_until!\", (now() - :settleMs!::float8 * interval '1 millisecond')::text AS \"until!\""};

/**
 * Query generated from SQL:
 * ```
 * -- One node in each interval compares batches with their rows, for all of them. No row: it is not due.
 * UPDATE batch_sweeps
 * SET due_at = now() + :everyMs!::float8 * interval '1 millisecond'
 * WHERE due_at <= now()
 * RETURNING swept_until::text AS "swept_until!", (now() - :settleMs!::float8 * interval '1 millisecond')::text AS "until!"
 * ```
 */
export const claimSweep = new PreparedQuery<IClaimSweepParams,IClaimSweepResult>(claimSweepIR);


/** 'FinishSweep' parameters type */
export interface IFinishSweepParams {
  everyMs: number;
  until: string;
}

/** 'FinishSweep' return type */
export type IFinishSweepResult = void;

/** 'FinishSweep' query type */
export interface IFinishSweepQuery {
  params: IFinishSweepParams;
  result: IFinishSweepResult;
}

const finishSweepIR: any = {"usedParamSet":{"until":true,"everyMs":true},"params":[{"name":"until","required":true,"transform":{"type":"scalar"},"locs":[{"a":159,"b":165}]},{"name":"everyMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":226,"b":234}]}],"statement":"-- What had ended by then has been compared. Whoever is still at it is not joined by another node.\nUPDATE batch_sweeps\nSET swept_until = greatest(swept_until, :until!::text::timestamptz),\n    due_at = greatest(due_at, now() + :everyMs!::float8 * interval '1 millisecond')"};

/**
 * Query generated from SQL:
 * ```
 * -- What had ended by then has been compared. Whoever is still at it is not joined by another node.
 * UPDATE batch_sweeps
 * SET swept_until = greatest(swept_until, :until!::text::timestamptz),
 *     due_at = greatest(due_at, now() + :everyMs!::float8 * interval '1 millisecond')
 * ```
 */
export const finishSweep = new PreparedQuery<IFinishSweepParams,IFinishSweepResult>(finishSweepIR);


/** 'ListBegunBatches' parameters type */
export interface IListBegunBatchesParams {
  after: string;
  limit: number;
}

/** 'ListBegunBatches' return type */
export interface IListBegunBatchesResult {
  batchId: string;
  id: string;
  orgId: string;
}

/** 'ListBegunBatches' query type */
export interface IListBegunBatchesQuery {
  params: IListBegunBatchesParams;
  result: IListBegunBatchesResult;
}

const listBegunBatchesIR: any = {"usedParamSet":{"after":true,"limit":true},"params":[{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":382,"b":388}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":410,"b":416}]}],"statement":"-- Batches that were begun, have not ended and are nobody's at this moment; of a part its whole batch. What somebody\n-- holds is left alone: it is compared when it ends.\nSELECT b.id, b.org_id, coalesce(b.part_of, b.id) AS \"batch_id!\"\nFROM batch_jobs AS b\nWHERE b.completed_at IS NULL AND b.started_at IS NOT NULL AND (b.locked_until IS NULL OR b.locked_until <= now())\n  AND b.id > :after!\nORDER BY b.id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * -- Batches that were begun, have not ended and are nobody's at this moment; of a part its whole batch. What somebody
 * -- holds is left alone: it is compared when it ends.
 * SELECT b.id, b.org_id, coalesce(b.part_of, b.id) AS "batch_id!"
 * FROM batch_jobs AS b
 * WHERE b.completed_at IS NULL AND b.started_at IS NOT NULL AND (b.locked_until IS NULL OR b.locked_until <= now())
 *   AND b.id > :after!
 * ORDER BY b.id
 * LIMIT :limit!
 * ```
 */
export const listBegunBatches = new PreparedQuery<IListBegunBatchesParams,IListBegunBatchesResult>(listBegunBatchesIR);


/** 'ListEndedBatches' parameters type */
export interface IListEndedBatchesParams {
  after: string;
  limit: number;
  since: string;
  until: string;
}

/** 'ListEndedBatches' return type */
export interface IListEndedBatchesResult {
  completedAt: string;
  id: string;
  orgId: string;
}

/** 'ListEndedBatches' query type */
export interface IListEndedBatchesQuery {
  params: IListEndedBatchesParams;
  result: IListEndedBatchesResult;
}

const listEndedBatchesIR: any = {"usedParamSet":{"since":true,"after":true,"until":true,"limit":true},"params":[{"name":"since","required":true,"transform":{"type":"scalar"},"locs":[{"a":285,"b":291}]},{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":313,"b":319}]},{"name":"until","required":true,"transform":{"type":"scalar"},"locs":[{"a":344,"b":350}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":407,"b":413}]}],"statement":"-- A page of them. Their times are texts, which keep the microseconds: thousands may have ended in one statement.\nSELECT b.id, b.org_id, b.completed_at::text AS \"completed_at!\"\nFROM batch_jobs AS b\nWHERE b.completed_at IS NOT NULL AND b.part_of IS NULL\n  AND (b.completed_at, b.id) > (:since!::text::timestamptz, :after!) AND b.completed_at <= :until!::text::timestamptz\nORDER BY b.completed_at, b.id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * -- A page of them. Their times are texts, which keep the microseconds: thousands may have ended in one statement.
 * SELECT b.id, b.org_id, b.completed_at::text AS "completed_at!"
 * FROM batch_jobs AS b
 * WHERE b.completed_at IS NOT NULL AND b.part_of IS NULL
 *   AND (b.completed_at, b.id) > (:since!::text::timestamptz, :after!) AND b.completed_at <= :until!::text::timestamptz
 * ORDER BY b.completed_at, b.id
 * LIMIT :limit!
 * ```
 */
export const listEndedBatches = new PreparedQuery<IListEndedBatchesParams,IListEndedBatchesResult>(listEndedBatchesIR);


/** 'BeginMending' parameters type */
export type IBeginMendingParams = void;

/** 'BeginMending' return type */
export interface IBeginMendingResult {
  setting: string | null;
}

/** 'BeginMending' query type */
export interface IBeginMendingQuery {
  params: IBeginMendingParams;
  result: IBeginMendingResult;
}

const beginMendingIR: any = {"usedParamSet":{},"params":[],"statement":"-- Until the end of the transaction the triggers let every move happen, and parts are not counted into their batch.\nSELECT set_config('offgridflow.mending', 'on', true) AS setting"};

/**
 * Query generated from SQL:
 * ```
 * -- Until the end of the transaction the triggers let every move happen, and parts are not counted into their batch.
 * SELECT set_config('offgridflow.mending', 'on', true) AS setting
 * ```
 */
export const beginMending = new PreparedQuery<IBeginMendingParams,IBeginMendingResult>(beginMendingIR);


/** 'LockParts' parameters type */
export interface ILockPartsParams {
  batchId: string;
}

/** 'LockParts' return type */
export interface ILockPartsResult {
  id: string;
}

/** 'LockParts' query type */
export interface ILockPartsQuery {
  params: ILockPartsParams;
  result: ILockPartsResult;
}

const lockPartsIR: any = {"usedParamSet":{"batchId":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":125,"b":133}]}],"statement":"-- Before the whole batch, in the order in which their workers lock them.\nSELECT p.id FROM batch_jobs AS p WHERE p.part_of = :batchId! ORDER BY p.id FOR UPDATE"};

/**
 * Query generated from SQL:
 * ```
 * -- Before the whole batch, in the order in which their workers lock them.
 * SELECT p.id FROM batch_jobs AS p WHERE p.part_of = :batchId! ORDER BY p.id FOR UPDATE
 * ```
 */
export const lockParts = new PreparedQuery<ILockPartsParams,ILockPartsResult>(lockPartsIR);


/** 'LockWhole' parameters type */
export interface ILockWholeParams {
  batchId: string;
}

/** 'LockWhole' return type */
export interface ILockWholeResult {
  id: string;
}

/** 'LockWhole' query type */
export interface ILockWholeQuery {
  params: ILockWholeParams;
  result: ILockWholeResult;
}

const lockWholeIR: any = {"usedParamSet":{"batchId":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":46,"b":54}]}],"statement":"SELECT b.id FROM batch_jobs AS b WHERE b.id = :batchId! FOR UPDATE"};

/**
 * Query generated from SQL:
 * ```
 * SELECT b.id FROM batch_jobs AS b WHERE b.id = :batchId! FOR UPDATE
 * ```
 */
export const lockWhole = new PreparedQuery<ILockWholeParams,ILockWholeResult>(lockWholeIR);


/** 'ReadStanding' parameters type */
export interface IReadStandingParams {
  batchId: string;
  isLocked: boolean;
  since: string;
}

/** 'ReadStanding' return type */
export interface IReadStandingResult {
  activityCount: number;
  errorCount: number;
  errorMessage: string | null;
  errors: number;
  errorsTolerated: number | null;
  firstMissing: string | null;
  hasHolder: boolean;
  id: string;
  isCounted: boolean;
  isCursorBeyond: boolean;
  orgId: string;
  partCount: number;
  partNumber: number;
  partOf: string | null;
  partsLeft: number;
  records: number;
  refs: number;
  status: batch_status;
  successCount: number;
  total: string;
  totalEmissions: string;
}

/** 'ReadStanding' query type */
export interface IReadStandingQuery {
  params: IReadStandingParams;
  result: IReadStandingResult;
}

const readStandingIR: any = {"usedParamSet":{"batchId":true,"isLocked":true,"since":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":365,"b":373},{"a":439,"b":447}]},{"name":"isLocked","required":true,"transform":{"type":"scalar"},"locs":[{"a":1188,"b":1197}]},{"name":"since","required":true,"transform":{"type":"scalar"},"locs":[{"a":1242,"b":1248}]}],"statement":"-- A batch and its parts as they say they stand, and what their rows say, in one view of both. Rows are counted where\n-- nobody writes and they have not been counted since the end; or all, for one who holds the locks.\n-- OFFSET 0 keeps each probe a look into an index, as in readChunk.\nWITH standing AS MATERIALIZED (\n  SELECT b.* FROM batch_jobs AS b WHERE b.id = :batchId!\n  UNION ALL\n  SELECT p.* FROM batch_jobs AS p WHERE p.part_of = :batchId!\n)\nSELECT\n  s.id AS \"id!\", s.org_id AS \"org_id!\", s.part_of, s.part_number AS \"part_number!\", s.part_count AS \"part_count!\",\n  s.parts_left AS \"parts_left!\", s.status AS \"status!\", s.activity_count AS \"activity_count!\",\n  s.success_count AS \"success_count!\", s.error_count AS \"error_count!\",\n  trim_scale(s.total_emissions) AS \"total_emissions!\", s.errors_tolerated, s.error_message, s.locked_by IS NOT NULL AS \"has_holder!\",\n  counted.is_asked AS \"is_counted!\", truth.refs AS \"refs!\", truth.records AS \"records!\", truth.errors AS \"errors!\",\n  trim_scale(truth.total) AS \"total!\", truth.first_missing, coalesce(truth.first_missing <= s.cursor, false) AS \"is_cursor_beyond!\"\nFROM standing AS s, LATERAL (\n  SELECT s.part_count = 0 AND (\n    :isLocked!::boolean\n    OR coalesce(s.completed_at >= :since!::text::timestamptz, s.started_at IS NOT NULL AND coalesce(s.locked_until <= now(), true))\n  ) AS is_asked\n) AS counted, LATERAL (\n  SELECT\n    count(*)::integer AS refs, count(r.co2e_kg)::integer AS records, count(e.code)::integer AS errors,\n    coalesce(sum(r.co2e_kg), 0) AS total,\n    min(ref.activity_id) FILTER (WHERE r.co2e_kg IS NULL AND e.code IS NULL) AS first_missing\n  FROM batch_activity_refs AS ref\n  LEFT JOIN LATERAL (\n    SELECT one.co2e_kg FROM emission_records AS one\n    WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id\n    OFFSET 0\n  ) AS r ON true\n  LEFT JOIN LATERAL (\n    SELECT one.code FROM activity_errors AS one\n    WHERE one.org_id = ref.org_id AND one.batch_id = ref.batch_id AND one.attempt = s.attempt\n      AND one.activity_id = ref.activity_id\n    OFFSET 0\n  ) AS e ON true\n  WHERE counted.is_asked AND ref.org_id = s.org_id AND ref.batch_id = coalesce(s.part_of, s.id)\n    AND ref.activity_id > s.range_after AND ref.activity_id <= coalesce(s.range_until, repeat(chr(1114111), 201))\n) AS truth\nORDER BY s.part_number"};

/**
 * Query generated from SQL:
 * ```
 * -- A batch and its parts as they say they stand, and what their rows say, in one view of both. Rows are counted where
 * -- nobody writes and they have not been counted since the end; or all, for one who holds the locks.
 * -- OFFSET 0 keeps each probe a look into an index, as in readChunk.
 * WITH standing AS MATERIALIZED (
 *   SELECT b.* FROM batch_jobs AS b WHERE b.id = :batchId!
 *   UNION ALL
 *   SELECT p.* FROM batch_jobs AS p WHERE p.part_of = :batchId!
 * )
 * SELECT
 *   s.id AS "id!", s.org_id AS "org_id!", s.part_of, s.part_number AS "part_number!", s.part_count AS "part_count!",
 *   s.parts_left AS "parts_left!", s.status AS "status!", s.activity_count AS "activity_count!",
 *   s.success_count AS "success_count!", s.error_count AS "error_count!",
 *   trim_scale(s.total_emissions) AS "total_emissions!", s.errors_tolerated, s.error_message, s.locked_by IS NOT NULL AS "has_holder!",
 *   counted.is_asked AS "is_counted!", truth.refs AS "refs!", truth.records AS "records!", truth.errors AS "errors!",
 *   trim_scale(truth.total) AS "total!", truth.first_missing, coalesce(truth.first_missing <= s.cursor, false) AS "is_cursor_beyond!"
 * FROM standing AS s, LATERAL (
 *   SELECT s.part_count = 0 AND (
 *     :isLocked!::boolean
 *     OR coalesce(s.completed_at >= :since!::text::timestamptz, s.started_at IS NOT NULL AND coalesce(s.locked_until <= now(), true))
 *   ) AS is_asked
 * ) AS counted, LATERAL (
 *   SELECT
 *     count(*)::integer AS refs, count(r.co2e_kg)::integer AS records, count(e.code)::integer AS errors,
 *     coalesce(sum(r.co2e_kg), 0) AS total,
 *     min(ref.activity_id) FILTER (WHERE r.co2e_kg IS NULL AND e.code IS NULL) AS first_missing
 *   FROM batch_activity_refs AS ref
 *   LEFT JOIN LATERAL (
 *     SELECT one.co2e_kg FROM emission_records AS one
 *     WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
 *     OFFSET 0
 *   ) AS r ON true
 *   LEFT JOIN LATERAL (
 *     SELECT one.code FROM activity_errors AS one
 *     WHERE one.org_id = ref.org_id AND one.batch_id = ref.batch_id AND one.attempt = s.attempt
 *       AND one.activity_id = ref.activity_id
 *     OFFSET 0
 *   ) AS e ON true
 *   WHERE counted.is_asked AND ref.org_id = s.org_id AND ref.batch_id = coalesce(s.part_of, s.id)
 *     AND ref.activity_id > s.range_after AND ref.activity_id <= coalesce(s.range_until, repeat(chr(1114111), 201))
 * ) AS truth
 * ORDER BY s.part_number
 * ```
 */
export const readStanding = new PreparedQuery<IReadStandingParams,IReadStandingResult>(readStandingIR);


/** 'MendBatch' parameters type */
export interface IMendBatchParams {
  activityCount: number;
  actor: string;
  batchId: string;
  errorCount: number;
  errorMessage?: string | null | void;
  firstMissing?: string | null | void;
  isLeaseKept: boolean;
  message: string;
  partsLeft: number;
  status: batch_status;
  successCount: number;
  totalEmissions: string;
}

/** 'MendBatch' return type */
export interface IMendBatchResult {
  id: string;
  notified: string | null;
}

/** 'MendBatch' query type */
export interface IMendBatchQuery {
  params: IMendBatchParams;
  result: IMendBatchResult;
}

const mendBatchIR: any = {"usedParamSet":{"activityCount":true,"successCount":true,"errorCount":true,"totalEmissions":true,"status":true,"partsLeft":true,"errorMessage":true,"firstMissing":true,"isLeaseKept":true,"batchId":true,"actor":true,"message":true},"params":[{"name":"activityCount","required":true,"transform":{"type":"scalar"},"locs":[{"a":284,"b":298}]},{"name":"successCount","required":true,"transform":{"type":"scalar"},"locs":[{"a":317,"b":330}]},{"name":"errorCount","required":true,"transform":{"type":"scalar"},"locs":[{"a":347,"b":358}]},{"name":"totalEmissions","required":true,"transform":{"type":"scalar"},"locs":[{"a":385,"b":400}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":412,"b":419},{"a":1129,"b":1136},{"a":1255,"b":1262}]},{"name":"partsLeft","required":true,"transform":{"type":"scalar"},"locs":[{"a":449,"b":459}]},{"name":"errorMessage","required":false,"transform":{"type":"scalar"},"locs":[{"a":478,"b":490}]},{"name":"firstMissing","required":false,"transform":{"type":"scalar"},"locs":[{"a":518,"b":530},{"a":793,"b":805}]},{"name":"isLeaseKept","required":true,"transform":{"type":"scalar"},"locs":[{"a":870,"b":882},{"a":946,"b":958},{"a":1026,"b":1038},{"a":1864,"b":1876}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1399,"b":1407}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1727,"b":1733}]},{"name":"message","required":true,"transform":{"type":"scalar"},"locs":[{"a":1736,"b":1744}]}],"statement":"-- Sets a batch, or a part of one, to what its rows say, with an entry of its log and a word to those who wait for it. One\n-- that goes back to pending loses its lease and starts behind what comes before `firstMissing`.\nWITH batch AS (\n  UPDATE batch_jobs AS b\n  SET activity_count = :activityCount!, success_count = :successCount!, error_count = :errorCount!,\n      total_emissions = :totalEmissions!, status = :status!::batch_status, parts_left = :partsLeft!, error_message = :errorMessage,\n      cursor = CASE WHEN :firstMissing::text IS NULL THEN b.cursor ELSE coalesce((\n        SELECT max(ref.activity_id) FROM batch_activity_refs AS ref\n        WHERE ref.org_id = b.org_id AND ref.batch_id = coalesce(b.part_of, b.id)\n          AND ref.activity_id > b.range_after AND ref.activity_id < :firstMissing::text\n      ), b.range_after) END,\n      locked_by = CASE WHEN :isLeaseKept!::boolean THEN b.locked_by END,\n      locked_until = CASE WHEN :isLeaseKept!::boolean THEN b.locked_until END,\n      fencing_token = CASE WHEN :isLeaseKept!::boolean THEN b.fencing_token ELSE b.fencing_token + 1 END,\n      not_before = CASE WHEN :status!::batch_status = 'pending' AND b.status <> 'pending' THEN now() ELSE b.not_before END,\n      completed_at = CASE WHEN :status!::batch_status IN ('complete', 'failed', 'cancelled') THEN coalesce(b.completed_at, now()) END,\n      updated_at = now()\n  WHERE b.id = :batchId!\n  RETURNING *\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'mended', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :actor!, :message!\n  FROM batch\n)\nSELECT id, CASE\n  WHEN status = 'pending' THEN pg_notify('offgridflow_available', id)::text\n  WHEN NOT :isLeaseKept!::boolean THEN pg_notify('offgridflow_cancelled', id)::text\nEND AS notified\nFROM batch"};

/**
 * Query generated from SQL:
 * ```
 * -- Sets a batch, or a part of one, to what its rows say, with an entry of its log and a word to those who wait for it. One
 * -- that goes back to pending loses its lease and starts behind what comes before `firstMissing`.
 * WITH batch AS (
 *   UPDATE batch_jobs AS b
 *   SET activity_count = :activityCount!, success_count = :successCount!, error_count = :errorCount!,
 *       total_emissions = :totalEmissions!, status = :status!::batch_status, parts_left = :partsLeft!, error_message = :errorMessage,
 *       cursor = CASE WHEN :firstMissing::text IS NULL THEN b.cursor ELSE coalesce((
 *         SELECT max(ref.activity_id) FROM batch_activity_refs AS ref
 *         WHERE ref.org_id = b.org_id AND ref.batch_id = coalesce(b.part_of, b.id)
 *           AND ref.activity_id > b.range_after AND ref.activity_id < :firstMissing::text
 *       ), b.range_after) END,
 *       locked_by = CASE WHEN :isLeaseKept!::boolean THEN b.locked_by END,
 *       locked_until = CASE WHEN :isLeaseKept!::boolean THEN b.locked_until END,
 *       fencing_token = CASE WHEN :isLeaseKept!::boolean THEN b.fencing_token ELSE b.fencing_token + 1 END,
 *       not_before = CASE WHEN :status!::batch_status = 'pending' AND b.status <> 'pending' THEN now() ELSE b.not_before END,
 *       completed_at = CASE WHEN :status!::batch_status IN ('complete', 'failed', 'cancelled') THEN coalesce(b.completed_at, now()) END,
 *       updated_at = now()
 *   WHERE b.id = :batchId!
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, 'mended', status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          :actor!, :message!
 *   FROM batch
 * )
 * SELECT id, CASE
 *   WHEN status = 'pending' THEN pg_notify('offgridflow_available', id)::text
 *   WHEN NOT :isLeaseKept!::boolean THEN pg_notify('offgridflow_cancelled', id)::text
 * END AS notified
 * FROM batch
 * ```
 */
export const mendBatch = new PreparedQuery<IMendBatchParams,IMendBatchResult>(mendBatchIR);


