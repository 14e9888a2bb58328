import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Queryable } from '../../src/db/database.ts';
import { tenantDatabase } from '../../src/db/tenant-database.ts';
import { commitChunk } from '../../src/store/batch-chunks.ts';
import * as activities from '../../src/store/queries/activities.queries.ts';
import * as answers from '../../src/store/queries/answers.queries.ts';
import * as auditLog from '../../src/store/queries/audit-log.queries.ts';
import * as batches from '../../src/store/queries/batches.queries.ts';
import * as bulk from '../../src/store/queries/bulk-control.queries.ts';
import * as chunks from '../../src/store/queries/chunks.queries.ts';
import * as comparison from '../../src/store/queries/comparison.queries.ts';
import * as control from '../../src/store/queries/control.queries.ts';
import * as current from '../../src/store/queries/current-records.queries.ts';
import * as events from '../../src/store/queries/events.queries.ts';
import * as explanations from '../../src/store/queries/explain.queries.ts';
import * as factors from '../../src/store/queries/factors.queries.ts';
import * as inventory from '../../src/store/queries/inventory.queries.ts';
import * as keys from '../../src/store/queries/keys.queries.ts';
import * as leases from '../../src/store/queries/leases.queries.ts';
import * as rateLimits from '../../src/store/queries/rate-limits.queries.ts';
import * as results from '../../src/store/queries/results.queries.ts';
import * as submission from '../../src/store/queries/submission.queries.ts';
import * as sweeping from '../../src/store/queries/sweeping.queries.ts';
import * as verify from '../../src/store/queries/verify.queries.ts';
import * as deliveries from '../../src/store/queries/webhook-deliveries.queries.ts';
import * as webhooks from '../../src/store/queries/webhooks.queries.ts';
import { anActivity, aResult, fails } from '../support/batches.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';
import { nestedPlansOf, type PlanNode, planOf } from '../support/query-plan.ts';

const orgId = 'org-7';
const batchId = 'batch-7';
const workspaceId = 'ws-test';
const key = { orgId, batchId };
const term = { batchId, fencingToken: 1 };
const holder = 'node-a';
const page = { limit: 100, after: 'act-00500' };
/** So much that a planner expects no record to be left. */
const narrow = { year: 2025, scope: 2, category: 'electricity', location: 'GB', stale: false };
const activityIds = ['act-00001', 'act-00002', 'act-00003'];
const webhook = { orgId, id: 'wh_7' };
const importKey = { importId: 7, orgId, workspaceId };
const inventoryFilter = { orgId, workspaceId: null, firstDay: '2025-01-01', lastDay: '2025-12-31' };
const lockTimeoutMs = 60_000;
const asked = { orgId, actor: 'tester', key: 'key-7' };
const dayMs = 24 * 3_600_000;

/** A moment at which all but one transaction was over. */
const now = '1000000:1000010:1000000';
const eventSpan = { since: now, inFlight: ['1000000'], afterDeletion: false, afterId: 0 };
const listed = {
  ...{
    orgId,
    statuses: [0, 1, 2, 3, 4, 5],
    priorities: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    begunPriorities: [5],
  },
  ...{
    createdFrom: '-infinity',
    createdBefore: 'infinity',
    afterCreated: '2026-01-01T00:00:00Z',
    afterId: 'b',
  },
  ...{ isByPriority: true, limit: 10, offset: 20 },
};
const counted = { orgId, priorities: listed.priorities, signs: [1, 0, 0, 0, -1], claimedStatuses: [1] };

const many = { orgId, batchIds: ['batch-7', 'batch-1007', 'batch-2007'] };

const claim = {
  ...{ holder, limit: 10, lockTimeoutMs, presenceKey: 1, presenceClass: 1 },
  ...{ lastOrgs: [], orgLimit: 5, workspaceLimit: 2, agedTurns: 1, agedAfterMs: 0 },
};

