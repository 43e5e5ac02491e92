import { dayAt, type Horizon, horizonOf } from './plan.horizon';
import { loadsOf, tracksOf } from './plan.planner';
import type { MonthPlan, PlannerFacts, ProposedVisit } from './plan.planner.facts';
import { Repair } from './plan.repair';
import { planOf } from './plan.result';
import { Schedule } from './plan.schedule';
import { ableTeams, type Unit, unitWith } from './plan.units';

/** A visit that is no longer where it was announced. */
export interface MovedVisit {
  liftId: string;
  /** Null: an additional visit that the change made necessary. */
  from: { plannedOn: string; teamId: string } | null;
  to: { plannedOn: string; teamId: string };
}

export interface Replan extends MonthPlan {
  moves: MovedVisit[];
  /** Visits that are no longer needed, e.g. because the lift was visited meanwhile. */
  dropped: ProposedVisit[];
}

/**
 * The same plan after a disturbance: somebody ill, a day lost, a lift more or less, a visit done earlier or later. What
 * can stay stays, on its day and with its team; the rest moves as little as the law, the calendar and people allow.
 * `facts` are those after the disturbance; `previous` is what had been announced.
 * @basis 泉鲤市监规〔2024〕1号 三(三) (PLAN-05, PLAN-10)
 */
export function replan(previous: readonly ProposedVisit[], facts: PlannerFacts): Replan {
  const horizon = horizonOf(facts.month, facts.today, facts.calendar, 0);
  const { tracks, unplanned } = tracksOf(facts, horizon);
  const schedule = new Schedule(loadsOf(tracks, facts, horizon));
  const announced = announcedOf(previous, facts, horizon);
  const units = tracks.map((track) => {
    const able = ableTeams(track, facts.teams);
    const own = facts.teams.findIndex(({ id }) => id === track.lift.teamId);
    const used = announced.get(track.lift.id)?.[0]?.team ?? own;
    return unitWith([track], able, able.includes(used) ? used : able[0]);
  });
  new Repair(schedule, units, announced).run();
  const plan = planOf(facts, schedule, units, unplanned);
  return { ...plan, ...differences(previous, plan.visits, units, facts, horizon) };
}

/** Where each lift's visits of the old plan are, as far as they are still to come. */
function announcedOf(previous: readonly ProposedVisit[], facts: PlannerFacts, horizon: Horizon) {
  const number = new Map(facts.teams.map(({ id }, index) => [id, index]));
  const announced = new Map<string, { day: number; team: number }[]>();
  for (const visit of [...previous].sort((one, other) => (one.plannedOn < other.plannedOn ? -1 : 1))) {
    const day = horizon.days.indexOf(visit.plannedOn);
    if (day < 0 || day >= horizon.monthEnd) continue;
    const team = number.get(visit.teamId) ?? -1;
    announced.set(visit.liftId, [...(announced.get(visit.liftId) ?? []), { day, team }]);
  }
  return announced;
}

function differences(
  previous: readonly ProposedVisit[],
  visits: readonly ProposedVisit[],
  units: readonly Unit[],
  facts: PlannerFacts,
  horizon: Horizon,
): Pick<Replan, 'moves' | 'dropped'> {
  const moves: MovedVisit[] = [];
  const dropped: ProposedVisit[] = [];
  const comes = (visit: ProposedVisit) =>
    visit.plannedOn >= facts.today && visit.plannedOn < dayAt(horizon, horizon.monthEnd);
  const [before, after] = [byLift(previous.filter(comes)), byLift(visits)];
  for (const { tracks } of units) {
    const liftId = tracks[0]?.lift.id ?? '';
    const old = before.get(liftId) ?? [];
    if (old.length === 0) continue;
    const now = after.get(liftId) ?? [];
    const gone = old.filter((visit) => !now.some((each) => isSame(visit, each)));
    for (const visit of now.filter((each) => !old.some((before) => isSame(before, each))))
      moves.push({
        liftId: visit.liftId,
        from: placeOf(gone.shift()),
        to: { plannedOn: visit.plannedOn, teamId: visit.teamId },
      });
    dropped.push(...gone);
  }
  return { moves, dropped };
}

function byLift(visits: readonly ProposedVisit[]): Map<string, ProposedVisit[]> {
  const lifts = new Map<string, ProposedVisit[]>();
  for (const visit of visits) {
    const own = lifts.get(visit.liftId);
    if (own) own.push(visit);
    else lifts.set(visit.liftId, [visit]);
  }
  return lifts;
}

const isSame = (one: ProposedVisit, other: ProposedVisit): boolean =>
  one.plannedOn === other.plannedOn && one.teamId === other.teamId;

const placeOf = (visit: ProposedVisit | undefined): MovedVisit['from'] =>
  visit ? { plannedOn: visit.plannedOn, teamId: visit.teamId } : null;
