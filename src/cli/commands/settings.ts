import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import type { components } from '../../client/client.ts';
import { ApiClient } from '../api-client.ts';
import { apiCalculationOf, type CalculationOptions, withCalculation } from '../calculation-options.ts';
import { table } from '../format.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';

type ApiCalculation = components['schemas']['Calculation'];

interface SettingsOptions extends CalculationOptions {
  readonly json?: boolean;
}

/** How the organisation's figures are computed. */
export function addSettingsCommand(program: Command): void {
  const command = program
    .command('settings')
    .description("Show how the organisation's figures are computed, or change it for batches to come.")
    .option('--json', 'print the answer as JSON');
  withSettings(withCalculation(command), clientSettings).action(settings);
}

async function settings(options: SettingsOptions): Promise<void> {
  const client = new ApiClient(configOf({ ...options }));
  const given: ApiCalculation = apiCalculationOf(options);
  const { answer: before, tag } = await client.callTagged('getCalculationSettings');
  const isChange = Object.keys(given).length > 0;
  const headers = { ...(tag !== null && { 'if-match': tag }) };
  const now = isChange
    ? await client.call('replaceCalculationSettings', { body: { ...before, ...given }, headers })
    : before;
  print(now, options.json, render);
}

function render({ factor_sets = [], gwp_set, period_policy }: ApiCalculation): string {
  return table([
    ['Factor sets', factor_sets.join(', ')],
    ['GWP set', gwp_set ?? ''],
    ['Periods', period_policy ?? ''],
  ]);
}
