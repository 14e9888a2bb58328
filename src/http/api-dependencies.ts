import type { FastifyBaseLogger } from 'fastify';
import type { Health } from '../scheduler/health.ts';
import type { ActivityStore } from '../store/activity-store.ts';
import type { AuditStore } from '../store/audit-store.ts';
import type { BatchControl, BatchReader, BatchSubmitter } from '../store/batch-store.ts';
import type { ComparisonStore } from '../store/comparison-store.ts';
import type { ExplanationStore } from '../store/explanation-store.ts';
import type { FactorStore } from '../store/factor-store.ts';
import type { InventoryStore } from '../store/inventory-store.ts';
import type { CurrentRecords } from '../store/record-store.ts';
import type { Authentication } from './authentication.ts';
import type { FactorSets } from './factor-sets.ts';

/** What the API needs of the rest; `compose.ts` hands it over. */
export interface ApiDependencies {
  readonly store: BatchReader & BatchSubmitter & BatchControl;
  readonly activities: ActivityStore;
  readonly inventory: InventoryStore;
  readonly currentRecords: CurrentRecords;
  readonly explanations: ExplanationStore;
  readonly factors: FactorStore;
  readonly factorSets: FactorSets;
  readonly comparisons: ComparisonStore;
  readonly authentication: Authentication;
  readonly auditLog: AuditStore;
  readonly scheduler: HealthSource;
  readonly logger: FastifyBaseLogger | false;
  /** The product's version, shown by the health route. */
  readonly version: string;
  /** Of web pages that may speak to the API. */
  readonly corsOrigins?: readonly string[];
  readonly limits?: Partial<ApiLimits>;
}

/** The part of the scheduler that the API asks. */
export interface HealthSource {
  healthCheck(): Promise<Health>;
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
