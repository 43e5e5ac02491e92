import { calendarOf } from '../../calendar/calendar.rules';
import { addDays } from '../../kernel/time';
import type { MaintenanceClass } from '../../visit/visit.contract';
import type { FixedVisit, PlanLift, PlannerFacts, PlanTeam } from '../plan.planner.facts';
import { chance, usualIntervals, usualMinutes } from './company';

const classes: readonly MaintenanceClass[] = ['half_month', 'quarter', 'half_year', 'year'];

/** A small company in any state a year may bring: overdue, paused, pinned, begun, people away, certificates ending. */
export function companyInAnyState(seed: number): PlannerFacts {
  const below = chance(seed);
  const oneIn = (count: number) => below(count) === 0;
  const month = `${2025 + below(2)}-${String(1 + below(12)).padStart(2, '0')}`;
  const today = addDays(`${month}-01`, oneIn(3) ? below(28) : 0);
  const intervals = oneIn(4) ? { ...usualIntervals, half_month: 8 + below(10) } : usualIntervals;
  const lifts = Array.from({ length: 10 }, (_, index) => liftInAnyState(below, index, today));
  const teams: PlanTeam[] = Array.from({ length: 1 + below(3) }, (_, index) => ({
    id: `team-${index}`,
    certifiedUntil: oneIn(12) ? addDays(today, below(30)) : '2029-12-31',
    minutesADay: 120 + below(300),
    areas: oneIn(4) ? ['east'] : [],
    away: Array.from({ length: below(6) }, () => addDays(today, below(45))),
  }));
  const fixed = lifts.flatMap((lift, index) => (oneIn(5) ? fixedOf(below, lift, index, today) : []));
  const extra = Array.from({ length: below(4) }, () => addDays(today, below(40)));
  const calendar = calendarOf({ daysOff: oneIn(3) ? extra : [], workingDays: [] });
  return { month, today, lifts, teams, fixed, calendar, intervals, minutes: usualMinutes };
}

const later = (day: string | null, to: string): string | null => (day !== null && day < to ? to : day);

function liftInAnyState(below: (bound: number) => number, index: number, today: string): PlanLift {
  const oneIn = (count: number) => below(count) === 0;
  const half = oneIn(15) ? -1 - below(20) : below(16);
  const after = (interval: number) => (oneIn(20) ? null : addDays(today, Math.max(half, below(interval))));
  const due = {
    half_month: addDays(today, half),
    quarter: after(90),
    half_year: after(180),
    year: after(365),
  };
  const to = oneIn(2) ? null : addDays(today, below(40));
  // As `clocksOn` gives them: nothing falls due before the lift is used again.
  const pausedDue =
    to === null
      ? null
      : {
          half_month: to,
          quarter: later(due.quarter, to),
          half_year: later(due.half_year, to),
          year: later(due.year, to),
        };
  const pause = oneIn(15) ? { kind: 'out_of_use' as const, from: addDays(today, -20), to } : null;
  const none = { half_month: null, quarter: null, half_year: null, year: null };
  return {
    id: `lift-${index}`,
    type: '3110',
    due: pause ? (pausedDue ?? none) : oneIn(40) ? none : due,
    building: `building-${below(4)}`,
    route: '',
    metres: oneIn(3) ? null : { x: below(5000), y: below(5000) },
    area: oneIn(2) ? 'east' : 'west',
    teamId: oneIn(4) ? 'team-0' : null,
    hasTemplate: !oneIn(30),
    pause,
  };
}

function fixedOf(
  below: (bound: number) => number,
  lift: PlanLift,
  index: number,
  today: string,
): FixedVisit[] {
  const state = (['done', 'begun', 'pinned'] as const)[below(3)] ?? 'done';
  const shift = state === 'done' ? -below(4) : state === 'begun' ? 0 : below(16);
  const planned = addDays(today, shift);
  const until = lift.due.half_month;
  // Nobody can pin a visit behind its due day.
  if (state === 'pinned' && (until === null || planned > until || lift.pause !== null)) return [];
  const maintenanceClass = classes[below(4)] ?? 'half_month';
  return [
    { id: `visit-${index}`, liftId: lift.id, class: maintenanceClass, day: planned, state, teamId: 'team-0' },
  ];
}
