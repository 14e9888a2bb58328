/** Types generated for queries found in "src/store/queries/events.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type batch_status = 'cancelled' | 'complete' | 'failed' | 'pending' | 'processing' | 'queued';

export type stringArray = (string)[];

/** 'ReadMoment' parameters type */
export type IReadMomentParams = void;

/** 'ReadMoment' return type */
export interface IReadMomentResult {
  moment: string;
}

/** 'ReadMoment' query type */
export interface IReadMomentQuery {
  params: IReadMomentParams;
  result: IReadMomentResult;
}

const readMomentIR: any = {"usedParamSet":{},"params":[],"statement":"SELECT pg_current_snapshot()::text AS \"moment!\""};

/**
 * Query generated from SQL:
 * ```
 * SELECT pg_current_snapshot()::text AS "moment!"
 * ```
 */
export const readMoment = new PreparedQuery<IReadMomentParams,IReadMomentResult>(readMomentIR);


/** 'ReadEvents' parameters type */
export interface IReadEventsParams {
  afterDeletion: boolean;
  afterId: number;
  inFlight: stringArray;
  limit: number;
  orgIds: stringArray;
  since: string;
  until?: string | null | void;
  workspaceIds?: stringArray | null | void;
}

/** 'ReadEvents' return type */
export interface IReadEventsResult {
  activityCount: number | null;
  actor: string | null;
  at: Date | null;
  batchId: string | null;
  errorCount: number | null;
  event: string | null;
  /** The batch's after the event: what one holder wrote between two claims stands under one token. */
  fencingToken: number | null;
  id: number | null;
  isDeletion: boolean | null;
  message: string | null;
  moment: string;
  orgId: string | null;
  retryCount: number | null;
  startedAt: Date | null;
  status: batch_status | null;
  statusBefore: batch_status | null;
  successCount: number | null;
  totalEmissions: string | null;
  workspaceId: string | null;
}

/** 'ReadEvents' query type */
export interface IReadEventsQuery {
  params: IReadEventsParams;
  result: IReadEventsResult;
}

