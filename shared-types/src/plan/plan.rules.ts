import type { CityParameters } from '../city/city.parameters';
import { addDays, dayOf, daysBetween } from '../kernel/time';
import type { MaintenanceClass } from '../visit/visit.contract';

export type IntervalDays = CityParameters['intervalDays'];

/** Shallow to deep (PLAN-03). */
const depth: Record<MaintenanceClass, number> = { half_month: 0, quarter: 1, half_year: 2, year: 3 };
export const classesByDepth: readonly MaintenanceClass[] = ['half_month', 'quarter', 'half_year', 'year'];

/**
 * Half-monthly work at least every 15 days: law, whatever a city writes into its parameters.
 * @basis 特种设备安全监察条例 第三十一条 “电梯应当至少每15日进行一次清洁、润滑、调整和检查”, from 2009-05-01 (PLAN-01)
 */
export const statutoryHalfMonthDays = 15;

/** The city's interval, never longer than the law's; the other three classes are custom (PLAN-04). */
export const intervalFor = (maintenanceClass: MaintenanceClass, intervals: IntervalDays): number =>
  maintenanceClass === 'half_month'
    ? Math.min(intervals.half_month, statutoryHalfMonthDays)
    : intervals[maintenanceClass];

/**
 * The last day on which the next visit of a class is in time, until 24:00: the day of completion in Asia/Shanghai
 * plus the interval, the day of work itself not counted. Holidays do not extend it (PLAN-09).
 * @basis 特种设备安全监察条例 第三十一条; 民法典 第二百零一条 (first day not counted) (PLAN-02)
 */
export const dueDate = (
  completedAt: number,
  maintenanceClass: MaintenanceClass,
  intervals: IntervalDays,
): string => addDays(dayOf(completedAt), intervalFor(maintenanceClass, intervals));

/** One finished visit that counts: its record is valid or suspect, not invalid, void or disputed (PLAN-06). */
export interface CompletedVisit {
  class: MaintenanceClass;
  completedAt: number;
}

/**
 * A deeper visit contains every shallower one and restarts their clocks; a shallower one never restarts a deeper.
 * @basis TSG T5002-2017 第六条 (“除符合…外，还应当符合…”), from 2017-08-01 (PLAN-03)
 */
export const resetsClock = (done: MaintenanceClass, clock: MaintenanceClass): boolean =>
  depth[done] >= depth[clock];

export type DueDays = Record<MaintenanceClass, string | null>;

/**
 * The due day of each class, rolled from what was really done, never from a fixed calendar (PLAN-05). `startedOn` is
 * the day of 使用登记 or putting into use, from which the clocks of a lift without records run (首保); the clocks
 * belong to the lift, not to the company (CON-03). Null where nothing is known.
 * @basis 特种设备安全监察条例 第三十一条 (PLAN-01…06)
 */
export function dueDays(
  history: readonly CompletedVisit[],
  startedOn: string | null,
  intervals: IntervalDays,
): DueDays {
  const dueOf = (clock: MaintenanceClass): string | null => {
    const counting = history.filter((visit) => resetsClock(visit.class, clock));
    if (counting.length > 0) {
      return dueDate(Math.max(...counting.map((visit) => visit.completedAt)), clock, intervals);
    }
    return startedOn === null ? null : addDays(startedOn, intervalFor(clock, intervals));
  };
  return {
    half_month: dueOf('half_month'),
    quarter: dueOf('quarter'),
    half_year: dueOf('half_year'),
    year: dueOf('year'),
  };
}

export interface NextDue {
  dueOn: string;
  class: MaintenanceClass;
}

/**
 * The next visit the lift needs: the earliest due day, as the deepest class that falls due before the visit after it
 * would, so that one visit serves them all.
 * @basis PLAN-03, PLAN-10
 */
export function nextDue(due: DueDays, intervals: IntervalDays): NextDue | null {
  const [dueOn] = classesByDepth.flatMap((clock) => due[clock] ?? []).sort();
  if (dueOn === undefined) return null;
  const visitAfter = addDays(dueOn, intervalFor('half_month', intervals));
  const ripe = classesByDepth.filter((clock) => {
    const day = due[clock];
    return day !== null && (day <= dueOn || (clock !== 'half_month' && day < visitAfter));
  });
  return { dueOn, class: ripe.at(-1) ?? 'half_month' };
}

/** Reminders begin three days before the due day (PLAN-08). */
export const soonDays = 3;

/**
 * Overdue from 0:00 of the day after the due day; computed from data each time, never stored by a nightly job.
 * @basis PLAN-07; DECISIONS 2
 */
export function dueState(dueOn: string | null, today: string): 'overdue' | 'soon' | 'fine' | 'unknown' {
  if (dueOn === null) return 'unknown';
  const left = daysBetween(today, dueOn);
  if (left < 0) return 'overdue';
  return left <= soonDays ? 'soon' : 'fine';
}

/** Whole days past the due day; 0 while in time. */
export const daysOverdue = (dueOn: string, today: string): number => Math.max(0, daysBetween(dueOn, today));
