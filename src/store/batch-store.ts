import type { Activity, CalendarDate } from '../domain/activity.ts';
import type { BatchJob, JobStatus } from '../domain/batch-job.ts';
import type { BatchPurpose, CalculationChoice } from '../domain/calculation.ts';
import type { Lease, LeaseTerm } from '../domain/lease.ts';
import type {
  ActivityError,
  ActivityErrorCode,
  ActivityOutcome,
  EmissionRecord,
  EmissionResult,
} from '../domain/outcome.ts';
import type { ProgressLogEntry } from '../domain/progress-log.ts';

/*
 * The store's contract, in the roles that callers ask for. `PostgresBatchStore` implements all of them; the
 * contract tests run on every driver. Methods that take a lease write nothing and throw `LeaseLostError` when
 * the lease is no longer held, as the database sees it.
 */

/** A batch as its owner names it: another organisation's batch does not exist. */
export interface BatchKey {
  readonly orgId: string;
  readonly batchId: string;
}

export interface NewBatch {
  readonly orgId: string;
  readonly workspaceId: string;
  /** Distinct, not empty. They need not exist yet. */
  readonly activityIds: readonly string[];
  readonly maxRetries?: number;
  readonly priority?: number;
  /** One error more ends the batch as failed at once; without a tolerance it is worked through, and any error fails it. */
  readonly errorTolerance?: number;
  /** The same as a share of the batch's activities, from 0 to 1, in place of a count. */
  readonly errorToleranceShare?: number;
  /** In place of the organisation's settings. */
  readonly calculation?: CalculationChoice;
  readonly purpose?: BatchPurpose;
  /** Who submits, for the log. */
  readonly actor?: string;
  /** The workspaces that who submits is bound to: an activity outside of them at its turn is as if it were not there. */
  readonly boundTo?: readonly string[] | null;
}

/** Which of an organisation's activities: those that have all that is named. */
export interface ActivityFilter {
  /** Of every workspace of the organisation, not only the batch's. */
  readonly allWorkspaces?: boolean;
  /** Of this one, in place of the batch's. */
  readonly workspaceId?: string;
  /** Those that this import was the last to name. */
  readonly importId?: number;
  readonly activityIds?: readonly string[];
  readonly source?: string;
  readonly category?: string;
  readonly location?: string;
  /** The activity's period has a day on or after this one. */
  readonly periodFrom?: CalendarDate;
  /** The activity's period has a day on or before this one. */
  readonly periodTo?: CalendarDate;
  /** Its current record was made from older data than it has now. */
  readonly stale?: boolean;
  /** It has no current record. With `stale`: either of the two. */
  readonly withoutRecord?: boolean;
}

/** One batch over the activities that match at the moment of submission, without shipping their ids. */
export interface NewBatchFromFilter extends Omit<NewBatch, 'activityIds'> {
  /** Without any condition it matches every activity of the workspace. */
  readonly filter: ActivityFilter;
}

/** One batch over all activities of an import, submitted without shipping their ids. */
export interface NewBatchFromImport {
  readonly importId: number;
  readonly orgId: string;
  readonly workspaceId: string;
  readonly maxRetries?: number;
  readonly priority?: number;
  readonly errorTolerance?: number;
  readonly errorToleranceShare?: number;
  readonly calculation?: CalculationChoice;
  readonly actor?: string;
}

/** Which of an organisation's batches: those that have all that is named. */
export interface BatchFilter {
  readonly orgId: string;
  /** In one of these. */
  readonly status?: JobStatus | readonly JobStatus[];
  /** Of these workspaces; of all of the organisation where it is absent. */
  readonly workspaceIds?: readonly string[];
  readonly priorities?: readonly number[];
  /** Submitted at this moment or later. */
  readonly createdFrom?: Date;
  /** Submitted before this moment. */
  readonly createdBefore?: Date;
}

export interface BatchListRequest extends BatchFilter {
  readonly limit: number;
  readonly offset?: number;
  /** Behind this place of the same list, in place of an offset. */
  readonly after?: BatchPlace;
  /** By time, or by priority and then time; `created_at` unless said otherwise. */
  readonly order?: 'created_at' | 'priority';
  /** The oldest first, and the lowest priority. */
  readonly isAscending?: boolean;
  /** False leaves `total` out. */
  readonly isCounted?: boolean;
}

/** Where a page of batches ends, whether or not the batch is still there. */
export interface BatchPlace {
  readonly priority: number;
  /** To the microsecond, as the database has it. */
  readonly createdAt: string;
  readonly batchId: string;
}

export interface BatchList {
  readonly batches: BatchJob[];
  /** All that match; null where it was not asked for. */
  readonly total: number | null;
  /** Null on the last page. */
  readonly next: BatchPlace | null;
}

