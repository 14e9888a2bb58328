import { cut } from './row-problem.ts';

/** A number of a JSON text, digit for digit: `JSON.parse` alone would round it to a binary one. */
export class WrittenNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Written as it was read. */
  toJSON(): unknown {
    return rawJson(this.text);
  }
}

// Newer than the library's types, as is the third argument of a reviver below.
const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown };

/** `JSON.parse` with every number as a `WrittenNumber`. Throws a RangeError for what nests deeper than the stack. */
export function parseWrittenJson(text: string): unknown {
  const reviver = (_key: string, value: unknown, context: { source?: string }) =>
    typeof value === 'number' ? new WrittenNumber(context.source ?? String(value)) : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}

/** The value with ordinary numbers. Throws a RangeError for a number that an ordinary one would change. */
export function withPlainNumbers(value: unknown): unknown {
  if (value instanceof WrittenNumber) return plainNumber(value.text);
  if (Array.isArray(value)) return value.map(withPlainNumbers);
  if (typeof value !== 'object' || value === null) return value;
  // Unlike an assignment this also makes "__proto__" a field as any other.
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withPlainNumbers(part)]));
}

function plainNumber(text: string): number {
  const value = Number(text);
  if (digitsOf(text) === digitsOf(String(value))) return value;
  throw new RangeError(
    `${cut(text, 60)} has more digits than a JSON number is sure to keep: put it in quotes.`,
  );
}

/** The digits that count: 0.120e5, 12 and 1200 are all "12". */
function digitsOf(text: string): string {
  return text
    .replace(/e.*$/i, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
}
