/** Types generated for queries found in "src/store/queries/activities.sql" */
import { PreparedQuery } from '@pgtyped/runtime';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type numberArray = (number)[];

export type stringArray = (string)[];

/** 'CreateImport' parameters type */
export interface ICreateImportParams {
  actor: string;
  boundTo?: stringArray | null | void;
  key?: string | null | void;
  orgId?: string | null | void;
  source: string;
}

/** 'CreateImport' return type */
export interface ICreateImportResult {
  finishedAt: Date | null;
  id: number;
  imported: number;
  /** Lines of the input that are done; a resumed import skips them. */
  linesDone: number;
  rejected: number;
  source: string;
  unchanged: number;
  updated: number;
}

/** 'CreateImport' query type */
export interface ICreateImportQuery {
  params: ICreateImportParams;
  result: ICreateImportResult;
}

const createImportIR: any = {"usedParamSet":{"source":true,"key":true,"orgId":true,"actor":true,"boundTo":true},"params":[{"name":"source","required":true,"transform":{"type":"scalar"},"locs":[{"a":152,"b":159}]},{"name":"key","required":false,"transform":{"type":"scalar"},"locs":[{"a":162,"b":165}]},{"name":"orgId","required":false,"transform":{"type":"scalar"},"locs":[{"a":168,"b":173}]},{"name":"actor","required":true,"transform":{"type":"scalar"},"locs":[{"a":176,"b":182}]},{"name":"boundTo","required":false,"transform":{"type":"scalar"},"locs":[{"a":185,"b":192}]}],"statement":"-- No row: an import with this key exists (findImport).\nWITH begun AS (\n  INSERT INTO activity_imports (source, key, org_id, actor, bound_to)\n  VALUES (:source!, :key, :orgId, :actor!, :boundTo)\n  ON CONFLICT (key) DO NOTHING\n  RETURNING *\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject)\n  SELECT org_id, actor, 'import_begun', id::text FROM begun WHERE org_id IS NOT NULL\n)\nSELECT id, source, lines_done, imported, updated, unchanged, rejected, finished_at FROM begun"};

/**
 * Query generated from SQL:
 * ```
 * -- No row: an import with this key exists (findImport).
 * WITH begun AS (
 *   INSERT INTO activity_imports (source, key, org_id, actor, bound_to)
 *   VALUES (:source!, :key, :orgId, :actor!, :boundTo)
 *   ON CONFLICT (key) DO NOTHING
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject)
 *   SELECT org_id, actor, 'import_begun', id::text FROM begun WHERE org_id IS NOT NULL
 * )
 * SELECT id, source, lines_done, imported, updated, unchanged, rejected, finished_at FROM begun
 * ```
 */
export const createImport = new PreparedQuery<ICreateImportParams,ICreateImportResult>(createImportIR);


/** 'FindImport' parameters type */
export interface IFindImportParams {
  key: string;
}

/** 'FindImport' return type */
export interface IFindImportResult {
  finishedAt: Date | null;
  id: number;
  imported: number;
  /** Lines of the input that are done; a resumed import skips them. */
  linesDone: number;
  rejected: number;
  source: string;
  unchanged: number;
  updated: number;
}

/** 'FindImport' query type */
export interface IFindImportQuery {
  params: IFindImportParams;
  result: IFindImportResult;
}

