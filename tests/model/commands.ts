import fc from 'fast-check';
import type { ModelBatch } from './model.ts';
import { activities, holders, orgs } from './real.ts';
import type { Chunk, Grant, Step, World } from './world.ts';

/** A command of one kind, chosen by chance `weight` times as often as one with weight 1. */
export interface CommandKind {
  readonly kind: string;
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<fc.AsyncCommand<World, World>>;
}

/** How often each kind of command has run. */
export const tally = new Map<string, number>();

/** Mostly what came last, now and then what is long past. */
const recency = fc.oneof({ arbitrary: fc.nat(1), weight: 4 }, { arbitrary: fc.nat(30), weight: 1 });

export const anOrgName = fc.constantFrom(...orgs);
export const aHolder = fc.constantFrom(...holders);
export const anActivityId = fc.constantFrom(...activities);
/** Minutes: of a lease, and those that pass. A lease of either length runs out now and then. */
export const aTimeout = fc.constantFrom(20, 40);

type Act<Target, Params> = (world: World, target: Target, params: Params) => Promise<Step>;

export function onWorld<Params>(
  kind: string,
  weight: number,
  params: fc.Arbitrary<Params>,
  act: (world: World, params: Params) => Promise<Step>,
): CommandKind {
  return commandOn(
    kind,
    weight,
    params,
    () => true,
    (world, _, given) => act(world, given),
  );
}

export function onBatch<Params>(
  kind: string,
  weight: number,
  params: fc.Arbitrary<Params>,
  act: Act<ModelBatch, Params>,
): CommandKind {
  return commandOn(kind, weight, params, (world, place) => recent(world.model.batches, place), act);
}

export function onGrant<Params>(
  kind: string,
  weight: number,
  params: fc.Arbitrary<Params>,
  act: Act<Grant, Params>,
): CommandKind {
  return commandOn(kind, weight, params, (world, place) => recent(world.grants, place), act);
}

export function onChunk<Params>(
  kind: string,
  weight: number,
  params: fc.Arbitrary<Params>,
  act: Act<Chunk, Params>,
  isUsable: (world: World, chunk: Chunk) => boolean,
): CommandKind {
  const usable = (world: World) => world.chunks.filter((chunk) => isUsable(world, chunk));
  return commandOn(kind, weight, params, (world, place) => recent(usable(world), place), act);
}

/** Without a target in this world the command does not take place. */
function commandOn<Target, Params>(
  kind: string,
  weight: number,
  params: fc.Arbitrary<Params>,
  targetIn: (world: World, place: number) => Target | undefined,
  act: Act<Target, Params>,
): CommandKind {
  const arbitrary = fc.tuple(recency, params).map(([place, given]) => ({
    check: (world: World) => targetIn(world, place) !== undefined,
    run: async (world: World) => {
      const target = targetIn(world, place) as Target;
      tally.set(kind, (tally.get(kind) ?? 0) + 1);
      await world.compare(await act(world, target, given));
    },
    toString: () => kind,
  }));
  return { kind, weight, arbitrary };
}

function recent<Item>(items: readonly Item[], place: number): Item | undefined {
  return items[items.length - 1 - (place % items.length)];
}
