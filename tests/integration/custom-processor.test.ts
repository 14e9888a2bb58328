import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Activity,
  type ActivityProcessor,
  BatchScheduler,
  importActivities,
  LeaseLostError,
  type OffGridFlow,
  openOffGridFlow,
  type ProcessingContext,
  schedulerPresets,
  silentLogger,
  TransientProcessorError,
  waitForBatch,
} from '../../src/index.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { anOrg } from '../support/batches.ts';
import { createTestDatabase } from '../support/each-database.ts';

const workspaceId = 'ws-test';

/** Through the library's face alone, as its users see it. */
describe("a user's own scheduler and processor", () => {
  let flow: OffGridFlow;

  beforeAll(async () => {
    flow = await openOffGridFlow({ databaseUrl: await createTestDatabase() });
  });

  afterAll(async () => {
    await expectAllEndedWell(flow.db);
    await flow.close();
  });

  async function importSome(ids: readonly string[]): Promise<string> {
    const orgId = anOrg();
    const rows = ids.map((id) => ({
      id,
      source: 'manual' as const,
      category: 'electricity',
      location: 'GB',
      quantity: '2.50',
      unit: 'kWh',
      periodStart: '2025-03-01',
      periodEnd: '2025-03-31',
    }));
    await importActivities(flow, rows, { orgId, workspaceId });
    return orgId;
  }

  const succeed = (activities: readonly Activity[]) =>
    activities.map(({ id, quantity }) => ({
      activityId: id,
      kind: 'result' as const,
      result: { scope: 3, co2eKg: quantity, method: 'own' } as const,
    }));

  it('work with nothing but a store, a logger and a preset', async () => {
    const scheduler = new BatchScheduler(flow.store, silentLogger, schedulerPresets.highThroughput);
    await scheduler.start();
    const orgId = await importSome(['a', 'b']);
    const { id: batchId, maxRetries } = await scheduler.submitBatch(orgId, workspaceId, ['a', 'b']);
    expect(maxRetries).toBe(3);
    expect(await waitForBatch(flow, { orgId, batchId })).toMatchObject({
      statusName: 'complete',
      successCount: 2,
    });
    expect(await scheduler.healthCheck()).toMatchObject({ schedulerRunning: true, batchesProcessed: 1 });
    await scheduler.stop();
    expect(scheduler.isRunning()).toBe(false);
  });

  it('get a chunk of activities with its context, are asked again after a fault, and their figures are kept exactly', async () => {
    const seen: { ids: string[]; context: ProcessingContext }[] = [];
    const processor: ActivityProcessor = {
      name: 'own',
      async process(activities, context) {
        seen.push({ ids: activities.map(({ id }) => id), context });
        if (seen.length === 1) throw new TransientProcessorError('The service is down.');
        return succeed(activities);
      },
    };
    const options = { processor, chunkSize: 2, retryBackoffBase: 1, maxRetries: 7 };
    const scheduler = new BatchScheduler(flow.store, silentLogger, options);
    await scheduler.start();
    const orgId = await importSome(['a', 'b', 'c']);
    const { id: batchId } = await scheduler.submitBatch(orgId, workspaceId, ['c', 'b', 'a']);
    expect(await waitForBatch(flow, { orgId, batchId })).toMatchObject({
      statusName: 'complete',
      totalEmissions: '7.5',
      retryCount: 1,
      maxRetries: 7,
    });
    await scheduler.stop();
    expect(seen.map(({ ids }) => ids)).toEqual([['a', 'b'], ['a', 'b'], ['c']]);
    expect(seen[0]?.context).toMatchObject({ orgId, workspaceId, batchId, attempt: 1 });
    const records = await flow.store.getRecords({ orgId, batchId }, { limit: 10 });
    expect(records?.[0]).toMatchObject({
      co2eKg: '2.50',
      quantity: '2.50',
      method: 'own',
      scope: 3,
      factorId: null,
    });
  });

  it('are told by their signal that the batch was cancelled', async () => {
    const isAsked = Promise.withResolvers<void>();
    const isTold = Promise.withResolvers<unknown>();
    const processor: ActivityProcessor = {
      name: 'own',
      process: (_, { signal }) => {
        signal.addEventListener('abort', () => isTold.resolve(signal.reason));
        isAsked.resolve();
        return new Promise(() => {});
      },
    };
    const scheduler = new BatchScheduler(flow.store, silentLogger, { processor });
    await scheduler.start();
    const orgId = await importSome(['a']);
    const { id: batchId } = await scheduler.submitBatch(orgId, workspaceId, ['a']);
    await isAsked.promise;
    await flow.store.cancelBatch({ orgId, batchId }, 'alice');
    expect(await isTold.promise).toBeInstanceOf(LeaseLostError);
    await scheduler.stop();
    expect(await waitForBatch(flow, { orgId, batchId })).toMatchObject({ statusName: 'cancelled' });
  });

  it('are refused with settings that cannot work', () => {
    const refused: [object, string][] = [
      [{ chunkSize: 0 }, 'chunkSize must be a whole number from 1 to 100000, not 0.'],
      [
        { chunkTimeout: 2 ** 31 },
        'chunkTimeout must be a whole number from 1 to 2147483647, not 2147483648.',
      ],
      [{ workerPoolSize: 0 }, 'workerPoolSize must be a whole number from 1 to 10000, not 0.'],
      [{ pollInterval: 1 }, 'The scheduler has no setting "pollInterval".'],
    ];
    for (const [options, message] of refused) {
      expect(() => new BatchScheduler(flow.store, silentLogger, options)).toThrow(message);
    }
  });
});
