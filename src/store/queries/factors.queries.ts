/** Types generated for queries found in "src/store/queries/factors.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type stringArray = (string)[];

/** 'CreateFactorSet' parameters type */
export interface ICreateFactorSetParams {
  actor: string;
  checksum: string;
  edition: string;
  id: string;
  level: string;
  licence: string;
  name: string;
  orgId: string;
  source: string;
}

/** 'CreateFactorSet' return type */
export interface ICreateFactorSetResult {
  id: string;
}

/** 'CreateFactorSet' query type */
export interface ICreateFactorSetQuery {
  params: ICreateFactorSetParams;
  result: ICreateFactorSetResult;
}

const createFactorSetIR: any = {"usedParamSet":{"orgId":true,"id":true,"name":true,"edition":true,"level":true,"licence":true,"source":true,"checksum":true,"actor":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":222,"b":228}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":231,"b":234}]},{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":237,"b":242}]},{"name":"edition","required":true,"transform":{"type":"scalar"},"locs":[{"a":245,"b":253}]},{"name":"level","required":true,"transform":{"type":"scalar"},"locs":[{"a":256,"b":262}]},{"name":"licence","required":true,"transform":{"type":"scalar"},"locs":[{"a":265,"b":273}]},{"name":"source","required":true,"transform":{"type":"scalar"},"locs":[{"a":276,"b":283}]},{"name":"checksum","required":true,"transform":{"type":"scalar"},"locs":[{"a":286,"b":295}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":448,"b":454}]}],"statement":"-- No row: the set is there (getFactorSet). A built-in one is nobody's, and no change of an organisation.\nWITH created AS (\n  INSERT INTO factor_sets (org_id, id, name, edition, level, licence, source, checksum)\n  VALUES (:orgId!, :id!, :name!, :edition!, :level!, :licence!, :source!, :checksum!)\n  ON CONFLICT (org_id, id) DO NOTHING\n  RETURNING *\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, :actor!, 'factor_set_imported', id, jsonb_build_object(\n    'name', name, 'edition', edition, 'licence', licence, 'source', source, 'checksum', checksum\n  )\n  FROM created\n  WHERE org_id <> ''\n)\nSELECT id FROM created"};

/**
 * Query generated from SQL:
 * ```
 * -- No row: the set is there (getFactorSet). A built-in one is nobody's, and no change of an organisation.
 * WITH created AS (
 *   INSERT INTO factor_sets (org_id, id, name, edition, level, licence, source, checksum)
 *   VALUES (:orgId!, :id!, :name!, :edition!, :level!, :licence!, :source!, :checksum!)
 *   ON CONFLICT (org_id, id) DO NOTHING
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, :actor!, 'factor_set_imported', id, jsonb_build_object(
 *     'name', name, 'edition', edition, 'licence', licence, 'source', source, 'checksum', checksum
 *   )
 *   FROM created
 *   WHERE org_id <> ''
 * )
 * SELECT id FROM created
 * ```
 */
export const createFactorSet = new PreparedQuery<ICreateFactorSetParams,ICreateFactorSetResult>(createFactorSetIR);


/** 'GetFactorSet' parameters type */
export interface IGetFactorSetParams {
  id: string;
  orgId: string;
}

/** 'GetFactorSet' return type */
export interface IGetFactorSetResult {
  checksum: string;
  edition: string;
  id: string;
  level: string;
  licence: string;
  name: string;
  /** Whose own it is; empty for the built-in ones, which are everybody's. */
  orgId: string;
  source: string;
}

/** 'GetFactorSet' query type */
export interface IGetFactorSetQuery {
  params: IGetFactorSetParams;
  result: IGetFactorSetResult;
}

