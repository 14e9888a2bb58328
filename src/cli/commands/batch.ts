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
import { changeMany, type ManyOptions, manyOptions, selectionOf } from './many-batches.ts';

interface BatchOptions extends ManyOptions {
  readonly maxRetries?: string;
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
      .description('Stop a batch, or many. Results that exist are kept.')
      .argument('[batch-id]')
      .option('--yes', 'do not ask')
      .option(...json),
    clientSettings,
  ).action(cancel);
  withSettings(
    program
      .command('retry')
      .description('Try the activities of a failed batch, or of many, again that have no result.')
      .argument('[batch-id]')
      .option('--max-retries <count>', 'raise how many retries are allowed')
      .option('--yes', 'do not ask')
      .option(...json),
    clientSettings,
  ).action(retry);
  withSettings(
    program
      .command('delete')
      .description('Delete a batch, or many with its records, errors and log.')
      .argument('[batch-id]')
      .option('--yes', 'do not ask')
      .option('--json', 'of many: print the answer as JSON'),
    clientSettings,
  ).action(remove);
  for (const name of ['cancel', 'retry', 'delete']) {
    const command = program.commands.find((one) => one.name() === name);
    for (const [flags, help] of manyOptions) command?.option(flags, help);
  }
}

async function show(id: string, options: BatchOptions): Promise<void> {
  print(await clientOf(options).call('getBatch', ofBatch(id)), options.json, renderBatch);
}

async function cancel(given: string | undefined, options: BatchOptions): Promise<void> {
  const selection = selectionOf(options);
  if (selection !== null) return changeMany(clientOf(options), 'cancel', none(given, selection), options);
  const id = named(given);
  print(await clientOf(options).call('cancelBatch', ofBatch(id)), options.json, renderBatch);
}

async function retry(given: string | undefined, options: BatchOptions): Promise<void> {
  const maxRetries =
    options.maxRetries === undefined ? undefined : wholeNumber('--max-retries', options.maxRetries);
  const selection = selectionOf(options);
  if (selection !== null) {
    return changeMany(clientOf(options), 'retry', none(given, selection), options, maxRetries);
  }
  const id = named(given);
  const body = { ...(maxRetries !== undefined && { max_retries: maxRetries }) };
  const retried = await clientOf(options).call('retryBatch', { ...ofBatch(id), body });
  print(retried, options.json, renderBatch);
}

async function remove(given: string | undefined, options: BatchOptions): Promise<void> {
  const selection = selectionOf(options);
  if (selection !== null) return changeMany(clientOf(options), 'delete', none(given, selection), options);
  const id = named(given);
  if (!options.yes && process.stdin.isTTY && !(await isConfirmed(id))) throw new CommandError('Not deleted.');
  await clientOf(options).call('deleteBatch', ofBatch(id));
  process.stdout.write(`Deleted ${id}.\n`);
}

function named(id: string | undefined): string {
  if (id !== undefined) return id;
  throw new CommandError('Error: name a batch, or many with --status, --filter or --all.');
}

function none<Selection>(id: string | undefined, selection: Selection): Selection {
  if (id === undefined) return selection;
  throw new CommandError('Error: give the id of a batch, or --status, --filter or --all, not both.');
}

async function isConfirmed(id: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`Delete ${id} with its records, errors and log? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function clientOf({ maxRetries: _, filter: __, ...options }: BatchOptions): ApiClient {
  return new ApiClient(configOf(options));
}