const findImportIR: any = {"usedParamSet":{"key":true},"params":[{"name":"key","required":true,"transform":{"type":"scalar"},"locs":[{"a":117,"b":121}]}],"statement":"SELECT id, source, lines_done, imported, updated, unchanged, rejected, finished_at\nFROM activity_imports\nWHERE key = :key!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT id, source, lines_done, imported, updated, unchanged, rejected, finished_at
 * FROM activity_imports
 * WHERE key = :key!
 * ```
 */
export const findImport = new PreparedQuery<IFindImportParams,IFindImportResult>(findImportIR);


/** 'ForgetImport' parameters type */
export interface IForgetImportParams {
  key: string;
}

/** 'ForgetImport' return type */
export interface IForgetImportResult {
  id: number;
}

/** 'ForgetImport' query type */
export interface IForgetImportQuery {
  params: IForgetImportParams;
  result: IForgetImportResult;
}

const forgetImportIR: any = {"usedParamSet":{"key":true},"params":[{"name":"key","required":true,"transform":{"type":"scalar"},"locs":[{"a":51,"b":55}]}],"statement":"UPDATE activity_imports SET key = NULL WHERE key = :key! RETURNING id"};

/**
 * Query generated from SQL:
 * ```
 * UPDATE activity_imports SET key = NULL WHERE key = :key! RETURNING id
 * ```
 */
export const forgetImport = new PreparedQuery<IForgetImportParams,IForgetImportResult>(forgetImportIR);


/** 'AdvanceImport' parameters type */
export interface IAdvanceImportParams {
  imported: number;
  importId: number;
  linesDone: number;
  rejected: number;
  unchanged: number;
  updated: number;
}

/** 'AdvanceImport' return type */
export interface IAdvanceImportResult {
  id: number;
}

/** 'AdvanceImport' query type */
export interface IAdvanceImportQuery {
  params: IAdvanceImportParams;
  result: IAdvanceImportResult;
}

const advanceImportIR: any = {"usedParamSet":{"linesDone":true,"imported":true,"updated":true,"unchanged":true,"rejected":true,"importId":true},"params":[{"name":"linesDone","required":true,"transform":{"type":"scalar"},"locs":[{"a":133,"b":143},{"a":382,"b":392}]},{"name":"imported","required":true,"transform":{"type":"scalar"},"locs":[{"a":168,"b":177}]},{"name":"updated","required":true,"transform":{"type":"scalar"},"locs":[{"a":200,"b":208}]},{"name":"unchanged","required":true,"transform":{"type":"scalar"},"locs":[{"a":239,"b":249}]},{"name":"rejected","required":true,"transform":{"type":"scalar"},"locs":[{"a":274,"b":283}]},{"name":"importId","required":true,"transform":{"type":"scalar"},"locs":[{"a":354,"b":363}]}],"statement":"-- Only forward. No row: another process imports the same content and has done these lines.\nUPDATE activity_imports\nSET lines_done = :linesDone!, imported = imported + :imported!, updated = updated + :updated!,\n    unchanged = unchanged + :unchanged!, rejected = rejected + :rejected!, updated_at = now(), failed_at = NULL,\n    failure = NULL\nWHERE id = :importId! AND lines_done < :linesDone!\nRETURNING id"};

/**
 * Query generated from SQL:
 * ```
 * -- Only forward. No row: another process imports the same content and has done these lines.
 * UPDATE activity_imports
 * SET lines_done = :linesDone!, imported = imported + :imported!, updated = updated + :updated!,
 *     unchanged = unchanged + :unchanged!, rejected = rejected + :rejected!, updated_at = now(), failed_at = NULL,
 *     failure = NULL
 * WHERE id = :importId! AND lines_done < :linesDone!
 * RETURNING id
 * ```
 */
export const advanceImport = new PreparedQuery<IAdvanceImportParams,IAdvanceImportResult>(advanceImportIR);


/** 'FinishImport' parameters type */
export interface IFinishImportParams {
  importId: number;
}

/** 'FinishImport' return type */
export interface IFinishImportResult {
  finishedAt: Date | null;
  id: number;
  imported: number;
  /** Lines of the input that are done; a resumed import skips them. */
  linesDone: number;
  rejected: number;
  source: string;
  unchanged: number;
  updated: number;
}

/** 'FinishImport' query type */
export interface IFinishImportQuery {
  params: IFinishImportParams;
  result: IFinishImportResult;
}

const finishImportIR: any = {"usedParamSet":{"importId":true},"params":[{"name":"importId","required":true,"transform":{"type":"scalar"},"locs":[{"a":170,"b":179}]}],"statement":"-- An import of one organisation has no key, so that it ends once.\nWITH done AS (\n  UPDATE activity_imports\n  SET finished_at = coalesce(finished_at, now())\n  WHERE id = :importId!\n  RETURNING *\n), logged AS (\n  INSERT INTO audit_log (org_id, actor, action, subject, details)\n  SELECT org_id, actor, 'import_finished', id::text, jsonb_build_object(\n    'imported', imported, 'updated', updated, 'unchanged', unchanged, 'rejected', rejected\n  )\n  FROM done\n  WHERE org_id IS NOT NULL\n)\nSELECT id, source, lines_done, imported, updated, unchanged, rejected, finished_at FROM done"};

/**
 * Query generated from SQL:
 * ```
 * -- An import of one organisation has no key, so that it ends once.
 * WITH done AS (
 *   UPDATE activity_imports
 *   SET finished_at = coalesce(finished_at, now())
 *   WHERE id = :importId!
 *   RETURNING *
 * ), logged AS (
 *   INSERT INTO audit_log (org_id, actor, action, subject, details)
 *   SELECT org_id, actor, 'import_finished', id::text, jsonb_build_object(
 *     'imported', imported, 'updated', updated, 'unchanged', unchanged, 'rejected', rejected
 *   )
 *   FROM done
 *   WHERE org_id IS NOT NULL
 * )
 * SELECT id, source, lines_done, imported, updated, unchanged, rejected, finished_at FROM done
 * ```
 */
export const finishImport = new PreparedQuery<IFinishImportParams,IFinishImportResult>(finishImportIR);


/** 'FailImport' parameters type */
export interface IFailImportParams {
  failure: string;
  importId: number;
}

/** 'FailImport' return type */
export interface IFailImportResult {
  finishedAt: Date | null;
  id: number;
  imported: number;
  /** Lines of the input that are done; a resumed import skips them. */
  linesDone: number;
  rejected: number;
  source: string;
  unchanged: number;
  updated: number;
}

/** 'FailImport' query type */
export interface IFailImportQuery {
  params: IFailImportParams;
  result: IFailImportResult;
}

const failImportIR: any = {"usedParamSet":{"failure":true,"importId":true},"params":[{"name":"failure","required":true,"transform":{"type":"scalar"},"locs":[{"a":104,"b":112}]},{"name":"importId","required":true,"transform":{"type":"scalar"},"locs":[{"a":125,"b":134}]}],"statement":"-- It has broken off. What it has taken stays.\nUPDATE activity_imports\nSET failed_at = now(), failure = :failure!\nWHERE id = :importId! AND finished_at IS NULL\nRETURNING id, source, lines_done, imported, updated, unchanged, rejected, finished_at"};

/**
 * Query generated from SQL:
 * ```
 * -- It has broken off. What it has taken stays.
 * UPDATE activity_imports
 * SET failed_at = now(), failure = :failure!
 * WHERE id = :importId! AND finished_at IS NULL
 * RETURNING id, source, lines_done, imported, updated, unchanged, rejected, finished_at
 * ```
 */
export const failImport = new PreparedQuery<IFailImportParams,IFailImportResult>(failImportIR);


/** 'GetImport' parameters type */
export interface IGetImportParams {
  importId: number;
  orgId: string;
}

/** 'GetImport' return type */
export interface IGetImportResult {
  actor: string;
  /** The workspaces that who imports is bound to; null is all. */
  boundTo: stringArray | null;
  createdAt: Date;
  failedAt: Date | null;
  /** Why it broke off, in a sentence. What it had taken by then stays. */
  failure: string | null;
  finishedAt: Date | null;
  id: number;
  imported: number;
  /** Lines of the input that are done; a resumed import skips them. */
  linesDone: number;
  rejected: number;
  source: string;
  unchanged: number;
  updated: number;
  /** When rows were taken last. */
  updatedAt: Date;
}

/** 'GetImport' query type */
export interface IGetImportQuery {
  params: IGetImportParams;
  result: IGetImportResult;
}

const getImportIR: any = {"usedParamSet":{"orgId":true,"importId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":185,"b":191}]},{"name":"importId","required":true,"transform":{"type":"scalar"},"locs":[{"a":202,"b":211}]}],"statement":"SELECT\n  id, source, lines_done, imported, updated, unchanged, rejected, actor, bound_to, created_at, updated_at, finished_at,\n  failed_at, failure\nFROM activity_imports\nWHERE org_id = :orgId! AND id = :importId!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   id, source, lines_done, imported, updated, unchanged, rejected, actor, bound_to, created_at, updated_at, finished_at,
 *   failed_at, failure
 * FROM activity_imports
 * WHERE org_id = :orgId! AND id = :importId!
 * ```
 */
export const getImport = new PreparedQuery<IGetImportParams,IGetImportResult>(getImportIR);


/** 'ListImports' parameters type */
export interface IListImportsParams {
  before: number;
  limit: number;
  orgId: string;
  workspaceIds?: stringArray | null | void;
}

/** 'ListImports' return type */
export interface IListImportsResult {
  actor: string;
  /** The workspaces that who imports is bound to; null is all. */
  boundTo: stringArray | null;
  createdAt: Date;
  failedAt: Date | null;
  /** Why it broke off, in a sentence. What it had taken by then stays. */
  failure: string | null;
  finishedAt: Date | null;
  id: number;
  imported: number;
  /** Lines of the input that are done; a resumed import skips them. */
  linesDone: number;
  rejected: number;
  source: string;
  unchanged: number;
  updated: number;
  /** When rows were taken last. */
  updatedAt: Date;
}

/** 'ListImports' query type */
export interface IListImportsQuery {
  params: IListImportsParams;
  result: IListImportsResult;
}

const listImportsIR: any = {"usedParamSet":{"orgId":true,"before":true,"workspaceIds":true,"limit":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":285,"b":291}]},{"name":"before","required":true,"transform":{"type":"scalar"},"locs":[{"a":302,"b":309}]},{"name":"workspaceIds","required":false,"transform":{"type":"scalar"},"locs":[{"a":318,"b":330},{"a":363,"b":375}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":401,"b":407}]}],"statement":"-- The newest first; of those bound to some of these workspaces and no other, where some are named.\nSELECT\n  id, source, lines_done, imported, updated, unchanged, rejected, actor, bound_to, created_at, updated_at, finished_at,\n  failed_at, failure\nFROM activity_imports\nWHERE org_id = :orgId! AND id < :before!\n  AND (:workspaceIds::text[] IS NULL OR bound_to <@ :workspaceIds)\nORDER BY id DESC\nLIMIT :limit!"};

