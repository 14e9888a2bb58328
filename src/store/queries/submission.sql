/* @name createBatch */
-- Batch, refs, log entry and wake-up in one statement, so in one transaction and one round trip.
WITH batch AS (
  INSERT INTO batch_jobs (
    id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, error_tolerance_share,
    purpose, bound_to, calculation
  )
  VALUES (
    :batchId!, :orgId!, :workspaceId!, cardinality(:activityIds!::text[]), :maxRetries!, :priority!,
    :errorTolerance, :errorToleranceShare, :purpose!, :boundTo,
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
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, fencing_token,
         :actor!, NULL
  FROM batch
)
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
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
    id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, error_tolerance_share,
    import_id, calculation
  )
  SELECT
    :batchId!, :orgId!, :workspaceId!, activity_count, :maxRetries!, :priority!, :errorTolerance::integer,
    :errorToleranceShare::numeric, :importId!,
    coalesce((
      SELECT jsonb_strip_nulls(jsonb_build_object(
        'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy
      ))
      FROM calculation_settings AS s WHERE s.org_id = :orgId!
    ), '{}') || :calculation!::jsonb
  FROM counted
  WHERE activity_count > 0
  RETURNING *
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, fencing_token,
         :actor!, NULL
  FROM batch
)
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
  pg_notify('offgridflow_available', id)::text AS notified
FROM batch;

/* @name findBatchOfImport */
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM batch_jobs
WHERE import_id = :importId! AND org_id = :orgId! AND workspace_id = :workspaceId!;

/* @name createBatchFromFilter */
-- The refs come from the organisation's activities, in one statement and without their ids passing through anybody.
-- An activity's standing is its version against that of its current record (as in current-records.sql), looked up only
-- where it is asked for. No row: nothing matches.
WITH refs AS (
  INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)
  SELECT a.org_id, :batchId!, a.id
  FROM activities AS a
  WHERE a.org_id = :orgId!
    AND (:onlyWorkspaceId::text IS NULL OR a.workspace_id = :onlyWorkspaceId)
    AND (:importId::bigint IS NULL OR a.import_id = :importId)
    AND (:activityIds::text[] IS NULL OR a.id = ANY (:activityIds))
    AND (:source::text IS NULL OR a.source = :source)
    AND (:category::text IS NULL OR a.category = :category)
    AND (:location::text IS NULL OR a.location = :location)
    AND (:periodFrom::date IS NULL OR a.period_end >= :periodFrom)
    AND (:periodTo::date IS NULL OR a.period_start <= :periodTo)
    AND CASE WHEN :stale! OR :withoutRecord! THEN (
      SELECT CASE WHEN count(r.*) = 0 THEN :withoutRecord! ELSE :stale! AND max(r.activity_version) < a.version END
      FROM (
        SELECT one.activity_version FROM emission_records AS one
        WHERE one.org_id = a.org_id AND one.activity_id = a.id AND NOT one.is_scenario
        ORDER BY one.calculated_at DESC, one.batch_id DESC
        LIMIT 1
      ) AS r
    ) ELSE true END
  ORDER BY a.id
  RETURNING 1
), counted AS (
  SELECT count(*)::int AS activity_count FROM refs
), batch AS (
  INSERT INTO batch_jobs (
    id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, error_tolerance_share,
    purpose, bound_to, calculation
  )
  SELECT
    :batchId!, :orgId!, :workspaceId!, activity_count, :maxRetries!, :priority!, :errorTolerance::integer,
    :errorToleranceShare::numeric, :purpose!, :boundTo::text[],
    coalesce((
      SELECT jsonb_strip_nulls(jsonb_build_object(
        'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy
      ))
      FROM calculation_settings AS s WHERE s.org_id = :orgId!
    ), '{}') || :calculation!::jsonb
  FROM counted
  WHERE activity_count > 0
  RETURNING *
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, fencing_token,
         :actor!, NULL
  FROM batch
)
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
  pg_notify('offgridflow_available', id)::text AS notified
FROM batch;

/* @name addActivityRef */
-- Only while nothing has claimed the batch. No row: it is not there or no longer open.
WITH open AS (
  SELECT id, org_id FROM batch_jobs
  WHERE org_id = :orgId! AND id = :batchId! AND status = 'pending' AND started_at IS NULL
    AND part_of IS NULL AND part_count = 0
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

/* @name splitBatch */
-- In the transaction that submits a large batch: makes parts of about the same size of it, each a range of its
-- activities, for several workers to claim. Their results, and what the log tells, are the whole batch's.
WITH whole AS (
  UPDATE batch_jobs SET part_count = :partCount!, parts_left = :partCount! WHERE id = :batchId! RETURNING *
), placed AS (
  SELECT ref.activity_id, (row_number() OVER (ORDER BY ref.activity_id) - 1) * whole.part_count / whole.activity_count AS place
  FROM whole, batch_activity_refs AS ref
  WHERE ref.org_id = whole.org_id AND ref.batch_id = whole.id
), ranges AS (
  SELECT place, count(*)::integer AS activity_count,
         coalesce(lag(max(activity_id)) OVER (ORDER BY place), '') AS range_after, max(activity_id) AS range_until
  FROM placed
  GROUP BY place
), parts AS (
  INSERT INTO batch_jobs (
    id, org_id, workspace_id, activity_count, max_retries, priority, purpose, bound_to, calculation,
    part_of, part_number, cursor, range_after, range_until
  )
  SELECT
    whole.id || '-part-' || place + 1, whole.org_id, whole.workspace_id, ranges.activity_count, whole.max_retries,
    whole.priority, whole.purpose, whole.bound_to, whole.calculation, whole.id, place + 1, ranges.range_after,
    ranges.range_after, CASE WHEN place + 1 < whole.part_count THEN ranges.range_until END
  FROM whole, ranges
)
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM whole;
