import { CityParameters } from '../city/city.parameters';
import { afterFailure, type LockState, lockedFor, sessionLife } from './session.rules';

const city = CityParameters.parse({});
const minute = 60_000;
const hour = 60 * minute;

test('a desk that nobody uses is signed out after half an hour, however it is used after twelve hours', () => {
  expect(sessionLife(true, city)).toEqual({ tokenMs: 15 * minute, idleMs: 30 * minute, mostMs: 12 * hour });
});

test('a phone stays signed in for a working day, in shafts without a network too, and renews its token in between', () => {
  expect(sessionLife(false, city)).toEqual({ tokenMs: 4 * hour, idleMs: 12 * hour, mostMs: 12 * hour });
});

test('no city lets a phone stay signed in for more than twelve hours', () => {
  const session = { ...city.session, phoneHours: 13 };
  expect(CityParameters.safeParse({ session }).success).toBe(false);
});

const failures = (times: number[], most = 5): LockState | null =>
  times.reduce<LockState | null>((known, at) => afterFailure(known, at, most, city), null);

test('four failures lock nothing, the fifth within a quarter of an hour locks for a quarter of an hour', () => {
  expect(lockedFor(failures([0, 1, 2, 3]), 4)).toBe(0);
  expect(lockedFor(failures([0, 1, 2, 3, 14 * minute]), 14 * minute)).toBe(15 * minute);
});

test('a failure of more than a quarter of an hour ago counts no more', () => {
  const known = failures([0, 1, 2, 3, 15 * minute]);
  expect(known).toEqual({ failures: 1, firstAt: 15 * minute, lockedUntil: null });
});

test('a lock ends by itself, and counting begins anew', () => {
  const known = failures([0, 1, 2, 3, 4]);
  expect(lockedFor(known, 4 + 15 * minute - 1)).toBe(1);
  expect(lockedFor(known, 4 + 15 * minute)).toBe(0);
  expect(afterFailure(known, 4 + 15 * minute, 5, city).failures).toBe(1);
});

test('who never failed is not locked', () => {
  expect(lockedFor(null, 0)).toBe(0);
});
