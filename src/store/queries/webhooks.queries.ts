/** Types generated for queries found in "src/store/queries/webhooks.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type stringArray = (string)[];

/** 'CreateWebhook' parameters type */
export interface ICreateWebhookParams {
  actor: string;
  description: string;
  events: stringArray;
  host: string;
  id: string;
  most: number;
  orgId: string;
  secret: string;
  url: string;
}

/** 'CreateWebhook' return type */
export interface ICreateWebhookResult {
  createdAt: Date;
  createdBy: string;
  description: string;
  disabledAt: Date | null;
  disabledBy: string | null;
  disabledReason: string | null;
  events: stringArray;
  /** The first attempt that failed with none after it that worked; null while it works. */
  failingSince: Date | null;
  id: string;
  orgId: string;
  updatedAt: Date;
  url: string;
}

/** 'CreateWebhook' query type */
export interface ICreateWebhookQuery {
  params: ICreateWebhookParams;
  result: ICreateWebhookResult;
}

const createWebhookIR: any = {"usedParamSet":{"orgId":true,"id":true,"url":true,"description":true,"events":true,"actor":true,"most":true,"secret":true,"host":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":152,"b":158},{"a":299,"b":305}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":167,"b":170}]},{"name":"url","required":true,"transform":{"type":"scalar"},"locs":[{"a":179,"b":183}]},{"name":"description","required":true,"transform":{"type":"scalar"},"locs":[{"a":192,"b":204}]},{"name":"events","required":true,"transform":{"type":"scalar"},"locs":[{"a":213,"b":220}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":231,"b":237}]},{"name":"most","required":true,"transform":{"type":"scalar"},"locs":[{"a":310,"b":315}]},{"name":"secret","required":true,"transform":{"type":"scalar"},"locs":[{"a":442,"b":449}]},{"name":"host","required":true,"transform":{"type":"scalar"},"locs":[{"a":630,"b":635}]}],"statement":"-- No row: the organisation has as many as it may.\nWITH created AS (\n  INSERT INTO webhooks (org_id, id, url, description, events, created_by)\n  SELECT :orgId!::text, :id!::text, :url!::text, :description!::text, :events!::text[], :actor!::text\n  WHERE (SELECT count(*) FROM webhooks WHERE org_id = :orgId!) < :most!::int\n  RETURNING *\n), secret AS (\n  INSERT INTO webhook_secrets (org_id, webhook_id, number, secret)\n  SELECT org_id, id, 1, :secret!::text FROM created\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, created_by, 'webhook_created', id, jsonb_build_object('host', :host!::text, 'events', events)\n  FROM created\n)\nSELECT\n  org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,\n  disabled_reason\nFROM created"};

/**
 * Query generated from SQL:
 * ```
 * -- No row: the organisation has as many as it may.
 * WITH created AS (
 *   INSERT INTO webhooks (org_id, id, url, description, events, created_by)
 *   SELECT :orgId!::text, :id!::text, :url!::text, :description!::text, :events!::text[], :actor!::text
 *   WHERE (SELECT count(*) FROM webhooks WHERE org_id = :orgId!) < :most!::int
 *   RETURNING *
 * ), secret AS (
 *   INSERT INTO webhook_secrets (org_id, webhook_id, number, secret)
 *   SELECT org_id, id, 1, :secret!::text FROM created
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, created_by, 'webhook_created', id, jsonb_build_object('host', :host!::text, 'events', events)
 *   FROM created
 * )
 * SELECT
 *   org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,
 *   disabled_reason
 * FROM created
 * ```
 */
export const createWebhook = new PreparedQuery<ICreateWebhookParams,ICreateWebhookResult>(createWebhookIR);


/** 'ListWebhooks' parameters type */
export interface IListWebhooksParams {
  limit: number;
  orgId: string;
}

/** 'ListWebhooks' return type */
export interface IListWebhooksResult {
  createdAt: Date;
  createdBy: string;
  description: string;
  disabledAt: Date | null;
  disabledBy: string | null;
  disabledReason: string | null;
  events: stringArray;
  /** The first attempt that failed with none after it that worked; null while it works. */
  failingSince: Date | null;
  id: string;
  orgId: string;
  updatedAt: Date;
  url: string;
}

/** 'ListWebhooks' query type */
export interface IListWebhooksQuery {
  params: IListWebhooksParams;
  result: IListWebhooksResult;
}

const listWebhooksIR: any = {"usedParamSet":{"orgId":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":171,"b":177}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":209,"b":215}]}],"statement":"SELECT\n  org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,\n  disabled_reason\nFROM webhooks\nWHERE org_id = :orgId!\nORDER BY created_at, id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,
 *   disabled_reason
 * FROM webhooks
 * WHERE org_id = :orgId!
 * ORDER BY created_at, id
 * LIMIT :limit!
 * ```
 */
export const listWebhooks = new PreparedQuery<IListWebhooksParams,IListWebhooksResult>(listWebhooksIR);


/** 'GetWebhook' parameters type */
export interface IGetWebhookParams {
  id: string;
  orgId: string;
}

/** 'GetWebhook' return type */
export interface IGetWebhookResult {
  createdAt: Date;
  createdBy: string;
  description: string;
  disabledAt: Date | null;
  disabledBy: string | null;
  disabledReason: string | null;
  events: stringArray;
  /** The first attempt that failed with none after it that worked; null while it works. */
  failingSince: Date | null;
  id: string;
  orgId: string;
  updatedAt: Date;
  url: string;
}

/** 'GetWebhook' query type */
export interface IGetWebhookQuery {
  params: IGetWebhookParams;
  result: IGetWebhookResult;
}

const getWebhookIR: any = {"usedParamSet":{"orgId":true,"id":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":171,"b":177}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":188,"b":191}]}],"statement":"SELECT\n  org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,\n  disabled_reason\nFROM webhooks\nWHERE org_id = :orgId! AND id = :id!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,
 *   disabled_reason
 * FROM webhooks
 * WHERE org_id = :orgId! AND id = :id!
 * ```
 */
