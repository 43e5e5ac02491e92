import { addDays } from '../kernel/time';
import { coverageOf, decisionInForce, paperStateOf, periodUntil, refuseApplication } from './paperless.rules';

const lift = { id: 'L1', divisionCode: '99990112' };
const made = (changes: Partial<Parameters<typeof decisionInForce>[0][number]> = {}) => ({
  ...{ stops: true, liftId: null, area: '999901', fromOn: '2026-06-01', decidedAt: 1 },
  ...changes,
});
const on = (day: string, ...decisions: ReturnType<typeof made>[]) =>
  paperStateOf(decisionInForce(decisions, lift, day), true);

test('until the city has confirmed it, paper is kept; from the day of confirmation on it may stop', () => {
  expect(on('2026-06-01')).toBe('keep');
  expect(on('2026-05-31', made())).toBe('keep');
  expect(on('2026-06-01', made())).toBe('confirmed');
});

test('a city that asks for no confirmation has its electronic records valid at once', () => {
  expect(paperStateOf(null, false)).toBe('not_needed');
});

test('a withdrawal counts from its day on and leaves what was before', () => {
  const withdrawn = made({ stops: false, fromOn: '2026-09-01', decidedAt: 2 });
  expect(on('2026-08-31', made(), withdrawn)).toBe('confirmed');
  expect(on('2026-09-01', made(), withdrawn)).toBe('keep');
});

test('a withdrawal for one lift leaves the company’s other lifts confirmed, and a later confirmation prevails', () => {
  const one = made({ stops: false, liftId: 'L1', fromOn: '2026-07-01', decidedAt: 2 });
  expect(on('2026-07-01', made(), one)).toBe('keep');
  const other = { ...lift, id: 'L2' };
  expect(decisionInForce([made(), one], other, '2026-07-01')?.stops).toBe(true);
  expect(on('2026-07-01', made(), one, made({ fromOn: '2026-07-01', decidedAt: 3 }))).toBe('confirmed');
});

test('an office decides for its own area only', () => {
  expect(on('2026-06-01', made({ area: '999902' }))).toBe('keep');
  expect(on('2026-06-01', made({ area: '9999' }))).toBe('confirmed');
});

test('one record speaks for its day and the fifteen after it, not for a sixteenth', () => {
  const period = { from: '2026-06-01', to: '2026-06-30' };
  const cover = (...days: string[]) => coverageOf(days, period, 15).covered;
  expect(cover()).toBe(0);
  expect(cover('2026-06-01')).toBe(16);
  expect(cover('2026-06-01', '2026-06-17')).toBe(30);
  expect(cover('2026-06-18', '2026-06-01')).toBe(29);
  expect(cover('2026-05-20')).toBe(4);
  expect(cover('2026-05-16')).toBe(0);
  expect(cover('2026-06-30')).toBe(1);
  expect(cover('2026-06-10', '2026-06-10')).toBe(16);
});

test('a city cannot stretch the law’s fifteen days, and what is after the period does not count', () => {
  const period = { from: '2026-06-01', to: '2026-06-30' };
  expect(coverageOf(['2026-06-01'], period, 30).covered).toBe(16);
  expect(coverageOf(['2026-07-01'], period, 15)).toMatchObject({ covered: 0, records: 0, lastOn: null });
});

test('the period ends yesterday, since today is not over', () => {
  const { from, to } = periodUntil('2026-03-01', 90);
  expect(to).toBe('2026-02-28');
  expect(addDays(from, 89)).toBe(to);
});

test('every reason against an application is said at once', () => {
  const facts = { needsConfirmation: true, lifts: 3, confirmed: ['甲 1#'], waiting: ['乙 2#'] };
  expect(refuseApplication(facts).map(({ code }) => code)).toEqual([
    'paperless.already_confirmed',
    'paperless.already_waiting',
  ]);
  expect(refuseApplication({ ...facts, needsConfirmation: false })).toHaveLength(1);
  expect(refuseApplication({ needsConfirmation: true, lifts: 1, confirmed: [], waiting: [] })).toEqual([]);
});
