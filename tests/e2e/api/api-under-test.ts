import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { createTenants } from '../../../src/app/tenants.ts';
import type { Database } from '../../../src/db/database.ts';
import type { ActivityOutcome } from '../../../src/domain/outcome.ts';
import type { ApiDependencies } from '../../../src/http/api-dependencies.ts';
import { buildApp } from '../../../src/http/build-app.ts';
import type { Health } from '../../../src/scheduler/health.ts';
import { PostgresActivityStore } from '../../../src/store/postgres-activity-store.ts';
import { PostgresBatchStore } from '../../../src/store/postgres-batch-store.ts';
import { PostgresEventStore } from '../../../src/store/postgres-event-store.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { PostgresRateStore } from '../../../src/store/postgres-rate-store.ts';
import { activityIds, anActivity, anOrg, succeeds, withOutcomes } from '../../support/batches.ts';
import { holdToDocument } from '../../support/conformance.ts';

const lockTimeoutMs = 60_000;

export const healthyNow: Health = {
  status: 'healthy',
  schedulerRunning: true,
  batchesProcessed: 7,
  workersActive: 2,
  pendingBatches: 3,
  totalEmissions: '12.5',
  timestamp: new Date('2026-01-02T03:04:05Z'),
  reasons: [],
};

/**
 * The API on a real store. No scheduler runs: cases take the worker's part themselves, through the store, so that
 * every batch stands still in exactly the state that a case needs. Every answer is held to the OpenAPI document.
 */
export class ApiUnderTest {
  readonly app: FastifyInstance;
  readonly store: PostgresBatchStore;
  readonly activities: PostgresActivityStore;

  constructor(db: Database, deps: Partial<ApiDependencies> = {}) {
    this.store = new PostgresBatchStore(db);
    this.activities = new PostgresActivityStore(db);
    this.app = buildApp({
      tenants: createTenants(db),
      events: new PostgresEventStore(db),
      rateLimits: new PostgresRateStore(db),
      authentication: { methods: ['headers'], keys: new PostgresKeyStore(db) },
      scheduler: { healthCheck: async () => healthyNow },
      logger: false,
      version: '1.2.3',
      ...deps,
      // Cases send many wrong credentials from one address.
      limits: { failedLoginsPerMinute: 0, ...deps.limits },
    });
    holdToDocument(this.app);
  }

  /** A tenant with an organisation of its own. */
  tenant(orgId = anOrg()): Tenant {
    return new Tenant(this, orgId);
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}

/** One organisation's view of the API, and the worker that processes its batches. */
export class Tenant {
  readonly orgId: string;
  readonly headers: Record<string, string>;
  readonly #api: ApiUnderTest;

  constructor(api: ApiUnderTest, orgId: string) {
    this.#api = api;
    this.orgId = orgId;
    this.headers = { 'x-org-id': orgId, 'x-workspace-id': 'ws-test' };
  }

  call(
    method: NonNullable<InjectOptions['method']>,
    path: string,
    payload?: InjectOptions['payload'],
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    return this.#api.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { ...this.headers, ...headers },
      ...(payload !== undefined && { payload }),
    });
  }

  get(path: string): Promise<LightMyRequestResponse> {
    return this.call('GET', path);
  }

  async submit(body: object = { activity_ids: activityIds(3) }): Promise<string> {
    const answer = await this.call('POST', '/batches', body);
    expect(answer.statusCode).toBe(201);
    return answer.json().batch_id;
  }

  /** The activities of `submit` exist, so that they can have results. */
  async importActivities(ids: readonly string[]): Promise<void> {
    const { id } = await this.#api.activities.beginImport('test', null);
    const rows = ids.map((activityId, index) => ({
      line: index + 1,
      activity: anActivity({ id: activityId, orgId: this.orgId }),
    }));
    await this.#api.activities.importActivities(id, rows, { linesDone: ids.length, rejected: 0 });
  }

  /** Claims and starts the batch, as a worker does. */
  async start(batchId: string) {
    const claimed = await this.#api.store.acquireBatchLock(batchId, 'node-a', lockTimeoutMs);
    if (claimed === null) throw new Error(`${batchId} could not be claimed`);
    return { lease: claimed.lease, batch: await this.#api.store.startBatch(claimed.lease) };
  }

  /** Processes the next `limit` activities and ends the batch when they are the last. */
  async process(
    started: Awaited<ReturnType<Tenant['start']>>,
    outcomeOf: (activityId: string) => ActivityOutcome = succeeds(),
    limit = 1000,
  ) {
    const { lease, batch } = started;
    const chunk = await this.#api.store.readChunk(lease, batch.cursor, limit);
    return this.#api.store.commitChunk(lease, {
      fromCursor: batch.cursor,
      toCursor: chunk.at(-1)?.activityId ?? batch.cursor,
      outcomes: withOutcomes(chunk, outcomeOf),
      isLast: chunk.length < limit,
    });
  }

  /** A batch of three activities that is over. */
  async submitAndProcess(outcomeOf?: (activityId: string) => ActivityOutcome): Promise<string> {
    await this.importActivities(activityIds(3));
    const batchId = await this.submit();
    await this.process(await this.start(batchId), outcomeOf);
    return batchId;
  }
}

/** The one shape of every error, with nothing else in it. */
export function expectError(
  answer: LightMyRequestResponse,
  status: number,
  code: string,
  details: string | RegExp = /./,
): void {
  const body = answer.json();
  expect([answer.statusCode, body]).toEqual([
    status,
    {
      error: code,
      code,
      details: typeof details === 'string' ? details : expect.stringMatching(details),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    },
  ]);
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
}
