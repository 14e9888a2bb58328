/** Types generated for queries found in "src/store/queries/keys.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type stringArray = (string)[];

/** 'CreateApiKey' parameters type */
export interface ICreateApiKeyParams {
  actor: string;
  expiresAt?: Date | null | void;
  id: string;
  name: string;
  orgId: string;
  role: string;
  secretHash: string;
  workspaces?: stringArray | null | void;
}

/** 'CreateApiKey' return type */
export interface ICreateApiKeyResult {
  createdAt: Date;
  createdBy: string;
  expiresAt: Date | null;
  /** How the key begins. */
  id: string;
  isExpired: boolean;
  /** To the minute. */
  lastUsedAt: Date | null;
  name: string;
  orgId: string;
  revokedAt: Date | null;
  revokedBy: string | null;
  role: string;
  /** What the key is bound to; null is every workspace of the organisation. */
  workspaces: stringArray | null;
}

/** 'CreateApiKey' query type */
export interface ICreateApiKeyQuery {
  params: ICreateApiKeyParams;
  result: ICreateApiKeyResult;
}

const createApiKeyIR: any = {"usedParamSet":{"orgId":true,"id":true,"name":true,"role":true,"workspaces":true,"secretHash":true,"actor":true,"expiresAt":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":125,"b":131}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":134,"b":137}]},{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":140,"b":145}]},{"name":"role","required":true,"transform":{"type":"scalar"},"locs":[{"a":148,"b":153}]},{"name":"workspaces","required":false,"transform":{"type":"scalar"},"locs":[{"a":156,"b":166}]},{"name":"secretHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":169,"b":180}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":183,"b":189}]},{"name":"expiresAt","required":false,"transform":{"type":"scalar"},"locs":[{"a":192,"b":201}]}],"statement":"WITH created AS (\n  INSERT INTO api_keys (org_id, id, name, role, workspaces, secret_hash, created_by, expires_at)\n  VALUES (:orgId!, :id!, :name!, :role!, :workspaces, :secretHash!, :actor!, :expiresAt)\n  RETURNING\n    org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, created_by, 'key_created', id, jsonb_build_object(\n    'name', name, 'role', role, 'workspaces', workspaces, 'expires_at', expires_at\n  )\n  FROM created\n)\nSELECT\n  org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,\n  coalesce(expires_at <= now(), false) AS \"is_expired!\"\nFROM created"};

/**
 * Query generated from SQL:
 * ```
 * WITH created AS (
 *   INSERT INTO api_keys (org_id, id, name, role, workspaces, secret_hash, created_by, expires_at)
 *   VALUES (:orgId!, :id!, :name!, :role!, :workspaces, :secretHash!, :actor!, :expiresAt)
 *   RETURNING
 *     org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, created_by, 'key_created', id, jsonb_build_object(
 *     'name', name, 'role', role, 'workspaces', workspaces, 'expires_at', expires_at
 *   )
 *   FROM created
 * )
 * SELECT
 *   org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,
 *   coalesce(expires_at <= now(), false) AS "is_expired!"
 * FROM created
 * ```
 */
export const createApiKey = new PreparedQuery<ICreateApiKeyParams,ICreateApiKeyResult>(createApiKeyIR);


/** 'ListApiKeys' parameters type */
export interface IListApiKeysParams {
  after?: string | null | void;
  limit: number;
  orgId: string;
}

/** 'ListApiKeys' return type */
export interface IListApiKeysResult {
  createdAt: Date;
  createdBy: string;
  expiresAt: Date | null;
  /** How the key begins. */
  id: string;
  isExpired: boolean;
  /** To the minute. */
  lastUsedAt: Date | null;
  name: string;
  orgId: string;
  revokedAt: Date | null;
  revokedBy: string | null;
  role: string;
  /** What the key is bound to; null is every workspace of the organisation. */
  workspaces: stringArray | null;
}

/** 'ListApiKeys' query type */
export interface IListApiKeysQuery {
  params: IListApiKeysParams;
  result: IListApiKeysResult;
}

