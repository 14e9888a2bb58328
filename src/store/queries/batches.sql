/* @name getBatch */
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM batch_jobs
WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL;

/* @name listNewestBatches */
-- Newest first, or by priority and then so. The statuses and priorities that are asked for are lanes of the index, each
-- read from where the page begins and no further than the page is long: what does not match is never read. The page
-- begins behind a batch that need not be there any more: the lanes of its priority behind its time and id, the others,
-- where they are in the order of priorities, at their beginning. That and the end of the time asked for are one
-- comparison: of two upper bounds an index would begin at either.
WITH page AS (
  SELECT place.id, place.priority, place.created_at
  FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),
    LATERAL (
    SELECT j.id, j.priority, j.created_at
    FROM batch_jobs AS j
    WHERE j.org_id = :orgId! AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority
      AND j.created_at >= :createdFrom!::text::timestamptz AND (j.created_at, j.id) < (
        CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdBefore! END::text::timestamptz,
        CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END
      )
    ORDER BY j.created_at DESC, j.id DESC
    LIMIT :limit!::bigint + :offset!::bigint
  ) AS place
  ORDER BY CASE WHEN :isByPriority! THEN place.priority END DESC, place.created_at DESC, place.id DESC
  LIMIT :limit! OFFSET :offset!
)
SELECT
  b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
  trim_scale(b.total_emissions) AS "total_emissions!", b.retry_count, b.max_retries, b.priority, b.error_tolerance,
  b.error_tolerance_share, b.errors_tolerated,
  b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,
  b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS "read_at!",
  to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "created_exactly!"
FROM page JOIN batch_jobs AS b ON b.id = page.id
WHERE b.org_id = :orgId!
ORDER BY CASE WHEN :isByPriority! THEN page.priority END DESC, page.created_at DESC, page.id DESC;

/* @name listOldestBatches */
-- The same in the other direction, also of priorities.
WITH page AS (
  SELECT place.id, place.priority, place.created_at
  FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),
    LATERAL (
    SELECT j.id, j.priority, j.created_at
    FROM batch_jobs AS j
    WHERE j.org_id = :orgId! AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority
      AND j.created_at < :createdBefore!::text::timestamptz AND (j.created_at, j.id) > (
        CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdFrom! END::text::timestamptz,
        CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END
      )
    ORDER BY j.created_at, j.id
    LIMIT :limit!::bigint + :offset!::bigint
  ) AS place
  ORDER BY CASE WHEN :isByPriority! THEN place.priority END, place.created_at, place.id
  LIMIT :limit! OFFSET :offset!
)
SELECT
  b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
  trim_scale(b.total_emissions) AS "total_emissions!", b.retry_count, b.max_retries, b.priority, b.error_tolerance,
  b.error_tolerance_share, b.errors_tolerated,
  b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,
  b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS "read_at!",
  to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "created_exactly!"
FROM page JOIN batch_jobs AS b ON b.id = page.id
WHERE b.org_id = :orgId!
ORDER BY CASE WHEN :isByPriority! THEN page.priority END, page.created_at, page.id;

/* @name listNewestBatchesOfWorkspaces */
-- The same of these workspaces alone: each lane is one workspace's.
WITH page AS (
  SELECT place.id, place.priority, place.created_at
  FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),
    unnest(:workspaceIds!::text[]) AS w (workspace_id), LATERAL (
    SELECT j.id, j.priority, j.created_at
    FROM batch_jobs AS j
    WHERE j.org_id = :orgId! AND j.workspace_id = w.workspace_id AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority
      AND j.created_at >= :createdFrom!::text::timestamptz AND (j.created_at, j.id) < (
        CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdBefore! END::text::timestamptz,
        CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END
      )
    ORDER BY j.created_at DESC, j.id DESC
    LIMIT :limit!::bigint + :offset!::bigint
  ) AS place
  ORDER BY CASE WHEN :isByPriority! THEN place.priority END DESC, place.created_at DESC, place.id DESC
  LIMIT :limit! OFFSET :offset!
)
SELECT
  b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
  trim_scale(b.total_emissions) AS "total_emissions!", b.retry_count, b.max_retries, b.priority, b.error_tolerance,
  b.error_tolerance_share, b.errors_tolerated,
  b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,
  b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS "read_at!",
  to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "created_exactly!"