/** Every statement of src/store/queries, as it is asked in a life of much work. */
const statements: Record<string, (db: Queryable) => Promise<unknown>> = {
  createImport: (db) =>
    activities.createImport.run(
      { source: 'file.csv', key: 'key-1', orgId, actor: 'tester', boundTo: null },
      db,
    ),
  findImport: (db) => activities.findImport.run({ key: 'key-1' }, db),
  forgetImport: (db) => activities.forgetImport.run({ key: 'key-1' }, db),
  advanceImport: (db) =>
    activities.advanceImport.run(
      { importId: 7, linesDone: 1, imported: 1, updated: 0, unchanged: 0, rejected: 0 },
      db,
    ),
  finishImport: (db) => activities.finishImport.run({ importId: 7 }, db),
  failImport: (db) => activities.failImport.run({ importId: 7, failure: 'It broke off.' }, db),
  getImport: (db) => activities.getImport.run({ orgId, importId: 7 }, db),
  listImports: (db) =>
    activities.listImports.run({ orgId, workspaceIds: [workspaceId], before: 4000, limit: 100 }, db),
  upsertActivities: (db) => activities.upsertActivities.run(importedRows(), db),
  findNamedBefore: (db) => activities.findNamedBefore.run(importedRows(), db),
  findForeign: (db) => activities.findForeign.run({ ...importedRows(), onlyWorkspaces: ['ws-other'] }, db),
  findOutside: (db) => activities.findOutside.run({ orgId, activityIds, workspaceIds: [workspaceId] }, db),
  listImportOwners: (db) => activities.listImportOwners.run({ importId: 7 }, db),
  getActivity: (db) => activities.getActivity.run({ orgId, activityId: 'act-00001' }, db),
  findActivities: (db) => activities.findActivities.run({ orgId, activityIds }, db),
  getBatch: (db) => batches.getBatch.run(key, db),
  listNewestBatches: (db) => batches.listNewestBatches.run(listed, db),
  listOldestBatches: (db) => batches.listOldestBatches.run(listed, db),
  listNewestBatchesOfWorkspaces: (db) =>
    batches.listNewestBatchesOfWorkspaces.run({ ...listed, workspaceIds: [workspaceId] }, db),
  listOldestBatchesOfWorkspaces: (db) =>
    batches.listOldestBatchesOfWorkspaces.run({ ...listed, workspaceIds: [workspaceId] }, db),
  countBatches: (db) => batches.countBatches.run(counted, db),
  countBatchesBetween: (db) => batches.countBatchesBetween.run(listed, db),
  countBatchesOfWorkspaces: (db) =>
    batches.countBatchesOfWorkspaces.run({ ...counted, workspaceIds: [workspaceId] }, db),
  countBatchesOfWorkspacesBetween: (db) =>
    batches.countBatchesOfWorkspacesBetween.run({ ...listed, workspaceIds: [workspaceId] }, db),
  listPendingBatches: (db) => batches.listPendingBatches.run({ limit: 10 }, db),
  checkWritable: (db) => batches.checkWritable.run(undefined, db),
  countPendingBatches: (db) => batches.countPendingBatches.run(undefined, db),
  listProgressLog: (db) => batches.listProgressLog.run({ ...key, limit: 100, after: 50 }, db),
  getLeased: (db) => chunks.getLeased.run(key, db),
  readChunk: (db) => chunks.readChunk.run({ ...key, cursor: 'act-00500', limit: 1000 }, db),
  lockBatch: (db) => chunks.lockBatch.run(term, db),
  findOutcome: (db) => chunks.findOutcome.run({ batchId, activityId: 'act-00001' }, db),
  // EXPLAIN returns no row of a batch, which the store takes for a lost lease.
  commitChunk: (db) => commitChunk(db, lease(), chunkCommit()).catch(() => {}),
  cancelBatch: (db) => control.cancelBatch.run({ ...key, actor: 'tester' }, db),
  retryBatch: (db) => control.retryBatch.run({ ...key, actor: 'tester', maxRetries: null }, db),
  moveBatch: (db) =>
    control.moveBatch.run(
      { ...key, from: 'queued', to: 'pending', event: 'handed_back', actor: 'tester', errorMessage: null },
      db,
    ),
  deleteBatch: (db) => control.deleteBatch.run({ ...key, actor: 'tester' }, db),
  readMoment: (db) => events.readMoment.run(undefined, db),
  readEvents: (db) => events.readEvents.run({ orgIds: [orgId, 'org-8'], ...eventSpan, limit: 1000 }, db),
  countEvents: (db) => events.countEvents.run({ orgId, ...eventSpan, until: now, limit: 10_001 }, db),
  readBatchEvents: (db) => events.readBatchEvents.run({ ...key, after: 50, limit: 200 }, db),
  readBatchNow: (db) => events.readBatchNow.run(key, db),
  findBatches: (db) => bulk.findBatches.run({ ...many, workspaceIds: null }, db),
  cancelBatches: (db) => bulk.cancelBatches.run({ ...many, actor: 'tester' }, db),
  retryBatches: (db) => bulk.retryBatches.run({ ...many, actor: 'tester', maxRetries: null }, db),
  deleteBatches: (db) => bulk.deleteBatches.run({ ...many, actor: 'tester' }, db),
  sumInventory: (db) => inventory.sumInventory.run(inventoryFilter, db),
  sumInventoryByFactor: (db) => inventory.sumInventoryByFactor.run(inventoryFilter, db),
  countUnsettled: (db) => inventory.countUnsettled.run(inventoryFilter, db),
  compareRecords: (db) => comparison.compareRecords.run({ ...key, baseId: null, workspaces: null }, db),
  findCurrentRecord: (db) => current.findCurrentRecord.run({ orgId, activityId: 'act-00007' }, db),
  listRecordsOfActivity: (db) =>
    current.listRecordsOfActivity.run({ orgId, activityId: 'act-00007', limit: 1000 }, db),
  listVersionsOfActivity: (db) =>
    current.listVersionsOfActivity.run({ orgId, activityId: 'act-00007', limit: 1000 }, db),
  listActivities: (db) =>
    current.listActivities.run({ orgId, ...page, workspaceId, year: 2025, withoutRecord: true }, db),
  listCurrentRecords: (db) => current.listCurrentRecords.run({ orgId, ...page, ...narrow }, db),
  listBatchesToVerify: (db) =>
    verify.listBatchesToVerify.run({ orgId: null, batchId: null, after: 'batch-1', limit: 100 }, db),
  tallyBatch: (db) => verify.tallyBatch.run({ batchId }, db),
  listUnaccounted: (db) => verify.listUnaccounted.run({ batchId, ...page }, db),
  listRecordKeys: (db) =>
    verify.listRecordKeys.run(
      { orgId: null, afterOrgId: orgId, afterActivityId: 'act-00500', afterBatchId: batchId, limit: 1000 },
      db,
    ),
  findFactors: (db) =>
    explanations.findFactors.run({ orgId, setIds: ['curated-2025'], factorIds: ['x'] }, db),
  listUsedFactors: (db) => explanations.listUsedFactors.run(key, db),
  createFactorSet: (db) =>
    factors.createFactorSet.run(
      {
        orgId,
        id: 'x',
        name: 'x',
        edition: 'x',
        level: 'own',
        licence: 'x',
        source: 'x',
        checksum: 'x',
        actor: 'x',
      },
      db,
    ),
  getFactorSet: (db) => factors.getFactorSet.run({ orgId, id: 'x' }, db),
  insertFactors: (db) => factors.insertFactors.run({ factors: '[]' }, db),
  listFactorSets: (db) => factors.listFactorSets.run({ orgId }, db),
  loadFactors: (db) => factors.loadFactors.run({ orgId, setId: 'curated-2025' }, db),
  searchFactors: (db) =>
    factors.searchFactors.run(
      {
        orgId,
        setId: null,
        factorId: 'f',
        category: null,
        region: null,
        unit: null,
        search: null,
        workspaces: null,
        afterSetId: '',
        afterFactorId: '',
        limit: 10,
      },
      db,
    ),
  getCalculationSettings: (db) => factors.getCalculationSettings.run({ orgId }, db),
  saveCalculationSettings: (db) =>
    factors.saveCalculationSettings.run(
      { orgId, factorSets: null, gwpSet: 'AR6', periodPolicy: null, version: null, actor: 'tester' },
      db,
    ),
  listAuditLog: (db) => auditLog.listAuditLog.run({ orgId, limit: 100, after: 50 }, db),
  createApiKey: (db) =>
    keys.createApiKey.run(
      {
        orgId,
        id: 'ogf_new',
        name: 'n',
        role: 'viewer',
        workspaces: null,
        secretHash: '0'.repeat(64),
        actor: 'tester',
        expiresAt: null,
      },
      db,
    ),
  listApiKeys: (db) => keys.listApiKeys.run({ orgId, limit: 10, after: 'ogf_7' }, db),
  revokeApiKey: (db) => keys.revokeApiKey.run({ orgId, id: 'ogf_7', actor: 'tester' }, db),
  findApiKey: (db) => keys.findApiKey.run({ id: 'ogf_7' }, db),
  listUsableKeys: (db) => keys.listUsableKeys.run({ ids: ['ogf_7', 'ogf_8'] }, db),
  createWebhook: (db) =>
    webhooks.createWebhook.run(
      {
        orgId,
        id: 'wh_new',
        url: 'x',
        host: 'x',
        description: '',
        events: ['x'],
        secret: 'x',
        actor: 'tester',
        most: 20,
      },
      db,
    ),
  listWebhooks: (db) => webhooks.listWebhooks.run({ orgId, limit: 20 }, db),
  getWebhook: (db) => webhooks.getWebhook.run(webhook, db),
  changeWebhook: (db) => webhooks.changeWebhook.run({ ...webhook, url: 'x', actor: 'tester' }, db),
  enableWebhook: (db) => webhooks.enableWebhook.run({ ...webhook, actor: 'tester' }, db),
  disableWebhook: (db) => webhooks.disableWebhook.run({ ...webhook, actor: 'tester', reason: 'why' }, db),
  lockWebhook: (db) => webhooks.lockWebhook.run(webhook, db),
  rotateWebhookSecret: (db) =>
    webhooks.rotateWebhookSecret.run({ ...webhook, secret: 'x', overlapMs: 1, actor: 'tester' }, db),
  deleteWebhook: (db) => webhooks.deleteWebhook.run({ ...webhook, actor: 'tester' }, db),
  testWebhook: (db) => webhooks.testWebhook.run({ ...webhook, actor: 'tester' }, db),
  listDeliveries: (db) =>
    webhooks.listDeliveries.run({ orgId, webhookId: 'wh_7', before: 900, limit: 100 }, db),
  listDeliveriesWithStatus: (db) =>
    webhooks.listDeliveriesWithStatus.run(
      { orgId, webhookId: 'wh_7', status: 'failed', before: 900, limit: 100 },
      db,
    ),
  getDelivery: (db) => webhooks.getDelivery.run({ orgId, webhookId: 'wh_7', id: 'msg_7' }, db),
  listAttempts: (db) => webhooks.listAttempts.run({ orgId, deliveryId: 'msg_7', limit: 100 }, db),
  replayDelivery: (db) =>
    webhooks.replayDelivery.run({ orgId, webhookId: 'wh_7', id: 'msg_7', actor: 'tester' }, db),
  replayDeliveries: (db) =>
    webhooks.replayDeliveries.run({ orgId, webhookId: 'wh_7', since: new Date(), actor: 'tester' }, db),
  findDueDelivery: (db) => deliveries.findDueDelivery.run({ full: ['wh_8'] }, db),
  claimDeliveries: (db) =>
    deliveries.claimDeliveries.run(
      {
        limit: 10,
        perWebhook: 5,
        perOrg: 20,
        busyOrgs: ['o'],
        busyIds: ['wh_8'],
        busyCounts: [1],
        leaseMs: 1,
      },
      db,
    ),
  saveAttempt: (db) =>
    deliveries.saveAttempt.run(
      {
        ...{ orgId, webhookId: 'wh_7', deliveryId: 'msg_7', claim: 1, node: 'node-a', durationMs: 1 },
        ...{ url: 'https://example.com', isDelivered: false, isGone: true, giveUpMs: 1 },
      },
      db,
    ),
  handBackDelivery: (db) => deliveries.handBackDelivery.run({ orgId, deliveryId: 'msg_7', claim: 1 }, db),
  deleteOldDeliveries: (db) => deliveries.deleteOldDeliveries.run({ keepMs: 1, limit: 100 }, db),
  deleteOrphans: (db) => deliveries.deleteOrphans.run(undefined, db),
  noteApiKeyUse: (db) => keys.noteApiKeyUse.run({ orgId, id: 'ogf_7' }, db),
  lockClaims: (db) => leases.lockClaims.run({ claimClass: 1 }, db),
  claimBatches: (db) => leases.claimBatches.run(claim, db),
  acquireBatchLock: (db) => leases.acquireBatchLock.run({ batchId, holder, lockTimeoutMs }, db),
  startBatch: (db) => leases.startBatch.run(term, db),
  renewLeases: (db) => leases.renewLeases.run({ ...terms(), lockTimeoutMs }, db),
  findLostLeases: (db) => leases.findLostLeases.run(terms(), db),
  findLeasesOf: (db) => leases.findLeasesOf.run({ holder }, db),
  releaseBatchLock: (db) => leases.releaseBatchLock.run({ ...term, holder }, db),
  scheduleRetry: (db) => leases.scheduleRetry.run({ ...term, holder, delayMs: 1, reason: 'why' }, db),
  failBatch: (db) =>
    leases.failBatch.run(
      { ...term, holder, reason: 'why', activityIds, codes: ['a', 'b', 'c'], details: ['a', 'b', 'c'] },
      db,
    ),
  findAbandonedLeases: (db) => leases.findAbandonedLeases.run({ presenceClass: 1 }, db),
  reapLeases: (db) => leases.reapLeases.run({ abandonedIds: [batchId], abandonedTokens: [1] }, db),
  claimSweep: (db) => sweeping.claimSweep.run({ everyMs: 1, settleMs: 1 }, db),
  finishSweep: (db) => sweeping.finishSweep.run({ until: 'now', everyMs: 0 }, db),
  listBegunBatches: (db) => sweeping.listBegunBatches.run({ after: 'batch-1', limit: 500 }, db),
  listEndedBatches: (db) =>
    sweeping.listEndedBatches.run({ since: 'epoch', after: 'batch-1', until: 'now', limit: 100 }, db),
  beginMending: (db) => sweeping.beginMending.run(undefined, db),
  lockParts: (db) => sweeping.lockParts.run({ batchId }, db),
  lockWhole: (db) => sweeping.lockWhole.run({ batchId }, db),
  readStanding: (db) => sweeping.readStanding.run({ batchId, since: 'epoch', isLocked: true }, db),
  mendBatch: (db) =>
    sweeping.mendBatch.run(
      {
        batchId,
        activityCount: 1000,
        successCount: 0,
        errorCount: 0,
        totalEmissions: '0',
        status: 'pending',
        partsLeft: 0,
        firstMissing: 'act-00500',
        isLeaseKept: false,
        actor: 'tester',
        message: 'why',
      },
      db,
    ),
  listRecords: (db) => results.listRecords.run({ ...key, ...page }, db),
  findRecords: (db) => results.findRecords.run({ ...key, activityIds }, db),
  listBatchActivities: (db) => results.listBatchActivities.run({ ...key, ...page }, db),
  listErrors: (db) => results.listErrors.run({ ...key, ...page }, db),
  findErrors: (db) => results.findErrors.run({ ...key, activityIds }, db),
  sumRecordsByCategory: (db) => results.sumRecordsByCategory.run(key, db),
  countErrorsByCode: (db) => results.countErrorsByCode.run(key, db),
  reserveAnswer: (db) =>
    answers.reserveAnswer.run({ ...asked, requestHash: '0'.repeat(64), waitMs: 1, keptForMs: dayMs }, db),
  findAnswer: (db) => answers.findAnswer.run(asked, db),
  keepAnswer: (db) => answers.keepAnswer.run({ ...asked, status: 201, headers: {}, body: '{}' }, db),
  removeOldAnswers: (db) => answers.removeOldAnswers.run({ keptForMs: dayMs, limit: 1000 }, db),
  createBatch: (db) =>
    submission.createBatch.run(
      {
        ...key,
        workspaceId,
        activityIds,
        maxRetries: 3,
        priority: 5,
        errorTolerance: 0,
        purpose: 'inventory',
        calculation: {},
        actor: 'tester',
      },
      db,
    ),
  createBatchFromImport: (db) =>
    submission.createBatchFromImport.run(
      { ...importKey, batchId, maxRetries: 3, priority: 5, calculation: {}, actor: 'tester' },
      db,
    ),
  createBatchFromFilter: (db) =>
    submission.createBatchFromFilter.run(
      {
        ...key,
        workspaceId,
        onlyWorkspaceId: workspaceId,
        stale: true,
        withoutRecord: true,
        maxRetries: 3,
        priority: 5,
        errorTolerance: 0,
        purpose: 'inventory',
        calculation: {},
        actor: 'tester',
      },
      db,
    ),
  findBatchOfImport: (db) => submission.findBatchOfImport.run(importKey, db),
  splitBatch: (db) => submission.splitBatch.run({ batchId, partCount: 3 }, db),
  takeRequests: (db) => rateLimits.takeRequests.run({ orgId, subject: '', wanted: 10, quota: 600 }, db),
  forgetFullBuckets: (db) => rateLimits.forgetFullBuckets.run(undefined, db),
  addActivityRef: (db) => submission.addActivityRef.run({ ...key, activityId: 'act-99999' }, db),
};

