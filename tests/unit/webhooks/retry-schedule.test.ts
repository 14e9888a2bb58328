import { expect, it } from 'vitest';
import { nextDelayMs, readRetryAfter, retryDelaysMs } from '../../../src/webhooks/retry-schedule.ts';

const failed = { type: 'batch.completed', tries: 0, retryAfterMs: null };

it('tries ten times in about three days, ever less often, and gives up then', () => {
  const delays = Array.from({ length: 10 }, (_, tries) => nextDelayMs({ ...failed, tries }, () => 0));
  expect(delays).toEqual([...retryDelaysMs, null]);
  expect(delays.every((delay, place) => delay === null || delay > (delays[place - 1] ?? 0))).toBe(true);
  const hours = retryDelaysMs.reduce((sum, delay) => sum + delay, 0) / 3_600_000;
  expect([hours > 72, hours * 1.2 < 96]).toEqual([true, true]);
});

it('adds up to a fifth at random, so that what failed together comes apart', () => {
  const at = (random: number) => nextDelayMs({ ...failed, tries: 3 }, () => random);
  expect([at(0), at(0.5), at(1)]).toEqual([7_200_000, 7_920_000, 8_640_000]);
});

it('waits for as long as the endpoint asks, but no more than a day', () => {
  const after = (retryAfterMs: number) => nextDelayMs({ ...failed, retryAfterMs }, () => 0);
  expect([after(1_000), after(60_000), after(1e12)]).toEqual([5_000, 60_000, 86_400_000]);
});

it('sends a test once', () => {
  expect(nextDelayMs({ ...failed, type: 'webhook.test' }, () => 0)).toBeNull();
});

it('reads seconds and moments, and nothing else', () => {
  const nowMs = Date.parse('2027-01-01T00:00:00Z');
  const cases: [string | undefined, number | null][] = [
    ['120', 120_000],
    ['Fri, 01 Jan 2027 00:01:00 GMT', 60_000],
    ['Fri, 01 Jan 2021 00:01:00 GMT', 0],
    ['soon', null],
    [undefined, null],
  ];
  expect(cases.map(([header]) => readRetryAfter(header, nowMs))).toEqual(cases.map(([, ms]) => ms));
});
