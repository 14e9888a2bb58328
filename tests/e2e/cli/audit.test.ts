import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activitiesCsv, anOrg } from '../../support/batches.ts';
import { CliClient, type CliServer, startCliServer } from '../../support/cli-server.ts';
import { createTestDatabase, openAt } from '../../support/each-database.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe('explain and audit', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let databaseUrl: string;
  let server: CliServer;
  let client: CliClient;
  let batchId: string;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    databaseUrl = await createTestDatabase();
    server = await startCliServer(['--database-url', databaseUrl]);
    client = new CliClient(server.url, anOrg());
    const rows = [
      { id: 'power-1', factor_id: 'defra-2025-electricity-kwh' },
      { id: 'gas-1', category: 'natural_gas', location: 'US', unit: 'therm', period_start: '2024-12-16' },
      {
        id: '=gas-2',
        category: 'natural_gas',
        unit: 'm3',
        period_start: '2024-12-16',
        period_end: '2025-01-15',
      },
      { id: 'bad-1', unit: 'bucket' },
    ];
    await writeFile(directory.path('a.csv'), activitiesCsv(rows).replace("'=", '='));
    await client.output('import', directory.path('a.csv'));
    batchId = await client.submit(...rows.map(({ id }) => id));
    await client.run('watch', batchId);
    // After the batch: one that has never been computed, and one that has changed since.
    const later = [
      { id: 'never-1' },
      { ...rows[1], quantity: '7' },
      { id: 'other-year-1', period_start: '2024-01-01', period_end: '2024-12-31' },
    ];
    await writeFile(directory.path('later.csv'), activitiesCsv(later));
    await client.output('import', directory.path('later.csv'));
  });

  afterAll(async () => {
    await server.stop();
    await directory.remove();
  });

  async function sheet(out: string, name: string): Promise<Record<string, string>[]> {
    return parse(await readFile(`${out}/${name}`, 'utf8'), { columns: true });
  }

  it('explain writes a record out, as text and as JSON', async () => {
    const text = await client.output('explain', batchId, '=gas-2');
    expect(text).toContain(
      'The period of 31 days crosses a change of factor and is apportioned by days: 16 by',
    );
    expect(text).toContain('DESNZ');
    expect(text).toContain('equal, as is every other figure');
    expect(await client.json('explain', batchId, 'power-1')).toMatchObject({
      is_equal: true,
      differences: [],
    });
    expect((await client.run('explain', batchId, 'bad-1')).code).toBe(1);
  });

  it('audit writes a year: its current records, the activities without one, and totals that agree', async () => {
    const out = directory.path('audit-2025');
    expect(await client.output('audit', '--year', '2025', '--out', out)).toMatch(
      /^Wrote 3 records and 2 activities without one .*, difference 0\.\n$/,
    );
    const records = await sheet(out, 'records.csv');
    expect(records.map((row) => [row.activity_id, row.is_stale]).sort()).toEqual([
      ["'=gas-2", 'false'],
      ['gas-1', 'true'],
      ['power-1', 'false'],
    ]);
    expect(await sheet(out, 'errors.csv')).toMatchObject([
      { activity_id: 'bad-1', batch_id: batchId, code: 'UNKNOWN_UNIT' },
      { activity_id: 'never-1', batch_id: '', code: 'NOT_COMPUTED' },
    ]);
    expect(await readFile(`${out}/README.txt`, 'utf8')).toContain(
      '2 activities of the year without a record. Stale: 1 records',
    );
    expect(await sheet(out, 'batches.csv')).toMatchObject([{ id: batchId, error_count: '1' }]);
    const totals = await sheet(out, 'totals.csv');
    expect(totals.at(-2)).toMatchObject({ line: "the inventory's total", records: '3' });
    const agrees = { records: '0', co2e_kg: '0', market_based_co2e_kg: '0', biogenic_co2_kg: '0' };
    expect(totals.at(-1)).toMatchObject({ line: 'difference', ...agrees });
    expect((await sheet(out, 'factors.csv')).length).toBeGreaterThan(2);
    const empty = await client.output('audit', '--year', '1999', '--out', directory.path('audit-1999'));
    expect(empty).toContain('Wrote 0 records and 0 activities without one');
    const both = await client.run('audit', batchId, '--year', '2025', '--out', directory.path('both'));
    expect([both.code, both.stderr]).toEqual([1, 'Error: name a batch or give --year, one of the two.\n']);
  });

  it('audit writes records, errors, factors with their sources, totals that agree, log and checksums', async () => {
    const out = directory.path('audit');
    expect(await client.output('audit', batchId, '--out', out)).toMatch(
      /^Wrote 3 records and 1 error .*, difference 0\.\n$/,
    );
    expect((await readdir(out)).sort()).toEqual([
      'README.txt',
      'SHA256SUMS',
      'errors.csv',
      'factors.csv',
      'log.csv',
      'records.csv',
      'totals.csv',
    ]);
    for (const line of (await readFile(`${out}/SHA256SUMS`, 'utf8')).trim().split('\n')) {
      const [hash, name] = line.split('  ');
      expect(
        createHash('sha256')
          .update(await readFile(`${out}/${name}`))
          .digest('hex'),
        name,
      ).toBe(hash);
    }
    const records = await sheet(out, 'records.csv');
    expect(records.map((record) => record.activity_id)).toEqual(["'=gas-2", 'gas-1', 'power-1']);
    const [head = ''] = (await readFile(`${out}/records.csv`, 'utf8')).split('\n');
    const columns = head.split(',');
    expect(columns.filter((column, place) => columns.indexOf(column) !== place)).toEqual([]);
    expect(await sheet(out, 'errors.csv')).toMatchObject([{ activity_id: 'bad-1', code: 'UNKNOWN_UNIT' }]);
    const factors = await sheet(out, 'factors.csv');
    expect(factors.length).toBeGreaterThanOrEqual(4);
    for (const factor of factors) {
      expect(factor).toMatchObject({
        co2e_kg_per_unit: expect.stringMatching(factor.co2_kg_per_unit ? '' : /\d/),
        factor_set: 'curated-2025',
        licence: expect.stringMatching(/./),
        source_ref: expect.stringMatching(/./),
      });
    }
    const totals = await sheet(out, 'totals.csv');
    const { total_emissions_exact: total } = await client.json('show', batchId);
    expect(totals.map(({ line, scope, category, records: n }) => [line, scope, category, n])).toEqual([
      ['category', '1', 'natural_gas', '2'],
      ['category', '2', 'electricity', '1'],
      ['scope', '1', '', '2'],
      ['scope', '2', '', '1'],
      ['sum of the records', '', '', '3'],
      ["the batch's own total", '', '', '3'],
      ['difference', '', '', '0'],
    ]);
    expect(totals.slice(-3).map((line) => line.co2e_kg)).toEqual([total, total, '0']);
    expect((await sheet(out, 'log.csv')).map(({ event }) => event)).toContain('submitted');
  });

  it('audit leaves nothing half done, and nothing that was there before overwritten', async () => {
    const out = directory.path('there');
    await mkdir(out);
    const refused = await client.run('audit', batchId, '--out', out);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('is there already')]);
    const unknown = await client.run('audit', 'batch_none', '--out', directory.path('none'));
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('There is no batch')]);
    const nowhere = await client.run('audit', batchId, '--out', directory.path('no/such/place'));
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('cannot be written')]);
    expect((await readdir(directory.path('.'))).filter((name) => /none|part/.test(name))).toEqual([]);
  });

  it('explain ends with 2 and names the field where a record was changed', async () => {
    const db = await openAt(databaseUrl);
    await db.query('ALTER TABLE emission_records DISABLE TRIGGER USER');
    const change = (kg: string) =>
      db.query(`UPDATE emission_records SET co2e_kg = co2e_kg + $1 WHERE activity_id = 'power-1'`, [kg]);
    await change('0.000000001');
    const { code, stdout, stderr } = await client.run('explain', batchId, 'power-1');
    const asJson = await client.run('explain', batchId, 'power-1', '--json');
    await change('-0.000000001');
    await db.close();
    expect([code, stderr]).toEqual([2, 'Error: the record does not yield its own figures.\n']);
    expect(stdout).toMatch(/DIFFERENT: co2e_kg is [\d.]+1, expected [\d.]+\.$/m);
    expect(asJson.code).toBe(2);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ is_equal: false, differences: [{ field: 'co2e_kg' }] });
    expect((await client.run('explain', batchId, 'power-1')).code).toBe(0);
  });

  it('audit ends with 2 and shows the difference where records and total do not agree', async () => {
    const db = await openAt(databaseUrl);
    await db.query('UPDATE batch_jobs SET total_emissions = total_emissions + 0.5 WHERE id = $1', [batchId]);
    await db.close();
    const out = directory.path('wrong');
    const { code, stdout } = await client.run('audit', batchId, '--out', out);
    expect([code, stdout]).toEqual([2, expect.stringContaining('difference 0.5')]);
    expect((await sheet(out, 'totals.csv')).at(-1)).toMatchObject({ line: 'difference', co2e_kg: '0.5' });
  });
});