export const getWebhook = new PreparedQuery<IGetWebhookParams,IGetWebhookResult>(getWebhookIR);


/** 'ChangeWebhook' parameters type */
export interface IChangeWebhookParams {
  actor: string;
  description?: string | null | void;
  events?: stringArray | null | void;
  host?: string | null | void;
  id: string;
  orgId: string;
  url?: string | null | void;
}

/** 'ChangeWebhook' return type */
export interface IChangeWebhookResult {
  createdAt: Date;
  createdBy: string;
  description: string;
  disabledAt: Date | null;
  disabledBy: string | null;
  disabledReason: string | null;
  events: stringArray;
  /** The first attempt that failed with none after it that worked; null while it works. */
  failingSince: Date | null;
  id: string;
  orgId: string;
  updatedAt: Date;
  url: string;
}

/** 'ChangeWebhook' query type */
export interface IChangeWebhookQuery {
  params: IChangeWebhookParams;
  result: IChangeWebhookResult;
}

const changeWebhookIR: any = {"usedParamSet":{"url":true,"description":true,"events":true,"orgId":true,"id":true,"actor":true,"host":true},"params":[{"name":"url","required":false,"transform":{"type":"scalar"},"locs":[{"a":126,"b":129},{"a":263,"b":266},{"a":285,"b":288}]},{"name":"description","required":false,"transform":{"type":"scalar"},"locs":[{"a":161,"b":172},{"a":631,"b":642}]},{"name":"events","required":false,"transform":{"type":"scalar"},"locs":[{"a":213,"b":219},{"a":599,"b":605}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":356,"b":362}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":373,"b":376}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":490,"b":496}]},{"name":"host","required":false,"transform":{"type":"scalar"},"locs":[{"a":576,"b":580}]}],"statement":"-- What is null stays as it is. Of another URL nothing is known yet.\nWITH changed AS (\n  UPDATE webhooks\n  SET url = coalesce(:url, url), description = coalesce(:description, description),\n      events = coalesce(:events, events),\n      failing_since = CASE WHEN :url::text IS NULL OR :url = url THEN failing_since END, updated_at = now()\n  WHERE org_id = :orgId! AND id = :id!\n  RETURNING *\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, :actor!, 'webhook_changed', id,\n         jsonb_strip_nulls(jsonb_build_object('host', :host::text, 'events', :events::text[], 'description', :description::text))\n  FROM changed\n)\nSELECT\n  org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,\n  disabled_reason\nFROM changed"};

/**
 * Query generated from SQL:
 * ```
 * -- What is null stays as it is. Of another URL nothing is known yet.
 * WITH changed AS (
 *   UPDATE webhooks
 *   SET url = coalesce(:url, url), description = coalesce(:description, description),
 *       events = coalesce(:events, events),
 *       failing_since = CASE WHEN :url::text IS NULL OR :url = url THEN failing_since END, updated_at = now()
 *   WHERE org_id = :orgId! AND id = :id!
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, :actor!, 'webhook_changed', id,
 *          jsonb_strip_nulls(jsonb_build_object('host', :host::text, 'events', :events::text[], 'description', :description::text))
 *   FROM changed
 * )
 * SELECT
 *   org_id, id, url, description, events, created_at, created_by, updated_at, failing_since, disabled_at, disabled_by,
 *   disabled_reason
 * FROM changed
 * ```
 */
export const changeWebhook = new PreparedQuery<IChangeWebhookParams,IChangeWebhookResult>(changeWebhookIR);


/** 'EnableWebhook' parameters type */
export interface IEnableWebhookParams {
  actor: string;
  id: string;
  orgId: string;
}

/** 'EnableWebhook' return type */
export interface IEnableWebhookResult {
  createdAt: Date;
  createdBy: string;
  description: string;
  disabledAt: Date | null;
  disabledBy: string | null;
  disabledReason: string | null;
  events: stringArray;
  /** The first attempt that failed with none after it that worked; null while it works. */
  failingSince: Date | null;
  id: string;
  notified: string | null;
  orgId: string;
  updatedAt: Date;
  url: string;
}

/** 'EnableWebhook' query type */
export interface IEnableWebhookQuery {
  params: IEnableWebhookParams;
  result: IEnableWebhookResult;
}

const enableWebhookIR: any = {"usedParamSet":{"orgId":true,"id":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":108,"b":114}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":125,"b":128}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":237,"b":243}]}],"statement":"-- Once more changes nothing.\nWITH known AS (\n  SELECT org_id, id, disabled_at FROM webhooks WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject)\n  SELECT org_id, :actor!, 'webhook_enabled', id FROM known WHERE disabled_at IS NOT NULL\n)\nUPDATE webhooks AS w\nSET disabled_at = NULL, disabled_by = NULL, disabled_reason = NULL,\n    failing_since = CASE WHEN w.disabled_at IS NULL THEN w.failing_since END,\n    updated_at = CASE WHEN w.disabled_at IS NULL THEN w.updated_at ELSE now() END\nFROM known\nWHERE w.org_id = known.org_id AND w.id = known.id\nRETURNING\n  w.org_id, w.id, w.url, w.description, w.events, w.created_at, w.created_by, w.updated_at, w.failing_since,\n  w.disabled_at, w.disabled_by, w.disabled_reason,\n  pg_notify('offgridflow_deliveries', '')::text AS notified"};

/**
 * Query generated from SQL:
 * ```
 * -- Once more changes nothing.
 * WITH known AS (
 *   SELECT org_id, id, disabled_at FROM webhooks WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject)
 *   SELECT org_id, :actor!, 'webhook_enabled', id FROM known WHERE disabled_at IS NOT NULL
 * )
 * UPDATE webhooks AS w
 * SET disabled_at = NULL, disabled_by = NULL, disabled_reason = NULL,
 *     failing_since = CASE WHEN w.disabled_at IS NULL THEN w.failing_since END,
 *     updated_at = CASE WHEN w.disabled_at IS NULL THEN w.updated_at ELSE now() END
 * FROM known
 * WHERE w.org_id = known.org_id AND w.id = known.id
 * RETURNING
 *   w.org_id, w.id, w.url, w.description, w.events, w.created_at, w.created_by, w.updated_at, w.failing_since,
 *   w.disabled_at, w.disabled_by, w.disabled_reason,
 *   pg_notify('offgridflow_deliveries', '')::text AS notified
 * ```
 */
export const enableWebhook = new PreparedQuery<IEnableWebhookParams,IEnableWebhookResult>(enableWebhookIR);


/** 'DisableWebhook' parameters type */
export interface IDisableWebhookParams {
  actor: string;
  id: string;
  orgId: string;
  reason: string;
}

/** 'DisableWebhook' return type */
export interface IDisableWebhookResult {
  createdAt: Date;
  createdBy: string;
  description: string;
  disabledAt: Date | null;
  disabledBy: string | null;
  disabledReason: string | null;
  events: stringArray;
  /** The first attempt that failed with none after it that worked; null while it works. */
  failingSince: Date | null;
  id: string;
  orgId: string;
  updatedAt: Date;
  url: string;
}

/** 'DisableWebhook' query type */
export interface IDisableWebhookQuery {
  params: IDisableWebhookParams;
  result: IDisableWebhookResult;
}

const disableWebhookIR: any = {"usedParamSet":{"orgId":true,"id":true,"actor":true,"reason":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":175,"b":181}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":192,"b":195}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":500,"b":506},{"a":728,"b":734}]},{"name":"reason","required":true,"transform":{"type":"scalar"},"locs":[{"a":562,"b":569},{"a":788,"b":795}]}],"statement":"-- What was to be delivered has failed, so that it can be replayed. Who disabled it first stays.\nWITH known AS (\n  SELECT org_id, id, disabled_at FROM webhooks WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE\n), ended AS (\n  UPDATE webhook_deliveries AS d\n  SET status = 'failed', ended_at = now()\n  FROM known\n  WHERE d.org_id = known.org_id AND d.webhook_id = known.id AND d.status = 'pending'\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, :actor!, 'webhook_disabled', id, jsonb_build_object('reason', :reason!::text)\n  FROM known WHERE disabled_at IS NULL\n)\nUPDATE webhooks AS w\nSET disabled_at = coalesce(w.disabled_at, now()), disabled_by = coalesce(w.disabled_by, :actor!),\n    disabled_reason = coalesce(w.disabled_reason, :reason!),\n    updated_at = CASE WHEN w.disabled_at IS NULL THEN now() ELSE w.updated_at END\nFROM known\nWHERE w.org_id = known.org_id AND w.id = known.id\nRETURNING\n  w.org_id, w.id, w.url, w.description, w.events, w.created_at, w.created_by, w.updated_at, w.failing_since,\n  w.disabled_at, w.disabled_by, w.disabled_reason"};

/**
 * Query generated from SQL:
 * ```
 * -- What was to be delivered has failed, so that it can be replayed. Who disabled it first stays.
 * WITH known AS (
 *   SELECT org_id, id, disabled_at FROM webhooks WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE
 * ), ended AS (
 *   UPDATE webhook_deliveries AS d
 *   SET status = 'failed', ended_at = now()
 *   FROM known
 *   WHERE d.org_id = known.org_id AND d.webhook_id = known.id AND d.status = 'pending'
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, :actor!, 'webhook_disabled', id, jsonb_build_object('reason', :reason!::text)
 *   FROM known WHERE disabled_at IS NULL
 * )
 * UPDATE webhooks AS w
 * SET disabled_at = coalesce(w.disabled_at, now()), disabled_by = coalesce(w.disabled_by, :actor!),
 *     disabled_reason = coalesce(w.disabled_reason, :reason!),
 *     updated_at = CASE WHEN w.disabled_at IS NULL THEN now() ELSE w.updated_at END
 * FROM known
 * WHERE w.org_id = known.org_id AND w.id = known.id
 * RETURNING
 *   w.org_id, w.id, w.url, w.description, w.events, w.created_at, w.created_by, w.updated_at, w.failing_since,
 *   w.disabled_at, w.disabled_by, w.disabled_reason
 * ```
 */
export const disableWebhook = new PreparedQuery<IDisableWebhookParams,IDisableWebhookResult>(disableWebhookIR);


/** 'LockWebhook' parameters type */
export interface ILockWebhookParams {
  id: string;
  orgId: string;
}

/** 'LockWebhook' return type */
export interface ILockWebhookResult {
  id: string;
}

/** 'LockWebhook' query type */
export interface ILockWebhookQuery {
  params: ILockWebhookParams;
  result: ILockWebhookResult;
}

const lockWebhookIR: any = {"usedParamSet":{"orgId":true,"id":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":131,"b":137}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":148,"b":151}]}],"statement":"-- Whoever rotates after another sees the other's secret. No row: there is no such webhook.\nSELECT id FROM webhooks WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE"};

/**
 * Query generated from SQL:
 * ```
 * -- Whoever rotates after another sees the other's secret. No row: there is no such webhook.
 * SELECT id FROM webhooks WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE
 * ```
 */
export const lockWebhook = new PreparedQuery<ILockWebhookParams,ILockWebhookResult>(lockWebhookIR);


/** 'RotateWebhookSecret' parameters type */
export interface IRotateWebhookSecretParams {
  actor: string;
  id: string;
  orgId: string;
  overlapMs: number;
  secret: string;
}

/** 'RotateWebhookSecret' return type */
export interface IRotateWebhookSecretResult {
  formerExpiresAt: Date;
}

/** 'RotateWebhookSecret' query type */
export interface IRotateWebhookSecretQuery {
  params: IRotateWebhookSecretParams;
  result: IRotateWebhookSecretResult;
}

const rotateWebhookSecretIR: any = {"usedParamSet":{"orgId":true,"id":true,"overlapMs":true,"actor":true,"secret":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":162,"b":168}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":179,"b":182}]},{"name":"overlapMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":276,"b":286},{"a":602,"b":612}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":530,"b":536}]},{"name":"secret","required":true,"transform":{"type":"scalar"},"locs":[{"a":770,"b":777}]}],"statement":"-- The former secrets sign beside it until their time is over. No row: there is no such webhook.\nWITH known AS (\n  SELECT org_id, id FROM webhooks WHERE org_id = :orgId! AND id = :id!\n), former AS (\n  UPDATE webhook_secrets AS s\n  SET expires_at = least(s.expires_at, now() + :overlapMs!::float8 * interval '1 millisecond')\n  FROM known\n  WHERE s.org_id = known.org_id AND s.webhook_id = known.id\n  RETURNING s.number, s.expires_at\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, :actor!, 'webhook_secret_rotated', id, jsonb_build_object('overlap_ms', :overlapMs!::float8) FROM known\n)\nINSERT INTO webhook_secrets (org_id, webhook_id, number, secret)\nSELECT known.org_id, known.id, 1 + (SELECT max(number) FROM former), :secret!::text FROM known\nRETURNING (SELECT max(expires_at) FROM former) AS \"former_expires_at!\""};

