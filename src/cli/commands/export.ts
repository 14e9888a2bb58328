import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient } from '../api-client.ts';
import { csvLines } from '../batch-csv.ts';
import { ofBatch } from '../batch-id.ts';
import { CommandError } from '../exit-codes.ts';
import { count } from '../format.ts';
import { configOf, withSettings } from '../options.ts';

interface ExportOptions {
  readonly out?: string;
  readonly errors?: boolean;
}

/** Fields of the API's rows. */
export const columnsOf = {
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
  const { status, remaining_count } = await client.call('getBatch', ofBatch(id));
  if (remaining_count > 0) {
    const activities = count(remaining_count, 'activity has', 'activities have');
    process.stderr.write(`The batch is ${status}: ${activities} no outcome yet.\n`);
  }
  const rows: Rows = options.errors ? 'errors' : 'records';
  const list = options.errors ? 'listBatchErrors' : 'listBatchRecords';
  const lines = csvLines(client, list, ofBatch(id), columnsOf[rows]);
  if (options.out === undefined) await pipeline(lines, process.stdout, { end: false });
  else await writeWhole(options.out, lines);
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