const readEventsIR: any = {"usedParamSet":{"until":true,"orgIds":true,"since":true,"inFlight":true,"afterDeletion":true,"afterId":true,"workspaceIds":true,"limit":true},"params":[{"name":"until","required":false,"transform":{"type":"scalar"},"locs":[{"a":406,"b":411}]},{"name":"orgIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":581,"b":588},{"a":773,"b":780},{"a":968,"b":975},{"a":1174,"b":1181}]},{"name":"since","required":true,"transform":{"type":"scalar"},"locs":[{"a":633,"b":639},{"a":1024,"b":1030}]},{"name":"inFlight","required":true,"transform":{"type":"scalar"},"locs":[{"a":812,"b":821},{"a":1217,"b":1226}]},{"name":"afterDeletion","required":true,"transform":{"type":"scalar"},"locs":[{"a":1466,"b":1480},{"a":1825,"b":1839}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1493,"b":1501},{"a":1851,"b":1859}]},{"name":"workspaceIds","required":false,"transform":{"type":"scalar"},"locs":[{"a":1562,"b":1574},{"a":1617,"b":1629},{"a":1921,"b":1933},{"a":1990,"b":2002}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2030,"b":2036}]}],"statement":"-- What was committed after one moment and until another, or until now: entries of the log by id, then deletions. A\n-- transaction is after a moment when it had not begun then, or was in flight. A row is always there, to tell the moment.\n-- Entries of parts are their batch's business. A transaction of the future is another server's, whose dump was restored.\nWITH span AS MATERIALIZED (\n  SELECT coalesce(:until::text::pg_snapshot, pg_current_snapshot()) AS until\n), entries AS (\n  SELECT l.org_id, l.batch_id, l.id, l.xact_id FROM batch_progress_log AS l\n  WHERE l.org_id = ANY (:orgIds!::text[]) AND l.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)\n  UNION ALL\n  SELECT l.org_id, l.batch_id, l.id, l.xact_id FROM batch_progress_log AS l\n  WHERE l.org_id = ANY (:orgIds!::text[]) AND l.xact_id = ANY (:inFlight!::text[]::xid8[])\n), deletions AS (\n  SELECT a.org_id, a.id, a.xact_id FROM audit_log AS a\n  WHERE a.action = 'batch_deleted' AND a.org_id = ANY (:orgIds!::text[])\n    AND a.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)\n  UNION ALL\n  SELECT a.org_id, a.id, a.xact_id FROM audit_log AS a\n  WHERE a.action = 'batch_deleted' AND a.org_id = ANY (:orgIds!::text[])\n    AND a.xact_id = ANY (:inFlight!::text[]::xid8[])\n), told AS (\n  SELECT false AS is_deletion, e.org_id, e.batch_id, e.id, b.workspace_id, b.activity_count, b.started_at\n  FROM span, entries AS e JOIN batch_jobs AS b ON b.id = e.batch_id AND b.part_of IS NULL\n  WHERE NOT :afterDeletion! AND e.id > :afterId! AND pg_visible_in_snapshot(e.xact_id, span.until)\n    AND (:workspaceIds::text[] IS NULL OR b.workspace_id = ANY (:workspaceIds))\n  UNION ALL\n  SELECT true, d.org_id, a.subject, d.id, a.details ->> 'workspace_id', 0, NULL\n  FROM span, deletions AS d JOIN audit_log AS a ON a.org_id = d.org_id AND a.id = d.id\n  WHERE (NOT :afterDeletion! OR d.id > :afterId!) AND pg_visible_in_snapshot(d.xact_id, span.until)\n    AND (:workspaceIds::text[] IS NULL OR a.details ->> 'workspace_id' = ANY (:workspaceIds))\n  ORDER BY 1, 4\n  LIMIT :limit!\n)\nSELECT\n  span.until::text AS \"moment!\", told.is_deletion AS \"is_deletion?\", told.org_id AS \"org_id?\", told.batch_id AS \"batch_id?\",\n  told.workspace_id AS \"workspace_id?\", told.id AS \"id?\", told.activity_count AS \"activity_count?\", told.started_at AS \"started_at?\",\n  before.status AS \"status_before?\", l.event AS \"event?\", l.status AS \"status?\", l.success_count AS \"success_count?\",\n  l.error_count AS \"error_count?\", trim_scale(l.total_emissions) AS \"total_emissions?\", l.retry_count AS \"retry_count?\",\n  l.fencing_token AS \"fencing_token?\", coalesce(l.actor, a.actor) AS \"actor?\", l.message AS \"message?\",\n  coalesce(l.at, a.at) AS \"at?\"\nFROM span\nLEFT JOIN told ON true\nLEFT JOIN batch_progress_log AS l\n  ON NOT told.is_deletion AND l.org_id = told.org_id AND l.batch_id = told.batch_id AND l.id = told.id\nLEFT JOIN audit_log AS a ON told.is_deletion AND a.org_id = told.org_id AND a.id = told.id\nLEFT JOIN LATERAL (\n  SELECT p.status FROM batch_progress_log AS p\n  WHERE p.org_id = l.org_id AND p.batch_id = l.batch_id AND p.id < l.id\n  ORDER BY p.id DESC\n  LIMIT 1\n) AS before ON true\nORDER BY told.is_deletion, told.id"};

