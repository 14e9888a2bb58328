import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityIds, fails } from '../../support/batches.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

describeOnEachDatabase('many batches at once, over HTTP', (openDatabase) => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = new ApiUnderTest(await openDatabase());
  });
  afterAll(() => api.close());

  const act = async (tenant: Tenant, name: string, body: object) => {
    const answer = await tenant.call('POST', `/batches/${name}`, body, { 'x-actor': 'ann' });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };
  const statusOf = async (tenant: Tenant, id: string) => (await tenant.get(`/batches/${id}`)).json().status;
  const idsOf = async (tenant: Tenant, query: string) =>
    (await tenant.get(`/batches?limit=1000&${query}`)).json().batches.map(({ id }: { id: string }) => id);

  it('cancels what a filter matches and has not ended, and tells what it left and why', async () => {
    const tenant = api.tenant();
    const low = await tenant.submit({ activity_ids: ['a'], priority: 1 });
    const high = await tenant.submit({ activity_ids: ['a'], priority: 9 });
    const done = await tenant.submitAndProcess();
    const started = await tenant.submit({ activity_ids: activityIds(3), priority: 2 });
    await tenant.start(started);
    const filter = { priority: '0-5' };
    const planned = await act(tenant, 'cancel', { filter, dry_run: true });
    expect(planned).toMatchObject({ matched: 3, changed: 2, refused: 1, more: false, dry_run: true });
    expect(await statusOf(tenant, low)).toBe('pending');
    expect(await act(tenant, 'cancel', { filter })).toEqual({
      ...planned,
      dry_run: false,
      refusals: [
        {
          batch_id: done,
          code: 'CONFLICT',
          details: `${done} is complete and cannot be cancelled any more.`,
        },
      ],
    });
    expect(await Promise.all([low, high, started].map((id) => statusOf(tenant, id)))).toEqual([
      'cancelled',
      'pending',
      'cancelled',
    ]);
    const { log } = (await tenant.get(`/batches/${started}/log`)).json();
    expect(log.at(-1)).toMatchObject({ event: 'cancelled', actor: 'ann' });
    expect(await act(tenant, 'cancel', { filter })).toMatchObject({ changed: 0, refused: 3 });
  });

  it('retries those that failed and have retries left, each in the name of who asked', async () => {
    const tenant = api.tenant();
    const failed = await tenant.submitAndProcess(fails);
    const used = await tenant.submit({ activity_ids: activityIds(3), max_retries: 0 });
    await tenant.process(await tenant.start(used), fails);
    const answer = await act(tenant, 'retry', { filter: { status: 'failed' } });
    expect(answer).toMatchObject({
      ...{ matched: 2, changed: 1, refused: 1 },
      refusals: [
        { batch_id: used, details: `${used} has used its 0 retries: raise max_retries to try again.` },
      ],
    });
    expect(await statusOf(tenant, failed)).toBe('pending');
    const { log } = (await tenant.get(`/batches/${failed}/log`)).json();
    expect(log.at(-1)).toMatchObject({ event: 'retried', actor: 'ann' });
    expect(await act(tenant, 'retry', { batch_ids: [used], max_retries: 1 })).toMatchObject({ changed: 1 });
    await tenant.process(await tenant.start(used));
    expect(await statusOf(tenant, used)).toBe('complete');
  });

  it('gets past those that have no retries left, however many there are and however little it may change', async () => {
    const tenant = api.tenant();
    const spent = [];
    for (let count = 0; count < 3; count++) {
      const id = await tenant.submit({ activity_ids: activityIds(3), max_retries: 0 });
      await tenant.process(await tenant.start(id), fails);
      spent.push(id);
    }
    const able = [await tenant.submitAndProcess(fails), await tenant.submitAndProcess(fails)];
    const filter = { status: 'failed' };
    const planned = await act(tenant, 'retry', { filter, limit: 1, dry_run: true });
    expect(planned).toMatchObject({ matched: 4, changed: 1, refused: 3, more: true });
    expect(planned.refusals.map(({ batch_id }: { batch_id: string }) => batch_id)).toEqual(spent);
    expect(await act(tenant, 'retry', { filter, limit: 1 })).toEqual({ ...planned, dry_run: false });
    expect(await act(tenant, 'retry', { filter, limit: 1 })).toMatchObject({ changed: 1, more: false });
    expect(await Promise.all(able.map((id) => statusOf(tenant, id)))).toEqual(['pending', 'pending']);
    expect(await act(tenant, 'retry', { filter, limit: 1 })).toMatchObject({
      ...{ matched: 3, changed: 0, refused: 3, more: false },
    });
  });

  it('deletes all where all is asked for, but what is being worked on, and the audit log keeps who did it', async () => {
    const tenant = api.tenant();
    const ended = await tenant.submitAndProcess();
    const busy = await tenant.submit({ activity_ids: ['a'] });
    await tenant.start(busy);
    for (let count = 0; count < 60; count++) await tenant.submit({ activity_ids: ['a'] });
    const other = api.tenant();
    const theirs = await other.submit();
    expect(await act(tenant, 'delete', { all: true, limit: 10 })).toMatchObject({
      ...{ matched: 11, changed: 10, refused: 1, more: true },
    });
    expect(await act(tenant, 'delete', { all: true })).toMatchObject({
      ...{ matched: 52, changed: 51, refused: 1, more: false },
      refusals: [{ batch_id: busy, details: `${busy} is processing: cancel it before deleting it.` }],
    });
    expect(await idsOf(tenant, '')).toEqual([busy]);
    expect(await statusOf(other, theirs)).toBe('pending');
    const { entries } = (await tenant.get('/audit-log?limit=1000')).json();
    const gone = entries.filter(({ action, actor }: { action: string; actor: string }) => {
      return action === 'batch_deleted' && actor === 'ann';
    });
    expect(gone).toHaveLength(61);
    expect(gone.map(({ subject }: { subject: string }) => subject)).toContain(ended);
  });

  it("takes ids; another organisation's is as if it did not exist", async () => {
    const [tenant, other] = [api.tenant(), api.tenant()];
    const [ours, theirs] = [await tenant.submit(), await other.submit()];
    for (const name of ['cancel', 'retry', 'delete']) {
      expect(await act(other, name, { batch_ids: [ours, 'batch_nowhere'] })).toMatchObject({
        ...{ matched: 2, changed: 0, refused: 2 },
        refusals: [
          { batch_id: ours, code: 'NOT_FOUND', details: `There is no batch ${ours}.` },
          { batch_id: 'batch_nowhere', code: 'NOT_FOUND' },
        ],
      });
    }
    expect(await act(tenant, 'cancel', { batch_ids: [ours, theirs] })).toMatchObject({ changed: 1 });
    expect([await statusOf(tenant, ours), await statusOf(other, theirs)]).toEqual(['cancelled', 'pending']);
  });

  describe('keeps to the workspaces of a key', () => {
    it.each(['cancel', 'delete'])('where it is asked to %s', async (name) => {
      const tenant = api.tenant();
      const inOffice = { 'x-workspace-id': 'office' };
      const office = (await tenant.call('POST', '/batches', { activity_ids: ['a'] }, inOffice)).json()
        .batch_id;
      const ours = await tenant.submit();
      const change = { orgId: tenant.orgId, actor: 'key:x', workspaceIds: ['ws-test'], isDryRun: false };
      const which = { batchIds: [office, ours] };
      const byId = { ...change, act: name as 'cancel' | 'delete', which, limit: 10 };
      expect(await api.store.changeBatches(byId)).toMatchObject({
        ...{ changed: 1, refusals: [{ batchId: office, code: 'NOT_FOUND' }] },
      });
      expect(await statusOf(tenant, office)).toBe('pending');
    });
  });

  const refused: [string, object, string | RegExp][] = [
    ['nothing', {}, 'Give one of batch_ids, filter and all.'],
    ['ids and all', { batch_ids: ['a'], all: true }, 'Give one of batch_ids, filter and all.'],
    ['an empty filter', { filter: {} }, /^A filter without a condition is every batch/],
    ['all that is false', { all: false }, 'all is true, or is left out.'],
    ['no ids', { batch_ids: [] }, 'batch_ids cannot be empty'],
    ['an id twice', { batch_ids: ['a', 'b', 'a'] }, 'batch_ids names "a" more than once.'],
    [
      'an unknown condition',
      { filter: { stauts: 'failed' } },
      /^There is no field "stauts": accepted are status/,
    ],
    ['an unknown status', { filter: { status: 'done' } }, /^status must be one of/],
    ['a limit of nothing', { all: true, limit: 0 }, 'limit must be from 1 to 10000, not 0.'],
  ];
  it.each(refused)('refuses %s and changes nothing', async (_, body, details) => {
    const tenant = api.tenant();
    const batchId = await tenant.submit();
    for (const name of ['cancel', 'retry', 'delete']) {
      const answer = await tenant.call('POST', `/batches/${name}`, body);
      expectError(answer, 400, 'VALIDATION_ERROR', details);
    }
    expect(await statusOf(tenant, batchId)).toBe('pending');
  });
});
