import type { JobStatusName } from '../../domain/batch-job.ts';
import type { BatchKey } from '../../store/batch-store.ts';
import type { EventSpan, Moment } from '../../store/event-store.ts';
import { found } from '../found.ts';
import type { Tenant } from '../tenant.ts';
import {
  type EventCursor,
  firstPlace,
  readEventCursor,
  refuseFuture,
  unknownCursor,
  writeEventCursor,
} from './cursor.ts';
import { eventsAtATime, type Page, type Subject } from './listener.ts';
import { FeedEvent, frame, hasEnded, placeOf, presentFrame } from './present-event.ts';

/** Whoever has missed more begins anew: to read it would take longer than to read how all batches stand. */
const missedMax = 10_000;

/** One batch, from its present state or from an event that the client has, until it has ended or is gone. */
export class BatchSubject implements Subject {
  readonly orgId: string;
  readonly batchId: string;
  /** Whether the caller sees the batch is asked before. */
  readonly workspaces = null;
  readonly #store: Tenant['events'];
  readonly #lastEventId: string | null;
  #lastId = 0;
  #status: JobStatusName | null = null;
  #isGone = false;

  constructor(store: Tenant['events'], { orgId, batchId }: BatchKey, lastEventId: string | null) {
    this.orgId = orgId;
    this.batchId = batchId;
    this.#store = store;
    this.#lastEventId = lastEventId;
  }

  get isOver(): boolean {
    return this.#isGone || (this.#status !== null && hasEnded(this.#status));
  }

  async begin(): Promise<AsyncIterable<Page> | null> {
    const present = found(await this.#store.readBatchNow(this), this.batchId);
    const { id } = present.event.entry;
    this.#status = present.status;
    if (this.#lastEventId === null) {
      this.#lastId = id;
      return this.#pages([presentFrame(present)]);
    }
    this.#lastId = batchCursor(this.#lastEventId);
    if (this.#lastId > id) throw unknownCursor();
    if (this.#lastId === id && this.isOver) return null;
    return this.#pages([]);
  }

  show(event: FeedEvent): Buffer | null {
    const { told } = event;
    if (told.kind === 'deletion') {
      this.#isGone = true;
      return event.batchFrame;
    }
    const { id, status } = told.event.entry;
    if (id <= this.#lastId) return null;
    this.#lastId = id;
    this.#status = status;
    return event.batchFrame;
  }

  async *#pages(first: Page): AsyncGenerator<Page> {
    yield first;
    for (;;) {
      const events = await this.#store.readBatchEvents(this, this.#lastId, eventsAtATime);
      yield events.map((event) => new FeedEvent({ kind: 'entry', event }, '', ''));
      if (events.length < eventsAtATime) return;
    }
  }
}

function batchCursor(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw unknownCursor();
  return Number(text);
}

/** All batches of an organisation, or of the workspaces that a caller is bound to. It never ends by itself. */
export class OrganisationSubject implements Subject {
  readonly orgId: string;
  readonly batchId = null;
  readonly workspaces: readonly string[] | null;
  readonly isOver = false;
  readonly #store: Tenant['events'];
  readonly #cursor: EventCursor | null;

  constructor(
    store: Tenant['events'],
    { orgId, workspaces }: { orgId: string; workspaces: readonly string[] | null },
    lastEventId: string | null,
  ) {
    this.orgId = orgId;
    this.workspaces = workspaces;
    this.#store = store;
    this.#cursor = lastEventId === null ? null : readEventCursor(orgId, lastEventId);
  }

  async begin(moment: Moment): Promise<AsyncIterable<Page>> {
    const cursor = this.#cursor;
    if (cursor === null) return this.#ready(moment, 'ready');
    refuseFuture(cursor, moment);
    const missed = await this.#store.countEvents(this.orgId, cursor.since, moment, missedMax + 1);
    return missed > missedMax ? this.#ready(moment, 'reset') : this.#missed(cursor, moment);
  }

  show(event: FeedEvent): Buffer {
    return event.orgFrame;
  }

  /** Names a place to go on from, before anything has happened. */
  async *#ready(moment: Moment, name: 'ready' | 'reset'): AsyncGenerator<Page> {
    const cursor = { since: moment, until: moment, after: firstPlace };
    yield [frame(name, {}, writeEventCursor(this.orgId, cursor))];
  }

  async *#missed({ since, until, after }: EventCursor, moment: Moment): AsyncGenerator<Page> {
    yield* this.#between({ since, until, after });
    yield* this.#between({ since: until, until: moment, after: firstPlace });
  }

  async *#between({ since, until, after }: EventCursor): AsyncGenerator<Page> {
    if (since === until) return;
    const span = { orgIds: [this.orgId], workspaceIds: this.workspaces, since, until, limit: eventsAtATime };
    for (let place: EventSpan['after'] = after; ; ) {
      const { events } = await this.#store.readEvents({ ...span, after: place });
      yield events.map((told) => new FeedEvent(told, since, until));
      const last = events.at(-1);
      if (last === undefined || events.length < eventsAtATime) return;
      place = placeOf(last);
    }
  }
}
