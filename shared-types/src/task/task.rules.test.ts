import { isReminderDay, standingOf } from './task.rules';

const open = { state: 'open', dueOn: '2026-11-20' };

test('a task may be done on its last day and is late from the day after', () => {
  expect(standingOf(open, '2026-11-19')).toEqual({ isLate: false, daysLeft: 1 });
  expect(standingOf(open, '2026-11-20')).toEqual({ isLate: false, daysLeft: 0 });
  expect(standingOf(open, '2026-11-21')).toEqual({ isLate: true, daysLeft: -1 });
});

test('what is closed or has no deadline is never late', () => {
  expect(standingOf({ ...open, state: 'done' }, '2026-12-31').isLate).toBe(false);
  expect(standingOf({ state: 'open', dueOn: null }, '2026-12-31')).toEqual({ isLate: false, daysLeft: null });
});

test('the reminder comes on the first late day and every week after', () => {
  const days = [20, 21, 22, 27, 28, 29].map((day) => isReminderDay('2026-11-20', `2026-11-${day}`));
  expect(days).toEqual([false, true, false, false, true, false]);
});
