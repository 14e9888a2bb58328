import type { InventoryCell } from '../domain/inventory.ts';

/** Whose current records of which year. */
export interface InventoryFilter {
  readonly orgId: string;
  /** A record belongs to the year in which its period ended. */
  readonly year: number;
  readonly workspaceId?: string;
}

/** Records of one factor, for a Monte Carlo. Figures are decimals. */
export interface FactorCell {
  readonly co2eKg: string;
  readonly factorUncertaintyPct: string | null;
  /** The sum of (kg x percent)^2 over the quantities. */
  readonly activityVariance: string;
}

/** What an inventory leaves open. */
export interface Unsettled {
  /** Activities of the year that have no record. */
  readonly withoutRecord: number;
  /** Records of the year whose activity has changed since. They count as they are. */
  readonly stale: number;
}

export interface InventoryStore {
  /** The current records added up, in cells that every line of an inventory is a sum of. */
  sumInventory(filter: InventoryFilter): Promise<InventoryCell[]>;
  sumInventoryByFactor(filter: InventoryFilter): Promise<FactorCell[]>;
  countUnsettled(filter: InventoryFilter): Promise<Unsettled>;
}
