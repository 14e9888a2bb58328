import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { type BatchJob, JobStatus } from '../../src/domain/batch-job.ts';
import { ConflictError, LeaseLostError, NotFoundError } from '../../src/domain/errors.ts';
import type { ChunkCommit } from '../../src/store/batch-store.ts';
import { StoreFixture } from '../contract/batch-store/store-fixture.ts';
import { activityIds, anActivity, anOrg, aResult, succeeds, withOutcomes } from '../support/batches.ts';
import { openTestPostgres } from '../support/each-database.ts';

/*
 * What happens to one batch at the same moment, brought about for certain: somebody holds the batch's row until all
 * the others wait for it, in the order that they came. Needs several connections, so it runs on a server only.
 */

let db: Database;
const fixture = new StoreFixture();
const { submit, submitExisting, claim, start, keyOf } = fixture;

beforeAll(async () => {
  db = await openTestPostgres();
  fixture.open(db);
});
afterAll(() => db.close());

/** Begins each act once those before it wait for the batch's row, then lets them go on in that order. */
async function inTurn(batch: BatchJob, ...acts: (() => Promise<unknown>)[]): Promise<unknown[]> {
  const begun: Promise<unknown>[] = [];
  await db.transaction(async (tx) => {
    await tx.query('SELECT 1 FROM batch_jobs WHERE id = $1 FOR UPDATE', [batch.id]);
    for (const act of acts) {
      begun.push(act().catch((error) => error));
      await areWaiting(begun.length);
    }
  });
  return Promise.all(begun);
}

