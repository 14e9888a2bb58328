import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityColumns } from '../../../src/domain/activity-columns.ts';
import { ValidationError } from '../../../src/domain/errors.ts';
import type { InputRow } from '../../../src/importing/input-row.ts';
import { readCsv } from '../../../src/importing/read-csv.ts';
import { aDialect, aField, bytesOf, cut, inPieces, writeCsv } from './csv-text.ts';

const nobody = { orgId: null, workspaceId: null };
const acme = { orgId: 'acme', workspaceId: 'main' };
const header = 'id,source,category,location,quantity,unit,period_start,period_end';
const good = (id: string) => `${id},utility_bill,electricity,GB,10,kWh,2025-03-01,2025-03-31`;

async function read(
  bytes: AsyncIterable<Uint8Array>,
  owner: typeof nobody | typeof acme = acme,
): Promise<InputRow[]> {
  const rows: InputRow[] = [];
  for await (const row of readCsv(bytes, owner)) rows.push(row);
  return rows;
}

const rowsOf = (...lines: string[]) => read(bytesOf([header, ...lines, ''].join('\n')));

async function refusalOf(text: string | Buffer, owner: typeof nobody | typeof acme = acme): Promise<string> {
  const error = await read(inPieces([Buffer.from(text)]), owner).then(
    () => null,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(ValidationError);
  return (error as Error).message;
}

describe('readCsv', () => {
  it('reads back every table of fields, however it was written, encoded and cut', async () => {
    const isOneLine = (field: string) => !/[\r\n]/.test(field);
    const columns = [...activityColumns];
    const aRow = fc.tuple(
      ...columns.map((column) =>
        /meter_id|external_id|metadata/.test(column) ? aField : aField.filter(isOneLine),
      ),
    );
    const aTable = fc.array(aRow, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        aTable,
        aDialect,
        fc.boolean(),
        fc.array(fc.nat()),
        async (table, dialect, hasMark, places) => {
          const rows = table.filter((fields) => fields.some((field) => field.trim() !== ''));
          fc.pre(rows.length > 0);
          const text = writeCsv([columns, ...table], dialect);
          const bytes = Buffer.from(hasMark ? `\ufeff${text}` : text);
          const found = await read(inPieces(cut<Uint8Array>(bytes, places)), nobody);
          expect(found.map(({ values }) => columns.map((column) => values[column]))).toEqual(rows);
          expect(found.flatMap(({ problems }) => problems)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('reads any bytes to rows or to one refusal, and the same however they are cut', async () => {
    const wild = fc.oneof(
      fc.uint8Array({ maxLength: 200, size: 'max' }),
      fc
        .string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', '😀'), maxLength: 80, size: 'max' })
        .map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(wild, fc.boolean(), fc.array(fc.nat()), async (tail, hasHeader, places) => {
        const bytes = hasHeader ? Buffer.concat([Buffer.from(`${header}\n`), tail]) : tail;
        const outcome = (pieces: Uint8Array[]) =>
          read(inPieces(pieces)).catch((error: unknown) => {
            expect(error).toBeInstanceOf(ValidationError);
            return (error as Error).message;
          });
        expect(await outcome(cut<Uint8Array>(bytes, places))).toEqual(await outcome([bytes]));
      }),
      { numRuns: 500 },
    );
  });

  it('gives rows by the names of their columns, in any order and case, with the line each begins on', async () => {
    const text = [
      'Unit,ID , source,category,location,quantity,period_start,period_end,metadata',
      'kWh,a,,,,,,,"{\n}"',
      'm3,b,,,,,,,',
    ];
    const rows = await read(bytesOf(text.join('\r\n')));
    expect(rows).toMatchObject([
      { line: 2, values: { id: 'a', unit: 'kWh', metadata: '{\n}' }, problems: [] },
      { line: 4, values: { id: 'b', unit: 'm3', metadata: '' }, problems: [] },
    ]);
  });

  it('gives rows while the rest of the input is still on its way', async () => {
    async function* endless() {
      yield Buffer.from(`${header}\n`);
      for (let row = 0; ; row++) yield Buffer.from(`${good(`act_${row}`)}\n`);
    }
    const rows = readCsv(endless(), acme);
    for (let row = 0; row < 3; row++)
      expect((await rows.next()).value).toMatchObject({ values: { id: `act_${row}` } });
    await rows.return(undefined);
  });

  describe('refuses the whole input for', () => {
    it.each([
      ['nothing', '', 'The file is empty: its first line must name the columns.'],
      ['blank lines', '\n\r\n  \n', 'The file is empty: its first line must name the columns.'],
      ['a byte order mark alone', '\ufeff', 'The file is empty: its first line must name the columns.'],
      ['a header alone', `${header}\n`, 'The file has no rows: there is nothing below its header.'],
      [
        'a header with blank lines',
        `${header}\n\n,,\n`,
        'The file has no rows: there is nothing below its header.',
      ],
    ])('%s', async (_, text, message) => {
      expect(await refusalOf(text)).toBe(message);
    });

    it.each([
      ['a missing column', header.replace(',unit', ''), 'Line 1: the column unit is missing.'],
      ['missing columns', 'id,unit', /^Line 1: the columns source, category, .* are missing\.$/],
      [
        'a misspelt column',
        header.replace('quantity', 'quantty'),
        /the column "quantty" is unknown: did you mean "quantity"\?; the column quantity is missing/,
      ],
      ['an unknown column', `${header},colour`, /the column "colour" is unknown \(known are id, source/],
      ['a column that stands twice', `${header},ID`, 'Line 1: the column "id" stands twice.'],
      ['a column without a name', `${header},`, 'Line 1: column 9 has no name.'],
      ['a header with an open quote', `"${header}`, /^Line 1: A quote that opens a field is never closed/],
      ['a header behind blank lines', '\n\nid,unit', /^Line 3: /],
      ['a sheet with its columns in one field', header.replaceAll(',', ':'), /is unknown/],
      ['JSON', '[{"id": "a"}]', 'Line 1: this is JSON, not CSV.'],
      ['NDJSON', '{"id": "a", "unit": "kWh"}', 'Line 1: this is JSON, not CSV.'],
      [
        'very many columns',
        `${header}${',x'.repeat(100_000)}`,
        /^Line 1: there are 100008 columns; known are only id/,
      ],
      ['a column with a name of a megabyte', `${header},${'x'.repeat(1_000_000)}`, /is unknown/],
    ])('%s, naming line and column in a short sentence', async (_, line, message) => {
      const found = await refusalOf(`${line}\n${good('a')}\n`);
      expect(found).toMatch(message);
      expect(found.length).toBeLessThan(1_000);
    });

    it('missing owners, unless they are named for all rows', async () => {
      const text = `${header}\n${good('a')}\n`;
      expect(await refusalOf(text, nobody)).toBe(
        'Line 1: the columns org_id, workspace_id are missing (the owner may be named for all rows instead).',
      );
      expect(await read(bytesOf(text), acme)).toHaveLength(1);
    });

    it('another encoding, naming the line', async () => {
      const text = Buffer.from(`${header}\n${good('a')}\n${good('\xe9')}\n`, 'latin1');
      expect(await refusalOf(text)).toMatch(/^Line 3: the text is not UTF-8/);
    });
  });

  describe('names what is wrong with a row and goes on with the next', () => {
    it.each([
      [
        'too many fields',
        `${good('b')},x,y`,
        { column: null, value: 'x y', code: 'TOO_MANY_FIELDS' },
        /10 fields where the header has 8: put a field that holds/,
      ],
      [
        'a decimal comma',
        good('b').replace('10', '1,234.5'),
        { column: null, value: '2025-03-31', code: 'TOO_MANY_FIELDS' },
        /9 fields/,
      ],
      [
        'too few fields',
        'b,utility_bill',
        { column: null, value: null, code: 'TOO_FEW_FIELDS' },
        /2 fields where the header has 8: a separator is missing/,
      ],
      [
        'text behind a closing quote',
        good('"b"x'),
        { column: 'id', value: '"b"x', code: 'MALFORMED_ROW' },
        /write a quote inside a quoted field twice/,
      ],
      [
        'a quote that is never closed',
        good('b').replace('kWh', '"kWh'),
        { column: 'unit', code: 'MALFORMED_ROW' },
        /never closed/,
      ],
    ])('%s', async (_, line, problem, details) => {
      const rows = await rowsOf(good('a'), line, good('c'));
      expect(rows.map(({ line }) => line)).toEqual([2, 3, 4]);
      expect(rows[1]?.problems).toEqual([
        { value: expect.any(String), ...problem, details: expect.stringMatching(details) },
      ]);
      expect([rows[0]?.problems, rows[2]?.problems]).toEqual([[], []]);
      expect(rows[2]?.values.id).toBe('c');
    });

    it('a row with the wrong number of fields, of which only the first is sure to be what its column says', async () => {
      const [row] = await rowsOf(good('a').replace('10', '1,234.5'));
      expect(row?.values).toEqual({ id: 'a' });
    });

    it('a row whose quote closed on a later line: the lines between are rows of their own', async () => {
      const rows = await rowsOf(
        good('a').replace('kWh', '"kWh'),
        good('b'),
        good('c').replace('kWh', 'kWh"'),
        good('d'),
      );
      expect(rows.map(({ line, values, problems }) => [line, values.id, problems.length])).toEqual([
        [2, 'a', 1],
        [3, 'b', 0],
        [4, 'c', 0],
        [5, 'd', 0],
      ]);
      expect(rows[0]?.problems[0]).toMatchObject({ column: 'unit', code: 'MALFORMED_ROW', details: /.*/ });
      expect(rows[0]?.problems[0]?.details).toMatch(
        /from line 2 to line 4, and unit must not hold a line break/,
      );
      expect(rows[2]?.values.unit).toBe('kWh"');
    });

    it('a row that swallowed others into a field that may hold line breaks', async () => {
      const text = [
        `${header},meter_id`,
        `${good('a')},"two\nlines"`,
        `${good('b')},"m-2`,
        `${good('c')},m-3`,
        `${good('d')},m-4"`,
        `${good('e')},m-5`,
      ];
      const rows = await read(bytesOf(text.join('\n')));
      expect(rows.map(({ line, values, problems }) => [line, values.id, problems.length])).toEqual([
        [2, 'a', 0],
        [4, 'b', 1],
        [5, 'c', 0],
        [6, 'd', 0],
        [7, 'e', 0],
      ]);
      expect(rows[1]?.problems[0]).toMatchObject({ column: 'meter_id', code: 'MALFORMED_ROW' });
      expect(rows[1]?.problems[0]?.details).toMatch(
        /from line 4 to line 6, and meter_id holds what looks like rows/,
      );
    });

    it('what it shows of a row of a megabyte is short', async () => {
      const rows = await rowsOf(`${good('a')},${'x'.repeat(1_000_000)}`, 'x'.repeat(2_000_000), good('b'));
      expect(rows.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
        ['TOO_MANY_FIELDS'],
        ['MALFORMED_ROW'],
        [],
      ]);
      for (const { problems } of rows) {
        for (const { value, details } of problems) expect(`${value}${details}`.length).toBeLessThan(500);
      }
    });
  });
});
