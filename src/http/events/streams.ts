import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from '../http-error.ts';
import type { Credentials } from '../plugins/authenticate.ts';
import { type EventFeed, stopping } from './feed.ts';
import { Listener, type Subject } from './listener.ts';
import { EventStream } from './stream.ts';

export interface EventLimits {
  /** Between two looks for what is new. */
  readonly intervalMs: number;
  readonly heartbeatMs: number;
  /** Streams of this node. */
  readonly streams: number;
  /** Streams of one organisation on this node. */
  readonly streamsPerOrg: number;
  /** What may wait for a client that is slow. */
  readonly bufferBytes: number;
}

export const eventLimitsDefault: EventLimits = {
  intervalMs: 250,
  heartbeatMs: 15_000,
  streams: 5_000,
  streamsPerOrg: 2_500,
  bufferBytes: 1_000_000,
};

const retryAfter = { 'retry-after': '10' };

/** For each of them, whether it still counts. */
export type StillCount = (credentials: readonly Credentials[]) => Promise<readonly boolean[]>;

/** The streams that are open on this node: how many there may be, who may still see them, and their end. */
export class EventStreams {
  readonly #feed: EventFeed;
  readonly #limits: EventLimits;
  readonly #stillCount: StillCount;
  readonly #logger: FastifyBaseLogger;
  readonly #open = new Map<EventStream, Credentials>();
  readonly #perOrg = new Map<string, number>();
  #admitted = 0;
  #pulse: NodeJS.Timeout | null = null;
  #isAsking = false;
  #isStopped = false;

  constructor(feed: EventFeed, limits: EventLimits, stillCount: StillCount, logger: FastifyBaseLogger) {
    this.#feed = feed;
    this.#limits = limits;
    this.#stillCount = stillCount;
    this.#logger = logger;
  }

  /** Answers with a stream, or with 204 where nothing is left. Rejects with what is to be answered in place of it. */
  async serve(request: FastifyRequest, reply: FastifyReply, subject: Subject): Promise<void> {
    const listener = new Listener(subject);
    const leave = this.#admit(subject.orgId);
    const end = () => {
      leave();
      this.#feed.unfollow(listener);
    };
    reply.raw.once('close', end);
    try {
      const pages = await subject.begin(await this.#feed.follow(listener));
      if (this.#isStopped) throw stopping();
      if (pages === null) {
        end();
        return reply.code(204).send();
      }
      if (reply.raw.destroyed) throw new Error('The client went away.');
      const stream = new EventStream(reply, this.#limits.bufferBytes);
      this.#keep(stream, request, reply);
      await listener.goLive(stream, pages).catch((error: unknown) => {
        request.log.warn({ err: error }, 'an event stream ended before its time');
        stream.end();
      });
    } catch (error) {
      end();
      if (!reply.raw.destroyed) throw error;
      // Nobody is there to be answered.
      reply.hijack();
    }
  }

  /** Ends every stream at once; their clients go on at another node. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#pulse !== null) clearInterval(this.#pulse);
    for (const stream of this.#open.keys()) stream.end();
    await this.#feed.stop();
  }

  /** Returns what gives the place back. */
  #admit(orgId: string): () => void {
    if (this.#isStopped) throw stopping();
    const { streams, streamsPerOrg } = this.#limits;
    const others = this.#perOrg.get(orgId) ?? 0;
    if (others >= streamsPerOrg) {
      throw new HttpError(
        'RATE_LIMITED',
        `The organisation has ${others} event streams open on this node, which is all it may have: close one, or follow all batches by one at /events.`,
        retryAfter,
      );
    }
    if (this.#admitted >= streams) {
      throw new HttpError(
        'UNAVAILABLE',
        `This node has ${streams} event streams open, which is all it may have: try again soon.`,
        retryAfter,
      );
    }
    this.#admitted += 1;
    this.#perOrg.set(orgId, others + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      this.#admitted -= 1;
      const left = (this.#perOrg.get(orgId) ?? 0) - 1;
      if (left > 0) this.#perOrg.set(orgId, left);
      else this.#perOrg.delete(orgId);
    };
  }

  #keep(stream: EventStream, { credentials }: FastifyRequest, { raw }: FastifyReply): void {
    this.#open.set(stream, credentials);
    raw.once('close', () => {
      this.#open.delete(stream);
      if (this.#open.size > 0 || this.#pulse === null) return;
      clearInterval(this.#pulse);
      this.#pulse = null;
    });
    this.#pulse ??= setInterval(() => this.#beat(), this.#limits.heartbeatMs).unref();
  }

  /** Whose key was revoked or has expired meanwhile gets no more. While that cannot be asked, events cannot be read either. */
  async #beat(): Promise<void> {
    const open = [...this.#open];
    for (const [stream] of open) stream.beat();
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      const answers = await this.#stillCount(open.map(([, credentials]) => credentials));
      for (const [place, [stream]] of open.entries()) {
        if (answers[place] === false) stream.end();
      }
    } catch (error) {
      this.#logger.warn({ err: error }, 'whose credentials still count cannot be told; event streams go on');
    } finally {
      this.#isAsking = false;
    }
  }
}
