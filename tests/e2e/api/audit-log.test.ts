import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessRules } from '../../../src/http/access-rules.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

interface Entry {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: Record<string, unknown>;
}

describeOnEachDatabase('the audit log', (openDatabase) => {
  let api: ApiUnderTest;
  let keys: PostgresKeyStore;
  beforeAll(async () => {
    const db = await openDatabase();
    keys = new PostgresKeyStore(db);
    api = new ApiUnderTest(db, { authentication: { methods: ['headers', 'keys'], keys } });
  });
  afterAll(() => api.close());

  async function entriesOf(tenant: Tenant): Promise<Entry[]> {
    return (await tenant.get('/audit-log')).json().entries;
  }

  const row = {
    ...{ id: 'a', source: 'api', category: 'electricity', location: 'GB', quantity: '1', unit: 'kWh' },
    ...{ period_start: '2025-01-01', period_end: '2025-01-31' },
  };
  const pack = `factor_id,scope,scope3_category,category,region,unit,valid_from,co2e_kg_per_unit
acme-steel,3,1,steel_coil,GB,t,2025-01-01,1890.5
`;

  it('names the key behind every change of the organisation, and what was changed', async () => {
    const tenant = api.tenant();
    const wanted = { orgId: tenant.orgId, role: 'admin', workspaces: null, expiresAt: null } as const;
    const { apiKey, key } = await keys.createKey({ ...wanted, name: 'deploy' }, 'cli');
    const actor = `key:${apiKey.id}`;
    const call: Tenant['call'] = (method, path, payload, headers = {}) =>
      tenant.call(method, path, payload, { ...headers, authorization: `Bearer ${key}` });

    await call('POST', '/activities', [row, { ...row, id: 'b', quantity: 'none' }]);
    const batch = (await call('POST', '/batches', { activity_ids: ['a'] })).json().batch_id;
    await call('DELETE', `/batches/${batch}`);
    const csv = { 'content-type': 'text/csv' };
    const imported = await call('POST', '/factor-sets?name=Acme&edition=1&licence=ours', pack, csv);
    const set = imported.json().factor_set.id;
    // The same file again is no change.
    await call('POST', '/factor-sets?name=Acme&edition=1&licence=ours', pack, csv);
    await call('POST', `/factor-sets/${encodeURIComponent(set)}/disable`);
    await call('PUT', '/calculation-settings', { gwp_set: 'AR6' });
    const other = (await call('POST', '/keys', { name: 'other', role: 'viewer', workspaces: ['ws'] })).json();
    await call('DELETE', `/keys/${other.id}`);
    await call('DELETE', `/keys/${other.id}`);

    const { orgId } = tenant;
    expect(await entriesOf(tenant)).toMatchObject([
      { actor: 'cli', action: 'key_created', subject: apiKey.id, details: { name: 'deploy', role: 'admin' } },
      { actor, action: 'import_begun', details: {} },
      { actor, action: 'import_finished', details: { imported: 1, updated: 0, unchanged: 0, rejected: 1 } },
      {
        actor,
        action: 'batch_deleted',
        subject: batch,
        details: { workspace_id: 'ws-test', status: 'pending', activity_count: 1 },
      },
      {
        actor,
        action: 'factor_set_imported',
        subject: set,
        details: { name: 'Acme', edition: '1', licence: 'ours' },
      },
      {
        actor,
        action: 'calculation_settings_changed',
        subject: orgId,
        details: { factor_sets: [set, 'curated-2025'] },
      },
      {
        actor,
        action: 'calculation_settings_changed',
        subject: orgId,
        details: { factor_sets: ['curated-2025'] },
      },
      { actor, action: 'calculation_settings_changed', subject: orgId, details: { gwp_set: 'AR6' } },
      {
        actor,
        action: 'key_created',
        subject: other.id,
        details: { name: 'other', role: 'viewer', workspaces: ['ws'] },
      },
      { actor, action: 'key_revoked', subject: other.id, details: { name: 'other' } },
    ]);
    const { body } = await tenant.get('/audit-log');
    expect(body).not.toContain(other.key.slice(21));
  });

  it('leaves nothing out: each route that changes something writes here or into the log of a batch', () => {
    const changing = Object.keys(accessRules).filter((route) => !route.startsWith('GET'));
    const here = [
      'POST /activities',
      'DELETE /batches/:batch_id',
      'POST /factor-sets',
      'POST /factor-sets/:factor_set_id/enable',
      'POST /factor-sets/:factor_set_id/disable',
      'PUT /calculation-settings',
      'POST /keys',
      'DELETE /keys/:key_id',
    ];
    // Beside them: tests/e2e/api/webhooks.test.ts goes through all that is done to a webhook.
    const ofWebhooks = changing.filter((route) => route.includes('/webhooks'));
    // Beside them: tests/e2e/api/bulk-control.test.ts.
    const ofMany = ['POST /batches/cancel', 'POST /batches/retry', 'POST /batches/delete'];
    const inTheBatch = ['POST /batches', 'POST /batches/:batch_id/cancel', 'POST /batches/:batch_id/retry'];
    expect(changing.toSorted()).toEqual([...here, ...ofWebhooks, ...ofMany, ...inTheBatch].toSorted());
  });

  it('says nothing of what was refused, and nothing to another organisation', async () => {
    const tenant = api.tenant();
    await tenant.call('DELETE', '/batches/batch_nobodys');
    await tenant.call('PUT', '/calculation-settings', { gwp_set: 'AR1' });
    await tenant.call('POST', '/factor-sets?name=Acme&edition=1', 'x\n', { 'content-type': 'text/csv' });
    await tenant.call('DELETE', '/keys/ogf_0123456789abcdef');
    expect(await entriesOf(tenant)).toEqual([]);
    await tenant.call('PUT', '/calculation-settings', { gwp_set: 'AR6' }, { 'x-actor': 'ann' });
    expect(await entriesOf(tenant)).toMatchObject([{ actor: 'ann' }]);
    expect(await entriesOf(api.tenant())).toEqual([]);
  });

  it('comes in pages, the oldest first', async () => {
    const tenant = api.tenant();
    for (const gwp_set of ['AR4', 'AR5', 'AR6'])
      await tenant.call('PUT', '/calculation-settings', { gwp_set });
    const first = (await tenant.get('/audit-log?limit=2')).json();
    const second = (await tenant.get(`/audit-log?limit=2&after=${first.next}`)).json();
    const shown = [...first.entries, ...second.entries].map(({ details }: Entry) => details.gwp_set);
    expect([shown, second.next]).toEqual([['AR4', 'AR5', 'AR6'], null]);
    expectError(await tenant.get('/audit-log?after=soon'), 400, 'VALIDATION_ERROR', /^after is not what/);
  });
});
