import type { RowOwner } from '../domain/activity-rules.ts';
import type { ActivityImport } from '../store/activity-store.ts';
import { type ImportSummary, importActivities } from './import-activities.ts';
import type { InputRow } from './input-row.ts';

/** Reads and judges rows as an import would, and writes none. What only the database can tell is not looked at. */
export async function checkRows(rows: AsyncIterable<InputRow>, owner: RowOwner): Promise<ImportSummary> {
  let rejected = 0;
  const nowhere = {
    importActivities: async (_: number, __: unknown, progress: { readonly rejected: number }) => {
      rejected += progress.rejected;
      return { imported: 0, updated: 0, unchanged: 0, duplicates: [], foreign: [] };
    },
    finishImport: async () => ({ ...notBegun, rejected }),
  };
  return importActivities(nowhere, notBegun, rows, { owner });
}

const notBegun: ActivityImport = {
  id: 0,
  source: 'check',
  linesDone: 0,
  imported: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  finishedAt: null,
};
