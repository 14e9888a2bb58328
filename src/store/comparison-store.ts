import type { Comparison } from '../domain/comparison.ts';
import type { BatchKey } from './batch-store.ts';

export interface ComparisonStore {
  /**
   * The records of a batch that is over beside those of another, `baseId`; without one beside each activity's latest record
   * of the inventory that was calculated before the batch's own, as who sees these workspaces only would know it (null
   * sees all). Throws `NotFoundError`, and `ConflictError` for a batch that is not over.
   */
  compareBatch(key: BatchKey, baseId?: string, workspaces?: readonly string[] | null): Promise<Comparison>;
}