/** `after` is the last key of the page before (an activity id, or a log entry's id); absent for the first page. */
export interface Page<Key> {
  readonly limit: number;
  readonly after?: Key;
}

export interface BatchReader {
  /** Null where the organisation has no such batch. */
  getBatch(key: BatchKey): Promise<BatchJob | null>;
  /** Newest first unless said otherwise; `total` counts all that match. */
  listBatches(request: BatchListRequest): Promise<BatchList>;
  /** Pending batches that may be claimed now, in the order of their turn. */
  getPendingBatches(limit: number): Promise<BatchJob[]>;
  /** False where the database answers and only reads. */
  isWritable(): Promise<boolean>;
  /** How many batches are pending. */
  countPendingBatches(): Promise<number>;
  /** Oldest first, 10,000 entries unless a page says otherwise; null where the organisation has no such batch. */
  getProgressLog(key: BatchKey, page?: Page<number>): Promise<ProgressLogEntry[] | null>;
  /** By activity id in byte order; null where the organisation has no such batch. */
  getRecords(key: BatchKey, page: Page<string>): Promise<EmissionRecord[] | null>;
  /** Activities that ended in an error in the batch's latest pass, by activity id; null as above. */
  getErrors(key: BatchKey, page: Page<string>): Promise<ActivityError[] | null>;
  /** The activities of a batch, or those of them with a record or an error, by id, with what became of each; null as above. */
  getResults(key: BatchKey, page: Page<string>, which?: ResultKind): Promise<BatchResult[] | null>;
}

export type ResultKind = 'all' | 'records' | 'errors';

/** What became of an activity in a batch: a record, an error, or nothing yet. */
export interface BatchResult {
  readonly activityId: string;
  /** As it is now; null where there is none. */
  readonly activity: Activity | null;
  /** Where the import that named the activity last has it first. */
  readonly importLine: number | null;
  readonly record: EmissionRecord | null;
  readonly error: ActivityError | null;
}

/** Records of a batch added up: activities and kg CO2e (an exact decimal) of one scope and category. */
export interface CategoryTotal {
  readonly scope: number;
  readonly category: string;
  readonly activities: number;
  readonly co2eKg: string;
  /** With scope 2 by its market-based figure. */
  readonly marketCo2eKg: string;
}

/** Errors of a batch's latest pass with one code, and its first three activities by id. */
export interface ErrorGroup {
  readonly code: ActivityErrorCode;
  readonly count: number;
  readonly examples: readonly { readonly activityId: string; readonly details: string }[];
}

export interface BatchSummaries {
  /** By scope, then category. */
  sumRecordsByCategory(key: BatchKey): Promise<CategoryTotal[]>;
  /** The most frequent first. */
  countErrorsByCode(key: BatchKey): Promise<ErrorGroup[]>;
}

export interface BatchSubmitter {
  /** Batch, refs, log entry and wake-up in one transaction. Throws `ValidationError`. */
  createBatch(batch: NewBatch): Promise<BatchJob>;
  /** The same for the activities of an import. Submitting it again returns the batch that is there. Null where the import has no activity of that owner. */
  createBatchFromImport(batch: NewBatchFromImport): Promise<BatchJob | null>;
  /** The same for the activities that match a filter. Throws `ValidationError`, also where none does. */
  createBatchFromFilter(batch: NewBatchFromFilter): Promise<BatchJob>;
  /** Adds an activity to a batch that is still pending and was never started. Adding it twice changes nothing. Throws `NotFoundError`, `ConflictError`. */
  addActivityRef(key: BatchKey, activityId: string): Promise<void>;
}

export type BatchAct = 'cancel' | 'retry' | 'delete';

/** One act on many batches. */
export interface BulkChange {
  readonly act: BatchAct;
  readonly orgId: string;
  readonly actor: string;
  /** Those that a filter matches, the oldest first, or these. */
  readonly which:
    | { readonly filter: Omit<BatchFilter, 'orgId'>; readonly batchIds?: never }
    | { readonly batchIds: readonly string[] };
  /** Batches of other workspaces are as if they were not there; of all where it is null. */
  readonly workspaceIds: readonly string[] | null;
  /** For a retry. Raises the number of retries allowed where it is lower. */
  readonly maxRetries?: number;
  /** How many of a filter's batches are tried at most. */
  readonly limit: number;
  /** Changes nothing and tells what would be. */
  readonly isDryRun: boolean;
}

export interface BulkRefusal {
  readonly batchId: string;
  readonly code: 'CONFLICT' | 'NOT_FOUND';
  readonly details: string;
}

