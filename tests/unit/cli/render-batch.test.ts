import { describe, expect, it } from 'vitest';
import { renderBatch, renderBatches } from '../../../src/cli/render-batch.ts';
import type { Batch } from '../../../src/client/client.ts';

const waiting: Batch = {
  id: 'batch_1',
  org_id: 'acme',
  workspace_id: 'main',
  status: 'pending',
  activity_count: 1_200,
  success_count: 0,
  error_count: 0,
  remaining_count: 1_200,
  total_emissions: 0,
  total_emissions_exact: '0',
  progress_percent: 0,
  priority: 5,
  retry_count: 0,
  max_retries: 3,
  error_tolerance: null,
  error_tolerance_share: null,
  errors_tolerated: null,
  error_message: null,
  created_at: '2026-01-05T09:30:00.000Z',
  started_at: null,
  completed_at: null,
  duration_seconds: null,
  updated_at: '2026-01-05T09:30:00.000Z',
  can_retry: false,
  purpose: 'inventory',
  calculation: {},
  avg_emissions_per_activity: 0,
};
const failed: Batch = {
  ...waiting,
  id: 'batch_2',
  status: 'failed',
  success_count: 1_195,
  error_count: 5,
  remaining_count: 0,
  total_emissions: 12345678.123,
  total_emissions_exact: '12345678.123456789',
  progress_percent: 0.9999,
  error_message: '5 of 1200 activities ended in an error.',
  started_at: '2026-01-05T09:30:01.000Z',
  completed_at: '2026-01-05T09:31:06.000Z',
  duration_seconds: 65,
};

describe('renderBatch', () => {
  it('shows all of a batch with its exact emissions and why it failed', () => {
    expect(renderBatch(failed).split('\n')).toEqual([
      '  Batch       batch_2',
      '  Owner       acme / main',
      '  Status      failed',
      '  Activities  1,200: 1,195 succeeded, 5 failed, 0 remaining',
      '  Emissions   12,345,678.123456789 kg CO2e, scope 2 location-based',
      '  Priority    5',
      '  Retries     0 of 3',
      '  Created     2026-01-05T09:30:00.000Z',
      '  Started     2026-01-05T09:30:01.000Z',
      '  Completed   2026-01-05T09:31:06.000Z',
      '  Duration    1m 05s',
      '  Message     5 of 1200 activities ended in an error.',
    ]);
  });

  it('shows the tolerance where one was stated, a share with what it comes to', () => {
    const toleranceOf = (fields: Partial<Batch>) =>
      renderBatch({ ...waiting, ...fields })
        .split('\n')
        .filter((line) => line.includes('Tolerance'));
    expect(toleranceOf({ error_tolerance: 1, errors_tolerated: 1 })).toEqual(['  Tolerance   1 error']);
    expect(toleranceOf({ error_tolerance_share: 0.07, errors_tolerated: 84 })).toEqual([
      '  Tolerance   84 errors, 7 % of the activities',
    ]);
    expect(toleranceOf({})).toEqual([]);
  });

  it('shows a dash for what has not come yet', () => {
    const lines = renderBatch(waiting).split('\n');
    expect(lines.slice(-3)).toEqual(['  Started     -', '  Completed   -', '  Duration    -']);
  });
});

describe('renderBatches', () => {
  it('shows a batch a line, none of them at 100% before it is done, and how many there are', () => {
    expect(renderBatches([failed, waiting], 1_234).split('\n')).toEqual([
      '  BATCH    WORKSPACE  STATUS   DONE  ACTIVITIES  ERRORS               KG CO2E  CREATED',
      '  batch_2  main       failed    99%       1,200       5  12,345,678.123456789  2026-01-05T09:30:00.000Z',
      '  batch_1  main       pending    0%       1,200       0                     0  2026-01-05T09:30:00.000Z',
      '  2 of 1,234',
    ]);
  });

  it('says so when there are none', () => {
    expect(renderBatches([], 0)).toBe('No batches.');
  });
});