/**
 * Query generated from SQL:
 * ```
 * -- What was committed after one moment and until another, or until now: entries of the log by id, then deletions. A
 * -- transaction is after a moment when it had not begun then, or was in flight. A row is always there, to tell the moment.
 * -- Entries of parts are their batch's business. A transaction of the future is another server's, whose dump was restored.
 * WITH span AS MATERIALIZED (
 *   SELECT coalesce(:until::text::pg_snapshot, pg_current_snapshot()) AS until
 * ), entries AS (
 *   SELECT l.org_id, l.batch_id, l.id, l.xact_id FROM batch_progress_log AS l
 *   WHERE l.org_id = ANY (:orgIds!::text[]) AND l.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)
 *   UNION ALL
 *   SELECT l.org_id, l.batch_id, l.id, l.xact_id FROM batch_progress_log AS l
 *   WHERE l.org_id = ANY (:orgIds!::text[]) AND l.xact_id = ANY (:inFlight!::text[]::xid8[])
 * ), deletions AS (
 *   SELECT a.org_id, a.id, a.xact_id FROM audit_log AS a
 *   WHERE a.action = 'batch_deleted' AND a.org_id = ANY (:orgIds!::text[])
 *     AND a.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)
 *   UNION ALL
 *   SELECT a.org_id, a.id, a.xact_id FROM audit_log AS a
 *   WHERE a.action = 'batch_deleted' AND a.org_id = ANY (:orgIds!::text[])
 *     AND a.xact_id = ANY (:inFlight!::text[]::xid8[])
 * ), told AS (
 *   SELECT false AS is_deletion, e.org_id, e.batch_id, e.id, b.workspace_id, b.activity_count, b.started_at
 *   FROM span, entries AS e JOIN batch_jobs AS b ON b.id = e.batch_id AND b.part_of IS NULL
 *   WHERE NOT :afterDeletion! AND e.id > :afterId! AND pg_visible_in_snapshot(e.xact_id, span.until)
 *     AND (:workspaceIds::text[] IS NULL OR b.workspace_id = ANY (:workspaceIds))
 *   UNION ALL
 *   SELECT true, d.org_id, a.subject, d.id, a.details ->> 'workspace_id', 0, NULL
 *   FROM span, deletions AS d JOIN audit_log AS a ON a.org_id = d.org_id AND a.id = d.id
 *   WHERE (NOT :afterDeletion! OR d.id > :afterId!) AND pg_visible_in_snapshot(d.xact_id, span.until)
 *     AND (:workspaceIds::text[] IS NULL OR a.details ->> 'workspace_id' = ANY (:workspaceIds))
 *   ORDER BY 1, 4
 *   LIMIT :limit!
 * )
 * SELECT
 *   span.until::text AS "moment!", told.is_deletion AS "is_deletion?", told.org_id AS "org_id?", told.batch_id AS "batch_id?",
 *   told.workspace_id AS "workspace_id?", told.id AS "id?", told.activity_count AS "activity_count?", told.started_at AS "started_at?",
 *   before.status AS "status_before?", l.event AS "event?", l.status AS "status?", l.success_count AS "success_count?",
 *   l.error_count AS "error_count?", trim_scale(l.total_emissions) AS "total_emissions?", l.retry_count AS "retry_count?",
 *   l.fencing_token AS "fencing_token?", coalesce(l.actor, a.actor) AS "actor?", l.message AS "message?",
 *   coalesce(l.at, a.at) AS "at?"
 * FROM span
 * LEFT JOIN told ON true
 * LEFT JOIN batch_progress_log AS l
 *   ON NOT told.is_deletion AND l.org_id = told.org_id AND l.batch_id = told.batch_id AND l.id = told.id
 * LEFT JOIN audit_log AS a ON told.is_deletion AND a.org_id = told.org_id AND a.id = told.id
 * LEFT JOIN LATERAL (
 *   SELECT p.status FROM batch_progress_log AS p
 *   WHERE p.org_id = l.org_id AND p.batch_id = l.batch_id AND p.id < l.id
 *   ORDER BY p.id DESC
 *   LIMIT 1
 * ) AS before ON true
 * ORDER BY told.is_deletion, told.id
 * ```
 */
export const readEvents = new PreparedQuery<IReadEventsParams,IReadEventsResult>(readEventsIR);


/** 'CountEvents' parameters type */
export interface ICountEventsParams {
  limit: number;
  orgId: string;
  since: string;
  until: string;
}

/** 'CountEvents' return type */
export interface ICountEventsResult {
  events: number;
}

/** 'CountEvents' query type */
export interface ICountEventsQuery {
  params: ICountEventsParams;
  result: ICountEventsResult;
}

