import { setImmediate } from 'node:timers/promises';
import type { Activity } from '../domain/activity.ts';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import type { ActivityOutcome } from '../domain/outcome.ts';
import { type Calculate, createCalculator } from '../emissions/calculate.ts';
import { FactorIndex } from '../emissions/factor-index.ts';
import type { ActivityProcessor } from './activity-processor.ts';

/** Activities between two breaths of the event loop, so that heartbeats and requests have their turn. */
const sliceSize = 500;

/**
 * The default processor: matches factors and multiplies. Factors are loaded at the first chunk; a load that fails is a
 * transient fault of that chunk and is tried again with the next.
 */
export function createEmissionsProcessor(loadFactors: () => Promise<EmissionFactor[]>): ActivityProcessor {
  let loading: Promise<Calculate> | null = null;
  const calculator = () => {
    loading ??= loadFactors().then(
      (factors) => createCalculator(new FactorIndex(factors)),
      (error) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  return {
    name: 'emissions',
    async process(activities: readonly Activity[], { signal }): Promise<ActivityOutcome[]> {
      const calculate = await calculator();
      const outcomes: ActivityOutcome[] = [];
      for (const activity of activities) {
        if (outcomes.length > 0 && outcomes.length % sliceSize === 0) await setImmediate();
        signal.throwIfAborted();
        outcomes.push(calculate(activity));
      }
      return outcomes;
    },
  };
}
