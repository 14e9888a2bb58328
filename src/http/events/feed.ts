import { type Clock, systemClock } from '../../foundation/clock.ts';
import type { EventPlace, EventStore, Moment } from '../../store/event-store.ts';
import { HttpError } from '../http-error.ts';
import { FeedEvent, placeOf } from './present-event.ts';

/*
 * What happens to batches, read once for all who listen on this node.
 *
 * While somebody does, it asks every `intervalMs` what was committed since the moment of its last look, in the
 * organisations that are listened to, and hands it out. Nobody listens: nothing is asked. Notifications would not make
 * it better: one at every chunk makes all commits of the database wait for one another.
 *
 * Whoever joins is told a moment, and gets everything after it; what is before, it reads itself. The look that gives the
 * moment begins after it has joined, so that the moment is not before one that the client has heard of elsewhere. A look
 * that fails is made again from where it was, so that nothing is handed out twice.
 */

/** Events that are in memory at a time. */
const pageSize = 1_000;
/** After a look that failed. */
const failureDelayMs = 1_000;

/** The events of all organisations. */
type Source = Pick<EventStore, 'readMoment' | 'readEvents'>;

/** Who listens. */
export interface Follower {
  readonly orgId: string;
  /** Null for every batch of the organisation. */
  readonly batchId: string | null;
  /** The workspaces that it sees; null for all. */
  readonly workspaces: readonly string[] | null;
  /** Never waits and never throws. */
  take(event: FeedEvent): void;
}

export interface FeedLogger {
  warn(fields: object, message: string): void;
}

export class EventFeed {
  readonly #store: Source;
  readonly #intervalMs: number;
  readonly #logger: FeedLogger;
  readonly #clock: Clock;
  readonly #followers = new Followers();
  readonly #joining = new Map<Follower, Joining>();
  /** All until then was handed out; null while nobody listens. */
  #moment: Moment | null = null;
  /** Of what comes after it, a part. */
  #begun: { readonly until: Moment; readonly after: EventPlace } | null = null;
  #rest = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  #isRunning = false;
  #isStopped = false;
  #isFailing = false;

  constructor(store: Source, intervalMs: number, logger: FeedLogger, clock: Clock = systemClock) {
    this.#store = store;
    this.#intervalMs = intervalMs;
    this.#logger = logger;
    this.#clock = clock;
  }

  /** From the moment that this resolves with, the follower gets everything that is committed. */
  follow(follower: Follower): Promise<Moment> {
    if (this.#isStopped) return Promise.reject(stopping());
    const { promise, resolve, reject } = Promise.withResolvers<Moment>();
    this.#joining.set(follower, { resolve, reject });
    this.#rest.abort();
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.#loop = this.#run();
    }
    return promise;
  }

  unfollow(follower: Follower): void {
    this.#joining.get(follower)?.reject(stopping());
    this.#joining.delete(follower);
    this.#followers.delete(follower);
    if (this.#followers.isEmpty) this.#rest.abort();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#rest.abort();
    for (const { reject } of this.#joining.values()) reject(stopping());
    this.#joining.clear();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped && (this.#joining.size > 0 || !this.#followers.isEmpty)) {
      this.#rest = new AbortController();
      const joining = [...this.#joining];
      try {
        const moment = await this.#look();
        this.#isFailing = false;
        for (const [follower, { resolve }] of joining) {
          if (!this.#joining.delete(follower)) continue;
          this.#followers.add(follower);
          resolve(moment);
        }
      } catch (error) {
        this.#failed(joining, error);
      }
      await this.#clock.sleep(this.#isFailing ? failureDelayMs : this.#intervalMs, this.#rest.signal);
    }
    this.#moment = null;
    this.#begun = null;
    this.#isFailing = false;
    this.#isRunning = false;
  }

  /** Hands out what is new, and says until when. */
  async #look(): Promise<Moment> {
    if (this.#moment === null || this.#followers.isEmpty) {
      this.#begun = null;
      this.#moment = await this.#store.readMoment();
      return this.#moment;
    }
    // What a look began that failed ends at its moment, which is before whoever has joined since.
    if (this.#begun !== null) await this.#handOut(this.#moment);
    return this.#handOut(this.#moment);
  }

  /** Hands out what came since a moment, to the end of what was begun of it or until now, and says until when. */
  async #handOut(since: Moment): Promise<Moment> {
    const { orgIds } = this.#followers;
    for (;;) {
      const page = await this.#store.readEvents({ orgIds, since, ...this.#begun, limit: pageSize });
      for (const told of page.events) this.#followers.tell(new FeedEvent(told, since, page.until));
      const last = page.events.at(-1);
      if (page.events.length < pageSize || last === undefined) {
        this.#begun = null;
        this.#moment = page.until;
        return page.until;
      }
      this.#begun = { until: page.until, after: placeOf(last) };
    }
  }

  #failed(joining: readonly (readonly [Follower, Joining])[], error: unknown): void {
    for (const [follower, { reject }] of joining) {
      if (this.#joining.delete(follower)) reject(error);
    }
    if (!this.#isFailing) {
      this.#logger.warn({ error: String(error) }, 'events cannot be read; trying again');
    }
    this.#isFailing = true;
  }
}

interface Joining {
  readonly resolve: (moment: Moment) => void;
  readonly reject: (error: unknown) => void;
}

export function stopping(): HttpError {
  return new HttpError('UNAVAILABLE', 'This node is stopping: connect again.', { 'retry-after': '1' });
}

/** Those who get what is handed out, by what they listen to. */
class Followers {
  readonly #ofBatch = new Map<string, Set<Follower>>();
  readonly #ofOrg = new Map<string, Set<Follower>>();
  /** How many listen to anything of an organisation. */
  readonly #orgs = new Map<string, number>();

  get isEmpty(): boolean {
    return this.#orgs.size === 0;
  }

  get orgIds(): string[] {
    return [...this.#orgs.keys()];
  }

  add(follower: Follower): void {
    const [map, key] = this.#placeOf(follower);
    const others = map.get(key) ?? new Set();
    map.set(key, others.add(follower));
    this.#orgs.set(follower.orgId, (this.#orgs.get(follower.orgId) ?? 0) + 1);
  }

  delete(follower: Follower): void {
    const [map, key] = this.#placeOf(follower);
    const others = map.get(key);
    if (!others?.delete(follower)) return;
    if (others.size === 0) map.delete(key);
    const left = (this.#orgs.get(follower.orgId) ?? 0) - 1;
    if (left > 0) this.#orgs.set(follower.orgId, left);
    else this.#orgs.delete(follower.orgId);
  }

  tell(event: FeedEvent): void {
    for (const follower of this.#ofBatch.get(event.batchId) ?? []) {
      if (follower.orgId === event.orgId) follower.take(event);
    }
    for (const follower of this.#ofOrg.get(event.orgId) ?? []) {
      if (follower.workspaces?.includes(event.workspaceId) !== false) follower.take(event);
    }
  }

  #placeOf({ batchId, orgId }: Follower): [Map<string, Set<Follower>>, string] {
    return batchId === null ? [this.#ofOrg, orgId] : [this.#ofBatch, batchId];
  }
}
