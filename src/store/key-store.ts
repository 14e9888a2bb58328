import type { Role } from '../domain/access.ts';
import type { Page } from './batch-store.ts';

/** An API key as it is kept and shown: everything but its secret, which nobody keeps. */
export interface ApiKey {
  readonly orgId: string;
  /** How the key begins, so that its owner recognises it. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Null is every workspace of the organisation. */
  readonly workspaces: readonly string[] | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  /** Null never expires. */
  readonly expiresAt: Date | null;
  /** By the database's clock, which is the one that counts. */
  readonly isExpired: boolean;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
}

export interface NewApiKey {
  readonly orgId: string;
  readonly name: string;
  readonly role: Role;
  readonly workspaces: readonly string[] | null;
  readonly expiresAt: Date | null;
}

/** The one time that the whole key can be read. */
export interface CreatedApiKey {
  readonly apiKey: ApiKey;
  readonly key: string;
}

/** A key that was shown and is right. */
export interface UsedApiKey extends Pick<ApiKey, 'orgId' | 'id' | 'role' | 'workspaces'> {
  /** Its last use was noted a minute ago or longer: `noteUse` is due. */
  readonly isUseUnnoted: boolean;
}

export interface KeyStore {
  /** Throws `ValidationError`. */
  createKey(key: NewApiKey, actor: string): Promise<CreatedApiKey>;
  /**
   * Those of the organisation, the newest first, behind the one that the page names: keys stay when they are revoked, since
   * the audit trail names them. Throws `ValidationError` where it names none of the organisation.
   */
  listKeys(orgId: string, page: Page<string>): Promise<ApiKey[]>;
  /** From now on the key is worth nothing, on every node. Again changes nothing. Throws `NotFoundError`. */
  revokeKey(orgId: string, id: string, actor: string): Promise<ApiKey>;
  /** Whose key this is; null for one that is wrong, revoked or expired, and for what is no key at all. */
  authenticate(key: string): Promise<UsedApiKey | null>;
  /** Which of these keys, by id, still count. */
  findUsable(ids: readonly string[]): Promise<Set<string>>;
  /** Writes when the key was used last, once a minute at most. */
  noteUse(key: Pick<ApiKey, 'orgId' | 'id'>): Promise<void>;
}
