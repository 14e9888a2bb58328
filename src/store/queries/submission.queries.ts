/** Types generated for queries found in "src/store/queries/submission.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type batch_status = 'cancelled' | 'complete' | 'failed' | 'pending' | 'processing' | 'queued';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type stringArray = (string)[];

/** 'CreateBatch' parameters type */
export interface ICreateBatchParams {
  activityIds: stringArray;
  actor: string;
  batchId: string;
  calculation: Json;
  errorTolerance: number;
  maxRetries: number;
  orgId: string;
  priority: number;
  purpose: string;
  workspaceId: string;
}

/** 'CreateBatch' return type */
export interface ICreateBatchResult {
  activityCount: number;
  /** The pass over the activities without a result: 1, one more for each user's retry. */
  attempt: number;
  /** What was asked for and what the organisation's settings were at submission; absent is the product's default. */
  calculation: Json;
  completedAt: Date | null;
  createdAt: Date;
  /** The last activity id, in byte order, that has its outcome in this pass. */
  cursor: string;
  errorCount: number;
  errorMessage: string | null;
  errorTolerance: number;
  /** One higher with every claim and every forced end of a lease; a write that names another is refused. */
  fencingToken: number;
  id: string;
  lockedBy: string | null;
  lockedUntil: Date | null;
  maxRetries: number;
  /** Not claimed before this time: a retry's back-off. */
  notBefore: Date;
  notified: string | null;
  orgId: string;
  priority: number;
  /** Records of a scenario are compared with the inventory and never counted in it. */
  purpose: string;
  readAt: Date;
  retryCount: number;
  startedAt: Date | null;
  status: batch_status;
  successCount: number;
  totalEmissions: string;
  updatedAt: Date;
  workspaceId: string;
}

/** 'CreateBatch' query type */
export interface ICreateBatchQuery {
  params: ICreateBatchParams;
  result: ICreateBatchResult;
}

const createBatchIR: any = {"usedParamSet":{"batchId":true,"orgId":true,"workspaceId":true,"activityIds":true,"maxRetries":true,"priority":true,"errorTolerance":true,"purpose":true,"calculation":true,"actor":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":267,"b":275}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":278,"b":284},{"a":616,"b":622}]},{"name":"workspaceId","required":true,"transform":{"type":"scalar"},"locs":[{"a":287,"b":299}]},{"name":"activityIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":314,"b":326},{"a":828,"b":840}]},{"name":"maxRetries","required":true,"transform":{"type":"scalar"},"locs":[{"a":338,"b":349}]},{"name":"priority","required":true,"transform":{"type":"scalar"},"locs":[{"a":352,"b":361}]},{"name":"errorTolerance","required":true,"transform":{"type":"scalar"},"locs":[{"a":368,"b":383}]},{"name":"purpose","required":true,"transform":{"type":"scalar"},"locs":[{"a":386,"b":394}]},{"name":"calculation","required":true,"transform":{"type":"scalar"},"locs":[{"a":640,"b":652}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1136,"b":1142}]}],"statement":"-- Batch, refs, log entry and wake-up in one statement, so in one transaction and one round trip.\nWITH batch AS (\n  INSERT INTO batch_jobs (\n    id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, purpose, calculation\n  )\n  VALUES (\n    :batchId!, :orgId!, :workspaceId!, cardinality(:activityIds!::text[]), :maxRetries!, :priority!,\n    :errorTolerance!, :purpose!,\n    coalesce((\n      SELECT jsonb_strip_nulls(jsonb_build_object(\n        'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy\n      ))\n      FROM calculation_settings AS s WHERE s.org_id = :orgId!\n    ), '{}') || :calculation!::jsonb\n  )\n  RETURNING *\n), refs AS (\n  INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)\n  SELECT batch.org_id, batch.id, ref.activity_id\n  FROM batch, unnest(:activityIds!::text[]) AS ref (activity_id)\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, actor, message\n  )\n  SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, :actor!, NULL\n  FROM batch\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  created_at, updated_at, started_at, completed_at, now() AS \"read_at!\",\n  pg_notify('offgridflow_available', id)::text AS notified\nFROM batch"};

