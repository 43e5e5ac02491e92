import { addDays, dayOf, daysBetween, endOfDay, laterOf } from '../kernel/time';
import {
  type CompletedVisit,
  classesByDepth,
  type DueDays,
  dueDays,
  type IntervalDays,
  intervalFor,
  resetsClock,
} from './plan.rules';

/**
 * When imported work ended of which only the day is known: the last moment of that day, so that `dayOf` still says
 * that day and nothing is due earlier than it truly is.
 * @basis RULES §4, edge cases (imported history without a time counts as 24:00)
 */
export const completionOfDay = (day: string): number => endOfDay(day) - 1;

/** A span in which the lift is not used: registered out of use (停用), or sealed by the authority (查封). */
export interface Pause {
  kind: 'out_of_use' | 'sealed';
  from: string;
  /** The day on which it is used again; null while nobody knows. */
  to: string | null;
}

export interface ClockFacts {
  /** Visits whose records count (PLAN-06); the latest of each class is enough. */
  history: readonly CompletedVisit[];
  /** The half-monthly day the register gave before anything was recorded here. */
  registeredDue: string | null;
  /** Day of 使用登记 or putting into use. */
  startedOn: string | null;
  /** The day from which this platform knows the lift. */
  enteredOn: string | null;
  /** First day of the maintenance contract: from it a lift counts of which nothing earlier is known. */
  contractFrom: string | null;
  pauses: readonly Pause[];
}

export interface Clocks {
  /** Due day of each class; all null while the lift is not used and no day of use is set. */
  due: DueDays;
  /** 首保: the next visit is the first of all, or the one before the lift is handed over again. */
  first: 'new' | 'hand_over' | null;
  /** The pause that lasts on the day asked about. */
  pause: Pause | null;
}

const nothingDue: DueDays = { half_month: null, quarter: null, half_year: null, year: null };

/** The pause that lasts on a day; on the day of renewed use it is over. */
export const pauseOn = (pauses: readonly Pause[], day: string): Pause | null =>
  pauses.find(({ from, to }) => from <= day && (to === null || day < to)) ?? null;

/**
 * What falls due before the lift is used again is due on that day, before hand-over, and not “due + length of the
 * pause”. After 停用 one visit is due before hand-over even if a clock still runs; 查封 only keeps anything from being
 * overdue meanwhile.
 * @basis RULES §4, edge cases (P); EQ-10
 */
function afterPauses(due: DueDays, history: readonly CompletedVisit[], pauses: readonly Pause[]) {
  const shifted = { ...due };
  let handOver = false;
  for (const { kind, from, to } of [...pauses].sort((one, other) => (one.from < other.from ? -1 : 1))) {
    if (to === null) continue;
    for (const clock of classesByDepth) {
      const day = shifted[clock];
      if (day !== null && day >= from && day < to) shifted[clock] = to;
      // What had run out before the pause is not held against the time after it.
      if (day !== null && day < from && !visited(history, clock, from)) shifted[clock] = to;
    }
    const unvisited = !history.some((visit) => dayOf(visit.completedAt) > from);
    if (kind === 'out_of_use' && unvisited) {
      shifted.half_month = to;
      handOver = true;
    }
  }
  return { due: shifted, handOver };
}

/**
 * What is due before pauses are looked at. A deeper class of which nothing is recorded runs from the later of the
 * contract and the day the lift was entered: what was done before is not known here and held against nobody, but from
 * then on half-monthly visits alone are not enough.
 */
function dueBefore(facts: ClockFacts, intervals: IntervalDays): DueDays {
  const { history, registeredDue, startedOn, contractFrom, enteredOn } = facts;
  const done = dueDays(history, null, intervals);
  const begunOn = startedOn ?? contractFrom;
  const begun = dueDays([], begunOn, intervals);
  const halfMonth = done.half_month ?? registeredDue ?? begun.half_month;
  // A lift of which no date is known at all is asked about, not planned by the day somebody typed it in.
  if (halfMonth === null) return nothingDue;
  const deeper = dueDays(
    [],
    begunOn && enteredOn ? laterOf(begunOn, enteredOn) : (begunOn ?? enteredOn),
    intervals,
  );
  return {
    half_month: halfMonth,
    quarter: done.quarter ?? deeper.quarter,
    half_year: done.half_year ?? deeper.half_year,
    year: done.year ?? deeper.year,
  };
}

const visited = (history: readonly CompletedVisit[], clock: keyof DueDays, after: string): boolean =>
  history.some((visit) => resetsClock(visit.class, clock) && dayOf(visit.completedAt) > after);

/**
 * Every clock of one lift as it stands on a day, from data alone: the history, when it was put into use, when it was
 * not used. A lift without records counts from 使用登记 or putting into use, else from its contract (首保).
 * @basis 特种设备安全监察条例 第三十一条; RULES §4 (PLAN-01…06 and edge cases)
 */
export function clocksOn(facts: ClockFacts, today: string, intervals: IntervalDays): Clocks {
  const { history, pauses } = facts;
  const pause = pauseOn(pauses, today);
  const first = history.length === 0 ? 'new' : null;
  if (pause?.to === null) return { due: nothingDue, first, pause };
  const begun = pauses.filter(({ from }) => from <= today);
  const { due, handOver } = afterPauses(dueBefore(facts, intervals), history, begun);
  return { due, first: first ?? (handOver ? 'hand_over' : null), pause };
}

/**
 * Days on which a lift was visited though it had been visited the day before or on the same day: allowed, and shown
 * to whoever supervises, since it may be padding.
 * @basis RULES §4, edge cases (P)
 */
export function paddedDays(history: readonly CompletedVisit[]): string[] {
  const days = history.map((visit) => dayOf(visit.completedAt)).sort();
  return days.filter((day, index) => {
    const before = days[index - 1];
    return before !== undefined && daysBetween(before, day) <= 1;
  });
}

/**
 * The class a visit on a day must have: the deepest that falls due before the visit after it may come.
 * @basis TSG T5002-2017 第六条 (PLAN-03)
 */
export function classNeededOn(day: string, due: DueDays, intervals: IntervalDays): keyof DueDays {
  const visitAfter = addDays(day, intervalFor('half_month', intervals));
  const ripe = classesByDepth.filter((clock) => (due[clock] ?? '9999') < visitAfter);
  return ripe.at(-1) ?? 'half_month';
}
