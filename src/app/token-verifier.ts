import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose';
import { type Caller, hasRole, type Role, roles } from '../domain/access.ts';
import { idLengthMax, isStorableText } from '../domain/storable-text.ts';
import { isTrustworthy } from '../foundation/loopback.ts';
import type { VerifyToken } from '../http/authentication.ts';
import { HttpError } from '../http/http-error.ts';
import type { TokenConfig } from './config.ts';

export interface TokenSettings extends TokenConfig {
  readonly issuer: string;
  readonly audience: string;
  /** How long the issuer's keys are kept: one that it withdraws is believed for that long. */
  readonly keysKeptMs: number;
  /** A token signed by a key that is not known has them fetched again, at most that often. */
  readonly refetchedAfterMs: number;
}

const fetchTimeoutMs = 5_000;

/**
 * Believes the tokens of one OpenID Connect issuer. Its keys are fetched when they are first needed and kept; signature,
 * issuer, audience and times are checked by jose, which takes no algorithm but those that are named.
 */
export function createTokenVerifier(settings: TokenSettings): VerifyToken {
  const { issuer, audience, clockToleranceMs } = settings;
  const options = {
    ...{ issuer, audience, algorithms: [...settings.algorithms], requiredClaims: ['exp', 'sub'] },
    clockTolerance: clockToleranceMs / 1000,
  };
  const keys = new IssuerKeys(settings);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, await keys.get(), options);
      return callerOf(payload, settings);
    } catch (error) {
      if (isRefusal(error)) return null;
      if (error instanceof HttpError) throw error;
      throw issuerAway(error);
    }
  };
}

/** Of jose's errors these tell of the issuer's keys, the others of the token. */
const keyFaults = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

function isRefusal(error: unknown): boolean {
  return error instanceof errors.JOSEError && !keyFaults.includes(error.code);
}

/** The log has the cause. */
function issuerAway(cause: unknown): HttpError {
  const details = 'The keys of the issuer of tokens cannot be fetched at the moment: try again soon.';
  return Object.assign(new HttpError('UNAVAILABLE', details, { 'retry-after': '5' }), { cause });
}

/** Found out when they are first needed, so that the server starts without the issuer; asked again after a failure. */
class IssuerKeys {
  readonly #settings: TokenSettings;
  #keys: Promise<RemoteJWKSet> | null = null;

  constructor(settings: TokenSettings) {
    this.#settings = settings;
  }

  get(): Promise<RemoteJWKSet> {
    this.#keys ??= this.#find().catch((error: unknown) => {
      this.#keys = null;
      throw error;
    });
    return this.#keys;
  }

  async #find(): Promise<RemoteJWKSet> {
    const { issuer, keysUrl, keysKeptMs, refetchedAfterMs } = this.#settings;
    return createRemoteJWKSet(new URL(keysUrl ?? (await discoverKeysUrl(issuer))), {
      cacheMaxAge: keysKeptMs,
      cooldownDuration: refetchedAfterMs,
      timeoutDuration: fetchTimeoutMs,
    });
  }
}

/** OpenID Connect Discovery 1.0, section 4. */
async function discoverKeysUrl(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMs), redirect: 'error' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  const found = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (found.issuer !== issuer) throw new Error(`${url} is that of the issuer ${String(found.issuer)}.`);
  if (typeof found.jwks_uri === 'string' && URL.canParse(found.jwks_uri) && isTrustworthy(found.jwks_uri)) {
    return found.jwks_uri;
  }
  throw new Error(`${url} names no jwks_uri that can be trusted.`);
}

/** Null for a subject that could not be written into the audit trail as it is. */
function callerOf(payload: JWTPayload, settings: TokenSettings): Caller | null {
  const { sub = '' } = payload;
  if (!isName(sub)) return null;
  return {
    orgId: organisationOf(payload[settings.orgClaim], settings.orgClaim),
    actor: `jwt:${sub}`,
    role: roleOf(payload[settings.roleClaim], settings.roleClaim),
    workspaces: workspacesOf(payload[settings.workspacesClaim], settings.workspacesClaim),
  };
}

function organisationOf(value: unknown, claim: string): string {
  if (typeof value === 'string' && isName(value)) return value;
  throw new HttpError('FORBIDDEN', `The token names no organisation: its claim ${claim} must be one.`);
}

/** The highest of those that are ours. */
function roleOf(value: unknown, claim: string): Role {
  const given = roles.filter((role) => [value].flat().includes(role));
  const [first, ...others] = given;
  if (first !== undefined)
    return others.reduce((high, role) => (hasRole({ role }, high) ? role : high), first);
  throw new HttpError(
    'FORBIDDEN',
    `The token has no role: its claim ${claim} must be or have one of ${roles.join(', ')}.`,
  );
}

function workspacesOf(value: unknown, claim: string): readonly string[] | null {
  if (value === undefined || value === null) return null;
  const names = [value].flat();
  if (names.length > 0 && names.every((name) => typeof name === 'string' && isName(name)))
    return names as string[];
  throw new HttpError(
    'FORBIDDEN',
    `The token is bound to no workspace: its claim ${claim} must name one or several.`,
  );
}

function isName(text: string): boolean {
  return text.trim() !== '' && text.length <= idLengthMax && isStorableText(text);
}
