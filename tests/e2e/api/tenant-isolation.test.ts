import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { expect, it } from 'vitest';
import { createTenants } from '../../../src/app/tenants.ts';
import type { Database } from '../../../src/db/database.ts';
import { tenantDatabase } from '../../../src/db/tenant-database.ts';
import { accessRules } from '../../../src/http/access-rules.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { chanceOfTest } from '../../chaos/seed.ts';
import type { Chance } from '../../support/chance.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { EventClient } from '../../support/event-client.ts';
import { type Wrapping, wrapped } from '../../support/wrapped-database.ts';
import { ApiUnderTest } from './api-under-test.ts';
import { Organisation } from './organisation.ts';
import { type Visit, visits } from './visits.ts';

type Method = NonNullable<InjectOptions['method']>;

const condition = /\b(?:\w+\.)?org_id (?:= \$\d+|IN \('', \$\d+\))/g;
/** As if somebody had forgotten them. The parameters stay, so that their types are known. */
const withoutConditions = (text: string) => text.replace(condition, '($& OR true)');

/** Two organisations on one API, whose statements go through `wrapping`. They are made by one to which nothing was done. */
async function twoOrganisations(db: Database, wrapping?: Wrapping) {
  const authentication = { methods: ['headers', 'keys'] as const, keys: new PostgresKeyStore(db) };
  const sound = new ApiUnderTest(db, { authentication });
  const both = [await Organisation.make(sound, 'anna'), await Organisation.make(sound, 'berta')] as const;
  await sound.close();
  const tenants = createTenants(wrapping ? wrapped(db, wrapping) : db);
  const eventLimits = { intervalMs: 10, heartbeatMs: 3_600_000 };
  const api = new ApiUnderTest(db, { authentication, tenants, eventLimits });
  for (const one of both) one.api = api;
  return { api, both };
}

/** What an answer shows of another organisation, beyond what the request itself has named. */
function shownOf(other: Organisation, { path, body }: Visit, answer: LightMyRequestResponse): string[] {
  const words = `${decodeURIComponent(path)} ${JSON.stringify(body)}`.match(/[\w-]+/g) ?? [];
  const named = words.filter((word) => other.own.some((one) => word.includes(one)));
  let text = JSON.stringify(answer.headers) + answer.body;
  for (const word of named.sort((a, b) => b.length - a.length)) text = text.replaceAll(word, '');
  return other.own.filter((one) => text.includes(one));
}

class Visitors {
  /** The routes that showed one what is the other's, and what they were asked. */
  readonly leaks = new Map<string, string>();
  readonly statuses = new Map<string, Set<number>>();
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** Several requests at a time, each route once in each round. */
  async interleave(both: readonly [Organisation, Organisation], rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      const routes = this.#chance.shuffled(Object.keys(accessRules));
      while (routes.length > 0) {
        const asked = routes.splice(0, 5).map((route) => {
          const [me, other] = this.#chance.shuffled(both) as [Organisation, Organisation];
          const method = route.startsWith('GET') && this.#chance.happens(0.1) ? 'HEAD' : methodOf(route);
          return this.visit(
            route,
            me,
            other,
            this.#chance.oneOf([me, other]),
            method,
            this.#againOrNot(route),
          );
        });
        await Promise.all(asked);
      }
    }
  }

  /** Some are sent with keys that both use, in the same name: few for each route, so that answers are given again. */
  #againOrNot(route: string): Record<string, string> {
    if (methodOf(route) !== 'POST' || !this.#chance.happens(0.4)) return {};
    return { 'idempotency-key': `"${route} ${this.#chance.between(1, 3)}"`, 'x-actor': 'common' };
  }

  /** One after the other, all that is at hand of `at`. */
  async tour(me: Organisation, other: Organisation, at: Organisation): Promise<void> {
    for (const route of Object.keys(accessRules)) await this.visit(route, me, other, at);
  }

  async visit(
    route: string,
    me: Organisation,
    other: Organisation,
    at: Organisation,
    method = methodOf(route),
    headers: Record<string, string> = {},
  ): Promise<void> {
    const found = visits[route]?.(me, at, this.#chance);
    if (found === undefined) throw new Error(`There is no visit of ${route}: add one to visits.ts.`);
    const visit = { ...found, headers: { ...found.headers, ...headers } };
    const answer = await me.visits(visit.method ?? method, visit, this.#chance.happens(0.3));
    this.statuses.set(route, (this.statuses.get(route) ?? new Set()).add(answer.statusCode));
    const shown = shownOf(other, visit, answer);
    if (shown.length > 0) this.leaks.set(route, `${method} ${visit.path} showed ${shown}`);
  }
}

function methodOf(route: string): Method {
  return route.split(' ')[0] as Method;
}

/** A digest of all that is in the database of an organisation, for each table. */
async function contentsOf(db: Database, { tenant }: Organisation): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const table of await tablesOfOrganisations(db)) {
    const { rows } = await db.query<{ digest: string }>(
      `SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) AS digest FROM ${table} AS t WHERE org_id = $1`,
      [tenant.orgId],
    );
    contents[table] = rows[0]?.digest ?? '';
  }
  return contents;
}

async function tablesOfOrganisations(db: Database): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
     WHERE a.attname = 'org_id' AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

