import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { accessRules } from '../../../src/http/access-rules.ts';
import { WebhookTargets } from '../../../src/webhooks/targets.ts';
import { activityIds } from '../../support/batches.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

describeOnEachDatabase('webhooks over HTTP', (openDatabase) => {
  let db: Database;
  let api: ApiUnderTest;
  beforeAll(async () => {
    db = await openDatabase();
    api = new ApiUnderTest(db);
  });
  afterAll(() => api.close());

  const url = 'https://hooks.example.com/offgridflow?token=t0ken';
  const wanted = { url, events: ['batch.submitted', 'batch.cancelled'] };

  async function createWebhook(tenant: Tenant, fields: object = {}) {
    const answer = await tenant.call('POST', '/webhooks', { ...wanted, ...fields });
    expect(answer.statusCode).toBe(201);
    const { secret, ...webhook } = answer.json();
    expect(answer.headers.location).toBe(`/api/v1/webhooks/${webhook.id}`);
    return { secret, webhook, path: `/webhooks/${webhook.id}` };
  }

  const deliveriesOf = async (tenant: Tenant, path: string, query = '') =>
    (await tenant.get(`${path}/deliveries${query}`)).json().deliveries;

  it('are made, shown, changed, switched and deleted, and the secret is shown once', async () => {
    const tenant = api.tenant();
    const { secret, webhook, path } = await createWebhook(tenant, { description: 'ours' });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toEqual({
      ...{
        id: expect.stringMatching(/^wh_[0-9a-f]{24}$/),
        org_id: tenant.orgId,
        ...wanted,
        description: 'ours',
      },
      ...{
        status: 'enabled',
        failing_since: null,
        disabled_at: null,
        disabled_by: null,
        disabled_reason: null,
      },
      ...{ created_at: expect.any(String), created_by: 'api', updated_at: expect.any(String) },
    });
    expect((await tenant.get(path)).json()).toEqual(webhook);
    expect((await tenant.get('/webhooks')).json()).toEqual({ webhooks: [webhook] });

    const changed = await tenant.call('PATCH', path, { events: ['batch.failed'] });
    expect(changed.json()).toMatchObject({ url, description: 'ours', events: ['batch.failed'] });
    await tenant.call('PATCH', path, { url: 'https://other.example.com/', description: '' });
    expect((await tenant.get(path)).json()).toMatchObject({
      url: 'https://other.example.com/',
      description: '',
    });

    const disabled = (await tenant.call('POST', `${path}/disable`)).json();
    expect(disabled).toMatchObject({
      status: 'disabled',
      disabled_by: 'api',
      disabled_at: expect.any(String),
    });
    expect((await tenant.call('POST', `${path}/disable`)).json()).toEqual(disabled);
    expect((await tenant.call('POST', `${path}/enable`)).json()).toMatchObject({
      status: 'enabled',
      disabled_at: null,
    });

    const rotated = (await tenant.call('POST', `${path}/rotate-secret`, { overlap_hours: 1 })).json();
    expect(rotated.secret).not.toBe(secret);
    const leftMs = Date.parse(rotated.former_expires_at) - Date.now();
    expect([leftMs > 3_000_000, leftMs < 4_200_000]).toEqual([true, true]);

    const answer = await tenant.call('DELETE', path);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expectError(await tenant.get(path), 404, 'NOT_FOUND', `There is no webhook ${webhook.id}.`);
    for (const shown of [changed.body, (await tenant.get('/audit-log')).body])
      expect(shown).not.toMatch(/whsec_/);
  });

  const refused: [string, object, RegExp][] = [
    ['http', { url: 'http://hooks.example.com/' }, /^url must begin with https/],
    ['an inner address', { url: 'https://10.0.0.1/' }, /^url leads to an address that is not public/],
    [
      'this machine, in other digits',
      { url: 'https://0x7f000001/' },
      /^url leads to an address that is not public/,
    ],
    ['a password', { url: 'https://a:b@hooks.example.com/' }, /^url must have no user and password/],
    ['no URL', { url: 'hooks' }, /^url must be one of at most/],
    ['no event', { events: [] }, /^events cannot be empty/],
    ['an event that there is not', { events: ['batch.progress'] }, /batch\.submitted/],
    ['an event twice', { events: ['batch.failed', 'batch.failed'] }, /events/],
    ['a field that there is not', { secret: 'mine' }, /^There is no field "secret"/],
  ];
  it.each(refused)('are refused with %s, made or changed', async (_, fields, details) => {
    const tenant = api.tenant();
    expectError(
      await tenant.call('POST', '/webhooks', { ...wanted, ...fields }),
      400,
      'VALIDATION_ERROR',
      details,
    );
    const { path, webhook } = await createWebhook(tenant);
    expectError(await tenant.call('PATCH', path, fields), 400, 'VALIDATION_ERROR', details);
    expect((await tenant.get(path)).json()).toEqual(webhook);
  });

  it('are refused where nothing is changed, and beyond twenty', async () => {
    const tenant = api.tenant();
    const { path } = await createWebhook(tenant);
    expect((await tenant.call('PATCH', path, {})).statusCode).toBe(400);
    for (let count = 1; count < 20; count += 1) await createWebhook(tenant);
    expectError(await tenant.call('POST', '/webhooks', wanted), 409, 'CONFLICT', /may have 20 webhooks/);
  });

  it('list what is to be delivered page by page, by status, and each with its attempts', async () => {
    const tenant = api.tenant();
    const { webhook, path } = await createWebhook(tenant);
    const batches = [await tenant.submit(), await tenant.submit(), await tenant.submit()];
    await tenant.call('POST', `/batches/${batches[0]}/cancel`);
    const first = (await tenant.get(`${path}/deliveries?limit=3`)).json();
    expect(first.deliveries.map(({ type, batch_id }: Record<string, string>) => [type, batch_id])).toEqual([
      ['batch.cancelled', batches[0]],
      ['batch.submitted', batches[2]],
      ['batch.submitted', batches[1]],
    ]);
    const last = (await tenant.get(`${path}/deliveries?limit=3&after=${first.next}`)).json();
    expect([last.deliveries.length, last.next]).toEqual([1, null]);
    expect(last.deliveries[0]).toEqual({
      ...{ id: expect.stringMatching(/^msg_[0-9a-f]{32}$/), webhook_id: webhook.id, type: 'batch.submitted' },
      ...{ batch_id: batches[0], status: 'pending', attempt_count: 0, ended_at: null },
      ...{ happened_at: expect.any(String), next_attempt_at: expect.any(String) },
    });
    // A cursor of this list is none of another.
    expect((await tenant.get(`${path}/deliveries?status=failed&after=${first.next}`)).statusCode).toBe(400);
    expect(await deliveriesOf(tenant, path, '?status=delivered')).toEqual([]);
    await tenant.call('POST', `${path}/disable`);
    expect(await deliveriesOf(tenant, path, '?status=failed')).toHaveLength(4);
    const one = await tenant.get(`${path}/deliveries/${last.deliveries[0].id}`);
    expect(one.json()).toMatchObject({ status: 'failed', next_attempt_at: null, attempts: [] });
  });

  it('replay what failed, and send tests, unless they are disabled', async () => {
    const tenant = api.tenant();
    const { path } = await createWebhook(tenant);
    await tenant.submit();
    await tenant.call('POST', `${path}/disable`);
    const [{ id }] = await deliveriesOf(tenant, path);
    const since = { since: '0000-01-01T00:00:00Z' };
    const attempts = [
      () => tenant.call('POST', `${path}/deliveries/${id}/replay`),
      () => tenant.call('POST', `${path}/replay`, since),
      () => tenant.call('POST', `${path}/test`),
    ];
    for (const act of attempts) expectError(await act(), 409, 'CONFLICT', /is disabled: enable it first\.$/);
    await tenant.call('POST', `${path}/enable`);
    const later = { since: '9999-12-31T00:00:00Z' };
    expect((await tenant.call('POST', `${path}/replay`, later)).json()).toEqual({ replayed: 0 });
    expect((await tenant.call('POST', `${path}/replay`, since)).json()).toEqual({ replayed: 1 });
    const replayed = await tenant.call('POST', `${path}/deliveries/${id}/replay`);
    expect([replayed.statusCode, replayed.json()]).toMatchObject([202, { id, status: 'pending' }]);
    const test = await tenant.call('POST', `${path}/test`);
    expect([test.statusCode, test.json()]).toMatchObject([202, { type: 'webhook.test', batch_id: null }]);
    expectError(
      await tenant.call('POST', `${path}/replay`, { since: 'today' }),
      400,
      'VALIDATION_ERROR',
      /^since/,
    );
  });

  it('ask name servers while nobody waits for the database, also with an Idempotency-Key', async () => {
    // The embedded database has one connection: within a transaction this would wait for ever.
    const resolve = async () => (await db.query<{ address: string }>(`SELECT '8.8.8.8' AS address`)).rows;
    const webhookTargets = new WebhookTargets({
      resolve: async () => (await resolve()).map(({ address }) => address),
    });
    const tenant = new ApiUnderTest(db, { webhookTargets }).tenant();
    const made = await tenant.call('POST', '/webhooks', wanted, { 'idempotency-key': 'once' });
    expect(made.statusCode).toBe(201);
  });

  it('stand in the audit log with who did what, and without the secrets of their URL', async () => {
    const tenant = api.tenant();
    const { webhook, path } = await createWebhook(tenant);
    await tenant.submit();
    const [{ id }] = await deliveriesOf(tenant, path);
    await tenant.call('PATCH', path, { events: ['batch.failed'] });
    for (const act of [
      'rotate-secret',
      'test',
      `deliveries/${id}/replay`,
      'disable',
      'disable',
      'enable',
      'enable',
    ])
      expect((await tenant.call('POST', `${path}/${act}`)).statusCode).toBeLessThan(300);
    await tenant.call('POST', `${path}/replay`, { since: '2026-01-01T00:00:00Z' });
    await tenant.call('DELETE', path);
    const answer = await tenant.get('/audit-log');
    const { entries } = answer.json();
    expect(entries.map(({ action }: { action: string }) => action.replace('webhook_', ''))).toEqual([
      ...[
        'created',
        'changed',
        'secret_rotated',
        'tested',
        'replayed',
        'disabled',
        'enabled',
        'replayed',
        'deleted',
      ],
    ]);
    for (const entry of entries) expect(entry).toMatchObject({ actor: 'api', subject: webhook.id });
    expect(entries[0].details).toEqual({ host: 'hooks.example.com', events: wanted.events });
    expect(answer.body).not.toContain('t0ken');
  });

  it('go with all that belongs to them', async () => {
    const tenant = api.tenant();
    const { path } = await createWebhook(tenant);
    await tenant.submit();
    await tenant.call('DELETE', path);
    for (const table of ['webhooks', 'webhook_secrets', 'webhook_deliveries', 'webhook_attempts']) {
      expect((await db.query(`SELECT 1 FROM ${table} WHERE org_id = $1`, [tenant.orgId])).rows).toEqual([]);
    }
  });

  it.each(Object.keys(accessRules).filter((route) => route.includes(':webhook_id')))(
    '%s of another organisation is a 404 and changes nothing',
    async (route) => {
      const [owner, stranger] = [api.tenant(), api.tenant()];
      const { webhook, path } = await createWebhook(owner);
      await owner.submit({ activity_ids: activityIds(1) });
      const deliveries = await deliveriesOf(owner, path);
      const [method = '', pattern = ''] = route.split(' ');
      const asked = pattern.replace(':webhook_id', webhook.id).replace(':delivery_id', deliveries[0].id);
      const bodies: Record<string, object> = {
        PATCH: { description: 'x' },
        'POST replay': { since: '2026-01-01T00:00:00Z' },
      };
      const body = bodies[method] ?? bodies[`${method} ${asked === `${path}/replay` ? 'replay' : ''}`];
      const answer = await stranger.call(method as 'GET', asked, body);
      expectError(answer, 404, 'NOT_FOUND', /^There is no (webhook|delivery) /);
      expect((await owner.get(path)).json()).toEqual(webhook);
      expect(await deliveriesOf(owner, path)).toEqual(deliveries);
      expect((await stranger.get('/webhooks')).json()).toEqual({ webhooks: [] });
      expect((await stranger.get('/audit-log')).json().entries).toEqual([]);
    },
  );
});
