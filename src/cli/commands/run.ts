import type { Command } from 'commander';
import type { Config } from '../../app/config.ts';

import type { RunEvent, RunSummary } from '../../app/run-summary.ts';
import { databaseSettings, ownerSettings, schedulerSettings } from '../../app/settings.ts';
import { type CalculationOptions, calculationOf, withCalculation } from '../calculation-options.ts';
import { errorToleranceOption, readErrorTolerance } from '../error-tolerance.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { count } from '../format.ts';
import { onInterrupt } from '../interruption.ts';
import { configOf, withSettings } from '../options.ts';
import { createProgressView, type Progress, type ProgressView } from '../progress.ts';
import { renderSummary } from '../render-summary.ts';

export function addRunCommand(program: Command): void {
  const command = program
    .command('run')
    .description('Import a CSV file of activities, compute their emissions and print the totals.')
    .argument('<file>', 'the CSV file; docs/import-format.md describes it')
    .option('--out <results.csv>', 'write one line for each activity, with its record or error')
    .option('--json', 'print the summary as JSON')
    .option(...errorToleranceOption)
    .option('--fresh', 'begin anew even if this very file was run before')
    .addHelpText(
      'after',
      '\nA run that was interrupted goes on where it was when it is started again with the same file. Computed in another way, it is another run.\n' +
        'Exit code: 0 if every activity succeeded, 2 if some failed or were rejected, 130 if interrupted, 1 otherwise.',
    );
  const settings = [...ownerSettings, ...databaseSettings, ...schedulerSettings];
  withSettings(withCalculation(command), settings).action(run);
}

interface RunOptions extends CalculationOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly errorTolerance?: string;
  readonly fresh?: boolean;
}

async function run(file: string, options: RunOptions): Promise<void> {
  const config = configOf({ ...options });
  const view = createProgressView(process.stderr);
  const interruption = onInterrupt(() =>
    view.say('Stopping: what is done is kept. Press Ctrl-C again to end at once.'),
  );
  try {
    const summary = await runWith(config, file, options, view, interruption.signal);
    view.end();
    process.stdout.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : renderSummary(summary));
    const isWhole = summary.failed + summary.rejected + summary.remaining === 0;
    process.exitCode = isWhole ? exitCodes.success : exitCodes.someFailed;
  } catch (error) {
    view.end();
    if (!interruption.signal.aborted) throw error;
    throw new CommandError('Interrupted. Run the same command again to go on.', exitCodes.interrupted);
  } finally {
    interruption.dispose();
  }
}

async function runWith(
  config: Config,
  file: string,
  options: RunOptions,
  view: ProgressView,
  signal: AbortSignal,
): Promise<RunSummary> {
  const [{ openOffGridFlow }, { createLogger }, { prepareRun, runPrepared }] = await loadParts();
  const prepared = await prepareRun({
    file,
    out: options.out ?? null,
    orgId: config.orgId,
    workspaceId: config.workspaceId,
    isFresh: options.fresh ?? false,
    maxRetries: config.scheduler.maxRetries,
    ...readErrorTolerance(options.errorTolerance),
    calculation: calculationOf(options),
    signal,
    onEvent: (event) => showEvent(view, event),
  });
  const flow = await openOffGridFlow(config, { logger: createLogger(config.logLevel ?? 'warn', 'stderr') });
  try {
    return await runPrepared(flow, prepared);
  } finally {
    await flow.close();
  }
}

/** Loaded when they are used, as in the other commands that open the database: those that do not start sooner. */
function loadParts() {
  return Promise.all([
    import('../../app/compose.ts'),
    import('../../app/pino-logger.ts'),
    import('../../app/run-file.ts'),
  ]);
}

function showEvent(view: ProgressView, event: RunEvent): void {
  const told = tell(event);
  if (typeof told === 'string') view.say(told);
  else view.show(told);
}

/** An event as progress that moves, or as a line that stays. */
function tell(event: RunEvent): Progress | string {
  switch (event.kind) {
    case 'checking':
      return { phase: 'Reading', done: event.bytesDone, total: event.bytesTotal, note: 'bytes' };
    case 'resumed':
      return event.isImported
        ? 'This file was imported before: going on from there (--fresh begins anew).'
        : `Going on behind line ${event.linesDone}.`;
    case 'importing':
      return { phase: 'Importing', done: event.linesDone, total: event.linesTotal, note: 'lines' };
    case 'submitting':
      return { phase: 'Submitting', done: event.submitted, total: event.total, note: 'activities' };
    case 'submitted': {
      const activities = count(event.activityCount, 'activity', 'activities');
      return `${event.batchId}: ${activities} of ${event.orgId} / ${event.workspaceId}`;
    }
    case 'processing': {
      const note = event.errors === 0 ? 'activities' : `activities, ${event.errors} failed`;
      return { phase: 'Processing', done: event.processed, total: event.total, note };
    }
    case 'writing_results':
      return { phase: 'Writing results', done: event.linesDone, total: event.linesTotal, note: 'lines' };
  }
}
