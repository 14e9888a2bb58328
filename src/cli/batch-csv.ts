import type { CallOptions, PagedId } from '../client/calls.ts';
import { formatCsvLine } from '../foundation/csv-line.ts';
import type { ApiClient } from './api-client.ts';

export type ApiRow = Readonly<Record<string, unknown>>;

/** The rows of a list as CSV, page by page. Where a number has an exact decimal beside it, that one is written. */
export async function* csvLines<Id extends PagedId>(
  client: ApiClient,
  id: Id,
  options: CallOptions<Id>,
  columns: readonly string[],
  onRow: (row: ApiRow) => void = () => {},
): AsyncGenerator<string> {
  yield formatCsvLine(columns);
  for await (const page of client.pages(id, options) as AsyncGenerator<ApiRow[]>) {
    for (const row of page) onRow(row);
    yield page.map((row) => csvLineOf(row, columns)).join('');
  }
}

export function csvLineOf(row: ApiRow, columns: readonly string[]): string {
  return formatCsvLine(columns.map((column) => cell(row[`${column}_exact`] ?? row[column])));
}

/** Several factors of one record stay together in one cell, as JSON. */
function cell(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}