/**
 * Small tables, which are read whole: a few editions, a few hundred factors, a row for each organisation, or one at all;
 * once an hour, the rates that were used in that hour.
 */
const smallTables = [
  'rate_limits',
  'factor_sets',
  'emission_factors',
  'calculation_settings',
  'batch_sweeps',
];

/** Over all organisations, and planned otherwise where one alone is seen. */
const ownersAlone = ['claimBatches', 'listBatchesToVerify', 'listUsableKeys'];

describe('indexes', () => {
  let db: Database;
  const plans = new Map<string, PlanNode[]>();

  beforeAll(async () => {
    const url = await createTestDatabase();
    db = await openAt(url);
    await fill(db);
    for (const [name, ask] of Object.entries(statements)) plans.set(name, await planOf(db, ask));
    // What a function does inside shows in no plan of its caller.
    const claiming = await nestedPlansOf(url, (nested) => leases.claimBatches.run(claim, nested));
    plans.set('claimBatches', claiming);
  });
  afterAll(() => db.close());

  const indexesOf = (statement: string) =>
    (plans.get(statement) ?? []).flatMap((step) => [
      ...(step['Index Name'] === undefined ? [] : [step['Index Name']]),
      ...(step['Conflict Arbiter Indexes'] ?? []),
    ]);

  it('are looked at with every statement that there is', async () => {
    expect(Object.keys(statements).sort()).toEqual((await statementNames()).sort());
  });

  it('spare every statement from reading a large table whole', () => {
    const read = [...plans].flatMap(([name, steps]) =>
      steps
        .filter((step) => step['Node Type'] === 'Seq Scan')
        .map((step) => step['Relation Name'] ?? '')
        .filter((table) => !table.startsWith('pg_') && !smallTables.includes(table))
        .map((table) => `${name}: ${table}`),
    );
    expect(read).toEqual([]);
  });

  it('serve the statements of requests as they serve the owner, although rows of others are kept away first', async () => {
    const tenant = tenantDatabase(db, orgId);
    const sorted = (steps: readonly PlanNode[]) => steps.flatMap((step) => step['Index Name'] ?? []).sort();
    const planned = new Map<string, string[]>();
    for (const [name, ask] of Object.entries(statements)) {
      if (ownersAlone.includes(name)) continue;
      // What the role may not do at all, it does not do slowly.
      await planOf(tenant, ask).then(
        (steps) => planned.set(name, sorted(steps)),
        () => {},
      );
    }
    expect(planned.size).toBeGreaterThan(40);
    expect([...planned]).toEqual([...planned.keys()].map((name) => [name, sorted(plans.get(name) ?? [])]));
  });

  it("find an activity's current record with one look, and pages of them in the order of the key", () => {
    const looks = (plans.get('findCurrentRecord') ?? []).filter((step) => 'Relation Name' in step);
    expect(looks).toMatchObject([
      { 'Relation Name': 'emission_records', 'Index Name': 'emission_records_pkey' },
    ]);
    // The one sort is that of an activity's few records, within the loop. The last two looks tell what is stale.
    const steps = (plans.get('listCurrentRecords') ?? []).map(
      (step) => step['Index Name'] ?? step['Node Type'],
    );
    expect(steps).toEqual([
      'Limit',
      'Nested Loop',
      'activities_pkey',
      'Subquery Scan',
      'Limit',
      'Sort',
      'emission_records_pkey',
      'activities_pkey',
      'activities_pkey',
    ]);
  });

  it('serve the statements that the migrations make them for', async () => {
    const made = await commentedIndexes();
    expect(made.size).toBeGreaterThan(0);
    for (const [index, served] of made) {
      expect(served.length, `${index} says what it serves`).toBeGreaterThan(0);
      for (const statement of served) expect(indexesOf(statement), statement).toContain(index);
    }
  });

  it('are all used: those of the migrations, and the keys of all but small tables', async () => {
    const { rows } = await db.query<{ indexname: string }>(
      `SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
         AND tablename NOT IN ('factor_sets', 'emission_factors', 'calculation_settings',
           'batch_sweeps', 'offgridflow_migrations')
       ORDER BY indexname`,
    );
    const used = new Set([...plans.keys()].flatMap(indexesOf));
    expect(rows.map(({ indexname }) => indexname).filter((name) => !used.has(name))).toEqual([]);
  });
});

