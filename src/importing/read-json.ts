import { activityColumns } from '../domain/activity-columns.ts';
import { ValidationError } from '../domain/errors.ts';
import { cut, shownValue } from '../domain/row-problem.ts';
import { parseWrittenJson, WrittenNumber } from '../domain/written-json.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import type { InputRow } from './input-row.ts';
import { ElementScanner, elementLengthMax, notJson } from './json-array.ts';
import { unknownField } from './unknown-field.ts';

const lineLengthMax = 1024 * 1024;

/** Reads one JSON object per line, in constant memory. A line that cannot be read becomes a row with problems. */
export async function* readNdjson(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<InputRow> {
  let hasRows = false;
  for await (const { text, line } of linesOf(bytes)) {
    hasRows = true;
    yield text === null
      ? brokenRow(line, null, `The line is longer than ${lineLengthMax} characters.`)
      : parseLine(text, line);
  }
  if (!hasRows)
    throw new ValidationError('The body is empty: give one activity as a JSON object on each line.');
}

/**
 * Reads the elements of one JSON array, in constant memory. Throws a `ValidationError` for anything else, for an array
 * that breaks off or is broken at the place where it shows.
 */
export async function* readJsonArray(
  bytes: AsyncIterable<Uint8Array>,
  nestingDepthMax = Number.POSITIVE_INFINITY,
): AsyncGenerator<InputRow> {
  const scanner = new ElementScanner(nestingDepthMax);
  let place = 0;
  for await (const text of decodeUtf8(bytes)) {
    for (const element of scanner.push(text)) {
      place += 1;
      yield element === null
        ? brokenRow(place, null, `The element is longer than ${elementLengthMax} characters.`)
        : parseElement(element, place);
    }
  }
  scanner.end();
  if (place === 0) throw new ValidationError('The array is empty: give at least one activity.');
}

function parseElement(text: string, place: number): InputRow {
  try {
    return rowOf(parseWrittenJson(text), place, () => text.trim());
  } catch (error) {
    throw notJson(`element ${place}: ${messageOf(error)}`);
  }
}

/** The lines that are not blank, without their ends; null for one that is too long. */
async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ text: string | null; line: number }> {
  let rest = '';
  let line = 1;
  let isTooLong = false;
  for await (const text of decodeUtf8(bytes)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const one of lines) {
      const isLong = isTooLong || one.length > lineLengthMax;
      if (isLong || one.trim() !== '') yield { text: isLong ? null : one, line };
      isTooLong = false;
      line++;
    }
    isTooLong ||= rest.length > lineLengthMax;
    if (isTooLong) rest = '';
  }
  if (isTooLong || rest.trim() !== '') yield { text: isTooLong ? null : rest, line };
}

function parseLine(text: string, line: number): InputRow {
  try {
    return rowOf(parseWrittenJson(text), line, () => text);
  } catch (error) {
    return brokenRow(line, text, `The line is not JSON: ${messageOf(error)}.`);
  }
}

function rowOf(value: unknown, line: number, written: () => string): InputRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof WrittenNumber) {
    return brokenRow(line, written(), 'An activity must be a JSON object.');
  }
  const problems = Object.keys(value)
    .filter((field) => !activityColumns.includes(field))
    .map(unknownField);
  return { line, values: value as Record<string, unknown>, problems };
}

function brokenRow(line: number, text: string | null, details: string): InputRow {
  const value = text === null ? null : shownValue(text);
  return { line, values: {}, problems: [{ column: null, value, code: 'MALFORMED_ROW', details }] };
}

function messageOf(error: unknown): string {
  if (error instanceof RangeError) return 'it nests too deep';
  return error instanceof Error ? cut(error.message, 200).toWellFormed() : 'it cannot be parsed';
}
