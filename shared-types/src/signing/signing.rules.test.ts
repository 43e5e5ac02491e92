import { calendarOf } from '../calendar/calendar.rules';
import { endOfDay, startOfDay } from '../kernel/time';
import {
  consentStands,
  defaultsAt,
  disputeDueOn,
  disputeSteps,
  doorAfter,
  isRemarkable,
  obstacleToDefault,
  refuseInBatch,
  signsAs,
} from './signing.rules';

const calendar = calendarOf({ daysOff: [], workingDays: [] });
const byClock = { defaultAfterHours: 24, defaultAfterWorkingDays: null };
const hour = 3_600_000;
const completedAt = startOfDay('2026-06-10') + 15 * hour;
const deadline = endOfDay('2026-06-11');
const facts = {
  ownerAnswer: 'pending' as const,
  completedAt,
  deadline,
  now: deadline,
  consents: [{ givenAt: completedAt - hour, withdrawnAt: null }],
  firstDeliveredAt: completedAt + hour,
};

test('silence counts 24 hours after the end of the completion day, whatever hour the work ended', () => {
  expect(defaultsAt(completedAt, byClock, calendar)).toBe(deadline);
  expect(defaultsAt(startOfDay('2026-06-10'), byClock, calendar)).toBe(deadline);
  expect(defaultsAt(endOfDay('2026-06-10') - 1, byClock, calendar)).toBe(deadline);
});

test('never before the completion day has ended, however short the city waits', () => {
  const none = { ...byClock, defaultAfterHours: 0 };
  expect(defaultsAt(completedAt, none, calendar)).toBe(endOfDay('2026-06-10'));
});

test('a deadline at night or on a holiday stands, unless the city counts working days', () => {
  const eve = startOfDay('2026-09-30') + 10 * hour;
  expect(defaultsAt(eve, byClock, calendar)).toBe(endOfDay('2026-10-01'));
  const working = { ...byClock, defaultAfterWorkingDays: 1 };
  expect(defaultsAt(eve, working, calendar)).toBe(endOfDay('2026-10-08'));
});

test('without an agreement in advance, or after it was taken back, silence says nothing', () => {
  expect(obstacleToDefault(facts)).toBeNull();
  expect(obstacleToDefault({ ...facts, consents: [] })).toBe('no_consent');
  const late = [{ givenAt: completedAt + 1, withdrawnAt: null }];
  expect(obstacleToDefault({ ...facts, consents: late })).toBe('no_consent');
  const withdrawn = [{ givenAt: completedAt - hour, withdrawnAt: deadline - 1 }];
  expect(obstacleToDefault({ ...facts, consents: withdrawn })).toBe('no_consent');
});

test('an agreement taken back later leaves what it was given for', () => {
  const later = [{ givenAt: completedAt - hour, withdrawnAt: deadline }];
  expect(consentStands(later, facts)).toBe(true);
});

test('silence of somebody who was never told says nothing', () => {
  expect(obstacleToDefault({ ...facts, firstDeliveredAt: null })).toBe('not_delivered');
  expect(obstacleToDefault({ ...facts, firstDeliveredAt: deadline })).toBe('not_delivered');
});

test('a returned or signed record never defaults, and none before its deadline', () => {
  for (const ownerAnswer of ['returned', 'signed', 'defaulted', 'signed_late'] as const)
    expect(obstacleToDefault({ ...facts, ownerAnswer })).toBe('answered');
  expect(obstacleToDefault({ ...facts, now: deadline - 1 })).toBe('too_early');
});

test('an officer signs, a named person signs, a delegate signs within their days, nobody else', () => {
  const admin = { role: 'owner_admin', isNamed: false, delegations: [], today: '2026-06-10' };
  expect(signsAs(admin)).toBeNull();
  expect(signsAs({ ...admin, isNamed: true })).toBe('officer');
  expect(signsAs({ ...admin, role: 'owner_officer' })).toBe('officer');
  const days = { fromDay: '2026-06-10', untilDay: '2026-06-10', endedOn: null };
  expect(signsAs({ ...admin, delegations: [days] })).toBe('delegate');
  expect(signsAs({ ...admin, today: '2026-06-11', delegations: [days] })).toBeNull();
  expect(signsAs({ ...admin, delegations: [{ ...days, endedOn: '2026-06-10' }] })).toBeNull();
});

test('in a batch every record with exceptions has been opened', () => {
  expect(refuseInBatch({ exceptions: 0, suspect: false, opened: false })).toBeNull();
  expect(refuseInBatch({ exceptions: 1, suspect: false, opened: true })).toBeNull();
  expect(refuseInBatch({ exceptions: 1, suspect: false, opened: false })?.code).toBe('signing.not_opened');
  expect(refuseInBatch({ exceptions: 0, suspect: true, opened: false })?.code).toBe('signing.not_opened');
});

test('the company answers a return within three working days, holidays not counted', () => {
  expect(disputeDueOn(startOfDay('2026-06-10'), calendar)).toBe('2026-06-15');
  expect(disputeDueOn(startOfDay('2026-09-30'), calendar)).toBe('2026-10-10');
  expect(disputeSteps.settled).toEqual([]);
  expect(disputeSteps.decided).toEqual([]);
});

test('an owner who lets more than half of a month’s records default is shown', () => {
  expect(isRemarkable({ answered: 4, defaulted: 2 })).toBe(false);
  expect(isRemarkable({ answered: 4, defaulted: 3 })).toBe(true);
  expect(isRemarkable({ answered: 0, defaulted: 0 })).toBe(false);
});

test('who signed or let the time pass cannot return any more, and is shown the door that is left', () => {
  const closedAt = startOfDay('2026-06-10');
  expect(doorAfter('pending', closedAt, closedAt)).toBe('');
  expect(doorAfter('returned', closedAt, closedAt)).toBe('');
  expect(doorAfter('defaulted', closedAt, closedAt)).toContain('7月10日 周五前向所在地市场监督管理局投诉');
  expect(doorAfter('signed', closedAt, endOfDay('2026-07-10') - 1)).toContain('投诉');
  expect(doorAfter('signed_late', closedAt, startOfDay('2026-07-11'))).toContain('举报');
});
