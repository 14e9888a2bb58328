/* @name getBatch */
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM batch_jobs
WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL;

/* @name listBatches */
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM batch_jobs
WHERE org_id = :orgId! AND part_of IS NULL
ORDER BY created_at DESC, id DESC
LIMIT :limit! OFFSET :offset!;

/* @name listBatchesWithStatus */
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM batch_jobs
WHERE org_id = :orgId! AND status_number = :status! AND part_of IS NULL
ORDER BY created_at DESC, id DESC
LIMIT :limit! OFFSET :offset!;

/* @name listBatchesOfWorkspaces */
-- For callers that are bound to workspaces; the others have statements without this condition.
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM batch_jobs
WHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL
  AND (:status::smallint IS NULL OR status_number = :status)
ORDER BY created_at DESC, id DESC
LIMIT :limit! OFFSET :offset!;

/* @name countBatchesOfWorkspaces */
SELECT count(*) AS "total!"
FROM batch_jobs
WHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL
  AND (:status::smallint IS NULL OR status_number = :status);

/* @name countBatches */
SELECT count(*) AS "total!" FROM batch_jobs WHERE org_id = :orgId! AND part_of IS NULL;

/* @name countBatchesWithStatus */
SELECT count(*) AS "total!" FROM batch_jobs WHERE org_id = :orgId! AND status_number = :status! AND part_of IS NULL;

/* @name listPendingBatches */
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM batch_jobs
WHERE status = 'pending' AND part_count = 0 AND not_before <= now()
ORDER BY priority DESC, not_before, id
LIMIT :limit!;

/* @name checkWritable */
-- Touches nothing, and fails on a server that only reads: a standby, or one that was set so.
SELECT id FROM batch_jobs WHERE id = '' FOR UPDATE;

/* @name countPendingBatches */
SELECT count(*) AS "total!" FROM batch_jobs WHERE status = 'pending' AND part_count = 0;

/* @name listProgressLog */
SELECT
  id, batch_id, event, status, success_count, error_count, trim_scale(total_emissions) AS "total_emissions!",
  retry_count, fencing_token, actor, message, at
FROM batch_progress_log
WHERE org_id = :orgId! AND batch_id = :batchId! AND id > :after!
ORDER BY id
LIMIT :limit!;
