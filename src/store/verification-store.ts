import type { EmissionRecord } from '../domain/outcome.ts';
import type { BatchKey, Page } from './batch-store.ts';

/** What a batch says of itself, beside what is there. */
export interface BatchTally {
  readonly orgId: string;
  readonly id: string;
  readonly activityCount: number;
  readonly successCount: number;
  readonly errorCount: number;
  readonly totalEmissions: string;
  readonly refs: number;
  readonly records: number;
  /** Records of an inventory in a scenario's batch, or the other way round. */
  readonly otherPurpose: number;
  /** The exact sum of the records. */
  readonly co2eKg: string;
  /** Of the latest pass. */
  readonly errors: number;
}

export interface RecordKey {
  readonly orgId: string;
  readonly activityId: string;
  readonly batchId: string;
}

export interface VerificationScope {
  readonly orgId: string | null;
  readonly batchId: string | null;
}

/** What it takes to prove that what is stored holds together. Across organisations: for who runs the database. */
export interface VerificationStore {
  listBatches(scope: VerificationScope, page: Page<string>): Promise<BatchKey[]>;
  /** Null where the batch is gone meanwhile. */
  tallyBatch(batchId: string): Promise<BatchTally | null>;
  /** Activities without an outcome that should have one, and those with two. */
  listUnaccounted(batchId: string, page: Page<string>): Promise<{ activityId: string; outcomes: number }[]>;
  listRecords(key: BatchKey, page: Page<string>): Promise<EmissionRecord[]>;
  /** In the order of their keys; stray is one that no batch accounts for. */
  listRecordKeys(
    orgId: string | null,
    page: Page<RecordKey>,
  ): Promise<(RecordKey & { readonly isStray: boolean })[]>;
}
