import type { JobStatusName } from '../domain/batch-job.ts';

/** What `run` tells while it works. */
export type RunEvent =
  | { readonly kind: 'checking'; readonly bytesDone: number; readonly bytesTotal: number }
  | { readonly kind: 'resumed'; readonly linesDone: number; readonly isImported: boolean }
  | { readonly kind: 'importing'; readonly linesDone: number; readonly linesTotal: number }
  | { readonly kind: 'submitting'; readonly submitted: number; readonly total: number }
  | {
      readonly kind: 'submitted';
      readonly batchId: string;
      readonly orgId: string;
      readonly workspaceId: string;
      readonly activityCount: number;
    }
  | {
      readonly kind: 'processing';
      readonly processed: number;
      readonly total: number;
      readonly errors: number;
    }
  | { readonly kind: 'writing_results'; readonly linesDone: number; readonly linesTotal: number };

export interface RunBatch {
  readonly batchId: string;
  readonly orgId: string;
  readonly workspaceId: string;
  readonly status: JobStatusName;
  readonly activityCount: number;
  readonly successCount: number;
  readonly errorCount: number;
  /** kg CO2e, an exact decimal. */
  readonly totalEmissions: string;
  readonly errorMessage: string | null;
}

export interface RunTotal {
  readonly activities: number;
  /** With scope 2 by the location-based method. */
  readonly co2eKg: string;
  /** With scope 2 by the market-based one. */
  readonly marketCo2eKg: string;
}

export interface RunErrorExample {
  readonly line: number | null;
  readonly activityId: string | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly details: string;
}

export interface RunErrorGroup {
  readonly code: string;
  readonly count: number;
  readonly examples: readonly RunErrorExample[];
}

/** The result of a run: what `--json` prints. Decimals are exact, as strings. */
export interface RunSummary {
  readonly file: string;
  readonly batches: readonly RunBatch[];
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Activities without an outcome: of a batch that was cancelled, ran out of tries or met more errors than it tolerates, or taken by another import before the batch was made. */
  readonly remaining: number;
  /** With scope 2 by the location-based method, and by the market-based one. */
  readonly totalCo2eKg: string;
  readonly totalMarketCo2eKg: string;
  readonly byScope: readonly (RunTotal & { readonly scope: number })[];
  readonly byCategory: readonly (RunTotal & { readonly scope: number; readonly category: string })[];
  readonly errors: readonly RunErrorGroup[];
  readonly resultsFile: string | null;
  readonly isResumed: boolean;
}
