/** Types generated for queries found in "src/store/queries/leases.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type batch_status = 'cancelled' | 'complete' | 'failed' | 'pending' | 'processing' | 'queued';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type numberArray = (number)[];

export type stringArray = (string)[];

/** 'LockClaims' parameters type */
export interface ILockClaimsParams {
  claimClass: number;
}

/** 'LockClaims' return type */
export interface ILockClaimsResult {
  locked: string | null;
}

/** 'LockClaims' query type */
export interface ILockClaimsQuery {
  params: ILockClaimsParams;
  result: ILockClaimsResult;
}

const lockClaimsIR: any = {"usedParamSet":{"claimClass":true},"params":[{"name":"claimClass","required":true,"transform":{"type":"scalar"},"locs":[{"a":148,"b":159}]}],"statement":"-- Nobody else claims until the transaction ends: for limits that two claims at the same moment would exceed together.\nSELECT pg_advisory_xact_lock(:claimClass!::integer, 0)::text AS locked"};

/**
 * Query generated from SQL:
 * ```
 * -- Nobody else claims until the transaction ends: for limits that two claims at the same moment would exceed together.
 * SELECT pg_advisory_xact_lock(:claimClass!::integer, 0)::text AS locked
 * ```
 */
export const lockClaims = new PreparedQuery<ILockClaimsParams,ILockClaimsResult>(lockClaimsIR);


/** 'ClaimBatches' parameters type */
export interface IClaimBatchesParams {
  agedAfterMs: number;
  agedTurns: number;
  holder: string;
  lastOrgs: stringArray;
  limit: number;
  lockTimeoutMs: number;
  orgLimit?: number | null | void;
  presenceClass: number;
  presenceKey?: number | null | void;
  workspaceLimit?: number | null | void;
}

