import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { missOf, pauseMs, toldPauseMs } from './help-again';

const now = 1_795_000_000_000;
const often = AppError.tooMany('rescue.taken_back_often', '请直接拨打 96333。', 20);

test('whoever took calls back often is told to telephone, and the report goes out again when the service named', () => {
  const miss = missOf(AppError.fromJson(often.toJSON()), now);
  expect(miss).toEqual({ why: 'told', told: { word: '请直接拨打 96333。', at: now, seconds: 20 } });
  const told = miss.why === 'told' ? miss.told : null;
  expect(toldPauseMs(told, now + 5_000)).toBe(15_000);
  expect(pauseMs(told, 1, now + 5_000)).toBe(15_000);
  expect(toldPauseMs(told, now + 20_000)).toBe(0);
});

test('a service that names no time is asked again after half a minute', () => {
  const miss = missOf(new AppError('too_many', 'kernel.too_many', '操作太频繁。'), now);
  expect(miss).toMatchObject({ why: 'told', told: { seconds: 30 } });
});

test('a clock that was set back keeps nobody waiting', () => {
  expect(toldPauseMs({ word: '', at: now, seconds: 20 }, now - 60_000)).toBe(0);
});

test('without a network, or with a service that is ill, it goes out again within a quarter of a minute', () => {
  expect(missOf(new NetworkError('cut'), now)).toEqual({ why: 'away' });
  expect(missOf(new AppError('unavailable', 'kernel.database_unavailable', ''), now)).toEqual({
    why: 'away',
  });
  expect([1, 2, 3, 100].map((tries) => pauseMs(null, tries, now))).toEqual([4_000, 6_000, 8_000, 15_000]);
});

test('only what the service refuses for good is not sent again, in its words', () => {
  const unknown = AppError.notFound('rescue.code_unknown', '没有找到这个码对应的电梯。');
  expect(missOf(unknown, now)).toEqual({ why: 'final', word: '没有找到这个码对应的电梯。' });
  expect(missOf(new TypeError('ours'), now)).toEqual({ why: 'final', word: null });
});
