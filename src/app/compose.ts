import { insist } from '../db/back-off.ts';
import type { Database } from '../db/database.ts';
import { migrateUp } from '../db/migrator.ts';
import { openDatabase } from '../db/open-database.ts';
import { ConfigurationError } from '../domain/errors.ts';
import { type Logger, silentLogger } from '../foundation/logger.ts';
import type { Probe } from '../foundation/probe.ts';
import type { FactorSets } from '../http/factor-sets.ts';
import type { Tenants } from '../http/tenant.ts';
import type { ActivityProcessor } from '../processing/activity-processor.ts';
import type { SchedulerConfig } from '../scheduler/scheduler-config.ts';
import { PostgresActivityStore } from '../store/postgres-activity-store.ts';
import { PostgresAuditStore } from '../store/postgres-audit-store.ts';
import { PostgresBatchStore } from '../store/postgres-batch-store.ts';
import { PostgresComparisonStore } from '../store/postgres-comparison-store.ts';
import { PostgresEventStore } from '../store/postgres-event-store.ts';
import { PostgresExplanationStore } from '../store/postgres-explanation-store.ts';
import type { PostgresFactorStore } from '../store/postgres-factor-store.ts';
import { PostgresInventoryStore } from '../store/postgres-inventory-store.ts';
import { PostgresKeyStore } from '../store/postgres-key-store.ts';
import { PostgresRateStore } from '../store/postgres-rate-store.ts';
import { PostgresCurrentRecords } from '../store/postgres-record-store.ts';
import { PostgresWebhookStore } from '../store/postgres-webhook-store.ts';
import { BatchScheduler } from './batch-scheduler.ts';
import { installBuiltInFactors } from './built-in-factors.ts';
import { type Config, readConfig } from './config.ts';
import { createFactorSets } from './factor-sets.ts';
import { createTenants } from './tenants.ts';

/** Everything that works on one database, wired together. The scheduler is not started. */
export interface OffGridFlow {
  readonly db: Database;
  readonly store: PostgresBatchStore;
  readonly activities: PostgresActivityStore;
  readonly factors: PostgresFactorStore;
  readonly factorSets: FactorSets;
  readonly inventory: PostgresInventoryStore;
  readonly currentRecords: PostgresCurrentRecords;
  readonly explanations: PostgresExplanationStore;
  readonly comparisons: PostgresComparisonStore;
  readonly keys: PostgresKeyStore;
  readonly auditLog: PostgresAuditStore;
  readonly webhooks: PostgresWebhookStore;
  /** The same for one organisation at a time, which is all that the API gets. */
  readonly tenants: Tenants;
  readonly events: PostgresEventStore;
  readonly rateLimits: PostgresRateStore;
  readonly scheduler: BatchScheduler;
  /** Stops the scheduler and closes the database. */
  close(): Promise<void>;
}

type DatabaseSettings = Pick<
  Config,
  'databaseUrl' | 'dataDir' | 'databasePoolSize' | 'databaseConnectTimeoutMs'
>;

interface WorkSettings extends Pick<Config, 'chunkSize' | 'chunkTimeoutMs' | 'partSize' | 'webhookNetworks'> {
  readonly statementTimeoutMs?: number;
  readonly scheduler: Partial<SchedulerConfig>;
}

/** The settings of docs/configuration.md that a database and a scheduler work with, durations in milliseconds. */
export type FlowSettings = {
  readonly [Name in keyof (DatabaseSettings & WorkSettings)]?:
    | (DatabaseSettings & WorkSettings)[Name]
    | undefined;
};

export interface ComposeOptions {
  readonly logger: Logger;
  /** The emissions processor unless another is given. */
  readonly processor?: ActivityProcessor;
  readonly probe?: Probe;
}

/**
 * Opens the database, brings its schema and factors up to date, and wires what works on it: everything that a program
 * needs, in one call. Settings that are left out take their defaults; the environment is not read (`readConfig` does).
 * Without a logger it is silent.
 */
export async function openOffGridFlow(
  settings: FlowSettings = {},
  given: Partial<ComposeOptions> = {},
): Promise<OffGridFlow> {
  const config = completed(settings);
  const options = { logger: silentLogger, ...given };
  const { logger } = options;
  const db = await openConfiguredDatabase(config, logger);
  try {
    // It has just answered, and may be gone again in the middle: that is no reason not to start.
    const insistence = { location: db.location, connectTimeoutMs: config.databaseConnectTimeoutMs, logger };
    await insist(() => migrateUp(db, logger, installBuiltInFactors), insistence);
    return composeOn(db, config, options);
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** An `undefined`, such as a variable of the environment that is not set, counts as left out. */
function completed(settings: FlowSettings): DatabaseSettings & WorkSettings {
  const defaults = readConfig({});
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  for (const [name] of given) {
    // A slip in `databaseUrl` would otherwise open the embedded database instead.
    if (!(name in defaults)) throw new ConfigurationError(`There is no setting "${name}".`);
  }
  return { ...defaults, ...Object.fromEntries(given) };
}

export function openConfiguredDatabase(config: DatabaseSettings, logger: Logger): Promise<Database> {
  return openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    poolSize: config.databasePoolSize,
    connectTimeoutMs: config.databaseConnectTimeoutMs,
    logger,
  });
}

/** The same on a database that is open and migrated. */
export function composeOn(
  db: Database,
  config: WorkSettings,
  { logger, processor, probe }: ComposeOptions,
): OffGridFlow {
  const store = new PostgresBatchStore(db, { partSize: config.partSize });
  const activities = new PostgresActivityStore(db);
  const { factors } = store;
  const factorSets = createFactorSets(factors);
  const inventory = new PostgresInventoryStore(db);
  const currentRecords = new PostgresCurrentRecords(db);
  const explanations = new PostgresExplanationStore(db);
  const comparisons = new PostgresComparisonStore(db);
  const keys = new PostgresKeyStore(db);
  const auditLog = new PostgresAuditStore(db);
  const webhooks = new PostgresWebhookStore(db);
  const tenants = createTenants(db, config);
  const events = new PostgresEventStore(db);
  const rateLimits = new PostgresRateStore(db);
  const scheduler = new BatchScheduler(store, logger, {
    ...config.scheduler,
    chunkSize: config.chunkSize,
    chunkTimeout: config.chunkTimeoutMs,
    webhookNetworks: config.webhookNetworks,
    ...(processor && { processor }),
    ...(probe && { probe }),
  });
  const close = async () => {
    await scheduler.stop();
    await db.close();
  };
  return {
    db,
    store,
    activities,
    factors,
    factorSets,
    inventory,
    currentRecords,
    explanations,
    comparisons,
    keys,
    auditLog,
    webhooks,
    tenants,
    events,
    rateLimits,
    scheduler,
    close,
  };
}
