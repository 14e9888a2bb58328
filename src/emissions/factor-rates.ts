import { add, type Decimal, formatDecimal, multiply, parseDecimal } from '../domain/decimal.ts';
import type { EmissionFactor, GwpSet } from '../domain/emission-factor.ts';
import type { Co2eBasis } from '../domain/outcome.ts';
import { globalWarmingPotentials } from './gwp.ts';

/** What one unit of activity emits by a factor, in kg, and how its CO2e comes about. */
export interface FactorRates {
  readonly co2e: Decimal;
  readonly co2: Decimal | null;
  readonly ch4: Decimal | null;
  readonly n2o: Decimal | null;
  readonly biogenicCo2: Decimal | null;
  readonly basis: Co2eBasis;
  /** Of the CO2e: the dataset's own where it is published (null where it does not say), else the one asked for. */
  readonly gwpSet: GwpSet | null;
  /** Null where the factor has none of the gas. */
  readonly gwpCh4: string | null;
  readonly gwpN2o: string | null;
}

/**
 * Published CO2e wins, for it may hold gases that are not published apart; otherwise CO2 + GWP x CH4 + GWP x N2O. Methane
 * counts by its origin where the factor names one.
 */
export function ratesOf(factor: EmissionFactor, gwpSet: GwpSet): FactorRates {
  const gases = {
    co2: decimalOrNull(factor.co2KgPerUnit),
    ch4: decimalOrNull(factor.ch4KgPerUnit),
    n2o: decimalOrNull(factor.n2oKgPerUnit),
    biogenicCo2: decimalOrNull(factor.biogenicCo2KgPerUnit),
  };
  const isPublished = factor.co2eKgPerUnit !== null;
  const applied = isPublished ? factor.gwpSet : gwpSet;
  const potentials = applied === null ? null : globalWarmingPotentials[applied];
  const gwpCh4 = potentials && gases.ch4 && potentials.ch4[factor.methaneOrigin ?? 'unspecified'];
  const gwpN2o = potentials && gases.n2o && potentials.n2o;
  return {
    ...gases,
    co2e:
      factor.co2eKgPerUnit === null
        ? add(gases.co2 ?? zero, add(times(gases.ch4, gwpCh4), times(gases.n2o, gwpN2o)))
        : parseDecimal(factor.co2eKgPerUnit),
    basis: isPublished ? 'published' : 'gases',
    gwpSet: applied,
    gwpCh4: gwpCh4 && formatDecimal(gwpCh4),
    gwpN2o: gwpN2o && formatDecimal(gwpN2o),
  };
}

const zero: Decimal = { coefficient: 0n, scale: 0 };

function times(gas: Decimal | null, potential: Decimal | null): Decimal {
  return gas === null || potential === null ? zero : multiply(gas, potential);
}

function decimalOrNull(text: string | null): Decimal | null {
  return text === null ? null : parseDecimal(text);
}
