import type { Ratio } from '../domain/decimal.ts';
import { nearestWord } from '../domain/edit-distance.ts';
import type { ActivityErrorCode, RegionMatch } from '../domain/outcome.ts';
import { dateOfDay } from './calendar.ts';
import type { FactorIndex, FactorSeries, IndexedFactor } from './factor-index.ts';
import { listed } from './listed.ts';
import { regionsOf } from './regions.ts';
import { conversionBetween, isCurrency, resolveUnit, type Unit } from './units.ts';

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
  /** Null where a factor of an unrelated region was pinned. */
  readonly regionMatch: RegionMatch | null;
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
  return matchAmong((region) => index.seriesOf(key.category, region), key) ?? unreachable(index, key);
}

/** The instrument that covers the whole period, for market-based scope 2; null where there is none. */
export function matchInstrument(
  index: FactorIndex,
  key: FactorKey,
  owner: { readonly workspaceId: string; readonly meterId: string | null },
): FactorMatch | null {
  const match = matchAmong((region) => index.instrumentSeriesOf(key.category, region, owner), key);
  return match === null || 'code' in match ? null : match;
}

/** Null where no region has the category in a unit that can be reached. */
function matchAmong(
  seriesOf: (region: string) => readonly FactorSeries[],
  key: FactorKey,
): FactorMatch | FactorMiss | null {
  for (const { region, regionMatch } of regionsOf(key.location)) {
    const reachable = reachableSeries(seriesOf(region), key.unit);
    if (reachable.length === 0) continue;
    const covering = new Map<string, FactorMatch>();
    for (const { series, conversion } of reachable) {
      const { unit } = series;
      const parts = partsOf(series, key);
      if (parts !== null && !covering.has(unit.code)) {
        covering.set(unit.code, { regionMatch, unit, conversion, parts });
      }
    }
    const exact = covering.get(key.unit.code);
    const [found, ...others] = exact === undefined ? covering.values() : [exact];
    if (found === undefined) return notCovered(key, region, reachable);
    return others.length === 0 ? found : ambiguousUnit(key, region, [found, ...others]);
  }
  return null;
}

/** The factor that an activity names, in place of a search. Unit and dates are checked all the same. */
export function matchPinned(entry: IndexedFactor, key: FactorKey): FactorMatch | FactorMiss {
  const { factor, unit } = entry;
  const conversion = conversionBetween(key.unit, unit);
  if (conversion === null) {
    return {
      code: 'INCOMPATIBLE_UNIT',
      details: `The factor "${factor.id}" is per ${unit.code}; "${key.unit.code}" does not convert to that.`,
    };
  }
  if (key.firstDay < entry.firstDay || key.lastDay > entry.lastDay) {
    const day = key.firstDay < entry.firstDay ? key.firstDay : entry.lastDay + 1;
    const series = { unit, factors: [entry] };
    return {
      code: 'NO_VALID_FACTOR_FOR_DATE',
      details: `The factor "${factor.id}" is not valid on ${dateOfDay(day)}; it is valid ${windowsOf(series)}.`,
    };
  }
  const regionMatch =
    regionsOf(key.location).find(({ region }) => region === factor.region)?.regionMatch ?? null;
  return { regionMatch, unit, conversion, parts: [{ entry, days: key.lastDay - key.firstDay + 1 }] };
}

