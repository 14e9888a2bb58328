import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activitiesCsv, anOrg } from '../../support/batches.ts';
import { sampleFile } from '../../support/cli.ts';
import { CliClient, type CliServer, startCliServer } from '../../support/cli-server.ts';
import { createTestDatabase } from '../../support/each-database.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const someFailed = 2;

describe('import and export', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: CliServer;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    server = await startCliServer(['--database-url', await createTestDatabase()]);
  });

  afterAll(async () => {
    await server.stop();
    await directory.remove();
  });

  function aClient(): CliClient {
    return new CliClient(server.url, anOrg());
  }

  async function aFile(name: string, text: string): Promise<string> {
    await writeFile(directory.path(name), text);
    return directory.path(name);
  }

  it('import sends CSV, NDJSON and JSON by the ending of the file', async () => {
    const client = aClient();
    const good = { source: 'manual', category: 'electricity', location: 'GB', quantity: 1.5, unit: 'kWh' };
    const period = { period_start: '2025-03-01', period_end: '2025-03-31' };
    const objects = ['n-1', 'n-2'].map((id) => JSON.stringify({ id, ...good, ...period }));
    const files = [
      await aFile('good.csv', activitiesCsv([{ id: 'c-1' }, { id: 'c-2' }])),
      await aFile('good.tsv', activitiesCsv([{ id: 't-1' }, { id: 't-2' }]).replaceAll(',', '\t')),
      await aFile('good.ndjson', objects.join('\n')),
      await aFile('good.JSON', `[${objects.join(',').replaceAll('n-', 'j-')}]`),
    ];
    for (const file of files) {
      expect(await client.output('import', file)).toBe('2 new, 0 updated, 0 unchanged, 0 rejected\n');
      expect(await client.json('import', file)).toMatchObject({ imported: 0, unchanged: 2, rejected: 0 });
    }
  });

  it('import takes the good rows, and shows each bad one with what to do about it', async () => {
    const rows = [
      { id: 'good', org_id: '' },
      { id: 'bad-1', org_id: '', quantity: '-5', period_start: '2025-02-30' },
      { id: 'stranger', org_id: 'org-other' },
    ];
    const { code, stdout } = await aClient().run('import', await aFile('bad.csv', activitiesCsv(rows)));
    expect(code).toBe(someFailed);
    expect(stdout.split('\n')).toEqual([
      '1 new, 0 updated, 0 unchanged, 2 rejected',
      expect.stringMatching(/^ {2}line 3, period_start: .* \[INVALID_PERIOD\]$/),
      expect.stringMatching(/^ {2}line 3, quantity: .* \[INVALID_QUANTITY\]$/),
      expect.stringMatching(/^ {2}line 4, org_id: The row belongs to "org-other".* \[WRONG_OWNER\]$/),
      'What to do',
      '  INVALID_PERIOD: Give two dates like 2025-01-31, the end not before the start.',
      '  INVALID_QUANTITY: Give a plain number of zero or more, such as 1234.5.',
      '  WRONG_OWNER: Import the rows of each organisation under its own --org.',
      '',
    ]);
  });

  it('import says how many more rows were rejected than are shown, and counts the elements of an array', async () => {
    const client = aClient();
    const rows = Array.from({ length: 120 }, (_, place) => ({ id: `bad-${place}`, quantity: 'NaN' }));
    const many = await client.run('import', await aFile('many.csv', activitiesCsv(rows)));
    expect(many.stdout).toContain('0 new, 0 updated, 0 unchanged, 120 rejected\n');
    expect(many.stdout).toContain('\n  and 20 more rows\n');
    const array = await client.run('import', await aFile('one.json', '[{"id": "x"}]'));
    expect(array.stdout).toContain('  element 1, source: ');
  });

  it('import sends a packed file as it is, takes none of its rows where one is bad, and submits what it took', async () => {
    const client = aClient();
    const rows = activitiesCsv([{ id: 'p-1' }, { id: 'p-2' }, { id: 'p-3', quantity: 'NaN' }]);
    await writeFile(directory.path('some.csv.gz'), gzipSync(rows));
    const none = await client.run('import', directory.path('some.csv.gz'), '--on-error', 'abort');
    expect([none.code, none.stdout]).toEqual([1, '']);
    expect(none.stderr).toMatch(
      /^Error: Nothing was taken: 1 row is at fault, the first is line 4, quantity: /,
    );
    const some = await client.run('import', directory.path('some.csv.gz'), '--submit', '--json');
    expect(some.code).toBe(someFailed);
    const { batch, import_id } = JSON.parse(some.stdout);
    expect(batch).toMatchObject({ activity_count: 2 });
    const again = ['submit', '--import', import_id, '--filter', 'period=2025', '--watch'];
    expect(await client.output(...again)).toMatch(/complete/);
    expect((await client.run('import', directory.path('some.csv.gz'), '--watch')).stderr).toMatch(/--submit/);
  });

  it('import fails for a file that cannot be taken as a whole', async () => {
    const client = aClient();
    const cases = {
      [directory.path('nowhere.csv')]: /there is no file .*nowhere\.csv\.$/,
      [await aFile('table.xlsx', 'x')]: /has none of the endings \.csv, .*\.json, with/,
      [await aFile('empty.csv', '')]: /empty.* \(400 VALIDATION_ERROR\)$/,
      [await aFile('wrong.csv', 'id,quantitty\n')]: /did you mean "quantity"\?.* \(400 VALIDATION_ERROR\)$/,
      [await aFile('broken.json', '[{]')]: /is not JSON.* \(400 VALIDATION_ERROR\)$/,
    };
    for (const [file, said] of Object.entries(cases)) {
      const { code, stdout, stderr } = await client.run('import', file);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr.trimEnd()).toMatch(said);
      expect(stderr).toMatch(/^Error: [^\n]*\n$/);
    }
    expect((await client.run('import', directory.path('.'))).code).toBe(1);
  });

  it('import hears what is wrong with a large file before it has sent all of it', async () => {
    const rows = activitiesCsv([{ id: 'x' }]).replace('quantity', 'quantitty') + 'x'.repeat(20_000_000);
    const { code, stderr } = await aClient().run('import', await aFile('large.csv', rows));
    expect([code, stderr]).toEqual([1, expect.stringContaining('did you mean "quantity"?')]);
    const object = await aClient().run(
      'import',
      await aFile('large.json', `{"x":"${'x'.repeat(34_000_000)}"}`),
    );
    expect([object.code, object.stderr]).toEqual([1, expect.stringContaining('must be a JSON array')]);
  });

  it('export writes every field of the records, with the exact decimals', async () => {
    const client = new CliClient(server.url, 'org-birch', 'ws-birch-emea');
    await client.run('import', sampleFile);
    const ids = ['act-000003', 'act-000051'];
    const batchId = await client.submit(...ids, '--watch').then((said) => said.split('\n')[0] ?? '');
    const rows = rowsOf(await client.output('export', batchId));
    const records = await ask(client, batchId, 'records');

    const fields = Object.keys(records[0] ?? {}).map((field) => field.replace(/_exact$/, ''));
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual([...new Set(fields)].sort());
    expect(rows.map((row) => row.activity_id)).toEqual(ids);
    for (const [place, row] of rows.entries()) {
      const { co2e_kg_exact, quantity_exact, calculated_at } = records[place] ?? {};
      expect(row).toMatchObject({ co2e_kg: co2e_kg_exact, quantity: quantity_exact, calculated_at });
    }
  });

  it('export --errors writes every field of what failed', async () => {
    const client = aClient();
    const batchId = await client.submit('nowhere, "here"', 'gone');
    await client.run('watch', batchId);
    const rows = rowsOf(await client.output('export', batchId, '--errors'));
    const errors = await ask(client, batchId, 'errors');
    expect(rows).toEqual(errors.map((error) => ({ ...error, attempt: '1' })));
    expect(rows.map((row) => row.activity_id)).toEqual(['gone', 'nowhere, "here"']);
  });

  it('export brings page after page in order, whatever the ids are made of', async () => {
    const client = aClient();
    const odd = ['100%/a?b=c&d#e', '%2F', '..', ' '.padEnd(199, 'ü').trim(), 'ÄÖ 株式会社 🌍', "a'b", 'a+b'];
    const ids = [...Array.from({ length: 2_100 }, (_, place) => `${odd[place % 3]} ${place}`), ...odd];
    await client.output('import', await aFile('odd.csv', activitiesCsv(ids.map((id) => ({ id })))));
    const submitted = client.start('submit', '--file', '-', '--watch', '--json');
    submitted.child.stdin?.end(ids.join('\n'));
    const batch = JSON.parse((await submitted.ended()).stdout);
    expect(batch).toMatchObject({ status: 'complete', success_count: ids.length });

    const out = directory.path('odd-records.csv');
    expect(await client.output('export', batch.id, '--out', out)).toBe('');
    const inByteOrder = ids.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(rowsOf(await readFile(out, 'utf8')).map((row) => row.activity_id)).toEqual(inByteOrder);
  });

  it('export leaves no half file where it cannot write', async () => {
    const client = aClient();
    const batchId = await client.submit('a-1');
    // A directory stands where the file should be, so that writing works and renaming does not.
    await mkdir(directory.path('taken.csv'));
    const { code, stderr } = await client.run('export', batchId, '--out', directory.path('taken.csv'));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^Error: .*taken\.csv cannot be written: /)]);
    expect((await readdir(directory.path('.'))).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('ends quietly when nobody reads its output any more', async () => {
    const client = aClient();
    const batchId = await client.submit('a-1');
    const exporting = client.start('export', batchId);
    exporting.child.stdout?.destroy();
    expect(await exporting.ended()).toMatchObject({
      code: 141,
      stderr: expect.not.stringContaining('EPIPE'),
    });
  });

  async function ask(client: CliClient, batchId: string, rows: 'records' | 'errors') {
    const headers = { 'x-org-id': client.orgId };
    const answer = await fetch(`${server.url}/api/v1/batches/${batchId}/${rows}`, { headers });
    return ((await answer.json()) as Record<string, Record<string, unknown>[]>)[rows] ?? [];
  }
});

function rowsOf(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true });
}
