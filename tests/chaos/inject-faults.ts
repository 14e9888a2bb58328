import { setTimeout } from 'node:timers/promises';
import type { Chance } from '../support/chance.ts';
import type { Fault } from './faults/fault.ts';
import type { Report } from './report.ts';

/** How long the faults go on: so many minutes from the first wait for one, or until so many have been injected. */
export type Extent = { readonly minutes: number } | { readonly faults: number };

export interface Storm<Place> {
  readonly world: Place;
  readonly faults: readonly Fault<Place>[];
  readonly chance: Chance;
  readonly report: Report;
  /** Between the beginnings of two faults, at most. */
  readonly gapMaxMs: number;
  readonly extent: Extent;
  /** No fault begins after it. */
  readonly interrupted: AbortSignal;
}

/** Faults overlap, but no more than these at a time: with everything away nothing could go wrong. */
const atOnceMax = 6;

/** One fault after the other, in an order that the seed decides. Resolves when all are over; rejects when one could not be made. */
export async function injectFaults<Place>(storm: Storm<Place>): Promise<void> {
  const { world, chance, report, gapMaxMs, interrupted } = storm;
  const isOver = endOf(storm.extent, report);
  const failures: unknown[] = [];
  const going = new Set<Promise<void>>();
  for (const fault of schedule(storm.faults, chance)) {
    await setTimeout(chance.between(0, gapMaxMs));
    while (going.size >= atOnceMax) await Promise.race(going);
    if (isOver() || failures.length > 0 || interrupted.aborted) break;
    report.countFault(fault.name);
    const gone = fault
      .inject(world, chance.fork())
      .catch((error) => void failures.push(error))
      .finally(() => going.delete(gone));
    going.add(gone);
  }
  await Promise.all(going);
  if (failures.length > 0) throw failures[0];
}

function endOf(extent: Extent, report: Report): () => boolean {
  if ('faults' in extent) return () => report.faultCount >= extent.faults;
  const endsAtMs = performance.now() + extent.minutes * 60_000;
  return () => performance.now() >= endsAtMs;
}

/** A deck of all faults, shuffled anew whenever it is used up: each comes as often as its weight says. */
export function* schedule<Place>(faults: readonly Fault<Place>[], chance: Chance): Generator<Fault<Place>> {
  for (;;) yield* chance.shuffled(deckOf(faults));
}

export function deckOf<Place>(faults: readonly Fault<Place>[]): Fault<Place>[] {
  return faults.flatMap((fault) => Array.from({ length: fault.weight }, () => fault));
}
