import type { Activity } from '../domain/activity.ts';
import { LeaseLostError, ProcessorFault } from '../domain/errors.ts';
import { faultText } from '../domain/fault-text.ts';
import type { ActivityOutcome } from '../domain/outcome.ts';
import { untilAborted } from '../foundation/until-aborted.ts';
import type { ActivityProcessor, ProcessingContext } from './activity-processor.ts';
import { problemOfOutcome } from './check-outcome.ts';

/**
 * Calls a processor that may be anybody's: it may throw, hang, ignore its signal or return nonsense. Resolves with
 * exactly one outcome for each activity, each fit to be stored; everything else is a `ProcessorFault` of the chunk. An
 * abort of the context's signal rejects with its reason at once, whether the processor heeds it or not.
 */
export async function callProcessor(
  processor: ActivityProcessor,
  activities: readonly Activity[],
  context: ProcessingContext,
  timeoutMs: number,
): Promise<Map<string, ActivityOutcome>> {
  const ids = activities.map(({ id }) => id);
  const ended = new AbortController();
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(timedOut(processor, ids, timeoutMs)), timeoutMs);
  try {
    context.signal.throwIfAborted();
    const signal = AbortSignal.any([context.signal, ended.signal]);
    const calling = invoke(processor, activities, { ...context, signal }, ids);
    const outcomes = await untilAborted(Promise.race([calling, timeout.promise]), context.signal);
    return onePerActivity(processor, ids, outcomes);
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

async function invoke(
  processor: ActivityProcessor,
  activities: readonly Activity[],
  context: ProcessingContext,
  ids: readonly string[],
): Promise<readonly ActivityOutcome[]> {
  try {
    return await processor.process(activities, context);
  } catch (cause) {
    if (cause instanceof LeaseLostError) throw cause;
    const message = `The processor "${processor.name}" failed: ${faultText(cause)}`;
    throw new ProcessorFault('PROCESSOR_ERROR', ids, message, cause);
  }
}

function timedOut(processor: ActivityProcessor, ids: readonly string[], timeoutMs: number): ProcessorFault {
  const message = `The processor "${processor.name}" took longer than ${timeoutMs / 1000} s over ${ids.length} ${ids.length === 1 ? 'activity' : 'activities'}.`;
  return new ProcessorFault('PROCESSOR_TIMEOUT', ids, message);
}

function onePerActivity(
  processor: ActivityProcessor,
  ids: readonly string[],
  outcomes: readonly ActivityOutcome[],
): Map<string, ActivityOutcome> {
  const expected = new Set(ids);
  const found = new Map<string, ActivityOutcome>();
  const fault = (what: string) =>
    new ProcessorFault('PROCESSOR_ERROR', ids, `The processor "${processor.name}" returned ${what}.`);
  if (!Array.isArray(outcomes)) throw fault(`${typeof outcomes} instead of a list of outcomes`);
  for (const outcome of outcomes) {
    const id = outcome?.activityId;
    if (!expected.has(id)) throw fault(`an outcome for "${faultText(id)}", which it was not asked about`);
    if (found.has(id)) throw fault(`two outcomes for "${id}"`);
    const problem = problemOfOutcome(outcome);
    if (problem !== null) throw fault(`for "${id}" ${problem}`);
    found.set(id, outcome);
  }
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length > 0)
    throw fault(`no outcome for ${missing.length} activities, the first "${missing[0]}"`);
  return found;
}
