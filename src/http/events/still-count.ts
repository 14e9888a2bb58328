import type { Authentication } from '../authentication.ts';
import type { StillCount } from './streams.ts';

/** Asks for all keys at once, and for each token of the issuer's keys, which are at hand. */
export function stillCountBy({ keys, verifyToken }: Authentication): StillCount {
  return async (credentials) => {
    const ids = [...new Set(credentials.flatMap((one) => (one.kind === 'key' ? [one.id] : [])))];
    const usable = ids.length === 0 ? new Set() : await keys.findUsable(ids);
    const tokens = new Map<string, Promise<boolean>>();
    const isToken = (token: string) => {
      const known = tokens.get(token) ?? isBelieved(verifyToken, token);
      tokens.set(token, known);
      return known;
    };
    return Promise.all(
      credentials.map(async (one) => {
        if (one.kind === 'key') return usable.has(one.id);
        return one.kind === 'token' ? isToken(one.token) : true;
      }),
    );
  };
}

/** Where the issuer's keys cannot be had, it is believed as it was before. */
async function isBelieved(verifyToken: Authentication['verifyToken'], token: string): Promise<boolean> {
  const caller = await verifyToken?.(token).catch(() => undefined);
  return caller !== null;
}
