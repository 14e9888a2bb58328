import type { Listener } from '../../src/db/database.ts';

/** Writes down what a listener is told, in order, and lets tests await it. */
export class RecordedListener implements Listener {
  /** `channel: payload` for each notification, `reconnected` for each return. */
  readonly events: string[] = [];
  readonly #waiting = new Set<() => void>();

  onNotification(channel: string, payload: string): void {
    this.#record(`${channel}: ${payload}`);
  }

  onReconnect(): void {
    this.#record('reconnected');
  }

  /** Resolves once `event` has been told, which may have been before. */
  async heard(event: string): Promise<void> {
    while (!this.events.includes(event)) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  #record(event: string): void {
    this.events.push(event);
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
