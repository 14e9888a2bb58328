import { describe, expect, it } from 'vitest';
import { goldenResult } from '../../../support/golden.ts';

/**
 * UK Government GHG Conversion Factors for Company Reporting (DESNZ/Defra), 2025, flat file. The file prints many
 * activities in several units, each rounded by itself to 5 decimals; the engine has to lead from one to the other.
 */
const step = 0.000005;

function kg(category: string, unit: string, quantity = '1'): number {
  return Number(goldenResult({ category, unit, quantity, location: 'GB' }).co2eKg);
}

describe('DESNZ/Defra 2025: per mile against per kilometre (M8)', () => {
  it.each([
    'car_average',
    'car_average_diesel',
    'car_average_hybrid',
    'car_average_petrol',
    'van_average_diesel',
    'hgv_average_diesel',
    'travel_car',
  ])('%s: a mile emits what 1.609344 km do', (category) => {
    // Each printed total is the sum of three rounded gases.
    expectWithin(kg(category, 'mi'), kg(category, 'km', '1.609344'), 3 * step + 3 * step * 1.609344);
  });

  it.each(['car_large', 'car_medium', 'car_small', 'taxi_vehicle', 'travel_motorcycle'])(
    '%s has no row per mile, and miles convert to its kilometres',
    (category) => {
      const { co2eKg, unitMatch } = goldenResult({ category, unit: 'mi', quantity: '1000', location: 'GB' });
      expect(unitMatch).toBe('converted');
      expectWithin(Number(co2eKg), 1_609.344 * kg(category, 'km'), 1e-6);
    },
  );
});

describe('DESNZ/Defra 2025: the same activity in another unit (M6, M8)', () => {
  it('a cubic metre of water is a thousandth of the million litres', () => {
    expect(kg('water_supply', 'ML')).toBe(191.30156);
    expectWithin(kg('water_supply', 'm3'), kg('water_supply', 'ML', '0.001'), step);
  });

  /** kWh per other unit: whichever gas or total it is taken from, the heat content is one. */
  it.each<[string, string, number]>([
    ['burning_oil', 'L', 10.2936],
    ['gas_oil', 'L', 10.7423],
    ['lpg', 'L', 7.2594],
    ['natural_gas', 'm3', 11.297],
    ['natural_gas', 't', 14_077],
  ])('%s: by kWh (gross CV) and by %s, CO2 and CO2e have one heat content', (category, unit, kwh) => {
    const byUnit = goldenResult({ category, unit, location: 'GB' });
    const byHeat = goldenResult({ category, unit: 'kWh', location: 'GB' });
    const ofTotal = Number(byUnit.co2eKg) / Number(byHeat.co2eKg);
    const ofCo2 = Number(byUnit.co2Kg) / Number(byHeat.co2Kg);
    expectWithin(ofTotal / kwh, 1, 0.0001);
    expectWithin(ofCo2 / kwh, 1, 0.0001);
  });

  it('aviation fuel by litre and by tonne has the density of 0.8 kg/L', () => {
    expectWithin(kg('jet_fuel', 'L') / kg('jet_fuel', 't', '0.001'), 0.8, 0.0001);
  });

  it('natural gas, CNG and LNG emit the same CO2 to the tonne, but for the liquefaction', () => {
    expect(kg('cng', 't')).toBe(kg('natural_gas', 't'));
    expect(kg('lng', 't') / kg('natural_gas', 't')).toBeGreaterThan(1);
  });

  /** IPCC 2006 Guidelines, volume 2, section 1.4.1.2: net values are about 10 % below gross ones for natural gas. */
  it('a kWh of natural gas by net CV emits more than one by gross CV, by the IPCC ratio of 0.9', () => {
    expectWithin(kg('natural_gas', 'kWh') / kg('natural_gas_net_cv', 'kWh'), 0.9, 0.005);
  });

  it('a car emits the same whether it is the company (scope 1) or an employee who owns it (scope 3)', () => {
    expect(kg('travel_car', 'km')).toBe(kg('car_average', 'km'));
    expect(kg('travel_car', 'mi')).toBe(kg('car_average', 'mi'));
  });

  /** Radiative forcing: CO2 x 1.7, CH4 and N2O as without. */
  it.each(['flight_domestic', 'flight_short_haul', 'flight_long_haul'])(
    '%s: the factor with radiative forcing has 1.7 times the CO2, and no more of the rest',
    (category) => {
      const location = 'GB';
      const withRf = goldenResult({ category, unit: 'passenger_km', location });
      const without = goldenResult({ category: `${category}_no_rf`, unit: 'passenger_km', location });
      expectWithin(Number(withRf.co2Kg), 1.7 * Number(without.co2Kg), step + 1.7 * step);
      expect(withRf.ch4Kg).toBe(without.ch4Kg);
      expect(withRf.n2oKg).toBe(without.n2oKg);
    },
  );
});

/** Each gas is printed as CO2e; the sum of the rounded cells is the rounded total, within their rounding. */
describe('DESNZ/Defra 2025: the gases add up to the published CO2e at AR5 (M14, M19)', () => {
  it.each<[string, string]>([
    ['natural_gas', 'kWh'],
    ['natural_gas', 'm3'],
    ['diesel', 'L'],
    ['gasoline', 'L'],
    ['gas_oil', 'L'],
    ['coal_industrial', 't'],
    ['coal_domestic', 't'],
    ['electricity', 'kWh'],
    ['car_average', 'km'],
    ['hgv_average_diesel', 'mi'],
    ['rail', 'passenger_km'],
    ['jet_fuel', 't'],
  ])('%s per %s', (category, unit) => {
    const { co2eKg, co2Kg, ch4Kg, n2oKg, gwpCh4, gwpN2o, co2eBasis } = goldenResult({
      category,
      unit,
      quantity: '1000000',
      location: 'GB',
    });
    expect([co2eBasis, gwpCh4, gwpN2o]).toEqual(['published', '28', '265']);
    const sum = Number(co2Kg) + 28 * Number(ch4Kg) + 265 * Number(n2oKg);
    expectWithin(sum / 1e6, Number(co2eKg) / 1e6, 4 * step);
  });
});

function expectWithin(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected), `${actual} is not ${expected} within ${tolerance}`).toBeLessThanOrEqual(
    tolerance * (1 + 1e-9),
  );
}
