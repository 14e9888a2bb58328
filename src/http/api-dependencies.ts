import type { FastifyBaseLogger } from 'fastify';
import type { ActivityStore } from '../store/activity-store.ts';
import type { BatchControl, BatchReader, BatchSubmitter } from '../store/batch-store.ts';

/** What the API needs of the rest; `compose.ts` hands it over. */
export interface ApiDependencies {
  readonly store: BatchReader & BatchSubmitter & BatchControl;
  readonly activities: ActivityStore;
  readonly scheduler: HealthSource;
  readonly logger: FastifyBaseLogger | false;
  /** The product's version, shown by the health route. */
  readonly version: string;
  readonly limits?: Partial<ApiLimits>;
}

/** The part of the scheduler that the API asks. */
export interface HealthSource {
  healthCheck(): Promise<ApiHealth>;
}

export interface ApiHealth {
  readonly status: 'healthy' | 'unhealthy';
  readonly schedulerRunning: boolean;
  readonly batchesProcessed: number;
  readonly workersActive: number;
  /** Null when the database cannot be asked. */
  readonly pendingBatches: number | null;
  /** kg CO2e, an exact decimal. */
  readonly totalEmissions: string;
  readonly timestamp: Date;
  /** Why it is unhealthy; empty when it is not. */
  readonly reasons: readonly string[];
}

export interface ApiLimits {
  /** Of a JSON body; NDJSON and CSV are streamed and have no limit. */
  readonly bodyBytes: number;
  readonly idsPerBatch: number;
  /** How deep arrays and objects of a JSON body may nest. */
  readonly nestingDepth: number;
}

export const apiLimitsDefault: ApiLimits = {
  bodyBytes: 32 * 1024 * 1024,
  idsPerBatch: 1_000_000,
  nestingDepth: 20,
};
