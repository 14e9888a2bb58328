import { emissionDecimalPlaces } from '../domain/decimal.ts';
import type { EmissionRecord, FactorPart, MarketFactor, MarketFigure } from '../domain/outcome.ts';
import { describeFactor, type UsedFactor } from './explain-factor.ts';

/** The way from the quantity to that in the unit of the factor. */
export function conversionLines({
  quantity,
  unit,
  conversion,
  factorUnit,
  quantityConverted,
}: EmissionRecord): string[] {
  if (conversion === null || factorUnit === null) return [];
  if (conversion === '1') return [`None: the factor is per ${factorUnit}.`];
  const given = `${quantity} ${unit} x ${conversion} = `;
  const shown = quantityConverted ?? '?';
  const isExact = decimalPlacesOf(shown) < 15;
  return [
    `1 ${unit} = ${conversion} ${factorUnit}, exactly, by the definitions of the units.`,
    `${given}${shown} ${factorUnit}${isExact ? '' : ' (shown to 15 decimal places; what follows goes on with the exact fraction)'}.`,
  ];
}

function decimalPlacesOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

/** The multiplication, and what it comes to. */
export function resultLines(record: EmissionRecord, residualKg: string | null): string[] {
  const { quantity, conversion, factorValue, factorParts } = record;
  const gases = [
    record.co2Kg === null ? null : `${record.co2Kg} kg CO2`,
    record.ch4Kg === null ? null : `${record.ch4Kg} kg CH4`,
    record.n2oKg === null ? null : `${record.n2oKg} kg N2O`,
  ].filter((gas) => gas !== null);
  return [
    ...(conversion === null ? [] : workings(quantity, conversion, factorValue, factorParts)),
    `${record.co2eKg} kg CO2e, rounded once, half to even, to ${emissionDecimalPlaces} decimal places of a kilogram.`,
    ...(gases.length === 0 ? [] : [`Of it ${gases.join(', ')}.`]),
    // Of a CO2e that is weighted here, it is no more than what rounding leaves.
    ...(residualKg === null || residualKg === '0' || record.co2eBasis === 'gases'
      ? []
      : [`Beyond these gases: ${residualKg} kg CO2e.`]),
    ...(record.biogenicCo2Kg === null
      ? []
      : [`Apart and not in it: ${record.biogenicCo2Kg} kg CO2 of biological origin.`]),
  ];
}

function workings(
  quantity: string,
  conversion: string,
  value: string | null,
  parts: readonly FactorPart[] | null,
): string[] {
  const amount = conversion === '1' ? quantity : `${quantity} x ${conversion}`;
  if (Array.isArray(parts) && parts.length > 0) {
    const days = parts.reduce((sum, part) => sum + part.days, 0);
    const terms = parts.map((part) => `${part.co2ePerUnit} x ${part.days}/${days}`);
    return [
      `The period of ${days} days crosses a change of factor and is apportioned by days: ${parts.map((part) => `${part.days} by ${part.factorId}`).join(', ')}.`,
      `${amount} x (${terms.join(' + ')})`,
    ];
  }
  return value === null ? [] : [`${amount} x ${value}`];
}

/** The market-based figure of scope 2, with its own factor and multiplication. */
export function marketLines({ market, quantity }: EmissionRecord, factors: readonly UsedFactor[]): string[] {
  if (market === null) return [];
  const { factor } = market;
  if (factor === null) {
    return [
      `${market.co2eKg} kg CO2e: no instrument and no residual mix holds for its whole period, the location-based factor stands in.`,
    ];
  }
  const used = factors.filter(({ usedFor }) => usedFor === 'market_based');
  return [
    ...used.flatMap((one, place) => describeFactor(one, factor.parts?.[place] ?? factor)),
    ...marketWorkings(market, factor, quantity),
  ];
}

function marketWorkings(market: MarketFigure, factor: MarketFactor, quantity: string): string[] {
  const who = factor.factorId === null ? ` as stated by ${factor.dataset}` : '';
  return [
    ...workings(quantity, factor.conversion, factor.value, factor.parts),
    `${market.co2eKg} kg CO2e by ${factor.instrument ?? market.basis}${who} (basis: ${market.basis}).`,
  ];
}
