import { isIP } from 'node:net';
import { ConfigurationError } from '../domain/errors.ts';
import { type AuthMethod, authMethods } from '../http/authentication.ts';
import type { Config } from './config.ts';

/**
 * Who is believed. On the machine itself owner headers may be, since whoever gets there could as well open the database.
 * Anywhere else that would give every organisation to every passer-by: it must be asked for by name.
 */
export function authMethodsOf({ auth, host }: Pick<Config, 'auth' | 'host'>): readonly AuthMethod[] {
  if (auth !== null) return auth;
  if (isLoopback(host)) return authMethods;
  throw new ConfigurationError(
    `--host is ${JSON.stringify(host)}, which others may reach, and nothing says whom to believe: give --auth keys (make one with "offgridflow keys create"), or --auth headers where a gateway in front sets X-Org-ID.`,
  );
}

function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === 'localhost' || host === '::1' || /^::ffff:127\./i.test(host);
}
