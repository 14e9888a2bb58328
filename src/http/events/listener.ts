import type { Moment } from '../../store/event-store.ts';
import type { Follower } from './feed.ts';
import type { FeedEvent } from './present-event.ts';
import type { EventStream } from './stream.ts';

/** Events that wait for a client that still reads what was before. */
const waitingMax = 10_000;
/** Written at a time, before it is seen whether the client takes them. */
export const eventsAtATime = 200;

/** What a client is to be shown: events, or a frame as it is. */
export type Page = readonly (FeedEvent | Buffer)[];

/** What one stream is about. */
export interface Subject {
  readonly orgId: string;
  /** Null for every batch of the organisation that the caller sees. */
  readonly batchId: string | null;
  readonly workspaces: readonly string[] | null;
  /**
   * What the client has not seen of all until `moment`. Null where nothing is left and nothing can come. Rejects with what
   * is to be answered in place of a stream.
   */
  begin(moment: Moment): Promise<AsyncIterable<Page> | null>;
  /** As it goes to the client; null for what it has. */
  show(event: FeedEvent): Buffer | null;
  /** By what was shown, nothing more can come. */
  readonly isOver: boolean;
}

/** Between the feed and one stream: keeps what comes until the client has been shown what was before. */
export class Listener implements Follower {
  readonly orgId: string;
  readonly batchId: string | null;
  readonly workspaces: readonly string[] | null;
  readonly #subject: Subject;
  readonly #waiting: FeedEvent[] = [];
  #live: EventStream | null = null;
  #hasLost = false;

  constructor(subject: Subject) {
    this.#subject = subject;
    this.orgId = subject.orgId;
    this.batchId = subject.batchId;
    this.workspaces = subject.workspaces;
  }

  take(event: FeedEvent): void {
    if (this.#live !== null) this.#push(this.#live, event);
    // Nothing behind what was lost: the client comes back behind the last that it was shown.
    else if (this.#hasLost || this.#waiting.length >= waitingMax) this.#hasLost = true;
    else this.#waiting.push(event);
  }

  /** Shows what was before, then what has come meanwhile, and from then on what comes. */
  async goLive(stream: EventStream, pages: AsyncIterable<Page>): Promise<void> {
    for await (const page of pages) {
      this.#write(stream, page);
      await stream.drained();
      if (!stream.isOpen) return;
    }
    while (this.#waiting.length > 0) {
      this.#write(stream, this.#waiting.splice(0, eventsAtATime));
      await stream.drained();
      if (!stream.isOpen) return;
    }
    // It comes back for what it has missed.
    if (this.#hasLost) return stream.end();
    this.#live = stream;
    if (this.#subject.isOver) stream.end();
  }

  #push(stream: EventStream, event: FeedEvent): void {
    const frame = this.#subject.show(event);
    if (frame !== null) stream.push(frame);
    if (this.#subject.isOver) stream.end();
  }

  #write(stream: EventStream, page: Page): void {
    for (const one of page) {
      const frame = Buffer.isBuffer(one) ? one : this.#subject.show(one);
      if (frame !== null) stream.write(frame);
    }
  }
}
