import { describe, expect, it } from 'vitest';
import { countryOf, regionCode, regionsOf } from '../../../src/emissions/regions.ts';

describe('the regions to ask for a factor', () => {
  it('go from the subregion to its country to the world', () => {
    expect(regionsOf('US-CAMX')).toEqual([
      { region: 'US-CAMX', regionMatch: 'exact' },
      { region: 'US', regionMatch: 'country' },
      { region: 'GLOBAL', regionMatch: 'global' },
    ]);
  });

  it('skip what lies between a subregion and its country', () => {
    expect(regionsOf('GB-ENG-LND').map(({ region }) => region)).toEqual(['GB-ENG-LND', 'GB', 'GLOBAL']);
  });

  it('are two for a country and one for the world', () => {
    expect(regionsOf('FR')).toEqual([
      { region: 'FR', regionMatch: 'exact' },
      { region: 'GLOBAL', regionMatch: 'global' },
    ]);
    expect(regionsOf('global')).toEqual([{ region: 'GLOBAL', regionMatch: 'exact' }]);
  });
});

describe('a region code', () => {
  it.each([
    [' us-camx ', 'US-CAMX', 'US'],
    ['gb', 'GB', 'GB'],
    ['UK', 'GB', 'GB'],
    ['uk-lnd', 'GB-LND', 'GB'],
    ['EL', 'GR', 'GR'],
    ['UKR', 'UKR', 'UKR'],
    ['', '', ''],
    ['CONSTRUCTOR', 'CONSTRUCTOR', 'CONSTRUCTOR'],
  ])('%j is %j, in the country %j', (location, code, country) => {
    expect(regionCode(location)).toBe(code);
    expect(countryOf(location)).toBe(country);
  });
});
