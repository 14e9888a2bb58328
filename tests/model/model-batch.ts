import type { JobStatusName } from '../../src/domain/batch-job.ts';
import type { ProgressEvent } from '../../src/domain/progress-log.ts';

export interface ModelBatch {
  readonly name: string;
  readonly org: string;
  readonly workspace: string;
  readonly priority: number;
  /** How many activities may end in an error, as a count or a share. */
  readonly tolerance: { count: number } | { share: number } | null;
  readonly refs: Set<string>;
  /** A large batch is worked on in parts, and holds no lease itself. */
  readonly parts: ModelBatch[];
  readonly whole: ModelBatch | null;
  /** Where a pass begins: behind this activity. */
  readonly rangeAfter: string;
  status: JobStatusName;
  isDeleted: boolean;
  wasStarted: boolean;
  notBefore: number;
  /** Which of the not-before times was set first: the order of those of the same minute. */
  notBeforeOrder: number;
  /** While it is queued or processing. */
  lease: { holder: string; until: number; isPresent: boolean } | null;
  token: number;
  retries: number;
  maxRetries: number;
  cursor: string;
  readonly results: Map<string, number>;
  /** The activities that ended in an error, for each pass; the last one is the present. */
  readonly errors: Set<string>[];
  message: string | null;
  readonly log: ProgressEvent[];
}

export function isActive({ status, isDeleted }: ModelBatch): boolean {
  return !isDeleted && (status === 'pending' || status === 'queued' || status === 'processing');
}

export function hasOutcome(batch: ModelBatch, activity: string): boolean {
  return batch.results.has(activity) || errorsOf(batch).has(activity);
}

export function resultsOf({ results, parts }: ModelBatch): Map<string, number> {
  return new Map([...results, ...parts.flatMap((part) => [...part.results])]);
}

/** Those of a pass, the present one if none is said. */
export function errorsOf(batch: ModelBatch, pass = batch.errors.length - 1): Set<string> {
  return new Set([batch, ...batch.parts].flatMap(({ errors }) => [...(errors[pass] ?? [])]));
}

/** One error more ends the batch at once. Null: it is worked through, and none may be there at its end. */
export function errorsTolerated({ tolerance, refs }: ModelBatch): number | null {
  if (tolerance === null) return null;
  return 'count' in tolerance ? tolerance.count : Math.floor(tolerance.share * refs.size);
}

export function tooManyErrors(batch: ModelBatch): string {
  const errors = errorsOf(batch).size;
  const isEarly = errors < batch.refs.size - resultsOf(batch).size;
  return `${isEarly ? 'Stopped early: ' : ''}${errors} of ${batch.refs.size} activities ended in an error`;
}

export function byTimeDue(one: ModelBatch, other: ModelBatch): number {
  return one.notBefore - other.notBefore || one.notBeforeOrder - other.notBeforeOrder;
}

export function toPending(batch: ModelBatch, event: ProgressEvent): void {
  batch.status = 'pending';
  batch.lease = null;
  batch.log.push(event);
  follow(batch);
}

/** Ends it, and with a batch what is left of its parts. */
export function end(
  batch: ModelBatch,
  status: 'complete' | 'failed' | 'cancelled',
  message: string | null,
): void {
  batch.status = status;
  batch.lease = null;
  batch.message = message;
  batch.log.push(status === 'complete' ? 'completed' : status);
  for (const part of batch.parts.filter(isActive)) {
    part.token += 1;
    end(part, 'cancelled', part.message);
  }
  follow(batch);
}

/** A large batch follows its parts: it has their outcomes, their retries, and ends with the last of them or before. */
export function follow({ whole, ...part }: ModelBatch): void {
  if (whole === null || !isActive(whole)) return;
  whole.retries = Math.max(whole.retries, part.retries);
  const errors = errorsOf(whole).size;
  const tolerated = errorsTolerated(whole);
  const left = whole.parts.filter(isActive);
  const missing = whole.refs.size - resultsOf(whole).size - errors;
  if (errors > (tolerated ?? Infinity) && (left.length > 0 || missing === 0)) {
    end(whole, 'failed', tooManyErrors(whole));
  } else if (left.length > 0) {
    if (part.status !== 'pending' && whole.status !== 'processing') {
      whole.status = part.status === 'queued' ? 'queued' : 'processing';
    }
  } else if (missing > 0) {
    end(whole, 'failed', whole.parts.find(isUnfinished)?.message ?? null);
  } else if (errors > (tolerated ?? 0)) {
    end(whole, 'failed', tooManyErrors(whole));
  } else {
    end(whole, 'complete', null);
  }
}

function isUnfinished(part: ModelBatch): boolean {
  return part.status === 'failed' && part.results.size + errorsOf(part).size < part.refs.size;
}
