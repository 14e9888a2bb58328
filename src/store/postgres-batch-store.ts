import type { Database } from '../db/database.ts';
import type { JobStatus } from '../domain/batch-job.ts';
import type { Lease, LeaseTerm } from '../domain/lease.ts';
import type { ActivityErrorCode, EmissionResult } from '../domain/outcome.ts';
import * as chunks from './batch-chunks.ts';
import * as control from './batch-control.ts';
import * as leases from './batch-leases.ts';
import { listBatches } from './batch-listing.ts';
import * as reading from './batch-reading.ts';
import { getResults } from './batch-results.ts';
import type {
  BatchKey,
  BatchListRequest,
  BatchStore,
  BulkChange,
  ChunkCommit,
  LeaseHeartbeatOptions,
  NewBatch,
  NewBatchFromFilter,
  NewBatchFromImport,
  Page,
  ResultKind,
  SweepRequest,
  Turns,
  WakeUpListener,
} from './batch-store.ts';
import * as submission from './batch-submission.ts';
import { sweepBatches } from './batch-sweeping.ts';
import { changeBatches } from './bulk-control.ts';
import { createBatchFromFilter } from './filtered-submission.ts';
import { startLeaseHeartbeat } from './lease-heartbeat.ts';
import { PostgresDeliveryStore } from './postgres-delivery-store.ts';
import { PostgresFactorStore } from './postgres-factor-store.ts';
import { markActivity } from './single-outcomes.ts';
import { listenForWakeUps } from './wake-ups.ts';

export interface PostgresBatchStoreOptions {
  /** A batch of more activities than this is split into parts that several workers share. */
  readonly partSize?: number;
}

/** The store on PostgreSQL, served or embedded. Each role has its file beside this one, each statement its name in `queries/`. */
export class PostgresBatchStore implements BatchStore {
  /** The factors in the same database. */
  readonly factors: PostgresFactorStore;
  /** What is on its way to webhooks in the same database. */
  readonly deliveries: PostgresDeliveryStore;
  readonly #db: Database;
  readonly #partSize: number;

  constructor(db: Database, options: PostgresBatchStoreOptions = {}) {
    this.#db = db;
    this.#partSize = options.partSize ?? submission.partSizeDefault;
    this.factors = new PostgresFactorStore(db);
    this.deliveries = new PostgresDeliveryStore(db);
  }

  getBatch = (key: BatchKey) => reading.getBatch(this.#db, key);
  listBatches = (request: BatchListRequest) => listBatches(this.#db, request);
  getPendingBatches = (limit: number) => reading.getPendingBatches(this.#db, limit);
  isWritable = () => reading.isWritable(this.#db);
  countPendingBatches = () => reading.countPendingBatches(this.#db);
  getProgressLog = (key: BatchKey, page?: Page<number>) => reading.getProgressLog(this.#db, key, page);
  getRecords = (key: BatchKey, page: Page<string>) => reading.getRecords(this.#db, key, page);
  getErrors = (key: BatchKey, page: Page<string>) => reading.getErrors(this.#db, key, page);
  getResults = (key: BatchKey, page: Page<string>, which?: ResultKind) =>
    getResults(this.#db, key, page, which);
  sumRecordsByCategory = (key: BatchKey) => reading.sumRecordsByCategory(this.#db, key);
  countErrorsByCode = (key: BatchKey) => reading.countErrorsByCode(this.#db, key);

  createBatch = (batch: NewBatch) => submission.createBatch(this.#db, batch, this.#partSize);
  createBatchFromImport = (batch: NewBatchFromImport) =>
    submission.createBatchFromImport(this.#db, batch, this.#partSize);
  createBatchFromFilter = (batch: NewBatchFromFilter) =>
    createBatchFromFilter(this.#db, batch, this.#partSize);
  addActivityRef = (key: BatchKey, activityId: string) =>
    submission.addActivityRef(this.#db, key, activityId);

  updateBatchStatus = (key: BatchKey, status: JobStatus, errorMessage?: string | null) =>
    control.updateBatchStatus(this.#db, key, status, errorMessage);
  cancelBatch = (key: BatchKey, actor: string) => control.cancelBatch(this.#db, key, actor);
  retryBatch = (key: BatchKey, actor: string, maxRetries?: number) =>
    control.retryBatch(this.#db, key, actor, maxRetries);
  changeBatches = (change: BulkChange) => changeBatches(this.#db, change);
  deleteBatch = (key: BatchKey, actor?: string) => control.deleteBatch(this.#db, key, actor);

  claimBatches = (
    holder: string,
    limit: number,
    lockTimeoutMs: number,
    presenceKey?: number | null,
    turns?: Turns,
  ) => leases.claimBatches(this.#db, holder, limit, lockTimeoutMs, presenceKey, turns);
  acquireBatchLock = (batchId: string, holder: string, lockTimeoutMs: number) =>
    leases.acquireBatchLock(this.#db, batchId, holder, lockTimeoutMs);
  startBatch = (lease: Lease) => leases.startBatch(this.#db, lease);
  renewLeases = (held: readonly Lease[], lockTimeoutMs: number) =>
    leases.renewLeases(this.#db, held, lockTimeoutMs);
  findLostLeases = (held: readonly Lease[]) => leases.findLostLeases(this.#db, held);
  findLeasesOf = (holder: string) => leases.findLeasesOf(this.#db, holder);
  releaseBatchLock = (lease: Lease) => leases.releaseBatchLock(this.#db, lease);
  findAbandonedLeases = () => leases.findAbandonedLeases(this.#db);
  reapLeases = (abandoned?: readonly LeaseTerm[]) => leases.reapLeases(this.#db, abandoned);
  scheduleRetry = (lease: Lease, delayMs: number, reason: string) =>
    leases.scheduleRetry(this.#db, lease, delayMs, reason);
  failBatch = (lease: Lease, reason: string, errors?: Parameters<typeof leases.failBatch>[3]) =>
    leases.failBatch(this.#db, lease, reason, errors);
  startLeaseHeartbeat = (options: LeaseHeartbeatOptions) => startLeaseHeartbeat(this.#db, options);

  sweepBatches = (request: SweepRequest) => sweepBatches(this.#db, request);

  readChunk = (lease: Lease, cursor: string, limit: number) =>
    chunks.readChunk(this.#db, lease, cursor, limit);
  getLeased = (lease: Lease) => chunks.getLeased(this.#db, lease);
  commitChunk = (lease: Lease, commit: ChunkCommit) => chunks.commitChunk(this.#db, lease, commit);
  markActivityComplete = (lease: Lease, activityId: string, result: EmissionResult) =>
    markActivity(this.#db, lease, { activityId, kind: 'result', result });
  markActivityFailed = (lease: Lease, activityId: string, code: ActivityErrorCode, details: string) =>
    markActivity(this.#db, lease, { activityId, kind: 'error', code, details });

  listenForWakeUps = (listener: WakeUpListener, presenceKey?: number) =>
    listenForWakeUps(this.#db, listener, presenceKey);
}
