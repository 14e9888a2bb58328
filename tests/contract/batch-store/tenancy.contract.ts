import { describe, expect, it } from 'vitest';
import { type BatchJob, JobStatus } from '../../../src/domain/batch-job.ts';
import { NotFoundError } from '../../../src/domain/errors.ts';
import { PostgresActivityStore } from '../../../src/store/postgres-activity-store.ts';
import { activityIds, anActivity, anOrg, fails, succeeds } from '../../support/batches.ts';
import { failureOf } from '../../support/failure.ts';
import type { StoreFixture } from './store-fixture.ts';

interface Owned {
  /** A batch of the owner, named by a stranger. */
  readonly key: { readonly orgId: string; readonly batchId: string };
  readonly orgId: string;
  readonly importId: number;
}

/** What a stranger who knows every id gets to see: null, nothing, or that there is no such batch. */
type Asking = (fixture: StoreFixture, owned: Owned) => Promise<unknown>;

const page = { limit: 100 };
const noBatch = (attempt: Promise<unknown>) =>
  failureOf(attempt).then((error) => error instanceof NotFoundError);

const batchStoreMethods: Record<string, Asking> = {
  getBatch: ({ store }, { key }) => store.getBatch(key),
  getProgressLog: ({ store }, { key }) => store.getProgressLog(key),
  getRecords: ({ store }, { key }) => store.getRecords(key, page),
  getErrors: ({ store }, { key }) => store.getErrors(key, page),
  sumRecordsByCategory: ({ store }, { key }) => store.sumRecordsByCategory(key),
  countErrorsByCode: ({ store }, { key }) => store.countErrorsByCode(key),
  listBatches: async ({ store }, { orgId }) =>
    (await store.listBatches({ orgId, limit: 100, offset: 0 })).total === 0 ? null : 'batches',
  createBatchFromImport: ({ store }, { orgId, importId }) =>
    store.createBatchFromImport({ importId, orgId, workspaceId: 'ws-test' }),
  createBatch: async ({ store, claim }, { orgId }) => {
    const batch = await store.createBatch({ orgId, workspaceId: 'ws-test', activityIds: activityIds(3) });
    const { lease } = await claim(batch.id);
    const chunk = await store.readChunk(lease, '', 10);
    await store.deleteBatch({ orgId, batchId: batch.id });
    return chunk.flatMap(({ activity }) => activity ?? []);
  },
  addActivityRef: ({ store }, { key }) => noBatch(store.addActivityRef(key, 'intruder')),
  updateBatchStatus: ({ store }, { key }) => noBatch(store.updateBatchStatus(key, JobStatus.pending)),
  cancelBatch: ({ store }, { key }) => noBatch(store.cancelBatch(key, 'stranger')),
  retryBatch: ({ store }, { key }) => noBatch(store.retryBatch(key, 'stranger', 100)),
  deleteBatch: ({ store }, { key }) => noBatch(store.deleteBatch(key)),
};

const activityStoreMethods: Record<string, Asking> = {
  getActivity: ({ activities }, { orgId }) => activities.getActivity(orgId, 'act-0001'),
  findResults: ({ activities }, { key }) => activities.findResults(key.orgId, key.batchId, activityIds(3)),
  importActivities: async ({ activities }, { orgId }) => {
    const { id } = await activities.beginImport('theirs.csv', null);
    const row = { line: 2, activity: anActivity({ id: 'act-0001', orgId, quantity: '666' }) };
    const { imported } = await activities.importActivities(id, [row], { linesDone: 2, rejected: 0 });
    return imported === 1 ? null : 'somebody else had that id';
  },
};

/** They serve the nodes, which work for all organisations: by lease, by import, or over all that waits. */
const forNodes = [
  'getPendingBatches',
  'countPendingBatches',
  'claimBatches',
  'acquireBatchLock',
  'startBatch',
  'renewLeases',
  'findLostLeases',
  'findAbandonedLeases',
  'reapLeases',
  'releaseBatchLock',
  'scheduleRetry',
  'failBatch',
  'readChunk',
  'commitChunk',
  'markActivityComplete',
  'markActivityFailed',
  'listenForWakeUps',
  'beginImport',
  'forgetImport',
  'finishImport',
  'listImportOwners',
];

export function tenancyContract(fixture: StoreFixture): void {
  const { submit, start, commitAll, eventsOf } = fixture;

  /** A failed batch with records and errors, made from an import; and somebody who asks for it from elsewhere. */
  async function owned(): Promise<Owned & { batch: BatchJob }> {
    const orgId = anOrg();
    const { id: importId } = await fixture.activities.beginImport('ours.csv', null);
    const rows = activityIds(3).map((id, index) => ({
      line: index + 2,
      activity: anActivity({ id, orgId }),
    }));
    await fixture.activities.importActivities(importId, rows, { linesDone: 4, rejected: 0 });
    const { id } = await submit({ orgId });
    const batch = await commitAll(await start(id), (one) =>
      one === 'act-0002' ? fails(one) : succeeds()(one),
    );
    const stranger = anOrg();
    return { batch, orgId: stranger, key: { orgId: stranger, batchId: batch.id }, importId };
  }

  async function everythingOf(orgId: string): Promise<unknown[]> {
    const found = [];
    for (const table of [
      'activities',
      'batch_jobs',
      'batch_activity_refs',
      'emission_records',
      'activity_errors',
    ]) {
      found.push(
        (await fixture.db.query(`SELECT * FROM ${table} WHERE org_id = $1 ORDER BY 1, 2, 3`, [orgId])).rows,
      );
    }
    return found;
  }

  describe('two organisations', () => {
    for (const [method, ask] of Object.entries({ ...batchStoreMethods, ...activityStoreMethods })) {
      it(`see and change nothing of each other through ${method}`, async () => {
        const { batch, ...theirs } = await owned();
        const before = await everythingOf(batch.orgId);
        expect([null, true, []]).toContainEqual(await ask(fixture, theirs));
        expect(await everythingOf(batch.orgId)).toEqual(before);
        expect(await eventsOf(batch)).toEqual(['submitted', 'claimed', 'failed']);
      });
    }

    it('are kept apart by every method that is asked for an organisation', () => {
      const methods = [
        ...Object.keys(fixture.store).filter((name) => name !== 'factors'),
        ...Object.getOwnPropertyNames(PostgresActivityStore.prototype).filter(
          (name) => name !== 'constructor',
        ),
      ];
      const covered = [...Object.keys(batchStoreMethods), ...Object.keys(activityStoreMethods), ...forNodes];
      expect(methods.sort()).toEqual(covered.sort());
    });
  });
}
