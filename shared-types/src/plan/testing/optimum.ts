import { isWorkingDay } from '../../calendar/calendar.rules';
import { addDays, addMonths } from '../../kernel/time';
import type { PlanLift, PlannerFacts, ProposedVisit } from '../plan.planner.facts';

/** Every way to keep one lift in time: `day team` of each visit, and how many of them had not been announced. */
interface Way {
  places: string[];
  moved: number;
}

/** Only half-monthly work, one length of visit, no pins: small enough to try everything. */
const step = 15;

function waysOf(lift: PlanLift, facts: PlannerFacts, announced: ReadonlySet<string>): Way[] {
  const end = addMonths(`${facts.month}-01`, 1);
  const slots: { day: string; place: string }[] = [];
  for (let day = facts.today; day < end; day = addDays(day, 1))
    for (const team of facts.teams)
      if (isWorkingDay(day, facts.calendar) && !team.away.includes(day))
        slots.push({ day, place: `${day} ${team.id}` });
  const ways: Way[] = [];
  const go = (due: string, places: string[], moved: number) => {
    if (due >= end) ways.push({ places, moved });
    if (due >= end || places.length === 3) return;
    const after = places.at(-1)?.split(' ')[0] ?? '';
    for (const { day, place } of slots)
      if (day > after && day <= due)
        go(addDays(day, step), [...places, place], moved + (announced.has(place) ? 0 : 1));
  };
  go(lift.due.half_month ?? end, [], 0);
  return ways.sort((one, other) => one.moved - other.moved);
}

/**
 * The fewest visits that had not been announced like that, over all plans that keep every lift in time on working days
 * within what the teams can do; null where there is none. Lifts without announced visits count nothing.
 */
export function fewestMoves(previous: readonly ProposedVisit[], facts: PlannerFacts): number | null {
  const room = new Map<string, number>();
  const minutes = facts.minutes.half_month;
  const most = (place: string) =>
    Math.floor((facts.teams.find(({ id }) => id === place.split(' ')[1])?.minutesADay ?? 0) / minutes);
  const all = facts.lifts.map((lift) => {
    const own = previous.filter((visit) => visit.liftId === lift.id);
    const announced = new Set(own.map((visit) => `${visit.plannedOn} ${visit.teamId}`));
    const ways = waysOf(lift, facts, announced);
    return own.length === 0 ? ways.map((way) => ({ ...way, moved: 0 })) : ways;
  });
  if (all.some((ways) => ways.length === 0)) return null;
  const least = all.map((ways) => ways[0]?.moved ?? 0);
  const restOf = all.map((_, index) => least.slice(index + 1).reduce((sum, each) => sum + each, 0));
  const fits = (index: number, budget: number): boolean => {
    const ways = all[index];
    if (!ways) return true;
    for (const { places, moved } of ways) {
      if (moved + (restOf[index] ?? 0) > budget) return false;
      if (places.some((place) => (room.get(place) ?? 0) >= most(place))) continue;
      for (const place of places) room.set(place, (room.get(place) ?? 0) + 1);
      if (fits(index + 1, budget - moved)) return true;
      for (const place of places) room.set(place, (room.get(place) ?? 0) - 1);
    }
    return false;
  };
  for (let budget = 0; budget <= 2 * facts.lifts.length; budget += 1) {
    room.clear();
    if (fits(0, budget)) return budget;
  }
  return null;
}
