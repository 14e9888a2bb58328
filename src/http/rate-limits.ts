import { type Clock, systemClock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { RateKey, RateStore } from '../store/rate-store.ts';
import type { ApiLimits } from './api-limits.ts';

/*
 * How many requests a minute an organisation and a key may have, on all nodes together.
 *
 * The truth is a bucket for each in the database (`takeRequests`): it holds a minute's requests and fills up evenly. A node
 * takes out of it in blocks, ahead of the requests, and counts those down in memory. A block is one request at first, twice
 * the last one where that was used up in time, up to a fiftieth of the quota, and what was used of it where it was not. So a
 * busy key costs a node about a statement a second, whatever its rate, a request that is refused costs none, and a client
 * whose requests are few and go round many nodes is not refused for what those nodes took and did not need.
 *
 * Limits: what a node has taken it may use for ten seconds, so that more may pass in a moment than the bucket would give,
 * by a block for each node at most. Over any minute, no more than twice the quota passes (a full bucket, and what fills it
 * meanwhile) and these blocks. What is not used within ten seconds is lost to its owner: seldom more than was used.
 * While the database cannot be asked, everything passes.
 */

const blocksPerMinute = 50;
const blockKeptMs = 10_000;
/** After a refusal the bucket is not asked again sooner. */
const refusalMsMin = 250;
/** After a fault everything passes for so long. */
const openMs = 5_000;
const forgettingIntervalMs = 3_600_000;
/** More than this are not kept in memory. */
const bucketsMax = 20_000;

export type Policy = 'key' | 'organisation';

/** How one of the rates of a caller stands after its request. */
export interface RateStanding {
  readonly policy: Policy;
  readonly quota: number;
  readonly remaining: number;
  readonly fullInSeconds: number;
  /** Null where the request may pass. */
  readonly retryInSeconds: number | null;
}

export class RateLimits {
  readonly #store: RateStore;
  readonly #quotas: Pick<ApiLimits, 'requestsPerKey' | 'requestsPerOrg'>;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();
  #openUntilMs = Number.NEGATIVE_INFINITY;
  #forgetAtMs: number;

  constructor(
    store: RateStore,
    quotas: Pick<ApiLimits, 'requestsPerKey' | 'requestsPerOrg'>,
    logger: Logger,
    clock: Clock = systemClock,
  ) {
    this.#store = store;
    this.#quotas = quotas;
    this.#logger = logger;
    this.#clock = clock;
    this.#forgetAtMs = clock.monotonicMs() + forgettingIntervalMs;
  }

  /** Counts a request of `actor`. It may pass where none of the standings says otherwise; then none has lost anything by it. */
  async count(orgId: string, actor: string): Promise<RateStanding[]> {
    const counted: Bucket[] = [];
    for (const bucket of this.#bucketsOf(orgId, actor)) {
      counted.push(bucket);
      if (await this.#take(bucket)) continue;
      for (const other of counted.slice(0, -1)) other.blocks += 1;
      break;
    }
    return counted.map((bucket) => this.#standingOf(bucket));
  }

  /** Names that anybody may give themselves have no rate of their own. */
  #bucketsOf(orgId: string, actor: string): Bucket[] {
    const { requestsPerKey, requestsPerOrg } = this.#quotas;
    return [
      ...(requestsPerKey > 0 && /^(key|jwt):/.test(actor)
        ? [this.#bucket('key', { orgId, subject: actor }, requestsPerKey)]
        : []),
      ...(requestsPerOrg > 0 ? [this.#bucket('organisation', { orgId, subject: '' }, requestsPerOrg)] : []),
    ];
  }

  #bucket(policy: Policy, key: RateKey, quota: number): Bucket {
    const name = JSON.stringify([key.orgId, key.subject]);
    const known = this.#buckets.get(name);
    if (known !== undefined) return known;
    const [oldest] = this.#buckets.size < bucketsMax ? [] : this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
    const nowMs = this.#clock.monotonicMs();
    const bucket: Bucket = {
      ...{ policy, key, quota, wanted: 0, blocks: 0 },
      ...{ keptUntilMs: nowMs, refusedUntilMs: nowMs, fullAtMs: nowMs, asking: null },
    };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  async #take(bucket: Bucket): Promise<boolean> {
    for (;;) {
      const nowMs = this.#clock.monotonicMs();
      if (bucket.blocks > 0 && nowMs < bucket.keptUntilMs) {
        bucket.blocks -= 1;
        return true;
      }
      if (nowMs < this.#openUntilMs) return true;
      if (nowMs < bucket.refusedUntilMs) return false;
      // Whoever comes meanwhile waits for the same answer.
      bucket.asking ??= this.#ask(bucket).finally(() => {
        bucket.asking = null;
      });
      await bucket.asking;
    }
  }

  async #ask(bucket: Bucket): Promise<void> {
    const { key, quota } = bucket;
    const wanted = nextBlockOf(bucket, this.#clock.monotonicMs());
    try {
      const { granted, fullInSeconds } = await this.#store.takeRequests(key, wanted, quota);
      const nowMs = this.#clock.monotonicMs();
      bucket.fullAtMs = nowMs + fullInSeconds * 1_000;
      bucket.blocks = granted;
      bucket.wanted = wanted;
      bucket.keptUntilMs = nowMs + blockKeptMs;
      if (granted === 0) bucket.refusedUntilMs = nowMs + Math.max(untilNextMs(bucket, nowMs), refusalMsMin);
      this.#forgetNowAndThen(nowMs);
    } catch (error) {
      this.#openUntilMs = this.#clock.monotonicMs() + openMs;
      this.#logger.warn({ err: error }, 'rates cannot be counted: requests pass without a limit');
    }
  }

  #forgetNowAndThen(nowMs: number): void {
    if (nowMs < this.#forgetAtMs) return;
    this.#forgetAtMs = nowMs + forgettingIntervalMs;
    this.#store.forgetFullBuckets().catch((error: unknown) => {
      this.#logger.debug({ err: error }, 'full buckets could not be forgotten');
    });
  }

  #standingOf(bucket: Bucket): RateStanding {
    const { policy, quota, blocks } = bucket;
    const nowMs = this.#clock.monotonicMs();
    const isRefused = blocks === 0 && nowMs < bucket.refusedUntilMs && nowMs >= this.#openUntilMs;
    const remaining = Math.max(0, Math.min(quota, Math.floor(leftIn(bucket, nowMs)) + blocks));
    return {
      policy,
      quota,
      remaining: isRefused ? 0 : remaining,
      fullInSeconds: Math.ceil(((quota - remaining) * 60) / quota),
      retryInSeconds: isRefused ? Math.max(1, Math.ceil((bucket.refusedUntilMs - nowMs) / 1_000)) : null,
    };
  }
}

/** What this node knows of one, and has of it. */
interface Bucket {
  readonly policy: Policy;
  readonly key: RateKey;
  readonly quota: number;
  /** Requests that were taken and not used yet. */
  blocks: number;
  /** How many the last block was to have. */
  wanted: number;
  keptUntilMs: number;
  refusedUntilMs: number;
  fullAtMs: number;
  asking: Promise<void> | null;
}

/** Twice the last one where that was used up in time; else what was used of it. */
function nextBlockOf({ quota, wanted, blocks, keptUntilMs }: Bucket, nowMs: number): number {
  const needed = nowMs < keptUntilMs ? 2 * wanted : wanted - blocks;
  return Math.min(Math.max(1, needed), Math.ceil(quota / blocksPerMinute));
}

/** As far as this node knows; others take from it too. */
function leftIn({ quota, fullAtMs }: Bucket, nowMs: number): number {
  return quota - (Math.max(0, fullAtMs - nowMs) / 60_000) * quota;
}

function untilNextMs(bucket: Bucket, nowMs: number): number {
  return ((1 - leftIn(bucket, nowMs)) * 60_000) / bucket.quota;
}
