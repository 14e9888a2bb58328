import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient } from '../api-client.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';

export function addExplainCommand(program: Command): void {
  const command = program
    .command('explain')
    .description('Show how the figure of an activity came about, and compute it again from its record alone.')
    .argument('<batch-id>')
    .argument('<activity-id>')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExit code: 0 if the record yields its own figures, 2 if it does not, 1 otherwise.',
    );
  withSettings(command, clientSettings).action(explain);
}

async function explain(
  batchId: string,
  activityId: string,
  { json, ...options }: { readonly json?: boolean },
): Promise<void> {
  const path = { record_id: `${batchId}:${activityId}` };
  const answer = await new ApiClient(configOf({ ...options })).call('explainRecord', { path });
  print(answer, json, ({ text }) => text.trimEnd());
  if (answer.is_equal === false) {
    throw new CommandError('Error: the record does not yield its own figures.', exitCodes.someFailed);
  }
}
