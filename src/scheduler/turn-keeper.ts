import { priorityMax } from '../domain/batch-job.ts';
import type { Turn, Turns } from '../store/batch-store.ts';

export interface TurnKeeperOptions {
  readonly maxInFlightPerOrg: number | null;
  readonly maxInFlightPerWorkspace: number | null;
  readonly ageingAfterMs: number;
}

/** One turn in this many goes to what has been due for longest, whatever its priority. */
const turnsPerAgedTurn = 10;

/**
 * Remembers whose turns this node has given, so that they go round the organisations over many claims. Each node keeps
 * its own count: going round on every node is going round on all of them, and no row is written for it.
 */
export class TurnKeeper {
  readonly #options: TurnKeeperOptions;
  readonly #lastOrgs: string[] = Array.from({ length: priorityMax + 1 }, () => '');
  #turnsSinceAged = 0;

  constructor(options: TurnKeeperOptions) {
    this.#options = options;
  }

  /** Whose turns the next `limit` are. */
  next(limit: number): Turns {
    const { maxInFlightPerOrg, maxInFlightPerWorkspace, ageingAfterMs } = this.#options;
    return {
      lastOrgs: this.#lastOrgs,
      maxPerOrg: maxInFlightPerOrg,
      maxPerWorkspace: maxInFlightPerWorkspace,
      agedTurns: Math.floor((this.#turnsSinceAged + limit) / turnsPerAgedTurn),
      agedAfterMs: ageingAfterMs,
    };
  }

  /** Notes who had a turn. */
  given(turns: readonly Turn[]): void {
    for (const { batch, isAged } of turns) {
      if (!isAged) this.#lastOrgs[batch.priority] = batch.orgId;
    }
    const agedCount = turns.filter(({ isAged }) => isAged).length;
    const sinceAged = this.#turnsSinceAged + turns.length - turnsPerAgedTurn * agedCount;
    // Where nothing was aged, the turns are not saved up for later.
    this.#turnsSinceAged = Math.min(Math.max(sinceAged, 0), turnsPerAgedTurn - 1);
  }
}
