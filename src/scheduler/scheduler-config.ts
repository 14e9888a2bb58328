import { maxRetriesMax } from '../domain/batch-job.ts';
import { ConfigurationError } from '../domain/errors.ts';
import { timerMsMax } from '../foundation/clock.ts';

/** Durations are milliseconds. */
export interface SchedulerConfig {
  /** Between two polls. A submission wakes an idle scheduler at once, so this is the safety net. */
  readonly pollingInterval: number;
  /** Batches worked on at the same time. */
  readonly workerPoolSize: number;
  /** Up to this is added to each interval at random, so that nodes do not poll in step. */
  readonly jitterRange: number;
  /** Batches claimed at a time, where so many workers are free. */
  readonly maxBatchesPerPoll: number;
  /** How long a lease lasts. It is extended at a third of this. */
  readonly lockTimeout: number;
  /** For batches that do not say themselves. */
  readonly maxRetries: number;
  /** The back-off before the first retry is at most this; it doubles with each. */
  readonly retryBackoffBase: number;
  readonly retryBackoffMax: number;
  /** Batches of one organisation in flight, on all nodes together; null for no limit. */
  readonly maxInFlightPerOrg: number | null;
  /** The same for one workspace of an organisation. */
  readonly maxInFlightPerWorkspace: number | null;
  /** A batch that has been due for longer may go before higher priorities: one turn in ten goes to such. */
  readonly ageingAfter: number;
  /** How long `stop` may take until it hands back what is not finished. */
  readonly shutdownTimeout: number;
}

const seconds = (count: number) => count * 1_000;
const minutes = (count: number) => seconds(60 * count);

const standard: SchedulerConfig = {
  pollingInterval: seconds(30),
  workerPoolSize: 5,
  jitterRange: seconds(5),
  maxBatchesPerPoll: 10,
  lockTimeout: minutes(5),
  maxRetries: 3,
  retryBackoffBase: seconds(1),
  retryBackoffMax: minutes(5),
  maxInFlightPerOrg: null,
  maxInFlightPerWorkspace: null,
  ageingAfter: minutes(5),
  shutdownTimeout: seconds(30),
};

export const schedulerPresets = {
  default: standard,
  highThroughput: { ...standard, pollingInterval: seconds(1), workerPoolSize: 10, maxBatchesPerPoll: 100 },
  highReliability: {
    ...standard,
    pollingInterval: seconds(5),
    workerPoolSize: 3,
    maxBatchesPerPoll: 5,
    lockTimeout: minutes(10),
    maxRetries: 10,
  },
} as const satisfies Record<string, SchedulerConfig>;

/** What makes sense of each: the smallest and the largest value. */
const ranges: Readonly<Record<keyof SchedulerConfig, readonly [least: number, most: number]>> = {
  pollingInterval: [1, timerMsMax],
  workerPoolSize: [1, 10_000],
  jitterRange: [0, timerMsMax],
  maxBatchesPerPoll: [1, 10_000],
  lockTimeout: [100, timerMsMax],
  maxRetries: [0, maxRetriesMax],
  retryBackoffBase: [0, timerMsMax],
  retryBackoffMax: [0, timerMsMax],
  maxInFlightPerOrg: [1, 1_000_000],
  maxInFlightPerWorkspace: [1, 1_000_000],
  ageingAfter: [0, timerMsMax],
  shutdownTimeout: [0, timerMsMax],
};

/** Where null says that there is no limit. */
const unlimited: ReadonlySet<string> = new Set(['maxInFlightPerOrg', 'maxInFlightPerWorkspace']);

/** Fills in the defaults. Throws `ConfigurationError` naming the field that cannot be used. */
export function completeConfig(given: Partial<SchedulerConfig>): SchedulerConfig {
  const config: Record<string, number | null> = { ...standard };
  for (const [field, value] of Object.entries(given)) {
    if (!Object.hasOwn(ranges, field))
      throw new ConfigurationError(`The scheduler has no setting "${field}".`);
    if (value === undefined) continue;
    if (value === null && unlimited.has(field)) {
      config[field] = null;
      continue;
    }
    const [least, most] = ranges[field as keyof SchedulerConfig];
    if (value === null || !Number.isInteger(value) || value < least || value > most) {
      throw new ConfigurationError(`${field} must be a whole number from ${least} to ${most}, not ${value}.`);
    }
    config[field] = value;
  }
  return config as unknown as SchedulerConfig;
}
