/** Types generated for queries found in "src/store/queries/webhook-deliveries.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type batch_status = 'cancelled' | 'complete' | 'failed' | 'pending' | 'processing' | 'queued';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type numberArray = (number)[];

export type stringArray = (string)[];

/** 'FindDueDelivery' parameters type */
export interface IFindDueDeliveryParams {
  full: stringArray;
}

/** 'FindDueDelivery' return type */
export interface IFindDueDeliveryResult {
  dueInMs: number | null;
}

/** 'FindDueDelivery' query type */
export interface IFindDueDeliveryQuery {
  params: IFindDueDeliveryParams;
  result: IFindDueDeliveryResult;
}

const findDueDeliveryIR: any = {"usedParamSet":{"full":true},"params":[{"name":"full","required":true,"transform":{"type":"scalar"},"locs":[{"a":993,"b":998}]}],"statement":"-- When the next delivery is due. A probe for each webhook that has one waiting, and OFFSET 0 keeps it one. Null: nothing\n-- waits.\nWITH RECURSIVE waiting AS (\n  (SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d\n   WHERE d.status = 'pending' ORDER BY d.org_id, d.webhook_id LIMIT 1)\n  UNION ALL\n  (SELECT next.org_id, next.webhook_id FROM waiting AS w, LATERAL (\n     SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d\n     WHERE d.status = 'pending' AND (d.org_id, d.webhook_id) > (w.org_id, w.webhook_id)\n     ORDER BY d.org_id, d.webhook_id LIMIT 1) AS next)\n)\nSELECT extract(epoch FROM min(first.due_at) - now())::float8 * 1000 AS due_in_ms\nFROM waiting AS w,\nLATERAL (\n  SELECT h.id FROM webhooks AS h\n  WHERE h.org_id = w.org_id AND h.id = w.webhook_id AND h.disabled_at IS NULL OFFSET 0\n) AS enabled,\nLATERAL (\n  SELECT d.due_at FROM webhook_deliveries AS d\n  WHERE d.status = 'pending' AND d.org_id = w.org_id AND d.webhook_id = w.webhook_id AND w.webhook_id <> ALL (:full!::text[])\n  ORDER BY d.due_at LIMIT 1\n) AS first"};

/**
 * Query generated from SQL:
 * ```
 * -- When the next delivery is due. A probe for each webhook that has one waiting, and OFFSET 0 keeps it one. Null: nothing
 * -- waits.
 * WITH RECURSIVE waiting AS (
 *   (SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d
 *    WHERE d.status = 'pending' ORDER BY d.org_id, d.webhook_id LIMIT 1)
 *   UNION ALL
 *   (SELECT next.org_id, next.webhook_id FROM waiting AS w, LATERAL (
 *      SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d
 *      WHERE d.status = 'pending' AND (d.org_id, d.webhook_id) > (w.org_id, w.webhook_id)
 *      ORDER BY d.org_id, d.webhook_id LIMIT 1) AS next)
 * )
 * SELECT extract(epoch FROM min(first.due_at) - now())::float8 * 1000 AS due_in_ms
 * FROM waiting AS w,
 * LATERAL (
 *   SELECT h.id FROM webhooks AS h
 *   WHERE h.org_id = w.org_id AND h.id = w.webhook_id AND h.disabled_at IS NULL OFFSET 0
 * ) AS enabled,
 * LATERAL (
 *   SELECT d.due_at FROM webhook_deliveries AS d
 *   WHERE d.status = 'pending' AND d.org_id = w.org_id AND d.webhook_id = w.webhook_id AND w.webhook_id <> ALL (:full!::text[])
 *   ORDER BY d.due_at LIMIT 1
 * ) AS first
 * ```
 */
export const findDueDelivery = new PreparedQuery<IFindDueDeliveryParams,IFindDueDeliveryResult>(findDueDeliveryIR);


/** 'ClaimDeliveries' parameters type */
export interface IClaimDeliveriesParams {
  busyCounts: numberArray;
  busyIds: stringArray;
  busyOrgs: stringArray;
  leaseMs: number;
  limit: number;
  perOrg: number;
  perWebhook: number;
}

