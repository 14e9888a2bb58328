import {
  addDecimals,
  divideRatios,
  parseDecimal,
  ratio,
  ratioOf,
  roundRatio,
  subtractDecimals,
  sumDecimals,
} from './decimal.ts';
import { relativeUncertaintyPct } from './uncertainty.ts';

/**
 * Current records added up by everything that an inventory is divided by. Figures are kg, exact decimals. Every line of an
 * inventory is a sum of cells, so that lines cut in any way add up to the same total.
 */
export interface InventoryCell {
  readonly workspaceId: string;
  readonly scope: number;
  readonly scope3Category: number | null;
  readonly category: string;
  readonly location: string;
  readonly dataQuality: string;
  readonly regionMatch: string | null;
  readonly marketBasis: string | null;
  /** The period began before the year in which it ended. */
  readonly crossesYear: boolean;
  readonly records: number;
  /** Scope 2 by the location-based method. */
  readonly co2eKg: string;
  /** Scope 2 by the market-based method, all else the same. */
  readonly marketCo2eKg: string;
  readonly co2Kg: string;
  readonly ch4Co2eKg: string;
  readonly n2oCo2eKg: string;
  readonly biogenicCo2Kg: string;
  /** Of the records that have a quality score, and score x kg. */
  readonly scoredCo2eKg: string;
  readonly scoreXCo2eKg: string;
  /** Of the records whose quantity or factor has a stated uncertainty. */
  readonly uncertainCo2eKg: string;
  /** The sum of (kg x percent)^2 over records, quantity and factor. */
  readonly variance: string;
}

export interface InventoryTotal {
  readonly records: number;
  readonly locationBasedKg: string;
  readonly marketBasedKg: string;
  /** Reported apart, in no total. */
  readonly biogenicCo2Kg: string;
}

export interface InventoryLine extends InventoryTotal {
  /** What the line is about, as the filters of the records name it; null where records have no such value. */
  readonly key: Readonly<Record<string, string | number | null>>;
}

export interface GasLine {
  readonly gas: 'co2' | 'ch4' | 'n2o' | 'f_gases' | 'not_published_apart';
  readonly co2eKg: string;
}

export interface Inventory {
  readonly total: InventoryTotal;
  readonly byScope: readonly InventoryLine[];
  readonly byScope3Category: readonly InventoryLine[];
  readonly byCategory: readonly InventoryLine[];
  readonly byRegion: readonly InventoryLine[];
  readonly byWorkspace: readonly InventoryLine[];
  readonly byDataQuality: readonly InventoryLine[];
  /** How far the region of the factor was from the activity's: anything but `exact` is a fallback. */
  readonly byRegionMatch: readonly InventoryLine[];
  /** Scope 2 alone: what the market-based figures rest on. */
  readonly byMarketBasis: readonly InventoryLine[];
  /** Of the location-based total, in CO2e; they add up to it. */
  readonly byGas: readonly GasLine[];
  /** Of the location-based total, in percent. */
  readonly fallbackSharePct: string;
  readonly notMeasuredSharePct: string;
  /** Records whose period began in the year before. They count whole in the year in which it ended. */
  readonly crossingYear: InventoryTotal;
  readonly quality: {
    /** Mean of the scores 1..5, weighted by emissions; null where nothing is scored. */
    readonly weightedScore: string | null;
    readonly scoredSharePct: string;
  };
  readonly uncertainty: {
    /** Of the total at 95 % confidence, by error propagation; null where none is stated. */
    readonly relativePct: string | null;
    /** The share of the total whose uncertainty is stated; the rest counts as certain. */
    readonly statedSharePct: string;
  };
}

