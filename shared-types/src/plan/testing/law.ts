import { isWorkingDay } from '../../calendar/calendar.rules';
import { addDays, addMonths } from '../../kernel/time';
import type { MonthPlan, PlannerFacts } from '../plan.planner.facts';
import { classesByDepth, type DueDays, intervalFor, resetsClock } from '../plan.rules';

export interface Deed {
  day: string;
  class: keyof DueDays;
  dueOn: string | null;
  fixed: boolean;
}

/** Visits of one lift in the month, proposed and fixed, in order; written without the planner's own reckoning. */
export function deedsOf(facts: PlannerFacts, plan: Pick<MonthPlan, 'visits'>, liftId: string): Deed[] {
  const proposed = plan.visits
    .filter((visit) => visit.liftId === liftId)
    .map((visit) => ({ day: visit.plannedOn, class: visit.class, dueOn: visit.dueOn, fixed: false }));
  const fixed = facts.fixed
    .filter((visit) => visit.liftId === liftId)
    .map((visit) => ({ day: visit.day, class: visit.class, dueOn: null, fixed: true }));
  return [...fixed, ...proposed].sort((one, other) =>
    one.day === other.day ? 0 : one.day < other.day ? -1 : 1,
  );
}

const earliest = (due: DueDays): string | null =>
  classesByDepth.flatMap((each) => due[each] ?? []).sort()[0] ?? null;

/**
 * What a plan would do against the law, one sentence each; empty when nothing. A lift that is overdue at the start may
 * be late once; whatever is not planned must be said.
 */
export function breaches(facts: PlannerFacts, plan: MonthPlan): string[] {
  const end = addMonths(`${facts.month}-01`, 1);
  const said = new Set(plan.unplanned.map(({ liftId }) => liftId));
  const raised = new Map(plan.raises.map((each) => [each.visitId, each.class]));
  const wrong: string[] = [];
  for (const lift of facts.lifts) {
    const due: DueDays = { ...lift.due };
    const fixedClass = (day: string) => {
      const visit = facts.fixed.find((each) => each.liftId === lift.id && each.day === day);
      return visit && raised.get(visit.id);
    };
    for (const deed of deedsOf(facts, plan, lift.id)) {
      const limit = earliest(due);
      const say = (what: string) => wrong.push(`${lift.id} ${deed.day} ${deed.class}: ${what} (${limit})`);
      if (!deed.fixed) {
        if (deed.day < facts.today || deed.day >= end) say('outside the month');
        if (deed.dueOn !== limit) say(`says it is due on ${deed.dueOn}`);
        if (limit !== null && deed.day > limit && limit >= facts.today) say('overdue');
      }
      const done = fixedClass(deed.day) ?? deed.class;
      for (const clock of classesByDepth) {
        if (!resetsClock(done, clock)) continue;
        const next = addDays(deed.day, intervalFor(clock, facts.intervals));
        if ((due[clock] ?? '') < next) due[clock] = next;
      }
    }
    const left = earliest(due);
    if (left !== null && left < end && !said.has(lift.id))
      wrong.push(`${lift.id}: nothing keeps ${left}, unsaid`);
  }
  return [...wrong, ...needlessDaysOff(facts, plan), ...overfull(facts, plan)];
}

/** Visits on days off though the same team could have gone on a working day without breaking anything. */
function needlessDaysOff(facts: PlannerFacts, plan: MonthPlan): string[] {
  const { calendar, intervals } = facts;
  const step = intervalFor('half_month', intervals);
  return plan.visits.flatMap((visit) => {
    if (isWorkingDay(visit.plannedOn, calendar)) return [];
    const deeds = deedsOf(facts, plan, visit.liftId);
    const index = deeds.findIndex(({ day }) => day === visit.plannedOn);
    const next = deeds[index + 1];
    if (!next) return [];
    for (let day = visit.plannedOn; day >= (deeds[index - 1]?.day ?? facts.today); day = addDays(day, -1)) {
      const keepsNext = addDays(day, step) >= next.day;
      if (isWorkingDay(day, calendar) && keepsNext && hasTime(facts, plan, visit.teamId, day, visit.minutes))
        return [`${visit.liftId} ${visit.plannedOn}: ${day} would have done`];
    }
    return [];
  });
}

const minutesOf = (facts: PlannerFacts, plan: MonthPlan, teamId: string, day: string): number =>
  plan.visits
    .filter((visit) => visit.teamId === teamId && visit.plannedOn === day)
    .reduce((sum, { minutes }) => sum + minutes, 0) +
  facts.fixed
    .filter((visit) => visit.teamId === teamId && visit.day === day && visit.state !== 'done')
    .reduce((sum, visit) => sum + facts.minutes[visit.class], 0);

function hasTime(
  facts: PlannerFacts,
  plan: MonthPlan,
  teamId: string,
  day: string,
  minutes: number,
): boolean {
  const team = facts.teams.find(({ id }) => id === teamId);
  if (!team || (team.certifiedUntil ?? '') < day || team.away.includes(day)) return false;
  return minutesOf(facts, plan, teamId, day) + minutes <= team.minutesADay;
}

/** Days on which a team would work more than it can, or though it is away or not certified. */
function overfull(facts: PlannerFacts, plan: MonthPlan): string[] {
  const places = new Set(plan.visits.map((visit) => `${visit.teamId} ${visit.plannedOn}`));
  return [...places].flatMap((place) => {
    const [teamId = '', day = ''] = place.split(' ');
    return hasTime(facts, plan, teamId, day, 0) ? [] : [`${place}: more than the team can do`];
  });
}
