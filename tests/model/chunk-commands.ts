import fc from 'fast-check';
import type { ActivityOutcome } from '../../src/domain/outcome.ts';
import type { PendingActivity } from '../../src/store/batch-store.ts';
import { aResult } from '../support/batches.ts';
import { anActivityId, onChunk, onGrant } from './commands.ts';
import { who } from './holder-commands.ts';
import type { Outcome } from './model.ts';
import { hasOutcome } from './model-batch.ts';
import { answerOf } from './real.ts';
import { kilograms } from './state.ts';
import type { Chunk, World } from './world.ts';

/** Figures whose sum differs from any that leaves one out, takes one twice, or goes through floating point. */
const figures = [100_000_000, 200_000_000, 17_700_000_001, 3, 123_456_789_012_345] as const;
const anOutcome = fc.oneof(
  { arbitrary: fc.constantFrom<Outcome>(...figures), weight: 2 },
  { arbitrary: fc.constant<Outcome>('error'), weight: 1 },
);

/** From the batch's cursor, as the holder that goes on from there, or from behind what was read last. */
const read = onGrant(
  'read',
  14,
  fc.record({ limit: fc.integer({ min: 1, max: 4 }), isAhead: fc.constantFrom(false, false, true) }),
  'processing',
  (world, grant, { limit, isAhead }) => {
    const { batch } = grant.term;
    const before = world.chunks.findLast((chunk) => chunk.grant === grant);
    const from = isAhead && before ? endOf(before) : batch.cursor;
    return {
      words: `${who(grant)} reads up to ${limit} from "${from}"`,
      expected: () => world.model.read(batch, from, limit),
      actual: async () => {
        const pending = await world.real.store.readChunk(grant.lease, from, limit);
        world.chunks.push({ grant, from, pending, isLast: pending.length < limit });
        return pending.map(({ activityId }) => activityId);
      },
    };
  },
);

const commit = onChunk(
  'commit',
  20,
  fc.record({
    outcomes: fc.array(anOutcome, { minLength: 4, maxLength: 4 }),
    // The end is not seen by a holder that reads as many as there are.
    isLastUnseen: fc.boolean(),
    // What a holder keeps of a chunk that it could not finish: the cursor stays.
    isKept: fc.constantFrom(false, false, false, true),
  }),
  isUsable,
  (world, { grant, from, ...chunk }, { outcomes: given, isLastUnseen, isKept }) => {
    const pending = isKept ? chunk.pending.slice(0, -1) : chunk.pending;
    const isLast = chunk.isLast && !isKept && !(isLastUnseen && pending.length > 0);
    const to = isKept ? from : endOf({ pending, from });
    const rows = pending.map((activity, place) => {
      const outcome = activity.activity === null ? 'error' : (given[place] as Outcome);
      return { activity, outcome };
    });
    const outcomes = new Map(rows.map(({ activity, outcome }) => [activity.activityId, outcome]));
    const words = [...outcomes].map(([id, outcome]) => `${id}: ${wordsOf(outcome)}`).join(', ');
    const manner = isKept ? ' and stays there' : isLast ? ' as the last' : '';
    return {
      words: `${who(grant)} commits [${words}] from "${from}"${manner}`,
      expected: () => world.model.commit(grant.term, { from, to, outcomes, isLast }),
      actual: () =>
        answerOf(
          world.real.store.commitChunk(grant.lease, {
            fromCursor: from,
            toCursor: to,
            outcomes: rows.map(({ activity, outcome }) => ({
              activity,
              outcome: outcomeOf(activity.activityId, outcome),
            })),
            isLast,
          }),
        ),
    };
  },
);

const mark = onGrant(
  'mark one',
  5,
  fc.record({ activity: anActivityId, outcome: anOutcome }),
  'processing',
  (world, { term, lease }, { activity, outcome }) => ({
    words: `${who({ term, lease })} marks ${activity}: ${wordsOf(outcome)}`,
    expected: () => world.model.mark(term, activity, outcome, activity !== 'ghost'),
    actual: () =>
      answerOf(
        outcome === 'error'
          ? world.real.store.markActivityFailed(lease, activity, 'UNKNOWN_UNIT', 'why')
          : world.real.store.markActivityComplete(lease, activity, aResult({ co2eKg: kilograms(outcome) })),
      ),
  }),
);

/** What a holder does to the activities of a batch, whether it still has it or not. */
export const chunkCommands = [read, commit, mark];

function endOf({ pending, from }: { pending: readonly PendingActivity[]; from: string }): string {
  return pending.at(-1)?.activityId ?? from;
}

/** The store asks of its callers that they mark no activity of a chunk which they have read and not committed. */
function isUsable({ model }: World, { grant, from, pending }: Chunk): boolean {
  const { batch } = grant.term;
  const isMarked = pending.some(({ activityId }) => hasOutcome(batch, activityId));
  return !(isMarked && model.holds(grant.term) && batch.cursor === from);
}

function wordsOf(outcome: Outcome): string {
  return outcome === 'error' ? outcome : `${kilograms(outcome)} kg`;
}

function outcomeOf(activityId: string, outcome: Outcome): ActivityOutcome {
  if (outcome === 'error') return { activityId, kind: 'error', code: 'UNKNOWN_UNIT', details: 'why' };
  return { activityId, kind: 'result', result: aResult({ co2eKg: kilograms(outcome) }) };
}
