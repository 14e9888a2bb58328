import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { formatCsvLine } from '../../foundation/csv-line.ts';
import { type ApiBatch, ApiClient } from '../api-client.ts';
import { batchPath } from '../batch-path.ts';
import { CommandError } from '../exit-codes.ts';
import { count } from '../format.ts';
import { configOf, withSettings } from '../options.ts';

interface ExportOptions {
  readonly out?: string;
  readonly errors?: boolean;
}

/** Fields of the API's rows. Where a number has an exact decimal beside it, that one is written. */
const columnsOf = {
  records: [
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
    'factor_set',
    'unit_match',
    'factor_source',
    'factor_order',
    'co2e_basis',
    'co2_per_unit',
    'ch4_per_unit',
    'n2o_per_unit',
    'biogenic_co2_per_unit',
    'gwp_ch4',
    'gwp_n2o',
    'period_policy',
    'factor_parts',
    'market_co2e_kg',
    'market_basis',
    'market_factor',
    'activity_uncertainty_pct',
    'factor_uncertainty_pct',
    'quality_score',
    'activity_version',
    'is_scenario',
    'batch_id',
    'attempt',
    'calculated_at',
  ],
  errors: ['activity_id', 'code', 'details', 'attempt', 'time'],
} as const;
type Rows = keyof typeof columnsOf;

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
  const { status, remaining_count } = await client.get<ApiBatch>(batchPath(id), 'activity_count');
  if (remaining_count > 0) {
    const activities = count(remaining_count, 'activity has', 'activities have');
    process.stderr.write(`The batch is ${status}: ${activities} no outcome yet.\n`);
  }
  const lines = csvLines(client, id, options.errors ? 'errors' : 'records');
  if (options.out === undefined) await pipeline(lines, process.stdout, { end: false });
  else await writeWhole(options.out, lines);
}

async function* csvLines(client: ApiClient, id: string, rows: Rows): AsyncGenerator<string> {
  yield formatCsvLine(columnsOf[rows]);
  for await (const page of client.pages<Record<string, unknown>>(`${batchPath(id)}/${rows}`, rows)) {
    yield page
      .map((row) =>
        formatCsvLine(columnsOf[rows].map((column) => cell(row[`${column}_exact`] ?? row[column]))),
      )
      .join('');
  }
}

/** What has parts of its own, such as several factors of one record, stays in one cell as JSON. */
function cell(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}

/** The file appears under its name when it is whole, never half. */
async function writeWhole(path: string, lines: AsyncIterable<string>): Promise<void> {
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
