import { Roster, type RosterPerson } from '../staff/staff.roster';
import { PlanTeams } from './plan.teams';

const today = '2032-02-19';
const person = (id: string, isCertified = true): RosterPerson => ({
  ...{ id, name: `${id}示例`, isTechnician: true, isCertified, reasons: [] },
});
/** A company without teams of its own: everybody is in one. */
const teamsOf = (people: RosterPerson[], until: Record<string, string>): PlanTeams =>
  new PlanTeams(
    new Roster('company', today, [], [], [], new Map(people.map((one) => [one.id, one]))),
    [],
    2,
    new Map(Object.entries(until)),
  );
const whole = '2034-12-31';
const four = ['程', '江', '梁', '沈'].map((id) => person(id));
const places = ['1 幢', '2 幢', '3 幢', '4 幢', '5 幢', '6 幢'];

test('nobody is proposed for a day on which their certificate has run out', () => {
  const teams = teamsOf(four, { 程: whole, 江: '2032-03-14', 梁: whole, 沈: whole });
  const going = (day: string) => places.flatMap((place) => teams.crewFor('others', place, day));
  expect(going('2032-03-14').some(({ id }) => id === '江')).toBe(true);
  expect(going('2032-03-15').some(({ id }) => id === '江')).toBe(false);
  for (const place of places) expect(teams.crewFor('others', place, '2032-03-15')).toHaveLength(2);
});

test('from the day after, the team can do what those who are left can do', () => {
  const teams = teamsOf(four, { 程: whole, 江: '2032-03-14', 梁: whole, 沈: whole });
  const [team] = teams.forPlanner('2032-03-01', 420);
  expect(team).toMatchObject({ certifiedUntil: whole, minutesADay: 840, away: [] });
  expect(team?.fewer?.minutesADay).toBe(420);
  expect([...(team?.fewer?.days ?? [])].sort()[0]).toBe('2032-03-15');
});

test('where too few are left nothing is planned until there is another certificate', () => {
  const teams = teamsOf(four.slice(0, 2), { 程: whole, 江: '2032-03-14' });
  const [team] = teams.forPlanner('2032-03-01', 420);
  expect([...(team?.away ?? [])].sort()[0]).toBe('2032-03-15');
  expect(teams.crewFor('others', '1 幢', '2032-03-15')).toEqual([]);
});

test('who never held a certificate goes on helping', () => {
  const teams = teamsOf([person('程'), person('江', false)], { 程: whole });
  expect(teams.crewFor('others', '1 幢', '2033-01-01').map(({ id }) => id)).toEqual(['程', '江']);
});

test('an absence and a certificate that runs out come together', () => {
  const teams = teamsOf(four, { 程: whole, 江: '2032-03-14', 梁: whole, 沈: whole });
  const absence = { days: ['2032-03-16', '2032-03-17'], teamId: null, personId: '梁' };
  const [team] = teams.forPlanner('2032-03-01', 420, absence);
  expect(team?.away).toEqual([]);
  expect(
    teams
      .crewFor('others', '1 幢', '2032-03-16', '梁')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['沈', '程'].sort());
});
