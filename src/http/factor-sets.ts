import type { Calculation, CalculationChoice } from '../domain/calculation.ts';
import type { FactorSetLevel } from '../domain/factor-set.ts';
import type { RowProblem } from './http-error.ts';

/** A factor set as an organisation sees it: its own, or one that ships with the product. */
export interface FactorSetView {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly level: FactorSetLevel;
  readonly licence: string;
  readonly source: string;
  /** Null for a built-in set that nobody has switched on yet. */
  readonly factorCount: number | null;
  /** From 1, the preferred first; null where the organisation does not use it. */
  readonly position: number | null;
}

export interface NewFactorSet {
  readonly name: string;
  readonly edition: string;
  readonly licence: string;
  readonly source: string;
}

export type ImportedFactorSet =
  | { readonly kind: 'installed' | 'present'; readonly set: FactorSetView }
  | { readonly kind: 'refused'; readonly problems: readonly RowProblem[] };

export interface SettingsView {
  readonly calculation: Calculation;
  /** One more with each change. */
  readonly version: number;
}

/** What the API does with factor sets and the settings that order them; `app/factor-sets.ts` does it. */
export interface FactorSets {
  /** The organisation's order first, then what else there is. */
  list(orgId: string): Promise<FactorSetView[]>;
  /** Whole or not at all. A new set comes first in the organisation's order. Throws `ValidationError`, `ConflictError`. */
  importOwn(orgId: string, set: NewFactorSet, csvText: string, actor: string): Promise<ImportedFactorSet>;
  /** Installs a built-in set where it is not, and gives it a place by its level. Throws `NotFoundError`. */
  enable(orgId: string, setId: string, actor: string): Promise<FactorSetView[]>;
  /** Throws `NotFoundError`, and `ConflictError` for the last one. */
  disable(orgId: string, setId: string, actor: string): Promise<FactorSetView[]>;
  /** How the organisation's figures are computed, complete. */
  settings(orgId: string): Promise<SettingsView>;
  /**
   * Replaces the settings; what is absent is as the product has it. Throws `ValidationError` for a set that there is not,
   * and `ConflictError` where a `version` is given and it is not the latest.
   */
  saveSettings(
    orgId: string,
    choice: CalculationChoice,
    actor: string,
    version?: number,
  ): Promise<SettingsView>;
  /** Installs what a batch asks for. Throws `ValidationError` for a set that there is not. */
  prepare(orgId: string, setIds: readonly string[]): Promise<void>;
}
