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
 * in any order. What an activity itself does wrong is an outcome of kind `error`. When `process` throws, takes too long
 * or returns nonsense, pieces of the chunk are asked again, down to single activities, to find what it fails on: those
 * are tried again with the batch, and end in an error after its last try. A `TransientProcessorError` says that the whole
 * processor cannot work for now, a `PermanentProcessorError` that no other try can help. `docs/processors.md` tells all.
 *
 * It may be called again for activities whose outcome was not stored (a crash between computing and committing, or
 * another activity of the chunk that made it fail), so its own effects must be repeatable.
 */
export interface ActivityProcessor {
  /** For logs and records. */
  readonly name: string;
  process(activities: readonly Activity[], context: ProcessingContext): Promise<readonly ActivityOutcome[]>;
}
