import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { type ApiBatch, ApiClient } from '../api-client.ts';
import { exitCodes } from '../exit-codes.ts';
import { configOf, withSettings } from '../options.ts';
import { createProgressView } from '../progress.ts';
import { renderBatch } from '../render-batch.ts';

const lookIntervalMs = 500;

export function addWatchCommand(program: Command): void {
  const command = program
    .command('watch')
    .description('Follow a batch until it ends.')
    .argument('<batch-id>')
    .addHelpText('after', '\nExit code: 0 if it completed without errors, 2 if not.');
  withSettings(command, clientSettings).action((id: string, options: Record<string, unknown>) =>
    watchBatch(new ApiClient(configOf(options)), id),
  );
}

/** Shows the progress of a batch until its end, then the batch. Sets the exit code. */
export async function watchBatch(client: ApiClient, id: string): Promise<void> {
  const view = createProgressView(process.stderr);
  for (;;) {
    const batch = await client.get<ApiBatch>(`/batches/${encodeURIComponent(id)}`);
    const done = batch.success_count + batch.error_count;
    view.show({ phase: batch.status, done, total: batch.activity_count, note: 'activities' });
    if (['complete', 'failed', 'cancelled'].includes(batch.status)) {
      view.end();
      process.stdout.write(`${renderBatch(batch)}\n`);
      if (batch.status !== 'complete' || batch.error_count > 0) process.exitCode = exitCodes.someFailed;
      return;
    }
    await setTimeout(lookIntervalMs);
  }
}
