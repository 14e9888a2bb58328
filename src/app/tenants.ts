import type { Database } from '../db/database.ts';
import { type TenantDatabase, tenantDatabase, tenantTransaction } from '../db/tenant-database.ts';
import type { Tenant, Tenants } from '../http/tenant.ts';
import { PostgresActivityStore } from '../store/postgres-activity-store.ts';
import { PostgresAnswerStore } from '../store/postgres-answer-store.ts';
import { PostgresAuditStore } from '../store/postgres-audit-store.ts';
import { PostgresBatchStore, type PostgresBatchStoreOptions } from '../store/postgres-batch-store.ts';
import { PostgresComparisonStore } from '../store/postgres-comparison-store.ts';
import { PostgresEventStore } from '../store/postgres-event-store.ts';
import { PostgresExplanationStore } from '../store/postgres-explanation-store.ts';
import { PostgresFactorStore } from '../store/postgres-factor-store.ts';
import { PostgresInventoryStore } from '../store/postgres-inventory-store.ts';
import { PostgresKeyStore } from '../store/postgres-key-store.ts';
import { PostgresCurrentRecords } from '../store/postgres-record-store.ts';
import { PostgresWebhookStore } from '../store/postgres-webhook-store.ts';
import { createFactorSets } from './factor-sets.ts';

interface TenantOptions extends PostgresBatchStoreOptions {
  /** For how long one statement of an organisation may run; without it as long as it takes. */
  readonly statementTimeoutMs?: number;
}

/** Hands out an organisation's stores. */
export function createTenants(db: Database, { statementTimeoutMs, ...options }: TenantOptions = {}): Tenants {
  return {
    of: (orgId) => new StoresOfTenant(tenantDatabase(db, orgId, statementTimeoutMs), options),
    transaction: (orgId, act) =>
      tenantTransaction(db, orgId, (within) => act(new StoresOfTenant(within, options)), statementTimeoutMs),
  };
}

/** The stores keep nothing but their database, so that they are made anew wherever one is asked for. */
class StoresOfTenant implements Tenant {
  readonly #db: TenantDatabase;
  readonly #options: PostgresBatchStoreOptions;

  constructor(db: TenantDatabase, options: PostgresBatchStoreOptions) {
    this.#db = db;
    this.#options = options;
  }

  get batches() {
    return new PostgresBatchStore(this.#db, this.#options);
  }

  get activities() {
    return new PostgresActivityStore(this.#db);
  }

  get inventory() {
    return new PostgresInventoryStore(this.#db);
  }

  get currentRecords() {
    return new PostgresCurrentRecords(this.#db);
  }

  get explanations() {
    return new PostgresExplanationStore(this.#db);
  }

  get comparisons() {
    return new PostgresComparisonStore(this.#db);
  }

  get factors() {
    return new PostgresFactorStore(this.#db);
  }

  /** What ships with the product belongs to no organisation, and so does its place in the database. */
  get factorSets() {
    return createFactorSets(this.factors, new PostgresFactorStore(this.#db.owner));
  }

  get auditLog() {
    return new PostgresAuditStore(this.#db);
  }

  get events() {
    return new PostgresEventStore(this.#db);
  }

  get answers() {
    return new PostgresAnswerStore(this.#db);
  }

  get keys() {
    return new PostgresKeyStore(this.#db);
  }

  get webhooks() {
    return new PostgresWebhookStore(this.#db);
  }
}