/** 'ClaimDeliveries' return type */
export interface IClaimDeliveriesResult {
  activityCount: number | null;
  attempt: number | null;
  calculation: Json | null;
  /** One higher with every claim; what the holder of an older one says of the future is not heard. */
  claim: number;
  claimedAt: Date;
  completedAt: Date | null;
  createdAt: Date | null;
  cursor: string | null;
  /** The webhook-id of every attempt: who receives it twice knows it by this. */
  deliveryId: string;
  errorCount: number | null;
  errorMessage: string | null;
  errorsTolerated: number | null;
  errorTolerance: number | null;
  errorToleranceShare: string | null;
  fencingToken: number | null;
  happenedAt: Date;
  hasBatch: boolean;
  id: string | null;
  lockedBy: string | null;
  lockedUntil: Date | null;
  maxRetries: number | null;
  notBefore: Date | null;
  orgId: string;
  partCount: number | null;
  partOf: string | null;
  priority: number | null;
  purpose: string | null;
  readAt: Date;
  retryCount: number | null;
  secrets: stringArray;
  startedAt: Date | null;
  status: batch_status | null;
  successCount: number | null;
  totalEmissions: string | null;
  /** Attempts since the event or the last replay. */
  tries: number;
  type: string;
  updatedAt: Date | null;
  url: string;
  webhookId: string;
  workspaceId: string | null;
}

/** 'ClaimDeliveries' query type */
export interface IClaimDeliveriesQuery {
  params: IClaimDeliveriesParams;
  result: IClaimDeliveriesResult;
}

const claimDeliveriesIR: any = {"usedParamSet":{"busyOrgs":true,"busyIds":true,"busyCounts":true,"perWebhook":true,"perOrg":true,"limit":true,"leaseMs":true},"params":[{"name":"busyOrgs","required":true,"transform":{"type":"scalar"},"locs":[{"a":856,"b":865}]},{"name":"busyIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":876,"b":884}]},{"name":"busyCounts","required":true,"transform":{"type":"scalar"},"locs":[{"a":895,"b":906}]},{"name":"perWebhook","required":true,"transform":{"type":"scalar"},"locs":[{"a":1032,"b":1043}]},{"name":"perOrg","required":true,"transform":{"type":"scalar"},"locs":[{"a":2258,"b":2265}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2301,"b":2307}]},{"name":"leaseMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":2381,"b":2389}]}],"statement":"-- Of each webhook no more than the node has room for, one at a time of one that fails, and in turn: first of the organisation\n-- of which the least is being sent, and within it of such a webhook. Whoever is slow or gone holds up itself, however much of\n-- it waits for however long. Until the end of the lease they are nobody else's.\nWITH RECURSIVE waiting AS (\n  (SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d\n   WHERE d.status = 'pending' ORDER BY d.org_id, d.webhook_id LIMIT 1)\n  UNION ALL\n  (SELECT next.org_id, next.webhook_id FROM waiting AS w, LATERAL (\n     SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d\n     WHERE d.status = 'pending' AND (d.org_id, d.webhook_id) > (w.org_id, w.webhook_id)\n     ORDER BY d.org_id, d.webhook_id LIMIT 1) AS next)\n), busy AS (\n  SELECT one.org_id, one.webhook_id, one.sent\n  FROM unnest(:busyOrgs!::text[], :busyIds!::text[], :busyCounts!::int[]) AS one (org_id, webhook_id, sent)\n), rooms AS (\n  SELECT h.org_id, h.id,\n    CASE WHEN h.failing_since IS NULL THEN :perWebhook!::int ELSE 1 END AS most,\n    coalesce((SELECT busy.sent FROM busy WHERE busy.webhook_id = h.id), 0) AS sent,\n    coalesce((SELECT sum(busy.sent) FROM busy WHERE busy.org_id = h.org_id), 0) AS sent_of_org\n  FROM waiting AS w\n  CROSS JOIN LATERAL (\n    SELECT one.org_id, one.id, one.failing_since FROM webhooks AS one\n    WHERE one.org_id = w.org_id AND one.id = w.webhook_id AND one.disabled_at IS NULL OFFSET 0\n  ) AS h\n), locked AS (\n  SELECT one.org_id, one.id, one.due_at, rooms.id AS webhook_id, rooms.sent, rooms.sent_of_org\n  FROM rooms, LATERAL (\n    SELECT d.org_id, d.id, d.due_at FROM webhook_deliveries AS d\n    WHERE d.status = 'pending' AND d.org_id = rooms.org_id AND d.webhook_id = rooms.id AND d.due_at <= now()\n    ORDER BY d.due_at LIMIT greatest(rooms.most - rooms.sent, 0)\n    FOR NO KEY UPDATE SKIP LOCKED\n  ) AS one\n), of_webhooks AS (\n  SELECT org_id, id, due_at, sent_of_org,\n    sent + row_number() OVER (PARTITION BY org_id, webhook_id ORDER BY due_at) AS place\n  FROM locked\n), of_orgs AS (\n  SELECT org_id, id, due_at, sent_of_org + row_number() OVER (PARTITION BY org_id ORDER BY place, due_at) AS place\n  FROM of_webhooks\n), due AS (\n  SELECT org_id, id FROM of_orgs WHERE place <= :perOrg!::int ORDER BY place, due_at LIMIT :limit!\n), claimed AS (\n  UPDATE webhook_deliveries AS d\n  SET due_at = now() + :leaseMs!::float8 * interval '1 millisecond', claim = d.claim + 1\n  FROM due\n  WHERE d.org_id = due.org_id AND d.id = due.id\n  RETURNING d.*\n)\nSELECT\n  now() AS \"claimed_at!\", c.org_id, c.webhook_id, c.id AS \"delivery_id!\", c.type, c.happened_at, c.claim, c.tries, h.url,\n  ARRAY(\n    SELECT s.secret FROM webhook_secrets AS s\n    WHERE s.org_id = c.org_id AND s.webhook_id = c.webhook_id AND (s.expires_at IS NULL OR s.expires_at > now())\n    ORDER BY s.number DESC\n  ) AS \"secrets!\",\n  c.batch_id IS NOT NULL AS \"has_batch!\",\n  b.id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,\n  trim_scale(b.total_emissions) AS total_emissions, b.retry_count, b.max_retries, b.priority, b.error_tolerance,\n  b.error_tolerance_share, b.errors_tolerated, b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until,\n  b.fencing_token, b.not_before, b.attempt, b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at,\n  b.completed_at, c.happened_at AS \"read_at!\"\nFROM claimed AS c,\nLATERAL (SELECT one.url FROM webhooks AS one WHERE one.org_id = c.org_id AND one.id = c.webhook_id OFFSET 0) AS h,\nLATERAL jsonb_populate_record(NULL::batch_jobs, c.batch) AS b"};

