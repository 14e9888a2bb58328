import type { CalendarDate } from './activity.ts';
import { decimalColumns, multilineColumns } from './activity-columns.ts';
import { dateMax, dateMin, isCalendarDate } from './calendar-date.ts';
import { quantityFault } from './quantity-rules.ts';
import { quoted, type RowErrorCode, type RowProblem, shownValue } from './row-problem.ts';
import { isStorableJson } from './storable-json.ts';
import { idLengthMax, isStorableLines, isStorableText } from './storable-text.ts';
import { parseWrittenJson, WrittenNumber, withPlainNumbers } from './written-json.ts';

const metadataDepthMax = 16;

/** Reads the fields of one row and gathers what is wrong. A field that is refused reads as an empty text. */
export class RowReader {
  readonly problems: RowProblem[] = [];
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  refuse(column: string, code: RowErrorCode, details: string): '' {
    this.problems.push({ column, value: shown(this.#values[column]), code, details });
    return '';
  }

  text(column: string, lengthMax: number): string {
    const text = this.#given(column);
    if (text === '')
      return this.#isRefused(column) ? '' : this.refuse(column, 'MISSING_VALUE', `${column} is empty.`);
    return this.#checkedText(column, text, lengthMax);
  }

  optionalText(column: string): string | null {
    const text = this.#given(column);
    return text === '' ? null : this.#checkedText(column, text, idLengthMax);
  }

  owner(column: string, otherwise: string | null): string {
    const text = this.#given(column) || (otherwise ?? '');
    if (text !== '') return this.#checkedText(column, text, idLengthMax);
    if (this.#isRefused(column)) return '';
    return this.refuse(column, 'MISSING_VALUE', `${column} is empty, and no owner was named for the import.`);
  }

  choice(column: string, choices: readonly string[], otherwise?: string): string {
    const text = this.#given(column);
    if (text === '' && this.#isRefused(column)) return '';
    if (text === '' && otherwise !== undefined) return otherwise;
    if (choices.includes(text)) return text;
    return this.refuse(
      column,
      text === '' ? 'MISSING_VALUE' : 'INVALID_VALUE',
      `${column} must be one of ${choices.join(', ')}.`,
    );
  }

  date(column: string): CalendarDate {
    const text = this.#given(column);
    if (text === '')
      return this.#isRefused(column)
        ? ''
        : this.refuse(column, 'INVALID_PERIOD', `${column} is empty: give a date like 2025-01-31.`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
      return this.refuse(
        column,
        'INVALID_PERIOD',
        `${column} ${quoted(text)} is not a date: write it like 2025-01-31.`,
      );
    }
    if (!isCalendarDate(text))
      return this.refuse(column, 'INVALID_PERIOD', `There is no day ${text} in the calendar.`);
    if (text < dateMin || text > dateMax) {
      return this.refuse(column, 'INVALID_PERIOD', `${column} ${text} is outside 1900 to 2200.`);
    }
    return text;
  }

  quantity(): string {
    const text = this.#given('quantity');
    if (text === '' && this.#isRefused('quantity')) return '';
    const fault = quantityFault(text);
    return fault === null ? text : this.refuse('quantity', 'INVALID_QUANTITY', fault);
  }

  optionalDecimal(column: string): string | null {
    const text = this.#given(column);
    if (text === '') return null;
    const fault = quantityFault(text, column);
    return fault === null ? text : this.refuse(column, 'INVALID_VALUE', fault);
  }

  metadata(): Readonly<Record<string, unknown>> | null {
    const value = this.#values.metadata;
    if (value === undefined || value === null || value === '') return null;
    const parsed = typeof value === 'string' ? parsedOrNull(value) : value;
    if (!isJsonObject(parsed) || !isStorableJson(parsed, metadataDepthMax)) {
      this.refuse(
        'metadata',
        'INVALID_VALUE',
        `metadata must be a JSON object such as {"po": "4711"}, at most ${metadataDepthMax} levels deep, without NUL characters or broken Unicode.`,
      );
      return null;
    }
    try {
      return withPlainNumbers(parsed) as Record<string, unknown>;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.refuse('metadata', 'INVALID_VALUE', `metadata: ${error.message}`);
      return null;
    }
  }

  /** The field as trimmed text. A number of JSON comes as it was written, so that no digit is lost. */
  #given(column: string): string {
    const value = this.#values[column];
    if (value === undefined || value === null) return '';
    if (typeof value === 'string') return value.trim();
    if (value instanceof WrittenNumber) {
      if (decimalColumns.includes(column)) return value.text;
      return this.refuse(
        column,
        'INVALID_VALUE',
        `${column} must be a text, not a number: put it in quotes.`,
      );
    }
    return this.refuse(column, 'INVALID_VALUE', `${column} must be a text, not ${kindOf(value)}.`);
  }

  #isRefused(column: string): boolean {
    return this.problems.some((problem) => problem.column === column);
  }

  #checkedText(column: string, text: string, lengthMax: number): string {
    if (text.length > lengthMax) {
      return this.refuse(
        column,
        'INVALID_VALUE',
        `${column} has ${text.length} characters; at most ${lengthMax} are accepted.`,
      );
    }
    const isStorable = multilineColumns.includes(column) ? isStorableLines : isStorableText;
    if (!isStorable(text)) {
      return this.refuse(column, 'INVALID_VALUE', `${column} contains control characters or broken Unicode.`);
    }
    return text;
  }
}

function parsedOrNull(text: string): unknown {
  try {
    return parseWrittenJson(text);
  } catch {
    return null;
  }
}

function isJsonObject(value: unknown): boolean {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && !Array.isArray(value) && !(value instanceof WrittenNumber);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return shownValue(typeof value === 'string' ? value : jsonOf(value));
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // It nests deeper than the stack reaches.
    return '...';
  }
}
