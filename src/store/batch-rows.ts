import { BatchJob, JobStatus, type JobStatusName } from '../domain/batch-job.ts';
import type { BatchPurpose, CalculationChoice } from '../domain/calculation.ts';
import type { Lease } from '../domain/lease.ts';

/** The columns that every statement on `batch_jobs` returns, as the generated queries type them. */
export interface BatchRow {
  id: string;
  orgId: string;
  workspaceId: string;
  status: JobStatusName;
  activityCount: number;
  successCount: number;
  errorCount: number;
  totalEmissions: string;
  retryCount: number;
  maxRetries: number;
  priority: number;
  errorTolerance: number | null;
  errorToleranceShare: string | null;
  errorsTolerated: number | null;
  calculation: unknown;
  purpose: string;
  errorMessage: string | null;
  lockedBy: string | null;
  lockedUntil: Date | null;
  fencingToken: number;
  notBefore: Date;
  attempt: number;
  cursor: string;
  partOf: string | null;
  partCount: number;
  createdAt: Date;
  updatedAt: Date;
  startedAt: Date | null;
  completedAt: Date | null;
  readAt: Date;
}

export function toBatchJob(row: BatchRow): BatchJob {
  return new BatchJob({
    ...row,
    status: JobStatus[row.status],
    calculation: row.calculation as CalculationChoice,
    purpose: row.purpose as BatchPurpose,
  });
}

/** The lease that a claim has just set on the batch. */
export function toLease(row: BatchRow): Lease {
  if (row.lockedBy === null || row.lockedUntil === null) {
    throw new Error(`A claim returned ${row.id} without a lease.`);
  }
  return {
    batchId: row.id,
    orgId: row.orgId,
    holder: row.lockedBy,
    fencingToken: row.fencingToken,
    lockedUntil: row.lockedUntil,
  };
}

/** The one row of a statement that returns at most one. */
export function firstOf<Row>(rows: readonly Row[]): Row | null {
  return rows[0] ?? null;
}