/** The names in the comments above the indexes: "Serves a, b and c." */
async function commentedIndexes(): Promise<Map<string, string[]>> {
  const directory = new URL('../../migrations/', import.meta.url);
  const made = new Map<string, string[]>();
  // A later migration may drop an index, or make it anew.
  for (const file of (await readdir(directory)).filter((name) => name.endsWith('.up.sql')).sort()) {
    const text = await readFile(new URL(file, directory), 'utf8');
    for (const [, comment = '', verb, index = ''] of text.matchAll(
      /((?:^--.*\n)*)^(CREATE|CREATE UNIQUE|DROP) INDEX (\w+)/gm,
    )) {
      const served = /Serves ([\w,\s-]+)/.exec(comment)?.[1] ?? '';
      if (verb === 'DROP') made.delete(index);
      else made.set(index, served.match(/[a-z]+[A-Z]\w*/g) ?? []);
    }
  }
  return made;
}

async function statementNames(): Promise<string[]> {
  const directory = new URL('../../src/store/queries/', import.meta.url);
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql'));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, directory), 'utf8')));
  return texts.flatMap((text) => [...text.matchAll(/@name (\w+)/g)].map(([, name]) => name ?? ''));
}

/**
 * A database in the middle of its life: 20,000 batches of 40 organisations, nearly all of them ended, one of them large and
 * half done; activities and imports beside them.
 */
