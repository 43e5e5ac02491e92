import { type OpenVisit, refuseArrangement, rolledDue } from './plan.move.rules';
import type { DueDays } from './plan.rules';

const intervals = { half_month: 15, quarter: 90, half_year: 180, year: 365 };
const due: DueDays = { half_month: '2026-03-10', quarter: null, half_year: null, year: null };
const visit = (id: string, day: string): OpenVisit => ({ id, class: 'half_month', day });
const today = '2026-03-01';
const codes = (before: OpenVisit[], after: OpenVisit[], clocks = due, on = today) =>
  refuseArrangement({ name: '1#', due: clocks, before, after, today: on }, intervals).map(({ code }) => code);

test('the law’s day of a planned visit rolls from the one planned before it', () => {
  const rolled = rolledDue(due, [visit('b', '2026-03-22'), visit('a', '2026-03-09')], intervals, today);
  expect(Object.fromEntries(rolled)).toEqual({ a: '2026-03-10', b: '2026-03-24' });
});

test('a visit that is late already is made today at the earliest, as the proposal for the one after it reckons', () => {
  const late = [visit('a', '2026-03-09'), visit('b', '2026-03-27')];
  expect(rolledDue(due, late, intervals, '2026-03-12').get('b')).toBe('2026-03-27');
  expect(codes([visit('a', '2026-03-09')], late, due, '2026-03-12')).toEqual([]);
});

test('a shallow visit leaves a deeper class due, and a deeper one restarts both', () => {
  const both = { ...due, quarter: '2026-03-20' };
  const quarter = { ...visit('a', '2026-03-09'), class: 'quarter' as const };
  const next = visit('b', '2026-03-23');
  expect(rolledDue(both, [visit('a', '2026-03-09'), next], intervals, today).get('b')).toBe('2026-03-20');
  expect(rolledDue(both, [quarter, next], intervals, today).get('b')).toBe('2026-03-24');
});

test('a visit may be on the law’s day and not on the day after', () => {
  expect(codes([visit('a', '2026-03-05')], [visit('a', '2026-03-10')])).toEqual([]);
  expect(codes([visit('a', '2026-03-05')], [visit('a', '2026-03-11')])).toEqual(['plan.beyond_due']);
});

test('moved back it stands where it stood: undoing is moving', () => {
  expect(codes([visit('a', '2026-03-10')], [visit('a', '2026-03-05')])).toEqual([]);
});

test('moved too far forward it makes the next visit late, and that is said', () => {
  const next = visit('b', '2026-03-24');
  expect(codes([visit('a', '2026-03-09'), next], [visit('a', '2026-03-05'), next])).toEqual([
    'plan.next_beyond_due',
  ]);
});

test('a visit that already stands beyond a deeper class’s day keeps nobody from changing another one, unless it becomes later', () => {
  // The record of the last quarterly visit was declared void: its day came back, and the plan has not followed yet.
  const back = { ...due, quarter: '2026-03-20' };
  const quarter = { ...visit('b', '2026-03-23'), class: 'quarter' as const };
  const [first, moved] = [visit('a', '2026-03-08'), visit('a', '2026-03-09')];
  expect(codes([first, quarter], [first, quarter], back)).toEqual([]);
  expect(codes([first, quarter], [moved, quarter], back)).toEqual([]);
  expect(codes([first, quarter], [first, { ...quarter, day: '2026-03-24' }], back)).toEqual([
    'plan.beyond_due',
  ]);
  const next = visit('b', '2026-03-26');
  expect(codes([moved, next], [visit('a', '2026-03-04'), next])).toEqual(['plan.next_beyond_due']);
});

test('neither the past nor a day on which the lift is visited already', () => {
  const other = visit('b', '2026-03-20');
  expect(codes([visit('a', '2026-03-09')], [visit('a', '2026-02-28')])).toEqual(['plan.day_past']);
  expect(codes([visit('a', '2026-03-09'), other], [visit('a', '2026-03-20'), other])).toEqual(
    ['plan.same_day', 'plan.beyond_due'].sort(),
  );
});

test('a lift that is overdue may be visited earlier than planned, never later; a new visit may still be planned', () => {
  const on = '2026-03-12';
  expect(codes([visit('a', '2026-03-15')], [visit('a', '2026-03-13')], due, on)).toEqual([]);
  expect(codes([visit('a', '2026-03-15')], [visit('a', '2026-03-16')], due, on)).toEqual(['plan.beyond_due']);
  expect(codes([], [visit('a', '2026-03-13')], due, on)).toEqual([]);
});
