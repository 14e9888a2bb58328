import { ValidationError } from '../domain/errors.ts';

/** The first and the last day of a year (`2025`), a month (`2025-03`) or a range (`2025-01-15/2025-03-31`). */
export function readPeriod(period: string): { from: string; to: string } {
  const [, year, month] = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(period) ?? [];
  if (year !== undefined) {
    if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` };
    const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
    return { from: `${year}-${month}-01`, to: `${year}-${month}-${lastDay}` };
  }
  const [, from, to] = /^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)$/.exec(period) ?? [];
  if (from !== undefined && to !== undefined && from <= to) return { from, to };
  throw new ValidationError(
    `period is ${JSON.stringify(period.slice(0, 100))}: write a year as 2025, a month as 2025-03, or the first and last day as 2025-01-15/2025-03-31.`,
  );
}
