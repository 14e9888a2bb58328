import fc from 'fast-check';
import { aHolder, onGrant, onWorld } from './commands.ts';
import { termIn, termOf } from './holder-commands.ts';

const pass = onWorld('time passes', 5, fc.constantFrom(10, 10, 10, 40), (world, minutes) => ({
  words: `${minutes} minutes pass`,
  expected: () => {
    world.model.now += minutes;
  },
  actual: () => world.real.pass(minutes),
}));

const arrive = onWorld('a session begins', 1, aHolder, (world, holder) => ({
  words: `the session of ${holder} is there`,
  expected: () => void world.model.present.add(holder),
  actual: () => world.real.arrive(holder),
}));

const leave = onWorld('a session ends', 1, aHolder, (world, holder) => ({
  words: `the session of ${holder} is gone`,
  expected: () => void world.model.present.delete(holder),
  actual: () => world.real.leave(holder),
}));

const reap = onWorld('reap', 2, fc.constant(null), (world) => ({
  words: 'expired leases are taken back',
  expected: () => world.model.reap([]),
  actual: () => world.real.store.reapLeases(),
}));

/** Somebody looks who is gone, and takes back what they held. */
const reapAbandoned = onWorld('reap the abandoned', 1, fc.constant(null), (world) => ({
  words: 'expired and abandoned leases are taken back',
  expected: () => {
    const terms = world.model.abandoned();
    return [terms.map(termOf).sort(), world.model.reap(terms)];
  },
  actual: async () => {
    const terms = await world.real.store.findAbandonedLeases();
    return [terms.map(termIn(world)).sort(), await world.real.store.reapLeases(terms)];
  },
}));

/** Somebody looked long ago: of what it names, only the terms that still run are taken back. */
const reapNamed = onGrant('reap a named term', 1, fc.constant(null), 'either', (world, { term, lease }) => ({
  words: `expired leases and ${termOf(term)} are taken back`,
  expected: () => world.model.reap([term]),
  actual: () => world.real.store.reapLeases([lease]),
}));

/** What happens by itself. */
export const timeCommands = [pass, arrive, leave, reap, reapAbandoned, reapNamed];
