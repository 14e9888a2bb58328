import { describe, expect, it } from 'vitest';
import { LeaseLostError } from '../../../src/domain/errors.ts';
import type { Lease, LeaseTerm } from '../../../src/domain/lease.ts';
import { silentLogger } from '../../../src/foundation/logger.ts';
import { StrayLeases } from '../../../src/scheduler/stray-leases.ts';
import { aLease } from '../../support/batches.ts';
import { Moments } from '../../support/moments.ts';

/** What the database says that the node holds, and what was given back. */
class LeasesInMemory {
  found: { lease: Lease; isStarted: boolean }[] = [];
  looks = 0;
  readonly released: string[] = [];
  readonly reaped: string[] = [];
  onLook: () => void = () => {};
  onRelease: () => void = () => {};

  findLeasesOf = async (holder: string) => {
    expect(holder).toBe('node-a');
    this.looks += 1;
    this.onLook();
    return this.found;
  };

  releaseBatchLock = async ({ batchId }: Lease) => {
    this.onRelease();
    this.released.push(batchId);
  };

  reapLeases = async (abandoned: readonly LeaseTerm[] = []) => {
    this.reaped.push(...abandoned.map(({ batchId }) => batchId));
    return { handedBack: abandoned.length, failed: 0 };
  };
}

function aNode() {
  const store = new LeasesInMemory();
  const { probe } = new Moments();
  return { store, strays: new StrayLeases(store, { nodeId: 'node-a', logger: silentLogger, probe }) };
}

describe('giving back leases that a node lost track of', () => {
  it('does not ask the database while nothing has failed', async () => {
    const { store, strays } = aNode();
    await strays.giveBack();
    expect(store.looks).toBe(0);
  });

  it('hands back what nobody began, takes back what was begun, and leaves what is in hand', async () => {
    const { store, strays } = aNode();
    const [mine, formerTerm] = [2, 1].map((fencingToken) => aLease({ batchId: 'mine', fencingToken }));
    strays.takeInHand(mine as Lease);
    store.found = [
      { lease: mine as Lease, isStarted: true },
      { lease: aLease({ batchId: 'claimed' }), isStarted: false },
      { lease: aLease({ batchId: 'begun' }), isStarted: true },
    ];
    strays.suspect();
    await strays.giveBack();
    expect([store.released, store.reaped]).toEqual([['claimed'], ['begun']]);

    store.found = [{ lease: formerTerm as Lease, isStarted: false }];
    await strays.giveBack();
    expect(store.looks).toBe(1);
    strays.suspect();
    await strays.giveBack();
    expect(store.released).toEqual(['claimed', 'mine']);
  });

  it('takes what it let go for a stray when the database still has it', async () => {
    const { store, strays } = aNode();
    const lease = aLease({ batchId: 'left' });
    store.found = [{ lease, isStarted: true }];
    strays.takeInHand(lease);
    strays.letGo(lease);
    strays.suspect();
    await strays.giveBack();
    expect(store.reaped).toEqual(['left']);
  });

  it('looks again when it failed, and not because one was lost meanwhile', async () => {
    const { store, strays } = aNode();
    store.found = [{ lease: aLease(), isStarted: false }];
    store.onRelease = () => {
      throw new Error('gone');
    };
    strays.suspect();
    await expect(strays.giveBack()).rejects.toThrow('gone');
    store.onRelease = () => {
      throw new LeaseLostError('batch_test');
    };
    await strays.giveBack();
    await strays.giveBack();
    expect(store.looks).toBe(2);
  });

  it('looks again when one is suspected while the database is asked', async () => {
    const { store, strays } = aNode();
    store.onLook = () => strays.suspect();
    strays.suspect();
    await strays.giveBack();
    store.onLook = () => {};
    store.found = [{ lease: aLease({ batchId: 'left' }), isStarted: false }];
    await strays.giveBack();
    await strays.giveBack();
    expect([store.looks, store.released]).toEqual([2, ['left']]);
  });
});
