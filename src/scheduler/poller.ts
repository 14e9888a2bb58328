import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Probe } from '../foundation/probe.ts';
import type { Service } from '../foundation/service.ts';

export interface PollerOptions {
  readonly intervalMs: number;
  readonly jitterMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly probe: Probe;
  readonly random: () => number;
}

/** After a poll that failed, the next comes no later than this. */
const failedPollDelayMs = 5_000;

/**
 * Calls `poll` at intervals with jitter, at once when woken, and when something becomes due that was announced. Never
 * two polls at a time: a wake-up during a poll makes one more follow it, however many wake-ups there were.
 */
export class Poller implements Service {
  readonly #poll: () => Promise<void>;
  readonly #options: PollerOptions;
  #loop: Promise<void> | null = null;
  #stopping = new AbortController();
  #waiting = new AbortController();
  #isWoken = false;
  /** When, by the clock that nobody sets, something becomes due that was announced. */
  #dueAtMs: number[] = [];
  /** By the clock that nobody sets: when the last poll that worked ended, or polling began. */
  #heardOfAtMs = 0;
  /** When the last poll that worked ended, and when the next begins unless it is woken. */
  lastPollAtMs: number | null = null;
  nextPollAtMs: number | null = null;

  constructor(poll: () => Promise<void>, options: PollerOptions) {
    this.#poll = poll;
    this.#options = options;
  }

  /** How long ago a poll worked, or polling began. */
  get silentMs(): number {
    return this.#options.clock.monotonicMs() - this.#heardOfAtMs;
  }

  async start(): Promise<void> {
    if (this.#loop !== null) return;
    this.#heardOfAtMs = this.#options.clock.monotonicMs();
    this.#stopping = new AbortController();
    this.#loop = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waiting.abort();
    await this.#loop;
    this.#loop = null;
    this.nextPollAtMs = null;
  }

  wake(): void {
    this.#isWoken = true;
    this.#waiting.abort();
  }

  /** Looks again after `delayMs` at the latest: something becomes due then. */
  wakeIn(delayMs: number): void {
    this.#dueAtMs.push(this.#options.clock.monotonicMs() + delayMs);
    this.#waiting.abort();
  }

  async #run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      this.#isWoken = false;
      const nowMs = this.#options.clock.monotonicMs();
      this.#dueAtMs = this.#dueAtMs.filter((dueAtMs) => dueAtMs > nowMs);
      const hasWorked = await this.#pollOnce();
      await this.#pause(this.#delayMs(hasWorked), stopping);
    }
  }

  async #pause(delayMs: number, stopping: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const endsAtMs = clock.monotonicMs() + delayMs;
    while (!stopping.aborted && !this.#isWoken) {
      const leftMs = Math.min(endsAtMs, ...this.#dueAtMs) - clock.monotonicMs();
      if (leftMs <= 0) return;
      this.#waiting = new AbortController();
      this.nextPollAtMs = clock.nowMs() + leftMs;
      await clock.sleep(leftMs, this.#waiting.signal);
    }
  }

  async #pollOnce(): Promise<boolean> {
    const { clock, logger, probe } = this.#options;
    try {
      await this.#poll();
      this.lastPollAtMs = clock.nowMs();
      this.#heardOfAtMs = clock.monotonicMs();
      probe('poll.finished', {});
      return true;
    } catch (error) {
      logger.error({ error: String(error) }, 'a poll failed; it is tried again');
      probe('poll.failed', { error });
      return false;
    }
  }

  #delayMs(hasWorked: boolean): number {
    const { intervalMs, jitterMs, random } = this.#options;
    const delayMs = intervalMs + random() * jitterMs;
    return hasWorked ? delayMs : Math.min(delayMs, failedPollDelayMs);
  }
}
