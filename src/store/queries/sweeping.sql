/* @name claimSweep */
-- One node in each interval compares batches with their rows, for all of them. No row: it is not due.
UPDATE batch_sweeps
SET due_at = now() + :everyMs!::float8 * interval '1 millisecond'
WHERE due_at <= now()
RETURNING swept_until::text AS "swept_until!", (now() - :settleMs!::float8 * interval '1 millisecond')::text AS "until!";

/* @name finishSweep */
-- What had ended by then has been compared. Whoever is still at it is not joined by another node.
UPDATE batch_sweeps
SET swept_until = greatest(swept_until, :until!::text::timestamptz),
    due_at = greatest(due_at, now() + :everyMs!::float8 * interval '1 millisecond');

/* @name listBegunBatches */
-- Batches that were begun, have not ended and are nobody's at this moment; of a part its whole batch. What somebody
-- holds is left alone: it is compared when it ends.
SELECT b.id, b.org_id, coalesce(b.part_of, b.id) AS "batch_id!"
FROM batch_jobs AS b
WHERE b.completed_at IS NULL AND b.started_at IS NOT NULL AND (b.locked_until IS NULL OR b.locked_until <= now())
  AND b.id > :after!
ORDER BY b.id
LIMIT :limit!;

/* @name listEndedBatches */
-- A page of them. Their times are texts, which keep the microseconds: thousands may have ended in one statement.
SELECT b.id, b.org_id, b.completed_at::text AS "completed_at!"
FROM batch_jobs AS b
WHERE b.completed_at IS NOT NULL AND b.part_of IS NULL
  AND (b.completed_at, b.id) > (:since!::text::timestamptz, :after!) AND b.completed_at <= :until!::text::timestamptz
ORDER BY b.completed_at, b.id
LIMIT :limit!;

/* @name beginMending */
-- Until the end of the transaction the triggers let every move happen, and parts are not counted into their batch.
SELECT set_config('offgridflow.mending', 'on', true) AS setting;

/* @name lockParts */
-- Before the whole batch, in the order in which their workers lock them.
SELECT p.id FROM batch_jobs AS p WHERE p.part_of = :batchId! ORDER BY p.id FOR UPDATE;

/* @name lockWhole */
SELECT b.id FROM batch_jobs AS b WHERE b.id = :batchId! FOR UPDATE;

/* @name readStanding */
-- A batch and its parts as they say they stand, and what their rows say, in one view of both. Rows are counted where
-- nobody writes and they have not been counted since the end; or all, for one who holds the locks.
-- OFFSET 0 keeps each probe a look into an index, as in readChunk.
WITH standing AS MATERIALIZED (
  SELECT b.* FROM batch_jobs AS b WHERE b.id = :batchId!
  UNION ALL
  SELECT p.* FROM batch_jobs AS p WHERE p.part_of = :batchId!
)
SELECT
  s.id AS "id!", s.org_id AS "org_id!", s.part_of, s.part_number AS "part_number!", s.part_count AS "part_count!",
  s.parts_left AS "parts_left!", s.status AS "status!", s.activity_count AS "activity_count!",
  s.success_count AS "success_count!", s.error_count AS "error_count!",
  trim_scale(s.total_emissions) AS "total_emissions!", s.errors_tolerated, s.error_message, s.locked_by IS NOT NULL AS "has_holder!",
  counted.is_asked AS "is_counted!", truth.refs AS "refs!", truth.records AS "records!", truth.errors AS "errors!",
  trim_scale(truth.total) AS "total!", truth.first_missing, coalesce(truth.first_missing <= s.cursor, false) AS "is_cursor_beyond!"
FROM standing AS s, LATERAL (
  SELECT s.part_count = 0 AND (
    :isLocked!::boolean
    OR coalesce(s.completed_at >= :since!::text::timestamptz, s.started_at IS NOT NULL AND coalesce(s.locked_until <= now(), true))
  ) AS is_asked
) AS counted, LATERAL (
  SELECT
    count(*)::integer AS refs, count(r.co2e_kg)::integer AS records, count(e.code)::integer AS errors,
    coalesce(sum(r.co2e_kg), 0) AS total,
    min(ref.activity_id) FILTER (WHERE r.co2e_kg IS NULL AND e.code IS NULL) AS first_missing
  FROM batch_activity_refs AS ref
  LEFT JOIN LATERAL (
    SELECT one.co2e_kg FROM emission_records AS one
    WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
    OFFSET 0
  ) AS r ON true
  LEFT JOIN LATERAL (
    SELECT one.code FROM activity_errors AS one
    WHERE one.org_id = ref.org_id AND one.batch_id = ref.batch_id AND one.attempt = s.attempt
      AND one.activity_id = ref.activity_id
    OFFSET 0
  ) AS e ON true
  WHERE counted.is_asked AND ref.org_id = s.org_id AND ref.batch_id = coalesce(s.part_of, s.id)
    AND ref.activity_id > s.range_after AND ref.activity_id <= coalesce(s.range_until, repeat(chr(1114111), 201))
) AS truth
ORDER BY s.part_number;

/* @name mendBatch */
-- Sets a batch, or a part of one, to what its rows say, with an entry of its log and a word to those who wait for it. One
-- that goes back to pending loses its lease and starts behind what comes before `firstMissing`.
WITH batch AS (
  UPDATE batch_jobs AS b
  SET activity_count = :activityCount!, success_count = :successCount!, error_count = :errorCount!,
      total_emissions = :totalEmissions!, status = :status!::batch_status, parts_left = :partsLeft!, error_message = :errorMessage,
      cursor = CASE WHEN :firstMissing::text IS NULL THEN b.cursor ELSE coalesce((
        SELECT max(ref.activity_id) FROM batch_activity_refs AS ref
        WHERE ref.org_id = b.org_id AND ref.batch_id = coalesce(b.part_of, b.id)
          AND ref.activity_id > b.range_after AND ref.activity_id < :firstMissing::text
      ), b.range_after) END,
      locked_by = CASE WHEN :isLeaseKept!::boolean THEN b.locked_by END,
      locked_until = CASE WHEN :isLeaseKept!::boolean THEN b.locked_until END,
      fencing_token = CASE WHEN :isLeaseKept!::boolean THEN b.fencing_token ELSE b.fencing_token + 1 END,
      not_before = CASE WHEN :status!::batch_status = 'pending' AND b.status <> 'pending' THEN now() ELSE b.not_before END,
      completed_at = CASE WHEN :status!::batch_status IN ('complete', 'failed', 'cancelled') THEN coalesce(b.completed_at, now()) END,
      updated_at = now()
  WHERE b.id = :batchId!
  RETURNING *
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id, 'mended', status, success_count, error_count, total_emissions, retry_count, fencing_token,
         :actor!, :message!
  FROM batch
)
SELECT id, CASE
  WHEN status = 'pending' THEN pg_notify('offgridflow_available', id)::text
  WHEN NOT :isLeaseKept!::boolean THEN pg_notify('offgridflow_cancelled', id)::text
END AS notified
FROM batch;
