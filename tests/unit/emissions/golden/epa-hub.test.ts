import { describe, expect, it } from 'vitest';
import { goldenResult } from '../../../support/golden.ts';

/**
 * US EPA, Emission Factors for Greenhouse Gas Inventories (the Hub), 2025. Table 1 prints the heat content of a fuel, its
 * CO2 per mmBtu and its CO2 per unit; heat contents and per-mmBtu factors are those of 40 CFR part 98, table C-1. The
 * engine computes from the per-unit column; the first two columns multiplied have to give the same, as far as printed.
 */
const heatContents: [
  category: string,
  unit: string,
  mmBtuPerUnit: number,
  kgCo2PerMmBtu: number,
  places: number,
][] = [
  ['coal_anthracite', 'short_ton', 25.09, 103.69, 0],
  ['coal_bituminous', 'short_ton', 24.93, 93.28, 0],
  ['coal_subbituminous', 'short_ton', 17.25, 97.17, 0],
  ['coal_lignite', 'short_ton', 14.21, 97.72, 0],
  ['coal_mixed_commercial', 'short_ton', 21.39, 94.27, 0],
  ['coal_mixed_industrial', 'short_ton', 22.35, 94.67, 0],
  ['coal_coke', 'short_ton', 24.8, 113.67, 0],
  ['petroleum_coke', 'short_ton', 30, 102.41, 0],
  ['tires_combustion', 'short_ton', 28, 85.97, 0],
  ['municipal_solid_waste_combustion', 'short_ton', 9.95, 90.7, 0],
  ['natural_gas', 'scf', 0.001026, 53.06, 5],
  ['coke_oven_gas', 'scf', 0.000599, 46.85, 5],
  ['propane_gas', 'scf', 0.002516, 61.46, 5],
  ['aviation_gasoline_stationary', 'gal_us', 0.12, 69.25, 2],
  ['butane', 'gal_us', 0.103, 64.77, 2],
  ['crude_oil', 'gal_us', 0.138, 74.54, 2],
  ['fuel_oil_no1', 'gal_us', 0.139, 73.25, 2],
  ['fuel_oil_no2', 'gal_us', 0.138, 73.96, 2],
  ['fuel_oil_no4', 'gal_us', 0.146, 75.04, 2],
  ['residual_fuel_oil_no5', 'gal_us', 0.14, 72.93, 2],
  ['residual_fuel_oil_no6', 'gal_us', 0.15, 75.1, 2],
  ['kerosene', 'gal_us', 0.135, 75.2, 2],
  ['jet_fuel_stationary', 'gal_us', 0.135, 72.22, 2],
  ['lpg', 'gal_us', 0.092, 61.71, 2],
  ['lubricants', 'gal_us', 0.144, 74.27, 2],
  ['gasoline_stationary', 'gal_us', 0.125, 70.22, 2],
  ['propane', 'gal_us', 0.091, 62.87, 2],
  ['used_oil', 'gal_us', 0.138, 74, 2],
];

describe('EPA Hub 2025, Table 1: heat content x CO2 per mmBtu is CO2 per unit (M1)', () => {
  it.each(heatContents)('%s per %s: %f mmBtu x %f kg', (category, unit, heat, perMmBtu, places) => {
    const { co2Kg, factorUnit } = goldenResult({ category, unit, location: 'US' });
    expect(factorUnit).toBe(unit);
    expectWithin(Number(co2Kg), heat * perMmBtu, 10 ** -places / 2);
  });
});

/** The biomass fuels of table C-1: their CO2 is biogenic. */
describe('EPA Hub 2025, Table 1: CO2 of biomass is reported apart (M17)', () => {
  it.each<[string, string, number, number, number]>([
    ['agricultural_byproducts', 'short_ton', 8.25, 118.17, 0],
    ['wood', 'short_ton', 17.48, 93.8, 0],
    ['landfill_gas', 'scf', 0.000485, 52.07, 6],
    ['biodiesel_stationary', 'gal_us', 0.128, 73.84, 2],
    ['ethanol_stationary', 'gal_us', 0.084, 68.44, 2],
    ['vegetable_oil', 'gal_us', 0.12, 81.55, 2],
  ])('%s per %s: %f mmBtu x %f kg, and none of it in CO2e', (category, unit, heat, perMmBtu, places) => {
    const { biogenicCo2Kg, co2Kg, co2eKg } = goldenResult({ category, unit, location: 'US' });
    expectWithin(Number(biogenicCo2Kg), heat * perMmBtu, 10 ** -places / 2);
    expect(co2Kg).toBe('0');
    expect(Number(co2eKg)).toBeLessThan(heat * 10);
  });
});

