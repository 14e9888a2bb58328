import type { EmissionFactor } from '../domain/emission-factor.ts';
import type { EmissionRecord } from '../domain/outcome.ts';
import type { BatchKey } from './batch-store.ts';

/** A factor that records of a batch name, in how many of them, and what its set says of it. */
export interface BatchFactor {
  readonly usedFor: 'figure' | 'market_based';
  readonly factorSet: string | null;
  readonly factorId: string | null;
  readonly dataset: string | null;
  readonly datasetVersion: string | null;
  readonly records: number;
  /** Null where the set is not installed (any more), and for what a supplier states. */
  readonly details: EmissionFactor | null;
}

/** What it takes to explain figures: records, and the texts of the factors that they name. */
export interface ExplanationStore {
  findRecord(key: BatchKey, activityId: string): Promise<EmissionRecord | null>;
  /** An organisation's own and the built-in ones; what is not installed is left out. */
  findFactors(
    orgId: string,
    keys: readonly { readonly factorId: string; readonly factorSet: string | null }[],
  ): Promise<EmissionFactor[]>;
  /** Null where there is no such batch. */
  listUsedFactors(key: BatchKey): Promise<BatchFactor[] | null>;
}