/** The units that factors for the category and the location are per, the nearest region's first. */
export function unitsFor(index: FactorIndex, category: string, location: string): string[] {
  const series = regionsOf(location).flatMap(({ region }) => index.seriesOf(category, region));
  return [...new Set(series.map(({ unit }) => unit.code))];
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

/** Walks the period: each stretch of days goes to the preferred factor that is valid on it. Null where a day has none. */
function partsOf(series: FactorSeries, key: FactorKey): FactorMatch['parts'] | null {
  const parts: { entry: IndexedFactor; days: number }[] = [];
  for (let day = key.firstDay; day <= key.lastDay; ) {
    const entry = validOn(series, day);
    if (entry === undefined) return null;
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

function ambiguousUnit(key: FactorKey, region: string, covering: readonly FactorMatch[]): FactorMiss {
  const units = covering.map(({ unit }) => unit.code);
  return {
    code: 'INCOMPATIBLE_UNIT',
    details: `Factors of ${key.category} for ${region} are per ${listed(units, 'and')}, and "${key.unit.code}" converts to each: give the quantity in one of them.`,
  };
}

function notCovered(key: FactorKey, region: string, reachable: readonly ReachableSeries[]): FactorMiss {
  const day = firstDayWithoutFactor(key, reachable);
  const what = `factor of ${key.category} for ${region}`;
  const windows = reachable.map(({ series }) => `per ${series.unit.code} ${windowsOf(series)}`).join('; ');
  return {
    code: 'NO_VALID_FACTOR_FOR_DATE',
    details:
      day === null
        ? `No ${what} in one unit covers the whole period ${dateOfDay(key.firstDay)} to ${dateOfDay(key.lastDay)}; there are factors ${windows}.`
        : `No ${what} is valid on ${dateOfDay(day)}; there are factors ${windows}.`,
  };
}

/** Null where each day has a factor in some unit, but no unit has one for all of them. */
function firstDayWithoutFactor(key: FactorKey, reachable: readonly ReachableSeries[]): number | null {
  const afterEach = reachable.flatMap(({ series }) => series.factors.map(({ lastDay }) => lastDay + 1));
  const days = [key.firstDay, ...afterEach]
    .filter((day) => key.firstDay <= day && day <= key.lastDay)
    .sort((a, b) => a - b);
  return days.find((day) => reachable.every(({ series }) => validOn(series, day) === undefined)) ?? null;
}

/** The days that have a factor, windows that touch or overlap taken together. */
function windowsOf(series: FactorSeries): string {
  const windows: { firstDay: number; lastDay: number }[] = [];
  for (const { firstDay, lastDay } of series.factors.toSorted((a, b) => a.firstDay - b.firstDay)) {
    const before = windows.at(-1);
    if (before !== undefined && firstDay <= before.lastDay + 1) {
      before.lastDay = Math.max(before.lastDay, lastDay);
    } else windows.push({ firstDay, lastDay });
  }
  const texts = windows.map(({ firstDay, lastDay }) =>
    Number.isFinite(lastDay)
      ? `from ${dateOfDay(firstDay)} to ${dateOfDay(lastDay)}`
      : `from ${dateOfDay(firstDay)} on`,
  );
  return listed(texts, 'and');
}

function unreachable(index: FactorIndex, key: FactorKey): FactorMiss {
  const units = unitsFor(index, key.category, key.location);
  if (units.length === 0) return { code: 'NO_FACTOR', details: whyNoFactor(index, key) };
  return {
    code: 'INCOMPATIBLE_UNIT',
    details: `Factors of ${key.category} for "${key.location}" are per ${listed(units, 'or')}; ${whyNotConverted(key.unit, units)}.`,
  };
}

/** A currency is said to be one: KGS is the som of Kyrgyzstan to ISO, and kilograms to many who write it. */
function whyNotConverted({ code, dimension }: Unit, units: readonly string[]): string {
  if (!isCurrency(dimension)) return `"${code}" does not convert to that by definition`;
  const isAnother = units.some((unit) => isCurrency(resolveUnit(unit)?.dimension));
  return isAnother
    ? `"${code}" does not convert to that, for no exchange rate is assumed`
    : `"${code}" is a currency and does not convert to that`;
}

const regionsShownMax = 8;

function whyNoFactor(index: FactorIndex, key: FactorKey): string {
  const regions = index.regionsOf(key.category);
  if (regions.length === 0) {
    const near = nearestWord(key.category, index.categories());
    const hint = near === null ? '' : ` Did you mean ${near}?`;
    return `There is no factor of the category "${key.category}" for any region.${hint}`;
  }
  const [, ...fallbacks] = regionsOf(key.location).map(({ region }) => region);
  const asked = listed([`"${key.location}"`, ...fallbacks], 'or');
  const shown = regions.slice(0, regionsShownMax);
  const unshown = regions.length - shown.length;
  const there = listed(unshown > 0 ? [...shown, `${unshown} more`] : shown, 'and');
  return `There is no factor of ${key.category} for ${asked}; there is for ${there}.`;
}
