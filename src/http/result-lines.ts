import { type Caller, seesWorkspace } from '../domain/access.ts';
import { formatResultLine, type GivenRow, resultsHeader } from '../importing/results-csv.ts';
import type { BatchResult } from '../store/batch-store.ts';

/** The lines of `results.csv`, as `run` writes them, of what became of activities. */
export async function* resultLines(
  caller: Caller,
  workspaceId: string,
  pages: AsyncIterable<readonly BatchResult[]>,
): AsyncGenerator<string> {
  yield resultsHeader;
  for await (const results of pages)
    yield results.map((result) => lineOf(result, caller, workspaceId)).join('');
}

export function statusOf({ record, error }: Pick<BatchResult, 'record' | 'error'>) {
  return record === null ? (error === null ? 'pending' : 'error') : 'success';
}

function lineOf(result: BatchResult, caller: Caller, workspaceId: string): string {
  const { activityId, importLine, record, error } = result;
  // An activity that was moved out of the caller's workspaces is one that there is not.
  const activity =
    result.activity && seesWorkspace(caller, result.activity.workspaceId) ? result.activity : null;
  const { orgId } = caller;
  // A record says what it was made from, whatever the activity has become since.
  const given: GivenRow = record
    ? { ...record, id: activityId }
    : (activity ?? {
        id: activityId,
        orgId,
        workspaceId,
        category: '',
        location: '',
        quantity: '',
        unit: '',
      });
  const line = activity === null ? null : importLine;
  return formatResultLine(given, { status: statusOf(result), record, error }, line);
}
