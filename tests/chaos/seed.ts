import { randomInt } from 'node:crypto';
import { onTestFailed } from 'vitest';

/** Chance that can be repeated: the seed is printed when the test fails, and CHAOS_SEED gives it again. */
export class Chance {
  #state: number;

  constructor() {
    const seed = Number(process.env.CHAOS_SEED ?? randomInt(2 ** 31));
    this.#state = seed;
    onTestFailed(() => {
      process.stderr.write(`Repeat it with CHAOS_SEED=${seed}\n`);
    });
  }

  /** From 0 up to 1 (mulberry32). */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  oneOf<T>(choices: readonly T[]): T {
    return choices[this.between(0, choices.length - 1)] as T;
  }
}
