import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { adviceFor } from '../advice.ts';
import { ApiClient } from '../api-client.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { count, grouped } from '../format.ts';
import { openInput } from '../open-input.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';

interface ImportAnswer {
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** The first of them. */
  readonly errors: readonly { line: number; column: string | null; code: string; details: string }[];
}

const contentTypes: Readonly<Record<string, string>> = {
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
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', '\nExit code: 0 if every row was taken, 2 if some were rejected, 1 otherwise.');
  withSettings(command, clientSettings).action(importFile);
}

async function importFile(file: string, options: { json?: boolean }): Promise<void> {
  const contentType = contentTypes[extname(file).toLowerCase()];
  if (contentType === undefined) {
    throw new CommandError(`Error: ${file} has none of the endings ${Object.keys(contentTypes).join(', ')}.`);
  }
  const client = new ApiClient(configOf({ ...options }));
  const content = Readable.toWeb(await openInput(file)) as ReadableStream<Uint8Array>;
  const answer = await client.send<ImportAnswer>('/activities', 'rejected', { contentType, content });
  print(answer, options.json, (imported) => render(imported, isArray(contentType) ? 'element' : 'line'));
  if (answer.rejected > 0) process.exitCode = exitCodes.someFailed;
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
