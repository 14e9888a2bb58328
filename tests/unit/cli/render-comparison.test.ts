import { expect, it } from 'vitest';
import { renderComparison } from '../../../src/cli/render-comparison.ts';

it('shows the market-based figures apart where they are others', () => {
  const total = {
    base_activities: 1,
    new_activities: 1200,
    location_based: aFigure('1000.5', '900', '-100.5'),
    market_based: aFigure('1000.5', '0', '-1000.5'),
  };
  const text = renderComparison({
    batch_id: 'batch_b',
    base_batch_id: 'batch_a',
    total,
    by_scope: [{ scope: 2, ...total }],
    by_category: [{ scope: 2, category: 'electricity', ...total }],
    by_cause: [{ cause: 'activity_data', ...total }],
  });
  expect(text).toBe(
    [
      'batch_b compared with batch_a',
      '1,200 activities, 1 activity in the base',
      '',
      '  Location-based, kg CO2e     base  new  difference',
      '  activity data            1,000.5  900      -100.5',
      '  Scope 2                  1,000.5  900      -100.5',
      '  2 electricity            1,000.5  900      -100.5',
      '  Total                    1,000.5  900      -100.5',
      '',
      '  Market-based, kg CO2e     base  new  difference',
      '  activity data          1,000.5    0    -1,000.5',
      '  Scope 2                1,000.5    0    -1,000.5',
      '  2 electricity          1,000.5    0    -1,000.5',
      '  Total                  1,000.5    0    -1,000.5',
    ].join('\n'),
  );
});

function aFigure(base: string, now: string, difference: string) {
  return {
    ...{ base_kg: Number(base), base_kg_exact: base },
    ...{ new_kg: Number(now), new_kg_exact: now },
    ...{ difference_kg: Number(difference), difference_kg_exact: difference },
  };
}
