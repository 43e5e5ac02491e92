import fc from 'fast-check';
import { CityParameters } from '../city/city.parameters';
import { addDays, dayOf, startOfDay } from '../kernel/time';
import {
  nextWarningAt,
  planState,
  regulatorsTold,
  type WarningFacts,
  warningDue,
  warningSteps,
} from './plan.warning.rules';

const { plan } = CityParameters.parse({});
const at = (text: string) => Date.parse(`${text}+08:00`);
const facts = (over: Partial<WarningFacts> = {}): WarningFacts => ({
  plannedOn: '2026-03-10',
  dueOn: '2026-03-13',
  done: false,
  suspended: false,
  sent: [],
  ...over,
});
const told = (now: string, over: Partial<WarningFacts> = {}) => warningDue(facts(over), at(now), plan)?.key;

test.each([
  ['2026-03-07T07:59:59', undefined],
  ['2026-03-07T08:00:00', 'reminder-3/2026-03-10'],
  ['2026-03-09T08:00:00', 'reminder-1/2026-03-10'],
  ['2026-03-10T08:00:00', 'reminder-0/2026-03-10'],
  ['2026-03-10T23:59:59', 'reminder-0/2026-03-10'],
  ['2026-03-11T00:00:00', 'planned_passed/2026-03-10'],
  ['2026-03-13T23:59:59', 'planned_passed/2026-03-10'],
  ['2026-03-14T00:00:00', 'due_passed/2026-03-13'],
  ['2026-03-15T00:00:00', 'escalated-1/2026-03-13'],
  ['2026-03-17T00:00:00', 'escalated-3/2026-03-13'],
  ['2026-03-21T00:00:00', 'escalated-7/2026-03-13'],
  ['2026-05-01T00:00:00', 'escalated-7/2026-03-13'],
])('planned for 10 March, due on 13 March, seen at %s: %s', (now, key) => {
  expect(told(now)).toBe(key);
});

test('passing the planned day is yellow and for the company only', () => {
  const warning = warningDue(facts(), at('2026-03-11T00:00:00'), plan);
  expect(warning).toMatchObject({ level: 'yellow', company: true, owner: false, regulators: 0 });
});

test('passing the due day is red at once, for company, owner and district', () => {
  const warning = warningDue(facts(), at('2026-03-14T00:00:00'), plan);
  expect(warning).toMatchObject({ level: 'red', company: true, owner: true, regulators: 1 });
});

test('after one, three and seven more days one level higher is told each time, never above the city', () => {
  const chain = ['district', 'prefecture', 'city'];
  const reached = (now: string) => {
    const warning = warningDue(facts(), at(now), plan);
    return warning && regulatorsTold(warning, chain);
  };
  expect(reached('2026-03-14T00:00:00')).toEqual(['district']);
  expect(reached('2026-03-15T00:00:00')).toEqual(['district', 'prefecture']);
  expect(reached('2026-03-17T00:00:00')).toEqual(chain);
  expect(reached('2026-03-21T00:00:00')).toEqual(chain);
});

test('a visit planned after the due day hides nothing: red is told first, its own reminder once that has been told', () => {
  const replanned = { plannedOn: '2026-03-14' };
  expect(told('2026-03-14T08:00:00', replanned)).toBe('due_passed/2026-03-13');
  const red = ['due_passed/2026-03-13'];
  expect(told('2026-03-14T08:00:00', { ...replanned, sent: red })).toBe('reminder-0/2026-03-14');
  const both = [...red, 'reminder-0/2026-03-14'];
  expect(told('2026-03-14T08:00:00', { ...replanned, sent: both })).toBeUndefined();
});

test('what was told is not told again, however often somebody asks', () => {
  expect(told('2026-03-10T09:00:00', { sent: ['reminder-0/2026-03-10'] })).toBeUndefined();
  expect(told('2026-03-14T00:00:01', { sent: ['due_passed/2026-03-13'] })).toBeUndefined();
});

test('of the days a job has missed only the latest is told', () => {
  expect(told('2026-03-18T12:00:00', { sent: ['reminder-3/2026-03-10'] })).toBe('escalated-3/2026-03-13');
});

