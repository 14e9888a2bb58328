import type { Activity } from '../domain/activity.ts';
import type { EmissionRecord } from '../domain/outcome.ts';

/** A file or request whose rows become activities, and how far it has come. Survives a crash. */
export interface ActivityImport {
  readonly id: number;
  /** Where the rows come from: a file's name, or `api`. */
  readonly source: string;
  /** Lines of the input that are done; a resumed import skips them. */
  readonly linesDone: number;
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly finishedAt: Date | null;
}

/** How an import of one organisation stands. One that neither ended nor failed is on its way, or its node went away. */
export interface ImportState extends ActivityImport {
  readonly actor: string;
  /** The workspaces that who imports is bound to; null is all. */
  readonly boundTo: readonly string[] | null;
  readonly createdAt: Date;
  /** When rows were taken last. */
  readonly updatedAt: Date;
  readonly failedAt: Date | null;
  /** Why it broke off, in a sentence. */
  readonly failure: string | null;
}

/** Who imports, for the audit log of the organisation whose rows they are; null where those may be several. */
export interface Importer {
  readonly orgId: string | null;
  readonly actor: string;
  /** The workspaces that they are bound to; null or absent is all. */
  readonly boundTo?: readonly string[] | null;
}

/** One activity and the line of its input (1 is the first line of the file; an array's elements count from 1). */
export interface ImportRow {
  readonly line: number;
  readonly activity: Activity;
}

/** A row whose id stood on an earlier line of the same import with other content. */
export interface DuplicateRow {
  readonly line: number;
  readonly activityId: string;
  readonly firstLine: number;
}

/** A row whose activity belongs to another workspace than those that may be written to. */
export type ForeignRow = Pick<DuplicateRow, 'line' | 'activityId'>;

export interface ImportedRows {
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Not written; the earlier line stands. */
  readonly duplicates: readonly DuplicateRow[];
  /** Not written either. */
  readonly foreign: readonly ForeignRow[];
}

/** What a call of an import brings forward beside its rows. */
export interface ImportProgress {
  readonly linesDone: number;
  readonly rejected: number;
  readonly repeated?: number;
  /** Activities of other workspaces are left as they are; all may be written where this is absent. */
  readonly onlyWorkspaces?: readonly string[];
}

/** Which batch an import's rows of one owner belong to. */
export interface ImportOwner {
  readonly orgId: string;
  readonly workspaceId: string;
  readonly activityCount: number;
}

/** What became of an activity in a batch, and which import named it last. */
export interface ActivityResult {
  readonly activity: Activity;
  readonly importId: number | null;
  /** The first line of that import that named it. */
  readonly importLine: number | null;
  readonly record: EmissionRecord | null;
  readonly error: { readonly code: string; readonly details: string } | null;
}

export interface ActivityStore {
  /**
   * Begins an import, or finds the one with this key again: an unfinished one goes on where it was. `key` names
   * the content (a digest of the file and its options); null always begins a new one.
   */
  beginImport(source: string, key: string | null, by?: Importer): Promise<ActivityImport>;
  /** Lets go of the import with this key, so that the same content can be imported and submitted anew. */
  forgetImport(key: string): Promise<void>;
  /**
   * Inserts or updates by (org, id), in one transaction with the import's counters. An equal row is counted as
   * unchanged, and so are `repeated` rows, which the caller left out because they are equal to one of these. Rows of
   * one call may name several organisations, and no activity twice. Throws `ConflictError` when `linesDone` is no
   * further than the import is already: another process is at the same content.
   */
  importActivities(
    importId: number,
    rows: readonly ImportRow[],
    progress: ImportProgress,
  ): Promise<ImportedRows>;
  finishImport(importId: number): Promise<ActivityImport>;
  /** Notes why an import broke off, and gives what it had taken by then, which stays; null where it had ended. */
  failImport(importId: number, failure: string): Promise<ActivityImport | null>;
  /** Null where the organisation has no such import. */
  getImport(orgId: string, importId: number): Promise<ImportState | null>;
  /** The newest first, behind the one with the id `after`; only those of importers bound to no other workspaces, where some are named. */
  listImports(
    orgId: string,
    workspaceIds: readonly string[] | null,
    page: { readonly limit: number; readonly after?: number },
  ): Promise<ImportState[]>;
  listImportOwners(importId: number): Promise<ImportOwner[]>;
  getActivity(orgId: string, activityId: string): Promise<Activity | null>;
  /** The first of these ids that is no activity of these workspaces; null where all are. */
  findOutside(
    orgId: string,
    workspaceIds: readonly string[],
    activityIds: readonly string[],
  ): Promise<string | null>;
  /** These activities and their results in one batch, in any order; activities that do not exist are absent. */
  findResults(orgId: string, batchId: string, activityIds: readonly string[]): Promise<ActivityResult[]>;
}
