import type { Activity } from '../domain/activity.ts';
import { ProcessorFault } from '../domain/errors.ts';
import { classifyFault } from '../domain/fault-kind.ts';
import type { ActivityOutcome } from '../domain/outcome.ts';

/*
 * Finds the activities that a processor fails on, so that they do not take their chunk with them.
 *
 * What failed is halved, and so are the halves that fail again, level by level: the good halves have their outcomes
 * early, whatever comes after. Among n activities, k bad ones cost about 2k x log2(n) calls.
 *
 * A processor that is down fails on everything. When six pieces (two halves, four quarters) have failed and none came
 * back, single activities are asked instead of ever smaller pieces, up to sixteen from all over the chunk. If none of
 * them comes back either, nobody is to blame but the processor, and it is left alone. A single one that does come back
 * shows that the bad activities are many, and the search goes on.
 */

export interface Isolation {
  /** Of what was processed, and of what the processor says can never be. */
  readonly outcomes: ReadonlyMap<string, ActivityOutcome>;
  /** The fault of each activity that was tried alone and failed, in the order of the chunk. */
  readonly suspects: readonly ProcessorFault[];
  /** What the search did not come to, because it was called off or nothing came back. */
  readonly untriedIds: readonly string[];
  /** What the processor said that calls the search off: it is down. */
  readonly outage: ProcessorFault | null;
}

interface Search {
  /** Rejects with a `ProcessorFault` when the processor fails; any other rejection ends the search at once. */
  readonly call: (piece: readonly Activity[]) => Promise<ReadonlyMap<string, ActivityOutcome>>;
  /** Asked before each call: true calls the rest off. */
  readonly isOver: () => boolean;
}

type Piece = readonly Activity[];

/** How many single activities are asked before a processor is taken to be down. */
export const singlesBeforeOutage = 16;
const levelsBeforeSingles = 2;
const piecesBeforeSingles = 2 ** levelsBeforeSingles;

/** `fault` is what became of the chunk as a whole. */
export async function isolatePoison(chunk: Piece, fault: ProcessorFault, search: Search): Promise<Isolation> {
  const hunt = new Hunt(search);
  let pieces = hunt.judge(chunk, fault);
  for (let level = 1; pieces.length > 0 && !hunt.isOver; level++) {
    pieces = await hunt.askAll(pieces.flatMap(halvesOf));
    if (level !== levelsBeforeSingles || hunt.isAnswered) continue;
    pieces = await hunt.askSingles(pieces);
    if (!hunt.isAnswered) break;
  }
  return {
    outcomes: hunt.outcomes,
    suspects: chunk.flatMap(({ id }) => hunt.suspects.get(id) ?? []),
    untriedIds: pieces.flat().map(({ id }) => id),
    outage: hunt.outage,
  };
}

class Hunt {
  readonly outcomes = new Map<string, ActivityOutcome>();
  readonly suspects = new Map<string, ProcessorFault>();
  outage: ProcessorFault | null = null;
  readonly #search: Search;

  constructor(search: Search) {
    this.#search = search;
  }

  get isOver(): boolean {
    return this.outage !== null || this.#search.isOver();
  }

  /** Whether the processor came back with anything. */
  get isAnswered(): boolean {
    return this.outcomes.size > 0;
  }

  /** The pieces that are left to be divided. */
  async askAll(pieces: readonly Piece[]): Promise<Piece[]> {
    const left: Piece[] = [];
    for (const piece of pieces) left.push(...(await this.#ask(piece)));
    return left;
  }

  /** Asks single activities from all over the pieces until one comes back. What is left of the pieces. */
  async askSingles(pieces: readonly Piece[]): Promise<Piece[]> {
    const asked = new Set<string>();
    for (const one of pieces.flatMap((piece) => spread(piece, singlesBeforeOutage / piecesBeforeSingles))) {
      if (this.isAnswered || this.isOver) break;
      if ((await this.#ask([one])).length === 0) asked.add(one.id);
    }
    return pieces
      .map((piece) => piece.filter(({ id }) => !asked.has(id)))
      .filter((piece) => piece.length > 0);
  }

  /** What is left to be divided after a piece has failed. */
  judge(piece: Piece, fault: ProcessorFault): Piece[] {
    const kind = classifyFault(fault);
    const [first, ...others] = piece;
    if (kind === 'transient') this.outage = fault;
    if (kind === 'transient' || first === undefined || others.length > 0) return [piece];
    if (kind === 'permanent') this.#settle(errorOf(fault));
    else this.suspects.set(first.id, fault);
    return [];
  }

  async #ask(piece: Piece): Promise<Piece[]> {
    if (this.isOver) return [piece];
    try {
      for (const outcome of (await this.#search.call(piece)).values()) this.#settle(outcome);
      return [];
    } catch (fault) {
      if (fault instanceof ProcessorFault) return this.judge(piece, fault);
      throw fault;
    }
  }

  #settle(outcome: ActivityOutcome): void {
    this.outcomes.set(outcome.activityId, outcome);
  }
}

/** The outcome of the activity that a fault is about. */
export function errorOf({ code, message, activityIds }: ProcessorFault): ActivityOutcome {
  const [activityId, ...others] = activityIds;
  if (activityId === undefined || others.length > 0) throw new Error('A fault is not about one activity.');
  return { activityId, kind: 'error', code, details: message };
}

function halvesOf(piece: Piece): Piece[] {
  const middle = Math.ceil(piece.length / 2);
  return [piece.slice(0, middle), piece.slice(middle)].filter((half) => half.length > 0);
}

/** Up to `most` of the piece's activities, evenly over its length. */
function spread(piece: Piece, most: number): Piece {
  const count = Math.min(most, piece.length);
  return Array.from(
    { length: count },
    (_, place) => piece[Math.floor((place * piece.length) / count)],
  ).filter((one) => one !== undefined);
}
