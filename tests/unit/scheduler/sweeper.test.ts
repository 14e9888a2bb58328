import { afterEach, describe, expect, it } from 'vitest';
import type { Logger } from '../../../src/foundation/logger.ts';
import { silentLogger } from '../../../src/foundation/logger.ts';
import { Tally } from '../../../src/scheduler/stats.ts';
import { Sweeper } from '../../../src/scheduler/sweeper.ts';
import type { MendedBatch, SweepRequest } from '../../../src/store/batch-store.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { Moments } from '../../support/moments.ts';

const lookIntervalMs = 60_000;

let running: Sweeper | undefined;
afterEach(() => running?.stop());

/** A sweeper whose database answers with these, one after the other, and then that no sweep is due. */
function aSweeper(answers: readonly (readonly MendedBatch[] | null | Error)[]) {
  const clock = new ManualClock();
  const moments = new Moments();
  const tally = new Tally();
  const requests: SweepRequest[] = [];
  const logged: [level: string, fields: object, message: string][] = [];
  const left = [...answers];
  const store = {
    sweepBatches: async (request: SweepRequest) => {
      requests.push(request);
      const answer = left.shift() ?? null;
      if (answer instanceof Error) throw answer;
      return answer === null ? null : [...answer];
    },
  };
  const log = (level: string) => (fields: object, message: string) => logged.push([level, fields, message]);
  const logger = { ...silentLogger, warn: log('warn'), error: log('error') } as unknown as Logger;
  const options = { nodeId: 'node-a', tally, clock, logger, probe: moments.probe, random: () => 0.5 };
  const sweeper = new Sweeper(store, options);
  running = sweeper;
  return { sweeper, clock, moments, tally, requests, logged };
}

const mended = (fields: Partial<MendedBatch> = {}): MendedBatch => ({
  batchId: 'batch_a',
  orgId: 'org-test',
  findings: ['It said 2; there are 3.'],
  problem: null,
  ...fields,
});

describe('sweeping', () => {
  it('asks once a minute whether a sweep is due, beginning at a moment of its own', async () => {
    const { sweeper, clock, requests, moments } = aSweeper([null, [], null]);
    await sweeper.start();
    await clock.asleep();
    expect(requests).toEqual([]);
    await clock.advance(lookIntervalMs / 2);
    for (let looks = 1; looks <= 3; looks++) {
      expect(requests).toHaveLength(looks);
      await clock.advance(lookIntervalMs);
    }
    expect(requests[0]).toMatchObject({ everyMs: 300_000, actor: 'node-a' });
    expect(moments.all('batches.swept')).toEqual([{ mended: 0 }]);
  });

  it('counts what was mended, and logs each as an error', async () => {
    const problem = new Error('violates check constraint');
    const { sweeper, clock, tally, logged } = aSweeper([
      [
        mended(),
        mended({ batchId: 'batch_b', problem }),
        mended({ batchId: 'batch_c', findings: [], problem }),
      ],
    ]);
    await sweeper.start();
    await clock.asleep();
    await clock.advance(lookIntervalMs / 2);
    expect(tally.batchesMended).toBe(1);
    const fields = { orgId: 'org-test', findings: ['It said 2; there are 3.'] };
    expect(logged).toEqual([
      ['error', { batchId: 'batch_a', ...fields }, 'a batch disagreed with its rows and was mended'],
      [
        'error',
        { batchId: 'batch_b', ...fields, error: 'violates check constraint' },
        'a batch disagrees with its rows and cannot be mended',
      ],
      [
        'error',
        { batchId: 'batch_c', orgId: 'org-test', error: 'violates check constraint' },
        'a batch cannot be compared with its rows',
      ],
    ]);
  });

  it('goes on after the database was away, and says it once', async () => {
    const gone = new Error('the database is gone');
    const { sweeper, clock, logged, requests } = aSweeper([gone, gone, [mended()], gone]);
    await sweeper.start();
    await clock.asleep();
    await clock.advance(lookIntervalMs / 2);
    for (let looks = 1; looks < 4; looks++) await clock.advance(lookIntervalMs);
    expect(requests).toHaveLength(4);
    expect(logged.map(([level]) => level)).toEqual(['warn', 'error', 'warn']);
  });

  it('is stopped between two batches by its signal', async () => {
    const { sweeper, clock, requests } = aSweeper([[]]);
    await sweeper.start();
    await clock.asleep();
    await clock.advance(lookIntervalMs / 2);
    expect(requests[0]?.signal?.aborted).toBe(false);
    await sweeper.stop();
    expect(requests[0]?.signal?.aborted).toBe(true);
    expect(clock.sleeperCount).toBe(0);
  });
});
