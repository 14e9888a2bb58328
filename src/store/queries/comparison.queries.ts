/** Types generated for queries found in "src/store/queries/comparison.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type stringArray = (string)[];

/** 'CompareRecords' parameters type */
export interface ICompareRecordsParams {
  baseId?: string | null | void;
  batchId: string;
  orgId: string;
  workspaces?: stringArray | null | void;
}

/** 'CompareRecords' return type */
export interface ICompareRecordsResult {
  activities: number;
  baseCategory: string | null;
  baseKg: string;
  baseMarketKg: string;
  baseScope: number | null;
  cause: string;
  newCategory: string | null;
  newKg: string;
  newMarketKg: string;
  newScope: number | null;
}

/** 'CompareRecords' query type */
export interface ICompareRecordsQuery {
  params: ICompareRecordsParams;
  result: ICompareRecordsResult;
}

const compareRecordsIR: any = {"usedParamSet":{"orgId":true,"batchId":true,"baseId":true,"workspaces":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":422,"b":428},{"a":545,"b":551},{"a":3542,"b":3548},{"a":3740,"b":3746}]},{"name":"batchId","required":true,"transform":{"type":"scalar"},"locs":[{"a":449,"b":457},{"a":3612,"b":3620},{"a":4043,"b":4051},{"a":4056,"b":4064}]},{"name":"baseId","required":false,"transform":{"type":"scalar"},"locs":[{"a":572,"b":578},{"a":3819,"b":3825},{"a":3865,"b":3871}]},{"name":"workspaces","required":false,"transform":{"type":"scalar"},"locs":[{"a":4081,"b":4091},{"a":4136,"b":4146}]}],"statement":"-- The records of a batch beside those of the base: of another batch, or, without one, each activity's latest record\n-- of the inventory that was calculated before the batch's own, and of these workspaces where some are named. Every\n-- record is a look by its key; what comes out is a row for each scope, category and cause.\nWITH compared AS (\n  SELECT ref.activity_id FROM batch_activity_refs AS ref\n  WHERE ref.org_id = :orgId! AND ref.batch_id = :batchId!\n  UNION\n  SELECT ref.activity_id FROM batch_activity_refs AS ref\n  WHERE ref.org_id = :orgId! AND ref.batch_id = :baseId\n), paired AS (\n  SELECT\n    old.activity_id AS old_id, old.scope AS old_scope, old.category AS old_category, old.co2e_kg AS old_kg,\n    coalesce(old.market_co2e_kg, old.co2e_kg) AS old_market_kg,\n    new.activity_id AS new_id, new.scope AS new_scope, new.category AS new_category, new.co2e_kg AS new_kg,\n    coalesce(new.market_co2e_kg, new.co2e_kg) AS new_market_kg,\n    new.activity_version IS DISTINCT FROM old.activity_version AS has_other_data,\n    -- Shared out by days on one side only, because the policy is another one.\n    new.period_policy IS DISTINCT FROM old.period_policy AND (\n      (new.factor_parts IS NULL) <> (old.factor_parts IS NULL)\n      OR coalesce(jsonb_typeof(new.market_factor -> 'parts') = 'array', false)\n        <> coalesce(jsonb_typeof(old.market_factor -> 'parts') = 'array', false)\n    ) AS is_shared_otherwise,\n    -- Where shares are compared with a whole, the factor of the first day tells.\n    (\n      coalesce(new.factor_parts -> 0 ->> 'factorId', new.factor_id),\n      coalesce(new.factor_parts -> 0 ->> 'factorSet', new.factor_set), new.market_basis,\n      coalesce(new.market_factor -> 'parts' -> 0 ->> 'factorId', new.market_factor ->> 'factorId'),\n      coalesce(new.market_factor -> 'parts' -> 0 ->> 'factorSet', new.market_factor ->> 'factorSet')\n    ) IS DISTINCT FROM (\n      coalesce(old.factor_parts -> 0 ->> 'factorId', old.factor_id),\n      coalesce(old.factor_parts -> 0 ->> 'factorSet', old.factor_set), old.market_basis,\n      coalesce(old.market_factor -> 'parts' -> 0 ->> 'factorId', old.market_factor ->> 'factorId'),\n      coalesce(old.market_factor -> 'parts' -> 0 ->> 'factorSet', old.market_factor ->> 'factorSet')\n    ) AS has_other_first_factor,\n    -- What is published of it; a value that was weighted from its gases follows from the method. What a supplier states\n    -- is the activity's own data.\n    (\n      new.factor_id, new.factor_set, new.market_basis, new.market_factor ->> 'factorId',\n      new.market_factor ->> 'factorSet', new.co2_per_unit, new.ch4_per_unit, new.n2o_per_unit,\n      new.biogenic_co2_per_unit,\n      CASE WHEN new.co2e_basis = 'gases' OR new.factor_source = 'supplier' THEN NULL ELSE new.factor_value END\n    ) IS DISTINCT FROM (\n      old.factor_id, old.factor_set, old.market_basis, old.market_factor ->> 'factorId',\n      old.market_factor ->> 'factorSet', old.co2_per_unit, old.ch4_per_unit, old.n2o_per_unit,\n      old.biogenic_co2_per_unit,\n      CASE WHEN old.co2e_basis = 'gases' OR old.factor_source = 'supplier' THEN NULL ELSE old.factor_value END\n    ) AS has_other_factor,\n    (new.gwp_set, new.gwp_ch4, new.gwp_n2o) IS DISTINCT FROM (old.gwp_set, old.gwp_ch4, old.gwp_n2o)\n      AS has_other_gwp,\n    new.co2e_basis = 'gases' AND old.co2e_basis = 'gases' AS are_both_weighted,\n    new.conversion IS DISTINCT FROM old.conversion AS has_other_conversion\n  FROM compared\n  LEFT JOIN LATERAL (\n    SELECT * FROM emission_records AS one\n    WHERE one.org_id = :orgId! AND one.activity_id = compared.activity_id AND one.batch_id = :batchId!\n    LIMIT 1\n  ) AS new ON true\n  LEFT JOIN LATERAL (\n    SELECT * FROM emission_records AS one\n    WHERE one.org_id = :orgId! AND one.activity_id = compared.activity_id\n      AND CASE\n        WHEN :baseId::text IS NOT NULL THEN one.batch_id = :baseId\n        ELSE NOT one.is_scenario AND (one.calculated_at, one.batch_id) < (\n          coalesce(new.calculated_at, (SELECT b.completed_at FROM batch_jobs AS b WHERE b.id = :batchId!)), :batchId!\n        ) AND (:workspaces::text[] IS NULL OR one.workspace_id = ANY (:workspaces))\n      END\n    ORDER BY one.calculated_at DESC, one.batch_id DESC\n    LIMIT 1\n  ) AS old ON true\n  WHERE new.activity_id IS NOT NULL OR old.activity_id IS NOT NULL\n), told AS (\n  SELECT *,\n    CASE WHEN is_shared_otherwise THEN has_other_first_factor ELSE has_other_factor END AS is_factor\n  FROM paired\n), judged AS (\n  SELECT *,\n    is_shared_otherwise\n      OR (has_other_gwp AND (NOT is_factor OR are_both_weighted IS TRUE))\n      OR (has_other_conversion AND NOT is_factor AND NOT has_other_data) AS is_method\n  FROM told\n)\nSELECT\n  old_scope AS \"base_scope?\", old_category AS \"base_category?\", new_scope AS \"new_scope?\",\n  new_category AS \"new_category?\",\n  CASE\n    WHEN old_id IS NULL THEN 'added'\n    WHEN new_id IS NULL THEN 'removed'\n    WHEN has_other_data::int + is_factor::int + is_method::int > 1 THEN 'several'\n    WHEN has_other_data THEN 'activity_data'\n    WHEN is_factor THEN 'factor'\n    WHEN is_method OR (new_kg, new_market_kg) IS DISTINCT FROM (old_kg, old_market_kg) THEN 'method'\n    ELSE 'none'\n  END AS \"cause!\",\n  count(*) AS \"activities!\",\n  trim_scale(coalesce(sum(old_kg), 0)) AS \"base_kg!\", trim_scale(coalesce(sum(new_kg), 0)) AS \"new_kg!\",\n  trim_scale(coalesce(sum(old_market_kg), 0)) AS \"base_market_kg!\",\n  trim_scale(coalesce(sum(new_market_kg), 0)) AS \"new_market_kg!\"\nFROM judged\nGROUP BY 1, 2, 3, 4, 5\nORDER BY 1, 2, 3, 4, 5"};

/**
 * Query generated from SQL:
 * ```
 * -- The records of a batch beside those of the base: of another batch, or, without one, each activity's latest record
 * -- of the inventory that was calculated before the batch's own, and of these workspaces where some are named. Every
 * -- record is a look by its key; what comes out is a row for each scope, category and cause.
 * WITH compared AS (
 *   SELECT ref.activity_id FROM batch_activity_refs AS ref
 *   WHERE ref.org_id = :orgId! AND ref.batch_id = :batchId!
 *   UNION
 *   SELECT ref.activity_id FROM batch_activity_refs AS ref
 *   WHERE ref.org_id = :orgId! AND ref.batch_id = :baseId
 * ), paired AS (
 *   SELECT
 *     old.activity_id AS old_id, old.scope AS old_scope, old.category AS old_category, old.co2e_kg AS old_kg,
 *     coalesce(old.market_co2e_kg, old.co2e_kg) AS old_market_kg,
 *     new.activity_id AS new_id, new.scope AS new_scope, new.category AS new_category, new.co2e_kg AS new_kg,
 *     coalesce(new.market_co2e_kg, new.co2e_kg) AS new_market_kg,
 *     new.activity_version IS DISTINCT FROM old.activity_version AS has_other_data,
 *     -- Shared out by days on one side only, because the policy is another one.
 *     new.period_policy IS DISTINCT FROM old.period_policy AND (
 *       (new.factor_parts IS NULL) <> (old.factor_parts IS NULL)
 *       OR coalesce(jsonb_typeof(new.market_factor -> 'parts') = 'array', false)
 *         <> coalesce(jsonb_typeof(old.market_factor -> 'parts') = 'array', false)
 *     ) AS is_shared_otherwise,
 *     -- Where shares are compared with a whole, the factor of the first day tells.
 *     (
 *       coalesce(new.factor_parts -> 0 ->> 'factorId', new.factor_id),
 *       coalesce(new.factor_parts -> 0 ->> 'factorSet', new.factor_set), new.market_basis,
 *       coalesce(new.market_factor -> 'parts' -> 0 ->> 'factorId', new.market_factor ->> 'factorId'),
 *       coalesce(new.market_factor -> 'parts' -> 0 ->> 'factorSet', new.market_factor ->> 'factorSet')
 *     ) IS DISTINCT FROM (
 *       coalesce(old.factor_parts -> 0 ->> 'factorId', old.factor_id),
 *       coalesce(old.factor_parts -> 0 ->> 'factorSet', old.factor_set), old.market_basis,
 *       coalesce(old.market_factor -> 'parts' -> 0 ->> 'factorId', old.market_factor ->> 'factorId'),
 *       coalesce(old.market_factor -> 'parts' -> 0 ->> 'factorSet', old.market_factor ->> 'factorSet')
 *     ) AS has_other_first_factor,
 *     -- What is published of it; a value that was weighted from its gases follows from the method. What a supplier states
 *     -- is the activity's own data.
 *     (
 *       new.factor_id, new.factor_set, new.market_basis, new.market_factor ->> 'factorId',
 *       new.market_factor ->> 'factorSet', new.co2_per_unit, new.ch4_per_unit, new.n2o_per_unit,
 *       new.biogenic_co2_per_unit,
 *       CASE WHEN new.co2e_basis = 'gases' OR new.factor_source = 'supplier' THEN NULL ELSE new.factor_value END
 *     ) IS DISTINCT FROM (
 *       old.factor_id, old.factor_set, old.market_basis, old.market_factor ->> 'factorId',
 *       old.market_factor ->> 'factorSet', old.co2_per_unit, old.ch4_per_unit, old.n2o_per_unit,
 *       old.biogenic_co2_per_unit,
 *       CASE WHEN old.co2e_basis = 'gases' OR old.factor_source = 'supplier' THEN NULL ELSE old.factor_value END
 *     ) AS has_other_factor,
 *     (new.gwp_set, new.gwp_ch4, new.gwp_n2o) IS DISTINCT FROM (old.gwp_set, old.gwp_ch4, old.gwp_n2o)
 *       AS has_other_gwp,
 *     new.co2e_basis = 'gases' AND old.co2e_basis = 'gases' AS are_both_weighted,
 *     new.conversion IS DISTINCT FROM old.conversion AS has_other_conversion
 *   FROM compared
 *   LEFT JOIN LATERAL (
 *     SELECT * FROM emission_records AS one
 *     WHERE one.org_id = :orgId! AND one.activity_id = compared.activity_id AND one.batch_id = :batchId!
 *     LIMIT 1
 *   ) AS new ON true
 *   LEFT JOIN LATERAL (
 *     SELECT * FROM emission_records AS one
 *     WHERE one.org_id = :orgId! AND one.activity_id = compared.activity_id
 *       AND CASE
 *         WHEN :baseId::text IS NOT NULL THEN one.batch_id = :baseId
 *         ELSE NOT one.is_scenario AND (one.calculated_at, one.batch_id) < (
 *           coalesce(new.calculated_at, (SELECT b.completed_at FROM batch_jobs AS b WHERE b.id = :batchId!)), :batchId!
 *         ) AND (:workspaces::text[] IS NULL OR one.workspace_id = ANY (:workspaces))
 *       END
 *     ORDER BY one.calculated_at DESC, one.batch_id DESC
 *     LIMIT 1
 *   ) AS old ON true
 *   WHERE new.activity_id IS NOT NULL OR old.activity_id IS NOT NULL
 * ), told AS (
 *   SELECT *,
 *     CASE WHEN is_shared_otherwise THEN has_other_first_factor ELSE has_other_factor END AS is_factor
 *   FROM paired
 * ), judged AS (
 *   SELECT *,
 *     is_shared_otherwise
 *       OR (has_other_gwp AND (NOT is_factor OR are_both_weighted IS TRUE))
 *       OR (has_other_conversion AND NOT is_factor AND NOT has_other_data) AS is_method
 *   FROM told
 * )
 * SELECT
 *   old_scope AS "base_scope?", old_category AS "base_category?", new_scope AS "new_scope?",
 *   new_category AS "new_category?",
 *   CASE
 *     WHEN old_id IS NULL THEN 'added'
 *     WHEN new_id IS NULL THEN 'removed'
 *     WHEN has_other_data::int + is_factor::int + is_method::int > 1 THEN 'several'
 *     WHEN has_other_data THEN 'activity_data'
 *     WHEN is_factor THEN 'factor'
 *     WHEN is_method OR (new_kg, new_market_kg) IS DISTINCT FROM (old_kg, old_market_kg) THEN 'method'
 *     ELSE 'none'
 *   END AS "cause!",
 *   count(*) AS "activities!",
 *   trim_scale(coalesce(sum(old_kg), 0)) AS "base_kg!", trim_scale(coalesce(sum(new_kg), 0)) AS "new_kg!",
 *   trim_scale(coalesce(sum(old_market_kg), 0)) AS "base_market_kg!",
 *   trim_scale(coalesce(sum(new_market_kg), 0)) AS "new_market_kg!"
 * FROM judged
 * GROUP BY 1, 2, 3, 4, 5
 * ORDER BY 1, 2, 3, 4, 5
 * ```
 */
export const compareRecords = new PreparedQuery<ICompareRecordsParams,ICompareRecordsResult>(compareRecordsIR);


