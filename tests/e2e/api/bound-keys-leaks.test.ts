import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { createEmissionsProcessor } from '../../../src/processing/emissions-processor.ts';
import { PostgresBatchStore } from '../../../src/store/postgres-batch-store.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { fails, succeeds } from '../../support/batches.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';
import { BoundKeys, row } from './bound-keys.ts';

describe('what a key learns of workspaces that it is not bound to', () => {
  let db: Database;
  let api: ApiUnderTest;
  let keys: BoundKeys;

  beforeAll(async () => {
    db = await openTestPostgres();
    const authentication = { methods: ['headers', 'keys'] as const, keys: new PostgresKeyStore(db) };
    api = new ApiUnderTest(db, { authentication });
    keys = new BoundKeys(api);
  });
  afterAll(async () => {
    await api.close();
    await db.close();
  });

  const inWorkspace = (workspace: string) => ({ 'x-workspace-id': workspace });
  const importInto = (tenant: Tenant, workspace: string, fields: object = {}) =>
    tenant.call('POST', '/activities', [row('a', fields)], inWorkspace(workspace));

  it('is no figure of theirs that a comparison would put beside its own', async () => {
    const { tenant, call } = await keys.make(['plant'], 'viewer');
    await importInto(tenant, 'elsewhere');
    const submit = async (workspace: string) =>
      (await tenant.call('POST', '/batches', { activity_ids: ['a'] }, inWorkspace(workspace))).json()
        .batch_id;
    await tenant.process(await tenant.start(await submit('elsewhere')), succeeds({ co2eKg: '666' }));
    await importInto(tenant, 'plant');
    const batch = await submit('plant');
    await tenant.process(await tenant.start(batch), succeeds({ co2eKg: '5' }));

    const path = `/batches/${batch}/comparison`;
    const seen = await call('GET', path);
    expect(seen.statusCode).toBe(200);
    expect(seen.body).not.toContain('666');
    expect(seen.json()).toMatchObject({ by_cause: [{ cause: 'added' }] });
    expect((await tenant.get(path)).body).toContain('666');
  });

  it('is nothing of a failed activity that was moved there, in the results of its batch as CSV', async () => {
    const { tenant, call } = await keys.make(['plant'], 'viewer');
    await importInto(tenant, 'plant', { unit: 'crates' });
    const submitted = await tenant.call('POST', '/batches', { activity_ids: ['a'] }, inWorkspace('plant'));
    const { batch_id } = submitted.json();
    await tenant.process(await tenant.start(batch_id), fails);
    const csvOf = async (name: string) =>
      (await call('GET', `/batches/${batch_id}/${name}`, undefined, { accept: 'text/csv' })).body;
    expect(await csvOf('errors')).toContain('electricity,GB,1,crates');
    await importInto(tenant, 'elsewhere', { unit: 'barrels', location: 'US' });
    for (const name of ['errors', 'results']) {
      const [, line] = (await csvOf(name)).split('\n');
      expect(line).toMatch(/^a,[^,]*,plant,error,,,,,,/);
    }
  });

  describe('through a batch of its own', () => {
    it('is nothing of an activity that moved there before its turn', async () => {
      const { tenant, call } = await keys.make(['plant', 'office']);
      await importInto(tenant, 'plant');
      const submitted = await call('POST', '/batches', { activity_ids: ['a'] }, inWorkspace('office'));
      const filtered = await call('POST', '/batches', { filter: {} }, inWorkspace('plant'));
      await importInto(tenant, 'elsewhere', { quantity: '666' });
      for (const { batch_id } of [submitted.json(), filtered.json()]) {
        const { lease, batch } = await tenant.start(batch_id);
        expect(await api.store.readChunk(lease, batch.cursor, 10)).toEqual([
          { activityId: 'a', activity: null },
        ]);
      }
    });

    it('is nothing of one that moved there before a retry, and all is there of one that stayed', async () => {
      const { tenant, call } = await keys.make(['plant', 'office']);
      await call('POST', '/activities', [row('a'), row('b')], inWorkspace('plant'));
      const submitted = await call('POST', '/batches', { activity_ids: ['a', 'b'] }, inWorkspace('plant'));
      const { batch_id } = submitted.json();
      await tenant.process(await tenant.start(batch_id), fails);
      await importInto(tenant, 'elsewhere');
      await tenant.call('POST', '/activities', [row('b')], inWorkspace('office'));
      await call('POST', `/batches/${batch_id}/retry`);
      const { lease } = await tenant.start(batch_id);
      expect(await api.store.readChunk(lease, '', 10)).toMatchObject([
        { activityId: 'a', activity: null },
        { activityId: 'b', activity: { workspaceId: 'office' } },
      ]);
    });

    it('is nothing either where the batch has parts', async () => {
      const { tenant } = await keys.make(['plant']);
      await tenant.call('POST', '/activities', [row('a'), row('b')], inWorkspace('elsewhere'));
      const store = new PostgresBatchStore(db, { partSize: 1 });
      const owner = { orgId: tenant.orgId, workspaceId: 'plant' };
      const whole = await store.createBatch({ ...owner, activityIds: ['a', 'b'], boundTo: ['plant'] });
      const { lease } = await tenant.start(`${whole.id}-part-1`);
      expect(await api.store.readChunk(lease, '', 10)).toEqual([{ activityId: 'a', activity: null }]);
    });

    it('is everything where who submitted is bound to nothing', async () => {
      const { tenant } = await keys.make(['plant']);
      await importInto(tenant, 'plant');
      const batch = await tenant.submit({ activity_ids: ['a'] });
      await importInto(tenant, 'elsewhere');
      const { lease } = await tenant.start(batch);
      expect(await api.store.readChunk(lease, '', 10)).toMatchObject([
        { activity: { workspaceId: 'elsewhere' } },
      ]);
    });
  });

  it('is none of their instruments, neither in the list nor by id nor by naming one', async () => {
    const { tenant, call } = await keys.make(['plant']);
    const pack = [
      'factor_id,scope,category,region,unit,valid_from,co2e_kg_per_unit,instrument,workspace_id,meter_id',
      'plant-wind,2,electricity,GB,kWh,2025-01-01,0.001,contract,plant,',
      'secret-wind,2,electricity,GB,kWh,2025-01-01,0.002,contract,elsewhere,secret-meter',
      'our-residue,2,electricity,GB,kWh,2025-01-01,0.5,residual_mix,,',
    ].join('\n');
    const path = '/factor-sets?name=Acme&edition=1&licence=ours';
    const imported = await tenant.call('POST', path, pack, { 'content-type': 'text/csv' });
    expect(imported.statusCode).toBe(201);
    const { id: set } = imported.json().factor_set;
    const list = await call('GET', `/factors?set=${set}`);
    expect(list.json().factors.map(({ id }: { id: string }) => id)).toEqual(['our-residue', 'plant-wind']);
    expectError(
      await call('GET', '/factors/secret-wind'),
      404,
      'NOT_FOUND',
      'There is no factor "secret-wind".',
    );
    expect((await call('GET', '/factors/plant-wind')).statusCode).toBe(200);
    expect((await tenant.get('/factors/secret-wind')).statusCode).toBe(200);

    await call('POST', '/activities', [row('a', { factor_id: 'secret-wind' })]);
    const calculation = { factor_sets: [set, 'curated-2025'] };
    const submitted = await call('POST', '/batches', { activity_ids: ['a'], calculation });
    const { lease, batch } = await tenant.start(submitted.json().batch_id);
    const [read] = await api.store.readChunk(lease, '', 1);
    if (!read?.activity) throw new Error('The activity was not read.');
    const processor = createEmissionsProcessor({
      factorSetsDefault: ['curated-2025'],
      loadFactors: (orgId, setId) => api.store.factors.loadFactors(orgId, setId),
    });
    const { orgId, workspaceId } = batch;
    const signal = new AbortController().signal;
    const [outcome] = await processor.process([read.activity], {
      ...{ orgId, workspaceId, batchId: batch.id, attempt: 1, calculation: batch.calculation, signal },
    });
    expect(outcome).toMatchObject({
      code: 'NO_FACTOR',
      details: expect.stringMatching(/^There is no factor "secret-wind" in the factor sets in use/),
    });
  });
});