describeOnEachDatabase('two organisations that use every route', (openDatabase, kind) => {
  const rounds = kind === 'postgresql' ? 6 : 1;

  it('have a visit for each route that there is', () => {
    expect(Object.keys(visits).sort()).toEqual(Object.keys(accessRules).sort());
  });

  it('at random and at the same time never see a byte of each other', async () => {
    const { api, both } = await twoOrganisations(await openDatabase());
    const [anna, berta] = both;
    const visitors = new Visitors(chanceOfTest());
    const streams = await followAll(api, both);
    await visitors.tour(anna, berta, anna);
    // Every route has answered with what it has.
    for (const [route, statuses] of visitors.statuses) {
      expect([route, [...statuses]]).toEqual([route, [expect.toBeOneOf([200, 201, 202, 204])]]);
    }
    await visitors.interleave(both, rounds);
    expect([...visitors.leaks]).toEqual([]);
    for (const [route, statuses] of visitors.statuses) {
      expect([route, Math.max(...statuses) < 500]).toEqual([route, true]);
    }
    for (const { one, other, client } of streams) {
      await hears(client, one);
      const told = JSON.stringify(client.events);
      expect(other.own.filter((word) => told.includes(word))).toEqual([]);
    }
    await api.close();
  });

  it('do not either where every condition on the organisation was forgotten, and change nothing of each other', async () => {
    const db = await openDatabase();
    const { api, both } = await twoOrganisations(db, { rewrite: withoutConditions });
    const [anna, berta] = both;
    const visitors = new Visitors(chanceOfTest());
    await visitors.interleave(both, rounds);
    const before = await contentsOf(db, berta);
    await visitors.tour(anna, berta, berta);
    expect(await contentsOf(db, berta)).toEqual(before);
    expect([...visitors.leaks]).toEqual([]);
    await api.close();
  });

  it('see and change what is not theirs where they were forgotten and the role is not taken', async () => {
    const db = await openDatabase();
    const { api, both } = await twoOrganisations(db, { rewrite: withoutConditions, isOwner: true });
    const [anna, berta] = both;
    const visitors = new Visitors(chanceOfTest());
    const before = await contentsOf(db, berta);
    for (const route of Object.keys(accessRules)) {
      // Some statements make no sense any more, and what is answered then stands in no document.
      await visitors.visit(route, anna, berta, berta).catch(() => {});
    }
    expect([...visitors.leaks.keys()]).toEqual(expect.arrayContaining(leaking));
    const after = await contentsOf(db, berta);
    const changed = Object.keys(before).filter((table) => after[table] !== before[table]);
    expect(changed).toEqual(expect.arrayContaining(['api_keys', 'batch_jobs', 'batch_progress_log']));
    await api.close();
  });

  it('do not in any statement of which the condition alone was forgotten, whereas the owner would', async () => {
    const db = await openDatabase();
    const asked = new Map<string, unknown[][]>();
    const rewrite = (text: string, values: unknown[] = []) => {
      if (withoutConditions(text) !== text) asked.set(text, [...(asked.get(text) ?? []), values]);
      return text;
    };
    const { api, both } = await twoOrganisations(db, { rewrite });
    const [anna, berta] = both;
    const visitors = new Visitors(chanceOfTest());
    await visitors.tour(anna, berta, anna);
    await visitors.tour(anna, berta, berta);
    const shown = { tenant: new Set<string>(), owner: new Set<string>() };
    const tenant = tenantDatabase(db, anna.tenant.orgId);
    for (const [text, calls] of asked) {
      for (const values of calls) {
        const named = JSON.stringify(values);
        const secrets = berta.own.filter((one) => !named.includes(one));
        for (const [who, on] of [['tenant', tenant] as const, ['owner', db] as const]) {
          const rows = await rowsOf(on, withoutConditions(text), values);
          if (secrets.some((secret) => rows.includes(secret))) shown[who].add(text);
        }
      }
    }
    expect([...shown.tenant]).toEqual([]);
    expect(asked.size).toBeGreaterThan(25);
    expect(shown.owner.size).toBeGreaterThan(10);
    await api.close();
  });
});

/** The events of each, on a port, for as long as the API is there. */
async function followAll(api: ApiUnderTest, [anna, berta]: readonly [Organisation, Organisation]) {
  const url = `${await api.app.listen({ port: 0, host: '127.0.0.1' })}/api/v1/events`;
  const follow = async (one: Organisation, other: Organisation) => {
    const client = await EventClient.open(url, one.tenant.headers);
    expect(client.status).toBe(200);
    return { one, other, client };
  };
  return [await follow(anna, berta), await follow(berta, anna)];
}

/** What it does last, and with it all that was done before. */
async function hears(client: EventClient, one: Organisation): Promise<void> {
  await one.visits('POST', { path: '/batches', body: { activity_ids: one.activityIds } });
  const last = one.batches.at(-1) ?? '';
  while (!JSON.stringify(client.events).includes(last)) await client.received(client.events.length + 1);
}

/** Routes by which everything would be seen. */
const leaking = [
  ...[
    'GET /imports',
    'GET /activities',
    'GET /activities/:activity_id',
    'GET /batches',
    'GET /batches/:batch_id',
  ],
  ...['GET /batches/:batch_id/log', 'GET /factors', 'GET /audit-log', 'GET /keys', 'GET /webhooks'],
];

/** What a statement answers; whatever it does is taken back. Of one that fails, what it says. */
async function rowsOf(db: Database, text: string, values: unknown[]): Promise<string> {
  let answer = '';
  const seen = new Error('It is enough to have seen it.');
  const asking = db.transaction(async (tx) => {
    answer = JSON.stringify((await tx.query(text, values)).rows);
    throw seen;
  });
  await asking.catch((error: unknown) => {
    if (error !== seen) answer = String(error);
  });
  return answer;
}
