/** Types generated for queries found in "src/store/queries/rate-limits.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

/** 'TakeRequests' parameters type */
export interface ITakeRequestsParams {
  orgId: string;
  quota: number;
  subject: string;
  wanted: number;
}

/** 'TakeRequests' return type */
export interface ITakeRequestsResult {
  fullInSeconds: number;
  /** What the last node that asked was given. */
  granted: number;
}

/** 'TakeRequests' query type */
export interface ITakeRequestsQuery {
  params: ITakeRequestsParams;
  result: ITakeRequestsResult;
}

const takeRequestsIR: any = {"usedParamSet":{"orgId":true,"subject":true,"wanted":true,"quota":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":199,"b":205}]},{"name":"subject","required":true,"transform":{"type":"scalar"},"locs":[{"a":208,"b":216}]},{"name":"wanted","required":true,"transform":{"type":"scalar"},"locs":[{"a":235,"b":242},{"a":310,"b":317},{"a":622,"b":629}]},{"name":"quota","required":true,"transform":{"type":"scalar"},"locs":[{"a":250,"b":256},{"a":288,"b":294},{"a":325,"b":331},{"a":482,"b":488},{"a":650,"b":656},{"a":748,"b":754}]}],"statement":"-- Takes as many as there are and no more than are wanted, maybe none. Whoever comes at the same moment waits for the row.\nINSERT INTO rate_limits AS r (org_id, subject, full_at, granted)\nVALUES (\n  :orgId!, :subject!,\n  now() + least(:wanted!::int, :quota!::int) * interval '1 minute' / :quota!::int,\n  least(:wanted!::int, :quota!::int)\n)\nON CONFLICT (org_id, subject) DO UPDATE\nSET (full_at, granted) = (\n  SELECT greatest(r.full_at, now()) + taken.count * interval '1 minute' / :quota!::int, taken.count\n  FROM (\n    -- What a rounded microsecond takes from a whole request is given back.\n    SELECT greatest(0, least(:wanted!::int, floor(\n      :quota!::int + 0.001\n      - extract(epoch FROM greatest(r.full_at - now(), interval '0')) / 60 * :quota!::int\n    )))::int AS count\n  ) AS taken\n)\nRETURNING granted, extract(epoch FROM greatest(full_at - now(), interval '0'))::float8 AS \"full_in_seconds!\""};

/**
 * Query generated from SQL:
 * ```
 * -- Takes as many as there are and no more than are wanted, maybe none. Whoever comes at the same moment waits for the row.
 * INSERT INTO rate_limits AS r (org_id, subject, full_at, granted)
 * VALUES (
 *   :orgId!, :subject!,
 *   now() + least(:wanted!::int, :quota!::int) * interval '1 minute' / :quota!::int,
 *   least(:wanted!::int, :quota!::int)
 * )
 * ON CONFLICT (org_id, subject) DO UPDATE
 * SET (full_at, granted) = (
 *   SELECT greatest(r.full_at, now()) + taken.count * interval '1 minute' / :quota!::int, taken.count
 *   FROM (
 *     -- What a rounded microsecond takes from a whole request is given back.
 *     SELECT greatest(0, least(:wanted!::int, floor(
 *       :quota!::int + 0.001
 *       - extract(epoch FROM greatest(r.full_at - now(), interval '0')) / 60 * :quota!::int
 *     )))::int AS count
 *   ) AS taken
 * )
 * RETURNING granted, extract(epoch FROM greatest(full_at - now(), interval '0'))::float8 AS "full_in_seconds!"
 * ```
 */
export const takeRequests = new PreparedQuery<ITakeRequestsParams,ITakeRequestsResult>(takeRequestsIR);


/** 'ForgetFullBuckets' parameters type */
export type IForgetFullBucketsParams = void;

/** 'ForgetFullBuckets' return type */
export type IForgetFullBucketsResult = void;

/** 'ForgetFullBuckets' query type */
export interface IForgetFullBucketsQuery {
  params: IForgetFullBucketsParams;
  result: IForgetFullBucketsResult;
}

const forgetFullBucketsIR: any = {"usedParamSet":{},"params":[],"statement":"-- A full one says no more than none.\nDELETE FROM rate_limits WHERE full_at < now() - interval '1 hour'"};

/**
 * Query generated from SQL:
 * ```
 * -- A full one says no more than none.
 * DELETE FROM rate_limits WHERE full_at < now() - interval '1 hour'
 * ```
 */
export const forgetFullBuckets = new PreparedQuery<IForgetFullBucketsParams,IForgetFullBucketsResult>(forgetFullBucketsIR);


