import type { Activity } from '../../src/domain/activity.ts';
import type { Calculation } from '../../src/domain/calculation.ts';
import type { EmissionFactor } from '../../src/domain/emission-factor.ts';
import { citedUnits } from './cited-units.ts';
import {
  conversion,
  exactProduct,
  type Fraction,
  fractionOf,
  plus,
  rounded,
  times,
} from './slow-arithmetic.ts';

/**
 * What the engine computes, written once more in the most obvious way and sharing nothing with it: every factor is
 * looked at for every day of the period, units come from `citedUnits`, fractions are never reduced, rounding picks the
 * nearer neighbour. Units are codes, quantities and dates are sound.
 */
export function slowOutcome(
  factors: readonly EmissionFactor[],
  activity: Activity,
  calculation: Calculation = { factorSets: [], gwpSet: 'AR5', periodPolicy: 'by_days' },
): SlowOutcome {
  const world: World = { factors: inOrder(factors, calculation.factorSets), calculation };
  const pinned = world.factors.find(({ id }) => id === activity.factorId);
  if (activity.factorId !== null && pinned === undefined) return 'NO_FACTOR';

  if (activity.supplierFactor !== null) {
    const scope = supplierScope(world, activity);
    if (scope === null) return 'NO_FACTOR';
    if (scope[0] !== 2) return suppliersFigure(activity, scope);
  }
  if (pinned !== undefined && pinned.instrument !== null && !isHolder(pinned, activity)) return 'NO_FACTOR';
  const isPlain = pinned !== undefined && pinned.instrument === null;
  const choice = isPlain ? pinnedChoice(world, pinned, activity) : searched(world, activity);
  if (typeof choice === 'string') return choice;
  const located = emissionsOf(world, activity, choice);
  if (located.scope !== 2) return pinned === undefined || isPlain ? located : 'NO_FACTOR';
  const market = marketOf(world, activity, located, isPlain ? undefined : pinned);
  return typeof market === 'string' ? market : { ...located, market };
}

export type SlowOutcome = string | SlowEmissions;

export interface SlowEmissions {
  readonly scope: 1 | 2 | 3;
  readonly scope3Category: number | null;
  readonly co2eKg: string;
  readonly co2Kg: string | null;
  readonly ch4Kg: string | null;
  readonly n2oKg: string | null;
  readonly biogenicCo2Kg: string | null;
  readonly factorId: string | null;
  readonly factorRegion: string | null;
  readonly market: SlowMarket | null;
}

export interface SlowMarket {
  readonly co2eKg: string;
  readonly basis: string;
  readonly factorId: string | null;
}

interface World {
  /** The preferred first. */
  readonly factors: readonly EmissionFactor[];
  readonly calculation: Calculation;
}

/** A factor for each day that is asked about, all of them per one unit. */
interface Choice {
  readonly unit: string;
  readonly daily: readonly EmissionFactor[];
}