const countEventsIR: any = {"usedParamSet":{"orgId":true,"since":true,"until":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":180,"b":186},{"a":421,"b":427}]},{"name":"since","required":true,"transform":{"type":"scalar"},"locs":[{"a":222,"b":228},{"a":467,"b":473}]},{"name":"until","required":true,"transform":{"type":"scalar"},"locs":[{"a":292,"b":298},{"a":537,"b":543}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":573,"b":579}]}],"statement":"-- How many of an organisation there are between two moments, up to a limit.\nSELECT count(*) AS \"events!\"\nFROM (\n  SELECT l.xact_id FROM batch_progress_log AS l\n  WHERE l.org_id = :orgId! AND l.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)\n    AND pg_visible_in_snapshot(l.xact_id, :until!::text::pg_snapshot)\n  UNION ALL\n  SELECT a.xact_id FROM audit_log AS a\n  WHERE a.action = 'batch_deleted' AND a.org_id = :orgId!\n    AND a.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)\n    AND pg_visible_in_snapshot(a.xact_id, :until!::text::pg_snapshot)\n  LIMIT :limit!\n) AS told"};

/**
 * Query generated from SQL:
 * ```
 * -- How many of an organisation there are between two moments, up to a limit.
 * SELECT count(*) AS "events!"
 * FROM (
 *   SELECT l.xact_id FROM batch_progress_log AS l
 *   WHERE l.org_id = :orgId! AND l.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)
 *     AND pg_visible_in_snapshot(l.xact_id, :until!::text::pg_snapshot)
 *   UNION ALL
 *   SELECT a.xact_id FROM audit_log AS a
 *   WHERE a.action = 'batch_deleted' AND a.org_id = :orgId!
 *     AND a.xact_id >= pg_snapshot_xmax(:since!::text::pg_snapshot)
 *     AND pg_visible_in_snapshot(a.xact_id, :until!::text::pg_snapshot)
 *   LIMIT :limit!
 * ) AS told
 * ```
 */
export const countEvents = new PreparedQuery<ICountEventsParams,ICountEventsResult>(countEventsIR);


/** 'ReadBatchEvents' parameters type */
export interface IReadBatchEventsParams {
  after: number;
  batchId: string;
  limit: number;
  orgId: string;
}

/** 'ReadBatchEvents' return type */
export interface IReadBatchEventsResult {
  activityCount: number;
  actor: string;
  at: Date;
  batchId: string;
  errorCount: number;
  event: string;
  /** The batch's after the event: what one holder wrote between two claims stands under one token. */
  fencingToken: number;
  id: number;
  message: string | null;
  orgId: string;
  retryCount: number;
  startedAt: Date | null;
  status: batch_status;
  statusBefore: batch_status | null;
  successCount: number;
  totalEmissions: string;
  workspaceId: string;
}

/** 'ReadBatchEvents' query type */
export interface IReadBatchEventsQuery {
  params: IReadBatchEventsParams;
  result: IReadBatchEventsResult;
}

const readBatchEventsIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"after":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":680,"b":686}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":705,"b":713}]},{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":726,"b":732}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":754,"b":760}]}],"statement":"-- Of one batch the ids are in the order of their commits: every entry is written under the lock of the batch's row.\nSELECT\n  l.org_id, l.batch_id, b.workspace_id, l.id, b.activity_count, b.started_at, before.status AS \"status_before?\",\n  l.event, l.status, l.success_count, l.error_count, trim_scale(l.total_emissions) AS \"total_emissions!\",\n  l.retry_count, l.fencing_token, l.actor, l.message, l.at\nFROM batch_progress_log AS l\nJOIN batch_jobs AS b ON b.id = l.batch_id\nLEFT JOIN LATERAL (\n  SELECT p.status FROM batch_progress_log AS p\n  WHERE p.org_id = l.org_id AND p.batch_id = l.batch_id AND p.id < l.id\n  ORDER BY p.id DESC\n  LIMIT 1\n) AS before ON true\nWHERE l.org_id = :orgId! AND l.batch_id = :batchId! AND l.id > :after!\nORDER BY l.id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * -- Of one batch the ids are in the order of their commits: every entry is written under the lock of the batch's row.
 * SELECT
 *   l.org_id, l.batch_id, b.workspace_id, l.id, b.activity_count, b.started_at, before.status AS "status_before?",
 *   l.event, l.status, l.success_count, l.error_count, trim_scale(l.total_emissions) AS "total_emissions!",
 *   l.retry_count, l.fencing_token, l.actor, l.message, l.at
 * FROM batch_progress_log AS l
 * JOIN batch_jobs AS b ON b.id = l.batch_id
 * LEFT JOIN LATERAL (
 *   SELECT p.status FROM batch_progress_log AS p
 *   WHERE p.org_id = l.org_id AND p.batch_id = l.batch_id AND p.id < l.id
 *   ORDER BY p.id DESC
 *   LIMIT 1
 * ) AS before ON true
 * WHERE l.org_id = :orgId! AND l.batch_id = :batchId! AND l.id > :after!
 * ORDER BY l.id
 * LIMIT :limit!
 * ```
 */
export const readBatchEvents = new PreparedQuery<IReadBatchEventsParams,IReadBatchEventsResult>(readBatchEventsIR);


/** 'ReadBatchNow' parameters type */
export interface IReadBatchNowParams {
  batchId: string;
  orgId: string;
}

/** 'ReadBatchNow' return type */
export interface IReadBatchNowResult {
  activityCount: number;
  actor: string;
  at: Date;
  batchId: string;
  errorCount: number;
  event: string;
  /** The batch's after the event: what one holder wrote between two claims stands under one token. */
  fencingToken: number;
  id: number;
  message: string | null;
  orgId: string;
  presentAt: Date;
  presentErrorCount: number;
  presentStatus: batch_status;
  presentSuccessCount: number;
  presentTotalEmissions: string;
  retryCount: number;
  startedAt: Date | null;
  status: batch_status;
  successCount: number;
  totalEmissions: string;
  workspaceId: string;
}

/** 'ReadBatchNow' query type */
export interface IReadBatchNowQuery {
  params: IReadBatchNowParams;
  result: IReadBatchNowResult;
}

const readBatchNowIR: any = {"usedParamSet":{"orgId":true,"batchId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":898,"b":904}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":917,"b":925}]}],"statement":"-- The batch as it stands, and the latest entry of its log, in one view of both.\nSELECT\n  b.org_id, b.id AS batch_id, b.workspace_id, l.id, b.activity_count, b.started_at, b.status AS present_status,\n  b.success_count AS present_success_count, b.error_count AS present_error_count,\n  trim_scale(b.total_emissions) AS \"present_total_emissions!\", now() AS \"present_at!\",\n  l.event, l.status, l.success_count, l.error_count, trim_scale(l.total_emissions) AS \"total_emissions!\",\n  l.retry_count, l.fencing_token, l.actor, l.message, l.at\nFROM batch_jobs AS b, LATERAL (\n  SELECT last.id, last.event, last.status, last.success_count, last.error_count, last.total_emissions, last.retry_count,\n         last.fencing_token, last.actor, last.message, last.at\n  FROM batch_progress_log AS last\n  WHERE last.org_id = b.org_id AND last.batch_id = b.id\n  ORDER BY last.id DESC\n  LIMIT 1\n) AS l\nWHERE b.org_id = :orgId! AND b.id = :batchId! AND b.part_of IS NULL"};

/**
 * Query generated from SQL:
 * ```
 * -- The batch as it stands, and the latest entry of its log, in one view of both.
 * SELECT
 *   b.org_id, b.id AS batch_id, b.workspace_id, l.id, b.activity_count, b.started_at, b.status AS present_status,
 *   b.success_count AS present_success_count, b.error_count AS present_error_count,
 *   trim_scale(b.total_emissions) AS "present_total_emissions!", now() AS "present_at!",
 *   l.event, l.status, l.success_count, l.error_count, trim_scale(l.total_emissions) AS "total_emissions!",
 *   l.retry_count, l.fencing_token, l.actor, l.message, l.at
 * FROM batch_jobs AS b, LATERAL (
 *   SELECT last.id, last.event, last.status, last.success_count, last.error_count, last.total_emissions, last.retry_count,
 *          last.fencing_token, last.actor, last.message, last.at
 *   FROM batch_progress_log AS last
 *   WHERE last.org_id = b.org_id AND last.batch_id = b.id
 *   ORDER BY last.id DESC
 *   LIMIT 1
 * ) AS l
 * WHERE b.org_id = :orgId! AND b.id = :batchId! AND b.part_of IS NULL
 * ```
 */
export const readBatchNow = new PreparedQuery<IReadBatchNowParams,IReadBatchNowResult>(readBatchNowIR);


