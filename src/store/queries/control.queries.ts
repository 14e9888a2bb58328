/** Types generated for queries found in "src/store/queries/control.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type batch_status = 'cancelled' | 'complete' | 'failed' | 'pending' | 'processing' | 'queued';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** 'CancelBatch' parameters type */
export interface ICancelBatchParams {
  actor: string;
  batchId: string;
  orgId: string;
}

/** 'CancelBatch' return type */
export interface ICancelBatchResult {
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
  notified: string | null;
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

/** 'CancelBatch' query type */
export interface ICancelBatchQuery {
  params: ICancelBatchParams;
  result: ICancelBatchResult;
}

const cancelBatchIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":299,"b":305},{"a":966,"b":972}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":322,"b":330},{"a":983,"b":991}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1426,"b":1432}]}],"statement":"-- Ends the lease with it: whoever holds the batch writes nothing more. No row: not there, or already ended. The parts are\n-- locked before the whole batch, in the order in which their workers lock them.\nWITH parts AS (\n  SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole\n  WHERE whole.org_id = :orgId! AND whole.id = :batchId! AND p.part_of = whole.id AND p.status IN ('pending', 'queued', 'processing')\n  ORDER BY p.id\n  FOR UPDATE OF p\n), ended AS (\n  UPDATE batch_jobs AS p\n  SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = p.fencing_token + 1,\n      completed_at = now(), updated_at = now()\n  FROM parts WHERE p.id = parts.id\n  RETURNING p.*, pg_notify('offgridflow_cancelled', p.id)::text AS notified\n), batch AS (\n  UPDATE batch_jobs\n  SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = fencing_token + 1,\n      error_message = NULL, completed_at = now(), updated_at = now()\n  WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND status IN ('pending', 'queued', 'processing')\n    AND (SELECT count(*) FROM ended) >= 0\n  RETURNING *\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'cancelled', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :actor!, NULL\n  FROM (\n    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM batch\n    UNION ALL\n    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM ended\n  ) AS cancelled\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\",\n  pg_notify('offgridflow_cancelled', id)::text AS notified\nFROM batch"};

/**
 * Query generated from SQL:
 * ```
 * -- Ends the lease with it: whoever holds the batch writes nothing more. No row: not there, or already ended. The parts are
 * -- locked before the whole batch, in the order in which their workers lock them.
 * WITH parts AS (
 *   SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole
 *   WHERE whole.org_id = :orgId! AND whole.id = :batchId! AND p.part_of = whole.id AND p.status IN ('pending', 'queued', 'processing')
 *   ORDER BY p.id
 *   FOR UPDATE OF p
 * ), ended AS (
 *   UPDATE batch_jobs AS p
 *   SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = p.fencing_token + 1,
 *       completed_at = now(), updated_at = now()
 *   FROM parts WHERE p.id = parts.id
 *   RETURNING p.*, pg_notify('offgridflow_cancelled', p.id)::text AS notified
 * ), batch AS (
 *   UPDATE batch_jobs
 *   SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = fencing_token + 1,
 *       error_message = NULL, completed_at = now(), updated_at = now()
 *   WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND status IN ('pending', 'queued', 'processing')
 *     AND (SELECT count(*) FROM ended) >= 0
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, 'cancelled', status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          :actor!, NULL
 *   FROM (
 *     SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM batch
 *     UNION ALL
 *     SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM ended
 *   ) AS cancelled
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
 *   pg_notify('offgridflow_cancelled', id)::text AS notified
 * FROM batch
 * ```
 */
export const cancelBatch = new PreparedQuery<ICancelBatchParams,ICancelBatchResult>(cancelBatchIR);


/** 'RetryBatch' parameters type */
export interface IRetryBatchParams {
  actor: string;
  batchId: string;
  maxRetries?: number | null | void;
  orgId: string;
}

