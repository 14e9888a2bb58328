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
  boundTo?: stringArray | null | void;
  calculation: Json;
  errorTolerance?: number | null | void;
  errorToleranceShare?: string | null | void;
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
  /** The activity id, in byte order, up to which all have their outcome in this pass. */
  cursor: string;
  errorCount: number;
  errorMessage: string | null;
  /** One error more ends the batch as failed at once. Null where no tolerance was stated: it is worked through to its end, and any error makes it failed there. */
  errorsTolerated: number | null;
  errorTolerance: number | null;
  errorToleranceShare: string | null;
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
  /** Parts that a large batch was split into: they are claimed in its place, and it holds no lease. */
  partCount: number;
  /** The batch that this row is a part of; null for a batch. Refs, records and errors carry the whole batch's id. */
  partOf: string | null;
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

const createBatchIR: any = {"usedParamSet":{"batchId":true,"orgId":true,"workspaceId":true,"activityIds":true,"maxRetries":true,"priority":true,"errorTolerance":true,"errorToleranceShare":true,"purpose":true,"boundTo":true,"calculation":true,"actor":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":304,"b":312}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":315,"b":321},{"a":684,"b":690}]},{"name":"workspaceId","required":true,"transform":{"type":"scalar"},"locs":[{"a":324,"b":336}]},{"name":"activityIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":351,"b":363},{"a":896,"b":908}]},{"name":"maxRetries","required":true,"transform":{"type":"scalar"},"locs":[{"a":375,"b":386}]},{"name":"priority","required":true,"transform":{"type":"scalar"},"locs":[{"a":389,"b":398}]},{"name":"errorTolerance","required":false,"transform":{"type":"scalar"},"locs":[{"a":405,"b":419}]},{"name":"errorToleranceShare","required":false,"transform":{"type":"scalar"},"locs":[{"a":422,"b":441}]},{"name":"purpose","required":true,"transform":{"type":"scalar"},"locs":[{"a":444,"b":452}]},{"name":"boundTo","required":false,"transform":{"type":"scalar"},"locs":[{"a":455,"b":462}]},{"name":"calculation","required":true,"transform":{"type":"scalar"},"locs":[{"a":708,"b":720}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1247,"b":1253}]}],"statement":"-- Batch, refs, log entry and wake-up in one statement, so in one transaction and one round trip.\nWITH batch AS (\n  INSERT INTO batch_jobs (\n    id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, error_tolerance_share,\n    purpose, bound_to, calculation\n  )\n  VALUES (\n    :batchId!, :orgId!, :workspaceId!, cardinality(:activityIds!::text[]), :maxRetries!, :priority!,\n    :errorTolerance, :errorToleranceShare, :purpose!, :boundTo,\n    coalesce((\n      SELECT jsonb_strip_nulls(jsonb_build_object(\n        'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy\n      ))\n      FROM calculation_settings AS s WHERE s.org_id = :orgId!\n    ), '{}') || :calculation!::jsonb\n  )\n  RETURNING *\n), refs AS (\n  INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)\n  SELECT batch.org_id, batch.id, ref.activity_id\n  FROM batch, unnest(:activityIds!::text[]) AS ref (activity_id)\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :actor!, NULL\n  FROM batch\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\",\n  pg_notify('offgridflow_available', id)::text AS notified\nFROM batch"};

/**
 * Query generated from SQL:
 * ```
 * -- Batch, refs, log entry and wake-up in one statement, so in one transaction and one round trip.
 * WITH batch AS (
 *   INSERT INTO batch_jobs (
 *     id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, error_tolerance_share,
 *     purpose, bound_to, calculation
 *   )
 *   VALUES (
 *     :batchId!, :orgId!, :workspaceId!, cardinality(:activityIds!::text[]), :maxRetries!, :priority!,
 *     :errorTolerance, :errorToleranceShare, :purpose!, :boundTo,
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
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          :actor!, NULL
 *   FROM batch
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
 *   pg_notify('offgridflow_available', id)::text AS notified
 * FROM batch
 * ```
 */
