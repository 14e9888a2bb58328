import { setImmediate } from 'node:timers/promises';
import type { Activity } from '../domain/activity.ts';
import { type Calculation, completeCalculation } from '../domain/calculation.ts';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import { TransientProcessorError } from '../domain/errors.ts';
import { isOwnFactorSet } from '../domain/factor-set.ts';
import { faultText } from '../domain/fault-text.ts';
import type { ActivityOutcome } from '../domain/outcome.ts';
import { type Calculate, createCalculator } from '../emissions/calculate.ts';
import { FactorIndex } from '../emissions/factor-index.ts';
import type { ActivityProcessor } from './activity-processor.ts';

/** Where factors come from. Sets never change, so that each is loaded once. */
export interface FactorSource {
  /** For who never named an order of sets. */
  readonly factorSetsDefault: readonly string[];
  /** All factors of a set; empty where there is no such set. `orgId` is whose own it is, empty for the built-in ones. */
  loadFactors(orgId: string, setId: string): Promise<EmissionFactor[]>;
}

/** Activities between two breaths of the event loop, so that heartbeats and requests have their turn. */
const sliceSize = 500;
/** Calculators that are kept ready: one for each way of calculating that is in use. */
const calculatorsMax = 32;

/**
 * The default processor: matches factors and multiplies, in the way that the batch asks for. Factors are loaded at the
 * first chunk that needs them; a load that fails is a transient fault of that chunk and is tried again with the next.
 */
export function createEmissionsProcessor(source: FactorSource): ActivityProcessor {
  const sets = new Memory<EmissionFactor[]>(calculatorsMax * 4);
  const calculators = new Memory<Calculate>(calculatorsMax);

  const loadSet = (setId: string, orgId: string) => {
    const owner = isOwnFactorSet(setId) ? orgId : '';
    return sets.get(`${owner}\n${setId}`, async () => {
      const factors = await source.loadFactors(owner, setId).catch((cause) => {
        throw new TransientProcessorError(faultText(cause), { cause });
      });
      if (factors.length === 0)
        throw new TransientProcessorError(`The factor set ${setId} is not installed.`);
      return factors;
    });
  };

  const calculatorOf = (calculation: Calculation, orgId: string) => {
    const owner = calculation.factorSets.some(isOwnFactorSet) ? orgId : '';
    return calculators.get(JSON.stringify([owner, calculation]), async () => {
      const factors = await Promise.all(calculation.factorSets.map((setId) => loadSet(setId, orgId)));
      const index = new FactorIndex(factors.flat(), calculation.factorSets);
      return createCalculator(index, calculation);
    });
  };

  return {
    name: 'emissions',
    async process(activities: readonly Activity[], { signal, orgId, calculation: choice }) {
      const calculation = completeCalculation(choice, source.factorSetsDefault);
      const calculate = await calculatorOf(calculation, orgId);
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

/** Keeps what took a while to make, the latest used; what failed is forgotten at once. */
class Memory<Value> {
  readonly #sizeMax: number;
  readonly #kept = new Map<string, Promise<Value>>();

  constructor(sizeMax: number) {
    this.#sizeMax = sizeMax;
  }

  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const made = this.#kept.get(key) ?? make();
    this.#kept.delete(key);
    this.#kept.set(key, made);
    made.catch(() => {
      if (this.#kept.get(key) === made) this.#kept.delete(key);
    });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#sizeMax && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }
}
