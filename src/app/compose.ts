import type { Database } from '../db/database.ts';
import { migrateUp } from '../db/migrator.ts';
import { openDatabase } from '../db/open-database.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Probe } from '../foundation/probe.ts';
import type { ActivityProcessor } from '../processing/activity-processor.ts';
import { PostgresActivityStore } from '../store/postgres-activity-store.ts';
import { PostgresBatchStore } from '../store/postgres-batch-store.ts';
import type { PostgresFactorStore } from '../store/postgres-factor-store.ts';
import { BatchScheduler } from './batch-scheduler.ts';
import { installBuiltInFactors } from './built-in-factors.ts';
import type { Config } from './config.ts';

/** Everything that works on one database, wired together. The scheduler is not started. */
export interface OffGridFlow {
  readonly db: Database;
  readonly store: PostgresBatchStore;
  readonly activities: PostgresActivityStore;
  readonly factors: PostgresFactorStore;
  readonly scheduler: BatchScheduler;
  /** Stops the scheduler and closes the database. */
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly logger: Logger;
  /** The emissions processor unless another is given. */
  readonly processor?: ActivityProcessor;
  readonly probe?: Probe;
}

/** Opens the database, brings its schema and factors up to date, and wires what works on it. */
export async function openOffGridFlow(config: Config, options: ComposeOptions): Promise<OffGridFlow> {
  const { logger } = options;
  const db = await openConfiguredDatabase(config, logger);
  try {
    await migrateUp(db, logger, installBuiltInFactors);
    return composeOn(db, config, options);
  } catch (error) {
    await db.close();
    throw error;
  }
}

export function openConfiguredDatabase(config: Config, logger: Logger): Promise<Database> {
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
  config: Pick<Config, 'scheduler' | 'chunkSize' | 'chunkTimeoutMs'>,
  { logger, processor, probe }: ComposeOptions,
): OffGridFlow {
  const store = new PostgresBatchStore(db);
  const activities = new PostgresActivityStore(db);
  const { factors } = store;
  const scheduler = new BatchScheduler(store, logger, {
    ...config.scheduler,
    chunkSize: config.chunkSize,
    chunkTimeout: config.chunkTimeoutMs,
    ...(processor && { processor }),
    ...(probe && { probe }),
  });
  const close = async () => {
    await scheduler.stop();
    await db.close();
  };
  return { db, store, activities, factors, scheduler, close };
}
