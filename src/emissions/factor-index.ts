import type { EmissionFactor } from '../domain/emission-factor.ts';
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

/**
 * Which of two factors for the same key and day is preferred: negative for the first. By default the later window wins,
 * then the id, so that the choice never depends on the order in which sets were loaded.
 */
export type FactorOrder = (a: EmissionFactor, b: EmissionFactor) => number;

const byRecencyThenId: FactorOrder = (a, b) => compare(b.validFrom, a.validFrom) || compare(a.id, b.id);

/** Factors by category and region. Built once per factor set; lookups are two map reads. */
export class FactorIndex {
  readonly #regionsByCategory = new Map<string, Map<string, FactorSeries[]>>();

  constructor(factors: Iterable<EmissionFactor>, order: FactorOrder = byRecencyThenId) {
    const sorted = [...factors].sort(order);
    for (const factor of sorted) this.#add(indexed(factor));
  }

  /** One series for each unit and scope, the preferred first. Empty where the region has nothing in that category. */
  seriesOf(category: string, region: string): readonly FactorSeries[] {
    return this.#regionsByCategory.get(category)?.get(region) ?? [];
  }

  /** The regions that have the category, in code order. */
  regionsOf(category: string): string[] {
    return [...(this.#regionsByCategory.get(category)?.keys() ?? [])].sort();
  }

  categories(): Iterable<string> {
    return this.#regionsByCategory.keys();
  }

  #add(entry: IndexedFactor): void {
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