/**
 * Query generated from SQL:
 * ```
 * -- Batch, refs, log entry and wake-up in one statement, so in one transaction and one round trip.
 * WITH batch AS (
 *   INSERT INTO batch_jobs (
 *     id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, purpose, calculation
 *   )
 *   VALUES (
 *     :batchId!, :orgId!, :workspaceId!, cardinality(:activityIds!::text[]), :maxRetries!, :priority!,
 *     :errorTolerance!, :purpose!,
 *     coalesce((
 *       SELECT jsonb_strip_nulls(jsonb_build_object(
 *         'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy
 *       ))
 *       FROM calculation_settings AS s WHERE s.org_id = :orgId!
 *     ), '{}') || :calculation!::jsonb
 *   )
 *   RETURNING *
 * ), refs AS (
 *   INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)
 *   SELECT batch.org_id, batch.id, ref.activity_id
 *   FROM batch, unnest(:activityIds!::text[]) AS ref (activity_id)
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, actor, message
 *   )
 *   SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, :actor!, NULL
 *   FROM batch
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   created_at, updated_at, started_at, completed_at, now() AS "read_at!",
 *   pg_notify('offgridflow_available', id)::text AS notified
 * FROM batch
 * ```
 */
export const createBatch = new PreparedQuery<ICreateBatchParams,ICreateBatchResult>(createBatchIR);


/** 'CreateBatchFromImport' parameters type */
export interface ICreateBatchFromImportParams {
  actor: string;
  batchId: string;
  importId: number;
  maxRetries: number;
  orgId: string;
  priority: number;
  workspaceId: string;
}

/** 'CreateBatchFromImport' return type */
export interface ICreateBatchFromImportResult {
  activityCount: number;
  /** The pass over the activities without a result: 1, one more for each user's retry. */
  attempt: number;
  /** What was asked for and what the organisation's settings were at submission; absent is the product's default. */
  calculation: Json;
  completedAt: Date | null;
  createdAt: Date;
  /** The last activity id, in byte order, that has its outcome in this pass. */
  cursor: string;
  errorCount: number;
  errorMessage: string | null;
  errorTolerance: number;
  /** One higher with every claim and every forced end of a lease; a write that names another is refused. */
  fencingToken: number;
  id: string;
  lockedBy: string | null;
  lockedUntil: Date | null;
  maxRetries: number;
  /** Not claimed before this time: a retry's back-off. */
  notBefore: Date;
  notified: string | null;
  orgId: string;
  priority: number;
  /** Records of a scenario are compared with the inventory and never counted in it. */
  purpose: string;
  readAt: Date;
  retryCount: number;
  startedAt: Date | null;
  status: batch_status;
  successCount: number;
  totalEmissions: string;
  updatedAt: Date;
  workspaceId: string;
}

/** 'CreateBatchFromImport' query type */
export interface ICreateBatchFromImportQuery {
  params: ICreateBatchFromImportParams;
  result: ICreateBatchFromImportResult;
}

