import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../../src/domain/activity.ts';
import { createCalculator } from '../../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../../src/emissions/factor-index.ts';
import { anActivity } from '../../../support/batches.ts';
import { aFactor } from '../../../support/factors.ts';
import { goldenResult } from '../../../support/golden.ts';

describe('EPA Greenhouse Gas Equivalencies Calculator, calculations and references', () => {
  it('a therm of natural gas: 0.005306 t CO2 (revision of 25 April 2013) (M8)', () => {
    const { co2Kg } = goldenResult({ category: 'natural_gas', unit: 'therm', location: 'US' });
    expect(co2Kg).toBe('5.306');
  });

  it('a barrel of oil: 5.80 mmBtu x 20.31 kg C x 44/12 = 0.43 t CO2 (M8)', () => {
    const { co2Kg } = goldenResult({ category: 'crude_oil', unit: 'bbl', location: 'US' });
    expect((Number(co2Kg) / 1000).toFixed(2)).toBe('0.43');
    expect(((5.8 * 20.31 * 44) / 12 / 1000).toFixed(2)).toBe('0.43');
  });

  it('a tanker truck of gasoline: 8,500 gal x 8.92 kg = 75.82 t CO2 (edition of 2012) (M10)', () => {
    const truck = { category: 'gasoline', unit: 'gal_us', quantity: '8500', location: 'US' };
    expect(goldenResult({ ...truck, supplierFactor: '8.92', supplier: 'EPA' }).co2eKg).toBe('75820');
  });
});

/** kg per kg over 100 years, of one kilogram of the gas alone. */
describe('IPCC assessment reports: global warming potentials (M15, M16)', () => {
  it.each([
    ['AR4, WG I, table 2.14', 'AR4', null, '25', '298'],
    ['AR5, WG I, table 8.A.1', 'AR5', null, '28', '265'],
    ['AR5, WG I, table 8.A.1 and its note on fossil methane', 'AR5', 'fossil', '30', '265'],
    ['AR5, WG I, table 8.A.1', 'AR5', 'non_fossil', '28', '265'],
    ['AR6, WG I, table 7.SM.7', 'AR6', null, '27.9', '273'],
    ['AR6, WG I, table 7.15', 'AR6', 'fossil', '29.8', '273'],
    ['AR6, WG I, table 7.15', 'AR6', 'non_fossil', '27', '273'],
  ] as const)('%s: %s, methane of origin %s is %s, N2O %s', (_, gwpSet, methaneOrigin, ch4, n2o) => {
    const kg = (gases: object) => {
      const factor = aFactor({ co2eKgPerUnit: null, unit: 'kg', methaneOrigin, ...gases });
      const calculation = { factorSets: ['test'], gwpSet, periodPolicy: 'by_days' } as const;
      const outcome = createCalculator(
        new FactorIndex([factor]),
        calculation,
      )(anActivity({ unit: 'kg', quantity: '1' }));
      return outcome.kind === 'result' ? outcome.result.co2eKg : outcome.code;
    };
    expect(kg({ ch4KgPerUnit: '1' })).toBe(ch4);
    expect(kg({ n2oKgPerUnit: '1' })).toBe(n2o);
    expect(kg({ co2KgPerUnit: '1' })).toBe('1');
  });
});

