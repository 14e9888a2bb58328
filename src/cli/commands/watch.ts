import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import type { Data } from '../../client/calls.ts';
import { ApiClient, ServerAwayError } from '../api-client.ts';
import { ofBatch } from '../batch-id.ts';
import { exitCodes } from '../exit-codes.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { createProgressView, type ProgressView } from '../progress.ts';
import { renderBatch } from '../render-batch.ts';

const lookIntervalMs = 500;
const awayIntervalMs = 2_000;

interface WatchOptions {
  readonly json?: boolean;
}

export function addWatchCommand(program: Command): void {
  const command = program
    .command('watch')
    .description('Follow a batch until it ends.')
    .argument('<batch-id>')
    .option('--json', 'print the batch as JSON at its end')
    .addHelpText('after', '\nExit code: 0 if it completed without errors, 2 if not, 1 if it cannot be told.');
  withSettings(command, clientSettings).action((id: string, options: WatchOptions) =>
    watchBatch(new ApiClient(configOf({ ...options })), id, options),
  );
}

/** Shows the progress of a batch until its end, then the batch. Sets the exit code. */
export async function watchBatch(client: ApiClient, id: string, { json }: WatchOptions): Promise<void> {
  const view = createProgressView(process.stderr);
  try {
    let batch = await client.call('getBatch', ofBatch(id));
    for (;;) {
      const done = batch.success_count + batch.error_count;
      view.show({ phase: batch.status, done, total: batch.activity_count, note: 'activities' });
      if (['complete', 'failed', 'cancelled'].includes(batch.status)) {
        view.end();
        print(batch, json, renderBatch);
        if (batch.status !== 'complete' || batch.error_count > 0) process.exitCode = exitCodes.someFailed;
        return;
      }
      await setTimeout(lookIntervalMs);
      batch = await lookAgain(client, id, view);
    }
  } finally {
    view.end();
  }
}

/** The server has answered before: while it is away, the batch goes on without it, and so does the wait. */
async function lookAgain(client: ApiClient, id: string, view: ProgressView): Promise<Data<'getBatch'>> {
  for (let isAway = false; ; isAway = true) {
    try {
      const batch = await client.call('getBatch', ofBatch(id));
      if (isAway) view.say('The server answers again.');
      return batch;
    } catch (error) {
      if (!(error instanceof ServerAwayError)) throw error;
      if (!isAway)
        view.say(`${error.message.replace(/^Error: /, 'Waiting: ')} It is tried again until it answers.`);
      await setTimeout(awayIntervalMs);
    }
  }
}