/**
 * Query generated from SQL:
 * ```
 * -- The newest first; of those bound to some of these workspaces and no other, where some are named.
 * SELECT
 *   id, source, lines_done, imported, updated, unchanged, rejected, actor, bound_to, created_at, updated_at, finished_at,
 *   failed_at, failure
 * FROM activity_imports
 * WHERE org_id = :orgId! AND id < :before!
 *   AND (:workspaceIds::text[] IS NULL OR bound_to <@ :workspaceIds)
 * ORDER BY id DESC
 * LIMIT :limit!
 * ```
 */
export const listImports = new PreparedQuery<IListImportsParams,IListImportsResult>(listImportsIR);


/** 'UpsertActivities' parameters type */
export interface IUpsertActivitiesParams {
  categories: stringArray;
  dataQualities: stringArray;
  externalIds: stringArray;
  factorIds: stringArray;
  ids: stringArray;
  importId: number;
  lines: numberArray;
  locations: stringArray;
  metadatas: stringArray;
  meterIds: stringArray;
  onlyWorkspaces?: stringArray | null | void;
  orgIds: stringArray;
  periodEnds: stringArray;
  periodStarts: stringArray;
  quantities: stringArray;
  sources: stringArray;
  supplierFactors: stringArray;
  suppliers: stringArray;
  uncertaintyPcts: stringArray;
  units: stringArray;
  workspaceIds: stringArray;
}

