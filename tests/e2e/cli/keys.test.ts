import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { PostgresKeyStore } from '../../../src/store/postgres-key-store.ts';
import { anOrg } from '../../support/batches.ts';
import { runCli } from '../../support/cli.ts';
import { startCliServer } from '../../support/cli-server.ts';
import { createTestDatabase, openAt } from '../../support/each-database.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe('keys', () => {
  let databaseUrl: string;
  let db: Database;
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

  beforeAll(async () => {
    // Empty: keys are made before anything else runs.
    databaseUrl = await createTestDatabase('template0');
    db = await openAt(databaseUrl);
    directory = await temporaryDirectory();
  });
  afterAll(async () => {
    await db.close();
    await directory.remove();
  });

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

  it('list shows all there are, however many', async () => {
    const orgId = anOrg();
    const { id } = JSON.parse((await keys(orgId, 'create', '--name', 'oldest', '--json')).stdout);
    await db.query(
      `INSERT INTO api_keys (org_id, id, name, role, secret_hash, created_by)
       SELECT $1, 'ogf_' || $1 || n, 'many', 'viewer', repeat('0', 64), 'tester' FROM generate_series(1, 2000) AS n`,
      [orgId],
    );
    const listed = JSON.parse((await keys(orgId, 'list', '--json')).stdout).keys;
    expect([listed.length, new Set(listed.map((key: { id: string }) => key.id)).size]).toEqual([2001, 2001]);
    expect(listed.at(-1).id).toBe(id);
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
      'a day whose end no year of four digits has',
      ['create', '--name', 'a', '--expires', '9999-12-31'],
      /^Error: --expires is "9999-12-31": the last day is 9999-12-30\.\n$/,
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

  it('open a server that believes nothing else, to the client commands too', async () => {
    const orgId = anOrg();
    const key = (await keys(orgId, 'create', '--name', 'a', '--workspaces', 'plant')).stdout.trim();
    const server = await startCliServer([
      '--database-url',
      databaseUrl,
      '--host',
      '0.0.0.0',
      '--auth',
      'keys',
    ]);
    const url = server.url.replace('0.0.0.0', '127.0.0.1');
    // The key says which organisation it is, and which workspace.
    const env = { OFFGRIDFLOW_URL: url, OFFGRIDFLOW_API_KEY: key };
    const file = directory.path('my.csv');
    await writeFile(
      file,
      'id,source,category,location,quantity,unit,period_start,period_end\na,api,electricity,GB,1,kWh,2025-01-01,2025-01-31\n',
    );
    expect((await runCli(['import', file], env)).stdout).toMatch(
      /^1 new, 0 updated, 0 unchanged, 0 rejected/,
    );
    expect((await runCli(['submit', 'a'], env)).stdout).toMatch(/^batch_/);
    const listed = await runCli(['list', '--json'], env);
    expect(JSON.parse(listed.stdout)).toMatchObject({ batches: [{ workspace_id: 'plant' }], total: 1 });
    const refused: [Record<string, string>, RegExp][] = [
      [
        { ...env, OFFGRIDFLOW_API_KEY: `${key.slice(0, -1)}x` },
        /^Error: The credentials are missing, .*\(401 UNAUTHENTICATED\)\n$/,
      ],
      [
        { OFFGRIDFLOW_URL: url, OFFGRIDFLOW_ORG: orgId },
        /^Error: The credentials are missing, .*\(401 UNAUTHENTICATED\)\n$/,
      ],
      [
        { ...env, OFFGRIDFLOW_ORG: anOrg() },
        /^Error: The credentials are not for the organisation .*\(403 FORBIDDEN\)\n$/,
      ],
    ];
    for (const [wrong, said] of refused) {
      const { code, stderr } = await runCli(['list'], wrong);
      expect([code, stderr]).toEqual([1, expect.stringMatching(said)]);
      expect(stderr).not.toContain(key.slice(21, -1));
    }
    const { stdout, stderr } = await server.stop();
    expect(stdout + stderr).not.toContain(key.slice(21, -1));
    expect(stdout).toContain('"auth":["keys"],"headersOnlyLocally":false,"msg":"whom this server believes"');
  });

  it('are asked for by name where others may reach the server: it refuses to start otherwise', async () => {
    const { code, stdout, stderr } = await runCli(['serve', '--host', '0.0.0.0', '--port', '0'], {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Error: --host is "0\.0\.0\.0", which others may reach, .* --auth keys .*\n$/);
  });

  it('needs an organisation', async () => {
    const { code, stderr } = await runCli(['keys', 'list'], { DATABASE_URL: databaseUrl });
    expect([code, stderr]).toEqual([1, 'Error: name the organisation with --org or OFFGRIDFLOW_ORG.\n']);
  });
});
