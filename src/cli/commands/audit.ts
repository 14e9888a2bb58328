import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient } from '../api-client.ts';
import { auditBatch } from '../audit-batch.ts';
import { AuditFiles } from '../audit-files.ts';
import { type AuditedYear, auditYear } from '../audit-year.ts';
import { ofBatch } from '../batch-id.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { count } from '../format.ts';
import { configOf, withSettings } from '../options.ts';

interface AuditOptions {
  readonly out: string;
  readonly year?: string;
}

export function addAuditCommand(program: Command): void {
  const command = program
    .command('audit')
    .description(
      'Write all that an auditor asks of a batch or a year: records, errors, factors with their sources, totals.',
    )
    .argument('[batch-id]')
    .option('--year <year>', "a year's current records, in place of a batch")
    .requiredOption('--out <directory>', 'a new directory; it appears when it is whole')
    .addHelpText(
      'after',
      '\nExit code: 0 if the records add up to the totals, 2 if they do not, 1 otherwise.',
    );
  withSettings(command, clientSettings).action(audit);
}

async function audit(id: string | undefined, { out, year, ...options }: AuditOptions): Promise<void> {
  if ((id === undefined) === (year === undefined)) {
    throw new CommandError('Error: name a batch or give --year, one of the two.');
  }
  const config = configOf({ ...options });
  const client = new ApiClient(config);
  const { written, totalKg, difference } =
    id === undefined
      ? await writeYear(client, { year: year ?? '', workspaceId: config.workspaceId }, out)
      : await writeBatch(client, id, out);
  process.stdout.write(
    `Wrote ${written} to ${out}: ${totalKg} kg CO2e, scope 2 location-based, difference ${difference}.\n`,
  );
  if (difference !== '0') {
    throw new CommandError('Error: the records do not add up to the total.', exitCodes.someFailed);
  }
}

async function writeYear(client: ApiClient, asked: AuditedYear, out: string) {
  const { records, open, ...year } = await AuditFiles.write(out, (files) => auditYear(client, asked, files));
  const written = `${count(records, 'record')} and ${count(open, 'activity', 'activities')} without one`;
  return { written, ...year };
}

async function writeBatch(client: ApiClient, id: string, out: string) {
  const batch = await client.call('getBatch', ofBatch(id));
  const difference = await AuditFiles.write(out, (files) => auditBatch(client, batch, files));
  const { success_count: records, error_count: errors, total_emissions_exact: totalKg } = batch;
  return { written: `${count(records, 'record')} and ${count(errors, 'error')}`, totalKg, difference };
}