/** 'UpsertActivities' return type */
export interface IUpsertActivitiesResult {
  id: string;
  isChanged: boolean;
  isNew: boolean;
}

/** 'UpsertActivities' query type */
export interface IUpsertActivitiesQuery {
  params: IUpsertActivitiesParams;
  result: IUpsertActivitiesResult;
}

const upsertActivitiesIR: any = {"usedParamSet":{"importId":true,"orgIds":true,"ids":true,"workspaceIds":true,"sources":true,"categories":true,"locations":true,"quantities":true,"units":true,"periodStarts":true,"periodEnds":true,"dataQualities":true,"meterIds":true,"externalIds":true,"metadatas":true,"factorIds":true,"supplierFactors":true,"suppliers":true,"uncertaintyPcts":true,"lines":true,"onlyWorkspaces":true},"params":[{"name":"importId","required":true,"transform":{"type":"scalar"},"locs":[{"a":960,"b":969}]},{"name":"orgIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1001,"b":1008}]},{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":1019,"b":1023}]},{"name":"workspaceIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1034,"b":1047}]},{"name":"sources","required":true,"transform":{"type":"scalar"},"locs":[{"a":1058,"b":1066}]},{"name":"categories","required":true,"transform":{"type":"scalar"},"locs":[{"a":1077,"b":1088}]},{"name":"locations","required":true,"transform":{"type":"scalar"},"locs":[{"a":1101,"b":1111}]},{"name":"quantities","required":true,"transform":{"type":"scalar"},"locs":[{"a":1122,"b":1133}]},{"name":"units","required":true,"transform":{"type":"scalar"},"locs":[{"a":1147,"b":1153}]},{"name":"periodStarts","required":true,"transform":{"type":"scalar"},"locs":[{"a":1164,"b":1177}]},{"name":"periodEnds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1188,"b":1199}]},{"name":"dataQualities","required":true,"transform":{"type":"scalar"},"locs":[{"a":1212,"b":1226}]},{"name":"meterIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1237,"b":1246}]},{"name":"externalIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1257,"b":1269}]},{"name":"metadatas","required":true,"transform":{"type":"scalar"},"locs":[{"a":1280,"b":1290}]},{"name":"factorIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1301,"b":1311}]},{"name":"supplierFactors","required":true,"transform":{"type":"scalar"},"locs":[{"a":1324,"b":1340}]},{"name":"suppliers","required":true,"transform":{"type":"scalar"},"locs":[{"a":1354,"b":1364}]},{"name":"uncertaintyPcts","required":true,"transform":{"type":"scalar"},"locs":[{"a":1375,"b":1391}]},{"name":"lines","required":true,"transform":{"type":"scalar"},"locs":[{"a":1405,"b":1411}]},{"name":"onlyWorkspaces","required":false,"transform":{"type":"scalar"},"locs":[{"a":2407,"b":2421},{"a":2464,"b":2478}]}],"statement":"-- An equal row is only marked as named by this import. A row that changes keeps its former self in activity_versions,\n-- by the trigger activities_keep_version. A row that this import named before is left as it is and missing from the\n-- answer (findNamedBefore tells where it stood). So is one of a workspace that the caller may not write to (findForeign);\n-- it stays locked to the end of the transaction all the same, so that the answers agree.\nINSERT INTO activities AS a (\n  org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,\n  meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, import_id, import_line\n)\nSELECT\n  r.org_id, r.id, r.workspace_id, r.source, r.category, r.location, r.quantity, r.unit, r.period_start, r.period_end,\n  r.data_quality, r.meter_id, r.external_id, r.metadata::jsonb, r.factor_id, r.supplier_factor, r.supplier,\n  r.uncertainty_pct, :importId!, r.import_line\nFROM unnest(\n  :orgIds!::text[], :ids!::text[], :workspaceIds!::text[], :sources!::text[], :categories!::text[],\n  :locations!::text[], :quantities!::numeric[], :units!::text[], :periodStarts!::date[], :periodEnds!::date[],\n  :dataQualities!::text[], :meterIds!::text[], :externalIds!::text[], :metadatas!::text[], :factorIds!::text[],\n  :supplierFactors!::numeric[], :suppliers!::text[], :uncertaintyPcts!::numeric[], :lines!::bigint[]\n) AS r (\n  org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,\n  meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, import_line\n)\nORDER BY r.org_id, r.id COLLATE \"C\"\nON CONFLICT (org_id, id) DO UPDATE\nSET workspace_id = excluded.workspace_id, source = excluded.source, category = excluded.category,\n    location = excluded.location, quantity = excluded.quantity, unit = excluded.unit,\n    period_start = excluded.period_start, period_end = excluded.period_end,\n    data_quality = excluded.data_quality, meter_id = excluded.meter_id, external_id = excluded.external_id,\n    metadata = excluded.metadata, factor_id = excluded.factor_id, supplier_factor = excluded.supplier_factor,\n    supplier = excluded.supplier, uncertainty_pct = excluded.uncertainty_pct, import_id = excluded.import_id,\n    import_line = excluded.import_line\nWHERE a.import_id IS DISTINCT FROM excluded.import_id\n  AND (:onlyWorkspaces::text[] IS NULL OR a.workspace_id = ANY (:onlyWorkspaces))\nRETURNING a.id, (a.xmax = 0) AS \"is_new!\", (a.updated_at = now()) AS \"is_changed!\""};

