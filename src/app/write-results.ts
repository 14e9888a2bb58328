import { createHash } from 'node:crypto';
import type { Activity } from '../domain/activity.ts';
import { type ParsedActivity, parseActivity, type RowOwner } from '../domain/activity-rules.ts';
import type { BatchJob } from '../domain/batch-job.ts';
import type { RowProblem } from '../domain/row-problem.ts';
import {
  comparableActivity,
  duplicateId,
  isSameActivity,
  type RowError,
} from '../importing/import-activities.ts';
import type { InputRow } from '../importing/input-row.ts';
import { readCsv } from '../importing/read-csv.ts';
import { formatResultLine, type GivenRow, type RowResult, resultsHeader } from '../importing/results-csv.ts';
import type { ActivityResult } from '../store/activity-store.ts';
import type { OffGridFlow } from './compose.ts';
import type { CheckedFile } from './input-file.ts';
import type { ResultsFile } from './results-file.ts';
import { ownerOf, type RunRequest } from './run-request.ts';
import { SeenRows } from './seen-rows.ts';

/** What reading the file once more brought to light: every row that is not in a batch, and why. */
export interface RejectedRows {
  readonly count: number;
  readonly groups: ReadonlyMap<string, { count: number; examples: RowError[] }>;
  /** Activities without an outcome: their batch has not come to them, or another import took them before it was made. */
  readonly pendingCount: number;
}

/** What is heard of each row on the way. */
interface RowListener {
  rejected(error: RowError): void;
  pending(): void;
}

/** An input whose import and batches are over. */
interface FinishedRun {
  readonly request: RunRequest;
  readonly file: CheckedFile;
  readonly results: ResultsFile | null;
  readonly importId: number;
  readonly batches: readonly BatchJob[];
}

/**
 * A million rows of results took a process of 221 MB with 250, 243 MB with 500 and 287 MB with 1,000 at a time, all of it
 * rubbish that outlived the young generation. The time was the same.
 */
const rowsPerLookup = 250;
const examplesKept = 3;

interface Row {
  readonly input: InputRow;
  readonly parsed: ParsedActivity;
}

/**
 * Walks the input once more, in its order and in constant memory, and gives each activity its line of results. The rows
 * that were rejected are found here again rather than remembered, so that a run that was interrupted reports all of
 * them.
 */
export async function writeResults(
  flow: Pick<OffGridFlow, 'activities'>,
  run: FinishedRun,
): Promise<RejectedRows> {
  const groups = new Map<string, { count: number; examples: RowError[] }>();
  let pendingCount = 0;
  const lines = resultLines(flow, run, {
    rejected: (error) => {
      const group = groups.get(error.code) ?? { count: 0, examples: [] };
      groups.set(error.code, group);
      group.count += 1;
      if (group.examples.length < examplesKept) group.examples.push(error);
    },
    pending: () => {
      pendingCount += 1;
    },
  });
  if (run.results === null) for await (const _ of lines);
  else await run.results.write(lines);
  const count = [...groups.values()].reduce((sum, group) => sum + group.count, 0);
  return { count, groups, pendingCount };
}

async function* resultLines(
  flow: Pick<OffGridFlow, 'activities'>,
  { request, file, importId, batches }: FinishedRun,
  listener: RowListener,
): AsyncGenerator<string> {
  yield resultsHeader;
  const owner = ownerOf(request);
  const batchOf = new Map(batches.map((batch) => [keyOf(batch.orgId, batch.workspaceId), batch.id]));
  const repeats = new Repeats(importId);
  const lookUp = (rows: readonly Row[]) => ({ rows, results: observed(findResults(flow, batchOf, rows)) });
  const format = async ({ rows, results }: ReturnType<typeof lookUp>) => {
    const found = await results;
    return rows.map((row) => lineOf(row, owner, found, repeats, listener)).join('');
  };
  // The database looks up the next rows while these are written.
  let ahead = lookUp([]);
  let rows: Row[] = [];
  for await (const input of readCsv(file.bytes(), owner)) {
    request.signal.throwIfAborted();
    const [problem, ...others] = input.problems;
    const parsed =
      problem === undefined
        ? parseActivity(input.values, owner)
        : { problems: [problem, ...others] as const };
    rows.push({ input, parsed });
    if (rows.length < rowsPerLookup) continue;
    const next = lookUp(rows);
    yield await format(ahead);
    ahead = next;
    rows = [];
    request.onEvent({ kind: 'writing_results', linesDone: input.line, linesTotal: file.lines });
  }
  yield await format(ahead);
  yield await format(lookUp(rows));
}

