import { LeaseLostError } from '../domain/errors.ts';
import type { Lease, LeaseTerm } from '../domain/lease.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Probe } from '../foundation/probe.ts';
import type { LeaseStore } from '../store/batch-store.ts';

export interface StrayLeasesOptions {
  readonly nodeId: string;
  readonly logger: Logger;
  readonly probe: Probe;
}

type StrayStore = Pick<LeaseStore, 'findLeasesOf' | 'releaseBatchLock' | 'reapLeases'>;

/**
 * Leases that are this node's in the database and that it knows nothing of: a claim whose answer was lost, or a batch
 * that could not be given back while the database was away. The node lives, so nobody takes them for abandoned, and
 * they would be held until they run out. They are looked for after each fault that may have left some.
 */
export class StrayLeases {
  readonly #store: StrayStore;
  readonly #options: StrayLeasesOptions;
  readonly #inHand = new Set<string>();
  #mayBeSome = false;

  constructor(store: StrayStore, options: StrayLeasesOptions) {
    this.#store = store;
    this.#options = options;
  }

  takeInHand(lease: Lease): void {
    this.#inHand.add(nameOf(lease));
  }

  letGo(lease: Lease): void {
    this.#inHand.delete(nameOf(lease));
  }

  /** Something failed that may have left a lease behind. */
  suspect(): void {
    this.#mayBeSome = true;
  }

  /** To be called between claims, not during one. What nobody has begun goes back untouched, the rest as a retry. */
  async giveBack(): Promise<void> {
    if (!this.#mayBeSome) return;
    // What is suspected from now on may not be in the answer, and is looked for the next time.
    this.#mayBeSome = false;
    try {
      await this.#findAndGiveBack();
    } catch (error) {
      this.#mayBeSome = true;
      throw error;
    }
  }

  async #findAndGiveBack(): Promise<void> {
    const inHand = new Set(this.#inHand);
    const found = await this.#store.findLeasesOf(this.#options.nodeId);
    const strays = found.filter(({ lease }) => !inHand.has(nameOf(lease)));
    for (const { lease, isStarted } of strays) {
      if (isStarted) await this.#store.reapLeases([lease]);
      else await this.#store.releaseBatchLock(lease).catch(unlessLost);
    }
    if (strays.length === 0) return;
    this.#options.logger.warn(
      { count: strays.length },
      'leases that this node lost track of were given back',
    );
    this.#options.probe('leases.strayed', { count: strays.length });
  }
}

function unlessLost(error: unknown): void {
  if (!(error instanceof LeaseLostError)) throw error;
}

function nameOf({ batchId, fencingToken }: LeaseTerm): string {
  return `${batchId} ${fencingToken}`;
}
