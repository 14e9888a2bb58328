import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProcess, runCli, sampleFile } from '../../support/cli.ts';
import {
  createDatabaseOn,
  createTestDatabase,
  makeTestDirectory,
  openAt,
} from '../../support/each-database.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const someFailed = 2;

/** In chunks of one activity: the processing is long enough to be met in its middle. */
describe('run, interrupted in chunks of 1', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let postgres15: PostgresServer;
  /** results.csv of the sample, made in one go. */
  let expected: string;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    postgres15 = await startPostgres(15);
    const out = directory.path('expected.csv');
    await runCli(['run', sampleFile, '--out', out, '--database-url', await createTestDatabase()]);
    expected = await readFile(out, 'utf8');
  });

  afterAll(async () => {
    await postgres15.stop();
    await directory.remove();
  });

  const places: Record<string, () => Promise<string[]>> = {
    embedded: async () => ['--data-dir', await makeTestDirectory(directory.path('killed'))],
    'on PostgreSQL 15': async () => ['--database-url', await createDatabaseOn(postgres15)],
    'on PostgreSQL 18': async () => ['--database-url', await createTestDatabase()],
  };
  for (const [name, place] of Object.entries(places)) {
    it(`goes on after kill -9 in the middle, to the same results byte for byte, ${name}`, async () => {
      const out = directory.path(`killed ${name}.csv`);
      const args = ['run', sampleFile, '--out', out, '--chunk-size', '1', ...(await place())];
      const first = new CliProcess(args);
      await first.says(/Processing [2-7]\d%/);
      await first.kill('SIGKILL');
      const second = await runCli(args);
      expect(second.code, second.stderr).toBe(someFailed);
      expect(second.stderr).toContain('This file was imported before');
      expect((await readFile(out, 'utf8')) === expected).toBe(true);
    });
  }

  it('stops in good order at Ctrl-C and goes on when it is started again', async () => {
    const url = await createTestDatabase();
    const out = directory.path('interrupted.csv');
    const args = ['run', sampleFile, '--out', out, '--chunk-size', '1', '--database-url', url];
    const first = new CliProcess(args);
    await first.says(/Processing [2-7]\d%/);
    const interrupted = await first.kill('SIGINT');
    expect(interrupted.code).toBe(130);
    expect(interrupted.stderr).toContain('Run the same command again to go on.');
    const db = await openAt(url);
    const held = await db.query('SELECT 1 FROM batch_jobs WHERE locked_by IS NOT NULL OR retry_count > 0');
    await db.close();
    expect(held.rows).toEqual([]);
    expect((await runCli(args)).code).toBe(someFailed);
    expect((await readFile(out, 'utf8')) === expected).toBe(true);
  });
});
