import { describe, expect, it } from 'vitest';
import { type BatchJob, JobStatus } from '../../../src/domain/batch-job.ts';
import { NotFoundError, ValidationError } from '../../../src/domain/errors.ts';
import type { FactorSet } from '../../../src/store/factor-store.ts';
import { PostgresActivityStore } from '../../../src/store/postgres-activity-store.ts';
import { PostgresAuditStore } from '../../../src/store/postgres-audit-store.ts';
import { PostgresFactorStore } from '../../../src/store/postgres-factor-store.ts';
import { PostgresInventoryStore } from '../../../src/store/postgres-inventory-store.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { PostgresCurrentRecords } from '../../../src/store/postgres-record-store.ts';
import { activityIds, anActivity, anOrg, fails, succeeds } from '../../support/batches.ts';
import { aFactor } from '../../support/factors.ts';
import { failureOf } from '../../support/failure.ts';
import type { StoreFixture } from './store-fixture.ts';

interface Owned {
  /** A batch of the owner, named by a stranger. */
  readonly key: { readonly orgId: string; readonly batchId: string };
  readonly orgId: string;
  readonly importId: number;
  /** A key of the owner: the id, which is no secret. */
  readonly keyId: string;
}

const ownSet = 'own-set';

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
  getResults: ({ store }, { key }) => store.getResults(key, page),
  sumRecordsByCategory: ({ store }, { key }) => store.sumRecordsByCategory(key),
  countErrorsByCode: ({ store }, { key }) => store.countErrorsByCode(key),
  listBatches: async ({ store }, { orgId }) =>
    (await store.listBatches({ orgId, limit: 100, offset: 0 })).total === 0 ? null : 'batches',
  createBatchFromImport: ({ store }, { orgId, importId }) =>
    store.createBatchFromImport({ importId, orgId, workspaceId: 'ws-test' }),
  createBatchFromFilter: ({ store }, { orgId }) => {
    const filter = { activityIds: activityIds(3), allWorkspaces: true };
    const attempt = store.createBatchFromFilter({ orgId, workspaceId: 'ws-test', filter });
    return failureOf(attempt).then((error) => error instanceof ValidationError);
  },
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
  changeBatches: async ({ store }, { key }) => {
    const change = { orgId: key.orgId, actor: 'stranger', workspaceIds: null, limit: 100, isDryRun: false };
    let changed = 0;
    for (const act of ['cancel', 'retry', 'delete'] as const) {
      for (const which of [{ batchIds: [key.batchId] }, { filter: {} }]) {
        changed += (await store.changeBatches({ ...change, act, which })).changed;
      }
    }
    return changed === 0 ? null : 'changed';
  },
  deleteBatch: ({ store }, { key }) => noBatch(store.deleteBatch(key)),
};

const activityStoreMethods: Record<string, Asking> = {
  getActivity: ({ activities }, { orgId }) => activities.getActivity(orgId, 'act-0001'),
  getImport: ({ activities }, { orgId, importId }) => activities.getImport(orgId, importId),
  listImports: ({ activities }, { orgId }) => activities.listImports(orgId, null, page),
  findOutside: async ({ activities }, { orgId }) => {
    const outside = await activities.findOutside(orgId, ['ws-test'], ['act-0001']);
    return outside === 'act-0001' ? null : 'an activity of another organisation';
  },
  findResults: ({ activities }, { key }) => activities.findResults(key.orgId, key.batchId, activityIds(3)),
  importActivities: async ({ activities }, { orgId }) => {
    const { id } = await activities.beginImport('theirs.csv', null);
    const row = { line: 2, activity: anActivity({ id: 'act-0001', orgId, quantity: '666' }) };
    const { imported } = await activities.importActivities(id, [row], { linesDone: 2, rejected: 0 });
    return imported === 1 ? null : 'somebody else had that id';
  },
};

