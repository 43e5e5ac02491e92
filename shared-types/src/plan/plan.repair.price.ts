import type { Loads } from './plan.load';
import type { Unit } from './plan.units';

/** Where a visit had been announced. */
export interface Announced {
  day: number;
  team: number;
}

/** What one moved visit costs; everything else together costs less. */
export const move = 1000;
const dayOff = 100 * move;
export const lateDay = 1000 * move;

export interface Limits {
  daysOff: boolean;
  late: boolean;
  /** A day may be too full: the visit costs as if it drove another away. */
  crowding: boolean;
  /** Places that have been tried in vain. */
  avoid: ReadonlySet<string>;
}

export const strict: Limits = { daysOff: false, late: false, crowding: false, avoid: new Set() };
/** How many lifts may make room for one another in a row, and how many days are tried for each. */
export const deepest = 2;
export const tries = 6;

export const slotOf = (team: number, day: number): string => `${team} ${day}`;

/** The team with which a visit on a day costs least: where it had been announced nothing, elsewhere a move. */
export function placeOn(
  loads: Loads,
  old: readonly Announced[],
  unit: Unit,
  day: number,
  minutes: number,
  limits: Limits,
): { team: number; cost: number } {
  let best = { team: -1, cost: Number.POSITIVE_INFINITY };
  for (const team of unit.able) {
    if (!loads.worksOn(team, day)) continue;
    if (limits.avoid.has(slotOf(team, day))) continue;
    const lacks = minutes - loads.left(team, day);
    if (lacks > 0 && !limits.crowding) continue;
    const kept = old.some((each) => each.day === day && each.team === team);
    let cost = (kept ? 0 : move) + (lacks > 0 ? move : 0) + (loads.horizon.working[day] ? 0 : dayOff);
    cost += 20 * loads.fullness(day) + 10 * loads.teamFullness(team, day) + (team === unit.home ? 0 : 20);
    if (unit.building && loads.isAt(unit.building, day)) cost -= 15;
    if (cost < best.cost) best = { team, cost: Math.max(1, cost) };
  }
  return best;
}
