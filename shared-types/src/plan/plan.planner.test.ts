import { addDays } from '../kernel/time';
import { planMonth } from './plan.planner';
import type { PlanLift, PlannerFacts, PlanTeam } from './plan.planner.facts';
import { inventedCompany, published, usualIntervals, usualMinutes } from './testing/company';
import { breaches } from './testing/law';

const lift = (id: string, halfMonth: string | null, over: Partial<PlanLift> = {}): PlanLift => ({
  id,
  type: '3110',
  due: { half_month: halfMonth, quarter: null, half_year: null, year: null },
  building: '',
  route: '',
  metres: null,
  area: 'east',
  teamId: null,
  hasTemplate: true,
  pause: null,
  ...over,
});
const team = (id: string, over: Partial<PlanTeam> = {}): PlanTeam => ({
  id,
  certifiedUntil: '2029-12-31',
  minutesADay: 420,
  areas: [],
  away: [],
  ...over,
});
const facts = (lifts: PlanLift[], over: Partial<PlannerFacts> = {}): PlannerFacts => ({
  month: '2026-03',
  today: '2026-03-01',
  lifts,
  teams: [team('one')],
  fixed: [],
  calendar: published,
  intervals: usualIntervals,
  minutes: usualMinutes,
  ...over,
});
const daysOf = (input: PlannerFacts, liftId = 'a') =>
  planMonth(input).visits.flatMap((visit) => (visit.liftId === liftId ? [visit.plannedOn] : []));

test('each visit is due fifteen days after the one planned before it', () => {
  const [first, second] = planMonth(facts([lift('a', '2026-03-10')])).visits;
  expect(first?.dueOn).toBe('2026-03-10');
  expect(second?.dueOn).toBe(addDays(first?.plannedOn ?? '', 15));
  expect((second?.plannedOn ?? '') <= (second?.dueOn ?? '')).toBe(true);
});

test('what falls due in the National Day holiday is done on the last working days before it', () => {
  const input = facts([lift('a', '2026-10-03')], { month: '2026-09', today: '2026-09-25' });
  const plan = planMonth(input);
  const [visit] = plan.visits.slice(-1);
  expect(visit).toMatchObject({ plannedOn: '2026-09-30', dueOn: '2026-10-03' });
  expect(visit?.why[0]).toBe('截止日 10月3日 在国庆节假期内，提前到 9月30日（假期前最后一个工作日）');
});

test('the Spring Festival is nine days: every lift has been seen at most six days before it', () => {
  const plan = planMonth({ ...inventedCompany({ lifts: 60, teams: 3, month: '2026-02', seed: 5 }) });
  for (const { id } of inventedCompany({ lifts: 60, teams: 3, month: '2026-02', seed: 5 }).lifts) {
    const days = plan.visits.filter((visit) => visit.liftId === id).map(({ plannedOn }) => plannedOn);
    expect(days.some((day) => day >= '2026-02-09' && day <= '2026-02-14')).toBe(true);
    expect(days.filter((day) => day > '2026-02-14' && day < '2026-02-24')).toEqual([]);
  }
});

test('a due day on a Sunday is met on the Friday before', () => {
  const [visit] = planMonth(facts([lift('a', '2026-03-15')], { today: '2026-03-13' })).visits;
  expect(visit).toMatchObject({ plannedOn: '2026-03-13', dueOn: '2026-03-15' });
  expect(visit?.why[0]).toBe('截止日 3月15日 是休息日，提前到 3月13日（之前最后一个工作日）');
});

test('when only days off are left before the due day, a day off it is, and that is said', () => {
  const input = facts([lift('a', '2026-10-03')], { month: '2026-10', today: '2026-10-01' });
  const [visit] = planMonth(input).visits;
  expect((visit?.plannedOn ?? '') <= '2026-10-03').toBe(true);
  expect(visit?.why[0]).toContain('只能安排在休息日');
});

test('a lift that is overdue already is visited on the first working day', () => {
  const [visit] = planMonth(facts([lift('a', '2026-02-20')])).visits;
  expect(visit).toMatchObject({ plannedOn: '2026-03-02', dueOn: '2026-02-20' });
  expect(visit?.why[0]).toContain('已过');
});

test('lifts of one building are visited on the same day and say so', () => {
  const building = { building: 'tower' };
  const lifts = [
    lift('a', '2026-03-10', building),
    lift('b', '2026-03-12', building),
    lift('c', '2026-03-14', building),
  ];
  const first = planMonth(facts(lifts)).visits.filter(({ plannedOn }) => plannedOn <= '2026-03-14');
  expect(new Set(first.map(({ plannedOn }) => plannedOn)).size).toBe(1);
  expect(first.every(({ why }) => why.includes('与同楼 2 台一起'))).toBe(true);
});

test('a deeper class that falls due before the next visit is done along, and that is said', () => {
  const due = { half_month: '2026-03-10', quarter: '2026-03-20', half_year: null, year: null };
  const [visit] = planMonth(facts([lift('a', null, { due })])).visits;
  expect(visit?.class).toBe('quarter');
  expect(visit?.why.at(-1)).toBe('季度维保 3月20日 到期，这次一并完成');
});

