import type { FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import { FailedLogins } from '../../../src/http/failed-logins.ts';
import { HttpError } from '../../../src/http/http-error.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** The answer to credentials that are right where they are `right`. */
async function logIn(logins: FailedLogins, ip: string, authorization: string): Promise<string> {
  const request = { ip, headers: { authorization } } as FastifyRequest;
  try {
    return await logins.watch(request, async () => {
      if (!/right(-\d+)? *$/.test(authorization)) throw new HttpError('UNAUTHENTICATED', 'Wrong.');
      return 'in';
    });
  } catch (error) {
    return (error as HttpError).code;
  }
}

it('counts the wrong credentials of an address for a minute', async () => {
  const clock = new ManualClock();
  const logins = new FailedLogins(2, clock);
  expect(await logIn(logins, '192.0.2.1', 'a')).toBe('UNAUTHENTICATED');
  clock.jump(59_000);
  expect(await logIn(logins, '192.0.2.1', 'b')).toBe('UNAUTHENTICATED');
  expect(await logIn(logins, '192.0.2.1', 'right')).toBe('RATE_LIMITED');
  expect(await logIn(logins, '192.0.2.2', 'right')).toBe('in');
  expect(await logIn(logins, '192.0.2.1', 'right')).toBe('in');
  expect(await logIn(logins, '192.0.2.1', 'c')).toBe('RATE_LIMITED');
  clock.jump(1_000);
  expect(await logIn(logins, '192.0.2.1', 'c')).toBe('UNAUTHENTICATED');
});

it('takes the addresses of an IPv6 network for one', async () => {
  const logins = new FailedLogins(1, new ManualClock());
  expect(await logIn(logins, '2001:db8:1:2::1', 'a')).toBe('UNAUTHENTICATED');
  expect(await logIn(logins, '2001:db8:1:2:3:4:5:6', 'a')).toBe('RATE_LIMITED');
  expect(await logIn(logins, '2001:db8:1:3::1', 'a')).toBe('UNAUTHENTICATED');
  expect(await logIn(logins, '::ffff:192.0.2.1', 'a')).toBe('UNAUTHENTICATED');
  expect(await logIn(logins, '::ffff:192.0.2.2', 'a')).toBe('UNAUTHENTICATED');
});

it('looks at all where there is no limit', async () => {
  const logins = new FailedLogins(0, new ManualClock());
  for (let time = 0; time < 5; time++) expect(await logIn(logins, '192.0.2.1', 'a')).toBe('UNAUTHENTICATED');
});

it('remembers credentials once, however they are written, and those that are used for longest', async () => {
  const logins = new FailedLogins(1, new ManualClock());
  for (const ip of ['192.0.2.1', '192.0.2.2']) expect(await logIn(logins, ip, 'Bearer right')).toBe('in');
  for (let time = 0; time < 10_001; time++)
    await logIn(
      logins,
      '192.0.2.1',
      `Bearer${' '.repeat(1 + (time % 120))}right-1${' '.repeat(Math.floor(time / 120))}`,
    );
  for (let time = 0; time < 9_990; time++) await logIn(logins, '192.0.2.1', `Bearer right-${time}`);
  expect(await logIn(logins, '192.0.2.1', 'Bearer right')).toBe('in');
  for (let time = 9_990; time < 10_010; time++) await logIn(logins, '192.0.2.1', `Bearer right-${time}`);
  expect(await logIn(logins, '192.0.2.1', 'Bearer wrong')).toBe('UNAUTHENTICATED');
  expect(await logIn(logins, '192.0.2.1', 'bearer  right ')).toBe('in');
});