async function fill(db: Database): Promise<void> {
  await db.query(
    `INSERT INTO activity_imports (source, key, org_id)
     SELECT 'file.csv', 'key-' || n, 'org-' || n % 40 FROM generate_series(1, 5000) AS n`,
  );
  await db.query(`
    INSERT INTO activities (org_id, id, workspace_id, source, category, location, quantity, unit, period_start,
      period_end, data_quality, import_id, import_line)
    SELECT 'org-' || n % 40, 'act-' || lpad(n::text, 5, '0'), 'ws-test', 'api', 'electricity', 'GB', 1, 'kWh',
      '2025-01-01', '2025-01-31', 'measured', 1 + n % 200, n
    FROM generate_series(1, 30000) AS n`);
  await db.query(`
    INSERT INTO activity_versions (org_id, activity_id, version, data)
    SELECT org_id, id, 1, to_jsonb(a) FROM activities AS a WHERE import_line <= 10000`);
  await db.query(`
    INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count, created_at, import_id)
    SELECT 'batch-' || n, 'org-' || n % 40, 'ws-test', 0, now() - n * interval '1 minute',
      CASE WHEN n % 10 = 7 THEN 1 + n / 10 END
    FROM generate_series(1, 20000) AS n`);
  await db.query(`
    UPDATE batch_jobs SET status = 'cancelled', completed_at = now() WHERE id <> 'batch-7' AND right(id, 2) <> '07'`);
  await db.query(`
    UPDATE batch_jobs SET status = 'queued', locked_by = 'node-a', locked_until = now(), presence_key = 1
    WHERE id = 'batch-7' OR right(id, 3) = '007'`);
  await db.query(`
    INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)
    SELECT 'org-' || n % 40, 'batch-' || n % 40, 'act-' || lpad(n::text, 5, '0') FROM generate_series(1, 60000) AS n`);
  await db.query(`
    INSERT INTO emission_records (org_id, batch_id, activity_id, workspace_id, category, location, quantity, unit,
      period_start, period_end, data_quality, activity_version, is_scenario, scope, co2e_kg, method, attempt)
    SELECT org_id, batch_id, activity_id, 'ws-test', 'electricity', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31',
      'measured', 1, false, 2, 1, 'activity_x_factor', 1
    FROM batch_activity_refs WHERE activity_id < 'act-30000'`);
  await db.query(`
    INSERT INTO activity_errors (org_id, batch_id, attempt, activity_id, code, details)
    SELECT org_id, batch_id, 1, activity_id, 'NO_FACTOR', 'None.'
    FROM batch_activity_refs WHERE activity_id BETWEEN 'act-30000' AND 'act-50000'`);
  await db.query(`
    INSERT INTO batch_progress_log (org_id, batch_id, event, status, success_count, error_count, total_emissions,
      retry_count, fencing_token, actor)
    SELECT org_id, batch_id, 'progress', 'processing', 0, 0, 0, 0, 1, 'node-a' FROM batch_activity_refs LIMIT 50000`);
  await db.query(`
    INSERT INTO audit_log (org_id, actor, action, subject)
    SELECT 'org-' || n % 40, 'tester', 'batch_deleted', 'batch-' || n FROM generate_series(1, 20000) AS n`);
  await db.query(`
    INSERT INTO api_keys (org_id, id, name, role, secret_hash, created_by)
    SELECT 'org-' || n % 400, 'ogf_' || n, 'n', 'viewer', repeat('0', 64), 'tester' FROM generate_series(1, 5000) AS n`);
  await db.query(`
    INSERT INTO webhooks (org_id, id, url, description, events, created_by)
    SELECT 'org-' || n % 40, 'wh_' || n, 'https://example.com/', '', '{batch.completed}', 'tester'
    FROM generate_series(1, 4000) AS n`);
  await db.query(`
    INSERT INTO webhook_secrets (org_id, webhook_id, number, secret)
    SELECT org_id, id, 1, 'whsec_' || repeat('x', 43) || '=' FROM webhooks`);
  await db.query(`
    INSERT INTO webhook_deliveries (org_id, webhook_id, id, type, batch_id, status, ended_at)
    SELECT 'org-' || owner % 40, 'wh_' || owner, 'msg_' || n, 'batch.completed', 'batch-' || n,
      CASE WHEN n % 400 = 7 THEN 'pending' WHEN n % 100 = 1 THEN 'failed' ELSE 'delivered' END,
      CASE WHEN n % 400 <> 7 THEN now() - n * interval '1 minute' END
    FROM generate_series(1, 40000) AS n, LATERAL (SELECT CASE WHEN n > 20000 THEN 7 ELSE n % 400 END AS owner) AS o`);
  await db.query(`
    INSERT INTO webhook_attempts (org_id, delivery_id, number, node, duration_ms)
    SELECT org_id, id, 1, 'node-a', 1 FROM webhook_deliveries`);
  await db.query(`
    INSERT INTO idempotency_keys (org_id, actor, key, request_hash, created_at, status, headers, body)
    SELECT 'org-' || n % 40, 'tester', 'key-' || n, repeat('0', 64), now() - n * interval '4.4 seconds', 201, '{}', '{}'
    FROM generate_series(1, 20000) AS n`);
  // All batches were pending a moment ago, which has left the index of those that wait with empty pages.
  await db.query('REINDEX INDEX batch_jobs_waiting');
  await db.query('REINDEX INDEX batch_jobs_lanes');
  await db.query('VACUUM ANALYZE');
}