export interface BulkOutcome {
  /** What was looked at: those changed and those refused. */
  readonly matched: number;
  readonly changed: number;
  readonly refused: number;
  /** The first hundred, each with its reason. */
  readonly refusals: readonly BulkRefusal[];
  /** The limit was reached before the end. */
  readonly isMore: boolean;
}

export interface BatchControl {
  /**
   * Moves a batch along the state machine by hand, with its log entry and wake-up; failed -> pending is a retry. Throws
   * `NotFoundError`, and `ConflictError` for a forbidden move.
   */
  updateBatchStatus(key: BatchKey, status: JobStatus, errorMessage?: string | null): Promise<BatchJob>;
  /** Stops it at once, also for the worker that holds it. Keeps results. Throws `NotFoundError`, `ConflictError`. */
  cancelBatch(key: BatchKey, actor: string): Promise<BatchJob>;
  /** Sends a failed batch back for the activities without a result. Throws `NotFoundError`, `ConflictError`. */
  retryBatch(key: BatchKey, actor: string, maxRetries?: number): Promise<BatchJob>;
  /** Deletes refs, log and records with it; the audit log keeps who did it. Throws `NotFoundError`, and `ConflictError` while it is processing. */
  deleteBatch(key: BatchKey, actor?: string): Promise<void>;
  /** Any of the three to many batches, in steps: what cannot be changed is left and told of. */
  changeBatches(change: BulkChange): Promise<BulkOutcome>;
}

export interface ClaimedBatch {
  readonly batch: BatchJob;
  readonly lease: Lease;
}

/** A batch that a claim has brought. */
export interface Turn extends ClaimedBatch {
  /** It was due for so long that it went before higher priorities. */
  readonly isAged: boolean;
}

/** Whose turn a claim makes it. */
export interface Turns {
  /** For each priority the organisation that had the last turn: the next ones begin behind it. */
  readonly lastOrgs?: readonly string[];
  /** Batches in flight, on all nodes, beyond which an organisation or one of its workspaces gets no turn. */
  readonly maxPerOrg?: number | null;
  readonly maxPerWorkspace?: number | null;
  /** How many of the turns go to what has been due for longest, whatever its priority. */
  readonly agedTurns?: number;
  /** What has been due for less is not aged. */
  readonly agedAfterMs?: number;
}

export interface LeaseStore {
  /**
   * Claims up to `limit` pending batches: pending -> queued. Higher priorities first; within one the turns go round the
   * organisations, each giving what it has that has been due for longest. Several nodes never get the same batch. With a
   * `presenceKey` the leases are abandoned when nobody listens under that key any more (`WakeUps`); without one, or
   * where nobody does at the claim, they only expire.
   */
  claimBatches(
    holder: string,
    limit: number,
    lockTimeoutMs: number,
    presenceKey?: number | null,
    turns?: Turns,
  ): Promise<Turn[]>;
  /** Claims one batch, pending or with an expired lease (which counts as a retry). Null when it is held, not due or done. */
  acquireBatchLock(batchId: string, holder: string, lockTimeoutMs: number): Promise<ClaimedBatch | null>;
  /** queued -> processing. */
  startBatch(lease: Lease): Promise<BatchJob>;
  /** Extends the leases that are still held; those missing from the answer were lost, or ended by their holder just now. */
  renewLeases(leases: readonly Lease[], lockTimeoutMs: number): Promise<Lease[]>;
  /** Hands the batch back as pending at once, burning no retry. */
  releaseBatchLock(lease: Lease): Promise<void>;
  /** Of these leases, the ones that were lost: expired, cancelled, deleted, taken. Not those that their holder ended. Reads only. */
  findLostLeases(leases: readonly Lease[]): Promise<Lease[]>;
  /** What a holder holds as the database sees it, and whether a worker has begun with it. Reads only. */
  findLeasesOf(holder: string): Promise<{ lease: Lease; isStarted: boolean }[]>;
  /** Terms whose holder's session is gone at this moment. It may come back: believe what is seen twice. Reads only. */
  findAbandonedLeases(): Promise<LeaseTerm[]>;
  /** Takes back every expired lease and the `abandoned` ones: to pending as a retry, or to failed when its retries are used up. */
  reapLeases(abandoned?: readonly LeaseTerm[]): Promise<{ handedBack: number; failed: number }>;
  /** After a transient fault: back to pending, due after `delayMs`, `retryCount` + 1. */
  scheduleRetry(lease: Lease, delayMs: number, reason: string): Promise<void>;
  /** After the last try of a chunk of which nothing works: failed, with an error for each activity of it without an outcome. */
  failBatch(
    lease: Lease,
    reason: string,
    errors?: readonly { activityId: string; code: ActivityErrorCode; details: string }[],
  ): Promise<void>;
}

