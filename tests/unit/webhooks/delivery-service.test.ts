import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClaimedDelivery, DeliveryClaim, DeliveryStore } from '../../../src/store/delivery-store.ts';
import { DeliveryService } from '../../../src/webhooks/delivery-service.ts';
import { WebhookTargets } from '../../../src/webhooks/targets.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { Moments } from '../../support/moments.ts';
import { RecordedLogger } from '../../support/recorded-logger.ts';

/** A store that counts what it is asked and has what it is given. */
class AskedStore implements DeliveryStore {
  readonly asked: string[] = [];
  dueInMs: number | null = null;
  waiting: ClaimedDelivery[] = [];
  saved: unknown[] = [];
  isAway = false;

  async findDueInMs(): Promise<number | null> {
    this.asked.push('due');
    if (this.isAway) throw new Error('The database is away.');
    return this.waiting.length > 0 ? 0 : this.dueInMs;
  }

  async claimDeliveries({ limit }: DeliveryClaim): Promise<ClaimedDelivery[]> {
    this.asked.push('claim');
    return this.waiting.splice(0, limit);
  }

  async saveAttempt(_: unknown, outcome: unknown) {
    this.asked.push('save');
    this.saved.push(outcome);
    return { disabledReason: null };
  }

  async handBackDelivery(): Promise<void> {
    this.asked.push('hand back');
  }

  async deleteOldDeliveries(): Promise<number> {
    this.asked.push('clean');
    return 0;
  }
}

const minuteMs = 60_000;

let clock: ManualClock;
let moments: Moments;
let store: AskedStore;
let service: DeliveryService;
beforeEach(() => {
  clock = new ManualClock();
  moments = new Moments();
  store = new AskedStore();
  service = new DeliveryService({
    store,
    targets: new WebhookTargets({ resolve: async () => ['10.0.0.1'] }),
    present: () => ({}),
    version: '1',
    nodeId: 'node-a',
    logger: new RecordedLogger(),
    clock,
    probe: moments.probe,
    random: () => 0.99,
  });
});
afterEach(() => service.stop());

/** So many looks have been made, and the next is waited for. */
async function polls(count: number): Promise<void> {
  await moments.reached('deliveries.poll.finished', {}, count);
  await clock.asleep();
}

it('an idle node asks once a minute whether something is due, and cleans once an hour', async () => {
  await service.start();
  await polls(1);
  for (let count = 2; count <= 20; count += 1) {
    await clock.advance(1.1 * minuteMs);
    await polls(count);
  }
  expect(store.asked).toEqual(Array(20).fill('due'));
  for (let count = 21; count <= 60; count += 1) {
    await clock.advance(1.1 * minuteMs);
    await polls(count);
  }
  expect(store.asked.filter((question) => question === 'clean')).toHaveLength(1);
  expect(store.asked).toHaveLength(61);
});

it('a node looks again when something becomes due, and at once when it is woken', async () => {
  store.dueInMs = 5_000;
  await service.start();
  await polls(1);
  store.dueInMs = null;
  await clock.advance(5_001);
  await polls(2);
  service.wake();
  await polls(3);
  expect(store.asked).toEqual(['due', 'due', 'due']);
});

it('what may not be sent where it leads is an attempt that failed, and is tried again by the schedule', async () => {
  store.waiting.push({
    ...{ orgId: 'o', webhookId: 'wh_1', deliveryId: 'msg_1', claim: 1, type: 'batch.failed', tries: 1 },
    ...{ url: 'https://hooks.example.com/', secrets: [], batch: null },
    ...{ happenedAt: new Date(0), claimedAt: new Date(0) },
  });
  await service.start();
  await moments.reached('delivery.attempted', { isDelivered: false });
  expect(store.saved).toMatchObject([
    {
      error: expect.stringMatching(/not public/),
      statusCode: null,
      delayMs: Math.round(300_000 * 1.198),
      node: 'node-a',
    },
  ]);
});

it('a database that is away is asked again, and stopping waits for nothing', async () => {
  store.isAway = true;
  await service.start();
  await moments.reached('deliveries.poll.failed');
  await clock.asleep();
  store.isAway = false;
  await clock.advance(5_000);
  await polls(1);
  await service.stop();
  await service.stop();
});
