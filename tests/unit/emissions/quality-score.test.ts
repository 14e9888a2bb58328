import { describe, expect, it } from 'vitest';
import type { DataQuality } from '../../../src/domain/activity.ts';
import type { FactorSource, RegionMatch } from '../../../src/domain/outcome.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { qualityScoreOf } from '../../../src/emissions/quality-score.ts';
import { anActivity } from '../../support/batches.ts';
import { aFactor } from '../../support/factors.ts';

describe('the quality score (M23)', () => {
  it.each<[number, DataQuality, FactorSource, RegionMatch | null]>([
    [1, 'measured', 'supplier', null],
    [2, 'measured', 'matched', 'exact'],
    [2, 'measured', 'pinned', 'exact'],
    [3, 'measured', 'matched', 'country'],
    [3, 'measured', 'matched', 'global'],
    [3, 'measured', 'pinned', null],
    [3, 'estimated', 'supplier', null],
    [3, 'estimated', 'matched', 'exact'],
    [4, 'estimated', 'matched', 'country'],
    [4, 'estimated', 'pinned', null],
    [5, 'default', 'supplier', null],
    [5, 'default', 'matched', 'exact'],
  ])(
    'is %i for data that is %s, with a factor that is %s and whose region is %s',
    (score, dataQuality, source, regionMatch) => {
      const factor = source === 'supplier' ? null : { unit: 'L' };
      expect(qualityScoreOf({ dataQuality }, { source, regionMatch, factor })).toBe(score);
    },
  );

  it('is 4 at best for what is computed from spend', () => {
    const factor = { unit: 'GBP' };
    const found = { source: 'matched', regionMatch: 'exact', factor } as const;
    expect(qualityScoreOf({ dataQuality: 'measured' }, found)).toBe(4);
    expect(qualityScoreOf({ dataQuality: 'default' }, found)).toBe(5);
  });

  it("is 4 for spend also in an organisation's own categories", () => {
    const factor = aFactor({ category: 'office_chairs', unit: 'GBP', scope: 3, scope3Category: 1 });
    const activity = anActivity({ category: 'office_chairs', unit: 'GBP', dataQuality: 'measured' });
    const outcome = createCalculator(new FactorIndex([factor]))(activity);
    expect(outcome).toMatchObject({ kind: 'result', result: { qualityScore: 4 } });
  });
});

describe('the uncertainties of a record (M25)', () => {
  const of2024 = aFactor({ id: 'a', validFrom: '2024-01-01', validTo: '2024-12-31', uncertaintyPct: '9' });
  const across = { periodStart: '2024-12-30', periodEnd: '2025-01-02', uncertaintyPct: '2.5' };

  function uncertaintiesOf(of2025: string | null) {
    const factors = [of2024, aFactor({ id: 'b', uncertaintyPct: of2025 })];
    const outcome = createCalculator(new FactorIndex(factors))(anActivity(across));
    if (outcome.kind === 'error') throw new Error(outcome.details);
    return [outcome.result.activityUncertaintyPct, outcome.result.factorUncertaintyPct];
  }

  it('are those of the activity and of the least certain factor', () => {
    expect(uncertaintiesOf('12.5')).toEqual(['2.5', '12.5']);
    expect(uncertaintiesOf('5')).toEqual(['2.5', '9']);
  });

  it('are unknown where one of several factors does not say', () => {
    expect(uncertaintiesOf(null)).toEqual(['2.5', null]);
  });
});