test('a visit done earlier than planned moves the next due day earlier', () => {
  const done = { id: 'v', liftId: 'a', class: 'half_month' as const, state: 'done' as const, teamId: 'one' };
  const input = (day: string) =>
    facts([lift('a', '2026-03-10')], { today: '2026-03-06', fixed: [{ ...done, day }] });
  expect(planMonth(input('2026-03-05')).visits[0]?.dueOn).toBe('2026-03-20');
  expect(planMonth(input('2026-03-03')).visits[0]?.dueOn).toBe('2026-03-18');
});

test('a visit moved by hand stays, and the others go round it', () => {
  const pinned = {
    id: 'v',
    liftId: 'a',
    class: 'half_month' as const,
    day: '2026-03-09',
    state: 'pinned' as const,
    teamId: 'one',
  };
  const plan = planMonth(facts([lift('a', '2026-03-10')], { fixed: [pinned] }));
  expect(plan.visits.every(({ plannedOn }) => plannedOn > '2026-03-09')).toBe(true);
  expect(plan.visits[0]?.dueOn).toBe('2026-03-24');
});

test('a pinned visit before which a deeper class falls due must become deeper', () => {
  const due = { half_month: '2026-03-10', quarter: '2026-03-20', half_year: null, year: null };
  const pinned = {
    id: 'v',
    liftId: 'a',
    class: 'half_month' as const,
    day: '2026-03-09',
    state: 'pinned' as const,
    teamId: 'one',
  };
  const { raises } = planMonth(facts([lift('a', null, { due })], { fixed: [pinned] }));
  expect(raises).toEqual([
    { visitId: 'v', liftId: 'a', class: 'quarter', why: '季度维保 3月20日 到期，这次一并完成' },
  ]);
});

test.each([
  ['no_date', lift('a', null), [team('one')]],
  [
    'suspended',
    lift('a', null, { pause: { kind: 'out_of_use', from: '2026-02-01', to: null } }),
    [team('one')],
  ],
  ['template_missing', lift('a', '2026-03-10', { type: '3420', hasTemplate: false }), [team('one')]],
  ['no_team', lift('a', '2026-03-10'), [team('one', { areas: ['west'] })]],
  ['no_team', lift('a', '2026-03-10'), [team('one', { certifiedUntil: null })]],
  ['no_capacity', lift('a', '2026-03-10'), [team('one', { certifiedUntil: '2026-02-28' })]],
  ['no_capacity', lift('a', '2026-03-10'), [team('one', { minutesADay: 10 })]],
] as const)('what cannot be planned is said: %s', (reason, which, teams) => {
  const plan = planMonth(facts([which], { teams: [...teams] }));
  expect(plan.visits).toEqual([]);
  expect(plan.unplanned).toMatchObject([{ liftId: 'a', reason }]);
  expect(plan.unplanned[0]?.text).toMatch(/。$/);
});

test('a lift that is used again on a day is visited before hand-over, not weeks ahead of it', () => {
  const pause = { kind: 'out_of_use' as const, from: '2026-02-01', to: '2026-03-20' };
  const [first = ''] = daysOf(facts([lift('a', '2026-03-20', { pause })]));
  expect(first >= '2026-03-17' && first <= '2026-03-20').toBe(true);
});

test('another team goes when the lift’s own is away until the due day', () => {
  const away = Array.from({ length: 12 }, (_, day) => addDays('2026-03-01', day));
  const teams = [team('one', { away }), team('two')];
  const [visit] = planMonth(facts([lift('a', '2026-03-10', { teamId: 'one' })], { teams })).visits;
  expect(visit?.teamId).toBe('two');
  expect(visit?.why.at(-1)).toContain('由其他班组前往');
});

test('nobody is sent after their certificate has ended', () => {
  const plan = planMonth(
    facts([lift('a', '2026-03-10')], { teams: [team('one', { certifiedUntil: '2026-03-12' })] }),
  );
  expect(plan.visits.every(({ plannedOn }) => plannedOn <= '2026-03-12')).toBe(true);
  expect(plan.unplanned).toMatchObject([{ reason: 'no_capacity' }]);
});

test('holidays not yet published are said to be missing', () => {
  const plan = planMonth(facts([lift('a', '2027-01-10')], { month: '2027-01', today: '2027-01-01' }));
  expect(plan.notes[0]).toContain('2027 年放假安排尚未公布');
});

test.each(['2026-03', '2026-07', '2026-11'])('the load of an ordinary month is level: %s', (month) => {
  for (const seed of [1, 2, 3]) {
    const company = inventedCompany({ lifts: 300, teams: 9, month, seed });
    const plan = planMonth(company);
    expect(plan.peakToMean).toBeLessThanOrEqual(1.25);
    expect(plan.unplanned).toEqual([]);
    expect(breaches(company, plan)).toEqual([]);
  }
});

test('where law and holidays leave no choice the plan says that a day is full', () => {
  const plan = planMonth(inventedCompany({ lifts: 300, teams: 9, month: '2026-09', seed: 1 }));
  expect(plan.notes.some((note) => note.includes('没有找到更均衡的安排'))).toBe(true);
});
