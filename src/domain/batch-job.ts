import type { BatchPurpose, CalculationChoice } from './calculation.ts';
import { averageOf } from './decimal.ts';

/** The states of a batch. The names are what the database and the API show; the numbers are the library's values. */
export const JobStatus = {
  pending: 0,
  queued: 1,
  processing: 2,
  complete: 3,
  failed: 4,
  cancelled: 5,
} as const;

export type JobStatusName = keyof typeof JobStatus;
export type JobStatus = (typeof JobStatus)[JobStatusName];

export const jobStatusNames = Object.keys(JobStatus) as JobStatusName[];

export function jobStatusName(status: JobStatus): JobStatusName {
  return jobStatusNames[status] as JobStatusName;
}

export const priorityDefault = 5;
export const priorityMax = 10;
export const maxRetriesDefault = 3;
/** The largest count that an error tolerance can be. */
export const errorToleranceMax = 2_147_483_647;
/** The largest `max_retries` that a batch may ask for. */
export const maxRetriesMax = 1000;

/** What is stored of a batch. Times are read off the database's clock. */
export interface BatchJobFields {
  readonly id: string;
  readonly orgId: string;
  readonly workspaceId: string;
  readonly status: JobStatus;
  readonly activityCount: number;
  readonly successCount: number;
  readonly errorCount: number;
  /** kg CO2e, an exact decimal: the sum of the batch's emission records. */
  readonly totalEmissions: string;
  readonly retryCount: number;
  readonly maxRetries: number;
  readonly priority: number;
  /** How many activities may end in an error for the batch still to complete, where that was stated as a count. */
  readonly errorTolerance: number | null;
  /** The same as a share of the batch's activities, an exact decimal from 0 to 1. */
  readonly errorToleranceShare: string | null;
  /**
   * What the stated tolerance comes to: one error more ends the batch at once. Null where none was stated: the batch is
   * worked through to its end, and any error makes it failed there.
   */
  readonly errorsTolerated: number | null;
  /** How its figures are computed, as it was asked for when it was submitted. */
  readonly calculation: CalculationChoice;
  readonly purpose: BatchPurpose;
  readonly errorMessage: string | null;
  readonly lockedBy: string | null;
  readonly lockedUntil: Date | null;
  /** Grows by one with every claim; a write that names an older token is refused. */
  readonly fencingToken: number;
  /** Not claimed before this time: a retry's back-off. */
  readonly notBefore: Date;
  /** Which pass over the activities without a result this is: 1, and one more for each user's retry. */
  readonly attempt: number;
  /** The activity id, in byte order, up to which all have their outcome in this pass; empty at the start. */
  readonly cursor: string;
  /** The batch that this is a part of, where it is one. A part is worked on like a batch and is none for its owner. */
  readonly partOf: string | null;
  /** Parts that a large batch was split into, for several workers to share; 0 for a batch that is worked on as it is. */
  readonly partCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  /** The database's time when this was read. */
  readonly readAt: Date;
}

/** A batch as it was at `readAt`: its stored fields, and what follows from them. */
export interface BatchJob extends BatchJobFields {}
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every field of the interface.
export class BatchJob {
  constructor(fields: BatchJobFields) {
    Object.assign(this, fields);
  }

  get statusName(): JobStatusName {
    return jobStatusName(this.status);
  }

  /** The id that its owner knows, and that its records carry. */
  get wholeId(): string {
    return this.partOf ?? this.id;
  }

  get processedCount(): number {
    return this.successCount + this.errorCount;
  }

  /** A fraction 0..1 of the activities that have an outcome; 0 for an empty batch. */
  get progressPercent(): number {
    return this.activityCount === 0 ? 0 : this.processedCount / this.activityCount;
  }

  get remainingActivities(): number {
    return this.activityCount - this.processedCount;
  }

  get isLocked(): boolean {
    return this.lockedUntil !== null && this.lockedUntil > this.readAt;
  }

  get canRetry(): boolean {
    return this.status === JobStatus.failed && this.retryCount < this.maxRetries;
  }

  /** Seconds from the start to the end, or until now while it runs; null before the start. */
  get durationSeconds(): number | null {
    if (this.startedAt === null) return null;
    return Math.max(0, ((this.completedAt ?? this.readAt).getTime() - this.startedAt.getTime()) / 1000);
  }

  /** kg CO2e per activity with a result, to 9 decimal places; "0" while there is none. */
  get averageEmissionsPerActivity(): string {
    return averageOf(this.totalEmissions, this.successCount);
  }
}
