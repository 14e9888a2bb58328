import type { Activity } from '../domain/activity.ts';
import type { Calculation } from '../domain/calculation.ts';
import { formatDecimal, formatRatio, parseDecimal, type Ratio, ratio, ratioOf } from '../domain/decimal.ts';
import type { FactorIndex } from './factor-index.ts';
import { joined, type MarketFormula, partsOf, rateOf, weigh } from './formula.ts';
import { type FactorKey, type FactorMatch, matchInstrument } from './match-factor.ts';

/**
 * GHG Protocol Scope 2 Guidance, chapter 6: what the supplier states, else a contractual instrument, else the residual
 * mix; where there is none of them the location-based factor stands in, and the figure says so.
 */
export function marketFormula(
  index: FactorIndex,
  activity: Activity,
  key: FactorKey,
  calculation: Calculation,
  locationBased: { readonly co2e: Ratio },
  pinned: FactorMatch | null,
): MarketFormula {
  if (activity.supplierFactor !== null) return supplierFormula(activity, activity.supplierFactor);
  const match = pinned ?? matchInstrument(index, key, activity);
  if (match === null) return { co2e: locationBased.co2e, basis: 'location_based', factor: null };
  return instrumentFormula(match, calculation);
}

function supplierFormula(activity: Activity, supplierFactor: string): MarketFormula {
  return {
    co2e: ratioOf(parseDecimal(supplierFactor)),
    basis: 'supplier',
    factor: {
      factorId: null,
      factorSet: null,
      dataset: activity.supplier ?? 'supplier',
      datasetVersion: null,
      instrument: 'supplier_rate',
      region: null,
      unit: activity.unit,
      value: supplierFactor,
      conversion: '1',
      parts: null,
    },
  };
}

function instrumentFormula(match: FactorMatch, calculation: Calculation): MarketFormula {
  const weighted = weigh(match, calculation);
  const factors = weighted.map(({ factor }) => factor);
  const [first] = weighted;
  if (first === undefined) throw new Error('A match without a factor.');
  const isWhole = weighted.length === 1;
  return {
    co2e: rateOf(weighted, ({ co2e }) => co2e) ?? ratio(0n),
    basis: factors.every(({ instrument }) => instrument === 'residual_mix') ? 'residual_mix' : 'instrument',
    factor: {
      factorId: joined(factors.map((factor) => factor.id)),
      factorSet: joined(factors.map((factor) => factor.setId)),
      dataset: joined(factors.map((factor) => factor.dataset)),
      datasetVersion: joined(factors.map((factor) => factor.datasetVersion)),
      instrument: joined(factors.map((factor) => factor.instrument ?? 'none')),
      region: joined(factors.map((factor) => factor.region)),
      unit: match.unit.code,
      value: isWhole ? formatDecimal(first.rates.co2e) : null,
      conversion: formatRatio(match.conversion),
      parts: isWhole ? null : partsOf(weighted),
    },
  };
}
