import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../src/domain/errors.ts';
import { completeConfig, schedulerPresets } from '../../../src/scheduler/scheduler-config.ts';

describe('presets', () => {
  const table = {
    pollingInterval: [30_000, 1_000, 5_000],
    workerPoolSize: [5, 10, 3],
    jitterRange: [5_000, 5_000, 5_000],
    maxBatchesPerPoll: [10, 100, 5],
    lockTimeout: [300_000, 300_000, 600_000],
    maxRetries: [3, 3, 10],
  } as const;

  for (const [index, preset] of (['default', 'highThroughput', 'highReliability'] as const).entries()) {
    it(`${preset} has the figures that are promised`, () => {
      const figures = Object.entries(table).map(([field, values]) => [field, values[index]]);
      expect(schedulerPresets[preset]).toMatchObject(Object.fromEntries(figures));
    });
  }
});

describe('the configuration of a scheduler', () => {
  it('is the default where nothing is given', () => {
    expect(completeConfig({})).toEqual(schedulerPresets.default);
    expect(completeConfig({ ...schedulerPresets.highReliability, workerPoolSize: 7 })).toEqual({
      ...schedulerPresets.highReliability,
      workerPoolSize: 7,
    });
  });

  it('ignores what is undefined', () => {
    const given = { workerPoolSize: undefined } as unknown as { workerPoolSize: number };
    expect(completeConfig(given).workerPoolSize).toBe(5);
  });

  it('leaves the presets alone', () => {
    completeConfig({ workerPoolSize: 99 });
    expect(schedulerPresets.default.workerPoolSize).toBe(5);
  });

  const refused: [string, unknown][] = [
    ['pollingInterval', 0],
    ['pollingInterval', Number.NaN],
    ['pollingInterval', Number.POSITIVE_INFINITY],
    ['pollingInterval', 2 ** 31],
    ['workerPoolSize', 0],
    ['workerPoolSize', 2.5],
    ['workerPoolSize', '5'],
    ['jitterRange', -1],
    ['jitterRange', 2 ** 31],
    ['maxBatchesPerPoll', 0],
    ['lockTimeout', 99],
    ['lockTimeout', null],
    ['maxRetries', -1],
    ['maxRetries', 1001],
    ['retryBackoffBase', -1],
    ['retryBackoffMax', -1],
    ['shutdownTimeout', -1],
    ['shutdownTimeout', 2 ** 31],
  ];
  for (const [field, value] of refused) {
    it(`refuses ${field} = ${value}, and names it`, () => {
      expect(() => completeConfig({ [field]: value })).toThrow(ConfigurationError);
      expect(() => completeConfig({ [field]: value })).toThrow(
        new RegExp(`^${field} must be .*, not ${value}\\.$`),
      );
    });
  }

  it('refuses a setting that it does not know', () => {
    expect(() => completeConfig({ pollInterval: 1 } as object)).toThrow('has no setting "pollInterval"');
    expect(() => completeConfig({ toString: 1 } as object)).toThrow('has no setting "toString"');
  });
});
