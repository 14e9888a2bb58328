import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Activity, ActivitySource, DataQuality } from '../../../src/domain/activity.ts';
import { sumDecimals } from '../../../src/domain/decimal.ts';
import type { ActivityOutcome } from '../../../src/domain/outcome.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { parseFactorPack } from '../../../src/emissions/factor-pack.ts';
import { curatedFactors } from '../../support/curated-factors.ts';
import { inSlowTerms } from '../../support/engine-outcome.ts';
import { exactProduct } from '../../support/slow-arithmetic.ts';
import { slowOutcome } from '../../support/slow-calculation.ts';

const root = new URL('../../../', import.meta.url);
const pack = await readFile(new URL('data/factors/curated-2025.csv', root), 'utf8');
const calculate = createCalculator(new FactorIndex(parseFactorPack(pack, 'curated-2025')));
const activities = await sampleActivities();
const outcomes = new Map(activities.map((activity) => [activity.externalId ?? '', calculate(activity)]));

async function sampleActivities(): Promise<Activity[]> {
  const rows = parse(await readFile(new URL('examples/activities.csv', root), 'utf8'), { columns: true });
  return (rows as Record<string, string>[]).map((row) => {
    const given = (column: string): string => row[column] ?? '';
    return {
      id: given('id'),
      orgId: given('org_id'),
      workspaceId: given('workspace_id'),
      source: given('source') as ActivitySource,
      category: given('category'),
      location: given('location'),
      quantity: given('quantity'),
      unit: given('unit'),
      periodStart: given('period_start'),
      periodEnd: given('period_end'),
      dataQuality: given('data_quality') as DataQuality,
      meterId: given('meter_id'),
      externalId: given('external_id'),
      metadata: null,
      factorId: null,
      supplierFactor: null,
      supplier: null,
      uncertaintyPct: null,
      version: 1,
    };
  });
}

function outcomeOf(externalId: string): ActivityOutcome {
  const outcome = outcomes.get(externalId);
  if (outcome === undefined) throw new Error(`The sample has no ${externalId}.`);
  return outcome;
}

/**
 * Figures worked out by hand from what the sources print: EPA = US EPA GHG Emission Factors Hub, with its table;
 * DESNZ = UK Government GHG Conversion Factors for Company Reporting; gases weigh 28 (CH4) and 265 (N2O), as in the
 * Hub's table 11. A pound is 0.45359237 kg, a mile 1.609344 km.
 */
