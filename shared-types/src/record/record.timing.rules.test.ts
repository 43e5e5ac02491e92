import { startOfDay } from '../kernel/time';
import { cameLate, type TimingFacts, timingWords } from './record.timing.rules';

const minute = 60_000;
const midnight = startOfDay('2026-11-21');
const one = (name: string, offline: boolean) => ({ person: { id: name, name }, offline });
const facts = (changes: Partial<TimingFacts> = {}): TimingFacts => ({
  completedAt: midnight - minute,
  receivedAt: midnight - 1,
  presences: [one('程望舒', false), one('江怀远', false)],
  lateReason: '',
  ...changes,
});

test('a record that came step by step on its day says nothing of it', () => {
  expect(timingWords(facts())).toBeNull();
});

test('a record from before receipts were kept is not called late', () => {
  expect(timingWords(facts({ receivedAt: null }))).toBeNull();
});

test('work without a network that came on the same day says who, and that it was in time', () => {
  const words = timingWords(facts({ presences: [one('程望舒', true), one('江怀远', false)] }));
  expect(words).toBe(
    '程望舒有步骤在没有网络时完成，时间由手机从服务器给出的时间起推算，网络恢复后上传。2026年11月20日 23:59 收到，在完成当天。',
  );
});

test('completed at 23:59 and uploaded at midnight is late by one day, with its reason', () => {
  const words = timingWords(facts({ receivedAt: midnight, lateReason: '地下三层没有信号。' }));
  expect(words).toBe('迟传：11月20日 周五 23:59 完成，2026年11月21日 00:00 才上传；说明：地下三层没有信号。');
});

test('a late upload without a word says that too', () => {
  expect(timingWords(facts({ receivedAt: midnight + 9 * 60 * minute }))).toContain('没有说明原因。');
});

test.each([
  ['the last day of a month', '2026-11-30', '2026-12-01'],
  ['29 February', '2028-02-29', '2028-03-01'],
  ['28 February of a common year', '2027-02-28', '2027-03-01'],
  ['New Year’s Eve', '2026-12-31', '2027-01-01'],
])('%s ends at 24:00 like every other day', (_which, day, next) => {
  const completedAt = startOfDay(day) + (24 * 60 - 1) * minute;
  expect(cameLate({ completedAt, receivedAt: startOfDay(next) - 1 })).toBe(false);
  expect(cameLate({ completedAt, receivedAt: startOfDay(next) })).toBe(true);
});
