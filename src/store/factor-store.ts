import type { CalculationChoice } from '../domain/calculation.ts';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import type { FactorSetLevel } from '../domain/factor-set.ts';

/** An edition of factors, immutable once installed: other content needs another id. */
export interface FactorSet {
  /** Null for the built-in ones, which are everybody's. */
  readonly orgId: string | null;
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly level: FactorSetLevel;
  readonly licence: string;
  /** Who published it, and where it was taken from. */
  readonly source: string;
  /** Of the set's file, sha256 in hex. */
  readonly checksum: string;
}

export interface InstalledFactorSet extends FactorSet {
  readonly factorCount: number;
  readonly installedAt: Date;
}

export interface FactorFilter {
  readonly orgId: string;
  readonly setId?: string;
  readonly factorId?: string;
  readonly category?: string;
  readonly region?: string;
  readonly unit?: string;
  /** Part of the id, the category or the description, in any case. */
  readonly search?: string;
  /** Instruments of these workspaces, and those of none, beside the factors of the grid; null or absent is all. */
  readonly workspaces?: readonly string[] | null;
  readonly limit: number;
  /** The set and id of the last factor of the page before. */
  readonly after?: { readonly setId: string; readonly factorId: string };
}

export interface CalculationSettings {
  readonly choice: CalculationChoice;
  /** One more with each change, from 0 where nothing was ever said. */
  readonly version: number;
}

export interface FactorStore {
  /** Installs the set whole, or does nothing when it is there with the same checksum. Throws `ConflictError` when it is there with another. */
  installFactorSet(
    set: FactorSet,
    factors: readonly EmissionFactor[],
    actor?: string,
  ): Promise<'installed' | 'present'>;
  /** The organisation's own, then the built-in ones that are installed. */
  listFactorSets(orgId: string): Promise<InstalledFactorSet[]>;
  /** All factors of one set, the organisation's own or a built-in one. Empty where there is no such set. */
  loadFactors(orgId: string, setId: string): Promise<EmissionFactor[]>;
  /** Factors of the sets that the organisation may use and that are installed, by set and id. */
  findFactors(filter: FactorFilter): Promise<EmissionFactor[]>;
  /** How the organisation wants its figures computed; empty where it never said. */
  getCalculationSettings(orgId: string): Promise<CalculationSettings>;
  /**
   * Replaces them whole. What is absent is as the product has it. Batches that were submitted before keep theirs. With a
   * `version` only those of that version: throws `ConflictError` where somebody else has changed them since.
   */
  saveCalculationSettings(
    orgId: string,
    choice: CalculationChoice,
    actor: string,
    version?: number,
  ): Promise<CalculationSettings>;
}
