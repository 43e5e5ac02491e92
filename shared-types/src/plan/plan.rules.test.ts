import fc from 'fast-check';
import { CityParameters } from '../city/city.parameters';
import { addDays, dayOf, endOfDay } from '../kernel/time';
import type { MaintenanceClass } from '../visit/visit.contract';
import { daysOverdue, dueDate, dueDays, dueState, intervalFor, nextDue, resetsClock } from './plan.rules';

const intervals = CityParameters.parse({}).intervalDays;
const instant = (text: string) => Date.parse(text);
const visit = (maintenanceClass: MaintenanceClass, day: string) => ({
  class: maintenanceClass,
  completedAt: instant(`${day}T02:00:00Z`),
});

test.each([
  ['2026-03-01T15:30:00Z', '2026-03-16', 'late in the evening'],
  ['2026-03-01T16:30:00Z', '2026-03-17', 'half past midnight in Shanghai is the next day'],
  ['2026-01-16T02:00:00Z', '2026-01-31', 'so that a plan for 1 February is a day late'],
  ['2028-02-20T02:00:00Z', '2028-03-06', 'over a leap day'],
  ['2026-12-25T02:00:00Z', '2027-01-09', 'over New Year'],
])('half-monthly work completed %s falls due on %s: %s', (completed, due) => {
  expect(dueDate(instant(completed), 'half_month', intervals)).toBe(due);
});

test.each([
  ['half_month', 15],
  ['quarter', 90],
  ['half_year', 180],
  ['year', 365],
] as const)('the interval of %s is %d days unless the city says otherwise', (maintenanceClass, days) => {
  expect(intervalFor(maintenanceClass, intervals)).toBe(days);
});

test('a city may shorten the fifteen days and never lengthen them', () => {
  expect(intervalFor('half_month', { ...intervals, half_month: 10 })).toBe(10);
  expect(intervalFor('half_month', { ...intervals, half_month: 16 })).toBe(15);
  expect(intervalFor('quarter', { ...intervals, quarter: 92 })).toBe(92);
});

test('a deeper visit restarts the shallower clocks, a shallower never a deeper', () => {
  expect(resetsClock('year', 'half_month')).toBe(true);
  expect(resetsClock('quarter', 'half_month')).toBe(true);
  expect(resetsClock('quarter', 'quarter')).toBe(true);
  expect(resetsClock('half_month', 'quarter')).toBe(false);
  expect(resetsClock('half_year', 'year')).toBe(false);
});

test('the clocks roll from what was last done of each depth', () => {
  const history = [
    visit('year', '2026-01-10'),
    visit('half_month', '2026-03-01'),
    visit('quarter', '2026-02-20'),
  ];
  expect(dueDays(history, null, intervals)).toEqual({
    half_month: '2026-03-16',
    quarter: '2026-05-21',
    half_year: '2026-07-09',
    year: '2027-01-10',
  });
});

test('the order in which records arrive does not matter', () => {
  const history = [visit('half_month', '2026-03-01'), visit('half_month', '2026-02-14')];
  expect(dueDays(history, null, intervals).half_month).toBe('2026-03-16');
  expect(dueDays([...history].reverse(), null, intervals).half_month).toBe('2026-03-16');
});

test('a lift without records counts from the day it was put into use', () => {
  expect(dueDays([], '2026-03-01', intervals).half_month).toBe('2026-03-16');
});

test('nothing is claimed about a lift of which nothing is known', () => {
  expect(dueDays([], null, intervals).half_month).toBeNull();
  expect(nextDue(dueDays([], null, intervals), intervals)).toBeNull();
});

test('the next visit is the earliest that falls due', () => {
  const due = dueDays([visit('year', '2026-01-10')], null, intervals);
  expect(nextDue(due, intervals)).toEqual({ dueOn: '2026-01-25', class: 'half_month' });
});

test('the next visit is as deep as whatever falls due before the one after it', () => {
  const history = [visit('year', '2026-01-10'), visit('half_month', '2026-03-26')];
  // 2026-04-10 half-monthly and quarterly fall due on the same day.
  expect(nextDue(dueDays(history, null, intervals), intervals)).toEqual({
    dueOn: '2026-04-10',
    class: 'quarter',
  });
});

test('a quarterly clock that ran out earlier decides the day', () => {
  const history = [visit('year', '2026-01-10'), visit('half_month', '2026-04-08')];
  expect(nextDue(dueDays(history, null, intervals), intervals)).toEqual({
    dueOn: '2026-04-10',
    class: 'quarter',
  });
});

test.each([
  ['2026-03-12', 'fine'],
  ['2026-03-13', 'soon'],
  ['2026-03-16', 'soon'],
  ['2026-03-17', 'overdue'],
])('due on 2026-03-16, seen on %s: %s (in time until 24:00 of the due day)', (today, state) => {
  expect(dueState('2026-03-16', today)).toBe(state);
});

test('without a due day nothing is claimed', () => {
  expect(dueState(null, '2026-03-16')).toBe('unknown');
});

test('days overdue are counted from the day after the due day', () => {
  expect(daysOverdue('2026-03-16', '2026-03-16')).toBe(0);
  expect(daysOverdue('2026-03-16', '2026-03-19')).toBe(3);
});

const instants = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2099-12-31') });

test('whenever the work ends, the fifteenth day after it is in time and the sixteenth is not', () => {
  fc.assert(
    fc.property(instants, (completedAt) => {
      const due = dueDate(completedAt, 'half_month', intervals);
      expect(dueState(due, addDays(dayOf(completedAt), 15))).toBe('soon');
      expect(dueState(due, addDays(dayOf(completedAt), 16))).toBe('overdue');
      // In time until 24:00 of the due day, at most sixteen days after the work ended.
      expect(endOfDay(due) - completedAt).toBeLessThanOrEqual(16 * 86_400_000);
    }),
  );
});

test('one more finished visit never brings a due day forward', () => {
  const visits = fc.array(
    fc.record({
      class: fc.constantFrom<MaintenanceClass>('half_month', 'quarter', 'half_year', 'year'),
      completedAt: instants,
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(visits, ([last, ...earlier]) => {
      const before = dueDays(earlier, null, intervals);
      const after = dueDays(last ? [...earlier, last] : earlier, null, intervals);
      for (const clock of ['half_month', 'quarter', 'half_year', 'year'] as const) {
        expect((after[clock] ?? '') >= (before[clock] ?? '')).toBe(true);
      }
    }),
  );
});
