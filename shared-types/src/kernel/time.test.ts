import fc from 'fast-check';
import {
  addDays,
  addMonths,
  dayInWords,
  dayOf,
  daysBetween,
  deadlineInWords,
  endOfDay,
  instantInWords,
  startOfDay,
  timeInWords,
} from './time';

const instants = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2099-12-31') });
const days = instants.map(dayOf);

test('a day begins and ends at midnight in Shanghai', () => {
  expect(dayOf(Date.parse('2026-03-01T15:59:59.999Z'))).toBe('2026-03-01');
  expect(dayOf(Date.parse('2026-03-01T16:00:00Z'))).toBe('2026-03-02');
  expect(startOfDay('2026-03-02')).toBe(Date.parse('2026-03-01T16:00:00Z'));
  expect(endOfDay('2026-03-02')).toBe(Date.parse('2026-03-02T16:00:00Z'));
});

test('every instant lies within its day', () => {
  fc.assert(
    fc.property(instants, (instant) => {
      expect(startOfDay(dayOf(instant))).toBeLessThanOrEqual(instant);
      expect(instant).toBeLessThan(endOfDay(dayOf(instant)));
    }),
  );
});

test('adding days and counting them are each other’s reverse', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, count) => {
      expect(daysBetween(day, addDays(day, count))).toBe(count);
    }),
  );
});

test('February has its leap day', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
});

test('people read Chinese dates in Shanghai time', () => {
  const instant = Date.parse('2026-11-20T06:05:00Z');
  expect(dayInWords('2026-11-20')).toBe('11月20日 周五');
  expect(instantInWords(instant)).toBe('2026年11月20日 14:05');
  expect(timeInWords(Date.parse('2026-11-19T17:09:00Z'))).toBe('01:09');
});

test('a term that ends with a day is named by that day', () => {
  expect(deadlineInWords(endOfDay('2026-11-21'))).toBe('11月21日 周六 24:00');
  expect(deadlineInWords(endOfDay('2026-11-21') - 60_000)).toBe('11月21日 周六 23:59');
});

test('a month later is the same day of the month, or its last where there is none', () => {
  expect(addMonths('2026-01-16', 1)).toBe('2026-02-16');
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-08-31', 6)).toBe('2027-02-28');
  expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
  expect(addMonths('2026-12-15', -12)).toBe('2025-12-15');
});