/**
 * Query generated from SQL:
 * ```
 * -- An equal row is only marked as named by this import. A row that changes keeps its former self in activity_versions,
 * -- by the trigger activities_keep_version. A row that this import named before is left as it is and missing from the
 * -- answer (findNamedBefore tells where it stood). So is one of a workspace that the caller may not write to (findForeign);
 * -- it stays locked to the end of the transaction all the same, so that the answers agree.
 * INSERT INTO activities AS a (
 *   org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,
 *   meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, import_id, import_line
 * )
 * SELECT
 *   r.org_id, r.id, r.workspace_id, r.source, r.category, r.location, r.quantity, r.unit, r.period_start, r.period_end,
 *   r.data_quality, r.meter_id, r.external_id, r.metadata::jsonb, r.factor_id, r.supplier_factor, r.supplier,
 *   r.uncertainty_pct, :importId!, r.import_line
 * FROM unnest(
 *   :orgIds!::text[], :ids!::text[], :workspaceIds!::text[], :sources!::text[], :categories!::text[],
 *   :locations!::text[], :quantities!::numeric[], :units!::text[], :periodStarts!::date[], :periodEnds!::date[],
 *   :dataQualities!::text[], :meterIds!::text[], :externalIds!::text[], :metadatas!::text[], :factorIds!::text[],
 *   :supplierFactors!::numeric[], :suppliers!::text[], :uncertaintyPcts!::numeric[], :lines!::bigint[]
 * ) AS r (
 *   org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,
 *   meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, import_line
 * )
 * ORDER BY r.org_id, r.id COLLATE "C"
 * ON CONFLICT (org_id, id) DO UPDATE
 * SET workspace_id = excluded.workspace_id, source = excluded.source, category = excluded.category,
 *     location = excluded.location, quantity = excluded.quantity, unit = excluded.unit,
 *     period_start = excluded.period_start, period_end = excluded.period_end,
 *     data_quality = excluded.data_quality, meter_id = excluded.meter_id, external_id = excluded.external_id,
 *     metadata = excluded.metadata, factor_id = excluded.factor_id, supplier_factor = excluded.supplier_factor,
 *     supplier = excluded.supplier, uncertainty_pct = excluded.uncertainty_pct, import_id = excluded.import_id,
 *     import_line = excluded.import_line
 * WHERE a.import_id IS DISTINCT FROM excluded.import_id
 *   AND (:onlyWorkspaces::text[] IS NULL OR a.workspace_id = ANY (:onlyWorkspaces))
 * RETURNING a.id, (a.xmax = 0) AS "is_new!", (a.updated_at = now()) AS "is_changed!"
 * ```
 */
export const upsertActivities = new PreparedQuery<IUpsertActivitiesParams,IUpsertActivitiesResult>(upsertActivitiesIR);


/** 'FindNamedBefore' parameters type */
export interface IFindNamedBeforeParams {
  categories: stringArray;
  dataQualities: stringArray;
  externalIds: stringArray;
  factorIds: stringArray;
  ids: stringArray;
  importId: number;
  lines: numberArray;
  locations: stringArray;
  metadatas: stringArray;
  meterIds: stringArray;
  orgIds: stringArray;
  periodEnds: stringArray;
  periodStarts: stringArray;
  quantities: stringArray;
  sources: stringArray;
  supplierFactors: stringArray;
  suppliers: stringArray;
  uncertaintyPcts: stringArray;
  units: stringArray;
  workspaceIds: stringArray;
}

/** 'FindNamedBefore' return type */
export interface IFindNamedBeforeResult {
  /** The first line of that import that named it. */
  firstLine: number;
  id: string;
  isEqual: boolean;
  line: number;
  orgId: string;
}

/** 'FindNamedBefore' query type */
export interface IFindNamedBeforeQuery {
  params: IFindNamedBeforeParams;
  result: IFindNamedBeforeResult;
}

