import type { Activity } from '../domain/activity.ts';
import type { BatchJob } from '../domain/batch-job.ts';
import { ProcessorFault } from '../domain/errors.ts';
import type { ActivityOutcome } from '../domain/outcome.ts';
import type { Clock } from '../foundation/clock.ts';
import type { PendingActivity } from '../store/batch-store.ts';
import type { ActivityProcessor } from './activity-processor.ts';
import { callProcessor } from './call-processor.ts';
import { errorOf, type Isolation, isolatePoison, singlesBeforeOutage } from './isolate-poison.ts';

export interface ChunkOutcomes {
  /** Those that are there, in the order of the chunk. */
  readonly outcomes: readonly { readonly activity: PendingActivity; readonly outcome: ActivityOutcome }[];
  /** Why some are missing, naming whose; null when none is. */
  readonly fault: ProcessorFault | null;
}

export interface ChunkComputing {
  readonly processor: ActivityProcessor;
  /** How long a processor may take over one chunk. */
  readonly chunkTimeoutMs: number;
  readonly clock: Clock;
}

interface Signals {
  readonly abort: AbortSignal;
  readonly handBack: AbortSignal;
}

type Outcomes = ReadonlyMap<string, ActivityOutcome>;

/**
 * The chunks of one batch, one after the other. A chunk on which the processor fails is searched for the activities that
 * it fails on. While the batch has tries left, they stay without an outcome and the fault names them. With the last try
 * they end in an error, and the batch goes on; unless nothing comes back from the processor any more, since then it is
 * down, and going on would only blame activities for it.
 *
 * A piece of a chunk may take its share of the chunk's time, and never less than a sixteenth of it: a search for one
 * activity that hangs takes about one and a half times the chunk's time. While the batch has tries left, a search is
 * called off after four times the chunk's time, and what it found by then is kept.
 */
export class ChunkComputer {
  readonly #computing: ChunkComputing;
  readonly #signals: Signals;
  /** Activities that failed alone since anything came back from the processor. */
  #failuresInARow = 0;

  constructor(computing: ChunkComputing, signals: Signals) {
    this.#computing = computing;
    this.#signals = signals;
  }

  /** Rejects with the reason of an abort, at once. */
  async compute(chunk: readonly PendingActivity[], batch: BatchJob, isEnd: boolean): Promise<ChunkOutcomes> {
    // Frozen, since the record says the quantity as given and not as a processor left it.
    const activities = chunk.flatMap(({ activity }) => (activity === null ? [] : Object.freeze(activity)));
    const { outcomes, fault } = await this.#process(activities, batch, isEnd);
    const missing = new Set(fault?.activityIds);
    return {
      fault,
      outcomes: chunk
        .filter(({ activityId }) => !missing.has(activityId))
        .map((activity) => ({
          activity,
          outcome: outcomes.get(activity.activityId) ?? notFound(activity, batch),
        })),
    };
  }

  async #process(activities: readonly Activity[], batch: BatchJob, isEnd: boolean) {
    if (activities.length === 0) return whole(new Map());
    try {
      const outcomes = await this.#call(activities, batch, 1);
      this.#failuresInARow = 0;
      return whole(outcomes);
    } catch (fault) {
      if (!(fault instanceof ProcessorFault)) throw fault;
      return this.#isolate(activities, fault, batch, isEnd);
    }
  }

  async #isolate(activities: readonly Activity[], fault: ProcessorFault, batch: BatchJob, isEnd: boolean) {
    const { clock, chunkTimeoutMs } = this.#computing;
    const isLastTry = batch.retryCount >= batch.maxRetries;
    const endAtMs = isLastTry
      ? Number.POSITIVE_INFINITY
      : clock.monotonicMs() + isolationTimeouts * chunkTimeoutMs;
    const found = await isolatePoison(activities, fault, {
      call: (piece) => this.#call(piece, batch, Math.max(piece.length / activities.length, leastShare)),
      isOver: () => this.#signals.handBack.aborted || clock.monotonicMs() >= endAtMs,
    });
    this.#failuresInARow = found.outcomes.size > 0 ? 0 : this.#failuresInARow + found.suspects.length;
    const isThrough = found.untriedIds.length === 0;
    const isBlamed = isLastTry && !this.#isDown(found, batch, isEnd);
    if (isThrough && (found.suspects.length === 0 || isBlamed)) return whole(withErrors(found));
    return { outcomes: found.outcomes, fault: faultOfRest(activities, fault, found) };
  }

  /** Nothing comes back, neither for many activities in a row nor for any of the batch. */
  #isDown({ outcomes, suspects }: Isolation, batch: BatchJob, isEnd: boolean): boolean {
    if (outcomes.size > 0) return false;
    const isWholeBatch = isEnd && batch.processedCount === 0 && batch.partOf === null;
    const isAllThereIs = isWholeBatch && suspects.length > (batch.errorsTolerated ?? 0);
    return isAllThereIs || this.#failuresInARow >= singlesBeforeOutage;
  }

  #call(piece: readonly Activity[], batch: BatchJob, share: number): Promise<Outcomes> {
    const { orgId, workspaceId, attempt, calculation } = batch;
    const context = {
      orgId,
      workspaceId,
      batchId: batch.wholeId,
      attempt,
      calculation,
      signal: this.#signals.abort,
    };
    const timeoutMs = Math.ceil(this.#computing.chunkTimeoutMs * share);
    return callProcessor(this.#computing.processor, piece, context, timeoutMs);
  }
}

const leastShare = 1 / 16;
const isolationTimeouts = 4;

function whole(outcomes: Outcomes): { outcomes: Outcomes; fault: ProcessorFault | null } {
  return { outcomes, fault: null };
}

function withErrors({ outcomes, suspects }: Isolation): Outcomes {
  const errors = suspects.map(errorOf);
  return new Map([...outcomes, ...errors.map((error) => [error.activityId, error] as const)]);
}

/** Why what has no outcome has none: told of the batch while it has tries left, of each activity when it has none. */
function faultOfRest(
  activities: readonly Activity[],
  ofAll: ProcessorFault,
  found: Isolation,
): ProcessorFault {
  const { outcomes, suspects, outage } = found;
  const ids = activities.map(({ id }) => id).filter((id) => !outcomes.has(id));
  if (outage !== null) return new ProcessorFault(outage.code, ids, outage.message, outage.cause);
  const [first] = suspects;
  // Without a cause: what is marked as permanent is that of an activity, and not the batch's.
  if (outcomes.size === 0 || first === undefined) return new ProcessorFault(ofAll.code, ids, ofAll.message);
  const others = suspects.length === 1 ? '' : ` and ${suspects.length - 1} more`;
  return new ProcessorFault(first.code, ids, `Activity "${first.activityIds[0]}"${others}: ${first.message}`);
}

function notFound({ activityId, activity }: PendingActivity, { orgId }: BatchJob): ActivityOutcome {
  if (activity !== null) throw new ProcessorFault('PROCESSOR_ERROR', [activityId], 'An outcome was lost.');
  return {
    activityId,
    kind: 'error',
    code: 'ACTIVITY_NOT_FOUND',
    details: `There is no activity "${activityId}" in ${orgId}: import it, then retry the batch.`,
  };
}
