import type { Ratio } from '../domain/decimal.ts';
import { nearestWord } from '../domain/edit-distance.ts';
import type { ActivityErrorCode, RegionMatch } from '../domain/outcome.ts';
import { dateOfDay } from './calendar.ts';
import type { FactorIndex, FactorSeries, IndexedFactor } from './factor-index.ts';
import { conversionBetween, type Unit } from './units.ts';

/** What a factor is looked up by. Activities that share these share their match. */
export interface FactorKey {
  readonly category: string;
  readonly location: string;
  readonly unit: Unit;
  readonly firstDay: number;
  /** Inclusive. */
  readonly lastDay: number;
}

export interface FactorMatch {
  readonly regionMatch: RegionMatch;
  readonly unit: Unit;
  /** From the activity's unit to the factor's. */
  readonly conversion: Ratio;
  /** One part for each factor that the period meets, in the order of time; their days add up to the period. */
  readonly parts: readonly { readonly entry: IndexedFactor; readonly days: number }[];
}

export interface FactorMiss {
  readonly code: ActivityErrorCode;
  /** What came nearest, and what would have matched. */
  readonly details: string;
}

/**
 * Finds the factor for a key. Regions are asked from near to far: as given, its country, GLOBAL. The first that has the
 * category in a unit that can be reached decides; a day that its factors do not cover is then an error and not a reason
 * to take a figure from farther away.
 */
export function matchFactor(index: FactorIndex, key: FactorKey): FactorMatch | FactorMiss {
  for (const { region, regionMatch } of regionsOf(key.location)) {
    const reachable = reachableSeries(index.seriesOf(key.category, region), key.unit);
    if (reachable.length === 0) continue;
    const covering = reachable.flatMap(({ series, conversion }) => {
      const parts = partsOf(series, key);
      return 'uncoveredDay' in parts ? [] : [{ regionMatch, unit: series.unit, conversion, parts }];
    });
    const exact = covering.find(({ unit }) => unit.code === key.unit.code);
    const [found, ...others] = exact === undefined ? covering : [exact];
    if (found === undefined) return uncoveredDay(key, region, reachable);
    return others.length === 0 ? found : ambiguousUnit(key, region, [found, ...others]);
  }
  return unreachable(index, key);
}

/** The units in which the nearest region with the category has factors. */
export function unitsFor(index: FactorIndex, category: string, location: string): string[] {
  for (const { region } of regionsOf(location)) {
    const units = index.seriesOf(category, region).map(({ unit }) => unit.code);
    if (units.length > 0) return units;
  }
  return [];
}

interface ReachableSeries {
  readonly series: FactorSeries;
  readonly conversion: Ratio;
}

function reachableSeries(all: readonly FactorSeries[], unit: Unit): ReachableSeries[] {
  return all.flatMap((series) => {
    const conversion = conversionBetween(unit, series.unit);
    return conversion === null ? [] : [{ series, conversion }];
  });
}

function regionsOf(location: string): { region: string; regionMatch: RegionMatch }[] {
  const region = location.trim().toUpperCase();
  const country = region.split('-')[0] ?? region;
  return [
    { region, regionMatch: 'exact' as const },
    ...(country === region ? [] : [{ region: country, regionMatch: 'country' as const }]),
    ...(region === 'GLOBAL' ? [] : [{ region: 'GLOBAL', regionMatch: 'global' as const }]),
  ];
}

/** Walks the period: each stretch of days goes to the preferred factor that is valid on it. */
function partsOf(series: FactorSeries, key: FactorKey): FactorMatch['parts'] | { uncoveredDay: number } {
  const parts: { entry: IndexedFactor; days: number }[] = [];
  for (let day = key.firstDay; day <= key.lastDay; ) {
    const entry = validOn(series, day);
    if (entry === undefined) return { uncoveredDay: day };
    let lastDay = Math.min(entry.lastDay, key.lastDay);
    // A preferred factor may begin in the middle of this one's window.
    for (const { firstDay } of series.factors) {
      if (firstDay > day && firstDay <= lastDay && validOn(series, firstDay) !== entry)
        lastDay = firstDay - 1;
    }
    parts.push({ entry, days: lastDay - day + 1 });
    day = lastDay + 1;
  }
  return parts;
}

function validOn(series: FactorSeries, day: number): IndexedFactor | undefined {
  return series.factors.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
}

function ambiguousUnit(key: FactorKey, region: string, covering: readonly { unit: Unit }[]): FactorMiss {
  const units = covering.map(({ unit }) => unit.code).join(' and ');
  return {
    code: 'INCOMPATIBLE_UNIT',
    details: `${key.category} for ${region} has factors in ${units}, and "${key.unit.code}" converts to each: give the quantity in one of them.`,
  };
}

function uncoveredDay(key: FactorKey, region: string, reachable: readonly ReachableSeries[]): FactorMiss {
  const day = Math.max(...reachable.map(({ series }) => firstUncoveredDay(series, key)));
  const windows = reachable.map(({ series }) => `in ${series.unit.code} ${windowsOf(series)}`).join('; ');
  return {
    code: 'NO_VALID_FACTOR_FOR_DATE',
    details: `No factor of ${key.category} for ${region} is valid on ${dateOfDay(day)}; there are factors ${windows}.`,
  };
}

function firstUncoveredDay(series: FactorSeries, key: FactorKey): number {
  const parts = partsOf(series, key);
  return 'uncoveredDay' in parts ? parts.uncoveredDay : key.lastDay;
}

function windowsOf(series: FactorSeries): string {
  return series.factors
    .map(({ factor }) =>
      factor.validTo === null ? `from ${factor.validFrom}` : `from ${factor.validFrom} to ${factor.validTo}`,
    )
    .sort()
    .join(', ');
}

function unreachable(index: FactorIndex, key: FactorKey): FactorMiss {
  const units = unitsFor(index, key.category, key.location);
  if (units.length === 0) return { code: 'NO_FACTOR', details: whyNoFactor(index, key) };
  return {
    code: 'INCOMPATIBLE_UNIT',
    details: `${key.category} for ${key.location} has factors in ${units.join(', ')}; "${key.unit.code}" does not convert to that.`,
  };
}

function whyNoFactor(index: FactorIndex, key: FactorKey): string {
  const elsewhere = index.regionsOf(key.category);
  if (elsewhere.length > 0) {
    const some = elsewhere.slice(0, 8).join(', ') + (elsewhere.length > 8 ? ', ...' : '');
    return `There is no factor for ${key.category} in "${key.location}" or its fallbacks; ${key.category} exists for ${some}.`;
  }
  const near = nearestWord(key.category, index.categories());
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  return `There is no factor for the category "${key.category}" in any region.${hint}`;
}