test('an earlier one is never told after a later one', () => {
  expect(told('2026-03-14T12:00:00', { sent: ['due_passed/2026-03-13'] })).toBeUndefined();
});

test('when both days pass at one midnight the red one is told', () => {
  expect(told('2026-03-14T00:00:00', { plannedOn: '2026-03-13' })).toBe('due_passed/2026-03-13');
});

test('a visit that is done and a lift that is not in use ask for nothing', () => {
  expect(told('2026-03-18T12:00:00', { done: true })).toBeUndefined();
  expect(told('2026-03-18T12:00:00', { suspended: true })).toBeUndefined();
});

test('without a planned day reminders go before the due day', () => {
  expect(told('2026-03-12T08:00:00', { plannedOn: null })).toBe('reminder-1/2026-03-13');
});

test('nothing is claimed where no day is known', () => {
  expect(told('2026-03-12T08:00:00', { plannedOn: null, dueOn: null })).toBeUndefined();
});

test('a visit moved to another day is reminded of anew', () => {
  const sent = ['reminder-3/2026-03-10'];
  expect(told('2026-03-09T08:00:00', { plannedOn: '2026-03-12', sent })).toBe('reminder-3/2026-03-12');
});

test('a record found invalid reopens the deadline, and its warnings with it', () => {
  const reopened = { plannedOn: null, dueOn: '2026-03-01', sent: ['reminder-0/2026-03-10'] };
  expect(told('2026-03-10T10:00:00', reopened)).toBe('escalated-7/2026-03-01');
});

test('a city sets its own days', () => {
  const own = { ...plan, remindDays: [5], remindHour: 7, escalateDays: [2] };
  const keys = warningSteps(facts(), own).map(({ key }) => key);
  expect(keys).toEqual([
    'reminder-5/2026-03-10',
    'planned_passed/2026-03-10',
    'due_passed/2026-03-13',
    'escalated-2/2026-03-13',
  ]);
});

test('the next instant to look is known', () => {
  expect(nextWarningAt(facts(), at('2026-03-10T12:00:00'), plan)).toBe(startOfDay('2026-03-11'));
  expect(nextWarningAt(facts(), at('2026-03-21T00:00:00'), plan)).toBeNull();
});

test.each([
  ['2026-03-06', 'fine'],
  ['2026-03-07', 'soon'],
  ['2026-03-10', 'soon'],
  ['2026-03-11', 'late'],
  ['2026-03-13', 'late'],
  ['2026-03-14', 'overdue'],
])('on %s the visit is %s', (today, state) => {
  expect(planState(facts(), today)).toBe(state);
});

test('a day that the law has passed is overdue whatever the plan says', () => {
  expect(planState(facts({ plannedOn: '2026-03-20' }), '2026-03-14')).toBe('overdue');
  expect(planState(facts({ done: true }), '2026-03-20')).toBe('done');
  expect(planState(facts({ suspended: true }), '2026-03-20')).toBe('suspended');
  expect(planState(facts({ plannedOn: null, dueOn: null }), '2026-03-20')).toBe('unknown');
});

test('whatever days a job misses, it ends having told the same last warning, and no key twice', () => {
  const day = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-12-31') }).map(dayOf);
  const runs = fc.array(fc.integer({ min: 0, max: 30 * 24 }), { maxLength: 20 });
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 5 }), runs, (plannedOn, reserve, hours) => {
      const visit = { plannedOn, dueOn: addDays(plannedOn, reserve) };
      const from = startOfDay(addDays(plannedOn, -5));
      const end = from + 40 * 24 * 3_600_000;
      const sent: string[] = [];
      for (const now of [...hours.sort((a, b) => a - b).map((hour) => from + hour * 3_600_000), end]) {
        const warning = warningDue(facts({ ...visit, sent }), now, plan);
        if (warning) sent.push(warning.key);
      }
      expect(new Set(sent).size).toBe(sent.length);
      expect(sent.at(-1)).toBe(`escalated-7/${visit.dueOn}`);
    }),
  );
});
