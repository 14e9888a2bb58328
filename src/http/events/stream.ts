import { once } from 'node:events';
import type { FastifyReply } from 'fastify';

/** Clients come back after a time of their own, so that those of a node that stopped do not come all at once. */
const retryMsMin = 1_000;
const retryMsSpread = 2_000;

export const eventStreamType = 'text/event-stream; charset=utf-8';
const heartbeat = Buffer.from(':\n\n');

/** One client's events on their way. It is let go of when it takes them more slowly than they come. */
export class EventStream {
  readonly #reply: FastifyReply;
  readonly #bufferBytes: number;
  /** At the heartbeat before; at the first there is nothing to compare with. */
  #bytesTaken = -1;

  /** Sends the head of the answer; from here on nothing but events goes out. */
  constructor(reply: FastifyReply, bufferBytes: number) {
    this.#reply = reply;
    this.#bufferBytes = bufferBytes;
    reply.type(eventStreamType);
    // Proxies neither keep it nor compress it nor wait until there is more of it.
    reply.header('cache-control', 'no-store, no-transform').header('x-accel-buffering', 'no');
    reply.hijack();
    // The connection ends with the stream: a server that stops waits for none.
    reply.raw.shouldKeepAlive = false;
    reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
    reply.raw.on('error', () => {});
    // Heartbeats tell a connection that is dead from one on which nothing happens.
    reply.raw.setTimeout(0);
    this.write(Buffer.from(`retry: ${Math.round(retryMsMin + Math.random() * retryMsSpread)}\n\n`));
  }

  get isOpen(): boolean {
    return !this.#reply.raw.destroyed && !this.#reply.raw.writableEnded;
  }

  /** For what comes at the client's pace: `drained` tells when there is room for more. */
  write(frame: Buffer): void {
    if (this.isOpen) this.#reply.raw.write(frame);
  }

  /** For what comes when it comes: where it is too much for its buffer, the client is cut off, and comes back for the rest. */
  push(frame: Buffer): void {
    this.write(frame);
    if (this.isOpen && this.#reply.raw.writableLength > this.#bufferBytes)
      this.#cutOff('does not take its events');
  }

  /** Resolves when there is room for more, or nobody to take it. */
  async drained(): Promise<void> {
    const { raw } = this.#reply;
    if (!this.isOpen || !raw.writableNeedDrain) return;
    const over = new AbortController();
    const waits = ['drain', 'close'].map((event) => once(raw, event, { signal: over.signal }));
    await Promise.race(waits).finally(() => {
      over.abort();
      for (const wait of waits) wait.catch(() => {});
    });
  }

  /** Shows that the connection lives, to both of its ends. */
  beat(): void {
    if (!this.isOpen) return;
    const { raw } = this.#reply;
    // What waits here counts as written: heartbeats alone would make it more each time.
    const taken = (raw.socket?.bytesWritten ?? 0) - (raw.socket?.writableLength ?? 0);
    if (raw.writableLength > 0 && taken === this.#bytesTaken) this.#cutOff('takes nothing');
    else raw.write(heartbeat);
    this.#bytesTaken = taken;
  }

  end(): void {
    if (this.isOpen) this.#reply.raw.end();
  }

  #cutOff(reason: string): void {
    this.#reply.log.info({ reason }, 'an event stream was cut off');
    this.#reply.raw.destroy();
  }
}
