import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { succeeds } from '../../support/batches.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { ApiUnderTest, type Tenant } from './api-under-test.ts';
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
});
