import { startOfDay } from '../kernel/time';
import {
  daysLate,
  dutySince,
  isReminderDay,
  refuseCoincidence,
  reportedThrough,
  standingOf,
} from './officer.rules';

const since = '2026-11-01';
const lift = (posts: Parameters<typeof standingOf>[0]['posts'], state = 'in_use') =>
  ({ state, sinceDay: since, posts }) as const;

test('a lift in use without a safety officer is red from its first day', () => {
  expect(standingOf(lift(['responsible']), 15, since)).toMatchObject({ red: true, late: false });
  expect(standingOf(lift(['responsible', 'safety_officer']), 15, since)).toMatchObject({
    red: false,
    missing: [],
  });
});

test('the owner has until the end of the fifteenth day; from the sixteenth it is late', () => {
  expect(standingOf(lift([]), 15, '2026-11-16')).toMatchObject({ reportBy: '2026-11-16', late: false });
  expect(standingOf(lift([]), 15, '2026-11-17').late).toBe(true);
  expect(standingOf(lift(['responsible', 'safety_officer']), 15, '2026-12-31').late).toBe(false);
});

test('a safety director is not asked of every lift; the responsible person is', () => {
  expect(standingOf(lift(['safety_officer', 'director']), 15, since).missing).toEqual(['responsible']);
});

test('a suspended lift needs nobody', () => {
  expect(standingOf(lift([], 'suspended'), 15, '2027-01-01')).toMatchObject({ red: false, late: false });
});

test('one person may hold all posts of a small owner’s lift, unless the city says no', () => {
  const standing = [{ post: 'responsible' as const, personId: 'A' }];
  const named = { post: 'safety_officer' as const, personId: 'A' };
  expect(refuseCoincidence(standing, named, true)).toBeNull();
  expect(refuseCoincidence(standing, named, false)?.code).toBe('officer.roles_coincide');
  expect(refuseCoincidence(standing, { ...named, personId: 'B' }, false)).toBeNull();
});

test('reminders come the morning after, three days before, on the last day, then weekly', () => {
  const days = [
    '2026-11-02',
    '2026-11-01',
    '2026-11-05',
    '2026-11-13',
    '2026-11-16',
    '2026-11-17',
    '2026-11-18',
    '2026-11-24',
  ];
  expect(days.filter((day) => isReminderDay('2026-11-16', 15, day))).toEqual([
    '2026-11-02',
    '2026-11-13',
    '2026-11-16',
    '2026-11-17',
    '2026-11-24',
  ]);
});

test('the duty runs from the later of the day it came to its owner and the day it came into use', () => {
  const entered = '2026-10-01';
  expect(dutySince({ ownerSince: '2026-11-03', inUseSince: '2026-11-10' }, entered)).toBe('2026-11-10');
  expect(dutySince({ ownerSince: '2026-11-12', inUseSince: '2026-11-10' }, entered)).toBe('2026-11-12');
  expect(dutySince({ ownerSince: null, inUseSince: '2026-11-10' }, entered)).toBe('2026-11-10');
  expect(dutySince({ ownerSince: null, inUseSince: null }, entered)).toBe(entered);
});

const named = (post: string, day: string, untilDay: string | null = null) => ({
  post,
  namedAt: startOfDay(day) + 36_000_000,
  untilDay,
});
const fulfilledOn = (namings: ReturnType<typeof named>[]) => reportedThrough(namings, since)?.namedAt ?? null;
const on = (day: string) => named('', day).namedAt;

test('a lift is reported when the second of the two that it needs is named; a director alone is nobody', () => {
  expect(fulfilledOn([named('responsible', '2026-11-04')])).toBeNull();
  expect(fulfilledOn([named('responsible', '2026-11-04'), named('director', '2026-11-05')])).toBeNull();
  expect(fulfilledOn([named('safety_officer', '2026-11-06'), named('responsible', '2026-11-04')])).toBe(
    on('2026-11-06'),
  );
});

test('who was gone before the other came has not completed anything; who is replaced later has', () => {
  const gone = named('safety_officer', '2026-11-02', '2026-11-03');
  expect(fulfilledOn([gone, named('responsible', '2026-11-05')])).toBeNull();
  const replaced = [
    named('responsible', '2026-11-02'),
    named('safety_officer', '2026-11-04', '2026-11-20'),
    named('safety_officer', '2026-11-21'),
  ];
  expect(fulfilledOn(replaced)).toBe(on('2026-11-04'));
});

test('people named before the lift came into use count from when they were named', () => {
  expect(fulfilledOn([named('responsible', '2026-10-02'), named('safety_officer', '2026-10-05')])).toBe(
    on('2026-10-05'),
  );
  const left = named('safety_officer', '2026-10-05', '2026-10-31');
  expect(fulfilledOn([named('responsible', '2026-10-02'), left])).toBeNull();
});

test('on the last day nothing is late; the day after it is late by one day', () => {
  expect(daysLate('2026-11-16', '2026-11-16')).toBe(0);
  expect(daysLate('2026-11-16', '2026-11-17')).toBe(1);
  expect(daysLate('2026-11-16', '2026-10-05')).toBe(0);
});
