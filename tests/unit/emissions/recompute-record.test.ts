import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import { completeCalculation } from '../../../src/domain/calculation.ts';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import type { EmissionRecord } from '../../../src/domain/outcome.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { explain, explanationText } from '../../../src/emissions/explain-record.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { recompute } from '../../../src/emissions/recompute-record.ts';
import { anActivity, aRecord } from '../../support/batches.ts';
import { curatedFactors } from '../../support/curated-factors.ts';
import { aFactor } from '../../support/factors.ts';

const curated = await curatedFactors();

function recordsOf(
  activities: readonly Activity[],
  factors: readonly EmissionFactor[],
  choice: Parameters<typeof completeCalculation>[0] = {},
): EmissionRecord[] {
  const calculate = createCalculator(new FactorIndex(factors), completeCalculation(choice, ['test']));
  return activities.flatMap((activity) => {
    const outcome = calculate(activity);
    return outcome.kind === 'result' ? [aRecord(activity, outcome.result)] : [];
  });
}

function recordOf(
  activity: Partial<Activity>,
  factors: readonly EmissionFactor[],
  choice: Parameters<typeof completeCalculation>[0] = {},
): EmissionRecord {
  const [record] = recordsOf([anActivity(activity)], factors, choice);
  if (record === undefined) throw new Error('The activity ended in an error.');
  return record;
}

async function sample(): Promise<Activity[]> {
  const text = await readFile(new URL('../../../examples/activities.csv', import.meta.url), 'utf8');
  return (parse(text, { columns: true }) as Record<string, string>[]).map((row) =>
    anActivity({
      id: row.id ?? '',
      source: row.source as Activity['source'],
      category: row.category ?? '',
      location: row.location ?? '',
      quantity: row.quantity ?? '',
      unit: row.unit ?? '',
      periodStart: row.period_start ?? '',
      periodEnd: row.period_end ?? '',
      dataQuality: row.data_quality as Activity['dataQuality'],
    }),
  );
}

const fuel = aFactor({
  id: 'fuel',
  scope: 1,
  category: 'fuel_oil',
  description: 'Fuel oil no. 2',
  unit: 'gal_us',
  co2KgPerUnit: '10.21',
  ch4KgPerUnit: '0.00041',
  n2oKgPerUnit: '0.00008',
  co2eKgPerUnit: null,
  gwpSet: null,
});
/** One of them is 125000/473176473 of a gallon. */
const millilitres = { category: 'fuel_oil', unit: 'mL', quantity: '1234567' };

/** Every way to a figure that the engine has. */
const ways: readonly (readonly [string, () => EmissionRecord])[] = [
  ['a published CO2e', () => recordOf({}, [aFactor({ co2KgPerUnit: '0.19' })])],
  ['gases, in a unit whose conversion never ends as a decimal', () => recordOf(millilitres, [fuel])],
  [
    'gases weighted by AR6',
    () => recordOf(millilitres, [{ ...fuel, methaneOrigin: 'fossil' }], { gwpSet: 'AR6' }),
  ],
  ['a factor that is named', () => recordOf({ factorId: 'test-electricity-gb' }, [aFactor()])],
  [
    "a supplier's figure in scope 3",
    () =>
      recordOf({ category: 'steel', source: 'purchases', unit: 'kg', supplierFactor: '1.85' }, [aFactor()]),
  ],
  ["a supplier's figure in scope 2", () => recordOf({ supplierFactor: '0.012' }, [aFactor()])],
  [
    'an instrument in another unit',
    () =>
      recordOf({}, [
        aFactor(),
        aFactor({ id: 'ppa', instrument: 'contract', unit: 'GJ', co2eKgPerUnit: '1.7' }),
      ]),
  ],
  [
    'parts by days, of the figure and of the instrument',
    () =>
      recordOf({ periodStart: '2024-12-16', periodEnd: '2025-01-15', quantity: '100.7' }, [
        aFactor({ id: 'a', validFrom: '2024-01-01', validTo: '2024-12-31', co2eKgPerUnit: '0.207' }),
        aFactor({ id: 'b', biogenicCo2KgPerUnit: '0.01' }),
        aFactor({ id: 'mix-a', instrument: 'residual_mix', validFrom: '2024-01-01', validTo: '2024-12-31' }),
        aFactor({ id: 'mix-b', instrument: 'residual_mix', co2eKgPerUnit: '0.37' }),
      ]),
  ],
  [
    "the first day's factor throughout",
    () =>
      recordOf(
        { periodStart: '2024-12-16', periodEnd: '2025-01-15' },
        [
          aFactor({ id: 'a', validFrom: '2024-01-01', validTo: '2024-12-31', co2eKgPerUnit: '0.207' }),
          aFactor({ id: 'b' }),
        ],
        { periodPolicy: 'period_start' },
      ),
  ],
];