/**
 * Query generated from SQL:
 * ```
 * -- Of each webhook no more than the node has room for, one at a time of one that fails, and in turn: first of the organisation
 * -- of which the least is being sent, and within it of such a webhook. Whoever is slow or gone holds up itself, however much of
 * -- it waits for however long. Until the end of the lease they are nobody else's.
 * WITH RECURSIVE waiting AS (
 *   (SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d
 *    WHERE d.status = 'pending' ORDER BY d.org_id, d.webhook_id LIMIT 1)
 *   UNION ALL
 *   (SELECT next.org_id, next.webhook_id FROM waiting AS w, LATERAL (
 *      SELECT d.org_id, d.webhook_id FROM webhook_deliveries AS d
 *      WHERE d.status = 'pending' AND (d.org_id, d.webhook_id) > (w.org_id, w.webhook_id)
 *      ORDER BY d.org_id, d.webhook_id LIMIT 1) AS next)
 * ), busy AS (
 *   SELECT one.org_id, one.webhook_id, one.sent
 *   FROM unnest(:busyOrgs!::text[], :busyIds!::text[], :busyCounts!::int[]) AS one (org_id, webhook_id, sent)
 * ), rooms AS (
 *   SELECT h.org_id, h.id,
 *     CASE WHEN h.failing_since IS NULL THEN :perWebhook!::int ELSE 1 END AS most,
 *     coalesce((SELECT busy.sent FROM busy WHERE busy.webhook_id = h.id), 0) AS sent,
 *     coalesce((SELECT sum(busy.sent) FROM busy WHERE busy.org_id = h.org_id), 0) AS sent_of_org
 *   FROM waiting AS w
 *   CROSS JOIN LATERAL (
 *     SELECT one.org_id, one.id, one.failing_since FROM webhooks AS one
 *     WHERE one.org_id = w.org_id AND one.id = w.webhook_id AND one.disabled_at IS NULL OFFSET 0
 *   ) AS h
 * ), locked AS (
 *   SELECT one.org_id, one.id, one.due_at, rooms.id AS webhook_id, rooms.sent, rooms.sent_of_org
 *   FROM rooms, LATERAL (
 *     SELECT d.org_id, d.id, d.due_at FROM webhook_deliveries AS d
 *     WHERE d.status = 'pending' AND d.org_id = rooms.org_id AND d.webhook_id = rooms.id AND d.due_at <= now()
 *     ORDER BY d.due_at LIMIT greatest(rooms.most - rooms.sent, 0)
 *     FOR NO KEY UPDATE SKIP LOCKED
 *   ) AS one
 * ), of_webhooks AS (
 *   SELECT org_id, id, due_at, sent_of_org,
 *     sent + row_number() OVER (PARTITION BY org_id, webhook_id ORDER BY due_at) AS place
 *   FROM locked
 * ), of_orgs AS (
 *   SELECT org_id, id, due_at, sent_of_org + row_number() OVER (PARTITION BY org_id ORDER BY place, due_at) AS place
 *   FROM of_webhooks
 * ), due AS (
 *   SELECT org_id, id FROM of_orgs WHERE place <= :perOrg!::int ORDER BY place, due_at LIMIT :limit!
 * ), claimed AS (
 *   UPDATE webhook_deliveries AS d
 *   SET due_at = now() + :leaseMs!::float8 * interval '1 millisecond', claim = d.claim + 1
 *   FROM due
 *   WHERE d.org_id = due.org_id AND d.id = due.id
 *   RETURNING d.*
 * )
 * SELECT
 *   now() AS "claimed_at!", c.org_id, c.webhook_id, c.id AS "delivery_id!", c.type, c.happened_at, c.claim, c.tries, h.url,
 *   ARRAY(
 *     SELECT s.secret FROM webhook_secrets AS s
 *     WHERE s.org_id = c.org_id AND s.webhook_id = c.webhook_id AND (s.expires_at IS NULL OR s.expires_at > now())
 *     ORDER BY s.number DESC
 *   ) AS "secrets!",
 *   c.batch_id IS NOT NULL AS "has_batch!",
 *   b.id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
 *   trim_scale(b.total_emissions) AS total_emissions, b.retry_count, b.max_retries, b.priority, b.error_tolerance,
 *   b.error_tolerance_share, b.errors_tolerated, b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until,
 *   b.fencing_token, b.not_before, b.attempt, b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at,
 *   b.completed_at, c.happened_at AS "read_at!"
 * FROM claimed AS c,
 * LATERAL (SELECT one.url FROM webhooks AS one WHERE one.org_id = c.org_id AND one.id = c.webhook_id OFFSET 0) AS h,
 * LATERAL jsonb_populate_record(NULL::batch_jobs, c.batch) AS b
 * ```
 */
