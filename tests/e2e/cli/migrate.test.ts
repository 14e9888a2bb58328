import { readdir } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { createTestDatabase, openAt } from '../../support/each-database.ts';

const names = (await readdir(new URL('../../../migrations', import.meta.url)))
  .filter((file) => file.endsWith('.up.sql'))
  .map((file) => file.replace('.up.sql', ''))
  .sort();

describe('migrate', () => {
  let databaseUrl: string;

  beforeEach(async () => {
    databaseUrl = await createTestDatabase('template0');
  });

  async function migrate(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runCli(['migrate', ...args], { DATABASE_URL: databaseUrl });
    expect([code, stderr]).toEqual([0, '']);
    return stdout;
  }

  it('up brings the schema up to date, once, and status lists what was applied when', async () => {
    const pending = names.map(
      (name) => `  ${name.padEnd(Math.max(...names.map(({ length }) => length)))}  pending\n`,
    );
    expect(await migrate('status')).toBe(pending.join(''));
    expect(await migrate('up')).toBe(`Applied ${names.join(', ')}.\n`);
    expect(await migrate('up')).toBe('The schema is up to date.\n');
    const status = await migrate('status');
    for (const name of names)
      expect(status).toMatch(new RegExp(`^  ${name} +\\d{4}-\\d\\d-\\d\\dT.*Z$`, 'm'));
  });

  it('down takes back the last migrations, as many as it is told, and leaves nothing behind', async () => {
    await migrate('up');
    expect(await migrate('down')).toBe(`Took back ${names.at(-1)}.\n`);
    expect(await migrate('status')).toMatch(new RegExp(`^  ${names.at(-1)} +pending$`, 'm'));
    expect(await migrate('down', '--steps', '99')).toBe(
      `Took back ${names.slice(0, -1).reverse().join(', ')}.\n`,
    );
    expect(await migrate('down')).toBe('There was nothing to take back.\n');
    const db = await openAt(databaseUrl);
    const { rows } = await db.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')`,
    );
    await db.close();
    expect(rows).toEqual([]);
  });

  it('refuses a number of steps that is none, before it opens the database', async () => {
    const { code, stderr } = await runCli(['migrate', 'down', '--steps', '0'], {
      DATABASE_URL: 'postgres://x@127.0.0.1:1/x',
    });
    expect([code, stderr]).toEqual([1, 'Error: --steps is "0": give a whole number from 1.\n']);
  });

  it('says which database cannot be reached once its time is up', async () => {
    const flags = [
      '--database-url',
      'postgres://me:secret@127.0.0.1:1/x',
      '--database-connect-timeout',
      '0s',
    ];
    const { code, stdout, stderr } = await runCli(['migrate', 'up', ...flags]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^Error: The database at 127\.0\.0\.1:1\/x could not be reached for 0 s \(.*\)\. .*\n$/,
    );
  });
});
