import { activityColumns } from '../domain/activity-columns.ts';
import { nearestWord } from '../domain/edit-distance.ts';
import { type RowProblem, shownValue } from '../domain/row-problem.ts';

/** What is wrong with a field that activities do not have. */
export function unknownField(field: string): RowProblem {
  const near = nearestWord(field, activityColumns);
  const advice = near === null ? `known are ${activityColumns.join(', ')}.` : `did you mean "${near}"?`;
  return {
    column: shownValue(field).toWellFormed(),
    value: null,
    code: 'UNKNOWN_FIELD',
    details: `There is no such field; ${advice}`,
  };
}
