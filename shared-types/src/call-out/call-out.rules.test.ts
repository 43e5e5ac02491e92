import { unreachable } from '../kernel/states';
import {
  type CallOutClock,
  callOutSteps,
  isFocus,
  isOverdue,
  lateness,
  nextUnansweredAt,
  refuseConfirm,
  refuseFinish,
  refuseMajor,
  refusePart,
  refusePublicText,
  refuseStop,
  unansweredTerms,
} from './call-out.rules';

const times = { acceptMinutes: 30, arriveMinutes: 120, unansweredHours: 24, repairHours: 48, confirmDays: 3 };
const minute = 60_000;
const hour = 60 * minute;
const reported: CallOutClock = {
  ...{ state: 'reported', reportedAt: 0, acceptedAt: null, arrivedAt: null, finishedAt: null },
  ...{ byService: false, expectedOn: null },
};
const late = (changes: Partial<CallOutClock>, now: number, today = '1970-01-01') =>
  lateness({ ...reported, ...changes }, { now, today }, times);

test('every state can be reached, and the ends are ends', () => {
  expect(unreachable(callOutSteps, 'reported')).toEqual([]);
  expect(callOutSteps.closed).toEqual([]);
  expect(callOutSteps.merged).toEqual([]);
});

test('the last moment of a term is in time, the next is late', () => {
  expect(late({}, 30 * minute).accept).toBe(false);
  expect(late({}, 30 * minute + 1).accept).toBe(true);
  expect(late({}, 120 * minute).arrive).toBe(false);
  expect(late({}, 120 * minute + 1).arrive).toBe(true);
  expect(late({}, 24 * hour).unanswered).toBe(false);
  expect(late({}, 24 * hour + 1).unanswered).toBe(true);
});

test('a late acceptance stays late, and makes nothing overdue once it has come', () => {
  const accepted = late({ state: 'closed', acceptedAt: 40 * minute, arrivedAt: 3 * hour }, 90 * 24 * hour);
  expect(accepted).toMatchObject({ accept: true, arrive: true, unanswered: false, repair: false });
  expect(isOverdue(accepted)).toBe(false);
});

test('a lift stopped by notice is late from the day after the one named, and not before', () => {
  const waiting = { state: 'waiting_parts', acceptedAt: 1, arrivedAt: 2, expectedOn: '2026-12-20' } as const;
  expect(isOverdue(late(waiting, 700 * hour, '2026-12-20'))).toBe(false);
  expect(late(waiting, 724 * hour, '2026-12-21')).toMatchObject({ expected: true, repair: false });
  expect(isOverdue(late({ ...waiting, expectedOn: null }, 700 * hour))).toBe(true);
});

test('nobody waits for another firm’s check-in, and nothing of a merged report is late', () => {
  expect(late({ state: 'accepted', acceptedAt: 1, byService: true }, 300 * minute).arrive).toBe(false);
  expect(Object.values(late({ state: 'merged' }, 900 * hour))).not.toContain(true);
});

test('every further day without an answer is one term more; an accepted one has none', () => {
  expect(unansweredTerms(reported, 24 * hour, times)).toBe(0);
  expect(unansweredTerms(reported, 24 * hour + 1, times)).toBe(1);
  expect(unansweredTerms(reported, 49 * hour, times)).toBe(2);
  expect(unansweredTerms({ ...reported, state: 'accepted', acceptedAt: 5 }, 49 * hour, times)).toBe(0);
});

test('it is looked at a moment after each full day, whenever within the day the looking is arranged', () => {
  const after = (now: number) => nextUnansweredAt(5, now, times);
  expect([after(5), after(3 * hour), after(24 * hour + 4)]).toEqual(Array(3).fill(24 * hour + 6));
  expect(after(24 * hour + 6)).toBe(48 * hour + 6);
});

test('the third fault makes a lift one to look at, the second does not', () => {
  expect([2, 3].map((faults) => isFocus(faults, { focusFaults: 3 }))).toEqual([false, true]);
});

test('only safety components are asked for maker, type test and the old part', () => {
  const part = { name: '限速器', isSafety: true, maker: '', typeTestNumber: ' ', hasOldPhoto: false };
  expect(refusePart(part)).toHaveLength(3);
  expect(refusePart({ ...part, isSafety: false })).toEqual([]);
  expect(refusePart({ ...part, maker: '示例厂', typeTestNumber: 'TSX F1', hasOldPhoto: true })).toEqual([]);
});

test('another firm’s work shows its sheet, our own its photographs and people', () => {
  const facts = {
    ...({ outcome: 'repaired', cause: 'door', byService: false, slots: [], identified: false } as const),
    ...{ parts: 0, hasServiceReport: false },
  };
  expect(refuseFinish(facts).map(({ code }) => code)).toEqual([
    'call_out.identity_missing',
    'call_out.photo_missing',
    'call_out.photo_missing',
  ]);
  expect(refuseFinish({ ...facts, byService: true }).map(({ code }) => code)).toEqual([
    'call_out.service_report_missing',
  ]);
  const none = { ...facts, outcome: 'no_fault', cause: 'none', parts: 1, identified: true } as const;
  expect(refuseFinish({ ...none, slots: ['fault', 'finished'] }).map(({ code }) => code)).toEqual([
    'call_out.parts_without_fault',
  ]);
});

test('a stop is announced for today at the earliest and half a year at most', () => {
  const refuse = (expectedOn: string) => refuseStop({ today: '2026-11-22', expectedOn }).length;
  expect(['2026-11-21', '2026-11-22', '2027-05-21', '2027-05-22'].map(refuse)).toEqual([1, 0, 0, 1]);
});

test('a major repair begins on the day it was told to the authority, under somebody’s permit', () => {
  const facts = { permit: [], servicePermit: null, noticeOn: '2026-11-22', today: '2026-11-22' };
  expect(refuseMajor(facts)).toEqual([]);
  expect(refuseMajor({ ...facts, noticeOn: '2026-11-23' })).toHaveLength(1);
  expect(refuseMajor({ ...facts, permit: [{ code: 'paper.x', message: '' }] })).toHaveLength(1);
  expect(refuseMajor({ ...facts, servicePermit: '' })).toHaveLength(1);
});

test('whoever repaired does not confirm', () => {
  expect(refuseConfirm('a', ['a', 'b'])?.code).toBe('call_out.own_work');
  expect(refuseConfirm('c', ['a', 'b'])).toBeNull();
});

test('telephones and identity numbers do not reach the public, numbers of parts do', () => {
  const refused = (text: string) => refusePublicText('feedback', text).length;
  expect(['请打 13800000000', '0595-12345678', '99999919900101001X'].map(refused)).toEqual([1, 1, 1]);
  expect(['更换 2 个触点，型号 TSX F34001920190001', '2026-11-22 已修好'].map(refused)).toEqual([0, 0]);
});
