import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient } from '../api-client.ts';
import { CommandError } from '../exit-codes.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
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
    .option('--watch', 'wait for its end and show the progress')
    .option('--json', 'print the answer as JSON');
  withSettings(command, clientSettings).action(submit);
}

async function submit(ids: string[], options: SubmitOptions): Promise<void> {
  // --max-retries is the batch's here, not the scheduler's setting of the same name.
  const { maxRetries, priority, ...rest } = options;
  const client = new ApiClient(configOf({ ...rest }));
  const activityIds = options.file === undefined ? ids : [...ids, ...(await readIds(options.file))];
  if (activityIds.length === 0)
    throw new CommandError('Error: give ids of activities, or --file with one on each line.');
  const body = {
    activity_ids: activityIds,
    ...(priority !== undefined && { priority: wholeNumber('--priority', priority) }),
    ...(maxRetries !== undefined && { max_retries: wholeNumber('--max-retries', maxRetries) }),
  };
  const submitted = await client.post<Submitted>('/batches', body);
  print(submitted, options.json, ({ batch_id }) => batch_id);
  if (options.watch) await watchBatch(client, submitted.batch_id);
}

async function readIds(file: string): Promise<string[]> {
  const ids: string[] = [];
  const input = file === '-' ? process.stdin : createReadStream(file);
  try {
    for await (const line of createInterface({ input })) if (line.trim() !== '') ids.push(line.trim());
  } catch (error) {
    throw new CommandError(
      `Error: ${file} cannot be read: ${error instanceof Error ? error.message : error}.`,
    );
  }
  return ids;
}

function wholeNumber(flag: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new CommandError(`Error: ${flag} is "${text}": give a whole number.`);
  return Number(text);
}
