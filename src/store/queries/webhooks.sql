/* @name createWebhook */
-- No row: the organisation has as many as it may.
WITH created AS (
  INSERT INTO webhooks (org_id, id, url, description, events, created_by)
  SELECT :orgId!::text, :id!::text, :url!::text, :description!::text, :events!::text[], :actor!::text
  WHERE (SELECT count(*) FROM webhooks WHERE org_id = :orgId!) < :most!::int
  RETURNING *
), secret AS (
  INSERT INTO webhook_secrets (org_id, webhook_id, number, secret)
  SELECT org_id, id, 1, :secret!::text FROM created
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, created_by, 'webhook_created', id, jsonb_build_object('host', :host!::text, 'events', events)
  FROM created
)
SELECT
  org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,
  disabled_reason
FROM created;

/* @name listWebhooks */
SELECT
  org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,
  disabled_reason
FROM webhooks
WHERE org_id = :orgId!
ORDER BY created_at, id
LIMIT :limit!;

/* @name getWebhook */
SELECT
  org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,
  disabled_reason
FROM webhooks
WHERE org_id = :orgId! AND id = :id!;

/* @name changeWebhook */
-- What is null stays as it is. Of another URL nothing is known yet.
WITH changed AS (
  UPDATE webhooks
  SET url = coalesce(:url, url), description = coalesce(:description, description),
      events = coalesce(:events, events),
      failing_since = CASE WHEN :url::text IS NULL OR :url = url THEN failing_since END, updated_at = now()
  WHERE org_id = :orgId! AND id = :id!
  RETURNING *
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, :actor!, 'webhook_changed', id,
         jsonb_strip_nulls(jsonb_build_object('host', :host::text, 'events', :events::text[], 'description', :description::text))
  FROM changed
)
SELECT
  org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,
  disabled_reason
FROM changed;

/* @name enableWebhook */
-- Once more changes nothing.
WITH known AS (
  SELECT org_id, id, disabled_at FROM webhooks WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject)
  SELECT org_id, :actor!, 'webhook_enabled', id FROM known WHERE disabled_at IS NOT NULL
)
UPDATE webhooks AS w
SET disabled_at = NULL, disabled_by = NULL, disabled_reason = NULL,
    failing_since = CASE WHEN w.disabled_at IS NULL THEN w.failing_since END,
    updated_at = CASE WHEN w.disabled_at IS NULL THEN w.updated_at ELSE now() END
FROM known
WHERE w.org_id = known.org_id AND w.id = known.id
RETURNING
  w.org_id, w.id, w.url, w.description, w.events, w.created_at, w.created_by, w.updated_at, w.failing_since,
  w.disabled_at, w.disabled_by, w.disabled_reason,
  pg_notify('offgridflow_deliveries', '')::text AS notified;

/* @name disableWebhook */
-- What was to be delivered has failed, so that it can be replayed. Who disabled it first stays.
WITH known AS (
  SELECT org_id, id, disabled_at FROM webhooks WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE
), ended AS (
  UPDATE webhook_deliveries AS d
  SET status = 'failed', ended_at = now()
  FROM known
  WHERE d.org_id = known.org_id AND d.webhook_id = known.id AND d.status = 'pending'
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, :actor!, 'webhook_disabled', id, jsonb_build_object('reason', :reason!::text)
  FROM known WHERE disabled_at IS NULL
)
UPDATE webhooks AS w
SET disabled_at = coalesce(w.disabled_at, now()), disabled_by = coalesce(w.disabled_by, :actor!),
    disabled_reason = coalesce(w.disabled_reason, :reason!),
    updated_at = CASE WHEN w.disabled_at IS NULL THEN now() ELSE w.updated_at END
FROM known
WHERE w.org_id = known.org_id AND w.id = known.id
RETURNING
  w.org_id, w.id, w.url, w.description, w.events, w.created_at, w.created_by, w.updated_at, w.failing_since,
  w.disabled_at, w.disabled_by, w.disabled_reason;

/* @name lockWebhook */
-- Whoever rotates after another sees the other's secret. No row: there is no such webhook.
SELECT id FROM webhooks WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE;

/* @name rotateWebhookSecret */
-- The former secrets sign beside it until their time is over. No row: there is no such webhook.
WITH known AS (
  SELECT org_id, id FROM webhooks WHERE org_id = :orgId! AND id = :id!
), former AS (
  UPDATE webhook_secrets AS s
  SET expires_at = least(s.expires_at, now() + :overlapMs!::float8 * interval '1 millisecond')
  FROM known
  WHERE s.org_id = known.org_id AND s.webhook_id = known.id
  RETURNING s.number, s.expires_at
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, :actor!, 'webhook_secret_rotated', id, jsonb_build_object('overlap_ms', :overlapMs!::float8) FROM known
)
INSERT INTO webhook_secrets (org_id, webhook_id, number, secret)
SELECT known.org_id, known.id, 1 + (SELECT max(number) FROM former), :secret!::text FROM known
RETURNING (SELECT max(expires_at) FROM former) AS "former_expires_at!";

