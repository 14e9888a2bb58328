import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient, asGiven } from '../api-client.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { renderBatches } from '../render-batch.ts';

interface ListOptions {
  readonly status?: string;
  readonly limit: string;
  readonly offset: string;
  readonly json?: boolean;
}

export function addListCommand(program: Command): void {
  const command = program
    .command('list')
    .description("List the organisation's batches, newest first.")
    .option('--status <status>', 'only pending, queued, processing, complete, failed or cancelled ones')
    .option('--limit <count>', 'at most this many', '20')
    .option('--offset <count>', 'leave out this many', '0')
    .option('--json', 'print the answer as JSON');
  withSettings(command, clientSettings).action(list);
}

async function list(options: ListOptions): Promise<void> {
  const client = new ApiClient(configOf({ ...options }));
  const query = {
    limit: asGiven<number>(options.limit),
    offset: asGiven<number>(options.offset),
    ...(options.status !== undefined && { status: options.status }),
  };
  const answer = await client.call('listBatches', { query });
  print(answer, options.json, ({ batches, total }) => renderBatches(batches, total ?? batches.length));
}
