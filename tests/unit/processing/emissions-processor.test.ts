import { describe, expect, it } from 'vitest';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import type { ProcessingContext } from '../../../src/processing/activity-processor.ts';
import { createEmissionsProcessor } from '../../../src/processing/emissions-processor.ts';
import { activityIds, anActivity } from '../../support/batches.ts';
import { aFactor } from '../../support/factors.ts';

const factor = aFactor({ co2eKgPerUnit: '0.177' });

function contextWith(signal: AbortSignal): ProcessingContext {
  return {
    orgId: 'org-test',
    workspaceId: 'ws-test',
    batchId: 'batch_test',
    attempt: 1,
    calculation: {},
    signal,
  };
}

function processorOn(loadFactors: () => Promise<EmissionFactor[]>) {
  return createEmissionsProcessor({ factorSetsDefault: ['test'], loadFactors });
}

const context = contextWith(new AbortController().signal);

describe('the emissions processor', () => {
  it('gives each activity its outcome, a result or an error, in the order of the chunk', async () => {
    const processor = processorOn(async () => [factor]);
    const outcomes = await processor.process(
      [
        anActivity({ id: 'a' }),
        anActivity({ id: 'b', unit: 'bucket' }),
        anActivity({ id: 'c', category: 'coal' }),
      ],
      context,
    );
    expect(outcomes).toMatchObject([
      { activityId: 'a', kind: 'result', result: { co2eKg: '17.7', factorId: factor.id } },
      { activityId: 'b', kind: 'error', code: 'UNKNOWN_UNIT' },
      { activityId: 'c', kind: 'error', code: 'NO_FACTOR' },
    ]);
  });

  it('loads the factors once, however many chunks ask at the same time', async () => {
    let loads = 0;
    const processor = processorOn(async () => {
      loads++;
      return [factor];
    });
    const chunk = [anActivity()];
    await Promise.all([processor.process(chunk, context), processor.process(chunk, context)]);
    await processor.process(chunk, context);
    expect(loads).toBe(1);
  });

  it('makes a load that fails a fault of that chunk, and loads again with the next', async () => {
    let loads = 0;
    const processor = processorOn(async () => {
      if (++loads === 1) throw new Error('connection lost');
      return [factor];
    });
    await expect(processor.process([anActivity()], context)).rejects.toThrow('connection lost');
    expect(await processor.process([anActivity()], context)).toHaveLength(1);
  });

  it('lets others have their turn within a large chunk, and stops there when it is aborted', async () => {
    const aborting = new AbortController();
    const processor = processorOn(async () => [factor]);
    const chunk = activityIds(1_500).map((id) => anActivity({ id }));
    setImmediate(() => aborting.abort(new Error('enough')));
    await expect(processor.process(chunk, contextWith(aborting.signal))).rejects.toThrow('enough');
  });
});
