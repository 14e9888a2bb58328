import type { JobStatusName } from '../domain/batch-job.ts';
import type { ProgressLogEntry } from '../domain/progress-log.ts';
import type { BatchKey } from './batch-store.ts';

/**
 * Which transactions had been committed when something was read: a snapshot of the database, as it writes one. What one
 * moment does not see and a later one does is new in between, whatever its id: ids are given before they are committed.
 */
export type Moment = string;

/** An entry of a batch's log, with what is needed to tell how far the batch was then. */
export interface BatchEvent {
  readonly orgId: string;
  readonly workspaceId: string;
  readonly activityCount: number;
  readonly startedAt: Date | null;
  /** Null for the first entry. */
  readonly statusBefore: JobStatusName | null;
  readonly entry: ProgressLogEntry;
}

/** A batch is gone, and its log with it. */
export interface BatchDeletion {
  readonly orgId: string;
  readonly workspaceId: string;
  readonly batchId: string;
  /** Of the entry of the audit log: a number apart from those of the events. */
  readonly id: number;
  readonly actor: string;
  readonly at: Date;
}

export type ToldEvent =
  | { readonly kind: 'entry'; readonly event: BatchEvent }
  | { readonly kind: 'deletion'; readonly deletion: BatchDeletion };

/** Behind which event between two moments a page begins. */
export interface EventPlace {
  readonly kind: ToldEvent['kind'];
  readonly id: number;
}

export interface EventSpan {
  readonly orgIds: readonly string[];
  /** Of these workspaces; of all where it is null. */
  readonly workspaceIds?: readonly string[] | null;
  readonly since: Moment;
  /** Until now where it is absent. */
  readonly until?: Moment;
  readonly after?: EventPlace;
  readonly limit: number;
}

/** A batch as it stands, and the latest entry of its log. */
export interface PresentBatch {
  readonly event: BatchEvent;
  readonly status: JobStatusName;
  readonly successCount: number;
  readonly errorCount: number;
  readonly totalEmissions: string;
  readonly readAt: Date;
}

/** What happened to batches, in the order in which it can be seen. */
export interface EventStore {
  /** Now. */
  readMoment(): Promise<Moment>;
  /**
   * What was committed between two moments: entries by id, then deletions. Of one batch that is the order of its life. A
   * page that is full may not be the last: ask behind its last event, until the moment that it names.
   */
  readEvents(span: EventSpan): Promise<{ events: ToldEvent[]; until: Moment }>;
  /** About how many those are, counted no further than `limit`. */
  countEvents(orgId: string, since: Moment, until: Moment, limit: number): Promise<number>;
  /** A batch's events behind an id, in order: those of one batch are committed in the order of their ids. */
  readBatchEvents(key: BatchKey, after: number, limit: number): Promise<BatchEvent[]>;
  /** Null where the organisation has no such batch. */
  readBatchNow(key: BatchKey): Promise<PresentBatch | null>;
}
