import { randomInt } from 'node:crypto';
import { onTestFailed } from 'vitest';
import { Chance } from '../support/chance.ts';

/** The seed is printed when the test fails, and CHAOS_SEED gives it again. */
export function chanceOfTest(): Chance {
  const seed = Number(process.env.CHAOS_SEED ?? randomInt(2 ** 31));
  onTestFailed(() => {
    process.stderr.write(`Repeat it with CHAOS_SEED=${seed}\n`);
  });
  return new Chance(seed);
}