/** 'RetryBatch' return type */
export interface IRetryBatchResult {
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
  notified: string | null;
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

/** 'RetryBatch' query type */
export interface IRetryBatchQuery {
  params: IRetryBatchParams;
  result: IRetryBatchResult;
}

const retryBatchIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"maxRetries":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":374,"b":380},{"a":841,"b":847}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":397,"b":405},{"a":858,"b":866}]},{"name":"maxRetries","required":false,"transform":{"type":"scalar"},"locs":[{"a":620,"b":630},{"a":954,"b":964}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1800,"b":1806}]}],"statement":"-- Begins the next pass over the activities without a result. The errors of the pass before stay as history. Parts that\n-- have a result for each of theirs stay as they are. One that is still worked on, passed over when the whole batch failed\n-- early, is taken from its holder.\nWITH parts AS (\n  SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole\n  WHERE whole.org_id = :orgId! AND whole.id = :batchId! AND p.part_of = whole.id AND p.status <> 'complete'\n  ORDER BY p.id\n  FOR UPDATE OF p\n), batch AS (\n  UPDATE batch_jobs\n  SET status = 'pending', retry_count = retry_count + 1, max_retries = greatest(max_retries, :maxRetries),\n      attempt = attempt + 1, cursor = '', error_count = 0, error_message = NULL, not_before = now(),\n      parts_left = (SELECT count(*) FROM parts), completed_at = NULL, updated_at = now()\n  WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND status = 'failed'\n    AND retry_count < greatest(max_retries, :maxRetries)\n  RETURNING *\n), renewed AS (\n  UPDATE batch_jobs AS p\n  SET status = 'pending', retry_count = batch.retry_count, max_retries = batch.max_retries, attempt = batch.attempt,\n      cursor = p.range_after, error_count = 0, error_message = NULL, not_before = now(), completed_at = NULL,\n      locked_by = NULL, locked_until = NULL, presence_key = NULL, updated_at = now(),\n      fencing_token = CASE WHEN p.locked_by IS NULL THEN p.fencing_token ELSE p.fencing_token + 1 END\n  FROM batch, parts WHERE p.id = parts.id\n  RETURNING p.*\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'retried', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :actor!, NULL\n  FROM (\n    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM batch\n    UNION ALL\n    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM renewed\n  ) AS retried\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\",\n  pg_notify('offgridflow_available', id)::text AS notified\nFROM batch"};

/**
 * Query generated from SQL:
 * ```
 * -- Begins the next pass over the activities without a result. The errors of the pass before stay as history. Parts that
 * -- have a result for each of theirs stay as they are. One that is still worked on, passed over when the whole batch failed
 * -- early, is taken from its holder.
 * WITH parts AS (
 *   SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole
 *   WHERE whole.org_id = :orgId! AND whole.id = :batchId! AND p.part_of = whole.id AND p.status <> 'complete'
 *   ORDER BY p.id
 *   FOR UPDATE OF p
 * ), batch AS (
 *   UPDATE batch_jobs
 *   SET status = 'pending', retry_count = retry_count + 1, max_retries = greatest(max_retries, :maxRetries),
 *       attempt = attempt + 1, cursor = '', error_count = 0, error_message = NULL, not_before = now(),
 *       parts_left = (SELECT count(*) FROM parts), completed_at = NULL, updated_at = now()
 *   WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND status = 'failed'
 *     AND retry_count < greatest(max_retries, :maxRetries)
 *   RETURNING *
 * ), renewed AS (
 *   UPDATE batch_jobs AS p
 *   SET status = 'pending', retry_count = batch.retry_count, max_retries = batch.max_retries, attempt = batch.attempt,
 *       cursor = p.range_after, error_count = 0, error_message = NULL, not_before = now(), completed_at = NULL,
 *       locked_by = NULL, locked_until = NULL, presence_key = NULL, updated_at = now(),
 *       fencing_token = CASE WHEN p.locked_by IS NULL THEN p.fencing_token ELSE p.fencing_token + 1 END
 *   FROM batch, parts WHERE p.id = parts.id
 *   RETURNING p.*
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, 'retried', status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          :actor!, NULL
 *   FROM (
 *     SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM batch
 *     UNION ALL
 *     SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM renewed
 *   ) AS retried
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
 *   pg_notify('offgridflow_available', id)::text AS notified
 * FROM batch
 * ```
 */
