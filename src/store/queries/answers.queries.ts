/** Types generated for queries found in "src/store/queries/answers.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** 'ReserveAnswer' parameters type */
export interface IReserveAnswerParams {
  actor: string;
  keptForMs: number;
  key: string;
  orgId: string;
  requestHash: string;
  waitMs: number;
}

/** 'ReserveAnswer' return type */
export interface IReserveAnswerResult {
  key: string;
}

/** 'ReserveAnswer' query type */
export interface IReserveAnswerQuery {
  params: IReserveAnswerParams;
  result: IReserveAnswerResult;
}

const reserveAnswerIR: any = {"usedParamSet":{"orgId":true,"actor":true,"key":true,"requestHash":true,"waitMs":true,"keptForMs":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":252,"b":258}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":261,"b":267}]},{"name":"key","required":true,"transform":{"type":"scalar"},"locs":[{"a":270,"b":274}]},{"name":"requestHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":277,"b":289}]},{"name":"waitMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":323,"b":330}]},{"name":"keptForMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":546,"b":556}]}],"statement":"-- Waits for a request with the same key that is not done, though not for ever: so it is with locks in the rest of the\n-- transaction. No row: there is an answer (findAnswer).\nINSERT INTO idempotency_keys AS k (org_id, actor, key, request_hash)\nSELECT :orgId!, :actor!, :key!, :requestHash!\nFROM set_config('lock_timeout', :waitMs!::integer::text, true)\nON CONFLICT (org_id, actor, key) DO UPDATE\nSET request_hash = excluded.request_hash, created_at = excluded.created_at, status = NULL, headers = NULL, body = NULL\nWHERE k.created_at <= now() - :keptForMs!::float8 * interval '1 millisecond'\nRETURNING k.key"};

/**
 * Query generated from SQL:
 * ```
 * -- Waits for a request with the same key that is not done, though not for ever: so it is with locks in the rest of the
 * -- transaction. No row: there is an answer (findAnswer).
 * INSERT INTO idempotency_keys AS k (org_id, actor, key, request_hash)
 * SELECT :orgId!, :actor!, :key!, :requestHash!
 * FROM set_config('lock_timeout', :waitMs!::integer::text, true)
 * ON CONFLICT (org_id, actor, key) DO UPDATE
 * SET request_hash = excluded.request_hash, created_at = excluded.created_at, status = NULL, headers = NULL, body = NULL
 * WHERE k.created_at <= now() - :keptForMs!::float8 * interval '1 millisecond'
 * RETURNING k.key
 * ```
 */
export const reserveAnswer = new PreparedQuery<IReserveAnswerParams,IReserveAnswerResult>(reserveAnswerIR);


/** 'FindAnswer' parameters type */
export interface IFindAnswerParams {
  actor: string;
  key: string;
  orgId: string;
}

/** 'FindAnswer' return type */
export interface IFindAnswerResult {
  body: string;
  /** Those that the answer has beside the ones of every answer. */
  headers: Json;
  /** SHA-256 of what was asked: with the same key for something else it is refused. */
  requestHash: string;
  /** Null while the first request runs: only its own transaction sees such a row. */
  status: number;
}

/** 'FindAnswer' query type */
export interface IFindAnswerQuery {
  params: IFindAnswerParams;
  result: IFindAnswerResult;
}

const findAnswerIR: any = {"usedParamSet":{"orgId":true,"actor":true,"key":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":118,"b":124}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":138,"b":144}]},{"name":"key","required":true,"transform":{"type":"scalar"},"locs":[{"a":156,"b":160}]}],"statement":"SELECT request_hash, status AS \"status!\", headers AS \"headers!\", body AS \"body!\"\nFROM idempotency_keys\nWHERE org_id = :orgId! AND actor = :actor! AND key = :key! AND status IS NOT NULL"};

