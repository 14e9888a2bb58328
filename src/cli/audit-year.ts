import { version } from '../app/version.ts';
import type { Batch } from '../client/client.ts';
import { formatCsvLine } from '../foundation/csv-line.ts';
import { type ApiClient, asGiven } from './api-client.ts';
import { currentRecordColumns, factorColumns } from './audit-columns.ts';
import type { AuditFiles } from './audit-files.ts';
import { AuditTotals } from './audit-totals.ts';
import { type ApiRow, csvLineOf, csvLines } from './batch-csv.ts';
import { ofBatch } from './batch-id.ts';
import { columnsOf } from './commands/export.ts';
import { CommandError } from './exit-codes.ts';
import type { ApiInventory } from './render-inventory.ts';

export interface AuditedYear {
  readonly year: string;
  readonly workspaceId: string | null;
}

export interface WrittenYear {
  readonly records: number;
  /** Activities without a record. */
  readonly open: number;
  readonly totalKg: string;
  /** What the records are short of the inventory's total: "0", or something is wrong. */
  readonly difference: string;
}

interface YearQuery {
  readonly year: number;
  readonly workspace?: string;
}

const batchColumns = [
  'id',
  'workspace_id',
  'status',
  'purpose',
  'activity_count',
  'success_count',
  'error_count',
  'total_emissions',
  'created_at',
  'completed_at',
];
const yearErrorColumns = ['batch_id', ...columnsOf.errors];
/** How often a factor was used stands in the records; of a batch it would count records that are not current. */
const yearFactorColumns = factorColumns.filter((column) => column !== 'records');

/** A year's inventory: the current records, what they were made with, and the activities that have none. */
export async function auditYear(
  client: ApiClient,
  asked: AuditedYear,
  files: AuditFiles,
): Promise<WrittenYear> {
  const query = {
    year: asGiven<number>(asked.year),
    ...(asked.workspaceId !== null && { workspace: asked.workspaceId }),
  };
  const before = await client.call('getInventory', { query });
  const totals = new AuditTotals("the inventory's total");
  const batchIds = new Set<string>();
  const onRecord = (row: ApiRow) => {
    totals.add(row);
    batchIds.add(String(row.batch_id));
  };
  await files.save('records.csv', csvLines(client, 'listRecords', { query }, currentRecordColumns, onRecord));
  const batches = [...batchIds].sort();
  await files.save('batches.csv', batchLines(client, batches));
  await files.save('factors.csv', await factorSheet(client, batches));
  const open = await openActivities(client, query);
  await files.save('errors.csv', [formatCsvLine(yearErrorColumns), ...open].join(''));
  const { total } = before;
  const stated = {
    records: total.records,
    co2eKg: total.location_based_kg_exact,
    marketKg: total.market_based_kg_exact,
    biogenicKg: total.biogenic_co2_kg_exact,
  };
  await files.save('totals.csv', totals.csv(stated));
  const after = await client.call('getInventory', { query });
  if (stateOf(after) !== stateOf(before)) {
    throw new CommandError(
      'Error: the inventory changed while it was written: ask again when nothing is processed.',
    );
  }
  await files.save('inventory.json', `${JSON.stringify(after, null, 2)}\n`);
  await files.save('README.txt', readme(asked, after));
  const { records, co2eKg: totalKg } = stated;
  return { records, open: open.length, totalKg, difference: totals.difference(stated) };
}

/** What would be another if something was computed or imported in between. */
function stateOf({ total, completeness }: ApiInventory): string {
  return JSON.stringify([total, completeness]);
}

async function* batchLines(client: ApiClient, ids: readonly string[]): AsyncGenerator<string> {
  yield formatCsvLine(batchColumns);
  for (const id of ids) {
    const batch = await client.call('getBatch', ofBatch(id));
    yield csvLineOf({ ...batch }, batchColumns);
  }
}

/** Each factor once, however many batches used it. */
async function factorSheet(client: ApiClient, batchIds: readonly string[]): Promise<string> {
  const lines = new Set<string>();
  for (const id of batchIds) {
    const { factors } = await client.call('listBatchFactors', ofBatch(id));
    for (const row of factors) lines.add(csvLineOf(row, yearFactorColumns));
  }
  return [formatCsvLine(yearFactorColumns), ...[...lines].sort()].join('');
}

/** A line for each activity of the year that has no current record: its latest error, or that nothing has computed it. */
async function openActivities(client: ApiClient, query: YearQuery): Promise<string[]> {
  const lines = new Map<string, string | null>();
  for await (const page of client.pages('listActivities', {
    query: { ...query, without_record: 'true' },
  })) {
    for (const { id } of page) lines.set(id, null);
  }
  for await (const batch of batchesWithErrors(client)) {
    for await (const errors of client.pages('listBatchErrors', ofBatch(batch.id))) {
      for (const error of errors) {
        const id = String(error.activity_id);
        // Batches come newest first: the first error of an activity is its latest.
        if (lines.get(id) === null)
          lines.set(id, csvLineOf({ ...error, batch_id: batch.id }, yearErrorColumns));
      }
    }
  }
  return [...lines].map(([id, line]) => line ?? notComputed(id));
}

function notComputed(id: string): string {
  const details = 'No batch has computed it: submit it, or wait for the batch that it is in.';
  return csvLineOf({ activity_id: id, code: 'NOT_COMPUTED', details }, yearErrorColumns);
}

async function* batchesWithErrors(client: ApiClient): AsyncGenerator<Batch> {
  const limit = 1000;
  for (let offset = 0; ; offset += limit) {
    const { batches } = await client.call('listBatches', { query: { limit, offset } });
    yield* batches.filter(({ error_count, purpose }) => error_count > 0 && purpose === 'inventory');
    if (batches.length < limit) return;
  }
}

function readme({ year, workspaceId }: AuditedYear, { org_id, total, completeness }: ApiInventory): string {
  return `Inventory of ${org_id}${workspaceId === null ? '' : ` (workspace ${workspaceId})`}, ${year}
${total.records} records: ${total.location_based_kg_exact} kg CO2e with scope 2 location-based, ${total.market_based_kg_exact} kg market-based
Not in them: ${completeness.activities_without_record} activities of the year without a record. Stale: ${completeness.stale_records} records whose activity has changed since
Written ${new Date().toISOString()} by OffGridFlow ${version}

records.csv     the current record of each activity whose period ended in the year, with all that its figure was computed from
errors.csv      the activities of the year that have no record, and why; NOT_COMPUTED where no batch came to it
batches.csv     the batches that made the records
factors.csv     the emission factors of those batches, with source, table and licence
totals.csv      the records added up by scope and category, and against the inventory's total: the difference is to be 0
inventory.json  the inventory divided in every other way
SHA256SUMS      checksums of these files: check them with "sha256sum --check SHA256SUMS"

Figures are exact decimals. Mass is in kg; co2e_kg = quantity x conversion x factor_value (by days where there are
factor_parts), rounded once, half to even, to 9 decimal places. Cells that a spreadsheet would execute begin with an
apostrophe.
`;
}
