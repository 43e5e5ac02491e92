import { isReminderDay, refuseCoincidence, standingOf } from './officer.rules';

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
