import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { anOrg } from '../../support/batches.ts';
import { runCli } from '../../support/cli.ts';
import { createTestDatabase, openAt } from '../../support/each-database.ts';

describe('keys', () => {
  let databaseUrl: string;
  let db: Database;

  beforeAll(async () => {
    // Empty: keys are made before anything else runs.
    databaseUrl = await createTestDatabase('template0');
    db = await openAt(databaseUrl);
  });
  afterAll(() => db.close());

  const keys = (orgId: string, ...args: string[]) =>
    runCli(['keys', ...args], { DATABASE_URL: databaseUrl, OFFGRIDFLOW_ORG: orgId });

  it('create prints the key alone on standard output, and what it is beside it', async () => {
    const orgId = anOrg();
    const { code, stdout, stderr } = await keys(
      orgId,
      ...['create', '--name', 'nightly import', '--workspaces', 'plant, office', '--expires', '90d'],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ogf_[0-9a-f]{16}_[0-9a-f]{72}\n$/);
    expect(stderr).toContain('nightly import');
    expect(stderr).not.toContain(stdout.trim());
    const used = await new PostgresKeyStore(db).authenticate(stdout.trim());
    expect(used).toMatchObject({ orgId, role: 'operator', workspaces: ['plant', 'office'] });
  });

  it('list shows what there is, without a secret, and revoke ends one, also by the whole key', async () => {
    const orgId = anOrg();
    expect((await keys(orgId, 'list')).stdout).toBe(
      'There is no key yet: make one with "offgridflow keys create".\n',
    );
    const made = JSON.parse((await keys(orgId, 'create', '--name', 'a', '--role', 'admin', '--json')).stdout);
    const other = JSON.parse(
      (await keys(orgId, 'create', '--name', 'b', '--role', 'viewer', '--json')).stdout,
    );
    const { key, ...shown } = made;
    expect(shown).toMatchObject({
      org_id: orgId,
      ...{
        name: 'a',
        role: 'admin',
        workspaces: null,
        status: 'usable',
        created_by: 'cli',
        expires_at: null,
      },
    });
    const revoked = await keys(orgId, 'revoke', key);
    expect([revoked.code, revoked.stdout]).toEqual([0, `${made.id} (a) is revoked.\n`]);
    const { stdout } = await keys(orgId, 'list');
    expect(stdout).toMatch(new RegExp(`^  ${made.id} +a +admin +all +revoked `, 'm'));
    expect(stdout).toMatch(new RegExp(`^  ${other.id} +b +viewer +all +usable .*never +never$`, 'm'));
    expect(stdout).not.toContain(key);
    const listed = JSON.parse((await keys(orgId, 'list', '--json')).stdout);
    expect(listed.keys).toHaveLength(2);
    expect(JSON.stringify(listed)).not.toContain(key.slice(key.lastIndexOf('_')));
  });

  const refused: [string, string[], RegExp][] = [
    [
      'an unknown role',
      ['create', '--name', 'a', '--role', 'king'],
      /^Error: option '--role <role>' .* viewer, operator, admin/,
    ],
    ['no name', ['create'], /^Error: required option '--name <name>' not specified\n$/],
    [
      'a day that there is not',
      ['create', '--name', 'a', '--expires', '2027-02-30'],
      /^Error: --expires is "2027-02-30": /,
    ],
    [
      'a day that is over',
      ['create', '--name', 'a', '--expires', '2020-01-01'],
      /^Error: expires_at must be a time in the future\.\n$/,
    ],
    [
      'a key that there is not',
      ['revoke', 'ogf_0123456789abcdef'],
      /^Error: There is no key ogf_0123456789abcdef\.\n$/,
    ],
  ];
  it.each(refused)('refuses %s with a line on standard error and exit code 1', async (_, args, said) => {
    const { code, stdout, stderr } = await keys(anOrg(), ...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(said);
  });

  it('needs an organisation', async () => {
    const { code, stderr } = await runCli(['keys', 'list'], { DATABASE_URL: databaseUrl });
    expect([code, stderr]).toEqual([1, 'Error: name the organisation with --org or OFFGRIDFLOW_ORG.\n']);
  });
});