/**
 * Query generated from SQL:
 * ```
 * -- The former secrets sign beside it until their time is over. No row: there is no such webhook.
 * WITH known AS (
 *   SELECT org_id, id FROM webhooks WHERE org_id = :orgId! AND id = :id!
 * ), former AS (
 *   UPDATE webhook_secrets AS s
 *   SET expires_at = least(s.expires_at, now() + :overlapMs!::float8 * interval '1 millisecond')
 *   FROM known
 *   WHERE s.org_id = known.org_id AND s.webhook_id = known.id
 *   RETURNING s.number, s.expires_at
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, :actor!, 'webhook_secret_rotated', id, jsonb_build_object('overlap_ms', :overlapMs!::float8) FROM known
 * )
 * INSERT INTO webhook_secrets (org_id, webhook_id, number, secret)
 * SELECT known.org_id, known.id, 1 + (SELECT max(number) FROM former), :secret!::text FROM known
 * RETURNING (SELECT max(expires_at) FROM former) AS "former_expires_at!"
 * ```
 */
export const rotateWebhookSecret = new PreparedQuery<IRotateWebhookSecretParams,IRotateWebhookSecretResult>(rotateWebhookSecretIR);


/** 'DeleteWebhook' parameters type */
export interface IDeleteWebhookParams {
  actor: string;
  id: string;
  orgId: string;
}

