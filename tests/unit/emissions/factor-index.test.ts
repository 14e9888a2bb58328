import { describe, expect, it } from 'vitest';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { aFactor } from '../../support/factors.ts';

describe('an index of factors', () => {
  const index = new FactorIndex([
    aFactor({ id: 'older', validFrom: '2024-01-01', validTo: '2024-12-31' }),
    aFactor({ id: 'newer' }),
    aFactor({ id: 'per-mwh', unit: 'MWh' }),
    aFactor({ id: 'us', region: 'US' }),
    aFactor({ id: 'gas', category: 'natural_gas' }),
  ]);

  it('keeps the factors of a category and region together by unit, the later window first', () => {
    const series = index.seriesOf('electricity', 'GB');
    expect(series.map(({ unit, factors }) => [unit.code, factors.map(({ factor }) => factor.id)])).toEqual([
      ['kWh', ['newer', 'older']],
      ['MWh', ['per-mwh']],
    ]);
  });

  it('has nothing where there is nothing', () => {
    expect(index.seriesOf('electricity', 'FR')).toEqual([]);
    expect(index.seriesOf('diesel', 'GB')).toEqual([]);
    expect(index.regionsOf('diesel')).toEqual([]);
  });

  it('knows its categories and their regions', () => {
    expect([...index.categories()].toSorted()).toEqual(['electricity', 'natural_gas']);
    expect(index.regionsOf('electricity')).toEqual(['GB', 'US']);
  });

  it('prefers by the order of sets where one is given, and sets that it does not name come last', () => {
    const bySets = new FactorIndex(
      [
        aFactor({ id: 'unnamed', setId: 'c' }),
        aFactor({ id: 'second', setId: 'a' }),
        aFactor({ id: 'first', setId: 'b', validFrom: '2020-01-01' }),
      ],
      ['b', 'a'],
    );
    expect(bySets.seriesOf('electricity', 'GB')[0]?.factors.map(({ factor }) => factor.id)).toEqual([
      'first',
      'second',
      'unnamed',
    ]);
  });

  it('refuses a factor that could never be applied, and names it', () => {
    expect(() => new FactorIndex([aFactor({ unit: 'bucket' })])).toThrow(
      'The factor test-electricity-gb is per "bucket", which is no known unit.',
    );
    expect(() => new FactorIndex([aFactor({ validFrom: '2025-02-30' })])).toThrow(
      'The window of the factor test-electricity-gb, 2025-02-30 to 2025-12-31, is no range of dates.',
    );
    expect(() => new FactorIndex([aFactor({ validTo: 'soon' })])).toThrow('2025-01-01 to soon');
  });
});
