import { faultText } from './fault-text.ts';

/**
 * The failures that callers are expected to meet, each with a stable code. `docs/errors.md` lists them with
 * what to do about each. A broken invariant is not here: it is an assertion, and ends the act.
 */
export abstract class OffGridFlowError extends Error {
  abstract readonly code: string;
}

/** Input that breaks a rule. `details` names the field, its value and what would be accepted. */
export class ValidationError extends OffGridFlowError {
  readonly code = 'VALIDATION_ERROR';
}

/** There is no such thing, or not for this organisation. */
export class NotFoundError extends OffGridFlowError {
  readonly code = 'NOT_FOUND';
}

/** The thing is in a state that does not allow this. */
export class ConflictError extends OffGridFlowError {
  readonly code = 'CONFLICT';
}

/** A setting that cannot be used. The message names the setting, its value and what would be accepted. */
export class ConfigurationError extends OffGridFlowError {
  readonly code = 'CONFIGURATION_ERROR';
}

/** The database cannot be reached or used now. */
export class UnavailableError extends OffGridFlowError {
  readonly code = 'UNAVAILABLE';
}

/** The disk of this node has no room for what has to be kept there meanwhile; the database is well. */
export class NoRoomError extends OffGridFlowError {
  readonly code = 'UNAVAILABLE';
}

/** The lease ran out or passed to another holder: the work is dropped, nothing is written, nothing is retried. */
export class LeaseLostError extends OffGridFlowError {
  readonly code = 'LEASE_LOST';
  readonly batchId: string;
  constructor(batchId: string) {
    super(
      `The lease on ${batchId} is no longer held: it ran out, passed to another worker or was cancelled.`,
    );
    this.batchId = batchId;
  }
}

/**
 * Thrown by a processor that cannot work for now: the service that it asks is down, a quota is used up. Nothing is blamed
 * on the activities; the batch is tried again with back-off.
 */
export class TransientProcessorError extends OffGridFlowError {
  readonly code = 'TRANSIENT_PROCESSOR_ERROR';
}

/**
 * Thrown by a processor that no other try can help, for an activity among those it was given. The activity is found and
 * ends in an error at once; the others get their results.
 */
export class PermanentProcessorError extends OffGridFlowError {
  readonly code = 'PERMANENT_PROCESSOR_ERROR';
}

/** A processor failed on a chunk, or on a piece of one: it threw `cause`, took too long or returned nonsense. */
export class ProcessorFault extends OffGridFlowError {
  readonly code: 'PROCESSOR_ERROR' | 'PROCESSOR_TIMEOUT';
  /** What it failed on, in the order of the ids. */
  readonly activityIds: readonly string[];
  constructor(
    code: ProcessorFault['code'],
    activityIds: readonly string[],
    message: string,
    cause?: unknown,
  ) {
    // It becomes the details of each activity, so that it must be fit to be stored.
    super(faultText(message), { cause });
    this.code = code;
    this.activityIds = activityIds;
  }
}
