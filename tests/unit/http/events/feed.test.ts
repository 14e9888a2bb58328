import { expect, it } from 'vitest';
import { EventFeed } from '../../../../src/http/events/feed.ts';
import type { EventSpan, EventStore, Moment } from '../../../../src/store/event-store.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { toldEntry } from '../../../support/told-events.ts';

const page = Array.from({ length: 1_000 }, (_, place) => toldEntry(place + 1));

/** Three looks: a full page, the end of the same that fails at first, and what came after it. */
class FalteringStore implements Pick<EventStore, 'readMoment' | 'readEvents'> {
  fails = true;

  async readMoment(): Promise<Moment> {
    return '1:1:';
  }

  async readEvents({ since, until, after }: EventSpan) {
    if (since === '5:5:') return { events: [toldEntry(1_002)], until: '9:9:' };
    if (after === undefined) return { events: page, until: '5:5:' };
    if (this.fails) throw new Error('The database is away.');
    return { events: [toldEntry(1_001)], until: until ?? '' };
  }
}

it('tells who joins a moment that is after that, also where a look before had failed in its middle', async () => {
  const [store, clock] = [new FalteringStore(), new ManualClock()];
  const feed = new EventFeed(store, 250, { warn: () => {} }, clock);
  const ids: number[] = [];
  const follower = {
    ...{ orgId: 'org-1', batchId: null, workspaces: null },
    take: ({ told }: { told: ReturnType<typeof toldEntry> }) => {
      if (told.kind === 'entry') ids.push(told.event.entry.id);
    },
  };
  expect(await feed.follow(follower)).toBe('1:1:');
  await clock.asleep();
  await clock.advance(250);
  await clock.asleep();
  expect(ids).toHaveLength(1_000);
  store.fails = false;
  expect(await feed.follow({ ...follower, take: () => {} })).toBe('9:9:');
  expect(ids).toEqual(Array.from({ length: 1_002 }, (_, place) => place + 1));
  await feed.stop();
});
