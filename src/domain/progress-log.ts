import type { JobStatusName } from './batch-job.ts';

/** The events of a batch's life that its log records. */
export const progressEvents = [
  'submitted',
  'claimed',
  'progress',
  'retry_scheduled',
  'lease_expired',
  'handed_back',
  'completed',
  'failed',
  'cancelled',
  'retried',
  'mended',
] as const;

export type ProgressEvent = (typeof progressEvents)[number];

/** One line of a batch's audit trail: what happened, when, by whom, and the counts at that moment. */
export interface ProgressLogEntry {
  /** Grows along a batch's log. */
  readonly id: number;
  readonly batchId: string;
  readonly event: ProgressEvent;
  readonly status: JobStatusName;
  readonly successCount: number;
  readonly errorCount: number;
  readonly totalEmissions: string;
  readonly retryCount: number;
  /** The batch's after the event: what one holder wrote between two claims stands under one token. */
  readonly fencingToken: number;
  /** The node, user or key that did it. */
  readonly actor: string;
  readonly message: string | null;
  readonly at: Date;
}