/** Rolls cells up into the lines of an inventory. */
export function rollUp(cells: readonly InventoryCell[]): Inventory {
  const lines = (keyOf: (cell: InventoryCell) => InventoryLine['key'], of = cells) => linesOf(of, keyOf);
  const total = totalOf(cells);
  const share = (part: readonly InventoryCell[]) =>
    shareOf(totalOf(part).locationBasedKg, total.locationBasedKg);
  const sum = (pick: (cell: InventoryCell) => string) => sumDecimals(cells.map(pick));
  const scored = sum((cell) => cell.scoredCo2eKg);
  const uncertain = sum((cell) => cell.uncertainCo2eKg);
  return {
    total,
    byScope: lines(({ scope }) => ({ scope })),
    byScope3Category: lines(
      ({ scope3Category }) => ({ scope3_category: scope3Category }),
      cells.filter(({ scope }) => scope === 3),
    ),
    byCategory: lines(({ scope, category }) => ({ scope, category })),
    byRegion: lines(({ location }) => ({ location })),
    byWorkspace: lines(({ workspaceId }) => ({ workspace: workspaceId })),
    byDataQuality: lines(({ dataQuality }) => ({ data_quality: dataQuality })),
    byRegionMatch: lines(({ regionMatch }) => ({ region_match: regionMatch })),
    byMarketBasis: lines(
      ({ marketBasis }) => ({ market_basis: marketBasis }),
      cells.filter(({ scope }) => scope === 2),
    ),
    byGas: byGas(cells),
    fallbackSharePct: share(
      cells.filter(({ regionMatch }) => regionMatch === 'country' || regionMatch === 'global'),
    ),
    notMeasuredSharePct: share(cells.filter(({ dataQuality }) => dataQuality !== 'measured')),
    crossingYear: totalOf(cells.filter(({ crossesYear }) => crossesYear)),
    quality: {
      weightedScore: isZero(scored)
        ? null
        : quotient(
            sum((cell) => cell.scoreXCo2eKg),
            scored,
          ),
      scoredSharePct: shareOf(scored, total.locationBasedKg),
    },
    uncertainty: {
      relativePct: isZero(uncertain)
        ? null
        : relativeUncertaintyPct(
            sum((cell) => cell.variance),
            total.locationBasedKg,
          ),
      statedSharePct: shareOf(uncertain, total.locationBasedKg),
    },
  };
}

function linesOf(
  cells: readonly InventoryCell[],
  keyOf: (cell: InventoryCell) => InventoryLine['key'],
): InventoryLine[] {
  const groups = new Map<string, { key: InventoryLine['key']; cells: InventoryCell[] }>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { key, cells: [] };
    groups.set(name, group);
    group.cells.push(cell);
  }
  return [...groups.values()].map((group) => ({ key: group.key, ...totalOf(group.cells) }));
}

function totalOf(cells: readonly InventoryCell[]): InventoryTotal {
  return {
    records: cells.reduce((count, cell) => count + cell.records, 0),
    locationBasedKg: sumDecimals(cells.map((cell) => cell.co2eKg)),
    marketBasedKg: sumDecimals(cells.map((cell) => cell.marketCo2eKg)),
    biogenicCo2Kg: sumDecimals(cells.map((cell) => cell.biogenicCo2Kg)),
  };
}

/**
 * What no gas accounts for is shown and not spread: the fluorinated gases of a refrigerant, and for all else what a
 * published CO2e holds beyond the gases that are published apart, with what rounding each gas leaves.
 */
function byGas(cells: readonly InventoryCell[]): GasLine[] {
  const sums: Record<GasLine['gas'], string> = {
    co2: '0',
    ch4: '0',
    n2o: '0',
    f_gases: '0',
    not_published_apart: '0',
  };
  for (const cell of cells) {
    const apart = sumDecimals([cell.co2Kg, cell.ch4Co2eKg, cell.n2oCo2eKg]);
    const rest = isFluorinated(cell.category) ? 'f_gases' : 'not_published_apart';
    sums.co2 = addDecimals(sums.co2, cell.co2Kg);
    sums.ch4 = addDecimals(sums.ch4, cell.ch4Co2eKg);
    sums.n2o = addDecimals(sums.n2o, cell.n2oCo2eKg);
    sums[rest] = addDecimals(sums[rest], subtractDecimals(cell.co2eKg, apart));
  }
  return (Object.keys(sums) as GasLine['gas'][]).map((gas) => ({ gas, co2eKg: sums[gas] }));
}

const otherRefrigerants = ['refrigerant_carbon_dioxide', 'refrigerant_methane', 'refrigerant_nitrous_oxide'];

function isFluorinated(category: string): boolean {
  return category.startsWith('refrigerant_') && !otherRefrigerants.includes(category);
}

function isZero(decimal: string): boolean {
  return /^-?0(\.0*)?$/.test(decimal);
}

/** Percent to 4 decimal places; 0 of nothing. */
function shareOf(part: string, whole: string): string {
  return isZero(whole) ? '0' : quotient(part, whole, 100n);
}

/** `factor x a / b` to 4 decimal places, half to even. */
function quotient(a: string, b: string, factor = 1n): string {
  const share = divideRatios(ratioOf(parseDecimal(a)), ratioOf(parseDecimal(b)));
  return roundRatio(ratio(share.numerator * factor, share.denominator), 4);
}
