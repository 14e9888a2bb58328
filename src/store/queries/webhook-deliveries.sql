/* @name findDueDelivery */
-- When the next delivery is due. A probe for each webhook that has one waiting, and OFFSET 0 keeps it one. Null: nothing
-- waits.
WITH RECURSIVE waiting AS (
  (SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d
   WHERE d.status = 'pending' ORDER BY d.org_id, d.webhook_id LIMIT 1)
  UNION ALL
  (SELECT next.org_id, next.webhook_id FROM waiting AS w, LATERAL (
     SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d
     WHERE d.status = 'pending' AND (d.org_id, d.webhook_id) > (w.org_id, w.webhook_id)
     ORDER BY d.org_id, d.webhook_id LIMIT 1) AS next)
)
SELECT extract(epoch FROM min(first.due_at) - now())::float8 * 1000 AS due_in_ms
FROM waiting AS w,
LATERAL (
  SELECT h.id FROM webhooks AS h
  WHERE h.org_id = w.org_id AND h.id = w.webhook_id AND h.disabled_at IS NULL OFFSET 0
) AS enabled,
LATERAL (
  SELECT d.due_at FROM webhook_deliveries AS d
  WHERE d.status = 'pending' AND d.org_id = w.org_id AND d.webhook_id = w.webhook_id AND w.webhook_id <> ALL (:full!::text[])
  ORDER BY d.due_at LIMIT 1
) AS first;

/* @name claimDeliveries */
-- Of each webhook no more than the node has room for, one at a time of one that fails, and in turn: first of the organisation
-- of which the least is being sent, and within it of such a webhook. Whoever is slow or gone holds up itself, however much of
-- it waits for however long. Until the end of the lease they are nobody else's.
WITH RECURSIVE waiting AS (
  (SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d
   WHERE d.status = 'pending' ORDER BY d.org_id, d.webhook_id LIMIT 1)
  UNION ALL
  (SELECT next.org_id, next.webhook_id FROM waiting AS w, LATERAL (
     SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d
     WHERE d.status = 'pending' AND (d.org_id, d.webhook_id) > (w.org_id, w.webhook_id)
     ORDER BY d.org_id, d.webhook_id LIMIT 1) AS next)
), busy AS (
  SELECT one.org_id, one.webhook_id, one.sent
  FROM unnest(:busyOrgs!::text[], :busyIds!::text[], :busyCounts!::int[]) AS one (org_id, webhook_id, sent)
), rooms AS (
  SELECT h.org_id, h.id,
    CASE WHEN h.failing_since IS NULL THEN :perWebhook!::int ELSE 1 END AS most,
    coalesce((SELECT busy.sent FROM busy WHERE busy.webhook_id = h.id), 0) AS sent,
    coalesce((SELECT sum(busy.sent) FROM busy WHERE busy.org_id = h.org_id), 0) AS sent_of_org
  FROM waiting AS w
  CROSS JOIN LATERAL (
    SELECT one.org_id, one.id, one.failing_since FROM webhooks AS one
    WHERE one.org_id = w.org_id AND one.id = w.webhook_id AND one.disabled_at IS NULL OFFSET 0
  ) AS h
), locked AS (
  SELECT one.org_id, one.id, one.due_at, rooms.id AS webhook_id, rooms.sent, rooms.sent_of_org
  FROM rooms, LATERAL (
    SELECT d.org_id, d.id, d.due_at FROM webhook_deliveries AS d
    WHERE d.status = 'pending' AND d.org_id = rooms.org_id AND d.webhook_id = rooms.id AND d.due_at <= now()
    ORDER BY d.due_at LIMIT greatest(rooms.most - rooms.sent, 0)
    FOR NO KEY UPDATE SKIP LOCKED
  ) AS one
), of_webhooks AS (
  SELECT org_id, id, due_at, sent_of_org,
    sent + row_number() OVER (PARTITION BY org_id, webhook_id ORDER BY due_at) AS place
  FROM locked
), of_orgs AS (
  SELECT org_id, id, due_at, sent_of_org + row_number() OVER (PARTITION BY org_id ORDER BY place, due_at) AS place
  FROM of_webhooks
), due AS (
  SELECT org_id, id FROM of_orgs WHERE place <= :perOrg!::int ORDER BY place, due_at LIMIT :limit!
), claimed AS (
  UPDATE webhook_deliveries AS d
  SET due_at = now() + :leaseMs!::float8 * interval '1 millisecond', claim = d.claim + 1
  FROM due
  WHERE d.org_id = due.org_id AND d.id = due.id
  RETURNING d.*
)
SELECT
  now() AS "claimed_at!", c.org_id, c.webhook_id, c.id AS "delivery_id!", c.type, c.happened_at, c.claim, c.tries, h.url,
  ARRAY(
    SELECT s.secret FROM webhook_secrets AS s
    WHERE s.org_id = c.org_id AND s.webhook_id = c.webhook_id AND (s.expires_at IS NULL OR s.expires_at > now())
    ORDER BY s.number DESC
  ) AS "secrets!",
  c.batch_id IS NOT NULL AS "has_batch!",
  b.id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
  trim_scale(b.total_emissions) AS total_emissions, b.retry_count, b.max_retries, b.priority, b.error_tolerance,
  b.error_tolerance_share, b.errors_tolerated, b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until,
  b.fencing_token, b.not_before, b.attempt, b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at,
  b.completed_at, c.happened_at AS "read_at!"
