import { isCalendarDate } from '../domain/calendar-date.ts';
import { ValidationError } from '../domain/errors.ts';

const form =
  /^(?<day>\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** The last that can be written with four digits for its year, wherever it is read. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * A moment by RFC 3339, with its offset: without one it would be read by the clock on the server's wall. Of 2027-02-30 a
 * `Date` would make the 2nd of March.
 */
export function readTime(name: string, text: string): Date {
  const { day } = form.exec(text)?.groups ?? {};
  const written = `${name} ${JSON.stringify(text)}`;
  if (day === undefined || !isCalendarDate(day)) {
    throw new ValidationError(`${written} is not a time: write it like 2027-01-31T00:00:00Z.`);
  }
  const time = new Date(text);
  if (time.getTime() <= lastMs) return time;
  throw new ValidationError(`${written} is too far off: the last is 9999-12-31T23:59:59Z.`);
}
