/* @name findBatches */
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM batch_jobs
WHERE org_id = :orgId! AND id = ANY (:batchIds!::text[]) AND part_of IS NULL
  AND (:workspaceIds::text[] IS NULL OR workspace_id = ANY (:workspaceIds));

/* @name cancelBatches */
-- cancelBatch of many: each as it does one. The rows are those that were cancelled. Parts are locked before whole batches,
-- each in the order of their ids, so that two of these wait for each other and never both.
WITH parts AS (
  SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole
  WHERE whole.org_id = :orgId! AND whole.id = ANY (:batchIds!::text[]) AND p.part_of = whole.id
    AND p.status IN ('pending', 'queued', 'processing')
  ORDER BY p.id
  FOR UPDATE OF p
), ended AS (
  UPDATE batch_jobs AS p
  SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = p.fencing_token + 1,
      completed_at = now(), updated_at = now()
  FROM parts WHERE p.id = parts.id
  RETURNING p.*, pg_notify('offgridflow_cancelled', p.id)::text AS notified
), wholes AS (
  SELECT id FROM batch_jobs
  WHERE org_id = :orgId! AND id = ANY (:batchIds) AND part_of IS NULL AND (SELECT count(*) FROM ended) >= 0
  ORDER BY id
  FOR UPDATE
), batch AS (
  UPDATE batch_jobs AS b
  SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = b.fencing_token + 1,
      error_message = NULL, completed_at = now(), updated_at = now()
  FROM wholes WHERE b.id = wholes.id AND b.status IN ('pending', 'queued', 'processing')
  RETURNING b.*
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, 'cancelled', status, success_count, error_count, total_emissions, retry_count, fencing_token,
         :actor!, NULL
  FROM (
    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM batch
    UNION ALL
    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM ended
  ) AS cancelled
)
SELECT id, pg_notify('offgridflow_cancelled', id)::text AS notified FROM batch;

/* @name retryBatches */
-- retryBatch of many: each as it does one. The rows are those that are tried again.
WITH parts AS (
  SELECT p.id, p.part_of FROM batch_jobs AS p, batch_jobs AS whole
  WHERE whole.org_id = :orgId! AND whole.id = ANY (:batchIds!::text[]) AND p.part_of = whole.id AND p.status <> 'complete'
  ORDER BY p.id
  FOR UPDATE OF p
), wholes AS (
  SELECT id, (SELECT count(*) FROM parts WHERE parts.part_of = batch_jobs.id) AS part_count FROM batch_jobs
  WHERE org_id = :orgId! AND id = ANY (:batchIds) AND part_of IS NULL
  ORDER BY id
  FOR UPDATE
), batch AS (
  UPDATE batch_jobs AS b
  SET status = 'pending', retry_count = b.retry_count + 1, max_retries = greatest(b.max_retries, :maxRetries),
      attempt = b.attempt + 1, cursor = '', error_count = 0, error_message = NULL, not_before = now(),
      parts_left = wholes.part_count, completed_at = NULL, updated_at = now()
  FROM wholes
  WHERE b.id = wholes.id AND b.status = 'failed' AND b.retry_count < greatest(b.max_retries, :maxRetries)
  RETURNING b.*
), renewed AS (
  UPDATE batch_jobs AS p
  SET status = 'pending', retry_count = batch.retry_count, max_retries = batch.max_retries, attempt = batch.attempt,
      cursor = p.range_after, error_count = 0, error_message = NULL, not_before = now(), completed_at = NULL,
      locked_by = NULL, locked_until = NULL, presence_key = NULL, updated_at = now(),
      fencing_token = CASE WHEN p.locked_by IS NULL THEN p.fencing_token ELSE p.fencing_token + 1 END
  FROM batch, parts WHERE p.id = parts.id AND parts.part_of = batch.id
  RETURNING p.*
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, 'retried', status, success_count, error_count, total_emissions, retry_count, fencing_token,
         :actor!, NULL
  FROM (
    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM batch
    UNION ALL
    SELECT org_id, id, status, success_count, error_count, total_emissions, retry_count, fencing_token FROM renewed
  ) AS retried
)
SELECT id, pg_notify('offgridflow_available', id)::text AS notified FROM batch;

/* @name deleteBatches */
-- deleteBatch of many: each as it does one. The rows are those that were deleted.
WITH parts AS (
  SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole
  WHERE whole.org_id = :orgId! AND whole.id = ANY (:batchIds!::text[]) AND p.part_of = whole.id
  ORDER BY p.id
  FOR UPDATE OF p
), wholes AS (
  SELECT id FROM batch_jobs
  WHERE org_id = :orgId! AND id = ANY (:batchIds) AND part_of IS NULL AND (SELECT count(*) FROM parts) >= 0
  ORDER BY id
  FOR UPDATE
), gone AS (
  DELETE FROM batch_jobs AS b
  USING wholes WHERE b.id = wholes.id AND b.status <> 'processing'
  RETURNING b.org_id, b.id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
    b.total_emissions, b.created_at
)
INSERT INTO audit_log (org_id, actor, action, subject, details)
SELECT org_id, :actor!, 'batch_deleted', id, jsonb_build_object(
  'workspace_id', workspace_id, 'status', status, 'activity_count', activity_count, 'success_count', success_count,
  'error_count', error_count, 'total_emissions', trim_scale(total_emissions)::text, 'created_at', created_at
)
FROM gone
RETURNING subject AS id;
