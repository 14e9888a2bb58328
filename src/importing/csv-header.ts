import {
  activityColumns,
  multilineColumns,
  ownerColumns,
  requiredColumns,
} from '../domain/activity-columns.ts';
import type { RowOwner } from '../domain/activity-rules.ts';
import { nearestWord } from '../domain/edit-distance.ts';
import { ValidationError } from '../domain/errors.ts';
import { quoted, type RowProblem, shownValue } from '../domain/row-problem.ts';
import { type CsvFault, type CsvRecord, recordLengthMax } from './csv-scanner.ts';
import type { InputRow } from './input-row.ts';

type Owner = Pick<RowOwner, 'orgId' | 'workspaceId'>;

/** More columns than this are no mistake in a name: the file is another. */
const columnsMax = 100;
const faultsNamed = 5;

/** The first record of a CSV, whose columns every row is read by. */
export class CsvHeader {
  readonly #columns: readonly string[];
  readonly #separator: string;

  /** Throws a `ValidationError` that names all that is wrong with it. */
  constructor({ line, fields, fault }: CsvRecord, separator: string, owner: Owner) {
    this.#separator = separator;
    this.#columns = fields.map((name) => name.trim().toLowerCase());
    if (/^[[{]/.test(this.#columns[0] ?? ''))
      throw new ValidationError(`Line ${line}: this is JSON, not CSV.`);
    if (fault !== null) throw new ValidationError(`Line ${line}: ${sentences[fault.kind]}`);
    const faults = faultsOf(this.#columns, owner);
    if (faults.length === 0) return;
    const more = faults.length - faultsNamed;
    const named = faults.slice(0, faultsNamed).join('; ');
    throw new ValidationError(`Line ${line}: ${named}${more > 0 ? `; and ${more} more` : ''}.`);
  }

  /** The record as a row. It is not whole where it may have swallowed lines that belong to others. */
  rowOf(record: CsvRecord): { row: InputRow; isWhole: boolean } {
    const problem = this.#problemOf(record);
    const isRead = problem === null || record.fault !== null;
    const values = isRead ? this.#valuesOf(record.fields) : this.#valuesOf(record.fields.slice(0, 1));
    const row = { line: record.line, values, problems: problem === null ? [] : [problem] };
    return { row, isWhole: problem === null || record.line === record.lastLine };
  }

  #valuesOf(fields: readonly string[]): Record<string, string> {
    const values: Record<string, string> = {};
    for (let place = 0; place < fields.length; place++) {
      const column = this.#columns[place];
      if (column !== undefined) values[column] = fields[place] as string;
    }
    return values;
  }

  #problemOf(record: CsvRecord): RowProblem | null {
    if (record.fault !== null) return this.#faultProblem(record.fields.length, record.fault);
    if (record.fields.length !== this.#columns.length) return this.#countProblem(record);
    return record.line === record.lastLine ? null : this.#lineBreakProblem(record);
  }

  #faultProblem(place: number, { kind, text }: CsvFault): RowProblem {
    const column = kind === 'too_long' ? null : (this.#columns[place] ?? null);
    return { column, value: shownValue(text), code: 'MALFORMED_ROW', details: sentences[kind] };
  }

  #countProblem({ fields, line, lastLine }: CsvRecord): RowProblem {
    const expected = this.#columns.length;
    const isMore = fields.length > expected;
    const advice =
      line < lastLine
        ? `it runs from line ${line} to line ${lastLine}, is a quote not closed?`
        : isMore
          ? 'put a field that holds the separator in quotes.'
          : 'a separator is missing.';
    return {
      column: null,
      value: isMore ? shownValue(fields.slice(expected).join(' ')) : null,
      code: isMore ? 'TOO_MANY_FIELDS' : 'TOO_FEW_FIELDS',
      details: `The row has ${fields.length} fields where the header has ${expected}: ${advice}`,
    };
  }

  /** A quote that was left open may close with one that was left over lines later, and have the lines between for its text. */
  #lineBreakProblem({ fields, line, lastLine }: CsvRecord): RowProblem | null {
    const isMultiline = (place: number) => multilineColumns.includes(this.#columns[place] ?? '');
    const place = fields.findIndex(
      (field, place) => /[\r\n]/.test(field.trim()) && !(isMultiline(place) && !this.#holdsRow(field)),
    );
    if (place === -1) return null;
    const column = this.#columns[place] ?? '';
    const reason = isMultiline(place) ? 'holds what looks like rows' : 'must not hold a line break';
    return {
      column,
      value: shownValue(fields[place] ?? ''),
      code: 'MALFORMED_ROW',
      details: `The row runs from line ${line} to line ${lastLine}, and ${column} ${reason}: is a quote not closed?`,
    };
  }

  /** Whether a line within the field has a date where a row has its own. */
  #holdsRow(field: string): boolean {
    const place = this.#columns.indexOf('period_start');
    const [, ...lines] = field.split(/\r\n|\r|\n/);
    return lines.some((line) =>
      /^\s*"?\d{4}-\d{2}-\d{2}"?\s*$/.test(line.split(this.#separator)[place] ?? ''),
    );
  }
}

const sentences: Readonly<Record<CsvFault['kind'], string>> = {
  text_after_quote: 'Text follows the quote that closes a field: write a quote inside a quoted field twice.',
  quote_not_closed: 'A quote that opens a field is never closed: close it, or remove it.',
  too_long: `The row is longer than ${recordLengthMax} characters: is a line end missing?`,
};

function faultsOf(columns: readonly string[], owner: Owner): string[] {
  if (columns.length > columnsMax) {
    return [`there are ${columns.length} columns; known are only ${activityColumns.join(', ')}`];
  }
  return [...unknownColumns(columns), ...missingColumns(columns, owner)];
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

function missingColumns(columns: readonly string[], owner: Owner): string[] {
  const given: Record<string, string | null> = { org_id: owner.orgId, workspace_id: owner.workspaceId };
  const needed = [...requiredColumns, ...ownerColumns.filter((column) => (given[column] ?? null) === null)];
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length === 0) return [];
  const isOwner = missing.some((column) => (ownerColumns as readonly string[]).includes(column));
  const are = missing.length === 1 ? `the column ${missing[0]} is` : `the columns ${missing.join(', ')} are`;
  return [`${are} missing${isOwner ? ' (the owner may be named for all rows instead)' : ''}`];
}
