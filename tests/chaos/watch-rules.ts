import { setTimeout } from 'node:timers/promises';
import type { Queryable } from '../../src/db/database.ts';
import { brokenRules, rules } from './invariants.ts';
import type { Report } from './report.ts';

/** A look, and nine times as long none: the work is to go on beside it. */
const pausePerLook = 9;

/**
 * Looks at one rule after the other while work and faults go on: what is true at any moment is true in the middle of them.
 * Each look is one statement, so that it sees one moment; `again` repeats it while the database is away. Gives what ends
 * it, which gives the number of looks.
 */
export function watchRules(
  db: Queryable,
  report: Report,
  again: <T>(act: () => Promise<T>) => Promise<T> = (act) => act(),
): () => Promise<number> {
  const over = new AbortController();
  const watching = watch();
  return () => {
    over.abort();
    return watching;
  };

  async function watch(): Promise<number> {
    for (let looks = 0; ; ) {
      // Tables that have grown since are planned for as if they had not.
      await again(() => db.query('ANALYZE'));
      for (const rule of Object.keys(rules)) {
        const { batches, tookMs } = await again(() => look(db, rule));
        looks += 1;
        if (batches) report.violation(`not so in the middle of the work: ${rule}: ${batches.join(', ')}`);
        if (over.signal.aborted) return looks;
        await setTimeout(tookMs * pausePerLook, undefined, { signal: over.signal }).catch(() => {});
      }
    }
  }
}

async function look(db: Queryable, rule: string) {
  const beganAtMs = performance.now();
  const { [rule]: batches } = await brokenRules(db, { [rule]: rules[rule] as string });
  return { batches, tookMs: performance.now() - beganAtMs };
}
