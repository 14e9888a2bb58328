import type { DeliveryTerm } from '../store/delivery-store.ts';

/** What this node is sending, and to whom it may send more. */
export class InHand {
  readonly #most: number;
  readonly #sent = new Map<string, number>();
  /** Webhooks whose last attempt here failed: one at a time. */
  readonly #failing = new Set<string>();
  readonly #acts = new Set<Promise<void>>();

  constructor(mostPerWebhook: number) {
    this.#most = mostPerWebhook;
  }

  get count(): number {
    return this.#acts.size;
  }

  /** `act` never rejects. */
  take({ webhookId }: DeliveryTerm, act: Promise<void>): void {
    this.#sent.set(webhookId, (this.#sent.get(webhookId) ?? 0) + 1);
    this.#acts.add(act);
    act.finally(() => this.#acts.delete(act));
  }

  letGo({ webhookId }: DeliveryTerm): void {
    const left = (this.#sent.get(webhookId) ?? 0) - 1;
    if (left > 0) this.#sent.set(webhookId, left);
    else this.#sent.delete(webhookId);
  }

  heard({ webhookId }: DeliveryTerm, hasWorked: boolean): void {
    if (hasWorked) this.#failing.delete(webhookId);
    else this.#failing.add(webhookId);
  }

  counts(): ReadonlyMap<string, number> {
    return this.#sent;
  }

  /** Webhooks for which nothing more is to be claimed. */
  full(): string[] {
    return [...this.#sent]
      .filter(([id, sent]) => sent >= (this.#failing.has(id) ? 1 : this.#most))
      .map(([id]) => id);
  }

  /** Resolves once nothing is being sent. */
  async empty(): Promise<void> {
    while (this.#acts.size > 0) await Promise.all(this.#acts);
  }
}
