import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, sampleFile } from '../../support/cli.ts';
import { createDatabaseOn, createTestDatabase, makeTestDirectory } from '../../support/each-database.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const someFailed = 2;

describe('run', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let postgres15: PostgresServer;
  /** results.csv of the sample, as the embedded database made it. */
  let expected: string;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    postgres15 = await startPostgres(15);
    const out = directory.path('expected.csv');
    await runCli(['run', sampleFile, '--out', out, '--data-dir', directory.path('first')]);
    expected = await readFile(out, 'utf8');
  });

  afterAll(async () => {
    await postgres15.stop();
    await directory.remove();
  });

  it('prints totals by scope and category, names what failed and says so with its exit code', async () => {
    const result = await runCli(['run', sampleFile, '--data-dir', directory.path('totals')]);
    expect(result.code).toBe(someFailed);
    expect(result.stdout).toMatch(/Total, location-based\s+1,237\s+11,868,494\.687607715/);
    expect(result.stdout).toMatch(/electricity\s+2\s+240\s+6,420,533\.556721083/);
    expect(result.stdout).toContain('10 rows without a result');
    expect(result.stdout).toContain('line 1149, quantity: quantity "-75.0" is negative');
    expect(result.stdout).toContain('What to do: ');
    expect(result.stderr).toMatch(/Processing \d+%/);
  });

  it('gives every activity of the sample one line of results, in its order', async () => {
    const idsOf = (csv: string) =>
      csv
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',', 1)[0]);
    const input = await readFile(sampleFile, 'utf8');
    expect(idsOf(expected)).toEqual(idsOf(input));
    const bad = input
      .split('\n')
      .filter((line) => /,BAD-/.test(line))
      .map((line) => line.split(',', 1)[0]);
    const unsuccessful = expected
      .split('\n')
      .slice(1)
      .filter((line) => /,(error|rejected),/.test(line));
    expect(unsuccessful.map((line) => line.split(',', 1)[0])).toEqual(bad);
  });

  // Chunks of one are in run-interrupted.test.ts.
  for (const chunkSize of [7, 1000]) {
    it(`gives the same results byte for byte in chunks of ${chunkSize}, embedded and on PostgreSQL 15 and 18`, async () => {
      const places: Record<string, string[]> = {
        embedded: ['--data-dir', await makeTestDirectory(directory.path(`chunks-${chunkSize}`))],
        postgresql18: ['--database-url', await createTestDatabase()],
        postgresql15: ['--database-url', await createDatabaseOn(postgres15)],
      };
      for (const [name, place] of Object.entries(places)) {
        const out = directory.path(`${name}-${chunkSize}.csv`);
        const result = await runCli([
          'run',
          sampleFile,
          '--out',
          out,
          '--chunk-size',
          String(chunkSize),
          ...place,
        ]);
        expect([name, result.code]).toEqual([name, someFailed]);
        expect((await readFile(out, 'utf8')) === expected, name).toBe(true);
      }
    });
  }

  it('shows the results of a file that was run before without computing them twice, and begins anew with --fresh', async () => {
    const url = await createTestDatabase();
    const summaryOf = async (flags: string[]) =>
      JSON.parse((await runCli(['run', sampleFile, '--json', '--database-url', url, ...flags])).stdout);
    const first = await summaryOf([]);
    const again = await summaryOf([]);
    const fresh = await summaryOf(['--fresh']);
    const idsOf = ({ batches }: { batches: { batchId: string }[] }) => batches.map(({ batchId }) => batchId);
    expect(idsOf(again)).toEqual(idsOf(first));
    expect(idsOf(fresh)).not.toEqual(idsOf(first));
    expect(again.totalCo2eKg).toBe('11868494.687607715');
    expect(fresh.totalCo2eKg).toBe('11868494.687607715');
    expect(fresh).toMatchObject({ imported: 0, unchanged: 1244, rejected: 3 });
  });
});
