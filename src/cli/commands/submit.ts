import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient } from '../api-client.ts';
import { CommandError } from '../exit-codes.ts';
import { openInput } from '../open-input.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';
import { watchBatch } from './watch.ts';

interface SubmitOptions {
  readonly file?: string;
  readonly priority?: string;
  readonly maxRetries?: string;
  readonly watch?: boolean;
  readonly json?: boolean;
}

interface Submitted {
  readonly batch_id: string;
  readonly status: string;
  readonly activity_count: number;
}

export function addSubmitCommand(program: Command): void {
  const command = program
    .command('submit')
    .description('Submit a batch of activities by their ids. Prints the id of the batch.')
    .argument('[ids...]', 'ids of activities')
    .option('--file <file>', 'read the ids from a file, one on each line; - is standard input')
    .option('--priority <0-10>', 'higher first (default 5)')
    .option('--max-retries <count>', 'retries that are allowed (default 3)')
    .option('--watch', 'wait for its end, show the progress, exit with 2 if not all succeeded')
    .option('--json', 'print the answer as JSON; with --watch the batch at its end');
  withSettings(command, clientSettings).action(submit);
}

async function submit(ids: string[], options: SubmitOptions): Promise<void> {
  // --max-retries is the batch's here, not the scheduler's setting of the same name.
  const { maxRetries, priority, ...rest } = options;
  const config = configOf({ ...rest });
  const client = new ApiClient(config);
  if (config.workspaceId === null)
    throw new CommandError('Error: name the workspace with --workspace or OFFGRIDFLOW_WORKSPACE.');
  const activityIds = options.file === undefined ? ids : [...ids, ...(await readIds(options.file))];
  if (activityIds.length === 0)
    throw new CommandError('Error: give ids of activities, or --file with one on each line.');
  const submitted = await client.post<Submitted>('/batches', 'batch_id', {
    activity_ids: activityIds,
    ...(priority !== undefined && { priority: wholeNumber('--priority', priority) }),
    ...(maxRetries !== undefined && { max_retries: wholeNumber('--max-retries', maxRetries) }),
  });
  const isWatchedAsJson = options.watch === true && options.json === true;
  if (!isWatchedAsJson) print(submitted, options.json, ({ batch_id }) => batch_id);
  if (options.watch) await watchBatch(client, submitted.batch_id, options);
}

async function readIds(file: string): Promise<string[]> {
  const ids: string[] = [];
  const input = file === '-' ? process.stdin : await openInput(file);
  for await (const line of createInterface({ input })) if (line.trim() !== '') ids.push(line.trim());
  return ids;
}
