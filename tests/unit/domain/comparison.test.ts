import { describe, expect, it } from 'vitest';
import { type ComparedGroup, compare } from '../../../src/domain/comparison.ts';

function aGroup(fields: Partial<ComparedGroup> = {}): ComparedGroup {
  return {
    baseScope: 2,
    baseCategory: 'electricity',
    newScope: 2,
    newCategory: 'electricity',
    cause: 'factor',
    activities: 1,
    baseKg: '10',
    newKg: '7.000000001',
    baseMarketKg: '10',
    newMarketKg: '0',
    ...fields,
  };
}

describe('compare', () => {
  it('is zero for nothing', () => {
    expect(compare([])).toEqual({
      total: {
        baseActivities: 0,
        newActivities: 0,
        locationBased: { baseKg: '0', newKg: '0', differenceKg: '0' },
        marketBased: { baseKg: '0', newKg: '0', differenceKg: '0' },
      },
      byScope: [],
      byCategory: [],
      byCause: [],
    });
  });

  it('keeps both figures of scope 2 apart, exactly', () => {
    const { total } = compare([aGroup(), aGroup({ activities: 2, baseKg: '0.1', newKg: '0.3' })]);
    expect(total).toMatchObject({
      baseActivities: 3,
      newActivities: 3,
      locationBased: { baseKg: '10.1', newKg: '7.300000001', differenceKg: '-2.799999999' },
      marketBased: { baseKg: '20', newKg: '0', differenceKg: '-20' },
    });
  });

  it('lets an activity that changed its category leave the one line and enter the other', () => {
    const moved = aGroup({ newScope: 1, newCategory: 'diesel', cause: 'several' });
    const { byScope, byCategory, byCause } = compare([moved]);
    expect(byScope).toMatchObject([
      { scope: 1, baseActivities: 0, newActivities: 1, locationBased: { differenceKg: '7.000000001' } },
      { scope: 2, baseActivities: 1, newActivities: 0, locationBased: { differenceKg: '-10' } },
    ]);
    expect(byCategory.map(({ category }) => category)).toEqual(['diesel', 'electricity']);
    expect(byCause).toMatchObject([
      {
        cause: 'several',
        baseActivities: 1,
        newActivities: 1,
        locationBased: { differenceKg: '-2.999999999' },
      },
    ]);
  });

  it('puts what is on one side only into its lines alone', () => {
    const { byCause } = compare([
      aGroup({ cause: 'removed', newScope: null, newCategory: null, newKg: '0', newMarketKg: '0' }),
      aGroup({ cause: 'added', baseScope: null, baseCategory: null, baseKg: '0', baseMarketKg: '0' }),
    ]);
    expect(byCause).toMatchObject([
      { cause: 'added', baseActivities: 0, newActivities: 1, locationBased: { differenceKg: '7.000000001' } },
      { cause: 'removed', baseActivities: 1, newActivities: 0, locationBased: { differenceKg: '-10' } },
    ]);
  });
});