export const retryBatch = new PreparedQuery<IRetryBatchParams,IRetryBatchResult>(retryBatchIR);


/** 'MoveBatch' parameters type */
export interface IMoveBatchParams {
  actor: string;
  batchId: string;
  errorMessage?: string | null | void;
  event: string;
  from: batch_status;
  orgId: string;
  to: batch_status;
}

/** 'MoveBatch' return type */
export interface IMoveBatchResult {
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
  notified: string | null;
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

/** 'MoveBatch' query type */
export interface IMoveBatchQuery {
  params: IMoveBatchParams;
  result: IMoveBatchResult;
}

const moveBatchIR: any = {"usedParamSet":{"to":true,"errorMessage":true,"actor":true,"orgId":true,"batchId":true,"from":true,"event":true},"params":[{"name":"to","required":true,"transform":{"type":"scalar"},"locs":[{"a":362,"b":365},{"a":447,"b":450},{"a":550,"b":553},{"a":713,"b":716},{"a":809,"b":812},{"a":914,"b":917}]},{"name":"errorMessage","required":false,"transform":{"type":"scalar"},"locs":[{"a":404,"b":416}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":505,"b":511},{"a":1433,"b":1439}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1016,"b":1022}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1033,"b":1041}]},{"name":"from","required":true,"transform":{"type":"scalar"},"locs":[{"a":1095,"b":1100}]},{"name":"event","required":true,"transform":{"type":"scalar"},"locs":[{"a":1334,"b":1340}]}],"statement":"-- A move by hand from a status that was just read, with its log entry and its wake-up; the trigger refuses what the\n-- state machine does not know. Leaving queued or processing ends the lease. A move to queued takes one for whoever\n-- asks: when nobody works on the batch, the end of the lease brings it back.\nWITH moved AS (\n  UPDATE batch_jobs\n  SET status = :to!::batch_status,\n      error_message = :errorMessage,\n      locked_by = CASE WHEN :to! IN ('queued', 'processing') THEN coalesce(locked_by, :actor!) END,\n      locked_until = CASE WHEN :to! IN ('queued', 'processing')\n        THEN coalesce(locked_until, now() + interval '5 minutes') END,\n      presence_key = NULL,\n      fencing_token = CASE WHEN :to! = 'processing' THEN fencing_token ELSE fencing_token + 1 END,\n      started_at = CASE WHEN :to! = 'processing' THEN coalesce(started_at, now()) ELSE started_at END,\n      completed_at = CASE WHEN :to! IN ('complete', 'failed', 'cancelled') THEN now() END,\n      updated_at = now()\n  WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND part_count = 0 AND status = :from!::batch_status\n  RETURNING *\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, :event!, status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :actor!, error_message\n  FROM moved\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\",\n  CASE status\n    WHEN 'pending' THEN pg_notify('offgridflow_available', id)::text\n    WHEN 'cancelled' THEN pg_notify('offgridflow_cancelled', id)::text\n  END AS notified\nFROM moved"};

/**
 * Query generated from SQL:
 * ```
 * -- A move by hand from a status that was just read, with its log entry and its wake-up; the trigger refuses what the
 * -- state machine does not know. Leaving queued or processing ends the lease. A move to queued takes one for whoever
 * -- asks: when nobody works on the batch, the end of the lease brings it back.
 * WITH moved AS (
 *   UPDATE batch_jobs
 *   SET status = :to!::batch_status,
 *       error_message = :errorMessage,
 *       locked_by = CASE WHEN :to! IN ('queued', 'processing') THEN coalesce(locked_by, :actor!) END,
 *       locked_until = CASE WHEN :to! IN ('queued', 'processing')
 *         THEN coalesce(locked_until, now() + interval '5 minutes') END,
 *       presence_key = NULL,
 *       fencing_token = CASE WHEN :to! = 'processing' THEN fencing_token ELSE fencing_token + 1 END,
 *       started_at = CASE WHEN :to! = 'processing' THEN coalesce(started_at, now()) ELSE started_at END,
 *       completed_at = CASE WHEN :to! IN ('complete', 'failed', 'cancelled') THEN now() END,
 *       updated_at = now()
 *   WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND part_count = 0 AND status = :from!::batch_status
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, :event!, status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          :actor!, error_message
 *   FROM moved
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
 *   CASE status
 *     WHEN 'pending' THEN pg_notify('offgridflow_available', id)::text
 *     WHEN 'cancelled' THEN pg_notify('offgridflow_cancelled', id)::text
 *   END AS notified
 * FROM moved
 * ```
 */
export const moveBatch = new PreparedQuery<IMoveBatchParams,IMoveBatchResult>(moveBatchIR);


/** 'DeleteBatch' parameters type */
export interface IDeleteBatchParams {
  actor: string;
  batchId: string;
  orgId: string;
}

/** 'DeleteBatch' return type */
export interface IDeleteBatchResult {
  /** The id of what was changed. */
  subject: string;
}

/** 'DeleteBatch' query type */
export interface IDeleteBatchQuery {
  params: IDeleteBatchParams;
  result: IDeleteBatchResult;
}

const deleteBatchIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":234,"b":240},{"a":381,"b":387}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":257,"b":265},{"a":398,"b":406}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":696,"b":702}]}],"statement":"-- The trigger batch_jobs_takes_its_parts_along deletes refs, records, errors and log with it. What is left of the batch\n-- is this entry.\nWITH parts AS (\n  SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole\n  WHERE whole.org_id = :orgId! AND whole.id = :batchId! AND p.part_of = whole.id\n  ORDER BY p.id\n  FOR UPDATE OF p\n), gone AS (\n  DELETE FROM batch_jobs\n  WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND status <> 'processing'\n    AND (SELECT count(*) FROM parts) >= 0\n  RETURNING org_id, id, workspace_id, status, activity_count, success_count, error_count, total_emissions, created_at\n)\nINSERT INTO audit_log (org_id, actor, action, subject, details)\nSELECT org_id, :actor!, 'batch_deleted', id, jsonb_build_object(\n  'workspace_id', workspace_id, 'status', status, 'activity_count', activity_count, 'success_count', success_count,\n  'error_count', error_count, 'total_emissions', trim_scale(total_emissions)::text, 'created_at', created_at\n)\nFROM gone\nRETURNING subject"};

/**
 * Query generated from SQL:
 * ```
 * -- The trigger batch_jobs_takes_its_parts_along deletes refs, records, errors and log with it. What is left of the batch
 * -- is this entry.
 * WITH parts AS (
 *   SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole
 *   WHERE whole.org_id = :orgId! AND whole.id = :batchId! AND p.part_of = whole.id
 *   ORDER BY p.id
 *   FOR UPDATE OF p
 * ), gone AS (
 *   DELETE FROM batch_jobs
 *   WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND status <> 'processing'
 *     AND (SELECT count(*) FROM parts) >= 0
 *   RETURNING org_id, id, workspace_id, status, activity_count, success_count, error_count, total_emissions, created_at
 * )
 * INSERT INTO audit_log (org_id, actor, action, subject, details)
 * SELECT org_id, :actor!, 'batch_deleted', id, jsonb_build_object(
 *   'workspace_id', workspace_id, 'status', status, 'activity_count', activity_count, 'success_count', success_count,
 *   'error_count', error_count, 'total_emissions', trim_scale(total_emissions)::text, 'created_at', created_at
 * )
 * FROM gone
 * RETURNING subject
 * ```
 */
export const deleteBatch = new PreparedQuery<IDeleteBatchParams,IDeleteBatchResult>(deleteBatchIR);


