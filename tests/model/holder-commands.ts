import fc from 'fast-check';
import type { Turns } from '../../src/store/batch-store.ts';
import { aHolder, aTimeout, onBatch, onGrant, onWorld } from './commands.ts';
import type { ModelTurns } from './model.ts';
import { answerOf, orgs, presenceKeys } from './real.ts';
import { type Grant, nameOf, type World } from './world.ts';

const minuteMs = 60_000;

const someTurns = fc.record({
  lastOrg: fc.constantFrom('', ...orgs),
  maxPerOrg: fc.constantFrom(Infinity, 2),
  maxPerWorkspace: fc.constantFrom(Infinity, 1),
  agedTurns: fc.constantFrom(0, 1, 2),
  agedAfter: fc.constantFrom(20, 40),
});

const claim = onWorld(
  'claim',
  6,
  fc.record({ holder: aHolder, limit: fc.integer({ min: 1, max: 6 }), minutes: aTimeout, turns: someTurns }),
  async (world, { holder, limit, minutes, turns }) => {
    const key = presenceKeys[holder];
    const terms = world.model.claim(holder, limit, minutes, key !== undefined, turns);
    const claimed = await world.real.store.claimBatches(
      holder,
      limit,
      minutes * minuteMs,
      key,
      realTurns(turns),
    );
    for (const [place, term] of terms.entries()) world.granted(term, claimed[place]);
    const { lastOrg, ...limits } = turns;
    return {
      words: `${holder} claims up to ${limit} for ${minutes} minutes behind "${lastOrg}" ${JSON.stringify(limits)}`,
      expected: terms.map(({ batch }) => nameOf(batch)),
      actual: claimed.map(({ batch }) => nameIn(world, batch.id)),
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

const acquire = onBatch(
  'acquire',
  3,
  fc.record({ holder: aHolder, minutes: aTimeout }),
  async (world, batch, { holder, minutes }) => {
    const term = world.model.acquire(batch, holder, minutes);
    const { batchId } = world.keyOf(batch);
    const claimed = await world.real.store.acquireBatchLock(batchId, holder, minutes * minuteMs);
    world.granted(term, claimed);
    return {
      words: `${holder} locks ${nameOf(batch)} for ${minutes} minutes`,
      expected: term === null ? 'nothing' : nameOf(batch),
      actual: claimed === null ? 'nothing' : nameIn(world, claimed.batch.id),
    };
  },
);

const start = onGrant('start', 6, fc.constant(null), async (world, grant) => ({
  words: `${who(grant)} starts`,
  expected: world.model.start(grant.term),
  actual: await answerOf(world.real.store.startBatch(grant.lease)),
}));

/** A heartbeat: all terms that the holder ever had. */
const renew = onGrant('renew', 2, aTimeout, async (world, grant, minutes) => {
  const all = grantsOf(world, grant.term.holder);
  const leases = all.map(({ lease }) => lease);
  return {
    words: `${grant.term.holder} renews all that it ever held for ${minutes} minutes`,
    expected: world.model
      .renew(
        all.map(({ term }) => term),
        minutes,
      )
      .map(({ batch, token }) => [nameOf(batch), token]),
    actual: (await world.real.store.renewLeases(leases, minutes * minuteMs)).map((lease) =>
      termIn(world, lease),
    ),
  };
});

const findLost = onGrant('look for lost leases', 1, fc.constant(null), async (world, grant) => {
  const all = grantsOf(world, grant.term.holder);
  const leases = all.map(({ lease }) => lease);
  return {
    words: `${grant.term.holder} looks which leases it has lost`,
    expected: world.model.lost(all.map(({ term }) => term)).map(({ batch, token }) => [nameOf(batch), token]),
    actual: (await world.real.store.findLostLeases(leases)).map((lease) => termIn(world, lease)),
  };
});

const release = onGrant('release', 1, fc.constant(null), async (world, grant) => ({
  words: `${who(grant)} hands it back`,
  expected: world.model.release(grant.term),
  actual: await answerOf(world.real.store.releaseBatchLock(grant.lease)),
}));

/** A node stops: everything that it still holds is handed back, and its session ends. */
const stop = onWorld('stop', 1, aHolder, async (world, holder) => {
  const expected: unknown[] = [];
  const actual: unknown[] = [];
  for (const { term, lease } of grantsOf(world, holder)) {
    if (!world.model.holds(term)) continue;
    expected.push(world.model.release(term));
    actual.push((await answerOf(world.real.store.releaseBatchLock(lease))) ?? null);
  }
  world.model.present.delete(holder);
  await world.real.leave(holder);
  return { words: `${holder} stops`, expected, actual };
});

const scheduleRetry = onGrant('schedule a retry', 2, fc.constantFrom(0, 20), async (world, grant, delay) => ({
  words: `${who(grant)} postpones it by ${delay} minutes`,
  expected: world.model.scheduleRetry(grant.term, delay, 'a fault'),
  actual: await answerOf(world.real.store.scheduleRetry(grant.lease, delay * minuteMs, 'a fault')),
}));

const fail = onGrant('fail', 2, fc.nat(2), async (world, grant, count) => {
  const { batch } = grant.term;
  const ended = world.model.read(batch, batch.cursor, count);
  const errors = ended.map((activityId) => ({
    activityId,
    code: 'PROCESSOR_ERROR' as const,
    details: 'why',
  }));
  return {
    words: `${who(grant)} fails it with ${ended.join(' ') || 'no activity'}`,
    expected: world.model.fail(grant.term, 'the last try', ended),
    actual: await answerOf(world.real.store.failBatch(grant.lease, 'the last try', errors)),
  };
});

/** What a holder does to its leases, whether it still has them or not. */
export const holderCommands = [claim, acquire, start, renew, findLost, release, stop, scheduleRetry, fail];

export function who({ term }: Grant): string {
  return `${term.holder} (term ${term.token} of ${nameOf(term.batch)})`;
}

function grantsOf(world: World, holder: string): Grant[] {
  return world.grants.filter(({ term }) => term.holder === holder);
}

export function nameIn(world: World, batchId: string): string {
  const batch = world.batchOf(batchId);
  return batch ? nameOf(batch) : batchId;
}

export function termIn(world: World, term: { batchId: string; fencingToken: number }): [string, number] {
  return [nameIn(world, term.batchId), term.fencingToken];
}