/* @name deleteWebhook */
-- With its secrets and all that was and was to be delivered. No row: there is no such webhook.
WITH gone AS (
  DELETE FROM webhooks WHERE org_id = :orgId! AND id = :id! RETURNING org_id, id, url
), secrets AS (
  DELETE FROM webhook_secrets AS s USING gone WHERE s.org_id = gone.org_id AND s.webhook_id = gone.id
), deliveries AS (
  DELETE FROM webhook_deliveries AS d USING gone WHERE d.org_id = gone.org_id AND d.webhook_id = gone.id
  RETURNING d.org_id, d.id
), attempts AS (
  DELETE FROM webhook_attempts AS a USING deliveries AS d WHERE a.org_id = d.org_id AND a.delivery_id = d.id
)
INSERT INTO audit_log (org_id, actor, action, subject)
SELECT org_id, :actor!, 'webhook_deleted', id FROM gone
RETURNING subject;

/* @name testWebhook */
-- No row: there is no such webhook, or it is disabled.
WITH test AS (
  INSERT INTO webhook_deliveries (org_id, webhook_id, type)
  SELECT org_id, id, 'webhook.test' FROM webhooks WHERE org_id = :orgId! AND id = :id! AND disabled_at IS NULL
  RETURNING *
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject) SELECT org_id, :actor!, 'webhook_tested', webhook_id FROM test
)
SELECT
  org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at,
  pg_notify('offgridflow_deliveries', '')::text AS notified
FROM test;

/* @name listDeliveries */
SELECT org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at
FROM webhook_deliveries
WHERE org_id = :orgId! AND webhook_id = :webhookId! AND number < :before!
ORDER BY number DESC
LIMIT :limit!;

/* @name listDeliveriesWithStatus */
SELECT org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at
FROM webhook_deliveries
WHERE org_id = :orgId! AND webhook_id = :webhookId! AND status = :status! AND number < :before!
ORDER BY number DESC
LIMIT :limit!;

/* @name getDelivery */
SELECT org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at
FROM webhook_deliveries
WHERE org_id = :orgId! AND webhook_id = :webhookId! AND id = :id!;

/* @name listAttempts */
SELECT number, at, node, duration_ms, status_code, answer, error
FROM webhook_attempts
WHERE org_id = :orgId! AND delivery_id = :deliveryId!
ORDER BY number DESC
LIMIT :limit!;

/* @name replayDelivery */
-- What waits for its turn is sent at once, and what is being sent once more. No row: there is no such delivery, or its
-- webhook is disabled.
WITH known AS (
  SELECT d.org_id, d.id, d.status FROM webhook_deliveries AS d
  WHERE d.org_id = :orgId! AND d.webhook_id = :webhookId! AND d.id = :id!
    AND EXISTS (SELECT FROM webhooks AS w WHERE w.org_id = d.org_id AND w.id = d.webhook_id AND w.disabled_at IS NULL)
  FOR NO KEY UPDATE
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, :actor!, 'webhook_replayed', :webhookId!, jsonb_build_object('delivery_id', id) FROM known
)
UPDATE webhook_deliveries AS d
SET status = 'pending', ended_at = NULL, tries = 0, due_at = now(), claim = d.claim + 1
FROM known
WHERE d.org_id = known.org_id AND d.id = known.id
RETURNING
  d.org_id, d.webhook_id, d.id, d.number, d.type, d.happened_at, d.batch_id, d.status, d.due_at, d.attempt_count,
  d.ended_at, pg_notify('offgridflow_deliveries', '')::text AS notified;

/* @name replayDeliveries */
-- All that failed of what happened since then.
WITH known AS (
  SELECT w.org_id, w.id FROM webhooks AS w WHERE w.org_id = :orgId! AND w.id = :webhookId! AND w.disabled_at IS NULL
), replayed AS (
  UPDATE webhook_deliveries AS d
  SET status = 'pending', ended_at = NULL, tries = 0, due_at = now(), claim = d.claim + 1
  FROM known
  WHERE d.org_id = known.org_id AND d.webhook_id = known.id AND d.status = 'failed' AND d.happened_at >= :since!
  RETURNING d.id
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, :actor!, 'webhook_replayed', id, jsonb_build_object('since', :since!::timestamptz, 'deliveries', (SELECT count(*) FROM replayed))
  FROM known
)
SELECT (SELECT count(*) FROM replayed)::int AS "replayed!", pg_notify('offgridflow_deliveries', '')::text AS notified FROM known;