const workedByHand: readonly (readonly [
  externalId: string,
  co2eKg: string,
  source: string,
  working: string,
])[] = [
  [
    'INV-E-1002-202407',
    '103007.180221875',
    'EPA 2024, table 6 (eGRID2022), ERCT: 771.083 lb CO2, 0.049 lb CH4, 0.007 lb N2O per MWh',
    '293.283 MWh x (771.083 + 28 x 0.049 + 265 x 0.007) lb x 0.45359237',
  ],
  [
    'INV-E-1003-202506',
    '88662.558653273',
    'EPA 2025, table 6 (eGRID2023), RFCW: 911.321 lb CO2, 0.071 lb CH4, 0.010 lb N2O per MWh',
    '213.402 MWh x (911.321 + 28 x 0.071 + 265 x 0.010) lb x 0.45359237',
  ],
  [
    'INV-E-3001-202406',
    '5587.24425',
    'DESNZ 2024, UK electricity: 0.20705 kg CO2e per kWh',
    '26985 x 0.20705',
  ],
  [
    'INV-E-3102-202505',
    '266.57659889',
    'Ember 2024, France: 44.179085 g CO2e per kWh',
    '6034 x 44.179085 / 1000',
  ],
  [
    'INV-G-1001-202502',
    '39170.350315',
    'EPA 2025, table 1, natural gas: 53.06 kg CO2, 1.0 g CH4, 0.10 g N2O per mmBtu',
    '7374.7 therm / 10 x (53.06 + 28 x 0.001 + 265 x 0.0001)',
  ],
  [
    'INV-G-1003-202504',
    '51944.958088',
    'EPA 2025, table 1, natural gas: 0.05444 kg CO2, 0.00103 g CH4, 0.00010 g N2O per scf',
    '953.2 Mcf x 1000 x (0.05444 + 28 x 0.00000103 + 265 x 0.0000001)',
  ],
  [
    'INV-G-3001-202505',
    '4644.80552',
    'DESNZ 2025, natural gas: 0.18296 kg CO2e per kWh (gross CV)',
    '25387 x 0.18296',
  ],
  [
    'INV-G-3002-202412',
    '7264.93728',
    'DESNZ, natural gas, per m3: 2.04542 kg CO2e in 2024, 2.06672 in 2025',
    '3534 m3 x (16 days x 2.04542 + 15 days x 2.06672) / 31',
  ],
  [
    'FUEL-US-RFCW-202504-D',
    '7465.552',
    'EPA 2025, table 2, diesel: 10.21 kg CO2 per gallon',
    '731.2 x 10.21',
  ],
  [
    'FUEL-GB-202510-D',
    '3761.880906',
    'DESNZ 2025, diesel (average biofuel blend): 2.57082 per litre',
    '1463.3 x 2.57082',
  ],
  [
    'GEN-202402',
    '4916.4864',
    'EPA 2024, table 1, fuel oil no. 2: 10.21 kg CO2, 0.41 g CH4, 0.08 g N2O per gallon',
    '480 x (10.21 + 28 x 0.00041 + 265 x 0.00008)',
  ],
  [
    'INV-S-2001-202506',
    '1500.597625',
    'EPA 2025, table 7, steam and heat: 66.33 kg CO2, 1.250 g CH4, 0.125 g N2O per mmBtu',
    '22.6 x (66.33 + 28 x 0.00125 + 265 x 0.000125)',
  ],
  [
    'WST-US-RFCW-202412-P',
    '311.045',
    'EPA 2024, table 9, mixed paper recycled: 0.07 t CO2e per short ton',
    '8887 lb / 2000 x 70',
  ],
  [
    'WST-GB-202411-P',
    '20.52677322',
    'DESNZ 2024, paper closed-loop: 6.41061 kg CO2e per tonne',
    '3202 kg / 1000 x 6.41061',
  ],
  [
    'TRV-202411-ME0',
    '277.6404422',
    'EPA 2024, table 10, medium haul: 0.129 kg CO2, 0.0006 g CH4, 0.0041 g N2O per passenger-mile',
    '2134 x (0.129 + 28 x 0.0000006 + 265 x 0.0000041)',
  ],
  [
    'GREY-GB-202407',
    '400.774485704',
    'DESNZ 2024, average car: 0.16691 kg CO2e per km',
    '1492 mi x 1.609344 x 0.16691',
  ],
  [
    'TMS-202511-T',
    '16529.741286',
    'EPA 2025, table 8, medium- and heavy-duty truck: 0.186 kg CO2, 0.0016 g CH4, 0.0054 g N2O per short ton-mile',
    '88170 x (0.186 + 28 x 0.0000016 + 265 x 0.0000054)',
  ],
  ['HVAC-202509', '5340.995725666', 'EPA 2025, table 12, R-410A: GWP 1924', '6.12 lb x 0.45359237 x 1924'],
  [
    'PO-202512-DC',
    '2039.28912',
    'USEEIO v1.3, NAICS 518210: 0.093 kg CO2e per USD of 2022',
    '21927.84 x 0.093',
  ],
  [
    'HTL-GB-202509',
    '184.8',
    'DESNZ 2025, hotel stay in Germany: 13.2 kg CO2e per room and night',
    '14 x 13.2',
  ],
  [
    'PO-GB-202412-PAP',
    '1165.2069558',
    'DESNZ 2024, paper, primary material: 1339.31834 per tonne',
    '0.870 x 1339.31834',
  ],
  [
    'HW-GB-202501',
    '1832.78598',
    'DESNZ 2025, homeworking: 0.33378 kg CO2e per FTE working hour',
    '5491 x 0.33378',
  ],
];

