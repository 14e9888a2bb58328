import type { Database, Queryable } from '../db/database.ts';
import type { CalculationChoice, PeriodPolicy } from '../domain/calculation.ts';
import type { EmissionFactor, GwpSet } from '../domain/emission-factor.ts';
import { ConflictError } from '../domain/errors.ts';
import { firstOf } from './batch-rows.ts';
import type {
  CalculationSettings,
  FactorFilter,
  FactorSet,
  FactorStore,
  InstalledFactorSet,
} from './factor-store.ts';
import * as queries from './queries/factors.queries.ts';
import { run } from './run-query.ts';

export class PostgresFactorStore implements FactorStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  installFactorSet(
    set: FactorSet,
    factors: readonly EmissionFactor[],
    actor?: string,
  ): Promise<'installed' | 'present'> {
    return this.#db.transaction((tx) => installFactorSet(tx, set, factors, actor));
  }

  async listFactorSets(orgId: string): Promise<InstalledFactorSet[]> {
    const rows = await run(queries.listFactorSets, { orgId }, this.#db);
    return rows.map((row) => ({
      ...row,
      orgId: orgOrNull(row.orgId),
      level: row.level as FactorSet['level'],
    }));
  }

  async loadFactors(orgId: string, setId: string): Promise<EmissionFactor[]> {
    return (await run(queries.loadFactors, { orgId, setId }, this.#db)).map(toEmissionFactor);
  }

  async findFactors(filter: FactorFilter): Promise<EmissionFactor[]> {
    const { after, orgId, limit } = filter;
    const rows = await run(
      queries.searchFactors,
      {
        orgId,
        limit,
        setId: filter.setId ?? null,
        factorId: filter.factorId ?? null,
        category: filter.category ?? null,
        region: filter.region ?? null,
        unit: filter.unit ?? null,
        search: filter.search ?? null,
        workspaces: filter.workspaces ? [...filter.workspaces] : null,
        afterSetId: after?.setId ?? '',
        afterFactorId: after?.factorId ?? '',
      },
      this.#db,
    );
    return rows.map(toEmissionFactor);
  }

  async getCalculationSettings(orgId: string): Promise<CalculationSettings> {
    return toSettings(firstOf(await run(queries.getCalculationSettings, { orgId }, this.#db)));
  }

  async saveCalculationSettings(
    orgId: string,
    choice: CalculationChoice,
    actor: string,
    version?: number,
  ): Promise<CalculationSettings> {
    const settings = {
      orgId,
      actor,
      version: version ?? null,
      factorSets: choice.factorSets ? [...choice.factorSets] : null,
      gwpSet: choice.gwpSet ?? null,
      periodPolicy: choice.periodPolicy ?? null,
    };
    const saved = firstOf(await run(queries.saveCalculationSettings, settings, this.#db));
    if (saved !== null) return toSettings(saved);
    throw new ConflictError(
      'The calculation settings were changed by somebody else since they were read: read them again.',
    );
  }
}

export function toEmissionFactor(row: queries.ILoadFactorsResult): EmissionFactor {
  return {
    ...row,
    orgId: orgOrNull(row.orgId),
    scope: row.scope as EmissionFactor['scope'],
    gwpSet: row.gwpSet as EmissionFactor['gwpSet'],
    methaneOrigin: row.methaneOrigin as EmissionFactor['methaneOrigin'],
    instrument: row.instrument as EmissionFactor['instrument'],
  };
}

function toSettings(row: queries.IGetCalculationSettingsResult | null): CalculationSettings {
  const choice = {
    ...(row?.factorSets && { factorSets: row.factorSets }),
    ...(row?.gwpSet && { gwpSet: row.gwpSet as GwpSet }),
    ...(row?.periodPolicy && { periodPolicy: row.periodPolicy as PeriodPolicy }),
  };
  return { choice, version: row?.version ?? 0 };
}

/** The built-in sets belong to nobody: their organisation is empty in the database. */
function orgOrNull(orgId: string): string | null {
  return orgId === '' ? null : orgId;
}

/** Throws `ConflictError` when the set is there with other content. */
export async function isFactorSetInstalled(db: Queryable, set: FactorSet): Promise<boolean> {
  const present = firstOf(await run(queries.getFactorSet, { orgId: set.orgId ?? '', id: set.id }, db));
  if (present === null) return false;
  if (present.checksum === set.checksum) return true;
  throw new ConflictError(
    `The factor set ${set.id} is installed with other content. An edition never changes: give the new one another id.`,
  );
}

/** Within a transaction: the set whole or not at all. */
export async function installFactorSet(
  tx: Queryable,
  set: FactorSet,
  factors: readonly EmissionFactor[],
  actor = 'unknown',
): Promise<'installed' | 'present'> {
  const created = await run(queries.createFactorSet, { ...set, actor, orgId: set.orgId ?? '' }, tx);
  if (created.length === 0) {
    await isFactorSetInstalled(tx, set);
    return 'present';
  }
  await run(queries.insertFactors, { factors: JSON.stringify(factors.map(toFactorRow)) }, tx);
  return 'installed';
}

function toFactorRow(factor: EmissionFactor) {
  return {
    org_id: factor.orgId ?? '',
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
    methane_origin: factor.methaneOrigin,
    instrument: factor.instrument,
    workspace_id: factor.workspaceId,
    meter_id: factor.meterId,
  };
}
