import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient } from '../api-client.ts';
import { table } from '../format.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';

interface ApiCalculation {
  readonly factor_sets?: readonly string[];
  readonly gwp_set?: string;
  readonly period_policy?: string;
}

interface SettingsOptions {
  readonly json?: boolean;
  readonly factorSets?: string;
  readonly gwpSet?: string;
  readonly periodPolicy?: string;
}

/** How the organisation's figures are computed. */
export function addSettingsCommand(program: Command): void {
  const command = program
    .command('settings')
    .description("Show how the organisation's figures are computed, or change it for batches to come.")
    .option('--factor-sets <ids>', 'factor sets in their order, separated by commas')
    .option('--gwp-set <set>', 'AR4, AR5 or AR6: for factors that publish gases and no CO2e')
    .option('--period-policy <policy>', 'by_days or period_start: for periods that cross a change of factor')
    .option('--json', 'print the answer as JSON');
  withSettings(command, clientSettings).action(settings);
}

async function settings(options: SettingsOptions): Promise<void> {
  const { json, factorSets, gwpSet, periodPolicy, ...rest } = options;
  const client = new ApiClient(configOf({ ...rest }));
  const given: ApiCalculation = {
    ...(factorSets !== undefined && { factor_sets: factorSets.split(',').map((id) => id.trim()) }),
    ...(gwpSet !== undefined && { gwp_set: gwpSet }),
    ...(periodPolicy !== undefined && { period_policy: periodPolicy }),
  };
  const before = await client.get<ApiCalculation>('/calculation-settings', 'factor_sets');
  const isChange = Object.keys(given).length > 0;
  const now = isChange
    ? await client.put<ApiCalculation>('/calculation-settings', 'factor_sets', { ...before, ...given })
    : before;
  print(now, json, render);
}

function render({ factor_sets = [], gwp_set = '', period_policy = '' }: ApiCalculation): string {
  return table([
    ['Factor sets', factor_sets.join(', ')],
    ['GWP set', gwp_set],
    ['Periods', period_policy],
  ]);
}
