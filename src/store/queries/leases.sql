/* @name lockClaims */
-- Nobody else claims until the transaction ends: for limits that two claims at the same moment would exceed together.
SELECT pg_advisory_xact_lock(:claimClass!::integer, 0)::text AS locked;

/* @name claimBatches */
-- SKIP LOCKED (in batch_jobs_lock_next): nodes that claim at the same time get different batches and never wait for one
-- another. The presence key is kept only if the claimer's session is there: while it cannot listen, its lease ends by
-- running out and not as abandoned, or it would lose whatever it claims within a second.
WITH turns AS MATERIALIZED (
  SELECT turn, batch_id, is_aged
  FROM batch_jobs_next_turns(
    :limit!, :lastOrgs!, :orgLimit, :workspaceLimit, :agedTurns!, :agedAfterMs!::float8 * interval '1 millisecond'
  )
), wholes AS MATERIALIZED (
  -- Whoever writes parts of several batches locks those in order, or two of them could wait for each other.
  SELECT whole.id FROM batch_jobs AS whole
  WHERE whole.id IN (
    SELECT part.part_of FROM turns JOIN batch_jobs AS part ON part.id = turns.batch_id WHERE part.part_of IS NOT NULL
  )
  ORDER BY whole.id
  FOR UPDATE
), claimed AS (
  UPDATE batch_jobs AS b
  SET status = 'queued', locked_by = :holder!, fencing_token = b.fencing_token + 1, updated_at = now(),
      locked_until = now() + :lockTimeoutMs!::float8 * interval '1 millisecond',
      presence_key = (
        SELECT :presenceKey::integer WHERE EXISTS (
          SELECT 1 FROM pg_locks AS l
          WHERE l.locktype = 'advisory' AND l.classid = :presenceClass!::integer::oid
            AND l.objid = :presenceKey::integer::oid
            AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        )
      )
  FROM turns
  WHERE b.id = turns.batch_id AND b.status = 'pending' AND b.part_count = 0
    AND (SELECT count(*) FROM wholes) >= 0
  RETURNING b.*, turns.turn, turns.is_aged
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, 'claimed', status, success_count, error_count, total_emissions, retry_count, fencing_token,
         :holder!, NULL
  FROM claimed
)
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!", is_aged AS "is_aged!"
FROM claimed
ORDER BY turn;

/* @name acquireBatchLock */
-- One batch, atomically, on the database's clock: pending and due, or held under a lease that ran out, which
-- counts as a retry and keeps its status. The log tells the end of that lease and the claim, in this order.
-- No row: it is held, not due, ended, or out of retries.
WITH before AS (
  SELECT id, locked_by AS last_holder FROM batch_jobs
  WHERE id = :batchId! AND part_count = 0 AND (
    (status = 'pending' AND not_before <= now())
    OR (status IN ('queued', 'processing') AND locked_until <= now() AND retry_count < max_retries)
  )
  FOR UPDATE
), claimed AS (
  UPDATE batch_jobs AS b
  SET status = CASE WHEN last_holder IS NULL THEN 'queued' ELSE b.status END,
      retry_count = CASE WHEN last_holder IS NULL THEN b.retry_count ELSE b.retry_count + 1 END,
      locked_by = :holder!, fencing_token = b.fencing_token + 1, updated_at = now(),
      locked_until = now() + :lockTimeoutMs!::float8 * interval '1 millisecond', presence_key = NULL
  FROM before
  WHERE b.id = before.id
  RETURNING b.*, last_holder
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, entry.event, status, success_count, error_count, total_emissions, retry_count, fencing_token,
         CASE entry.event WHEN 'claimed' THEN :holder! ELSE last_holder END,
         CASE entry.event WHEN 'lease_expired'
           THEN 'The worker ' || last_holder || ' stopped answering; ' || :holder! || ' goes on.' END
  FROM claimed, (VALUES (1, 'lease_expired'), (2, 'claimed')) AS entry (place, event)
  WHERE entry.event = 'claimed' OR last_holder IS NOT NULL
  ORDER BY entry.place
)
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM claimed;

/* @name startBatch */
UPDATE batch_jobs
SET status = 'processing', started_at = coalesce(started_at, now()), updated_at = now()
WHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now()
  AND status IN ('queued', 'processing')
RETURNING
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!";

/* @name renewLeases */
-- Extends the leases that are still held. One that is missing from the answer was lost (findLostLeases), or its holder
-- has ended it in the same moment.
UPDATE batch_jobs AS b
SET locked_until = now() + :lockTimeoutMs!::float8 * interval '1 millisecond'
FROM unnest(:batchIds!::text[], :fencingTokens!::bigint[]) AS held (id, fencing_token)
WHERE b.id = held.id AND b.fencing_token = held.fencing_token AND b.locked_until > now()
  AND b.status IN ('queued', 'processing')
RETURNING b.id, b.fencing_token, b.locked_until AS "locked_until!";

/* @name findLostLeases */
-- Those that ran out, passed to another worker, were cancelled or deleted: drop the work and write nothing. A batch that
-- is no longer leased under this very token was ended or handed back by its holder, whose answer may still be on its
-- way: every other end of a lease raises the token.
SELECT held.id AS "id!", held.fencing_token AS "fencing_token!"
FROM unnest(:batchIds!::text[], :fencingTokens!::bigint[]) AS held (id, fencing_token)
WHERE NOT EXISTS (
  SELECT 1 FROM batch_jobs AS b
  WHERE b.id = held.id AND b.fencing_token = held.fencing_token
    AND (b.locked_until > now() OR b.status NOT IN ('queued', 'processing'))
);

