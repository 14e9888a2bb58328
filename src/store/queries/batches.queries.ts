/** Types generated for queries found in "src/store/queries/batches.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type batch_status = 'cancelled' | 'complete' | 'failed' | 'pending' | 'processing' | 'queued';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type numberArray = (number)[];

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


/** 'ListNewestBatches' parameters type */
export interface IListNewestBatchesParams {
  afterCreated: string;
  afterId: string;
  begunPriorities: numberArray;
  createdBefore: string;
  createdFrom: string;
  isByPriority: boolean;
  limit: number;
  offset: number;
  orgId: string;
  priorities: numberArray;
  statuses: numberArray;
}

/** 'ListNewestBatches' return type */
export interface IListNewestBatchesResult {
  activityCount: number;
  /** The pass over the activities without a result: 1, one more for each user's retry. */
  attempt: number;
  /** What was asked for and what the organisation's settings were at submission; absent is the product's default. */
  calculation: Json;
  completedAt: Date | null;
  createdAt: Date;
  createdExactly: string;
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

/** 'ListNewestBatches' query type */
export interface IListNewestBatchesQuery {
  params: IListNewestBatchesParams;
  result: IListNewestBatchesResult;
}

const listNewestBatchesIR: any = {"usedParamSet":{"statuses":true,"priorities":true,"orgId":true,"createdFrom":true,"begunPriorities":true,"afterCreated":true,"createdBefore":true,"afterId":true,"limit":true,"offset":true,"isByPriority":true},"params":[{"name":"statuses","required":true,"transform":{"type":"scalar"},"locs":[{"a":619,"b":628}]},{"name":"priorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":665,"b":676}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":810,"b":816},{"a":2105,"b":2111}]},{"name":"createdFrom","required":true,"transform":{"type":"scalar"},"locs":[{"a":925,"b":937}]},{"name":"begunPriorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":1023,"b":1039},{"a":1155,"b":1170}]},{"name":"afterCreated","required":true,"transform":{"type":"scalar"},"locs":[{"a":1059,"b":1072}]},{"name":"createdBefore","required":true,"transform":{"type":"scalar"},"locs":[{"a":1079,"b":1093}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1178,"b":1186}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1260,"b":1266},{"a":1419,"b":1425}]},{"name":"offset","required":true,"transform":{"type":"scalar"},"locs":[{"a":1278,"b":1285},{"a":1434,"b":1441}]},{"name":"isByPriority","required":true,"transform":{"type":"scalar"},"locs":[{"a":1329,"b":1342},{"a":2132,"b":2145}]}],"statement":"-- Newest first, or by priority and then so. The statuses and priorities that are asked for are lanes of the index, each\n-- read from where the page begins and no further than the page is long: what does not match is never read. The page\n-- begins behind a batch that need not be there any more: the lanes of its priority behind its time and id, the others,\n-- where they are in the order of priorities, at their beginning. That and the end of the time asked for are one\n-- comparison: of two upper bounds an index would begin at either.\nWITH page AS (\n  SELECT place.id, place.priority, place.created_at\n  FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),\n    LATERAL (\n    SELECT j.id, j.priority, j.created_at\n    FROM batch_jobs AS j\n    WHERE j.org_id = :orgId! AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority\n      AND j.created_at >= :createdFrom!::text::timestamptz AND (j.created_at, j.id) < (\n        CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdBefore! END::text::timestamptz,\n        CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END\n      )\n    ORDER BY j.created_at DESC, j.id DESC\n    LIMIT :limit!::bigint + :offset!::bigint\n  ) AS place\n  ORDER BY CASE WHEN :isByPriority! THEN place.priority END DESC, place.created_at DESC, place.id DESC\n  LIMIT :limit! OFFSET :offset!\n)\nSELECT\n  b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,\n  trim_scale(b.total_emissions) AS \"total_emissions!\", b.retry_count, b.max_retries, b.priority, b.error_tolerance,\n  b.error_tolerance_share, b.errors_tolerated,\n  b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,\n  b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS \"read_at!\",\n  to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS \"created_exactly!\"\nFROM page JOIN batch_jobs AS b ON b.id = page.id\nWHERE b.org_id = :orgId!\nORDER BY CASE WHEN :isByPriority! THEN page.priority END DESC, page.created_at DESC, page.id DESC"};

/**
 * Query generated from SQL:
 * ```
 * -- Newest first, or by priority and then so. The statuses and priorities that are asked for are lanes of the index, each
 * -- read from where the page begins and no further than the page is long: what does not match is never read. The page
 * -- begins behind a batch that need not be there any more: the lanes of its priority behind its time and id, the others,
 * -- where they are in the order of priorities, at their beginning. That and the end of the time asked for are one
 * -- comparison: of two upper bounds an index would begin at either.
 * WITH page AS (
 *   SELECT place.id, place.priority, place.created_at
 *   FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),
 *     LATERAL (
 *     SELECT j.id, j.priority, j.created_at
 *     FROM batch_jobs AS j
 *     WHERE j.org_id = :orgId! AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority
 *       AND j.created_at >= :createdFrom!::text::timestamptz AND (j.created_at, j.id) < (
 *         CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdBefore! END::text::timestamptz,
 *         CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END
 *       )
 *     ORDER BY j.created_at DESC, j.id DESC
 *     LIMIT :limit!::bigint + :offset!::bigint
 *   ) AS place
 *   ORDER BY CASE WHEN :isByPriority! THEN place.priority END DESC, place.created_at DESC, place.id DESC
 *   LIMIT :limit! OFFSET :offset!
 * )
 * SELECT
 *   b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
 *   trim_scale(b.total_emissions) AS "total_emissions!", b.retry_count, b.max_retries, b.priority, b.error_tolerance,
 *   b.error_tolerance_share, b.errors_tolerated,
 *   b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,
 *   b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS "read_at!",
 *   to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "created_exactly!"
 * FROM page JOIN batch_jobs AS b ON b.id = page.id
 * WHERE b.org_id = :orgId!
 * ORDER BY CASE WHEN :isByPriority! THEN page.priority END DESC, page.created_at DESC, page.id DESC
 * ```
 */
export const listNewestBatches = new PreparedQuery<IListNewestBatchesParams,IListNewestBatchesResult>(listNewestBatchesIR);


/** 'ListOldestBatches' parameters type */
export interface IListOldestBatchesParams {
  afterCreated: string;
  afterId: string;
  begunPriorities: numberArray;
  createdBefore: string;
  createdFrom: string;
  isByPriority: boolean;
  limit: number;
  offset: number;
  orgId: string;
  priorities: numberArray;
  statuses: numberArray;
}

/** 'ListOldestBatches' return type */
export interface IListOldestBatchesResult {
  activityCount: number;
  /** The pass over the activities without a result: 1, one more for each user's retry. */
  attempt: number;
  /** What was asked for and what the organisation's settings were at submission; absent is the product's default. */
  calculation: Json;
  completedAt: Date | null;
  createdAt: Date;
  createdExactly: string;
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

/** 'ListOldestBatches' query type */
export interface IListOldestBatchesQuery {
  params: IListOldestBatchesParams;
  result: IListOldestBatchesResult;
}

const listOldestBatchesIR: any = {"usedParamSet":{"statuses":true,"priorities":true,"orgId":true,"createdBefore":true,"begunPriorities":true,"afterCreated":true,"createdFrom":true,"afterId":true,"limit":true,"offset":true,"isByPriority":true},"params":[{"name":"statuses","required":true,"transform":{"type":"scalar"},"locs":[{"a":137,"b":146}]},{"name":"priorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":183,"b":194}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":328,"b":334},{"a":1597,"b":1603}]},{"name":"createdBefore","required":true,"transform":{"type":"scalar"},"locs":[{"a":442,"b":456}]},{"name":"begunPriorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":542,"b":558},{"a":672,"b":687}]},{"name":"afterCreated","required":true,"transform":{"type":"scalar"},"locs":[{"a":578,"b":591}]},{"name":"createdFrom","required":true,"transform":{"type":"scalar"},"locs":[{"a":598,"b":610}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":695,"b":703}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":767,"b":773},{"a":911,"b":917}]},{"name":"offset","required":true,"transform":{"type":"scalar"},"locs":[{"a":785,"b":792},{"a":926,"b":933}]},{"name":"isByPriority","required":true,"transform":{"type":"scalar"},"locs":[{"a":836,"b":849},{"a":1624,"b":1637}]}],"statement":"-- The same in the other direction, also of priorities.\nWITH page AS (\n  SELECT place.id, place.priority, place.created_at\n  FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),\n    LATERAL (\n    SELECT j.id, j.priority, j.created_at\n    FROM batch_jobs AS j\n    WHERE j.org_id = :orgId! AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority\n      AND j.created_at < :createdBefore!::text::timestamptz AND (j.created_at, j.id) > (\n        CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdFrom! END::text::timestamptz,\n        CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END\n      )\n    ORDER BY j.created_at, j.id\n    LIMIT :limit!::bigint + :offset!::bigint\n  ) AS place\n  ORDER BY CASE WHEN :isByPriority! THEN place.priority END, place.created_at, place.id\n  LIMIT :limit! OFFSET :offset!\n)\nSELECT\n  b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,\n  trim_scale(b.total_emissions) AS \"total_emissions!\", b.retry_count, b.max_retries, b.priority, b.error_tolerance,\n  b.error_tolerance_share, b.errors_tolerated,\n  b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,\n  b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS \"read_at!\",\n  to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS \"created_exactly!\"\nFROM page JOIN batch_jobs AS b ON b.id = page.id\nWHERE b.org_id = :orgId!\nORDER BY CASE WHEN :isByPriority! THEN page.priority END, page.created_at, page.id"};

/**
 * Query generated from SQL:
 * ```
 * -- The same in the other direction, also of priorities.
 * WITH page AS (
 *   SELECT place.id, place.priority, place.created_at
 *   FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),
 *     LATERAL (
 *     SELECT j.id, j.priority, j.created_at
 *     FROM batch_jobs AS j
 *     WHERE j.org_id = :orgId! AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority
 *       AND j.created_at < :createdBefore!::text::timestamptz AND (j.created_at, j.id) > (
 *         CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdFrom! END::text::timestamptz,
 *         CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END
 *       )
 *     ORDER BY j.created_at, j.id
 *     LIMIT :limit!::bigint + :offset!::bigint
 *   ) AS place
 *   ORDER BY CASE WHEN :isByPriority! THEN place.priority END, place.created_at, place.id
 *   LIMIT :limit! OFFSET :offset!
 * )
 * SELECT
 *   b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
 *   trim_scale(b.total_emissions) AS "total_emissions!", b.retry_count, b.max_retries, b.priority, b.error_tolerance,
 *   b.error_tolerance_share, b.errors_tolerated,
 *   b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,
 *   b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS "read_at!",
 *   to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "created_exactly!"
 * FROM page JOIN batch_jobs AS b ON b.id = page.id
 * WHERE b.org_id = :orgId!
 * ORDER BY CASE WHEN :isByPriority! THEN page.priority END, page.created_at, page.id
 * ```
 */
export const listOldestBatches = new PreparedQuery<IListOldestBatchesParams,IListOldestBatchesResult>(listOldestBatchesIR);


/** 'ListNewestBatchesOfWorkspaces' parameters type */
export interface IListNewestBatchesOfWorkspacesParams {
  afterCreated: string;
  afterId: string;
  begunPriorities: numberArray;
  createdBefore: string;
  createdFrom: string;
  isByPriority: boolean;
  limit: number;
  offset: number;
  orgId: string;
  priorities: numberArray;
  statuses: numberArray;
  workspaceIds: stringArray;
}

/** 'ListNewestBatchesOfWorkspaces' return type */
export interface IListNewestBatchesOfWorkspacesResult {
  activityCount: number;
  /** The pass over the activities without a result: 1, one more for each user's retry. */
  attempt: number;
  /** What was asked for and what the organisation's settings were at submission; absent is the product's default. */
  calculation: Json;
  completedAt: Date | null;
  createdAt: Date;
  createdExactly: string;
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

/** 'ListNewestBatchesOfWorkspaces' query type */
export interface IListNewestBatchesOfWorkspacesQuery {
  params: IListNewestBatchesOfWorkspacesParams;
  result: IListNewestBatchesOfWorkspacesResult;
}

const listNewestBatchesOfWorkspacesIR: any = {"usedParamSet":{"statuses":true,"priorities":true,"workspaceIds":true,"orgId":true,"createdFrom":true,"begunPriorities":true,"afterCreated":true,"createdBefore":true,"afterId":true,"limit":true,"offset":true,"isByPriority":true},"params":[{"name":"statuses","required":true,"transform":{"type":"scalar"},"locs":[{"a":150,"b":159}]},{"name":"priorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":196,"b":207}]},{"name":"workspaceIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":250,"b":263}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":393,"b":399},{"a":1724,"b":1730}]},{"name":"createdFrom","required":true,"transform":{"type":"scalar"},"locs":[{"a":544,"b":556}]},{"name":"begunPriorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":642,"b":658},{"a":774,"b":789}]},{"name":"afterCreated","required":true,"transform":{"type":"scalar"},"locs":[{"a":678,"b":691}]},{"name":"createdBefore","required":true,"transform":{"type":"scalar"},"locs":[{"a":698,"b":712}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":797,"b":805}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":879,"b":885},{"a":1038,"b":1044}]},{"name":"offset","required":true,"transform":{"type":"scalar"},"locs":[{"a":897,"b":904},{"a":1053,"b":1060}]},{"name":"isByPriority","required":true,"transform":{"type":"scalar"},"locs":[{"a":948,"b":961},{"a":1751,"b":1764}]}],"statement":"-- The same of these workspaces alone: each lane is one workspace's.\nWITH page AS (\n  SELECT place.id, place.priority, place.created_at\n  FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),\n    unnest(:workspaceIds!::text[]) AS w (workspace_id), LATERAL (\n    SELECT j.id, j.priority, j.created_at\n    FROM batch_jobs AS j\n    WHERE j.org_id = :orgId! AND j.workspace_id = w.workspace_id AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority\n      AND j.created_at >= :createdFrom!::text::timestamptz AND (j.created_at, j.id) < (\n        CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdBefore! END::text::timestamptz,\n        CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END\n      )\n    ORDER BY j.created_at DESC, j.id DESC\n    LIMIT :limit!::bigint + :offset!::bigint\n  ) AS place\n  ORDER BY CASE WHEN :isByPriority! THEN place.priority END DESC, place.created_at DESC, place.id DESC\n  LIMIT :limit! OFFSET :offset!\n)\nSELECT\n  b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,\n  trim_scale(b.total_emissions) AS \"total_emissions!\", b.retry_count, b.max_retries, b.priority, b.error_tolerance,\n  b.error_tolerance_share, b.errors_tolerated,\n  b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,\n  b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS \"read_at!\",\n  to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS \"created_exactly!\"\nFROM page JOIN batch_jobs AS b ON b.id = page.id\nWHERE b.org_id = :orgId!\nORDER BY CASE WHEN :isByPriority! THEN page.priority END DESC, page.created_at DESC, page.id DESC"};

/**
 * Query generated from SQL:
 * ```
 * -- The same of these workspaces alone: each lane is one workspace's.
 * WITH page AS (
 *   SELECT place.id, place.priority, place.created_at
 *   FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),
 *     unnest(:workspaceIds!::text[]) AS w (workspace_id), LATERAL (
 *     SELECT j.id, j.priority, j.created_at
 *     FROM batch_jobs AS j
 *     WHERE j.org_id = :orgId! AND j.workspace_id = w.workspace_id AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority
 *       AND j.created_at >= :createdFrom!::text::timestamptz AND (j.created_at, j.id) < (
 *         CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdBefore! END::text::timestamptz,
 *         CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END
 *       )
 *     ORDER BY j.created_at DESC, j.id DESC
 *     LIMIT :limit!::bigint + :offset!::bigint
 *   ) AS place
 *   ORDER BY CASE WHEN :isByPriority! THEN place.priority END DESC, place.created_at DESC, place.id DESC
 *   LIMIT :limit! OFFSET :offset!
 * )
 * SELECT
 *   b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
 *   trim_scale(b.total_emissions) AS "total_emissions!", b.retry_count, b.max_retries, b.priority, b.error_tolerance,
 *   b.error_tolerance_share, b.errors_tolerated,
 *   b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,
 *   b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS "read_at!",
 *   to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "created_exactly!"
 * FROM page JOIN batch_jobs AS b ON b.id = page.id
 * WHERE b.org_id = :orgId!
 * ORDER BY CASE WHEN :isByPriority! THEN page.priority END DESC, page.created_at DESC, page.id DESC
 * ```
 */
export const listNewestBatchesOfWorkspaces = new PreparedQuery<IListNewestBatchesOfWorkspacesParams,IListNewestBatchesOfWorkspacesResult>(listNewestBatchesOfWorkspacesIR);


/** 'ListOldestBatchesOfWorkspaces' parameters type */
export interface IListOldestBatchesOfWorkspacesParams {
  afterCreated: string;
  afterId: string;
  begunPriorities: numberArray;
  createdBefore: string;
  createdFrom: string;
  isByPriority: boolean;
  limit: number;
  offset: number;
  orgId: string;
  priorities: numberArray;
  statuses: numberArray;
  workspaceIds: stringArray;
}

/** 'ListOldestBatchesOfWorkspaces' return type */
export interface IListOldestBatchesOfWorkspacesResult {
  activityCount: number;
  /** The pass over the activities without a result: 1, one more for each user's retry. */
  attempt: number;
  /** What was asked for and what the organisation's settings were at submission; absent is the product's default. */
  calculation: Json;
  completedAt: Date | null;
  createdAt: Date;
  createdExactly: string;
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

/** 'ListOldestBatchesOfWorkspaces' query type */
export interface IListOldestBatchesOfWorkspacesQuery {
  params: IListOldestBatchesOfWorkspacesParams;
  result: IListOldestBatchesOfWorkspacesResult;
}

const listOldestBatchesOfWorkspacesIR: any = {"usedParamSet":{"statuses":true,"priorities":true,"workspaceIds":true,"orgId":true,"createdBefore":true,"begunPriorities":true,"afterCreated":true,"createdFrom":true,"afterId":true,"limit":true,"offset":true,"isByPriority":true},"params":[{"name":"statuses","required":true,"transform":{"type":"scalar"},"locs":[{"a":81,"b":90}]},{"name":"priorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":127,"b":138}]},{"name":"workspaceIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":181,"b":194}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":324,"b":330},{"a":1629,"b":1635}]},{"name":"createdBefore","required":true,"transform":{"type":"scalar"},"locs":[{"a":474,"b":488}]},{"name":"begunPriorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":574,"b":590},{"a":704,"b":719}]},{"name":"afterCreated","required":true,"transform":{"type":"scalar"},"locs":[{"a":610,"b":623}]},{"name":"createdFrom","required":true,"transform":{"type":"scalar"},"locs":[{"a":630,"b":642}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":727,"b":735}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":799,"b":805},{"a":943,"b":949}]},{"name":"offset","required":true,"transform":{"type":"scalar"},"locs":[{"a":817,"b":824},{"a":958,"b":965}]},{"name":"isByPriority","required":true,"transform":{"type":"scalar"},"locs":[{"a":868,"b":881},{"a":1656,"b":1669}]}],"statement":"WITH page AS (\n  SELECT place.id, place.priority, place.created_at\n  FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),\n    unnest(:workspaceIds!::text[]) AS w (workspace_id), LATERAL (\n    SELECT j.id, j.priority, j.created_at\n    FROM batch_jobs AS j\n    WHERE j.org_id = :orgId! AND j.workspace_id = w.workspace_id AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority\n      AND j.created_at < :createdBefore!::text::timestamptz AND (j.created_at, j.id) > (\n        CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdFrom! END::text::timestamptz,\n        CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END\n      )\n    ORDER BY j.created_at, j.id\n    LIMIT :limit!::bigint + :offset!::bigint\n  ) AS place\n  ORDER BY CASE WHEN :isByPriority! THEN place.priority END, place.created_at, place.id\n  LIMIT :limit! OFFSET :offset!\n)\nSELECT\n  b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,\n  trim_scale(b.total_emissions) AS \"total_emissions!\", b.retry_count, b.max_retries, b.priority, b.error_tolerance,\n  b.error_tolerance_share, b.errors_tolerated,\n  b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,\n  b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS \"read_at!\",\n  to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS \"created_exactly!\"\nFROM page JOIN batch_jobs AS b ON b.id = page.id\nWHERE b.org_id = :orgId!\nORDER BY CASE WHEN :isByPriority! THEN page.priority END, page.created_at, page.id"};

