import { addMonths } from '../kernel/time';
import { dueBeforeMonth, planMonth } from './plan.planner';
import type { FixedVisit, MonthPlan, PlannerFacts } from './plan.planner.facts';
import { whyBeforeMonth } from './plan.words';

/** What has only been planned may be followed by other visits; what is begun is over today. */
const openAgain = (visit: FixedVisit, today: string): FixedVisit =>
  visit.state === 'begun' && visit.day > today ? { ...visit, state: 'pinned' } : visit;

/**
 * A month, and before it what cannot wait for it: lifts that are overdue or fall due before the month begins are
 * planned from today on, and their visits of the month follow from that. Only the month after this one is made up for;
 * of later ones the months before have to be planned first, which is said of each lift.
 * @basis 泉鲤市监规〔2024〕1号 三(三) (PLAN-05, PLAN-10)
 */
export function planAhead(facts: PlannerFacts): MonthPlan {
  const thisMonth = facts.today.slice(0, 7);
  const next = addMonths(`${thisMonth}-01`, 1).slice(0, 7);
  const urgent = facts.month === next ? dueBeforeMonth(facts) : new Set<string>();
  if (urgent.size === 0) return planMonth(facts);
  const before = planMonth({
    ...facts,
    month: thisMonth,
    lifts: facts.lifts.filter(({ id }) => urgent.has(id)),
    fixed: facts.fixed.map((visit) => openAgain(visit, facts.today)),
  });
  const made = before.visits.map(
    ({ liftId, class: kind, plannedOn, teamId }, at): FixedVisit => ({
      ...{ id: `before-${at}`, liftId, class: kind, day: plannedOn, state: 'begun', teamId },
    }),
  );
  const month = planMonth({ ...facts, fixed: [...facts.fixed, ...made] });
  const told = new Set(before.unplanned.map(({ liftId }) => liftId));
  const visits = before.visits.map((visit) => ({
    ...visit,
    why: [whyBeforeMonth(visit.dueOn, facts.today), ...visit.why],
  }));
  return {
    ...month,
    visits: [...visits, ...month.visits],
    raises: [...before.raises, ...month.raises],
    unplanned: [...before.unplanned, ...month.unplanned.filter(({ liftId }) => !told.has(liftId))],
  };
}