export const createBatch = new PreparedQuery<ICreateBatchParams,ICreateBatchResult>(createBatchIR);


/** 'CreateBatchFromImport' parameters type */
export interface ICreateBatchFromImportParams {
  actor: string;
  batchId: string;
  calculation: Json;
  errorTolerance?: number | null | void;
  errorToleranceShare?: string | null | void;
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
  /** The activity id, in byte order, up to which all have their outcome in this pass. */
  cursor: string;
  errorCount: number;
  errorMessage: string | null;
  /** One error more ends the batch as failed at once. Null where no tolerance was stated: it is worked through to its end, and any error makes it failed there. */
  errorsTolerated: number | null;
  errorTolerance: number | null;
  errorToleranceShare: string | null;
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
  /** Parts that a large batch was split into: they are claimed in its place, and it holds no lease. */
  partCount: number;
  /** The batch that this row is a part of; null for a batch. Refs, records and errors carry the whole batch's id. */
  partOf: string | null;
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

const createBatchFromImportIR: any = {"usedParamSet":{"batchId":true,"importId":true,"orgId":true,"workspaceId":true,"maxRetries":true,"priority":true,"errorTolerance":true,"errorToleranceShare":true,"calculation":true,"actor":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":266,"b":274},{"a":672,"b":680}]},{"name":"importId","required":true,"transform":{"type":"scalar"},"locs":[{"a":318,"b":327},{"a":810,"b":819}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":342,"b":348},{"a":683,"b":689},{"a":1041,"b":1047}]},{"name":"workspaceId","required":true,"transform":{"type":"scalar"},"locs":[{"a":369,"b":381},{"a":692,"b":704}]},{"name":"maxRetries","required":true,"transform":{"type":"scalar"},"locs":[{"a":723,"b":734}]},{"name":"priority","required":true,"transform":{"type":"scalar"},"locs":[{"a":737,"b":746}]},{"name":"errorTolerance","required":false,"transform":{"type":"scalar"},"locs":[{"a":749,"b":763}]},{"name":"errorToleranceShare","required":false,"transform":{"type":"scalar"},"locs":[{"a":779,"b":798}]},{"name":"calculation","required":true,"transform":{"type":"scalar"},"locs":[{"a":1065,"b":1077}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1449,"b":1455}]}],"statement":"-- The refs come from the activities that the import was the last to name. No row: none are there, or the batch\n-- of this import and owner exists (findBatchOfImport).\nWITH refs AS (\n  INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)\n  SELECT org_id, :batchId!, id\n  FROM activities\n  WHERE import_id = :importId! AND org_id = :orgId! AND workspace_id = :workspaceId!\n  ORDER BY id\n  RETURNING 1\n), counted AS (\n  SELECT count(*)::int AS activity_count FROM refs\n), batch AS (\n  INSERT INTO batch_jobs (\n    id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, error_tolerance_share,\n    import_id, calculation\n  )\n  SELECT\n    :batchId!, :orgId!, :workspaceId!, activity_count, :maxRetries!, :priority!, :errorTolerance::integer,\n    :errorToleranceShare::numeric, :importId!,\n    coalesce((\n      SELECT jsonb_strip_nulls(jsonb_build_object(\n        'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy\n      ))\n      FROM calculation_settings AS s WHERE s.org_id = :orgId!\n    ), '{}') || :calculation!::jsonb\n  FROM counted\n  WHERE activity_count > 0\n  RETURNING *\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :actor!, NULL\n  FROM batch\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\",\n  pg_notify('offgridflow_available', id)::text AS notified\nFROM batch"};

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
 *     id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, error_tolerance_share,
 *     import_id, calculation
 *   )
 *   SELECT
 *     :batchId!, :orgId!, :workspaceId!, activity_count, :maxRetries!, :priority!, :errorTolerance::integer,
 *     :errorToleranceShare::numeric, :importId!,
 *     coalesce((
 *       SELECT jsonb_strip_nulls(jsonb_build_object(
 *         'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy
 *       ))
 *       FROM calculation_settings AS s WHERE s.org_id = :orgId!
 *     ), '{}') || :calculation!::jsonb
 *   FROM counted
 *   WHERE activity_count > 0
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          :actor!, NULL
 *   FROM batch
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
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
  /** The activity id, in byte order, up to which all have their outcome in this pass. */
  cursor: string;
  errorCount: number;
  errorMessage: string | null;
  /** One error more ends the batch as failed at once. Null where no tolerance was stated: it is worked through to its end, and any error makes it failed there. */
  errorsTolerated: number | null;
  errorTolerance: number | null;
  errorToleranceShare: string | null;
  /** One higher with every claim and every forced end of a lease; a write that names another is refused. */
  fencingToken: number;
  id: string;
  lockedBy: string | null;
  lockedUntil: Date | null;
  maxRetries: number;
  /** Not claimed before this time: a retry's back-off. */
  notBefore: Date;
  orgId: string;
  /** Parts that a large batch was split into: they are claimed in its place, and it holds no lease. */
  partCount: number;
  /** The batch that this row is a part of; null for a batch. Refs, records and errors carry the whole batch's id. */
  partOf: string | null;
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

