/** The package's public face: everything else may change without notice. */

export { BatchScheduler } from './app/batch-scheduler.ts';
export { type ComposeOptions, type FlowSettings, type OffGridFlow, openOffGridFlow } from './app/compose.ts';
export { type Config, readConfig } from './app/config.ts';
export { importActivities, type NewActivity } from './app/import-activities.ts';
export { runFile } from './app/run-file.ts';
export type { RunOptions } from './app/run-request.ts';
export type { RunEvent, RunSummary } from './app/run-summary.ts';
export { type RunningServer, startServer } from './app/serve.ts';
export { waitForBatch } from './app/wait-for-batch.ts';
export type { Database } from './db/database.ts';
export { migrateDown, migrateUp, migrationStatus } from './db/migrator.ts';
export { type DatabaseOptions, openDatabase } from './db/open-database.ts';
export type { Activity, ActivitySource, CalendarDate, DataQuality } from './domain/activity.ts';
export { BatchJob, JobStatus, type JobStatusName, jobStatusName } from './domain/batch-job.ts';
export type {
  ComparedFigure,
  ComparedTotal,
  Comparison,
  DifferenceCause,
} from './domain/comparison.ts';
export { emissionKg } from './domain/decimal.ts';
export type { EmissionFactor } from './domain/emission-factor.ts';
export {
  ConfigurationError,
  ConflictError,
  LeaseLostError,
  NotFoundError,
  OffGridFlowError,
  PermanentProcessorError,
  TransientProcessorError,
  UnavailableError,
  ValidationError,
} from './domain/errors.ts';
export type { Lease } from './domain/lease.ts';
export type {
  ActivityError,
  ActivityErrorCode,
  ActivityOutcome,
  EmissionRecord,
  EmissionResult,
} from './domain/outcome.ts';
export type { ProgressLogEntry } from './domain/progress-log.ts';
export { type Calculate, createCalculator } from './emissions/calculate.ts';
export { FactorIndex } from './emissions/factor-index.ts';
export { parseFactorPack } from './emissions/factor-pack.ts';
export { type Logger, silentLogger } from './foundation/logger.ts';
export type { ImportSummary } from './importing/import-activities.ts';
export type { ActivityProcessor, ProcessingContext } from './processing/activity-processor.ts';
export { createEmissionsProcessor } from './processing/emissions-processor.ts';
export type { Health } from './scheduler/health.ts';
export { type SchedulerConfig, schedulerPresets } from './scheduler/scheduler-config.ts';
export type { SchedulerStats } from './scheduler/stats.ts';
export type { ActivityStore } from './store/activity-store.ts';
export type {
  ActivityFilter,
  BatchKey,
  BatchStore,
  ClaimedBatch,
  NewBatch,
  NewBatchFromFilter,
} from './store/batch-store.ts';
export { PostgresActivityStore } from './store/postgres-activity-store.ts';
export { PostgresBatchStore } from './store/postgres-batch-store.ts';
export { PostgresComparisonStore } from './store/postgres-comparison-store.ts';
export { PostgresFactorStore } from './store/postgres-factor-store.ts';
export { PostgresCurrentRecords } from './store/postgres-record-store.ts';
export type {
  ActivityHistory,
  ActivityState,
  CurrentRecord,
  CurrentRecordFilter,
  CurrentRecords,
} from './store/record-store.ts';
