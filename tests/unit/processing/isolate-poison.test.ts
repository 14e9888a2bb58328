import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import {
  PermanentProcessorError,
  ProcessorFault,
  TransientProcessorError,
} from '../../../src/domain/errors.ts';
import { isolatePoison, singlesBeforeOutage } from '../../../src/processing/isolate-poison.ts';
import { activityIds, anActivity, succeeds } from '../../support/batches.ts';

/** A processor that fails on a piece if `poison` says so of one of its ids; what it was asked, and what was found. */
async function isolate(
  count: number,
  poison: (id: string) => unknown,
  isOver: (calls: number) => boolean = () => false,
) {
  const chunk = activityIds(count).map((id) => anActivity({ id }));
  const calls: string[][] = [];
  const failOn = (piece: readonly Activity[]): ProcessorFault | null => {
    const ids = piece.map(({ id }) => id);
    const cause = ids.map(poison).find((one) => one !== false);
    return cause === undefined ? null : new ProcessorFault('PROCESSOR_ERROR', ids, `It failed.`, cause);
  };
  const whole = failOn(chunk);
  if (whole === null) throw new Error('Nothing is wrong with the chunk.');
  const found = await isolatePoison(chunk, whole, {
    call: async (piece) => {
      const ids = piece.map(({ id }) => id);
      calls.push(ids);
      const fault = failOn(piece);
      if (fault !== null) throw fault;
      return new Map(ids.map((id) => [id, succeeds()(id)]));
    },
    isOver: () => isOver(calls.length),
  });
  return { ...found, calls, suspectIds: found.suspects.flatMap(({ activityIds }) => activityIds) };
}

const thrownOn =
  (...ids: readonly string[]) =>
  (id: string) =>
    ids.includes(id) && new Error('boom');

describe('isolating poison', () => {
  it('finds one bad activity among a thousand in some twenty calls, good halves first', async () => {
    const { outcomes, suspectIds, untriedIds, calls } = await isolate(1_000, thrownOn('act-0700'));
    expect(suspectIds).toEqual(['act-0700']);
    expect(outcomes.size).toBe(999);
    expect(untriedIds).toEqual([]);
    expect(calls.length).toBeLessThanOrEqual(20);
    expect(calls.slice(0, 2).map((ids) => ids.length)).toEqual([500, 500]);
  });

  it('finds whatever is bad among whatever number, and asks no more than twice for each halving', async () => {
    const anyPoison = fc
      .integer({ min: 1, max: 400 })
      .chain((count) =>
        fc.tuple(
          fc.constant(count),
          fc.subarray(activityIds(count), { minLength: 1, maxLength: Math.min(count, 40) }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(anyPoison, async ([count, poison]) => {
        const { outcomes, suspectIds, untriedIds, calls } = await isolate(count, thrownOn(...poison));
        const halvings = Math.ceil(Math.log2(count));
        expect(calls.length).toBeLessThanOrEqual(2 * poison.length * halvings + singlesBeforeOutage);
        const goodIds = activityIds(count).filter((id) => !poison.includes(id));
        if (outcomes.size === 0 && goodIds.length > 0) {
          // Sixteen from all over the chunk were bad, so that it was given up.
          expect(suspectIds.length).toBeGreaterThanOrEqual(singlesBeforeOutage);
          return;
        }
        expect([...outcomes.keys()].sort()).toEqual(goodIds);
        expect([...suspectIds, ...untriedIds].sort()).toEqual([...poison].sort());
      }),
    );
  });

  it('goes on where every fourth is bad, since single ones come back', async () => {
    const { outcomes, suspectIds } = await isolate(
      400,
      (id) => Number(id.slice(-4)) % 4 === 0 && new Error('boom'),
    );
    expect([outcomes.size, suspectIds.length]).toEqual([300, 100]);
  });

  it('leaves a processor alone from which nothing comes back, after twenty-two calls', async () => {
    const { outcomes, calls, suspects, untriedIds, outage } = await isolate(1_000, () => new Error('boom'));
    expect(outcomes.size).toBe(0);
    expect(calls.map((ids) => ids.length)).toEqual([500, 500, 250, 250, 250, 250, ...Array(16).fill(1)]);
    expect(suspects).toHaveLength(singlesBeforeOutage);
    expect(untriedIds).toHaveLength(1_000 - singlesBeforeOutage);
    expect(outage).toBeNull();
  });

  it('has nothing to divide in a chunk of one', async () => {
    const { calls, suspectIds } = await isolate(1, thrownOn('act-0001'));
    expect([calls, suspectIds]).toEqual([[], ['act-0001']]);
  });

  it('ends an activity in an error at once where the fault is marked as permanent', async () => {
    const poison = (id: string) => id === 'act-0003' && new PermanentProcessorError('No such site.');
    const { outcomes, suspects } = await isolate(8, poison);
    expect(suspects).toEqual([]);
    expect(outcomes.size).toBe(8);
    expect(outcomes.get('act-0003')).toEqual({
      activityId: 'act-0003',
      kind: 'error',
      code: 'PROCESSOR_ERROR',
      details: 'It failed.',
    });
  });

  it('divides nothing when the fault is marked as transient', async () => {
    const { calls, outage, untriedIds } = await isolate(4, () => new TransientProcessorError('down'));
    expect(calls).toEqual([]);
    expect(outage?.cause).toBeInstanceOf(TransientProcessorError);
    expect(untriedIds).toEqual(activityIds(4));
  });

  it('keeps what it has when the processor goes down in the middle, and blames nobody for the rest', async () => {
    let asked = 0;
    const poison = (id: string) => {
      if (id !== 'act-0001') return false;
      return ++asked > 3 ? new TransientProcessorError('down') : new Error('boom');
    };
    const { outcomes, suspects, untriedIds, outage } = await isolate(16, poison);
    expect(outage).not.toBeNull();
    expect(suspects).toEqual([]);
    expect([...outcomes.keys(), ...untriedIds].sort()).toEqual(activityIds(16));
    expect(outcomes.size).toBeGreaterThan(0);
  });

  it('is called off before the next call, and keeps what it has', async () => {
    const { calls, outcomes, untriedIds } = await isolate(16, thrownOn('act-0001'), (done) => done >= 2);
    expect(calls).toHaveLength(2);
    expect([...outcomes.keys()]).toEqual(activityIds(16).slice(8));
    expect(untriedIds).toEqual(activityIds(8));
  });

  it('passes on whatever is no fault of the processor', async () => {
    const reason = new Error('the lease is lost');
    const fault = new ProcessorFault('PROCESSOR_ERROR', activityIds(4), 'It failed.');
    const chunk = activityIds(4).map((id) => anActivity({ id }));
    const search = { call: () => Promise.reject(reason), isOver: () => false };
    await expect(isolatePoison(chunk, fault, search)).rejects.toBe(reason);
  });
});
