import { version } from '../app/version.ts';
import type { Batch } from '../client/client.ts';
import { formatCsvLine } from '../foundation/csv-line.ts';
import type { ApiClient } from './api-client.ts';
import { factorColumns, logColumns, recordColumns } from './audit-columns.ts';
import type { AuditFiles } from './audit-files.ts';
import { AuditTotals } from './audit-totals.ts';
import { type ApiRow, csvLineOf, csvLines } from './batch-csv.ts';
import { ofBatch } from './batch-id.ts';
import { columnsOf } from './commands/export.ts';
import { CommandError } from './exit-codes.ts';

/** Everything about one batch. The answer is what its records are short of its total: "0", or something is wrong. */
export async function auditBatch(client: ApiClient, batch: Batch, files: AuditFiles): Promise<string> {
  const one = ofBatch(batch.id);
  const totals = new AuditTotals("the batch's own total");
  const stated = {
    records: batch.success_count,
    co2eKg: batch.total_emissions_exact,
    marketKg: null,
    biogenicKg: null,
  };
  const onRecord = (row: ApiRow) => totals.add(row);
  await files.save('records.csv', csvLines(client, 'listBatchRecords', one, recordColumns, onRecord));
  await files.save('errors.csv', csvLines(client, 'listBatchErrors', one, columnsOf.errors));
  await files.save('log.csv', csvLines(client, 'listBatchLog', one, logColumns));
  const { factors } = await client.call('listBatchFactors', one);
  const sheet = [formatCsvLine(factorColumns), ...factors.map((row) => csvLineOf(row, factorColumns))];
  await files.save('factors.csv', sheet.join(''));
  await files.save('totals.csv', totals.csv(stated));
  const now = await client.call('getBatch', one);
  if (now.updated_at !== batch.updated_at) {
    throw new CommandError(
      'Error: the batch went on while it was written: wait for its end, then ask again.',
    );
  }
  await files.save('README.txt', readme(batch));
  return totals.difference(stated);
}

function readme(batch: Batch): string {
  return `Batch ${batch.id} of ${batch.org_id} (workspace ${batch.workspace_id}), ${batch.purpose}
Submitted ${batch.created_at}, ended ${batch.completed_at ?? '-'}: ${batch.status}
${batch.activity_count} activities: ${batch.success_count} records, ${batch.error_count} errors, ${batch.remaining_count} without an outcome
${batch.total_emissions_exact} kg CO2e, scope 2 location-based
Written ${new Date().toISOString()} by OffGridFlow ${version}

records.csv  one line for each record, with all that its figure was computed from
errors.csv   one line for each activity without a record, and why
factors.csv  the emission factors that the records name, with source, table and licence
totals.csv   the records added up by scope and category, and against the batch's own total: the difference is to be 0
log.csv      what happened to the batch, when, and by whom
SHA256SUMS   checksums of these files: check them with "sha256sum --check SHA256SUMS"

Figures are exact decimals. Mass is in kg; co2e_kg = quantity x conversion x factor_value (by days where there are
factor_parts), rounded once, half to even, to 9 decimal places. "offgridflow explain ${batch.id} ACTIVITY_ID" writes one
record out in words; "offgridflow verify --batch ${batch.id}" computes all of them again. Cells that a spreadsheet
would execute begin with an apostrophe.
`;
}