export const claimDeliveries = new PreparedQuery<IClaimDeliveriesParams,IClaimDeliveriesResult>(claimDeliveriesIR);


/** 'SaveAttempt' parameters type */
export interface ISaveAttemptParams {
  answer?: string | null | void;
  claim: number;
  delayMs?: number | null | void;
  deliveryId: string;
  durationMs: number;
  error?: string | null | void;
  giveUpMs: number;
  isDelivered: boolean;
  isGone: boolean;
  node: string;
  orgId: string;
  statusCode?: number | null | void;
  url: string;
  webhookId: string;
}

/** 'SaveAttempt' return type */
export interface ISaveAttemptResult {
  disabledReason: string | null;
  status: string;
}

/** 'SaveAttempt' query type */
export interface ISaveAttemptQuery {
  params: ISaveAttemptParams;
  result: ISaveAttemptResult;
}

const saveAttemptIR: any = {"usedParamSet":{"isDelivered":true,"node":true,"isGone":true,"delayMs":true,"giveUpMs":true,"orgId":true,"webhookId":true,"url":true,"deliveryId":true,"claim":true,"durationMs":true,"statusCode":true,"answer":true,"error":true},"params":[{"name":"isDelivered","required":true,"transform":{"type":"scalar"},"locs":[{"a":521,"b":533},{"a":983,"b":995},{"a":1378,"b":1390},{"a":2282,"b":2294},{"a":2393,"b":2405}]},{"name":"node","required":true,"transform":{"type":"scalar"},"locs":[{"a":755,"b":760},{"a":1772,"b":1777},{"a":3176,"b":3181}]},{"name":"isGone","required":true,"transform":{"type":"scalar"},"locs":[{"a":907,"b":914},{"a":1472,"b":1479}]},{"name":"delayMs","required":false,"transform":{"type":"scalar"},"locs":[{"a":1010,"b":1017},{"a":1502,"b":1509},{"a":2539,"b":2546},{"a":2845,"b":2852}]},{"name":"giveUpMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":1078,"b":1087},{"a":1179,"b":1188},{"a":1558,"b":1567}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1279,"b":1285},{"a":2930,"b":2936}]},{"name":"webhookId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1298,"b":1308}]},{"name":"url","required":true,"transform":{"type":"scalar"},"locs":[{"a":1322,"b":1326}]},{"name":"deliveryId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2125,"b":2136},{"a":2949,"b":2960}]},{"name":"claim","required":true,"transform":{"type":"scalar"},"locs":[{"a":2527,"b":2533},{"a":2704,"b":2710},{"a":2782,"b":2788}]},{"name":"durationMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":3184,"b":3195}]},{"name":"statusCode","required":false,"transform":{"type":"scalar"},"locs":[{"a":3203,"b":3213}]},{"name":"answer","required":false,"transform":{"type":"scalar"},"locs":[{"a":3221,"b":3227}]},{"name":"error","required":false,"transform":{"type":"scalar"},"locs":[{"a":3236,"b":3241}]}],"statement":"-- What was delivered is, whoever sent it; when to try again and when to give up is for the holder of the last claim to say.\n-- A webhook that answers 410, or that no attempt has reached for too long, is disabled with all that waits for it. The latter\n-- only by the last try of a delivery: one that failed long ago and one that fails now are no endpoint that was away meanwhile.\n-- What was sent to the URL of before says nothing of the webhook.\nWITH hook AS (\n  UPDATE webhooks AS w\n  SET failing_since = CASE WHEN NOT :isDelivered!::boolean THEN coalesce(w.failing_since, now()) END,\n      (disabled_at, disabled_by, disabled_reason, updated_at) = (\n        SELECT CASE WHEN why.reason IS NOT NULL THEN now() END, CASE WHEN why.reason IS NOT NULL THEN :node!::text END,\n               why.reason, CASE WHEN why.reason IS NOT NULL THEN now() ELSE w.updated_at END\n        FROM (SELECT CASE\n          WHEN :isGone!::boolean THEN 'The endpoint answered 410 Gone.'\n          WHEN NOT :isDelivered!::boolean AND :delayMs::float8 IS NULL\n            AND w.failing_since <= now() - :giveUpMs!::float8 * interval '1 millisecond'\n            THEN 'No attempt has worked for ' || round(:giveUpMs!::float8 / 86400000) || ' days.'\n        END AS reason) AS why\n      )\n  WHERE w.org_id = :orgId! AND w.id = :webhookId! AND w.url = :url! AND w.disabled_at IS NULL\n    AND CASE\n      WHEN :isDelivered!::boolean THEN w.failing_since IS NOT NULL\n      ELSE w.failing_since IS NULL OR :isGone!::boolean\n        OR (:delayMs::float8 IS NULL AND w.failing_since <= now() - :giveUpMs!::float8 * interval '1 millisecond')\n    END\n  RETURNING w.org_id, w.id, w.disabled_at, w.disabled_reason\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, :node!, 'webhook_disabled', id, jsonb_build_object('reason', disabled_reason)\n  FROM hook WHERE disabled_at IS NOT NULL\n), ended AS (\n  UPDATE webhook_deliveries AS d\n  SET status = 'failed', ended_at = now()\n  FROM hook\n  WHERE hook.disabled_at IS NOT NULL AND d.org_id = hook.org_id AND d.webhook_id = hook.id AND d.status = 'pending'\n    AND d.id <> :deliveryId!\n), saved AS (\n  UPDATE webhook_deliveries AS d\n  SET attempt_count = d.attempt_count + 1,\n      (status, ended_at) = (\n        SELECT CASE WHEN :isDelivered!::boolean THEN 'delivered' WHEN is_over THEN 'failed' ELSE d.status END,\n               CASE WHEN :isDelivered!::boolean OR is_over THEN now() ELSE d.ended_at END\n        FROM (SELECT d.status = 'pending' AND (\n          (d.claim = :claim! AND :delayMs::float8 IS NULL) OR EXISTS (SELECT FROM hook WHERE hook.disabled_at IS NOT NULL)\n        ) AS is_over) AS judged\n      ),\n      tries = CASE WHEN d.claim = :claim! THEN d.tries + 1 ELSE d.tries END,\n      due_at = CASE WHEN d.claim = :claim! AND d.status = 'pending'\n        THEN now() + coalesce(:delayMs::float8, 0) * interval '1 millisecond' ELSE d.due_at END\n  WHERE d.org_id = :orgId! AND d.id = :deliveryId!\n  RETURNING d.org_id, d.id, d.attempt_count, d.status\n), attempt AS (\n  INSERT INTO webhook_attempts (org_id, delivery_id, number, node, duration_ms, status_code, answer, error)\n  SELECT org_id, id, attempt_count, :node!, :durationMs!::int, :statusCode::int, :answer::text, :error::text FROM saved\n)\nSELECT status, (SELECT hook.disabled_reason FROM hook) AS disabled_reason FROM saved"};

