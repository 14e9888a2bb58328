import type { Database } from '../db/database.ts';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import type { EmissionRecord } from '../domain/outcome.ts';
import { getBatch } from './batch-reading.ts';
import { firstOf } from './batch-rows.ts';
import type { BatchKey } from './batch-store.ts';
import type { BatchFactor, ExplanationStore } from './explanation-store.ts';
import { toEmissionFactor } from './postgres-factor-store.ts';
import * as queries from './queries/explain.queries.ts';
import * as results from './queries/results.queries.ts';
import { toEmissionRecord } from './result-rows.ts';
import { run } from './run-query.ts';

interface FactorKey {
  readonly factorId: string;
  readonly factorSet: string | null;
}

export class PostgresExplanationStore implements ExplanationStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async findRecord(key: BatchKey, activityId: string): Promise<EmissionRecord | null> {
    const row = firstOf(await run(results.findRecords, { ...key, activityIds: [activityId] }, this.#db));
    return row && toEmissionRecord(row);
  }

  async findFactors(orgId: string, keys: readonly FactorKey[]): Promise<EmissionFactor[]> {
    const setIds = [...new Set(keys.flatMap(({ factorSet }) => factorSet ?? []))];
    const factorIds = [...new Set(keys.map(({ factorId }) => factorId))];
    if (setIds.length === 0) return [];
    const rows = await run(queries.findFactors, { orgId, setIds, factorIds }, this.#db);
    return rows.map(toEmissionFactor);
  }

  async listUsedFactors(key: BatchKey): Promise<BatchFactor[] | null> {
    const used = await run(queries.listUsedFactors, key, this.#db);
    if (used.length === 0 && (await getBatch(this.#db, key)) === null) return null;
    const keys = used.flatMap(({ factorId, factorSet }) =>
      factorId === null ? [] : [{ factorId, factorSet }],
    );
    const factors = await this.findFactors(key.orgId, keys);
    const detailsOf = new Map(factors.map((factor) => [`${factor.setId}\n${factor.id}`, factor]));
    return used.map((row) => ({
      ...row,
      usedFor: row.usedFor as BatchFactor['usedFor'],
      details: detailsOf.get(`${row.factorSet}\n${row.factorId}`) ?? null,
    }));
  }
}
