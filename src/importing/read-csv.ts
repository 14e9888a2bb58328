import { Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import { activityColumns, ownerColumns, type RowOwner, requiredColumns } from '../domain/activity-rules.ts';
import { nearestWord } from '../domain/edit-distance.ts';
import { ValidationError } from '../domain/errors.ts';
import { quoted, type RowProblem, shownValue } from '../domain/row-problem.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import type { InputRow } from './input-row.ts';

const separators = [',', ';', '\t', '|'];
/** A quoted field that runs longer than this was meant to end before. */
const recordLengthMax = 1024 * 1024;

/**
 * Reads activities from CSV: UTF-8 with or without a byte order mark; separated by comma, semicolon, tab or bar, whichever
 * the header uses; any line ends; quoted fields with newlines. Memory stays constant. A bad row becomes a row with
 * problems and the next is read; a bad header, another encoding or an empty input throws a `ValidationError` that names
 * line and column, before any row is given.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  owner: Pick<RowOwner, 'orgId' | 'workspaceId'>,
): AsyncGenerator<InputRow> {
  const text = decodeUtf8(bytes);
  const head = await readHead(text);
  const faults: CsvError[] = [];
  const parser = parse({
    delimiter: separatorOf(head.text),
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: recordLengthMax,
    skip_records_with_error: true,
    on_skip: (fault) => {
      if (fault !== undefined) faults.push(fault);
    },
    info: true,
    raw: true,
  });
  const source = Readable.from(head.whole());
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let header: Header | null = null;
  let linesRead = 0;
  try {
    for await (const { record, raw } of parser as AsyncIterable<{
      record: string[];
      raw: string;
      info: Info;
    }>) {
      const line = linesRead + leadingBreaks(raw) + 1;
      linesRead += countBreaks(raw);
      if (header === null) header = new Header(record, line, owner);
      else yield header.rowOf(record, raw, line);
      yield* faults.splice(0).map((fault) => brokenRow(fault, linesRead + 1));
    }
    yield* faults.splice(0).map((fault) => brokenRow(fault, linesRead + 1));
    if (header === null)
      throw new ValidationError('The file is empty: its first line must name the columns.');
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** The header line of a CSV, whose columns every row is read by. */
class Header {
  readonly #columns: readonly string[];

  constructor(names: readonly string[], line: number, owner: Pick<RowOwner, 'orgId' | 'workspaceId'>) {
    this.#columns = names.map((name) => name.trim().toLowerCase());
    const faults = [...unknownColumns(this.#columns), ...missingColumns(this.#columns, owner)];
    if (faults.length > 0) throw new ValidationError(`Line ${line}: ${faults.join('; ')}.`);
  }

  rowOf(fields: readonly string[], raw: string, line: number): InputRow {
    const values: Record<string, string> = {};
    for (let place = 0; place < this.#columns.length; place++) {
      const field = fields[place];
      if (field !== undefined) values[this.#columns[place] as string] = field;
    }
    return { line, values, problems: this.#problemsOf(fields, raw) };
  }

  #problemsOf(fields: readonly string[], raw: string): RowProblem[] {
    const expected = this.#columns.length;
    if (fields.length !== expected) {
      const isMore = fields.length > expected;
      const details = `The row has ${fields.length} fields where the header has ${expected}: ${isMore ? 'put a field that holds the separator in quotes' : 'a separator is missing'}.`;
      const value = isMore ? shownValue(fields.slice(expected).join(' ')) : null;
      return [{ column: null, value, code: isMore ? 'TOO_MANY_FIELDS' : 'TOO_FEW_FIELDS', details }];
    }
    const stray = raw.includes('"') ? fields.findIndex((field) => isStrayQuote(field, raw)) : -1;
    if (stray === -1) return [];
    const column = this.#columns[stray] ?? null;
    return [
      {
        column,
        value: shownValue(fields[stray] ?? ''),
        code: 'MALFORMED_ROW',
        details: 'Text follows a closing quote: write a quote inside a quoted field twice.',
      },
    ];
  }
}

/** A field that begins with a quote although it was not written as a quoted one. */
function isStrayQuote(field: string, raw: string): boolean {
  return field.startsWith('"') && !raw.includes(`"${field.replaceAll('"', '""')}"`);
}

function unknownColumns(columns: readonly string[]): string[] {
  return columns.flatMap((column, place) => {
    if (column === '') return [`column ${place + 1} has no name`];
    if (columns.indexOf(column) !== place) return [`the column ${quoted(column)} stands twice`];
    if (activityColumns.includes(column)) return [];
    const near = nearestWord(column, activityColumns);
    return [
      near === null
        ? `the column ${quoted(column)} is unknown (known are ${activityColumns.join(', ')})`
        : `the column ${quoted(column)} is unknown: did you mean "${near}"?`,
    ];
  });
}

function missingColumns(
  columns: readonly string[],
  owner: Pick<RowOwner, 'orgId' | 'workspaceId'>,
): string[] {
  const given: Record<string, string | null> = { org_id: owner.orgId, workspace_id: owner.workspaceId };
  const needed = [...requiredColumns, ...ownerColumns.filter((column) => (given[column] ?? null) === null)];
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length === 0) return [];
  const owners = missing.some((column) => (ownerColumns as readonly string[]).includes(column));
  return [
    `the columns ${missing.join(', ')} are missing${owners ? ' (the owner may be named for all rows instead)' : ''}`,
  ];
}

function brokenRow(fault: CsvError, line: number): InputRow {
  const isUnclosed = fault.code === 'CSV_QUOTE_NOT_CLOSED' || fault.code === 'CSV_MAX_RECORD_SIZE';
  const details = isUnclosed
    ? 'A quote is opened in this row and never closed: everything after it was read as one field. Close it and import again.'
    : `The row cannot be read: ${fault.message}.`;
  return { line, values: {}, problems: [{ column: null, value: null, code: 'MALFORMED_ROW', details }] };
}

interface Head {
  /** Up to the end of the header line. */
  readonly text: string;
  /** The input from its very beginning. */
  whole(): AsyncGenerator<string>;
}

async function readHead(text: AsyncGenerator<string>): Promise<Head> {
  let begin = '';
  for (;;) {
    const next = await text.next();
    if (next.done) break;
    begin += next.value;
    if (/[\r\n]/.test(begin.trimStart()) || begin.length > recordLengthMax) break;
  }
  if (begin.trim() === '')
    throw new ValidationError('The file is empty: its first line must name the columns.');
  async function* whole() {
    yield begin;
    yield* text;
  }
  return { text: begin.trimStart().split(/[\r\n]/, 1)[0] ?? '', whole };
}

/** The separator that the header uses most. A header of one column alone has none, and the comma does. */
function separatorOf(header: string): string {
  const unquoted = header.replaceAll(/"[^"]*"/g, '');
  const counted = separators.map((separator) => ({ separator, count: unquoted.split(separator).length }));
  return counted.reduce((most, next) => (next.count > most.count ? next : most)).separator;
}

function countBreaks(raw: string): number {
  let count = 0;
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code === 10 || (code === 13 && raw.charCodeAt(at + 1) !== 10)) count++;
  }
  return count;
}

/** Empty lines before a record are part of its raw text. */
function leadingBreaks(raw: string): number {
  const begin = raw.search(/[^\r\n]/);
  return begin <= 0 ? 0 : countBreaks(raw.slice(0, begin));
}
