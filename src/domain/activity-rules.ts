import {
  type Activity,
  type ActivitySource,
  activitySources,
  type CalendarDate,
  type DataQuality,
  dataQualities,
} from './activity.ts';
import { quantityFault } from './quantity-rules.ts';
import { quoted, type RowErrorCode, type RowProblem, shownValue } from './row-problem.ts';
import { isStorableJson } from './storable-json.ts';
import { parseWrittenJson, WrittenNumber, withPlainNumbers } from './written-json.ts';

/** The columns of the import format; the owner's may be left out where an owner is given. */
export const requiredColumns = [
  'id',
  'source',
  'category',
  'location',
  'quantity',
  'unit',
  'period_start',
  'period_end',
] as const;
export const ownerColumns = ['org_id', 'workspace_id'] as const;
export const optionalColumns = [
  'data_quality',
  'meter_id',
  'external_id',
  'metadata',
  'factor_id',
  'supplier_factor',
  'supplier',
  'uncertainty_pct',
] as const;
export const activityColumns: readonly string[] = [...requiredColumns, ...ownerColumns, ...optionalColumns];

/** Where a line break or a tab is a part of the value. Elsewhere it is an accident. */
export const multilineColumns: readonly string[] = ['meter_id', 'external_id', 'metadata'];

/** Whose the rows are that do not say, and whose alone they may be. */
export interface RowOwner {
  readonly orgId: string | null;
  readonly workspaceId: string | null;
  /** Rows of another organisation than `orgId` are refused. */
  readonly isOrgEnforced: boolean;
}

export type ParsedActivity =
  | { readonly activity: Activity }
  | { readonly problems: readonly [RowProblem, ...RowProblem[]] };

/** May be numbers in JSON; all else is text. */
const decimalColumns = ['quantity', 'supplier_factor', 'uncertainty_pct'];

export const idLengthMax = 200;
const textLengthMax = 100;
const metadataDepthMax = 16;

/** An activity, or all that is wrong with the row. */
export function parseActivity(values: Readonly<Record<string, unknown>>, owner: RowOwner): ParsedActivity {
  const row = new RowReader(values);
  const periodStart = row.date('period_start');
  const periodEnd = row.date('period_end');
  if (periodStart !== '' && periodEnd !== '' && periodEnd < periodStart) {
    row.refuse(
      'period_end',
      'INVALID_PERIOD',
      `The period ends on ${periodEnd}, before it starts on ${periodStart}.`,
    );
  }
  const activity: Activity = {
    id: row.text('id', idLengthMax),
    orgId: row.owner('org_id', owner.orgId),
    workspaceId: row.owner('workspace_id', owner.workspaceId),
    source: row.choice('source', activitySources) as ActivitySource,
    category: row.text('category', textLengthMax),
    location: row.text('location', textLengthMax),
    quantity: row.quantity(),
    unit: row.text('unit', textLengthMax),
    periodStart,
    periodEnd,
    // What nobody vouched for as measured is not taken for measured.
    dataQuality: row.choice('data_quality', dataQualities, 'estimated') as DataQuality,
    meterId: row.optionalText('meter_id'),
    externalId: row.optionalText('external_id'),
    metadata: row.metadata(),
    factorId: row.optionalText('factor_id'),
    supplierFactor: row.optionalDecimal('supplier_factor'),
    supplier: row.optionalText('supplier'),
    uncertaintyPct: row.optionalDecimal('uncertainty_pct'),
    // The store counts on from here when it is imported again with other data.
    version: 1,
  };
  if (activity.factorId !== null && activity.supplierFactor !== null) {
    row.refuse(
      'supplier_factor',
      'INVALID_VALUE',
      'factor_id and supplier_factor are both given: an activity has one factor, so leave one of them empty.',
    );
  }
  if (owner.isOrgEnforced && activity.orgId !== '' && activity.orgId !== owner.orgId) {
    row.refuse(
      'org_id',
      'WRONG_OWNER',
      `The row belongs to ${quoted(activity.orgId)}, but ${quoted(owner.orgId ?? '')} is importing.`,
    );
  }
  const [first, ...others] = row.problems;
  return first === undefined ? { activity } : { problems: [first, ...others] };
}

/** Reads the fields of one row and gathers what is wrong. A field that is refused reads as an empty text. */
class RowReader {
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
    if (text < '1900-01-01' || text > '2200-12-31') {
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
    const isStorable = multilineColumns.includes(column) ? isStorableString : isStorableText;
    if (!isStorable(text)) {
      return this.refuse(column, 'INVALID_VALUE', `${column} contains control characters or broken Unicode.`);
    }
    return text;
  }
}

/** A day that there is, written `YYYY-MM-DD`. By counting: a `Date` for each of a million rows takes a second. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeapYear ? 29 : (daysOfMonths[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** With line breaks and tabs, which belong to a text of several lines. */
function isStorableString(text: string): boolean {
  return isStorableText(text.replaceAll(/[\t\r\n]/g, ''));
}

/** PostgreSQL stores no NUL and no half of a surrogate pair, and control characters in a name are an accident. */
export function isStorableText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  return !/[\u0000-\u001f\u007f]/.test(text) && text.isWellFormed();
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
