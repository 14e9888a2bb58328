import type { CalendarDate } from '../domain/activity.ts';

const dayMs = 86_400_000;
const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01 of a calendar date, or null where there is no such day. */
export function dayNumber(date: CalendarDate): number | null {
  if (!dateForm.test(date)) return null;
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms) || dateOfDay(ms / dayMs) !== date) return null;
  return ms / dayMs;
}

export function dateOfDay(day: number): CalendarDate {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