const findNamedBeforeIR: any = {"usedParamSet":{"orgIds":true,"ids":true,"workspaceIds":true,"sources":true,"categories":true,"locations":true,"quantities":true,"units":true,"periodStarts":true,"periodEnds":true,"dataQualities":true,"meterIds":true,"externalIds":true,"metadatas":true,"factorIds":true,"supplierFactors":true,"suppliers":true,"uncertaintyPcts":true,"lines":true,"importId":true},"params":[{"name":"orgIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":730,"b":737}]},{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":748,"b":752}]},{"name":"workspaceIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":763,"b":776}]},{"name":"sources","required":true,"transform":{"type":"scalar"},"locs":[{"a":787,"b":795}]},{"name":"categories","required":true,"transform":{"type":"scalar"},"locs":[{"a":806,"b":817}]},{"name":"locations","required":true,"transform":{"type":"scalar"},"locs":[{"a":830,"b":840}]},{"name":"quantities","required":true,"transform":{"type":"scalar"},"locs":[{"a":851,"b":862}]},{"name":"units","required":true,"transform":{"type":"scalar"},"locs":[{"a":876,"b":882}]},{"name":"periodStarts","required":true,"transform":{"type":"scalar"},"locs":[{"a":893,"b":906}]},{"name":"periodEnds","required":true,"transform":{"type":"scalar"},"locs":[{"a":917,"b":928}]},{"name":"dataQualities","required":true,"transform":{"type":"scalar"},"locs":[{"a":941,"b":955}]},{"name":"meterIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":966,"b":975}]},{"name":"externalIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":986,"b":998}]},{"name":"metadatas","required":true,"transform":{"type":"scalar"},"locs":[{"a":1009,"b":1019}]},{"name":"factorIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1030,"b":1040}]},{"name":"supplierFactors","required":true,"transform":{"type":"scalar"},"locs":[{"a":1053,"b":1069}]},{"name":"suppliers","required":true,"transform":{"type":"scalar"},"locs":[{"a":1083,"b":1093}]},{"name":"uncertaintyPcts","required":true,"transform":{"type":"scalar"},"locs":[{"a":1104,"b":1120}]},{"name":"lines","required":true,"transform":{"type":"scalar"},"locs":[{"a":1134,"b":1140}]},{"name":"importId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1457,"b":1466}]}],"statement":"-- Which of these rows an earlier line of the import named, where, and whether with the same content.\nSELECT\n  r.org_id AS \"org_id!\", r.id AS \"id!\", r.import_line AS \"line!\", a.import_line AS \"first_line!\",\n  ((a.workspace_id, a.source, a.category, a.location, a.quantity, a.unit, a.period_start, a.period_end,\n    a.data_quality, a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier,\n    a.uncertainty_pct)\n    IS NOT DISTINCT FROM\n   (r.workspace_id, r.source, r.category, r.location, r.quantity, r.unit, r.period_start, r.period_end,\n    r.data_quality, r.meter_id, r.external_id, r.metadata::jsonb, r.factor_id, r.supplier_factor, r.supplier,\n    r.uncertainty_pct)) AS \"is_equal!\"\nFROM unnest(\n  :orgIds!::text[], :ids!::text[], :workspaceIds!::text[], :sources!::text[], :categories!::text[],\n  :locations!::text[], :quantities!::numeric[], :units!::text[], :periodStarts!::date[], :periodEnds!::date[],\n  :dataQualities!::text[], :meterIds!::text[], :externalIds!::text[], :metadatas!::text[], :factorIds!::text[],\n  :supplierFactors!::numeric[], :suppliers!::text[], :uncertaintyPcts!::numeric[], :lines!::bigint[]\n) AS r (\n  org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,\n  meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, import_line\n)\nJOIN activities AS a ON a.org_id = r.org_id AND a.id = r.id\nWHERE a.import_id = :importId! AND a.import_line < r.import_line\nORDER BY r.import_line"};

/**
 * Query generated from SQL:
 * ```
 * -- Which of these rows an earlier line of the import named, where, and whether with the same content.
 * SELECT
 *   r.org_id AS "org_id!", r.id AS "id!", r.import_line AS "line!", a.import_line AS "first_line!",
 *   ((a.workspace_id, a.source, a.category, a.location, a.quantity, a.unit, a.period_start, a.period_end,
 *     a.data_quality, a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier,
 *     a.uncertainty_pct)
 *     IS NOT DISTINCT FROM
 *    (r.workspace_id, r.source, r.category, r.location, r.quantity, r.unit, r.period_start, r.period_end,
 *     r.data_quality, r.meter_id, r.external_id, r.metadata::jsonb, r.factor_id, r.supplier_factor, r.supplier,
 *     r.uncertainty_pct)) AS "is_equal!"
 * FROM unnest(
 *   :orgIds!::text[], :ids!::text[], :workspaceIds!::text[], :sources!::text[], :categories!::text[],
 *   :locations!::text[], :quantities!::numeric[], :units!::text[], :periodStarts!::date[], :periodEnds!::date[],
 *   :dataQualities!::text[], :meterIds!::text[], :externalIds!::text[], :metadatas!::text[], :factorIds!::text[],
 *   :supplierFactors!::numeric[], :suppliers!::text[], :uncertaintyPcts!::numeric[], :lines!::bigint[]
 * ) AS r (
 *   org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,
 *   meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, import_line
 * )
 * JOIN activities AS a ON a.org_id = r.org_id AND a.id = r.id
 * WHERE a.import_id = :importId! AND a.import_line < r.import_line
 * ORDER BY r.import_line
 * ```
 */
