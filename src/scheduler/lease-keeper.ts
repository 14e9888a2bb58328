import { LeaseLostError } from '../domain/errors.ts';
import type { Lease, LeaseTerm } from '../domain/lease.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Probe } from '../foundation/probe.ts';
import type { Service } from '../foundation/service.ts';
import type { LeaseHeartbeat, LeaseHeartbeats, LeaseStore } from '../store/batch-store.ts';

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
 * Who renews: the heartbeat, a thread and a connection of their own, which goes on while a processor hogs this thread.
 * The keeper tells it what is held, and takes in what it renewed before it judges anything: after a block, timers come
 * first. It renews by itself what was not renewed for half of its length, so that a heartbeat that is away costs
 * nothing but cover during a block. Where no other process can use the database there is no heartbeat: a lease lasts
 * longer there by the time for which the work may block this thread, and nobody waits for it meanwhile.
 *
 * Nothing sticks: the heartbeat pauses when the keeper has shown no life for longer than the work may block this thread
 * and the lock timeout together, so that the leases of an endless loop run out.
 *
 * Trust window: a lease is trusted until the start of the last successful renewal + its length - a margin, by this
 * node's monotonic time. The start and not the end, since the database may have set the new end at any moment between.
 * Beyond it the work is aborted without asking, also while a renewal is still waiting for its answer: another node may
 * hold the batch by now.
 *
 * Failures survived: a lost connection (renewals are tried again until the trust window closes), a paused process (its
 * first check after it wakes aborts the work; its writes are refused), a clock that is set (only durations count), a
 * lost notification of a cancellation (leases are checked every second), a heartbeat that dies or is cut off. Not
 * claimed: stopping a processor that ignores its AbortSignal from using the outside world.
 */

export interface LeaseKeeperOptions {
  readonly lockTimeoutMs: number;
  /** How long the work may block this thread. */
  readonly blockMsMax: number;
  readonly presenceKey: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly probe: Probe;
}

interface Held {
  lease: Lease;
  /** When the claim or the last renewal that worked was sent. */
  renewedAtMs: number;
  readonly loss: AbortController;
}

/** A cancellation is noticed within this even when its notification is lost. */
const checkIntervalMs = 1_000;

type KeeperStore = Pick<
  LeaseStore & LeaseHeartbeats,
  'renewLeases' | 'findLostLeases' | 'startLeaseHeartbeat'
>;

export class LeaseKeeper implements Service {
  readonly #store: KeeperStore;
  readonly #options: LeaseKeeperOptions;
  readonly #held = new Map<string, Held>();
  #stopping = new AbortController();
  #loop: Promise<void> | null = null;
  /** The renewal or check that waits for the database's answer. */
  #asking: Promise<void> | null = null;
  #heartbeat: LeaseHeartbeat | null = null;
  /** Whether the heartbeat does not know yet what is held, and whether it is about to be told. */
  #hasChanged = false;
  #isTelling = false;

  constructor(store: KeeperStore, options: LeaseKeeperOptions) {
    this.#store = store;
    this.#options = options;
  }

