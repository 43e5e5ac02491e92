import { startOfDay } from '../kernel/time';
import { messageKinds } from './message.contract';
import {
  chains,
  dutyOf,
  handlingOf,
  nextDigest,
  nextInChain,
  quietUntil,
  refuseChoice,
  unchosen,
  urgencyOf,
} from './message.preference.rules';

const at = (day: string, hours: number, minutes = 0) => startOfDay(day) + (hours * 60 + minutes) * 60_000;
const night = { from: '22:00', until: '07:00' };
const city = { quietHours: night, digestAt: '08:30' };

test.each([
  ['a minute before the night', at('2026-03-01', 21, 59), null],
  ['at its first minute', at('2026-03-01', 22), at('2026-03-02', 7)],
  ['after midnight', at('2026-03-02', 3), at('2026-03-02', 7)],
  ['at its last minute', at('2026-03-02', 6, 59), at('2026-03-02', 7)],
  ['when it is over', at('2026-03-02', 7), null],
  ['over the end of a leap February', at('2028-02-29', 23), at('2028-03-01', 7)],
])('quiet hours past midnight, %s', (_when, now, until) => {
  expect(quietUntil(now, night)).toBe(until);
});

test('quiet hours in the middle of a day end on it', () => {
  expect(quietUntil(at('2026-03-01', 13), { from: '12:00', until: '14:00' })).toBe(at('2026-03-01', 14));
  expect(quietUntil(at('2026-03-01', 14), { from: '12:00', until: '14:00' })).toBeNull();
});

test('whoever has quiet hours of their own has not the city’s', () => {
  const chosen = { ...unchosen, quiet: { from: '12:00', until: '13:00' } };
  const midnight = at('2026-03-01', 0);
  expect(handlingOf('record.returned', midnight, chosen, city)).toEqual({ way: 'now', at: midnight });
  expect(handlingOf('record.returned', midnight, unchosen, city)).toEqual({
    way: 'now',
    at: at('2026-03-01', 7),
  });
});

test('what somebody’s safety hangs on rings at night, in no digest, whatever was switched off', () => {
  const now = at('2026-03-01', 2);
  const deaf = { ...unchosen, muted: ['rescue.called'] };
  expect(handlingOf('rescue.called', now, deaf, city)).toEqual({ way: 'now', at: now });
  expect(urgencyOf('hazard.found')).toBe('safety');
});

test('what is not urgent waits for the morning, and rings at once for whoever wants no digest', () => {
  const now = at('2026-03-01', 10);
  expect(handlingOf('task.late', now, unchosen, city)).toEqual({
    way: 'digest',
    at: at('2026-03-02', 8, 30),
  });
  expect(handlingOf('task.late', now, { ...unchosen, digest: false }, city)).toEqual({ way: 'now', at: now });
  expect(nextDigest(at('2026-03-01', 8, 30), '08:30')).toBe(at('2026-03-02', 8, 30));
  expect(nextDigest(at('2026-03-01', 8, 29), '08:30')).toBe(at('2026-03-01', 8, 30));
});

test('a kind that was switched off stays in the inbox, unless a rule wants it', () => {
  const now = at('2026-03-01', 10);
  const chosen = { ...unchosen, muted: ['plan.reminder', 'plan.overdue'] };
  expect(handlingOf('plan.reminder', now, chosen, city)).toEqual({ way: 'inbox' });
  expect(handlingOf('plan.overdue', now, chosen, city)).toEqual({ way: 'now', at: now });
  expect(refuseChoice(chosen).map(({ code }) => code)).toEqual(['message.duty']);
  expect(refuseChoice({ ...unchosen, muted: ['plan.reminder'] })).toEqual([]);
});

test.each([
  [{ from: '20:00', until: '08:00' }, 0],
  [{ from: '19:59', until: '08:00' }, 1],
  [{ from: '08:00', until: '08:00' }, 1],
])('quiet hours %j', (quiet, refusals) => {
  expect(refuseChoice({ ...unchosen, quiet })).toHaveLength(refusals);
});

test('no kind that must be received waits for a digest', () => {
  const waiting = Object.keys(messageKinds).filter((kind) => urgencyOf(kind) === 'low');
  expect(waiting.filter((kind) => dutyOf(kind) !== null)).toEqual([]);
});

test('a chain ends with the regulator', () => {
  for (const chain of Object.values(chains)) expect(chain?.at(-1)).toBe('regulator');
  expect(nextInChain('record.returned', 0)).toBe('company_admin');
  expect(nextInChain('record.returned', 2)).toBeNull();
  expect(nextInChain('task.late', 0)).toBeNull();
});
