/** Types generated for queries found in "src/store/queries/audit-log.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** 'ListAuditLog' parameters type */
export interface IListAuditLogParams {
  after: number;
  limit: number;
  orgId: string;
}

/** 'ListAuditLog' return type */
export interface IListAuditLogResult {
  action: string;
  actor: string;
  at: Date;
  details: Json;
  id: number;
  /** The id of what was changed. */
  subject: string;
}

/** 'ListAuditLog' query type */
export interface IListAuditLogQuery {
  params: IListAuditLogParams;
  result: IListAuditLogResult;
}

const listAuditLogIR: any = {"usedParamSet":{"orgId":true,"after":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":77,"b":83}]},{"name":"after","required":true,"transform":{"type":"scalar"},"locs":[{"a":94,"b":100}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":120,"b":126}]}],"statement":"SELECT id, at, actor, action, subject, details\nFROM audit_log\nWHERE org_id = :orgId! AND id > :after!\nORDER BY id\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT id, at, actor, action, subject, details
 * FROM audit_log
 * WHERE org_id = :orgId! AND id > :after!
 * ORDER BY id
 * LIMIT :limit!
 * ```
 */
export const listAuditLog = new PreparedQuery<IListAuditLogParams,IListAuditLogResult>(listAuditLogIR);