/** 'DeleteWebhook' return type */
export interface IDeleteWebhookResult {
  /** The id of what was changed. */
  subject: string;
}

/** 'DeleteWebhook' query type */
export interface IDeleteWebhookQuery {
  params: IDeleteWebhookParams;
  result: IDeleteWebhookResult;
}

const deleteWebhookIR: any = {"usedParamSet":{"orgId":true,"id":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":149,"b":155}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":166,"b":169}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":664,"b":670}]}],"statement":"-- With its secrets and all that was and was to be delivered. No row: there is no such webhook.\nWITH gone AS (\n  DELETE FROM webhooks WHERE org_id = :orgId! AND id = :id! RETURNING org_id, id, url\n), secrets AS (\n  DELETE FROM webhook_secrets AS s USING gone WHERE s.org_id = gone.org_id AND s.webhook_id = gone.id\n), deliveries AS (\n  DELETE FROM webhook_deliveries AS d USING gone WHERE d.org_id = gone.org_id AND d.webhook_id = gone.id\n  RETURNING d.org_id, d.id\n), attempts AS (\n  DELETE FROM webhook_attempts AS a USING deliveries AS d WHERE a.org_id = d.org_id AND a.delivery_id = d.id\n)\nINSERT INTO audit_log (org_id, actor, action, subject)\nSELECT org_id, :actor!, 'webhook_deleted', id FROM gone\nRETURNING subject"};

/**
 * Query generated from SQL:
 * ```
 * -- With its secrets and all that was and was to be delivered. No row: there is no such webhook.
 * WITH gone AS (
 *   DELETE FROM webhooks WHERE org_id = :orgId! AND id = :id! RETURNING org_id, id, url
 * ), secrets AS (
 *   DELETE FROM webhook_secrets AS s USING gone WHERE s.org_id = gone.org_id AND s.webhook_id = gone.id
 * ), deliveries AS (
 *   DELETE FROM webhook_deliveries AS d USING gone WHERE d.org_id = gone.org_id AND d.webhook_id = gone.id
 *   RETURNING d.org_id, d.id
 * ), attempts AS (
 *   DELETE FROM webhook_attempts AS a USING deliveries AS d WHERE a.org_id = d.org_id AND a.delivery_id = d.id
 * )
 * INSERT INTO audit_log (org_id, actor, action, subject)
 * SELECT org_id, :actor!, 'webhook_deleted', id FROM gone
 * RETURNING subject
 * ```
 */
export const deleteWebhook = new PreparedQuery<IDeleteWebhookParams,IDeleteWebhookResult>(deleteWebhookIR);


/** 'TestWebhook' parameters type */
export interface ITestWebhookParams {
  actor: string;
  id: string;
  orgId: string;
}

/** 'TestWebhook' return type */
export interface ITestWebhookResult {
  attemptCount: number;
  batchId: string | null;
  /** Not sent before this time. Whoever claims it moves it to the end of its lease: if that node dies, it is due again. */
  dueAt: Date;
  endedAt: Date | null;
  happenedAt: Date;
  /** The webhook-id of every attempt: who receives it twice knows it by this. */
  id: string;
  notified: string | null;
  number: number;
  orgId: string;
  status: string;
  type: string;
  webhookId: string;
}

/** 'TestWebhook' query type */
export interface ITestWebhookQuery {
  params: ITestWebhookParams;
  result: ITestWebhookResult;
}

const testWebhookIR: any = {"usedParamSet":{"orgId":true,"id":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":196,"b":202}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":213,"b":216}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":343,"b":349}]}],"statement":"-- No row: there is no such webhook, or it is disabled.\nWITH test AS (\n  INSERT INTO webhook_deliveries (org_id, webhook_id, type)\n  SELECT org_id, id, 'webhook.test' FROM webhooks WHERE org_id = :orgId! AND id = :id! AND disabled_at IS NULL\n  RETURNING *\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject) SELECT org_id, :actor!, 'webhook_tested', webhook_id FROM test\n)\nSELECT\n  org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at,\n  pg_notify('offgridflow_deliveries', '')::text AS notified\nFROM test"};

/**
 * Query generated from SQL:
 * ```
 * -- No row: there is no such webhook, or it is disabled.
 * WITH test AS (
 *   INSERT INTO webhook_deliveries (org_id, webhook_id, type)
 *   SELECT org_id, id, 'webhook.test' FROM webhooks WHERE org_id = :orgId! AND id = :id! AND disabled_at IS NULL
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject) SELECT org_id, :actor!, 'webhook_tested', webhook_id FROM test
 * )
 * SELECT
 *   org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at,
 *   pg_notify('offgridflow_deliveries', '')::text AS notified
 * FROM test
 * ```
 */
export const testWebhook = new PreparedQuery<ITestWebhookParams,ITestWebhookResult>(testWebhookIR);


/** 'ListDeliveries' parameters type */
export interface IListDeliveriesParams {
  before: number;
  limit: number;
  orgId: string;
  webhookId: string;
}

/** 'ListDeliveries' return type */
export interface IListDeliveriesResult {
  attemptCount: number;
  batchId: string | null;
  /** Not sent before this time. Whoever claims it moves it to the end of its lease: if that node dies, it is due again. */
  dueAt: Date;
  endedAt: Date | null;
  happenedAt: Date;
  /** The webhook-id of every attempt: who receives it twice knows it by this. */
  id: string;
  number: number;
  orgId: string;
  status: string;
  type: string;
  webhookId: string;
}

/** 'ListDeliveries' query type */
export interface IListDeliveriesQuery {
  params: IListDeliveriesParams;
  result: IListDeliveriesResult;
}

const listDeliveriesIR: any = {"usedParamSet":{"orgId":true,"webhookId":true,"before":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":147,"b":153}]},{"name":"webhookId","required":true,"transform":{"type":"scalar"},"locs":[{"a":172,"b":182}]},{"name":"before","required":true,"transform":{"type":"scalar"},"locs":[{"a":197,"b":204}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":233,"b":239}]}],"statement":"SELECT org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at\nFROM webhook_deliveries\nWHERE org_id = :orgId! AND webhook_id = :webhookId! AND number < :before!\nORDER BY number DESC\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at
 * FROM webhook_deliveries
 * WHERE org_id = :orgId! AND webhook_id = :webhookId! AND number < :before!
 * ORDER BY number DESC
 * LIMIT :limit!
 * ```
 */
export const listDeliveries = new PreparedQuery<IListDeliveriesParams,IListDeliveriesResult>(listDeliveriesIR);


/** 'ListDeliveriesWithStatus' parameters type */
export interface IListDeliveriesWithStatusParams {
  before: number;
  limit: number;
  orgId: string;
  status: string;
  webhookId: string;
}

/** 'ListDeliveriesWithStatus' return type */
export interface IListDeliveriesWithStatusResult {
  attemptCount: number;
  batchId: string | null;
  /** Not sent before this time. Whoever claims it moves it to the end of its lease: if that node dies, it is due again. */
  dueAt: Date;
  endedAt: Date | null;
  happenedAt: Date;
  /** The webhook-id of every attempt: who receives it twice knows it by this. */
  id: string;
  number: number;
  orgId: string;
  status: string;
  type: string;
  webhookId: string;
}

/** 'ListDeliveriesWithStatus' query type */
export interface IListDeliveriesWithStatusQuery {
  params: IListDeliveriesWithStatusParams;
  result: IListDeliveriesWithStatusResult;
}

const listDeliveriesWithStatusIR: any = {"usedParamSet":{"orgId":true,"webhookId":true,"status":true,"before":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":147,"b":153}]},{"name":"webhookId","required":true,"transform":{"type":"scalar"},"locs":[{"a":172,"b":182}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":197,"b":204}]},{"name":"before","required":true,"transform":{"type":"scalar"},"locs":[{"a":219,"b":226}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":255,"b":261}]}],"statement":"SELECT org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at\nFROM webhook_deliveries\nWHERE org_id = :orgId! AND webhook_id = :webhookId! AND status = :status! AND number < :before!\nORDER BY number DESC\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at
 * FROM webhook_deliveries
 * WHERE org_id = :orgId! AND webhook_id = :webhookId! AND status = :status! AND number < :before!
 * ORDER BY number DESC
 * LIMIT :limit!
 * ```
 */
