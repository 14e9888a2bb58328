/* @name cancelBatch */
-- Ends the lease with it: whoever holds the batch writes nothing more. No row: not there, or already ended. The parts are
-- locked before the whole batch, in the order in which their workers lock them.
WITH parts AS (
  SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole
  WHERE whole.org_id = :orgId! AND whole.id = :batchId! AND p.part_of = whole.id AND p.status IN ('pending', 'queued', 'processing')
  ORDER BY p.id
  FOR UPDATE OF p
), ended AS (
  UPDATE batch_jobs AS p
  SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = p.fencing_token + 1,
      completed_at = now(), updated_at = now()
  FROM parts WHERE p.id = parts.id
  RETURNING p.*, pg_notify('offgridflow_cancelled', p.id)::text AS notified
), batch AS (
  UPDATE batch_jobs
  SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = fencing_token + 1,
      error_message = NULL, completed_at = now(), updated_at = now()
  WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND status IN ('pending', 'queued', 'processing')
    AND (SELECT count(*) FROM ended) >= 0
  RETURNING *
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
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
  pg_notify('offgridflow_cancelled', id)::text AS notified
FROM batch;

/* @name retryBatch */
-- Begins the next pass over the activities without a result. The errors of the pass before stay as history. Parts that
-- have a result for each of theirs stay as they are. One that is still worked on, passed over when the whole batch failed
-- early, is taken from its holder.
WITH parts AS (
  SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole
  WHERE whole.org_id = :orgId! AND whole.id = :batchId! AND p.part_of = whole.id AND p.status <> 'complete'
  ORDER BY p.id
  FOR UPDATE OF p
), batch AS (
  UPDATE batch_jobs
  SET status = 'pending', retry_count = retry_count + 1, max_retries = greatest(max_retries, :maxRetries),
      attempt = attempt + 1, cursor = '', error_count = 0, error_message = NULL, not_before = now(),
      parts_left = (SELECT count(*) FROM parts), completed_at = NULL, updated_at = now()
  WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND status = 'failed'
    AND retry_count < greatest(max_retries, :maxRetries)
  RETURNING *
), renewed AS (
  UPDATE batch_jobs AS p
  SET status = 'pending', retry_count = batch.retry_count, max_retries = batch.max_retries, attempt = batch.attempt,
      cursor = p.range_after, error_count = 0, error_message = NULL, not_before = now(), completed_at = NULL,
      locked_by = NULL, locked_until = NULL, presence_key = NULL, updated_at = now(),
      fencing_token = CASE WHEN p.locked_by IS NULL THEN p.fencing_token ELSE p.fencing_token + 1 END
  FROM batch, parts WHERE p.id = parts.id
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
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
  pg_notify('offgridflow_available', id)::text AS notified
FROM batch;

/* @name moveBatch */
-- A move by hand from a status that was just read, with its log entry and its wake-up; the trigger refuses what the
-- state machine does not know. Leaving queued or processing ends the lease. A move to queued takes one for whoever
-- asks: when nobody works on the batch, the end of the lease brings it back.
WITH moved AS (
  UPDATE batch_jobs
  SET status = :to!::batch_status,
      error_message = :errorMessage,
      locked_by = CASE WHEN :to! IN ('queued', 'processing') THEN coalesce(locked_by, :actor!) END,
      locked_until = CASE WHEN :to! IN ('queued', 'processing')
        THEN coalesce(locked_until, now() + interval '5 minutes') END,
      presence_key = NULL,
      fencing_token = CASE WHEN :to! = 'processing' THEN fencing_token ELSE fencing_token + 1 END,
      started_at = CASE WHEN :to! = 'processing' THEN coalesce(started_at, now()) ELSE started_at END,
      completed_at = CASE WHEN :to! IN ('complete', 'failed', 'cancelled') THEN now() END,
      updated_at = now()
  WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND part_count = 0 AND status = :from!::batch_status
  RETURNING *
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, :event!, status, success_count, error_count, total_emissions, retry_count, fencing_token,
         :actor!, error_message
  FROM moved
)
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
  CASE status
    WHEN 'pending' THEN pg_notify('offgridflow_available', id)::text
    WHEN 'cancelled' THEN pg_notify('offgridflow_cancelled', id)::text
  END AS notified
FROM moved;

/* @name deleteBatch */
-- The trigger batch_jobs_takes_its_parts_along deletes refs, records, errors and log with it. What is left of the batch
-- is this entry.
WITH parts AS (
  SELECT p.id FROM batch_jobs AS p, batch_jobs AS whole
  WHERE whole.org_id = :orgId! AND whole.id = :batchId! AND p.part_of = whole.id
  ORDER BY p.id
  FOR UPDATE OF p
), gone AS (
  DELETE FROM batch_jobs
  WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL AND status <> 'processing'
    AND (SELECT count(*) FROM parts) >= 0
  RETURNING org_id, id, workspace_id, status, activity_count, success_count, error_count, total_emissions, created_at
)
INSERT INTO audit_log (org_id, actor, action, subject, details)
SELECT org_id, :actor!, 'batch_deleted', id, jsonb_build_object(
  'workspace_id', workspace_id, 'status', status, 'activity_count', activity_count, 'success_count', success_count,
  'error_count', error_count, 'total_emissions', trim_scale(total_emissions)::text, 'created_at', created_at
)
FROM gone
RETURNING subject;
