import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { type ApiBatch, ApiClient } from '../api-client.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { renderBatches } from '../render-batch.ts';

interface ApiBatchList {
  readonly batches: readonly ApiBatch[];
  readonly total: number;
}

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
  const query = new URLSearchParams({ limit: options.limit, offset: options.offset });
  if (options.status !== undefined) query.set('status', options.status);
  const answer = await client.get<ApiBatchList>(`/batches?${query}`, 'batches');
  print(answer, options.json, ({ batches, total }) => renderBatches(batches, total));
}
