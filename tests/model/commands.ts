import fc from 'fast-check';
import type { Model } from './model.ts';
import type { ModelBatch } from './model-batch.ts';
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

/** What a command may be tried on. */
interface Targets<Target> {
  /** On these it is likely to do something. */
  readonly fitting: readonly Target[];
  /** On these it must not do anything: what belongs to a term that is over while the batch is still leased. */
  readonly stale?: readonly Target[];
  readonly all: readonly Target[];
}

/** Which of them are preferred, and how often. */
const preference = fc.constantFrom<keyof Targets<unknown>>(
  'fitting',
  'fitting',
  'fitting',
  'stale',
  'stale',
  'all',
);

export const anOrgName = fc.constantFrom(...orgs);
export const aHolder = fc.constantFrom(...holders);
export const anActivityId = fc.constantFrom(...activities);
/** Minutes: of a lease, and those that pass. A lease of either length runs out now and then. */
export const aTimeout = fc.constantFrom(20, 40);

type Act<Target, Params> = (world: World, target: Target, params: Params) => Step;

export function onWorld<Params>(
  kind: string,
  weight: number,
  params: fc.Arbitrary<Params>,
  act: (world: World, params: Params) => Step,
  doesApply: (world: World) => boolean = () => true,
): CommandKind {
  const targetsIn = (world: World) => {
    const all = doesApply(world) ? [world] : [];
    return { fitting: all, all };
  };
  return commandOn(kind, weight, params, targetsIn, (world, _, given) => act(world, given));
}

export function onBatch<Params>(
  kind: string,
  weight: number,
  params: fc.Arbitrary<Params>,
  isFitting: (batch: ModelBatch, model: Model) => boolean,
  act: Act<ModelBatch, Params>,
): CommandKind {
  const targetsIn = ({ model }: World) => ({
    fitting: model.batches.filter((batch) => !batch.isDeleted && isFitting(batch, model)),
    all: model.batches,
  });
  return commandOn(kind, weight, params, targetsIn, act);
}

/** On a batch or a part of one. */
export function onUnit<Params>(
  kind: string,
  weight: number,
  params: fc.Arbitrary<Params>,
  isFitting: (batch: ModelBatch, model: Model) => boolean,
  act: Act<ModelBatch, Params>,
): CommandKind {
  const targetsIn = ({ model }: World) => ({
    fitting: model.units.filter((batch) => isFitting(batch, model)),
    all: [...model.units, ...model.batches],
  });
  return commandOn(kind, weight, params, targetsIn, act);
}

/** `status` is what the batch must be in for a holder to do this. */
export function onGrant<Params>(
  kind: string,
  weight: number,
  params: fc.Arbitrary<Params>,
  status: 'queued' | 'processing' | 'either',
  act: Act<Grant, Params>,
): CommandKind {
  const targetsIn = ({ model, grants }: World) => ({
    fitting: grants.filter(
      ({ term }) => model.holds(term) && (status === 'either' || term.batch.status === status),
    ),
    stale: grants.filter(
      (grant) => isStale(grant, model) && (status !== 'processing' || grant.term.batch.status === status),
    ),
    all: grants,
  });
  return commandOn(kind, weight, params, targetsIn, act);
}

export function onChunk<Params>(
  kind: string,
  weight: number,
  params: fc.Arbitrary<Params>,
  isUsable: (world: World, chunk: Chunk) => boolean,
  act: Act<Chunk, Params>,
): CommandKind {
  const targetsIn = (world: World) => {
    const all = world.chunks.filter((chunk) => isUsable(world, chunk));
    const isNext = ({ from, grant: { term } }: Chunk) =>
      term.batch.status === 'processing' && term.batch.cursor === from;
    return {
      fitting: all.filter((chunk) => world.model.holds(chunk.grant.term) && isNext(chunk)),
      stale: all.filter((chunk) => isStale(chunk.grant, world.model) && isNext(chunk)),
      all,
    };
  };
  return commandOn(kind, weight, params, targetsIn, act);
}

/** Its lease ran out, or somebody else has the batch by now. */
function isStale({ term }: Grant, model: Model): boolean {
  return term.batch.lease !== null && !model.holds(term);
}

/** Without a target in this world the command does not take place. */
function commandOn<Target, Params>(
  kind: string,
  weight: number,
  params: fc.Arbitrary<Params>,
  targetsIn: (world: World) => Targets<Target>,
  act: Act<Target, Params>,
): CommandKind {
  const arbitrary = fc.tuple(preference, recency, params).map(([preferred, place, given]) => {
    const targetIn = (world: World) => {
      const targets = targetsIn(world);
      return recent(targets[preferred] ?? targets.all, place);
    };
    return {
      check: (world: World) => targetIn(world) !== undefined,
      run: async (world: World) => {
        tally.set(kind, (tally.get(kind) ?? 0) + 1);
        await world.take(act(world, targetIn(world) as Target, given));
      },
      toString: () => kind,
    };
  });
  return { kind, weight, arbitrary };
}

function recent<Item>(items: readonly Item[], place: number): Item | undefined {
  return items[items.length - 1 - (place % items.length)];
}
