import type { Database } from '../db/database.ts';
import { type Correction, correctionsOf, type Standing } from '../domain/standing.ts';
import { firstOf } from './batch-rows.ts';
import type { MendedBatch, SweepRequest } from './batch-store.ts';
import * as queries from './queries/sweeping.queries.ts';
import { run } from './run-query.ts';

const begunPerPage = 500;
/** More than one statement can end at the same moment, so that a sweep always gets beyond where it began. */
const endedPerSweep = 2_000;
/** What ended within this may still be in the middle of its transaction. */
const settleMsDefault = 60_000;

/**
 * Compares what was begun and is nobody's, and what has ended since the last sweep, with its rows, and mends what
 * disagrees. Null where no sweep is due. A batch that cannot be mended is told with its problem, and does not keep the
 * others from being looked at.
 */
export async function sweepBatches(db: Database, request: SweepRequest): Promise<MendedBatch[] | null> {
  const { everyMs, settleMs = settleMsDefault, signal, actor } = request;
  const claimed = firstOf(await run(queries.claimSweep, { everyMs, settleMs }, db));
  if (claimed === null) return null;
  const since = claimed.sweptUntil;
  const mended: MendedBatch[] = [];
  const look = async (batchId: string) => {
    const found = await sweepOne(db, batchId, since, actor);
    if (found !== null) mended.push(found);
  };

  const seen = new Set<string>();
  for await (const batchId of begunBatches(db)) {
    if (signal?.aborted) return mended;
    if (!seen.has(batchId)) await look(batchId);
    seen.add(batchId);
  }
  const range = { since, until: claimed.until, limit: endedPerSweep };
  const ended = await run(queries.listEndedBatches, range, db);
  for (const { id } of ended) {
    if (signal?.aborted) return mended;
    await look(id);
  }
  const isAll = ended.length < endedPerSweep;
  await run(queries.finishSweep, { until: isAll ? claimed.until : (ended.at(-1)?.completedAt ?? since) }, db);
  return mended;
}

async function* begunBatches(db: Database): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const page = await run(queries.listBegunBatches, { after, limit: begunPerPage }, db);
    for (const { batchId } of page) yield batchId;
    const last = page.at(-1);
    if (last === undefined || page.length < begunPerPage) return;
    after = last.id;
  }
}

/** First without holding anything: hardly ever is there something to mend. */
async function sweepOne(
  db: Database,
  batchId: string,
  since: Date,
  actor: string,
): Promise<MendedBatch | null> {
  const standings = await run(queries.readStanding, { batchId, since, isLocked: false }, db);
  const [first] = correctionsOf(standings.map(toStanding));
  if (first === undefined) return null;
  const { orgId } = first;
  try {
    const findings = await mend(db, batchId, since, actor);
    return findings.length === 0 ? null : { batchId, orgId, findings, problem: null };
  } catch (problem) {
    return { batchId, orgId, findings: first.findings, problem };
  }
}

/** In one transaction, under the locks of the batch and its parts: nobody who holds one of them writes in between. */
function mend(db: Database, batchId: string, since: Date, actor: string): Promise<string[]> {
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
