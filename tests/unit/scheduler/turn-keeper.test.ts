import { describe, expect, it } from 'vitest';
import { TurnKeeper } from '../../../src/scheduler/turn-keeper.ts';
import type { Turn } from '../../../src/store/batch-store.ts';
import { aBatch } from '../../support/batches.ts';

const options = { maxInFlightPerOrg: 7, maxInFlightPerWorkspace: null, ageingAfterMs: 60_000 };

function turn(orgId: string, priority: number, isAged = false): Turn {
  const lease = { batchId: 'b', orgId, fencingToken: 1, holder: 'node-a', lockedUntil: new Date() };
  return { batch: aBatch({ orgId, priority }), lease, isAged };
}

const times = (count: number, one: Turn) => Array.from({ length: count }, () => one);

describe('the turn keeper', () => {
  it('remembers, for each priority, the organisation that had the last turn', () => {
    const keeper = new TurnKeeper(options);
    keeper.given([turn('a', 5), turn('b', 5), turn('c', 0)]);
    keeper.given([turn('d', 10), turn('e', 3, true)]);
    const lastOrgs = keeper.next(1).lastOrgs ?? [];
    expect([lastOrgs[0], lastOrgs[3], lastOrgs[5], lastOrgs[10]]).toEqual(['c', '', 'b', 'd']);
  });

  it('passes the limits on', () => {
    expect(new TurnKeeper(options).next(3)).toMatchObject({
      maxPerOrg: 7,
      maxPerWorkspace: null,
      agedAfterMs: 60_000,
    });
  });

  it('gives one turn in ten to the aged, however many a claim brings', () => {
    const keeper = new TurnKeeper(options);
    expect(keeper.next(9).agedTurns).toBe(0);
    keeper.given(times(9, turn('a', 5)));
    expect(keeper.next(1).agedTurns).toBe(1);
    keeper.given([turn('a', 0, true)]);
    expect(keeper.next(9).agedTurns).toBe(0);
    expect(keeper.next(100).agedTurns).toBe(10);
  });

  it('does not save up turns while nothing is aged', () => {
    const keeper = new TurnKeeper(options);
    keeper.given(times(500, turn('a', 5)));
    expect(keeper.next(1).agedTurns).toBe(1);
    keeper.given([turn('a', 0, true)]);
    expect(keeper.next(1).agedTurns).toBe(0);
  });
});
