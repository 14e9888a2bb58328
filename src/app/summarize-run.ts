import type { BatchJob } from '../domain/batch-job.ts';
import { addDecimals, sumDecimals } from '../domain/decimal.ts';
import type { ImportSummary } from '../importing/import-activities.ts';
import type { CategoryTotal, ErrorGroup } from '../store/batch-store.ts';
import type { OffGridFlow } from './compose.ts';
import type { InputFile } from './input-file.ts';
import type { RunBatch, RunErrorGroup, RunSummary } from './run-summary.ts';
import type { RejectedRows } from './write-results.ts';

const examplesKept = 3;

/** Adds up what the batches hold and what was rejected. */
export async function summarizeRun(
  flow: OffGridFlow,
  file: InputFile,
  imported: ImportSummary,
  rejected: RejectedRows,
  resultsFile: string | null,
  batches: readonly BatchJob[],
  isResumed: boolean,
): Promise<RunSummary> {
  const keys = batches.map((batch) => ({ orgId: batch.orgId, batchId: batch.id }));
  const totals = (await Promise.all(keys.map((key) => flow.store.sumRecordsByCategory(key)))).flat();
  const failures = (await Promise.all(keys.map((key) => flow.store.countErrorsByCode(key)))).flat();
  const sum = (count: (batch: BatchJob) => number) =>
    batches.reduce((total, batch) => total + count(batch), 0);
  return {
    file: file.path,
    batches: batches.map(toRunBatch),
    imported: imported.imported,
    updated: imported.updated,
    unchanged: imported.unchanged,
    rejected: rejected.count,
    succeeded: sum((batch) => batch.successCount),
    failed: sum((batch) => batch.errorCount),
    remaining: rejected.pendingCount,
    totalCo2eKg: sumDecimals(batches.map((batch) => batch.totalEmissions)),
    totalMarketCo2eKg: sumDecimals(totals.map(({ marketCo2eKg }) => marketCo2eKg)),
    byScope: byScope(totals),
    byCategory: byCategory(totals),
    errors: [...rejectedGroups(rejected), ...failedGroups(failures)].sort((a, b) => b.count - a.count),
    resultsFile,
    isResumed,
  };
}

function toRunBatch(batch: BatchJob): RunBatch {
  return {
    batchId: batch.id,
    orgId: batch.orgId,
    workspaceId: batch.workspaceId,
    status: batch.statusName,
    activityCount: batch.activityCount,
    successCount: batch.successCount,
    errorCount: batch.errorCount,
    totalEmissions: batch.totalEmissions,
    errorMessage: batch.errorMessage,
  };
}

function byScope(totals: readonly CategoryTotal[]): RunSummary['byScope'] {
  return added(totals, ({ scope }) => String(scope))
    .map(({ scope, activities, co2eKg, marketCo2eKg }) => ({ scope, activities, co2eKg, marketCo2eKg }))
    .sort((a, b) => a.scope - b.scope);
}

function byCategory(totals: readonly CategoryTotal[]): RunSummary['byCategory'] {
  return added(totals, ({ scope, category }) => `${scope} ${category}`).sort(
    (a, b) => a.scope - b.scope || (a.category < b.category ? -1 : 1),
  );
}

function added(totals: readonly CategoryTotal[], keyOf: (total: CategoryTotal) => string): CategoryTotal[] {
  const sums = new Map<string, CategoryTotal>();
  for (const total of totals) {
    const key = keyOf(total);
    const sum = sums.get(key);
    sums.set(key, {
      ...total,
      activities: (sum?.activities ?? 0) + total.activities,
      co2eKg: addDecimals(sum?.co2eKg ?? '0', total.co2eKg),
      marketCo2eKg: addDecimals(sum?.marketCo2eKg ?? '0', total.marketCo2eKg),
    });
  }
  return [...sums.values()];
}

function rejectedGroups({ groups }: RejectedRows): RunErrorGroup[] {
  return [...groups].map(([code, { count, examples }]) => ({
    code,
    count,
    examples: examples.map(({ line, column, value, details }) => ({
      line,
      activityId: null,
      column,
      value,
      details,
    })),
  }));
}

/** The same code in several batches is one group. */
function failedGroups(failures: readonly ErrorGroup[]): RunErrorGroup[] {
  const groups = new Map<string, RunErrorGroup>();
  for (const { code, count, examples } of failures) {
    const group = groups.get(code);
    const found = examples.map(({ activityId, details }) => ({
      line: null,
      activityId,
      column: null,
      value: null,
      details,
    }));
    groups.set(code, {
      code,
      count: (group?.count ?? 0) + count,
      examples: [...(group?.examples ?? []), ...found].slice(0, examplesKept),
    });
  }
  return [...groups.values()];
}