FROM page JOIN batch_jobs AS b ON b.id = page.id
WHERE b.org_id = :orgId!
ORDER BY CASE WHEN :isByPriority! THEN page.priority END DESC, page.created_at DESC, page.id DESC;

/* @name listOldestBatchesOfWorkspaces */
WITH page AS (
  SELECT place.id, place.priority, place.created_at
  FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),
    unnest(:workspaceIds!::text[]) AS w (workspace_id), LATERAL (
    SELECT j.id, j.priority, j.created_at
    FROM batch_jobs AS j
    WHERE j.org_id = :orgId! AND j.workspace_id = w.workspace_id AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority
      AND j.created_at < :createdBefore!::text::timestamptz AND (j.created_at, j.id) > (
        CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdFrom! END::text::timestamptz,
        CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END
      )
    ORDER BY j.created_at, j.id
    LIMIT :limit!::bigint + :offset!::bigint
  ) AS place
  ORDER BY CASE WHEN :isByPriority! THEN place.priority END, place.created_at, place.id
  LIMIT :limit! OFFSET :offset!
)
SELECT
  b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
  trim_scale(b.total_emissions) AS "total_emissions!", b.retry_count, b.max_retries, b.priority, b.error_tolerance,
  b.error_tolerance_share, b.errors_tolerated,
  b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,
  b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS "read_at!",
  to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "created_exactly!"
FROM page JOIN batch_jobs AS b ON b.id = page.id
WHERE b.org_id = :orgId!
ORDER BY CASE WHEN :isByPriority! THEN page.priority END, page.created_at, page.id;

/* @name countBatches */
-- Of what has not ended only the sum is kept, so that work moves no number. What is claimed at this moment is counted itself,
-- which is no more than the workers have: what waits is the rest. `signs` says for open, complete, failed, cancelled and
-- claimed batches whether they count, and claimed ones as less than nothing where only they are left out.
SELECT (
  coalesce(sum(
    (batches - complete - failed - cancelled) * (:signs!::int[])[1] + complete * (:signs)[2] + failed * (:signs)[3]
      + cancelled * (:signs)[4]
  ), 0) + (:signs)[5] * (
    SELECT count(*) FROM batch_jobs
    WHERE org_id = :orgId! AND part_of IS NULL AND status_number = ANY (:claimedStatuses!::smallint[])
      AND priority = ANY (:priorities!)
  ))::bigint AS "total!"
FROM batch_counts
WHERE org_id = :orgId! AND priority = ANY (:priorities!::smallint[]);

/* @name countBatchesBetween */
SELECT count(*) AS "total!"
FROM batch_jobs
WHERE org_id = :orgId! AND part_of IS NULL AND status_number = ANY (:statuses!::smallint[])
  AND priority = ANY (:priorities!::smallint[]) AND created_at >= :createdFrom!::text::timestamptz AND created_at < :createdBefore!::text::timestamptz;

/* @name countBatchesOfWorkspaces */
SELECT (
  coalesce(sum(
    (batches - complete - failed - cancelled) * (:signs!::int[])[1] + complete * (:signs)[2] + failed * (:signs)[3]
      + cancelled * (:signs)[4]
  ), 0) + (:signs)[5] * (
    SELECT count(*) FROM batch_jobs
    WHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL AND status_number = ANY (:claimedStatuses!::smallint[])
      AND priority = ANY (:priorities!)
  ))::bigint AS "total!"
FROM batch_counts
WHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND priority = ANY (:priorities!::smallint[]);

/* @name countBatchesOfWorkspacesBetween */
SELECT count(*) AS "total!"
FROM batch_jobs
WHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL AND status_number = ANY (:statuses!::smallint[])
  AND priority = ANY (:priorities!::smallint[]) AND created_at >= :createdFrom!::text::timestamptz AND created_at < :createdBefore!::text::timestamptz;

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
