import type { Database } from '../../../src/db/database.ts';
import type { BatchJob } from '../../../src/domain/batch-job.ts';
import type { BatchKey, ClaimedBatch, NewBatch } from '../../../src/store/batch-store.ts';
import { PostgresActivityStore } from '../../../src/store/postgres-activity-store.ts';
import { PostgresBatchStore } from '../../../src/store/postgres-batch-store.ts';
import { activityIds, anActivity, anOrg, succeeds, withOutcomes } from '../../support/batches.ts';

export const lockTimeoutMs = 60_000;

/** The store on a database that opens with the tests, and the steps of a batch's life on it. */
export class StoreFixture {
  #db: Database | null = null;
  #store: PostgresBatchStore | null = null;
  #activities: PostgresActivityStore | null = null;

  open(db: Database): void {
    this.#db = db;
    this.#store = new PostgresBatchStore(db);
    this.#activities = new PostgresActivityStore(db);
  }

  get db(): Database {
    return opened(this.#db);
  }

  get store(): PostgresBatchStore {
    return opened(this.#store);
  }

  get activities(): PostgresActivityStore {
    return opened(this.#activities);
  }

  keyOf = (batch: Pick<BatchJob, 'orgId' | 'id'>): BatchKey => ({ orgId: batch.orgId, batchId: batch.id });

  /** A batch of three activities that nobody has imported, in an organisation of its own. */
  submit = (fields: Partial<NewBatch> = {}): Promise<BatchJob> =>
    this.store.createBatch({
      orgId: anOrg(),
      workspaceId: 'ws-test',
      activityIds: activityIds(3),
      actor: 'tester',
      ...fields,
    });

  /** A batch of `count` activities that are there. */
  submitExisting = async (count = 3, fields: Partial<NewBatch> = {}): Promise<BatchJob> => {
    const orgId = fields.orgId ?? anOrg();
    await this.importActivities(orgId, activityIds(count));
    return this.submit({ ...fields, orgId, activityIds: activityIds(count) });
  };

  importActivities = async (orgId: string, ids: readonly string[]): Promise<void> => {
    const { id } = await this.activities.beginImport('test', null);
    const rows = ids.map((activityId, index) => ({
      line: index + 2,
      activity: anActivity({ id: activityId, orgId }),
    }));
    await this.activities.importActivities(id, rows, { linesDone: ids.length + 1, rejected: 0 });
  };

  claim = async (batchId: string, holder = 'node-a'): Promise<ClaimedBatch> => {
    const claimed = await this.store.acquireBatchLock(batchId, holder, lockTimeoutMs);
    if (claimed === null) throw new Error(`${batchId} could not be claimed`);
    return claimed;
  };

  start = async (batchId: string, holder = 'node-a'): Promise<ClaimedBatch> => {
    const { lease } = await this.claim(batchId, holder);
    return { batch: await this.store.startBatch(lease), lease };
  };

  /** Gives every activity that is left its outcome, in one chunk, which ends the batch. */
  commitAll = async ({ batch, lease }: ClaimedBatch, outcomeOf = succeeds()): Promise<BatchJob> => {
    const chunk = await this.store.readChunk(lease, batch.cursor, 1000);
    return this.store.commitChunk(lease, {
      fromCursor: batch.cursor,
      toCursor: chunk.at(-1)?.activityId ?? batch.cursor,
      outcomes: withOutcomes(chunk, outcomeOf),
      isLast: true,
    });
  };

  expireLease = async (batchId: string): Promise<void> => {
    await this.db.query(`UPDATE batch_jobs SET locked_until = now() - interval '1 second' WHERE id = $1`, [
      batchId,
    ]);
  };

  eventsOf = async (batch: Pick<BatchJob, 'orgId' | 'id'>): Promise<string[] | undefined> => {
    const log = await this.store.getProgressLog(this.keyOf(batch));
    return log?.map((entry) => entry.event);
  };
}

function opened<Part>(part: Part | null): Part {
  if (part === null) throw new Error('The database is not open yet.');
  return part;
}
