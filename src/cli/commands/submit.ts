import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { type FilterOptions, filterOf } from '../activity-filter.ts';
import { ApiClient } from '../api-client.ts';
import { apiCalculationOf, type CalculationOptions, withCalculation } from '../calculation-options.ts';
import { errorToleranceOption, readErrorTolerance } from '../error-tolerance.ts';
import { CommandError } from '../exit-codes.ts';
import { openInput } from '../open-input.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';
import { watchBatch } from './watch.ts';

interface SubmitOptions extends FilterOptions, CalculationOptions {
  readonly file?: string;
  readonly priority?: string;
  readonly maxRetries?: string;
  readonly errorTolerance?: string;
  readonly scenario?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
}

export function addSubmitCommand(program: Command): void {
  const command = program
    .command('submit')
    .description(
      'Submit a batch of activities, by their ids or by a filter that ids narrow. Prints the id of the batch.',
    )
    .argument('[ids...]', 'ids of activities')
    .option('--file <file>', 'read the ids from a file, one on each line; - is standard input')
    .option(
      '--filter <name=value>',
      'activities by workspace, source, category, location, period (2025, 2025-03 or 2025-01-15/2025-03-31), period-from or period-to (their period has a day then); may be repeated',
      (condition: string, others: readonly string[] = []) => [...others, condition],
    )
    .option('--import <id>', 'activities that this import was the last to name')
    .option('--stale', 'activities that have changed since their current record was made')
    .option('--without-record', 'activities that have no current record; with --stale either of the two')
    .option('--all', 'every activity of the workspace')
    .option('--all-workspaces', "activities of the whole organisation, not only of the batch's workspace")
    .option('--scenario', 'only to be compared: the records do not count in the inventory')
    .option('--priority <0-10>', 'higher first (default 5)')
    .option('--max-retries <count>', 'retries that are allowed (default 3)')
    .option(...errorToleranceOption)
    .option('--watch', 'wait for its end, show the progress, exit with 2 if not all succeeded')
    .option('--json', 'print the answer as JSON; with --watch the batch at its end');
  withSettings(withCalculation(command), clientSettings).action(submit);
}

async function submit(ids: string[], options: SubmitOptions): Promise<void> {
  // --max-retries is the batch's here, not the scheduler's setting of the same name.
  const { maxRetries, priority, ...rest } = options;
  const config = configOf({ ...rest });
  const client = new ApiClient(config);
  // A key may be bound to a single workspace, which the server knows.
  if (config.workspaceId === null && config.apiKey === null)
    throw new CommandError('Error: name the workspace with --workspace or OFFGRIDFLOW_WORKSPACE.');
  const activityIds = options.file === undefined ? ids : [...ids, ...(await readIds(options.file))];
  const filter = filterOf(options, activityIds);
  if (filter === null && activityIds.length === 0) {
    throw new CommandError(
      'Error: give ids of activities, --file with one on each line, or a filter (--filter, --import, --stale, --without-record, --all).',
    );
  }
  const calculation = apiCalculationOf(options);
  const { errorTolerance, errorToleranceShare } = readErrorTolerance(options.errorTolerance);
  const body = {
    ...(filter === null ? { activity_ids: activityIds } : { filter }),
    ...(Object.keys(calculation).length > 0 && { calculation }),
    ...(options.scenario && { purpose: 'scenario' as const }),
    ...(priority !== undefined && { priority: wholeNumber('--priority', priority) }),
    ...(maxRetries !== undefined && { max_retries: wholeNumber('--max-retries', maxRetries) }),
    ...(errorTolerance !== undefined && { error_tolerance: errorTolerance }),
    ...(errorToleranceShare !== undefined && { error_tolerance_share: errorToleranceShare }),
  };
  const submitted = await client.call('submitBatch', { body });
  const isWatchedAsJson = options.watch === true && options.json === true;
  if (!isWatchedAsJson) print(submitted, options.json, ({ batch_id }) => batch_id);
  if (options.watch) await watchBatch(client, submitted.batch_id, options);
}

async function readIds(file: string): Promise<string[]> {
  const ids: string[] = [];
  const input = file === '-' ? process.stdin : await openInput(file);
  for await (const line of createInterface({ input })) if (line.trim() !== '') ids.push(line.trim());
  return ids;
}
