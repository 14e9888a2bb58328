import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../foundation/clock.ts';
import { isTrustworthy } from '../foundation/loopback.ts';
import { HttpError } from '../http/http-error.ts';
import type { TokenConfig } from './config.ts';

export interface TokenSettings extends TokenConfig {
  readonly issuer: string;
  readonly audience: string;
  /** How long the issuer's keys are kept: one that it withdraws is believed for that long. */
  readonly keysKeptMs: number;
  /** The issuer is asked at most that often, whether it answers or not. */
  readonly refetchedAfterMs: number;
}

const fetchTimeoutMs = 5_000;

interface FoundKeys {
  readonly find: JWTVerifyGetKey;
  readonly atMs: number;
}

/**
 * The keys of an issuer: found when they are first needed, so that the server starts without it, and kept. The issuer is
 * asked by one at a time, and where nothing is due only once in a while, whether it answered or not: what strangers send,
 * tokens by unknown keys or none that ever were right, must not become requests to it without end.
 *
 * Each time it is asked, its discovery document is read first, since an issuer that moves shows its keys elsewhere. They
 * are found anew when half of their time is over, behind the back of requests: an issuer that is away for a moment then
 * costs nobody anything.
 */
export class IssuerKeys {
  readonly #settings: TokenSettings;
  readonly #clock: Clock;
  #keys: FoundKeys | null = null;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  /** Why there were none when the issuer was asked the last time. */
  #failure: { readonly cause: unknown } | null = null;
  #asking: Promise<void> | null = null;

  constructor(settings: TokenSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** The key that signed a token by its header. Throws `JOSEError` where there is none, `HttpError` where none can be had. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.#current();
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // A key of its own that is new, or nobody's.
      await this.#askIfDue();
      if (this.#failure !== null) throw this.#away();
      if (this.#keys === null || this.#keys === keys) throw error;
      return this.#keys.find(header, token);
    }
  };

  async #current(): Promise<FoundKeys> {
    const { keysKeptMs } = this.#settings;
    const ageMs = this.#ageMs();
    if (ageMs >= keysKeptMs) await this.#askIfDue();
    else if (ageMs >= keysKeptMs / 2) void this.#askIfDue();
    if (this.#keys === null || this.#ageMs() >= keysKeptMs) throw this.#away();
    return this.#keys;
  }

  #ageMs(): number {
    return this.#keys === null ? Number.POSITIVE_INFINITY : this.#clock.monotonicMs() - this.#keys.atMs;
  }

  /** Whoever comes while it is being asked waits for the same answer. Never rejects: what went wrong is kept. */
  async #askIfDue(): Promise<void> {
    if (this.#asking === null) {
      const nowMs = this.#clock.monotonicMs();
      if (nowMs - this.#askedAtMs < this.#settings.refetchedAfterMs) return;
      this.#askedAtMs = nowMs;
      this.#asking = this.#ask().finally(() => {
        this.#asking = null;
      });
    }
    await this.#asking;
  }

  async #ask(): Promise<void> {
    try {
      const { issuer, keysUrl } = this.#settings;
      const set = (await fetchJson(keysUrl ?? (await discoverKeysUrl(issuer)))) as JSONWebKeySet;
      this.#keys = { find: createLocalJWKSet(set), atMs: this.#clock.monotonicMs() };
      this.#failure = null;
    } catch (cause) {
      this.#failure = { cause };
    }
  }

  /** The log has the cause. */
  #away(): HttpError {
    const againInMs = this.#askedAtMs + this.#settings.refetchedAfterMs - this.#clock.monotonicMs();
    const details = 'The keys of the issuer of tokens cannot be fetched at the moment: try again soon.';
    const retryAfter = String(Math.max(1, Math.ceil(againInMs / 1000)));
    const error = new HttpError('UNAVAILABLE', details, { 'retry-after': retryAfter });
    return Object.assign(error, { cause: this.#failure?.cause });
  }
}

/** OpenID Connect Discovery 1.0, section 4. */
async function discoverKeysUrl(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = (await fetchJson(url)) as { issuer?: unknown; jwks_uri?: unknown } | null;
  if (found?.issuer !== issuer) throw new Error(`${url} is that of the issuer ${String(found?.issuer)}.`);
  const { jwks_uri } = found;
  if (typeof jwks_uri === 'string' && URL.canParse(jwks_uri) && isTrustworthy(jwks_uri)) return jwks_uri;
  throw new Error(`${url} names no jwks_uri that can be trusted.`);
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMs), redirect: 'error' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.json();
}
