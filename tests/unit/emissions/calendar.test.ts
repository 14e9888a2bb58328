import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayNumber } from '../../../src/emissions/calendar.ts';

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function dateText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

describe('the number of a day', () => {
  it('counts from 1970-01-01', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('1970-01-02')).toBe(1);
    expect(dayNumber('1969-12-31')).toBe(-1);
    expect(dayNumber('2000-01-01')).toBe(10_957);
  });

  it('grows by one from each day to the next, over four centuries of calendar', () => {
    let expected = dayNumber('1800-01-01') ?? Number.NaN;
    for (let year = 1800; year <= 2200; year++) {
      for (const [index, length] of monthLengths.entries()) {
        const days = index === 1 && isLeapYear(year) ? 29 : length;
        for (let day = 1; day <= days; day++) {
          if (dayNumber(dateText(year, index + 1, day)) !== expected) {
            expect.fail(`${dateText(year, index + 1, day)} is not day ${expected}`);
          }
          expected += 1;
        }
        expect(dayNumber(dateText(year, index + 1, days + 1))).toBeNull();
      }
    }
  });

  it('goes back to the date', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        expect(dayNumber(dateOfDay(day))).toBe(day);
      }),
    );
  });

  it.each([
    '',
    '2025-02-29',
    '2025-02-30',
    '2100-02-29',
    '2025-04-31',
    '2025-13-01',
    '2025-00-10',
    '2025-01-00',
    '2025-1-1',
    '25-01-01',
    '2025/01/01',
    '01-02-2025',
    '2025-01-01T00:00:00Z',
    ' 2025-01-01',
    '2025-01-01\n',
    '+002025-01-01',
  ])('is none for %j, which is no day', (text) => {
    expect(dayNumber(text)).toBeNull();
  });

  it('takes the leap days that there are', () => {
    for (const date of ['2024-02-29', '2000-02-29']) expect(dateOfDay(dayNumber(date) ?? 0)).toBe(date);
  });
});
