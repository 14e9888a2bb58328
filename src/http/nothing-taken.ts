import { HttpError, type RowProblem } from './http-error.ts';

const errorsShown = 100;

/** The refusal of rows that are taken whole or not at all. */
export function nothingTaken(problems: readonly RowProblem[], rowCount = countOf(problems)): HttpError {
  const [first] = problems;
  const place = `line ${first?.line}${first?.column ? `, ${first.column}` : ''}`;
  const rows = rowCount === 1 ? '1 row is' : `${rowCount} rows are`;
  const details = `Nothing was taken: ${rows} at fault, the first is ${place}: ${first?.details}`;
  return new HttpError('VALIDATION_ERROR', details, {}, problems.slice(0, errorsShown));
}

function countOf(problems: readonly RowProblem[]): number {
  return new Set(problems.map(({ line }) => line)).size;
}
