import type { EmissionFactor } from '../domain/emission-factor.ts';
import { instruments } from '../domain/emission-factor.ts';
import { dayNumber } from './calendar.ts';
import { regionsOf } from './regions.ts';
import { resolveUnit, type Unit } from './units.ts';

/** A factor with what matching asks of it: its unit resolved and its window in days. */
export interface IndexedFactor {
  readonly factor: EmissionFactor;
  readonly unit: Unit;
  readonly firstDay: number;
  /** Inclusive; infinite where the window is open. */
  readonly lastDay: number;
  /** Among factors that could be taken, those of the lowest tier come first, before units are looked at. */
  readonly tier: number;
}

/** Whose activity it is: an instrument may hold for one workspace or meter only. */
export interface FactorUser {
  readonly workspaceId: string;
  readonly meterId: string | null;
}

/**
 * Factors of one category and region in one unit, the preferred first where windows overlap. They are of one scope: a
 * period that is apportioned among them must not end up half in another.
 */
export interface FactorSeries {
  readonly unit: Unit;
  readonly factors: readonly IndexedFactor[];
}

/** Factors by category and region. Built once per order of factor sets; lookups are two map reads. */
export class FactorIndex {
  /** What anybody's activity may use: location-based for electricity. */
  readonly #general = new SeriesMap();
  /** Instruments of market-based scope 2. */
  readonly #instruments = new Map<string, IndexedFactor[]>();
  readonly #byId = new Map<string, IndexedFactor>();
  /** Whether some instrument holds for one workspace or meter only. */
  readonly hasOwnersInstruments: boolean;

