import type { Database, Queryable } from '../db/database.ts';
import type { EmissionFactor, GwpSet } from '../domain/emission-factor.ts';
import { ConflictError } from '../domain/errors.ts';
import { firstOf } from './batch-rows.ts';
import type { FactorSet, FactorStore } from './factor-store.ts';
import * as queries from './queries/factors.queries.ts';
import { run } from './run-query.ts';

export class PostgresFactorStore implements FactorStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  installFactorSet(set: FactorSet, factors: readonly EmissionFactor[]): Promise<'installed' | 'present'> {
    return this.#db.transaction((tx) => installFactorSet(tx, set, factors));
  }

  listFactorSets() {
    return run(queries.listFactorSets, undefined, this.#db);
  }

  async loadFactors(): Promise<EmissionFactor[]> {
    const rows = await run(queries.loadFactors, undefined, this.#db);
    return rows.map((row) => ({
      ...row,
      scope: row.scope as EmissionFactor['scope'],
      gwpSet: row.gwpSet as GwpSet | null,
    }));
  }
}

/** Throws `ConflictError` when the set is there with other figures. */
export async function isFactorSetInstalled(db: Queryable, set: FactorSet): Promise<boolean> {
  const present = firstOf(await run(queries.getFactorSet, { id: set.id }, db));
  if (present === null) return false;
  if (present.checksum === set.checksum) return true;
  throw new ConflictError(
    `The factor set ${set.id} is installed with other figures. An edition never changes: give the new figures another id.`,
  );
}

/** Within a transaction: the set whole or not at all. */
export async function installFactorSet(
  tx: Queryable,
  set: FactorSet,
  factors: readonly EmissionFactor[],
): Promise<'installed' | 'present'> {
  const created = await run(queries.createFactorSet, { ...set }, tx);
  if (created.length === 0) {
    await isFactorSetInstalled(tx, set);
    return 'present';
  }
  await run(queries.insertFactors, { factors: JSON.stringify(factors.map(toFactorRow)) }, tx);
  return 'installed';
}

function toFactorRow(factor: EmissionFactor) {
  return {
    id: factor.id,
    set_id: factor.setId,
    dataset: factor.dataset,
    dataset_version: factor.datasetVersion,
    licence: factor.licence,
    scope: factor.scope,
    scope3_category: factor.scope3Category,
    category: factor.category,
    description: factor.description,
    region: factor.region,
    unit: factor.unit,
    co2_kg_per_unit: factor.co2KgPerUnit,
    ch4_kg_per_unit: factor.ch4KgPerUnit,
    n2o_kg_per_unit: factor.n2oKgPerUnit,
    co2e_kg_per_unit: factor.co2eKgPerUnit,
    gwp_set: factor.gwpSet,
    valid_from: factor.validFrom,
    valid_to: factor.validTo,
    uncertainty_pct: factor.uncertaintyPct,
    source_ref: factor.sourceRef,
    original_value: factor.originalValue,
    original_unit: factor.originalUnit,
    biogenic_co2_kg_per_unit: factor.biogenicCo2KgPerUnit,
    boundary: factor.boundary,
    heat_basis: factor.heatBasis,
  };
}
