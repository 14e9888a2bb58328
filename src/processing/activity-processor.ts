import type { Activity } from '../domain/activity.ts';
import type { CalculationChoice } from '../domain/calculation.ts';
import type { ActivityOutcome } from '../domain/outcome.ts';

export interface ProcessingContext {
  readonly orgId: string;
  readonly workspaceId: string;
  readonly batchId: string;
  /** 1 in the batch's first pass, one more with each user's retry. */
  readonly attempt: number;
  /** How the batch asks its figures to be computed. */
  readonly calculation: CalculationChoice;
  /** Aborts when the batch is cancelled, its lease is lost, the deadline passes or the node stops. */
  readonly signal: AbortSignal;
}

/**
 * Computes the outcome of activities: the emissions processor, or a user's own model or external service.
 *
 * `process` gets a chunk of one batch's activities, which all exist, and returns exactly one outcome for each,
 * in any order. What an activity itself does wrong is an outcome of kind `error`; what `process` throws is a
 * transient fault of the whole chunk, tried again with back-off. It may be called again for activities whose
 * outcome was not stored (a crash between computing and committing), so its own effects must be repeatable.
 */
export interface ActivityProcessor {
  /** For logs and records. */
  readonly name: string;
  process(activities: readonly Activity[], context: ProcessingContext): Promise<readonly ActivityOutcome[]>;
}