export interface LeaseHeartbeats {
  /** Null where this process alone can use the database: nobody else could take a batch meanwhile. */
  startLeaseHeartbeat(options: LeaseHeartbeatOptions): LeaseHeartbeat | null;
}

export interface LeaseHeartbeatOptions {
  readonly lockTimeoutMs: number;
  /** It pauses while the thread that started it has shown no life for longer, so that the leases run out. */
  readonly lifelessMsMax: number;
  /** It keeps those who listen under this key present. */
  readonly presenceKey: number;
}

/** Renews leases at a third of their length on a thread of its own, also while the thread that started it is blocked. */
export interface LeaseHeartbeat {
  /** Which leases to renew from now on, in place of those before. */
  hold(terms: readonly LeaseTerm[]): void;
  /** Shows life, and gives the renewals since the last call, oldest first. Never waits, also right after a block. */
  takeRenewals(): readonly LeaseRenewal[];
  stop(): Promise<void>;
}

export interface LeaseRenewal {
  /** The leases that were extended. */
  readonly terms: readonly LeaseTerm[];
  /** How long ago the renewal was sent. */
  readonly ageMs: number;
}

/** An activity of a batch that has no result yet, in this pass. `activity` is null where it does not exist. */
export interface PendingActivity {
  readonly activityId: string;
  readonly activity: Activity | null;
}

export interface ChunkCommit {
  /** The cursor the chunk was read from: a commit out of order is refused as a lost lease. */
  readonly fromCursor: string;
  /** The last activity id of the chunk; `fromCursor` where outcomes of it are still missing. */
  readonly toCursor: string;
  /** Each activity's that is behind `fromCursor` and not behind `toCursor`; of a chunk that is not whole, those there are. */
  readonly outcomes: readonly {
    readonly activity: PendingActivity;
    readonly outcome: ActivityOutcome;
  }[];
  /** True when no activity comes after: the batch ends in the same transaction, complete or failed. */
  readonly isLast: boolean;
}

export interface ChunkStore {
  /** The batch's next activities after `cursor` without a result, by id in byte order. */
  readChunk(lease: Lease, cursor: string, limit: number): Promise<PendingActivity[]>;
  /** The batch, or part of one, that was leased, whoever holds it by now. Null where it was deleted. */
  getLeased(lease: Lease): Promise<BatchJob | null>;
  /** Writes a chunk's outcomes, moves cursor and counters, proves the lease: one transaction. The batch as it then is. */
  commitChunk(lease: Lease, commit: ChunkCommit): Promise<BatchJob>;
  /** The one-activity form of `commitChunk`, in any order; not for an activity of a chunk that was read and is not committed yet. */
  markActivityComplete(lease: Lease, activityId: string, result: EmissionResult): Promise<BatchJob>;
  /** The one-activity form of `commitChunk` for an error. */
  markActivityFailed(
    lease: Lease,
    activityId: string,
    code: ActivityErrorCode,
    details: string,
  ): Promise<BatchJob>;
}

export interface SweepRequest {
  /** No sweep is due within this of the last one's beginning, whichever node made it. */
  readonly everyMs: number;
  /** What ended less than this ago is left for the next sweep; a minute unless said otherwise. */
  readonly settleMs?: number;
  /** Who sweeps, for the log. */
  readonly actor: string;
  /** Ends it before the next batch. */
  readonly signal?: AbortSignal;
}

export interface MendedBatch {
  readonly batchId: string;
  readonly orgId: string;
  /** What its row said and the other tables did not, a sentence each; none where it could not be read. */
  readonly findings: readonly string[];
  /** Why it could not be read or mended; null where it was. */
  readonly problem: unknown;
}

export interface BatchSweeping {
  /**
   * Compares batches with their rows and sets those that disagree to what the rows say. There should be none. Batches
   * that were begun and that nobody holds are looked at each time, those that have ended once. Null where it is not due.
   */
  sweepBatches(request: SweepRequest): Promise<MendedBatch[] | null>;
}

/** What the store tells those who wait. A hint that saves latency: polling carries correctness. */
export interface WakeUpListener {
  onBatchAvailable(): void;
  onBatchCancelled(batchId: string): void;
  /** Something is to be delivered to a webhook. */
  onDeliveryDue?(): void;
  /** The connection was lost and is back: look for what was missed. */
  onReconnect(): void;
}

export interface WakeUps {
  /** Returns the function that ends it. While it listens, leases that were claimed under `presenceKey` are not abandoned. */
  listenForWakeUps(listener: WakeUpListener, presenceKey?: number): Promise<() => Promise<void>>;
}

export interface BatchStore
  extends BatchReader,
    BatchSubmitter,
    BatchControl,
    LeaseStore,
    LeaseHeartbeats,
    ChunkStore,
    BatchSweeping,
    WakeUps {}
