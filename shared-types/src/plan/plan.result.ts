import { isPublished } from '../calendar/calendar.rules';
import { dayAt, type Horizon } from './plan.horizon';
import { peakToMean, peakToMeanGoal } from './plan.level';
import type {
  MonthPlan,
  PlannerFacts,
  ProposedVisit,
  RaisedVisit,
  Unplanned,
  UnplannedReason,
} from './plan.planner.facts';
import { allDaysOf, daysOf, type Schedule } from './plan.schedule';
import { classAt, rolled, type Stop, stopsOf, type Track } from './plan.track';
import type { Unit } from './plan.units';
import { dayShort, whyDeeper, whyThatDay, whyUnplanned } from './plan.words';

export const unplannedOf = (liftId: string, reason: UnplannedReason, dueOn: string | null): Unplanned => ({
  liftId,
  reason,
  dueOn,
  text: whyUnplanned(reason, dueOn),
});

/** What the units' places mean for people who read a plan. */
export function planOf(
  facts: PlannerFacts,
  schedule: Schedule,
  units: readonly Unit[],
  notPlanned: readonly Unplanned[],
): MonthPlan {
  const { horizon } = schedule.loads;
  const visits: ProposedVisit[] = [];
  const raises: RaisedVisit[] = [];
  const unplanned = [...notPlanned];
  const there = neighboursOf(units);
  for (const unit of units)
    for (const track of unit.tracks) {
      const stops = stopsOf(track, daysOf(track, allDaysOf(unit)));
      for (const stop of stops.filter(({ day }) => day < horizon.monthEnd))
        if (stop.visitId === null) visits.push(proposed(facts, schedule, unit, track, stop, there));
        else raises.push(...raised(track, stop, horizon));
      const missed = missedAfter(track, stops, horizon);
      if (missed !== null) unplanned.push(unplannedOf(track.lift.id, 'no_capacity', dayAt(horizon, missed)));
    }
  visits.sort((one, other) => (key(one) < key(other) ? -1 : 1));
  unplanned.sort((one, other) => (one.liftId < other.liftId ? -1 : 1));
  const days = horizon.days.slice(0, horizon.monthEnd).map((day, index) => ({
    day,
    working: horizon.working[index] ?? false,
    minutes: schedule.loads.company[index] ?? 0,
  }));
  const notes = notesOf(facts, schedule);
  return { month: facts.month, visits, unplanned, raises, days, peakToMean: peakToMean(schedule), notes };
}

const key = (visit: ProposedVisit): string => `${visit.plannedOn} ${visit.teamId} ${visit.liftId}`;

/** The due day within the month that no visit of the month keeps; null where all are kept. */
function missedAfter(track: Track, stops: readonly Stop[], horizon: Horizon): number | null {
  const due = [...track.due];
  for (const { day, depth } of stops.filter((stop) => stop.day < horizon.monthEnd))
    for (let clock = 0; clock <= depth; clock += 1)
      due[clock] = rolled(due[clock] ?? 0, day + (track.step[clock] ?? 0));
  const first = Math.min(...due);
  return first < horizon.monthEnd ? first : null;
}

const placeOf = (building: string, day: number): string => `${building}\n${day}`;

/** How many lifts of each building are visited on each day. */
function neighboursOf(units: readonly Unit[]): Map<string, number> {
  const there = new Map<string, number>();
  for (const unit of units)
    for (const track of unit.building ? unit.tracks : [])
      for (const day of daysOf(track, allDaysOf(unit)))
        there.set(placeOf(unit.building, day), (there.get(placeOf(unit.building, day)) ?? 0) + 1);
  return there;
}

function proposed(
  facts: PlannerFacts,
  { loads }: Schedule,
  unit: Unit,
  track: Track,
  stop: Stop,
  there: ReadonlyMap<string, number>,
): ProposedVisit {
  const { horizon, teams } = loads;
  const team = unit.placed.find(({ day }) => day === stop.day)?.team ?? unit.home;
  const plannedOn = dayAt(horizon, stop.day);
  const dueOn = dayAt(horizon, stop.dueOn);
  const common = Math.min(stop.dueOn, commonDue(unit, stop.day));
  const why = whyThatDay(
    {
      plannedOn,
      dueOn,
      stop,
      deepDueOn: stop.deepDueOn === null ? null : dayAt(horizon, stop.deepDueOn),
      isEarly: stop.deepDueOn !== null && stop.deepDueOn >= stop.day + (track.step[0] ?? 0),
      commonDueOn: dayAt(horizon, common),
      neighbours: (there.get(placeOf(unit.building, stop.day)) ?? 1) - 1,
      isWorkingDay: horizon.working[stop.day] ?? false,
      stranger: team !== unit.home,
    },
    facts.calendar,
  );
  const teamId = teams[team]?.id ?? '';
  return {
    liftId: track.lift.id,
    class: classAt(stop.depth),
    plannedOn,
    dueOn,
    teamId,
    minutes: stop.minutes,
    why,
  };
}

/** The earliest due day among those of a unit that go on a day. */
function commonDue(unit: Unit, day: number): number {
  const days = allDaysOf(unit).filter((each) => each <= day);
  const before = days.at(-2);
  return Math.min(
    ...unit.tracks.flatMap(({ earliest, firstDue, step }) => {
      if (earliest > day) return [];
      return before === undefined || before < earliest ? firstDue : before + (step[0] ?? 0);
    }),
  );
}

function raised(track: Track, stop: Stop, horizon: Horizon): RaisedVisit[] {
  const pin = track.pins.find(({ day }) => day === stop.day);
  if (!pin || stop.depth <= pin.depth || stop.deepDueOn === null) return [];
  const deeper = classAt(stop.depth);
  const why = whyDeeper(deeper, dayAt(horizon, stop.deepDueOn));
  return [{ visitId: pin.visitId, liftId: track.lift.id, class: deeper, why }];
}

function notesOf(facts: PlannerFacts, schedule: Schedule): string[] {
  const { horizon, company } = schedule.loads;
  const last = horizon.days.at(-1) ?? horizon.start;
  const years = [...new Set([horizon.start, last].map((day) => Number(day.slice(0, 4))))];
  const notes = years
    .filter((year) => !isPublished(year, facts.calendar))
    .map((year) => `${year} 年放假安排尚未公布，只按周末安排；公布后请重新生成计划。`);
  const ratio = peakToMean(schedule);
  if (ratio <= peakToMeanGoal) return notes;
  const fullest = Math.max(...company.subarray(0, horizon.monthEnd));
  const day = dayAt(horizon, company.indexOf(fullest));
  return [
    ...notes,
    `最忙的一天 ${dayShort(day)} 是平均的 ${ratio.toFixed(1)} 倍：截止日集中或有长假，没有找到更均衡的安排。`,
  ];
}
