import fc from 'fast-check';
import { aHolder, onWorld } from './commands.ts';
import { termIn } from './holder-commands.ts';
import { nameOf } from './world.ts';

const pass = onWorld('time passes', 3, fc.constantFrom(10, 20, 40), async (world, minutes) => {
  world.model.now += minutes;
  await world.real.pass(minutes);
  return { words: `${minutes} minutes pass`, expected: null, actual: null };
});

const arrive = onWorld('a session begins', 1, aHolder, async (world, holder) => {
  world.model.present.add(holder);
  await world.real.arrive(holder);
  return { words: `the session of ${holder} is there`, expected: null, actual: null };
});

const leave = onWorld('a session ends', 1, aHolder, async (world, holder) => {
  world.model.present.delete(holder);
  await world.real.leave(holder);
  return { words: `the session of ${holder} is gone`, expected: null, actual: null };
});

const reap = onWorld('reap', 2, fc.constant(null), async (world) => ({
  words: 'expired leases are taken back',
  expected: world.model.reap([]),
  actual: await world.real.store.reapLeases(),
}));

/** Somebody looks who is gone, and takes back what they held. */
const reapAbandoned = onWorld('reap the abandoned', 2, fc.constant(null), async (world) => {
  const terms = world.model.abandoned();
  const found = await world.real.store.findAbandonedLeases();
  return {
    words: 'expired and abandoned leases are taken back',
    expected: [terms.map(({ batch, token }) => [nameOf(batch), token]).sort(), world.model.reap(terms)],
    actual: [found.map((term) => termIn(world, term)).sort(), await world.real.store.reapLeases(found)],
  };
});

/** Somebody looked long ago: of what it names, only the terms that still run are taken back. */
const reapNamed = onWorld('reap a named term', 1, fc.nat(5), async (world, place) => {
  const grants = world.grants.slice(-1 - place).slice(0, 1);
  return {
    words: `what expired is taken back, and ${grants.map(({ term }) => `term ${term.token} of ${nameOf(term.batch)}`)}`,
    expected: world.model.reap(grants.map(({ term }) => term)),
    actual: await world.real.store.reapLeases(grants.map(({ lease }) => lease)),
  };
});

/** What happens by itself. */
export const timeCommands = [pass, arrive, leave, reap, reapAbandoned, reapNamed];