/**
 * Query generated from SQL:
 * ```
 * WITH page AS (
 *   SELECT place.id, place.priority, place.created_at
 *   FROM unnest(:statuses!::smallint[]) AS s (status), unnest(:priorities!::smallint[]) AS p (priority),
 *     unnest(:workspaceIds!::text[]) AS w (workspace_id), LATERAL (
 *     SELECT j.id, j.priority, j.created_at
 *     FROM batch_jobs AS j
 *     WHERE j.org_id = :orgId! AND j.workspace_id = w.workspace_id AND j.part_of IS NULL AND j.status_number = s.status AND j.priority = p.priority
 *       AND j.created_at < :createdBefore!::text::timestamptz AND (j.created_at, j.id) > (
 *         CASE WHEN p.priority = ANY (:begunPriorities!::smallint[]) THEN :afterCreated! ELSE :createdFrom! END::text::timestamptz,
 *         CASE WHEN p.priority = ANY (:begunPriorities) THEN :afterId! ELSE '' END
 *       )
 *     ORDER BY j.created_at, j.id
 *     LIMIT :limit!::bigint + :offset!::bigint
 *   ) AS place
 *   ORDER BY CASE WHEN :isByPriority! THEN place.priority END, place.created_at, place.id
 *   LIMIT :limit! OFFSET :offset!
 * )
 * SELECT
 *   b.id, b.org_id, b.workspace_id, b.status, b.activity_count, b.success_count, b.error_count,
 *   trim_scale(b.total_emissions) AS "total_emissions!", b.retry_count, b.max_retries, b.priority, b.error_tolerance,
 *   b.error_tolerance_share, b.errors_tolerated,
 *   b.calculation, b.purpose, b.error_message, b.locked_by, b.locked_until, b.fencing_token, b.not_before, b.attempt,
 *   b.cursor, b.part_of, b.part_count, b.created_at, b.updated_at, b.started_at, b.completed_at, now() AS "read_at!",
 *   to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "created_exactly!"
 * FROM page JOIN batch_jobs AS b ON b.id = page.id
 * WHERE b.org_id = :orgId!
 * ORDER BY CASE WHEN :isByPriority! THEN page.priority END, page.created_at, page.id
 * ```
 */
