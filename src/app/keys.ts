import { migrateUp } from '../db/migrator.ts';
import type { Role } from '../domain/access.ts';
import type { Logger } from '../foundation/logger.ts';
import { type CreatedKeyAnswer, type KeyAnswer, presentKey } from '../http/present-key.ts';
import type { KeyStore } from '../store/key-store.ts';
import { PostgresKeyStore } from '../store/postgres-key-store.ts';
import { installBuiltInFactors } from './built-in-factors.ts';
import { openConfiguredDatabase } from './compose.ts';
import type { Config } from './config.ts';

export interface WantedKey {
  readonly orgId: string;
  readonly name: string;
  readonly role: Role;
  readonly workspaces: readonly string[] | null;
  readonly expiresAt: Date | null;
}

/** A key as it is shown. */
export type KeyView = KeyAnswer;

const keysPerPage = 1_000;

/** Who manages keys on the database itself, in the audit trail. */
const actor = 'cli';

/** Keys on the database itself, so that there can be a first one. Answers are as those of the API. */
export function createKey(config: Config, logger: Logger, wanted: WantedKey): Promise<CreatedKeyAnswer> {
  return onKeys(config, logger, async (keys) => {
    const { apiKey, key } = await keys.createKey(wanted, actor);
    return { ...presentKey(apiKey), key };
  });
}

/** All of them, page after page. */
export function listKeys(config: Config, logger: Logger, orgId: string): Promise<KeyView[]> {
  return onKeys(config, logger, async (keys) => {
    const all: KeyView[] = [];
    let page: KeyView[];
    do {
      const after = all.at(-1)?.id;
      page = (await keys.listKeys(orgId, { limit: keysPerPage, ...(after && { after }) })).map(presentKey);
      all.push(...page);
    } while (page.length === keysPerPage);
    return all;
  });
}

export function revokeKey(config: Config, logger: Logger, orgId: string, id: string): Promise<KeyView> {
  return onKeys(config, logger, async (keys) => presentKey(await keys.revokeKey(orgId, id, actor)));
}

async function onKeys<T>(config: Config, logger: Logger, act: (keys: KeyStore) => Promise<T>): Promise<T> {
  const db = await openConfiguredDatabase(config, logger);
  try {
    await migrateUp(db, logger, installBuiltInFactors);
    return await act(new PostgresKeyStore(db));
  } finally {
    await db.close();
  }
}
