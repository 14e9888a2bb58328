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

  /** Makes room in memory for a body of so many bytes. Null where there is none; else what gives it back, once. */
  takeBody(bytes: number): (() => void) | null {
    const { bodyBytesInFlight } = this.#limits;
    // One by itself always may, or a limit below that of a body would refuse it for ever.
    if (bodyBytesInFlight > 0 && this.#bodyBytes > 0 && this.#bodyBytes + bytes > bodyBytesInFlight)
      return null;
    this.#bodyBytes += bytes;
    let kept = bytes;
    return () => {
      this.#bodyBytes -= kept;
      kept = 0;
    };
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