  /** `factorSets` are in this order, the preferred first; sets that are not named come last. */
  constructor(factors: Iterable<EmissionFactor>, factorSets: readonly string[] = []) {
    const ranks = new Map(factorSets.map((id, rank) => [id, rank]));
    const entries = Array.from(factors, (factor) =>
      indexed(factor, ranks.get(factor.setId) ?? factorSets.length),
    );
    for (const entry of entries.sort(byTierThenRecency)) {
      const { factor } = entry;
      if (!this.#byId.has(factor.id)) this.#byId.set(factor.id, entry);
      if (factor.instrument === null) this.#general.add(entry);
      else addTo(this.#instruments, factor.category, entry);
    }
    this.hasOwnersInstruments = [...this.#instruments.values()]
      .flat()
      .some(({ factor }) => factor.workspaceId !== null || factor.meterId !== null);
  }

  /** One series for each unit and scope, the preferred first. Empty where the region has nothing in that category. */
  seriesOf(category: string, region: string): readonly FactorSeries[] {
    return this.#general.seriesOf(category, region);
  }

  /**
   * Instruments that hold for this workspace and meter at the location or around it, the best first. Each is a tier of its
   * own: which of two is better never depends on their units.
   */
  instrumentSeriesOf(category: string, location: string, user: FactorUser): readonly FactorSeries[] {
    const ladder = regionsOf(location).map(({ region }) => region);
    const holding = (this.#instruments.get(category) ?? [])
      .filter(({ factor }) => ladder.includes(factor.region) && isInstrumentOf(factor, user))
      .sort((a, b) => byInstrument(a.factor, b.factor, ladder) || byTierThenRecency(a, b));
    const series = new Map<string, FactorSeries>();
    for (const [tier, entry] of holding.entries()) {
      const { unit, factors } = series.get(entry.unit.code) ?? { unit: entry.unit, factors: [] };
      series.set(unit.code, { unit, factors: [...factors, { ...entry, tier }] });
    }
    return [...series.values()];
  }

  /** The factor with this id, of the preferred set that has it. */
  factorById(id: string): IndexedFactor | null {
    return this.#byId.get(id) ?? null;
  }

  /** The ids that an activity of the workspace may name. */
  *idsFor(workspaceId: string): Iterable<string> {
    for (const [id, { factor }] of this.#byId) if (isOfWorkspace(factor, workspaceId)) yield id;
  }

  /** The regions that have the category, in code order. */
  regionsOf(category: string): string[] {
    return this.#general.regionsOf(category);
  }

  categories(): Iterable<string> {
    return this.#general.categories();
  }

  /** Some factor of the category, the nearest to the location: it tells the scope. */
  exampleOf(category: string, location: string): EmissionFactor | null {
    const near = regionsOf(location).map(({ region }) => region);
    for (const region of [...near, ...this.regionsOf(category)]) {
      const [series] = this.seriesOf(category, region);
      if (series?.factors[0] !== undefined) return series.factors[0].factor;
    }
    return null;
  }
}

/** Whether an instrument holds for the activities of a workspace and meter. */
export function isInstrumentOf(factor: EmissionFactor, { workspaceId, meterId }: FactorUser): boolean {
  return isOfWorkspace(factor, workspaceId) && (factor.meterId === null || factor.meterId === meterId);
}

/** Whether a factor is the workspace's or everybody's in the organisation. */
export function isOfWorkspace(factor: EmissionFactor, workspaceId: string): boolean {
  return factor.workspaceId === null || factor.workspaceId === workspaceId;
}

class SeriesMap {
  readonly #regionsByCategory = new Map<string, Map<string, FactorSeries[]>>();

  seriesOf(category: string, region: string): readonly FactorSeries[] {
    return this.#regionsByCategory.get(category)?.get(region) ?? [];
  }

  regionsOf(category: string): string[] {
    return [...(this.#regionsByCategory.get(category)?.keys() ?? [])].sort();
  }

  categories(): Iterable<string> {
    return this.#regionsByCategory.keys();
  }

  add(entry: IndexedFactor): void {
    const { category, region } = entry.factor;
    const regions = this.#regionsByCategory.get(category) ?? new Map<string, FactorSeries[]>();
    this.#regionsByCategory.set(category, regions);
    const allSeries = regions.get(region) ?? [];
    regions.set(region, allSeries);
    const series = allSeries.find((one) => belongsTo(one, entry));
    if (series === undefined) allSeries.push({ unit: entry.unit, factors: [entry] });
    else (series.factors as IndexedFactor[]).push(entry);
  }
}

/** Of one tier, the later window wins, then the id, so that the choice never depends on the order of loading. */
function byTierThenRecency(a: IndexedFactor, b: IndexedFactor): number {
  return (
    a.tier - b.tier || compare(b.factor.validFrom, a.factor.validFrom) || compare(a.factor.id, b.factor.id)
  );
}

/**
 * The residual mix is for what no other instrument covers. Of the others a meter's own come before its workspace's before
 * the organisation's, then the better instrument, then the nearer region.
 */
function byInstrument(a: EmissionFactor, b: EmissionFactor, ladder: readonly string[]): number {
  const breadth = (factor: EmissionFactor) =>
    factor.meterId !== null ? 0 : factor.workspaceId !== null ? 1 : 2;
  const kind = ({ instrument }: EmissionFactor) =>
    instrument === null ? 0 : instruments.indexOf(instrument);
  const isResidual = (factor: EmissionFactor) => (factor.instrument === 'residual_mix' ? 1 : 0);
  const distance = ({ region }: EmissionFactor) => ladder.indexOf(region);
  return (
    isResidual(a) - isResidual(b) || breadth(a) - breadth(b) || kind(a) - kind(b) || distance(a) - distance(b)
  );
}

function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function indexed(factor: EmissionFactor, tier: number): IndexedFactor {
  const unit = resolveUnit(factor.unit);
  if (unit === null) {
    throw new Error(`The factor ${factor.id} is per "${factor.unit}", which is no known unit.`);
  }
  const firstDay = dayNumber(factor.validFrom);
  const lastDay = factor.validTo === null ? Number.POSITIVE_INFINITY : dayNumber(factor.validTo);
  if (firstDay === null || lastDay === null) {
    throw new Error(
      `The window of the factor ${factor.id}, ${factor.validFrom} to ${factor.validTo}, is no range of dates.`,
    );
  }
  return { factor, unit, firstDay, lastDay, tier };
}

function belongsTo(
  { unit, factors: [first] }: FactorSeries,
  { factor, unit: { code } }: IndexedFactor,
): boolean {
  const isOfScope =
    first?.factor.scope === factor.scope && first.factor.scope3Category === factor.scope3Category;
  return unit.code === code && isOfScope;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
