import type { Database } from '../db/database.ts';
import type { EmissionRecord } from '../domain/outcome.ts';
import { firstOf } from './batch-rows.ts';
import type { BatchKey, Page } from './batch-store.ts';
import * as results from './queries/results.queries.ts';
import * as queries from './queries/verify.queries.ts';
import { toEmissionRecord } from './result-rows.ts';
import { run } from './run-query.ts';
import type { BatchTally, RecordKey, VerificationScope, VerificationStore } from './verification-store.ts';

export class PostgresVerificationStore implements VerificationStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async listBatches(scope: VerificationScope, { limit, after = '' }: Page<string>): Promise<BatchKey[]> {
    const rows = await run(queries.listBatchesToVerify, { ...scope, limit, after }, this.#db);
    return rows.map(({ orgId, id }) => ({ orgId, batchId: id }));
  }

  async tallyBatch(batchId: string): Promise<BatchTally | null> {
    return firstOf(await run(queries.tallyBatch, { batchId }, this.#db));
  }

  listUnaccounted(batchId: string, { limit, after = '' }: Page<string>) {
    return run(queries.listUnaccounted, { batchId, limit, after }, this.#db);
  }

  async listRecords(key: BatchKey, { limit, after = '' }: Page<string>): Promise<EmissionRecord[]> {
    return (await run(results.listRecords, { ...key, limit, after }, this.#db)).map(toEmissionRecord);
  }

  listRecordKeys(orgId: string | null, { limit, after }: Page<RecordKey>) {
    const page = {
      afterOrgId: after?.orgId ?? '',
      afterActivityId: after?.activityId ?? '',
      afterBatchId: after?.batchId ?? '',
    };
    return run(queries.listRecordKeys, { orgId, limit, ...page }, this.#db);
  }
}
