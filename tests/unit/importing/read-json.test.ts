import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityColumns } from '../../../src/domain/activity-columns.ts';
import { ValidationError } from '../../../src/domain/errors.ts';
import { WrittenNumber } from '../../../src/domain/written-json.ts';
import type { InputRow } from '../../../src/importing/input-row.ts';
import { readJsonArray, readNdjson } from '../../../src/importing/read-json.ts';
import { bytesOf, cut, inPieces } from './csv-text.ts';

type Reader = (bytes: AsyncIterable<Uint8Array>) => AsyncGenerator<InputRow>;

async function rowsOf(reader: Reader, bytes: AsyncIterable<Uint8Array>): Promise<InputRow[]> {
  const rows: InputRow[] = [];
  for await (const row of reader(bytes)) rows.push(row);
  return rows;
}

/** The rows, or the sentence that all of them were refused with. */
function outcomeOf(reader: Reader, pieces: Iterable<Uint8Array>): Promise<InputRow[] | string> {
  return rowsOf(reader, inPieces(pieces)).catch((error: unknown) => {
    expect(error).toBeInstanceOf(ValidationError);
    return (error as Error).message;
  });
}

const anActivity = fc.dictionary(
  fc.constantFrom(...activityColumns),
  fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant(null)),
);

describe('readNdjson', () => {
  it('reads back every list of objects, each with its line, however it is cut', async () => {
    const lines = fc.array(anActivity, { minLength: 1, maxLength: 6 });
    const lineEnd = fc.constantFrom('\n', '\r\n', '\n\n');
    await fc.assert(
      fc.asyncProperty(
        lines,
        lineEnd,
        fc.boolean(),
        fc.array(fc.nat()),
        async (objects, end, endsWithIt, places) => {
          const text = objects.map((object) => JSON.stringify(object)).join(end) + (endsWithIt ? end : '');
          const rows = await rowsOf(readNdjson, inPieces(cut<Uint8Array>(Buffer.from(text), places)));
          const linesBetween = end === '\n\n' ? 2 : 1;
          expect(rows).toEqual(
            objects.map((values, place) => ({ line: place * linesBetween + 1, values, problems: [] })),
          );
        },
      ),
    );
  });

  it('reads any bytes to rows or to one refusal, and the same however they are cut', async () => {
    const wild = fc.oneof(
      fc.uint8Array({ maxLength: 100, size: 'max' }),
      fc
        .string({
          unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', '\n'),
          maxLength: 40,
          size: 'max',
        })
        .map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(wild, fc.array(fc.nat()), async (bytes, places) => {
        const whole = await outcomeOf(readNdjson, [bytes]);
        expect(await outcomeOf(readNdjson, cut<Uint8Array>(bytes, places))).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the digits of numbers as they were written', async () => {
    const [row] = await rowsOf(
      readNdjson,
      bytesOf('{"quantity": 12345678901234567890.10, "metadata": {"a": 1e3}}'),
    );
    expect(row?.values).toEqual({
      quantity: new WrittenNumber('12345678901234567890.10'),
      metadata: { a: new WrittenNumber('1e3') },
    });
  });

  it('names what is wrong with a line and goes on with the next', async () => {
    const lines = ['{"id": "a"}', '{"id": "b"', '[1]', '7', '"text"', 'null', '{"id": "c"}'];
    const rows = await rowsOf(readNdjson, bytesOf(lines.join('\n')));
    expect(rows.map(({ line, problems }) => [line, problems[0]?.code, problems[0]?.value])).toEqual([
      [1, undefined, undefined],
      [2, 'MALFORMED_ROW', '{"id": "b"'],
      [3, 'MALFORMED_ROW', '[1]'],
      [4, 'MALFORMED_ROW', '7'],
      [5, 'MALFORMED_ROW', '"text"'],
      [6, 'MALFORMED_ROW', 'null'],
      [7, undefined, undefined],
    ]);
    expect(rows[1]?.problems[0]?.details).toMatch(/^The line is not JSON: /);
    expect(rows[2]?.problems[0]?.details).toBe('An activity must be a JSON object.');
  });

  it('refuses fields that activities do not have, and guesses what was meant', async () => {
    const [row] = await rowsOf(readNdjson, bytesOf('{"quantty": "1", "colour": "red", "__proto__": {}}'));
    expect(row?.problems).toEqual([
      {
        column: 'quantty',
        value: null,
        code: 'UNKNOWN_FIELD',
        details: 'There is no such field; did you mean "quantity"?',
      },
      {
        column: 'colour',
        value: null,
        code: 'UNKNOWN_FIELD',
        details: expect.stringMatching(/known are id, source/),
      },
      { column: '__proto__', value: null, code: 'UNKNOWN_FIELD', details: expect.any(String) },
    ]);
  });

  it('refuses a line that is too long, whole or in pieces, and shows little of it', async () => {
    const long = JSON.stringify({ id: 'x'.repeat(2_000_000) });
    const bytes = Buffer.from(`{"id":"a"}\n${long}\n{"id":"b"}\n${long}`);
    const rows = (await outcomeOf(readNdjson, [bytes])) as InputRow[];
    expect(rows.map(({ line, problems }) => [line, problems[0]?.details])).toEqual([
      [1, undefined],
      [2, 'The line is longer than 1048576 characters.'],
      [3, undefined],
      [4, 'The line is longer than 1048576 characters.'],
    ]);
    const pieces = cut<Uint8Array>(
      bytes,
      Array.from({ length: 60 }, (_, place) => place * 65_536),
    );
    expect(await outcomeOf(readNdjson, pieces)).toEqual(rows);
  });

  it('refuses a line that nests deeper than the stack reaches, and goes on', async () => {
    const rows = await rowsOf(
      readNdjson,
      bytesOf(`${'['.repeat(500_000)}${']'.repeat(500_000)}\n{"id":"b"}`),
    );
    expect(rows.map(({ problems }) => problems.map(({ code }) => code))).toEqual([['MALFORMED_ROW'], []]);
  });

  it.each(['', '\n \r\n', '\ufeff'])('refuses %j, which holds nothing', async (text) => {
    expect(await outcomeOf(readNdjson, [Buffer.from(text)])).toMatch(/^The body is empty/);
  });
});

describe('readJsonArray', () => {
  it('reads back every list of objects, each with its place, however it is cut and laid out', async () => {
    const objects = fc.array(anActivity, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(objects, fc.constantFrom(0, 2), fc.array(fc.nat()), async (list, indent, places) => {
        const bytes = Buffer.from(`\ufeff${JSON.stringify(list, null, indent)}`);
        const rows = await rowsOf(readJsonArray, inPieces(cut<Uint8Array>(bytes, places)));
        expect(rows).toEqual(list.map((values, place) => ({ line: place + 1, values, problems: [] })));
      }),
    );
  });

  it('keeps the digits of numbers as they were written', async () => {
    const [row] = await rowsOf(readJsonArray, bytesOf('[{"quantity": 0.1000000000000000055}]'));
    expect(row?.values.quantity).toEqual(new WrittenNumber('0.1000000000000000055'));
  });

  it('names the elements that are no objects, by their place, and reads the others', async () => {
    const rows = await rowsOf(readJsonArray, bytesOf('[{"id": "a"}, [1.50], 7, null]'));
    expect(rows.map(({ line, problems }) => [line, problems[0]?.value])).toEqual([
      [1, undefined],
      [2, '[1.50]'],
      [3, '7'],
      [4, 'null'],
    ]);
  });

  it.each([
    ['', /^The body is empty/],
    ['  \n', /^The body is empty/],
    ['[]', /^The array is empty/],
    ['{}', /must be a JSON array/],
    ['7', /must be a JSON array/],
    ['[{}', /^The body is not JSON: the array is not closed/],
    ['[{"id":"]', /^The body is not JSON: the array is not closed/],
    ['[{},]', /^The body is not JSON: an element is missing/],
    ['[{},,{}]', /^The body is not JSON: an element is missing/],
    ['[,]', /^The body is not JSON: an element is missing/],
    ['[{}]]', /^The body is not JSON: something follows/],
    ['[{}] [{}]', /^The body is not JSON: something follows/],
    ['[{]', /^The body is not JSON: the array is not closed/],
    ['[{"a":[}]}]', /^The body is not JSON: element 1: /],
    ['[{} {}]', /^The body is not JSON: element 1: /],
    ["[{'id': 'a'}]", /^The body is not JSON: /],
    ['[{"id": NaN}]', /^The body is not JSON: /],
  ])('refuses %j as a whole', async (text, reason) => {
    expect(await outcomeOf(readJsonArray, [Buffer.from(text)])).toMatch(reason);
  });

  it('reads brackets, commas and quotes within texts as what they are', async () => {
    const [row, other] = await rowsOf(readJsonArray, bytesOf('[{"id": "],[}{\\\\\\","}, {"id": "b"}]'));
    expect([row?.values.id, other?.values.id]).toEqual(['],[}{\\",', 'b']);
  });

  it('refuses an element that is too long, and reads on, in the memory of one element', async () => {
    const long = JSON.stringify({ id: 'x'.repeat(2_000_000) });
    const rows = await rowsOf(readJsonArray, bytesOf(`[{"id":"a"},${long},{"id":"b"}]`));
    expect(rows.map(({ problems }) => problems[0]?.details)).toEqual([
      undefined,
      'The element is longer than 1048576 characters.',
      undefined,
    ]);
  });

  it('refuses what nests deeper than it is told to read, before it is parsed', async () => {
    const read = (bytes: AsyncIterable<Uint8Array>) => readJsonArray(bytes, 3);
    expect(await rowsOf(read, bytesOf('[{"id":[1]}]'))).toHaveLength(1);
    expect(await outcomeOf(read, [Buffer.from('[{"id":[[')])).toMatch(/deeper than 3 levels/);
  });

  it('gives the elements before the place where the array breaks', async () => {
    const rows: unknown[] = [];
    const reading = async () => {
      for await (const row of readJsonArray(bytesOf('[{"id":"a"}, {"id":'))) rows.push(row.values.id);
    };
    await expect(reading()).rejects.toThrow(/not closed/);
    expect(rows).toEqual(['a']);
  });

  it('says what is not UTF-8, with the line', async () => {
    const bytes = Buffer.from('[{"id":\n"\xe9"}]', 'latin1');
    expect(await outcomeOf(readJsonArray, [bytes])).toMatch(/^Line 2: the text is not UTF-8/);
  });
});
