import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WorkerPool } from '../../../src/scheduler/worker-pool.ts';

interface Job {
  readonly name: string;
  readonly rank: number;
}

const job = (name: string, rank = 0): Job => ({ name, rank });

/** A pool whose jobs run until the test ends them by name. */
function aPool(size: number) {
  const begun: string[] = [];
  const rooms: number[] = [];
  const ends = new Map<string, () => void>();
  const pool = new WorkerPool<Job>({
    size,
    work: ({ name }) => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    },
    order: (a, b) => a.rank - b.rank,
    onRoom: () => rooms.push(pool.waitingCount),
  });
  const end = async (...names: string[]) => {
    for (const name of names) ends.get(name)?.();
    await setImmediate();
  };
  return { pool, begun, rooms, end };
}

describe('a worker pool', () => {
  it('runs as many at a time as it has workers, and the rest in the order they came', async () => {
    const { pool, begun, end } = aPool(2);
    pool.add([job('a'), job('b'), job('c')]);
    pool.add([job('d')]);
    expect([begun, pool.activeCount, pool.waitingCount]).toEqual([['a', 'b'], 2, 2]);
    await end('b');
    expect([begun, pool.activeCount, pool.waitingCount]).toEqual([['a', 'b', 'c'], 2, 1]);
    await end('a', 'c');
    expect([begun, pool.activeCount, pool.waitingCount]).toEqual([['a', 'b', 'c', 'd'], 1, 0]);
    await end('d');
    expect(pool.activeCount).toBe(0);
  });

  it('lets a job of a higher rank go before those that came earlier', async () => {
    const { pool, begun, end } = aPool(1);
    pool.add([job('running', 5), job('first', 5), job('second', 5)]);
    pool.add([job('urgent', 1), job('late', 9)]);
    for (const name of ['running', 'urgent', 'first', 'second', 'late']) await end(name);
    expect(begun).toEqual(['running', 'urgent', 'first', 'second', 'late']);
  });

  it('says that there is room whenever a job is done, after the next has begun', async () => {
    const { pool, rooms, end } = aPool(1);
    pool.add([job('a'), job('b'), job('c')]);
    expect(rooms).toEqual([]);
    await end('a');
    expect(rooms).toEqual([1]);
    await end('b');
    await end('c');
    expect(rooms).toEqual([1, 0, 0]);
  });

  it('gives back what nobody has begun, and runs none of it', async () => {
    const { pool, begun, end } = aPool(1);
    pool.add([job('a'), job('b'), job('c')]);
    expect(pool.takeWaiting().map(({ name }) => name)).toEqual(['b', 'c']);
    expect(pool.takeWaiting()).toEqual([]);
    await end('a');
    expect(begun).toEqual(['a']);
  });

  it('is drained when no job runs any more, those that come meanwhile included', async () => {
    const { pool, end } = aPool(1);
    await pool.drained();
    pool.add([job('a'), job('b')]);
    let isDrained = false;
    const draining = pool.drained().then(() => {
      isDrained = true;
    });
    await end('a');
    expect(isDrained).toBe(false);
    await end('b');
    await draining;
  });
});