const createBatchFromImportIR: any = {"usedParamSet":{"batchId":true,"importId":true,"orgId":true,"workspaceId":true,"maxRetries":true,"priority":true,"actor":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":266,"b":274},{"a":628,"b":636}]},{"name":"importId","required":true,"transform":{"type":"scalar"},"locs":[{"a":318,"b":327},{"a":705,"b":714}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":342,"b":348},{"a":639,"b":645},{"a":936,"b":942}]},{"name":"workspaceId","required":true,"transform":{"type":"scalar"},"locs":[{"a":369,"b":381},{"a":648,"b":660}]},{"name":"maxRetries","required":true,"transform":{"type":"scalar"},"locs":[{"a":679,"b":690}]},{"name":"priority","required":true,"transform":{"type":"scalar"},"locs":[{"a":693,"b":702}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1277,"b":1283}]}],"statement":"-- The refs come from the activities that the import was the last to name. No row: none are there, or the batch\n-- of this import and owner exists (findBatchOfImport).\nWITH refs AS (\n  INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)\n  SELECT org_id, :batchId!, id\n  FROM activities\n  WHERE import_id = :importId! AND org_id = :orgId! AND workspace_id = :workspaceId!\n  ORDER BY id\n  RETURNING 1\n), counted AS (\n  SELECT count(*)::int AS activity_count FROM refs\n), batch AS (\n  INSERT INTO batch_jobs (\n    id, org_id, workspace_id, activity_count, max_retries, priority, import_id, calculation\n  )\n  SELECT\n    :batchId!, :orgId!, :workspaceId!, activity_count, :maxRetries!, :priority!, :importId!,\n    coalesce((\n      SELECT jsonb_strip_nulls(jsonb_build_object(\n        'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy\n      ))\n      FROM calculation_settings AS s WHERE s.org_id = :orgId!\n    ), '{}')\n  FROM counted\n  WHERE activity_count > 0\n  RETURNING *\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, actor, message\n  )\n  SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, :actor!, NULL\n  FROM batch\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  created_at, updated_at, started_at, completed_at, now() AS \"read_at!\",\n  pg_notify('offgridflow_available', id)::text AS notified\nFROM batch"};

/**
 * Query generated from SQL:
 * ```
 * -- The refs come from the activities that the import was the last to name. No row: none are there, or the batch
 * -- of this import and owner exists (findBatchOfImport).
 * WITH refs AS (
 *   INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)
 *   SELECT org_id, :batchId!, id
 *   FROM activities
 *   WHERE import_id = :importId! AND org_id = :orgId! AND workspace_id = :workspaceId!
 *   ORDER BY id
 *   RETURNING 1
 * ), counted AS (
 *   SELECT count(*)::int AS activity_count FROM refs
 * ), batch AS (
 *   INSERT INTO batch_jobs (
 *     id, org_id, workspace_id, activity_count, max_retries, priority, import_id, calculation
 *   )
 *   SELECT
 *     :batchId!, :orgId!, :workspaceId!, activity_count, :maxRetries!, :priority!, :importId!,
 *     coalesce((
 *       SELECT jsonb_strip_nulls(jsonb_build_object(
 *         'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy
 *       ))
 *       FROM calculation_settings AS s WHERE s.org_id = :orgId!
 *     ), '{}')
 *   FROM counted
 *   WHERE activity_count > 0
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, actor, message
 *   )
 *   SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, :actor!, NULL
 *   FROM batch
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   created_at, updated_at, started_at, completed_at, now() AS "read_at!",
 *   pg_notify('offgridflow_available', id)::text AS notified
 * FROM batch
 * ```
 */
export const createBatchFromImport = new PreparedQuery<ICreateBatchFromImportParams,ICreateBatchFromImportResult>(createBatchFromImportIR);


/** 'FindBatchOfImport' parameters type */
export interface IFindBatchOfImportParams {
  importId: number;
  orgId: string;
  workspaceId: string;
}

/** 'FindBatchOfImport' return type */
export interface IFindBatchOfImportResult {
  activityCount: number;
  /** The pass over the activities without a result: 1, one more for each user's retry. */
  attempt: number;
  /** What was asked for and what the organisation's settings were at submission; absent is the product's default. */
  calculation: Json;
  completedAt: Date | null;
  createdAt: Date;
  /** The last activity id, in byte order, that has its outcome in this pass. */
  cursor: string;
  errorCount: number;
  errorMessage: string | null;
  errorTolerance: number;
  /** One higher with every claim and every forced end of a lease; a write that names another is refused. */
  fencingToken: number;
  id: string;
  lockedBy: string | null;
  lockedUntil: Date | null;
  maxRetries: number;
  /** Not claimed before this time: a retry's back-off. */
  notBefore: Date;
  orgId: string;
  priority: number;
  /** Records of a scenario are compared with the inventory and never counted in it. */
  purpose: string;
  readAt: Date;
  retryCount: number;
  startedAt: Date | null;
  status: batch_status;
  successCount: number;
  totalEmissions: string;
  updatedAt: Date;
  workspaceId: string;
}

