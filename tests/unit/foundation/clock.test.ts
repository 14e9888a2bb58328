import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/foundation/clock.ts';

describe('sleeping', () => {
  it('ends after its time', async () => {
    await systemClock.sleep(1);
  });

  it('ends at once when it is aborted, before or while, and does not reject', async () => {
    const aborting = new AbortController();
    const sleeping = systemClock.sleep(3_600_000, aborting.signal);
    aborting.abort();
    await sleeping;
    await systemClock.sleep(3_600_000, aborting.signal);
  });

  it('lasts at least as long as a timer can, where it is to be longer', async () => {
    const aborting = new AbortController();
    let hasEnded = false;
    const sleeping = systemClock.sleep(Number.MAX_SAFE_INTEGER, aborting.signal).then(() => {
      hasEnded = true;
    });
    // A timer that overflows would fire before this one.
    await systemClock.sleep(5);
    expect(hasEnded).toBe(false);
    aborting.abort();
    await sleeping;
  });
});
