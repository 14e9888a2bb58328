/** Types generated for queries found in "src/store/queries/batches.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type batch_status = 'cancelled' | 'complete' | 'failed' | 'pending' | 'processing' | 'queued';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type stringArray = (string)[];

/** 'GetBatch' parameters type */
export interface IGetBatchParams {
  batchId: string;
  orgId: string;
}

/** 'GetBatch' return type */
export interface IGetBatchResult {
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

/** 'GetBatch' query type */
export interface IGetBatchQuery {
  params: IGetBatchParams;
  result: IGetBatchResult;
}

const getBatchIR: any = {"usedParamSet":{"orgId":true,"batchId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":468,"b":474}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":485,"b":493}]}],"statement":"SELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM batch_jobs\nWHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL"};

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
 * WHERE org_id = :orgId! AND id = :batchId! AND part_of IS NULL
 * ```
 */
export const getBatch = new PreparedQuery<IGetBatchParams,IGetBatchResult>(getBatchIR);


/** 'ListBatches' parameters type */
export interface IListBatchesParams {
  limit: number;
  offset: number;
  orgId: string;
}

/** 'ListBatches' return type */
export interface IListBatchesResult {
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

/** 'ListBatches' query type */
export interface IListBatchesQuery {
  params: IListBatchesParams;
  result: IListBatchesResult;
}

const listBatchesIR: any = {"usedParamSet":{"orgId":true,"limit":true,"offset":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":468,"b":474}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":536,"b":542}]},{"name":"offset","required":true,"transform":{"type":"scalar"},"locs":[{"a":551,"b":558}]}],"statement":"SELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM batch_jobs\nWHERE org_id = :orgId! AND part_of IS NULL\nORDER BY created_at DESC, id DESC\nLIMIT :limit! OFFSET :offset!"};

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
 * WHERE org_id = :orgId! AND part_of IS NULL
 * ORDER BY created_at DESC, id DESC
 * LIMIT :limit! OFFSET :offset!
 * ```
 */
export const listBatches = new PreparedQuery<IListBatchesParams,IListBatchesResult>(listBatchesIR);


/** 'ListBatchesWithStatus' parameters type */
export interface IListBatchesWithStatusParams {
  limit: number;
  offset: number;
  orgId: string;
  status: number;
}

/** 'ListBatchesWithStatus' return type */
export interface IListBatchesWithStatusResult {
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

/** 'ListBatchesWithStatus' query type */
export interface IListBatchesWithStatusQuery {
  params: IListBatchesWithStatusParams;
  result: IListBatchesWithStatusResult;
}

const listBatchesWithStatusIR: any = {"usedParamSet":{"orgId":true,"status":true,"limit":true,"offset":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":468,"b":474}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":496,"b":503}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":565,"b":571}]},{"name":"offset","required":true,"transform":{"type":"scalar"},"locs":[{"a":580,"b":587}]}],"statement":"SELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM batch_jobs\nWHERE org_id = :orgId! AND status_number = :status! AND part_of IS NULL\nORDER BY created_at DESC, id DESC\nLIMIT :limit! OFFSET :offset!"};

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
 * WHERE org_id = :orgId! AND status_number = :status! AND part_of IS NULL
 * ORDER BY created_at DESC, id DESC
 * LIMIT :limit! OFFSET :offset!
 * ```
 */
export const listBatchesWithStatus = new PreparedQuery<IListBatchesWithStatusParams,IListBatchesWithStatusResult>(listBatchesWithStatusIR);


/** 'ListBatchesOfWorkspaces' parameters type */
export interface IListBatchesOfWorkspacesParams {
  limit: number;
  offset: number;
  orgId: string;
  status?: number | null | void;
  workspaceIds: stringArray;
}

/** 'ListBatchesOfWorkspaces' return type */
export interface IListBatchesOfWorkspacesResult {
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

/** 'ListBatchesOfWorkspaces' query type */
export interface IListBatchesOfWorkspacesQuery {
  params: IListBatchesOfWorkspacesParams;
  result: IListBatchesOfWorkspacesResult;
}

const listBatchesOfWorkspacesIR: any = {"usedParamSet":{"orgId":true,"workspaceIds":true,"status":true,"limit":true,"offset":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":564,"b":570}]},{"name":"workspaceIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":596,"b":609}]},{"name":"status","required":false,"transform":{"type":"scalar"},"locs":[{"a":647,"b":653},{"a":692,"b":698}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":741,"b":747}]},{"name":"offset","required":true,"transform":{"type":"scalar"},"locs":[{"a":756,"b":763}]}],"statement":"-- For callers that are bound to workspaces; the others have statements without this condition.\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM batch_jobs\nWHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL\n  AND (:status::smallint IS NULL OR status_number = :status)\nORDER BY created_at DESC, id DESC\nLIMIT :limit! OFFSET :offset!"};

/**
 * Query generated from SQL:
 * ```
 * -- For callers that are bound to workspaces; the others have statements without this condition.
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
 * FROM batch_jobs
 * WHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL
 *   AND (:status::smallint IS NULL OR status_number = :status)
 * ORDER BY created_at DESC, id DESC
 * LIMIT :limit! OFFSET :offset!
 * ```
 */
export const listBatchesOfWorkspaces = new PreparedQuery<IListBatchesOfWorkspacesParams,IListBatchesOfWorkspacesResult>(listBatchesOfWorkspacesIR);


/** 'CountBatchesOfWorkspaces' parameters type */
export interface ICountBatchesOfWorkspacesParams {
  orgId: string;
  status?: number | null | void;
  workspaceIds: stringArray;
}

/** 'CountBatchesOfWorkspaces' return type */
export interface ICountBatchesOfWorkspacesResult {
  total: number;
}

/** 'CountBatchesOfWorkspaces' query type */
export interface ICountBatchesOfWorkspacesQuery {
  params: ICountBatchesOfWorkspacesParams;
  result: ICountBatchesOfWorkspacesResult;
}

const countBatchesOfWorkspacesIR: any = {"usedParamSet":{"orgId":true,"workspaceIds":true,"status":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":59,"b":65}]},{"name":"workspaceIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":91,"b":104}]},{"name":"status","required":false,"transform":{"type":"scalar"},"locs":[{"a":142,"b":148},{"a":187,"b":193}]}],"statement":"SELECT count(*) AS \"total!\"\nFROM batch_jobs\nWHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL\n  AND (:status::smallint IS NULL OR status_number = :status)"};

/**
 * Query generated from SQL:
 * ```
 * SELECT count(*) AS "total!"
 * FROM batch_jobs
 * WHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL
 *   AND (:status::smallint IS NULL OR status_number = :status)
 * ```
 */
export const countBatchesOfWorkspaces = new PreparedQuery<ICountBatchesOfWorkspacesParams,ICountBatchesOfWorkspacesResult>(countBatchesOfWorkspacesIR);


/** 'CountBatches' parameters type */
export interface ICountBatchesParams {
  orgId: string;
}

/** 'CountBatches' return type */
export interface ICountBatchesResult {
  total: number;
}

/** 'CountBatches' query type */
export interface ICountBatchesQuery {
  params: ICountBatchesParams;
  result: ICountBatchesResult;
}

const countBatchesIR: any = {"usedParamSet":{"orgId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":59,"b":65}]}],"statement":"SELECT count(*) AS \"total!\" FROM batch_jobs WHERE org_id = :orgId! AND part_of IS NULL"};

/**
 * Query generated from SQL:
 * ```
 * SELECT count(*) AS "total!" FROM batch_jobs WHERE org_id = :orgId! AND part_of IS NULL
 * ```
 */
export const countBatches = new PreparedQuery<ICountBatchesParams,ICountBatchesResult>(countBatchesIR);


/** 'CountBatchesWithStatus' parameters type */
export interface ICountBatchesWithStatusParams {
  orgId: string;
  status: number;
}

/** 'CountBatchesWithStatus' return type */
export interface ICountBatchesWithStatusResult {
  total: number;
}

/** 'CountBatchesWithStatus' query type */
export interface ICountBatchesWithStatusQuery {
  params: ICountBatchesWithStatusParams;
  result: ICountBatchesWithStatusResult;
}

const countBatchesWithStatusIR: any = {"usedParamSet":{"orgId":true,"status":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":59,"b":65}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":87,"b":94}]}],"statement":"SELECT count(*) AS \"total!\" FROM batch_jobs WHERE org_id = :orgId! AND status_number = :status! AND part_of IS NULL"};

/**
 * Query generated from SQL:
 * ```
 * SELECT count(*) AS "total!" FROM batch_jobs WHERE org_id = :orgId! AND status_number = :status! AND part_of IS NULL
 * ```
 */
export const countBatchesWithStatus = new PreparedQuery<ICountBatchesWithStatusParams,ICountBatchesWithStatusResult>(countBatchesWithStatusIR);


/** 'ListPendingBatches' parameters type */
export interface IListPendingBatchesParams {
  limit: number;
}

/** 'ListPendingBatches' return type */
export interface IListPendingBatchesResult {
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

/** 'ListPendingBatches' query type */
export interface IListPendingBatchesQuery {
  params: IListPendingBatchesParams;
  result: IListPendingBatchesResult;
}

const listPendingBatchesIR: any = {"usedParamSet":{"limit":true},"params":[{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":566,"b":572}]}],"statement":"SELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM batch_jobs\nWHERE status = 'pending' AND part_count = 0 AND not_before <= now()\nORDER BY priority DESC, not_before, id\nLIMIT :limit!"};

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
 * WHERE status = 'pending' AND part_count = 0 AND not_before <= now()
 * ORDER BY priority DESC, not_before, id
 * LIMIT :limit!
 * ```
 */
export const listPendingBatches = new PreparedQuery<IListPendingBatchesParams,IListPendingBatchesResult>(listPendingBatchesIR);


/** 'CheckWritable' parameters type */
export type ICheckWritableParams = void;

/** 'CheckWritable' return type */
export interface ICheckWritableResult {
  id: string;
}

/** 'CheckWritable' query type */
export interface ICheckWritableQuery {
  params: ICheckWritableParams;
  result: ICheckWritableResult;
}

const checkWritableIR: any = {"usedParamSet":{},"params":[],"statement":"-- Touches nothing, and fails on a server that only reads: a standby, or one that was set so.\nSELECT id FROM batch_jobs WHERE id = '' FOR UPDATE"};

/**
 * Query generated from SQL:
 * ```
 * -- Touches nothing, and fails on a server that only reads: a standby, or one that was set so.
 * SELECT id FROM batch_jobs WHERE id = '' FOR UPDATE
 * ```
 */
export const checkWritable = new PreparedQuery<ICheckWritableParams,ICheckWritableResult>(checkWritableIR);


/** 'CountPendingBatches' parameters type */
export type ICountPendingBatchesParams = void;

/** 'CountPendingBatches' return type */
export interface ICountPendingBatchesResult {
  total: number;
}

/** 'CountPendingBatches' query type */
export interface ICountPendingBatchesQuery {
  params: ICountPendingBatchesParams;
  result: ICountPendingBatchesResult;
}

const countPendingBatchesIR: any = {"usedParamSet":{},"params":[],"statement":"SELECT count(*) AS \"total!\" FROM batch_jobs WHERE status = 'pending' AND part_count = 0"};

/**
 * Query generated from SQL:
 * ```
 * SELECT count(*) AS "total!" FROM batch_jobs WHERE status = 'pending' AND part_count = 0
 * ```
 */
export const countPendingBatches = new PreparedQuery<ICountPendingBatchesParams,ICountPendingBatchesResult>(countPendingBatchesIR);


/** 'ListProgressLog' parameters type */
export interface IListProgressLogParams {
  after: number;
  batchId: string;
  limit: number;
  orgId: string;
}

/** 'ListProgressLog' return type */
export interface IListProgressLogResult {
  actor: string;
  at: Date;
  batchId: string;
  errorCount: number;
  event: string;
  /** The batch's after the event: what one holder wrote between two claims stands under one token. */
  fencingToken: number;
  id: number;
  message: string | null;
  retryCount: number;
  status: batch_status;
  successCount: number;
  totalEmissions: string;
}

/** 'ListProgressLog' query type */
export interface IListProgressLogQuery {
  params: IListProgressLogParams;
  result: IListProgressLogResult;
}

const listProgressLogIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"after":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":205,"b":211}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":228,"b":236}]},{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":247,"b":253}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":273,"b":279}]}],"statement":"SELECT\n  id, batch_id, event, status, success_count, error_count, trim_scale(total_emissions) AS \"total_emissions!\",\n  retry_count, fencing_token, actor, message, at\nFROM batch_progress_log\nWHERE org_id = :orgId! AND batch_id = :batchId! AND id > :after!\nORDER BY id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   id, batch_id, event, status, success_count, error_count, trim_scale(total_emissions) AS "total_emissions!",
 *   retry_count, fencing_token, actor, message, at
 * FROM batch_progress_log
 * WHERE org_id = :orgId! AND batch_id = :batchId! AND id > :after!
 * ORDER BY id
 * LIMIT :limit!
 * ```
 */
export const listProgressLog = new PreparedQuery<IListProgressLogParams,IListProgressLogResult>(listProgressLogIR);