const getFactorSetIR: any = {"usedParamSet":{"orgId":true,"id":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":99,"b":105}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":116,"b":119}]}],"statement":"SELECT org_id, id, name, edition, level, licence, source, checksum\nFROM factor_sets\nWHERE org_id = :orgId! AND id = :id!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT org_id, id, name, edition, level, licence, source, checksum
 * FROM factor_sets
 * WHERE org_id = :orgId! AND id = :id!
 * ```
 */
export const getFactorSet = new PreparedQuery<IGetFactorSetParams,IGetFactorSetResult>(getFactorSetIR);


/** 'InsertFactors' parameters type */
export interface IInsertFactorsParams {
  factors: Json;
}

/** 'InsertFactors' return type */
export type IInsertFactorsResult = void;

/** 'InsertFactors' query type */
export interface IInsertFactorsQuery {
  params: IInsertFactorsParams;
  result: IInsertFactorsResult;
}

const insertFactorsIR: any = {"usedParamSet":{"factors":true},"params":[{"name":"factors","required":true,"transform":{"type":"scalar"},"locs":[{"a":860,"b":868}]}],"statement":"INSERT INTO emission_factors (\n  org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,\n  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,\n  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,\n  workspace_id, meter_id\n)\nSELECT\n  org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,\n  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,\n  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,\n  workspace_id, meter_id\nFROM jsonb_populate_recordset(NULL::emission_factors, :factors!::jsonb)"};

/**
 * Query generated from SQL:
 * ```
 * INSERT INTO emission_factors (
 *   org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
 *   co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
 *   source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,
 *   workspace_id, meter_id
 * )
 * SELECT
 *   org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
 *   co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
 *   source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,
 *   workspace_id, meter_id
 * FROM jsonb_populate_recordset(NULL::emission_factors, :factors!::jsonb)
 * ```
 */
export const insertFactors = new PreparedQuery<IInsertFactorsParams,IInsertFactorsResult>(insertFactorsIR);


/** 'ListFactorSets' parameters type */
export interface IListFactorSetsParams {
  orgId: string;
}

/** 'ListFactorSets' return type */
export interface IListFactorSetsResult {
  checksum: string;
  edition: string;
  factorCount: number;
  id: string;
  installedAt: Date;
  level: string;
  licence: string;
  name: string;
  /** Whose own it is; empty for the built-in ones, which are everybody's. */
  orgId: string;
  source: string;
}

/** 'ListFactorSets' query type */
export interface IListFactorSetsQuery {
  params: IListFactorSetsParams;
  result: IListFactorSetsResult;
}

const listFactorSetsIR: any = {"usedParamSet":{"orgId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":306,"b":312}]}],"statement":"-- The organisation's own and the built-in ones.\nSELECT s.org_id, s.id, s.name, s.edition, s.level, s.licence, s.source, s.checksum, s.installed_at,\n  (SELECT count(*) FROM emission_factors AS f WHERE f.org_id = s.org_id AND f.set_id = s.id) AS \"factor_count!\"\nFROM factor_sets AS s\nWHERE s.org_id IN ('', :orgId!)\nORDER BY s.org_id DESC, s.id"};

/**
 * Query generated from SQL:
 * ```
 * -- The organisation's own and the built-in ones.
 * SELECT s.org_id, s.id, s.name, s.edition, s.level, s.licence, s.source, s.checksum, s.installed_at,
 *   (SELECT count(*) FROM emission_factors AS f WHERE f.org_id = s.org_id AND f.set_id = s.id) AS "factor_count!"
 * FROM factor_sets AS s
 * WHERE s.org_id IN ('', :orgId!)
 * ORDER BY s.org_id DESC, s.id
 * ```
 */
export const listFactorSets = new PreparedQuery<IListFactorSetsParams,IListFactorSetsResult>(listFactorSetsIR);


/** 'LoadFactors' parameters type */
export interface ILoadFactorsParams {
  orgId: string;
  setId: string;
}

/** 'LoadFactors' return type */
export interface ILoadFactorsResult {
  biogenicCo2KgPerUnit: string | null;
  boundary: string;
  category: string;
  ch4KgPerUnit: string | null;
  /** As published; wins over the gases. */
  co2eKgPerUnit: string | null;
  co2KgPerUnit: string | null;
  dataset: string;
  datasetVersion: string;
  description: string;
  gwpSet: string | null;
  heatBasis: string | null;
  id: string;
  /** Makes it a factor of market-based scope 2 alone. */
  instrument: string | null;
  licence: string;
  meterId: string | null;
  methaneOrigin: string | null;
  n2oKgPerUnit: string | null;
  orgId: string;
  originalUnit: string;
  originalValue: string;
  region: string;
  scope: number;
  scope3Category: number | null;
  setId: string;
  sourceRef: string;
  uncertaintyPct: string | null;
  unit: string;
  validFrom: string;
  /** Inclusive; null is open. */
  validTo: string | null;
  /** Where an instrument covers one workspace only; meter_id likewise. */
  workspaceId: string | null;
}

/** 'LoadFactors' query type */
export interface ILoadFactorsQuery {
  params: ILoadFactorsParams;
  result: ILoadFactorsResult;
}

const loadFactorsIR: any = {"usedParamSet":{"orgId":true,"setId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":433,"b":439}]},{"name":"setId","required":true,"transform":{"type":"scalar"},"locs":[{"a":455,"b":461}]}],"statement":"SELECT\n  org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,\n  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,\n  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,\n  workspace_id, meter_id\nFROM emission_factors\nWHERE org_id IN ('', :orgId!) AND set_id = :setId!\nORDER BY org_id DESC, id"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
 *   co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
 *   source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,
 *   workspace_id, meter_id
 * FROM emission_factors
 * WHERE org_id IN ('', :orgId!) AND set_id = :setId!
 * ORDER BY org_id DESC, id
 * ```
 */
