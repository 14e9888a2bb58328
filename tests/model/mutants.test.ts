import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { openTestPostgres } from '../support/each-database.ts';
import { mutants } from './mutants.ts';
import { type Mutant, withMutant } from './mutation.ts';
import { Real } from './real.ts';
import { findDivergence } from './run-commands.ts';
import { Divergence } from './world.ts';

/** Histories that a mutant may outlive. */
const historiesMax = 150;

describe('a store that is wrong on purpose', { timeout: 0 }, () => {
  let db: Database;
  let real: Real;

  beforeAll(async () => {
    db = await openTestPostgres();
    real = new Real(db);
    await real.prepare();
  });

  afterAll(async () => {
    await real.reset();
    await db.close();
  });

  for (const mutant of mutants) {
    it(`is caught where it ${mutant.does}`, async () => {
      const found = await withMutant(db, mutant, () => findDivergence(real, seedsFor(mutant)));
      expect(found?.divergence, `no history of ${historiesMax} shows it`).toBeInstanceOf(Divergence);
    });
  }

  it('is not taken for one where its text is no longer there to be changed', async () => {
    const stale = { does: 'changes nothing', from: 'AND the_moon = full', to: '' };
    for (const place of ['commitChunk', 'batch_jobs_lock_next']) {
      const act = withMutant(db, { ...stale, in: place }, async () => 'changed');
      await expect(act).rejects.toThrow(
        /"AND the_moon = full" must be there once to be mutated, not 0 times/,
      );
    }
    await expect(withMutant(db, { ...stale, in: 'no_such_thing' }, async () => 'changed')).rejects.toThrow(
      'There is no statement or function no_such_thing to mutate.',
    );
  });
});

/** The one that has shown it before, then others, for what commands there are may have changed since. */
function* seedsFor({ seed }: Mutant): Generator<number> {
  yield seed ?? 1;
  for (let next = 1; next <= historiesMax; next++) yield next;
}
