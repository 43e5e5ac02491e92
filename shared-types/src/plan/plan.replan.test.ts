import { addDays } from '../kernel/time';
import { planMonth } from './plan.planner';
import type { PlanLift, PlannerFacts } from './plan.planner.facts';
import { replan } from './plan.replan';
import { companyInAnyState } from './testing/chaos';
import { chance, inventedCompany, published, usualIntervals, usualMinutes } from './testing/company';
import { breaches } from './testing/law';
import { fewestMoves } from './testing/optimum';

declare const process: { env: Record<string, string | undefined> };

const companies = process.env.LIFTTRUST_LONG ? 1000 : 100;

const lift = (id: string, halfMonth: string): PlanLift => ({
  id,
  type: '3110',
  due: { half_month: halfMonth, quarter: null, half_year: null, year: null },
  building: '',
  route: '',
  metres: null,
  area: '',
  teamId: null,
  hasTemplate: true,
  pause: null,
});

/** Half a month of a very small company whose teams do one to three lifts a day; its last day lies before 1 April. */
function smallCompany(seed: number): PlannerFacts {
  const below = chance(seed);
  const lifts = Array.from({ length: 4 + below(4) }, (_, index) =>
    lift(`lift-${index}`, addDays('2026-03-16', below(15))),
  );
  const teams = Array.from({ length: 1 + below(2) }, (_, index) => ({
    id: `team-${index}`,
    certifiedUntil: '2029-12-31',
    minutesADay: 30 * (1 + below(3)),
    areas: [],
    away: [],
  }));
  const month = { month: '2026-03', today: '2026-03-16', calendar: published };
  return { ...month, lifts, teams, fixed: [], intervals: usualIntervals, minutes: usualMinutes };
}

/** Somebody ill for some days, a day lost for all, a lift more, a lift visited today, or less time. */
function disturbed(facts: PlannerFacts, seed: number): PlannerFacts {
  const below = chance(seed + 5000);
  const day = addDays('2026-03-16', below(14));
  const ill = [0, 1, 2].slice(0, 1 + below(3)).map((after) => addDays(day, after));
  switch (below(5)) {
    case 0:
      return {
        ...facts,
        teams: facts.teams.map((team, index) => (index === 0 ? { ...team, away: ill } : team)),
      };
    case 1:
      return { ...facts, teams: facts.teams.map((team) => ({ ...team, away: [day] })) };
    case 2:
      return { ...facts, lifts: [...facts.lifts, lift('lift-new', addDays('2026-03-16', below(10)))] };
    case 3:
      return {
        ...facts,
        lifts: facts.lifts.map((each, index) =>
          index === 0 ? lift(each.id, addDays('2026-03-16', below(8))) : each,
        ),
      };
    default:
      return {
        ...facts,
        teams: facts.teams.map((team, index) =>
          index === 0 ? { ...team, minutesADay: Math.max(30, team.minutesADay - 30) } : team,
        ),
      };
  }
}

test('an undisturbed plan stays as it is', () => {
  const facts = inventedCompany({ lifts: 200, teams: 6, month: '2026-03', seed: 1 });
  const { visits } = planMonth(facts);
  const again = replan(visits, facts);
  expect(again.moves).toEqual([]);
  expect(again.dropped).toEqual([]);
  expect(again.visits.map(({ liftId, plannedOn, teamId }) => [liftId, plannedOn, teamId])).toEqual(
    visits.map(({ liftId, plannedOn, teamId }) => [liftId, plannedOn, teamId]),
  );
});

test('after small disturbances at most a fifth more visits move than the best plan of all would move', () => {
  let compared = 0;
  let [moved, fewest] = [0, 0];
  const worse: string[] = [];
  for (let seed = 1; seed <= 300; seed += 1) {
    const before = smallCompany(seed);
    const plan = planMonth(before);
    if (plan.unplanned.length > 0) continue;
    const facts = disturbed(before, seed);
    const best = fewestMoves(plan.visits, facts);
    if (best === null) continue;
    const after = replan(plan.visits, facts);
    const wrong = breaches(facts, after);
    if (after.unplanned.length > 0 || wrong.length > 0)
      worse.push(`seed ${seed}: ${wrong} ${after.unplanned.length}`);
    if (after.moves.length > 1.2 * best)
      worse.push(`seed ${seed}: ${after.moves.length} moves, ${best} would do`);
    compared += 1;
    moved += after.moves.length;
    fewest += best;
  }
  expect(compared).toBeGreaterThan(150);
  expect(worse).toEqual([]);
  expect(moved).toBeLessThanOrEqual(1.2 * fewest);
});

test('when a team is ill its visits go to others or to other days, and nothing else moves', () => {
  const facts = inventedCompany({ lifts: 200, teams: 6, month: '2026-03', seed: 2 });
  const { visits } = planMonth(facts);
  const ill = facts.teams.map((team, index) => (index === 2 ? { ...team, away: ['2026-03-11'] } : team));
  const changed = { ...facts, teams: ill };
  const after = replan(visits, changed);
  const hit = visits.filter(({ teamId, plannedOn }) => teamId === 'team-002' && plannedOn === '2026-03-11');
  expect(hit.length).toBeGreaterThan(0);
  expect(after.moves.length).toBeLessThanOrEqual(1.2 * hit.length);
  expect(breaches(changed, after)).toEqual([]);
});

test('a visit made meanwhile is dropped from the plan when the next due day lies beyond the month', () => {
  const facts = { ...smallCompany(1), lifts: [lift('a', '2026-03-20')], today: '2026-03-17' };
  const visit = { liftId: 'a', class: 'half_month' as const, teamId: 'team-0' };
  const planned = { ...visit, plannedOn: '2026-03-19', dueOn: '2026-03-20', minutes: 30, why: [] };
  const done = { ...visit, id: 'v', day: '2026-03-17', state: 'done' as const };
  const after = replan([planned], { ...facts, fixed: [done] });
  expect(after).toMatchObject({ visits: [], moves: [], unplanned: [], dropped: [planned] });
});

test('a lift that is put out of use leaves the plan, and nobody else moves', () => {
  const facts = inventedCompany({ lifts: 60, teams: 3, month: '2026-03', seed: 3 });
  const { visits } = planMonth(facts);
  const pause = { kind: 'out_of_use' as const, from: '2026-03-01', to: null };
  const lifts = facts.lifts.map((each, index) => (index === 0 ? { ...each, pause } : each));
  const after = replan(visits, { ...facts, lifts });
  expect(after.moves).toEqual([]);
  expect(after.unplanned).toMatchObject([{ liftId: lifts[0]?.id, reason: 'suspended' }]);
});

test('after any disturbance of any company no day breaks the law', () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= companies; seed += 1) {
    const facts = companyInAnyState(seed);
    const { visits } = planMonth(facts);
    const other = companyInAnyState(seed + 100_000);
    const changed = { ...facts, teams: other.teams, fixed: facts.fixed.filter((_, index) => index > 0) };
    wrong.push(...breaches(changed, replan(visits, changed)).map((what) => `seed ${seed}: ${what}`));
  }
  expect(wrong).toEqual([]);
});
