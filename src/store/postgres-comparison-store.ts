import type { Database } from '../db/database.ts';
import { type Comparison, compare, type DifferenceCause } from '../domain/comparison.ts';
import { ConflictError, NotFoundError } from '../domain/errors.ts';
import { getBatch } from './batch-reading.ts';
import type { BatchKey } from './batch-store.ts';
import type { ComparisonStore } from './comparison-store.ts';
import * as queries from './queries/comparison.queries.ts';
import { run } from './run-query.ts';

export class PostgresComparisonStore implements ComparisonStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async compareBatch(
    key: BatchKey,
    baseId?: string,
    workspaces: readonly string[] | null = null,
  ): Promise<Comparison> {
    await this.#checkIsOver(key);
    if (baseId !== undefined) await this.#checkIsOver({ orgId: key.orgId, batchId: baseId });
    const sides = { ...key, baseId: baseId ?? null, workspaces: workspaces && [...workspaces] };
    const rows = await run(queries.compareRecords, sides, this.#db);
    return compare(rows.map((row) => ({ ...row, cause: row.cause as DifferenceCause })));
  }

  /** What has not had its turn yet would look as if it were gone. */
  async #checkIsOver(key: BatchKey): Promise<void> {
    const batch = await getBatch(this.#db, key);
    if (batch === null) throw new NotFoundError(`There is no batch ${key.batchId}.`);
    if (batch.completedAt !== null) return;
    throw new ConflictError(`${key.batchId} is ${batch.statusName}: it can be compared when it is over.`);
  }
}
