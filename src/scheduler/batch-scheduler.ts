import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { BatchJob } from '../domain/batch-job.ts';
import { faultText } from '../domain/fault-text.ts';
import { type Clock, systemClock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { noProbe, type Probe } from '../foundation/probe.ts';
import type { Service } from '../foundation/service.ts';
import type {
  BatchReader,
  BatchSubmitter,
  BatchSweeping,
  LeaseHeartbeats,
  LeaseStore,
  NewBatch,
  Turn,
  WakeUps,
} from '../store/batch-store.ts';
import type { Companion } from './companion.ts';
import { askPendingBatches, askWritable, databaseProblems, type Health, pollingProblems } from './health.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { LeaseReaper } from './lease-reaper.ts';
import { Poller } from './poller.ts';
import { type BatchRunnerDeps, handBack, type ProcessBatch, runBatch } from './run-batch.ts';
import { completeConfig, type SchedulerConfig } from './scheduler-config.ts';
import { type SchedulerStats, Tally } from './stats.ts';
import { StrayLeases } from './stray-leases.ts';
import { Sweeper } from './sweeper.ts';
import { TurnKeeper } from './turn-keeper.ts';
import { WorkerPool } from './worker-pool.ts';

export type SchedulerStore = LeaseStore &
  LeaseHeartbeats &
  WakeUps &
  BatchSubmitter &
  BatchReader &
  BatchSweeping;

export interface SchedulerWork {
  readonly processBatch: ProcessBatch;
  /** How long `processBatch` may take over a chunk, and block this thread with it. */
  readonly chunkTimeoutMs: number;
  /** How the node's name begins, in leases and logs; host and process unless given. What makes it unique is appended. */
  readonly nodeId?: string;
  /** What else the node does. */
  readonly companion?: (nodeId: string) => Companion;
  readonly clock?: Clock;
  readonly probe?: Probe;
  readonly random?: () => number;
}

interface Job extends Turn {
  /** Aborts when the lease is lost. */
  readonly loss: AbortSignal;
}

/**
 * Claims batches and works on them, with any number of others like it on the same database. The parts are in the files
 * beside this one: when to look (poller), what to work on (worker pool), whether it may still (lease keeper), whose work
 * is left behind (lease reaper), what after a fault (run-batch, retry policy), whether batches and rows agree (sweeper).
 */
export class BatchScheduler implements Service {
  /** Who this scheduler is, in leases and logs. No other has the name, not even the same node's before a restart. */
  readonly nodeId: string;
  readonly #presenceKey: number;
  readonly #store: SchedulerStore;
  readonly #logger: Logger;
  readonly #config: SchedulerConfig;
  readonly #clock: Clock;
  readonly #probe: Probe;
  readonly #tally = new Tally();
  readonly #poller: Poller;
  readonly #turns: TurnKeeper;
  readonly #keeper: LeaseKeeper;
  readonly #reaper: LeaseReaper;
  readonly #sweeper: Sweeper;
  readonly #strays: StrayLeases;
  readonly #pool: WorkerPool<Job>;
  readonly #runner: BatchRunnerDeps;
  readonly #companion: Companion | null;
  #handBack = new AbortController();
  #deadline = new AbortController();
  #unlisten: (() => Promise<void>) | null = null;
  #isRunning = false;
  #starting: Promise<void> | null = null;
  #stopping: Promise<void> | null = null;
  /** What the last stop began; it may still wait for a database that kept silent. */
  #ending: Promise<void> = Promise.resolve();

  constructor(store: SchedulerStore, logger: Logger, config: Partial<SchedulerConfig>, work: SchedulerWork) {
    this.#store = store;
    this.#logger = logger;
    this.#config = completeConfig(config);
    this.#clock = work.clock ?? systemClock;
    this.#probe = work.probe ?? noProbe;
    this.nodeId = `${work.nodeId ?? `${hostname()}-${process.pid}`}-${randomUUID().slice(0, 8)}`;
    this.#presenceKey = presenceKeyOf(this.nodeId);
    const shared = {
      clock: this.#clock,
      logger,
      probe: this.#probe,
      random: work.random ?? Math.random,
    };
    const { pollingInterval, jitterRange, lockTimeout, workerPoolSize } = this.#config;
    const { retryBackoffBase: baseMs, retryBackoffMax: maxMs } = this.#config;
    this.#turns = new TurnKeeper({ ...this.#config, ageingAfterMs: this.#config.ageingAfter });
    this.#poller = new Poller(() => this.#poll(), {
      ...shared,
      intervalMs: pollingInterval,
      jitterMs: jitterRange,
    });
    this.#keeper = new LeaseKeeper(store, {
      ...shared,
      lockTimeoutMs: lockTimeout,
      blockMsMax: work.chunkTimeoutMs,
      presenceKey: this.#presenceKey,
    });
    this.#reaper = new LeaseReaper(store, shared);
    this.#sweeper = new Sweeper(store, { ...shared, nodeId: this.nodeId, tally: this.#tally });
    this.#strays = new StrayLeases(store, { ...shared, nodeId: this.nodeId });
    this.#runner = {
      ...shared,
      store,
      processBatch: work.processBatch,
      tally: this.#tally,
      backOff: { baseMs, maxMs },
      lockTimeoutMs: lockTimeout,
      onRetryScheduled: (delayMs) => this.#poller.wakeIn(delayMs),
      onLeaseLeft: () => this.#strays.suspect(),
    };
    this.#companion = work.companion?.(this.nodeId) ?? null;
    this.#pool = new WorkerPool({
      size: workerPoolSize,
      work: (job) => this.#runJob(job),
      // More may be waiting in the database.
      onFreed: () => this.#poller.wake(),
    });
  }

  /** Rejects when the database cannot be reached; the scheduler does not run then and may be started again. */
  async start(): Promise<void> {
    await this.#stopping;
    if (this.#isRunning) return;
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    await this.#starting;
  }

  /** Finishes the chunks in hand and hands the rest back, within the shutdown timeout. */
  async stop(): Promise<void> {
    await this.#starting?.catch(() => {});
    if (!this.#isRunning) return;
    this.#stopping ??= this.#stop().finally(() => {
      this.#stopping = null;
    });
    await this.#stopping;
  }

  isRunning(): boolean {
    return this.#isRunning;
  }

  /** Submits a batch: durable when this resolves, and claimed at once by whichever node is idle. */
  submitBatch(
    orgId: string,
    workspaceId: string,
    activityIds: readonly string[],
    options: Omit<NewBatch, 'orgId' | 'workspaceId' | 'activityIds'> = {},
  ): Promise<BatchJob> {
    const { maxRetries } = this.#config;
    return this.#store.createBatch({ orgId, workspaceId, activityIds, maxRetries, ...options });
  }

  /** What this node did so far. Answers within two seconds, whatever the database does. */
  async getStats(): Promise<SchedulerStats> {
    const { batchesProcessed, batchesFailed, batchesRetried, batchesMended, totalEmissions } = this.#tally;
    const { successfulActivity, failedActivity, averageProcessTime } = this.#tally;
    return {
      batchesProcessed,
      batchesFailed,
      batchesRetried,
      batchesMended,
      totalActivities: successfulActivity + failedActivity,
      successfulActivity,
      failedActivity,
      totalEmissions,
      averageProcessTime,
      lastPollingTime: dateOrNull(this.#poller.lastPollAtMs),
      nextPollingTime: dateOrNull(this.#poller.nextPollAtMs),
      workersActive: this.#pool.activeCount,
      pendingBatches: await askPendingBatches(this.#store, this.#clock),
    };
  }

  /** The truth, within two seconds: a database that does not answer or a scheduler that does not poll is unhealthy. */
  async healthCheck(): Promise<Health> {
    const { pollingInterval, jitterRange } = this.#config;
    const [pendingBatches, isWritable] = await Promise.all([
      askPendingBatches(this.#store, this.#clock),
      askWritable(this.#store, this.#clock),
    ]);
    const polling = {
      isRunning: this.isRunning(),
      silentMs: this.#poller.silentMs,
      expectedWithinMs: 2 * (pollingInterval + jitterRange) + 5_000,
    };
    const reasons = [...databaseProblems(pendingBatches, isWritable), ...pollingProblems(polling)];
    return {
      status: reasons.length === 0 ? 'healthy' : 'unhealthy',
      schedulerRunning: polling.isRunning,
      batchesProcessed: this.#tally.batchesProcessed,
      workersActive: this.#pool.activeCount,
      pendingBatches,
      totalEmissions: this.#tally.totalEmissions,
      timestamp: new Date(this.#clock.nowMs()),
      reasons,
    };
  }

  async #start(): Promise<void> {
    await this.#ending;
    this.#handBack = new AbortController();
    this.#deadline = new AbortController();
    this.#unlisten = await this.#listen();
    this.#isRunning = true;
    // A stop that the database kept silent to may have left some.
    this.#strays.suspect();
    await this.#keeper.start();
    await this.#reaper.start();
    await this.#sweeper.start();
    await this.#poller.start();
    await this.#companion?.start();
    this.#logger.info({ nodeId: this.nodeId }, 'the scheduler has started');
  }

  #listen(): Promise<() => Promise<void>> {
    const listener = {
      onBatchAvailable: () => this.#poller.wake(),
      onBatchCancelled: (batchId: string) => this.#keeper.lose(batchId),
      onDeliveryDue: () => this.#companion?.wake(),
      onReconnect: () => {
        this.#poller.wake();
        this.#companion?.wake();
      },
    };
    return this.#store.listenForWakeUps(listener, this.#presenceKey);
  }

  async #poll(): Promise<void> {
    await this.#strays.giveBack();
    try {
      await this.#claimForFreeWorkers();
    } catch (error) {
      // The claim may have happened, and only its answer be lost.
      this.#strays.suspect();
      throw error;
    }
  }

  /**
   * Claims for the workers that are free, and no batch more: this is the one place that decides how many. What a node
   * held for later would be kept from workers that idle on other nodes, and from the turns of whoever comes meanwhile.
   */
  async #claimForFreeWorkers(): Promise<void> {
    while (!this.#handBack.signal.aborted) {
      const count = Math.min(this.#pool.freeCount, this.#config.maxBatchesPerPoll);
      if (count === 0) return;
      const claimed = await this.#claim(count);
      if (claimed < count) return;
    }
  }

  async #claim(count: number): Promise<number> {
    const claimedAtMs = this.#clock.monotonicMs();
    const { leaseMs } = this.#keeper;
    const turns = this.#turns.next(count);
    const claimed = await this.#store.claimBatches(this.nodeId, count, leaseMs, this.#presenceKey, turns);
    this.#turns.given(claimed);
    const jobs = claimed.map((one) => ({ ...one, loss: this.#keeper.keep(one.lease, claimedAtMs) }));
    for (const job of jobs) {
      this.#strays.takeInHand(job.lease);
      this.#probe('batch.claimed', { batchId: job.lease.batchId });
      this.#pool.run(job);
    }
    return jobs.length;
  }

  async #runJob(job: Job): Promise<void> {
    // It was claimed while the stop began.
    if (this.#handBack.signal.aborted) await handBack(this.#runner, job.lease, this.#deadline.signal);
    else {
      const abort = AbortSignal.any([job.loss, this.#deadline.signal]);
      await runBatch(this.#runner, job, { abort, handBack: this.#handBack.signal });
    }
    this.#keeper.letGo(job.lease);
    this.#strays.letGo(job.lease);
  }

  async #stop(): Promise<void> {
    const { shutdownTimeout } = this.#config;
    this.#handBack.abort();
    const isDone = new AbortController();
    this.#ending = this.#endInOrder()
      .catch((error) => this.#logger.warn({ error: faultText(error) }, 'the scheduler did not stop in order'))
      .finally(() => isDone.abort());
    await Promise.race([this.#ending, this.#endAtDeadline(shutdownTimeout, isDone.signal)]);
    this.#isRunning = false;
    this.#logger.info({ nodeId: this.nodeId }, 'the scheduler has stopped');
    this.#probe('scheduler.stopped', {});
  }

  async #endInOrder(): Promise<void> {
    const accompanied = this.#companion?.stop(this.#deadline.signal);
    await Promise.all([this.#poller.stop(), this.#reaper.stop(), this.#sweeper.stop()]);
    await this.#pool.drained();
    await accompanied;
    await this.#keeper.stop();
    await this.#unlisten?.();
  }

  /** The work in hand is dropped at the deadline, and soon after it nobody waits for a database that keeps silent. */
  async #endAtDeadline(shutdownTimeoutMs: number, isDone: AbortSignal): Promise<void> {
    await this.#clock.sleep(shutdownTimeoutMs, isDone);
    if (isDone.aborted) return;
    this.#deadline.abort(new Error('The scheduler is stopping.'));
    await this.#clock.sleep(goodbyeMs, isDone);
    if (isDone.aborted) return;
    this.#logger.warn(
      { nodeId: this.nodeId },
      'the database does not answer: what is held is left to other nodes',
    );
  }
}

/** How long the database may take over the last words after the deadline. */
const goodbyeMs = 2_000;

/** 31 bits of the node's name. Two nodes that share them would hide each other's death until the lease's end. */
function presenceKeyOf(nodeId: string): number {
  return createHash('sha256').update(nodeId).digest().readUInt32BE() >>> 1;
}

function dateOrNull(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