  async start(): Promise<void> {
    if (this.#loop !== null) return;
    const { lockTimeoutMs, blockMsMax, presenceKey } = this.#options;
    this.#heartbeat = this.#store.startLeaseHeartbeat({
      lockTimeoutMs,
      lifelessMsMax: blockMsMax + lockTimeoutMs,
      presenceKey,
    });
    this.#stopping = new AbortController();
    this.#loop = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await this.#heartbeat?.stop();
    this.#loop = null;
  }

  /** How long a lease lasts from its claim, and from each renewal. */
  get leaseMs(): number {
    const { lockTimeoutMs, blockMsMax } = this.#options;
    return this.#heartbeat === null ? lockTimeoutMs + blockMsMax : lockTimeoutMs;
  }

  /** Begins to keep a lease that was claimed by a statement sent at `claimedAtMs`. Aborts the signal when it is lost. */
  keep(lease: Lease, claimedAtMs: number): AbortSignal {
    // Whoever may claim it again has seen the term before end, even where its work has not heard of it yet.
    this.lose(lease.batchId);
    const held = { lease, renewedAtMs: claimedAtMs, loss: new AbortController() };
    this.#held.set(lease.batchId, held);
    this.#tellSoon();
    return held.loss.signal;
  }

  letGo(lease: Lease): void {
    if (this.#entryOf(lease) !== undefined) this.#remove(lease.batchId);
  }

  /** Ends the work on a batch at once: it was cancelled. */
  lose(batchId: string): void {
    const held = this.#held.get(batchId);
    if (held === undefined) return;
    this.#remove(batchId);
    this.#options.probe('lease.lost', { batchId });
    held.loss.abort(new LeaseLostError(batchId));
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
    while (!stopping.aborted) {
      await clock.sleep(beatMs, stopping);
      if (stopping.aborted) break;
      this.#takeRenewals();
      this.#dropUntrusted();
      this.#tellHeartbeat();
      this.#asking ??= this.#beat().finally(() => {
        this.#asking = null;
      });
    }
    await this.#asking;
  }

  async #beat(): Promise<void> {
    const { clock, logger } = this.#options;
    try {
      const askedAtMs = clock.monotonicMs();
      if (this.#isRenewalDue(askedAtMs)) await this.#renew(askedAtMs);
      else await this.#loseWhatIsLost([...this.#held.values()]);
    } catch (error) {
      logger.warn({ error: String(error) }, 'the leases could not be renewed or checked; trying again');
    }
  }

  #isRenewalDue(nowMs: number): boolean {
    const { lockTimeoutMs } = this.#options;
    const dueAfterMs = lockTimeoutMs / (this.#heartbeat === null ? 3 : 2);
    return [...this.#held.values()].some(({ renewedAtMs }) => nowMs - renewedAtMs >= dueAfterMs);
  }

  async #renew(askedAtMs: number): Promise<void> {
    const held = [...this.#held.values()];
    const renewed = await this.#store.renewLeases(
      held.map(({ lease }) => lease),
      this.leaseMs,
    );
    this.#options.probe('leases.renewed', { count: renewed.length, by: 'keeper' });
    const stillHeld = new Map(renewed.map((lease) => [lease.batchId, lease]));
    for (const entry of held) {
      const lease = stillHeld.get(entry.lease.batchId);
      if (lease === undefined) continue;
      entry.lease = lease;
      entry.renewedAtMs = Math.max(entry.renewedAtMs, askedAtMs);
    }
    await this.#loseWhatIsLost(held.filter(({ lease }) => !stillHeld.has(lease.batchId)));
  }

  /** Loses this very term: the batch may have been claimed anew by this node while the database was asked. */
  #loseTerm(lease: Lease): void {
    if (this.#entryOf(lease) !== undefined) this.lose(lease.batchId);
  }

  #takeRenewals(): void {
    const renewals = this.#heartbeat?.takeRenewals() ?? [];
    const nowMs = this.#options.clock.monotonicMs();
    for (const { terms, ageMs } of renewals) {
      this.#options.probe('leases.renewed', { count: terms.length, by: 'heartbeat' });
      for (const term of terms) {
        const entry = this.#entryOf(term);
        if (entry !== undefined) entry.renewedAtMs = Math.max(entry.renewedAtMs, nowMs - ageMs);
      }
    }
  }

  /** All that are claimed together are told together, before any of their work can begin. */
  #tellSoon(): void {
    this.#hasChanged = true;
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      this.#tellHeartbeat();
    });
  }

  #tellHeartbeat(): void {
    if (!this.#hasChanged) return;
    this.#hasChanged = false;
    this.#heartbeat?.hold(
      [...this.#held.values()].map(({ lease: { batchId, fencingToken } }) => ({ batchId, fencingToken })),
    );
  }

  #dropUntrusted(): void {
    const { clock, lockTimeoutMs, logger } = this.#options;
    const trustedForMs = this.leaseMs - Math.min(1_000, lockTimeoutMs / 10);
    const nowMs = clock.monotonicMs();
    for (const { lease, renewedAtMs } of [...this.#held.values()]) {
      if (renewedAtMs + trustedForMs > nowMs) continue;
      logger.warn({ batchId: lease.batchId }, 'a lease could not be renewed in time; its work is dropped');
      this.lose(lease.batchId);
    }
  }

  #entryOf({ batchId, fencingToken }: LeaseTerm): Held | undefined {
    const held = this.#held.get(batchId);
    return held?.lease.fencingToken === fencingToken ? held : undefined;
  }

  /** The heartbeat hears of it with the next beat: renewing what has ended does nothing, and what was lost is refused. */
  #remove(batchId: string): void {
    this.#held.delete(batchId);
    this.#hasChanged = true;
  }
}
