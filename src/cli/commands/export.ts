import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { formatCsvLine } from '../../foundation/csv-line.ts';
import { type ApiBatch, ApiClient } from '../api-client.ts';
import { CommandError } from '../exit-codes.ts';
import { configOf, withSettings } from '../options.ts';

interface ExportOptions {
  readonly out?: string;
  readonly errors?: boolean;
}

/** Fields of the API's records that have an exact decimal beside the convenient number. */
const recordColumns = [
  'activity_id',
  'org_id',
  'workspace_id',
  'scope',
  'scope3_category',
  'category',
  'location',
  'quantity',
  'unit',
  'co2e_kg',
  'co2_kg',
  'ch4_kg',
  'n2o_kg',
  'biogenic_co2_kg',
  'factor_id',
  'dataset',
  'dataset_version',
  'factor_value',
  'factor_unit',
  'factor_region',
  'region_match',
  'quantity_converted',
  'conversion',
  'gwp_set',
  'method',
  'data_quality',
  'period_start',
  'period_end',
  'calculated_at',
];
const errorColumns = ['activity_id', 'code', 'details', 'attempt', 'at'];

export function addExportCommand(program: Command): void {
  const command = program
    .command('export')
    .description('Write the records of a batch as CSV, with exact decimals.')
    .argument('<batch-id>')
    .option('--out <file.csv>', 'to a file instead of standard output')
    .option('--errors', 'the activities that failed instead of the records');
  withSettings(command, clientSettings).action(exportBatch);
}

async function exportBatch(id: string, options: ExportOptions): Promise<void> {
  const client = new ApiClient(configOf({ ...options }));
  const path = `/batches/${encodeURIComponent(id)}`;
  await client.get<ApiBatch>(path);
  const [name, columns] = options.errors ? ['errors', errorColumns] : ['records', recordColumns];
  const lines = csvLines(client, `${path}/${name}`, name as string, columns as string[]);
  if (options.out === undefined) await pipeline(lines, process.stdout, { end: false });
  else await writeFile(options.out, lines);
}

async function* csvLines(client: ApiClient, path: string, name: string, columns: readonly string[]) {
  yield formatCsvLine(columns);
  for await (const rows of client.pages<Record<string, string | number | null>>(path, name)) {
    yield rows
      .map((row) => formatCsvLine(columns.map((column) => row[`${column}_exact`] ?? row[column] ?? null)))
      .join('');
  }
}

async function writeFile(path: string, lines: AsyncIterable<string>): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    await pipeline(lines, createWriteStream(unfinished));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      `Error: ${path} cannot be written: ${error instanceof Error ? error.message : error}.`,
    );
  }
}
