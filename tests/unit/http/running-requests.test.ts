import { expect, it } from 'vitest';
import { type Answered, RunningRequests } from '../../../src/http/running-requests.ts';
import type { AskedOnce } from '../../../src/store/answer-store.ts';

const asked = (fields: Partial<AskedOnce> = {}): AskedOnce => ({
  ...{ orgId: 'org', actor: 'me', key: 'key-1', requestHash: 'a', ...fields },
});
const answered = (body: string): Answered => ({
  answer: { status: 201, headers: {}, body },
  isReplayed: false,
});
const patient = () => new RunningRequests(60_000);

it('does a request once that comes several times at once, and gives all the same answer', async () => {
  const running = patient();
  let count = 0;
  const answer = async () => answered(String(++count));
  const all = await Promise.all([1, 2, 3].map(() => running.run(asked(), answer)));
  expect(all.map(({ answer, isReplayed }) => [answer.body, isReplayed])).toEqual([
    ['1', false],
    ['1', true],
    ['1', true],
  ]);
  expect((await running.run(asked(), answer)).answer.body).toBe('2');
});

it('lets all who wait hear of a failure, and the next one try', async () => {
  const running = patient();
  const first = Promise.withResolvers<Answered>();
  const waiting = [1, 2].map(() => running.run(asked(), () => first.promise));
  first.reject(new Error('gone'));
  for (const result of await Promise.allSettled(waiting))
    expect(result).toMatchObject({ status: 'rejected', reason: new Error('gone') });
  expect((await running.run(asked(), async () => answered('later'))).answer.body).toBe('later');
});

it('keeps another request with the same key until the first one is over, and nobody else', async () => {
  const running = patient();
  const first = Promise.withResolvers<Answered>();
  const events: string[] = [];
  const one = running.run(asked(), () => first.promise);
  const other = running.run(asked({ requestHash: 'b' }), async () => {
    events.push('other');
    return answered('other');
  });
  const strangers = [{ orgId: 'org-2' }, { actor: 'you' }, { key: 'key-2' }].map((fields) =>
    running.run(asked(fields), async () => answered('stranger')),
  );
  for (const { answer } of await Promise.all(strangers)) expect(answer.body).toBe('stranger');
  events.push('first');
  first.resolve(answered('first'));
  expect((await one).answer.body).toBe('first');
  expect((await other).answer.body).toBe('other');
  expect(events).toEqual(['first', 'other']);
});

it('waits no longer than it may, with an answer that says when to come back', async () => {
  const running = new RunningRequests(1);
  const first = Promise.withResolvers<Answered>();
  const one = running.run(asked(), () => first.promise);
  for (const requestHash of ['a', 'b']) {
    await expect(running.run(asked({ requestHash }), async () => answered('never'))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      headers: { 'retry-after': '5' },
    });
  }
  first.resolve(answered('first'));
  expect((await one).answer.body).toBe('first');
});