describe('EPA Hub 2025, Table 1: the same fuel by heat and by volume or mass (M1)', () => {
  it.each<[string, string, string, number]>([
    ['natural_gas', 'scf', '0.001026', 0.00001],
    ['fuel_oil_no2', 'gal_us', '0.138', 0.01],
    ['propane', 'gal_us', '0.091', 0.01],
    ['kerosene', 'gal_us', '0.135', 0.01],
    ['residual_fuel_oil_no6', 'gal_us', '0.15', 0.01],
    ['coal_bituminous', 'short_ton', '24.93', 1],
  ])('one %s per %s emits what its %s mmBtu do', (category, unit, mmBtu, step) => {
    const byUnit = goldenResult({ category, unit, location: 'US' });
    const byHeat = goldenResult({ category, unit: 'mmBtu', quantity: mmBtu, location: 'US' });
    expect(byHeat.factorUnit).toBe('mmBtu');
    expectWithin(Number(byUnit.co2eKg), Number(byHeat.co2eKg), step);
  });
});

describe('EPA Hub 2025, Table 7: steam and heat', () => {
  it('are natural gas burned at 80 % efficiency, gas by gas (M14)', () => {
    const steam = goldenResult({ category: 'heat_steam', unit: 'mmBtu', location: 'US' });
    const gas = goldenResult({ category: 'natural_gas', unit: 'mmBtu', location: 'US' });
    expectWithin(Number(steam.co2Kg), Number(gas.co2Kg) / 0.8, 0.005);
    expectWithin(Number(steam.ch4Kg), Number(gas.ch4Kg) / 0.8, 0.0000005);
    expectWithin(Number(steam.n2oKg), Number(gas.n2oKg) / 0.8, 0.00000005);
    expect(steam).toMatchObject({ scope: 2, co2Kg: '66.33' });
    expect(gas).toMatchObject({ scope: 1, co2Kg: '53.06' });
  });
});

/** GWP of AR5 as Table 11 prints it, and blends as Table 12 has them, by the shares of their gases that the table names. */
describe('EPA Hub 2025, Tables 11 and 12: refrigerants (M18)', () => {
  const gwp: Record<string, number> = {
    hfc_23: 12_400,
    hfc_32: 677,
    hfc_125: 3_170,
    hfc_134a: 1_300,
    hfc_143a: 4_800,
    hfc_152a: 138,
    hfc_227ea: 3_350,
    cf4: 6_630,
    c2f6: 11_100,
    sf6: 23_500,
    nf3: 16_100,
  };
  const kgOf = (gas: string) =>
    Number(goldenResult({ category: `refrigerant_${gas}`, unit: 'kg', location: 'US' }).co2eKg);

  it.each(Object.entries(gwp))('a kilogram of %s is %d kg CO2e', (gas, kg) => {
    expect(kgOf(gas)).toBe(kg);
  });

  it.each<[string, Record<string, number>]>([
    ['r404a', { hfc_125: 44, hfc_143a: 52, hfc_134a: 4 }],
    ['r407a', { hfc_32: 20, hfc_125: 40, hfc_134a: 40 }],
    ['r407c', { hfc_32: 23, hfc_125: 25, hfc_134a: 52 }],
    ['r408a', { hfc_125: 7, hfc_143a: 46 }],
    ['r410a', { hfc_32: 50, hfc_125: 50 }],
    ['r417a', { hfc_125: 46.6, hfc_134a: 50 }],
    ['r422d', { hfc_125: 65.1, hfc_134a: 31.5 }],
    ['r507a', { hfc_125: 50, hfc_143a: 50 }],
  ])('the blend %s is the sum of its fluorinated gases %o', (blend, percent) => {
    const sum = Object.entries(percent).reduce((kg, [gas, share]) => kg + (kgOf(gas) * share) / 100, 0);
    expectWithin(kgOf(blend), sum, 0.5);
  });
});

/** Half a step of the last printed digit, and a hair for binary fractions. */
function expectWithin(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected), `${actual} is not ${expected} within ${tolerance}`).toBeLessThanOrEqual(
    tolerance * (1 + 1e-9),
  );
}
