import type { Database } from '../db/database.ts';
import { firstOf } from './batch-rows.ts';
import * as queries from './queries/rate-limits.queries.ts';
import type { RateKey, RateStore } from './rate-store.ts';
import { run } from './run-query.ts';

export class PostgresRateStore implements RateStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async takeRequests(key: RateKey, wanted: number, quota: number) {
    const row = firstOf(await run(queries.takeRequests, { ...key, wanted, quota }, this.#db));
    if (row === null) throw new Error('A bucket of requests was not returned.');
    return row;
  }

  async forgetFullBuckets(): Promise<void> {
    await run(queries.forgetFullBuckets, undefined, this.#db);
  }
}