/**
 * Query generated from SQL:
 * ```
 * -- What was delivered is, whoever sent it; when to try again and when to give up is for the holder of the last claim to say.
 * -- A webhook that answers 410, or that no attempt has reached for too long, is disabled with all that waits for it. The latter
 * -- only by the last try of a delivery: one that failed long ago and one that fails now are no endpoint that was away meanwhile.
 * -- What was sent to the URL of before says nothing of the webhook.
 * WITH hook AS (
 *   UPDATE webhooks AS w
 *   SET failing_since = CASE WHEN NOT :isDelivered!::boolean THEN coalesce(w.failing_since, now()) END,
 *       (disabled_at, disabled_by, disabled_reason, updated_at) = (
 *         SELECT CASE WHEN why.reason IS NOT NULL THEN now() END, CASE WHEN why.reason IS NOT NULL THEN :node!::text END,
 *                why.reason, CASE WHEN why.reason IS NOT NULL THEN now() ELSE w.updated_at END
 *         FROM (SELECT CASE
 *           WHEN :isGone!::boolean THEN 'The endpoint answered 410 Gone.'
 *           WHEN NOT :isDelivered!::boolean AND :delayMs::float8 IS NULL
 *             AND w.failing_since <= now() - :giveUpMs!::float8 * interval '1 millisecond'
 *             THEN 'No attempt has worked for ' || round(:giveUpMs!::float8 / 86400000) || ' days.'
 *         END AS reason) AS why
 *       )
 *   WHERE w.org_id = :orgId! AND w.id = :webhookId! AND w.url = :url! AND w.disabled_at IS NULL
 *     AND CASE
 *       WHEN :isDelivered!::boolean THEN w.failing_since IS NOT NULL
 *       ELSE w.failing_since IS NULL OR :isGone!::boolean
 *         OR (:delayMs::float8 IS NULL AND w.failing_since <= now() - :giveUpMs!::float8 * interval '1 millisecond')
 *     END
 *   RETURNING w.org_id, w.id, w.disabled_at, w.disabled_reason
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, :node!, 'webhook_disabled', id, jsonb_build_object('reason', disabled_reason)
 *   FROM hook WHERE disabled_at IS NOT NULL
 * ), ended AS (
 *   UPDATE webhook_deliveries AS d
 *   SET status = 'failed', ended_at = now()
 *   FROM hook
 *   WHERE hook.disabled_at IS NOT NULL AND d.org_id = hook.org_id AND d.webhook_id = hook.id AND d.status = 'pending'
 *     AND d.id <> :deliveryId!
 * ), saved AS (
 *   UPDATE webhook_deliveries AS d
 *   SET attempt_count = d.attempt_count + 1,
 *       (status, ended_at) = (
 *         SELECT CASE WHEN :isDelivered!::boolean THEN 'delivered' WHEN is_over THEN 'failed' ELSE d.status END,
 *                CASE WHEN :isDelivered!::boolean OR is_over THEN now() ELSE d.ended_at END
 *         FROM (SELECT d.status = 'pending' AND (
 *           (d.claim = :claim! AND :delayMs::float8 IS NULL) OR EXISTS (SELECT FROM hook WHERE hook.disabled_at IS NOT NULL)
 *         ) AS is_over) AS judged
 *       ),
 *       tries = CASE WHEN d.claim = :claim! THEN d.tries + 1 ELSE d.tries END,
 *       due_at = CASE WHEN d.claim = :claim! AND d.status = 'pending'
 *         THEN now() + coalesce(:delayMs::float8, 0) * interval '1 millisecond' ELSE d.due_at END
 *   WHERE d.org_id = :orgId! AND d.id = :deliveryId!
 *   RETURNING d.org_id, d.id, d.attempt_count, d.status
 * ), attempt AS (
 *   INSERT INTO webhook_attempts (org_id, delivery_id, number, node, duration_ms, status_code, answer, error)
 *   SELECT org_id, id, attempt_count, :node!, :durationMs!::int, :statusCode::int, :answer::text, :error::text FROM saved
 * )
 * SELECT status, (SELECT hook.disabled_reason FROM hook) AS disabled_reason FROM saved
 * ```
 */
