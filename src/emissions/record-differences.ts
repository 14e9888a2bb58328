import { formatDecimal, parseDecimal } from '../domain/decimal.ts';

/** A field of a record, as the API spells it, that is not what the rest of the record makes it. */
export interface Difference {
  readonly field: string;
  readonly stored: string | null;
  readonly expected: string | null;
}

export function differenceOfText(field: string, stored: string, expected: string): Difference[] {
  return stored === expected ? [] : [{ field, stored, expected }];
}

/** Digit for digit; zeros after the last digit are no difference. */
export function differenceOf(field: string, stored: string | null, expected: string | null): Difference[] {
  return canonical(stored) === canonical(expected) ? [] : [{ field, stored, expected }];
}

export function canonical(text: string | null): string | null {
  if (text === null) return null;
  try {
    return formatDecimal(parseDecimal(text));
  } catch {
    return text;
  }
}