/** A lookup that nobody comes to await, because the one before it failed, must not end the process. */
function observed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** The results of the rows, each looked up in the batch of its owner. */
async function findResults(
  flow: Pick<OffGridFlow, 'activities'>,
  batchOf: ReadonlyMap<string, string>,
  rows: readonly Row[],
): Promise<Map<string, ActivityResult>> {
  const activities = rows.flatMap(({ parsed }) => ('activity' in parsed ? parsed.activity : []));
  const byOwner = Map.groupBy(activities, ({ orgId, workspaceId }) => keyOf(orgId, workspaceId));
  const found = new Map<string, ActivityResult>();
  for (const [owner, ofOwner] of byOwner) {
    const batchId = batchOf.get(owner);
    const orgId = ofOwner[0]?.orgId;
    if (batchId === undefined || orgId === undefined) continue;
    const ids = ofOwner.map(({ id }) => id);
    for (const result of await flow.activities.findResults(orgId, batchId, ids)) {
      found.set(keyOf(orgId, result.activity.id), result);
    }
  }
  return found;
}

/** Neither part can hold a line break. */
function keyOf(...parts: readonly string[]): string {
  return parts.join('\n');
}

function lineOf(
  { input, parsed }: Row,
  owner: RowOwner,
  results: ReadonlyMap<string, ActivityResult>,
  repeats: Repeats,
  listener: RowListener,
): string {
  const refuse = (error: RowError) => {
    listener.rejected(error);
    return formatResultLine(givenRow(input, owner), { status: 'rejected', record: null, error }, input.line);
  };
  if ('problems' in parsed) return refuse(whole(parsed.problems, input.line));
  const { activity } = parsed;
  const result = results.get(keyOf(activity.orgId, activity.id));
  const first = repeats.firstOf(activity, result, input.line);
  if (first === null) {
    const outcome = outcomeOf(result);
    if (outcome.status === 'pending') listener.pending();
    return formatResultLine(activity, outcome, input.line);
  }
  // The same content twice is one activity, and it has its line already.
  return first.isSame ? '' : refuse(duplicateId(input.line, activity.id, first.line));
}

/** All that is wrong with a row, under its first problem: whoever mends the row wants to do it once. */
function whole(problems: readonly [RowProblem, ...RowProblem[]], line: number): RowError {
  return { ...problems[0], line, details: problems.map(({ details }) => details).join(' ') };
}

/** Tells the first line that names an activity from later ones, which must not be counted again. */
class Repeats {
  readonly #importId: number;
  /** Activities that another import has named since: the database no longer knows their line and content in this one. */
  readonly #others = new SeenRows();

  constructor(importId: number) {
    this.#importId = importId;
  }

  /** Where the activity stood before, and whether with the same content; null where this line is the first. */
  firstOf(
    activity: Activity,
    result: ActivityResult | undefined,
    line: number,
  ): { line: number; isSame: boolean } | null {
    if (result?.importId === this.#importId && result.importLine !== null) {
      if (result.importLine >= line) return null;
      return { line: result.importLine, isSame: isSameActivity(result.activity, activity) };
    }
    const first = this.#others.firstOf(keyOf(activity.orgId, activity.id), line, () => markOf(activity));
    return first && { line: first.line, isSame: first.mark === markOf(activity) };
  }
}

function markOf(activity: Activity): number {
  return createHash('sha256').update(comparableActivity(activity)).digest().readUInt32LE();
}

function outcomeOf(result: ActivityResult | undefined): RowResult {
  if (result?.record) return { status: 'success', record: result.record, error: null };
  if (result?.error) return { status: 'error', record: null, error: result.error };
  return { status: 'pending', record: null, error: null };
}

function givenRow({ values }: InputRow, owner: RowOwner): GivenRow {
  const text = (column: string) =>
    typeof values[column] === 'string' ? (values[column] as string).trim() : '';
  return {
    id: text('id'),
    orgId: text('org_id') || (owner.orgId ?? ''),
    workspaceId: text('workspace_id') || (owner.workspaceId ?? ''),
    category: text('category'),
    location: text('location'),
    quantity: text('quantity'),
    unit: text('unit'),
  };
}