export const listDeliveriesWithStatus = new PreparedQuery<IListDeliveriesWithStatusParams,IListDeliveriesWithStatusResult>(listDeliveriesWithStatusIR);


/** 'GetDelivery' parameters type */
export interface IGetDeliveryParams {
  id: string;
  orgId: string;
  webhookId: string;
}

/** 'GetDelivery' return type */
export interface IGetDeliveryResult {
  attemptCount: number;
  batchId: string | null;
  /** Not sent before this time. Whoever claims it moves it to the end of its lease: if that node dies, it is due again. */
  dueAt: Date;
  endedAt: Date | null;
  happenedAt: Date;
  /** The webhook-id of every attempt: who receives it twice knows it by this. */
  id: string;
  number: number;
  orgId: string;
  status: string;
  type: string;
  webhookId: string;
}

/** 'GetDelivery' query type */
export interface IGetDeliveryQuery {
  params: IGetDeliveryParams;
  result: IGetDeliveryResult;
}

const getDeliveryIR: any = {"usedParamSet":{"orgId":true,"webhookId":true,"id":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":147,"b":153}]},{"name":"webhookId","required":true,"transform":{"type":"scalar"},"locs":[{"a":172,"b":182}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":193,"b":196}]}],"statement":"SELECT org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at\nFROM webhook_deliveries\nWHERE org_id = :orgId! AND webhook_id = :webhookId! AND id = :id!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT org_id, webhook_id, id, number, type, happened_at, batch_id, status, due_at, attempt_count, ended_at
 * FROM webhook_deliveries
 * WHERE org_id = :orgId! AND webhook_id = :webhookId! AND id = :id!
 * ```
 */
export const getDelivery = new PreparedQuery<IGetDeliveryParams,IGetDeliveryResult>(getDeliveryIR);


/** 'ListAttempts' parameters type */
export interface IListAttemptsParams {
  deliveryId: string;
  limit: number;
  orgId: string;
}

/** 'ListAttempts' return type */
export interface IListAttemptsResult {
  /** How the answer's body begins. */
  answer: string | null;
  /** When it ended. */
  at: Date;
  durationMs: number;
  error: string | null;
  node: string;
  number: number;
  statusCode: number | null;
}

/** 'ListAttempts' query type */
export interface IListAttemptsQuery {
  params: IListAttemptsParams;
  result: IListAttemptsResult;
}

const listAttemptsIR: any = {"usedParamSet":{"orgId":true,"deliveryId":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":102,"b":108}]},{"name":"deliveryId","required":true,"transform":{"type":"scalar"},"locs":[{"a":128,"b":139}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":168,"b":174}]}],"statement":"SELECT number, at, node, duration_ms, status_code, answer, error\nFROM webhook_attempts\nWHERE org_id = :orgId! AND delivery_id = :deliveryId!\nORDER BY number DESC\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT number, at, node, duration_ms, status_code, answer, error
 * FROM webhook_attempts
 * WHERE org_id = :orgId! AND delivery_id = :deliveryId!
 * ORDER BY number DESC
 * LIMIT :limit!
 * ```
 */