export const loadFactors = new PreparedQuery<ILoadFactorsParams,ILoadFactorsResult>(loadFactorsIR);


/** 'SearchFactors' parameters type */
export interface ISearchFactorsParams {
  afterFactorId: string;
  afterSetId: string;
  category?: string | null | void;
  factorId?: string | null | void;
  limit: number;
  orgId: string;
  region?: string | null | void;
  search?: string | null | void;
  setId?: string | null | void;
  unit?: string | null | void;
  workspaces?: stringArray | null | void;
}

/** 'SearchFactors' return type */
export interface ISearchFactorsResult {
  biogenicCo2KgPerUnit: string | null;
  boundary: string;
  category: string;
  ch4KgPerUnit: string | null;
  /** As published; wins over the gases. */
  co2eKgPerUnit: string | null;
  co2KgPerUnit: string | null;
  dataset: string;
  datasetVersion: string;
  description: string;
  gwpSet: string | null;
  heatBasis: string | null;
  id: string;
  /** Makes it a factor of market-based scope 2 alone. */
  instrument: string | null;
  licence: string;
  meterId: string | null;
  methaneOrigin: string | null;
  n2oKgPerUnit: string | null;
  orgId: string;
  originalUnit: string;
  originalValue: string;
  region: string;
  scope: number;
  scope3Category: number | null;
  setId: string;
  sourceRef: string;
  uncertaintyPct: string | null;
  unit: string;
  validFrom: string;
  /** Inclusive; null is open. */
  validTo: string | null;
  /** Where an instrument covers one workspace only; meter_id likewise. */
  workspaceId: string | null;
}

/** 'SearchFactors' query type */
export interface ISearchFactorsQuery {
  params: ISearchFactorsParams;
  result: ISearchFactorsResult;
}

