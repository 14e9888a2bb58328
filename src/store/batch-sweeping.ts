import type { Database } from '../db/database.ts';
import { isFaultOfOneStatement, isTransientDatabaseError } from '../db/transient-errors.ts';
import { type Correction, correctionsOf, type Standing } from '../domain/standing.ts';
import { firstOf } from './batch-rows.ts';
import type { MendedBatch, SweepRequest } from './batch-store.ts';
import { removeOldAnswers } from './postgres-answer-store.ts';
import * as queries from './queries/sweeping.queries.ts';
import { run } from './run-query.ts';

const batchesPerPage = 500;
/** What ended within this may still be in the middle of its transaction. */
const settleMsDefault = 60_000;

interface Found {
  readonly batchId: string;
  readonly orgId: string;
}

/**
 * Compares what was begun and is nobody's, and what has ended since the last sweep, with its rows, and mends what
 * disagrees. Null where no sweep is due. A batch that cannot be read or mended is told with its problem, and does not
 * keep the others from being looked at; a database that is away ends the sweep, and the next goes on where it came to.
 */
export async function sweepBatches(db: Database, request: SweepRequest): Promise<MendedBatch[] | null> {
  const { everyMs, settleMs = settleMsDefault, signal, actor } = request;
  const claimed = firstOf(await run(queries.claimSweep, { everyMs, settleMs }, db));
  if (claimed === null) return null;
  const { sweptUntil, until } = claimed;
  // Due as often as a sweep, and also once for all nodes.
  await removeOldAnswers(db, signal);
  const mended: MendedBatch[] = [];
  const look = async (found: Found) => {
    const one = await sweepOne(db, found, sweptUntil, actor);
    if (one !== null) mended.push(one);
  };

  const seen = new Set<string>();
  for await (const found of begunBatches(db)) {
    if (signal?.aborted) return mended;
    if (!seen.has(found.batchId)) await look(found);
    seen.add(found.batchId);
  }
  for await (const page of endedBatches(db, sweptUntil, until)) {
    for (const { id, orgId } of page) {
      if (signal?.aborted) return mended;
      await look({ batchId: id, orgId });
    }
    const isLast = page.length < batchesPerPage;
    await run(
      queries.finishSweep,
      { until: isLast ? until : (page.at(-1)?.completedAt ?? until), everyMs },
      db,
    );
  }
  return mended;
}

async function* begunBatches(db: Database): AsyncGenerator<Found> {
  for (let after = ''; ; ) {
    const page = await run(queries.listBegunBatches, { after, limit: batchesPerPage }, db);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < batchesPerPage) return;
    after = last.id;
  }
}

/** Ends with the first page that is not full. */
async function* endedBatches(
  db: Database,
  sweptUntil: string,
  until: string,
): AsyncGenerator<queries.IListEndedBatchesResult[]> {
  for (let since = sweptUntil, after = ''; ; ) {
    const page = await run(queries.listEndedBatches, { since, after, until, limit: batchesPerPage }, db);
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < batchesPerPage) return;
    since = last.completedAt;
    after = last.id;
  }
}

/** First without holding anything: hardly ever is there something to mend. */
async function sweepOne(
  db: Database,
  { batchId, orgId }: Found,
  since: string,
  actor: string,
): Promise<MendedBatch | null> {
  let findings: readonly string[] = [];
  try {
    const standings = await run(queries.readStanding, { batchId, since, isLocked: false }, db);
    const [first] = correctionsOf(standings.map(toStanding));
    if (first === undefined) return null;
    findings = first.findings;
    findings = await mend(db, batchId, since, actor);
    return findings.length === 0 ? null : { batchId, orgId, findings, problem: null };
  } catch (problem) {
    if (isTransientDatabaseError(problem) && !isFaultOfOneStatement(problem)) throw problem;
    return { batchId, orgId, findings, problem };
  }
}

/** In one transaction, under the locks of the batch and its parts: nobody who holds one of them writes in between. */
function mend(db: Database, batchId: string, since: string, actor: string): Promise<string[]> {
  return db.transaction(async (tx) => {
    await run(queries.beginMending, undefined, tx);
    await run(queries.lockParts, { batchId }, tx);
    await run(queries.lockWhole, { batchId }, tx);
    const standings = await run(queries.readStanding, { batchId, since, isLocked: true }, tx);
    const corrections = correctionsOf(standings.map(toStanding));
    for (const correction of corrections) await run(queries.mendBatch, changeOf(correction, actor), tx);
    return corrections.flatMap(({ findings }) => findings);
  });
}

function toStanding(row: queries.IReadStandingResult): Standing {
  return row;
}

function changeOf({ id, orgId: _, findings, ...fields }: Correction, actor: string) {
  return { ...fields, batchId: id, actor, message: findings.join(' ') };
}