/* @name findLeasesOf */
-- What a holder holds, as the database sees it.
SELECT id, org_id, fencing_token, locked_until AS "locked_until!", status = 'processing' AS "is_started!"
FROM batch_jobs
WHERE locked_by = :holder! AND status IN ('queued', 'processing') AND locked_until > now()
ORDER BY locked_until
LIMIT 1000;

/* @name releaseBatchLock */
-- Handed back untouched: due at once, no retry burned. No row: the lease was lost before.
WITH released AS (
  UPDATE batch_jobs
  SET status = 'pending', locked_by = NULL, locked_until = NULL, updated_at = now()
  WHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now()
    AND status IN ('queued', 'processing')
  RETURNING *
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, 'handed_back', status, success_count, error_count, total_emissions, retry_count, fencing_token,
         :holder!, NULL
  FROM released
)
SELECT id, pg_notify('offgridflow_available', id)::text AS notified FROM released;

/* @name scheduleRetry */
-- After a transient fault. No row: the lease was lost, or the retries are used up.
WITH postponed AS (
  UPDATE batch_jobs
  SET status = 'pending', locked_by = NULL, locked_until = NULL, retry_count = retry_count + 1,
      not_before = now() + :delayMs!::float8 * interval '1 millisecond', error_message = :reason!,
      updated_at = now()
  WHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now()
    AND status IN ('queued', 'processing') AND retry_count < max_retries
  RETURNING *
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, 'retry_scheduled', status, success_count, error_count, total_emissions, retry_count, fencing_token,
         :holder!, :reason!
  FROM postponed
)
SELECT id FROM postponed;

/* @name failBatch */
-- After the last try, with an error for each activity that could not be processed. No row: the lease was lost.
WITH failed AS (
  UPDATE batch_jobs
  SET status = 'failed', locked_by = NULL, locked_until = NULL, error_message = :reason!,
      error_count = error_count + cardinality(:activityIds!::text[]), completed_at = now(), updated_at = now()
  WHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now() AND status = 'processing'
  RETURNING *
), errors AS (
  INSERT INTO activity_errors (org_id, batch_id, attempt, activity_id, code, details)
  SELECT failed.org_id, coalesce(failed.part_of, failed.id), failed.attempt, e.activity_id, e.code, e.details
  FROM failed, unnest(:activityIds!::text[], :codes!::text[], :details!::text[]) AS e (activity_id, code, details)
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, 'failed', status, success_count, error_count, total_emissions, retry_count, fencing_token,
         :holder!, :reason!
  FROM failed
)
SELECT id FROM failed;

/* @name findAbandonedLeases */
-- Leases whose holder keeps no session here any more: it died, or lost its connection and is not back yet. The two
-- numbers of an advisory lock are shown as classid and objid.
SELECT b.id, b.fencing_token
FROM batch_jobs AS b
WHERE b.status IN ('queued', 'processing') AND b.presence_key IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM pg_locks AS l
  WHERE l.locktype = 'advisory' AND l.classid = :presenceClass!::integer::oid AND l.objid = b.presence_key::oid
    AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
)
ORDER BY b.locked_until
LIMIT 1000;

/* @name reapLeases */
-- Takes back what expired and the terms named as abandoned: to pending as a retry, or to failed when a worker was on
-- it and its retries are used up. A batch that was only queued did its worker no harm, so it is handed back even then.
WITH ended AS (
  SELECT id, part_of, locked_by, status = 'processing' AND retry_count >= max_retries AS is_used_up
  FROM batch_jobs AS b
  WHERE status IN ('queued', 'processing') AND (
    locked_until <= now() OR EXISTS (
      SELECT 1 FROM unnest(:abandonedIds!::text[], :abandonedTokens!::bigint[]) AS abandoned (id, fencing_token)
      WHERE abandoned.id = b.id AND abandoned.fencing_token = b.fencing_token
    )
  )
  ORDER BY locked_until
  LIMIT 1000
  FOR UPDATE SKIP LOCKED
), wholes AS MATERIALIZED (
  -- In order, as in claimBatches.
  SELECT whole.id FROM batch_jobs AS whole
  WHERE whole.id IN (SELECT ended.part_of FROM ended WHERE ended.part_of IS NOT NULL)
  ORDER BY whole.id
  FOR UPDATE
), reaped AS (
  UPDATE batch_jobs AS b
  SET status = CASE WHEN is_used_up THEN 'failed'::batch_status ELSE 'pending' END,
      retry_count = least(b.retry_count + 1, b.max_retries),
      locked_by = NULL, locked_until = NULL, fencing_token = b.fencing_token + 1, updated_at = now(),
      completed_at = CASE WHEN is_used_up THEN now() END,
      error_message = CASE WHEN is_used_up
        THEN 'Its workers stopped answering ' || b.retry_count + 1 || ' times, the last was ' || ended.locked_by
          || ': look at that node''s logs, then retry the batch with more max_retries.'
        ELSE 'The worker ' || ended.locked_by || ' stopped answering; the batch goes on elsewhere.' END
  FROM ended
  WHERE b.id = ended.id AND (SELECT count(*) FROM wholes) >= 0
  RETURNING b.*, ended.locked_by AS last_holder, is_used_up
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, CASE WHEN is_used_up THEN 'failed' ELSE 'lease_expired' END, status, success_count,
         error_count, total_emissions, retry_count, fencing_token, last_holder, error_message
  FROM reaped
)
SELECT
  count(*) FILTER (WHERE NOT is_used_up) AS "handed_back!", count(*) FILTER (WHERE is_used_up) AS "failed!",
  count(pg_notify('offgridflow_available', id)::text) FILTER (WHERE NOT is_used_up) AS "notified!"
FROM reaped;
