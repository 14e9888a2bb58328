import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeOn, type OffGridFlow } from '../../src/app/compose.ts';
import { readConfig } from '../../src/app/config.ts';
import { importActivities } from '../../src/app/import-activities.ts';
import { runFile } from '../../src/app/run-file.ts';
import type { RunOptions } from '../../src/app/run-request.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { activitiesCsv } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

type Row = Readonly<Record<string, string>>;

describeOnEachDatabase('runFile', (openDatabase) => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let flow: OffGridFlow;
  let runs = 0;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    flow = composeOn(await openDatabase(), readConfig({}), { logger: silentLogger });
  });
  afterAll(async () => {
    await flow.scheduler.stop();
    await directory.remove();
  });

  /** Runs a file of this content, each with an owner of its own, and reads what became of it. */
  async function run(content: string, options: Partial<RunOptions> = {}, on: OffGridFlow = flow) {
    runs += 1;
    const file = directory.path(`input-${runs}.csv`);
    const out = directory.path(`results-${runs}.csv`);
    await writeFile(file, content);
    const summary = await runFile(on, { file, out, orgId: `org-${runs}`, workspaceId: 'main', ...options });
    const text = await readFile(out, 'utf8');
    return { summary, text, results: parse(text, { columns: true }) as Row[], file, out };
  }

  const outcomes = (results: readonly Row[]) =>
    results.map(({ activity_id, status, error_code, line }) => [line, activity_id, status, error_code]);

  const figuresOf = (results: readonly Row[]) => results.map(({ co2e_kg }) => co2e_kg);

  const header = 'id,source,category,location,quantity,unit,period_start,period_end';
  const good = (id: string) => `${id},utility_bill,electricity,GB,100,kWh,2025-03-01,2025-03-31`;

  it('computes a file in the way that is asked for, and takes another way for another run', async () => {
    const content = [
      header,
      'gas,utility_bill,natural_gas,US,310,therm,2025-03-01,2025-03-31',
      'power,utility_bill,electricity,GB,1000,kWh,2024-12-10,2025-01-09',
    ].join('\n');
    const owner = { orgId: 'org-of-a-way' };
    const first = await run(content, owner);
    expect(figuresOf(first.results)).toEqual(['1646.5495', '198.325806452']);
    const calculation = {
      gwpSet: 'AR6',
      periodPolicy: 'period_start',
      factorSets: ['desnz-defra-2024', 'curated-2025'],
    };
    const other = await run(content, { ...owner, calculation } as Partial<RunOptions>);
    expect(other.summary).toMatchObject({ isResumed: false, unchanged: 2 });
    expect(figuresOf(other.results)).toEqual(['1646.5712', '207.05']);
    expect(other.results.map(({ factor_set }) => factor_set)).toEqual(['curated-2025', 'desnz-defra-2024']);
    const again = await run(content, { ...owner, calculation } as Partial<RunOptions>);
    expect([again.summary.isResumed, again.text]).toEqual([true, other.text]);
    expect(await run(content, owner)).toMatchObject({ summary: { isResumed: true }, text: first.text });
  });

  it.each([
    [{ gwpSet: 'AR7' }, 'gwp_set is "AR7": it must be one of AR4, AR5, AR6.'],
    [{ periodPolicy: 'daily' }, 'period_policy is "daily": it must be one of by_days, period_start.'],
    [{ factorSets: ['curated-2025', 'curated-2025'] }, 'factor_sets names "curated-2025" twice.'],
    [{ factorSets: ['curated-2052'] }, /^There is no factor set "curated-2052": known are curated-2025,/],
  ])('refuses %j before anything of the file is imported', async (calculation, details) => {
    const owner = { orgId: `org-refused-${runs}` };
    const failure = await failureOf(
      run([header, good('never')].join('\n'), { ...owner, calculation } as never),
    );
    expect((failure as Error).message).toMatch(details);
    expect(await flow.activities.getActivity(owner.orgId, 'never')).toBeNull();
  });

  it('names each bad row with line, column, value and reason, goes on with the good ones, and keeps their order', async () => {
    const { summary, results } = await run(
      [
        header,
        good('a'),
        good('commas').replace('100', '1,234.5'),
        good('quoted').replace('100', '"1,234.5"'),
        good('exponent').replace('100', '1e3'),
        good('nan').replace('100', 'NaN'),
        good('negative').replace('100', '-5'),
        good('impossible').replace('2025-03-31', '2025-02-30'),
        good('backwards').replace('2025-03-31', '2025-02-28'),
        `${good('more')},x`,
        'few,utility_bill',
        good('b'),
        good('a'),
        good('a').replace('100', '101'),
        good('"open'),
        good('unit').replace('kWh', 'bucket'),
        good('c'),
      ].join('\n'),
    );
    expect(outcomes(results)).toEqual([
      ['2', 'a', 'success', ''],
      ['3', 'commas', 'rejected', 'TOO_MANY_FIELDS'],
      ['4', 'quoted', 'rejected', 'INVALID_QUANTITY'],
      ['5', 'exponent', 'rejected', 'INVALID_QUANTITY'],
      ['6', 'nan', 'rejected', 'INVALID_QUANTITY'],
      ['7', 'negative', 'rejected', 'INVALID_QUANTITY'],
      ['8', 'impossible', 'rejected', 'INVALID_PERIOD'],
      ['9', 'backwards', 'rejected', 'INVALID_PERIOD'],
      ['10', 'more', 'rejected', 'TOO_MANY_FIELDS'],
      ['11', 'few', 'rejected', 'TOO_FEW_FIELDS'],
      ['12', 'b', 'success', ''],
      ['14', 'a', 'rejected', 'DUPLICATE_ID'],
      ['15', '', 'rejected', 'MALFORMED_ROW'],
      ['16', 'unit', 'error', 'UNKNOWN_UNIT'],
      ['17', 'c', 'success', ''],
    ]);
    expect(summary).toMatchObject({ imported: 4, rejected: 11, succeeded: 3, failed: 1, remaining: 0 });
    const example = (code: string, place = 0) =>
      summary.errors.find((group) => group.code === code)?.examples[place];
    expect(example('INVALID_QUANTITY')).toEqual({
      line: 4,
      activityId: null,
      column: 'quantity',
      value: '1,234.5',
      details: expect.stringMatching(/thousands separators or a decimal comma/),
    });
    expect(example('INVALID_PERIOD', 1)).toMatchObject({
      line: 9,
      column: 'period_end',
      value: '2025-02-28',
    });
    expect(example('DUPLICATE_ID')?.details).toBe(
      'The id "a" stands on line 2 with other content; line 2 was taken, line 14 was not.',
    );
    expect(summary.errors.map(({ code, count }) => [code, count])).toEqual([
      ['INVALID_QUANTITY', 4],
      ['TOO_MANY_FIELDS', 2],
      ['INVALID_PERIOD', 2],
      ['TOO_FEW_FIELDS', 1],
      ['DUPLICATE_ID', 1],
      ['MALFORMED_ROW', 1],
      ['UNKNOWN_UNIT', 1],
    ]);
  });

  it('stops early where more activities fail than are tolerated, and goes on once they are mended', async () => {
    const owner = { orgId: 'org-tolerant' };
    const bad = good('bad').replace('kWh', 'bucket');
    const content = [header, bad, good('b'), good('c')].join('\n');
    const chunkOfOne = composeOn(flow.db, readConfig({ OFFGRIDFLOW_CHUNK_SIZE: '1' }), {
      logger: silentLogger,
    });
    const strict = await run(content, { ...owner, errorTolerance: 0 }, chunkOfOne);
    expect(strict.summary).toMatchObject({ succeeded: 1, failed: 1, remaining: 1 });
    expect(strict.summary.batches[0]?.errorMessage).toMatch(/^Stopped early: 1 of 3 activities/);
    await run([header, bad.replace('bucket', 'MWh')].join('\n'), owner, chunkOfOne);
    const again = await run(content.replace('bucket', 'MWh'), owner, chunkOfOne);
    expect(again.summary).toMatchObject({ succeeded: 3, failed: 0, remaining: 0 });
    const lenient = await run(content, { orgId: 'org-lenient', errorToleranceShare: 0.34 }, chunkOfOne);
    expect(lenient.summary).toMatchObject({ succeeded: 2, failed: 1, batches: [{ status: 'complete' }] });
  });

  it('reads the same from whatever a spreadsheet makes of the table', async () => {
    const table = [header, good('a'), good('b').replace('100', '1234.5')];
    const owner = { orgId: 'org-sheet' };
    const plain = await run(`${table.join('\n')}\n`, owner);
    for (const content of [
      `\ufeff${table.join('\r\n')}`,
      table.join('\n').replaceAll(',', ';'),
      table.join('\r').replaceAll(',', '\t'),
      table.map((line) => `"${line.replaceAll(',', '" , "')}"`).join('\r\n'),
    ]) {
      const { text, summary } = await run(content, owner);
      expect(text).toBe(plain.text);
      expect(summary).toMatchObject({ unchanged: 2, rejected: 0, succeeded: 2 });
    }
  });

  it('takes values of several lines where they may be, and numbers the rows behind them right', async () => {
    const { results } = await run(
      [
        `${header},external_id,metadata`,
        `${good('a')},"PO 1\nPO 2","{\n ""po"": 1\n}"`,
        `${good('b')},,7`,
      ].join('\n'),
    );
    expect(outcomes(results)).toEqual([
      ['2', 'a', 'success', ''],
      ['6', 'b', 'rejected', 'INVALID_VALUE'],
    ]);
    expect(await flow.activities.getActivity(`org-${runs}`, 'a')).toMatchObject({
      externalId: 'PO 1\nPO 2',
      metadata: { po: 1 },
    });
  });

  it('counts a row that stands twice once, near its first line or thousands of lines behind it', async () => {
    const filler = Array.from({ length: 2_500 }, (_, index) => good(`filler-${index}`));
    const metadata = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const lines = [
      `${good('same')},${metadata('{"a":1,"bb":[1.0,{"c":2,"d":3}]}')}`,
      `${good('same').replace(',100,', ',100.00,')},${metadata('{ "bb":[1,{"d":3,"c":2}], "a":1 }')}`,
      `${good('other')},`,
      `${good('other')},${metadata('{"a":[]}')}`,
    ];
    const { summary, results } = await run(
      [`${header},metadata`, ...lines, ...filler.map((line) => `${line},`), ...lines].join('\n'),
    );
    expect(summary).toMatchObject({ imported: 2_502, unchanged: 4, rejected: 2, succeeded: 2_502 });
    expect(outcomes(results.filter(({ activity_id }) => /same|other/.test(activity_id ?? '')))).toEqual([
      ['2', 'same', 'success', ''],
      ['4', 'other', 'success', ''],
      ['5', 'other', 'rejected', 'DUPLICATE_ID'],
      ['2509', 'other', 'rejected', 'DUPLICATE_ID'],
    ]);
  });

  it('gives the same results again, also where another file has changed the activities since', async () => {
    const owner = { orgId: 'org-again' };
    const content = [header, good('a'), good('b'), good('a'), good('b').replace('100', '7'), good('c')].join(
      '\n',
    );
    const first = await run(content, owner);
    expect(first.summary).toMatchObject({ succeeded: 3, rejected: 1 });
    for (const ids of [['a', 'b'], ['c']]) {
      const changed = await run([header, ...ids.map((id) => good(id).replace('100', '5'))].join('\n'), owner);
      expect(changed.summary).toMatchObject({ updated: ids.length, succeeded: ids.length });
      const again = await run(content, owner);
      expect(again.text).toBe(first.text);
      expect(again.summary).toMatchObject({ succeeded: 3, rejected: 1, isResumed: true });
    }
  });

  it('does not pass over activities that another import took before the batch was made', async () => {
    const orgId = 'org-overtaken';
    const { activities } = flow;
    const overtaken = new Proxy(activities, {
      get: (store, method: keyof typeof activities) => {
        if (method !== 'listImportOwners') return store[method].bind(store);
        return async (importId: number) => {
          const row = {
            id: 'b',
            orgId,
            workspaceId: 'main',
            source: 'api',
            category: 'electricity',
          } as const;
          const rest = { location: 'GB', quantity: '5', unit: 'kWh', periodStart: '2025-03-01' } as const;
          await importActivities(flow, [{ ...row, ...rest, periodEnd: '2025-03-31' }]);
          return store.listImportOwners(importId);
        };
      },
    });
    const own = flow;
    flow = { ...own, activities: overtaken };
    const { summary, results } = await run([header, good('a'), good('b')].join('\n'), { orgId });
    flow = own;
    expect(summary).toMatchObject({ succeeded: 1, failed: 0, rejected: 0, remaining: 1 });
    expect(outcomes(results)).toEqual([
      ['2', 'a', 'success', ''],
      ['3', 'b', 'pending', ''],
    ]);
  });

  it('makes one batch for each owner in the file and finds each row its result', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      id: `act-${index % 20}`,
      org_id: `org-owner-${index % 3}`,
      workspace_id: index % 20 === 0 ? 'side' : 'main',
      quantity: String(index % 3),
    }));
    const { summary, results } = await run(activitiesCsv(rows));
    expect(
      summary.batches.map(({ orgId, workspaceId, activityCount }) => [orgId, workspaceId, activityCount]),
    ).toEqual(
      [0, 1, 2].flatMap((org) => [
        [`org-owner-${org}`, 'main', 19],
        [`org-owner-${org}`, 'side', 1],
      ]),
    );
    expect(results).toHaveLength(60);
    for (const { org_id, quantity, co2e_kg } of results) {
      expect(org_id).toBe(`org-owner-${quantity}`);
      expect(Number(co2e_kg)).toBeCloseTo(0.177 * Number(quantity), 9);
    }
  });

  it('shows a rejected row under the owner that was named for all', async () => {
    const { results } = await run([header, good('a').replace('100', 'x')].join('\n'));
    expect(results).toMatchObject([
      { activity_id: 'a', org_id: `org-${runs}`, workspace_id: 'main', status: 'rejected', quantity: 'x' },
    ]);
  });

  it('tells all that is wrong with a row at once', async () => {
    const { results } = await run(
      [header, good('a').replace('100', 'x').replace('2025-03-01', 'soon')].join('\n'),
    );
    expect(results[0]?.error_code).toBe('INVALID_PERIOD');
    expect(results[0]?.error_details).toMatch(/"soon" is not a date.*"x" is not a number/);
  });

  it('is refused with the name of the file, and writes nothing', async () => {
    const failure = await failureOf(run(header.replace('quantity', 'quantty')));
    expect((failure as Error).message).toBe(
      `${directory.path(`input-${runs}.csv`)}: Line 1: the column "quantty" is unknown: did you mean "quantity"?; the column quantity is missing.`,
    );
    expect(((await failureOf(run(`${header}\n`))) as Error).message).toMatch(/: The file has no rows/);
    expect(await failureOf(readFile(directory.path(`results-${runs}.csv`)))).toMatchObject({
      code: 'ENOENT',
    });
  });
});
