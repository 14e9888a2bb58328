import type { Database, Queryable } from '../db/database.ts';
import type { Activity } from '../domain/activity.ts';
import { ConflictError } from '../domain/errors.ts';
import { findResults, getActivity } from './activity-reading.ts';
import type {
  ActivityImport,
  ActivityResult,
  ActivityStore,
  DuplicateRow,
  ForeignRow,
  ImportedRows,
  Importer,
  ImportOwner,
  ImportProgress,
  ImportRow,
  ImportState,
} from './activity-store.ts';
import { firstOf } from './batch-rows.ts';
import { withNulls } from './outcome-columns.ts';
import * as queries from './queries/activities.queries.ts';
import { run } from './run-query.ts';

export class PostgresActivityStore implements ActivityStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async beginImport(
    source: string,
    key: string | null,
    by: Importer = unknownImporter,
  ): Promise<ActivityImport> {
    const { orgId, actor, boundTo } = by;
    const importer = { orgId, actor, boundTo: boundTo ? [...boundTo] : null };
    const created = firstOf(await run(queries.createImport, { source, key, ...importer }, this.#db));
    if (created !== null) return created;
    const found = key === null ? null : firstOf(await run(queries.findImport, { key }, this.#db));
    if (found === null) throw new Error(`The import ${key} was neither created nor found.`);
    return found;
  }

  async forgetImport(key: string): Promise<void> {
    await run(queries.forgetImport, { key }, this.#db);
  }

  importActivities(
    importId: number,
    rows: readonly ImportRow[],
    progress: ImportProgress,
  ): Promise<ImportedRows> {
    return this.#db.transaction(async (tx) => {
      const onlyWorkspaces = progress.onlyWorkspaces ? [...progress.onlyWorkspaces] : null;
      const counts = rows.length === 0 ? nothingImported : await upsert(tx, importId, rows, onlyWorkspaces);
      const { imported, updated, duplicates, foreign } = counts;
      const unchanged = counts.unchanged + (progress.repeated ?? 0);
      const rejected = progress.rejected + duplicates.length + foreign.length;
      const advanced = await run(
        queries.advanceImport,
        { importId, linesDone: progress.linesDone, imported, updated, unchanged, rejected },
        tx,
      );
      if (advanced.length === 0) {
        throw new ConflictError(
          `Another process imports the same content and has come as far as line ${progress.linesDone}: wait for it, then start again.`,
        );
      }
      return counts;
    });
  }

  async finishImport(importId: number): Promise<ActivityImport> {
    const row = firstOf(await run(queries.finishImport, { importId }, this.#db));
    if (row === null) throw new Error(`There is no import ${importId}.`);
    return row;
  }

  async failImport(importId: number, failure: string): Promise<ActivityImport | null> {
    return firstOf(await run(queries.failImport, { importId, failure }, this.#db));
  }

  async getImport(orgId: string, importId: number): Promise<ImportState | null> {
    return firstOf(await run(queries.getImport, { orgId, importId }, this.#db));
  }

  listImports(
    orgId: string,
    workspaceIds: readonly string[] | null,
    { limit, after = Number.MAX_SAFE_INTEGER }: { readonly limit: number; readonly after?: number },
  ): Promise<ImportState[]> {
    const wanted = { orgId, workspaceIds: workspaceIds && [...workspaceIds], before: after, limit };
    return run(queries.listImports, wanted, this.#db);
  }

  listImportOwners(importId: number): Promise<ImportOwner[]> {
    return run(queries.listImportOwners, { importId }, this.#db);
  }

  getActivity(orgId: string, activityId: string): Promise<Activity | null> {
    return getActivity(this.#db, orgId, activityId);
  }

  async findOutside(
    orgId: string,
    workspaceIds: readonly string[],
    activityIds: readonly string[],
  ): Promise<string | null> {
    const wanted = { orgId, workspaceIds: [...workspaceIds], activityIds: [...activityIds] };
    return firstOf(await run(queries.findOutside, wanted, this.#db))?.id ?? null;
  }

  findResults(orgId: string, batchId: string, activityIds: readonly string[]): Promise<ActivityResult[]> {
    return findResults(this.#db, orgId, batchId, activityIds);
  }
}

const unknownImporter: Importer = { orgId: null, actor: 'unknown' };
const nothingImported: ImportedRows = { imported: 0, updated: 0, unchanged: 0, duplicates: [], foreign: [] };

async function upsert(
  tx: Queryable,
  importId: number,
  rows: readonly ImportRow[],
  onlyWorkspaces: string[] | null,
): Promise<ImportedRows> {
  const columns = { importId, ...columnsOfRows(rows) };
  const written = await run(queries.upsertActivities, { ...columns, onlyWorkspaces }, tx);
  const imported = written.filter((row) => row.isNew).length;
  const updated = written.filter((row) => !row.isNew && row.isChanged).length;
  const duplicates = written.length === rows.length ? [] : await findDuplicates(tx, columns);
  const foreign = written.length === rows.length ? [] : await findForeign(tx, columns, onlyWorkspaces);
  const unchanged = rows.length - imported - updated - duplicates.length - foreign.length;
  return { imported, updated, unchanged, duplicates, foreign };
}

async function findDuplicates(
  tx: Queryable,
  columns: queries.IFindNamedBeforeParams,
): Promise<DuplicateRow[]> {
  const named = await run(queries.findNamedBefore, columns, tx);
  return named
    .filter((row) => !row.isEqual)
    .map((row) => ({ line: row.line, activityId: row.id, firstLine: row.firstLine ?? 0 }));
}

async function findForeign(
  tx: Queryable,
  { orgIds, ids, lines }: Pick<queries.IFindForeignParams, 'orgIds' | 'ids' | 'lines'>,
  onlyWorkspaces: string[] | null,
): Promise<ForeignRow[]> {
  if (onlyWorkspaces === null) return [];
  const named = await run(queries.findForeign, { orgIds, ids, lines, onlyWorkspaces }, tx);
  return named.map((row) => ({ line: row.line, activityId: row.id }));
}

function columnsOfRows(rows: readonly ImportRow[]) {
  const of = <Value>(pick: (activity: Activity) => Value) => rows.map((row) => pick(row.activity));
  return {
    lines: rows.map((row) => row.line),
    orgIds: of((activity) => activity.orgId),
    ids: of((activity) => activity.id),
    workspaceIds: of((activity) => activity.workspaceId),
    sources: of((activity) => activity.source as string),
    categories: of((activity) => activity.category),
    locations: of((activity) => activity.location),
    quantities: of((activity) => activity.quantity),
    units: of((activity) => activity.unit),
    periodStarts: of((activity) => activity.periodStart),
    periodEnds: of((activity) => activity.periodEnd),
    dataQualities: of((activity) => activity.dataQuality as string),
    meterIds: withNulls(of((activity) => activity.meterId)),
    externalIds: withNulls(of((activity) => activity.externalId)),
    metadatas: withNulls(of((activity) => activity.metadata && JSON.stringify(activity.metadata))),
    factorIds: withNulls(of((activity) => activity.factorId)),
    supplierFactors: withNulls(of((activity) => activity.supplierFactor)),
    suppliers: withNulls(of((activity) => activity.supplier)),
    uncertaintyPcts: withNulls(of((activity) => activity.uncertaintyPct)),
  };
}
