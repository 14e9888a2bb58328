import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { ApiUnderTest, expectError } from './api-under-test.ts';
import { BoundKeys, row } from './bound-keys.ts';

describe('keys that are bound to workspaces', () => {
  let db: Database;
  let api: ApiUnderTest;
  let keys: BoundKeys;
  const bound = (...given: Parameters<BoundKeys['make']>) => keys.make(...given);

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

  it('import into their workspaces and leave the activities of others as they are', async () => {
    const { tenant, call } = await bound(['plant', 'office']);
    const others = { 'x-workspace-id': 'elsewhere' };
    await tenant.call('POST', '/activities', [row('taken'), row('same')], others);
    const answer = await call('POST', '/activities', [
      row('mine', { workspace_id: 'plant' }),
      row('taken', { workspace_id: 'office', quantity: '666' }),
      row('same', { workspace_id: 'plant' }),
      row('foreign', { workspace_id: 'elsewhere' }),
    ]);
    const code = 'WRONG_OWNER';
    expect(answer.json()).toMatchObject({
      ...{ imported: 1, updated: 0, unchanged: 0, rejected: 3 },
      errors: [
        {
          line: 2,
          column: 'id',
          value: 'taken',
          code,
          details:
            /* of what it is not told whose it is */ 'The id "taken" is that of an activity in a workspace which is not one of yours.',
        },
        { line: 3, column: 'id', value: 'same', code },
        { line: 4, column: 'workspace_id', value: 'elsewhere', code },
      ],
    });
    const kept = (await tenant.get('/activities/taken')).json().activity;
    expect(kept).toMatchObject({ workspace_id: 'elsewhere', quantity_exact: '1', version: 1 });
    expectError(await call('GET', '/activities/taken'), 404, 'NOT_FOUND');
    expect((await call('GET', '/activities/mine')).json().activity).toMatchObject({
      workspace_id: 'plant',
    });
    // Their own rows they change as everybody does, and move between their workspaces.
    const moved = await call('POST', '/activities', [row('mine', { workspace_id: 'office' })]);
    expect(moved.json()).toMatchObject({ updated: 1, rejected: 0 });
  });

  it('submit activities that are theirs, and learn nothing of others', async () => {
    const { tenant, call } = await bound(['plant']);
    await tenant.call('POST', '/activities', [row('theirs')], { 'x-workspace-id': 'elsewhere' });
    // The one workspace need not be named.
    await call('POST', '/activities', [row('a'), row('b')]);
    const submitted = await call('POST', '/batches', { activity_ids: ['a', 'b'] });
    expect([submitted.statusCode, submitted.json().activity_count]).toEqual([201, 2]);
    for (const id of ['theirs', 'nobodys']) {
      const answer = await call('POST', '/batches', { activity_ids: ['a', id] });
      expectError(
        answer,
        400,
        'VALIDATION_ERROR',
        `There is no activity "${id}" in the workspaces of the credentials.`,
      );
    }
    const filtered = await call('POST', '/batches', { filter: { activity_ids: ['a', 'theirs'] } });
    expect(filtered.json().activity_count).toBe(1);
    const everything = await call('POST', '/batches', { filter: { all_workspaces: true } });
    expectError(everything, 403, 'FORBIDDEN', /^all_workspaces is for credentials that are not bound/);
  });

  it('see the batches of their workspaces, counted as if there were no others', async () => {
    const { tenant, call } = await bound(['plant', 'office'], 'viewer');
    const submit = async (workspace: string) =>
      (await tenant.call('POST', '/batches', { activity_ids: ['a'] }, { 'x-workspace-id': workspace })).json()
        .batch_id;
    const [plant, elsewhere, office] = [
      await submit('plant'),
      await submit('elsewhere'),
      await submit('office'),
    ];
    await tenant.call('POST', `/batches/${plant}/cancel`);
    const list = async (query: string) => {
      const { batches, total } = (await call('GET', `/batches${query}`)).json();
      return [batches.map(({ id }: { id: string }) => id), total];
    };
    expect(await list('')).toEqual([[office, plant], 2]);
    expect(await list('?limit=1&offset=1')).toEqual([[plant], 2]);
    expect(await list('?status=cancelled')).toEqual([[plant], 1]);
    expectError(
      await call('GET', `/batches/${elsewhere}`),
      404,
      'NOT_FOUND',
      `There is no batch ${elsewhere}.`,
    );
    expectError(
      await call('GET', `/batches/${plant}/comparison?base=${elsewhere}`),
      404,
      'NOT_FOUND',
      `There is no batch ${elsewhere}.`,
    );
  });

  it('see current records and totals of one of their workspaces at a time', async () => {
    const { tenant, call } = await bound(['ws-test', 'office'], 'viewer');
    await tenant.submitAndProcess();
    expect((await call('GET', '/records?workspace=ws-test')).json().records).toHaveLength(3);
    expect((await call('GET', '/records?workspace=office')).json().records).toEqual([]);
    expect((await call('GET', '/inventory?year=2025&workspace=ws-test')).statusCode).toBe(200);
    for (const path of ['/records', '/activities', '/inventory?year=2025']) {
      expectError(
        await call('GET', path),
        403,
        'FORBIDDEN',
        /^Name one of your workspaces .*: ws-test, office\.$/,
      );
      const other = await call('GET', `${path}${path.includes('?') ? '&' : '?'}workspace=elsewhere`);
      expectError(other, 403, 'FORBIDDEN', /not for the workspace that is asked for/);
    }
    const one = await bound(['office'], 'viewer');
    await one.tenant.submitAndProcess();
    expect((await one.call('GET', '/records')).json().records).toEqual([]);
  });

  it('do not see what an activity was while it belonged to another workspace', async () => {
    const { tenant, call } = await bound(['plant'], 'viewer');
    await tenant.submitAndProcess();
    expectError(await call('GET', '/activities/act-0001'), 404, 'NOT_FOUND');
    await tenant.call('POST', '/activities', [row('act-0001')], { 'x-workspace-id': 'plant' });
    expect((await call('GET', '/activities/act-0001')).json()).toMatchObject({
      current_record: null,
      is_stale: false,
    });
    const history = (await call('GET', '/activities/act-0001/history')).json();
    expect(history).toMatchObject({
      activity: { workspace_id: 'plant' },
      former_versions: [],
      records: [],
    });
    const all = (await tenant.get('/activities/act-0001/history')).json();
    expect([all.former_versions.length, all.records.length]).toEqual([1, 1]);
  });
});
