import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Activity } from '../domain/activity.ts';
import { type ParsedActivity, parseActivity } from '../domain/activity-rules.ts';
import type { BatchJob } from '../domain/batch-job.ts';
import { ValidationError } from '../domain/errors.ts';
import { duplicateId, isSameActivity, type RowError } from '../importing/import-activities.ts';
import type { InputRow } from '../importing/input-row.ts';
import { readCsv } from '../importing/read-csv.ts';
import { formatResultLine, type GivenRow, type RowResult, resultsHeader } from '../importing/results-csv.ts';
import type { ActivityResult } from '../store/activity-store.ts';
import type { OffGridFlow } from './compose.ts';
import type { InputFile } from './input-file.ts';
import { ownerOf, type RunRequest } from './run-request.ts';

/** What reading the file once more brought to light: every row that is not in a batch, and why. */
export interface RejectedRows {
  readonly count: number;
  readonly groups: ReadonlyMap<string, { count: number; examples: RowError[] }>;
  readonly file: string | null;
}

const rowsPerLookup = 1_000;
const examplesKept = 3;

interface Row {
  readonly input: InputRow;
  readonly parsed: ParsedActivity;
}

/**
 * Walks the input once more, in its order and in constant memory, and gives each activity its line of results. The rows
 * that were rejected are found here again rather than remembered, so that a run that was interrupted reports all of
 * them. The file appears under its name when it is whole, never half.
 */
export async function writeResults(
  flow: OffGridFlow,
  file: InputFile,
  importId: number,
  batches: readonly BatchJob[],
  request: RunRequest,
): Promise<RejectedRows> {
  const groups = new Map<string, { count: number; examples: RowError[] }>();
  const lines = resultLines(flow, file, importId, batches, request, (error) => {
    const group = groups.get(error.code) ?? { count: 0, examples: [] };
    groups.set(error.code, group);
    group.count += 1;
    if (group.examples.length < examplesKept) group.examples.push(error);
  });
  if (request.out === null) for await (const _ of lines);
  else await writeWhole(request.out, lines);
  const count = [...groups.values()].reduce((sum, group) => sum + group.count, 0);
  return { count, groups, file: request.out };
}

async function writeWhole(path: string, lines: AsyncIterable<string>): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    await pipeline(lines, createWriteStream(unfinished));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    if ((error as { syscall?: string }).syscall === undefined) throw error;
    throw new ValidationError(`The results cannot be written to ${path}: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

async function* resultLines(
  flow: OffGridFlow,
  file: InputFile,
  importId: number,
  batches: readonly BatchJob[],
  request: RunRequest,
  onRejected: (error: RowError) => void,
): AsyncGenerator<string> {
  yield resultsHeader;
  const owner = ownerOf(request);
  const repeats = new Repeats(importId);
  const format = async (rows: readonly Row[]) => {
    const results = await findResults(flow, batches, rows);
    return rows.map((row) => lineOf(row, results, repeats, onRejected)).join('');
  };
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
    yield await format(rows);
    rows = [];
    request.onEvent({ kind: 'writing_results', linesDone: input.line, linesTotal: file.lines });
  }
  yield await format(rows);
}

/** The results of the rows, each looked up in the batch of its owner. */
async function findResults(
  flow: OffGridFlow,
  batches: readonly BatchJob[],
  rows: readonly Row[],
): Promise<Map<string, ActivityResult>> {
  const found = new Map<string, ActivityResult>();
  for (const batch of batches) {
    const ids = rows.flatMap(({ parsed }) =>
      'activity' in parsed &&
      parsed.activity.orgId === batch.orgId &&
      parsed.activity.workspaceId === batch.workspaceId
        ? parsed.activity.id
        : [],
    );
    if (ids.length === 0) continue;
    for (const result of await flow.activities.findResults(batch.orgId, batch.id, ids)) {
      found.set(`${batch.orgId}\n${result.activity.id}`, result);
    }
  }
  return found;
}

function lineOf(
  { input, parsed }: Row,
  results: ReadonlyMap<string, ActivityResult>,
  repeats: Repeats,
  onRejected: (error: RowError) => void,
): string {
  const refuse = (error: RowError) => {
    onRejected(error);
    return formatResultLine(givenRow(input), { status: 'rejected', record: null, error });
  };
  if ('problems' in parsed) return refuse({ ...parsed.problems[0], line: input.line });
  const { activity } = parsed;
  const result = results.get(`${activity.orgId}\n${activity.id}`);
  const firstLine = repeats.firstLineOf(activity, result, input.line);
  if (firstLine === null) return formatResultLine(activity, outcomeOf(result));
  // The same content twice is one activity, and it has its line already.
  if (result === undefined || isSameActivity(result.activity, activity)) return '';
  return refuse(duplicateId(input.line, activity.id, firstLine));
}

/** Tells the first line that names an activity from later ones, which must not be counted again. */
class Repeats {
  readonly #importId: number;
  /** Activities that another import has named since: the database no longer knows the line in this one. */
  readonly #linesOfOthers = new Map<string, number>();

  constructor(importId: number) {
    this.#importId = importId;
  }

  /** Null where this line is the first. */
  firstLineOf(activity: Activity, result: ActivityResult | undefined, line: number): number | null {
    if (result?.importId === this.#importId && result.importLine !== null) {
      return result.importLine < line ? result.importLine : null;
    }
    const key = `${activity.orgId}\n${activity.id}`;
    const before = this.#linesOfOthers.get(key);
    if (before === undefined) this.#linesOfOthers.set(key, line);
    return before ?? null;
  }
}

function outcomeOf(result: ActivityResult | undefined): RowResult {
  if (result?.record) return { status: 'success', record: result.record, error: null };
  if (result?.error) return { status: 'error', record: null, error: result.error };
  return { status: 'pending', record: null, error: null };
}

function givenRow({ values }: InputRow): GivenRow {
  const text = (column: string) =>
    typeof values[column] === 'string' ? (values[column] as string).trim() : '';
  return {
    id: text('id'),
    orgId: text('org_id'),
    workspaceId: text('workspace_id'),
    category: text('category'),
    location: text('location'),
    quantity: text('quantity'),
    unit: text('unit'),
  };
}
