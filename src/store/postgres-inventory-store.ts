import type { Database } from '../db/database.ts';
import type { InventoryCell } from '../domain/inventory.ts';
import { firstOf } from './batch-rows.ts';
import type { FactorCell, InventoryFilter, InventoryStore, Unsettled } from './inventory-store.ts';
import * as queries from './queries/inventory.queries.ts';
import { run } from './run-query.ts';

export class PostgresInventoryStore implements InventoryStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  sumInventory(filter: InventoryFilter): Promise<InventoryCell[]> {
    return run(queries.sumInventory, parametersOf(filter), this.#db);
  }

  sumInventoryByFactor(filter: InventoryFilter): Promise<FactorCell[]> {
    return run(queries.sumInventoryByFactor, parametersOf(filter), this.#db);
  }

  async countUnsettled(filter: InventoryFilter): Promise<Unsettled> {
    const counted = firstOf(await run(queries.countUnsettled, parametersOf(filter), this.#db));
    return counted ?? { withoutRecord: 0, stale: 0 };
  }
}

function parametersOf({ orgId, year, workspaceId }: InventoryFilter) {
  return { orgId, workspaceId: workspaceId ?? null, firstDay: `${year}-01-01`, lastDay: `${year}-12-31` };
}
