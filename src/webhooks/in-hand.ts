import type { Busy, DeliveryTerm } from '../store/delivery-store.ts';

/** What this node is sending, and to whom it may send more. */
export class InHand {
  readonly #most: number;
  readonly #sent = new Map<string, Busy>();
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
  take({ orgId, webhookId }: DeliveryTerm, act: Promise<void>): void {
    this.#sent.set(webhookId, { orgId, webhookId, sent: (this.#sent.get(webhookId)?.sent ?? 0) + 1 });
    this.#acts.add(act);
    act.finally(() => this.#acts.delete(act));
  }

  letGo({ orgId, webhookId }: DeliveryTerm): void {
    const sent = (this.#sent.get(webhookId)?.sent ?? 0) - 1;
    if (sent > 0) this.#sent.set(webhookId, { orgId, webhookId, sent });
    else this.#sent.delete(webhookId);
  }

  heard({ webhookId }: DeliveryTerm, hasWorked: boolean): void {
    if (hasWorked) this.#failing.delete(webhookId);
    else this.#failing.add(webhookId);
  }

  busy(): Busy[] {
    return [...this.#sent.values()];
  }

  /** Webhooks for which nothing more is to be claimed. */
  full(): string[] {
    return this.busy()
      .filter(({ webhookId, sent }) => sent >= (this.#failing.has(webhookId) ? 1 : this.#most))
      .map(({ webhookId }) => webhookId);
  }

  /** Resolves once nothing is being sent. */
  async empty(): Promise<void> {
    while (this.#acts.size > 0) await Promise.all(this.#acts);
  }
}
