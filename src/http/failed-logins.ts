import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { type Clock, systemClock } from '../foundation/clock.ts';
import { HttpError } from './http-error.ts';

const minuteMs = 60_000;
/** More than this are not remembered; the longest known are forgotten first. */
const addressesMax = 10_000;
const credentialsMax = 10_000;

interface Failures {
  readonly sinceMs: number;
  count: number;
}

/**
 * Keeps a key from being guessed at speed, and signatures from being checked for whoever sends nonsense: when so many
 * credentials of an address were wrong within a minute, others from there are not looked at until it is over.
 *
 * Behind a proxy all clients have one address. So credentials that were right here before are looked at nevertheless:
 * whoever guesses locks out nobody but those who come for the first time. Limits: each node counts for itself, and what is being looked at when the limit
 * is reached is looked at to its end.
 */
export class FailedLogins {
  readonly #perMinute: number;
  readonly #clock: Clock;
  readonly #failures = new Map<string, Failures>();
  readonly #right = new Set<string>();

  constructor(perMinute: number, clock: Clock = systemClock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** Does `logIn`, which rejects with UNAUTHENTICATED where the credentials of the request are wrong. */
  async watch<T>(request: FastifyRequest, logIn: () => Promise<T>): Promise<T> {
    const { authorization } = request.headers;
    // To refuse what names no credentials costs nothing.
    if (this.#perMinute === 0 || authorization === undefined) return logIn();
    const address = networkOf(request.ip);
    const credentials = createHash('sha256').update(credentialsIn(authorization)).digest('base64');
    if (!this.#right.has(credentials)) this.#refuseTooMany(address);
    try {
      const result = await logIn();
      this.#remember(credentials);
      return result;
    } catch (error) {
      if (error instanceof HttpError && error.code === 'UNAUTHENTICATED') {
        this.#right.delete(credentials);
        this.#count(address);
      }
      throw error;
    }
  }

  #refuseTooMany(address: string): void {
    const failures = this.#failures.get(address);
    if (failures === undefined || failures.count < this.#perMinute) return;
    const leftMs = failures.sinceMs + minuteMs - this.#clock.monotonicMs();
    if (leftMs <= 0) {
      this.#failures.delete(address);
      return;
    }
    throw new HttpError(
      'RATE_LIMITED',
      'Too many requests with wrong credentials have come from this address: wait, then send right ones.',
      { 'retry-after': String(Math.ceil(leftMs / 1_000)) },
    );
  }

  #count(address: string): void {
    const nowMs = this.#clock.monotonicMs();
    const known = this.#failures.get(address);
    if (known !== undefined && known.sinceMs + minuteMs > nowMs) {
      known.count += 1;
      return;
    }
    this.#failures.delete(address);
    forgetOldest(this.#failures, addressesMax);
    this.#failures.set(address, { sinceMs: nowMs, count: 1 });
  }

  #remember(credentials: string): void {
    // The last used is the last to be forgotten.
    if (!this.#right.delete(credentials)) forgetOldest(this.#right, credentialsMax);
    this.#right.add(credentials);
  }
}

/** However many spaces stand around them: or one that is right would be remembered in ways without number, and others forgotten. */
function credentialsIn(authorization: string): string {
  return authorization.trim().split(/\s+/).slice(1).join(' ') || authorization;
}

function forgetOldest(known: Map<string, unknown> | Set<string>, max: number): void {
  if (known.size < max) return;
  const [oldest] = known.keys();
  if (oldest !== undefined) known.delete(oldest);
}

/** Whoever has one address of IPv6 has the 2^64 beside it too. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::', 2);
  const groups = head.split(':').filter(Boolean);
  const rest = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? Array(Math.max(0, 8 - groups.length - rest.length)).fill('0') : [];
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}
