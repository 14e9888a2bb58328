import type { RowProblem } from '../domain/row-problem.ts';

/** A row of an input as it was read, before its fields are checked. */
export interface InputRow {
  /** The line that it begins on, from 1; the elements of a JSON array count from 1. */
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** What was wrong with the row as such, such as too many fields. Empty for a row that could be read. */
  readonly problems: readonly RowProblem[];
}
