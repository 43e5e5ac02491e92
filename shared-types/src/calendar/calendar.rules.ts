import type { CityParameters } from '../city/city.parameters';
import { addDays, daysBetween } from '../kernel/time';
import type { HolidayNotice } from './calendar.notice';
import { holidays2025 } from './holidays-2025';
import { holidays2026 } from './holidays-2026';

/** Notices known to this release. A later year is added as a file here, or by a city in its own file until then. */
export const holidayNotices: readonly HolidayNotice[] = [holidays2025, holidays2026];

/** Days that are not what their weekday says, ready to be asked. */
export interface Calendar {
  /** Day off → name of the holiday; empty where the city has named the day only. */
  daysOff: ReadonlyMap<string, string>;
  workingDays: ReadonlySet<string>;
  /** Years whose holidays are known. */
  years: ReadonlySet<number>;
}

const yearOf = (day: string): number => Number(day.slice(0, 4));

const daysOf = (from: string, to: string): string[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));

/**
 * The State Council's notices with the city's own days laid over them: a day the city names is what the city says. A
 * year counts as published when its 1 January is named, since every notice begins with New Year.
 * @basis 全国年节及纪念日放假办法 (国务院令第270号, as changed with effect from 2025-01-01); the yearly 放假安排 notices
 */
export function calendarOf(own: CityParameters['calendar']): Calendar {
  const daysOff = new Map<string, string>();
  for (const notice of holidayNotices)
    for (const { name, from, to } of notice.holidays)
      for (const day of daysOf(from, to)) daysOff.set(day, name);
  const workingDays = new Set(holidayNotices.flatMap((notice) => notice.workingDays));
  const years = new Set(holidayNotices.map((notice) => notice.year));
  for (const day of own.daysOff) {
    daysOff.set(day, daysOff.get(day) ?? '');
    workingDays.delete(day);
    if (day.endsWith('-01-01')) years.add(yearOf(day));
  }
  for (const day of own.workingDays) {
    daysOff.delete(day);
    workingDays.add(day);
  }
  return { daysOff, workingDays, years };
}

/** False: only the weekends of that year are known, and whoever shows a plan for it says so. */
export const isPublished = (year: number, calendar: Calendar): boolean => calendar.years.has(year);

/** Whether every year that a span of days touches is published. */
export const arePublished = (from: string, to: string, calendar: Calendar): boolean => {
  for (let year = yearOf(from); year <= yearOf(to); year += 1) if (!isPublished(year, calendar)) return false;
  return true;
};

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/**
 * Weekends and holidays, except weekends that are worked instead (调休). In a year not yet published: the weekends.
 * A day off never moves a due day (PLAN-09); it only tells when people are usually at work.
 */
export const isDayOff = (day: string, calendar: Calendar): boolean =>
  !calendar.workingDays.has(day) && (calendar.daysOff.has(day) || isWeekend(day));

export const isWorkingDay = (day: string, calendar: Calendar): boolean => !isDayOff(day, calendar);

/** Working days among a span, first and last day included, in order. */
export const workingDaysBetween = (from: string, to: string, calendar: Calendar): string[] =>
  from > to ? [] : daysOf(from, to).filter((day) => isWorkingDay(day, calendar));

/**
 * The day that is so many working days after another, that day itself not counted; for 0 the day itself.
 * @basis 民法典 第二百零一条 (first day not counted)
 */
export function workingDaysAfter(day: string, count: number, calendar: Calendar): string {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return at;
}

/** The last working day before a day, that day itself not counted. */
export function lastWorkingDayBefore(day: string, calendar: Calendar): string {
  let at = addDays(day, -1);
  while (isDayOff(at, calendar)) at = addDays(at, -1);
  return at;
}

/** The day itself when it is worked, else the last working day before it. */
export const workingDayUntil = (day: string, calendar: Calendar): string =>
  isWorkingDay(day, calendar) ? day : lastWorkingDayBefore(day, calendar);

/** Days off on end. */
export interface Stretch {
  from: string;
  to: string;
  days: number;
  /** `国庆节`; null for a weekend, and for days a city has added without a name. */
  name: string | null;
}

/** The days off on end that contain a day, weekends beside the holiday included; null on a working day. */
export function holidayStretch(day: string, calendar: Calendar): Stretch | null {
  if (isWorkingDay(day, calendar)) return null;
  let from = day;
  while (isDayOff(addDays(from, -1), calendar)) from = addDays(from, -1);
  let to = day;
  while (isDayOff(addDays(to, 1), calendar)) to = addDays(to, 1);
  const days = daysOf(from, to);
  const name = days.map((each) => calendar.daysOff.get(each)).find(Boolean) ?? null;
  return { from, to, days: days.length, name };
}

/** From so many days off on end on the planner looks ahead (PLAN-09). */
export const longStretchDays = 3;
