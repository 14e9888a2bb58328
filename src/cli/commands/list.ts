import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient, asGiven } from '../api-client.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { renderBatches } from '../render-batch.ts';
import { selectionOf } from './many-batches.ts';

interface ListOptions {
  readonly status?: string;
  readonly filter?: readonly string[];
  readonly sort?: string;
  readonly limit: string;
  readonly offset: string;
  readonly json?: boolean;
}

export function addListCommand(program: Command): void {
  const command = program
    .command('list')
    .description("List the organisation's batches, newest first.")
    .option('--status <status>', 'only those in this status, or in several with commas between them')
    .option(
      '--filter <name=value...>',
      'only those with these, of workspace, priority, created-from, created-before',
    )
    .option('--sort <order>', 'created_at or priority; with a minus before it the newest or highest first')
    .option('--limit <count>', 'at most this many', '20')
    .option('--offset <count>', 'leave out this many', '0')
    .option('--json', 'print the answer as JSON');
  withSettings(command, clientSettings).action(list);
}

async function list(options: ListOptions): Promise<void> {
  const client = new ApiClient(configOf({ ...options, filter: undefined }));
  const query = {
    limit: asGiven<number>(options.limit),
    offset: asGiven<number>(options.offset),
    ...selectionOf(options)?.filter,
    ...(options.sort !== undefined && { sort: asGiven<'created_at'>(options.sort) }),
  };
  const answer = await client.call('listBatches', { query });
  print(answer, options.json, ({ batches, total }) => renderBatches(batches, total ?? batches.length));
}