const otherStoreMethods: Record<string, Asking> = {
  getActivityState: ({ db }, { orgId }) => new PostgresCurrentRecords(db).getActivityState(orgId, 'act-0001'),
  getActivityHistory: ({ db }, { orgId }) =>
    new PostgresCurrentRecords(db).getActivityHistory(orgId, 'act-0001'),
  listActivities: ({ db }, { orgId }) => new PostgresCurrentRecords(db).listActivities({ orgId }, page),
  listCurrentRecords: ({ db }, { orgId }) =>
    new PostgresCurrentRecords(db).listCurrentRecords({ orgId }, page),
  sumInventory: ({ db }, { orgId }) => new PostgresInventoryStore(db).sumInventory({ orgId, year: 2025 }),
  sumInventoryByFactor: ({ db }, { orgId }) =>
    new PostgresInventoryStore(db).sumInventoryByFactor({ orgId, year: 2025 }),
  countUnsettled: async ({ db }, { orgId }) => {
    const { withoutRecord, stale } = await new PostgresInventoryStore(db).countUnsettled({
      orgId,
      year: 2025,
    });
    return withoutRecord + stale === 0 ? null : 'something was counted';
  },
  installFactorSet: async ({ store: { factors } }, { orgId }) => {
    const other = aFactorSet(orgId, 'other figures');
    return (await factors.installFactorSet(other, [])) === 'installed' ? null : 'somebody else had that id';
  },
  listFactorSets: async ({ store: { factors } }, { orgId }) =>
    (await factors.listFactorSets(orgId)).filter((set) => set.orgId !== null),
  loadFactors: ({ store: { factors } }, { orgId }) => factors.loadFactors(orgId, ownSet),
  findFactors: ({ store: { factors } }, { orgId }) =>
    factors.findFactors({ orgId, setId: ownSet, limit: 100 }),
  getCalculationSettings: async ({ store: { factors } }, { orgId }) =>
    Object.entries((await factors.getCalculationSettings(orgId)).choice),
  createKey: async ({ db }, { orgId }) => {
    const wanted = { orgId, name: 'theirs', role: 'admin', workspaces: null, expiresAt: null } as const;
    const { key } = await new PostgresKeyStore(db).createKey(wanted, 'stranger');
    return (await new PostgresKeyStore(db).authenticate(key))?.orgId === orgId
      ? null
      : 'another organisation';
  },
  listKeys: ({ db }, { orgId }) => new PostgresKeyStore(db).listKeys(orgId, { limit: 10 }),
  revokeKey: ({ db }, { orgId, keyId }) =>
    noBatch(new PostgresKeyStore(db).revokeKey(orgId, keyId, 'stranger')),
  listAuditLog: ({ db }, { orgId }) => new PostgresAuditStore(db).listAuditLog(orgId, page),
  noteUse: async ({ db }, { orgId, keyId }) => {
    await new PostgresKeyStore(db).noteUse({ orgId, id: keyId });
    return null;
  },
  saveCalculationSettings: async ({ store: { factors } }, { orgId }) => {
    await factors.saveCalculationSettings(orgId, { gwpSet: 'AR4' }, 'stranger');
    return null;
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
  'startLeaseHeartbeat',
  'findLostLeases',
  'findLeasesOf',
  'findAbandonedLeases',
  'reapLeases',
  'releaseBatchLock',
  'scheduleRetry',
  'failBatch',
  'readChunk',
  'getLeased',
  'commitChunk',
  'markActivityComplete',
  'markActivityFailed',
  'sweepBatches',
  'listenForWakeUps',
  'isWritable',
  'beginImport',
  'forgetImport',
  'finishImport',
  'failImport',
  'listImportOwners',
  // Whose a key is, is what it asks.
  'authenticate',
  // Of keys whose requests go on: which of them still are keys.
  'findUsable',
];

/** Stores of their own. tests/integration/webhook-rows.test.ts and its like look at deliveries. */
const ownStores = ['factors', 'deliveries'];

const methods = { ...batchStoreMethods, ...activityStoreMethods, ...otherStoreMethods };

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
    await fixture.store.factors.installFactorSet(aFactorSet(orgId, 'ours'), [
      aFactor({ orgId, setId: ownSet }),
    ]);
    await fixture.store.factors.saveCalculationSettings(orgId, { gwpSet: 'AR6' }, 'owner');
    const wanted = { orgId, name: 'ours', role: 'viewer', workspaces: null, expiresAt: null } as const;
    const { apiKey } = await new PostgresKeyStore(fixture.db).createKey(wanted, 'owner');
    const { id } = await submit({ orgId });
    const batch = await commitAll(await start(id), (one) =>
      one === 'act-0002' ? fails(one) : succeeds()(one),
    );
    const stranger = anOrg();
    return {
      batch,
      orgId: stranger,
      key: { orgId: stranger, batchId: batch.id },
      importId,
      keyId: apiKey.id,
    };
  }

  /** Every row of every table that says whose its rows are. */
  async function everythingOf(orgId: string): Promise<Record<string, unknown[]>> {
    const tables = await fixture.db.query<{ name: string }>(`
      SELECT c.table_name AS name FROM information_schema.columns AS c
      JOIN information_schema.tables AS t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND c.column_name = 'org_id' AND t.table_type = 'BASE TABLE'
      ORDER BY 1`);
    const found: Record<string, unknown[]> = {};
    for (const { name } of tables.rows) {
      const { rows } = await fixture.db.query(
        `SELECT row::text FROM ${name} AS row WHERE row.org_id = $1 ORDER BY 1`,
        [orgId],
      );
      found[name] = rows;
    }
    return found;
  }

  describe('two organisations', () => {
    for (const [method, ask] of Object.entries(methods)) {
      it(`see and change nothing of each other through ${method}`, async () => {
        const { batch, ...theirs } = await owned();
        const before = await everythingOf(batch.orgId);
        expect([null, true, []]).toContainEqual(await ask(fixture, theirs));
        expect(await everythingOf(batch.orgId)).toEqual(before);
        expect(await eventsOf(batch)).toEqual(['submitted', 'claimed', 'failed']);
      });
    }

    it('are kept apart by every method that there is', () => {
      const stores = [
        PostgresActivityStore,
        PostgresCurrentRecords,
        PostgresFactorStore,
        PostgresInventoryStore,
        PostgresKeyStore,
        PostgresAuditStore,
      ].flatMap((store) => Object.getOwnPropertyNames(store.prototype));
      const all = [...Object.keys(fixture.store), ...stores].filter(
        (name) => name !== 'constructor' && !ownStores.includes(name),
      );
      expect(all.sort()).toEqual([...Object.keys(methods), ...forNodes].sort());
    });
  });
}

function aFactorSet(orgId: string, checksum: string): FactorSet {
  const set = { id: ownSet, name: 'Own', edition: '1', level: 'own', licence: 'own', source: 'us' } as const;
  return { ...set, orgId, checksum };
}