export const saveAttempt = new PreparedQuery<ISaveAttemptParams,ISaveAttemptResult>(saveAttemptIR);


/** 'HandBackDelivery' parameters type */
export interface IHandBackDeliveryParams {
  claim: number;
  deliveryId: string;
  orgId: string;
}

/** 'HandBackDelivery' return type */
export interface IHandBackDeliveryResult {
  notified: string | null;
}

/** 'HandBackDelivery' query type */
export interface IHandBackDeliveryQuery {
  params: IHandBackDeliveryParams;
  result: IHandBackDeliveryResult;
}

const handBackDeliveryIR: any = {"usedParamSet":{"orgId":true,"deliveryId":true,"claim":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":132,"b":138}]},{"name":"deliveryId","required":true,"transform":{"type":"scalar"},"locs":[{"a":149,"b":160}]},{"name":"claim","required":true,"transform":{"type":"scalar"},"locs":[{"a":174,"b":180}]}],"statement":"-- As if it had not been claimed. No row: it is somebody else's by now.\nUPDATE webhook_deliveries\nSET due_at = now()\nWHERE org_id = :orgId! AND id = :deliveryId! AND claim = :claim! AND status = 'pending'\nRETURNING pg_notify('offgridflow_deliveries', '')::text AS notified"};

/**
 * Query generated from SQL:
 * ```
 * -- As if it had not been claimed. No row: it is somebody else's by now.
 * UPDATE webhook_deliveries
 * SET due_at = now()
 * WHERE org_id = :orgId! AND id = :deliveryId! AND claim = :claim! AND status = 'pending'
 * RETURNING pg_notify('offgridflow_deliveries', '')::text AS notified
 * ```
 */
export const handBackDelivery = new PreparedQuery<IHandBackDeliveryParams,IHandBackDeliveryResult>(handBackDeliveryIR);


/** 'DeleteOldDeliveries' parameters type */
export interface IDeleteOldDeliveriesParams {
  keepMs: number;
  limit: number;
}

/** 'DeleteOldDeliveries' return type */
export interface IDeleteOldDeliveriesResult {
  deleted: number;
}

/** 'DeleteOldDeliveries' query type */
export interface IDeleteOldDeliveriesQuery {
  params: IDeleteOldDeliveriesParams;
  result: IDeleteOldDeliveriesResult;
}

const deleteOldDeliveriesIR: any = {"usedParamSet":{"keepMs":true,"limit":true},"params":[{"name":"keepMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":156,"b":163}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":232,"b":238}]}],"statement":"WITH old AS (\n  DELETE FROM webhook_deliveries AS d\n  USING (\n    SELECT one.org_id, one.id FROM webhook_deliveries AS one\n    WHERE one.ended_at < now() - :keepMs!::float8 * interval '1 millisecond'\n    ORDER BY one.ended_at LIMIT :limit!\n    FOR UPDATE SKIP LOCKED\n  ) AS due\n  WHERE d.org_id = due.org_id AND d.id = due.id\n  RETURNING d.org_id, d.id\n), attempts AS (\n  DELETE FROM webhook_attempts AS a USING old WHERE a.org_id = old.org_id AND a.delivery_id = old.id\n)\nSELECT count(*)::int AS \"deleted!\" FROM old"};

/**
 * Query generated from SQL:
 * ```
 * WITH old AS (
 *   DELETE FROM webhook_deliveries AS d
 *   USING (
 *     SELECT one.org_id, one.id FROM webhook_deliveries AS one
 *     WHERE one.ended_at < now() - :keepMs!::float8 * interval '1 millisecond'
 *     ORDER BY one.ended_at LIMIT :limit!
 *     FOR UPDATE SKIP LOCKED
 *   ) AS due
 *   WHERE d.org_id = due.org_id AND d.id = due.id
 *   RETURNING d.org_id, d.id
 * ), attempts AS (
 *   DELETE FROM webhook_attempts AS a USING old WHERE a.org_id = old.org_id AND a.delivery_id = old.id
 * )
 * SELECT count(*)::int AS "deleted!" FROM old
 * ```
 */
export const deleteOldDeliveries = new PreparedQuery<IDeleteOldDeliveriesParams,IDeleteOldDeliveriesResult>(deleteOldDeliveriesIR);


/** 'DeleteOrphans' parameters type */
export type IDeleteOrphansParams = void;

/** 'DeleteOrphans' return type */
export type IDeleteOrphansResult = void;

/** 'DeleteOrphans' query type */
export interface IDeleteOrphansQuery {
  params: IDeleteOrphansParams;
  result: IDeleteOrphansResult;
}

const deleteOrphansIR: any = {"usedParamSet":{},"params":[],"statement":"-- What a transaction still wrote for a webhook while another deleted it.\nDELETE FROM webhook_deliveries AS d\nUSING (\n  WITH RECURSIVE waiting AS (\n    (SELECT one.org_id, one.webhook_id FROM webhook_deliveries AS one\n     WHERE one.status = 'pending' ORDER BY one.org_id, one.webhook_id LIMIT 1)\n    UNION ALL\n    (SELECT next.org_id, next.webhook_id FROM waiting AS w, LATERAL (\n       SELECT one.org_id, one.webhook_id FROM webhook_deliveries AS one\n       WHERE one.status = 'pending' AND (one.org_id, one.webhook_id) > (w.org_id, w.webhook_id)\n       ORDER BY one.org_id, one.webhook_id LIMIT 1) AS next)\n  )\n  SELECT w.org_id, w.webhook_id FROM waiting AS w\n  WHERE NOT EXISTS (SELECT FROM webhooks AS h WHERE h.org_id = w.org_id AND h.id = w.webhook_id)\n) AS orphans\nWHERE d.status = 'pending' AND d.org_id = orphans.org_id AND d.webhook_id = orphans.webhook_id"};

/**
 * Query generated from SQL:
 * ```
 * -- What a transaction still wrote for a webhook while another deleted it.
 * DELETE FROM webhook_deliveries AS d
 * USING (
 *   WITH RECURSIVE waiting AS (
 *     (SELECT one.org_id, one.webhook_id FROM webhook_deliveries AS one
 *      WHERE one.status = 'pending' ORDER BY one.org_id, one.webhook_id LIMIT 1)
 *     UNION ALL
 *     (SELECT next.org_id, next.webhook_id FROM waiting AS w, LATERAL (
 *        SELECT one.org_id, one.webhook_id FROM webhook_deliveries AS one
 *        WHERE one.status = 'pending' AND (one.org_id, one.webhook_id) > (w.org_id, w.webhook_id)
 *        ORDER BY one.org_id, one.webhook_id LIMIT 1) AS next)
 *   )
 *   SELECT w.org_id, w.webhook_id FROM waiting AS w
 *   WHERE NOT EXISTS (SELECT FROM webhooks AS h WHERE h.org_id = w.org_id AND h.id = w.webhook_id)
 * ) AS orphans
 * WHERE d.status = 'pending' AND d.org_id = orphans.org_id AND d.webhook_id = orphans.webhook_id
 * ```
 */
export const deleteOrphans = new PreparedQuery<IDeleteOrphansParams,IDeleteOrphansResult>(deleteOrphansIR);