const listApiKeysIR: any = {"usedParamSet":{"orgId":true,"after":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":204,"b":210},{"a":350,"b":356}]},{"name":"after","required":false,"transform":{"type":"scalar"},"locs":[{"a":219,"b":224},{"a":374,"b":379}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":426,"b":432}]}],"statement":"SELECT\n  org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,\n  coalesce(expires_at <= now(), false) AS \"is_expired!\"\nFROM api_keys\nWHERE org_id = :orgId!\n  AND (:after::text IS NULL OR (created_at, id) < (\n    SELECT former.created_at, former.id FROM api_keys AS former WHERE former.org_id = :orgId! AND former.id = :after\n  ))\nORDER BY created_at DESC, id DESC\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,
 *   coalesce(expires_at <= now(), false) AS "is_expired!"
 * FROM api_keys
 * WHERE org_id = :orgId!
 *   AND (:after::text IS NULL OR (created_at, id) < (
 *     SELECT former.created_at, former.id FROM api_keys AS former WHERE former.org_id = :orgId! AND former.id = :after
 *   ))
 * ORDER BY created_at DESC, id DESC
 * LIMIT :limit!
 * ```
 */
export const listApiKeys = new PreparedQuery<IListApiKeysParams,IListApiKeysResult>(listApiKeysIR);


/** 'RevokeApiKey' parameters type */
export interface IRevokeApiKeyParams {
  actor: string;
  id: string;
  orgId: string;
}

/** 'RevokeApiKey' return type */
export interface IRevokeApiKeyResult {
  createdAt: Date;
  createdBy: string;
  expiresAt: Date | null;
  /** How the key begins. */
  id: string;
  isExpired: boolean;
  /** To the minute. */
  lastUsedAt: Date | null;
  name: string;
  orgId: string;
  revokedAt: Date | null;
  revokedBy: string | null;
  role: string;
  /** What the key is bound to; null is every workspace of the organisation. */
  workspaces: stringArray | null;
}

/** 'RevokeApiKey' query type */
export interface IRevokeApiKeyQuery {
  params: IRevokeApiKeyParams;
  result: IRevokeApiKeyResult;
}

const revokeApiKeyIR: any = {"usedParamSet":{"orgId":true,"id":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":187,"b":193}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":204,"b":207}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":325,"b":331},{"a":529,"b":535}]}],"statement":"-- Who revoked it first stays, and is the one whom the audit log names. Others wait and see it revoked.\nWITH known AS (\n  SELECT org_id, id, name, revoked_at FROM api_keys WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, :actor!, 'key_revoked', id, jsonb_build_object('name', name) FROM known WHERE revoked_at IS NULL\n)\nUPDATE api_keys AS k\nSET revoked_at = coalesce(k.revoked_at, now()), revoked_by = coalesce(k.revoked_by, :actor!)\nFROM known\nWHERE k.org_id = known.org_id AND k.id = known.id\nRETURNING\n  k.org_id, k.id, k.name, k.role, k.workspaces, k.created_at, k.created_by, k.expires_at, k.last_used_at,\n  k.revoked_at, k.revoked_by, coalesce(k.expires_at <= now(), false) AS \"is_expired!\""};

/**
 * Query generated from SQL:
 * ```
 * -- Who revoked it first stays, and is the one whom the audit log names. Others wait and see it revoked.
 * WITH known AS (
 *   SELECT org_id, id, name, revoked_at FROM api_keys WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, :actor!, 'key_revoked', id, jsonb_build_object('name', name) FROM known WHERE revoked_at IS NULL
 * )
 * UPDATE api_keys AS k
 * SET revoked_at = coalesce(k.revoked_at, now()), revoked_by = coalesce(k.revoked_by, :actor!)
 * FROM known
 * WHERE k.org_id = known.org_id AND k.id = known.id
 * RETURNING
 *   k.org_id, k.id, k.name, k.role, k.workspaces, k.created_at, k.created_by, k.expires_at, k.last_used_at,
 *   k.revoked_at, k.revoked_by, coalesce(k.expires_at <= now(), false) AS "is_expired!"
 * ```
 */
export const revokeApiKey = new PreparedQuery<IRevokeApiKeyParams,IRevokeApiKeyResult>(revokeApiKeyIR);


/** 'FindApiKey' parameters type */
export interface IFindApiKeyParams {
  id: string;
}

/** 'FindApiKey' return type */
export interface IFindApiKeyResult {
  /** How the key begins. */
  id: string;
  isUsable: boolean;
  isUseUnnoted: boolean;
  orgId: string;
  role: string;
  /** SHA-256 of 256 random bits, in hexadecimal digits; the secret itself is nowhere. */
  secretHash: string;
  /** What the key is bound to; null is every workspace of the organisation. */
  workspaces: stringArray | null;
}

/** 'FindApiKey' query type */
export interface IFindApiKeyQuery {
  params: IFindApiKeyParams;
  result: IFindApiKeyResult;
}

const findApiKeyIR: any = {"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":348,"b":351}]}],"statement":"-- By its id alone: whose it is, is what is asked. The database's clock tells what has expired.\nSELECT\n  org_id, id, role, workspaces, secret_hash,\n  revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) AS \"is_usable!\",\n  last_used_at IS NULL OR last_used_at < now() - interval '1 minute' AS \"is_use_unnoted!\"\nFROM api_keys\nWHERE id = :id!"};

/**
 * Query generated from SQL:
 * ```
 * -- By its id alone: whose it is, is what is asked. The database's clock tells what has expired.
 * SELECT
 *   org_id, id, role, workspaces, secret_hash,
 *   revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) AS "is_usable!",
 *   last_used_at IS NULL OR last_used_at < now() - interval '1 minute' AS "is_use_unnoted!"
 * FROM api_keys
 * WHERE id = :id!
 * ```
 */
export const findApiKey = new PreparedQuery<IFindApiKeyParams,IFindApiKeyResult>(findApiKeyIR);


/** 'NoteApiKeyUse' parameters type */
export interface INoteApiKeyUseParams {
  id: string;
  orgId: string;
}

/** 'NoteApiKeyUse' return type */
export type INoteApiKeyUseResult = void;

/** 'NoteApiKeyUse' query type */
export interface INoteApiKeyUseQuery {
  params: INoteApiKeyUseParams;
  result: INoteApiKeyUseResult;
}

const noteApiKeyUseIR: any = {"usedParamSet":{"orgId":true,"id":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":189,"b":195}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":206,"b":209}]}],"statement":"-- Of many requests at the same moment one writes and the others do not wait for it.\nUPDATE api_keys AS k\nSET last_used_at = now()\nFROM (\n  SELECT org_id, id FROM api_keys\n  WHERE org_id = :orgId! AND id = :id! AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')\n  FOR NO KEY UPDATE SKIP LOCKED\n) AS due\nWHERE k.org_id = due.org_id AND k.id = due.id"};

/**
 * Query generated from SQL:
 * ```
 * -- Of many requests at the same moment one writes and the others do not wait for it.
 * UPDATE api_keys AS k
 * SET last_used_at = now()
 * FROM (
 *   SELECT org_id, id FROM api_keys
 *   WHERE org_id = :orgId! AND id = :id! AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
 *   FOR NO KEY UPDATE SKIP LOCKED
 * ) AS due
 * WHERE k.org_id = due.org_id AND k.id = due.id
 * ```
 */
export const noteApiKeyUse = new PreparedQuery<INoteApiKeyUseParams,INoteApiKeyUseResult>(noteApiKeyUseIR);


/** 'ListUsableKeys' parameters type */
export interface IListUsableKeysParams {
  ids: stringArray;
}

/** 'ListUsableKeys' return type */
export interface IListUsableKeysResult {
  /** How the key begins. */
  id: string;
}

/** 'ListUsableKeys' query type */
export interface IListUsableKeysQuery {
  params: IListUsableKeysParams;
  result: IListUsableKeysResult;
}

const listUsableKeysIR: any = {"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":76,"b":80}]}],"statement":"-- Which of these keys still count.\nSELECT id FROM api_keys\nWHERE id = ANY (:ids!::text[]) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())"};

/**
 * Query generated from SQL:
 * ```
 * -- Which of these keys still count.
 * SELECT id FROM api_keys
 * WHERE id = ANY (:ids!::text[]) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
 * ```
 */
export const listUsableKeys = new PreparedQuery<IListUsableKeysParams,IListUsableKeysResult>(listUsableKeysIR);


