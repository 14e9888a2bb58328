import { ConfigurationError } from '../domain/errors.ts';
import { timerMsMax } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { presentBatch } from '../http/present-batch.ts';
import type { ActivityProcessor } from '../processing/activity-processor.ts';
import { createEmissionsProcessor } from '../processing/emissions-processor.ts';
import { createBatchProcessing } from '../processing/process-batch.ts';
import { BatchScheduler as Scheduler, type SchedulerWork } from '../scheduler/batch-scheduler.ts';
import type { SchedulerConfig } from '../scheduler/scheduler-config.ts';
import type { PostgresBatchStore } from '../store/postgres-batch-store.ts';
import { DeliveryService } from '../webhooks/delivery-service.ts';
import { WebhookTargets } from '../webhooks/targets.ts';
import { factorSetsDefault } from './built-in-factors.ts';
import { chunkSizeDefault, chunkSizeMax, chunkTimeoutMsDefault } from './settings.ts';
import { version } from './version.ts';

/** What a scheduler works with beside its timing; all of it has a default. */
export interface SchedulerOptions
  extends Partial<SchedulerConfig>,
    Omit<SchedulerWork, 'processBatch' | 'chunkTimeoutMs' | 'companion'> {
  /** The emissions processor unless another is given. */
  readonly processor?: ActivityProcessor;
  /** Activities for each transaction. */
  readonly chunkSize?: number;
  /** Milliseconds that the processor may take over one chunk. */
  readonly chunkTimeout?: number;
  /** Networks that are not public and that webhooks may lead to all the same, such as `10.0.0.0/8`. */
  readonly webhookNetworks?: readonly string[];
}

/** A scheduler that processes emissions out of the box: `new BatchScheduler(store, logger, schedulerPresets.highThroughput)`. */
export class BatchScheduler extends Scheduler {
  constructor(store: PostgresBatchStore, logger: Logger, options: SchedulerOptions = {}) {
    const { processor, chunkSize, chunkTimeout, webhookNetworks, ...others } = options;
    const { clock, probe, random, nodeId, ...config } = others;
    const work = {
      ...(clock && { clock }),
      ...(probe && { probe }),
      ...(random && { random }),
      ...(nodeId !== undefined && { nodeId }),
    };
    const chunkTimeoutMs = wholeNumber('chunkTimeout', chunkTimeout ?? chunkTimeoutMsDefault, timerMsMax);
    const processBatch = createBatchProcessing(
      store,
      processor ??
        createEmissionsProcessor({
          factorSetsDefault,
          loadFactors: (orgId, setId) => store.factors.loadFactors(orgId, setId),
        }),
      {
        chunkSize: wholeNumber('chunkSize', chunkSize ?? chunkSizeDefault, chunkSizeMax),
        chunkTimeoutMs,
        ...(probe && { probe }),
        ...(clock && { clock }),
      },
    );
    const companion = (node: string) =>
      new DeliveryService({
        ...{ ...work, nodeId: node, logger, version },
        store: store.deliveries,
        targets: new WebhookTargets({ networks: webhookNetworks ?? [] }),
        present: presentBatch,
      });
    super(store, logger, config, { ...work, processBatch, chunkTimeoutMs, companion });
  }
}

function wholeNumber(field: string, value: number, most: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new ConfigurationError(`${field} must be a whole number from 1 to ${most}, not ${value}.`);
}
