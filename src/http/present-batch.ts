import Type, { type Static } from 'typebox';
import { type BatchJob, jobStatusNames } from '../domain/batch-job.ts';
import { batchPurposes } from '../domain/calculation.ts';
import { CalculationSchema, presentCalculation } from './calculation-schema.ts';
import { choice, nullable, Time } from './json-schema.ts';

const StatusSchema = choice(jobStatusNames);
const Fraction = Type.Number({ minimum: 0, maximum: 1 });
const KgCo2e = Type.Number({ description: 'kg CO2e, as a number for convenience.' });

export const BatchSchema = Type.Object(
  {
    id: Type.String(),
    org_id: Type.String(),
    workspace_id: Type.String(),
    status: StatusSchema,
    activity_count: Type.Integer(),
    success_count: Type.Integer(),
    error_count: Type.Integer(),
    total_emissions: KgCo2e,
    total_emissions_exact: Type.String({ description: 'The same as an exact decimal.' }),
    progress_percent: Fraction,
    remaining_count: Type.Integer(),
    started_at: nullable(Time),
    completed_at: nullable(Time),
    error_message: nullable(Type.String()),
    retry_count: Type.Integer(),
    max_retries: Type.Integer(),
    can_retry: Type.Boolean(),
    priority: Type.Integer(),
    error_tolerance: nullable(Type.Integer({ description: 'As a count, where it was stated so.' })),
    error_tolerance_share: nullable(Type.Number({ description: 'As a share, where it was stated so.' })),
    errors_tolerated: nullable(
      Type.Integer({
        description: 'One error more ends the batch as failed. Null where no tolerance was stated.',
      }),
    ),
    purpose: choice(batchPurposes, {
      description: 'Records of a scenario are not counted in the inventory.',
    }),
    calculation: CalculationSchema,
    created_at: Time,
    updated_at: Time,
    duration_seconds: nullable(Type.Number()),
    avg_emissions_per_activity: KgCo2e,
  },
  { $id: 'Batch' },
);

export function presentBatch(batch: BatchJob): Static<typeof BatchSchema> {
  return {
    id: batch.id,
    org_id: batch.orgId,
    workspace_id: batch.workspaceId,
    status: batch.statusName,
    activity_count: batch.activityCount,
    success_count: batch.successCount,
    error_count: batch.errorCount,
    total_emissions: Number(batch.totalEmissions),
    total_emissions_exact: batch.totalEmissions,
    progress_percent: batch.progressPercent,
    remaining_count: batch.remainingActivities,
    started_at: batch.startedAt?.toISOString() ?? null,
    completed_at: batch.completedAt?.toISOString() ?? null,
    error_message: batch.errorMessage,
    retry_count: batch.retryCount,
    max_retries: batch.maxRetries,
    can_retry: batch.canRetry,
    priority: batch.priority,
    error_tolerance: batch.errorTolerance,
    error_tolerance_share: batch.errorToleranceShare === null ? null : Number(batch.errorToleranceShare),
    errors_tolerated: batch.errorsTolerated,
    purpose: batch.purpose,
    calculation: presentCalculation(batch.calculation),
    created_at: batch.createdAt.toISOString(),
    updated_at: batch.updatedAt.toISOString(),
    duration_seconds: batch.durationSeconds,
    avg_emissions_per_activity: Number(batch.averageEmissionsPerActivity),
  };
}

export const SubmittedBatchSchema = Type.Object(
  { batch_id: Type.String(), status: StatusSchema, activity_count: Type.Integer(), created_at: Time },
  { $id: 'SubmittedBatch' },
);

export function presentSubmittedBatch(batch: BatchJob): Static<typeof SubmittedBatchSchema> {
  return {
    batch_id: batch.id,
    status: batch.statusName,
    activity_count: batch.activityCount,
    created_at: batch.createdAt.toISOString(),
  };
}

export const ProgressSchema = Type.Object(
  {
    batch_id: Type.String(),
    processed_count: Type.Integer(),
    total_count: Type.Integer(),
    success_count: Type.Integer(),
    error_count: Type.Integer(),
    percent_complete: Fraction,
    estimated_remaining: nullable(Type.Integer({ description: 'Whole seconds; null while unknown.' })),
    total_emissions: KgCo2e,
    total_emissions_exact: Type.String(),
    avg_emissions_per_item: KgCo2e,
    status: StatusSchema,
  },
  { $id: 'Progress' },
);

/** What is told of how far a batch is, or was. */
type BatchProgress = Pick<
  BatchJob,
  | 'id'
  | 'statusName'
  | 'activityCount'
  | 'processedCount'
  | 'successCount'
  | 'errorCount'
  | 'remainingActivities'
  | 'progressPercent'
  | 'totalEmissions'
  | 'averageEmissionsPerActivity'
  | 'completedAt'
  | 'durationSeconds'
>;

export function presentProgress(batch: BatchProgress): Static<typeof ProgressSchema> {
  return {
    batch_id: batch.id,
    processed_count: batch.processedCount,
    total_count: batch.activityCount,
    success_count: batch.successCount,
    error_count: batch.errorCount,
    percent_complete: batch.progressPercent,
    estimated_remaining: estimatedRemainingSeconds(batch),
    total_emissions: Number(batch.totalEmissions),
    total_emissions_exact: batch.totalEmissions,
    avg_emissions_per_item: Number(batch.averageEmissionsPerActivity),
    status: batch.statusName,
  };
}

/** By the batch's own rate since it started; nothing is known before the first outcome or while it waits. */
function estimatedRemainingSeconds(batch: BatchProgress): number | null {
  if (batch.completedAt !== null) return 0;
  const elapsed = batch.durationSeconds;
  if (batch.statusName !== 'processing' || elapsed === null || batch.processedCount === 0) return null;
  return Math.ceil((batch.remainingActivities * elapsed) / batch.processedCount);
}
