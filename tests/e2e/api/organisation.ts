import { randomUUID } from 'node:crypto';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import type { ActivityOutcome } from '../../../src/domain/outcome.ts';
import { succeeds } from '../../support/batches.ts';
import { type ApiUnderTest, Tenant } from './api-under-test.ts';
import type { Visit } from './visits.ts';

type Method = NonNullable<InjectOptions['method']>;

/**
 * An organisation of which everything that it says of itself can be told from everything of everybody else: `name` is in
 * all its ids, `secret` in all that it writes.
 */
export class Organisation {
  readonly name: string;
  readonly secret = `secret-${randomUUID()}`;
  readonly workspaceId: string;
  readonly activityIds: readonly string[];
  readonly factorId: string;
  factorSet = '';
  /** The first is complete, the second failed, the others wait unless somebody did something to them. */
  readonly batches: string[] = [];
  readonly imports: string[] = [];
  /** The first stays and is told of every batch, the second is switched on and off. */
  readonly webhooks: string[] = [];
  readonly deliveries: string[] = [];
  /** Keys to revoke, not those that it asks with. */
  readonly spareKeys: string[] = [];
  readonly tenant: Tenant;
  /** Where it asks. */
  api: ApiUnderTest;
  #key = '';

  private constructor(api: ApiUnderTest, name: string) {
    this.api = api;
    this.name = `${name}-${randomUUID().slice(0, 8)}`;
    this.workspaceId = `ws-${this.name}`;
    this.activityIds = [1, 2, 3].map((place) => `act-${this.name}-${place}`);
    this.factorId = `factor-${this.name}`;
    this.tenant = new Tenant(api, `org-${this.name}`);
    Object.assign(this.tenant.headers, { 'x-workspace-id': this.workspaceId, 'x-actor': this.secret });
  }

  /** One with a bit of everything: a batch that is complete, one that failed, one that waits. */
  static async make(api: ApiUnderTest, name: string): Promise<Organisation> {
    const one = new Organisation(api, name);
    const made = await one.tenant.call('POST', '/keys', { name: one.secret, role: 'admin' });
    one.#key = made.json().key;
    for (const version of ['1', '2'])
      await one.#does('POST', '/activities', { path: '/activities', body: one.activityRows(version) });
    await one.#does('POST', '/factor-sets', one.factorSetOf('first'));
    for (let webhook = 0; webhook < 2; webhook++) await one.#does('POST', '/webhooks', one.newWebhook);
    for (let key = 0; key < 2; key++) {
      const spare = await one.tenant.call('POST', '/keys', { name: one.secret, role: 'viewer' });
      one.spareKeys.push(spare.json().id);
    }
    for (const outcome of [succeeds({ factorId: one.factorId, dataset: one.secret }), one.#fails, null]) {
      await one.#does('POST', '/batches', {
        path: '/batches',
        body: { activity_ids: [...one.activityIds, 'common-1'] },
      });
      if (outcome) await one.tenant.process(await one.tenant.start(one.batches.at(-1) ?? ''), outcome);
    }
    const told = (await one.tenant.get(`/webhooks/${one.webhooks[0]}/deliveries`)).json();
    one.deliveries.push(...told.deliveries.map(({ id }: { id: string }) => id));
    return one;
  }

  /** What must not be shown to anybody else. */
  get own(): readonly string[] {
    return [this.name, this.secret, ...this.batches, ...this.spareKeys, ...this.webhooks, ...this.deliveries];
  }

  activityRows(version: string): object[] {
    const common = { source: 'api', category: 'electricity', location: 'GB', unit: 'kWh', quantity: version };
    const period = { period_start: '2025-01-01', period_end: '2025-01-31' };
    return [...this.activityIds, 'common-1'].map((id) => ({
      ...{ id, ...common, ...period },
      ...{ meter_id: this.secret, external_id: this.secret, metadata: { note: this.secret } },
    }));
  }

  get newWebhook(): Visit {
    const told = { url: `https://hooks.example.com/${this.secret}`, description: this.secret };
    return { path: '/webhooks', body: { ...told, events: ['batch.submitted', 'batch.failed'] } };
  }

  factorSetOf(edition: string): Visit {
    return {
      path: `/factor-sets?name=${this.name}&edition=${edition}&licence=${this.secret}&source=${this.secret}`,
      body: [
        'factor_id,scope,category,region,unit,valid_from,co2e_kg_per_unit,description',
        `${this.factorId},2,electricity,GB,kWh,2025-01-01,0.1,own ${this.secret}`,
      ].join('\n'),
      headers: { 'content-type': 'text/csv' },
    };
  }

  /** With a key or by owner headers. What it makes, it remembers. */
  async visits(method: Method, visit: Visit, withKey = false): Promise<LightMyRequestResponse> {
    const { path, body, headers = {} } = visit;
    const credentials: Record<string, string> = withKey
      ? { authorization: `Bearer ${this.#key}`, 'x-workspace-id': this.workspaceId }
      : this.tenant.headers;
    const answer = await this.api.app.inject({
      ...{ method, url: `/api/v1${path}`, headers: { ...credentials, ...headers } },
      ...(body !== undefined && { payload: body }),
    });
    if (answer.statusCode >= 300 || method === 'GET' || method === 'HEAD') return answer;
    const made = answer.headers['content-type'] === undefined ? {} : answer.json();
    if (made.batch_id && path === '/batches') this.batches.push(made.batch_id);
    if (made.import_id) this.imports.push(made.import_id);
    if (made.key) this.spareKeys.push(made.id);
    if (path === '/webhooks') this.webhooks.push(made.id);
    if (made.factor_set) this.factorSet = made.factor_set.id;
    return answer;
  }

  async #does(method: Method, route: string, visit: Visit): Promise<void> {
    const answer = await this.visits(method, visit);
    expect([route, answer.statusCode, answer.body]).toEqual([
      route,
      expect.toBeOneOf([200, 201]),
      expect.anything(),
    ]);
  }

  #fails = (activityId: string): ActivityOutcome => ({
    ...{ activityId, kind: 'error', code: 'UNKNOWN_UNIT' },
    details: this.secret,
  });
}
