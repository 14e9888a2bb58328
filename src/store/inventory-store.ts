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

export interface InventoryStore {
  /** The current records added up, in cells that every line of an inventory is a sum of. */
  sumInventory(filter: InventoryFilter): Promise<InventoryCell[]>;
  sumInventoryByFactor(filter: InventoryFilter): Promise<FactorCell[]>;
}
