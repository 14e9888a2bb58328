import { createInterface } from 'node:readline/promises';
import type { ApiClient } from '../api-client.ts';
import { CommandError } from '../exit-codes.ts';
import { count } from '../format.ts';
import { print } from '../output.ts';

export interface ManyOptions {
  readonly status?: string;
  readonly filter?: readonly string[];
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const doneWords = { cancel: 'cancelled', retry: 'sent back', delete: 'deleted' } as const;
/** Of one request, which is one transaction. */
const batchesPerRequest = 1_000;

const conditions = ['status', 'workspace', 'priority', 'created-from', 'created-before'];

/** Options of the commands that take many batches in place of one. */
export const manyOptions = [
  ['--status <status>', 'in place of an id: all in this status, or in several with commas between them'],
  ['--filter <name=value...>', `in place of an id: all with these, of ${conditions.join(', ')}`],
  ['--all', 'in place of an id: every batch that you see'],
  ['--dry-run', 'of many: tell how many there would be'],
] as const;

/** Null where the options ask for no more than one batch. */
export function selectionOf({ status, filter = [], all }: ManyOptions) {
  if (all && (status !== undefined || filter.length > 0)) {
    throw new CommandError('Error: give --all, or --status and --filter.');
  }
  if (all) return { all: true };
  const given = status === undefined ? filter : [`status=${status}`, ...filter];
  if (given.length === 0) return null;
  const named: Record<string, string> = {};
  for (const condition of given) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(condition) ?? [];
    const field = name.replace('-', '_');
    if (!conditions.includes(name) || value === '') {
      throw new CommandError(
        `Error: --filter is "${condition}": give name=value with a name of ${conditions.join(', ')}.`,
      );
    }
    if (field in named) throw new CommandError(`Error: ${name} is given twice.`);
    named[field] = value;
  }
  return { filter: named };
}

/** Asks how many there are before it begins, unless that is settled by `--yes`. Goes on until none is left. */
export async function changeMany(
  client: ApiClient,
  act: keyof typeof doneWords,
  selection: object,
  options: ManyOptions,
  maxRetries?: number,
): Promise<void> {
  const done = doneWords[act];
  const ask = (isDryRun: boolean) => {
    const body = { ...selection, dry_run: isDryRun, limit: isDryRun ? 10_000 : batchesPerRequest };
    if (act === 'cancel') return client.call('cancelBatches', { body });
    if (act === 'delete') return client.call('deleteBatches', { body });
    return client.call('retryBatches', {
      body: { ...body, ...(maxRetries !== undefined && { max_retries: maxRetries }) },
    });
  };
  if (options.dryRun) {
    const planned = await ask(true);
    print(planned, options.json, ({ changed, refused, more }) =>
      told(`would be ${done}`, changed, refused, more),
    );
    return;
  }
  if (!options.yes) {
    const { changed, more } = await ask(true);
    if (!process.stdin.isTTY) {
      throw new CommandError(
        `Error: ${count(changed, 'batch', 'batches')}${more ? ' or more' : ''} would be ${done}: say so with --yes.`,
      );
    }
    await confirm(`${told(`would be ${done}`, changed, 0, more)} Go on? [y/N] `);
  }
  let outcome = await ask(false);
  let changed = outcome.changed;
  while (outcome.more && outcome.changed > 0) {
    outcome = await ask(false);
    changed += outcome.changed;
  }
  print({ ...outcome, changed }, options.json, ({ refused, refusals, more }) => {
    const reasons = refusals.slice(0, 10).map(({ details }) => `  ${details}`);
    return [told(done, changed, refused, more), ...reasons].join('\n');
  });
}

function told(done: string, changed: number, refused: number, more: boolean): string {
  const left = refused === 0 ? '' : ` ${count(refused, 'batch', 'batches')} left as they are.`;
  return `${count(changed, 'batch', 'batches')}${more ? ' or more' : ''} ${done}.${left}`;
}

async function confirm(question: string): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(question);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError('Nothing was changed.');
}
