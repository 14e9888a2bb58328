import { describe, expect, it } from 'vitest';
import { completeCalculation } from '../../../../src/domain/calculation.ts';
import { sumDecimals } from '../../../../src/domain/decimal.ts';
import { createCalculator } from '../../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../../src/emissions/factor-index.ts';
import { parseOwnFactorPack } from '../../../../src/emissions/factor-pack.ts';
import { anActivity } from '../../../support/batches.ts';

/** A line of an example: what was used, in which unit, times the factor that the example gives for it. */
type Term = readonly [category: string, quantity: string, unit: string, kgPerUnit: string];

interface Example {
  /** As the guidance numbers it, with the page and what it shows. */
  readonly cited: string;
  readonly scope3Category: number;
  readonly terms: readonly Term[];
  /** As printed, in kg CO2e. */
  readonly printed: string;
}

/*
 * WRI and WBCSD with the Carbon Trust, Technical Guidance for Calculating Scope 3 Emissions, version 1.0 (2013),
 * https://ghgprotocol.org/sites/default/files/standards/Scope3_Calculation_Guidance_0.pdf. Its factors are illustrative,
 * so they are imported as an organisation's own. Distances of several people or legs are multiplied out as it does.
 *
 * Two sums are left out, for they are not what their own terms make: the transport of example 1.2 (printed 20,500, the
 * terms make 197,000) and the upstream emissions of example 1.3 (12,000 t-shirts in the table, 50,000 in the sum).
 */
const examples: Example[] = [
  {
    cited: 'example 1.1, page 25: goods by factors of their suppliers',
    scope3Category: 1,
    terms: [
      ['cement', '200000', 'kg', '0.15'],
      ['plaster', '600000', 'kg', '0.10'],
      ['paint', '200000', 'kg', '0.10'],
      ['timber', '100000', 'kg', '0.25'],
      ['concrete', '50000', 'kg', '0.20'],
    ],
    printed: '145000',
  },
  {
    cited: 'example 1.2, page 29: energy of a supplier',
    scope3Category: 1,
    terms: [
      ['supplier_electricity', '5000', 'kWh', '0.5'],
      ['supplier_natural_gas', '2500', 'kWh', '0.2'],
    ],
    printed: '3000',
  },
  {
    cited: 'example 1.2, page 29: material inputs',
    scope3Category: 1,
    terms: [
      ['cotton', '5000', 'kg', '7.0'],
      ['polymer', '2500', 'kg', '5.0'],
      ['chemical_a', '500', 'kg', '2.0'],
      ['chemical_b', '500', 'kg', '1.5'],
    ],
    printed: '49250',
  },
  {
    cited: 'example 1.2, page 29: waste of a supplier',
    scope3Category: 1,
    terms: [['supplier_waste', '100', 'kg', '0.5']],
    printed: '50',
  },
  {
    cited: 'example 1.4, page 35: components by mass and raw materials by spend',
    scope3Category: 1,
    terms: [
      ['hard_drive', '400', 'kg', '20'],
      ['integrated_circuits', '200', 'kg', '10'],
      ['lcd', '500', 'kg', '40'],
      ['semiconductors', '100', 'kg', '70'],
      ['battery', '1500', 'kg', '3'],
      ['keyboard', '300', 'kg', '3'],
      ['plastic_ps', '5000', 'USD', '0.3'],
      ['plastic_abs', '3000', 'USD', '0.3'],
      ['pet_film', '4000', 'USD', '0.3'],
      ['aluminum', '6000', 'USD', '0.5'],
      ['steel', '1500', 'USD', '0.2'],
      ['cyclohexane', '5000', 'USD', '0.2'],
      ['epoxy_resin', '5000', 'USD', '0.3'],
      ['copper', '1000', 'USD', '0.3'],
      ['glass', '5000', 'USD', '0.4'],
    ],
    printed: '54100',
  },
  {
    cited: 'example 3.1, page 47: upstream emissions of purchased electricity',
    scope3Category: 3,
    terms: [
      ['upstream_au', '500000', 'kWh', '0.12'],
      ['upstream_ca', '600000', 'kWh', '0.10'],
      ['upstream_in', '400000', 'kWh', '0.15'],
      ['upstream_us', '5500000', 'kWh', '0.10'],
      ['upstream_tr', '200000', 'kWh', '0.05'],
    ],
    printed: '740000',
  },
  {
    cited: 'example 3.1, page 47: transmission and distribution losses of 10, 13, 5, 15, 10 and 12 %',
    scope3Category: 3,
    terms: [
      ['losses_au', '50000', 'kWh', '0.8'],
      ['losses_ca', '78000', 'kWh', '0.4'],
      ['losses_ca_heat', '2500', 'kWh', '0.15'],
      ['losses_in', '60000', 'kWh', '0.8'],
      ['losses_us', '550000', 'kWh', '0.5'],
      ['losses_tr', '24000', 'kWh', '0.4'],
    ],
    printed: '404175',
  },
  {
    cited: 'example 3.1, page 47: upstream emissions of purchased heating',
    scope3Category: 3,
    terms: [['upstream_heating', '50000', 'kWh', '0.05']],
    printed: '2500',
  },
  {
    cited: 'example 4.1, page 56: diesel of three suppliers and a refrigerant',
    scope3Category: 4,
    terms: [
      ['transport_diesel', '50000', 'L', '3'],
      ['transport_diesel', '80000', 'L', '3'],
      ['transport_diesel', '90000', 'L', '3'],
      ['transport_r410a', '50', 'kg', '2000'],
    ],
    printed: '760000',
  },
  {
    cited:
      'example 4.2, page 62: 2 t over 2,000 km by road, 1 t over 3,000 km by air, 6 t over 4,000 km by sea',
    scope3Category: 4,
    terms: [
      ['truck_rigid', '4000', 'tonne_km', '0.2'],
      ['air_long_haul', '3000', 'tonne_km', '1.0'],
      ['container_ship', '24000', 'tonne_km', '0.05'],
    ],
    printed: '5000',
  },
  {
    cited: 'example 4.4, page 66: transport by spend',
    scope3Category: 4,
    terms: [
      ['truck_rigid', '20000', 'USD', '0.04'],
      ['air_long_haul', '30000', 'USD', '0.15'],
      ['container_ship', '40000', 'USD', '0.05'],
    ],
    printed: '7300',
  },
  {
    cited: 'example 5.1, page 75: waste by type and treatment, and waste water',
    scope3Category: 5,
    terms: [
      ['plastic_landfill', '2000', 't', '40'],
      ['plastic_incinerated', '5000', 't', '2'],
      ['plastic_recycled', '4000', 't', '10'],
      ['wastewater', '5000', 'm3', '0.5'],
    ],
    printed: '132500',
  },
  {
    cited: 'example 5.2, page 77: 40 t of waste, 25, 5, 30, 20 and 20 % of it by each treatment',
    scope3Category: 5,
    terms: [
      ['landfill', '10', 't', '300'],
      ['incinerated', '2', 't', '0'],
      ['recycled_allocated', '12', 't', '0'],
      ['recycled', '8', 't', '10'],
      ['composted', '8', 't', '30'],
    ],
    printed: '3320',
  },
  {
    cited: 'example 6.1, page 86: air travel of 10, 20 and 100 employees',
    scope3Category: 6,
    terms: [
      ['flight_long', '100000', 'passenger_km', '5'],
      ['flight_short', '300000', 'passenger_km', '6'],
      ['flight_long', '1200000', 'passenger_km', '5'],
    ],
    printed: '8300000',
  },
  {
    cited: 'example 7.1, page 90: 8,640 km by rail and 11,040 km by car to work',
    scope3Category: 7,
    terms: [
      ['rail', '8640', 'passenger_km', '0.1'],
      ['car', '11040', 'km', '0.2'],
    ],
    printed: '3072',
  },
  {
    cited: 'example 7.2, page 93: 10,000 employees by rail, car, foot and bus on 235 days',
    scope3Category: 7,
    terms: [
      ['rail', '23500000', 'passenger_km', '0.1'],
      ['car', '21150000', 'km', '0.2'],
      ['foot', '705000', 'passenger_km', '0.0'],
      ['bus', '1175000', 'passenger_km', '0.1'],
    ],
    printed: '6697500',
  },
];

