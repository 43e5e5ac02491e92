import fc from 'fast-check';
import { CityParameters } from '../city/city.parameters';
import { addDays, dayOf, daysBetween } from '../kernel/time';
import {
  arePublished,
  calendarOf,
  holidayNotices,
  holidayStretch,
  isDayOff,
  isPublished,
  isWorkingDay,
  lastWorkingDayBefore,
  workingDaysAfter,
  workingDaysBetween,
  workingDayUntil,
} from './calendar.rules';

const calendar = calendarOf(CityParameters.parse({}).calendar);
const count = (from: string, to: string) => daysBetween(from, to) + 1;

test('the notices name as many days off as they say', () => {
  const days = holidayNotices.map(({ holidays }) => holidays.map(({ from, to }) => count(from, to)));
  expect(days).toEqual([
    [1, 8, 3, 5, 3, 8],
    [3, 9, 3, 5, 3, 3, 7],
  ]);
});

test('every day worked instead is a Saturday or a Sunday outside the holidays', () => {
  for (const { workingDays, holidays } of holidayNotices)
    for (const day of workingDays) {
      expect([0, 6]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
      expect(holidays.filter(({ from, to }) => from <= day && day <= to)).toEqual([]);
    }
});

test('each notice names days of its own year, says where it stands, and is in order', () => {
  for (const { year, source, holidays, workingDays } of holidayNotices) {
    const days = [...holidays.flatMap(({ from, to }) => [from, to])];
    expect([...days, ...workingDays].filter((day) => !day.startsWith(`${year}-`))).toEqual([]);
    expect([...days].sort()).toEqual(days);
    expect(source).toContain(`国务院办公厅关于${year}年部分节假日安排的通知`);
  }
});

test.each([
  [2025, 248],
  [2026, 248],
])('the year %d has %d working days', (year, days) => {
  expect(workingDaysBetween(`${year}-01-01`, `${year}-12-31`, calendar)).toHaveLength(days);
});

test.each([
  ['2026-09-30', true, 'the Wednesday before the National Day'],
  ['2026-10-01', false, 'the National Day'],
  ['2026-10-07', false, 'the last day of that holiday, a Wednesday'],
  ['2026-10-08', true, 'the Thursday after'],
  ['2026-10-10', true, 'a Saturday worked instead'],
  ['2026-10-11', false, 'a Sunday like any other'],
  ['2026-09-20', true, 'a Sunday worked instead'],
  ['2026-02-14', true, 'the Saturday before the Spring Festival'],
  ['2026-02-15', false, 'the first day of that holiday'],
  ['2025-01-26', true, 'a Sunday worked instead, in 2025'],
  ['2025-10-08', false, 'the eighth day of the double holiday of 2025'],
])('%s is worked: %s (%s)', (day, worked) => {
  expect(isWorkingDay(day, calendar)).toBe(worked);
  expect(isDayOff(day, calendar)).toBe(!worked);
});

test('the day on which a term begins is not counted', () => {
  expect(workingDaysAfter('2026-11-18', 0, calendar)).toBe('2026-11-18');
  expect(workingDaysAfter('2026-11-18', 1, calendar)).toBe('2026-11-19');
  expect(workingDaysAfter('2026-11-20', 1, calendar)).toBe('2026-11-23');
});

test('working days are counted over a holiday and over a Saturday worked instead', () => {
  expect(workingDaysAfter('2026-09-30', 1, calendar)).toBe('2026-10-08');
  expect(workingDaysAfter('2026-09-30', 3, calendar)).toBe('2026-10-10');
  expect(workingDaysAfter('2026-09-30', 4, calendar)).toBe('2026-10-12');
});

test('the last working day before a holiday may be a Saturday', () => {
  expect(lastWorkingDayBefore('2026-10-03', calendar)).toBe('2026-09-30');
  expect(lastWorkingDayBefore('2026-02-20', calendar)).toBe('2026-02-14');
  expect(lastWorkingDayBefore('2026-11-19', calendar)).toBe('2026-11-18');
});

test('a day that is worked needs no other', () => {
  expect(workingDayUntil('2026-11-19', calendar)).toBe('2026-11-19');
  expect(workingDayUntil('2026-11-22', calendar)).toBe('2026-11-20');
});

test('days off on end are seen as one', () => {
  expect(holidayStretch('2026-10-03', calendar)).toEqual({
    from: '2026-10-01',
    to: '2026-10-07',
    days: 7,
    name: '国庆节',
  });
  expect(holidayStretch('2026-11-22', calendar)).toEqual({
    from: '2026-11-21',
    to: '2026-11-22',
    days: 2,
    name: null,
  });
  expect(holidayStretch('2026-11-20', calendar)).toBeNull();
});

test('a year not yet published has its weekends only, and that can be seen', () => {
  expect(isPublished(2026, calendar)).toBe(true);
  expect(isPublished(2027, calendar)).toBe(false);
  expect(isWorkingDay('2027-10-01', calendar)).toBe(true);
  expect(isWorkingDay('2027-10-02', calendar)).toBe(false);
  expect(arePublished('2026-12-01', '2026-12-31', calendar)).toBe(true);
  expect(arePublished('2026-12-20', '2027-01-03', calendar)).toBe(false);
});

test('a city adds a year with its own file', () => {
  const own = { daysOff: ['2027-01-01', '2027-10-01'], workingDays: ['2027-10-09'] };
  const added = calendarOf(CityParameters.parse({ calendar: own }).calendar);
  expect(isPublished(2027, added)).toBe(true);
  expect(isDayOff('2027-10-01', added)).toBe(true);
  expect(isWorkingDay('2027-10-09', added)).toBe(true);
  expect(holidayStretch('2027-10-01', added)).toEqual({
    from: '2027-10-01',
    to: '2027-10-03',
    days: 3,
    name: null,
  });
});

test('a city corrects a day, and correcting one day does not publish a year', () => {
  const corrected = calendarOf({ daysOff: ['2026-10-10', '2027-05-20'], workingDays: ['2026-10-07'] });
  expect(isDayOff('2026-10-10', corrected)).toBe(true);
  expect(isWorkingDay('2026-10-07', corrected)).toBe(true);
  expect(holidayStretch('2026-10-02', corrected)?.to).toBe('2026-10-06');
  expect(isPublished(2027, corrected)).toBe(false);
});

test('a day that a city names both off and worked is refused, and so is one that does not exist', () => {
  const both = { daysOff: ['2027-01-02'], workingDays: ['2027-01-02'] };
  expect(CityParameters.safeParse({ calendar: both }).success).toBe(false);
  const none = { daysOff: ['2027-02-29'], workingDays: [] };
  expect(CityParameters.safeParse({ calendar: none }).success).toBe(false);
});

const days = fc.integer({ min: Date.parse('2024-12-01'), max: Date.parse('2027-02-01') }).map(dayOf);

test('between a day and the working day before it nobody works', () => {
  fc.assert(
    fc.property(days, (day) => {
      const before = lastWorkingDayBefore(day, calendar);
      expect(isWorkingDay(before, calendar)).toBe(true);
      expect(workingDaysBetween(addDays(before, 1), addDays(day, -1), calendar)).toEqual([]);
    }),
  );
});

test('so many working days later, so many working days have passed', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 60 }), (day, later) => {
      const until = workingDaysAfter(day, later, calendar);
      expect(workingDaysBetween(addDays(day, 1), until, calendar)).toHaveLength(later);
    }),
  );
});

test('a stretch ends where work begins, on both sides', () => {
  fc.assert(
    fc.property(days, (day) => {
      const stretch = holidayStretch(day, calendar);
      expect(stretch === null).toBe(isWorkingDay(day, calendar));
      if (!stretch) return;
      expect(isWorkingDay(addDays(stretch.from, -1), calendar)).toBe(true);
      expect(isWorkingDay(addDays(stretch.to, 1), calendar)).toBe(true);
      expect(stretch.days).toBe(count(stretch.from, stretch.to));
    }),
  );
});