const findBatchOfImportIR: any = {"usedParamSet":{"importId":true,"orgId":true,"workspaceId":true},"params":[{"name":"importId","required":true,"transform":{"type":"scalar"},"locs":[{"a":471,"b":480}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":495,"b":501}]},{"name":"workspaceId","required":true,"transform":{"type":"scalar"},"locs":[{"a":522,"b":534}]}],"statement":"SELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM batch_jobs\nWHERE import_id = :importId! AND org_id = :orgId! AND workspace_id = :workspaceId!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
 * FROM batch_jobs
 * WHERE import_id = :importId! AND org_id = :orgId! AND workspace_id = :workspaceId!
 * ```
 */
export const findBatchOfImport = new PreparedQuery<IFindBatchOfImportParams,IFindBatchOfImportResult>(findBatchOfImportIR);


/** 'CreateBatchFromFilter' parameters type */
export interface ICreateBatchFromFilterParams {
  activityIds?: stringArray | null | void;
  actor: string;
  batchId: string;
  boundTo?: stringArray | null | void;
  calculation: Json;
  category?: string | null | void;
  errorTolerance?: number | null | void;
  errorToleranceShare?: string | null | void;
  importId?: number | null | void;
  location?: string | null | void;
  maxRetries: number;
  onlyWorkspaceId?: string | null | void;
  orgId: string;
  periodFrom?: string | null | void;
  periodTo?: string | null | void;
  priority: number;
  purpose: string;
  source?: string | null | void;
  stale: boolean;
  withoutRecord: boolean;
  workspaceId: string;
}

/** 'CreateBatchFromFilter' return type */
export interface ICreateBatchFromFilterResult {
  activityCount: number;
  /** The pass over the activities without a result: 1, one more for each user's retry. */
  attempt: number;
  /** What was asked for and what the organisation's settings were at submission; absent is the product's default. */
  calculation: Json;
  completedAt: Date | null;
  createdAt: Date;
  /** The activity id, in byte order, up to which all have their outcome in this pass. */
  cursor: string;
  errorCount: number;
  errorMessage: string | null;
  /** One error more ends the batch as failed at once. Null where no tolerance was stated: it is worked through to its end, and any error makes it failed there. */
  errorsTolerated: number | null;
  errorTolerance: number | null;
  errorToleranceShare: string | null;
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
  /** Parts that a large batch was split into: they are claimed in its place, and it holds no lease. */
  partCount: number;
  /** The batch that this row is a part of; null for a batch. Refs, records and errors carry the whole batch's id. */
  partOf: string | null;
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

/** 'CreateBatchFromFilter' query type */
export interface ICreateBatchFromFilterQuery {
  params: ICreateBatchFromFilterParams;
  result: ICreateBatchFromFilterResult;
}

const createBatchFromFilterIR: any = {"usedParamSet":{"batchId":true,"orgId":true,"onlyWorkspaceId":true,"importId":true,"activityIds":true,"source":true,"category":true,"location":true,"periodFrom":true,"periodTo":true,"stale":true,"withoutRecord":true,"workspaceId":true,"maxRetries":true,"priority":true,"errorTolerance":true,"errorToleranceShare":true,"purpose":true,"boundTo":true,"calculation":true,"actor":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":388,"b":396},{"a":1709,"b":1717}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":446,"b":452},{"a":1720,"b":1726},{"a":2095,"b":2101}]},{"name":"onlyWorkspaceId","required":false,"transform":{"type":"scalar"},"locs":[{"a":463,"b":478},{"a":514,"b":529}]},{"name":"importId","required":false,"transform":{"type":"scalar"},"locs":[{"a":541,"b":549},{"a":584,"b":592}]},{"name":"activityIds","required":false,"transform":{"type":"scalar"},"locs":[{"a":604,"b":615},{"a":648,"b":659}]},{"name":"source","required":false,"transform":{"type":"scalar"},"locs":[{"a":672,"b":678},{"a":708,"b":714}]},{"name":"category","required":false,"transform":{"type":"scalar"},"locs":[{"a":726,"b":734},{"a":766,"b":774}]},{"name":"location","required":false,"transform":{"type":"scalar"},"locs":[{"a":786,"b":794},{"a":826,"b":834}]},{"name":"periodFrom","required":false,"transform":{"type":"scalar"},"locs":[{"a":846,"b":856},{"a":891,"b":901}]},{"name":"periodTo","required":false,"transform":{"type":"scalar"},"locs":[{"a":913,"b":921},{"a":958,"b":966}]},{"name":"stale","required":true,"transform":{"type":"scalar"},"locs":[{"a":987,"b":993},{"a":1085,"b":1091}]},{"name":"withoutRecord","required":true,"transform":{"type":"scalar"},"locs":[{"a":998,"b":1012},{"a":1064,"b":1078}]},{"name":"workspaceId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1729,"b":1741}]},{"name":"maxRetries","required":true,"transform":{"type":"scalar"},"locs":[{"a":1760,"b":1771}]},{"name":"priority","required":true,"transform":{"type":"scalar"},"locs":[{"a":1774,"b":1783}]},{"name":"errorTolerance","required":false,"transform":{"type":"scalar"},"locs":[{"a":1786,"b":1800}]},{"name":"errorToleranceShare","required":false,"transform":{"type":"scalar"},"locs":[{"a":1816,"b":1835}]},{"name":"purpose","required":true,"transform":{"type":"scalar"},"locs":[{"a":1847,"b":1855}]},{"name":"boundTo","required":false,"transform":{"type":"scalar"},"locs":[{"a":1858,"b":1865}]},{"name":"calculation","required":true,"transform":{"type":"scalar"},"locs":[{"a":2119,"b":2131}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2503,"b":2509}]}],"statement":"-- The refs come from the organisation's activities, in one statement and without their ids passing through anybody.\n-- An activity's standing is its version against that of its current record (as in current-records.sql), looked up only\n-- where it is asked for. No row: nothing matches.\nWITH refs AS (\n  INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)\n  SELECT a.org_id, :batchId!, a.id\n  FROM activities AS a\n  WHERE a.org_id = :orgId!\n    AND (:onlyWorkspaceId::text IS NULL OR a.workspace_id = :onlyWorkspaceId)\n    AND (:importId::bigint IS NULL OR a.import_id = :importId)\n    AND (:activityIds::text[] IS NULL OR a.id = ANY (:activityIds))\n    AND (:source::text IS NULL OR a.source = :source)\n    AND (:category::text IS NULL OR a.category = :category)\n    AND (:location::text IS NULL OR a.location = :location)\n    AND (:periodFrom::date IS NULL OR a.period_end >= :periodFrom)\n    AND (:periodTo::date IS NULL OR a.period_start <= :periodTo)\n    AND CASE WHEN :stale! OR :withoutRecord! THEN (\n      SELECT CASE WHEN count(r.*) = 0 THEN :withoutRecord! ELSE :stale! AND max(r.activity_version) < a.version END\n      FROM (\n        SELECT one.activity_version FROM emission_records AS one\n        WHERE one.org_id = a.org_id AND one.activity_id = a.id AND NOT one.is_scenario\n        ORDER BY one.calculated_at DESC, one.batch_id DESC\n        LIMIT 1\n      ) AS r\n    ) ELSE true END\n  ORDER BY a.id\n  RETURNING 1\n), counted AS (\n  SELECT count(*)::int AS activity_count FROM refs\n), batch AS (\n  INSERT INTO batch_jobs (\n    id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, error_tolerance_share,\n    purpose, bound_to, calculation\n  )\n  SELECT\n    :batchId!, :orgId!, :workspaceId!, activity_count, :maxRetries!, :priority!, :errorTolerance::integer,\n    :errorToleranceShare::numeric, :purpose!, :boundTo::text[],\n    coalesce((\n      SELECT jsonb_strip_nulls(jsonb_build_object(\n        'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy\n      ))\n      FROM calculation_settings AS s WHERE s.org_id = :orgId!\n    ), '{}') || :calculation!::jsonb\n  FROM counted\n  WHERE activity_count > 0\n  RETURNING *\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :actor!, NULL\n  FROM batch\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\",\n  pg_notify('offgridflow_available', id)::text AS notified\nFROM batch"};

/**
 * Query generated from SQL:
 * ```
 * -- The refs come from the organisation's activities, in one statement and without their ids passing through anybody.
 * -- An activity's standing is its version against that of its current record (as in current-records.sql), looked up only
 * -- where it is asked for. No row: nothing matches.
 * WITH refs AS (
 *   INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)
 *   SELECT a.org_id, :batchId!, a.id
 *   FROM activities AS a
 *   WHERE a.org_id = :orgId!
 *     AND (:onlyWorkspaceId::text IS NULL OR a.workspace_id = :onlyWorkspaceId)
 *     AND (:importId::bigint IS NULL OR a.import_id = :importId)
 *     AND (:activityIds::text[] IS NULL OR a.id = ANY (:activityIds))
 *     AND (:source::text IS NULL OR a.source = :source)
 *     AND (:category::text IS NULL OR a.category = :category)
 *     AND (:location::text IS NULL OR a.location = :location)
 *     AND (:periodFrom::date IS NULL OR a.period_end >= :periodFrom)
 *     AND (:periodTo::date IS NULL OR a.period_start <= :periodTo)
 *     AND CASE WHEN :stale! OR :withoutRecord! THEN (
 *       SELECT CASE WHEN count(r.*) = 0 THEN :withoutRecord! ELSE :stale! AND max(r.activity_version) < a.version END
 *       FROM (
 *         SELECT one.activity_version FROM emission_records AS one
 *         WHERE one.org_id = a.org_id AND one.activity_id = a.id AND NOT one.is_scenario
 *         ORDER BY one.calculated_at DESC, one.batch_id DESC
 *         LIMIT 1
 *       ) AS r
 *     ) ELSE true END
 *   ORDER BY a.id
 *   RETURNING 1
 * ), counted AS (
 *   SELECT count(*)::int AS activity_count FROM refs
 * ), batch AS (
 *   INSERT INTO batch_jobs (
 *     id, org_id, workspace_id, activity_count, max_retries, priority, error_tolerance, error_tolerance_share,
 *     purpose, bound_to, calculation
 *   )
 *   SELECT
 *     :batchId!, :orgId!, :workspaceId!, activity_count, :maxRetries!, :priority!, :errorTolerance::integer,
 *     :errorToleranceShare::numeric, :purpose!, :boundTo::text[],
 *     coalesce((
 *       SELECT jsonb_strip_nulls(jsonb_build_object(
 *         'factorSets', s.factor_sets, 'gwpSet', s.gwp_set, 'periodPolicy', s.period_policy
 *       ))
 *       FROM calculation_settings AS s WHERE s.org_id = :orgId!
 *     ), '{}') || :calculation!::jsonb
 *   FROM counted
 *   WHERE activity_count > 0
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, 'submitted', status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          :actor!, NULL
 *   FROM batch
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!",
 *   pg_notify('offgridflow_available', id)::text AS notified
 * FROM batch
 * ```
 */
export const createBatchFromFilter = new PreparedQuery<ICreateBatchFromFilterParams,ICreateBatchFromFilterResult>(createBatchFromFilterIR);


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

const addActivityRefIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"activityId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":156,"b":162}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":173,"b":181}]},{"name":"activityId","required":true,"transform":{"type":"scalar"},"locs":[{"a":386,"b":397}]}],"statement":"-- Only while nothing has claimed the batch. No row: it is not there or no longer open.\nWITH open AS (\n  SELECT id, org_id FROM batch_jobs\n  WHERE org_id = :orgId! AND id = :batchId! AND status = 'pending' AND started_at IS NULL\n    AND part_of IS NULL AND part_count = 0\n  FOR UPDATE\n), added AS (\n  INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)\n  SELECT org_id, id, :activityId! FROM open\n  ON CONFLICT DO NOTHING\n  RETURNING batch_id\n)\nUPDATE batch_jobs AS b\nSET activity_count = b.activity_count + (SELECT count(*) FROM added)::int, updated_at = now()\nFROM open\nWHERE b.id = open.id\nRETURNING b.id"};

/**
 * Query generated from SQL:
 * ```
 * -- Only while nothing has claimed the batch. No row: it is not there or no longer open.
 * WITH open AS (
 *   SELECT id, org_id FROM batch_jobs
 *   WHERE org_id = :orgId! AND id = :batchId! AND status = 'pending' AND started_at IS NULL
 *     AND part_of IS NULL AND part_count = 0
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


/** 'SplitBatch' parameters type */
export interface ISplitBatchParams {
  batchId: string;
  partCount: number;
}

/** 'SplitBatch' return type */
export interface ISplitBatchResult {
  activityCount: number;
  /** The pass over the activities without a result: 1, one more for each user's retry. */
  attempt: number;
  /** What was asked for and what the organisation's settings were at submission; absent is the product's default. */
  calculation: Json;
  completedAt: Date | null;
  createdAt: Date;
  /** The activity id, in byte order, up to which all have their outcome in this pass. */
  cursor: string;
  errorCount: number;
  errorMessage: string | null;
  /** One error more ends the batch as failed at once. Null where no tolerance was stated: it is worked through to its end, and any error makes it failed there. */
  errorsTolerated: number | null;
  errorTolerance: number | null;
  errorToleranceShare: string | null;
  /** One higher with every claim and every forced end of a lease; a write that names another is refused. */
  fencingToken: number;
  id: string;
  lockedBy: string | null;
  lockedUntil: Date | null;
  maxRetries: number;
  /** Not claimed before this time: a retry's back-off. */
  notBefore: Date;
  orgId: string;
  /** Parts that a large batch was split into: they are claimed in its place, and it holds no lease. */
  partCount: number;
  /** The batch that this row is a part of; null for a batch. Refs, records and errors carry the whole batch's id. */
  partOf: string | null;
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

/** 'SplitBatch' query type */
export interface ISplitBatchQuery {
  params: ISplitBatchParams;
  result: ISplitBatchResult;
}

const splitBatchIR: any = {"usedParamSet":{"partCount":true,"batchId":true},"params":[{"name":"partCount","required":true,"transform":{"type":"scalar"},"locs":[{"a":272,"b":282},{"a":298,"b":308}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":321,"b":329}]}],"statement":"-- In the transaction that submits a large batch: makes parts of about the same size of it, each a range of its\n-- activities, for several workers to claim. Their results, and what the log tells, are the whole batch's.\nWITH whole AS (\n  UPDATE batch_jobs SET part_count = :partCount!, parts_left = :partCount! WHERE id = :batchId! RETURNING *\n), placed AS (\n  SELECT ref.activity_id, (row_number() OVER (ORDER BY ref.activity_id) - 1) * whole.part_count / whole.activity_count AS place\n  FROM whole, batch_activity_refs AS ref\n  WHERE ref.org_id = whole.org_id AND ref.batch_id = whole.id\n), ranges AS (\n  SELECT place, count(*)::integer AS activity_count,\n         coalesce(lag(max(activity_id)) OVER (ORDER BY place), '') AS range_after, max(activity_id) AS range_until\n  FROM placed\n  GROUP BY place\n), parts AS (\n  INSERT INTO batch_jobs (\n    id, org_id, workspace_id, activity_count, max_retries, priority, purpose, bound_to, calculation,\n    part_of, part_number, cursor, range_after, range_until\n  )\n  SELECT\n    whole.id || '-part-' || place + 1, whole.org_id, whole.workspace_id, ranges.activity_count, whole.max_retries,\n    whole.priority, whole.purpose, whole.bound_to, whole.calculation, whole.id, place + 1, ranges.range_after,\n    ranges.range_after, CASE WHEN place + 1 < whole.part_count THEN ranges.range_until END\n  FROM whole, ranges\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM whole"};

/**
 * Query generated from SQL:
 * ```
 * -- In the transaction that submits a large batch: makes parts of about the same size of it, each a range of its
 * -- activities, for several workers to claim. Their results, and what the log tells, are the whole batch's.
 * WITH whole AS (
 *   UPDATE batch_jobs SET part_count = :partCount!, parts_left = :partCount! WHERE id = :batchId! RETURNING *
 * ), placed AS (
 *   SELECT ref.activity_id, (row_number() OVER (ORDER BY ref.activity_id) - 1) * whole.part_count / whole.activity_count AS place
 *   FROM whole, batch_activity_refs AS ref
 *   WHERE ref.org_id = whole.org_id AND ref.batch_id = whole.id
 * ), ranges AS (
 *   SELECT place, count(*)::integer AS activity_count,
 *          coalesce(lag(max(activity_id)) OVER (ORDER BY place), '') AS range_after, max(activity_id) AS range_until
 *   FROM placed
 *   GROUP BY place
 * ), parts AS (
 *   INSERT INTO batch_jobs (
 *     id, org_id, workspace_id, activity_count, max_retries, priority, purpose, bound_to, calculation,
 *     part_of, part_number, cursor, range_after, range_until
 *   )
 *   SELECT
 *     whole.id || '-part-' || place + 1, whole.org_id, whole.workspace_id, ranges.activity_count, whole.max_retries,
 *     whole.priority, whole.purpose, whole.bound_to, whole.calculation, whole.id, place + 1, ranges.range_after,
 *     ranges.range_after, CASE WHEN place + 1 < whole.part_count THEN ranges.range_until END
 *   FROM whole, ranges
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
 * FROM whole
 * ```
 */
export const splitBatch = new PreparedQuery<ISplitBatchParams,ISplitBatchResult>(splitBatchIR);


