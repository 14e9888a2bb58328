import { BatchScheduler, type SchedulerOptions } from '../../src/app/batch-scheduler.ts';
import type { Database } from '../../src/db/database.ts';
import type { BatchJob } from '../../src/domain/batch-job.ts';
import type { ActivityOutcome } from '../../src/domain/outcome.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import type { ActivityProcessor, ProcessingContext } from '../../src/processing/activity-processor.ts';
import type { NewBatch } from '../../src/store/batch-store.ts';
import { PostgresActivityStore } from '../../src/store/postgres-activity-store.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { activityIds, anActivity, anOrg, succeeds } from './batches.ts';
import { Moments } from './moments.ts';

/** Nothing that a case waits for may come from polling: what wakes nobody is not seen before the test is over. */
const neverMs = 3_600_000;

/** Schedulers that share a database, each of which may see it through a connection of its own. */
export class SchedulingFixture {
  readonly db: Database;
  readonly store: PostgresBatchStore;
  /** What all nodes tell. */
  readonly moments = new Moments();
  readonly #nodes: BatchScheduler[] = [];

  constructor(db: Database) {
    this.db = db;
    this.store = new PostgresBatchStore(db);
  }

  /** A scheduler that does not poll within the time of a test, started. */
  async node(options: SchedulerOptions = {}, db: Database = this.db): Promise<BatchScheduler> {
    const scheduler = this.idleNode(options, db);
    await scheduler.start();
    return scheduler;
  }

  idleNode(options: SchedulerOptions = {}, db: Database = this.db): BatchScheduler {
    const scheduler = new BatchScheduler(new PostgresBatchStore(db), silentLogger, {
      pollingInterval: neverMs,
      jitterRange: 0,
      retryBackoffBase: 10,
      retryBackoffMax: 40,
      probe: this.moments.probe,
      ...options,
    });
    this.#nodes.push(scheduler);
    return scheduler;
  }

  async importActivities(orgId: string, ids: readonly string[]): Promise<void> {
    const activities = new PostgresActivityStore(this.db);
    const { id } = await activities.beginImport('test', null);
    const rows = ids.map((activityId, index) => ({
      line: index + 2,
      activity: anActivity({ id: activityId, orgId }),
    }));
    await activities.importActivities(id, rows, { linesDone: ids.length + 1, rejected: 0 });
  }

  /** A batch of activities that are there. */
  async submit(count: number, fields: Partial<NewBatch> = {}): Promise<BatchJob> {
    const orgId = fields.orgId ?? anOrg();
    const ids = activityIds(count);
    await this.importActivities(orgId, ids);
    return this.store.createBatch({ orgId, workspaceId: 'ws-test', activityIds: ids, ...fields });
  }

  async read(batch: Pick<BatchJob, 'orgId' | 'id'>): Promise<BatchJob> {
    const found = await this.store.getBatch({ orgId: batch.orgId, batchId: batch.id });
    if (found === null) throw new Error(`${batch.id} is gone`);
    return found;
  }

  /** The batch once a node has brought it to its end. */
  async ended(batch: Pick<BatchJob, 'orgId' | 'id'>): Promise<BatchJob> {
    const end = { batchId: batch.id };
    await Promise.race([
      this.moments.reached('batch.finished', end),
      this.moments.reached('batch.failed', end),
    ]);
    return this.read(batch);
  }

  async log(batch: Pick<BatchJob, 'orgId' | 'id'>) {
    return (await this.store.getProgressLog({ orgId: batch.orgId, batchId: batch.id })) ?? [];
  }

  async events(batch: Pick<BatchJob, 'orgId' | 'id'>): Promise<string[]> {
    return (await this.log(batch)).map(({ event }) => event);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop()));
  }
}

type Behaviour = (ids: readonly string[], context: ProcessingContext) => Promise<readonly ActivityOutcome[]>;

/** A processor that remembers what it was asked. It lets all succeed unless it is told to do something else. */
export class RecordedProcessor implements ActivityProcessor {
  readonly name = 'recorded';
  readonly calls: { readonly batchId: string; readonly ids: readonly string[] }[] = [];
  readonly #behave: Behaviour;

  constructor(behave: Behaviour = async (ids) => ids.map(succeeds())) {
    this.#behave = behave;
  }

  process: ActivityProcessor['process'] = (activities, context) => {
    const ids = activities.map(({ id }) => id);
    this.calls.push({ batchId: context.batchId, ids });
    return this.#behave(ids, context);
  };

  get ids(): string[] {
    return this.calls.flatMap(({ ids }) => ids);
  }
}

/** A processor that is held in whatever it is asked first, until it is told to go on. */
export function heldProcessor(answerOf: (id: string) => ActivityOutcome = succeeds()) {
  const isBegun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const processor = new RecordedProcessor(async (ids) => {
    isBegun.resolve();
    await goOn.promise;
    return ids.map(answerOf);
  });
  return { processor, isBegun: isBegun.promise, goOn: goOn.resolve };
}
