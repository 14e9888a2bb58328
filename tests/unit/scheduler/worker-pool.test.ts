import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WorkerPool } from '../../../src/scheduler/worker-pool.ts';

/** A pool whose jobs run until the test ends them by name. */
function aPool(size: number) {
  const begun: string[] = [];
  const freed: number[] = [];
  const ends = new Map<string, () => void>();
  const pool = new WorkerPool<string>({
    size,
    work: (name) => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    },
    onFreed: () => freed.push(pool.freeCount),
  });
  const end = async (name: string) => {
    ends.get(name)?.();
    await setImmediate();
  };
  return { pool, begun, freed, end };
}

describe('a worker pool', () => {
  it('begins a job at once, and takes none that would have to wait', async () => {
    const { pool, begun, end } = aPool(2);
    pool.run('a');
    pool.run('b');
    expect([begun, pool.activeCount, pool.freeCount]).toEqual([['a', 'b'], 2, 0]);
    expect(() => pool.run('c')).toThrow('A worker is free.');
    await end('b');
    expect([pool.activeCount, pool.freeCount]).toEqual([1, 1]);
    pool.run('c');
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('says whenever a worker is free again', async () => {
    const { pool, freed, end } = aPool(2);
    pool.run('a');
    pool.run('b');
    expect(freed).toEqual([]);
    await end('a');
    await end('b');
    expect(freed).toEqual([1, 2]);
  });

  it('is drained when no job runs any more, those that come meanwhile included', async () => {
    const { pool, end } = aPool(2);
    await pool.drained();
    pool.run('a');
    let isDrained = false;
    const draining = pool.drained().then(() => {
      isDrained = true;
    });
    pool.run('b');
    await end('a');
    expect(isDrained).toBe(false);
    await end('b');
    await draining;
  });
});
