import { CityParameters } from '../city/city.parameters';
import { distanceMetres, type GeoPoint } from '../kernel/geo';
import {
  areSuspiciouslyAlike,
  cameTogether,
  isClockSkewed,
  isImpossibleTravel,
  isWithinFence,
  judgePosition,
  overlaps,
  type PositionFacts,
  refuseMockPosition,
  type Stay,
  travelBetween,
} from './check-in.rules';

const parameters = CityParameters.parse({});
const lift = { lng: 118.587, lat: 24.9073, crs: 'GCJ02', confirmed: true } as const;
const metresPerDegree = distanceMetres({ lng: 118, lat: 24 }, { lng: 118, lat: 25 });
const northOf = (metres: number): GeoPoint => ({
  lng: lift.lng,
  lat: lift.lat + metres / metresPerDegree,
  crs: 'GCJ02',
});
const judge = (metres: number, accuracyMetres = 0, change: Partial<PositionFacts> = {}) =>
  judgePosition({
    liftPosition: lift,
    fix: { ...northOf(metres), accuracyMetres },
    radiusMetres: 200,
    parameters,
    ...change,
  });

test.each([
  [0, 'fine'],
  [199, 'fine'],
  [200, 'fine'],
  [201, 'outside'],
])('an exact fix %d m from the lift is %s', (metres, verdict) => {
  expect(judge(metres)).toEqual({ verdict, distanceMetres: metres });
});

test.each([
  [300, 100, true],
  [301, 100, false],
  // More than 100 m of inexactness is credited to nobody.
  [301, 150, false],
  [250, 50, true],
  [251, 50, false],
])('%d m away with an accuracy of %d m is within the fence: %s', (distance, accuracy, inside) => {
  expect(isWithinFence(distance, accuracy, 200, parameters.fence)).toBe(inside);
});

test('a fix less exact than 150 m is weak, not refused', () => {
  expect(judge(10, 150).verdict).toBe('fine');
  expect(judge(10, 151).verdict).toBe('weak');
});

test('a lift may have a fence of its own', () => {
  expect(judge(350, 0, { radiusMetres: 400 }).verdict).toBe('fine');
});

test('a city changes the radius with a parameter, not with code', () => {
  const fence = { ...parameters.fence, weakAccuracyMetres: 50 };
  expect(judge(10, 60, { parameters: { fence } }).verdict).toBe('weak');
});

test('a lift without a position has no fence', () => {
  expect(judge(5000, 0, { liftPosition: null })).toEqual({ verdict: 'no_reference', distanceMetres: null });
});

test('a position that nobody confirmed on site is no fence', () => {
  expect(judge(5000, 0, { liftPosition: { ...lift, confirmed: false } }).verdict).toBe('no_reference');
});

test('an imported position of unknown reference system is no fence', () => {
  expect(judge(5000, 0, { liftPosition: { ...lift, crs: 'UNKNOWN' } }).verdict).toBe('no_reference');
});

test('positions are compared in one reference system: the same numbers in another are hundreds of metres off', () => {
  const fix = { ...northOf(0), crs: 'WGS84', accuracyMetres: 0 } as const;
  const seen = judge(0, 0, { fix });
  expect(seen.verdict).toBe('outside');
  expect(seen.distanceMetres).toBeGreaterThan(450);
  expect(seen.distanceMetres).toBeLessThan(650);
});

test('a simulated position is refused where the phone admits it', () => {
  expect(refuseMockPosition(true)?.code).toBe('check_in.mock_position');
  expect(refuseMockPosition(false)).toBeNull();
  expect(refuseMockPosition(null)).toBeNull();
});

test('a phone two minutes wrong is still honest, more is a doubt', () => {
  const now = Date.parse('2026-11-20T02:00:00Z');
  expect(isClockSkewed(now - 120_000, now, parameters)).toBe(false);
  expect(isClockSkewed(now - 120_001, now, parameters)).toBe(true);
  expect(isClockSkewed(now + 120_001, now, parameters)).toBe(true);
});

test('two technicians come together within thirty minutes', () => {
  const first = Date.parse('2026-11-20T02:00:00Z');
  expect(cameTogether([first, first + 30 * 60_000], parameters)).toBe(true);
  expect(cameTogether([first, first + 30 * 60_000 + 1], parameters)).toBe(false);
  expect(cameTogether([first], parameters)).toBe(true);
});

const stay = (visitId: string, from: string, to: string | null, position: GeoPoint | null = lift): Stay => ({
  visitId,
  from: Date.parse(`2026-11-20T${from}:00Z`),
  to: to === null ? null : Date.parse(`2026-11-20T${to}:00Z`),
  position,
});

test('nobody is at two lifts at the same time', () => {
  expect(overlaps(stay('a', '02:00', '03:00'), stay('b', '02:59', '03:30'))).toBe(true);
  expect(overlaps(stay('a', '02:00', null), stay('b', '05:00', '05:30'))).toBe(true);
});

test('leaving one lift and arriving at the next in the same instant is no overlap', () => {
  expect(overlaps(stay('a', '02:00', '03:00'), stay('b', '03:00', '03:30'))).toBe(false);
});

test('a visit does not overlap with itself', () => {
  expect(overlaps(stay('a', '02:00', '03:00'), stay('a', '02:00', '03:00'))).toBe(false);
});

test('8.3 kilometres in one minute is impossible (苏州)', () => {
  const way = travelBetween(stay('a', '02:00', '03:00'), stay('b', '03:01', null, northOf(8300)));
  expect(way).toEqual({ metres: 8300, minutes: 1 });
  expect(way && isImpossibleTravel(way, parameters)).toBe(true);
});

test.each([
  ['300 m in no time, as between two doors', { metres: 300, minutes: 0 }, false],
  ['301 m in under three minutes', { metres: 301, minutes: 2.9 }, true],
  ['301 m in three minutes', { metres: 301, minutes: 3 }, false],
  ['10 km in ten minutes, 60 km/h', { metres: 10_000, minutes: 10 }, false],
  ['10.1 km in ten minutes', { metres: 10_100, minutes: 10 }, true],
])('travel of %s: impossible %s', (_, way, impossible) => {
  expect(isImpossibleTravel(way, parameters)).toBe(impossible);
});

test('nothing is said about a way whose ends are unknown', () => {
  expect(travelBetween(stay('a', '02:00', '03:00', null), stay('b', '03:01', null))).toBeNull();
  expect(travelBetween(stay('a', '02:00', null), stay('b', '03:01', null))).toBeNull();
  const unknown = { ...lift, crs: 'UNKNOWN' } as const;
  expect(travelBetween(stay('a', '02:00', '03:00', unknown), stay('b', '03:01', null))).toBeNull();
});

test('two phones of one model at the same place to six decimals are suspiciously alike', () => {
  const phone = { ...lift, deviceModel: 'X1' };
  expect(areSuspiciouslyAlike(phone, { ...phone })).toBe(true);
  expect(areSuspiciouslyAlike(phone, { ...phone, deviceModel: 'X2' })).toBe(false);
  expect(areSuspiciouslyAlike(phone, { ...phone, lat: phone.lat + 0.00001 })).toBe(false);
});
