import type { Caller } from '../domain/access.ts';
import type { KeyStore } from '../store/key-store.ts';

/**
 * Whom the API believes:
 * - `headers`: whoever reaches it, about X-Org-ID: on the machine itself, or with a gateway in front that knows who asks.
 * - `keys`: API keys.
 * - `jwt`: JSON Web Tokens of an OpenID Connect issuer.
 */
export const authMethods = ['headers', 'keys', 'jwt'] as const;
export type AuthMethod = (typeof authMethods)[number];

export interface Authentication {
  /** One at least. */
  readonly methods: readonly AuthMethod[];
  readonly keys: KeyStore;
  /**
   * Owner headers are believed only of requests to a name of the machine itself that no proxy passed on. A web page whose
   * name its owner lets point here afterwards (DNS rebinding) reaches this port from the browser of whoever looks at it,
   * under that name; a proxy on the machine speaks for whoever reaches it.
   */
  readonly headersOnlyLocally?: boolean;
  /** Where `jwt` is believed. */
  readonly verifyToken?: VerifyToken;
}

/**
 * Who a token says it is; null where it is wrong, expired or for somebody else. Throws `HttpError` where it is right and
 * says too little, and where the issuer's keys cannot be had.
 */
export type VerifyToken = (token: string) => Promise<Caller | null>;
