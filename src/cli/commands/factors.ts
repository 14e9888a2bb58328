import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient } from '../api-client.ts';
import { CommandError } from '../exit-codes.ts';
import { count } from '../format.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { renderFactor, renderFactorSets, renderFactors } from '../render-factors.ts';

interface ClientOptions {
  readonly json?: boolean;
}

interface ImportOptions extends ClientOptions {
  readonly name: string;
  readonly edition: string;
  readonly licence?: string;
  readonly source?: string;
}

interface SearchOptions extends ClientOptions {
  readonly set?: string;
  readonly category?: string;
  readonly region?: string;
  readonly unit?: string;
}

/** Factor sets: what there is, which are in use and in what order, and an organisation's own. */
export function addFactorCommands(program: Command): void {
  const factors = program
    .command('factors')
    .description('Emission factors: list, import, switch on and off, search.');
  const add = (command: Command) =>
    withSettings(command.option('--json', 'print the answer as JSON'), clientSettings);
  add(
    factors.command('list').description('The factor sets in use, in their order, then those that could be.'),
  ).action(list);
  add(
    factors
      .command('import')
      .description("Take the organisation's own factors from a CSV file, whole or not at all.")
      .argument('<file.csv>')
      .requiredOption('--name <name>', 'what the set is called')
      .requiredOption('--edition <edition>', 'which edition it is; an edition never changes')
      .option('--licence <licence>', 'under which terms the figures may be used')
      .option('--source <source>', 'who published them'),
  ).action(importFactors);
  add(
    factors
      .command('enable')
      .description('Use a factor set from now on, at the place that its level gives it.')
      .argument('<set-id>'),
  ).action((id: string, options: ClientOptions) => switchSet(id, 'enable', options));
  add(factors.command('disable').description('Use a factor set no more.').argument('<set-id>')).action(
    (id: string, options: ClientOptions) => switchSet(id, 'disable', options),
  );
  add(
    factors
      .command('search')
      .description('Find factors by what they are called and what they are for.')
      .argument('[text]')
      .option('--set <set-id>', 'of this set')
      .option('--category <category>', 'of this category')
      .option('--region <region>', 'for this region')
      .option('--unit <unit>', 'per this unit'),
  ).action(search);
  add(factors.command('show').description('Everything about one factor.').argument('<factor-id>')).action(
    show,
  );
}

async function list({ json, ...options }: ClientOptions): Promise<void> {
  const answer = await clientOf(options).call('listFactorSets');
  print(answer, json, ({ factor_sets }) => renderFactorSets(factor_sets));
}

async function importFactors(file: string, options: ImportOptions): Promise<void> {
  const { json, name, edition, licence, source, ...rest } = options;
  const query = {
    ...{ name, edition },
    ...(licence !== undefined && { licence }),
    ...(source !== undefined && { source }),
  };
  const body = { contentType: 'text/csv' as const, content: await contentOf(file) };
  const answer = await clientOf(rest).call('importFactorSet', { query, ...body });
  print(answer, json, ({ status, factor_set: set }) =>
    status === 'installed'
      ? `Took ${count(set.factor_count ?? 0, 'factor')} as ${set.id}, which comes first from now on.`
      : `${set.id} is there already, the same.${set.enabled ? '' : ` It is not in use: "factors enable ${set.id}" switches it on.`}`,
  );
}

/** As it is: whether it is UTF-8 is for the server to see. */
async function contentOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CommandError(
      `Error: ${file} cannot be read: ${error instanceof Error ? error.message : error}.`,
    );
  }
}

async function switchSet(
  id: string,
  act: 'enable' | 'disable',
  { json, ...options }: ClientOptions,
): Promise<void> {
  const call = act === 'enable' ? 'enableFactorSet' : 'disableFactorSet';
  const answer = await clientOf(options).call(call, { path: { factor_set_id: id } });
  print(answer, json, ({ factor_sets }) => renderFactorSets(factor_sets.filter(({ enabled }) => enabled)));
}

async function search(text: string | undefined, options: SearchOptions): Promise<void> {
  const { json, set, category, region, unit, ...rest } = options;
  const query = {
    ...(text !== undefined && { search: text }),
    ...(set !== undefined && { set }),
    ...(category !== undefined && { category }),
    ...(region !== undefined && { region }),
    ...(unit !== undefined && { unit }),
  };
  const answer = await clientOf(rest).call('findFactors', { query });
  print(answer, json, ({ factors, next }) => renderFactors(factors, next !== null));
}

async function show(id: string, { json, ...options }: ClientOptions): Promise<void> {
  const answer = await clientOf(options).call('getFactor', { path: { factor_id: id } });
  print(answer, json, ({ factors }) => factors.map(renderFactor).join('\n\n'));
}

function clientOf(options: object): ApiClient {
  return new ApiClient(configOf({ ...options }));
}