describe('recompute', () => {
  it('finds every record of the sample equal, by the curated factors', async () => {
    const records = recordsOf(await sample(), curated);
    expect(records).toHaveLength(1237);
    const unequal = records.map((record) => [record.activityId, recompute(record)] as const);
    expect(unequal.filter(([, { isEqual }]) => isEqual !== true)).toEqual([]);
    expect(unequal.map(([, { figures }]) => figures?.co2eKg)).toEqual(records.map(({ co2eKg }) => co2eKg));
  });

  it.each(ways)('finds a record equal that was made by %s', (_, make) => {
    const record = make();
    expect(recompute(record)).toMatchObject({
      isEqual: true,
      differences: [],
      figures: { co2eKg: record.co2eKg, co2Kg: record.co2Kg, marketCo2eKg: record.market?.co2eKg ?? null },
    });
  });

  it.each([
    [{ co2eKg: '20.000000001' }, 'co2e_kg', '20.000000001', '20'],
    [{ quantity: '101' }, 'co2e_kg', '20', '20.2'],
    [{ factorValue: '0.3' }, 'co2e_kg', '20', '30'],
    [{ conversion: '2' }, 'conversion', '2', '1'],
    [{ unit: 'MWh' }, 'conversion', '1', '1000'],
    [{ co2Kg: '1' }, 'co2_kg', '1', '19'],
    [{ ch4Kg: '1' }, 'ch4_kg', '1', null],
    [{ quantityConverted: '99' }, 'quantity_converted', '99', '100'],
    [{ factorValue: null }, 'factor_value', null, 'a figure'],
    [{ factorValue: 'NaN' }, 'factor_value', 'NaN', 'a number'],
    [{ unitMatch: 'converted' }, 'unit_match', 'converted', 'exact'],
    [{ co2eBasis: 'gases' }, 'factor_value', '0.2', '0.19'],
    [{ gwpN2o: '298' }, 'gwp_n2o', '298', '265'],
    [{ market: null }, 'market_co2e_kg', null, 'a figure'],
    [{ market: { co2eKg: '19', basis: 'location_based', factor: null } }, 'market_co2e_kg', '19', '20'],
  ] as const)('tells what is different in %o', (change, field, stored, expected) => {
    const record = { ...recordOf({}, [aFactor({ co2KgPerUnit: '0.19' })]), ...change } as EmissionRecord;
    const { differences, isEqual } = recompute(record);
    expect(isEqual).toBe(false);
    expect(differences).toContainEqual({ field, stored, expected });
  });

  it('sees that the days of the parts are not those of the period', () => {
    const record = ways.find(([name]) => name.startsWith('parts'))?.[1]() as EmissionRecord;
    const { differences } = recompute({ ...record, periodEnd: '2025-01-16' });
    expect(differences).toContainEqual({ field: 'factor_parts.days', stored: '31', expected: '32' });
    expect(differences).toContainEqual({ field: 'market_factor.parts.days', stored: '31', expected: '32' });
  });

  it('compares nothing in a record of another processor that says nothing', () => {
    const bare = aRecord(anActivity(), { scope: 3, co2eKg: '5', method: 'mine' });
    expect(recompute(bare)).toEqual({ figures: null, differences: [], isEqual: null });
    const odd = { ...bare, conversion: '1', factorParts: ['anything'] } as unknown as EmissionRecord;
    expect(recompute(odd)).toEqual({ figures: null, differences: [], isEqual: null });
  });
});

describe('explain', () => {
  it('writes the calculation as a person would', () => {
    const record = recordOf(millilitres, [fuel]);
    expect(
      explanationText(explain(record, [fuel])),
    ).toBe(`act-0001 of batch batch_test: 3340.528175299 kg CO2e, scope 1
1. Quantity, as given
   1234567 mL of fuel_oil in GB, 2025-03-01 to 2025-03-31.
   The activity's data in version 1, measured.
2. Emission factor
   fuel: Fuel oil no. 2 (GB).
   From Test, edition 1, made up; licence CC0; set test; valid 2025-01-01 to 2025-12-31.
   Printed there as 0.2 kg CO2e per kWh; boundary generation.
   Found by category, region, unit and date in test, for GB itself; a change of factor within the period: by_days.
3. Conversion
   1 mL = 125000/473176473 gal_us, exactly, by the definitions of the units.
   1234567 mL x 125000/473176473 = 326.138098163642215 gal_us (shown to 15 decimal places; what follows goes on with the exact fraction).
4. CO2e of the factor
   10.21 CO2 + 0.00041 CH4 x 28 + 0.00008 N2O x 265 = 10.24268 kg per gal_us, global warming potentials of AR5 over 100 years.
5. Result
   1234567 x 125000/473176473 x 10.24268
   3340.528175299 kg CO2e, rounded once, half to even, to 9 decimal places of a kilogram.
   Of it 3329.869982251 kg CO2, 0.13371662 kg CH4, 0.026091048 kg N2O.
6. Data quality and uncertainty
   Score 2 of 1 (best) to 5, after PCAF. Uncertainty at 95 % confidence: of the quantity not stated, of the factor not stated.
7. Computed again from the record alone
   3340.528175299 kg CO2e: equal, as is every other figure.
`);
  });

  it('says what a published CO2e holds beyond its gases', () => {
    const factor = aFactor({ co2KgPerUnit: '0.19', ch4KgPerUnit: '0.0001' });
    const { residualKg, steps } = explain(recordOf({}, [factor]), [factor]);
    expect(residualKg).toBe('0.72');
    expect(steps.find(({ step }) => step === 'co2e_of_factor')?.lines[0]).toContain('0.0072 beyond them');
  });

  it('goes by the texts of the set that was used, and says where it is not installed', () => {
    const record = recordOf({}, [aFactor()]);
    const { factors, steps } = explain(record, [aFactor({ setId: 'another' })]);
    expect(factors).toEqual([
      { factorId: 'test-electricity-gb', factorSet: 'test', usedFor: 'figure', details: null },
    ]);
    expect(steps.find(({ step }) => step === 'factor')?.lines[0]).toContain('is not installed here');
  });

  it('explains a record of another processor as far as it says', () => {
    const text = explanationText(
      explain(aRecord(anActivity(), { scope: 3, co2eKg: '5', method: 'mine' }), []),
    );
    expect(text).toContain('The processor names none; its method is mine.');
    expect(text).toContain('does not carry what it takes');
  });

  it.each(ways)('has a text for a record made by %s', (_, make) => {
    const record = make();
    const text = explanationText(explain(record, []));
    expect(text).toContain(`${record.co2eKg} kg CO2e, rounded once, half to even`);
    expect(text).toContain('equal, as is every other figure');
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });
});
