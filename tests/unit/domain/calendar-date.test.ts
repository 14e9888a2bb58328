import { expect, it } from 'vitest';
import { isCalendarDate } from '../../../src/domain/calendar-date.ts';

it('knows the days that there are, as the calendar of JavaScript does', () => {
  const two = (number: number) => String(number).padStart(2, '0');
  const wrong: string[] = [];
  for (let year = 1895; year <= 2205; year++) {
    for (let month = 0; month <= 13; month++) {
      for (let day = 0; day <= 32; day++) {
        const text = `${year}-${two(month)}-${two(day)}`;
        const time = new Date(`${text}T00:00:00Z`);
        const isThere = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
        if (isCalendarDate(text) !== isThere) wrong.push(text);
      }
    }
  }
  expect(wrong).toEqual([]);
});

it.each(['', '2025-1-31', '2025-01-31T00:00', '31.01.2025', '2025-01-', '+2025-01-31', '２０２５-01-31'])(
  'takes "%s" for no day',
  (text) => {
    expect(isCalendarDate(text)).toBe(false);
  },
);
