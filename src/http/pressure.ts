import type { Logger } from '../foundation/logger.ts';
import type { ApiLimits } from './api-limits.ts';

/** What a node suffers from, as it is measured about once a second. */
export interface PressureReading {
  /** How late the event loop is, on average since the last reading. */
  readonly eventLoopDelayMs: number;
  /** Of the heap that V8 may have, as a share of 1. */
  readonly heapShare: number;
  /** What waits for a connection to the database. */
  readonly databaseQueue: number;
}

type PressureLimits = Pick<
  ApiLimits,
  'eventLoopDelayMs' | 'heapPercent' | 'databaseQueue' | 'bodyBytesInFlight' | 'bodyBytes'
>;

export const strains = ['event_loop', 'heap', 'database_queue'] as const;
type Strain = (typeof strains)[number];

/** From this share of a limit on, what costs most is refused. */
const heavyShare = 0.75;
/** Of the room for bodies, for one organisation. */
const orgShare = 0.5;

/**
 * Whether this node has more to do than it can. What counts is what two readings in a row agree on: a single long block, as
 * by a processor that computes, is over when it is seen. What costs most, such as long streams and large bodies, is refused
 * first, so that the rest may go on.
 */
export class Pressure {
  readonly #read: () => PressureReading;
  readonly #limits: PressureLimits;
  readonly #logger: Logger;
  #before: Readonly<Record<Strain, number>> = none;
  #now: Readonly<Record<Strain, number>> = none;
  #bodyBytes = 0;
  readonly #bodyBytesOf = new Map<string, number>();

  constructor(read: () => PressureReading, limits: PressureLimits, logger: Logger) {
    this.#read = read;
    this.#limits = limits;
    this.#logger = logger;
  }

  /** Takes a reading. To be called about once a second. */
  look(): void {
    const wasOver = this.strains().length > 0;
    this.#before = this.#now;
    this.#now = this.#sharesOf(this.#read());
    const over = this.strains();
    if (over.length > 0 && !wasOver) {
      this.#logger.warn({ strains: over }, 'this node has more to do than it can: requests are refused');
    } else if (over.length === 0 && wasOver) {
      this.#logger.info({}, 'requests are no longer refused');
    }
  }

  /** For which requests are refused; heavy ones sooner than others. */
  strains(isHeavy = false): Strain[] {
    const limit = isHeavy ? heavyShare : 1;
    return strains.filter((strain) => Math.min(this.#before[strain], this.#now[strain]) >= limit);
  }

  /**
   * Makes room in memory for a body of so many bytes. Null where there is none; else what gives it back, once. An
   * organisation has half of all room at most: its bodies may come as slowly as they like, and others' come meanwhile.
   */
  takeBody(orgId: string, bytes: number): (() => void) | null {
    const { bodyBytesInFlight: most } = this.#limits;
    const ofOrg = this.#bodyBytesOf.get(orgId) ?? 0;
    // One by itself always may, or a limit below that of a body would refuse it for ever.
    const isTooMuch = (taken: number, room: number) => most > 0 && taken > 0 && taken + bytes > room;
    if (isTooMuch(this.#bodyBytes, most) || isTooMuch(ofOrg, most * orgShare)) return null;
    this.#addBody(orgId, bytes);
    let kept = bytes;
    return () => {
      this.#addBody(orgId, -kept);
      kept = 0;
    };
  }

  #addBody(orgId: string, bytes: number): void {
    this.#bodyBytes += bytes;
    const ofOrg = (this.#bodyBytesOf.get(orgId) ?? 0) + bytes;
    if (ofOrg > 0) this.#bodyBytesOf.set(orgId, ofOrg);
    else this.#bodyBytesOf.delete(orgId);
  }

  #sharesOf(reading: PressureReading): Record<Strain, number> {
    const { eventLoopDelayMs, heapPercent, databaseQueue } = this.#limits;
    return {
      event_loop: shareOf(reading.eventLoopDelayMs, eventLoopDelayMs),
      heap: shareOf(reading.heapShare * 100, heapPercent),
      database_queue: shareOf(reading.databaseQueue, databaseQueue),
    };
  }
}

const none: Readonly<Record<Strain, number>> = { event_loop: 0, heap: 0, database_queue: 0 };

/** Of nothing where there is no limit. */
function shareOf(value: number, limit: number): number {
  return limit === 0 ? 0 : value / limit;
}
