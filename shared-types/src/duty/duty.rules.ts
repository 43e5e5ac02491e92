import type { Refusal } from '../kernel/app-error';
import { addDays, dayOf, startOfDay } from '../kernel/time';

/** Half-open: on duty from `startsAt` (epoch ms) until just before `endsAt`. */
export interface Span {
  startsAt: number;
  endsAt: number;
}

export interface Shift extends Span {
  personId: string;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/**
 * A shift of a day in Asia/Shanghai: `until` at or before `from` means the next day, so that a night shift is one
 * shift and belongs to the day on which it begins; 08:00–08:00 is a whole day.
 * @param day `YYYY-MM-DD`
 * @param from, until `HH:MM`
 */
export function spanOf(day: string, from: string, until: string): Span {
  const startsAt = startOfDay(day) + minutesOf(from) * minuteMs;
  const endsOn = minutesOf(until) > minutesOf(from) ? day : addDays(day, 1);
  return { startsAt, endsAt: startOfDay(endsOn) + minutesOf(until) * minuteMs };
}

/** Who is on duty at an instant: the table decides, at midnight too, and at a change of shift whoever takes over. */
export const isOn = ({ startsAt, endsAt }: Span, at: number): boolean => startsAt <= at && at < endsAt;

const overlaps = (one: Span, other: Span) => one.startsAt < other.endsAt && other.startsAt < one.endsAt;

export interface NewShift {
  shift: Shift;
  /** The person's other shifts of the same roster. */
  others: readonly Shift[];
  /** Does the person hold what the roster asks for until the shift's last day? */
  isQualified: boolean;
  at: number;
}

/**
 * Days that are over never change; nobody is entered twice for the same hours; who lacks the qualification that the
 * roster asks for is not entered. All reasons at once.
 * @basis TSG T5002—2017 第五条（四）: duty around the clock by people who may do the work (EMG-12)
 */
export function refuseShift({ shift, others, isQualified, at }: NewShift): Refusal[] {
  const refusals: Refusal[] = [];
  if (shift.endsAt <= at)
    refusals.push({ code: 'duty.past', field: 'days', message: '这个班次已经结束，过去的值班表不能改。' });
  if (others.some((other) => other.personId === shift.personId && overlaps(other, shift)))
    refusals.push({ code: 'duty.twice', field: 'days', message: '这位人员在这段时间已经排了班。' });
  if (!isQualified)
    refusals.push({
      code: 'duty.not_qualified',
      field: 'personId',
      message: '这张值班表要求持证，这位人员没有有效到当天的作业人员证。请换一位，或先登记证件。',
    });
  return refusals;
}

/**
 * When nobody is on duty between two instants, in order; neighbouring hours are one gap.
 * @basis TSG T5002—2017 第五条（四）: the duty phone is answered around the clock (EMG-12)
 */
export function gapsIn(shifts: readonly Span[], from: number, until: number): Span[] {
  const gaps: Span[] = [];
  let covered = from;
  for (const { startsAt, endsAt } of [...shifts].sort((a, b) => a.startsAt - b.startsAt)) {
    if (startsAt >= until) break;
    if (startsAt > covered) gaps.push({ startsAt: covered, endsAt: startsAt });
    covered = Math.max(covered, endsAt);
  }
  if (covered < until) gaps.push({ startsAt: covered, endsAt: until });
  return gaps;
}

export interface Reach {
  /** Beginnings of division codes; none and no lifts: everything of the unit. */
  areas: readonly string[];
  liftIds: readonly string[];
}

/** Is a roster's duty for this lift? */
export const reaches = (
  { areas, liftIds }: Reach,
  lift: { id: string; divisionCode: string } | null,
): boolean =>
  lift === null ||
  (areas.length === 0 && liftIds.length === 0) ||
  liftIds.includes(lift.id) ||
  areas.some((area) => lift.divisionCode.startsWith(area));

/** The same hours so many days later; what would already be over is left out. */
export const movedBy = (shifts: readonly Shift[], days: number, at: number): Shift[] =>
  shifts
    .map(({ personId, startsAt, endsAt }) => ({
      ...{ personId, startsAt: startsAt + days * dayMs, endsAt: endsAt + days * dayMs },
    }))
    .filter(({ endsAt }) => endsAt > at);

/** The Monday of the week in which an instant falls. */
export function mondayOf(at: number): string {
  const day = dayOf(at);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, weekday === 0 ? -6 : 1 - weekday);
}
