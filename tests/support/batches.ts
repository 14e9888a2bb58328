import { randomUUID } from 'node:crypto';
import type { Activity } from '../../src/domain/activity.ts';
import { BatchJob, type BatchJobFields, JobStatus } from '../../src/domain/batch-job.ts';
import type { Lease } from '../../src/domain/lease.ts';
import type {
  ActivityOutcome,
  EmissionRecord,
  EmissionResult,
  Explanation,
} from '../../src/domain/outcome.ts';
import { formatCsvLine } from '../../src/foundation/csv-line.ts';
import type { PendingActivity } from '../../src/store/batch-store.ts';

/** A fresh organisation, so that cases on one database never see each other. */
export function anOrg(): string {
  return `org-${randomUUID()}`;
}

/** `act-0001`, `act-0002`, ...: in byte order. */
export function activityIds(count: number, prefix = 'act'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(4, '0')}`);
}

export function anActivity(fields: Partial<Activity> = {}): Activity {
  return {
    id: 'act-0001',
    orgId: 'org-test',
    workspaceId: 'ws-test',
    source: 'utility_bill',
    category: 'electricity',
    location: 'GB',
    quantity: '100',
    unit: 'kWh',
    periodStart: '2025-03-01',
    periodEnd: '2025-03-31',
    dataQuality: 'measured',
    meterId: null,
    externalId: null,
    metadata: null,
    factorId: null,
    supplierFactor: null,
    supplier: null,
    uncertaintyPct: null,
    version: 1,
    ...fields,
  };
}

const anyTime = new Date('2026-01-01T00:00:00Z');

/** A batch in memory, pending unless it is said to be something else. */
export function aBatch(fields: Partial<BatchJobFields> = {}): BatchJob {
  return new BatchJob({
    id: 'batch_test',
    orgId: 'org-test',
    workspaceId: 'ws-test',
    status: JobStatus.pending,
    activityCount: 3,
    successCount: 0,
    errorCount: 0,
    totalEmissions: '0',
    retryCount: 0,
    maxRetries: 3,
    priority: 5,
    errorTolerance: null,
    errorToleranceShare: null,
    errorsTolerated: null,
    calculation: {},
    purpose: 'inventory',
    errorMessage: null,
    lockedBy: null,
    lockedUntil: null,
    fencingToken: 1,
    notBefore: anyTime,
    attempt: 1,
    cursor: '',
    partOf: null,
    partCount: 0,
    createdAt: anyTime,
    updatedAt: anyTime,
    startedAt: null,
    completedAt: null,
    readAt: anyTime,
    ...fields,
  });
}

export function aLease(fields: Partial<Lease> = {}): Lease {
  return {
    batchId: 'batch_test',
    orgId: 'org-test',
    holder: 'node-a',
    fencingToken: 1,
    lockedUntil: anyTime,
    ...fields,
  };
}

/** What the database makes of a result: what its maker leaves out is unknown. */
export function aRecord(activity: Activity, result: EmissionResult): EmissionRecord {
  const { id, orgId, workspaceId, category, location, quantity, unit, periodStart, periodEnd } = activity;
  return {
    ...unexplained,
    ...result,
    activityId: id,
    batchId: 'batch_test',
    ...{ orgId, workspaceId, category, location, quantity, unit, periodStart, periodEnd },
    dataQuality: activity.dataQuality,
    activityVersion: activity.version,
    isScenario: false,
    attempt: 1,
    calculatedAt: anyTime,
  };
}

const unexplained: Explanation = {
  scope3Category: null,
  co2Kg: null,
  ch4Kg: null,
  n2oKg: null,
  biogenicCo2Kg: null,
  factorId: null,
  factorSet: null,
  dataset: null,
  datasetVersion: null,
  factorValue: null,
  co2PerUnit: null,
  ch4PerUnit: null,
  n2oPerUnit: null,
  biogenicCo2PerUnit: null,
  factorUnit: null,
  factorRegion: null,
  regionMatch: null,
  unitMatch: null,
  factorSource: null,
  factorOrder: null,
  co2eBasis: null,
  gwpSet: null,
  gwpCh4: null,
  gwpN2o: null,
  quantityConverted: null,
  conversion: null,
  periodPolicy: null,
  factorParts: null,
  market: null,
  activityUncertaintyPct: null,
  factorUncertaintyPct: null,
  qualityScore: null,
};

export function aResult(fields: Partial<EmissionResult> = {}): EmissionResult {
  return {
    scope: 2,
    scope3Category: null,
    co2eKg: '17.7',
    co2Kg: '17.5',
    ch4Kg: null,
    n2oKg: null,
    biogenicCo2Kg: null,
    factorId: 'test-electricity-gb',
    factorSet: 'test',
    dataset: 'Test',
    datasetVersion: '1',
    factorValue: '0.177',
    factorUnit: 'kWh',
    factorRegion: 'GB',
    co2PerUnit: '0.175',
    regionMatch: 'exact',
    unitMatch: 'exact',
    factorSource: 'matched',
    factorOrder: 'test',
    co2eBasis: 'published',
    gwpSet: 'AR5',
    quantityConverted: '100',
    conversion: '1',
    periodPolicy: 'by_days',
    factorParts: null,
    method: 'activity_x_factor',
    market: {
      co2eKg: '12.5',
      basis: 'supplier',
      factor: {
        factorId: null,
        factorSet: null,
        dataset: 'Green Power Ltd',
        datasetVersion: null,
        instrument: 'supplier_rate',
        region: null,
        unit: 'kWh',
        value: '0.125',
        conversion: '1',
        parts: null,
      },
    },
    activityUncertaintyPct: '2.5',
    factorUncertaintyPct: null,
    qualityScore: 2,
    ...fields,
  };
}

/** Each activity of a chunk with the outcome that `outcomeOf` gives it. */
export function withOutcomes(
  chunk: readonly PendingActivity[],
  outcomeOf: (activityId: string) => ActivityOutcome,
): { activity: PendingActivity; outcome: ActivityOutcome }[] {
  return chunk.map((activity) => ({ activity, outcome: outcomeOf(activity.activityId) }));
}

export function succeeds(fields: Partial<EmissionResult> = {}): (activityId: string) => ActivityOutcome {
  return (activityId) => ({ activityId, kind: 'result', result: aResult(fields) });
}

export function fails(activityId: string): ActivityOutcome {
  return { activityId, kind: 'error', code: 'UNKNOWN_UNIT', details: `The unit "bucket" is not known.` };
}

/** A file of activities in the import format, each a good one but for the fields given. */
export function activitiesCsv(rows: readonly Readonly<Record<string, string>>[]): string {
  const good = {
    id: 'act-0001',
    source: 'utility_bill',
    category: 'electricity',
    location: 'GB',
    quantity: '100',
    unit: 'kWh',
    period_start: '2025-03-01',
    period_end: '2025-03-31',
  };
  const columns = [...new Set([...Object.keys(good), ...rows.flatMap(Object.keys)])];
  const lines = rows.map((row) =>
    formatCsvLine(columns.map((column) => ({ ...good, ...row })[column] ?? null)),
  );
  return [`${columns.join(',')}\n`, ...lines].join('');
}
