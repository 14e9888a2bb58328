import { type Decimal, parseDecimal } from '../domain/decimal.ts';
import type { GwpSet, MethaneOrigin } from '../domain/emission-factor.ts';

/** kg CO2e per kg of the gas over 100 years. */
export interface WarmingPotentials {
  readonly ch4: Readonly<Record<MethaneOrigin | 'unspecified', Decimal>>;
  readonly n2o: Decimal;
}

/**
 * AR4: IPCC 2007, table 2.14, which has one methane; AR5: IPCC 2013, table 8.A.1, without climate-carbon feedback, fossil
 * methane by the note to table 8.7; AR6: IPCC 2021, tables 7.15 and 7.SM.7. The same figures stand, with their sources,
 * in data/gwp.csv.
 */
export const globalWarmingPotentials: Readonly<Record<GwpSet, WarmingPotentials>> = {
  AR4: potentials({ fossil: '25', non_fossil: '25', unspecified: '25' }, '298'),
  AR5: potentials({ fossil: '30', non_fossil: '28', unspecified: '28' }, '265'),
  AR6: potentials({ fossil: '29.8', non_fossil: '27', unspecified: '27.9' }, '273'),
};

function potentials(
  ch4: Readonly<Record<MethaneOrigin | 'unspecified', string>>,
  n2o: string,
): WarmingPotentials {
  return {
    ch4: {
      fossil: parseDecimal(ch4.fossil),
      non_fossil: parseDecimal(ch4.non_fossil),
      unspecified: parseDecimal(ch4.unspecified),
    },
    n2o: parseDecimal(n2o),
  };
}
