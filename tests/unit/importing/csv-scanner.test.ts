import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, CsvScanner, recordLengthMax } from '../../../src/importing/csv-scanner.ts';
import { aDialect, aField, cut, writeCsv } from './csv-text.ts';

/** Every record of a text that arrives in these pieces. */
function scan(pieces: readonly string[]): CsvRecord[] {
  const scanner = new CsvScanner();
  const records: CsvRecord[] = [];
  const take = () => {
    for (let record = scanner.next(); record !== null; record = scanner.next()) records.push(record);
  };
  for (const piece of pieces) {
    scanner.push(piece);
    take();
  }
  scanner.end();
  take();
  return records;
}

const linesAndFields = (text: string) => scan([text]).map(({ line, fields }) => [line, ...fields]);

function linesBefore(text: string): number {
  return text.split(/\r\n|\r|\n/).length;
}

describe('CsvScanner', () => {
  it('reads back every table of fields, each record with its lines, whoever wrote it and however it arrives', () => {
    const aTable = fc
      .integer({ min: 2, max: 5 })
      .chain((width) => fc.array(fc.array(aField, { minLength: width, maxLength: width }), { maxLength: 6 }));
    const cuts = fc.array(fc.nat(), { maxLength: 8 });
    fc.assert(
      fc.property(aTable, aDialect, cuts, (table, dialect, places) => {
        const header = table[0]?.map((_, place) => `column${place}`) ?? ['a', 'b'];
        const whole = [header, ...table];
        const text = writeCsv(whole, dialect);
        const expected = whole
          .map((fields, row) => {
            const line = linesBefore(
              writeCsv([...whole.slice(0, row), ['']], { ...dialect, endsWithLineEnd: false }),
            );
            const lastLine =
              line + linesBefore(writeCsv([fields], { ...dialect, endsWithLineEnd: false })) - 1;
            return { line, lastLine, fields, fault: null };
          })
          .filter(({ fields }) => fields.some((field) => field.trim() !== ''));
        expect(scan(cut(text, places))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with another reader on texts that both can read', () => {
    const aText = fc.string({
      unit: fc.constantFrom('a', 'b', '"', ',', '\n', '1'),
      maxLength: 40,
      size: 'max',
    });
    fc.assert(
      fc.property(aText, (text) => {
        const csv = `x,y\n${text}`;
        let records: string[][];
        try {
          records = parse(csv, { relax_column_count: true, skip_empty_lines: true });
        } catch {
          return;
        }
        const found = scan([csv]);
        expect(found.every(({ fault }) => fault === null)).toBe(true);
        const isNotBlank = (fields: readonly string[]) => fields.some((field) => field.trim() !== '');
        expect(found.map(({ fields }) => fields)).toEqual(records.filter(isNotBlank));
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads any text to its end, the same however it is cut, with lines that only go forward', () => {
    const wild = fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\r', '\n', ' ', '\t', '😀'),
      maxLength: 60,
      size: 'max',
    });
    fc.assert(
      fc.property(wild, fc.array(fc.nat(), { maxLength: 12 }), (text, places) => {
        const records = scan([text]);
        expect(scan(cut(text, places))).toEqual(records);
        expect(scan([...text].flatMap((character) => character.split('')))).toEqual(records);
        for (const [index, { line, lastLine }] of records.entries()) {
          expect(line).toBeGreaterThan(records[index - 1]?.line ?? 0);
          expect(lastLine).toBeGreaterThanOrEqual(line);
          expect(lastLine).toBeLessThanOrEqual(linesBefore(text));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [',', 'id,unit'],
    [';', 'id;unit'],
    ['\t', 'id\tunit'],
    ['|', 'id|unit'],
    [';', '"a,b,c";unit;x'],
  ])('finds the separator "%s" in the header %j', (separator, header) => {
    const columns = header.split(separator).length;
    expect(scan([`${header}\nx${separator.repeat(columns - 1)}\n`])[1]?.fields).toHaveLength(columns);
  });

  it('counts lines that end with CR LF, with LF and with CR, also within quotes and mixed', () => {
    expect(linesAndFields('a,b\r\n1,"x\ry\r\nz"\n2,\r3,""')).toEqual([
      [1, 'a', 'b'],
      [2, '1', 'x\ry\r\nz'],
      [5, '2', ''],
      [6, '3', ''],
    ]);
  });

  it('passes over lines that hold nothing, and counts them', () => {
    expect(linesAndFields('\n \r\na,b\n\n,\n" ",\n1,2\n\n')).toEqual([
      [3, 'a', 'b'],
      [7, '1', '2'],
    ]);
  });

  it('drops blanks around a quoted field and keeps quotes within an unquoted one', () => {
    expect(linesAndFields('a,b\n "x" ,\t"y"\n12" pipe,5"')).toEqual([
      [1, 'a', 'b'],
      [2, 'x', 'y'],
      [3, '12" pipe', '5"'],
    ]);
  });

  describe('after a mistake', () => {
    it('goes on with the next line where a quote is never closed', () => {
      const [, broken, ...others] = scan(['a,b\n1,"x\n2,y\n3,z\n']);
      expect(broken).toEqual({
        line: 2,
        lastLine: 2,
        fields: ['1'],
        fault: { kind: 'quote_not_closed', text: '"x\n2,y\n3,z\n' },
      });
      expect(others.map(({ line, fields }) => [line, ...fields])).toEqual([
        [3, '2', 'y'],
        [4, '3', 'z'],
      ]);
    });

    it('goes on with the next line where text follows a closing quote, also where that closed lines later', () => {
      const records = scan(['a,b\n1,"x"y\n2,"x\n3,"y"\n4,z\n']);
      expect(records.map(({ line, fields, fault }) => [line, fault?.kind ?? null, ...fields])).toEqual([
        [1, null, 'a', 'b'],
        [2, 'text_after_quote', '1'],
        [3, 'text_after_quote', '2'],
        [4, null, '3', 'y'],
        [5, null, '4', 'z'],
      ]);
      expect(records[1]?.fault?.text).toBe('"x"y');
    });

    it('shows how the field begins in whole characters', () => {
      expect(scan(['a\n"x"😀'])[1]?.fault?.text.isWellFormed()).toBe(true);
      const [, long] = scan([`a,b\n"${'x'.repeat(498)}😀`]);
      expect([long?.fault?.text.length, long?.fault?.text.isWellFormed()]).toEqual([500, true]);
    });

    it('reads the lines again that a record swallowed, when it is told to', () => {
      const scanner = new CsvScanner();
      scanner.push('a,b\n1,"x\n2,y\n3,z"\n4,w\n');
      scanner.end();
      expect([scanner.next()?.line, scanner.next()?.fields]).toEqual([1, ['1', 'x\n2,y\n3,z']]);
      scanner.rereadAfterFirstLine();
      expect([scanner.next(), scanner.next(), scanner.next()].map((record) => record?.fields)).toEqual([
        ['2', 'y'],
        ['3', 'z"'],
        ['4', 'w'],
      ]);
    });
  });

  describe('with more text than a record may have', () => {
    const filler = 'x'.repeat(1000);
    const overlong = Array.from({ length: 1100 }, () => filler);

    it.each([
      ['a line without an end', 'too_long', ['1,', ...overlong, '\n2,y\n']],
      ['a header without an end', 'too_long', overlong],
      ['a quote that is never closed', 'quote_not_closed', ['1,"', ...overlong, '\n2,y\n']],
      [
        'blanks before a quote',
        'too_long',
        ['1,"x",', ...overlong.map(() => ' '.repeat(1000)), '"y', '"\n2,y\n'],
      ],
      ['blanks behind a quote', 'too_long', ['1,"x"', ...overlong.map(() => ' '.repeat(1000)), '\n2,y\n']],
    ])('refuses %s, whole or in pieces, and goes on with the next line', (name, kind, pieces) => {
      const text = name.includes('header') ? pieces : ['a,b\n', ...pieces];
      const records = scan(text);
      expect(scan([text.join('')])).toEqual(records);
      expect(records.filter(({ fault }) => fault !== null).map(({ fault }) => fault?.kind)).toEqual([kind]);
      if (!name.includes('header')) expect(records.at(-1)?.fields).toEqual(['2', 'y']);
    });

    it('refuses it as soon as it is there, and holds no more of it', () => {
      const scanner = new CsvScanner();
      scanner.push('x'.repeat(recordLengthMax + 1));
      expect(scanner.next()?.fault?.kind).toBe('too_long');
      expect(scanner.next()).toBeNull();
    });

    it('takes a record of exactly as much', () => {
      const longest = 'x'.repeat(recordLengthMax - 2);
      expect(scan([`a,b\n1,${longest}\n1,x${longest}\n`]).map(({ fault }) => fault?.kind ?? null)).toEqual([
        null,
        null,
        'too_long',
      ]);
      const quoted = `"${longest.slice(2)}"`;
      expect(scan([`a,b\n1,${quoted}\n1,x\n`]).map(({ fault }) => fault)).toEqual([null, null, null]);
    });
  });

  it('takes time in proportion to its input, however small the pieces and however many the mistakes', () => {
    // Looking at all that is there with each character would take many times the time that a test has.
    const records = scan(['a,b\n1,"', ...Array.from({ length: 1_000_000 }, () => 'x'), '"\n2,y\n']);
    expect(records.map(({ fields }) => fields.length)).toEqual([2, 2, 2]);
    const mistakes = scan(['a,b\n', ...Array.from({ length: 50_000 }, (_, row) => `${row},"x\n`)]);
    expect(mistakes).toHaveLength(50_001);
  });
});
