import type { Command } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import { ApiClient, asGiven } from '../api-client.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { renderInventory } from '../render-inventory.ts';

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
  const query = {
    year: asGiven<number>(year),
    ...(config.workspaceId !== null && { workspace: config.workspaceId }),
    ...(monteCarlo !== undefined && { monte_carlo: asGiven<number>(monteCarlo) }),
    ...(seed !== undefined && { seed: asGiven<number>(seed) }),
  };
  const answer = await new ApiClient(config).call('getInventory', { query });
  print(answer, json, renderInventory);
}
