import { type Calendar, isWorkingDay } from '../calendar/calendar.rules';
import { addDays, addMonths, daysBetween, laterOf } from '../kernel/time';

/** The days the planner looks at, as numbers from 0; what it proposes lies before `monthEnd`. */
export interface Horizon {
  start: string;
  length: number;
  /** The first number after the month. */
  monthEnd: number;
  /** A chain of visits must keep every lift in time until this day, which is a working day. */
  edge: number;
  working: readonly boolean[];
  days: readonly string[];
  /** The working days of the month. */
  monthDays: readonly number[];
}

/**
 * From the first day of the month, or today, to the first working day at least `ahead` days after the month. Looking
 * beyond the month is what sees a holiday at its end in time (PLAN-09).
 */
export function horizonOf(month: string, today: string, calendar: Calendar, ahead: number): Horizon {
  const start = laterOf(`${month}-01`, today);
  const monthEnd = Math.max(0, daysBetween(start, addMonths(`${month}-01`, 1)));
  let edge = monthEnd + ahead;
  while (!isWorkingDay(addDays(start, edge), calendar)) edge += 1;
  const days = Array.from({ length: edge + 1 }, (_, index) => addDays(start, index));
  const working = days.map((day) => isWorkingDay(day, calendar));
  const monthDays = working.flatMap((isWorked, index) => (isWorked && index < monthEnd ? [index] : []));
  return { start, length: days.length, monthEnd, edge, working, days, monthDays };
}

/** The day of a number, within the horizon or not. */
export const dayAt = (horizon: Horizon, index: number): string =>
  horizon.days[index] ?? addDays(horizon.start, index);
