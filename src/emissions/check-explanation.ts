import {
  addRatios,
  formatDecimal,
  formatRatio,
  multiplyRatios,
  type Ratio,
  ratio,
} from '../domain/decimal.ts';
import { type GwpSet, gwpSets } from '../domain/emission-factor.ts';
import type { EmissionRecord, FactorPart } from '../domain/outcome.ts';
import { dayNumber } from './calendar.ts';
import { globalWarmingPotentials } from './gwp.ts';
import { canonical, type Difference, differenceOf, differenceOfText } from './record-differences.ts';
import { fraction, type Share, sharesOfParts, valueField } from './record-shares.ts';
import { countryOf } from './regions.ts';
import { conversionBetween, resolveUnit } from './units.ts';

/**
 * Where what explains a record does not fit together: conversions and units, CO2e and gases, potentials and their report,
 * parts and period. Units and potentials are those of this version of the product.
 */
export function differencesOfExplanation(
  record: EmissionRecord,
  shares: readonly Share[],
  isOwn: boolean,
): Difference[] {
  const { conversion, factorUnit, factorParts } = record;
  return [
    ...(conversion === null ? [] : differencesOfConversion('conversion', record, factorUnit, conversion)),
    ...differencesOfUnitMatch(record),
    ...shares.flatMap(differencesOfGases),
    ...differencesOfDays('factor_parts.days', record, factorParts),
    ...differencesOfMarket(record, isOwn),
  ];
}

/** The conversion has to be the one that the definitions of the units make. */
function differencesOfConversion(
  field: string,
  { unit, location }: EmissionRecord,
  to: string | null,
  stored: string,
): Difference[] {
  const given = resolveUnit(unit, countryOf(location));
  const wanted = to === null ? null : resolveUnit(to, countryOf(location));
  // A unit that only its processor knows.
  if (given === null || wanted === null) return [];
  const expected = conversionBetween(given, wanted);
  if (expected === null) return [{ field, stored, expected: null }];
  const isSame = compare(fraction(field, stored), expected);
  return isSame ? [] : [{ field, stored, expected: formatRatio(expected) }];
}

function differencesOfUnitMatch({ unitMatch, conversion }: EmissionRecord): Difference[] {
  if (unitMatch === null || conversion === null) return [];
  const isExact = compare(fraction('conversion', conversion), ratio(1n));
  return differenceOfText('unit_match', unitMatch, isExact ? 'exact' : 'converted');
}

/** Where the dataset publishes no CO2e, it is the gases, weighted; and the weights are those of their set. */
function differencesOfGases(share: Share): Difference[] {
  const { name, part } = share;
  if (part === null) return [];
  const differences = differencesOfPotentials(name, part);
  if (part.co2eBasis !== 'gases') return differences;
  const term = (field: string, gas: string | null, potential: string | null) =>
    gas === null
      ? ratio(0n)
      : multiplyRatios(
          fraction(`${name}${field}_per_unit`, gas),
          fraction(`${name}gwp_${field}`, potential ?? '0'),
        );
  const weighted = [
    term('co2', part.co2PerUnit, '1'),
    term('ch4', part.ch4PerUnit, part.gwpCh4),
    term('n2o', part.n2oPerUnit, part.gwpN2o),
  ].reduce(addRatios);
  return [...differences, ...differenceOf(valueField(share), share.value, formatRatio(weighted))];
}

function differencesOfPotentials(
  name: string,
  { gwpSet, gwpCh4, gwpN2o }: NonNullable<Share['part']>,
): Difference[] {
  if (!gwpSets.includes(gwpSet as GwpSet)) return [];
  const { ch4, n2o } = globalWarmingPotentials[gwpSet as GwpSet];
  const known = Object.values(ch4).map(formatDecimal);
  return [
    ...(gwpCh4 === null || known.includes(canonical(gwpCh4) ?? '')
      ? []
      : [{ field: `${name}gwp_ch4`, stored: gwpCh4, expected: [...new Set(known)].join(' or ') }]),
    ...(gwpN2o === null ? [] : differenceOf(`${name}gwp_n2o`, gwpN2o, formatDecimal(n2o))),
  ];
}

/** The days of the parts are those of the period, each once. */
function differencesOfDays(
  field: string,
  { periodStart, periodEnd }: EmissionRecord,
  parts: readonly FactorPart[] | null,
): Difference[] {
  const [first, last] = [dayNumber(periodStart), dayNumber(periodEnd)];
  if (parts === null || first === null || last === null || sharesOfParts(field, parts) === null) return [];
  const days = parts.reduce((sum, part) => sum + part.days, 0);
  return differenceOfText(field, String(days), String(last - first + 1));
}

function differencesOfMarket(record: EmissionRecord, isOwn: boolean): Difference[] {
  const { market } = record;
  if (market === null) {
    const isMissing = isOwn && record.scope === 2;
    return isMissing ? [{ field: 'market_co2e_kg', stored: null, expected: 'a figure' }] : [];
  }
  if (market.factor === null) {
    return isOwn ? differenceOfText('market_basis', market.basis, 'location_based') : [];
  }
  const { unit, conversion, parts } = market.factor;
  if (typeof unit !== 'string' || typeof conversion !== 'string') return [];
  return [
    ...differencesOfConversion('market_factor.conversion', record, unit, conversion),
    ...(sharesOfParts('market_factor.parts', parts ?? []) ?? []).flatMap(differencesOfGases),
    ...differencesOfDays('market_factor.parts.days', record, parts),
  ];
}

function compare(a: Ratio, b: Ratio): boolean {
  return a.numerator * b.denominator === b.numerator * a.denominator;
}
