import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../src/app/run-summary.ts';
import { renderSummary } from '../../../src/cli/render-summary.ts';

const whole: RunSummary = {
  file: 'activities.csv',
  batches: [
    {
      batchId: 'batch_1',
      orgId: 'acme',
      workspaceId: 'main',
      status: 'complete',
      activityCount: 1_002,
      successCount: 1_002,
      errorCount: 0,
      totalEmissions: '12345678901.5',
      errorMessage: null,
    },
  ],
  imported: 1_002,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  succeeded: 1_002,
  failed: 0,
  remaining: 0,
  totalCo2eKg: '12345678901.500000001',
  totalMarketCo2eKg: '7.5',
  byScope: [
    { scope: 1, activities: 2, co2eKg: '0.5', marketCo2eKg: '0.5' },
    { scope: 2, activities: 1_000, co2eKg: '12345678901.000000001', marketCo2eKg: '7' },
  ],
  byCategory: [
    { scope: 1, category: 'diesel', activities: 2, co2eKg: '0.5', marketCo2eKg: '0.5' },
    {
      scope: 2,
      category: 'electricity',
      activities: 1_000,
      co2eKg: '12345678901.000000001',
      marketCo2eKg: '7',
    },
  ],
  errors: [],
  resultsFile: null,
  isResumed: false,
};

describe('renderSummary', () => {
  it('shows rows, batches and exact totals by category and scope, the total last', () => {
    expect(renderSummary(whole)).toBe(
      [
        'Rows        1,002 new, 0 updated, 0 unchanged, 0 rejected',
        'Activities  1,002 succeeded, 0 failed',
        'Batches',
        '  batch_1  acme / main  complete  1,002 of 1,002',
        '',
        '  Category     scope  activities                   kg CO2e',
        '  diesel           1           2               0.5',
        '  electricity      2       1,000  12,345,678,901.000000001',
        '',
        '  Emissions                activities                   kg CO2e',
        '  Scope 1                           2               0.5',
        '  Scope 2, location-based       1,000  12,345,678,901.000000001',
        '  Total, location-based         1,002  12,345,678,901.500000001',
        '  Total, market-based           1,002               7.5',
        '',
      ].join('\n'),
    );
  });

  it('names what has no result with its place, how many more there are, and what to do', () => {
    const example = { line: null, activityId: null, column: null, value: null };
    const text = renderSummary({
      ...whole,
      rejected: 2,
      failed: 1_500,
      remaining: 7,
      errors: [
        {
          code: 'UNKNOWN_UNIT',
          count: 1_500,
          examples: [{ ...example, activityId: 'act-7', details: 'The unit "bucket" is not known.' }],
        },
        {
          code: 'DUPLICATE_ID',
          count: 2,
          examples: [
            { ...example, line: 12, column: 'id', details: 'It stands on line 4.' },
            { ...example, line: 13, details: 'So does this.' },
          ],
        },
      ],
      resultsFile: 'results.csv',
    });
    expect(text).toContain('1,002 succeeded, 1,500 failed, 7 without an outcome\n');
    expect(text).toContain(
      [
        '1,502 rows without a result',
        '  UNKNOWN_UNIT (1,500)',
        '    act-7: The unit "bucket" is not known.',
        '    and 1,499 more',
        '    What to do: Correct the unit to one that the message names.',
        '  DUPLICATE_ID (2)',
        '    line 12, id: It stands on line 4.',
        '    line 13: So does this.',
        '    What to do: Give each activity its own id, or remove the row that is wrong.',
        '',
        'Results: results.csv',
        '',
      ].join('\n'),
    );
  });

  it('says of a batch that was not worked through why', () => {
    const [batch] = whole.batches;
    if (batch === undefined) throw new Error('no batch');
    const errorMessage = 'Stopped early: 3 of 1002 activities ended in an error, with 2 tolerated.';
    const stopped = { ...batch, status: 'failed' as const, successCount: 900, errorCount: 3, errorMessage };
    const text = renderSummary({ ...whole, batches: [stopped], succeeded: 900, failed: 3, remaining: 99 });
    expect(text).toContain(`  batch_1  acme / main  failed  900 of 1,002\n  batch_1: ${errorMessage}\n`);
    expect(renderSummary({ ...whole, batches: [{ ...stopped, errorCount: 102 }] })).not.toContain(
      'Stopped early',
    );
  });

  it('has something to say of a file in which every row was bad', () => {
    const nothing = {
      batches: [],
      byScope: [],
      byCategory: [],
      totalCo2eKg: '0',
      totalMarketCo2eKg: '0',
      succeeded: 0,
      imported: 0,
    };
    expect(renderSummary({ ...whole, ...nothing })).toMatch(/ {2}Total +0 +0\n$/);
  });
});