/**
 * Query generated from SQL:
 * ```
 * SELECT request_hash, status AS "status!", headers AS "headers!", body AS "body!"
 * FROM idempotency_keys
 * WHERE org_id = :orgId! AND actor = :actor! AND key = :key! AND status IS NOT NULL
 * ```
 */
export const findAnswer = new PreparedQuery<IFindAnswerParams,IFindAnswerResult>(findAnswerIR);


/** 'KeepAnswer' parameters type */
export interface IKeepAnswerParams {
  actor: string;
  body: string;
  headers: Json;
  key: string;
  orgId: string;
  status: number;
}

/** 'KeepAnswer' return type */
export type IKeepAnswerResult = void;

/** 'KeepAnswer' query type */
export interface IKeepAnswerQuery {
  params: IKeepAnswerParams;
  result: IKeepAnswerResult;
}

const keepAnswerIR: any = {"usedParamSet":{"status":true,"headers":true,"body":true,"orgId":true,"actor":true,"key":true},"params":[{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":99,"b":106}]},{"name":"headers","required":true,"transform":{"type":"scalar"},"locs":[{"a":119,"b":127}]},{"name":"body","required":true,"transform":{"type":"scalar"},"locs":[{"a":137,"b":142}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":159,"b":165}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":179,"b":185}]},{"name":"key","required":true,"transform":{"type":"scalar"},"locs":[{"a":197,"b":201}]}],"statement":"-- In the transaction of reserveAnswer and of what was asked.\nUPDATE idempotency_keys\nSET status = :status!, headers = :headers!, body = :body!\nWHERE org_id = :orgId! AND actor = :actor! AND key = :key!"};

/**
 * Query generated from SQL:
 * ```
 * -- In the transaction of reserveAnswer and of what was asked.
 * UPDATE idempotency_keys
 * SET status = :status!, headers = :headers!, body = :body!
 * WHERE org_id = :orgId! AND actor = :actor! AND key = :key!
 * ```
 */
export const keepAnswer = new PreparedQuery<IKeepAnswerParams,IKeepAnswerResult>(keepAnswerIR);


/** 'RemoveOldAnswers' parameters type */
export interface IRemoveOldAnswersParams {
  keptForMs: number;
  limit: number;
}

/** 'RemoveOldAnswers' return type */
export interface IRemoveOldAnswersResult {
  key: string;
}

/** 'RemoveOldAnswers' query type */
export interface IRemoveOldAnswersQuery {
  params: IRemoveOldAnswersParams;
  result: IRemoveOldAnswersResult;
}

const removeOldAnswersIR: any = {"usedParamSet":{"keptForMs":true,"limit":true},"params":[{"name":"keptForMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":240,"b":250}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":321,"b":327}]}],"statement":"-- A few at a time. Those that a request holds at this moment are its own again, or go the next time.\nDELETE FROM idempotency_keys\nWHERE ctid = ANY (ARRAY (\n  SELECT old.ctid\n  FROM idempotency_keys AS old\n  WHERE old.created_at <= now() - :keptForMs!::float8 * interval '1 millisecond'\n  ORDER BY old.created_at\n  LIMIT :limit!\n  FOR UPDATE SKIP LOCKED\n))\nRETURNING key"};

/**
 * Query generated from SQL:
 * ```
 * -- A few at a time. Those that a request holds at this moment are its own again, or go the next time.
 * DELETE FROM idempotency_keys
 * WHERE ctid = ANY (ARRAY (
 *   SELECT old.ctid
 *   FROM idempotency_keys AS old
 *   WHERE old.created_at <= now() - :keptForMs!::float8 * interval '1 millisecond'
 *   ORDER BY old.created_at
 *   LIMIT :limit!
 *   FOR UPDATE SKIP LOCKED
 * ))
 * RETURNING key
 * ```
 */
export const removeOldAnswers = new PreparedQuery<IRemoveOldAnswersParams,IRemoveOldAnswersResult>(removeOldAnswersIR);