describe('GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (M1, M13)', () => {
  it.each(examples)('$cited', (example) => {
    expect(totalOf(example)).toBe(example.printed);
  });

  it('example 6.1, page 86: road travel, a third of 10,000 km among it, is 17,583.33 kg', () => {
    const terms: Term[] = [
      ['hybrid', '250', 'km', '1'],
      ['gasoline_car', '2000', 'km', '2'],
      ['four_wheel_drive', '3333.333333333333', 'km', '4'],
    ];
    expect(totalOf({ cited: '', scope3Category: 6, terms, printed: '' })).toMatch(/^17583\.33/);
  });

  it('example 1.1, page 25, with the quantities in tonnes (M8)', () => {
    const { terms, ...example } = examples[0] as Example;
    const inTonnes = terms.map(([category, kg]) => ({ category, quantity: String(Number(kg) / 1000) }));
    expect(totalOf({ terms, ...example }, inTonnes, 't')).toBe(example.printed);
  });
});

/** Imports the factors of an example as a customer would, computes each of its lines and adds them up. */
function totalOf(
  { terms, scope3Category }: Example,
  used = terms.map(([category, quantity]) => ({ category, quantity })),
  unit: string | null = null,
): string {
  const rows = new Set(
    terms.map(
      ([category, , per, kg]) =>
        `${category}-${per},3,${scope3Category},${category},GLOBAL,${per},2013-01-01,${kg}`,
    ),
  );
  const header = 'factor_id,scope,scope3_category,category,region,unit,valid_from,co2e_kg_per_unit';
  const pack = { setId: 'own/ghg-protocol', orgId: 'acme', name: 'GHG Protocol', edition: '2013' };
  const { factors, problems } = parseOwnFactorPack([header, ...rows].join('\n'), {
    ...pack,
    licence: 'not stated',
    source: 'Technical Guidance for Calculating Scope 3 Emissions',
  });
  expect(problems).toEqual([]);
  const sets = [pack.setId];
  const calculate = createCalculator(new FactorIndex(factors, sets), completeCalculation({}, sets));
  const figures = used.map(({ category, quantity }, place) => {
    const outcome = calculate(
      anActivity({ category, quantity, unit: unit ?? terms[place]?.[2] ?? '', location: 'GB' }),
    );
    if (outcome.kind === 'error') throw new Error(outcome.details);
    expect(outcome.result).toMatchObject({ scope: 3, scope3Category });
    return outcome.result.co2eKg;
  });
  return sumDecimals(figures);
}
