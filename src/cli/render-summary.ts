import type { RunBatch, RunErrorGroup, RunSummary } from '../app/run-summary.ts';
import { adviceFor } from './advice.ts';
import { alignedDecimals, count, grouped, table } from './format.ts';

/**
 * The end of a run as a person reads it: what went wrong and what to do about it, then the totals, which stand last so
 * that a terminal shows them without scrolling.
 */
export function renderSummary(summary: RunSummary): string {
  const parts = [
    renderOutcome(summary),
    ...(summary.errors.length > 0 ? [renderErrors(summary)] : []),
    ...(summary.resultsFile === null ? [] : [`Results: ${summary.resultsFile}`]),
    renderCategories(summary),
    renderScopes(summary),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderOutcome(summary: RunSummary): string {
  const { imported, updated, unchanged, rejected, succeeded, failed, remaining, batches } = summary;
  const rows = `${count(imported, 'new', 'new')}, ${grouped(updated)} updated, ${grouped(unchanged)} unchanged, ${grouped(rejected)} rejected`;
  const outcomes = `${grouped(succeeded)} succeeded, ${grouped(failed)} failed${remaining === 0 ? '' : `, ${grouped(remaining)} without an outcome`}`;
  const batchRows = batches.map((batch) => [
    batch.batchId,
    `${batch.orgId} / ${batch.workspaceId}`,
    batch.status,
    `${grouped(batch.successCount)} of ${grouped(batch.activityCount)}`,
  ]);
  const unfinished = batches.filter(({ status, ...batch }) => status === 'failed' && remainingOf(batch) > 0);
  return [
    `Rows        ${rows}`,
    `Activities  ${outcomes}`,
    'Batches',
    table(batchRows, [3]),
    ...unfinished.map(({ batchId, errorMessage }) => `  ${batchId}: ${errorMessage}`),
  ].join('\n');
}

function remainingOf({ activityCount, successCount, errorCount }: Omit<RunBatch, 'status'>): number {
  return activityCount - successCount - errorCount;
}

/** Scope 2 has two figures: each line says which it holds, and where there is scope 2 there are two totals. */
function renderScopes({ byScope, totalCo2eKg, totalMarketCo2eKg, succeeded }: RunSummary): string {
  const hasTwoTotals = byScope.some(({ scope }) => scope === 2);
  const lines: [name: string, activities: number, kg: string][] = [
    ...byScope.map(({ scope, activities, co2eKg }): [string, number, string] => [
      scope === 2 ? 'Scope 2, location-based' : `Scope ${scope}`,
      activities,
      co2eKg,
    ]),
    [hasTwoTotals ? 'Total, location-based' : 'Total', succeeded, totalCo2eKg],
  ];
  if (hasTwoTotals) lines.push(['Total, market-based', succeeded, totalMarketCo2eKg]);
  const figures = alignedDecimals(lines.map(([, , kg]) => kg));
  const rows = lines.map(([name, activities], place) => [name, grouped(activities), figures[place] ?? '']);
  return table([['Emissions', 'activities', 'kg CO2e'], ...rows], [1, 2]);
}

function renderCategories({ byCategory }: RunSummary): string {
  const figures = alignedDecimals(byCategory.map(({ co2eKg }) => co2eKg));
  const rows = byCategory.map(({ scope, category, activities }, place) => [
    category,
    String(scope),
    grouped(activities),
    figures[place] ?? '',
  ]);
  return table([['Category', 'scope', 'activities', 'kg CO2e'], ...rows], [1, 2, 3]);
}

function renderErrors({ errors }: RunSummary): string {
  const total = errors.reduce((sum, group) => sum + group.count, 0);
  return [`${count(total, 'row')} without a result`, ...errors.map(renderGroup)].join('\n');
}

function renderGroup({ code, count: amount, examples }: RunErrorGroup): string {
  const lines = examples.map(({ line, activityId, column, details }) => {
    const where = line === null ? activityId : column === null ? `line ${line}` : `line ${line}, ${column}`;
    return `    ${where}: ${details}`;
  });
  const more = amount - examples.length;
  return [
    `  ${code} (${grouped(amount)})`,
    ...lines,
    ...(more > 0 ? [`    and ${grouped(more)} more`] : []),
    `    What to do: ${adviceFor(code)}`,
  ].join('\n');
}
