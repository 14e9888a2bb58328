/* @name readMoment */
SELECT pg_current_snapshot()::text AS "moment!";

/* @name readEvents */
-- What was committed after one moment and until another, or until now: entries of the log by id, then deletions. A
-- transaction is after a moment when it had not begun then, or was in flight. A row is always there, to tell the moment.
-- Entries of parts are their batch's business. A transaction of the future is another server's, whose dump was restored.
WITH span AS MATERIALIZED (
  SELECT coalesce(:until::text::pg_snapshot, pg_current_snapshot()) AS until
), entries AS (
  SELECT l.org_id, l.batch_id, l.id, l.xact_id FROM batch_progress_log AS l
  WHERE l.org_id = ANY (:orgIds!::text[]) AND l.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)
  UNION ALL
  SELECT l.org_id, l.batch_id, l.id, l.xact_id FROM batch_progress_log AS l
  WHERE l.org_id = ANY (:orgIds!::text[]) AND l.xact_id = ANY (:inFlight!::text[]::xid8[])
), deletions AS (
  SELECT a.org_id, a.id, a.xact_id FROM audit_log AS a
  WHERE a.action = 'batch_deleted' AND a.org_id = ANY (:orgIds!::text[])
    AND a.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)
  UNION ALL
  SELECT a.org_id, a.id, a.xact_id FROM audit_log AS a
  WHERE a.action = 'batch_deleted' AND a.org_id = ANY (:orgIds!::text[])
    AND a.xact_id = ANY (:inFlight!::text[]::xid8[])
), told AS (
  SELECT false AS is_deletion, e.org_id, e.batch_id, e.id, b.workspace_id, b.activity_count, b.started_at
  FROM span, entries AS e JOIN batch_jobs AS b ON b.id = e.batch_id AND b.part_of IS NULL
  WHERE NOT :afterDeletion! AND e.id > :afterId! AND pg_visible_in_snapshot(e.xact_id, span.until)
    AND (:workspaceIds::text[] IS NULL OR b.workspace_id = ANY (:workspaceIds))
  UNION ALL
  SELECT true, d.org_id, a.subject, d.id, a.details ->> 'workspace_id', 0, NULL
  FROM span, deletions AS d JOIN audit_log AS a ON a.org_id = d.org_id AND a.id = d.id
  WHERE (NOT :afterDeletion! OR d.id > :afterId!) AND pg_visible_in_snapshot(d.xact_id, span.until)
    AND (:workspaceIds::text[] IS NULL OR a.details ->> 'workspace_id' = ANY (:workspaceIds))
  ORDER BY 1, 4
  LIMIT :limit!
)
SELECT
  span.until::text AS "moment!", told.is_deletion AS "is_deletion?", told.org_id AS "org_id?", told.batch_id AS "batch_id?",
  told.workspace_id AS "workspace_id?", told.id AS "id?", told.activity_count AS "activity_count?", told.started_at AS "started_at?",
  before.status AS "status_before?", l.event AS "event?", l.status AS "status?", l.success_count AS "success_count?",
  l.error_count AS "error_count?", trim_scale(l.total_emissions) AS "total_emissions?", l.retry_count AS "retry_count?",
  l.fencing_token AS "fencing_token?", coalesce(l.actor, a.actor) AS "actor?", l.message AS "message?",
  coalesce(l.at, a.at) AS "at?"
FROM span
LEFT JOIN told ON true
LEFT JOIN batch_progress_log AS l
  ON NOT told.is_deletion AND l.org_id = told.org_id AND l.batch_id = told.batch_id AND l.id = told.id
LEFT JOIN audit_log AS a ON told.is_deletion AND a.org_id = told.org_id AND a.id = told.id
LEFT JOIN LATERAL (
  SELECT p.status FROM batch_progress_log AS p
  WHERE p.org_id = l.org_id AND p.batch_id = l.batch_id AND p.id < l.id
  ORDER BY p.id DESC
  LIMIT 1
) AS before ON true
ORDER BY told.is_deletion, told.id;

/* @name countEvents */
-- How many of an organisation there are between two moments, up to a limit.
SELECT count(*) AS "events!"
FROM (
  SELECT l.xact_id FROM batch_progress_log AS l
  WHERE l.org_id = :orgId! AND l.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)
    AND pg_visible_in_snapshot(l.xact_id, :until!::text::pg_snapshot)
  UNION ALL
  SELECT a.xact_id FROM audit_log AS a
  WHERE a.action = 'batch_deleted' AND a.org_id = :orgId!
    AND a.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)
    AND pg_visible_in_snapshot(a.xact_id, :until!::text::pg_snapshot)
  LIMIT :limit!
) AS told;

/* @name readBatchEvents */
-- Of one batch the ids are in the order of their commits: every entry is written under the lock of the batch's row.
SELECT
  l.org_id, l.batch_id, b.workspace_id, l.id, b.activity_count, b.started_at, before.status AS "status_before?",
  l.event, l.status, l.success_count, l.error_count, trim_scale(l.total_emissions) AS "total_emissions!",
  l.retry_count, l.fencing_token, l.actor, l.message, l.at
FROM batch_progress_log AS l
JOIN batch_jobs AS b ON b.id = l.batch_id
LEFT JOIN LATERAL (
  SELECT p.status FROM batch_progress_log AS p
  WHERE p.org_id = l.org_id AND p.batch_id = l.batch_id AND p.id < l.id
  ORDER BY p.id DESC
  LIMIT 1
) AS before ON true
WHERE l.org_id = :orgId! AND l.batch_id = :batchId! AND l.id > :after!
ORDER BY l.id
LIMIT :limit!;

/* @name readBatchNow */
-- The batch as it stands, and the latest entry of its log, in one view of both.
SELECT
  b.org_id, b.id AS batch_id, b.workspace_id, l.id, b.activity_count, b.started_at, b.status AS present_status,
  b.success_count AS present_success_count, b.error_count AS present_error_count,
  trim_scale(b.total_emissions) AS "present_total_emissions!", now() AS "present_at!",
  l.event, l.status, l.success_count, l.error_count, trim_scale(l.total_emissions) AS "total_emissions!",
  l.retry_count, l.fencing_token, l.actor, l.message, l.at
FROM batch_jobs AS b, LATERAL (
  SELECT last.id, last.event, last.status, last.success_count, last.error_count, last.total_emissions, last.retry_count,
         last.fencing_token, last.actor, last.message, last.at
  FROM batch_progress_log AS last
  WHERE last.org_id = b.org_id AND last.batch_id = b.id
  ORDER BY last.id DESC
  LIMIT 1
) AS l
WHERE b.org_id = :orgId! AND b.id = :batchId! AND b.part_of IS NULL;
