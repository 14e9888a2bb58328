import { decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { type Caller, hasRole, type Role, roles } from '../domain/access.ts';
import { idLengthMax, isStorableText } from '../domain/storable-text.ts';
import { type Clock, systemClock } from '../foundation/clock.ts';
import type { VerifyToken } from '../http/authentication.ts';
import { HttpError } from '../http/http-error.ts';
import { IssuerKeys, type TokenSettings } from './issuer-keys.ts';

/**
 * Believes the tokens of one OpenID Connect issuer; signature, issuer, audience and times are checked by jose, which takes no
 * algorithm but those that are named.
 */
export function createTokenVerifier(settings: TokenSettings, clock: Clock = systemClock): VerifyToken {
  const { issuer, audience, clockToleranceMs } = settings;
  const options = {
    ...{ issuer, audience, algorithms: [...settings.algorithms], requiredClaims: ['exp', 'sub'] },
    clockTolerance: clockToleranceMs / 1000,
  };
  const keys = new IssuerKeys(settings, clock);
  return async (token) => {
    const payload = await verified(async () => {
      // Before its keys are asked for: nobody needs the issuer to know that the token is another's.
      if (decodeJwt(token).iss !== issuer) return null;
      return (await jwtVerify(token, keys.find, options)).payload;
    });
    return payload === null ? null : callerOf(payload, settings);
  };
}

/**
 * Null whatever is wrong, be it with the token or with the one key of the issuer that it names: another try mends neither.
 * `HttpError` says that nothing is known yet.
 */
async function verified(verify: () => Promise<JWTPayload | null>): Promise<JWTPayload | null> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof HttpError) throw error;
    return null;
  }
}

/** Null for a subject that could not be written into the audit trail as it is. */
function callerOf(payload: JWTPayload, settings: TokenSettings): Caller | null {
  // As its issuer wrote it, not as its type promises.
  const sub: unknown = payload.sub;
  if (typeof sub !== 'string' || !isName(sub)) return null;
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

/** Only a token without the claim sees all. One that has it and names nothing, as null does, was to be bound to something. */
function workspacesOf(value: unknown, claim: string): readonly string[] | null {
  if (value === undefined) return null;
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
