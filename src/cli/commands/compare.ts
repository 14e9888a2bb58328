import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient } from '../api-client.ts';
import { ofBatch } from '../batch-id.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { renderComparison } from '../render-comparison.ts';

interface CompareOptions {
  readonly base?: string;
  readonly json?: boolean;
}

export function addCompareCommand(program: Command): void {
  const command = program
    .command('compare')
    .description(
      'Compare the records of a batch with those of another, or with those that counted before it.',
    )
    .argument('<batch-id>')
    .option('--base <batch-id>', 'the batch to compare with')
    .option('--json', 'print the answer as JSON');
  withSettings(command, clientSettings).action(compare);
}

async function compare(id: string, { base, ...options }: CompareOptions): Promise<void> {
  const client = new ApiClient(configOf({ ...options }));
  const query = { ...(base !== undefined && { base }) };
  const answer = await client.call('compareBatch', { ...ofBatch(id), query });
  print(answer, options.json, renderComparison);
}
