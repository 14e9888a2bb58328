/** Types generated for queries found in "src/store/queries/bulk-control.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type batch_status = 'cancelled' | 'complete' | 'failed' | 'pending' | 'processing' | 'queued';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type stringArray = (string)[];

/** 'FindBatches' parameters type */
export interface IFindBatchesParams {
  batchIds: stringArray;
  orgId: string;
  workspaceIds?: stringArray | null | void;
}

/** 'FindBatches' return type */
export interface IFindBatchesResult {
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

/** 'FindBatches' query type */
export interface IFindBatchesQuery {
  params: IFindBatchesParams;
  result: IFindBatchesResult;
}

const findBatchesIR: any = {"usedParamSet":{"orgId":true,"batchIds":true,"workspaceIds":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":468,"b":474}]},{"name":"batchIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":490,"b":499}]},{"name":"workspaceIds","required":false,"transform":{"type":"scalar"},"locs":[{"a":537,"b":549},{"a":590,"b":602}]}],"statement":"SELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM batch_jobs\nWHERE org_id = :orgId! AND id = ANY (:batchIds!::text[]) AND part_of IS NULL\n  AND (:workspaceIds::text[] IS NULL OR workspace_id = ANY (:workspaceIds))"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
 * FROM batch_jobs
 * WHERE org_id = :orgId! AND id = ANY (:batchIds!::text[]) AND part_of IS NULL
 *   AND (:workspaceIds::text[] IS NULL OR workspace_id = ANY (:workspaceIds))
 * ```
 */
export const findBatches = new PreparedQuery<IFindBatchesParams,IFindBatchesResult>(findBatchesIR);


/** 'CancelBatches' parameters type */
export interface ICancelBatchesParams {
  actor: string;
  batchIds: stringArray;
  orgId: string;
}

/** 'CancelBatches' return type */
export interface ICancelBatchesResult {
  id: string;
  notified: string | null;
}

/** 'CancelBatches' query type */
export interface ICancelBatchesQuery {
  params: ICancelBatchesParams;
  result: ICancelBatchesResult;
}

const cancelBatchesIR: any = {"usedParamSet":{"orgId":true,"batchIds":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":311,"b":317},{"a":835,"b":841}]},{"name":"batchIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":339,"b":348},{"a":857,"b":865}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1577,"b":1583}]}],"statement":"-- cancelBatch of many: each as it does one. The rows are those that were cancelled. Parts are locked before whole batches,\n-- each in the order of their ids, so that two of these wait for each other and never both.\nWITH parts AS (\n  SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole\n  WHERE whole.org_id = :orgId! AND whole.id = ANY (:batchIds!::text[]) AND p.part_of = whole.id\n    AND p.status IN ('pending', 'queued', 'processing')\n  ORDER BY p.id\n  FOR UPDATE OF p\n), ended AS (\n  UPDATE batch_jobs AS p\n  SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = p.fencing_token + 1,\n      completed_at = now(), updated_at = now()\n  FROM parts WHERE p.id = parts.id\n  RETURNING p.*, pg_notify('offgridflow_cancelled', p.id)::text AS notified\n), wholes AS (\n  SELECT id FROM batch_jobs\n  WHERE org_id = :orgId! AND id = ANY (:batchIds) AND part_of IS NULL AND (SELECT count(*) FROM ended) >= 0\n  ORDER BY id\n  FOR UPDATE\n), batch AS (\n  UPDATE batch_jobs AS b\n  SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = b.fencing_token + 1,\n      error_message = NULL, completed_at = now(), updated_at = now()\n  FROM wholes WHERE b.id = wholes.id AND b.status IN ('pending', 'queued', 'processing')\n  RETURNING b.*\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'cancelled', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :actor!, NULL\n  FROM (\n    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM batch\n    UNION ALL\n    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM ended\n  ) AS cancelled\n)\nSELECT id, pg_notify('offgridflow_cancelled', id)::text AS notified FROM batch"};

/**
 * Query generated from SQL:
 * ```
 * -- cancelBatch of many: each as it does one. The rows are those that were cancelled. Parts are locked before whole batches,
 * -- each in the order of their ids, so that two of these wait for each other and never both.
 * WITH parts AS (
 *   SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole
 *   WHERE whole.org_id = :orgId! AND whole.id = ANY (:batchIds!::text[]) AND p.part_of = whole.id
 *     AND p.status IN ('pending', 'queued', 'processing')
 *   ORDER BY p.id
 *   FOR UPDATE OF p
 * ), ended AS (
 *   UPDATE batch_jobs AS p
 *   SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = p.fencing_token + 1,
 *       completed_at = now(), updated_at = now()
 *   FROM parts WHERE p.id = parts.id
 *   RETURNING p.*, pg_notify('offgridflow_cancelled', p.id)::text AS notified
 * ), wholes AS (
 *   SELECT id FROM batch_jobs
 *   WHERE org_id = :orgId! AND id = ANY (:batchIds) AND part_of IS NULL AND (SELECT count(*) FROM ended) >= 0
 *   ORDER BY id
 *   FOR UPDATE
 * ), batch AS (
 *   UPDATE batch_jobs AS b
 *   SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = b.fencing_token + 1,
 *       error_message = NULL, completed_at = now(), updated_at = now()
 *   FROM wholes WHERE b.id = wholes.id AND b.status IN ('pending', 'queued', 'processing')
 *   RETURNING b.*
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
 * SELECT id, pg_notify('offgridflow_cancelled', id)::text AS notified FROM batch
 * ```
 */
export const cancelBatches = new PreparedQuery<ICancelBatchesParams,ICancelBatchesResult>(cancelBatchesIR);


/** 'RetryBatches' parameters type */
export interface IRetryBatchesParams {
  actor: string;
  batchIds: stringArray;
  maxRetries?: number | null | void;
  orgId: string;
}

/** 'RetryBatches' return type */
export interface IRetryBatchesResult {
  id: string;
  notified: string | null;
}

/** 'RetryBatches' query type */
export interface IRetryBatchesQuery {
  params: IRetryBatchesParams;
  result: IRetryBatchesResult;
}

const retryBatchesIR: any = {"usedParamSet":{"orgId":true,"batchIds":true,"maxRetries":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":191,"b":197},{"a":465,"b":471}]},{"name":"batchIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":219,"b":228},{"a":487,"b":495}]},{"name":"maxRetries","required":false,"transform":{"type":"scalar"},"locs":[{"a":681,"b":691},{"a":983,"b":993}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1860,"b":1866}]}],"statement":"-- retryBatch of many: each as it does one. The rows are those that are tried again.\nWITH parts AS (\n  SELECT p.id, p.part_of FROM batch_jobs AS p, batch_jobs AS whole\n  WHERE whole.org_id = :orgId! AND whole.id = ANY (:batchIds!::text[]) AND p.part_of = whole.id AND p.status <> 'complete'\n  ORDER BY p.id\n  FOR UPDATE OF p\n), wholes AS (\n  SELECT id, (SELECT count(*) FROM parts WHERE parts.part_of = batch_jobs.id) AS part_count FROM batch_jobs\n  WHERE org_id = :orgId! AND id = ANY (:batchIds) AND part_of IS NULL\n  ORDER BY id\n  FOR UPDATE\n), batch AS (\n  UPDATE batch_jobs AS b\n  SET status = 'pending', retry_count = b.retry_count + 1, max_retries = greatest(b.max_retries, :maxRetries),\n      attempt = b.attempt + 1, cursor = '', error_count = 0, error_message = NULL, not_before = now(),\n      parts_left = wholes.part_count, completed_at = NULL, updated_at = now()\n  FROM wholes\n  WHERE b.id = wholes.id AND b.status = 'failed' AND b.retry_count < greatest(b.max_retries, :maxRetries)\n  RETURNING b.*\n), renewed AS (\n  UPDATE batch_jobs AS p\n  SET status = 'pending', retry_count = batch.retry_count, max_retries = batch.max_retries, attempt = batch.attempt,\n      cursor = p.range_after, error_count = 0, error_message = NULL, not_before = now(), completed_at = NULL,\n      locked_by = NULL, locked_until = NULL, presence_key = NULL, updated_at = now(),\n      fencing_token = CASE WHEN p.locked_by IS NULL THEN p.fencing_token ELSE p.fencing_token + 1 END\n  FROM batch, parts WHERE p.id = parts.id AND parts.part_of = batch.id\n  RETURNING p.*\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'retried', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :actor!, NULL\n  FROM (\n    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM batch\n    UNION ALL\n    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM renewed\n  ) AS retried\n)\nSELECT id, pg_notify('offgridflow_available', id)::text AS notified FROM batch"};

/**
 * Query generated from SQL:
 * ```
 * -- retryBatch of many: each as it does one. The rows are those that are tried again.
 * WITH parts AS (
 *   SELECT p.id, p.part_of FROM batch_jobs AS p, batch_jobs AS whole
 *   WHERE whole.org_id = :orgId! AND whole.id = ANY (:batchIds!::text[]) AND p.part_of = whole.id AND p.status <> 'complete'
 *   ORDER BY p.id
 *   FOR UPDATE OF p
 * ), wholes AS (
 *   SELECT id, (SELECT count(*) FROM parts WHERE parts.part_of = batch_jobs.id) AS part_count FROM batch_jobs
 *   WHERE org_id = :orgId! AND id = ANY (:batchIds) AND part_of IS NULL
 *   ORDER BY id
 *   FOR UPDATE
 * ), batch AS (
 *   UPDATE batch_jobs AS b
 *   SET status = 'pending', retry_count = b.retry_count + 1, max_retries = greatest(b.max_retries, :maxRetries),
 *       attempt = b.attempt + 1, cursor = '', error_count = 0, error_message = NULL, not_before = now(),
 *       parts_left = wholes.part_count, completed_at = NULL, updated_at = now()
 *   FROM wholes
 *   WHERE b.id = wholes.id AND b.status = 'failed' AND b.retry_count < greatest(b.max_retries, :maxRetries)
 *   RETURNING b.*
 * ), renewed AS (
 *   UPDATE batch_jobs AS p
 *   SET status = 'pending', retry_count = batch.retry_count, max_retries = batch.max_retries, attempt = batch.attempt,
 *       cursor = p.range_after, error_count = 0, error_message = NULL, not_before = now(), completed_at = NULL,
 *       locked_by = NULL, locked_until = NULL, presence_key = NULL, updated_at = now(),
 *       fencing_token = CASE WHEN p.locked_by IS NULL THEN p.fencing_token ELSE p.fencing_token + 1 END
 *   FROM batch, parts WHERE p.id = parts.id AND parts.part_of = batch.id
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
 * SELECT id, pg_notify('offgridflow_available', id)::text AS notified FROM batch
 * ```
 */
export const retryBatches = new PreparedQuery<IRetryBatchesParams,IRetryBatchesResult>(retryBatchesIR);


/** 'DeleteBatches' parameters type */
export interface IDeleteBatchesParams {
  actor: string;
  batchIds: stringArray;
  orgId: string;
}

/** 'DeleteBatches' return type */
export interface IDeleteBatchesResult {
  /** The id of what was changed. */
  id: string;
}

/** 'DeleteBatches' query type */
export interface IDeleteBatchesQuery {
  params: IDeleteBatchesParams;
  result: IDeleteBatchesResult;
}

const deleteBatchesIR: any = {"usedParamSet":{"orgId":true,"batchIds":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":178,"b":184},{"a":345,"b":351}]},{"name":"batchIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":206,"b":215},{"a":367,"b":375}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":794,"b":800}]}],"statement":"-- deleteBatch of many: each as it does one. The rows are those that were deleted.\nWITH parts AS (\n  SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole\n  WHERE whole.org_id = :orgId! AND whole.id = ANY (:batchIds!::text[]) AND p.part_of = whole.id\n  ORDER BY p.id\n  FOR UPDATE OF p\n), wholes AS (\n  SELECT id FROM batch_jobs\n  WHERE org_id = :orgId! AND id = ANY (:batchIds) AND part_of IS NULL AND (SELECT count(*) FROM parts) >= 0\n  ORDER BY id\n  FOR UPDATE\n), gone AS (\n  DELETE FROM batch_jobs AS b\n  USING wholes WHERE b.id = wholes.id AND b.status <> 'processing'\n  RETURNING b.org_id, b.id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,\n    b.total_emissions, b.created_at\n)\nINSERT INTO audit_log (org_id, actor, action, subject, details)\nSELECT org_id, :actor!, 'batch_deleted', id, jsonb_build_object(\n  'workspace_id', workspace_id, 'status', status, 'activity_count', activity_count, 'success_count', success_count,\n  'error_count', error_count, 'total_emissions', trim_scale(total_emissions)::text, 'created_at', created_at\n)\nFROM gone\nRETURNING subject AS id"};

/**
 * Query generated from SQL:
 * ```
 * -- deleteBatch of many: each as it does one. The rows are those that were deleted.
 * WITH parts AS (
 *   SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole
 *   WHERE whole.org_id = :orgId! AND whole.id = ANY (:batchIds!::text[]) AND p.part_of = whole.id
 *   ORDER BY p.id
 *   FOR UPDATE OF p
 * ), wholes AS (
 *   SELECT id FROM batch_jobs
 *   WHERE org_id = :orgId! AND id = ANY (:batchIds) AND part_of IS NULL AND (SELECT count(*) FROM parts) >= 0
 *   ORDER BY id
 *   FOR UPDATE
 * ), gone AS (
 *   DELETE FROM batch_jobs AS b
 *   USING wholes WHERE b.id = wholes.id AND b.status <> 'processing'
 *   RETURNING b.org_id, b.id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
 *     b.total_emissions, b.created_at
 * )
 * INSERT INTO audit_log (org_id, actor, action, subject, details)
 * SELECT org_id, :actor!, 'batch_deleted', id, jsonb_build_object(
 *   'workspace_id', workspace_id, 'status', status, 'activity_count', activity_count, 'success_count', success_count,
 *   'error_count', error_count, 'total_emissions', trim_scale(total_emissions)::text, 'created_at', created_at
 * )
 * FROM gone
 * RETURNING subject AS id
 * ```
 */
export const deleteBatches = new PreparedQuery<IDeleteBatchesParams,IDeleteBatchesResult>(deleteBatchesIR);


