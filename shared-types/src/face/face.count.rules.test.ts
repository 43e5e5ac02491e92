import { calendarOf } from '../calendar/calendar.rules';
import { countState, filingDueOn } from './face.count.rules';

test.each([
  [79_999, 'fine'],
  [80_000, 'near'],
  [99_999, 'near'],
  [100_000, 'filing'],
])('with %i stored people the state is %s', (people, state) => {
  expect(countState(people, 80_000)).toBe(state);
});

test('a city may be warned earlier, and the law’s number stays', () => {
  expect(countState(10, 10)).toBe('near');
  expect(countState(100_000, 500_000)).toBe('filing');
});

const calendar = calendarOf({ daysOff: [], workingDays: [] });

test('thirty working days leave out weekends and the holidays that are announced', () => {
  // 清明, 劳动节 with its worked Saturday, 端午 do not count.
  expect(filingDueOn('2026-04-01', calendar)).toBe('2026-05-18');
});

test('a city’s own day off moves the last day back', () => {
  const own = calendarOf({ daysOff: ['2026-04-02'], workingDays: [] });
  expect(filingDueOn('2026-04-01', own)).toBe('2026-05-19');
});
