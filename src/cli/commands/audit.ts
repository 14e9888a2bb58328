import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { version } from '../../app/version.ts';
import { formatCsvLine } from '../../foundation/csv-line.ts';
import { type ApiBatch, ApiClient } from '../api-client.ts';
import { AuditTotals } from '../audit-totals.ts';
import { type ApiRow, csvLineOf, csvLines } from '../batch-csv.ts';
import { batchPath } from '../batch-path.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { count } from '../format.ts';
import { configOf, withSettings } from '../options.ts';
import { columnsOf } from './export.ts';

const recordColumns = [
  ...columnsOf.records,
  'factor_set',
  'factor_source',
  'factor_order',
  'unit_match',
  'period_policy',
  'co2e_basis',
  'co2_per_unit',
  'ch4_per_unit',
  'n2o_per_unit',
  'biogenic_co2_per_unit',
  'gwp_ch4',
  'gwp_n2o',
  'market_co2e_kg',
  'market_basis',
  'market_factor',
  'activity_uncertainty_pct',
  'factor_uncertainty_pct',
  'quality_score',
  'activity_version',
  'is_scenario',
];
const factorColumns = [
  'used_for',
  'factor_set',
  'factor_id',
  'dataset',
  'dataset_version',
  'records',
  'description',
  'region',
  'unit',
  'source_ref',
  'licence',
  'original_value',
  'original_unit',
  'valid_from',
  'valid_to',
  'boundary',
  'heat_basis',
];
const logColumns = [
  'id',
  'time',
  'event',
  'status',
  'success_count',
  'error_count',
  'total_emissions',
  'retry_count',
  'actor',
  'message',
];

interface AuditedBatch extends ApiBatch {
  readonly purpose: string;
  readonly updated_at: string;
}

export function addAuditCommand(program: Command): void {
  const command = program
    .command('audit')
    .description(
      'Write all that an auditor asks of a batch: records, errors, factors with their sources, totals, log.',
    )
    .argument('<batch-id>')
    .requiredOption('--out <directory>', 'a new directory; it appears when it is whole');
  withSettings(command, clientSettings).action(audit);
}

async function audit(id: string, { out, ...options }: { readonly out: string }): Promise<void> {
  const client = new ApiClient(configOf({ ...options }));
  const batch = await client.get<AuditedBatch>(batchPath(id), 'activity_count');
  if ((await stat(out).catch(() => null)) !== null) {
    throw new CommandError(`Error: ${out} is there already: name a new directory.`);
  }
  const unfinished = `${out}.part`;
  let difference: string;
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished);
    difference = await writeFiles(client, batch, unfinished);
    await rename(unfinished, out);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      `Error: ${out} cannot be written: ${error instanceof Error ? error.message : error}.`,
    );
  }
  const { success_count, error_count, total_emissions_exact: total } = batch;
  process.stdout.write(
    `Wrote ${count(success_count, 'record', 'records')} and ${count(error_count, 'error', 'errors')} to ${out}: ${total} kg CO2e, difference ${difference}.\n`,
  );
  if (difference !== '0') {
    throw new CommandError(
      'Error: the records do not add up to the total of the batch.',
      exitCodes.someFailed,
    );
  }
}

async function writeFiles(client: ApiClient, batch: AuditedBatch, directory: string): Promise<string> {
  const path = batchPath(batch.id);
  const totals = new AuditTotals();
  const total = batch.total_emissions_exact;
  const save = (name: string, lines: AsyncIterable<string>) =>
    pipeline(lines, createWriteStream(join(directory, name), { flush: true }));
  const onRecord = (row: ApiRow) => totals.add(row);
  await save('records.csv', csvLines(client, `${path}/records`, 'records', recordColumns, onRecord));
  await save('errors.csv', csvLines(client, `${path}/errors`, 'errors', columnsOf.errors));
  await save('log.csv', csvLines(client, `${path}/log`, 'log', logColumns));
  const { factors } = await client.get<{ factors: ApiRow[] }>(`${path}/factors`, 'factors');
  const sheet = [formatCsvLine(factorColumns), ...factors.map((row) => csvLineOf(row, factorColumns))];
  await writeFile(join(directory, 'factors.csv'), sheet.join(''), { flush: true });
  await writeFile(join(directory, 'totals.csv'), totals.csv(total, batch.success_count), { flush: true });
  const now = await client.get<AuditedBatch>(path, 'activity_count');
  if (now.updated_at !== batch.updated_at) {
    throw new CommandError(
      'Error: the batch went on while it was written: wait for its end, then ask again.',
    );
  }
  await writeFile(join(directory, 'README.txt'), readme(batch), { flush: true });
  await writeFile(join(directory, 'SHA256SUMS'), await checksums(directory), { flush: true });
  return totals.difference(total);
}

const files = ['README.txt', 'errors.csv', 'factors.csv', 'log.csv', 'records.csv', 'totals.csv'];

/** As sha256sum writes and checks them. */
async function checksums(directory: string): Promise<string> {
  let text = '';
  for (const name of files) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(directory, name)), hash);
    text += `${hash.digest('hex')}  ${name}\n`;
  }
  return text;
}

function readme(batch: AuditedBatch): string {
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
