import { setTimeout } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { Fault } from './faults/fault.ts';
import type { Report } from './report.ts';

export interface Storm<Place> {
  readonly world: Place;
  readonly faults: readonly Fault<Place>[];
  readonly chance: Chance;
  readonly report: Report;
  /** Between the beginnings of two faults, at most. */
  readonly gapMaxMs: number;
  /** Asked before each fault. */
  readonly isOver: () => boolean;
}

/** Faults overlap, but no more than these at a time: with everything away nothing could go wrong. */
const atOnceMax = 6;

/** One fault after the other, in an order that the seed decides. Resolves when all are over. */
export async function injectFaults<Place>(storm: Storm<Place>): Promise<void> {
  const { world, chance, report, gapMaxMs } = storm;
  const going = new Set<Promise<void>>();
  for (const fault of schedule(storm.faults, chance)) {
    await setTimeout(chance.between(0, gapMaxMs));
    while (going.size >= atOnceMax) await Promise.race(going);
    if (storm.isOver()) break;
    report.countFault(fault.name);
    const gone = fault.inject(world, chance.fork()).finally(() => going.delete(gone));
    going.add(gone);
  }
  await Promise.all(going);
}

/** A deck of all faults, shuffled anew whenever it is used up: each comes as often as its weight says. */
export function* schedule<Place>(faults: readonly Fault<Place>[], chance: Chance): Generator<Fault<Place>> {
  for (;;) yield* chance.shuffled(deckOf(faults));
}

export function deckOf<Place>(faults: readonly Fault<Place>[]): Fault<Place>[] {
  return faults.flatMap((fault) => Array.from({ length: fault.weight }, () => fault));
}
