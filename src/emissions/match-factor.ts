import type { Ratio } from '../domain/decimal.ts';
import { nearestWord } from '../domain/edit-distance.ts';
import type { ActivityErrorCode, RegionMatch } from '../domain/outcome.ts';
import { dateOfDay } from './calendar.ts';
import type { FactorIndex, FactorSeries, FactorUser, IndexedFactor } from './factor-index.ts';
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
  /** Null for an instrument, and where a factor of an unrelated region was pinned. */
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
 * to take a figure from farther away. There the preferred set decides, then the activity's own unit, else the only one that
 * converts.
 */
export function matchFactor(index: FactorIndex, key: FactorKey): FactorMatch | FactorMiss {
  for (const { region, regionMatch } of regionsOf(key.location)) {
    const reachable = reachableSeries(index.seriesOf(key.category, region), key.unit);
    if (reachable.length === 0) continue;
    const best = preferred(coveringMatches(reachable, key, regionMatch));
    const [first] = best;
    if (first === undefined) return notCovered(key, region, reachable);
    const exact = best.find(({ unit }) => unit.code === key.unit.code);
    const units = [...new Set(best.map(({ unit }) => unit.code))];
    return exact ?? (units.length === 1 ? first : ambiguousUnit(key, region, units));
  }
  return unreachable(index, key);
}

/**
 * The best instrument for each day of the period, for market-based scope 2; null where they do not cover it in one unit.
 */
export function matchInstrument(index: FactorIndex, key: FactorKey, user: FactorUser): FactorMatch | null {
  const series = index.instrumentSeriesOf(key.category, key.location, user);
  const [found] = preferred(coveringMatches(reachableSeries(series, key.unit), key, null));
  return found ?? null;
}

/** Those of the series that have a factor for every day of the period. */
function coveringMatches(
  reachable: readonly ReachableSeries[],
  key: FactorKey,
  regionMatch: RegionMatch | null,
): FactorMatch[] {
  return reachable.flatMap(({ series, conversion }) => {
    const parts = partsOf(series, key);
    return parts === null ? [] : [{ regionMatch, unit: series.unit, conversion, parts }];
  });
}

/** Those that use a factor of the lowest tier. */
function preferred(matches: readonly FactorMatch[]): FactorMatch[] {
  const tierOf = ({ parts }: FactorMatch) => Math.min(...parts.map(({ entry }) => entry.tier));
  const lowest = Math.min(...matches.map(tierOf));
  return matches.filter((match) => tierOf(match) === lowest);
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

function ambiguousUnit(key: FactorKey, region: string, units: readonly string[]): FactorMiss {
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