const searchFactorsIR: any = {"usedParamSet":{"orgId":true,"setId":true,"factorId":true,"category":true,"region":true,"unit":true,"search":true,"workspaces":true,"afterSetId":true,"afterFactorId":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":433,"b":439}]},{"name":"setId","required":false,"transform":{"type":"scalar"},"locs":[{"a":449,"b":454},{"a":482,"b":487}]},{"name":"factorId","required":false,"transform":{"type":"scalar"},"locs":[{"a":497,"b":505},{"a":529,"b":537}]},{"name":"category","required":false,"transform":{"type":"scalar"},"locs":[{"a":547,"b":555},{"a":585,"b":593}]},{"name":"region","required":false,"transform":{"type":"scalar"},"locs":[{"a":603,"b":609},{"a":637,"b":643}]},{"name":"unit","required":false,"transform":{"type":"scalar"},"locs":[{"a":653,"b":657},{"a":683,"b":687}]},{"name":"search","required":false,"transform":{"type":"scalar"},"locs":[{"a":697,"b":703},{"a":737,"b":743}]},{"name":"workspaces","required":false,"transform":{"type":"scalar"},"locs":[{"a":813,"b":823},{"a":888,"b":898}]},{"name":"afterSetId","required":true,"transform":{"type":"scalar"},"locs":[{"a":948,"b":959}]},{"name":"afterFactorId","required":true,"transform":{"type":"scalar"},"locs":[{"a":962,"b":976}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1029,"b":1035}]}],"statement":"SELECT\n  org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,\n  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,\n  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,\n  workspace_id, meter_id\nFROM emission_factors\nWHERE org_id IN ('', :orgId!)\n  AND (:setId::text IS NULL OR set_id = :setId)\n  AND (:factorId::text IS NULL OR id = :factorId)\n  AND (:category::text IS NULL OR category = :category)\n  AND (:region::text IS NULL OR region = :region)\n  AND (:unit::text IS NULL OR unit = :unit)\n  AND (:search::text IS NULL OR position(lower(:search) IN lower(id || ' ' || category || ' ' || description)) > 0)\n  AND (:workspaces::text[] IS NULL OR workspace_id IS NULL OR workspace_id = ANY (:workspaces))\n  AND (set_id COLLATE \"C\", id COLLATE \"C\") > (:afterSetId!, :afterFactorId!)\nORDER BY set_id COLLATE \"C\", id COLLATE \"C\"\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
 *   co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
 *   source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,
 *   workspace_id, meter_id
 * FROM emission_factors
 * WHERE org_id IN ('', :orgId!)
 *   AND (:setId::text IS NULL OR set_id = :setId)
 *   AND (:factorId::text IS NULL OR id = :factorId)
 *   AND (:category::text IS NULL OR category = :category)
 *   AND (:region::text IS NULL OR region = :region)
 *   AND (:unit::text IS NULL OR unit = :unit)
 *   AND (:search::text IS NULL OR position(lower(:search) IN lower(id || ' ' || category || ' ' || description)) > 0)
 *   AND (:workspaces::text[] IS NULL OR workspace_id IS NULL OR workspace_id = ANY (:workspaces))
 *   AND (set_id COLLATE "C", id COLLATE "C") > (:afterSetId!, :afterFactorId!)
 * ORDER BY set_id COLLATE "C", id COLLATE "C"
 * LIMIT :limit!
 * ```
 */
export const searchFactors = new PreparedQuery<ISearchFactorsParams,ISearchFactorsResult>(searchFactorsIR);


/** 'GetCalculationSettings' parameters type */
export interface IGetCalculationSettingsParams {
  orgId: string;
}

/** 'GetCalculationSettings' return type */
export interface IGetCalculationSettingsResult {
  /** The preferred first; null for the product's own order. Likewise the others. */
  factorSets: stringArray | null;
  gwpSet: string | null;
  periodPolicy: string | null;
  /** One more with each change: who changes what they have read sees whether somebody else did in between. */
  version: number;
}

/** 'GetCalculationSettings' query type */
export interface IGetCalculationSettingsQuery {
  params: IGetCalculationSettingsParams;
  result: IGetCalculationSettingsResult;
}

const getCalculationSettingsIR: any = {"usedParamSet":{"orgId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":93,"b":99}]}],"statement":"SELECT factor_sets, gwp_set, period_policy, version FROM calculation_settings WHERE org_id = :orgId!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT factor_sets, gwp_set, period_policy, version FROM calculation_settings WHERE org_id = :orgId!
 * ```
 */
export const getCalculationSettings = new PreparedQuery<IGetCalculationSettingsParams,IGetCalculationSettingsResult>(getCalculationSettingsIR);


/** 'SaveCalculationSettings' parameters type */
export interface ISaveCalculationSettingsParams {
  actor: string;
  factorSets?: stringArray | null | void;
  gwpSet?: string | null | void;
  orgId: string;
  periodPolicy?: string | null | void;
  version?: number | null | void;
}

/** 'SaveCalculationSettings' return type */
export interface ISaveCalculationSettingsResult {
  /** The preferred first; null for the product's own order. Likewise the others. */
  factorSets: stringArray | null;
  gwpSet: string | null;
  periodPolicy: string | null;
  /** One more with each change: who changes what they have read sees whether somebody else did in between. */
  version: number;
}

/** 'SaveCalculationSettings' query type */
export interface ISaveCalculationSettingsQuery {
  params: ISaveCalculationSettingsParams;
  result: ISaveCalculationSettingsResult;
}

const saveCalculationSettingsIR: any = {"usedParamSet":{"orgId":true,"factorSets":true,"gwpSet":true,"periodPolicy":true,"actor":true,"version":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":239,"b":245}]},{"name":"factorSets","required":false,"transform":{"type":"scalar"},"locs":[{"a":248,"b":258}]},{"name":"gwpSet","required":false,"transform":{"type":"scalar"},"locs":[{"a":261,"b":267}]},{"name":"periodPolicy","required":false,"transform":{"type":"scalar"},"locs":[{"a":270,"b":282}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":285,"b":291}]},{"name":"version","required":false,"transform":{"type":"scalar"},"locs":[{"a":529,"b":536},{"a":570,"b":577}]}],"statement":"-- No row: they are no longer of the version that was to be replaced; 0 is that of settings that were never saved.\nWITH saved AS (\n  INSERT INTO calculation_settings AS s (org_id, factor_sets, gwp_set, period_policy, updated_by)\n  VALUES (:orgId!, :factorSets, :gwpSet, :periodPolicy, :actor!)\n  ON CONFLICT (org_id) DO UPDATE\n  SET factor_sets = excluded.factor_sets, gwp_set = excluded.gwp_set, period_policy = excluded.period_policy,\n      version = s.version + 1, updated_at = now(), updated_by = excluded.updated_by\n  WHERE :version::integer IS NULL OR s.version = :version\n  RETURNING *\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, updated_by, 'calculation_settings_changed', org_id, jsonb_strip_nulls(jsonb_build_object(\n    'factor_sets', factor_sets, 'gwp_set', gwp_set, 'period_policy', period_policy\n  ))\n  FROM saved\n)\nSELECT factor_sets, gwp_set, period_policy, version FROM saved"};

/**
 * Query generated from SQL:
 * ```
 * -- No row: they are no longer of the version that was to be replaced; 0 is that of settings that were never saved.
 * WITH saved AS (
 *   INSERT INTO calculation_settings AS s (org_id, factor_sets, gwp_set, period_policy, updated_by)
 *   VALUES (:orgId!, :factorSets, :gwpSet, :periodPolicy, :actor!)
 *   ON CONFLICT (org_id) DO UPDATE
 *   SET factor_sets = excluded.factor_sets, gwp_set = excluded.gwp_set, period_policy = excluded.period_policy,
 *       version = s.version + 1, updated_at = now(), updated_by = excluded.updated_by
 *   WHERE :version::integer IS NULL OR s.version = :version
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, updated_by, 'calculation_settings_changed', org_id, jsonb_strip_nulls(jsonb_build_object(
 *     'factor_sets', factor_sets, 'gwp_set', gwp_set, 'period_policy', period_policy
 *   ))
 *   FROM saved
 * )
 * SELECT factor_sets, gwp_set, period_policy, version FROM saved
 * ```
 */
export const saveCalculationSettings = new PreparedQuery<ISaveCalculationSettingsParams,ISaveCalculationSettingsResult>(saveCalculationSettingsIR);


