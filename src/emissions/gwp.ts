import { type Decimal, parseDecimal } from '../domain/decimal.ts';
import type { GwpSet } from '../domain/emission-factor.ts';

/**
 * 100-year global warming potentials of methane of unspecified origin and nitrous oxide. AR4: IPCC 2007, table 2.14;
 * AR5: IPCC 2013, table 8.A.1, without climate-carbon feedback; AR6: IPCC 2021, table 7.SM.7. The same figures stand,
 * with their sources, in data/gwp.csv.
 */
export const globalWarmingPotentials: Readonly<
  Record<GwpSet, { readonly ch4: Decimal; readonly n2o: Decimal }>
> = {
  AR4: { ch4: parseDecimal('25'), n2o: parseDecimal('298') },
  AR5: { ch4: parseDecimal('28'), n2o: parseDecimal('265') },
  AR6: { ch4: parseDecimal('27.9'), n2o: parseDecimal('273') },
};

/** Where a factor that has to be computed from its gases names no set. */
export const gwpSetDefault: GwpSet = 'AR5';
