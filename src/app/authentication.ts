import { ConfigurationError } from '../domain/errors.ts';
import { isLoopback, isTrustworthy } from '../foundation/loopback.ts';
import type { Authentication, AuthMethod } from '../http/authentication.ts';
import type { KeyStore } from '../store/key-store.ts';
import type { Config, TokenConfig } from './config.ts';
import type { TokenSettings } from './issuer-keys.ts';

/** As the settings say. Throws `ConfigurationError` before anything is opened. */
export async function authenticationOf(config: Config): Promise<(keys: KeyStore) => Authentication> {
  const methods = authMethodsOf(config);
  const headersOnlyLocally = config.auth === null;
  if (!methods.includes('jwt')) return (keys) => ({ methods, keys, headersOnlyLocally });
  const settings = tokenSettingsOf(config.tokens);
  const { createTokenVerifier } = await import('./token-verifier.ts');
  const verifyToken = createTokenVerifier(settings);
  return (keys) => ({ methods, keys, verifyToken });
}

/**
 * Who is believed. On the machine itself owner headers may be, since whoever gets there could as well open the database.
 * Anywhere else that would give every organisation to every passer-by: it must be asked for by name.
 */
export function authMethodsOf({ auth, host }: Pick<Config, 'auth' | 'host'>): readonly AuthMethod[] {
  if (auth !== null) return auth;
  if (isLoopback(host)) return ['headers', 'keys'];
  throw new ConfigurationError(
    `--host is ${JSON.stringify(host)}, which others may reach, and nothing says whom to believe: give --auth keys (make one with "offgridflow keys create"), or --auth headers where a gateway in front sets X-Org-ID.`,
  );
}

export function tokenSettingsOf(tokens: TokenConfig): TokenSettings {
  const { issuer, audience, keysUrl } = tokens;
  if (issuer === null || audience === null) {
    throw new ConfigurationError(
      'With --auth jwt, --jwt-issuer and --jwt-audience must say whose tokens are believed, and which of them.',
    );
  }
  for (const [flag, url] of [
    ['--jwt-issuer', issuer],
    ['--jwt-keys-url', keysUrl],
  ] as const) {
    if (url === null || isTrustworthy(url)) continue;
    throw new ConfigurationError(
      `${flag} is ${JSON.stringify(url)}, whose keys anybody on the way could replace: give an https: URL.`,
    );
  }
  return { ...tokens, issuer, audience, keysKeptMs: 600_000, refetchedAfterMs: 30_000 };
}
