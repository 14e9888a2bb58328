import { crc32 } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { NotFoundError, ValidationError } from '../../src/domain/errors.ts';
import type { NewApiKey } from '../../src/store/key-store.ts';
import { newKey, parseKey } from '../../src/store/key-token.ts';
import { PostgresKeyStore } from '../../src/store/postgres-key-store.ts';
import { anOrg } from '../support/batches.ts';

/** What a store of keys must do, whichever driver is beneath it. */
export function keyStoreContract(openDatabase: () => Promise<Database>): void {
  let db: Database;
  let keys: PostgresKeyStore;
  beforeAll(async () => {
    db = await openDatabase();
    keys = new PostgresKeyStore(db);
  });

  const aKey = (fields: Partial<NewApiKey> = {}): NewApiKey => ({
    orgId: anOrg(),
    name: 'nightly import',
    role: 'operator',
    workspaces: null,
    expiresAt: null,
    ...fields,
  });

  describe('a key', () => {
    it('is worth what it was made for, and everything but its secret can be read again', async () => {
      const wanted = aKey({ workspaces: ['plant', 'Köln'], expiresAt: new Date('2999-01-01T00:00:00Z') });
      const { apiKey, key } = await keys.createKey(wanted, 'tester');
      const { orgId, name, role, workspaces, expiresAt } = wanted;
      expect(apiKey).toEqual({
        ...{ orgId, name, role, workspaces, expiresAt },
        id: expect.stringMatching(/^ogf_[0-9a-f]{16}$/),
        createdAt: expect.any(Date),
        createdBy: 'tester',
        isExpired: false,
        lastUsedAt: null,
        revokedAt: null,
        revokedBy: null,
      });
      expect(key.startsWith(`${apiKey.id}_`)).toBe(true);
      expect(await keys.listKeys(orgId, { limit: 10 })).toEqual([apiKey]);
      expect(await keys.authenticate(key)).toEqual({
        orgId,
        id: apiKey.id,
        role,
        workspaces,
        isUseUnnoted: true,
      });
    });

    it('is listed in pages behind another key of its organisation, and of no other', async () => {
      const orgId = anOrg();
      for (let count = 0; count < 3; count++) await keys.createKey(aKey({ orgId }), 'tester');
      const listed = await keys.listKeys(orgId, { limit: 3 });
      const times = listed.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual(times.toSorted((one, other) => other - one));
      // Of two of the same moment the id decides, which is random.
      const made = listed.map(({ id }) => id);
      const idsOf = async (after?: string) =>
        (await keys.listKeys(orgId, { limit: 2, ...(after && { after }) })).map(({ id }) => id);
      expect([await idsOf(), await idsOf(made[1]), await idsOf(made[2])]).toEqual([
        made.slice(0, 2),
        made.slice(2),
        [],
      ]);
      const foreign = (await keys.createKey(aKey(), 'tester')).apiKey.id;
      for (const id of [foreign, 'ogf_0'])
        await expect(idsOf(id)).rejects.toThrow(
          new ValidationError(`There is no key "${id}" to go on behind.`),
        );
    });

    it('is nowhere in the database', async () => {
      const { apiKey, key } = await keys.createKey(aKey(), 'tester');
      const { rows } = await db.query('SELECT k::text AS text FROM api_keys AS k WHERE id = $1', [apiKey.id]);
      const secret = key.slice(apiKey.id.length + 1, -8);
      expect(JSON.stringify(rows)).toContain(apiKey.id);
      expect(JSON.stringify(rows)).not.toContain(secret);
    });

    it('is worth nothing when its secret is that of another, its form is broken, or nobody made it', async () => {
      const [first, second] = [
        await keys.createKey(aKey(), 'tester'),
        await keys.createKey(aKey(), 'tester'),
      ];
      const wrong = [
        `${first.apiKey.id}${second.key.slice(second.apiKey.id.length)}`,
        first.key.slice(0, -1),
        first.key.toUpperCase(),
        `${first.key} `,
        newKey().key,
        first.apiKey.id,
        '',
      ];
      for (const key of wrong) expect([key, await keys.authenticate(key)]).toEqual([key, null]);
    });

    it('is looked for, hashed and compared whether or not it counts: the same work tells nothing by its time', async () => {
      const statements: string[] = [];
      const watched = new PostgresKeyStore({
        ...db,
        query: (text, values) => {
          statements.push(text);
          return db.query(text, values);
        },
      });
      const [right, revoked] = [
        await keys.createKey(aKey(), 'tester'),
        await keys.createKey(aKey(), 'tester'),
      ];
      await keys.revokeKey(revoked.apiKey.orgId, revoked.apiKey.id, 'tester');
      const wrong = `${right.apiKey.id}_${newKey().secret}`;
      for (const key of [right.key, withChecksum(wrong), newKey().key, revoked.key])
        await watched.authenticate(key);
      expect(statements).toHaveLength(4);
      expect(new Set(statements).size).toBe(1);
    });

    it('is worth nothing once it has expired, by the clock of the database', async () => {
      const { apiKey, key } = await keys.createKey(aKey({ expiresAt: new Date('2999-01-01') }), 'tester');
      await db.query(`UPDATE api_keys SET expires_at = now() - interval '1 millisecond' WHERE id = $1`, [
        apiKey.id,
      ]);
      expect(await keys.authenticate(key)).toBeNull();
      expect(await keys.listKeys(apiKey.orgId, { limit: 10 })).toMatchObject([
        { isExpired: true, revokedAt: null },
      ]);
    });

    it('is worth nothing once it is revoked, which names who did it first', async () => {
      const { apiKey, key } = await keys.createKey(aKey(), 'tester');
      const revoked = await keys.revokeKey(apiKey.orgId, apiKey.id, 'ann');
      expect(revoked).toEqual({ ...apiKey, revokedAt: expect.any(Date), revokedBy: 'ann' });
      expect(await keys.authenticate(key)).toBeNull();
      expect(await keys.revokeKey(apiKey.orgId, apiKey.id, 'bob')).toEqual(revoked);
      await expect(keys.revokeKey(apiKey.orgId, 'ogf_0', 'ann')).rejects.toThrow(NotFoundError);
    });

    it('says when it was used last, to the minute, however often it is used', async () => {
      const { apiKey, key } = await keys.createKey(aKey(), 'tester');
      const lastUse = async () => (await keys.listKeys(apiKey.orgId, { limit: 10 }))[0]?.lastUsedAt;
      await keys.noteUse(apiKey);
      const first = await lastUse();
      expect(first).toBeInstanceOf(Date);
      await keys.noteUse(apiKey);
      expect(await lastUse()).toEqual(first);
      expect(await keys.authenticate(key)).toMatchObject({ isUseUnnoted: false });
      await db.query(`UPDATE api_keys SET last_used_at = now() - interval '61 seconds' WHERE id = $1`, [
        apiKey.id,
      ]);
      expect(await keys.authenticate(key)).toMatchObject({ isUseUnnoted: true });
      await keys.noteUse(apiKey);
      expect(await keys.authenticate(key)).toMatchObject({ isUseUnnoted: false });
    });

    const refused: [string, Partial<NewApiKey>, RegExp][] = [
      ['no organisation', { orgId: '' }, /^org_id must not be empty/],
      ['no name', { name: ' ' }, /^name must have 1 to 100 characters/],
      ['a name of several lines', { name: 'a\nb' }, /^name must have 1 to 100 characters/],
      [
        'a role that there is not',
        { role: 'king' as never },
        /^role must be one of viewer, operator, admin, not "king"/,
      ],
      ['no workspace of several', { workspaces: [] }, /^workspaces must name 1 to 100/],
      ['a workspace without a name', { workspaces: ['a', ''] }, /^workspace_id must not be empty/],
      ['a workspace twice', { workspaces: ['a', 'a'] }, /^workspaces names "a" twice/],
      ['an end in the past', { expiresAt: new Date(0) }, /^expires_at must be a time in the future/],
      [
        'an end behind the last year',
        { expiresAt: new Date(Date.UTC(10_000, 0, 1)) },
        /^expires_at \+010000-01-01T00:00:00\.000Z is too far off: the year 9999 is the last/,
      ],
      [
        'an end that is none',
        { expiresAt: new Date(Number.NaN) },
        /^expires_at must be a time in the future/,
      ],
    ];
    it.each(refused)('is refused with %s', async (_, fields, details) => {
      const attempt = keys.createKey(aKey(fields), 'tester');
      await expect(attempt).rejects.toThrow(ValidationError);
      await expect(attempt).rejects.toThrow(details);
    });
  });
}

/** Right by its form, so that its secret is looked at. */
function withChecksum(body: string): string {
  const key = `${body}${crc32(body).toString(16).padStart(8, '0')}`;
  if (parseKey(key) === null) throw new Error('The test makes keys of another form than the product.');
  return key;
}