describe('the sample', () => {
  it.each(workedByHand)('%s emits %s kg CO2e (%s): %s', (externalId, co2eKg) => {
    expect(outcomeOf(externalId)).toMatchObject({ kind: 'result', result: { co2eKg } });
  });

  it('reports the biogenic part of a biofuel blend apart: 1463.3 L x 0.14 kg', () => {
    expect(outcomeOf('FUEL-GB-202510-D')).toMatchObject({ result: { biogenicCo2Kg: '204.862' } });
  });

  it.each([
    ['INV-E-1002-202407', 'exact'],
    ['FUEL-US-RFCW-202504-D', 'country'],
    ['INV-E-3102-202505', 'exact'],
  ])('says of %s that its region matched: %s', (externalId, regionMatch) => {
    expect(outcomeOf(externalId)).toMatchObject({ result: { regionMatch } });
  });

  it('has a result for every row but the ten that are bad on purpose', () => {
    const failed = [...outcomes]
      .filter(([, outcome]) => outcome.kind === 'error')
      .map(([externalId]) => externalId);
    expect(outcomes.size).toBe(1247);
    expect(failed.toSorted()).toEqual(badRows.map(([externalId]) => externalId).toSorted());
  });

  it('has the outcome of the slow and obvious calculation in every good row', async () => {
    const factors = await curatedFactors();
    for (const activity of activities.filter(({ externalId }) => !externalId?.startsWith('BAD-'))) {
      const expected = slowOutcome(factors, activity);
      expect(inSlowTerms(outcomeOf(activity.externalId ?? '')), activity.id).toEqual(expected);
      expect(expected, activity.id).toHaveProperty('co2eKg');
    }
  });

  it('adds up to one total, in any order', () => {
    const emissions = [...outcomes.values()].flatMap((outcome) =>
      outcome.kind === 'result' ? [outcome.result.co2eKg] : [],
    );
    expect(sumDecimals(emissions)).toBe('11868494.687607715');
    expect(sumDecimals(emissions.toReversed())).toBe('11868494.687607715');
    expect(sumDecimals(emissions.toSorted())).toBe('11868494.687607715');
  });

  it('can be recomputed from each record alone: quantity x conversion x factor, by days where there are parts', () => {
    for (const activity of activities) {
      const outcome = outcomeOf(activity.externalId ?? '');
      if (outcome.kind === 'error') continue;
      const { conversion, factorValue, factorParts, co2eKg } = outcome.result;
      const days = (factorParts ?? []).reduce((sum, part) => sum + part.days, 0);
      const terms = factorParts?.map(({ co2ePerUnit, days: partDays }) => [
        co2ePerUnit,
        `${partDays}/${days}`,
      ]) ?? [[factorValue ?? '']];
      expect(exactProduct([activity.quantity, conversion ?? ''], terms), activity.id).toBe(co2eKg);
    }
  });
});

/** The rows that are bad on purpose, with the code and the sentence that they end in. */
const badRows = [
  ['BAD-UNIT-1', 'UNKNOWN_UNIT', 'The unit "kilowatthoursish" is not known. Did you mean kWh?'],
  ['BAD-UNIT-2', 'UNKNOWN_UNIT', 'The unit "bucket" is not known. Factors of diesel for "GB" are per L.'],
  [
    'BAD-DIMENSION-1',
    'INCOMPATIBLE_UNIT',
    'Factors of electricity for "GB" are per kWh; "kg" does not convert to that by definition.',
  ],
  [
    'BAD-CURRENCY-1',
    'INCOMPATIBLE_UNIT',
    'Factors of spend_custom_software for "US" are per USD; "EUR" does not convert to that, for no exchange rate is assumed.',
  ],
  [
    'BAD-FACTOR-1',
    'NO_FACTOR',
    'There is no factor of the category "spend_unicorn_grooming" for any region.',
  ],
  [
    'BAD-FACTOR-2',
    'NO_FACTOR',
    'There is no factor of natural_gas for "FR" or GLOBAL; there is for GB and US.',
  ],
  [
    'BAD-DATE-1',
    'NO_VALID_FACTOR_FOR_DATE',
    'No factor of natural_gas for GB is valid on 2019-05-01; there are factors per kWh from 2024-01-01 to 2025-12-31.',
  ],
  [
    'BAD-PERIOD-1',
    'INVALID_PERIOD',
    'The period "2025-05-31" to "2025-05-01" is not a range of calendar dates: give dates like 2025-01-31, the end on or after the start.',
  ],
  [
    'BAD-QUANTITY-1',
    'INVALID_QUANTITY',
    'The quantity "" is not a plain decimal of zero or more: write it like 1234.5.',
  ],
  [
    'BAD-NEGATIVE-1',
    'INVALID_QUANTITY',
    'The quantity "-75.0" is not a plain decimal of zero or more: write it like 1234.5.',
  ],
] as const;

describe('the rows of the sample that are bad on purpose', () => {
  it.each(badRows)('%s ends in %s: %s', (externalId, code, details) => {
    expect(outcomeOf(externalId)).toMatchObject({ kind: 'error', code, details });
  });
});
