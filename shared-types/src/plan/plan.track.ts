import { daysBetween } from '../kernel/time';
import type { MaintenanceClass } from '../visit/visit.contract';
import type { Horizon } from './plan.horizon';
import type { FixedVisit, PlanLift, PlannerFacts } from './plan.planner.facts';
import { classesByDepth, intervalFor } from './plan.rules';

/** A visit the planner must pass through. */
export interface Pin {
  day: number;
  depth: number;
  visitId: string;
  teamId: string | null;
}

/** One lift's clocks in days of the horizon; `Infinity` where a clock is unknown. Arrays go by depth of class. */
export interface Track {
  lift: PlanLift;
  due: readonly number[];
  minutes: readonly number[];
  step: readonly number[];
  /** The earliest of all clocks. */
  firstDue: number;
  /** Before this day a visit would come too soon after the last one to be worth while. */
  earliest: number;
  /** Before this day no visit may be. */
  allowed: number;
  /** Deeper classes are done so many days before they would have to be, where their own days are full. */
  early: number;
  pins: readonly Pin[];
}

/** One visit of a chain as the clocks see it. */
export interface Stop {
  day: number;
  depth: number;
  dueOn: number;
  minutes: number;
  /** Which class fell due on which day and made the visit as deep as it is. */
  deepDueOn: number | null;
  visitId: string | null;
}

/** Sooner after the last visit a lift is not taken along with its neighbours. */
const restDays = 5;
/** So many days before renewed use the visit before hand-over may be made. */
const handOverDays = 3;

export const depthOf = (maintenanceClass: MaintenanceClass): number =>
  classesByDepth.indexOf(maintenanceClass);
export const classAt = (depth: number): MaintenanceClass => classesByDepth[depth] ?? 'half_month';
const at = (values: readonly number[], index: number): number => values[index] ?? 0;

/** A visit never brings a due day forward. */
export const rolled = (due: number, next: number): number =>
  Number.isFinite(due) ? Math.max(due, next) : next;

/** Clocks of one lift, rolled by what is done or begun already; rolling twice changes nothing. */
export function trackOf(
  lift: PlanLift,
  fixed: readonly FixedVisit[],
  facts: PlannerFacts,
  horizon: Horizon,
): Track {
  const step = classesByDepth.map((each) => intervalFor(each, facts.intervals));
  const due = classesByDepth.map((each) => {
    const day = lift.due[each];
    return day === null ? Number.POSITIVE_INFINITY : daysBetween(horizon.start, day);
  });
  const pins: Pin[] = [];
  for (const visit of [...fixed].sort((one, other) => (one.day < other.day ? -1 : 1))) {
    const day = daysBetween(horizon.start, visit.day);
    const depth = depthOf(visit.class);
    if (visit.state === 'pinned' && day >= 0 && day < horizon.length)
      pins.push({ day, depth, visitId: visit.id, teamId: visit.teamId });
    if (visit.state === 'pinned') continue;
    for (let clock = 0; clock <= depth; clock += 1)
      due[clock] = rolled(at(due, clock), day + at(step, clock));
  }
  const firstDue = Math.min(...due);
  const rested = at(due, 0) - at(step, 0) + restDays;
  const handOver = lift.pause?.to ? daysBetween(horizon.start, lift.pause.to) - handOverDays : 0;
  const allowed = Math.max(0, Math.min(handOver, firstDue));
  const earliest = Math.max(allowed, Math.min(Number.isFinite(rested) ? rested : 0, firstDue));
  const minutes = classesByDepth.map((each) => lift.minutes?.[each] ?? facts.minutes[each]);
  return { lift, due, minutes, step, firstDue, earliest, allowed, early: 0, pins };
}

/** What visits on these days do to the clocks, each as deep as it must be. */
export function stopsOf(track: Track, days: readonly number[]): Stop[] {
  const due = [...track.due];
  return days.map((day) => {
    const pin = track.pins.find((each) => each.day === day);
    const dueOn = Math.min(...due);
    const before = day + at(track.step, 0);
    let depth = pin?.depth ?? 0;
    let deepDueOn: number | null = null;
    for (let clock = 1; clock < due.length; clock += 1)
      if (at(due, clock) - track.early < before && clock >= depth) {
        depth = clock;
        deepDueOn = at(due, clock);
      }
    for (let clock = 0; clock <= depth; clock += 1)
      due[clock] = rolled(at(due, clock), day + at(track.step, clock));
    return { day, depth, dueOn, minutes: at(track.minutes, depth), deepDueOn, visitId: pin?.visitId ?? null };
  });
}

/**
 * Minutes of a visit on `day` when the one before it is on `before` (-1: none): the deepest class that has become
 * ripe between the two.
 */
export function minutesBetween(track: Track, before: number, day: number): number {
  let depth = 0;
  for (let clock = 1; clock < track.due.length; clock += 1) {
    const ripe = at(track.due, clock) - track.early - at(track.step, 0) + 1;
    if (ripe <= day && (before < 0 || ripe > before)) depth = clock;
  }
  return at(track.minutes, depth);
}
