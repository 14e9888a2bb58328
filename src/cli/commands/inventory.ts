import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient } from '../api-client.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { type ApiInventory, renderInventory } from '../render-inventory.ts';

interface InventoryOptions {
  readonly year: string;
  readonly workspace?: string;
  readonly monteCarlo?: string;
  readonly seed?: string;
  readonly json?: boolean;
}

export function addInventoryCommand(program: Command): void {
  const command = program
    .command('inventory')
    .description("Show a year's inventory: totals by scope, category, gas, region, data quality and method.")
    .requiredOption('--year <year>', 'records belong to the year in which their period ended')
    .option('--monte-carlo <draws>', 'also draw the total so often, for its uncertainty')
    .option('--seed <number>', 'the same seed draws the same totals')
    .option('--json', 'print the answer as JSON');
  withSettings(command, clientSettings).action(inventory);
}

async function inventory({ year, monteCarlo, seed, json, ...options }: InventoryOptions): Promise<void> {
  const config = configOf({ ...options });
  const query = new URLSearchParams({ year });
  if (config.workspaceId !== null) query.set('workspace', config.workspaceId);
  if (monteCarlo !== undefined) query.set('monte_carlo', monteCarlo);
  if (seed !== undefined) query.set('seed', seed);
  const answer = await new ApiClient(config).get<ApiInventory>(`/inventory?${query}`, 'total');
  print(answer, json, renderInventory);
}
