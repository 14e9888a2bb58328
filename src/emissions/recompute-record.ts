import { multiplyRatios, type Ratio, roundRatio } from '../domain/decimal.ts';
import type { EmissionRecord } from '../domain/outcome.ts';
import { differencesOfExplanation } from './check-explanation.ts';
import { type Difference, differenceOf } from './record-differences.ts';
import { fraction, massOf, sharesOf, sharesOfParts, UnreadableFigure, valueField } from './record-shares.ts';

/** The figures of a record, computed again. */
export interface RecomputedFigures {
  readonly co2eKg: string;
  readonly co2Kg: string | null;
  readonly ch4Kg: string | null;
  readonly n2oKg: string | null;
  readonly biogenicCo2Kg: string | null;
  readonly marketCo2eKg: string | null;
  readonly quantityConverted: string;
}

export interface Recomputation {
  /** Null where the record does not carry what it takes, as those of other processors need not. */
  readonly figures: RecomputedFigures | null;
  readonly differences: readonly Difference[];
  /** Null where there is nothing to compare. */
  readonly isEqual: boolean | null;
}

const convertedDecimalPlaces = 15;

/**
 * Computes the figures of a record from what the record itself carries, and compares. It does not share the formula of
 * `calculate.ts`: here masses are made share by share, in the factor's unit, and added. No factor set is asked, so that
 * a record of ten years ago is still proven when its factors are long gone.
 */
export function recompute(record: EmissionRecord): Recomputation {
  try {
    return recomputeShares(record);
  } catch (error) {
    if (!(error instanceof UnreadableFigure)) throw error;
    return { figures: null, differences: [error.difference], isEqual: false };
  }
}

function recomputeShares(record: EmissionRecord): Recomputation {
  // The built-in processor always says where its factor is from, and then everything else has to be there.
  const isOwn = record.factorSource !== null;
  const shares = sharesOf(record);
  if (record.conversion === null || shares === null) {
    if (!isOwn) return { figures: null, differences: [], isEqual: null };
    const field = record.conversion === null ? 'conversion' : 'factor_value';
    throw new UnreadableFigure(field, null, 'a figure');
  }
  const quantity = fraction('quantity', record.quantity);
  const inFactorUnit = multiplyRatios(quantity, fraction('conversion', record.conversion));
  const gas = (of: GasField) =>
    massOf(
      inFactorUnit,
      shares.map((share) => [share, `${share.name}${fieldOf(of)}`, share.part?.[of] ?? null]),
    );
  const co2eKg =
    massOf(
      inFactorUnit,
      shares.map((share) => [share, valueField(share), share.value]),
    ) ?? '0';
  const figures: RecomputedFigures = {
    co2eKg,
    co2Kg: gas('co2PerUnit'),
    ch4Kg: gas('ch4PerUnit'),
    n2oKg: gas('n2oPerUnit'),
    biogenicCo2Kg: gas('biogenicCo2PerUnit'),
    marketCo2eKg: marketOf(record, quantity, co2eKg),
    quantityConverted: roundRatio(inFactorUnit, convertedDecimalPlaces),
  };
  const differences = [
    ...differencesOfFigures(record, figures, isOwn),
    ...differencesOfExplanation(record, shares, isOwn),
  ];
  return { figures, differences, isEqual: differences.length === 0 };
}

type GasField = 'co2PerUnit' | 'ch4PerUnit' | 'n2oPerUnit' | 'biogenicCo2PerUnit';

/** What the market-based figure is made of; null where the record has none, or its maker does not say. */
function marketOf({ market }: EmissionRecord, quantity: Ratio, co2eKg: string): string | null {
  if (market === null) return null;
  if (market.factor === null) return market.basis === 'location_based' ? co2eKg : null;
  const { conversion, value, parts } = market.factor;
  const shares =
    value === null
      ? sharesOfParts('market_factor.parts', parts ?? [])
      : [{ name: 'market_factor.', value, days: 1, part: null }];
  if (shares === null || typeof conversion !== 'string') return null;
  return massOf(
    multiplyRatios(quantity, fraction('market_factor.conversion', conversion)),
    shares.map((share) => [share, valueField(share), share.value]),
  );
}

function differencesOfFigures(
  record: EmissionRecord,
  figures: RecomputedFigures,
  isOwn: boolean,
): Difference[] {
  const gases = [
    ['co2_kg', record.co2Kg, figures.co2Kg],
    ['ch4_kg', record.ch4Kg, figures.ch4Kg],
    ['n2o_kg', record.n2oKg, figures.n2oKg],
    ['biogenic_co2_kg', record.biogenicCo2Kg, figures.biogenicCo2Kg],
    ['quantity_converted', record.quantityConverted, figures.quantityConverted],
  ] as const;
  const compared: (readonly [string, string | null, string | null])[] = [
    ['co2e_kg', record.co2eKg, figures.co2eKg],
    // Other processors may know a mass and not say what it is made of, or the other way round.
    ...gases.filter(([, stored, expected]) => isOwn || (stored !== null && expected !== null)),
  ];
  if (figures.marketCo2eKg !== null) {
    compared.push(['market_co2e_kg', record.market?.co2eKg ?? null, figures.marketCo2eKg]);
  }
  return compared.flatMap(([field, stored, expected]) => differenceOf(field, stored, expected));
}

function fieldOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
