import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumDecimals } from '../../../src/domain/decimal.ts';
import {
  type Inventory,
  type InventoryCell,
  type InventoryLine,
  rollUp,
} from '../../../src/domain/inventory.ts';

function aCell(fields: Partial<InventoryCell> = {}): InventoryCell {
  return {
    workspaceId: 'ws-test',
    scope: 1,
    scope3Category: null,
    category: 'diesel',
    location: 'GB',
    dataQuality: 'measured',
    regionMatch: 'exact',
    marketBasis: null,
    crossesYear: false,
    records: 1,
    co2eKg: '10',
    marketCo2eKg: '10',
    co2Kg: '0',
    ch4Co2eKg: '0',
    n2oCo2eKg: '0',
    biogenicCo2Kg: '0',
    scoredCo2eKg: '0',
    scoreXCo2eKg: '0',
    uncertainCo2eKg: '0',
    variance: '0',
    ...fields,
  };
}

const kilograms = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 18n }), fc.nat({ max: 999_999_999 }))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(9, '0')}`);
const cells = fc.array(
  fc.record({
    scope: fc.constantFrom(1, 2, 3),
    category: fc.constantFrom('diesel', 'electricity', 'refrigerant_hfc_134a', 'refrigerant_methane'),
    location: fc.constantFrom('GB', 'US'),
    dataQuality: fc.constantFrom('measured', 'estimated'),
    workspaceId: fc.constantFrom('a', 'b'),
    regionMatch: fc.constantFrom('exact', 'global', null),
    records: fc.nat(1000),
    co2eKg: kilograms,
    marketCo2eKg: kilograms,
    co2Kg: kilograms,
    ch4Co2eKg: kilograms,
    n2oCo2eKg: kilograms,
  }),
  { maxLength: 12 },
);

describe('an inventory (M31)', () => {
  const wholes: (keyof Inventory)[] = [
    'byScope',
    'byCategory',
    'byRegion',
    'byWorkspace',
    'byDataQuality',
    'byRegionMatch',
  ];

  it('adds up to the same total however it is divided, to the last digit', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const inventory = rollUp(given.map(aCell));
        for (const division of wholes) {
          const lines = inventory[division] as InventoryLine[];
          expect(sumDecimals(lines.map((line) => line.locationBasedKg))).toBe(
            inventory.total.locationBasedKg,
          );
          expect(sumDecimals(lines.map((line) => line.marketBasedKg))).toBe(inventory.total.marketBasedKg);
          expect(lines.reduce((sum, line) => sum + line.records, 0)).toBe(inventory.total.records);
        }
        expect(sumDecimals(inventory.byGas.map(({ co2eKg }) => co2eKg))).toBe(
          inventory.total.locationBasedKg,
        );
      }),
    );
  });

  it('divides scope 3 by its categories and scope 2 by what its market-based figures rest on', () => {
    const inventory = rollUp([
      aCell(),
      aCell({ scope: 3, scope3Category: 6 }),
      aCell({ scope: 3, scope3Category: 6, location: 'US' }),
      aCell({ scope: 2, marketBasis: 'instrument', marketCo2eKg: '1' }),
    ]);
    expect(inventory.byScope3Category).toMatchObject([
      { key: { scope3_category: 6 }, locationBasedKg: '20' },
    ]);
    expect(inventory.byMarketBasis).toMatchObject([
      { key: { market_basis: 'instrument' }, locationBasedKg: '10', marketBasedKg: '1' },
    ]);
  });

  it('shows the fluorinated gases of refrigerants, and what a published CO2e holds beyond its gases', () => {
    const { byGas } = rollUp([
      aCell({ co2Kg: '9', ch4Co2eKg: '0.4', n2oCo2eKg: '0.5' }),
      aCell({ category: 'refrigerant_r410a', co2eKg: '1924' }),
    ]);
    expect(byGas).toEqual([
      { gas: 'co2', co2eKg: '9' },
      { gas: 'ch4', co2eKg: '0.4' },
      { gas: 'n2o', co2eKg: '0.5' },
      { gas: 'f_gases', co2eKg: '1924' },
      { gas: 'not_published_apart', co2eKg: '0.1' },
    ]);
  });

  it('flags fallbacks, what was not measured and what began in the year before', () => {
    const inventory = rollUp([
      aCell({ co2eKg: '70' }),
      aCell({ co2eKg: '20', regionMatch: 'global', crossesYear: true }),
      aCell({ co2eKg: '10', regionMatch: 'country', dataQuality: 'default' }),
    ]);
    expect(inventory).toMatchObject({
      fallbackSharePct: '30',
      notMeasuredSharePct: '10',
      crossingYear: { records: 1, locationBasedKg: '20' },
    });
  });

  it('weighs quality by emissions and propagates the uncertainty that is stated', () => {
    const inventory = rollUp([
      aCell({ co2eKg: '75', scoredCo2eKg: '75', scoreXCo2eKg: '150' }),
      aCell({
        co2eKg: '25',
        scoredCo2eKg: '25',
        scoreXCo2eKg: '125',
        uncertainCo2eKg: '25',
        variance: '62500',
      }),
    ]);
    expect(inventory.quality).toEqual({ weightedScore: '2.75', scoredSharePct: '100' });
    expect(inventory.uncertainty).toEqual({ relativePct: '2.5', statedSharePct: '25' });
  });

  it('of nothing is zero and says that nothing is known', () => {
    expect(rollUp([])).toMatchObject({
      total: { records: 0, locationBasedKg: '0', marketBasedKg: '0' },
      byScope: [],
      fallbackSharePct: '0',
      quality: { weightedScore: null },
      uncertainty: { relativePct: null },
    });
  });
});
