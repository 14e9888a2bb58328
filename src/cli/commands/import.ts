import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import type { components } from '../../client/client.ts';
import { adviceFor } from '../advice.ts';
import { ApiClient, asGiven } from '../api-client.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { count, grouped } from '../format.ts';
import { openInput } from '../open-input.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { watchBatch } from './watch.ts';

type ImportAnswer = components['schemas']['ImportSummary'];

const contentTypes: Readonly<Record<string, 'application/json' | 'application/x-ndjson' | 'text/csv'>> = {
  '.csv': 'text/csv',
  '.tsv': 'text/csv',
  '.txt': 'text/csv',
  '.ndjson': 'application/x-ndjson',
  '.jsonl': 'application/x-ndjson',
  '.json': 'application/json',
};

export function addImportCommand(program: Command): void {
  const command = program
    .command('import')
    .description('Send a file of activities (.csv, .ndjson, .jsonl or .json) to a server.')
    .argument('<file>')
    .option('--on-error <continue|abort>', 'where rows are at fault: take the others (default), or none')
    .option('--submit', 'submit what was imported as a batch, and print its id')
    .option('--watch', 'with --submit: wait for the end of the batch and show its progress')
    .option(
      '--json',
      'print the answer as JSON; with --submit the batch in it, with --watch only the batch at its end',
    )
    .addHelpText(
      'after',
      '\nExit code: 0 if every row was taken, 2 if some were rejected (or --watch saw some fail), 1 otherwise.',
    );
  withSettings(command, clientSettings).action(importFile);
}

interface ImportOptions {
  readonly onError?: string;
  readonly submit?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
}

async function importFile(file: string, options: ImportOptions): Promise<void> {
  const isPacked = extname(file).toLowerCase() === '.gz';
  const contentType = contentTypes[extname(isPacked ? file.slice(0, -3) : file).toLowerCase()];
  if (contentType === undefined) {
    const endings = Object.keys(contentTypes).join(', ');
    throw new CommandError(`Error: ${file} has none of the endings ${endings}, with .gz behind it or not.`);
  }
  if (options.watch && !options.submit)
    throw new CommandError('Error: --watch is for the batch that --submit makes.');
  const client = new ApiClient(configOf({ ...options }));
  const content = Readable.toWeb(await openInput(file)) as ReadableStream<Uint8Array>;
  const answer = await client.call('importActivities', {
    ...{ contentType, content },
    query: { ...(options.onError !== undefined && { on_error: asGiven<'continue'>(options.onError) }) },
    headers: { ...(isPacked && { 'content-encoding': 'gzip' }) },
  });
  if (!(options.submit && options.json))
    print(answer, options.json, (imported) => render(imported, isArray(contentType) ? 'element' : 'line'));
  if (answer.rejected > 0) process.exitCode = exitCodes.someFailed;
  if (options.submit) await submitImport(client, answer, options);
}

async function submitImport(
  client: ApiClient,
  imported: ImportAnswer,
  options: ImportOptions,
): Promise<void> {
  if (imported.imported + imported.updated + imported.unchanged === 0)
    throw new CommandError('Error: no row was taken, so that there is nothing to submit.');
  const batch = await client.call('submitBatch', { body: { import_id: imported.import_id } });
  const isWatchedAsJson = options.watch === true && options.json === true;
  if (!isWatchedAsJson)
    print(options.json ? { ...imported, batch } : batch, options.json, () => batch.batch_id);
  if (options.watch) await watchBatch(client, batch.batch_id, options);
}

/** Its elements are counted, not its lines. */
function isArray(contentType: string): boolean {
  return contentType === 'application/json';
}

function render(answer: ImportAnswer, place: 'line' | 'element'): string {
  const { imported, updated, unchanged, rejected, errors } = answer;
  const counts = `${grouped(imported)} new, ${grouped(updated)} updated, ${grouped(unchanged)} unchanged, ${grouped(rejected)} rejected`;
  const lines = errors.map(({ line, column, code, details }) => {
    const where = column === null ? `${place} ${line}` : `${place} ${line}, ${column}`;
    return `  ${where}: ${details} [${code}]`;
  });
  const more = rejected - new Set(errors.map(({ line }) => line)).size;
  const advice = [...new Set(errors.map(({ code }) => code))].map((code) => `  ${code}: ${adviceFor(code)}`);
  return [
    counts,
    ...lines,
    ...(more > 0 ? [`  and ${count(more, 'more row', 'more rows')}`] : []),
    ...(advice.length > 0 ? ['What to do', ...advice] : []),
  ].join('\n');
}
