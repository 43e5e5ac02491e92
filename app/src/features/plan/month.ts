import { dayOf } from '@lifttrust/shared-types/kernel/time';

export const isDay = (text: string | undefined): text is string => /^20\d\d-\d\d-\d\d$/.test(text ?? '');
export const monthOf = (day: string): string => day.slice(0, 7);
export const thisDay = (): string => dayOf(Date.now());

/** So many months before or after: `2026-12` and 1 give `2027-01`. */
export function monthBy(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = year * 12 + number - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

export const monthWords = (month: string): string =>
  `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;

/** 0 is Monday, as calendars here begin. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
