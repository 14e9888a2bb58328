/** Why a row of an import is refused. docs/import-format.md says what to do about each. */
export const rowErrorCodes = [
  'INVALID_QUANTITY',
  'INVALID_PERIOD',
  'MISSING_VALUE',
  'INVALID_VALUE',
  'TOO_MANY_FIELDS',
  'TOO_FEW_FIELDS',
  'MALFORMED_ROW',
  'UNKNOWN_FIELD',
  'DUPLICATE_ID',
  'WRONG_OWNER',
] as const;
export type RowErrorCode = (typeof rowErrorCodes)[number];

export interface RowProblem {
  /** Null where the row as a whole is meant. */
  readonly column: string | null;
  /** As it was written, cut to 200 characters. */
  readonly value: string | null;
  readonly code: RowErrorCode;
  /** One sentence: what is wrong and what would be accepted. */
  readonly details: string;
}

const valueLengthMax = 200;
const quotedLengthMax = 60;

/** A value as a problem shows it: a cell can hold a megabyte, and a hundred problems are kept. */
export function shownValue(text: string): string {
  return cut(text, valueLengthMax);
}

/** A value inside a sentence. */
export function quoted(text: string): string {
  return `"${cut(text, quotedLengthMax)}"`;
}

/** The beginning of a text that is longer than `lengthMax`, with three dots. */
export function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  // A surrogate pair that is cut in two could not be stored or sent.
  return `${text.slice(0, lengthMax - 3).toWellFormed()}...`;
}
