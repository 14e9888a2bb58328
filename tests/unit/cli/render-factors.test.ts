import { describe, expect, it } from 'vitest';
import { type ApiFactor, renderFactor, renderFactors } from '../../../src/cli/render-factors.ts';
import { presentFactor } from '../../../src/http/present-factor.ts';
import { aFactor } from '../../support/factors.ts';

const grid: ApiFactor = presentFactor(aFactor());

describe('renderFactor', () => {
  it('shows a factor with everything that is known of it', () => {
    expect(renderFactor(grid)).toBe(
      [
        '  Factor      test-electricity-gb',
        '  What        Grid electricity, as made up for a test',
        '  For         electricity, GB, scope 2',
        '  Valid       2025-01-01 to 2025-12-31',
        '  CO2e        0.2 kg per kWh',
        '  GWP set     AR5',
        '  Boundary    generation',
        '  Printed as  0.2 kg CO2e per kWh',
        '  Dataset     Test, 1',
        '  Source      made up',
        '  Licence     CC0',
        '  Set         test',
      ].join('\n'),
    );
    const gases = {
      scope: 3,
      scope3Category: 4,
      co2eKgPerUnit: null,
      co2KgPerUnit: '1',
      ch4KgPerUnit: '0.1',
    };
    const known = { uncertaintyPct: '5', heatBasis: 'HHV', methaneOrigin: 'fossil', gwpSet: null } as const;
    const text = renderFactor(presentFactor(aFactor({ ...gases, ...known } as never)));
    expect(text).toContain('scope 3, category 4');
    expect(text).toContain('CO2          1 kg per kWh\n  CH4          0.1 kg per kWh\n');
    expect(text).toContain('Methane      fossil\n  Uncertainty  +-5 % at 95 % confidence\n');
    expect(text).toContain('Heat by      HHV\n');
    expect(text).not.toContain('GWP set');
  });

  it.each([
    [{}, 'the whole organisation'],
    [{ workspaceId: 'plant' }, 'workspace plant'],
    [{ workspaceId: 'plant', meterId: 'm-1' }, 'workspace plant, meter m-1'],
  ])('says whose an instrument is: %j', (holder, whose) => {
    const text = renderFactor(presentFactor(aFactor({ instrument: 'contract', ...holder })));
    expect(text).toContain(`  Instrument  contract, for market-based scope 2 of ${whose}\n`);
  });
});

describe('renderFactors', () => {
  it('tells an instrument from the factor of the grid', () => {
    const lines = renderFactors([grid, { ...grid, id: 'wind', instrument: 'contract' }], true).split('\n');
    expect(lines.map((line) => line.split(/ {2,}/).slice(1, 3))).toEqual([
      ['FACTOR', 'CATEGORY'],
      ['test-electricity-gb', 'electricity'],
      ['wind', 'electricity (contract)'],
      ['There are more: narrow the search.'],
    ]);
    expect(renderFactors([], false)).toMatch(/^No factors\./);
  });
});
