import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Database } from '../db/database.ts';
import type { PressureReading } from '../http/pressure.ts';

const resolutionMs = 20;

/**
 * Measures this process. The heap and not all memory, since V8 does not give back to the system what it once had, and a node
 * would refuse requests for ever; its size follows from that of the container.
 */
export function measurePressure(db: Pick<Database, 'waitingCount'>): () => PressureReading {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  return () => {
    const meanMs = delays.count === 0 ? resolutionMs : delays.mean / 1e6;
    delays.reset();
    const heap = getHeapStatistics();
    return {
      eventLoopDelayMs: Math.max(0, meanMs - resolutionMs),
      heapShare: heap.used_heap_size / heap.heap_size_limit,
      databaseQueue: db.waitingCount ?? 0,
    };
  };
}