export const listOldestBatchesOfWorkspaces = new PreparedQuery<IListOldestBatchesOfWorkspacesParams,IListOldestBatchesOfWorkspacesResult>(listOldestBatchesOfWorkspacesIR);


/** 'CountBatches' parameters type */
export interface ICountBatchesParams {
  claimedStatuses: numberArray;
  orgId: string;
  priorities: numberArray;
  signs: numberArray;
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

const countBatchesIR: any = {"usedParamSet":{"signs":true,"orgId":true,"claimedStatuses":true,"priorities":true},"params":[{"name":"signs","required":true,"transform":{"type":"scalar"},"locs":[{"a":430,"b":436},{"a":463,"b":468},{"a":486,"b":491},{"a":518,"b":523},{"a":540,"b":545}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":610,"b":616},{"a":792,"b":798}]},{"name":"claimedStatuses","required":true,"transform":{"type":"scalar"},"locs":[{"a":663,"b":679}]},{"name":"priorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":720,"b":731},{"a":820,"b":831}]}],"statement":"-- Of what has not ended only the sum is kept, so that work moves no number. What is claimed at this moment is counted itself,\n-- which is no more than the workers have: what waits is the rest. `signs` says for open, complete, failed, cancelled and\n-- claimed batches whether they count, and claimed ones as less than nothing where only they are left out.\nSELECT (\n  coalesce(sum(\n    (batches - complete - failed - cancelled) * (:signs!::int[])[1] + complete * (:signs)[2] + failed * (:signs)[3]\n      + cancelled * (:signs)[4]\n  ), 0) + (:signs)[5] * (\n    SELECT count(*) FROM batch_jobs\n    WHERE org_id = :orgId! AND part_of IS NULL AND status_number = ANY (:claimedStatuses!::smallint[])\n      AND priority = ANY (:priorities!)\n  ))::bigint AS \"total!\"\nFROM batch_counts\nWHERE org_id = :orgId! AND priority = ANY (:priorities!::smallint[])"};

/**
 * Query generated from SQL:
 * ```
 * -- Of what has not ended only the sum is kept, so that work moves no number. What is claimed at this moment is counted itself,
 * -- which is no more than the workers have: what waits is the rest. `signs` says for open, complete, failed, cancelled and
 * -- claimed batches whether they count, and claimed ones as less than nothing where only they are left out.
 * SELECT (
 *   coalesce(sum(
 *     (batches - complete - failed - cancelled) * (:signs!::int[])[1] + complete * (:signs)[2] + failed * (:signs)[3]
 *       + cancelled * (:signs)[4]
 *   ), 0) + (:signs)[5] * (
 *     SELECT count(*) FROM batch_jobs
 *     WHERE org_id = :orgId! AND part_of IS NULL AND status_number = ANY (:claimedStatuses!::smallint[])
 *       AND priority = ANY (:priorities!)
 *   ))::bigint AS "total!"
 * FROM batch_counts
 * WHERE org_id = :orgId! AND priority = ANY (:priorities!::smallint[])
 * ```
 */
export const countBatches = new PreparedQuery<ICountBatchesParams,ICountBatchesResult>(countBatchesIR);


/** 'CountBatchesBetween' parameters type */
export interface ICountBatchesBetweenParams {
  createdBefore: string;
  createdFrom: string;
  orgId: string;
  priorities: numberArray;
  statuses: numberArray;
}

/** 'CountBatchesBetween' return type */
export interface ICountBatchesBetweenResult {
  total: number;
}

/** 'CountBatchesBetween' query type */
export interface ICountBatchesBetweenQuery {
  params: ICountBatchesBetweenParams;
  result: ICountBatchesBetweenResult;
}

const countBatchesBetweenIR: any = {"usedParamSet":{"orgId":true,"statuses":true,"priorities":true,"createdFrom":true,"createdBefore":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":59,"b":65}]},{"name":"statuses","required":true,"transform":{"type":"scalar"},"locs":[{"a":112,"b":121}]},{"name":"priorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":158,"b":169}]},{"name":"createdFrom","required":true,"transform":{"type":"scalar"},"locs":[{"a":202,"b":214}]},{"name":"createdBefore","required":true,"transform":{"type":"scalar"},"locs":[{"a":252,"b":266}]}],"statement":"SELECT count(*) AS \"total!\"\nFROM batch_jobs\nWHERE org_id = :orgId! AND part_of IS NULL AND status_number = ANY (:statuses!::smallint[])\n  AND priority = ANY (:priorities!::smallint[]) AND created_at >= :createdFrom!::text::timestamptz AND created_at < :createdBefore!::text::timestamptz"};

/**
 * Query generated from SQL:
 * ```
 * SELECT count(*) AS "total!"
 * FROM batch_jobs
 * WHERE org_id = :orgId! AND part_of IS NULL AND status_number = ANY (:statuses!::smallint[])
 *   AND priority = ANY (:priorities!::smallint[]) AND created_at >= :createdFrom!::text::timestamptz AND created_at < :createdBefore!::text::timestamptz
 * ```
 */
export const countBatchesBetween = new PreparedQuery<ICountBatchesBetweenParams,ICountBatchesBetweenResult>(countBatchesBetweenIR);


/** 'CountBatchesOfWorkspaces' parameters type */
export interface ICountBatchesOfWorkspacesParams {
  claimedStatuses: numberArray;
  orgId: string;
  priorities: numberArray;
  signs: numberArray;
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

const countBatchesOfWorkspacesIR: any = {"usedParamSet":{"signs":true,"orgId":true,"workspaceIds":true,"claimedStatuses":true,"priorities":true},"params":[{"name":"signs","required":true,"transform":{"type":"scalar"},"locs":[{"a":74,"b":80},{"a":107,"b":112},{"a":130,"b":135},{"a":162,"b":167},{"a":184,"b":189}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":254,"b":260},{"a":484,"b":490}]},{"name":"workspaceIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":286,"b":299},{"a":516,"b":529}]},{"name":"claimedStatuses","required":true,"transform":{"type":"scalar"},"locs":[{"a":355,"b":371}]},{"name":"priorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":412,"b":423},{"a":560,"b":571}]}],"statement":"SELECT (\n  coalesce(sum(\n    (batches - complete - failed - cancelled) * (:signs!::int[])[1] + complete * (:signs)[2] + failed * (:signs)[3]\n      + cancelled * (:signs)[4]\n  ), 0) + (:signs)[5] * (\n    SELECT count(*) FROM batch_jobs\n    WHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL AND status_number = ANY (:claimedStatuses!::smallint[])\n      AND priority = ANY (:priorities!)\n  ))::bigint AS \"total!\"\nFROM batch_counts\nWHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND priority = ANY (:priorities!::smallint[])"};

/**
 * Query generated from SQL:
 * ```
 * SELECT (
 *   coalesce(sum(
 *     (batches - complete - failed - cancelled) * (:signs!::int[])[1] + complete * (:signs)[2] + failed * (:signs)[3]
 *       + cancelled * (:signs)[4]
 *   ), 0) + (:signs)[5] * (
 *     SELECT count(*) FROM batch_jobs
 *     WHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL AND status_number = ANY (:claimedStatuses!::smallint[])
 *       AND priority = ANY (:priorities!)
 *   ))::bigint AS "total!"
 * FROM batch_counts
 * WHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND priority = ANY (:priorities!::smallint[])
 * ```
 */
export const countBatchesOfWorkspaces = new PreparedQuery<ICountBatchesOfWorkspacesParams,ICountBatchesOfWorkspacesResult>(countBatchesOfWorkspacesIR);


/** 'CountBatchesOfWorkspacesBetween' parameters type */
export interface ICountBatchesOfWorkspacesBetweenParams {
  createdBefore: string;
  createdFrom: string;
  orgId: string;
  priorities: numberArray;
  statuses: numberArray;
  workspaceIds: stringArray;
}

/** 'CountBatchesOfWorkspacesBetween' return type */
export interface ICountBatchesOfWorkspacesBetweenResult {
  total: number;
}

/** 'CountBatchesOfWorkspacesBetween' query type */
export interface ICountBatchesOfWorkspacesBetweenQuery {
  params: ICountBatchesOfWorkspacesBetweenParams;
  result: ICountBatchesOfWorkspacesBetweenResult;
}

const countBatchesOfWorkspacesBetweenIR: any = {"usedParamSet":{"orgId":true,"workspaceIds":true,"statuses":true,"priorities":true,"createdFrom":true,"createdBefore":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":59,"b":65}]},{"name":"workspaceIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":91,"b":104}]},{"name":"statuses","required":true,"transform":{"type":"scalar"},"locs":[{"a":160,"b":169}]},{"name":"priorities","required":true,"transform":{"type":"scalar"},"locs":[{"a":206,"b":217}]},{"name":"createdFrom","required":true,"transform":{"type":"scalar"},"locs":[{"a":250,"b":262}]},{"name":"createdBefore","required":true,"transform":{"type":"scalar"},"locs":[{"a":300,"b":314}]}],"statement":"SELECT count(*) AS \"total!\"\nFROM batch_jobs\nWHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL AND status_number = ANY (:statuses!::smallint[])\n  AND priority = ANY (:priorities!::smallint[]) AND created_at >= :createdFrom!::text::timestamptz AND created_at < :createdBefore!::text::timestamptz"};

/**
 * Query generated from SQL:
 * ```
 * SELECT count(*) AS "total!"
 * FROM batch_jobs
 * WHERE org_id = :orgId! AND workspace_id = ANY (:workspaceIds!::text[]) AND part_of IS NULL AND status_number = ANY (:statuses!::smallint[])
 *   AND priority = ANY (:priorities!::smallint[]) AND created_at >= :createdFrom!::text::timestamptz AND created_at < :createdBefore!::text::timestamptz
 * ```
 */
export const countBatchesOfWorkspacesBetween = new PreparedQuery<ICountBatchesOfWorkspacesBetweenParams,ICountBatchesOfWorkspacesBetweenResult>(countBatchesOfWorkspacesBetweenIR);


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


