import type { EmissionFactor } from '../domain/emission-factor.ts';
import { instruments } from '../domain/emission-factor.ts';
import { dayNumber } from './calendar.ts';
import { resolveUnit, type Unit } from './units.ts';

/** A factor with what matching asks of it: its unit resolved and its window in days. */
export interface IndexedFactor {
  readonly factor: EmissionFactor;
  readonly unit: Unit;
  readonly firstDay: number;
  /** Inclusive; infinite where the window is open. */
  readonly lastDay: number;
}

/**
 * Factors of one category and region in one unit, the preferred first where windows overlap. They are of one scope: a
 * period that is apportioned among them must not end up half in another.
 */
export interface FactorSeries {
  readonly unit: Unit;
  readonly factors: readonly IndexedFactor[];
}

/** Which of two factors for the same key and day is preferred: negative for the first. */
export type FactorOrder = (a: EmissionFactor, b: EmissionFactor) => number;

/** Of equal rank, the later window wins, then the id, so that the choice never depends on the order of loading. */
const byRecencyThenId: FactorOrder = (a, b) => compare(b.validFrom, a.validFrom) || compare(a.id, b.id);

/** Sets in this order, the preferred first; sets that are not named come last. */
export function bySetOrder(factorSets: readonly string[]): FactorOrder {
  const ranks = new Map(factorSets.map((id, rank) => [id, rank]));
  const rankOf = ({ setId }: EmissionFactor) => ranks.get(setId) ?? factorSets.length;
  return (a, b) => rankOf(a) - rankOf(b) || byRecencyThenId(a, b);
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

  constructor(factors: Iterable<EmissionFactor>, order: FactorOrder = byRecencyThenId) {
    const sorted = [...factors].sort(order).map(indexed);
    for (const entry of sorted) {
      const { factor } = entry;
      if (!this.#byId.has(factor.id)) this.#byId.set(factor.id, entry);
      if (factor.instrument === null) this.#general.add(entry);
      else addTo(this.#instruments, `${factor.category}\n${factor.region}`, entry);
    }
    for (const list of this.#instruments.values()) list.sort(byInstrument);
    this.hasOwnersInstruments = [...this.#instruments.values()]
      .flat()
      .some(({ factor }) => factor.workspaceId !== null || factor.meterId !== null);
  }

  /** One series for each unit and scope, the preferred first. Empty where the region has nothing in that category. */
  seriesOf(category: string, region: string): readonly FactorSeries[] {
    return this.#general.seriesOf(category, region);
  }

  /** Instruments that hold for this workspace and meter, the most specific first. */
  instrumentSeriesOf(
    category: string,
    region: string,
    { workspaceId, meterId }: { readonly workspaceId: string; readonly meterId: string | null },
  ): readonly FactorSeries[] {
    const all = this.#instruments.get(`${category}\n${region}`) ?? [];
    const series = new SeriesMap();
    for (const entry of all) {
      const { factor } = entry;
      if (factor.workspaceId !== null && factor.workspaceId !== workspaceId) continue;
      if (factor.meterId !== null && factor.meterId !== meterId) continue;
      series.add(entry);
    }
    return series.seriesOf(category, region);
  }

  /** The factor with this id, of the preferred set that has it. */
  factorById(id: string): IndexedFactor | null {
    return this.#byId.get(id) ?? null;
  }

  ids(): Iterable<string> {
    return this.#byId.keys();
  }

  /** The regions that have the category, in code order. */
  regionsOf(category: string): string[] {
    return this.#general.regionsOf(category);
  }

  categories(): Iterable<string> {
    return this.#general.categories();
  }

  /** Some factor of the category, wherever it is for: it tells the scope. */
  exampleOf(category: string): EmissionFactor | null {
    const [region] = this.regionsOf(category);
    return region === undefined ? null : (this.seriesOf(category, region)[0]?.factors[0]?.factor ?? null);
  }
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

/** A meter's own before its workspace's before the organisation's; then the better instrument. The sort is stable. */
function byInstrument({ factor: a }: IndexedFactor, { factor: b }: IndexedFactor): number {
  const breadth = (factor: EmissionFactor) =>
    factor.meterId !== null ? 0 : factor.workspaceId !== null ? 1 : 2;
  const kind = ({ instrument }: EmissionFactor) =>
    instrument === null ? 0 : instruments.indexOf(instrument);
  const isResidual = (factor: EmissionFactor) => (factor.instrument === 'residual_mix' ? 1 : 0);
  return isResidual(a) - isResidual(b) || breadth(a) - breadth(b) || kind(a) - kind(b);
}

function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function indexed(factor: EmissionFactor): IndexedFactor {
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
  return { factor, unit, firstDay, lastDay };
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