async function areWaiting(count: number): Promise<void> {
  for (;;) {
    const { rows } = await db.query(`
      SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
    if (rows.length >= count) return;
  }
}

async function rowsOf(table: string, batch: BatchJob): Promise<number> {
  return (await db.query(`SELECT 1 FROM ${table} WHERE batch_id = $1`, [batch.id])).rows.length;
}

async function readCommit(batch: BatchJob, lease: Parameters<typeof fixture.store.readChunk>[0]) {
  const chunk = await fixture.store.readChunk(lease, '', 1);
  const commit: ChunkCommit = {
    fromCursor: '',
    toCursor: chunk.at(-1)?.activityId ?? '',
    outcomes: withOutcomes(chunk, succeeds()),
    isLast: batch.activityCount === 1,
  };
  return () => fixture.store.commitChunk(lease, commit);
}

it('takes one of two outcomes that are given to an activity at once', async () => {
  for (const isResultFirst of [true, false]) {
    const batch = await submitExisting(2);
    const { lease } = await start(batch.id);
    const succeed = () => fixture.store.markActivityComplete(lease, 'act-0001', aResult());
    const fail = () => fixture.store.markActivityFailed(lease, 'act-0001', 'NO_FACTOR', 'None.');
    const [first, second] = await inTurn(batch, ...(isResultFirst ? [succeed, fail] : [fail, succeed]));
    expect(first).toMatchObject({ successCount: isResultFirst ? 1 : 0, errorCount: isResultFirst ? 0 : 1 });
    expect(second).toBeInstanceOf(ConflictError);
    expect((await fixture.store.getBatch(keyOf(batch)))?.processedCount).toBe(1);
    expect(await rowsOf('emission_records', batch)).toBe(isResultFirst ? 1 : 0);
    expect(await rowsOf('activity_errors', batch)).toBe(isResultFirst ? 0 : 1);
  }
});

it('takes a chunk once that is committed twice at once', async () => {
  const batch = await submitExisting(2);
  const { lease } = await start(batch.id);
  const commit = await readCommit(batch, lease);
  const [first, second] = await inTurn(batch, commit, commit);
  expect(first).toMatchObject({ successCount: 1, totalEmissions: '17.7' });
  expect(second).toBeInstanceOf(LeaseLostError);
  expect(await rowsOf('emission_records', batch)).toBe(1);
});

it('counts each activity that is added, however many are added at once', async () => {
  const batch = await submit({ activityIds: ['first'] });
  const added = [...activityIds(5), 'first', 'act-0001'];
  await inTurn(batch, ...added.map((id) => () => fixture.store.addActivityRef(keyOf(batch), id)));
  expect((await fixture.store.getBatch(keyOf(batch)))?.activityCount).toBe(6);
  expect(await rowsOf('batch_activity_refs', batch)).toBe(6);
});

it('adds nothing to a batch that is claimed in the same moment', async () => {
  const batch = await submit({ activityIds: ['first'] });
  const [claimed, refusal] = await inTurn(
    batch,
    () => claim(batch.id),
    () => fixture.store.addActivityRef(keyOf(batch), 'late'),
  );
  expect(claimed).toMatchObject({ batch: { activityCount: 1 } });
  expect(refusal).toBeInstanceOf(ConflictError);
  expect(await rowsOf('batch_activity_refs', batch)).toBe(1);
});

it('hands over whatever was added before the claim', async () => {
  const batch = await submit({ activityIds: ['first'] });
  const [, claimed] = await inTurn(
    batch,
    () => fixture.store.addActivityRef(keyOf(batch), 'in time'),
    () => claim(batch.id),
  );
  expect(claimed).toMatchObject({ batch: { activityCount: 2 } });
});

it('gives a batch to one of those who claim it at once', async () => {
  const batch = await submit();
  const claims = await inTurn(
    batch,
    ...['a', 'b', 'c'].map((node) => () => fixture.store.acquireBatchLock(batch.id, node, 60_000)),
  );
  expect(claims).toEqual([
    expect.objectContaining({ lease: expect.objectContaining({ holder: 'a' }) }),
    null,
    null,
  ]);
});

it('lets a claim pass by a batch that somebody holds, and take the others', async () => {
  const held = await submit({ priority: 10 });
  const free = await submit({ priority: 10 });
  const { claimed } = await db.transaction(async (tx) => {
    await tx.query('SELECT 1 FROM batch_jobs WHERE id = $1 FOR UPDATE', [held.id]);
    return { claimed: await fixture.store.claimBatches('node-a', 1, 60_000) };
  });
  expect(claimed.map(({ batch }) => batch.id)).toEqual([free.id]);
});

it('claims each batch once when ten nodes claim all they can', async () => {
  const orgId = anOrg();
  const submitted = await Promise.all(Array.from({ length: 60 }, () => submit({ orgId })));
  const claimed: string[] = [];
  const nodes = Array.from({ length: 10 }, async (_, node) => {
    for (;;) {
      const claims = await fixture.store.claimBatches(`node-${node}`, 5, 60_000);
      if (claims.length === 0) return;
      claimed.push(...claims.map(({ batch }) => batch.id));
    }
  });
  await Promise.all(nodes);
  expect(new Set(claimed).size).toBe(claimed.length);
  expect(claimed).toEqual(expect.arrayContaining(submitted.map(({ id }) => id)));
});

it('keeps a chunk that was committed before a cancellation, and refuses one after', async () => {
  const early = await submitExisting(2);
  const { lease: earlyLease } = await start(early.id);
  const commitEarly = await readCommit(early, earlyLease);
  const cancel = (batch: BatchJob) => () => fixture.store.cancelBatch(keyOf(batch), 'tester');
  expect(await inTurn(early, commitEarly, cancel(early))).toMatchObject([
    { successCount: 1, status: JobStatus.processing },
    { successCount: 1, status: JobStatus.cancelled },
  ]);
  const late = await submitExisting(2);
  const { lease: lateLease } = await start(late.id);
  const [cancelled, refusal] = await inTurn(late, cancel(late), await readCommit(late, lateLease));
  expect(cancelled).toMatchObject({ status: JobStatus.cancelled, successCount: 0 });
  expect(refusal).toBeInstanceOf(LeaseLostError);
  expect(await rowsOf('emission_records', late)).toBe(0);
});

it('refuses to cancel what has just been completed', async () => {
  const batch = await submitExisting(1);
  const { lease } = await start(batch.id);
  const [ended, refusal] = await inTurn(batch, await readCommit(batch, lease), () =>
    fixture.store.cancelBatch(keyOf(batch), 'tester'),
  );
  expect(ended).toMatchObject({ status: JobStatus.complete });
  expect(refusal).toBeInstanceOf(ConflictError);
});

it('deletes a claimed batch or starts it, not both', async () => {
  const deleted = await submit();
  const { lease } = await claim(deleted.id);
  const remove = (batch: BatchJob) => () => fixture.store.deleteBatch(keyOf(batch));
  const [, lost] = await inTurn(deleted, remove(deleted), () => fixture.store.startBatch(lease));
  expect(lost).toBeInstanceOf(LeaseLostError);
  expect(await rowsOf('batch_activity_refs', deleted)).toBe(0);
  const started = await submit();
  const { lease: other } = await claim(started.id);
  const [batch, refusal] = await inTurn(started, () => fixture.store.startBatch(other), remove(started));
  expect(batch).toMatchObject({ status: JobStatus.processing });
  expect(refusal).toBeInstanceOf(ConflictError);
  expect(await rowsOf('batch_activity_refs', started)).toBe(3);
});

it('retries once what is retried twice at once', async () => {
  const batch = await submitExisting(1);
  const { lease } = await start(batch.id);
  await fixture.store.failBatch(lease, 'It failed.');
  const retry = () => fixture.store.retryBatch(keyOf(batch), 'tester');
  const [retried, refusal] = await inTurn(batch, retry, retry);
  expect(retried).toMatchObject({ retryCount: 1, attempt: 2 });
  expect(refusal).toBeInstanceOf(ConflictError);
});

it('finds nothing to retry or cancel in a batch that is deleted at the same moment', async () => {
  const batch = await submit();
  const [, ...refusals] = await inTurn(
    batch,
    () => fixture.store.deleteBatch(keyOf(batch)),
    () => fixture.store.cancelBatch(keyOf(batch), 'tester'),
    () => fixture.store.addActivityRef(keyOf(batch), 'late'),
    () => fixture.store.deleteBatch(keyOf(batch)),
  );
  for (const refusal of refusals) expect(refusal).toBeInstanceOf(NotFoundError);
});

it('makes one batch of an import that is submitted twice at once', async () => {
  const orgId = anOrg();
  const { id: importId } = await fixture.activities.beginImport('file.csv', null);
  const rows = activityIds(50).map((id, index) => ({ line: index + 2, activity: anActivity({ id, orgId }) }));
  await fixture.activities.importActivities(importId, rows, { linesDone: 51, rejected: 0 });
  const batches = await Promise.all(
    Array.from({ length: 5 }, () =>
      fixture.store.createBatchFromImport({ importId, orgId, workspaceId: 'ws-test' }),
    ),
  );
  expect(new Set(batches.map((batch) => batch?.id)).size).toBe(1);
  const [batch] = batches;
  if (!batch) throw new Error('There is no batch.');
  expect(batch.activityCount).toBe(50);
  const { rows: refs } = await db.query('SELECT 1 FROM batch_activity_refs WHERE org_id = $1', [orgId]);
  expect(refs).toHaveLength(50);
});