function inOrder(factors: readonly EmissionFactor[], sets: readonly string[]): EmissionFactor[] {
  return [...factors].sort(
    (a, b) =>
      rankOf(a, sets) - rankOf(b, sets) ||
      (a.validFrom === b.validFrom ? 0 : a.validFrom > b.validFrom ? -1 : 1) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

function rankOf({ setId }: EmissionFactor, sets: readonly string[]): number {
  return sets.includes(setId) ? sets.indexOf(setId) : sets.length;
}

/** The nearest region with the category in a unit that can be reached; there the preferred set, then the exact unit. */
function searched(world: World, activity: Activity): Choice | string {
  const { factorSets } = world.calculation;
  const general = world.factors.filter(
    ({ instrument, category }) => instrument === null && category === activity.category,
  );
  const ladder = ladderOf(activity.location);
  for (const region of ladder) {
    const reachable = general.filter(
      (factor) => factor.region === region && isSameKind(factor.unit, activity.unit),
    );
    if (reachable.length === 0) continue;
    const choices = choicesAmong(reachable, daysOf(world, activity));
    if (choices.length === 0) return 'NO_VALID_FACTOR_FOR_DATE';
    const best = Math.min(
      ...choices.flatMap(({ daily }) => daily.map((factor) => rankOf(factor, factorSets))),
    );
    const ofBest = choices.filter(({ daily }) => daily.some((factor) => rankOf(factor, factorSets) === best));
    const exact = ofBest.find(({ unit }) => unit === activity.unit);
    if (exact !== undefined) return exact;
    if (new Set(ofBest.map(({ unit }) => unit)).size > 1) return 'INCOMPATIBLE_UNIT';
    return ofBest[0] as Choice;
  }
  return general.some(({ region }) => ladder.includes(region)) ? 'INCOMPATIBLE_UNIT' : 'NO_FACTOR';
}

/** One for each unit and scope whose factors cover every day. */
function choicesAmong(factors: readonly EmissionFactor[], days: readonly string[]): Choice[] {
  const kindOf = ({ unit, scope, scope3Category }: EmissionFactor) => `${unit} ${scope} ${scope3Category}`;
  return [...new Set(factors.map(kindOf))].flatMap((kind) => {
    const ofKind = factors.filter((factor) => kindOf(factor) === kind);
    const daily = days.map((day) => ofKind.find((factor) => isValidOn(factor, day)));
    return daily.includes(undefined)
      ? []
      : [{ unit: ofKind[0]?.unit ?? '', daily: daily as EmissionFactor[] }];
  });
}

function pinnedChoice(world: World, factor: EmissionFactor, activity: Activity): Choice | string {
  if (!isSameKind(factor.unit, activity.unit)) return 'INCOMPATIBLE_UNIT';
  const days = daysOf(world, activity);
  if (!days.every((day) => isValidOn(factor, day))) return 'NO_VALID_FACTOR_FOR_DATE';
  return { unit: factor.unit, daily: days.map(() => factor) };
}

function supplierScope(world: World, activity: Activity): [1 | 2 | 3, number | null] | null {
  const alike = world.factors.filter(
    ({ instrument, category }) => instrument === null && category === activity.category,
  );
  const elsewhere = alike.map(({ region }) => region).sort();
  for (const region of [...ladderOf(activity.location), ...elsewhere]) {
    const example = alike.find((factor) => factor.region === region);
    if (example !== undefined) return [example.scope, example.scope3Category];
  }
  if (activity.source === 'fleet') return [1, null];
  if (activity.source === 'purchases') return [3, 1];
  if (activity.source === 'waste') return [3, 5];
  return activity.source === 'travel' ? [3, 6] : null;
}

function suppliersFigure(
  { quantity, supplierFactor }: Activity,
  [scope, scope3Category]: [1 | 2 | 3, number | null],
): SlowEmissions {
  return {
    scope,
    scope3Category,
    co2eKg: exactProduct([quantity, supplierFactor ?? ''], [['1']]),
    co2Kg: null,
    ch4Kg: null,
    n2oKg: null,
    biogenicCo2Kg: null,
    factorId: null,
    factorRegion: null,
    market: null,
  };
}

function marketOf(
  world: World,
  activity: Activity,
  located: SlowEmissions,
  pinned: EmissionFactor | undefined,
): SlowMarket | string {
  if (activity.supplierFactor !== null) {
    const { co2eKg } = suppliersFigure(activity, [2, null]);
    return { co2eKg, basis: 'supplier', factorId: null };
  }
  const choice =
    pinned === undefined ? bestInstruments(world, activity) : pinnedChoice(world, pinned, activity);
  if (typeof choice === 'string') return choice;
  if (choice === null) return { co2eKg: located.co2eKg, basis: 'location_based', factorId: null };
  const { co2eKg, factorId } = emissionsOf(world, activity, choice);
  const isResidual = choice.daily.every(({ instrument }) => instrument === 'residual_mix');
  return { co2eKg, basis: isResidual ? 'residual_mix' : 'instrument', factorId };
}

/** Of the units whose instruments cover every day, the one that uses the best instrument of all. */
function bestInstruments(world: World, activity: Activity): Choice | null {
  const ladder = ladderOf(activity.location);
  const merit = (factor: EmissionFactor) =>
    [
      factor.instrument === 'residual_mix' ? 1 : 0,
      factor.meterId === null ? (factor.workspaceId === null ? 2 : 1) : 0,
      ['energy_certificate', 'contract', 'supplier_rate', 'residual_mix'].indexOf(factor.instrument ?? ''),
      ladder.indexOf(factor.region),
    ].join();
  const ordered = world.factors
    .filter(({ instrument, category, region }) => {
      return instrument !== null && category === activity.category && ladder.includes(region);
    })
    .filter((factor) => isHolder(factor, activity) && isSameKind(factor.unit, activity.unit))
    .sort((a, b) => (merit(a) < merit(b) ? -1 : merit(a) > merit(b) ? 1 : 0));
  const choices = choicesAmong(ordered, daysOf(world, activity));
  const bestOf = ({ daily }: Choice) => Math.min(...daily.map((factor) => ordered.indexOf(factor)));
  return choices.sort((a, b) => bestOf(a) - bestOf(b))[0] ?? null;
}

function isHolder(factor: EmissionFactor, { workspaceId, meterId }: Activity): boolean {
  if (factor.workspaceId !== null && factor.workspaceId !== workspaceId) return false;
  return factor.meterId === null || factor.meterId === meterId;
}

function emissionsOf({ calculation }: World, activity: Activity, { unit, daily }: Choice): SlowEmissions {
  const [first] = daily;
  if (first === undefined) throw new Error('A period without a day.');
  const quantity = times(fractionOf(activity.quantity), conversion(activity.unit, unit));
  const mass = (perUnit: (factor: EmissionFactor) => Fraction | null): string | null => {
    let sum: Fraction = [0n, 1n];
    for (const factor of new Set(daily)) {
      const value = perUnit(factor);
      if (value === null) return null;
      const daysOfFactor = daily.filter((other) => other === factor).length;
      sum = plus(sum, times(value, [BigInt(daysOfFactor), BigInt(daily.length)]));
    }
    return rounded(times(quantity, sum), 9);
  };
  const published = (text: string | null) => (text === null ? null : fractionOf(text));
  return {
    scope: first.scope,
    scope3Category: first.scope3Category,
    co2eKg: mass((factor) => co2eOf(factor, calculation.gwpSet)) ?? '',
    co2Kg: mass((factor) => published(factor.co2KgPerUnit)),
    ch4Kg: mass((factor) => published(factor.ch4KgPerUnit)),
    n2oKg: mass((factor) => published(factor.n2oKgPerUnit)),
    biogenicCo2Kg: mass((factor) => published(factor.biogenicCo2KgPerUnit)),
    factorId: [...new Set(daily.map(({ id }) => id))].join('+'),
    factorRegion: first.region,
    market: null,
  };
}

/** Methane of no stated origin, fossil, other; nitrous oxide. */
const potentials = {
  AR4: ['25', '25', '25', '298'],
  AR5: ['28', '30', '28', '265'],
  AR6: ['27.9', '29.8', '27', '273'],
} as const;

function co2eOf(factor: EmissionFactor, gwpSet: 'AR4' | 'AR5' | 'AR6'): Fraction {
  if (factor.co2eKgPerUnit !== null) return fractionOf(factor.co2eKgPerUnit);
  const [unstated, fossil, other, n2o] = potentials[gwpSet];
  const { methaneOrigin } = factor;
  const ch4 = methaneOrigin === null ? unstated : methaneOrigin === 'fossil' ? fossil : other;
  const co2 = fractionOf(factor.co2KgPerUnit ?? '0');
  const methane = times(fractionOf(factor.ch4KgPerUnit ?? '0'), fractionOf(ch4));
  return plus(co2, plus(methane, times(fractionOf(factor.n2oKgPerUnit ?? '0'), fractionOf(n2o))));
}

function isValidOn({ validFrom, validTo }: EmissionFactor, day: string): boolean {
  return validFrom <= day && (validTo === null || day <= validTo);
}

function daysOf({ calculation }: World, { periodStart, periodEnd }: Activity): string[] {
  if (calculation.periodPolicy === 'period_start') return [periodStart];
  const days: string[] = [];
  const day = new Date(`${periodStart}T12:00:00Z`);
  for (let text = periodStart; text <= periodEnd; text = day.toISOString().slice(0, 10)) {
    days.push(text);
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return days;
}

function ladderOf(location: string): string[] {
  const hyphen = location.indexOf('-');
  return [...new Set([location, hyphen === -1 ? location : location.slice(0, hyphen), 'GLOBAL'])];
}

function isSameKind(a: string, b: string): boolean {
  const [one, other] = [citedUnits[a], citedUnits[b]];
  return one === undefined || other === undefined ? a === b : one.dimension === other.dimension;
}
