import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ActivityOutcome,
  ConfigurationError,
  emissionKg,
  importActivities,
  type NewActivity,
  NotFoundError,
  type OffGridFlow,
  openOffGridFlow,
  runFile,
  waitForBatch,
} from '../../src/index.ts';
import { anOrg } from '../support/batches.ts';
import { createTestDatabase } from '../support/each-database.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const workspaceId = 'main';

function aNewActivity(fields: Partial<NewActivity> = {}): NewActivity {
  return {
    id: 'power',
    source: 'utility_bill',
    category: 'electricity',
    location: 'GB',
    quantity: '1000',
    unit: 'kWh',
    periodStart: '2025-03-01',
    periodEnd: '2025-03-31',
    ...fields,
  };
}

describe('the library', () => {
  let databaseUrl: string;
  let flow: OffGridFlow;

  beforeAll(async () => {
    databaseUrl = await createTestDatabase();
    flow = await openOffGridFlow({ databaseUrl });
  });

  afterAll(async () => {
    await flow.close();
  });

  it('imports objects by the rules of a file: the good ones are written, the others explained by their place', async () => {
    const orgId = anOrg();
    const summary = await importActivities(
      flow,
      [
        aNewActivity({ metadata: { po: '4711' } }),
        aNewActivity({ id: 'negative', quantity: '-5' }),
        { ...aNewActivity({ id: 'misspelt' }), meterID: 'm-1' } as NewActivity,
      ],
      { orgId, workspaceId },
    );
    expect(summary).toMatchObject({ imported: 1, updated: 0, unchanged: 0, rejected: 2 });
    expect(summary.errors).toMatchObject([
      { line: 2, column: 'quantity', code: 'INVALID_QUANTITY' },
      { line: 3, column: 'meter_i_d', code: 'UNKNOWN_FIELD' },
    ]);
    expect(await flow.activities.getActivity(orgId, 'power')).toMatchObject({
      workspaceId,
      quantity: '1000',
      metadata: { po: '4711' },
    });
  });

  it('refuses a quantity that is a binary number, whose digits nobody wrote', async () => {
    const quantity = 0.1 as unknown as string;
    const summary = await importActivities(flow, [aNewActivity({ quantity })], {
      orgId: anOrg(),
      workspaceId,
    });
    expect(summary).toMatchObject({ imported: 0, rejected: 1, errors: [{ column: 'quantity' }] });
  });

  it('imports what comes one by one, and nothing at all', async () => {
    const owner = { orgId: anOrg(), workspaceId };
    async function* pages() {
      yield aNewActivity({ id: 'a' });
      yield aNewActivity({ id: 'b' });
    }
    expect(await importActivities(flow, pages(), owner)).toMatchObject({ imported: 2, rejected: 0 });
    expect(await importActivities(flow, [], owner)).toMatchObject({ imported: 0, rejected: 0 });
  });

  it('waits for a batch until it has ended', async () => {
    const orgId = anOrg();
    await importActivities(flow, [aNewActivity()], { orgId, workspaceId });
    const { id: batchId } = await flow.scheduler.submitBatch(orgId, workspaceId, ['power']);
    await flow.scheduler.start();
    const batch = await waitForBatch(flow, { orgId, batchId });
    await flow.scheduler.stop();
    expect(batch).toMatchObject({ statusName: 'complete', totalEmissions: '177' });
  });

  it('stops waiting when it is told to, and does not wait for a batch of somebody else', async () => {
    const orgId = anOrg();
    const { id: batchId } = await flow.scheduler.submitBatch(orgId, workspaceId, ['power']);
    const told = new AbortController();
    const waiting = waitForBatch(flow, { orgId, batchId }, told.signal);
    told.abort(new Error('told to stop'));
    await expect(waiting).rejects.toThrow('told to stop');
    await expect(waitForBatch(flow, { orgId: anOrg(), batchId })).rejects.toThrow(NotFoundError);
    await flow.store.deleteBatch({ orgId, batchId });
  });

  it('works with a processor of the user', async () => {
    const halving = {
      name: 'halving',
      process: async (activities: readonly { id: string; quantity: string }[]): Promise<ActivityOutcome[]> =>
        activities.map(({ id, quantity }) => ({
          activityId: id,
          kind: 'result',
          result: { scope: 3, co2eKg: emissionKg(quantity, '0.5'), method: 'halving' },
        })),
    };
    const own = await openOffGridFlow({ databaseUrl }, { processor: halving });
    const orgId = anOrg();
    await importActivities(own, [aNewActivity({ quantity: '0.000000003' })], { orgId, workspaceId });
    const { id: batchId } = await own.scheduler.submitBatch(orgId, workspaceId, ['power']);
    await own.scheduler.start();
    expect(await waitForBatch(own, { orgId, batchId })).toMatchObject({ totalEmissions: '0.000000002' });
    const [record] = (await own.store.getRecords({ orgId, batchId }, { limit: 1 })) ?? [];
    expect(record).toMatchObject({ method: 'halving', scope: 3, factorId: null, co2eKg: '0.000000002' });
    await own.close();
  });

  it('runs a file with nothing said but its name', async () => {
    const directory = await temporaryDirectory();
    const file = directory.path('own.csv');
    const owner = { org_id: anOrg(), workspace_id: workspaceId };
    const { periodStart, periodEnd, ...rest } = aNewActivity();
    const row = { ...rest, period_start: periodStart, period_end: periodEnd, ...owner };
    await writeFile(file, `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`);
    expect(await runFile(flow, { file })).toMatchObject({ succeeded: 1, totalCo2eKg: '177', rejected: 0 });
    await directory.remove();
  });

  it('refuses a setting that it does not know, rather than opening another database than was meant', async () => {
    const misspelt = { databaseURL: databaseUrl } as Record<string, string>;
    await expect(openOffGridFlow(misspelt)).rejects.toThrow(ConfigurationError);
    await expect(openOffGridFlow(misspelt)).rejects.toThrow('There is no setting "databaseURL".');
  });

  it('takes an undefined setting for one that was left out', async () => {
    const other = await openOffGridFlow({ databaseUrl, chunkSize: undefined, scheduler: undefined });
    expect(other.scheduler.isRunning()).toBe(false);
    await other.close();
  });

  it('refuses a chunk without activities, which would never come to an end', async () => {
    const refused = openOffGridFlow({ databaseUrl, chunkSize: 0 });
    await expect(refused).rejects.toThrow('chunkSize must be a whole number from 1 to 100000, not 0.');
  });
});
