import { calendarOf } from '../calendar/calendar.rules';
import { startOfDay } from '../kernel/time';
import {
  acceptBy,
  type Clock,
  categoriesOf,
  lateness,
  latestLateDay,
  type NewReport,
  refuseAppeal,
  refuseReport,
  replyBy,
  reportKinds,
  suggestedRoute,
  suspicionOf,
  withoutNumbers,
  workingDaysLeft,
} from './public-report.rules';

const calendar = calendarOf({ daysOff: [], workingDays: [] });
const terms = { acceptWorkingDays: 1, replyWorkingDays: 7 };
const noon = (day: string) => startOfDay(day) + 12 * 3_600_000;
const clock = (more: Partial<Clock>): Clock => ({
  ...{ state: 'received', receivedAt: noon('2026-11-20') },
  ...{ acceptedAt: null, appealedAt: null, fedBackAt: null, ...more },
});
const late = (more: Partial<Clock>, today: string) => lateness(clock(more), today, terms, calendar);

test('what comes on a Friday is accepted by Monday', () => {
  expect(acceptBy(noon('2026-11-20'), terms, calendar)).toBe('2026-11-23');
  expect(late({}, '2026-11-23')).toBe('none');
  expect(late({}, '2026-11-24')).toBe('accept');
});

test('the week of National Day does not count', () => {
  expect(acceptBy(noon('2026-09-30'), terms, calendar)).toBe('2026-10-08');
});

test('the answer is due seven working days after acceptance, on the day not late, the day after late', () => {
  const accepted = { state: 'routed', acceptedAt: noon('2026-11-23') } as const;
  expect(replyBy(clock(accepted), terms, calendar)).toBe('2026-12-02');
  expect(late(accepted, '2026-12-02')).toBe('none');
  expect(late(accepted, '2026-12-03')).toBe('reply');
});

test('working days that are left begin with tomorrow and end with the last day', () => {
  expect(workingDaysLeft('2026-11-23', '2026-12-02', calendar)).toBe(7);
  expect(workingDaysLeft('2026-11-28', '2026-12-02', calendar)).toBe(3);
  expect(workingDaysLeft('2026-12-02', '2026-12-02', calendar)).toBe(0);
  expect(workingDaysLeft('2026-12-09', '2026-12-02', calendar)).toBe(0);
});

test('an answer that came late stays late for ever, one that came in time never becomes so', () => {
  const done = { state: 'fed_back', acceptedAt: noon('2026-11-23') } as const;
  expect(late({ ...done, fedBackAt: noon('2026-12-03') }, '2027-06-01')).toBe('reply');
  expect(late({ ...done, fedBackAt: noon('2026-12-02') }, '2027-06-01')).toBe('none');
});

test('an appeal starts the term anew', () => {
  const appealed = {
    state: 'accepted',
    acceptedAt: noon('2026-11-23'),
    appealedAt: noon('2026-12-14'),
  } as const;
  expect(late(appealed, '2026-12-23')).toBe('none');
  expect(late(appealed, '2026-12-24')).toBe('reply');
});

test('an evaluation and what was not accepted are never late', () => {
  expect(late({ state: 'recorded' }, '2027-06-01')).toBe('none');
  expect(late({ state: 'declined' }, '2027-06-01')).toBe('none');
});

test.each(['2026-11-24', '2026-11-23', '2026-10-08', '2026-10-09'])(
  'on %s the list finds by one day what each report says of itself',
  (today) => {
    const day = latestLateDay(today, 1, calendar);
    expect(late({ receivedAt: noon(day) }, today)).toBe('accept');
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    expect(late({ receivedAt: noon(next) }, today)).toBe('none');
  },
);

test('noise and fees are no matter of lift safety: they go to others', () => {
  expect(suggestedRoute('complaint', 'fee')).toEqual({ to: 'authority', authority: '住房和城乡建设部门' });
  expect(suggestedRoute('complaint', 'noise').to).toBe('authority');
  expect(suggestedRoute('complaint', 'maintenance').to).toBe('company');
  expect(suggestedRoute('complaint', 'management').to).toBe('owner');
  expect(suggestedRoute('mismatch', 'other').to).toBe('district');
});

const draft = (more: Partial<NewReport> = {}): NewReport => ({
  ...{ kind: 'complaint', category: 'running', text: '电梯下行有异响', hasLift: true, hasTicket: false },
  ...{ stars: null, proposedFields: 0, agreesToBeNamed: false, hasPhone: false, ...more },
});
const codesOf = (more: Partial<NewReport>) => refuseReport(draft(more)).map(({ code }) => code);

test('a complaint in words about a lift is taken', () => {
  expect(codesOf({})).toEqual([]);
});

test('an evaluation needs the scan and stars, not words; both are missed at once', () => {
  const evaluation = { kind: 'evaluation', category: 'service', text: '' } as const;
  expect(codesOf({ ...evaluation, hasTicket: true, stars: 5 })).toEqual([]);
  expect(codesOf(evaluation)).toEqual(['public_report.scan_needed', 'public_report.stars_missing']);
});

test('an opinion about the platform needs no lift, everything else does', () => {
  expect(codesOf({ kind: 'opinion', category: 'platform', hasLift: false })).toEqual([]);
  expect(codesOf({ hasLift: false })).toEqual(['public_report.lift_missing']);
});

test('whoever agrees to be named leaves a telephone; a correction says what is wrong', () => {
  expect(codesOf({ agreesToBeNamed: true })).toEqual(['public_report.phone_missing']);
  expect(codesOf({ kind: 'correction', category: 'register' })).toEqual(['public_report.nothing_proposed']);
  expect(codesOf({ category: 'platform' })).toEqual(['public_report.category_wrong']);
});

test('every kind has categories to choose from', () => {
  expect(Object.keys(reportKinds).filter((kind) => !(kind in categoriesOf))).toEqual([]);
});

test.each([
  ['请打 10012345678 找我', '请打 100****78 找我'],
  ['100-1234-5678', '100****78'],
  ['身份证11010519491231002X的人', '身份证110****2X的人'],
  ['座机0595-22345678', '座机059****78'],
  ['车牌闽C12345挡门', '车牌（车牌）挡门'],
  ['电梯 3 号，载重 1000 公斤，18 层', '电梯 3 号，载重 1000 公斤，18 层'],
])('%s reads %s', (text, expected) => {
  expect(withoutNumbers(text)).toBe(expected);
});

test('many reports about one company from one device or one network are looked at before they count', () => {
  expect(suspicionOf({ fromDevice: 2, fromAddress: 29 })).toBe('none');
  expect(suspicionOf({ fromDevice: 3, fromAddress: 3 })).toBe('same_device');
  expect(suspicionOf({ fromDevice: 0, fromAddress: 30 })).toBe('same_address');
});

test('an appeal is made once, after the answer, within its days', () => {
  const answered = { state: 'fed_back', fedBackAt: noon('2026-11-20'), appealedAt: null } as const;
  expect(refuseAppeal(answered, noon('2026-12-05'), 15)).toBeNull();
  expect(refuseAppeal(answered, noon('2026-12-06'), 15)?.code).toBe('public_report.appeal_too_late');
  expect(refuseAppeal({ ...answered, appealedAt: 1 }, noon('2026-11-21'), 15)?.code).toBe(
    'public_report.appealed_once',
  );
  expect(refuseAppeal({ ...answered, state: 'routed', fedBackAt: null }, 0, 15)?.code).toBe(
    'public_report.not_answered_yet',
  );
});
