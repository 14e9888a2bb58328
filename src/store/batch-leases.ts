import type { Database, Queryable } from '../db/database.ts';
import type { BatchJob } from '../domain/batch-job.ts';
import { LeaseLostError } from '../domain/errors.ts';
import type { Lease, LeaseTerm } from '../domain/lease.ts';
import type { ActivityErrorCode } from '../domain/outcome.ts';
import { type BatchRow, firstOf, toBatchJob, toLease } from './batch-rows.ts';
import type { ClaimedBatch, Turn, Turns } from './batch-store.ts';
import * as queries from './queries/leases.queries.ts';
import { run } from './run-query.ts';
import { presenceClass } from './wake-ups.ts';

/** The advisory lock of those who claim under limits. */
const claimClass = 0x6f666663;

export async function claimBatches(
  db: Database,
  holder: string,
  limit: number,
  lockTimeoutMs: number,
  presenceKey: number | null = null,
  turns: Turns = {},
): Promise<Turn[]> {
  const { lastOrgs = [], maxPerOrg = null, maxPerWorkspace = null, agedTurns = 0, agedAfterMs = 0 } = turns;
  const claim = async (on: Queryable) =>
    run(
      queries.claimBatches,
      {
        ...{ holder, limit, lockTimeoutMs, presenceKey, presenceClass },
        ...{ lastOrgs: [...lastOrgs], orgLimit: maxPerOrg, workspaceLimit: maxPerWorkspace },
        ...{ agedTurns, agedAfterMs },
      },
      on,
    );
  const rows =
    maxPerOrg === null && maxPerWorkspace === null
      ? await claim(db)
      : await db.transaction(async (tx) => {
          await run(queries.lockClaims, { claimClass }, tx);
          return claim(tx);
        });
  return rows.map((row) => ({ ...toClaimedBatch(row), isAged: row.isAged }));
}

export async function acquireBatchLock(
  db: Queryable,
  batchId: string,
  holder: string,
  lockTimeoutMs: number,
): Promise<ClaimedBatch | null> {
  const row = firstOf(await run(queries.acquireBatchLock, { batchId, holder, lockTimeoutMs }, db));
  return row && toClaimedBatch(row);
}

export async function startBatch(db: Database, lease: Lease): Promise<BatchJob> {
  return toBatchJob(held(lease, await run(queries.startBatch, termOf(lease), db)));
}

export async function renewLeases(
  db: Database,
  leases: readonly Lease[],
  lockTimeoutMs: number,
): Promise<Lease[]> {
  const rows = await run(queries.renewLeases, { ...termsOf(leases), lockTimeoutMs }, db);
  return leases.flatMap((lease) => {
    const row = rows.find((renewed) => isOfTerm(lease, renewed));
    return row === undefined ? [] : [{ ...lease, lockedUntil: row.lockedUntil }];
  });
}

export async function findLostLeases(db: Database, leases: readonly Lease[]): Promise<Lease[]> {
  const rows = await run(queries.findLostLeases, termsOf(leases), db);
  return leases.filter((lease) => rows.some((lost) => isOfTerm(lease, lost)));
}

/** By the token too: a holder may name several terms of one batch, of which one is held at the most. */
function isOfTerm(lease: Lease, row: { id: string; fencingToken: number }): boolean {
  return row.id === lease.batchId && row.fencingToken === lease.fencingToken;
}

export async function findLeasesOf(
  db: Database,
  holder: string,
): Promise<{ lease: Lease; isStarted: boolean }[]> {
  const rows = await run(queries.findLeasesOf, { holder }, db);
  return rows.map(({ id, orgId, fencingToken, lockedUntil, isStarted }) => ({
    lease: { batchId: id, orgId, holder, fencingToken, lockedUntil },
    isStarted,
  }));
}

export async function releaseBatchLock(db: Database, lease: Lease): Promise<void> {
  held(lease, await run(queries.releaseBatchLock, { ...termOf(lease), holder: lease.holder }, db));
}

export async function scheduleRetry(
  db: Database,
  lease: Lease,
  delayMs: number,
  reason: string,
): Promise<void> {
  held(
    lease,
    await run(queries.scheduleRetry, { ...termOf(lease), holder: lease.holder, delayMs, reason }, db),
  );
}

export async function failBatch(
  db: Database,
  lease: Lease,
  reason: string,
  errors: readonly { activityId: string; code: ActivityErrorCode; details: string }[] = [],
): Promise<void> {
  const failure = {
    ...termOf(lease),
    holder: lease.holder,
    reason,
    activityIds: errors.map((error) => error.activityId),
    codes: errors.map((error) => error.code),
    details: errors.map((error) => error.details),
  };
  held(lease, await run(queries.failBatch, failure, db));
}

export async function findAbandonedLeases(db: Database): Promise<LeaseTerm[]> {
  const rows = await run(queries.findAbandonedLeases, { presenceClass }, db);
  return rows.map((row) => ({ batchId: row.id, fencingToken: row.fencingToken }));
}

export async function reapLeases(
  db: Database,
  abandoned: readonly LeaseTerm[] = [],
): Promise<{ handedBack: number; failed: number }> {
  const { batchIds, fencingTokens } = termsOf(abandoned);
  const terms = { abandonedIds: batchIds, abandonedTokens: fencingTokens };
  const { handedBack, failed } = firstOf(await run(queries.reapLeases, terms, db)) ?? noneReaped;
  return { handedBack, failed };
}

const noneReaped = { handedBack: 0, failed: 0 };

function toClaimedBatch(row: BatchRow): ClaimedBatch {
  return { batch: toBatchJob(row), lease: toLease(row) };
}

/** The row that a guarded statement returned; none means that the lease is gone. */
export function held<Row>(lease: Lease, rows: readonly Row[]): Row {
  const row = firstOf(rows);
  if (row === null) throw new LeaseLostError(lease.batchId);
  return row;
}

export function termOf(lease: Lease) {
  return { batchId: lease.batchId, fencingToken: lease.fencingToken };
}

export function termsOf(leases: readonly LeaseTerm[]) {
  return {
    batchIds: leases.map((lease) => lease.batchId),
    fencingTokens: leases.map((lease) => lease.fencingToken),
  };
}
