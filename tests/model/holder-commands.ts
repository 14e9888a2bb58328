import fc from 'fast-check';
import type { LeaseTerm } from '../../src/domain/lease.ts';
import type { Turns } from '../../src/store/batch-store.ts';
import { aHolder, aTimeout, onGrant, onUnit, onWorld } from './commands.ts';
import type { ModelTerm, ModelTurns } from './model.ts';
import { answerOf, orgs, presenceKeys } from './real.ts';
import type { Grant, World } from './world.ts';

const minuteMs = 60_000;

const someTurns = fc.record({
  lastOrg: fc.constantFrom('', ...orgs),
  maxPerOrg: fc.constantFrom(Infinity, Infinity, 2),
  maxPerWorkspace: fc.constantFrom(Infinity, Infinity, 1),
  agedTurns: fc.constantFrom(0, 1, 2),
  agedAfter: fc.constantFrom(20, 40),
});

const claim = onWorld(
  'claim',
  7,
  fc.record({ holder: aHolder, limit: fc.integer({ min: 1, max: 8 }), minutes: aTimeout, turns: someTurns }),
  (world, { holder, limit, minutes, turns }) => {
    const { lastOrg, ...limits } = turns;
    const key = presenceKeys[holder];
    let terms: ModelTerm[] = [];
    return {
      words: `${holder} claims up to ${limit} for ${minutes} minutes behind "${lastOrg}" ${JSON.stringify(limits)}`,
      expected: () => {
        terms = world.model.claim(holder, limit, minutes, key !== undefined, turns);
        return terms.map(({ batch }) => batch.name);
      },
      actual: async () => {
        const { store } = world.real;
        const claimed = await store.claimBatches(holder, limit, minutes * minuteMs, key, realTurns(turns));
        for (const [place, term] of terms.entries()) world.granted(term, claimed[place]);
        return claimed.map(({ batch }) => nameIn(world, batch.id));
      },
    };
  },
);

function realTurns({ lastOrg, maxPerOrg, maxPerWorkspace, agedTurns, agedAfter }: ModelTurns): Turns {
  return {
    lastOrgs: Array.from({ length: 11 }, () => lastOrg),
    maxPerOrg: Number.isFinite(maxPerOrg) ? maxPerOrg : null,
    maxPerWorkspace: Number.isFinite(maxPerWorkspace) ? maxPerWorkspace : null,
    agedTurns,
    agedAfterMs: agedAfter * minuteMs,
  };
}

const acquire = onUnit(
  'acquire',
  5,
  fc.record({ holder: aHolder, minutes: aTimeout }),
  (batch, { now }) => batch.lease !== null && batch.lease.until <= now,
  (world, batch, { holder, minutes }) => {
    let term: ModelTerm | null = null;
    return {
      words: `${holder} locks ${batch.name} for ${minutes} minutes`,
      expected: () => {
        term = world.model.acquire(batch, holder, minutes);
        return term === null ? 'nothing' : batch.name;
      },
      actual: async () => {
        const { batchId } = world.keyOf(batch);
        const claimed = await world.real.store.acquireBatchLock(batchId, holder, minutes * minuteMs);
        world.granted(term, claimed);
        return claimed === null ? 'nothing' : nameIn(world, claimed.batch.id);
      },
    };
  },
);

const start = onGrant('start', 10, fc.constant(null), 'queued', (world, grant) => ({
  words: `${who(grant)} starts`,
  expected: () => world.model.start(grant.term),
  actual: () => answerOf(world.real.store.startBatch(grant.lease)),
}));

/** A heartbeat: all terms that the holder ever had. */
const renew = onGrant('renew', 2, aTimeout, 'either', (world, grant, minutes) => {
  const { terms, leases } = allOf(world, grant.term.holder);
  return {
    words: `${grant.term.holder} renews all that it ever held for ${minutes} minutes`,
    expected: () => world.model.renew(terms, minutes).map(termOf),
    actual: async () => (await world.real.store.renewLeases(leases, minutes * minuteMs)).map(termIn(world)),
  };
});

const findLost = onGrant('look for lost leases', 1, fc.constant(null), 'either', (world, grant) => {
  const { terms, leases } = allOf(world, grant.term.holder);
  return {
    words: `${grant.term.holder} looks which leases it has lost`,
    expected: () => world.model.lost(terms).map(termOf),
    actual: async () => (await world.real.store.findLostLeases(leases)).map(termIn(world)),
  };
});

const release = onGrant('release', 1, fc.constant(null), 'either', (world, grant) => ({
  words: `${who(grant)} hands it back`,
  expected: () => world.model.release(grant.term),
  actual: () => answerOf(world.real.store.releaseBatchLock(grant.lease)),
}));

/** A node stops: everything that it still holds is handed back, and its session ends. */
const stop = onWorld('stop', 1, aHolder, (world, holder) => {
  const held = grantsOf(world, holder).filter(({ term }) => world.model.holds(term));
  return {
    words: `${holder} stops`,
    expected: () => {
      world.model.present.delete(holder);
      return held.map(({ term }) => world.model.release(term));
    },
    actual: async () => {
      const answers: unknown[] = [];
      for (const { lease } of held) {
        answers.push((await answerOf(world.real.store.releaseBatchLock(lease))) ?? null);
      }
      await world.real.leave(holder);
      return answers;
    },
  };
});

const scheduleRetry = onGrant(
  'schedule a retry',
  3,
  fc.constantFrom(0, 20),
  'either',
  (world, grant, delay) => ({
    words: `${who(grant)} postpones it by ${delay} minutes`,
    expected: () => world.model.scheduleRetry(grant.term, delay, 'a fault'),
    actual: () => answerOf(world.real.store.scheduleRetry(grant.lease, delay * minuteMs, 'a fault')),
  }),
);

const fail = onGrant('fail', 3, fc.nat(2), 'processing', (world, grant, count) => {
  const { batch } = grant.term;
  const ended = world.model.read(batch, batch.cursor, count);
  const errors = ended.map((activityId) => ({
    activityId,
    code: 'PROCESSOR_ERROR' as const,
    details: 'why',
  }));
  return {
    words: `${who(grant)} fails it with ${ended.join(' ') || 'no activity'}`,
    expected: () => world.model.fail(grant.term, 'the last try', ended),
    actual: () => answerOf(world.real.store.failBatch(grant.lease, 'the last try', errors)),
  };
});

/** What a holder does to its leases, whether it still has them or not. */
export const holderCommands = [claim, acquire, start, renew, findLost, release, stop, scheduleRetry, fail];

export function who({ term }: Grant): string {
  return `${term.holder} (term ${term.token} of ${term.batch.name})`;
}

function grantsOf(world: World, holder: string): Grant[] {
  return world.grants.filter(({ term }) => term.holder === holder);
}

function allOf(world: World, holder: string) {
  const grants = grantsOf(world, holder);
  return { terms: grants.map(({ term }) => term), leases: grants.map(({ lease }) => lease) };
}

function nameIn(world: World, batchId: string): string {
  const batch = world.batchOf(batchId);
  return batch ? batch.name : batchId;
}

/** A term in words, from either side. */
export function termOf({ batch, token }: ModelTerm): string {
  return `term ${token} of ${batch.name}`;
}

export function termIn(world: World): (term: LeaseTerm) => string {
  return ({ batchId, fencingToken }) => `term ${fencingToken} of ${nameIn(world, batchId)}`;
}
