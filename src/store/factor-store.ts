import type { EmissionFactor } from '../domain/emission-factor.ts';

/** An edition of factors, immutable once installed: other figures need another id. */
export interface FactorSet {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  /** Of the set's file, sha256 in hex. */
  readonly checksum: string;
}

export interface FactorStore {
  /** Installs the set whole, or does nothing when it is there with the same checksum. Throws `ConflictError` when it is there with another. */
  installFactorSet(set: FactorSet, factors: readonly EmissionFactor[]): Promise<'installed' | 'present'>;
  listFactorSets(): Promise<(FactorSet & { factorCount: number; installedAt: Date })[]>;
  /** All factors of the active sets. */
  loadFactors(): Promise<EmissionFactor[]>;
}
