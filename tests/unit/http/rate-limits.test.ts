import { beforeEach, describe, expect, it } from 'vitest';
import { RateLimits, type RateStanding } from '../../../src/http/rate-limits.ts';
import type { RateKey, RateStore } from '../../../src/store/rate-store.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { RecordedLogger } from '../../support/recorded-logger.ts';

/** The buckets of the database, as the statement fills them, on the clock of the test. */
class Buckets implements RateStore {
  asked = 0;
  isAway = false;
  forgotten = 0;
  readonly #fullAtMs = new Map<string, number>();
  readonly #clock: ManualClock;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  async takeRequests({ orgId, subject }: RateKey, wanted: number, quota: number) {
    this.asked += 1;
    if (this.isAway) throw new Error('The database is away.');
    const nowMs = this.#clock.monotonicMs();
    const fullAtMs = Math.max(nowMs, this.#fullAtMs.get(`${orgId} ${subject}`) ?? nowMs);
    const left = Math.floor(quota - ((fullAtMs - nowMs) / 60_000) * quota + 0.001);
    const granted = Math.max(0, Math.min(wanted, left));
    this.#fullAtMs.set(`${orgId} ${subject}`, fullAtMs + (granted * 60_000) / quota);
    return { granted, fullInSeconds: (fullAtMs - nowMs + (granted * 60_000) / quota) / 1_000 };
  }

  async forgetFullBuckets() {
    this.forgotten += 1;
  }
}

let clock: ManualClock;
let buckets: Buckets;
let logger: RecordedLogger;
beforeEach(() => {
  clock = new ManualClock();
  buckets = new Buckets(clock);
  logger = new RecordedLogger();
});

const aNode = (requestsPerKey: number, requestsPerOrg: number) =>
  new RateLimits(buckets, { requestsPerKey, requestsPerOrg }, logger, clock);
const passes = (standings: readonly RateStanding[]) =>
  standings.every(({ retryInSeconds }) => retryInSeconds === null);

/** How many of so many requests pass. */
async function countPassing(
  nodes: readonly RateLimits[],
  requests: number,
  actor = 'key:a',
): Promise<number> {
  let passed = 0;
  for (let place = 0; place < requests; place++) {
    const node = nodes[place % nodes.length] as RateLimits;
    if (passes(await node.count('org', actor))) passed += 1;
  }
  return passed;
}

describe('the rates of callers', () => {
  it('give an organisation its quota on all nodes together, and fill up evenly', async () => {
    const nodes = [aNode(0, 600), aNode(0, 600), aNode(0, 600)];
    expect(await countPassing(nodes, 2_000)).toBe(600);
    clock.jump(30_000);
    expect(await countPassing(nodes, 2_000)).toBe(300);
    clock.jump(600_000);
    expect(await countPassing(nodes, 2_000)).toBe(600);
  });

  it('ask the database for a growing block of requests at a time, and not at all for what is refused', async () => {
    const node = aNode(0, 600);
    await countPassing([node], 1 + 2 + 4 + 8 + 10 * 12);
    expect(buckets.asked).toBe(14);
    await countPassing([node], 10_000);
    expect(buckets.asked).toBe(4 + Math.ceil((600 - 15) / 12) + 1);
  });

  it('refuse nobody for what nodes took and did not need', async () => {
    const nodes = Array.from({ length: 20 }, () => aNode(0, 600));
    for (let time = 0; time < 20; time++) {
      expect(await countPassing(nodes, 20)).toBe(20);
      clock.jump(11_000);
    }
  });

  it('let a node use what it has taken for ten seconds and no longer', async () => {
    const node = aNode(0, 600);
    await countPassing([node], 1 + 2 + 1);
    clock.jump(9_999);
    await countPassing([node], 1);
    expect(buckets.asked).toBe(3);
    clock.jump(1);
    await countPassing([node], 1);
    expect(buckets.asked).toBe(4);
  });

  it('ask once for all who come at the same moment', async () => {
    const node = aNode(0, 600);
    await countPassing([node], 1 + 2 + 4 + 8);
    const standings = await Promise.all(Array.from({ length: 12 }, () => node.count('org', 'key:a')));
    expect(standings.every(passes)).toBe(true);
    expect(buckets.asked).toBe(5);
  });

  it('keep keys apart, and take nothing from a key whose organisation has used up its own', async () => {
    const node = aNode(100, 150);
    expect(await countPassing([node], 200, 'key:a')).toBe(100);
    expect(await countPassing([node], 200, 'jwt:b')).toBe(50);
    const [key, organisation] = await node.count('org', 'jwt:b');
    expect(key).toMatchObject({ policy: 'key', quota: 100, remaining: 50, retryInSeconds: null });
    expect(organisation).toMatchObject({ policy: 'organisation', remaining: 0, retryInSeconds: 1 });
  });

  it('are none for names that anybody may give themselves', async () => {
    expect(await aNode(1, 0).count('org', 'api')).toEqual([]);
  });

  it('say what is left, when all is there again, and when to come back', async () => {
    const node = aNode(60, 0);
    expect(await node.count('org', 'key:a')).toEqual([
      { policy: 'key', quota: 60, remaining: 59, fullInSeconds: 1, retryInSeconds: null },
    ]);
    await countPassing([node], 100);
    expect(await node.count('org', 'key:a')).toEqual([
      { policy: 'key', quota: 60, remaining: 0, fullInSeconds: 60, retryInSeconds: 1 },
    ]);
    clock.jump(30_000);
    expect(await node.count('org', 'key:a')).toMatchObject([{ remaining: 29, retryInSeconds: null }]);
  });

  it('let everything pass for some seconds while the database cannot be asked, and say so in the log', async () => {
    const node = aNode(0, 50);
    buckets.isAway = true;
    expect(await countPassing([node], 500)).toBe(500);
    expect(buckets.asked).toBe(1);
    expect(logger.messages).toEqual(['rates cannot be counted: requests pass without a limit']);
    buckets.isAway = false;
    clock.jump(5_000);
    expect(await countPassing([node], 500)).toBe(50);
  });

  it('have those forgotten that are full, once an hour', async () => {
    const node = aNode(0, 50);
    await countPassing([node], 10);
    clock.jump(3_600_000);
    await countPassing([node], 10);
    expect(buckets.forgotten).toBe(1);
  });
});
