import { countState, filingDueOn, workingDaysAfter } from './face.count.rules';

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

test('the day itself and weekends are no working days', () => {
  expect(workingDaysAfter('2026-11-20', 1)).toBe('2026-11-23');
  expect(workingDaysAfter('2026-11-20', 5)).toBe('2026-11-27');
  expect(workingDaysAfter('2026-11-21', 1)).toBe('2026-11-23');
});

test('thirty working days are six weeks', () => {
  expect(filingDueOn('2026-11-20')).toBe('2027-01-01');
});