export const listAttempts = new PreparedQuery<IListAttemptsParams,IListAttemptsResult>(listAttemptsIR);


/** 'ReplayDelivery' parameters type */
export interface IReplayDeliveryParams {
  actor: string;
  id: string;
  orgId: string;
  webhookId: string;
}

/** 'ReplayDelivery' return type */
export interface IReplayDeliveryResult {
  attemptCount: number;
  batchId: string | null;
  /** Not sent before this time. Whoever claims it moves it to the end of its lease: if that node dies, it is due again. */
  dueAt: Date;
  endedAt: Date | null;
  happenedAt: Date;
  /** The webhook-id of every attempt: who receives it twice knows it by this. */
  id: string;
  notified: string | null;
  number: number;
  orgId: string;
  status: string;
  type: string;
  webhookId: string;
}

/** 'ReplayDelivery' query type */
export interface IReplayDeliveryQuery {
  params: IReplayDeliveryParams;
  result: IReplayDeliveryResult;
}

const replayDeliveryIR: any = {"usedParamSet":{"orgId":true,"webhookId":true,"id":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":242,"b":248}]},{"name":"webhookId","required":true,"transform":{"type":"scalar"},"locs":[{"a":269,"b":279},{"a":563,"b":573}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":292,"b":295}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":534,"b":540}]}],"statement":"-- What waits for its turn is sent at once, and what is being sent once more. No row: there is no such delivery, or its\n-- webhook is disabled.\nWITH known AS (\n  SELECT d.org_id, d.id, d.status FROM webhook_deliveries AS d\n  WHERE d.org_id = :orgId! AND d.webhook_id = :webhookId! AND d.id = :id!\n    AND EXISTS (SELECT FROM webhooks AS w WHERE w.org_id = d.org_id AND w.id = d.webhook_id AND w.disabled_at IS NULL)\n  FOR NO KEY UPDATE\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, :actor!, 'webhook_replayed', :webhookId!, jsonb_build_object('delivery_id', id) FROM known\n)\nUPDATE webhook_deliveries AS d\nSET status = 'pending', ended_at = NULL, tries = 0, due_at = now(), claim = d.claim + 1\nFROM known\nWHERE d.org_id = known.org_id AND d.id = known.id\nRETURNING\n  d.org_id, d.webhook_id, d.id, d.number, d.type, d.happened_at, d.batch_id, d.status, d.due_at, d.attempt_count,\n  d.ended_at, pg_notify('offgridflow_deliveries', '')::text AS notified"};

/**
 * Query generated from SQL:
 * ```
 * -- What waits for its turn is sent at once, and what is being sent once more. No row: there is no such delivery, or its
 * -- webhook is disabled.
 * WITH known AS (
 *   SELECT d.org_id, d.id, d.status FROM webhook_deliveries AS d
 *   WHERE d.org_id = :orgId! AND d.webhook_id = :webhookId! AND d.id = :id!
 *     AND EXISTS (SELECT FROM webhooks AS w WHERE w.org_id = d.org_id AND w.id = d.webhook_id AND w.disabled_at IS NULL)
 *   FOR NO KEY UPDATE
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, :actor!, 'webhook_replayed', :webhookId!, jsonb_build_object('delivery_id', id) FROM known
 * )
 * UPDATE webhook_deliveries AS d
 * SET status = 'pending', ended_at = NULL, tries = 0, due_at = now(), claim = d.claim + 1
 * FROM known
 * WHERE d.org_id = known.org_id AND d.id = known.id
 * RETURNING
 *   d.org_id, d.webhook_id, d.id, d.number, d.type, d.happened_at, d.batch_id, d.status, d.due_at, d.attempt_count,
 *   d.ended_at, pg_notify('offgridflow_deliveries', '')::text AS notified
 * ```
 */
export const replayDelivery = new PreparedQuery<IReplayDeliveryParams,IReplayDeliveryResult>(replayDeliveryIR);


/** 'ReplayDeliveries' parameters type */
export interface IReplayDeliveriesParams {
  actor: string;
  orgId: string;
  since: Date;
  webhookId: string;
}

/** 'ReplayDeliveries' return type */
export interface IReplayDeliveriesResult {
  notified: string | null;
  replayed: number;
}

/** 'ReplayDeliveries' query type */
export interface IReplayDeliveriesQuery {
  params: IReplayDeliveriesParams;
  result: IReplayDeliveriesResult;
}

const replayDeliveriesIR: any = {"usedParamSet":{"orgId":true,"webhookId":true,"since":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":124,"b":130}]},{"name":"webhookId","required":true,"transform":{"type":"scalar"},"locs":[{"a":143,"b":153}]},{"name":"since","required":true,"transform":{"type":"scalar"},"locs":[{"a":439,"b":445},{"a":623,"b":629}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":562,"b":568}]}],"statement":"-- All that failed of what happened since then.\nWITH known AS (\n  SELECT w.org_id, w.id FROM webhooks AS w WHERE w.org_id = :orgId! AND w.id = :webhookId! AND w.disabled_at IS NULL\n), replayed AS (\n  UPDATE webhook_deliveries AS d\n  SET status = 'pending', ended_at = NULL, tries = 0, due_at = now(), claim = d.claim + 1\n  FROM known\n  WHERE d.org_id = known.org_id AND d.webhook_id = known.id AND d.status = 'failed' AND d.happened_at >= :since!\n  RETURNING d.id\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, :actor!, 'webhook_replayed', id, jsonb_build_object('since', :since!::timestamptz, 'deliveries', (SELECT count(*) FROM replayed))\n  FROM known\n)\nSELECT (SELECT count(*) FROM replayed)::int AS \"replayed!\", pg_notify('offgridflow_deliveries', '')::text AS notified FROM known"};

/**
 * Query generated from SQL:
 * ```
 * -- All that failed of what happened since then.
 * WITH known AS (
 *   SELECT w.org_id, w.id FROM webhooks AS w WHERE w.org_id = :orgId! AND w.id = :webhookId! AND w.disabled_at IS NULL
 * ), replayed AS (
 *   UPDATE webhook_deliveries AS d
 *   SET status = 'pending', ended_at = NULL, tries = 0, due_at = now(), claim = d.claim + 1
 *   FROM known
 *   WHERE d.org_id = known.org_id AND d.webhook_id = known.id AND d.status = 'failed' AND d.happened_at >= :since!
 *   RETURNING d.id
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, :actor!, 'webhook_replayed', id, jsonb_build_object('since', :since!::timestamptz, 'deliveries', (SELECT count(*) FROM replayed))
 *   FROM known
 * )
 * SELECT (SELECT count(*) FROM replayed)::int AS "replayed!", pg_notify('offgridflow_deliveries', '')::text AS notified FROM known
 * ```
 */
export const replayDeliveries = new PreparedQuery<IReplayDeliveriesParams,IReplayDeliveriesResult>(replayDeliveriesIR);


