import type { KeyStore } from '../store/key-store.ts';

/**
 * Whom the API believes:
 * - `headers`: whoever reaches it, about X-Org-ID: on the machine itself, or with a gateway in front that knows who asks.
 * - `keys`: API keys.
 */
export const authMethods = ['headers', 'keys'] as const;
export type AuthMethod = (typeof authMethods)[number];

export interface Authentication {
  /** One at least. */
  readonly methods: readonly AuthMethod[];
  readonly keys: KeyStore;
}