/** Computed apart from the product, with exact fractions, from the cells that the sources print. */
describe('figures by hand from the cells of the sources (M1, M8, M13)', () => {
  it.each<[cells: string, activity: Partial<Activity>, kg: string]>([
    [
      'EPA Hub 2025, Table 6, US average: 771.523, 0.057 and 0.008 lb/MWh; 1 lb = 0.45359237 kg',
      { category: 'electricity', unit: 'MWh', location: 'US' },
      '351.642495326',
    ],
    [
      'EPA Hub 2025, Table 1, natural gas: 53.06 kg, 1.0 g, 0.10 g per mmBtu; 100 kWh = 360 MJ',
      { category: 'natural_gas', unit: 'kWh', quantity: '100', location: 'US' },
      '18.123419677',
    ],
    [
      'the same, a therm of 100,000 Btu',
      { category: 'natural_gas', unit: 'therm', location: 'US' },
      '5.31145',
    ],
    [
      'EPA Hub 2025, Table 1, natural gas: 0.05444 kg, 0.00103 g, 0.0001 g per scf',
      { category: 'natural_gas', unit: 'Mcf', location: 'US' },
      '54.49534',
    ],
    [
      'EPA Hub 2025, Table 1, crude oil: 10.29 kg, 0.41 g, 0.08 g per gallon; 42 gallons',
      { category: 'crude_oil', unit: 'bbl', location: 'US' },
      '433.55256',
    ],
    [
      'EPA Hub 2025, Table 7, steam: 66.33 kg, 1.25 g, 0.125 g per mmBtu; a GJ',
      { category: 'heat_steam', unit: 'GJ', location: 'US' },
      '62.933279632',
    ],
    [
      'EPA Hub 2025, Table 9, mixed MSW to landfill: 0.58 t CO2e per short ton; a tonne',
      { category: 'waste_landfill', unit: 't', location: 'US' },
      '639.340560336',
    ],
    [
      'USEEIO 1.3, NAICS 541211: 0.054 kg CO2e per USD of 2022',
      { category: 'spend_accounting_services', unit: 'USD', quantity: '1000', location: 'US' },
      '54',
    ],
    [
      'DESNZ/Defra 2025, diesel (average biofuel blend): 2.57082 kg per litre; 4.54609 L',
      { category: 'diesel', unit: 'gal_uk', location: 'GB' },
      '11.687179094',
    ],
    [
      'DESNZ/Defra 2025, R-410A: 1,924 kg per kg; a pound',
      { category: 'refrigerant_r410a', unit: 'lb', location: 'GB' },
      '872.71171988',
    ],
    [
      'DESNZ/Defra 2025, long haul, average passenger, with RF: 0.15282 kg per passenger-km; 1,000 miles',
      { category: 'flight_long_haul', unit: 'passenger_mi', quantity: '1000', location: 'GB' },
      '245.93995008',
    ],
    [
      'DESNZ/Defra 2025, fuel oil: 3.17492 kg per litre; a barrel of 42 US gallons',
      { category: 'fuel_oil', unit: 'bbl', location: 'GB' },
      '504.771942413',
    ],
    [
      'DESNZ/Defra 2025, coal (industrial): 2,395.28994 kg per tonne; a long ton of 2,240 lb',
      { category: 'coal_industrial', unit: 'long_ton', location: 'GB' },
      '2433.726939217',
    ],
    [
      'DESNZ/Defra 2025, natural gas: 0.18296 kg per kWh (gross CV); a GJ is 1000/3.6 kWh',
      { category: 'natural_gas', unit: 'GJ', location: 'GB' },
      '50.822222222',
    ],
    [
      'Ember 2024, France: 44.179085 g CO2e per kWh',
      { category: 'electricity', unit: 'MWh', location: 'FR' },
      '44.179085',
    ],
  ])('%s', (_, activity, expected) => {
    expect(goldenResult(activity).co2eKg).toBe(expected);
  });

  it.each([
    ['AR4', '351.684679417'],
    ['AR5', '351.642495326'],
    ['AR6', '351.668939762'],
  ] as const)('EPA Hub 2025, Table 6, US average, weighted by %s (M15)', (gwpSet, expected) => {
    const result = goldenResult({ category: 'electricity', unit: 'MWh', location: 'US' }, { gwpSet });
    expect(result).toMatchObject({ co2eKg: expected, gwpSet, co2eBasis: 'gases' });
  });

  it('a published CO2e stands whatever GWP set is asked for (M14)', () => {
    const gas = { category: 'natural_gas', unit: 'kWh', location: 'GB' };
    const result = goldenResult(gas, { gwpSet: 'AR6' });
    expect(result).toMatchObject({ co2eKg: '0.18296', gwpSet: 'AR5', co2eBasis: 'published' });
  });

  it('USEEIO holds gases in its CO2e that it does not publish apart: soap and detergent (M19)', () => {
    const { co2eKg, co2Kg, ch4Kg, n2oKg } = goldenResult({
      category: 'spend_soap_and_detergent',
      unit: 'USD',
      quantity: '1000',
      location: 'US',
    });
    const apart = Number(co2Kg) + 28 * Number(ch4Kg) + 265 * Number(n2oKg);
    expect(apart).toBeLessThan(Number(co2eKg));
  });
});
