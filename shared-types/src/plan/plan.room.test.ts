import { isWorkingDay } from '../calendar/calendar.rules';
import { addDays } from '../kernel/time';
import { planMonth } from './plan.planner';
import type { FixedVisit, MonthPlan, PlanLift, PlannerFacts } from './plan.planner.facts';
import { published, usualIntervals } from './testing/company';
import { breaches } from './testing/law';

const minutes = { half_month: 60, quarter: 90, half_year: 120, year: 180 };
const halfYearOn = '2026-10-12';

/** Lifts of which half a year is over on the same day, a few days after the National Day holiday. */
const liftsOfOneContract = (count: number): PlanLift[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `lift-${String(n).padStart(2, '0')}`,
    type: '3110' as const,
    due: {
      half_month: addDays('2026-09-02', n % 14),
      quarter: '2026-12-20',
      half_year: halfYearOn,
      year: '2027-03-31',
    },
    building: '',
    route: '',
    metres: null,
    area: '',
    teamId: null,
    hasTemplate: true,
    pause: null,
  }));

const september = (lifts: PlanLift[]): PlannerFacts => ({
  month: '2026-09',
  today: '2026-09-01',
  lifts,
  teams: [{ id: 'one', certifiedUntil: '2029-12-31', minutesADay: 420, areas: [], away: [] }],
  fixed: [],
  calendar: published,
  intervals: usualIntervals,
  minutes,
});

/** October as it is planned once September's plan was taken. */
const october = (facts: PlannerFacts, plan: MonthPlan): PlannerFacts => ({
  ...facts,
  month: '2026-10',
  today: '2026-09-20',
  fixed: plan.visits.map(
    ({ liftId, class: kind, plannedOn: day, teamId }, n): FixedVisit => ({
      ...{ id: `visit-${n}`, liftId, class: kind, day, teamId, state: 'begun' },
    }),
  ),
});
const onDaysOff = ({ visits }: MonthPlan) =>
  visits.filter(({ plannedOn }) => !isWorkingDay(plannedOn, published));
const halfYears = ({ visits }: MonthPlan) => visits.filter((visit) => visit.class === 'half_year');

test('half a year that is over for all lifts at once just after a holiday sends nobody out on the holiday', () => {
  const facts = september(liftsOfOneContract(28));
  const first = planMonth(facts);
  expect(breaches(facts, first)).toEqual([]);
  expect(onDaysOff(first)).toEqual([]);
  const next = october(facts, first);
  const second = planMonth(next);
  expect(breaches(next, second)).toEqual([]);
  expect(onDaysOff(second)).toEqual([]);
  expect(halfYears(first).length + halfYears(second).length).toBe(28);
});

test('a deeper class comes early only where its own days are full, and that is said', () => {
  const said = '半年维保 10月12日 到期，到期前的工作日排不下，提前到这次完成';
  const early = (count: number) =>
    halfYears(planMonth(september(liftsOfOneContract(count)))).filter(({ why }) => why.includes(said));
  expect(early(28).length).toBeGreaterThan(0);
  expect(early(28).every(({ plannedOn }) => addDays(plannedOn, 15) <= halfYearOn)).toBe(true);
  expect(early(7)).toEqual([]);
});

test('a visit that somebody moved by hand stays as deep as it was', () => {
  const facts = september(liftsOfOneContract(28));
  const fixed = facts.lifts.map(
    ({ id }, n): FixedVisit => ({
      ...{
        id: `pin-${n}`,
        liftId: id,
        class: 'half_month',
        day: '2026-09-15',
        teamId: 'one',
        state: 'pinned',
      },
    }),
  );
  expect(planMonth({ ...facts, fixed }).raises).toEqual([]);
});
