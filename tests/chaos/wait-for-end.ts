import { setTimeout } from 'node:timers/promises';
import type { Row } from '../../src/db/database.ts';
import type { Report } from './report.ts';

export interface Patience {
  readonly query: <R extends Row>(text: string) => Promise<R[]>;
  readonly report: Report;
  /** Asked when nothing moves any more. */
  readonly lastWords: () => string;
}

const lookAgainMs = 250;
/** Work that has not moved for this long, with all faults over, is stuck. */
const giveUpAfterMs = 60_000;

/** Resolves with true when every batch has ended; with false when the rest is stuck, which is told. */
export async function waitForEnd(patience: Patience): Promise<boolean> {
  const { query, report } = patience;
  let moved = '';
  let movedAtMs = performance.now();
  for (;;) {
    const [now] = await query<{ left: number; state: string }>(`
      SELECT count(*) FILTER (WHERE status IN ('pending', 'queued', 'processing'))::int AS left,
        count(*) || ' ' || sum(success_count) || ' ' || sum(error_count) || ' ' || sum(fencing_token) AS state
      FROM batch_jobs`);
    if (now === undefined || now.left === 0) return true;
    const state = `${now.left} ${now.state}`;
    if (state !== moved) movedAtMs = performance.now();
    moved = state;
    if (performance.now() - movedAtMs > giveUpAfterMs) {
      report.violation(`${now.left} batches are stuck: ${JSON.stringify(await stuck(query))}`);
      report.say(patience.lastWords());
      return false;
    }
    // Back-offs grow to minutes, and nobody would learn anything from waiting.
    await query(`UPDATE batch_jobs SET not_before = now() WHERE status = 'pending' AND not_before > now()`);
    await setTimeout(lookAgainMs);
  }
}

function stuck(query: Patience['query']): Promise<Row[]> {
  return query(`
    SELECT id, status, activity_count, success_count, error_count, retry_count, max_retries, locked_by, locked_until,
      not_before, cursor, error_message
    FROM batch_jobs WHERE status IN ('pending', 'queued', 'processing') ORDER BY id LIMIT 5`);
}
