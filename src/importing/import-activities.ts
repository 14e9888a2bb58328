import type { Activity } from '../domain/activity.ts';
import { parseActivity, type RowOwner } from '../domain/activity-rules.ts';
import { formatDecimal, parseDecimal } from '../domain/decimal.ts';
import { quoted, type RowProblem, shownValue } from '../domain/row-problem.ts';
import type { ActivityImport, ActivityStore, ForeignRow, ImportRow } from '../store/activity-store.ts';
import type { InputRow } from './input-row.ts';

export interface RowError extends RowProblem {
  readonly line: number;
}

/** Errors of one code: how many rows, and the first of them. */
export interface RowErrorGroup {
  readonly code: string;
  readonly count: number;
  readonly examples: readonly RowError[];
}

export interface ImportSummary {
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** The first of them, in the order of their lines. */
  readonly errors: readonly RowError[];
  readonly errorGroups: readonly RowErrorGroup[];
}

export interface ImportOptions {
  readonly owner: RowOwner;
  readonly signal?: AbortSignal;
  /** Called after each write with the last line that is done. */
  readonly onProgress?: (linesDone: number) => void;
}

const rowsPerWrite = 2_000;
const errorsKept = 100;
const examplesKept = 3;

/**
 * Checks the rows and writes the good ones, in the order they come. Goes on behind the lines that the import has done
 * already; counts are those of the whole import, errors those of the rows that were read now. Rows are read while the
 * ones before are written. Rejects with the signal's reason when it aborts; what was written by then stays and counts.
 */
export async function importActivities(
  store: Pick<ActivityStore, 'importActivities' | 'finishImport'>,
  begun: ActivityImport,
  rows: AsyncIterable<InputRow>,
  options: ImportOptions,
): Promise<ImportSummary> {
  const errors = new ErrorList();
  let writing: Promise<void> = Promise.resolve();
  let part = new Part();
  const write = async ({ rows: partRows, lastLine, rejected, repeated }: Part) => {
    options.signal?.throwIfAborted();
    const { workspaces: onlyWorkspaces } = options.owner;
    const progress = {
      ...{ linesDone: lastLine, rejected, repeated },
      ...(onlyWorkspaces && { onlyWorkspaces }),
    };
    const written = await store.importActivities(begun.id, partRows, progress);
    for (const duplicate of written.duplicates) {
      errors.add([duplicateId(duplicate.line, duplicate.activityId, duplicate.firstLine)]);
    }
    for (const row of written.foreign) errors.add([takenElsewhere(row)]);
    options.onProgress?.(lastLine);
  };
  try {
    for await (const row of rows) {
      options.signal?.throwIfAborted();
      if (row.line <= begun.linesDone) continue;
      part.add(row, options.owner, errors);
      if (part.size < rowsPerWrite) continue;
      await writing;
      writing = write(part);
      // Awaited above or below; until then its failure must not end the process.
      writing.catch(() => {});
      part = new Part();
    }
  } finally {
    // Also where reading fails: whoever hears of it is to find all that was taken.
    await writing;
  }
  if (part.size > 0) await write(part);
  const { imported, updated, unchanged, rejected } = await store.finishImport(begun.id);
  return { imported, updated, unchanged, rejected, ...errors.summary() };
}

/** Rows that are written together: no id twice, since one statement may touch a row only once. */
class Part {
  readonly rows: ImportRow[] = [];
  rejected = 0;
  /** Rows that stand here a second time, with the same content. */
  repeated = 0;
  lastLine = 0;
  size = 0;
  readonly #seen = new Map<string, ImportRow>();

  add(row: InputRow, owner: RowOwner, errors: ErrorList): void {
    this.size += 1;
    this.lastLine = row.line;
    const problems = this.#take(row, owner);
    if (problems.length === 0) return;
    this.rejected += 1;
    errors.add(problems.map((problem) => ({ ...problem, line: row.line })));
  }

  #take(row: InputRow, owner: RowOwner): readonly RowProblem[] {
    if (row.problems.length > 0) return row.problems;
    const parsed = parseActivity(row.values, owner);
    if ('problems' in parsed) return parsed.problems;
    const { activity } = parsed;
    const key = `${activity.orgId}\n${activity.id}`;
    const before = this.#seen.get(key);
    if (before === undefined) {
      const taken = { line: row.line, activity };
      this.#seen.set(key, taken);
      this.rows.push(taken);
      return [];
    }
    if (!isSameActivity(before.activity, activity)) return [duplicateId(row.line, activity.id, before.line)];
    this.repeated += 1;
    return [];
  }
}

class ErrorList {
  readonly #first: RowError[] = [];
  readonly #groups = new Map<string, { count: number; examples: RowError[] }>();

  /** All that is wrong with one row; it is counted by the first. */
  add(problems: readonly RowError[]): void {
    const [first] = problems;
    if (first === undefined) return;
    for (const problem of problems) if (this.#first.length < errorsKept) this.#first.push(problem);
    const group = this.#groups.get(first.code) ?? { count: 0, examples: [] };
    this.#groups.set(first.code, group);
    group.count += 1;
    if (group.examples.length < examplesKept) group.examples.push(first);
  }

  summary(): { errors: readonly RowError[]; errorGroups: readonly RowErrorGroup[] } {
    const errors = this.#first.toSorted((a, b) => a.line - b.line);
    const groups = [...this.#groups].map(([code, group]) => ({ code, ...group }));
    return { errors, errorGroups: groups.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)) };
  }
}

/** The same row twice does no harm. */
export function isSameActivity(a: Activity, b: Activity): boolean {
  return comparableActivity(a) === comparableActivity(b);
}

/** The same for two activities that the database finds equal: 10.0 is 10, and the order of metadata does not count. */
export function comparableActivity(activity: Activity): string {
  const { quantity, supplierFactor, uncertaintyPct } = activity;
  return JSON.stringify(
    ordered({
      ...activity,
      quantity: shortest(quantity),
      supplierFactor: shortest(supplierFactor),
      uncertaintyPct: shortest(uncertaintyPct),
      // Counted by the store, and no part of the row.
      version: null,
    }),
  );
}

/** The value with the fields of every object in one order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, part]) => [name, ordered(part)] as const);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shortest(decimal: string | null): string | null {
  return decimal && formatDecimal(parseDecimal(decimal));
}

/** Somebody who is bound to workspaces must not take over what belongs to another one. */
function takenElsewhere({ line, activityId }: ForeignRow): RowError {
  return {
    line,
    column: 'id',
    value: shownValue(activityId),
    code: 'WRONG_OWNER',
    details: `The id ${quoted(activityId)} is that of an activity in a workspace which is not one of yours.`,
  };
}

export function duplicateId(line: number, activityId: string, firstLine: number): RowError {
  return {
    line,
    column: 'id',
    value: shownValue(activityId),
    code: 'DUPLICATE_ID',
    details: `The id ${quoted(activityId)} stands on line ${firstLine} with other content; line ${firstLine} was taken, line ${line} was not.`,
  };
}
