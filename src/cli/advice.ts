import type { ActivityErrorCode } from '../domain/outcome.ts';
import type { RowErrorCode } from '../domain/row-problem.ts';

/** What a person can do about each code, in a line. docs/errors.md says it at length. */
const advice: Readonly<Record<ActivityErrorCode | RowErrorCode, string>> = {
  ACTIVITY_NOT_FOUND: 'Import the activity, then retry the batch.',
  INVALID_QUANTITY: 'Give a plain number of zero or more, such as 1234.5.',
  INVALID_PERIOD: 'Give two dates like 2025-01-31, the end not before the start.',
  UNKNOWN_UNIT: 'Correct the unit to one that the message names.',
  INCOMPATIBLE_UNIT:
    'Give the quantity in a unit that the factor can be reached from; nothing is converted by density, heating value or exchange rate.',
  NO_FACTOR: 'Check category and location; where both are right, a factor for them has to be added.',
  NO_VALID_FACTOR_FOR_DATE: 'Check the dates; where they are right, a factor of that year has to be added.',
  PROCESSOR_ERROR: 'Mend the cause that the message names, then retry the batch.',
  PROCESSOR_TIMEOUT:
    'Give the processor more time with --chunk-timeout or smaller chunks with --chunk-size, then retry the batch.',
  MISSING_VALUE: 'Fill in the field.',
  INVALID_VALUE: 'Correct the field as the message says.',
  TOO_MANY_FIELDS: 'Put a field that holds the separator in double quotes.',
  TOO_FEW_FIELDS: 'Add the fields that are missing, if only as empty ones.',
  MALFORMED_ROW: 'Correct the row where the message says that it cannot be read: mostly a quote.',
  UNKNOWN_FIELD: 'Remove or rename the field.',
  DUPLICATE_ID: 'Give each activity its own id, or remove the row that is wrong.',
  WRONG_OWNER: 'Import the rows of each organisation under its own --org.',
};

/** A code of a newer server has none here. */
export function adviceFor(code: string): string {
  return (advice as Readonly<Record<string, string>>)[code] ?? 'See docs/errors.md.';
}