FROM claimed AS c,
LATERAL (SELECT one.url FROM webhooks AS one WHERE one.org_id = c.org_id AND one.id = c.webhook_id OFFSET 0) AS h,
LATERAL jsonb_populate_record(NULL::batch_jobs, c.batch) AS b;

/* @name saveAttempt */
-- What was delivered is, whoever sent it; when to try again and when to give up is for the holder of the last claim to say.
-- A webhook that answers 410, or that no attempt has reached for too long, is disabled with all that waits for it. The latter
-- only by the last try of a delivery: one that failed long ago and one that fails now are no endpoint that was away meanwhile.
-- What was sent to the URL of before says nothing of the webhook.
WITH hook AS (
  UPDATE webhooks AS w
  SET failing_since = CASE WHEN NOT :isDelivered!::boolean THEN coalesce(w.failing_since, now()) END,
      (disabled_at, disabled_by, disabled_reason, updated_at) = (
        SELECT CASE WHEN why.reason IS NOT NULL THEN now() END, CASE WHEN why.reason IS NOT NULL THEN :node!::text END,
               why.reason, CASE WHEN why.reason IS NOT NULL THEN now() ELSE w.updated_at END
        FROM (SELECT CASE
          WHEN :isGone!::boolean THEN 'The endpoint answered 410 Gone.'
          WHEN NOT :isDelivered!::boolean AND :delayMs::float8 IS NULL
            AND w.failing_since <= now() - :giveUpMs!::float8 * interval '1 millisecond'
            THEN 'No attempt has worked for ' || round(:giveUpMs!::float8 / 86400000) || ' days.'
        END AS reason) AS why
      )
  WHERE w.org_id = :orgId! AND w.id = :webhookId! AND w.url = :url! AND w.disabled_at IS NULL
    AND CASE
      WHEN :isDelivered!::boolean THEN w.failing_since IS NOT NULL
      ELSE w.failing_since IS NULL OR :isGone!::boolean
        OR (:delayMs::float8 IS NULL AND w.failing_since <= now() - :giveUpMs!::float8 * interval '1 millisecond')
    END
  RETURNING w.org_id, w.id, w.disabled_at, w.disabled_reason
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, :node!, 'webhook_disabled', id, jsonb_build_object('reason', disabled_reason)
  FROM hook WHERE disabled_at IS NOT NULL
), ended AS (
  UPDATE webhook_deliveries AS d
  SET status = 'failed', ended_at = now()
  FROM hook
  WHERE hook.disabled_at IS NOT NULL AND d.org_id = hook.org_id AND d.webhook_id = hook.id AND d.status = 'pending'
    AND d.id <> :deliveryId!
), saved AS (
  UPDATE webhook_deliveries AS d
  SET attempt_count = d.attempt_count + 1,
      (status, ended_at) = (
        SELECT CASE WHEN :isDelivered!::boolean THEN 'delivered' WHEN is_over THEN 'failed' ELSE d.status END,
               CASE WHEN :isDelivered!::boolean OR is_over THEN now() ELSE d.ended_at END
        FROM (SELECT d.status = 'pending' AND (
          (d.claim = :claim! AND :delayMs::float8 IS NULL) OR EXISTS (SELECT FROM hook WHERE hook.disabled_at IS NOT NULL)
        ) AS is_over) AS judged
      ),
      tries = CASE WHEN d.claim = :claim! THEN d.tries + 1 ELSE d.tries END,
      due_at = CASE WHEN d.claim = :claim! AND d.status = 'pending'
        THEN now() + coalesce(:delayMs::float8, 0) * interval '1 millisecond' ELSE d.due_at END
  WHERE d.org_id = :orgId! AND d.id = :deliveryId!
  RETURNING d.org_id, d.id, d.attempt_count, d.status
), attempt AS (
  INSERT INTO webhook_attempts (org_id, delivery_id, number, node, duration_ms, status_code, answer, error)
  SELECT org_id, id, attempt_count, :node!, :durationMs!::int, :statusCode::int, :answer::text, :error::text FROM saved
)
SELECT status, (SELECT hook.disabled_reason FROM hook) AS disabled_reason FROM saved;

