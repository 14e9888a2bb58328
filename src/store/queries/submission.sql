/* @name createBatch */
-- Batch, refs, log entry and wake-up in one statement, so in one transaction and one round trip.
WITH batch AS (
  INSERT INTO batch_jobs (
    id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, purpose, calculation
  )
  VALUES (
    :batchId!, :orgId!, :workspaceId!, cardinality(:activityIds!::text[]), :maxRetries!, :priority!,
    :errorTolerance!, :purpose!,
    coalesce((
      SELECT jsonb_strip_nulls(jsonb_build_object(
        'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy
      ))
      FROM calculation_settings AS s WHERE s.org_id = :orgId!
    ), '{}') || :calculation!::jsonb
  )
  RETURNING *
), refs AS (
  INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)
  SELECT batch.org_id, batch.id, ref.activity_id
  FROM batch, unnest(:activityIds!::text[]) AS ref (activity_id)
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, actor, message
  )
  SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, :actor!, NULL
  FROM batch
)
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  created_at, updated_at, started_at, completed_at, now() AS "read_at!",
  pg_notify('offgridflow_available', id)::text AS notified
FROM batch;

/* @name createBatchFromImport */
-- The refs come from the activities that the import was the last to name. No row: none are there, or the batch
-- of this import and owner exists (findBatchOfImport).
WITH refs AS (
  INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)
  SELECT org_id, :batchId!, id
  FROM activities
  WHERE import_id = :importId! AND org_id = :orgId! AND workspace_id = :workspaceId!
  ORDER BY id
  RETURNING 1
), counted AS (
  SELECT count(*)::int AS activity_count FROM refs
), batch AS (
  INSERT INTO batch_jobs (
    id, org_id, workspace_id, activity_count, max_retries, priority, import_id, calculation
  )
  SELECT
    :batchId!, :orgId!, :workspaceId!, activity_count, :maxRetries!, :priority!, :importId!,
    coalesce((
      SELECT jsonb_strip_nulls(jsonb_build_object(
        'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy
      ))
      FROM calculation_settings AS s WHERE s.org_id = :orgId!
    ), '{}')
  FROM counted
  WHERE activity_count > 0
  RETURNING *
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, actor, message
  )
  SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, :actor!, NULL
  FROM batch
)
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  created_at, updated_at, started_at, completed_at, now() AS "read_at!",
  pg_notify('offgridflow_available', id)::text AS notified
FROM batch;

/* @name findBatchOfImport */
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM batch_jobs
WHERE import_id = :importId! AND org_id = :orgId! AND workspace_id = :workspaceId!;

/* @name addActivityRef */
-- Only while nothing has claimed the batch. No row: it is not there or no longer open.
WITH open AS (
  SELECT id, org_id FROM batch_jobs
  WHERE org_id = :orgId! AND id = :batchId! AND status = 'pending' AND started_at IS NULL
  FOR UPDATE
), added AS (
  INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)
  SELECT org_id, id, :activityId! FROM open
  ON CONFLICT DO NOTHING
  RETURNING batch_id
)
UPDATE batch_jobs AS b
SET activity_count = b.activity_count + (SELECT count(*) FROM added)::int, updated_at = now()
FROM open
WHERE b.id = open.id
RETURNING b.id;
