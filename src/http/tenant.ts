import type { ActivityStore } from '../store/activity-store.ts';
import type { AnswerStore } from '../store/answer-store.ts';
import type { AuditStore } from '../store/audit-store.ts';
import type { BatchControl, BatchReader, BatchSubmitter } from '../store/batch-store.ts';
import type { ComparisonStore } from '../store/comparison-store.ts';
import type { EventStore } from '../store/event-store.ts';
import type { ExplanationStore } from '../store/explanation-store.ts';
import type { FactorStore } from '../store/factor-store.ts';
import type { InventoryStore } from '../store/inventory-store.ts';
import type { KeyStore } from '../store/key-store.ts';
import type { CurrentRecords } from '../store/record-store.ts';
import type { WebhookStore } from '../store/webhook-store.ts';
import type { FactorSets } from './factor-sets.ts';

/** All the data that a request gets at: that of its organisation. Whatever else it names, there is nothing else here. */
export interface Tenant {
  readonly batches: Pick<
    BatchReader,
    'getBatch' | 'listBatches' | 'getProgressLog' | 'getRecords' | 'getErrors' | 'getResults'
  > &
    BatchSubmitter &
    BatchControl;
  readonly activities: ActivityStore;
  readonly inventory: InventoryStore;
  readonly currentRecords: CurrentRecords;
  readonly explanations: ExplanationStore;
  readonly comparisons: ComparisonStore;
  readonly factors: FactorStore;
  readonly factorSets: FactorSets;
  readonly auditLog: AuditStore;
  readonly events: Omit<EventStore, 'readMoment'>;
  /** For use within a transaction. */
  readonly answers: AnswerStore;
  readonly keys: Pick<KeyStore, 'createKey' | 'listKeys' | 'revokeKey'>;
  readonly webhooks: WebhookStore;
}

export interface Tenants {
  /** Cheap: once for each request. */
  of(orgId: string): Tenant;
  /**
   * All that `act` does through the tenant it is given is one transaction. `act` uses nothing else and leaves no trace
   * elsewhere: after a deadlock it is called again.
   */
  transaction<T>(orgId: string, act: (tenant: Tenant) => Promise<T>): Promise<T>;
}
