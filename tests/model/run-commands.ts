import fc from 'fast-check';
import { brokenInvariants } from '../chaos/invariants.ts';
import { chunkCommands } from './chunk-commands.ts';
import { tally } from './commands.ts';
import { holderCommands } from './holder-commands.ts';
import type { Real } from './real.ts';
import { timeCommands } from './time-commands.ts';
import { userCommands } from './user-commands.ts';
import { Divergence, World } from './world.ts';

/** A history begins with nothing. Long enough for three passes of a batch, short enough to be looked through. */
const historyMax = 160;

const kinds = [...userCommands, ...holderCommands, ...chunkCommands, ...timeCommands];
const histories: fc.Arbitrary<Commands> = fc.commands(
  [fc.oneof(...kinds.map(({ weight, arbitrary }) => ({ weight, arbitrary })))],
  { maxCommands: historyMax, size: 'max', disableReplayLog: true },
);

type Commands = Iterable<fc.AsyncCommand<World, World, boolean>>;

export interface RunOfCommands {
  readonly commands: number;
  readonly byKind: Readonly<Record<string, number>>;
}

/**
 * Gives histories of commands to the model and the store until there were so many, each history from a seed one higher.
 * Throws a `Divergence` with the shortest history that fast-check finds for it.
 */
export async function runCommands(real: Real, wanted: number, firstSeed: number): Promise<RunOfCommands> {
  tally.clear();
  const property = fc.asyncProperty(histories, (commands) => runHistory(real, commands));
  for (let seed = firstSeed; countAll() < wanted; seed++) {
    const { failed, errorInstance } = await fc.check(property, { seed, numRuns: 1 });
    if (failed) throw new Error(`Repeat it with --seed ${seed}`, { cause: errorInstance });
  }
  return { commands: countAll(), byKind: Object.fromEntries([...tally].sort(([, a], [, b]) => b - a)) };
}

/** Gives the histories of these seeds to both until one shows a difference. Null when none does. */
export async function findDivergence(real: Real, seeds: Iterable<number>): Promise<Found | null> {
  tally.clear();
  const property = fc.asyncProperty(histories, (commands) => runHistory(real, commands));
  for (const seed of seeds) {
    const { failed, errorInstance } = await fc.check(property, { seed, numRuns: 1, endOnFailure: true });
    if (failed) return { seed, commands: countAll(), divergence: errorInstance };
  }
  return null;
}

export interface Found {
  readonly seed: number;
  /** How many it took, those of the histories before included. */
  readonly commands: number;
  readonly divergence: unknown;
}

async function runHistory(real: Real, commands: Commands): Promise<void> {
  await real.reset();
  const world = new World(real);
  await fc.asyncModelRun(() => ({ model: world, real: world }), commands);
  const broken = await brokenInvariants(real.db);
  if (Object.keys(broken).length > 0) throw new Divergence(world.trace, `Broken: ${JSON.stringify(broken)}`);
}

function countAll(): number {
  return [...tally.values()].reduce((sum, count) => sum + count, 0);
}
