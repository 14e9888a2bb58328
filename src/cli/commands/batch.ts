import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient } from '../api-client.ts';
import { ofBatch } from '../batch-id.ts';
import { CommandError } from '../exit-codes.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { renderBatch } from '../render-batch.ts';
import { wholeNumber } from '../whole-number.ts';

interface BatchOptions {
  readonly json?: boolean;
  readonly maxRetries?: string;
  readonly yes?: boolean;
}

/** The commands that show or steer one batch: show, cancel, retry, delete. */
export function addBatchCommands(program: Command): void {
  const json = ['--json', 'print the answer as JSON'] as const;
  withSettings(
    program
      .command('show')
      .description('Show a batch.')
      .argument('<batch-id>')
      .option(...json),
    clientSettings,
  ).action(show);
  withSettings(
    program
      .command('cancel')
      .description('Stop a batch. Results that exist are kept.')
      .argument('<batch-id>')
      .option(...json),
    clientSettings,
  ).action(cancel);
  withSettings(
    program
      .command('retry')
      .description('Try the activities of a failed batch again that have no result.')
      .argument('<batch-id>')
      .option('--max-retries <count>', 'raise how many retries are allowed')
      .option(...json),
    clientSettings,
  ).action(retry);
  withSettings(
    program
      .command('delete')
      .description('Delete a batch with its records, errors and log.')
      .argument('<batch-id>')
      .option('--yes', 'do not ask'),
    clientSettings,
  ).action(remove);
}

async function show(id: string, options: BatchOptions): Promise<void> {
  print(await clientOf(options).call('getBatch', ofBatch(id)), options.json, renderBatch);
}

async function cancel(id: string, options: BatchOptions): Promise<void> {
  print(await clientOf(options).call('cancelBatch', ofBatch(id)), options.json, renderBatch);
}

async function retry(id: string, options: BatchOptions): Promise<void> {
  const { maxRetries } = options;
  const body = { ...(maxRetries !== undefined && { max_retries: wholeNumber('--max-retries', maxRetries) }) };
  const retried = await clientOf(options).call('retryBatch', { ...ofBatch(id), body });
  print(retried, options.json, renderBatch);
}

async function remove(id: string, options: BatchOptions): Promise<void> {
  if (!options.yes && process.stdin.isTTY && !(await isConfirmed(id))) throw new CommandError('Not deleted.');
  await clientOf(options).call('deleteBatch', ofBatch(id));
  process.stdout.write(`Deleted ${id}.\n`);
}

async function isConfirmed(id: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`Delete ${id} with its records, errors and log? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function clientOf({ maxRetries: _, ...options }: BatchOptions): ApiClient {
  return new ApiClient(configOf(options));
}
