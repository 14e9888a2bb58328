import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/foundation/clock.ts';

interface Sleeper {
  readonly wakeAtMs: number;
  wake(): void;
}

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  #monotonicMs = 1_000;
  #wallOffsetMs = Date.UTC(2026, 0, 1);
  readonly #sleepers = new Set<Sleeper>();
  readonly #watchers = new Set<() => void>();

  nowMs(): number {
    return this.#wallOffsetMs + this.#monotonicMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  /** How many sleep now. */
  get sleeperCount(): number {
    return this.#sleepers.size;
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { wakeAtMs: this.#monotonicMs + durationMs, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
      for (const look of this.#watchers) look();
    });
  }

  /** Resolves once `count` sleep: whoever was at work has come to its next pause. */
  async asleep(count = 1): Promise<void> {
    while (this.#sleepers.size < count) {
      await new Promise<void>((resolve) => {
        const look = () => {
          this.#watchers.delete(look);
          resolve();
        };
        this.#watchers.add(look);
      });
    }
  }

  /** Moves time on, waking each sleeper at its moment and letting it act before the next. */
  async advance(durationMs: number): Promise<void> {
    const untilMs = this.#monotonicMs + durationMs;
    for (;;) {
      const [next] = [...this.#sleepers].sort((a, b) => a.wakeAtMs - b.wakeAtMs);
      if (next === undefined || next.wakeAtMs > untilMs) break;
      this.#monotonicMs = Math.max(this.#monotonicMs, next.wakeAtMs);
      next.wake();
      await setImmediate();
    }
    this.#monotonicMs = untilMs;
    await setImmediate();
  }

  /** Lets time pass without waking anybody, as while a process is stopped. */
  jump(durationMs: number): void {
    this.#monotonicMs += durationMs;
  }

  /** Somebody sets the wall clock; durations are not touched. */
  setWallClock(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }
}