/** 'ClaimBatches' return type */
export interface IClaimBatchesResult {
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
  isAged: boolean;
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

/** 'ClaimBatches' query type */
export interface IClaimBatchesQuery {
  params: IClaimBatchesParams;
  result: IClaimBatchesResult;
}

const claimBatchesIR: any = {"usedParamSet":{"limit":true,"lastOrgs":true,"orgLimit":true,"workspaceLimit":true,"agedTurns":true,"agedAfterMs":true,"holder":true,"lockTimeoutMs":true,"presenceKey":true,"presenceClass":true},"params":[{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":426,"b":432}]},{"name":"lastOrgs","required":true,"transform":{"type":"scalar"},"locs":[{"a":435,"b":444}]},{"name":"orgLimit","required":false,"transform":{"type":"scalar"},"locs":[{"a":447,"b":455}]},{"name":"workspaceLimit","required":false,"transform":{"type":"scalar"},"locs":[{"a":458,"b":472}]},{"name":"agedTurns","required":true,"transform":{"type":"scalar"},"locs":[{"a":475,"b":485}]},{"name":"agedAfterMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":488,"b":500}]},{"name":"holder","required":true,"transform":{"type":"scalar"},"locs":[{"a":976,"b":983},{"a":1977,"b":1984}]},{"name":"lockTimeoutMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":1072,"b":1086}]},{"name":"presenceKey","required":false,"transform":{"type":"scalar"},"locs":[{"a":1162,"b":1173},{"a":1349,"b":1360}]},{"name":"presenceClass","required":true,"transform":{"type":"scalar"},"locs":[{"a":1293,"b":1307}]}],"statement":"-- SKIP LOCKED (in batch_jobs_lock_next): nodes that claim at the same time get different batches and never wait for one\n-- another. The presence key is kept only if the claimer's session is there: while it cannot listen, its lease ends by\n-- running out and not as abandoned, or it would lose whatever it claims within a second.\nWITH turns AS MATERIALIZED (\n  SELECT turn, batch_id, is_aged\n  FROM batch_jobs_next_turns(\n    :limit!, :lastOrgs!, :orgLimit, :workspaceLimit, :agedTurns!, :agedAfterMs!::float8 * interval '1 millisecond'\n  )\n), wholes AS MATERIALIZED (\n  -- Whoever writes parts of several batches locks those in order, or two of them could wait for each other.\n  SELECT whole.id FROM batch_jobs AS whole\n  WHERE whole.id IN (\n    SELECT part.part_of FROM turns JOIN batch_jobs AS part ON part.id = turns.batch_id WHERE part.part_of IS NOT NULL\n  )\n  ORDER BY whole.id\n  FOR UPDATE\n), claimed AS (\n  UPDATE batch_jobs AS b\n  SET status = 'queued', locked_by = :holder!, fencing_token = b.fencing_token + 1, updated_at = now(),\n      locked_until = now() + :lockTimeoutMs!::float8 * interval '1 millisecond',\n      presence_key = (\n        SELECT :presenceKey::integer WHERE EXISTS (\n          SELECT 1 FROM pg_locks AS l\n          WHERE l.locktype = 'advisory' AND l.classid = :presenceClass!::integer::oid\n            AND l.objid = :presenceKey::integer::oid\n            AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())\n        )\n      )\n  FROM turns\n  WHERE b.id = turns.batch_id AND b.status = 'pending' AND b.part_count = 0\n    AND (SELECT count(*) FROM wholes) >= 0\n  RETURNING b.*, turns.turn, turns.is_aged\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'claimed', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :holder!, NULL\n  FROM claimed\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\", is_aged AS \"is_aged!\"\nFROM claimed\nORDER BY turn"};

/**
 * Query generated from SQL:
 * ```
 * -- SKIP LOCKED (in batch_jobs_lock_next): nodes that claim at the same time get different batches and never wait for one
 * -- another. The presence key is kept only if the claimer's session is there: while it cannot listen, its lease ends by
 * -- running out and not as abandoned, or it would lose whatever it claims within a second.
 * WITH turns AS MATERIALIZED (
 *   SELECT turn, batch_id, is_aged
 *   FROM batch_jobs_next_turns(
 *     :limit!, :lastOrgs!, :orgLimit, :workspaceLimit, :agedTurns!, :agedAfterMs!::float8 * interval '1 millisecond'
 *   )
 * ), wholes AS MATERIALIZED (
 *   -- Whoever writes parts of several batches locks those in order, or two of them could wait for each other.
 *   SELECT whole.id FROM batch_jobs AS whole
 *   WHERE whole.id IN (
 *     SELECT part.part_of FROM turns JOIN batch_jobs AS part ON part.id = turns.batch_id WHERE part.part_of IS NOT NULL
 *   )
 *   ORDER BY whole.id
 *   FOR UPDATE
 * ), claimed AS (
 *   UPDATE batch_jobs AS b
 *   SET status = 'queued', locked_by = :holder!, fencing_token = b.fencing_token + 1, updated_at = now(),
 *       locked_until = now() + :lockTimeoutMs!::float8 * interval '1 millisecond',
 *       presence_key = (
 *         SELECT :presenceKey::integer WHERE EXISTS (
 *           SELECT 1 FROM pg_locks AS l
 *           WHERE l.locktype = 'advisory' AND l.classid = :presenceClass!::integer::oid
 *             AND l.objid = :presenceKey::integer::oid
 *             AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
 *         )
 *       )
 *   FROM turns
 *   WHERE b.id = turns.batch_id AND b.status = 'pending' AND b.part_count = 0
 *     AND (SELECT count(*) FROM wholes) >= 0
 *   RETURNING b.*, turns.turn, turns.is_aged
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, 'claimed', status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          :holder!, NULL
 *   FROM claimed
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!", is_aged AS "is_aged!"
 * FROM claimed
 * ORDER BY turn
 * ```
 */
export const claimBatches = new PreparedQuery<IClaimBatchesParams,IClaimBatchesResult>(claimBatchesIR);


/** 'AcquireBatchLock' parameters type */
export interface IAcquireBatchLockParams {
  batchId: string;
  holder: string;
  lockTimeoutMs: number;
}

/** 'AcquireBatchLock' return type */
export interface IAcquireBatchLockResult {
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

/** 'AcquireBatchLock' query type */
export interface IAcquireBatchLockQuery {
  params: IAcquireBatchLockParams;
  result: IAcquireBatchLockResult;
}

const acquireBatchLockIR: any = {"usedParamSet":{"batchId":true,"holder":true,"lockTimeoutMs":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":361,"b":369}]},{"name":"holder","required":true,"transform":{"type":"scalar"},"locs":[{"a":796,"b":803},{"a":1376,"b":1383},{"a":1528,"b":1535}]},{"name":"lockTimeoutMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":892,"b":906}]}],"statement":"-- One batch, atomically, on the database's clock: pending and due, or held under a lease that ran out, which\n-- counts as a retry and keeps its status. The log tells the end of that lease and the claim, in this order.\n-- No row: it is held, not due, ended, or out of retries.\nWITH before AS (\n  SELECT id, locked_by AS last_holder FROM batch_jobs\n  WHERE id = :batchId! AND part_count = 0 AND (\n    (status = 'pending' AND not_before <= now())\n    OR (status IN ('queued', 'processing') AND locked_until <= now() AND retry_count < max_retries)\n  )\n  FOR UPDATE\n), claimed AS (\n  UPDATE batch_jobs AS b\n  SET status = CASE WHEN last_holder IS NULL THEN 'queued' ELSE b.status END,\n      retry_count = CASE WHEN last_holder IS NULL THEN b.retry_count ELSE b.retry_count + 1 END,\n      locked_by = :holder!, fencing_token = b.fencing_token + 1, updated_at = now(),\n      locked_until = now() + :lockTimeoutMs!::float8 * interval '1 millisecond', presence_key = NULL\n  FROM before\n  WHERE b.id = before.id\n  RETURNING b.*, last_holder\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, entry.event, status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         CASE entry.event WHEN 'claimed' THEN :holder! ELSE last_holder END,\n         CASE entry.event WHEN 'lease_expired'\n           THEN 'The worker ' || last_holder || ' stopped answering; ' || :holder! || ' goes on.' END\n  FROM claimed, (VALUES (1, 'lease_expired'), (2, 'claimed')) AS entry (place, event)\n  WHERE entry.event = 'claimed' OR last_holder IS NOT NULL\n  ORDER BY entry.place\n)\nSELECT\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\"\nFROM claimed"};

/**
 * Query generated from SQL:
 * ```
 * -- One batch, atomically, on the database's clock: pending and due, or held under a lease that ran out, which
 * -- counts as a retry and keeps its status. The log tells the end of that lease and the claim, in this order.
 * -- No row: it is held, not due, ended, or out of retries.
 * WITH before AS (
 *   SELECT id, locked_by AS last_holder FROM batch_jobs
 *   WHERE id = :batchId! AND part_count = 0 AND (
 *     (status = 'pending' AND not_before <= now())
 *     OR (status IN ('queued', 'processing') AND locked_until <= now() AND retry_count < max_retries)
 *   )
 *   FOR UPDATE
 * ), claimed AS (
 *   UPDATE batch_jobs AS b
 *   SET status = CASE WHEN last_holder IS NULL THEN 'queued' ELSE b.status END,
 *       retry_count = CASE WHEN last_holder IS NULL THEN b.retry_count ELSE b.retry_count + 1 END,
 *       locked_by = :holder!, fencing_token = b.fencing_token + 1, updated_at = now(),
 *       locked_until = now() + :lockTimeoutMs!::float8 * interval '1 millisecond', presence_key = NULL
 *   FROM before
 *   WHERE b.id = before.id
 *   RETURNING b.*, last_holder
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, entry.event, status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          CASE entry.event WHEN 'claimed' THEN :holder! ELSE last_holder END,
 *          CASE entry.event WHEN 'lease_expired'
 *            THEN 'The worker ' || last_holder || ' stopped answering; ' || :holder! || ' goes on.' END
 *   FROM claimed, (VALUES (1, 'lease_expired'), (2, 'claimed')) AS entry (place, event)
 *   WHERE entry.event = 'claimed' OR last_holder IS NOT NULL
 *   ORDER BY entry.place
 * )
 * SELECT
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
 * FROM claimed
 * ```
 */
export const acquireBatchLock = new PreparedQuery<IAcquireBatchLockParams,IAcquireBatchLockResult>(acquireBatchLockIR);


/** 'StartBatch' parameters type */
export interface IStartBatchParams {
  batchId: string;
  fencingToken: number;
}

/** 'StartBatch' return type */
export interface IStartBatchResult {
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

/** 'StartBatch' query type */
export interface IStartBatchQuery {
  params: IStartBatchParams;
  result: IStartBatchResult;
}

const startBatchIR: any = {"usedParamSet":{"batchId":true,"fencingToken":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":117,"b":125}]},{"name":"fencingToken","required":true,"transform":{"type":"scalar"},"locs":[{"a":147,"b":160}]}],"statement":"UPDATE batch_jobs\nSET status = 'processing', started_at = coalesce(started_at, now()), updated_at = now()\nWHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now()\n  AND status IN ('queued', 'processing')\nRETURNING\n  id, org_id, workspace_id, status, activity_count, success_count, error_count,\n  trim_scale(total_emissions) AS \"total_emissions!\", retry_count, max_retries, priority, error_tolerance,\n  error_tolerance_share, errors_tolerated,\n  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,\n  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS \"read_at!\""};

/**
 * Query generated from SQL:
 * ```
 * UPDATE batch_jobs
 * SET status = 'processing', started_at = coalesce(started_at, now()), updated_at = now()
 * WHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now()
 *   AND status IN ('queued', 'processing')
 * RETURNING
 *   id, org_id, workspace_id, status, activity_count, success_count, error_count,
 *   trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
 *   error_tolerance_share, errors_tolerated,
 *   calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
 *   part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
 * ```
 */
export const startBatch = new PreparedQuery<IStartBatchParams,IStartBatchResult>(startBatchIR);


/** 'RenewLeases' parameters type */
export interface IRenewLeasesParams {
  batchIds: stringArray;
  fencingTokens: numberArray;
  lockTimeoutMs: number;
}

/** 'RenewLeases' return type */
export interface IRenewLeasesResult {
  /** One higher with every claim and every forced end of a lease; a write that names another is refused. */
  fencingToken: number;
  id: string;
  lockedUntil: Date;
}

/** 'RenewLeases' query type */
export interface IRenewLeasesQuery {
  params: IRenewLeasesParams;
  result: IRenewLeasesResult;
}

const renewLeasesIR: any = {"usedParamSet":{"lockTimeoutMs":true,"batchIds":true,"fencingTokens":true},"params":[{"name":"lockTimeoutMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":206,"b":220}]},{"name":"batchIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":269,"b":278}]},{"name":"fencingTokens","required":true,"transform":{"type":"scalar"},"locs":[{"a":289,"b":303}]}],"statement":"-- Extends the leases that are still held. One that is missing from the answer was lost (findLostLeases), or its holder\n-- has ended it in the same moment.\nUPDATE batch_jobs AS b\nSET locked_until = now() + :lockTimeoutMs!::float8 * interval '1 millisecond'\nFROM unnest(:batchIds!::text[], :fencingTokens!::bigint[]) AS held (id, fencing_token)\nWHERE b.id = held.id AND b.fencing_token = held.fencing_token AND b.locked_until > now()\n  AND b.status IN ('queued', 'processing')\nRETURNING b.id, b.fencing_token, b.locked_until AS \"locked_until!\""};

/**
 * Query generated from SQL:
 * ```
 * -- Extends the leases that are still held. One that is missing from the answer was lost (findLostLeases), or its holder
 * -- has ended it in the same moment.
 * UPDATE batch_jobs AS b
 * SET locked_until = now() + :lockTimeoutMs!::float8 * interval '1 millisecond'
 * FROM unnest(:batchIds!::text[], :fencingTokens!::bigint[]) AS held (id, fencing_token)
 * WHERE b.id = held.id AND b.fencing_token = held.fencing_token AND b.locked_until > now()
 *   AND b.status IN ('queued', 'processing')
 * RETURNING b.id, b.fencing_token, b.locked_until AS "locked_until!"
 * ```
 */
export const renewLeases = new PreparedQuery<IRenewLeasesParams,IRenewLeasesResult>(renewLeasesIR);


/** 'FindLostLeases' parameters type */
export interface IFindLostLeasesParams {
  batchIds: stringArray;
  fencingTokens: numberArray;
}

/** 'FindLostLeases' return type */
export interface IFindLostLeasesResult {
  fencingToken: number;
  id: string;
}

/** 'FindLostLeases' query type */
export interface IFindLostLeasesQuery {
  params: IFindLostLeasesParams;
  result: IFindLostLeasesResult;
}

const findLostLeasesIR: any = {"usedParamSet":{"batchIds":true,"fencingTokens":true},"params":[{"name":"batchIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":369,"b":378}]},{"name":"fencingTokens","required":true,"transform":{"type":"scalar"},"locs":[{"a":389,"b":403}]}],"statement":"-- Those that ran out, passed to another worker, were cancelled or deleted: drop the work and write nothing. A batch that\n-- is no longer leased under this very token was ended or handed back by its holder, whose answer may still be on its\n-- way: every other end of a lease raises the token.\nSELECT held.id AS \"id!\", held.fencing_token AS \"fencing_token!\"\nFROM unnest(:batchIds!::text[], :fencingTokens!::bigint[]) AS held (id, fencing_token)\nWHERE NOT EXISTS (\n  SELECT 1 FROM batch_jobs AS b\n  WHERE b.id = held.id AND b.fencing_token = held.fencing_token\n    AND (b.locked_until > now() OR b.status NOT IN ('queued', 'processing'))\n)"};

/**
 * Query generated from SQL:
 * ```
 * -- Those that ran out, passed to another worker, were cancelled or deleted: drop the work and write nothing. A batch that
 * -- is no longer leased under this very token was ended or handed back by its holder, whose answer may still be on its
 * -- way: every other end of a lease raises the token.
 * SELECT held.id AS "id!", held.fencing_token AS "fencing_token!"
 * FROM unnest(:batchIds!::text[], :fencingTokens!::bigint[]) AS held (id, fencing_token)
 * WHERE NOT EXISTS (
 *   SELECT 1 FROM batch_jobs AS b
 *   WHERE b.id = held.id AND b.fencing_token = held.fencing_token
 *     AND (b.locked_until > now() OR b.status NOT IN ('queued', 'processing'))
 * )
 * ```
 */
export const findLostLeases = new PreparedQuery<IFindLostLeasesParams,IFindLostLeasesResult>(findLostLeasesIR);


/** 'FindLeasesOf' parameters type */
export interface IFindLeasesOfParams {
  holder: string;
}

/** 'FindLeasesOf' return type */
export interface IFindLeasesOfResult {
  /** One higher with every claim and every forced end of a lease; a write that names another is refused. */
  fencingToken: number;
  id: string;
  isStarted: boolean;
  lockedUntil: Date;
  orgId: string;
}

/** 'FindLeasesOf' query type */
export interface IFindLeasesOfQuery {
  params: IFindLeasesOfParams;
  result: IFindLeasesOfResult;
}

const findLeasesOfIR: any = {"usedParamSet":{"holder":true},"params":[{"name":"holder","required":true,"transform":{"type":"scalar"},"locs":[{"a":189,"b":196}]}],"statement":"-- What a holder holds, as the database sees it.\nSELECT id, org_id, fencing_token, locked_until AS \"locked_until!\", status = 'processing' AS \"is_started!\"\nFROM batch_jobs\nWHERE locked_by = :holder! AND status IN ('queued', 'processing') AND locked_until > now()\nORDER BY locked_until\nLIMIT 1000"};

/**
 * Query generated from SQL:
 * ```
 * -- What a holder holds, as the database sees it.
 * SELECT id, org_id, fencing_token, locked_until AS "locked_until!", status = 'processing' AS "is_started!"
 * FROM batch_jobs
 * WHERE locked_by = :holder! AND status IN ('queued', 'processing') AND locked_until > now()
 * ORDER BY locked_until
 * LIMIT 1000
 * ```
 */
export const findLeasesOf = new PreparedQuery<IFindLeasesOfParams,IFindLeasesOfResult>(findLeasesOfIR);


/** 'ReleaseBatchLock' parameters type */
export interface IReleaseBatchLockParams {
  batchId: string;
  fencingToken: number;
  holder: string;
}

/** 'ReleaseBatchLock' return type */
export interface IReleaseBatchLockResult {
  id: string;
  notified: string | null;
}

/** 'ReleaseBatchLock' query type */
export interface IReleaseBatchLockQuery {
  params: IReleaseBatchLockParams;
  result: IReleaseBatchLockResult;
}

const releaseBatchLockIR: any = {"usedParamSet":{"batchId":true,"fencingToken":true,"holder":true},"params":[{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":227,"b":235}]},{"name":"fencingToken","required":true,"transform":{"type":"scalar"},"locs":[{"a":257,"b":270}]},{"name":"holder","required":true,"transform":{"type":"scalar"},"locs":[{"a":663,"b":670}]}],"statement":"-- Handed back untouched: due at once, no retry burned. No row: the lease was lost before.\nWITH released AS (\n  UPDATE batch_jobs\n  SET status = 'pending', locked_by = NULL, locked_until = NULL, updated_at = now()\n  WHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now()\n    AND status IN ('queued', 'processing')\n  RETURNING *\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'handed_back', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :holder!, NULL\n  FROM released\n)\nSELECT id, pg_notify('offgridflow_available', id)::text AS notified FROM released"};

/**
 * Query generated from SQL:
 * ```
 * -- Handed back untouched: due at once, no retry burned. No row: the lease was lost before.
 * WITH released AS (
 *   UPDATE batch_jobs
 *   SET status = 'pending', locked_by = NULL, locked_until = NULL, updated_at = now()
 *   WHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now()
 *     AND status IN ('queued', 'processing')
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, 'handed_back', status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          :holder!, NULL
 *   FROM released
 * )
 * SELECT id, pg_notify('offgridflow_available', id)::text AS notified FROM released
 * ```
 */
export const releaseBatchLock = new PreparedQuery<IReleaseBatchLockParams,IReleaseBatchLockResult>(releaseBatchLockIR);


/** 'ScheduleRetry' parameters type */
export interface IScheduleRetryParams {
  batchId: string;
  delayMs: number;
  fencingToken: number;
  holder: string;
  reason: string;
}

/** 'ScheduleRetry' return type */
export interface IScheduleRetryResult {
  id: string;
}

/** 'ScheduleRetry' query type */
export interface IScheduleRetryQuery {
  params: IScheduleRetryParams;
  result: IScheduleRetryResult;
}

const scheduleRetryIR: any = {"usedParamSet":{"delayMs":true,"reason":true,"batchId":true,"fencingToken":true,"holder":true},"params":[{"name":"delayMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":247,"b":255}]},{"name":"reason","required":true,"transform":{"type":"scalar"},"locs":[{"a":309,"b":316},{"a":837,"b":844}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":357,"b":365}]},{"name":"fencingToken","required":true,"transform":{"type":"scalar"},"locs":[{"a":387,"b":400}]},{"name":"holder","required":true,"transform":{"type":"scalar"},"locs":[{"a":827,"b":834}]}],"statement":"-- After a transient fault. No row: the lease was lost, or the retries are used up.\nWITH postponed AS (\n  UPDATE batch_jobs\n  SET status = 'pending', locked_by = NULL, locked_until = NULL, retry_count = retry_count + 1,\n      not_before = now() + :delayMs!::float8 * interval '1 millisecond', error_message = :reason!,\n      updated_at = now()\n  WHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now()\n    AND status IN ('queued', 'processing') AND retry_count < max_retries\n  RETURNING *\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'retry_scheduled', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :holder!, :reason!\n  FROM postponed\n)\nSELECT id FROM postponed"};

/**
 * Query generated from SQL:
 * ```
 * -- After a transient fault. No row: the lease was lost, or the retries are used up.
 * WITH postponed AS (
 *   UPDATE batch_jobs
 *   SET status = 'pending', locked_by = NULL, locked_until = NULL, retry_count = retry_count + 1,
 *       not_before = now() + :delayMs!::float8 * interval '1 millisecond', error_message = :reason!,
 *       updated_at = now()
 *   WHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now()
 *     AND status IN ('queued', 'processing') AND retry_count < max_retries
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, 'retry_scheduled', status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          :holder!, :reason!
 *   FROM postponed
 * )
 * SELECT id FROM postponed
 * ```
 */
export const scheduleRetry = new PreparedQuery<IScheduleRetryParams,IScheduleRetryResult>(scheduleRetryIR);


/** 'FailBatch' parameters type */
export interface IFailBatchParams {
  activityIds: stringArray;
  batchId: string;
  codes: stringArray;
  details: stringArray;
  fencingToken: number;
  holder: string;
  reason: string;
}

/** 'FailBatch' return type */
export interface IFailBatchResult {
  id: string;
}

/** 'FailBatch' query type */
export interface IFailBatchQuery {
  params: IFailBatchParams;
  result: IFailBatchResult;
}

const failBatchIR: any = {"usedParamSet":{"reason":true,"activityIds":true,"batchId":true,"fencingToken":true,"codes":true,"details":true,"holder":true},"params":[{"name":"reason","required":true,"transform":{"type":"scalar"},"locs":[{"a":229,"b":236},{"a":1113,"b":1120}]},{"name":"activityIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":285,"b":297},{"a":706,"b":718}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":363,"b":371}]},{"name":"fencingToken","required":true,"transform":{"type":"scalar"},"locs":[{"a":393,"b":406}]},{"name":"codes","required":true,"transform":{"type":"scalar"},"locs":[{"a":729,"b":735}]},{"name":"details","required":true,"transform":{"type":"scalar"},"locs":[{"a":746,"b":754}]},{"name":"holder","required":true,"transform":{"type":"scalar"},"locs":[{"a":1103,"b":1110}]}],"statement":"-- After the last try, with an error for each activity that could not be processed. No row: the lease was lost.\nWITH failed AS (\n  UPDATE batch_jobs\n  SET status = 'failed', locked_by = NULL, locked_until = NULL, error_message = :reason!,\n      error_count = error_count + cardinality(:activityIds!::text[]), completed_at = now(), updated_at = now()\n  WHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now() AND status = 'processing'\n  RETURNING *\n), errors AS (\n  INSERT INTO activity_errors (org_id, batch_id, attempt, activity_id, code, details)\n  SELECT failed.org_id, coalesce(failed.part_of, failed.id), failed.attempt, e.activity_id, e.code, e.details\n  FROM failed, unnest(:activityIds!::text[], :codes!::text[], :details!::text[]) AS e (activity_id, code, details)\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, 'failed', status, success_count, error_count, total_emissions, retry_count, fencing_token,\n         :holder!, :reason!\n  FROM failed\n)\nSELECT id FROM failed"};

/**
 * Query generated from SQL:
 * ```
 * -- After the last try, with an error for each activity that could not be processed. No row: the lease was lost.
 * WITH failed AS (
 *   UPDATE batch_jobs
 *   SET status = 'failed', locked_by = NULL, locked_until = NULL, error_message = :reason!,
 *       error_count = error_count + cardinality(:activityIds!::text[]), completed_at = now(), updated_at = now()
 *   WHERE id = :batchId! AND fencing_token = :fencingToken! AND locked_until > now() AND status = 'processing'
 *   RETURNING *
 * ), errors AS (
 *   INSERT INTO activity_errors (org_id, batch_id, attempt, activity_id, code, details)
 *   SELECT failed.org_id, coalesce(failed.part_of, failed.id), failed.attempt, e.activity_id, e.code, e.details
 *   FROM failed, unnest(:activityIds!::text[], :codes!::text[], :details!::text[]) AS e (activity_id, code, details)
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, 'failed', status, success_count, error_count, total_emissions, retry_count, fencing_token,
 *          :holder!, :reason!
 *   FROM failed
 * )
 * SELECT id FROM failed
 * ```
 */
export const failBatch = new PreparedQuery<IFailBatchParams,IFailBatchResult>(failBatchIR);


/** 'FindAbandonedLeases' parameters type */
export interface IFindAbandonedLeasesParams {
  presenceClass: number;
}

/** 'FindAbandonedLeases' return type */
export interface IFindAbandonedLeasesResult {
  /** One higher with every claim and every forced end of a lease; a write that names another is refused. */
  fencingToken: number;
  id: string;
}

/** 'FindAbandonedLeases' query type */
export interface IFindAbandonedLeasesQuery {
  params: IFindAbandonedLeasesParams;
  result: IFindAbandonedLeasesResult;
}

const findAbandonedLeasesIR: any = {"usedParamSet":{"presenceClass":true},"params":[{"name":"presenceClass","required":true,"transform":{"type":"scalar"},"locs":[{"a":398,"b":412}]}],"statement":"-- Leases whose holder keeps no session here any more: it died, or lost its connection and is not back yet. The two\n-- numbers of an advisory lock are shown as classid and objid.\nSELECT b.id, b.fencing_token\nFROM batch_jobs AS b\nWHERE b.status IN ('queued', 'processing') AND b.presence_key IS NOT NULL AND NOT EXISTS (\n  SELECT 1 FROM pg_locks AS l\n  WHERE l.locktype = 'advisory' AND l.classid = :presenceClass!::integer::oid AND l.objid = b.presence_key::oid\n    AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())\n)\nORDER BY b.locked_until\nLIMIT 1000"};

/**
 * Query generated from SQL:
 * ```
 * -- Leases whose holder keeps no session here any more: it died, or lost its connection and is not back yet. The two
 * -- numbers of an advisory lock are shown as classid and objid.
 * SELECT b.id, b.fencing_token
 * FROM batch_jobs AS b
 * WHERE b.status IN ('queued', 'processing') AND b.presence_key IS NOT NULL AND NOT EXISTS (
 *   SELECT 1 FROM pg_locks AS l
 *   WHERE l.locktype = 'advisory' AND l.classid = :presenceClass!::integer::oid AND l.objid = b.presence_key::oid
 *     AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
 * )
 * ORDER BY b.locked_until
 * LIMIT 1000
 * ```
 */
export const findAbandonedLeases = new PreparedQuery<IFindAbandonedLeasesParams,IFindAbandonedLeasesResult>(findAbandonedLeasesIR);


/** 'ReapLeases' parameters type */
export interface IReapLeasesParams {
  abandonedIds: stringArray;
  abandonedTokens: numberArray;
}

/** 'ReapLeases' return type */
export interface IReapLeasesResult {
  failed: number;
  handedBack: number;
  notified: number;
}

/** 'ReapLeases' query type */
export interface IReapLeasesQuery {
  params: IReapLeasesParams;
  result: IReapLeasesResult;
}

const reapLeasesIR: any = {"usedParamSet":{"abandonedIds":true,"abandonedTokens":true},"params":[{"name":"abandonedIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":491,"b":504}]},{"name":"abandonedTokens","required":true,"transform":{"type":"scalar"},"locs":[{"a":515,"b":531}]}],"statement":"-- Takes back what expired and the terms named as abandoned: to pending as a retry, or to failed when a worker was on\n-- it and its retries are used up. A batch that was only queued did its worker no harm, so it is handed back even then.\nWITH ended AS (\n  SELECT id, part_of, locked_by, status = 'processing' AND retry_count >= max_retries AS is_used_up\n  FROM batch_jobs AS b\n  WHERE status IN ('queued', 'processing') AND (\n    locked_until <= now() OR EXISTS (\n      SELECT 1 FROM unnest(:abandonedIds!::text[], :abandonedTokens!::bigint[]) AS abandoned (id, fencing_token)\n      WHERE abandoned.id = b.id AND abandoned.fencing_token = b.fencing_token\n    )\n  )\n  ORDER BY locked_until\n  LIMIT 1000\n  FOR UPDATE SKIP LOCKED\n), wholes AS MATERIALIZED (\n  -- In order, as in claimBatches.\n  SELECT whole.id FROM batch_jobs AS whole\n  WHERE whole.id IN (SELECT ended.part_of FROM ended WHERE ended.part_of IS NOT NULL)\n  ORDER BY whole.id\n  FOR UPDATE\n), reaped AS (\n  UPDATE batch_jobs AS b\n  SET status = CASE WHEN is_used_up THEN 'failed'::batch_status ELSE 'pending' END,\n      retry_count = least(b.retry_count + 1, b.max_retries),\n      locked_by = NULL, locked_until = NULL, fencing_token = b.fencing_token + 1, updated_at = now(),\n      completed_at = CASE WHEN is_used_up THEN now() END,\n      error_message = CASE WHEN is_used_up\n        THEN 'Its workers stopped answering ' || b.retry_count + 1 || ' times, the last was ' || ended.locked_by\n          || ': look at that node''s logs, then retry the batch with more max_retries.'\n        ELSE 'The worker ' || ended.locked_by || ' stopped answering; the batch goes on elsewhere.' END\n  FROM ended\n  WHERE b.id = ended.id AND (SELECT count(*) FROM wholes) >= 0\n  RETURNING b.*, ended.locked_by AS last_holder, is_used_up\n), logged AS (\n  INSERT INTO batch_progress_log (\n    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,\n    message\n  )\n  SELECT org_id, id, CASE WHEN is_used_up THEN 'failed' ELSE 'lease_expired' END, status, success_count,\n         error_count, total_emissions, retry_count, fencing_token, last_holder, error_message\n  FROM reaped\n)\nSELECT\n  count(*) FILTER (WHERE NOT is_used_up) AS \"handed_back!\", count(*) FILTER (WHERE is_used_up) AS \"failed!\",\n  count(pg_notify('offgridflow_available', id)::text) FILTER (WHERE NOT is_used_up) AS \"notified!\"\nFROM reaped"};

/**
 * Query generated from SQL:
 * ```
 * -- Takes back what expired and the terms named as abandoned: to pending as a retry, or to failed when a worker was on
 * -- it and its retries are used up. A batch that was only queued did its worker no harm, so it is handed back even then.
 * WITH ended AS (
 *   SELECT id, part_of, locked_by, status = 'processing' AND retry_count >= max_retries AS is_used_up
 *   FROM batch_jobs AS b
 *   WHERE status IN ('queued', 'processing') AND (
 *     locked_until <= now() OR EXISTS (
 *       SELECT 1 FROM unnest(:abandonedIds!::text[], :abandonedTokens!::bigint[]) AS abandoned (id, fencing_token)
 *       WHERE abandoned.id = b.id AND abandoned.fencing_token = b.fencing_token
 *     )
 *   )
 *   ORDER BY locked_until
 *   LIMIT 1000
 *   FOR UPDATE SKIP LOCKED
 * ), wholes AS MATERIALIZED (
 *   -- In order, as in claimBatches.
 *   SELECT whole.id FROM batch_jobs AS whole
 *   WHERE whole.id IN (SELECT ended.part_of FROM ended WHERE ended.part_of IS NOT NULL)
 *   ORDER BY whole.id
 *   FOR UPDATE
 * ), reaped AS (
 *   UPDATE batch_jobs AS b
 *   SET status = CASE WHEN is_used_up THEN 'failed'::batch_status ELSE 'pending' END,
 *       retry_count = least(b.retry_count + 1, b.max_retries),
 *       locked_by = NULL, locked_until = NULL, fencing_token = b.fencing_token + 1, updated_at = now(),
 *       completed_at = CASE WHEN is_used_up THEN now() END,
 *       error_message = CASE WHEN is_used_up
 *         THEN 'Its workers stopped answering ' || b.retry_count + 1 || ' times, the last was ' || ended.locked_by
 *           || ': look at that node''s logs, then retry the batch with more max_retries.'
 *         ELSE 'The worker ' || ended.locked_by || ' stopped answering; the batch goes on elsewhere.' END
 *   FROM ended
 *   WHERE b.id = ended.id AND (SELECT count(*) FROM wholes) >= 0
 *   RETURNING b.*, ended.locked_by AS last_holder, is_used_up
 * ), logged AS (
 *   INSERT INTO batch_progress_log (
 *     org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
 *     message
 *   )
 *   SELECT org_id, id, CASE WHEN is_used_up THEN 'failed' ELSE 'lease_expired' END, status, success_count,
 *          error_count, total_emissions, retry_count, fencing_token, last_holder, error_message
 *   FROM reaped
 * )
 * SELECT
 *   count(*) FILTER (WHERE NOT is_used_up) AS "handed_back!", count(*) FILTER (WHERE is_used_up) AS "failed!",
 *   count(pg_notify('offgridflow_available', id)::text) FILTER (WHERE NOT is_used_up) AS "notified!"
 * FROM reaped
 * ```
 */
export const reapLeases = new PreparedQuery<IReapLeasesParams,IReapLeasesResult>(reapLeasesIR);


