import { CsvError, parse } from 'csv-parse/sync';
import { ValidationError } from '../domain/errors.ts';

export interface PackRow {
  readonly fields: string[];
  /** The line that the row begins on: a quoted field may hold line breaks. */
  readonly line: number;
}

const format = { bom: true, relax_column_count: true, skip_empty_lines: true };

/** The fields of the first row, whatever follows. */
export function readPackHeader(csvText: string): string[] {
  const [header = []] = attempt(csvText, () => parse(csvText, { ...format, to: 1 }) as string[][]);
  return header;
}

/** The rows after the header. Throws a `ValidationError` that names the line. */
export function readPackRows(csvText: string): PackRow[] {
  const rows = attempt(
    csvText,
    () =>
      parse(csvText, { ...format, info: true }) as unknown as { record: string[]; info: { bytes: number } }[],
  );
  const lineAfter = lineFinder(csvText);
  let end = 0;
  return rows
    .map(({ record, info }) => {
      const line = lineAfter(end);
      end = info.bytes;
      return { fields: record, line };
    })
    .slice(1);
}

/** Gives the line of the row that begins after so many bytes. The parser's own count of lines takes CRLF in a field for two. */
function lineFinder(csvText: string): (end: number) => number {
  const bytes = Buffer.from(csvText);
  let line = 1;
  let counted = 0;
  return (end) => {
    let start = end;
    while (bytes[start] === 0x0a || bytes[start] === 0x0d) start += 1;
    line += bytes.toString('latin1', counted, start).match(/\r\n|\r|\n/g)?.length ?? 0;
    counted = start;
    return line;
  };
}

function attempt<Result>(csvText: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Up to the field before the one at fault.
    const line = lineFinder(csvText)(error.bytes as number);
    throw new ValidationError(`line ${line}: ${faults[error.code] ?? `${error.message}.`}`, { cause: error });
  }
}

const faults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened here and never closed.',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote; a quote inside a quoted field is written twice.',
  INVALID_OPENING_QUOTE:
    'a quote stands in the middle of a field; put the whole field in quotes and write its quotes twice.',
};