/* @name handBackDelivery */
-- As if it had not been claimed. No row: it is somebody else's by now.
UPDATE webhook_deliveries
SET due_at = now()
WHERE org_id = :orgId! AND id = :deliveryId! AND claim = :claim! AND status = 'pending'
RETURNING pg_notify('offgridflow_deliveries', '')::text AS notified;

/* @name deleteOldDeliveries */
WITH old AS (
  DELETE FROM webhook_deliveries AS d
  USING (
    SELECT one.org_id, one.id FROM webhook_deliveries AS one
    WHERE one.ended_at < now() - :keepMs!::float8 * interval '1 millisecond'
    ORDER BY one.ended_at LIMIT :limit!
    FOR UPDATE SKIP LOCKED
  ) AS due
  WHERE d.org_id = due.org_id AND d.id = due.id
  RETURNING d.org_id, d.id
), attempts AS (
  DELETE FROM webhook_attempts AS a USING old WHERE a.org_id = old.org_id AND a.delivery_id = old.id
)
SELECT count(*)::int AS "deleted!" FROM old;

/* @name deleteOrphans */
-- What a transaction still wrote for a webhook while another deleted it.
DELETE FROM webhook_deliveries AS d
USING (
  WITH RECURSIVE waiting AS (
    (SELECT one.org_id, one.webhook_id FROM webhook_deliveries AS one
     WHERE one.status = 'pending' ORDER BY one.org_id, one.webhook_id LIMIT 1)
    UNION ALL
    (SELECT next.org_id, next.webhook_id FROM waiting AS w, LATERAL (
       SELECT one.org_id, one.webhook_id FROM webhook_deliveries AS one
       WHERE one.status = 'pending' AND (one.org_id, one.webhook_id) > (w.org_id, w.webhook_id)
       ORDER BY one.org_id, one.webhook_id LIMIT 1) AS next)
  )
  SELECT w.org_id, w.webhook_id FROM waiting AS w
  WHERE NOT EXISTS (SELECT FROM webhooks AS h WHERE h.org_id = w.org_id AND h.id = w.webhook_id)
) AS orphans
WHERE d.status = 'pending' AND d.org_id = orphans.org_id AND d.webhook_id = orphans.webhook_id;
