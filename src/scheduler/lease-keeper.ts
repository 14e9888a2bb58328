import { LeaseLostError } from '../domain/errors.ts';
import type { Lease } from '../domain/lease.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Probe } from '../foundation/probe.ts';
import type { Service } from '../foundation/service.ts';
import type { LeaseStore } from '../store/batch-store.ts';

/*
 * Keeps the leases of the batches that this node holds, and tells the work when one is gone.
 *
 * What makes the whole safe is not here: every write names its fencing token and the database refuses it when the
 * lease ran out, by the database's clock. The keeper only saves work. It may be late, paused or cut off, and nothing
 * is counted twice; the batch merely goes on elsewhere.
 *
 * States of a lease as the keeper sees it: held; renewed (every third of its length, all in one statement); lost (the
 * database says that it ran out, was cancelled, deleted or taken); untrusted (no renewal was heard of in time).
 *
 * Trust window: a lease is trusted until the start of the last successful renewal + its length - a margin, by this
 * node's monotonic time. The start and not the end, since the database may have set the new end at any moment between.
 * Beyond it the work is aborted without asking, also while a renewal is still waiting for its answer: another node may
 * hold the batch by now.
 *
 * Failures survived: a lost connection (renewals are tried again until the trust window closes), a paused process (its
 * first check after it wakes aborts the work; its writes are refused), a clock that is set (only durations count), a
 * lost notification of a cancellation (leases are checked every second). Not claimed: stopping a processor that
 * ignores its AbortSignal from using the outside world.
 */

export interface LeaseKeeperOptions {
  readonly lockTimeoutMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly probe: Probe;
}

interface Held {
  lease: Lease;
  trustedUntilMs: number;
  readonly loss: AbortController;
}

/** A cancellation is noticed within this even when its notification is lost. */
const checkIntervalMs = 1_000;

export class LeaseKeeper implements Service {
  readonly #store: Pick<LeaseStore, 'renewLeases' | 'findLostLeases'>;
  readonly #options: LeaseKeeperOptions;
  readonly #held = new Map<string, Held>();
  #stopping = new AbortController();
  #loop: Promise<void> | null = null;
  /** The renewal or check that waits for the database's answer. */
  #asking: Promise<void> | null = null;
  #renewAtMs = 0;

  constructor(store: Pick<LeaseStore, 'renewLeases' | 'findLostLeases'>, options: LeaseKeeperOptions) {
    this.#store = store;
    this.#options = options;
  }

  async start(): Promise<void> {
    if (this.#loop !== null) return;
    this.#stopping = new AbortController();
    this.#loop = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    this.#loop = null;
  }

  /** Begins to keep a lease that was claimed by a statement sent at `claimedAtMs`. Aborts the signal when it is lost. */
  keep(lease: Lease, claimedAtMs: number): AbortSignal {
    // Whoever may claim it again has seen the term before end, even where its work has not heard of it yet.
    this.lose(lease.batchId);
    const held = { lease, trustedUntilMs: this.#trustFrom(claimedAtMs), loss: new AbortController() };
    this.#held.set(lease.batchId, held);
    return held.loss.signal;
  }

  letGo(lease: Lease): void {
    if (this.#held.get(lease.batchId)?.lease.fencingToken === lease.fencingToken) {
      this.#held.delete(lease.batchId);
    }
  }

  /** Ends the work on a batch at once: it was cancelled. */
  lose(batchId: string): void {
    const held = this.#held.get(batchId);
    if (held === undefined) return;
    this.#held.delete(batchId);
    this.#options.probe('lease.lost', { batchId });
    held.loss.abort(new LeaseLostError(batchId));
  }

  /** Asks the database which leases are gone. Also called when a lost listener is back. */
  async check(): Promise<void> {
    await this.#loseWhatIsLost([...this.#held.values()]);
  }

  /**
   * Only what the database names as lost: a batch that has just been completed is no longer leased either, and its
   * worker, who has not read the answer to the commit yet, must come to know of its success.
   */
  async #loseWhatIsLost(suspects: readonly Held[]): Promise<void> {
    if (suspects.length === 0) return;
    const lost = await this.#store.findLostLeases(suspects.map(({ lease }) => lease));
    for (const lease of lost) this.#loseTerm(lease);
  }

  async #run(stopping: AbortSignal): Promise<void> {
    const { clock, lockTimeoutMs } = this.#options;
    const beatMs = Math.max(10, Math.min(checkIntervalMs, lockTimeoutMs / 6));
    this.#renewAtMs = clock.monotonicMs() + lockTimeoutMs / 3;
    while (!stopping.aborted) {
      await clock.sleep(beatMs, stopping);
      if (stopping.aborted) break;
      this.#dropUntrusted();
      this.#asking ??= this.#beat().finally(() => {
        this.#asking = null;
      });
    }
    await this.#asking;
  }

  async #beat(): Promise<void> {
    const { clock, lockTimeoutMs, logger } = this.#options;
    try {
      const askedAtMs = clock.monotonicMs();
      if (askedAtMs < this.#renewAtMs) return await this.check();
      await this.#renew(askedAtMs);
      this.#renewAtMs = askedAtMs + lockTimeoutMs / 3;
    } catch (error) {
      logger.warn({ error: String(error) }, 'the leases could not be renewed or checked; trying again');
    }
  }

  async #renew(askedAtMs: number): Promise<void> {
    const held = [...this.#held.values()];
    if (held.length === 0) return;
    const renewed = await this.#store.renewLeases(
      held.map(({ lease }) => lease),
      this.#options.lockTimeoutMs,
    );
    this.#options.probe('leases.renewed', { count: renewed.length });
    const stillHeld = new Map(renewed.map((lease) => [lease.batchId, lease]));
    for (const entry of held) {
      const lease = stillHeld.get(entry.lease.batchId);
      if (lease === undefined) continue;
      entry.lease = lease;
      entry.trustedUntilMs = this.#trustFrom(askedAtMs);
    }
    await this.#loseWhatIsLost(held.filter(({ lease }) => !stillHeld.has(lease.batchId)));
  }

  /** Loses this very term: the batch may have been claimed anew by this node while the database was asked. */
  #loseTerm({ batchId, fencingToken }: Lease): void {
    if (this.#held.get(batchId)?.lease.fencingToken === fencingToken) this.lose(batchId);
  }

  #dropUntrusted(): void {
    const nowMs = this.#options.clock.monotonicMs();
    for (const entry of [...this.#held.values()]) {
      if (entry.trustedUntilMs > nowMs) continue;
      this.#options.logger.warn(
        { batchId: entry.lease.batchId },
        'a lease could not be renewed in time; its work is dropped',
      );
      this.lose(entry.lease.batchId);
    }
  }

  #trustFrom(askedAtMs: number): number {
    const { lockTimeoutMs } = this.#options;
    return askedAtMs + lockTimeoutMs - Math.min(1_000, lockTimeoutMs / 10);
  }
}