export const findNamedBefore = new PreparedQuery<IFindNamedBeforeParams,IFindNamedBeforeResult>(findNamedBeforeIR);


/** 'FindForeign' parameters type */
export interface IFindForeignParams {
  ids: stringArray;
  lines: numberArray;
  onlyWorkspaces: stringArray;
  orgIds: stringArray;
}

/** 'FindForeign' return type */
export interface IFindForeignResult {
  id: string;
  line: number;
}

/** 'FindForeign' query type */
export interface IFindForeignQuery {
  params: IFindForeignParams;
  result: IFindForeignResult;
}

const findForeignIR: any = {"usedParamSet":{"orgIds":true,"ids":true,"lines":true,"onlyWorkspaces":true},"params":[{"name":"orgIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":132,"b":139}]},{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":150,"b":154}]},{"name":"lines","required":true,"transform":{"type":"scalar"},"locs":[{"a":165,"b":171}]},{"name":"onlyWorkspaces","required":true,"transform":{"type":"scalar"},"locs":[{"a":304,"b":319}]}],"statement":"-- Which of these rows name an activity of another workspace than these.\nSELECT r.id AS \"id!\", r.import_line AS \"line!\"\nFROM unnest(:orgIds!::text[], :ids!::text[], :lines!::bigint[]) AS r (org_id, id, import_line)\nJOIN activities AS a ON a.org_id = r.org_id AND a.id = r.id\nWHERE a.workspace_id <> ALL (:onlyWorkspaces!::text[])\nORDER BY r.import_line"};

/**
 * Query generated from SQL:
 * ```
 * -- Which of these rows name an activity of another workspace than these.
 * SELECT r.id AS "id!", r.import_line AS "line!"
 * FROM unnest(:orgIds!::text[], :ids!::text[], :lines!::bigint[]) AS r (org_id, id, import_line)
 * JOIN activities AS a ON a.org_id = r.org_id AND a.id = r.id
 * WHERE a.workspace_id <> ALL (:onlyWorkspaces!::text[])
 * ORDER BY r.import_line
 * ```
 */
export const findForeign = new PreparedQuery<IFindForeignParams,IFindForeignResult>(findForeignIR);


/** 'FindOutside' parameters type */
export interface IFindOutsideParams {
  activityIds: stringArray;
  orgId: string;
  workspaceIds: stringArray;
}

/** 'FindOutside' return type */
export interface IFindOutsideResult {
  id: string;
}

/** 'FindOutside' query type */
export interface IFindOutsideQuery {
  params: IFindOutsideParams;
  result: IFindOutsideResult;
}

const findOutsideIR: any = {"usedParamSet":{"activityIds":true,"orgId":true,"workspaceIds":true},"params":[{"name":"activityIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":102,"b":114}]},{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":230,"b":236}]},{"name":"workspaceIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":282,"b":295}]}],"statement":"-- The first of these ids that is no activity of these workspaces.\nSELECT one.id AS \"id!\"\nFROM unnest(:activityIds!::text[]) WITH ORDINALITY AS one (id, place)\nWHERE NOT EXISTS (\n  SELECT 1 FROM activities AS a\n  WHERE a.org_id = :orgId! AND a.id = one.id AND a.workspace_id = ANY (:workspaceIds!::text[])\n)\nORDER BY one.place\nLIMIT 1"};

/**
 * Query generated from SQL:
 * ```
 * -- The first of these ids that is no activity of these workspaces.
 * SELECT one.id AS "id!"
 * FROM unnest(:activityIds!::text[]) WITH ORDINALITY AS one (id, place)
 * WHERE NOT EXISTS (
 *   SELECT 1 FROM activities AS a
 *   WHERE a.org_id = :orgId! AND a.id = one.id AND a.workspace_id = ANY (:workspaceIds!::text[])
 * )
 * ORDER BY one.place
 * LIMIT 1
 * ```
 */
export const findOutside = new PreparedQuery<IFindOutsideParams,IFindOutsideResult>(findOutsideIR);


/** 'ListImportOwners' parameters type */
export interface IListImportOwnersParams {
  importId: number;
}

/** 'ListImportOwners' return type */
export interface IListImportOwnersResult {
  activityCount: number;
  orgId: string;
  workspaceId: string;
}

/** 'ListImportOwners' query type */
export interface IListImportOwnersQuery {
  params: IListImportOwnersParams;
  result: IListImportOwnersResult;
}

const listImportOwnersIR: any = {"usedParamSet":{"importId":true},"params":[{"name":"importId","required":true,"transform":{"type":"scalar"},"locs":[{"a":369,"b":378},{"a":516,"b":525}]}],"statement":"-- Whose activities the import was the last to name, and who has a batch of it: another import may have named all of\n-- their activities since.\nSELECT\n  owned.org_id AS \"org_id!\", owned.workspace_id AS \"workspace_id!\", max(owned.activity_count) AS \"activity_count!\"\nFROM (\n  SELECT org_id, workspace_id, count(*) AS activity_count\n  FROM activities\n  WHERE import_id = :importId!\n  GROUP BY org_id, workspace_id\n  UNION ALL\n  SELECT org_id, workspace_id, activity_count::bigint\n  FROM batch_jobs\n  WHERE import_id = :importId!\n) AS owned\nGROUP BY owned.org_id, owned.workspace_id\nORDER BY owned.org_id COLLATE \"C\", owned.workspace_id COLLATE \"C\""};

