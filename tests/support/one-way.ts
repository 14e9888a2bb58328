import type { Socket } from 'node:net';

interface Waiting {
  /** Null is the end. */
  readonly data: Buffer | null;
  readonly dueAtMs: number;
}

/** Carries the bytes of one direction from a socket to another, in their order, as late and as far as it is told. */
export class OneWay {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #delayMs: () => number;
  readonly #waiting: Waiting[] = [];
  #isSilent = false;
  #bytesLeft = Number.POSITIVE_INFINITY;
  #onLimit = () => {};

  constructor(from: Socket, to: Socket, delayMs: () => number) {
    this.#from = from;
    this.#to = to;
    this.#delayMs = delayMs;
    from.setNoDelay(true);
    from.on('data', (data) => this.#take(data));
    from.on('end', () => this.#take(null));
    // A reset is followed by the close below.
    from.on('error', () => {});
    from.on('close', () => this.#endWithFrom());
  }

  /** What comes from now on is lost, the end included. */
  silence(): void {
    this.#isSilent = true;
    this.#waiting.length = 0;
  }

  /** Carries `bytes` more, then calls `onLimit` and is silent. */
  limit(bytes: number, onLimit: () => void): void {
    this.#bytesLeft = bytes;
    this.#onLimit = onLimit;
  }

  #take(data: Buffer | null): void {
    if (this.#isSilent) return;
    const dueAtMs = Math.max(performance.now() + this.#delayMs(), this.#waiting.at(-1)?.dueAtMs ?? 0);
    this.#waiting.push({ data, dueAtMs });
    if (this.#waiting.length === 1) this.#carryOrWait();
  }

  #carryOrWait(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const waitMs = next.dueAtMs - performance.now();
      if (waitMs > 0) {
        setTimeout(() => this.#carryOrWait(), waitMs);
        return;
      }
      this.#waiting.shift();
      this.#carry(next.data);
    }
    this.#endWithFrom();
  }

  #carry(data: Buffer | null): void {
    if (data === null) {
      this.#to.end();
      return;
    }
    const carried = data.subarray(0, this.#bytesLeft);
    this.#bytesLeft -= carried.length;
    if (this.#bytesLeft > 0) {
      this.#to.write(carried);
      return;
    }
    this.silence();
    // What was carried arrives before the reset.
    this.#to.write(carried, () => this.#onLimit());
  }

  /** A side that has gone takes the other along, once what it has sent is delivered. */
  #endWithFrom(): void {
    if (this.#from.destroyed && !this.#isSilent && this.#waiting.length === 0) this.#to.destroy();
  }
}
