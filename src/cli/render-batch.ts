import type { Batch } from '../client/client.ts';
import { count, duration, grouped, table } from './format.ts';

/** Everything about one batch, a field a line. */
export function renderBatch(batch: Batch): string {
  const seconds = batch.duration_seconds;
  return table([
    ['Batch', batch.id],
    ['Owner', `${batch.org_id} / ${batch.workspace_id}`],
    ['Status', batch.status],
    [
      'Activities',
      `${grouped(batch.activity_count)}: ${grouped(batch.success_count)} succeeded, ${grouped(batch.error_count)} failed, ${grouped(batch.remaining_count)} remaining`,
    ],
    ['Emissions', `${grouped(batch.total_emissions_exact)} kg CO2e, scope 2 location-based`],
    ['Priority', String(batch.priority)],
    ['Retries', `${batch.retry_count} of ${batch.max_retries}`],
    ...(batch.errors_tolerated === null ? [] : [['Tolerance', toleranceOf(batch)]]),
    ['Created', batch.created_at],
    ['Started', batch.started_at ?? '-'],
    ['Completed', batch.completed_at ?? '-'],
    ['Duration', seconds === null ? '-' : duration(seconds)],
    ...(batch.error_message === null ? [] : [['Message', batch.error_message]]),
  ]);
}

function toleranceOf({ errors_tolerated, error_tolerance_share: share }: Batch): string {
  const errors = count(errors_tolerated ?? 0, 'error');
  return share === null ? errors : `${errors}, ${Number((share * 100).toPrecision(12))} % of the activities`;
}

/** Batches under one another. */
export function renderBatches(batches: readonly Batch[], total: number): string {
  if (batches.length === 0) return 'No batches.';
  const rows = batches.map((batch) => [
    batch.id,
    batch.workspace_id,
    batch.status,
    `${Math.floor(batch.progress_percent * 100)}%`,
    grouped(batch.activity_count),
    grouped(batch.error_count),
    grouped(batch.total_emissions_exact),
    batch.created_at,
  ]);
  const header = ['BATCH', 'WORKSPACE', 'STATUS', 'DONE', 'ACTIVITIES', 'ERRORS', 'KG CO2E', 'CREATED'];
  return `${table([header, ...rows], [3, 4, 5, 6])}\n  ${batches.length} of ${grouped(total)}`;
}
