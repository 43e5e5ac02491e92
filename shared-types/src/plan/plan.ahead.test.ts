import { addMonths } from '../kernel/time';
import { planAhead } from './plan.ahead';
import type { PlannerFacts } from './plan.planner.facts';
import { companyInAnyState } from './testing/chaos';
import { inventedCompany } from './testing/company';
import { breaches } from './testing/law';

declare const process: { env: Record<string, string | undefined> };

const companies = process.env.LIFTTRUST_LONG ? 1000 : 100;
const monthAfter = (day: string): string => addMonths(`${day.slice(0, 7)}-01`, 1).slice(0, 7);

/** The same company asked for the month after; what lies before that month is taken as made by then. */
function askedForNextMonth(facts: PlannerFacts): PlannerFacts {
  const month = monthAfter(facts.today);
  const fixed = facts.fixed.map((visit) =>
    visit.state === 'pinned' && visit.day < `${month}-01` ? { ...visit, state: 'begun' as const } : visit,
  );
  return { ...facts, month, fixed };
}

test('lifts that fall due before the month are planned before it, in time, and say why', () => {
  const facts = { ...inventedCompany({ lifts: 40, teams: 2, month: '2026-06', seed: 3 }), month: '2026-07' };
  const plan = planAhead(facts);
  expect(plan.unplanned).toEqual([]);
  const before = plan.visits.filter(({ plannedOn }) => plannedOn < '2026-07-01');
  expect(new Set(before.map(({ liftId }) => liftId)).size).toBe(40);
  for (const visit of before) {
    expect(visit.plannedOn <= visit.dueOn).toBe(true);
    expect(visit.why[0]).toMatch(/就到期，不等下个月，先补排这一次/);
  }
  expect(plan.days.every(({ day }) => day >= '2026-07-01')).toBe(true);
});

test('a lift that is overdue is not made to wait for the month that somebody plans', () => {
  const company = inventedCompany({ lifts: 3, teams: 1, month: '2026-06', seed: 3 });
  const due = { half_month: '2026-05-20', quarter: null, half_year: null, year: null };
  const lifts = company.lifts.map((lift, at) => (at === 0 ? { ...lift, due, building: '' } : lift));
  const [first] = planAhead({ ...company, lifts, month: '2026-07' }).visits.filter(
    ({ liftId }) => liftId === lifts[0]?.id,
  );
  expect(first?.plannedOn).toBe('2026-06-01');
  expect(first?.why[0]).toBe('已经超期，不等下个月，尽快安排');
});

test('of a month further ahead the months before have to be planned first, and every lift says so', () => {
  const facts = { ...inventedCompany({ lifts: 5, teams: 1, month: '2026-06', seed: 3 }), month: '2026-09' };
  const plan = planAhead(facts);
  expect(plan.visits).toEqual([]);
  expect(plan.unplanned.map(({ reason }) => reason)).toEqual(Array(5).fill('earlier_first'));
  expect(plan.unplanned[0]?.text).toContain('请先排好此前的月份');
});

test(`in ${companies * 10} random histories no day proposed for the next month breaks the law`, () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= companies; seed += 1) {
    const facts = askedForNextMonth(companyInAnyState(seed));
    wrong.push(...breaches(facts, planAhead(facts)).map((what) => `seed ${seed}: ${what}`));
  }
  expect(wrong).toEqual([]);
});
