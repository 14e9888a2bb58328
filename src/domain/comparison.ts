import { addDecimals, subtractDecimals } from './decimal.ts';

/** Why the figure of an activity is another one than in the base. */
export const differenceCauses = [
  /** The activity was imported with other data in between. */
  'activity_data',
  /** Another factor, or the same with another published value. */
  'factor',
  /** The same factor, but another GWP set, policy for periods, conversion or processor. */
  'method',
  /** More than one of these. */
  'several',
  /** There was no record in the base. */
  'added',
  /** There is no record in the batch. */
  'removed',
  'none',
] as const;
export type DifferenceCause = (typeof differenceCauses)[number];

/** Activities with one scope and category on either side and one cause; kg CO2e as exact decimals. Null where a side has no record. */
export interface ComparedGroup {
  readonly baseScope: number | null;
  readonly baseCategory: string | null;
  readonly newScope: number | null;
  readonly newCategory: string | null;
  readonly cause: DifferenceCause;
  readonly activities: number;
  readonly baseKg: string;
  readonly newKg: string;
  readonly baseMarketKg: string;
  readonly newMarketKg: string;
}

export interface ComparedFigure {
  readonly baseKg: string;
  readonly newKg: string;
  /** new - base, exactly. */
  readonly differenceKg: string;
}

export interface ComparedTotal {
  readonly baseActivities: number;
  readonly newActivities: number;
  readonly locationBased: ComparedFigure;
  /** Scopes 1 and 3 as they are, scope 2 with its market-based figure. */
  readonly marketBased: ComparedFigure;
}

/** Each of the three breakdowns adds up exactly to the total. */
export interface Comparison {
  readonly total: ComparedTotal;
  readonly byScope: readonly (ComparedTotal & { readonly scope: number })[];
  readonly byCategory: readonly (ComparedTotal & { readonly scope: number; readonly category: string })[];
  readonly byCause: readonly (ComparedTotal & { readonly cause: DifferenceCause })[];
}

/** Adds groups up. An activity that changed its scope or category leaves the one line and enters the other. */
export function compare(groups: readonly ComparedGroup[]): Comparison {
  const sides = groups.flatMap(sidesOf);
  const scopes = linesOf(sides, ({ scope }) => ({ scope }));
  const categories = linesOf(sides, ({ scope, category }) => ({ scope, category }));
  const causes = linesOf(sides, ({ cause }) => ({ cause }));
  return {
    total: sides.reduce((sum, { amount }) => addTotals(sum, amount), nothing),
    byScope: scopes.sort((a, b) => a.scope - b.scope),
    byCategory: categories.sort((a, b) => a.scope - b.scope || (a.category < b.category ? -1 : 1)),
    byCause: causes.sort((a, b) => differenceCauses.indexOf(a.cause) - differenceCauses.indexOf(b.cause)),
  };
}

interface Side {
  readonly scope: number;
  readonly category: string;
  readonly cause: DifferenceCause;
  readonly amount: ComparedTotal;
}

const zero: ComparedFigure = { baseKg: '0', newKg: '0', differenceKg: '0' };
const nothing: ComparedTotal = {
  baseActivities: 0,
  newActivities: 0,
  locationBased: zero,
  marketBased: zero,
};

/** What a group puts into the lines of its base, and into those of its new records. */
function sidesOf(group: ComparedGroup): Side[] {
  const { cause, activities } = group;
  const sides: Side[] = [];
  if (group.baseScope !== null && group.baseCategory !== null) {
    const amount = {
      ...nothing,
      baseActivities: activities,
      locationBased: figure(group.baseKg, '0'),
      marketBased: figure(group.baseMarketKg, '0'),
    };
    sides.push({ scope: group.baseScope, category: group.baseCategory, cause, amount });
  }
  if (group.newScope !== null && group.newCategory !== null) {
    const amount = {
      ...nothing,
      newActivities: activities,
      locationBased: figure('0', group.newKg),
      marketBased: figure('0', group.newMarketKg),
    };
    sides.push({ scope: group.newScope, category: group.newCategory, cause, amount });
  }
  return sides;
}

function linesOf<Key extends object>(
  sides: readonly Side[],
  keyOf: (side: Side) => Key,
): (Key & ComparedTotal)[] {
  const lines = new Map<string, Key & ComparedTotal>();
  for (const side of sides) {
    const key = keyOf(side);
    const name = JSON.stringify(key);
    lines.set(name, { ...key, ...addTotals(lines.get(name) ?? nothing, side.amount) });
  }
  return [...lines.values()];
}

function addTotals(a: ComparedTotal, b: ComparedTotal): ComparedTotal {
  return {
    baseActivities: a.baseActivities + b.baseActivities,
    newActivities: a.newActivities + b.newActivities,
    locationBased: addFigures(a.locationBased, b.locationBased),
    marketBased: addFigures(a.marketBased, b.marketBased),
  };
}

function addFigures(a: ComparedFigure, b: ComparedFigure): ComparedFigure {
  return figure(addDecimals(a.baseKg, b.baseKg), addDecimals(a.newKg, b.newKg));
}

function figure(baseKg: string, newKg: string): ComparedFigure {
  return { baseKg, newKg, differenceKg: subtractDecimals(newKg, baseKg) };
}
