import { dayAt, type Horizon, horizonOf } from './plan.horizon';
import { levelMonth } from './plan.level';
import { Loads } from './plan.load';
import type { FixedVisit, MonthPlan, PlanLift, PlannerFacts, Unplanned } from './plan.planner.facts';
import { planOf, unplannedOf } from './plan.result';
import { deepen, hasWorkingDay, makeRoom, placedDeeper } from './plan.room';
import { intervalFor } from './plan.rules';
import { Schedule, type Search, usually } from './plan.schedule';
import { type Track, trackOf } from './plan.track';
import { ableTeams, singlesOf, type Unit, unitsOf } from './plan.units';

/** Days beyond the month that are planned along, so that its end is as level as its middle. */
const aheadDays = 16;
/** Every unit looks for a better place so many times. */
const rounds = 3;

/** Why a lift cannot be planned at all, whatever the load. */
export function whyNot(track: Track, facts: PlannerFacts, horizon: Horizon): Unplanned | null {
  const { lift, firstDue } = track;
  const dueOn = Number.isFinite(firstDue) ? dayAt(horizon, firstDue) : null;
  if (lift.pause !== null && lift.pause.to === null) return unplannedOf(lift.id, 'suspended', null);
  if (!lift.hasTemplate) return unplannedOf(lift.id, 'template_missing', dueOn);
  if (dueOn === null && track.pins.length === 0) return unplannedOf(lift.id, 'no_date', null);
  if (ableTeams(track, facts.teams).length === 0) return unplannedOf(lift.id, 'no_team', dueOn);
  // A visit in the month would come too late, and the days before it are not this plan's.
  if (horizon.start > facts.today && firstDue < 0) return unplannedOf(lift.id, 'earlier_first', dueOn);
  return null;
}

/** Lifts that need a visit between today and the month's first working day. */
export function dueBeforeMonth(facts: PlannerFacts): Set<string> {
  const horizon = horizonOf(facts.month, facts.today, facts.calendar, 0);
  const { tracks, unplanned } = tracksOf(facts, horizon);
  const firstWorked = horizon.monthDays[0] ?? 0;
  return new Set([
    ...unplanned.flatMap(({ liftId, reason }) => (reason === 'earlier_first' ? liftId : [])),
    ...tracks.flatMap(({ lift, firstDue, pins }) =>
      firstDue < firstWorked && pins.every(({ day }) => day > firstDue) ? lift.id : [],
    ),
  ]);
}

/** Clocks of all lifts, in the order of their ids, and those that cannot be planned. */
export function tracksOf(facts: PlannerFacts, horizon: Horizon): { tracks: Track[]; unplanned: Unplanned[] } {
  const fixed = new Map<string, FixedVisit[]>();
  for (const visit of facts.fixed) fixed.set(visit.liftId, [...(fixed.get(visit.liftId) ?? []), visit]);
  const unplanned: Unplanned[] = [];
  const tracks: Track[] = [];
  const ordered = [...facts.lifts].sort((one: PlanLift, other: PlanLift) => (one.id < other.id ? -1 : 1));
  for (const lift of ordered) {
    const track = trackOf(lift, fixed.get(lift.id) ?? [], facts, horizon);
    const reason = whyNot(track, facts, horizon);
    if (reason) unplanned.push(reason);
    else tracks.push(track);
  }
  return { tracks, unplanned };
}

/** Loads with what does not move: begun and pinned visits. */
export function loadsOf(tracks: readonly Track[], facts: PlannerFacts, horizon: Horizon): Loads {
  const step = intervalFor('half_month', facts.intervals);
  const everyTime = tracks.reduce((sum, { minutes }) => sum + (minutes[0] ?? 0), 0);
  const worked = Math.max(1, horizon.working.filter(Boolean).length);
  const mean = Math.max(1, (everyTime * horizon.length) / step / worked);
  const loads = new Loads(facts.teams, horizon, mean);
  const number = new Map(facts.teams.map(({ id }, index) => [id, index]));
  for (const visit of facts.fixed) {
    const day = horizon.days.indexOf(visit.day);
    if (visit.state === 'done' || day < 0) continue;
    loads.add(number.get(visit.teamId ?? '') ?? -1, day, facts.minutes[visit.class], []);
  }
  return loads;
}

const byTightness = (unit: Unit): number => Math.min(...unit.tracks.map(({ firstDue }) => firstDue));

const anyTeam: Search = { ...usually, others: true };
const anyDay: Search = { ...anyTeam, daysOff: true };

/** A visit soon after the last one is better than none. */
function hurry(unit: Unit): void {
  unit.tracks = unit.tracks.map((track) => ({ ...track, earliest: track.allowed }));
}

/** Looks ever harder; a building is broken up before anybody works on a day off. Returns the units it became. */
function settle(schedule: Schedule, unit: Unit): Unit[] {
  deepen(unit, 0);
  const late = byTightness(unit) < 0;
  const isWorked = late || hasWorkingDay(schedule, unit);
  if (isWorked && schedule.place(unit, usually)) return [unit];
  if (unit.tracks.length > 1) return singlesOf(unit).flatMap((single) => settle(schedule, single));
  if (isWorked && schedule.place(unit, anyTeam)) return [unit];
  hurry(unit);
  if (isWorked && (schedule.place(unit, anyTeam) || placedDeeper(schedule, unit, anyTeam))) return [unit];
  if (schedule.place(unit, anyDay)) return [unit];
  if (late && schedule.place(unit, { ...anyTeam, late })) return [unit];
  schedule.placeAsFarAsPossible(unit, late ? { ...anyDay, late } : anyDay);
  return [unit];
}

function settleAll(schedule: Schedule, units: readonly Unit[]): Unit[] {
  let settled = [...units]
    .sort((one, other) => byTightness(one) - byTightness(other))
    .flatMap((unit) => settle(schedule, unit));
  for (let round = 1; round < rounds; round += 1)
    settled = settled.flatMap((unit) => {
      schedule.remove(unit);
      return settle(schedule, unit);
    });
  makeRoom(schedule, settled, anyTeam);
  levelMonth(schedule, settled);
  return offRestDays(schedule, settled);
}

/** What was moved since may have made room on a working day. */
const offRestDays = (schedule: Schedule, units: readonly Unit[]): Unit[] =>
  units.flatMap((unit) => {
    if (unit.placed.every(({ day }) => schedule.loads.horizon.working[day])) return [unit];
    schedule.remove(unit);
    return settle(schedule, unit);
  });

/**
 * A month of visits for one company. Never after the due day that rolls from the visit before, done or planned;
 * holidays do not extend it, so that the plan looks beyond the month and comes before them. Within that: working days,
 * certified teams with time left, level days, buildings together, ways together. The same facts give the same plan.
 * @basis 特种设备安全监察条例 第三十一条; 泉鲤市监规〔2024〕1号 三(三) (PLAN-05, PLAN-09, PLAN-10, PLAN-14)
 */
export function planMonth(facts: PlannerFacts): MonthPlan {
  const horizon = horizonOf(facts.month, facts.today, facts.calendar, aheadDays);
  const { tracks, unplanned } = tracksOf(facts, horizon);
  const schedule = new Schedule(loadsOf(tracks, facts, horizon));
  const units = settleAll(schedule, unitsOf(tracks, facts.teams, horizon.length));
  return planOf(facts, schedule, units, unplanned);
}
