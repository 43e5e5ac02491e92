import { calendarOf } from '../../calendar/calendar.rules';
import { addDays } from '../../kernel/time';
import type { MaintenanceClass } from '../../visit/visit.contract';
import { clocksOn } from '../plan.clock.rules';
import type { PlanLift, PlannerFacts, PlanTeam } from '../plan.planner.facts';
import type { IntervalDays } from '../plan.rules';

/** The same seed gives the same numbers on every machine (mulberry32). */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

export const usualIntervals: IntervalDays = { half_month: 15, quarter: 90, half_year: 180, year: 365 };
export const usualMinutes: Record<MaintenanceClass, number> = {
  half_month: 30,
  quarter: 50,
  half_year: 70,
  year: 100,
};
export const published = calendarOf({ daysOff: [], workingDays: [] });

/**
 * The last visit of each class of a lift that has always been in time: so many days ago, and each deeper class done
 * when it fell due before the next visit.
 */
function history(below: (bound: number) => number, firstDay: string, daysAgo: number) {
  const classes = ['half_month', 'quarter', 'half_year', 'year'] as const;
  return classes.map((each) => {
    const before = each === 'half_month' ? 0 : below(usualIntervals[each] - 15);
    const day = addDays(firstDay, -daysAgo - before);
    return { class: each, completedAt: Date.parse(`${day}T10:00:00+08:00`) };
  });
}

export interface CompanySize {
  lifts: number;
  teams: number;
  month: string;
  seed: number;
  minutesADay?: number;
  areas?: number;
}

/** An invented company that has always been in time: buildings of one to six lifts, some twenty kilometres across. */
export function inventedCompany(size: CompanySize): PlannerFacts {
  const below = chance(size.seed);
  const areas = Array.from({ length: size.areas ?? 1 }, (_, index) => `area-${index}`);
  const today = `${size.month}-01`;
  const lifts: PlanLift[] = [];
  for (let building = 0; lifts.length < size.lifts; building += 1) {
    const metres = { x: below(20_000), y: below(20_000) };
    const area = areas[below(areas.length)] ?? '';
    // Most buildings are visited as one already.
    const together = below(10) < 7 ? 1 + below(14) : null;
    for (let lift = 1 + below(6); lift > 0 && lifts.length < size.lifts; lift -= 1) {
      const visits = history(below, today, together ?? 1 + below(14));
      const unknown = { registeredDue: null, startedOn: null, enteredOn: null, contractFrom: null };
      const facts = { ...unknown, history: visits, pauses: [] };
      lifts.push({
        id: `lift-${String(lifts.length).padStart(5, '0')}`,
        type: '3110',
        due: clocksOn(facts, today, usualIntervals).due,
        building: `building-${building}`,
        route: '',
        metres,
        area,
        teamId: null,
        hasTemplate: true,
        pause: null,
      });
    }
  }
  const teams: PlanTeam[] = Array.from({ length: size.teams }, (_, index) => ({
    id: `team-${String(index).padStart(3, '0')}`,
    certifiedUntil: '2029-12-31',
    minutesADay: size.minutesADay ?? 420,
    areas: [areas[index % areas.length] ?? ''],
    away: [],
  }));
  return {
    month: size.month,
    today,
    lifts,
    teams,
    fixed: [],
    calendar: published,
    intervals: usualIntervals,
    minutes: usualMinutes,
  };
}