/**
 * Query generated from SQL:
 * ```
 * -- Whose activities the import was the last to name, and who has a batch of it: another import may have named all of
 * -- their activities since.
 * SELECT
 *   owned.org_id AS "org_id!", owned.workspace_id AS "workspace_id!", max(owned.activity_count) AS "activity_count!"
 * FROM (
 *   SELECT org_id, workspace_id, count(*) AS activity_count
 *   FROM activities
 *   WHERE import_id = :importId!
 *   GROUP BY org_id, workspace_id
 *   UNION ALL
 *   SELECT org_id, workspace_id, activity_count::bigint
 *   FROM batch_jobs
 *   WHERE import_id = :importId!
 * ) AS owned
 * GROUP BY owned.org_id, owned.workspace_id
 * ORDER BY owned.org_id COLLATE "C", owned.workspace_id COLLATE "C"
 * ```
 */
export const listImportOwners = new PreparedQuery<IListImportOwnersParams,IListImportOwnersResult>(listImportOwnersIR);


/** 'GetActivity' parameters type */
export interface IGetActivityParams {
  activityId: string;
  orgId: string;
}

/** 'GetActivity' return type */
export interface IGetActivityResult {
  category: string;
  dataQuality: string;
  externalId: string | null;
  /** The factor to use, in place of the one that would be found. */
  factorId: string | null;
  id: string;
  location: string;
  metadata: Json | null;
  meterId: string | null;
  orgId: string;
  periodEnd: string;
  periodStart: string;
  quantity: string;
  source: string;
  supplier: string | null;
  /** kg CO2e per unit as the supplier states it; used in place of a factor. */
  supplierFactor: string | null;
  /** Of the quantity, at 95 % confidence. */
  uncertaintyPct: string | null;
  unit: string;
  /** One more with each change of its data; records keep the one that they were made from. */
  version: number;
  workspaceId: string;
}

/** 'GetActivity' query type */
export interface IGetActivityQuery {
  params: IGetActivityParams;
  result: IGetActivityResult;
}

const getActivityIR: any = {"usedParamSet":{"orgId":true,"activityId":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":248,"b":254}]},{"name":"activityId","required":true,"transform":{"type":"scalar"},"locs":[{"a":265,"b":276}]}],"statement":"SELECT\n  org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,\n  meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, version\nFROM activities\nWHERE org_id = :orgId! AND id = :activityId!"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,
 *   meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, version
 * FROM activities
 * WHERE org_id = :orgId! AND id = :activityId!
 * ```
 */
export const getActivity = new PreparedQuery<IGetActivityParams,IGetActivityResult>(getActivityIR);


/** 'FindActivities' parameters type */
export interface IFindActivitiesParams {
  activityIds: stringArray;
  orgId: string;
}

/** 'FindActivities' return type */
export interface IFindActivitiesResult {
  category: string;
  dataQuality: string;
  externalId: string | null;
  /** The factor to use, in place of the one that would be found. */
  factorId: string | null;
  id: string;
  /** The last import that named this activity. */
  importId: number | null;
  /** The first line of that import that named it. */
  importLine: number | null;
  location: string;
  metadata: Json | null;
  meterId: string | null;
  orgId: string;
  periodEnd: string;
  periodStart: string;
  quantity: string;
  source: string;
  supplier: string | null;
  /** kg CO2e per unit as the supplier states it; used in place of a factor. */
  supplierFactor: string | null;
  /** Of the quantity, at 95 % confidence. */
  uncertaintyPct: string | null;
  unit: string;
  /** One more with each change of its data; records keep the one that they were made from. */
  version: number;
  workspaceId: string;
}

/** 'FindActivities' query type */
export interface IFindActivitiesQuery {
  params: IFindActivitiesParams;
  result: IFindActivitiesResult;
}

const findActivitiesIR: any = {"usedParamSet":{"orgId":true,"activityIds":true},"params":[{"name":"orgId","required":true,"transform":{"type":"scalar"},"locs":[{"a":274,"b":280}]},{"name":"activityIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":296,"b":308}]}],"statement":"SELECT\n  org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,\n  meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, version, import_id,\n  import_line\nFROM activities\nWHERE org_id = :orgId! AND id = ANY (:activityIds!::text[])"};

/**
 * Query generated from SQL:
 * ```
 * SELECT
 *   org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,
 *   meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, version, import_id,
 *   import_line
 * FROM activities
 * WHERE org_id = :orgId! AND id = ANY (:activityIds!::text[])
 * ```
 */
export const findActivities = new PreparedQuery<IFindActivitiesParams,IFindActivitiesResult>(findActivitiesIR);


