import { timingSafeEqual } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { type Role, roles } from '../domain/access.ts';
import { NotFoundError, ValidationError } from '../domain/errors.ts';
import { firstOf } from './batch-rows.ts';
import type { Page } from './batch-store.ts';
import { checkOwner } from './batch-submission.ts';
import type { ApiKey, CreatedApiKey, KeyStore, NewApiKey, UsedApiKey } from './key-store.ts';
import { hashSecret, newKey, parseKey } from './key-token.ts';
import * as queries from './queries/keys.queries.ts';
import { run } from './run-query.ts';

const nameLengthMax = 100;
const workspacesMax = 100;

/** Compared with where there is no such key, so that the same work is done. */
const nobodysHash = hashSecret('');

export class PostgresKeyStore implements KeyStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async createKey(given: NewApiKey, actor: string): Promise<CreatedApiKey> {
    checkKey(given);
    const { id, secret, key } = newKey();
    const columns = {
      ...given,
      id,
      actor,
      workspaces: given.workspaces && [...given.workspaces],
      secretHash: hashSecret(secret).toString('hex'),
    };
    const row = firstOf(await run(queries.createApiKey, columns, this.#db));
    if (row === null) throw new Error('An inserted key was not returned.');
    return { apiKey: toApiKey(row), key };
  }

  async listKeys(orgId: string, { limit, after }: Page<string>): Promise<ApiKey[]> {
    const rows = await run(queries.listApiKeys, { orgId, limit, after: after ?? null }, this.#db);
    // Behind the last key there is nothing, and behind one that there is not neither.
    if (rows.length === 0 && after !== undefined) await this.#refuseUnknown(orgId, after);
    return rows.map(toApiKey);
  }

  async #refuseUnknown(orgId: string, id: string): Promise<void> {
    const row = firstOf(await run(queries.findApiKey, { id }, this.#db));
    if (row?.orgId === orgId) return;
    throw new ValidationError(`There is no key ${JSON.stringify(id)} to go on behind.`);
  }

  async revokeKey(orgId: string, id: string, actor: string): Promise<ApiKey> {
    const row = firstOf(await run(queries.revokeApiKey, { orgId, id, actor }, this.#db));
    if (row === null) throw new NotFoundError(`There is no key ${id}.`);
    return toApiKey(row);
  }

  /**
   * One path for every key that has the form of one: a look by its id, a hash, a comparison in constant time. Only then
   * is asked whether there is such a key at all and whether it still counts.
   */
  async authenticate(key: string): Promise<UsedApiKey | null> {
    const parts = parseKey(key);
    if (parts === null) return null;
    const row = firstOf(await run(queries.findApiKey, { id: parts.id }, this.#db));
    const expected = row === null ? nobodysHash : Buffer.from(row.secretHash, 'hex');
    const isRight = timingSafeEqual(hashSecret(parts.secret), expected);
    if (!isRight || row === null || !row.isUsable) return null;
    const { orgId, id, workspaces, isUseUnnoted } = row;
    return { orgId, id, role: row.role as Role, workspaces, isUseUnnoted };
  }

  async findUsable(ids: readonly string[]): Promise<Set<string>> {
    const rows = await run(queries.listUsableKeys, { ids: [...ids] }, this.#db);
    return new Set(rows.map(({ id }) => id));
  }

  async noteUse({ orgId, id }: Pick<ApiKey, 'orgId' | 'id'>): Promise<void> {
    await run(queries.noteApiKeyUse, { orgId, id }, this.#db);
  }
}

function checkKey({ orgId, name, role, workspaces, expiresAt }: NewApiKey): void {
  checkOwner(orgId, workspaces?.[0] ?? 'any');
  if (name.trim() === '' || name.length > nameLengthMax || !isPrintable(name)) {
    throw new ValidationError(
      `name must have 1 to ${nameLengthMax} characters, none of them a control character.`,
    );
  }
  if (!roles.includes(role)) {
    throw new ValidationError(`role must be one of ${roles.join(', ')}, not ${JSON.stringify(role)}.`);
  }
  checkWorkspaces(orgId, workspaces);
  if (expiresAt !== null && !(expiresAt.getTime() > Date.now())) {
    throw new ValidationError('expires_at must be a time in the future.');
  }
  // Later ones are written with five digits, which not even PostgreSQL reads.
  if (expiresAt !== null && expiresAt.getUTCFullYear() > 9999) {
    throw new ValidationError(
      `expires_at ${expiresAt.toISOString()} is too far off: the year 9999 is the last.`,
    );
  }
}

function checkWorkspaces(orgId: string, workspaces: readonly string[] | null): void {
  if (workspaces === null) return;
  if (workspaces.length === 0 || workspaces.length > workspacesMax) {
    throw new ValidationError(
      `workspaces must name 1 to ${workspacesMax} workspaces; leave it out for all of the organisation.`,
    );
  }
  for (const [place, workspace] of workspaces.entries()) {
    checkOwner(orgId, workspace);
    if (workspaces.indexOf(workspace) !== place) {
      throw new ValidationError(`workspaces names ${JSON.stringify(workspace)} twice.`);
    }
  }
}

function isPrintable(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  return !/[\u0000-\u001f\u007f]/.test(text) && text.isWellFormed();
}

function toApiKey(row: queries.IListApiKeysResult): ApiKey {
  return { ...row, role: row.role as Role };
}
