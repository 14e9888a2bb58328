import { expect, it } from 'vitest';
import { Listener, type Page, type Subject } from '../../../../src/http/events/listener.ts';
import { FeedEvent } from '../../../../src/http/events/present-event.ts';
import type { EventStream } from '../../../../src/http/events/stream.ts';
import { toldEntry } from '../../../support/told-events.ts';

const subject: Subject = {
  ...{ orgId: 'org-1', batchId: null, workspaces: null, isOver: false },
  begin: async () => null,
  show: (event) => event.batchFrame,
};

/** A client that takes a page when it is told to. */
class SlowStream {
  readonly ids: number[] = [];
  isOpen = true;
  #takeNext = () => {};

  write(frame: Buffer): void {
    this.ids.push(Number(/^id: (\d+)$/m.exec(String(frame))?.[1]));
  }

  push(frame: Buffer): void {
    this.write(frame);
  }

  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#takeNext = resolve;
    });
  }

  async take(): Promise<void> {
    this.#takeNext();
    await new Promise(setImmediate);
  }

  end(): void {
    this.isOpen = false;
  }
}

it('shows nothing behind what it could not keep, so that the client comes back for all of it', async () => {
  const listener = new Listener(subject);
  const stream = new SlowStream();
  let last = 0;
  const happen = (count: number) => {
    for (let left = count; left > 0; left--) {
      last += 1;
      listener.take(new FeedEvent(toldEntry(last), '1:1:', '2:2:'));
    }
  };
  const before = async function* (): AsyncGenerator<Page> {
    yield [];
  };
  const live = listener.goLive(stream as unknown as EventStream, before());
  await new Promise(setImmediate);
  happen(10_001);
  while (stream.isOpen) {
    await stream.take();
    // There is room for these again.
    if (last < 10_020) happen(1);
  }
  await live;
  expect(last).toBe(10_020);
  expect(stream.ids).toEqual(Array.from({ length: 10_000 }, (_, place) => place + 1));
});