function terms() {
  return { batchIds: ['batch-7', 'batch-1007', 'batch-2007'], fencingTokens: [1, 1, 1] };
}

function lease() {
  return { batchId, orgId, holder, fencingToken: 1, lockedUntil: new Date() };
}

function chunkCommit() {
  const rows = activityIds.map((id) => ({ activityId: id, activity: anActivity({ id, orgId }) }));
  const [first, ...rest] = rows;
  if (first === undefined) throw new Error('There are no activities.');
  const failed = { activity: first, outcome: fails(first.activityId) };
  const done = rest.map((activity) => ({
    activity,
    outcome: { activityId: activity.activityId, kind: 'result', result: aResult() } as const,
  }));
  return { fromCursor: '', toCursor: 'act-00003', outcomes: [failed, ...done], isLast: false };
}

function importedRows() {
  const all = <Value>(value: Value) => activityIds.map(() => value);
  return {
    importId: 7,
    orgIds: all(orgId),
    ids: activityIds,
    workspaceIds: all(workspaceId),
    sources: all('api'),
    categories: all('electricity'),
    locations: all('GB'),
    quantities: all('1'),
    units: all('kWh'),
    periodStarts: all('2025-01-01'),
    periodEnds: all('2025-01-31'),
    dataQualities: all('measured'),
    meterIds: all('m'),
    externalIds: all('e'),
    metadatas: all('{}'),
    factorIds: all('f'),
    supplierFactors: all('1'),
    suppliers: all('s'),
    uncertaintyPcts: all('5'),
    lines: [2, 3, 4],
  };
}