/** 'FindBatchOfImport' query type */
export interface IFindBatchOfImportQuery {
  params: IFindBatchOfImportParams;
  result: IFindBatchOfImportResult;
}

const findBatchOfImportIR: any = {"usedParamSet":{"importId":true,"orgId":true,"workspaceId":true},"params":[{"name":"importId","required":true,"transform":{"type":"scalar"},"locs":[{"a":407,"b":416}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":431,"b":437}]},{"name":"workspaceId","required":true,"transform":{"type":"scalar"},"locs":[{"a":458,"b":470}]}],"statement":"SELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM batch_jobs\nWHERE import_id = :importId! AND org_id = :orgId! AND workspace_id = :workspaceId!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   created_at, updated_at, started_at, completed_at, now() AS "read_at!"
 * FROM batch_jobs
 * WHERE import_id = :importId! AND org_id = :orgId! AND workspace_id = :workspaceId!
 * ```
 */
export const findBatchOfImport = new PreparedQuery<IFindBatchOfImportParams,IFindBatchOfImportResult>(findBatchOfImportIR);


/** 'AddActivityRef' parameters type */
export interface IAddActivityRefParams {
  activityId: string;
  batchId: string;
  orgId: string;
}

/** 'AddActivityRef' return type */
export interface IAddActivityRefResult {
  id: string;
}

/** 'AddActivityRef' query type */
export interface IAddActivityRefQuery {
  params: IAddActivityRefParams;
  result: IAddActivityRefResult;
}

const addActivityRefIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"activityId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":156,"b":162}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":173,"b":181}]},{"name":"activityId","required":true,"transform":{"type":"scalar"},"locs":[{"a":343,"b":354}]}],"statement":"-- Only while nothing has claimed the batch. No row: it is not there or no longer open.\nWITH open AS (\n  SELECT id, org_id FROM batch_jobs\n  WHERE org_id = :orgId! AND id = :batchId! AND status = 'pending' AND started_at IS NULL\n  FOR UPDATE\n), added AS (\n  INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)\n  SELECT org_id, id, :activityId! FROM open\n  ON CONFLICT DO NOTHING\n  RETURNING batch_id\n)\nUPDATE batch_jobs AS b\nSET activity_count = b.activity_count + (SELECT count(*) FROM added)::int, updated_at = now()\nFROM open\nWHERE b.id = open.id\nRETURNING b.id"};

/**
 * Query generated from SQL:
 * ```
 * -- Only while nothing has claimed the batch. No row: it is not there or no longer open.
 * WITH open AS (
 *   SELECT id, org_id FROM batch_jobs
 *   WHERE org_id = :orgId! AND id = :batchId! AND status = 'pending' AND started_at IS NULL
 *   FOR UPDATE
 * ), added AS (
 *   INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)
 *   SELECT org_id, id, :activityId! FROM open
 *   ON CONFLICT DO NOTHING
 *   RETURNING batch_id
 * )
 * UPDATE batch_jobs AS b
 * SET activity_count = b.activity_count + (SELECT count(*) FROM added)::int, updated_at = now()
 * FROM open
 * WHERE b.id = open.id
 * RETURNING b.id
 * ```
 */
export const addActivityRef = new PreparedQuery<IAddActivityRefParams,IAddActivityRefResult>(addActivityRefIR);


